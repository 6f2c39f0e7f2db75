//! A national load, measured: `cargo test -p schouw-node --lib format::layers::tests::large -- --ignored --nocapture`.
//! Set `SCHOUW_LARGE` to a folder to keep the files.

use schouw_area::{Level, Year};
use schouw_picture::figures::{AreaKey, FigureRow};
use schouw_picture::layers::Address;

use super::*;
use crate::stopwatch::Stopwatch;

/// Scattered numbers below `limit`, always the same.
fn scattered(at: usize, limit: u32) -> u32 {
    let mixed = (at as u64).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    (mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32 % limit
}

fn measured(what: &str, layers: &Layers) {
    let kept = std::env::var_os("SCHOUW_LARGE").map(|folder| Path::new(&folder).join(what));
    let folder = tempfile::tempdir().unwrap();
    let before = peak_kib();
    let mut watch = Stopwatch::start();
    let files = write_layers(layers, kept.as_deref().unwrap_or(folder.path())).unwrap();
    watch.lap("write");
    let (laps, after) = (watch.laps(), peak_kib());
    for file in &files {
        println!("{}: {} rows, {:.1} MB", file.path, file.rows, file.bytes as f64 / 1e6);
    }
    println!("{what}: {laps:?}, peak memory {} MiB, {} MiB before", after / 1024, before / 1024);
}

fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse().unwrap_or(0)
}

#[test]
#[ignore = "measures: twenty million figures"]
fn twenty_million_figures() {
    let mut layers = Layers { sources: vec![sample::source("bron-a")], ..Layers::default() };
    let figures = &mut layers.figures;
    for at in 0..15_000 {
        let code = format!("BU{:08}", 10_000 + at * 7).parse().unwrap();
        figures.area(AreaKey { level: Level::Buurt, code, year: Year(2024) });
    }
    for at in 0..120 {
        figures
            .measure(&schouw_picture::layers::Measure { id: format!("maat-{at:03}"), ..sample::measure() });
    }
    for month in 0..12 {
        figures.periods.number(&format!("2024-{:02}", month + 1));
    }
    figures.rows.reserve_exact(20_000_000);
    for at in 0..20_000_000_usize {
        let value = match scattered(at, 10) {
            0 => f64::NAN,
            1..=6 => f64::from(scattered(at, 300)),
            _ => f64::from(scattered(at, 1_000_000)) / 100.0,
        };
        let (area, measure, period) = ((at / 1_440) as u32, (at / 12 % 120) as u16, (at % 12) as u16);
        figures.rows.push(FigureRow { area, measure, period, source: 0, value });
    }
    measured("figures", &layers);
}

#[test]
#[ignore = "measures: ten million addresses"]
fn ten_million_addresses() {
    let mut layers = Layers { sources: vec![sample::source("bron-a")], ..Layers::default() };
    let addresses = &mut layers.addresses;
    let streets: Vec<u32> =
        (0..200_000).map(|at| addresses.words.number(&format!("Straat {at:06}"))).collect();
    let towns: Vec<u32> =
        (0..2_500).map(|at| addresses.words.number(&format!("Woonplaats {at:04}"))).collect();
    let none = addresses.words.number("");
    for at in 0..10_000_000_usize {
        let (street, town) = (streets[at / 50], towns[at / 4_000]);
        let (lon, lat) = (
            33_000_000 + scattered(at, 38_000_000) as i32,
            507_500_000 + scattered(at + 1, 28_000_000) as i32,
        );
        let (postcode, number) = (676_000 + (at / 20) as u32, (at % 50) as u32 + 1);
        addresses.rows.push(Address {
            postcode,
            street,
            town,
            number,
            suffix: none,
            lon,
            lat,
            source: 0,
            dwelling: true,
        });
    }
    measured("addresses", &layers);
}

#[test]
#[ignore = "measures: one million notices"]
fn one_million_notices() {
    let point = |at: usize| {
        (33_000_000 + scattered(at, 38_000_000) as i32, 507_500_000 + scattered(at + 7, 28_000_000) as i32)
    };
    let notices = (0..1_000_000).map(|at| sample::notice(at, vec![point(at)])).collect();
    let sources = vec![sample::source("bron-a"), sample::source("bron-b")];
    measured("notices", &Layers { sources, notices, ..Layers::default() });
}
