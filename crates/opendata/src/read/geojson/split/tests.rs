use super::*;

fn pieces(items: Items<'_>) -> Vec<String> {
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    items
        .map(|item| item.map_or_else(|broken| broken.why(), |(key, value)| shown(key) + &shown(value)))
        .collect()
}

#[test]
fn an_object_falls_apart_into_its_members() {
    let value = br#" { "a" : 1 , "b":"x}\"]", "c":[1,{"d":2}] ,"e":NaN} "#;
    assert_eq!(
        pieces(Items::of_object(value)),
        ["\"a\"1", "\"b\"\"x}\\\"]\"", "\"c\"[1,{\"d\":2}]", "\"e\"NaN"]
    );
    assert!(pieces(Items::of_object(b"{ }")).is_empty());
    assert!(pieces(Items::of_object(b"[1]")).is_empty());
    assert_eq!(pieces(Items::of_array(b"[1, -2e5 ,null]")), ["1", "-2e5", "null"]);
}

#[test]
fn what_is_broken_is_said_once() {
    for (value, why) in [
        ("{\"a\" 1}", "`:` was expected here"),
        ("{a:1}", "a key between quotes was expected here"),
        ("{\"a\":}", "a value was expected here"),
        ("{\"a\":[1,2}", "`]` was expected here"),
    ] {
        assert_eq!(pieces(Items::of_object(value.as_bytes())), [why], "{value}");
    }
    assert_eq!(pieces(Items::of_array(b"[1 2]")), ["1", "`,` was expected here"]);
    assert_eq!(pieces(Items::of_array(b"[1,]")), ["1", "a value was expected here"]);
}

#[test]
fn a_stream_gives_values_across_its_buffers() {
    let json = br#"{"a\"}" : [1, "]"], "b": 12.5}"#;
    for capacity in 1..json.len() {
        let mut stream = Stream::new(io::BufReader::with_capacity(capacity, &json[..]));
        let (mut key, mut value) = (Vec::new(), Vec::new());
        assert!(stream.pass(b'{').unwrap());
        stream.key(&mut key).unwrap();
        assert_eq!(key, br#""a\"}""#);
        stream.value(Some(&mut value)).unwrap();
        assert_eq!(value, br#"[1, "]"]"#);
        assert!(stream.more(b'}').unwrap());
        stream.key(&mut key).unwrap();
        stream.value(None).unwrap();
        assert!(!stream.more(b'}').unwrap());
        assert_eq!((stream.peek().unwrap(), stream.byte()), (None, json.len() as u64));
    }
}

#[test]
fn nesting_has_a_limit() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let value = |text: &str| Stream::new(text.as_bytes()).value(None);
    assert!(value(&deep(DEPTH_MAX)).is_ok() && value(&deep(DEPTH_MAX + 100)).is_ok());
    assert!(pieces(Items::of_array(deep(DEPTH_MAX).as_bytes())).iter().all(|item| item.starts_with('[')));
    assert_eq!(pieces(Items::of_array(deep(DEPTH_MAX + 2).as_bytes())), [Broken::TooDeep.why()]);
}

#[test]
fn texts_lose_their_quotes_and_escapes() {
    assert_eq!(text(br#""caf\u00e9""#).as_deref(), Some("café"));
    assert_eq!(text("\"café\"".as_bytes()).as_deref(), Some("café"));
    assert_eq!(text(br#""\ud800""#), None);
    assert_eq!(text(b"\"\xe9\""), None);
    assert_eq!(text(b"12"), None);
    assert_eq!(text(b"\""), None);
}
