//! The quirks of GeoJSON files, each with a small file of its own.

use std::fmt::Write as _;

use super::*;
use crate::read::gathered::Gathered;

fn gather(json: impl AsRef<[u8]>) -> Gathered {
    Gathered::by(|sink| read(json.as_ref(), &GeojsonOptions::default(), sink))
}

fn check(json: &str, expected: &[&str]) {
    let gathered = gather(json);
    assert!(gathered.result.is_ok(), "{json}: {:?}", gathered.result);
    assert_eq!(gathered.lines(), expected, "{json}");
}

fn point(properties: &str) -> String {
    format!(
        r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[5.1,52.5]}},"properties":{properties}}}"#
    )
}

fn collection(features: &[String]) -> String {
    format!(r#"{{"features":[{}],"type":"FeatureCollection"}}"#, features.join(","))
}

#[test]
fn a_collection_is_read_with_its_members_in_any_order() {
    let json = format!(
        r#"{{"features":[{}],"name":"x","crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::28992"}}}},"type":"FeatureCollection"}}"#,
        point(r#"{"code":"BU1","aantal":3,"water":false,"leeg":null}"#)
    );
    let gathered = gather(json);
    assert_eq!(gathered.lines(), ["1 code=BU1 aantal=3 water=false leeg=-"]);
    assert!(gathered.rows[0].geometry.is_some());
    assert_eq!(gathered.result.unwrap().facts.crs.as_deref(), Some("urn:ogc:def:crs:EPSG::28992"));
}

#[test]
fn a_feature_a_geometry_an_array_and_lines_of_features_are_read_too() {
    check(&point(r#"{"a":1}"#), &["1 a=1"]);
    check(r#"{"type":"Point","coordinates":[1,2]}"#, &["1"]);
    check(&format!("[{},{}]", point(r#"{"a":1}"#), point(r#"{"a":2}"#)), &["1 a=1", "2 a=2"]);
    check(&format!("{}\n{}\n", point(r#"{"a":1}"#), point(r#"{"a":2}"#)), &["1 a=1", "2 a=2"]);
    check(&format!("\u{1e}{}\n\u{1e}{}\n", point("{}"), point("{}")), &["1", "2"]);
    check(r#"{"type":"FeatureCollection","features":[]}"#, &[]);
    check(r#"{"type":"FeatureCollection"}"#, &[]);
}

#[test]
fn a_collection_that_is_a_part_says_so() {
    let check = |beside: &str, total: Option<u64>, more: Option<&str>| {
        let json = format!(r#"{{"type":"FeatureCollection","features":[{}]{beside}}}"#, point("{}"));
        let facts = gather(&json).result.unwrap().facts;
        assert_eq!(facts.set.map(|set| (set.total, set.here)), total.map(|total| (total, 1)), "{json}");
        assert_eq!(facts.more.as_deref(), more, "{json}");
    };
    check("", None, None);
    check(r#","numberMatched":1200,"numberReturned":1"#, Some(1_200), None);
    check(r#","totalFeatures":"unknown""#, None, None);
    check(r#","exceededTransferLimit":true"#, None, Some("exceededTransferLimit: true"));
    check(r#","exceededTransferLimit":false"#, None, None);
    check(r#","properties":{"exceededTransferLimit":true}"#, None, Some("exceededTransferLimit: true"));
    let links = r#","links":[{"rel":"self","href":"a"},{"rel":"next","href":"https://e.nl/2"}]"#;
    check(links, None, Some("next: https://e.nl/2"));
    check(r#","links":[{"rel":"self"},7,null]"#, None, None);
}

#[test]
fn nested_properties_get_a_dot_and_arrays_become_lists() {
    check(
        &point(r#"{"a":{"b":{"c":1},"d":[1,"x",null,true]},"e":[{"f":1},[2]],"g":{}}"#),
        &["1 a.b.c=1 a.d=[1,x,-,true] e.f=[1,-] e=[-,[2]]"],
    );
    let deep = r#"{"a":"#.repeat(12) + "1" + &"}".repeat(12);
    check(&point(&deep), &["1 a.a.a.a.a.a.a.a.a.a.a.a=1"]);
}

#[test]
fn columns_grow_and_keep_their_order() {
    let features = [point(r#"{"a":1,"b":2}"#), point(r#"{"b":3,"c":4}"#), point("null")];
    check(&collection(&features), &["1 a=1 b=2", "2 a=- b=3 c=4", "3 a=- b=- c=-"]);
}

#[test]
fn the_id_of_a_feature_is_a_column() {
    check(r#"{"type":"Feature","id":"g.1","geometry":null,"properties":{"a":1}}"#, &["1 a=1 id=g.1"]);
    check(r#"{"type":"Feature","id":7,"geometry":null,"properties":{"id":1}}"#, &["1 id=1 feature.id=7"]);
}

#[test]
fn a_broken_geometry_costs_only_the_geometry() {
    let broken =
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[NaN,52]},"properties":{"a":1}}"#;
    let gathered = gather(collection(&[broken.into(), point(r#"{"a":2}"#)]));
    assert_eq!(gathered.lines(), ["1 a=1", "2 a=2"]);
    assert!(gathered.rows[0].geometry.is_none() && gathered.rows[1].geometry.is_some());
    assert_eq!(gathered.kinds(), [FindingKind::BadGeometry]);
    assert_eq!(gathered.remarks[0].record, 1);
}

#[test]
fn a_broken_value_costs_only_the_value() {
    let gathered = gather(point(r#"{"a":NaN,"b":1e400,"c":"\ud800","d":-Infinity,"e":01x,"f":2}"#));
    assert_eq!(gathered.lines(), ["1 a=- b=- c=- d=- e=- f=2"]);
    use FindingKind::{BadValue, ImplausibleValue};
    assert_eq!(gathered.kinds(), [BadValue, ImplausibleValue, BadValue, BadValue, BadValue]);
    assert_eq!((gathered.remarks[1].column.as_str(), gathered.remarks[1].value.as_str()), ("b", "1e400"));
}

#[test]
fn a_broken_feature_costs_only_the_feature() {
    let features = [point("{}"), r#"{"type" "Feature"}"#.into(), "null".into(), "7".into(), point("{}")];
    let gathered = gather(collection(&features));
    assert_eq!(gathered.lines(), ["1", "5"]);
    assert_eq!(gathered.kinds(), [FindingKind::MalformedRecord; 3]);
    let lines = format!("{}\n{{\"type\":oeps,,}}\n{}", point("{}"), point("{}"));
    let gathered = gather(lines);
    assert_eq!(gathered.lines(), ["1", "3"]);
}

#[test]
fn a_name_that_comes_twice_is_said_and_the_last_counts() {
    let gathered = gather(point(r#"{"a":1,"a":2,"b":{"c":1},"b.c":3}"#));
    assert_eq!(gathered.lines(), ["1 a=2 b.c=3"]);
    assert_eq!(gathered.kinds(), [FindingKind::Duplicate, FindingKind::Duplicate]);
}

#[test]
fn a_whole_number_that_a_double_would_round_stays_text() {
    check(
        &point(r#"{"a":9007199254740993,"b":0.1,"c":12345678901234567890}"#),
        &["1 a=9007199254740993 b=0.1 c=12345678901234567890"],
    );
}

#[test]
fn an_open_ring_is_closed_with_a_remark() {
    let json = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#;
    assert_eq!(gather(json).kinds(), [FindingKind::RepairedGeometry]);
}

#[test]
fn a_file_that_is_cut_off_hands_over_what_came_before() {
    let whole = collection(&[point(r#"{"a":1}"#), point(r#"{"a":2}"#), point(r#"{"a":3}"#)]);
    for cut in 1..whole.len() {
        let gathered = gather(&whole[..cut]);
        assert!(matches!(gathered.result, Err(ReadError::CutOff { .. })), "{cut}: {:?}", gathered.result);
        assert!(gathered.rows.len() <= 3);
    }
    let gathered = gather(&whole[..whole.len() - 60]);
    assert_eq!(gathered.lines(), ["1 a=1", "2 a=2"]);
    let message = gathered.result.unwrap_err().to_string();
    assert!(message.starts_with("the input is cut off, at record 3, byte "), "{message}");
}

#[test]
fn what_is_not_geojson_is_refused_with_words() {
    for (json, why) in [
        ("", "the input is empty"),
        ("<html>", "an object was expected here"),
        (r#"{"type":"Topology","objects":{}}"#, "a FeatureCollection, a Feature or a geometry was expected"),
        (r#"{"exceptions":[{"code":"x"}]}"#, "a FeatureCollection, a Feature or a geometry was expected"),
        (r#"{"features":[{]}"#, "`}` was expected here"),
        (r#"{"features":[] "x":1}"#, "`,` or `}` was expected here"),
    ] {
        let message = gather(json).result.unwrap_err().to_string();
        assert!(message.contains(why), "{json}: {message}");
    }
}

#[test]
fn a_feature_of_200_megabytes_stops_with_a_clear_message() {
    use std::io::Read as _;
    let begin = format!(r#"{{"features":[{},{{"properties":{{"a":""#, point("{}"));
    let input = std::io::BufReader::new(begin.as_bytes().chain(std::io::repeat(b'x').take(200 << 20)));
    let gathered = Gathered::by(|sink| read(input, &GeojsonOptions::default(), sink));
    assert_eq!(gathered.rows.len(), 1);
    let message = gathered.result.unwrap_err().to_string();
    assert!(message.contains("a record goes over the limit of 67108864 bytes, at record 2"), "{message}");
}

#[test]
fn depth_columns_and_lists_have_limits() {
    let deep = point(&format!(r#"{{"a":{}1{}}}"#, "[".repeat(100), "]".repeat(100)));
    let gathered = gather(collection(&[point("{}"), deep, point("{}")]));
    assert_eq!(gathered.lines(), ["1", "3"]);
    assert!(gathered.remarks[0].why.contains("nested more than 64 deep"), "{:?}", gathered.remarks);
    let mut wide = String::from("{");
    for at in 0..5_000 {
        write!(wide, "\"k{at}\":1,").unwrap();
    }
    let gathered = gather(point(&(wide + "\"z\":1}")));
    assert_eq!(gathered.rows.len(), 1);
    assert!(gathered.remarks.iter().all(|remark| remark.kind == FindingKind::MalformedRecord));
    let long = format!(r#"{{"b":2,"a":[{}1]}}"#, "1,".repeat(1 << 20));
    let gathered = gather(point(&long));
    assert_eq!(gathered.rows.len(), 1);
    assert!(gathered.lines()[0].starts_with("1 b=2"));
    assert_eq!(gathered.kinds(), [FindingKind::ImplausibleValue]);
}

#[test]
fn a_record_full_of_faults_says_a_hundred_of_them() {
    let json = point(&format!("{{{}\"z\":1}}", "\"a\":x,".repeat(100_000)));
    let gathered = gather(json);
    assert_eq!(gathered.lines(), ["1 a=- z=1"]);
    let whole: Vec<_> = gathered.remarks.iter().filter(|remark| remark.column.is_empty()).collect();
    assert_eq!((gathered.remarks.len(), whole.len()), (202, 2));
    assert_eq!(whole[0].why, "99900 more things are wrong with this record");
    assert_eq!(whole[1].why, "99899 more things are wrong with this record");
    let json = format!("{{{}\"type\":\"Point\",\"coordinates\":[1,2]}}", "\"type\":1,".repeat(100_000));
    assert!(gather(json).rows[0].geometry.is_some());
}

#[test]
fn a_sink_that_has_enough_stops_the_reader() {
    let json = collection(&[point("{}"), point("{}"), "oeps".into()]);
    let gathered = Gathered::until(2, |sink| read(json.as_bytes(), &GeojsonOptions::default(), sink));
    assert!(gathered.result.unwrap().stopped);
}
