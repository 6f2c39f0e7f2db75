//! The answer of `schouw here` is what `docs/here.schema.json` says, for all that Markerwaard has.

use jiff::civil::date;
use schouw_area::RdTransform;
use schouw_base::FixedClock;
use schouw_node::demo;
use schouw_node::here::{Desk, Where};
use schouw_picture::moment::parse_moment;
use serde_json::Value;

const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/here.schema.json");

/// The parts of an answer that must occur somewhere, so that their form was looked at.
const PARTS: &[&str] = &["areas", "who", "rules", "notices", "problems", "places", "figures", "gaps"];

#[test]
fn every_answer_about_markerwaard_has_the_form_of_the_schema() {
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(SCHEMA).unwrap()).unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let today = date(2026, 11, 23);
    let now = "2026-11-23T08:00:00Z".parse().unwrap();
    let (snapshot, _) = demo::make(folder.path(), 1, today, &FixedClock(now)).unwrap();
    let desk = Desk::open(&snapshot, None, RdTransform::Formula).unwrap();

    let spots = demo::spots(today).map(|spot| (Where::Degrees(format!("{},{}", spot.lat, spot.lon)), spot.at));
    let others = [
        (Where::Area("GM9990".into()), "2026-11-23T12:00".to_owned()),
        // nothing is known here: only gaps
        (Where::Degrees("51.5,3.5".into()), "2026-11-23T12:00".to_owned()),
    ];
    let mut seen = Vec::new();
    for (place, at) in spots.into_iter().chain(others) {
        let answer = desk.here(&place, parse_moment(&at, now).unwrap(), 1_000).unwrap();
        let answer = serde_json::to_value(&answer).unwrap();
        let faults: Vec<String> = validator.iter_errors(&answer).map(|fault| format!("{}: {fault}", fault.instance_path)).collect();
        assert!(faults.is_empty(), "{place:?}:\n{}", faults.join("\n"));
        seen.extend(PARTS.iter().filter(|part| answer[**part].as_array().is_some_and(|list| !list.is_empty())));
    }
    let unseen: Vec<_> = PARTS.iter().filter(|part| !seen.contains(part)).collect();
    assert!(unseen.is_empty(), "no answer has {unseen:?}");
}
