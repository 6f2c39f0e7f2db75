use super::*;
use crate::read::gathered::Gathered;

fn gathered(text: &[u8], path: &str) -> Gathered {
    Gathered::by(|sink| read(text, &JsonOptions::at(path), sink))
}

fn check(text: &str, path: &str, lines: &[&str]) {
    let gathered = gathered(text.as_bytes(), path);
    assert_eq!(gathered.lines(), lines, "{text}");
    assert_eq!(gathered.result.unwrap().rows, lines.len() as u64);
    assert!(gathered.remarks.is_empty(), "{text}: {:?}", gathered.remarks);
}

/// Rows, the kinds of remarks, and a part of the error.
fn check_dirty(text: &[u8], lines: &[&str], kinds: &[FindingKind], error: Option<&str>) {
    let gathered = gathered(text, "");
    let shown = String::from_utf8_lossy(text);
    assert_eq!(gathered.lines(), lines, "{shown}");
    assert_eq!(gathered.kinds(), kinds, "{shown}");
    match (gathered.result, error) {
        (Ok(_), None) => {}
        (Err(found), Some(error)) => assert!(found.to_string().contains(error), "{shown}: {found}"),
        (found, error) => panic!("{shown}: {found:?} for {error:?}"),
    }
}

use FindingKind::{BadValue, Duplicate, MalformedRecord};

