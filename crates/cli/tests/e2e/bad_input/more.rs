//! Dates, hours, indexes and encodings that cannot be.

use super::{Raw, area, collection, lamps, ring};

/// Rules of a gemeente, with their hours and days.
pub const RULES: &str = "id = \"test-regels\"\ntitle = \"Regels\"\npublisher = \"Gemeente Markerwaard\"\nlicence = \"CC0-1.0\"\ncadence = \"year\"\npersonal_data = \"none\"\ntells = \"wat hier geldt\"\n[format]\nkind = \"csv\"\ndelimiter = \";\"\n[layer]\nkind = \"rules\"\nid = \"id\"\ntheme = { value = \"alcohol\" }\ntitle = \"titel\"\nhours = \"tijden\"\nvalid_from = \"van\"\nvalid_until = \"tot\"\narea = { value = \"GM9990\" }\n";

/// Notices of a search service.
const NOTICES: &str = "id = \"test-bekend\"\ntitle = \"Bekend\"\npublisher = \"KOOP\"\nlicence = \"CC0-1.0\"\ncadence = \"day\"\npersonal_data = \"possible\"\ntells = \"wat er bekend is gemaakt\"\nallow = [\"identifier\", \"title\", \"creator\"]\n[format]\nkind = \"sru\"\n[layer]\nkind = \"notices\"\nid = \"identifier\"\ntitle = \"title\"\narea = \"creator\"\narea_level = \"gemeente\"\n";

#[test]
fn a_rule_of_which_nobody_knows_when_it_holds_is_left_out() {
    let check = |row: &str, kind: &str, says: &str| {
        let sheet = format!("id;titel;tijden;van;tot\n1;Verbod;Fr-Su 22:00-06:00;;\n2;{row}\n");
        let raw = Raw::new().with("test-regels", "r.csv", sheet.as_bytes());
        raw.define("test-regels", RULES);
        raw.finding(kind, 1, says);
        let report = raw.build(&[]).good().json();
        assert_eq!(
            report["layers"].as_array().unwrap().iter().find(|layer| layer["layer"] == "rules").unwrap()["rows"],
            1
        );
    };
    check("Verbod;Fr-Su 99:00-98:00;;", "bad-value", "left out");
    check("Verbod;bij drukte;;", "bad-value", "left out");
    check("Verbod;;29-02-2027;", "bad-value", "is not a date");
    check("Verbod;;;31-04-2027", "bad-value", "is not a date");
    check("Verbod;;2027-05-01;2026-05-01", "implausible-value", "before the first");
    check("Verbod;;1066-10-14;", "implausible-value", "so far back");
}

#[test]
fn moments_that_cannot_be_are_findings() {
    let report = |at: &str| {
        format!(
            "<request><service_request_id>{at}</service_request_id><service_name>Afval</service_name><requested_datetime>{at}</requested_datetime><status>open</status><lat>52.55</lat><long>5.27</long></request>"
        )
    };
    for (at, kind) in [
        ("2026-11-01T25:00:00", "bad-value"),
        ("2026-02-29T10:00:00", "bad-value"),
        ("31-04-2026 10:00", "bad-value"),
        ("gisteren", "bad-value"),
        ("2093-01-01T10:00:00", "implausible-value"),
    ] {
        let xml =
            format!("<service_requests>{}{}</service_requests>", report("2026-11-01T24:00:00"), report(at));
        let raw = Raw::new().with("test-meldingen", "m.xml", xml.as_bytes());
        let definition =
            super::REPORTS.1.replace("[layer]", "[geometry.from]\nx = \"long\"\ny = \"lat\"\n\n[layer]");
        raw.define(
            super::REPORTS.0,
            &definition.replace("\"description\"]", "\"description\", \"lat\", \"long\"]"),
        );
        raw.finding(kind, 1, at);
    }
}

#[test]
fn a_set_of_which_pages_are_missing_is_a_finding() {
    let notice = "<record><recordData><gzd><identifier>gmb-1</identifier><title>Terras</title><creator>GM9990</creator></gzd></recordData></record>";
    let answer = |total: u32| {
        format!(
            "<searchRetrieveResponse><numberOfRecords>{total}</numberOfRecords><records>{notice}</records></searchRetrieveResponse>"
        )
    };
    let raw = |total| Raw::new().with("test-bekend", "b.xml", answer(total).as_bytes());
    let cut = raw(500);
    cut.define("test-bekend", NOTICES);
    cut.finding("unreadable-file", 1, "500 records, and 1 of them");
    let whole = raw(1);
    whole.define("test-bekend", NOTICES);
    assert_eq!(whole.build(&[]).good().json()["findings"], serde_json::json!([]));
}

#[test]
fn a_file_of_tomorrow_is_a_finding() {
    let mut raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    raw.index = raw.index.replace("2026-11-20", "2993-01-01");
    raw.finding("implausible-value", 1, "2993-01-01");
}

#[test]
fn a_broken_geometry_is_one_finding() {
    let broken = area("GM9991", "[[5.1,52.5],[5.2,null],[5.2,52.5],[5.1,52.5]]");
    let areas = collection(&[area("GM9990", &ring()), broken]);
    let raw = Raw::new().with("test-gebieden", "g.geojson", areas.as_bytes());
    let report = raw.build(&[]).good().json();
    let counts =
        report["findings"].as_array().unwrap().iter().map(|finding| finding["count"].as_u64().unwrap());
    assert_eq!(counts.sum::<u64>(), 1, "{}", report["findings"]);
}

#[test]
fn sheets_in_other_clothes_are_read() {
    let check = |bytes: &[u8], rows: u64| {
        let report = Raw::new().with("test-lampen", "lampen.csv", bytes).build(&[]).good().json();
        let places =
            report["layers"].as_array().unwrap().iter().find(|layer| layer["layer"] == "places").unwrap();
        assert_eq!(places["rows"], rows, "{}", String::from_utf8_lossy(bytes));
    };
    let plain = lamps(&["1;5.27;52.55", "2;5.28;52.55"]);
    check(format!("\u{feff}{plain}").as_bytes(), 2);
    check(plain.replace('\n', "\r\n").as_bytes(), 2);
    check(plain.replacen('\n', "\r\n", 2).as_bytes(), 2);
    let utf_16: Vec<u8> = format!("\u{feff}{plain}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf_16, 2);
    check(b"id;oost;noord\nca\xe9;5.27;52.55\n", 1);
    check(b"id;oost;noord\n\n1;5.27;52.55\n\n", 1);
}

#[test]
fn numbers_in_other_clothes_are_findings() {
    let check = |row: &str| {
        Raw::new().with("test-lampen", "lampen.csv", lamps(&["9;5.27;52.55", row]).as_bytes()).finding(
            "bad-value",
            1,
            "not a number",
        );
    };
    check("1;1.234,5;52.55");
    check("1;\u{665}.27;52.55");
    check("1;0x5;52.55");
    check("1;5 270;52.55");
}
