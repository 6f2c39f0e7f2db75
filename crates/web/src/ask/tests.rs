use super::*;

fn fields(json: &str) -> Fields {
    let Ok(Value::Object(map)) = serde_json::from_str(json) else { panic!("{json}") };
    Fields::new(Place::Body, map)
}

/// The names of the faults of a question that knows `lat`, `lon`, `radius` and `text`.
fn check(json: &str, expected: &[&str]) {
    let mut ask = fields(json);
    let position = ask.position("");
    ask.whole("radius", 0..=5_000);
    ask.text("text", 10);
    ask.needed("lat", position.is_some() || ask.has("lat") || ask.has("lon"));
    let faults = match ask.finish(position) {
        Ok(_) => Vec::new(),
        Err(problem) => problem.errors,
    };
    let names: Vec<&str> = faults.iter().map(|fault| fault.name.as_str()).collect();
    assert_eq!(names, expected, "{json}: {faults:?}");
}

#[test]
fn every_fault_of_a_body_is_named_at_once() {
    check(r#"{"lat":52,"lon":5}"#, &[]);
    check(r#"{"lat":52,"lon":5,"radius":null}"#, &["radius"]);
    check(r#"{"lat":52,"lon":5,"radius":250.0}"#, &[]);
    check(r#"{}"#, &["lat"]);
    check(r#"{"lat":52}"#, &["lon"]);
    check(
        r#"{"lat":"52","lon":500,"radius":-1,"text":"","extra":1}"#,
        &["lat", "lon", "radius", "text", "extra"],
    );
    check(r#"{"lat":52,"lon":5,"radius":2.5,"text":"elf tekens!"}"#, &["radius", "text"]);
}

#[test]
fn every_fault_of_a_query_is_named_at_once() {
    let check = |query: &str, expected: &[&str]| {
        let Query(mut ask) = Query::of(Some(query)).unwrap();
        let limit = ask.whole("limit", 1..=10).or(Some(1));
        let faults = ask.finish(limit).err().map(|problem| problem.errors).unwrap_or_default();
        let names: Vec<&str> = faults.iter().map(|fault| fault.name.as_str()).collect();
        assert_eq!(names, expected, "{query}");
    };
    check("", &[]);
    check("limit=3", &[]);
    check("limit=+3", &["limit"]);
    check("limit=03", &[]);
    check("limit=11&x=1&limit=2", &["limit", "x"]);
    check("limit=%ff", &["limit"]);
    check("a=1&b=2", &["a", "b"]);
}