#[test]
fn records_stand_at_the_root_or_under_a_name() {
    check(r#"[{"a":1},{"a":2}]"#, "", &["1 a=1", "2 a=2"]);
    check(r#"{"n":2,"value":[{"a":1}],"z":[1]}"#, "value", &["1 a=1"]);
    check(r#"{"result":{"x":{"records":0},"records":[{"a":true}]}}"#, "result.records", &["1 a=true"]);
    check(r#"{"code":"NL00","x":{"y":null}}"#, "", &["1 code=NL00 x.y=-"]);
    check("[]", "", &[]);
    check(r#"{"value":null}"#, "value", &[]);
    check(" [ {\"a\" : \"x,]}\\\"\" } , ] ", "", &["1 a=x,]}\""]);
}

#[test]
fn lines_of_json_are_read_too() {
    check("{\"a\":1}\n{\"a\":2}\n", "", &["1 a=1", "2 a=2"]);
    check("{\"value\":[{\"a\":1}]}\n{\"value\":[{\"a\":2}]}", "value", &["1 a=1", "2 a=2"]);
}

#[test]
fn nested_names_get_dots_and_lists_stay_lists() {
    check(
        r#"[{"locatie":{"adres":{"straatNaam":"Haven"},"x":1.5}},{"location":["52.5 5.07","52.6 5.08"],"leeg":[]}]"#,
        "",
        &[
            "1 locatie.adres.straatNaam=Haven locatie.x=1.5",
            "2 locatie.adres.straatNaam=- locatie.x=- location=[52.5 5.07,52.6 5.08] leeg=[]",
        ],
    );
}

#[test]
fn a_list_of_objects_is_a_list_for_each_name_with_nulls_where_one_lacks() {
    check(
        r#"[{"locaties":[{"latitude":52.5,"longitude":5},{"longitude":6},{"latitude":51,"naam":"x"}]}]"#,
        "",
        &["1 locaties.latitude=[52.5,-,51] locaties.longitude=[5,6,-] locaties.naam=[-,-,x]"],
    );
    check(r#"[{"a":[1,{"b":2},[3,[]]]}]"#, "", &["1 a=[1,-,[3,[]]] a.b=[-,2,-]"]);
}

#[test]
fn columns_come_as_they_come() {
    check(r#"[{"a":1},{"b":2},{"a":3,"c":null}]"#, "", &["1 a=1", "2 a=- b=2", "3 a=3 b=- c=-"]);
}

#[test]
fn whole_numbers_beyond_a_float_keep_their_digits() {
    check(
        r#"[{"a":363010012345678901,"b":-9007199254740993,"c":9007199254740992,"d":1e3}]"#,
        "",
        &["1 a=363010012345678901 b=-9007199254740993 c=9007199254740992 d=1000"],
    );
}

#[test]
fn what_is_no_value_is_missing_and_said() {
    check_dirty(
        br#"[{"a":NaN,"b":-Infinity,"c":1e999,"d":None,"e":"NaN"},{"a":1}]"#,
        &["1 a=- b=- c=- d=- e=NaN", "2 a=1 b=- c=- d=- e=-"],
        &[BadValue; 4],
        None,
    );
}

#[test]
fn a_broken_record_does_not_stop_the_rest() {
    check_dirty(br#"[{"a":1},{"a" 2},{"a":3}]"#, &["1 a=1", "3 a=3"], &[MalformedRecord], None);
    check_dirty(br#"[{"a":[1},{"a":3}]"#, &["2 a=3"], &[MalformedRecord], None);
    check_dirty(br#"[1,null,{"a":3},,"x"]"#, &["3 a=3"], &[MalformedRecord; 4], None);
    check_dirty(b"[{\"a\":\"caf\xe9\"},{\"a\":3}]", &["1 a=caf\u{fffd}", "2 a=3"], &[BadValue], None);
    check_dirty(br#"[{"a":1,"a":2}]"#, &["1 a=2"], &[Duplicate], None);
    check_dirty(br#"[{"a":{"b":1},"a.b":2}]"#, &["1 a.b=2"], &[Duplicate], None);
}

#[test]
fn a_record_nested_too_deep_is_left_out() {
    let deep = format!("[{{\"a\":{}{}}},{{\"a\":1}}]", "[".repeat(100), "]".repeat(100));
    check_dirty(deep.as_bytes(), &["2 a=1"], &[MalformedRecord], None);
    let very_deep = "[".repeat(1_000_000);
    check_dirty(very_deep.as_bytes(), &[], &[], Some("cut off, at record 1"));
}

#[test]
fn what_came_before_a_cut_is_handed_over() {
    check_dirty(br#"[{"a":1},{"a":"#, &["1 a=1"], &[], Some("cut off, at record 2"));
    check_dirty(br#"[{"a":1},"#, &["1 a=1"], &[], Some("cut off, at record 1"));
    check_dirty(br#"[{"a":1}"#, &["1 a=1"], &[], Some("cut off"));
    check_dirty(br#"{"#, &[], &[], Some("cut off"));
}

#[test]
fn what_is_not_json_is_told() {
    check_dirty(b"", &[], &[], Some("the file is empty"));
    check_dirty(b"  \n", &[], &[], Some("the file is empty"));
    check_dirty(b"<html><body>502</body></html>", &[], &[], Some("a list or an object was expected"));
    check_dirty(b"nonsense", &[], &[], Some("a list or an object was expected"));
    check_dirty(b"[}]", &[], &[], Some("a record was expected"));
    check_dirty(br#"[{"a":1} {"a":2}]"#, &["1 a=1"], &[], Some("a comma or `]`"));
    check_dirty(b"]", &[], &[], Some("a list or an object was expected"));
    check_dirty(b",,,", &[], &[], Some("a list or an object was expected"));
    check_dirty(b"{\"a\":1}]", &["1 a=1"], &[], Some("a list or an object was expected"));
}

#[test]
fn records_that_are_not_there_are_told_with_what_is() {
    let error = gathered(br#"{"items":[],"total":3}"#, "value").result.unwrap_err().to_string();
    assert!(error.contains("there is no `value` in it, found `items`, `total`"), "{error}");
    let error = gathered(br"[]", "value").result.unwrap_err().to_string();
    assert!(error.contains("`value` was expected in an object, found a list"), "{error}");
}

#[test]
fn what_stands_beside_the_records_is_kept() {
    let text = br#"{"iterator":{"last":false,"offset":10},"nieuws":[],"next":"http://example.org/2"}"#;
    let _ = Gathered::by(|sink| {
        let mut reader = JsonReader::new(text.as_slice(), sink);
        reader.file(&JsonOptions::at("nieuws"))?;
        assert_eq!(reader.beside("iterator.last"), Some("false"));
        assert_eq!(reader.beside("iterator.offset"), Some("10"));
        assert_eq!(reader.beside("next"), Some("http://example.org/2"));
        assert_eq!(reader.beside("nieuws"), None);
        Ok(reader.into_count())
    });
}

#[test]
fn a_sink_that_has_enough_stops_the_reader() {
    let gathered =
        Gathered::until(1, |sink| read(br#"[{"a":1},{"a":2},{"#.as_slice(), &JsonOptions::default(), sink));
    assert_eq!(gathered.lines(), ["1 a=1"]);
    assert!(gathered.result.unwrap().stopped);
}

#[test]
fn too_many_columns_are_left_out_and_said() {
    let names: Vec<String> = (0..5_000).map(|number| format!("\"k{number}\":1")).collect();
    let gathered = gathered(format!("[{{{}}}]", names.join(",")).as_bytes(), "");
    assert_eq!(gathered.rows.len(), 1);
    // the first hundred by name, and how many more there are
    assert_eq!(gathered.remarks.len(), 101);
}

#[test]
fn lists_that_would_fill_memory_with_nulls_are_left_out() {
    // each object brings a name of its own: a square of nulls
    let objects: Vec<String> = (0..3_000).map(|number| format!("{{\"k{number}\":1}}")).collect();
    let gathered = gathered(format!("[{{\"a\":[{}]}}]", objects.join(",")).as_bytes(), "");
    assert_eq!(gathered.rows.len(), 1);
    assert!(gathered.kinds().contains(&MalformedRecord));
}

#[test]
fn a_record_that_is_too_large_is_passed_over() {
    let large = format!("[{{\"a\":\"{}\"}},{{\"a\":1}}]", "x".repeat(RECORD_BYTES_MAX));
    check_dirty(large.as_bytes(), &["2 a=1"], &[MalformedRecord], None);
}

#[test]
fn other_encodings_are_read_by_their_mark() {
    let mut text = vec![0xFF, 0xFE];
    text.extend("[{\"a\":\"é\"}]".encode_utf16().flat_map(u16::to_le_bytes));
    check_dirty(&text, &["1 a=é"], &[], None);
    check_dirty("\u{feff}[{\"a\":1}]".as_bytes(), &["1 a=1"], &[], None);
}
