//! One Rust answer for server and phone: the same questions through the use cases on the whole snapshot, and through the
//! engine of the phone (wasm32, run by Node) on the area pack of a gemeente, give the same answers.
//!
//! What may differ stands in `same.rs`. Skipped, loudly, without the target of wasm32 or without Node 20.
#![expect(clippy::disallowed_methods, reason = "says how long each took, by the real clock")]
#![cfg(test)]

mod engine;
mod questions;
mod same;

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::Timestamp;
use schouw_area::{AreaCode, RdTransform};
use schouw_base::FixedClock;
use schouw_node::build::{BuildOptions, build};
use schouw_node::demo::make;
use schouw_node::service::{Place, Serving};
use schouw_picture::area_pack::cut;

use engine::Engine;
use questions::questions;

/// Gemeenten of the shared data whose packs are compared, most buurten first.
const REAL: usize = 2;
/// Most bytes of the pack of a gemeente of about thirty buurten.
const PACK_BYTES_MAX: usize = 2_000_000;

fn now() -> Timestamp {
    "2026-11-23T12:00:00Z".parse().unwrap()
}

fn serving(snapshot: &Path) -> Serving {
    let place = Place { snapshot: snapshot.into(), suppressed: None, rd: RdTransform::default() };
    Serving::open(&place).unwrap()
}

/// Compares the two on a gemeente and says what was seen.
fn compare(engine: &Engine, serving: &Serving, gemeente: &AreaCode, count: usize) {
    let desk = serving.desk();
    let picture = desk.snapshot().picture();
    let started = Instant::now();
    let pack = cut(picture, gemeente, desk.suppressed(), Some(serving.findings())).unwrap();
    let cut_ms = started.elapsed().as_millis();
    let unpacked = schouw_picture::area_pack::head(&pack).unwrap().0.index_bytes;
    let buurten = buurten(serving, gemeente);
    let asked = questions(serving, gemeente, count, now());
    let (answers, timing) = engine.ask(&pack, &asked, now());
    assert_eq!(answers.len(), asked.len());
    let mut said = 0;
    for (question, answer) in asked.iter().zip(&answers) {
        let expected = question.native.as_ref().map(|text| serde_json::from_str(text).unwrap());
        said += usize::from(expected.is_some());
        same::check(question, expected.as_ref(), answer);
    }
    eprintln!(
        "{gemeente}: {buurten} buurten, pack {} kB ({} kB unpacked, cut in {cut_ms} ms); {} questions the same, {said} with \
         an answer; phone: {timing}",
        pack.len() / 1000,
        unpacked / 1000,
        asked.len(),
    );
    assert!(buurten > 35 || pack.len() <= PACK_BYTES_MAX, "{} bytes", pack.len());
}

fn buurten(serving: &Serving, gemeente: &AreaCode) -> usize {
    let ask = schouw_picture::areas::AreasAsk {
        level: schouw_area::Level::Buurt,
        within: Some(gemeente.clone()),
        year: None,
        limit: 10_000,
        outlines: false,
    };
    serving.areas(&ask).areas.len()
}

#[test]
fn the_phone_answers_as_the_server_does_in_markerwaard() {
    let Some(engine) = Engine::make() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (snapshot, _) = make(folder.path(), 1, "2026-11-23".parse().unwrap(), &FixedClock(now())).unwrap();
    compare(&engine, &serving(&snapshot), &"GM9990".parse().unwrap(), 2_000);
}

#[test]
fn the_phone_answers_as_the_server_does_in_real_gemeenten() {
    let raw = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    if !raw.is_dir() {
        eprintln!("skipped: no shared data beside the project");
        return;
    }
    let Some(engine) = Engine::make() else { return };
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("snapshot");
    let options = BuildOptions {
        raw,
        index: Some(concat!(env!("CARGO_MANIFEST_DIR"), "/../../bench/shared-data.raw.toml").into()),
        datasets: None,
        out: out.clone(),
        area: None,
        rd_grid: None,
        threads: 2,
        skip_unusable: false,
    };
    build(&options, &FixedClock(now())).unwrap();
    let serving = serving(&out);
    for gemeente in real(&serving) {
        compare(&engine, &serving, &gemeente, 600);
    }
}

/// Gemeenten of about thirty buurten with the largest share of what lies on a map: those whose packs weigh most.
fn real(serving: &Serving) -> Vec<AreaCode> {
    let overview = serving.overview(now());
    let mut found: Vec<(u32, AreaCode)> = Vec::new();
    for gemeente in overview.gemeenten {
        let count = buurten(serving, &gemeente.code);
        if (20..=35).contains(&count) {
            let ask = schouw_picture::map::MapAsk {
                bounds: questions::bounds(gemeente.bounds),
                layers: Vec::new(),
                at: now(),
                now: now(),
                from: None,
                limit: 1,
            };
            let shown = serving.map(&ask).unwrap();
            found.push((shown.more, gemeente.code));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    found.into_iter().take(REAL).map(|(_, code)| code).collect()
}
