//! Properties of features, value by value: one that is wrong is read as nothing and said, and the others stand.

use std::borrow::Cow;

use super::geometry::number;
use super::split::{Items, text};
use crate::finding::{FindingKind, Remark};
use crate::limits::VALUE_BYTES_MAX;
use crate::read::nested::{Nested, VALUES_MAX};
use crate::row::Cell;

/// Most remarks kept on one record; beyond it they are only counted.
const RECORD_REMARKS_MAX: usize = 100;
/// Longest beginning of a value that a remark is made of, in bytes.
const SAID_BYTES_MAX: usize = 400;
/// Largest whole number that a double holds without loss, with all smaller ones.
const WHOLE_EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// The properties of one feature on their way to a record.
pub struct Properties {
    record: u64,
    path: String,
    /// values that the record may still have
    left: usize,
    remarks: Vec<Remark>,
    unsaid: usize,
}

/// What is wrong with a value.
type Wrong = (FindingKind, &'static str);

impl Properties {
    /// Those of the record with this number.
    pub fn new(record: u64) -> Self {
        Self { record, path: String::new(), left: VALUES_MAX, remarks: Vec::new(), unsaid: 0 }
    }

    /// The members of an object; none when the value is no object.
    pub fn members<'a>(&mut self, value: &'a [u8]) -> Vec<(Cow<'a, str>, Nested<'a>)> {
        let mut members = Vec::new();
        for item in Items::of_object(value) {
            match item {
                Ok((key, value)) => {
                    let name = text(key).unwrap_or_else(|| String::from_utf8_lossy(key));
                    let value = self.member(&name, value);
                    members.push((name, value));
                }
                Err(broken) => {
                    let why = format!("{}; properties after it are left out", broken.why());
                    self.remark(b"", FindingKind::MalformedRecord, why);
                    break;
                }
            }
        }
        members
    }

    /// The value of a member.
    pub fn member<'a>(&mut self, name: &str, value: &'a [u8]) -> Nested<'a> {
        let stem = self.path.len();
        if stem > 0 {
            self.path.push('.');
        }
        self.path.push_str(name);
        let nested = self.value(value);
        self.path.truncate(stem);
        nested
    }

    fn value<'a>(&mut self, value: &'a [u8]) -> Nested<'a> {
        if self.left == 0 {
            return Nested::One(Cell::Null);
        }
        self.left -= 1;
        if self.left == 0 {
            let why = format!("the record holds more than {VALUES_MAX} values; the rest is read as nothing");
            self.remark(b"", FindingKind::ImplausibleValue, why);
        }
        match value.first() {
            Some(b'{') => Nested::Named(self.members(value)),
            Some(b'[') => self.list(value),
            _ => Nested::One(scalar(value).unwrap_or_else(|(kind, why)| {
                self.remark(value, kind, format!("{why}; it is read as nothing"));
                Cell::Null
            })),
        }
    }

    fn list<'a>(&mut self, value: &'a [u8]) -> Nested<'a> {
        let mut items = Vec::new();
        for item in Items::of_array(value) {
            match item {
                Ok((_, value)) => items.push(self.value(value)),
                Err(_) => {
                    let why = "the list is broken; the rest of it is left out";
                    self.remark(value, FindingKind::BadValue, why.into());
                    break;
                }
            }
            if self.left == 0 {
                break;
            }
        }
        Nested::Many(items)
    }

    fn remark(&mut self, value: &[u8], kind: FindingKind, why: String) {
        if self.remarks.len() >= RECORD_REMARKS_MAX {
            self.unsaid += 1;
            return;
        }
        let value = String::from_utf8_lossy(value.get(..value.len().min(SAID_BYTES_MAX)).unwrap_or_default());
        self.remarks.push(Remark::on_value(self.record, &self.path, &value, kind, why));
    }

    /// What is wrong with them.
    pub fn into_remarks(mut self) -> Vec<Remark> {
        if self.unsaid > 0 {
            let why = format!("{} more things are wrong with this record", self.unsaid);
            self.remarks.push(Remark::on_record(self.record, FindingKind::MalformedRecord, why));
        }
        self.remarks
    }
}

/// The cell of a value that is no list and no object.
fn scalar(value: &[u8]) -> Result<Cell<'_>, Wrong> {
    if value.len() > VALUE_BYTES_MAX {
        return Err((FindingKind::ImplausibleValue, "the value is larger than 16 MiB"));
    }
    match value {
        [b'"', ..] => match text(value) {
            Some(text) => Ok(Cell::Text(text)),
            None => Err((FindingKind::BadValue, "the text has an escape or a sign that cannot be read")),
        },
        b"null" => Ok(Cell::Null),
        b"true" => Ok(Cell::Bool(true)),
        b"false" => Ok(Cell::Bool(false)),
        digits => numeric(digits),
    }
}

/// The cell of a number. A whole number that a double would round stays text, as identifications of 16 digits do.
fn numeric(digits: &[u8]) -> Result<Cell<'_>, Wrong> {
    match number(digits) {
        Ok(number)
            if number.abs() >= WHOLE_EXACT_MAX
                && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-') =>
        {
            Ok(Cell::Text(String::from_utf8_lossy(digits)))
        }
        Ok(number) => Ok(Cell::Number(number)),
        Err(why) if why.contains("too large") => Err((FindingKind::ImplausibleValue, why)),
        Err(why) => Err((FindingKind::BadValue, why)),
    }
}
