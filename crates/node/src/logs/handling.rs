//! One handling: what somebody did with something, and what was processed for it.

use jiff::Timestamp;
use schouw_base::{Actor, OrganisationId, UserId};
use schouw_law::access::Action;
use serde::Serialize;
use serde_json::{Value, json};

use super::chain::LINE_BYTES_MAX;
use super::register::{Activity, Register};
use super::{BookKind, Line, LogError};
use crate::people::key::random;

/// Most people or cases that one handling is about: a page of a list.
const SUBJECTS_MAX: usize = 500;

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// it was done
    #[serde(rename = "gedaan")]
    Done,
    /// it was refused
    #[serde(rename = "geweigerd")]
    Refused,
    /// it went wrong
    #[serde(rename = "mislukt")]
    Failed,
}

/// What somebody did: becomes one line in the audit log, and a line in the Logboek Dataverwerkingen for each case or
/// person that it was about.
#[derive(Debug, Clone)]
pub struct Handling {
    organisation: OrganisationId,
    user: Option<UserId>,
    roles: Vec<&'static str>,
    act: &'static str,
    object: Option<String>,
    outcome: Outcome,
    start: Timestamp,
    end: Timestamp,
    processing: Vec<(Activity, Option<String>)>,
    provided: Option<Value>,
    parent: Option<(String, String)>,
}

impl Handling {
    /// Somebody does something at a moment.
    #[must_use]
    pub fn of(actor: &Actor, action: Action, moment: Timestamp) -> Self {
        Self::named(actor, action.word(), moment)
    }

    /// As [`Handling::of`], for what is no action of the rules: signing in and out.
    #[must_use]
    pub fn named(actor: &Actor, act: &'static str, moment: Timestamp) -> Self {
        Self {
            organisation: actor.organisation.clone(),
            user: Some(actor.user),
            roles: actor.roles.iter().map(|role| role.word()).collect(),
            act,
            object: None,
            outcome: Outcome::Done,
            start: moment,
            end: moment,
            processing: Vec::new(),
            provided: None,
            parent: None,
        }
    }

    /// The id of what it was done with; never content, a name or a position.
    #[must_use]
    pub fn about(mut self, object: impl std::fmt::Display) -> Self {
        self.object = Some(object.to_string());
        self
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = outcome;
        self
    }

    /// When it was ready.
    #[must_use]
    pub fn until(mut self, end: Timestamp) -> Self {
        self.end = end;
        self
    }

    /// What was processed, and the pseudonym of whom it was about: a random id of the case, never a number that others
    /// know somebody by. Once for each case or person.
    #[must_use]
    pub fn processing(mut self, activity: Activity, subject: Option<String>) -> Self {
        self.processing.push((activity, subject));
        self
    }

    /// What went to another organisation, under which article and for what.
    #[must_use]
    pub fn provided(mut self, to: &OrganisationId, article: &str, purpose: &str) -> Self {
        self.provided = Some(json!({ "aan": to.as_str(), "artikel": article, "doel": purpose }));
        self
    }

    /// The trace and operation of another application that asked for this (`traceparent`).
    #[must_use]
    pub fn asked_by(mut self, traceparent: &str) -> Self {
        self.parent = parse(traceparent);
        self
    }

    /// The lines.
    pub(super) fn lines(self, register: &Register) -> Result<Vec<Line>, LogError> {
        if self.processing.len() > SUBJECTS_MAX {
            return Err(LogError::Line(format!("one handling is about at most {SUBJECTS_MAX} cases")));
        }
        let (trace, parent) = match self.parent.clone() {
            Some((trace, parent)) => (trace, Some(parent)),
            None => (hex(&draw::<16>()?), None),
        };
        let month: String = self.start.to_string().chars().take("2026-11".len()).collect();
        let line = |book: BookKind, value: Value| {
            let text = value.to_string();
            if text.len() + 128 > LINE_BYTES_MAX {
                return Err(LogError::Line(format!("it is longer than {LINE_BYTES_MAX} bytes")));
            }
            Ok(Line { organisation: self.organisation.clone(), book, month: month.clone(), text })
        };
        let mut lines = Vec::with_capacity(self.processing.len() + 1);
        let mut operations = Vec::new();
        for (activity, subject) in &self.processing {
            let operation = hex(&draw::<8>()?);
            let mut attributes = json!({ "dpl.core.processing_activity_id": register.address(*activity) });
            if let Some(subject) = subject {
                attributes["dpl.core.data_subject_id"] = subject.as_str().into();
                attributes["dpl.core.data_subject_id_type"] = "urn:schouw:zaak".into();
            }
            let mut value = json!({
                "traceId": trace,
                "operationId": operation,
                "statusCode": if self.outcome == Outcome::Failed { "ERROR" } else { "OK" },
                "name": self.act,
                "startTime": self.start.as_millisecond(),
                "endTime": self.end.as_millisecond(),
                "resource": { "name": "schouw", "version": env!("CARGO_PKG_VERSION") },
                "attributes": attributes,
            });
            if let Some(parent) = &parent {
                value["parentOperationId"] = parent.as_str().into();
            }
            lines.push(line(activity.book(), value)?);
            operations.push(operation);
        }
        lines.push(line(BookKind::Audit, self.audit(&trace, &operations))?);
        Ok(lines)
    }

    /// The line of the audit log: action, object, result, origin, actor, time (BIO2 8.15.01).
    fn audit(&self, trace: &str, operations: &[String]) -> Value {
        let mut value = json!({
            "tijd": self.start.to_string(),
            "spoor": trace,
            "operaties": operations,
            "gebruiker": self.user.map(|user| user.to_string()),
            "rollen": self.roles,
            "handeling": self.act,
            "voorwerp": self.object,
            "uitkomst": self.outcome,
            "herkomst": "schouw",
        });
        if let Some(provided) = &self.provided {
            value["verstrekking"] = provided.clone();
        }
        value
    }
}

fn draw<const N: usize>() -> Result<[u8; N], LogError> {
    random().map_err(|error| LogError::Line(error.to_string()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Trace and operation of a `traceparent` (W3C Trace Context); what is none is passed over.
fn parse(traceparent: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = traceparent.trim().split('-').collect();
    let [version, trace, parent, _, ..] = parts.as_slice() else { return None };
    let good = |text: &str, length: usize| {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        text.len() == length && text.bytes().all(digit) && text.bytes().any(|byte| byte != b'0')
    };
    let known = version.len() == 2 && *version != "ff";
    (known && good(trace, 32) && good(parent, 16)).then(|| ((*trace).to_owned(), (*parent).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_traceparent_is_taken() {
        let check = |text: &str, good: bool| assert_eq!(parse(text).is_some(), good, "{text}");
        check("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true);
        check("00-00000000000000000000000000000000-b7ad6b7169203331-01", false);
        check("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false);
        check("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false);
        check("00-0af7651916cd43dd8448eb211c80319c-b7ad6b71692033-01", false);
        check("", false);
    }
}
