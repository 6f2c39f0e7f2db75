//! The thread of a signal: what happened, in the words of the interface.

use jiff::Timestamp;
use schouw_base::OrganisationId;
use serde::{Deserialize, Serialize};

use crate::event::{Body, By, CopyChange, Event, PermitNote};

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// when
    pub at: Timestamp,
    /// who
    pub by: By,
    /// what, a word of the interface
    pub what: String,
    /// the reason or the text
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// the other organisation
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<OrganisationId>,
    /// the articles that carry it
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
}

/// The moment of an event.
#[must_use]
pub fn moment(body: &Body, permit: &PermitNote, event: &Event) -> Moment {
    let told = |what: &str| Moment {
        at: body.at,
        by: body.by.clone(),
        what: what.to_owned(),
        text: None,
        other: None,
        articles: Vec::new(),
    };
    let why = |what: &str, why: &str| Moment { text: Some(why.to_owned()), ..told(what) };
    let lawful = |moment: Moment| Moment { articles: permit.articles.clone(), ..moment };
    let with = |other: &OrganisationId, moment: Moment| Moment { other: Some(other.clone()), ..moment };
    match event {
        Event::Recorded { .. } => lawful(told("vastgelegd")),
        Event::Received { origin, .. } => with(&origin.organisation, lawful(told("ontvangen"))),
        Event::Weighed { why } => Moment { text: why.clone(), ..told("wegen") },
        Event::Taken { .. } => told("oppakken"),
        Event::PassedOn(provision) => with(&provision.to, lawful(told("doorgeven"))),
        Event::Kept { why: reason } => why("bewaren", reason),
        Event::NoAction { why: reason } => why("geen-actie", reason),
        Event::Answered(answer) => why("antwoorden", &answer.text),
        Event::AnswerSent { to } => with(to, lawful(told("antwoord-verstuurd"))),
        Event::AnswerWithheld { to, why: reason } => with(to, why("antwoord-niet-verstuurd", reason)),
        Event::AnswerReceived { from, answer } => Moment {
            by: By { organisation: from.clone(), user: None, role: body.by.role },
            ..with(from, lawful(why("antwoord-ontvangen", &answer.text)))
        },
        Event::Acknowledged => told("ontvangst"),
        Event::AcknowledgementReceived { from } => with(from, told("ontvangst-bevestigd")),
        Event::Closed => told("sluiten"),
        Event::Reopened { why: reason, .. } => why("heropenen", reason),
        Event::Corrected { why: reason, .. } => why("corrigeren", reason),
        Event::CorrectedByOrigin { .. } => lawful(told("gecorrigeerd-door-gever")),
        Event::Withdrawn { why: reason } => why("intrekken", reason),
        Event::WithdrawnByOrigin => told("ingetrokken-door-gever"),
        Event::CopyReached { to, what, .. } => {
            let word = match what {
                CopyChange::Copy => "kopie-aangekomen",
                CopyChange::Correction => "correctie-aangekomen",
                CopyChange::Withdrawal => "intrekking-aangekomen",
            };
            with(to, told(word))
        }
        Event::Merged { .. } => told("samenvoegen"),
        Event::TookIn { .. } => told("samengevoegd-met"),
        Event::LinkedToProblem(_) => told("bij-probleem"),
        Event::SwitchedToInvestigation { why: reason, .. } => lawful(why("naar-opsporing", reason)),
        Event::CouldNotAct(mark) => {
            let text = mark.text.as_ref().map_or_else(
                || mark.obstacle.said().to_owned(),
                |text| format!("{}: {text}", mark.obstacle.said()),
            );
            why("kon-niet-optreden", &text)
        }
    }
}
