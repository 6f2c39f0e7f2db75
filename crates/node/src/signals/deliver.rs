//! Writing: a permit, an entry, the view. The only place where signals reach the log.

use schouw_base::{Actor, OrganisationId};
use schouw_journal::{Draft, command_digest, shared_digest};
use schouw_law::given::{Asker, Given};
use schouw_law::record::RecordQuestion;
use schouw_law::record::codes::RecordFact;
use schouw_law::share::Question;
use schouw_law::share::codes::Fact;
use schouw_signal::{Body, PermitNote};

use super::error::SignalError;
use super::{Done, Signals, header};
use crate::journal::JournalError;

/// The actor of what the node does by itself.
const NODE: &str = "node";

/// A question to record, with who gives its facts.
pub(super) type MayRecord = (RecordQuestion, Vec<Given<RecordFact>>);
/// A question to share, with who gives its facts.
pub(super) type MayShare = (Question, Vec<Given<Fact>>);

/// An entry to be for the log of an organisation.
pub(super) struct Written<'a> {
    /// whose log
    pub organisation: &'a OrganisationId,
    /// what it says
    pub body: &'a Body,
}

impl Signals {
    /// Writes an entry in the own log, under a permit to record.
    pub(super) fn write(
        &self,
        written: &Written<'_>,
        actor: Option<&Actor>,
        may: &MayRecord,
    ) -> Result<Done, SignalError> {
        let bytes = bytes(written.body)?;
        let header = header(written.organisation, written.body)?;
        let asker = Asker {
            organisation: written.organisation.to_string(),
            actor: actor_word(actor),
            command: command_digest(&header, &bytes),
        };
        let permit = match self.may.recording().permit(&may.0, &asker, &may.1)? {
            Ok(permit) => permit,
            Err(refusal) => {
                return Err(SignalError::MayNotRecord(Box::new(refusal.decision), refusal.unvouched));
            }
        };
        let note = note(permit.terms());
        let draft = Draft::permitted(permit, header, &bytes).map_err(form)?;
        self.append(draft, written, &note)
    }

    /// Writes a pair: an entry in the own log, and what goes to another in theirs, under one permit to share. Theirs is
    /// first: when it does not come to ours, doing it again makes it whole.
    pub(super) fn write_pair(
        &self,
        own: &Written<'_>,
        theirs: &Written<'_>,
        actor: Option<&Actor>,
        may: &MayShare,
    ) -> Result<Done, SignalError> {
        let (own_bytes, their_bytes) = (bytes(own.body)?, bytes(theirs.body)?);
        let (own_header, their_header) =
            (header(own.organisation, own.body)?, header(theirs.organisation, theirs.body)?);
        let asker = Asker {
            organisation: own.organisation.to_string(),
            actor: actor_word(actor),
            command: shared_digest(&own_header, &own_bytes, &their_header, &their_bytes),
        };
        let permit = match self.may.share_permit(&may.0, &asker, &may.1)? {
            Ok(permit) => permit,
            Err(refusal) => {
                return Err(SignalError::MayNotShare(Box::new(refusal.decision), refusal.unvouched));
            }
        };
        let note = note(permit.terms());
        let (own_draft, their_draft) =
            Draft::shared(permit, (own_header, &own_bytes), (their_header, &their_bytes)).map_err(form)?;
        let there = self.view(theirs.organisation)?.done(theirs.body.command)?;
        if there.is_none() {
            self.append(their_draft, theirs, &note)?;
        }
        self.append(own_draft, own, &note)
    }

    /// Writes in the own log what goes nowhere, and asks whether it may be shared for nothing.
    fn append(&self, draft: Draft, written: &Written<'_>, note: &PermitNote) -> Result<Done, SignalError> {
        let receipt = match self.journals.append(draft) {
            Ok(receipt) => receipt,
            Err(JournalError::OtherCommand(_)) => return Err(SignalError::OtherCommand),
            Err(error) => return Err(error.into()),
        };
        let state = self.view(written.organisation)?.take(receipt.sequence, written.body, note)?;
        Ok(Done { state, sequence: receipt.sequence, again: receipt.again })
    }
}

fn bytes(body: &Body) -> Result<Vec<u8>, SignalError> {
    body.to_bytes().map_err(form)
}

fn form(error: impl std::fmt::Display) -> SignalError {
    SignalError::Form(error.to_string())
}

fn actor_word(actor: Option<&Actor>) -> String {
    actor.map_or_else(|| NODE.to_owned(), |actor| actor.user.to_string())
}

fn note(terms: &schouw_law::permit::Terms) -> PermitNote {
    PermitNote {
        articles: terms.articles.clone(),
        purpose: terms.purpose.to_owned(),
        duties: terms.duties.iter().map(|duty| (*duty).to_owned()).collect(),
        stated: terms.stated.clone(),
        law_date: terms.law_date,
    }
}
