//! Reads the report of a meeting and proposes what stands in it: day, place, agenda, decisions, and actions with their
//! owner, day and the passages that speak of them. A person confirms. What cannot be read is said, nothing is made up.

mod agenda;
mod column;
mod day;
mod docx;
mod gather;
mod head;
mod item;
mod lines;
mod list;
mod mark;
mod owner;
mod pdf;
mod plain;
mod state;
mod table;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

pub use docx::read as docx;
pub use pdf::{PAGES_MAX, read as pdf};
pub use plain::{Kind, kind, text};
pub use state::{State, state as status_of};

/// Largest file, in bytes.
pub const FILE_BYTES_MAX: usize = 32 << 20;
/// Largest text of a report, in bytes; a page has some 3,000.
pub const TEXT_BYTES_MAX: usize = 8 << 20;
/// Most actions of one report.
pub const ACTIONS_MAX: usize = 2_000;
/// Most findings that are listed.
pub const FINDINGS_MAX: usize = 500;

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// over a limit
    #[error("it has more than {max} {unit}: cut it, or save only the minutes")]
    TooLarge {
        /// the limit
        max: u64,
        /// of what
        unit: &'static str,
    },
    /// cut off, damaged, or something else
    #[error("it is not {what}: {why}")]
    NotThat {
        /// what it should be
        what: &'static str,
        /// what is wrong
        why: String,
    },
    /// nothing to read: a scan, or an empty file
    #[error("it holds no text: a scan has to go through text recognition first")]
    NoText,
}

/// What a report says, as a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Minutes {
    /// day of the meeting
    pub date: Option<Date>,
    /// where it was, as written
    pub place: Option<String>,
    /// titles of the points
    pub agenda: Vec<String>,
    /// what was decided or agreed, as written
    pub decisions: Vec<String>,
    /// the actions, in the order of the report
    pub actions: Vec<ProposedAction>,
    /// what could not be read, or is doubtful
    pub unread: Vec<Finding>,
}

impl Minutes {
    /// Nothing was recognised: these are no minutes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.date.is_none() && self.agenda.is_empty() && self.decisions.is_empty() && self.actions.is_empty()
    }
}

/// An action as the report has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposedAction {
    /// its number: a whole number, or what stands there (`2024-03`, `A7`)
    pub number: Option<Number>,
    /// what is to be done
    pub subject: String,
    /// who, as written
    pub who: Option<String>,
    /// the day it is ready, when that is one day that exists
    pub due: Option<Date>,
    /// how it stands, as written
    pub status: Option<String>,
    /// how it stands, when the word is known
    pub state: Option<State>,
    /// sentences of the text that mention it
    pub passages: Vec<String>,
    /// what stands where the day should be, when that is not a day
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_text: Option<String>,
    /// number of the line where it stands
    pub line: usize,
}

/// The number of an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Number {
    /// `3.`
    Whole(u32),
    /// `2024-03`, `A7`
    Text(String),
}

impl Number {
    /// From a cell: `3.`, `Actie 3`, `A-3`.
    #[must_use]
    pub fn read(cell: &str) -> Option<Self> {
        let cell = lines::bare(cell);
        let cell = cell.trim_end_matches(['.', ')', ':', ' ']).trim_start_matches(['(', '#']).trim();
        let lower = cell.to_lowercase();
        let prefixes = ["actiepunt", "actie", "action item", "action point", "action", "ap", "nr.", "nr"];
        let rest = prefixes.iter().find_map(|prefix| lower.strip_prefix(prefix));
        let rest = rest.map_or(lower.as_str(), |rest| rest.trim_start_matches([' ', '.', '-', ':']));
        match rest.parse() {
            Ok(whole) => Some(Self::Whole(whole)),
            Err(_) if cell.chars().any(|sign| sign.is_ascii_digit()) => Some(Self::Text(cell.to_owned())),
            Err(_) => None,
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Whole(number) => serializer.serialize_u32(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// What is doubtful or could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// what it is about
    pub kind: FindingKind,
    /// number of the line, 0 for the whole report
    pub line: usize,
    /// what stands there
    pub text: String,
    /// what is wrong, in plain Dutch
    pub message: String,
}

/// Kinds of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// no day of the meeting
    NoDate,
    /// no place of the meeting
    NoPlace,
    /// no actions
    NoActions,
    /// a day that no calendar has
    NoSuchDay,
    /// the weekday is another one
    OtherWeekday,
    /// words in the place of a day
    NotADay,
    /// several days
    SeveralDays,
    /// the year was taken from the day of the meeting
    YearTaken,
    /// ready before the meeting was
    BeforeMeeting,
    /// nobody is named
    NoOwner,
    /// the owner was taken from the sentence
    OwnerTaken,
    /// no day is named
    NoDue,
    /// a status that is not known
    UnknownStatus,
    /// two actions with one number
    DoubleNumber,
    /// the same action twice
    SameTwice,
    /// the text names an action that the table or list has not
    NotInTable,
    /// an action with a number that is not one, or without
    NoNumber,
    /// a row or item without a subject, or with too many cells
    BadRow,
    /// several tables or lists of actions
    SeveralTables,
    /// more than the limit
    OverLimit,
}

/// The one day that a text names, as people write days in Dutch and English; none when it names no day, several, one
/// without its year, or one that no calendar has.
#[must_use]
pub fn one_day(text: &str) -> Option<Date> {
    match day::read(text) {
        day::Said::Day(found) => Some(found),
        _ => None,
    }
}

/// Reads a report as a file: text, .docx or .pdf, known by its bytes.
///
/// # Errors
/// When it is none of these, is damaged, encrypted or over a limit, or holds no text.
pub fn read_file(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Unreadable::TooLarge { max: FILE_BYTES_MAX as u64, unit: "bytes" });
    }
    let text = match kind(bytes) {
        Kind::Docx => docx(bytes)?,
        Kind::Pdf => pdf(bytes)?,
        Kind::Text | Kind::Other(_) => text(bytes)?,
    };
    read(&text)
}

/// Reads the text of a report.
///
/// # Errors
/// When it is too large or holds no text.
pub fn read(text: &str) -> Result<Minutes, Unreadable> {
    if text.len() > TEXT_BYTES_MAX {
        return Err(Unreadable::TooLarge { max: TEXT_BYTES_MAX as u64, unit: "bytes of text" });
    }
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Unreadable::NoText);
    }
    let lines = lines::lines(text);
    Ok(gather::minutes(&lines))
}

#[cfg(test)]
mod tests;
