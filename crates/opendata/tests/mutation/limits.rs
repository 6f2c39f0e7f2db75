//! Memory and time that one input may take, and what becomes of an input that takes more.
#![expect(
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a check of tests, outside the test functions: it fails by panicking and says how much it tried"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::{Draw, mutated};

/// Inputs tried for each target, unless the environment says otherwise.
const MUTATIONS: u64 = 10_000;
/// Most memory that reading one input may take, in bytes: 512 MiB.
const MEMORY_BYTES_MAX: isize = 512 << 20;
/// Longest that reading one input may take.
const TIME_MAX: Duration = Duration::from_secs(1);
/// How often an input that took longer is read again: on a busy machine the shortest time counts.
const TIME_TRIES: u32 = 5;
/// After this a reader is taken to hang, however busy the machine is.
const HANG: Duration = Duration::from_secs(60);

/// Counts what each thread has allocated.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

thread_local! {
    static IN_USE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

fn count(bytes: isize) {
    // at the end of a thread there is nothing to count in any more
    let _ = IN_USE.try_with(|in_use| {
        in_use.set(in_use.get() + bytes);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(in_use.get())));
    });
}

#[expect(unsafe_code, reason = "an allocator is unsafe by its trait; this one counts and hands on")]
// SAFETY: every call goes to the allocator of the system as it came
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size() as isize);
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        count(-(layout.size() as isize));
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size as isize - layout.size() as isize);
        unsafe { System.realloc(at, layout, size) }
    }
}

/// Reads an input and says how much it made of it.
pub type Read = Box<dyn Fn(&[u8]) -> u64>;

/// Something that takes bytes from outside, and bytes that it takes well.
pub struct Target {
    /// name, also that of the inputs that are kept
    pub name: &'static str,
    /// good inputs
    pub seeds: Vec<Vec<u8>>,
    /// reads an input and says how much it made of it
    pub read: Read,
}

impl Target {
    /// A target.
    pub fn new(name: &'static str, seeds: Vec<Vec<u8>>, read: impl Fn(&[u8]) -> u64 + 'static) -> Self {
        Self { name, seeds, read: Box::new(read) }
    }
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// What reading one input took.
#[expect(clippy::disallowed_methods, reason = "time is what is measured here")]
fn measured(target: &Target, input: &[u8]) -> (bool, isize, Duration) {
    let before = IN_USE.get();
    PEAK.set(before);
    let start = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| (target.read)(input)));
    let time = start.elapsed();
    (read.is_ok(), PEAK.get() - before, time)
}

/// Keeps an input that was not survived; the panic says where.
fn keep(target: &Target, number: u64, input: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}.input", target.name));
    std::fs::write(&path, input).unwrap();
    path
}

/// Reads so many broken inputs. None may panic, hang, or take more memory or time than the limits.
pub fn check(target: &Target) {
    let good: u64 = target.seeds.iter().map(|seed| (target.read)(seed)).sum();
    assert!(good > 0, "{}: nothing comes of the good inputs", target.name);
    let from = from_environment("SCHOUW_MUTATIONS_FROM").unwrap_or(0);
    let count = from_environment("SCHOUW_MUTATIONS").unwrap_or(MUTATIONS);
    let (at, done) = (AtomicU64::new(from), AtomicBool::new(false));
    let (mut memory, mut time) = (0, Duration::ZERO);
    std::thread::scope(|scope| {
        scope.spawn(|| watch(target.name, &at, &done));
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            for number in from..from + count {
                at.store(number, Ordering::Relaxed);
                let (most, longest) = survives(target, number);
                memory = memory.max(most);
                time = time.max(longest);
            }
        }));
        done.store(true, Ordering::Relaxed);
        if let Err(why) = outcome {
            std::panic::resume_unwind(why);
        }
    });
    println!(
        "{}: {count} inputs from number {from}, at most {} KiB and {} ms for one",
        target.name,
        memory >> 10,
        time.as_millis()
    );
}

fn survives(target: &Target, number: u64) -> (isize, Duration) {
    let input = mutated(&target.seeds, &mut Draw::new(number));
    let (sound, memory, mut time) = measured(target, &input);
    for _ in 0..TIME_TRIES {
        if time <= TIME_MAX {
            break;
        }
        time = time.min(measured(target, &input).2);
    }
    let wrong = [
        (!sound, "panics".to_owned()),
        (memory > MEMORY_BYTES_MAX, format!("takes {} MiB of memory", memory >> 20)),
        (time > TIME_MAX, format!("takes {} ms", time.as_millis())),
    ];
    if let Some((_, what)) = wrong.iter().find(|(wrong, _)| *wrong) {
        let name = target.name;
        let path = keep(target, number, &input);
        panic!(
            "{name} {what} on input {number}, kept in {}; again: SCHOUW_MUTATIONS_FROM={number} SCHOUW_MUTATIONS=1",
            path.display()
        );
    }
    (memory, time)
}

/// Ends the process when one input takes very long: a hang would otherwise be told by nobody.
#[expect(clippy::disallowed_methods, reason = "time is what is measured here")]
fn watch(name: &str, at: &AtomicU64, done: &AtomicBool) {
    let (mut last, mut since) = (at.load(Ordering::Relaxed), Instant::now());
    while !done.load(Ordering::Relaxed) {
        std::thread::sleep(Duration::from_millis(50));
        let now = at.load(Ordering::Relaxed);
        if now != last {
            (last, since) = (now, Instant::now());
        } else if since.elapsed() > HANG {
            eprintln!("{name} hangs on input {now}; again: SCHOUW_MUTATIONS_FROM={now} SCHOUW_MUTATIONS=1");
            std::process::abort();
        }
    }
}
