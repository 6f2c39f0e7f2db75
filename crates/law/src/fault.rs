//! Reading JSON input into types: every faulty field is named, with the values that are allowed.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::codes::Code;

/// One fault of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Path of the field.
    pub field: String,
    /// What is wrong and what is allowed.
    pub message: String,
}

/// The first day that the rules cover.
pub const FIRST_DAY: Date = jiff::civil::date(2021, 10, 1);

/// Years after today beyond which a day is a mistake.
const YEARS_AHEAD_MAX: i32 = 5;

/// Unknown fields of one object that are named; of the rest their number is said.
const UNKNOWN_MAX: usize = 20;
/// Signs of an unknown name that are repeated.
const NAME_SIGNS_MAX: usize = 60;

/// A JSON object that is read field by field.
pub(crate) struct Reader<'a> {
    path: &'static str,
    map: Option<&'a Map<String, Value>>,
}

impl<'a> Reader<'a> {
    /// The object at the top, or under a field.
    pub(crate) fn new(
        path: &'static str,
        value: Option<&'a Value>,
        known: &[&str],
        faults: &mut Vec<Fault>,
    ) -> Self {
        let map = value.and_then(Value::as_object);
        match map {
            None => faults.push(Fault {
                field: if path.is_empty() { "question" } else { path }.to_owned(),
                message: "is not there or is not an object".to_owned(),
            }),
            Some(map) => {
                let foreign = map.keys().filter(|key| !known.contains(&key.as_str()));
                for key in foreign.clone().take(UNKNOWN_MAX) {
                    faults.push(Fault {
                        field: at(path, &key.chars().take(NAME_SIGNS_MAX).collect::<String>()),
                        message: format!("is not a known field; known are {}", known.join(", ")),
                    });
                }
                let more = foreign.count().saturating_sub(UNKNOWN_MAX);
                if more > 0 {
                    let field = if path.is_empty() { "question" } else { path }.to_owned();
                    faults.push(Fault { field, message: format!("has {more} more unknown fields") });
                }
            }
        }
        Self { path, map }
    }

    /// The path of a field.
    pub(crate) fn path_of(&self, key: &str) -> String {
        at(self.path, key)
    }

    /// A field as it stands.
    pub(crate) fn value(&self, key: &str) -> Option<&'a Value> {
        self.map.and_then(|map| map.get(key))
    }

    fn field<T>(
        &self,
        key: &str,
        faults: &mut Vec<Fault>,
        wanted: impl Fn() -> String,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let map = self.map?;
        let found = map.get(key).and_then(read);
        if found.is_none() {
            let wanted = wanted();
            let message = if map.contains_key(key) {
                format!("must be {wanted}")
            } else {
                format!("is not there; it must be {wanted}")
            };
            faults.push(Fault { field: at(self.path, key), message });
        }
        found
    }

    /// A code.
    pub(crate) fn code<C: Code>(&self, key: &str, faults: &mut Vec<Fault>) -> Option<C> {
        self.field(
            key,
            faults,
            || format!("one of {}", C::allowed()),
            |value| value.as_str().and_then(C::parse),
        )
    }

    /// A code or null.
    pub(crate) fn optional<C: Code>(&self, key: &str, faults: &mut Vec<Fault>) -> Option<Option<C>> {
        self.field(
            key,
            faults,
            || format!("null or one of {}", C::allowed()),
            |value| {
                if value.is_null() { Some(None) } else { value.as_str().and_then(C::parse).map(Some) }
            },
        )
    }

    /// True or false.
    pub(crate) fn flag(&self, key: &str, faults: &mut Vec<Fault>) -> Option<bool> {
        self.field(key, faults, || "true or false".to_owned(), Value::as_bool)
    }

    /// A whole number from 0.
    pub(crate) fn number(&self, key: &str, most: u64, faults: &mut Vec<Fault>) -> Option<u64> {
        self.field(
            key,
            faults,
            || format!("a whole number from 0 to {most}"),
            |value| {
                let whole = value.as_u64().or_else(|| {
                    value
                        .as_f64()
                        .filter(|number| number.fract() == 0.0 && *number >= 0.0)
                        .map(|number| number as u64)
                });
                whole.filter(|number| *number <= most)
            },
        )
    }

    /// A list of codes, each once.
    pub(crate) fn codes<C: Code>(&self, key: &str, faults: &mut Vec<Fault>) -> Option<Vec<C>> {
        let items = self.field(key, faults, || "a list".to_owned(), Value::as_array)?;
        if items.len() > C::ALL.len() {
            let message = format!(
                "holds {} items, there are {} to choose from: {}",
                items.len(),
                C::ALL.len(),
                C::allowed()
            );
            faults.push(Fault { field: at(self.path, key), message });
            return None;
        }
        let mut codes: Vec<C> = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let field = format!("{}[{index}]", at(self.path, key));
            match item.as_str().and_then(C::parse) {
                Some(code) if codes.contains(&code) => {
                    faults.push(Fault { field, message: format!("`{}` stands twice", code.word()) })
                }
                Some(code) => codes.push(code),
                None => faults.push(Fault { field, message: format!("must be one of {}", C::allowed()) }),
            }
        }
        Some(codes)
    }

    /// A text that is not empty.
    pub(crate) fn text(&self, key: &str, faults: &mut Vec<Fault>) -> Option<String> {
        self.field(
            key,
            faults,
            || "a text".to_owned(),
            |value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned),
        )
    }

    /// A day between two others.
    pub(crate) fn date(&self, key: &str, from: Date, to: Date, faults: &mut Vec<Fault>) -> Option<Date> {
        self.field(
            key,
            faults,
            || format!("a day from {from} to {to}, written as 2026-11-23"),
            |value| written_day(value).filter(|day| (from..=to).contains(day)),
        )
    }

    /// A day between two others, null, or left out.
    pub(crate) fn optional_date(
        &self,
        key: &str,
        from: Date,
        to: Date,
        faults: &mut Vec<Fault>,
    ) -> Option<Option<Date>> {
        match self.value(key) {
            None | Some(Value::Null) => Some(None),
            Some(_) => self.date(key, from, to, faults).map(Some),
        }
    }

    /// The day whose law holds: the field `date`, else today.
    pub(crate) fn day(&self, today: Date, faults: &mut Vec<Fault>) -> Date {
        let Some(value) = self.value("date") else { return today };
        let latest = today.year().saturating_add(YEARS_AHEAD_MAX as i16);
        match written_day(value) {
            Some(day) if day < FIRST_DAY => {
                faults.push(Fault {
                    field: at(self.path, "date"),
                    message: format!("days before {FIRST_DAY} are not covered"),
                });
                today
            }
            Some(day) if day.year() <= latest => day,
            _ => {
                faults.push(Fault {
                    field: at(self.path, "date"),
                    message: format!(
                        "must be a day from {FIRST_DAY} to {latest}-12-31, written as 2026-11-23"
                    ),
                });
                today
            }
        }
    }
}

/// A day as it is written: ten signs.
fn written_day(value: &Value) -> Option<Date> {
    value.as_str().filter(|text| text.len() == 10)?.parse().ok()
}

fn at(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
