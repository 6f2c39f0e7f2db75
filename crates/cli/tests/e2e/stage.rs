//! The binary, run as a person runs it, and the town that most tests ask about.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// The day that it is in the town.
pub const TODAY: &str = "2026-11-23";
/// The square Havenplein, in the zone of the alcohol ban.
pub const SQUARE: &str = "52.5555971,5.2732084";

/// What a run gave.
#[derive(Debug)]
pub struct Ran {
    /// exit code; none when a signal ended it
    pub code: Option<i32>,
    /// standard output
    pub out: String,
    /// standard error
    pub err: String,
}

/// The binary, with nothing of the tester's own settings, in the folder of the project.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_schouw"));
    command.env_remove("SCHOUW_SNAPSHOT").env_remove("SCHOUW_LOG").current_dir(project());
    command
}

/// The folder of the project.
pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Runs the binary to its end.
pub fn schouw<const N: usize>(args: [&str; N]) -> Ran {
    run(command().args(args))
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    Ran::from(command.stdin(Stdio::null()).output().unwrap())
}

/// Runs a command to its end with a text on standard input.
pub fn run_with(command: &mut Command, input: &[u8]) -> Ran {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // a process that stops reading is no fault of the writer
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.into()
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("all output is UTF-8");
        let ran = Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) };
        assert!(!ran.err.contains("panicked"), "{}", ran.err);
        ran
    }
}

impl Ran {
    /// A run that did what was asked.
    #[track_caller]
    pub fn good(self) -> Self {
        assert_eq!(self.code, Some(0), "{}\n{}", self.err, self.out);
        self
    }

    /// A run that ended with this code and says this.
    #[track_caller]
    pub fn refused(self, code: i32, says: &str) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.err, self.out);
        assert!(self.err.contains(says), "`{says}` is not in: {}", self.err);
        assert!(self.out.is_empty(), "a refusal gives no answer: {}", self.out);
        self
    }

    /// Standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

/// A path as an argument.
pub fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The town of the demo, made once for all tests.
pub struct Town {
    /// its raw files
    pub raw: PathBuf,
    /// its snapshot
    pub snapshot: PathBuf,
    /// what `demo` said on standard output
    pub shown: String,
}

/// Markerwaard, as `schouw demo` makes it. Each test may be a process of its own, so the first one makes the town and the
/// others wait for it: a town that is being made again loses files under whoever copies it.
pub fn town() -> &'static Town {
    static TOWN: OnceLock<Town> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("schouw-e2e-town-{}", age_of_the_binary()));
        std::fs::create_dir_all(&folder).unwrap();
        let lock = std::fs::File::create(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        let data = folder.join("data");
        let said = folder.join("shown.txt");
        if !said.exists() {
            let ran = schouw(["demo", "--once", "--data", arg(&data), "--today", TODAY]).good();
            std::fs::write(&said, ran.out).unwrap();
        }
        let shown = std::fs::read_to_string(&said).unwrap();
        Town { raw: data.join("raw"), snapshot: data.join("snapshot"), shown }
    })
}

/// When the binary was made, in nanoseconds: another binary makes another town.
fn age_of_the_binary() -> u128 {
    let made = std::fs::metadata(env!("CARGO_BIN_EXE_schouw")).unwrap().modified().unwrap();
    made.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos()
}

/// The answer at a spot in the town, as JSON; `at` is Dutch time.
#[track_caller]
pub fn here(spot: &str, at: &str) -> Value {
    schouw(["here", spot, "--at", at, "--json", "--snapshot", arg(&town().snapshot)]).good().json()
}

/// The elements of a list in an answer.
#[track_caller]
pub fn list<'a>(answer: &'a Value, key: &str) -> &'a [Value] {
    answer[key].as_array().unwrap_or_else(|| panic!("no list `{key}`"))
}

/// The first element of a list whose field has this text.
#[track_caller]
pub fn find<'a>(answer: &'a Value, key: &str, field: &str, text: &str) -> &'a Value {
    let found = list(answer, key).iter().find(|item| item[field] == text);
    found.unwrap_or_else(|| panic!("no `{text}` in {key}: {}", answer[key]))
}

/// A rule of an answer by its title.
#[track_caller]
pub fn rule<'a>(answer: &'a Value, title: &str) -> &'a Value {
    find(answer, "rules", "title", title)
}

/// Copies a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
