//! The columns of a layer, described once for all formats.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::AreaCode;
use schouw_picture::layers::{Source, SourceNumber};
use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// text
    Text,
    /// a whole number
    Whole,
    /// a number
    Number,
    /// yes or no
    Yes,
    /// a local date in the Netherlands
    Date,
    /// an instant, in UTC
    Moment,
}

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    /// not known
    Null,
    /// see [`Kind::Text`]
    Text(Cow<'a, str>),
    /// see [`Kind::Whole`]
    Whole(i32),
    /// see [`Kind::Number`]
    Number(f64),
    /// see [`Kind::Yes`]
    Yes(bool),
    /// see [`Kind::Date`]
    Date(Date),
    /// see [`Kind::Moment`]
    Moment(Timestamp),
}

impl<'a> Cell<'a> {
    /// A text; an empty one is not known.
    pub(crate) fn text(text: &'a str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(Cow::Borrowed(text)) }
    }

    /// A text that is always there, and may be empty.
    pub(crate) fn word(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// The parts of a list with `; ` between them.
    pub(crate) fn list(parts: &[String]) -> Self {
        if parts.is_empty() { Self::Null } else { Self::Text(Cow::Owned(parts.join("; "))) }
    }

    /// The code of an area, if there is one.
    pub(crate) fn code(code: Option<&'a AreaCode>) -> Self {
        code.map_or(Self::Null, |code| Self::word(code.as_str()))
    }

    /// A date that may not be known.
    pub(crate) fn date(date: Option<Date>) -> Self {
        date.map_or(Self::Null, Self::Date)
    }

    /// A count, as large as the formats hold.
    pub(crate) fn count(count: impl TryInto<i32>) -> Self {
        Self::Whole(count.try_into().unwrap_or(i32::MAX))
    }
}

/// The value of a row in a column.
pub(crate) type ValueOf<T> = for<'a> fn(&'a T, &'a Datasets) -> Cell<'a>;

/// A column of a layer with rows `T`.
pub(crate) struct Column<T> {
    /// name in snake_case
    pub(crate) name: &'static str,
    /// what it holds
    pub(crate) kind: Kind,
    /// whether each row has a value
    pub(crate) needed: bool,
    /// the value of a row
    pub(crate) value: ValueOf<T>,
}

impl<T> Column<T> {
    /// A column in which a value may be unknown.
    pub(crate) fn new(name: &'static str, kind: Kind, value: ValueOf<T>) -> Self {
        Self { name, kind, needed: false, value }
    }

    /// A column in which each row has a value.
    pub(crate) fn needed(name: &'static str, kind: Kind, value: ValueOf<T>) -> Self {
        Self { name, kind, needed: true, value }
    }
}

/// The ids of the datasets, by source number.
#[derive(Debug)]
pub(crate) struct Datasets(Vec<String>);

impl Datasets {
    pub(crate) fn of(sources: &[Source]) -> Self {
        Self(sources.iter().map(|source| source.dataset.to_string()).collect())
    }

    /// The id of a dataset, empty when there is none with this number.
    pub(crate) fn name(&self, source: SourceNumber) -> &str {
        self.0.get(usize::from(source)).map_or("", String::as_str)
    }

    /// The ids in order of their numbers.
    pub(crate) fn names(&self) -> &[String] {
        &self.0
    }
}
