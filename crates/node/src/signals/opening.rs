//! Opening the signals of a node: its logs, the law, and the organisations that it knows.

use std::sync::Arc;

use schouw_base::{Clock, OrganisationId};
use schouw_law::RuleFaults;
use schouw_signal::partner::PartnerKind;

use super::{Partner, SignalError, Signals};
use crate::journal::{JournalError, Journals, Place};
use crate::may::MayDesk;
use crate::office::Office;
use crate::people::PeopleError;

/// Why the signals of a node do not open.
#[derive(Debug, thiserror::Error)]
pub enum OpeningError {
    /// the organisations cannot be read
    #[error(transparent)]
    People(#[from] PeopleError),
    /// a log
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// the rules
    #[error(transparent)]
    Rules(#[from] RuleFaults),
    /// a view
    #[error(transparent)]
    Signals(#[from] SignalError),
}

/// Opens the signals of every organisation of an office, with their logs.
///
/// # Errors
/// When organisations, rules, a log or a view cannot be used.
pub fn open(office: &Office, place: Place, clock: Arc<dyn Clock>) -> Result<Signals, OpeningError> {
    let partners: Vec<Partner> = office
        .people
        .organisations()?
        .into_iter()
        .map(|organisation| Partner {
            kind: PartnerKind::parse(organisation.kind.word()).unwrap_or(PartnerKind::Platform),
            id: organisation.id,
            name: organisation.name,
        })
        .collect();
    let ids: Vec<OrganisationId> = partners.iter().map(|partner| partner.id.clone()).collect();
    let journals = Journals::open(place, clock, &ids)?;
    Ok(Signals::open(journals, Arc::new(MayDesk::open()?), partners)?)
}
