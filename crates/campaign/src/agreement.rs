//! Agreements with a team (handhavingsarrangement): who acts on what, how to reach each other, how to ask for help. As
//! imported or entered; desks and roles, never persons.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::register::{Register, TeamId};
use crate::talk::Domain;
use crate::text::{TextFault, check as text};

/// Most rows of each kind in one agreement.
pub const ROWS_MAX: usize = 200;
/// Days after which a contact that nobody confirmed is called old.
pub const CONFIRMED_DAYS_MAX: i64 = 183;
/// Days before its evaluation that an agreement says so.
pub const EVALUATION_DAYS: i64 = 60;

/// An agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// with which team
    pub team: TeamId,
    /// who agreed, by organisation
    pub parties: Vec<String>,
    /// for which domains of boas
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// who acts on which theme
    #[serde(default)]
    pub tasks: Vec<Task>,
    /// how to reach each other
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// how to ask for help: what to say, to whom, what to do until then
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// access to stations, briefings, systems
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access: Option<String>,
    /// first day
    pub from: Date,
    /// last day
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// when it is looked at again
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluate: Option<Date>,
    /// where it stands: an address or a number
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Who acts on a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// the theme, in the words of the rules
    pub theme: String,
    /// who acts, first one first
    pub acts: Vec<String>,
    /// how
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub how: Option<String>,
}

/// A desk or a role that can be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// the desk or role
    pub of: String,
    /// phone number, address or page of the desk
    pub channel: String,
    /// when it can be reached
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// when somebody last checked it
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_confirmed: Option<Date>,
}

impl Agreement {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        day >= self.from && self.until.is_none_or(|until| day <= until)
    }

    /// Every text of it that cannot be kept. The channel of a desk may be a number: that is what it is for.
    #[must_use]
    pub fn faults(&self) -> Vec<TextFault> {
        let mut faults = Vec::new();
        for (what, count) in
            [("tasks", self.tasks.len()), ("contacts", self.contacts.len()), ("parties", self.parties.len())]
        {
            if count > ROWS_MAX {
                faults.push(TextFault::TooLong { field: what.into(), max: ROWS_MAX });
            }
        }
        let mut look = |field: String, words: &str| faults.extend(text(&field, words, false).err());
        for (at, party) in self.parties.iter().enumerate() {
            look(format!("party {}", at + 1), party);
        }
        for (at, task) in self.tasks.iter().enumerate() {
            look(format!("theme {}", at + 1), &task.theme);
            task.acts.iter().for_each(|who| look(format!("who acts on theme {}", at + 1), who));
        }
        for (at, contact) in self.contacts.iter().enumerate() {
            look(format!("contact {}", at + 1), &contact.of);
        }
        faults
    }

    /// What asks for attention on a day, in plain Dutch.
    #[must_use]
    pub fn findings(&self, register: &Register, today: Date) -> Vec<Finding> {
        let mut found = Vec::new();
        let mut find = |field: &str, message: String| found.push(Finding::on(0, field, message));
        let team = &self.team;
        if register.team(team).is_none() {
            find(
                "team",
                format!(
                    "team `{team}` staat niet in het register: de afspraak is bewaard, maar hoort nergens bij"
                ),
            );
        }
        if self.parties.len() < 2 {
            find("parties", format!("de afspraak met `{team}` noemt minder dan twee partijen"));
        }
        if self.until.is_some_and(|until| until < self.from) {
            find("until", format!("de afspraak met `{team}` eindigt voor hij begint"));
        } else if self.until.is_some_and(|until| until < today) {
            find("until", format!("de afspraak met `{team}` geldt niet meer"));
        }
        match self.evaluate {
            Some(day) if day < today => {
                find("evaluate", format!("de evaluatie van `{team}` had er op {day} moeten zijn"))
            }
            Some(day) if days(today, day) <= EVALUATION_DAYS => {
                find("evaluate", format!("de evaluatie van `{team}` is op {day}"));
            }
            Some(_) => {}
            None => find("evaluate", format!("de afspraak met `{team}` heeft geen datum voor evaluatie")),
        }
        if self.help.is_none() {
            find("help", format!("er staat niet in hoe je in `{team}` om hulp vraagt"));
        }
        for contact in &self.contacts {
            let of = &contact.of;
            match contact.last_confirmed {
                None => find("contacts", format!("`{of}` is nooit bevestigd: bel en vul de dag in")),
                Some(day) if day > today => {
                    find("contacts", format!("`{of}` is bevestigd op {day}: die dag komt nog"))
                }
                Some(day) if days(day, today) > CONFIRMED_DAYS_MAX => {
                    find(
                        "contacts",
                        format!("`{of}` is {} dagen niet bevestigd: klopt dit nog?", days(day, today)),
                    );
                }
                Some(_) => {}
            }
        }
        found
    }
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn agreement() -> Agreement {
        Agreement {
            team: "BT-01".parse().unwrap(),
            parties: vec!["gemeente Markerwaard".into(), "basisteam Markerwaard".into()],
            domains: vec![Domain::I],
            tasks: vec![Task {
                theme: "alcohol".into(),
                acts: vec!["gemeente".into(), "politie".into()],
                how: None,
            }],
            contacts: vec![Contact {
                of: "dienstdoende operationeel expert".into(),
                channel: "0900-0000".into(),
                hours: Some("24/7".into()),
                last_confirmed: Some(date(2026, 3, 1)),
            }],
            help: Some("Noodknop, of 112: assistentie boa, plek, aantal personen".into()),
            access: None,
            from: date(2026, 1, 1),
            until: None,
            evaluate: Some(date(2026, 12, 20)),
            source: None,
        }
    }

    #[test]
    fn what_asks_for_attention_is_said() {
        let said = |agreement: &Agreement| {
            agreement
                .findings(&Register::default(), date(2026, 11, 24))
                .iter()
                .map(|f| f.field.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(said(&agreement()), "team evaluate contacts");
        let mut bad = agreement();
        (bad.until, bad.evaluate, bad.help) = (Some(date(2025, 1, 1)), None, None);
        bad.parties.pop();
        bad.contacts[0].last_confirmed = None;
        assert_eq!(said(&bad), "team parties until evaluate help contacts");
        assert!(agreement().holds(date(2026, 11, 24)) && !bad.holds(date(2026, 11, 24)));
    }

    #[test]
    fn a_desk_is_named_and_a_person_is_not() {
        assert_eq!(agreement().faults(), vec![]);
        let mut bad = agreement();
        bad.contacts[0].of = "mevrouw De Vries".into();
        assert_eq!(bad.faults().len(), 1);
    }
}
