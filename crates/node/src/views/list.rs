//! Lists of signals: what one recorded or has, what is to do, what partners sent, what holds words, what lies in a box.

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use schouw_base::UserId;
use schouw_signal::State;

use super::{View, schema};
use crate::signals::SignalError;

/// Most signals on a page.
pub const PAGE_MAX: u32 = 200;
/// Most words that are looked for.
const WORDS_MAX: usize = 12;

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// what the user recorded or has
    Mine,
    /// what is to do here
    ToDo,
    /// what partners sent
    Inbox,
    /// everything
    All,
}

impl ListKind {
    /// From its word in the interface.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "mijn" => Self::Mine,
            "te-doen" => Self::ToDo,
            "postvak" => Self::Inbox,
            "alle" => Self::All,
            _ => return None,
        })
    }
}

/// Who looks: what was recorded for an investigation is listed for who is authorised for it.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// the user
    pub user: UserId,
    /// whether all that is of investigation may be listed, and not only the own
    pub investigation: bool,
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// words that the text holds
    pub words: Option<String>,
    /// west, south, east, north in degrees
    pub bounds: Option<[f64; 4]>,
    /// the theme
    pub theme: Option<String>,
    /// how many are passed over
    pub from: u32,
    /// how many at most
    pub count: u32,
}

/// A signal of a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// as it stands
    pub state: State,
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct Page {
    /// the signals
    pub rows: Vec<Row>,
    /// how many there are in all
    pub total: u64,
}

impl View {
    /// A page of a list.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn list(&self, kind: ListKind, scope: Scope, asked: &Asked) -> Result<Page, SignalError> {
        let (filter, values) = filter(kind, scope, asked);
        let order = match kind {
            ListKind::ToDo => "due, num",
            ListKind::Inbox => "todo DESC, due, num",
            ListKind::Mine | ListKind::All => "changed DESC",
        };
        let connection = self.lock();
        let total: i64 = connection
            .prepare_cached(&format!("SELECT count(*) FROM signal WHERE {filter}"))?
            .query_row(params_from_iter(values.iter()), |row| row.get(0))?;
        let count = asked.count.clamp(1, PAGE_MAX);
        let sql = format!(
            "SELECT state FROM signal WHERE {filter} ORDER BY {order} LIMIT {count} OFFSET {}",
            asked.from
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let texts = statement.query_map(params_from_iter(values.iter()), |row| row.get::<_, String>(0))?;
        let mut rows = Vec::new();
        for text in texts {
            rows.push(Row { state: schema::read_state(&text?)? });
        }
        Ok(Page { rows, total: total.unsigned_abs() })
    }
}

/// The condition of a list with its values; its text holds no value.
fn filter(kind: ListKind, scope: Scope, asked: &Asked) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    let user = || Value::Blob(scope.user.0.as_bytes().to_vec());
    match kind {
        ListKind::Mine => {
            parts.push("(recorder = ? OR owner = ?)".to_owned());
            values.extend([user(), user()]);
        }
        ListKind::ToDo => parts.push("copy = 0 AND todo = 1".to_owned()),
        ListKind::Inbox => parts.push("copy = 1".to_owned()),
        ListKind::All => parts.push("1 = 1".to_owned()),
    }
    if !scope.investigation && kind != ListKind::Mine {
        parts.push("(investigation = 0 OR recorder = ? OR owner = ?)".to_owned());
        values.extend([user(), user()]);
    }
    if let Some(words) = &asked.words {
        parts.push("num IN (SELECT rowid FROM words WHERE words MATCH ?)".to_owned());
        values.push(Value::Text(matching(words)));
    }
    if let Some([west, south, east, north]) = asked.bounds {
        parts.push(
            "num IN (SELECT num FROM place WHERE east >= ? AND west <= ? AND north >= ? AND south <= ?)"
                .to_owned(),
        );
        values.extend([west, east, south, north].map(Value::Real));
    }
    if let Some(theme) = &asked.theme {
        parts.push("theme = ?".to_owned());
        values.push(Value::Text(theme.clone()));
    }
    (parts.join(" AND "), values)
}

/// Words as FTS5 asks for them: each begins so, all of them; signs mean nothing.
fn matching(words: &str) -> String {
    let split = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    split.take(WORDS_MAX).map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_mean_themselves_whatever_signs_are_in_them() {
        assert_eq!(matching("AB-12-34 \"OR\" (vat*"), "\"AB\"* \"12\"* \"34\"* \"OR\"* \"vat\"*");
        assert_eq!(matching("  "), "");
    }
}
