//! Reading a request: every faulty field of a body and every faulty parameter of a query is named, all at once.

mod body;
mod query;

use std::ops::RangeInclusive;

use jiff::Timestamp;
use schouw_area::{AreaCode, Level};
use schouw_picture::moment::parse_moment;
use serde_json::{Map, Value};

use crate::problem::{Fault, Place, Problem};

pub use body::{BODY_BYTES_MAX, JsonBody, StrictBody};
pub use query::{NoQuery, Query};

/// Fields that are read one by one; what was not read is not known.
#[derive(Debug)]
pub struct Fields {
    place: Place,
    map: Map<String, Value>,
    known: Vec<&'static str>,
    faults: Vec<Fault>,
}

impl Fields {
    fn new(place: Place, map: Map<String, Value>) -> Self {
        Self { place, map, known: Vec::new(), faults: Vec::new() }
    }

    /// Whether a field is there. `null` is a value of the wrong kind, as the document says, and not a field left out.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.map.contains_key(name)
    }

    /// Adds a fault.
    pub fn fault(&mut self, name: &str, detail: impl Into<String>) {
        self.faults.push(Fault { place: self.place, name: name.into(), detail: detail.into() });
    }

    /// A field as it stands; none when it is not there.
    pub fn value(&mut self, name: &'static str) -> Option<Value> {
        self.known.push(name);
        self.map.get(name).cloned()
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        wanted: &str,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(name)?;
        let found = read(&value);
        if found.is_none() {
            self.fault(name, format!("moet {wanted} zijn"));
        }
        found
    }

    /// A number within bounds.
    pub fn number(&mut self, name: &'static str, within: RangeInclusive<f64>) -> Option<f64> {
        let wanted = format!("een getal van {} tot en met {}", within.start(), within.end());
        let of_text = self.place == Place::Query;
        self.read(name, &wanted, |value| number(value, of_text).filter(|number| within.contains(number)))
    }

    /// A whole number within bounds.
    pub fn whole(&mut self, name: &'static str, within: RangeInclusive<u32>) -> Option<u32> {
        let wanted = format!("een heel getal van {} tot en met {}", within.start(), within.end());
        let of_text = self.place == Place::Query;
        self.read(name, &wanted, |value| whole(value, of_text).filter(|number| within.contains(number)))
    }

    /// Yes or no.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let of_text = self.place == Place::Query;
        self.read(name, "`true` of `false`", |value| match value {
            Value::String(text) if of_text => text.parse().ok(),
            other => other.as_bool(),
        })
    }

    /// A text that is not blank, of at most so many characters.
    pub fn text(&mut self, name: &'static str, chars_max: usize) -> Option<String> {
        let wanted = format!("een tekst van 1 tot en met {chars_max} tekens");
        self.read(name, &wanted, |value| text(value, chars_max))
    }

    /// A list of different texts, each of at most so many characters.
    pub fn texts(&mut self, name: &'static str, count_max: usize, chars_max: usize) -> Option<Vec<String>> {
        let wanted =
            format!("een lijst van hoogstens {count_max} teksten van 1 tot en met {chars_max} tekens");
        self.read(name, &wanted, |value| {
            let items = value.as_array().filter(|items| items.len() <= count_max)?;
            items.iter().map(|item| text(item, chars_max)).collect()
        })
    }

    /// So many numbers.
    pub fn numbers<const N: usize>(&mut self, name: &'static str, what: &str) -> Option<[f64; N]> {
        self.read(name, &format!("een lijst van {N} getallen ({what})"), |value| {
            let numbers: Option<Vec<f64>> = value.as_array()?.iter().map(Value::as_f64).collect();
            numbers?.try_into().ok()
        })
    }

    /// A position in degrees from two fields of an object below `name`, or of these fields when it is empty.
    pub fn position(&mut self, name: &'static str) -> Option<(f64, f64)> {
        if name.is_empty() {
            let (lat, lon) = (self.number("lat", -90.0..=90.0), self.number("lon", -180.0..=180.0));
            for (field, other) in [("lat", "lon"), ("lon", "lat")] {
                if !self.has(field) && self.has(other) {
                    self.fault(field, format!("ontbreekt: geef `{field}` bij `{other}`"));
                }
            }
            return lat.zip(lon);
        }
        let map = self.read(name, "een object met `lat` en `lon`", |value| value.as_object().cloned())?;
        let mut inner = Self::new(self.place, map);
        for field in ["lat", "lon"] {
            if !inner.has(field) {
                inner.fault(field, "ontbreekt");
            }
        }
        let found = inner.number("lat", -90.0..=90.0).zip(inner.number("lon", -180.0..=180.0));
        inner.unknown();
        self.faults.extend(
            inner.faults.into_iter().map(|fault| Fault { name: format!("{name}.{}", fault.name), ..fault }),
        );
        found
    }

    /// A moment as people type it.
    pub fn moment(&mut self, name: &'static str, now: Timestamp) -> Option<Timestamp> {
        let wanted = "een moment zoals `nu`, `21:40`, `vanavond 23:00`, `zaterdag`, `2026-11-27 21:40` (Nederlandse tijd) \
                      of `2026-11-27T20:40:00Z`";
        self.read(name, wanted, |value| parse_moment(value.as_str()?, now).ok())
    }

    /// The code of an area, of one of these levels; of any when there are none.
    pub fn area(&mut self, name: &'static str, levels: &[Level]) -> Option<AreaCode> {
        let wanted = match levels {
            [Level::Gemeente] => "de code van een gemeente (GM en vier cijfers)",
            [Level::Gemeente, Level::Wijk] => "de code van een gemeente of wijk (GM… of WK…)",
            _ => "de code van een gebied (BU…, WK…, GM… of vier cijfers van een postcode)",
        };
        self.read(name, wanted, |value| {
            let code: AreaCode = value.as_str()?.parse().ok()?;
            (levels.is_empty() || levels.contains(&code.level())).then_some(code)
        })
    }

    /// A level of areas.
    pub fn level(&mut self, name: &'static str, levels: &[Level]) -> Option<Level> {
        let words: Vec<String> = levels.iter().map(|level| format!("`{level}`")).collect();
        self.read(name, &format!("een van {}", words.join(", ")), |value| {
            let text = value.as_str()?;
            levels.iter().copied().find(|level| level.to_string() == text)
        })
    }

    /// A field that must be there.
    pub fn needed(&mut self, name: &str, found: bool) {
        let told = self.faults.iter().any(|fault| fault.name == name);
        if !found && !told {
            self.fault(name, "ontbreekt");
        }
    }

    fn unknown(&mut self) {
        let mut names: Vec<String> =
            self.map.keys().filter(|key| !self.known.contains(&key.as_str())).cloned().collect();
        names.sort();
        let known = match self.known.as_slice() {
            [] => "hier zijn er geen".to_owned(),
            some => format!("bekend zijn {}", some.join(", ")),
        };
        for name in names {
            self.fault(&shorten(&name), format!("is hier niet bekend; {known}"));
        }
    }

    /// What was read, when nothing is wrong.
    ///
    /// # Errors
    /// A problem with every fault, also of fields that nobody read.
    pub fn finish<T>(mut self, read: Option<T>) -> Result<T, Problem> {
        self.unknown();
        match read {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ if self.faults.is_empty() => Err(Problem::fault(self.place, "", "de vraag is leeg")),
            _ => Err(Problem::faults(self.faults)),
        }
    }
}

/// Longest name that is repeated to who sent it, in characters.
const NAME_CHARS_MAX: usize = 64;

fn shorten(name: &str) -> String {
    name.chars().take(NAME_CHARS_MAX).collect()
}

fn number(value: &Value, of_text: bool) -> Option<f64> {
    match value {
        Value::String(text) if of_text => text.parse().ok().filter(|number: &f64| number.is_finite()),
        other => other.as_f64(),
    }
}

fn whole(value: &Value, of_text: bool) -> Option<u32> {
    match value {
        Value::String(text) if of_text => {
            text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
        }
        // 250.0 is a whole number in JSON Schema
        other => other.as_u64().and_then(|number| u32::try_from(number).ok()).or_else(|| {
            let number = other.as_f64().filter(|number| number.fract() == 0.0)?;
            (0.0..=f64::from(u32::MAX)).contains(&number).then_some(number as u32)
        }),
    }
}

fn text(value: &Value, chars_max: usize) -> Option<String> {
    let text = value.as_str()?;
    let fits = !text.trim().is_empty() && text.chars().take(chars_max + 1).count() <= chars_max;
    fits.then(|| text.to_owned())
}

#[cfg(test)]
mod tests;
