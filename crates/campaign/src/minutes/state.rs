//! How an action stands, in the words of reports.

use super::lines::single_spaced;

/// How an action stands, in one of four words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// not begun, or not said
    Open,
    /// being done
    Underway,
    /// done
    Done,
    /// will not be done
    Dropped,
}

/// Texts that say as a whole that nothing was done yet.
const NOT_YET_WHOLE: &[&str] = &["nee", "n", "no", "☐", "nieuw", "new", "0%"];
/// Words that say so somewhere; looked for first, since `niet gereed` holds `gereed`.
const NOT_YET: &[&str] = &[
    "niet gereed",
    "nog niet",
    "niet afgerond",
    "niet klaar",
    "open",
    "te doen",
    "to do",
    "not started",
    "niet gestart",
    "aangehouden",
    "not done",
    "uitgesteld",
];
/// Words of what is being done.
const BUSY: &[&str] = &[
    "loopt",
    "lopend",
    "in behandeling",
    "onderhanden",
    "bezig",
    "in uitvoering",
    "in progress",
    "ongoing",
    "deels",
    "in voorbereiding",
    "gestart",
    "wordt aan gewerkt",
    "doorlopend",
    "underway",
];
/// Words of what is not needed any more.
const DROPPED: &[&str] =
    &["vervallen", "vervalt", "geannuleerd", "cancelled", "canceled", "dropped", "niet meer nodig"];
/// Texts that say as a whole that it was done.
const DONE_WHOLE: &[&str] = &["ja", "j", "yes", "x", "✓", "✔", "☑", "100%", "ok"];
/// Words that say so somewhere.
const DONE: &[&str] = &[
    "gereed",
    "afgerond",
    "klaar",
    "afgehandeld",
    "voltooid",
    "done",
    "closed",
    "complete",
    "uitgevoerd",
    "afgedaan",
    "gedaan",
    "gesloten",
    "finished",
];

/// How it stands, when the word is known.
pub fn state(text: &str) -> Option<State> {
    let text = single_spaced(&text.to_lowercase());
    let text = text.trim_matches(|sign: char| !sign.is_alphanumeric() && !"✓✔☑☐%".contains(sign));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if NOT_YET_WHOLE.contains(&text) || has(NOT_YET) {
        Some(State::Open)
    } else if has(BUSY) {
        Some(State::Underway)
    } else if has(DROPPED) {
        Some(State::Dropped)
    } else if DONE_WHOLE.contains(&text) || has(DONE) {
        Some(State::Done)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_one_of_four_or_not_known() {
        for (text, expected) in [
            ("Open", Some(State::Open)),
            ("nog niet gereed", Some(State::Open)),
            ("Loopt", Some(State::Underway)),
            ("Gereed.", Some(State::Done)),
            ("afgehandeld", Some(State::Done)),
            ("vervallen", Some(State::Dropped)),
            ("✓", Some(State::Done)),
            ("paars", None),
        ] {
            assert_eq!(state(text), expected, "{text}");
        }
    }
}
