//! Whether a talk may be recorded: every fault of it at once, each with where it stands.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Talk;
use crate::issue::Issue;
use crate::text::{TextFault, check as text};

/// Most statements of one talk.
pub const STATEMENTS_MAX: usize = 200;
/// Most promises of one talk.
pub const PROMISES_MAX: usize = 50;
/// Most people by role at one talk.
pub const PRESENT_MAX: usize = 50;
/// Most codes of one statement.
pub const CODES_MAX: usize = 12;

/// One fault of a talk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum TalkFault {
    /// a text that cannot be kept
    #[error("{0}")]
    Text(TextFault),
    /// a code that is not in the list
    #[error("statement {number} has the code `{code}`, which is not in the list of this campaign")]
    NoSuchIssue {
        /// number of the statement
        number: usize,
        /// the code
        code: String,
    },
    /// nothing was said and nothing promised
    #[error("a talk holds at least one statement or promise")]
    Empty,
    /// in days to come
    #[error("the talk is on {day}, which is still to come: record it when it was held")]
    StillToCome {
        /// the day
        day: Date,
    },
    /// a promise that is due before it was made
    #[error("promise {number} is due on {due}, before the talk was held")]
    DueBefore {
        /// its number
        number: u16,
        /// the day
        due: Date,
    },
    /// two promises with one number
    #[error("two promises have number {number}: give each its own")]
    SameNumber {
        /// the number
        number: u16,
    },
    /// over a limit
    #[error("a talk has at most {max} {what}")]
    TooMany {
        /// of what
        what: String,
        /// the limit
        max: usize,
    },
}

/// Every fault of a talk; none when it may be recorded.
#[must_use]
pub fn check(talk: &Talk, issues: &[Issue], today: Date) -> Vec<TalkFault> {
    let mut faults = Vec::new();
    let limits = [
        ("statements", talk.statements.len(), STATEMENTS_MAX),
        ("promises", talk.promises.len(), PROMISES_MAX),
        ("people", talk.present.len(), PRESENT_MAX),
    ];
    for (what, count, max) in limits {
        if count > max {
            faults.push(TalkFault::TooMany { what: what.into(), max });
        }
    }
    if !faults.is_empty() {
        return faults;
    }
    if talk.statements.is_empty() && talk.promises.is_empty() {
        faults.push(TalkFault::Empty);
    }
    if talk.day > today {
        faults.push(TalkFault::StillToCome { day: talk.day });
    }
    statements(talk, issues, &mut faults);
    promises(talk, &mut faults);
    for (at, present) in talk.present.iter().enumerate() {
        let field = format!("present {}", at + 1);
        faults.extend(text(&field, &present.organisation, false).err().map(TalkFault::Text));
    }
    faults
}

fn statements(talk: &Talk, issues: &[Issue], faults: &mut Vec<TalkFault>) {
    for (at, statement) in talk.statements.iter().enumerate() {
        let number = at + 1;
        let field = format!("statement {number}");
        faults.extend(text(&field, &statement.text, statement.no_name).err().map(TalkFault::Text));
        if statement.issues.len() > CODES_MAX {
            faults.push(TalkFault::TooMany { what: format!("codes in statement {number}"), max: CODES_MAX });
        }
        let unknown = statement.issues.iter().filter(|code| !issues.iter().any(|issue| issue.code == **code));
        faults.extend(unknown.map(|code| TalkFault::NoSuchIssue { number, code: code.clone() }));
    }
}

fn promises(talk: &Talk, faults: &mut Vec<TalkFault>) {
    for (at, promise) in talk.promises.iter().enumerate() {
        let number = promise.number;
        let field = format!("promise {number}");
        faults.extend(text(&field, &promise.subject, promise.no_name).err().map(TalkFault::Text));
        let field = format!("owner of promise {number}");
        faults.extend(text(&field, &promise.owner.organisation, promise.no_name).err().map(TalkFault::Text));
        if promise.due < talk.day {
            faults.push(TalkFault::DueBefore { number, due: promise.due });
        }
        if talk.promises.iter().take(at).any(|other| other.number == number) {
            faults.push(TalkFault::SameNumber { number });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::first_list;
    use crate::talk::{Owner, Promise, Side, Speaker, Statement, StatementKind};

    fn talk(said: &str, codes: &[&str], due: Date) -> Talk {
        Talk {
            id: "01932c07-d000-7000-8000-000000000001".parse().unwrap(),
            wave: 1,
            team: "BT-01".parse().unwrap(),
            day: jiff::civil::date(2026, 11, 2),
            present: vec![],
            statements: vec![Statement {
                role: Speaker::TeamChief,
                text: said.into(),
                issues: codes.iter().map(|code| (*code).to_owned()).collect(),
                kind: StatementKind::Said,
                question: Some(2),
                domain: None,
                quote: true,
                no_name: false,
            }],
            promises: vec![Promise {
                number: 1,
                side: Side::Team,
                owner: Owner { role: Speaker::TeamChief, organisation: "basisteam Markerwaard".into() },
                subject: "Eén vast aanspreekpunt per dienst".into(),
                due,
                no_name: false,
            }],
        }
    }

    #[test]
    fn every_fault_of_a_talk_is_said_at_once() {
        let (today, due) = (jiff::civil::date(2026, 11, 24), jiff::civil::date(2026, 12, 1));
        assert_eq!(check(&talk("Back-up komt laat.", &["back-up"], due), &first_list(), today), vec![]);
        let bad =
            talk("Mevrouw De Vries belt nooit terug.", &["back-up", "weer"], jiff::civil::date(2026, 10, 1));
        let said: Vec<String> = check(&bad, &first_list(), today).iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(
            said[0].contains("naam of a person")
                && said[1].contains("`weer`")
                && said[2].contains("before the talk"),
            "{said:?}"
        );
    }

    #[test]
    fn a_talk_that_is_still_to_come_or_empty_is_not_recorded() {
        let mut bad = talk("x", &[], jiff::civil::date(2027, 1, 1));
        bad.statements.clear();
        bad.promises.clear();
        let found = check(&bad, &first_list(), jiff::civil::date(2026, 10, 1));
        assert!(matches!(found[..], [TalkFault::Empty, TalkFault::StillToCome { .. }]), "{found:?}");
    }
}
