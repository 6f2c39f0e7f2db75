//! What may differ between an answer of the server and one of the phone, and why. Everything else is equal.

use serde_json::Value;

use crate::questions::Question;

/// Fields that may differ, by call, as paths of names:
/// - `moment`: a pack covers its own gemeente and not the country, so title, box, divisions, gemeenten, and the levels and
///   periods of figures are its own; `pack_of` says so; made, demo, tiles and base map are added by the server;
/// - `measures`: the levels and periods that the gemeente itself has;
/// - `choropleth`: likewise, the levels and periods of the measure.
const MAY_DIFFER: [(&str, &[&str]); 3] = [
    ("moment", &["title", "bounds", "divisions", "gemeenten", "measures", "pack_of", "made", "tiles"]),
    ("measures", &["measures"]),
    ("choropleth", &["measure.levels"]),
];

/// Compares two answers; null is a refusal.
pub fn check(question: &Question, server: Option<&Value>, phone: &Value) {
    let mut server = server.cloned().unwrap_or(Value::Null);
    let mut phone = phone.clone();
    for (call, paths) in MAY_DIFFER {
        for path in paths.iter().filter(|_| call == question.call) {
            take(&mut server, path);
            take(&mut phone, path);
        }
    }
    if let Some(path) = difference(&server, &phone, String::new()) {
        panic!("{} {}: {path}", question.call, question.json);
    }
}

fn take(value: &mut Value, path: &str) {
    match path.split_once('.') {
        Some((first, rest)) => {
            if let Some(inner) = value.get_mut(first) {
                take(inner, rest);
            }
        }
        None => {
            if let Some(object) = value.as_object_mut() {
                object.remove(path);
            }
        }
    }
}

/// The first place where two values differ.
fn difference(server: &Value, phone: &Value, path: String) -> Option<String> {
    match (server, phone) {
        (Value::Object(a), Value::Object(b)) => {
            let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            names.into_iter().find_map(|name| {
                let value =
                    |of: &serde_json::Map<String, Value>| of.get(name).cloned().unwrap_or(Value::Null);
                difference(&value(a), &value(b), format!("{path}.{name}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let pairs = a.iter().zip(b).enumerate();
            pairs.into_iter().find_map(|(at, (a, b))| difference(a, b, format!("{path}[{at}]")))
        }
        _ if server == phone => None,
        // JavaScript writes 0.0 as 0
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => None,
        _ => Some(format!("{path}: server {server}, phone {phone}")),
    }
}
