//! The real open data that lie beside the project while it is developed, through the binary.

use std::path::Path;

use serde_json::Value;

use crate::stage::{arg, find, list, schouw};

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");

#[test]
fn the_real_data_become_the_real_picture_of_volendam() {
    if !Path::new(SHARED).is_dir() {
        eprintln!("skipped: the real data are not here ({SHARED})");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("snapshot");
    let built = schouw([
        "build",
        "--json",
        "--raw",
        SHARED,
        "--index",
        "bench/shared-data.raw.toml",
        "--out",
        arg(&out),
    ]);
    let report = built.good().json();
    rows(&report);
    let answer =
        schouw(["here", "52.4956,5.0742", "--at", "2026-11-23T12:00", "--json", "--snapshot", arg(&out)]);
    volendam(&answer.good().json());
    let text =
        schouw(["here", "52.4956,5.0742", "--at", "2026-11-23T12:00", "--snapshot", arg(&out)]).good().out;
    assert!(text.contains("Edam-Volendam") && text.contains("Door toeval kan dit tussen"), "{text}");
    schouw(["snapshot", "verify", arg(&out)]).good();
    cut_to_one_gemeente(&folder);
}

/// Rows of the layers: the counts of the publishers.
fn rows(report: &Value) {
    let layer = |name: &str| {
        let layers = report["layers"].as_array().unwrap();
        layers.iter().find(|layer| layer["layer"] == name).unwrap_or_else(|| panic!("{name}"))["rows"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(layer("areas-buurt-2019-cbs-buurten-2019"), 13_594);
    assert_eq!(layer("areas-buurt-2024-cbs-buurten-2024-benaderd"), 14_566);
    assert_eq!(layer("areas-wijk-2017-cbs-wijken-2017"), 3_070);
    assert_eq!(layer("areas-gemeente-2019-cbs-gemeenten"), 355);
    assert_eq!(layer("areas-gemeente-2022-cbs-gemeenten"), 345);
    assert_eq!(layer("areas-gemeente-2025-cbs-gemeenten"), 342);
    assert_eq!(layer("areas-postcode4-2020-cbs-postcode4"), 4_067);
    assert_eq!(layer("notices"), 8);
    assert_eq!(layer("reports"), 67);
    assert_eq!(layer("contacts"), 342);
    assert!(layer("figures") > 400_000 && layer("rules") > 4_000 && layer("places") > 20_000);
    assert!(report["left_out"].as_array().unwrap().is_empty());
    let findings = report["findings"].as_array().unwrap();
    let touching =
        findings.iter().find(|f| f["dataset"] == "cbs-buurten-2019" && f["kind"] == "repaired-geometry");
    assert_eq!(touching.unwrap()["count"], 21);
}

fn volendam(answer: &Value) {
    let areas = list(answer, "areas");
    let years: Vec<u64> =
        areas.iter().filter(|a| a["code"] == "BU03850201").map(|a| a["year"].as_u64().unwrap()).collect();
    assert_eq!(years, [2019, 2024]);
    assert!(areas.iter().any(|area| area["code"] == "GM0385" && area["name"] == "Edam-Volendam"));
    assert!(answer["place"].as_str().unwrap().contains("Edam-Volendam"), "{}", answer["place"]);
    let offences = list(answer, "figures").iter().find(|figure| {
        figure["label"].as_str().is_some_and(|label| label.contains("misdrijven"))
            && !figure["value"].is_null()
    });
    let offences = offences.expect("a figure about offences");
    let (low, high) = (offences["interval"][0].as_f64().unwrap(), offences["interval"][1].as_f64().unwrap());
    let value = offences["value"].as_f64().unwrap();
    assert!(low < value && value < high, "{offences}");
    assert!(!offences["source"]["licence"].as_str().unwrap().is_empty());
    let unit = find(answer, "who", "kind", "eenheid");
    assert_eq!(unit["party"], "politie");
    let gaps: String =
        list(answer, "gaps").iter().map(|gap| format!("{} ", gap["what"].as_str().unwrap())).collect();
    assert!(gaps.contains("handhavingsarrangement") && gaps.contains("basisteam"), "{gaps}");
}

fn cut_to_one_gemeente(folder: &tempfile::TempDir) {
    let out = folder.path().join("edam-volendam");
    let index = "bench/shared-data.raw.toml";
    let build =
        ["build", "--json", "--raw", SHARED, "--index", index, "--area", "GM0385", "--out", arg(&out)];
    let report = schouw(build).good().json();
    let layers = report["layers"].as_array().unwrap();
    let buurten = layers.iter().find(|layer| layer["layer"] == "areas-buurt-2019-cbs-buurten-2019").unwrap();
    assert!(buurten["rows"].as_u64().unwrap() < 100, "{buurten}");
    let answer = schouw(["here", "52.4956,5.0742", "--json", "--snapshot", arg(&out)]).good().json();
    assert!(list(&answer, "areas").iter().any(|area| area["code"] == "BU03850201"));
    let elsewhere = schouw(["here", "52.3731,4.8926", "--json", "--snapshot", arg(&out)]).good().json();
    assert!(list(&elsewhere, "areas").is_empty());
    let missing = ["build", "--raw", SHARED, "--index", index, "--area", "GM0001", "--out", arg(&out)];
    schouw(missing).refused(6, "GM0001");
    // what stood there still stands
    schouw(["snapshot", "verify", arg(&out)]).good();
}
