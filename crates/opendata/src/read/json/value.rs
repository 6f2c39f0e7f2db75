//! One JSON value, understood: by `serde_json`, in the order of the file, numbers that would lose digits as text.

use std::borrow::Cow;
use std::cell::Cell as Shared;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::read::nested::{Nested, VALUES_MAX};
use crate::read::quoted::Quoted;
use crate::row::Cell;

/// Largest whole number that a float holds with all its digits.
const WHOLE_MAX: u64 = 1 << 53;

/// Most values of one record that are taken out to save the rest of it.
const TAKEN_OUT_MAX: usize = 1_000;

/// Understands a value.
///
/// # Errors
/// When it is not JSON, or holds more than [`VALUES_MAX`] values; the message says where.
pub(super) fn parse(bytes: &[u8]) -> Result<Nested<'_>, serde_json::Error> {
    let left = Shared::new(VALUES_MAX);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Seed { left: &left }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

#[derive(Clone, Copy)]
struct Seed<'c> {
    left: &'c Shared<usize>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Nested<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.left.get().checked_sub(1) {
            Some(left) => self.left.set(left),
            None => return Err(D::Error::custom(format!("the record holds more than {VALUES_MAX} values"))),
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Nested<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Nested::One(Cell::Bool(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Nested::One(whole(value.unsigned_abs(), value as f64, || value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Nested::One(whole(value, value as f64, || value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Nested::One(Cell::Number(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Nested::One(Cell::Text(Cow::Owned(value.to_owned()))))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Nested::One(Cell::Text(Cow::Borrowed(value))))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Nested::One(Cell::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Nested::Many(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut named = Vec::new();
        while let Some(name) = fields.next_key_seed(Name)? {
            named.push((name, fields.next_value_seed(self)?));
        }
        Ok(Nested::Named(named))
    }
}

/// A whole number: as number when a float holds it, else as the text of its digits (identifications of 16 digits and
/// more are numbers in some files).
fn whole<'a>(size: u64, number: f64, digits: impl Fn() -> String) -> Cell<'a> {
    if size <= WHOLE_MAX { Cell::Number(number) } else { Cell::Text(Cow::Owned(digits())) }
}

struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(name.to_owned()))
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(name))
    }
}

/// The same bytes with every plain value that is not JSON made null: `NaN`, `Infinity`, `None`, numbers beyond a
/// float. With the values that were taken out; `None` when there are none, so that mending would not help, or too
/// many to speak of a record.
pub(super) fn mended(bytes: &[u8]) -> Option<(Vec<u8>, Vec<String>)> {
    let mut mended = Vec::with_capacity(bytes.len());
    let mut taken_out = Vec::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let length = match first {
            b'"' => text_length(rest),
            b'{' | b'}' | b'[' | b']' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => {
                mended.push(*first);
                rest = after;
                continue;
            }
            _ => rest.iter().position(|b| b"{}[],: \t\r\n\"".contains(b)).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(length.min(rest.len()));
        if *first == b'"' || fits(token) {
            mended.extend_from_slice(token);
        } else if taken_out.len() >= TAKEN_OUT_MAX {
            return None;
        } else {
            mended.extend_from_slice(b"null");
            taken_out.push(String::from_utf8_lossy(token).into_owned());
        }
        rest = after;
    }
    (!taken_out.is_empty()).then_some((mended, taken_out))
}

fn fits(token: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(token).is_ok()
}

/// Bytes of the text that begins here, quotes included.
fn text_length(bytes: &[u8]) -> usize {
    let mut text = Quoted::default();
    let end = bytes.iter().enumerate().skip(1).find(|(_, byte)| text.ends_at(**byte));
    end.map_or(bytes.len(), |(at, _)| at + 1)
}
