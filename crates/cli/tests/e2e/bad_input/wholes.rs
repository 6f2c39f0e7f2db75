//! Files that are a part of a set, and files that hold nothing.

use super::more::RULES;
use super::{LAMPS, Raw};

#[test]
fn a_file_that_is_a_page_of_more_is_a_finding() {
    let record = r#"{"id":"1","lat":52.5556,"lon":5.2730,"t":"2026-11-01"}"#;
    let check = |format: &str, text: String, says: &str| {
        let definition = |kind: &str| LAMPS.1.replace("kind = \"csv\"\ndelimiter = \";\"", kind);
        assert_ne!(definition("x"), LAMPS.1);
        let text = text.replace("lat", "noord").replace("lon\"", "oost\"");
        let raw = Raw::new().with("test-lampen", "lampen.json", text.as_bytes());
        raw.define("test-lampen", &definition(format));
        match says {
            "" => assert_eq!(raw.build(&[]).good().json()["findings"], serde_json::json!([])),
            says => raw.finding("unreadable-file", 1, says),
        }
    };
    let odata = "kind = \"odata\"";
    check(odata, format!(r#"{{"value":[{record}]}}"#), "");
    check(
        odata,
        format!(r#"{{"value":[{record}],"@odata.nextLink":"https://e.nl/2"}}"#),
        "no next page is here",
    );
    check(odata, format!(r#"{{"value":[{record}],"odata.nextLink":"https://e.nl/2"}}"#), "https://e.nl/2");
    check(odata, format!(r#"{{"odata.count":"10000","value":[{record}]}}"#), "10000 records, and 1 of them");
    let results = "kind = \"json\"\npath = \"results\"";
    check(results, format!(r#"{{"count":1,"next":null,"results":[{record}]}}"#), "");
    check(results, format!(r#"{{"count":7,"next":null,"results":[{record}]}}"#), "7 records");
    check(results, format!(r#"{{"next":"https://e.nl/2","results":[{record}]}}"#), "https://e.nl/2");
}

#[test]
fn a_file_of_rules_without_rules_is_refused() {
    let csv = "kind = \"csv\"\ndelimiter = \";\"";
    let rules = |kind: &str| RULES.replace(csv, kind);
    let refused = |code: i32, text: &str, says: &str| {
        let raw = Raw::new().with("test-regels", "zones.geojson", text.as_bytes());
        raw.define("test-regels", &rules("kind = \"geojson\""));
        raw.refused(code, &["zones.geojson", says]);
    };
    let check = |text: &str, says: &str| refused(5, text, says);
    check(r#"{"type":"FeatureCollection","features":[]}"#, "it would seem that no rule holds");
    check(
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{}}]}"#,
        "none of its",
    );
    check(r#"{"type":"FeatureCollection","features":["zone"]}"#, "none of its");
    // what is not even its format cannot be read
    refused(4, "", "empty");
    let tables = |table: &str| {
        let mut raw = Raw::new();
        std::fs::write(raw.folder.path().join("regeling.json"), table).unwrap();
        raw.entry("test-regels", "regeling.json", "role = \"regeling\"");
        let parking = rules("kind = \"npr\"").replace("\"id\"", "\"regulationid\"");
        raw.define("test-regels", &parking.replace("\"titel\"", "\"regulationid\""));
        raw
    };
    tables("[]").refused(5, &["regeling.json", "it would seem that no rule holds"]);
    tables("[{}]").refused(5, &["regeling.json", "none of its"]);
}
