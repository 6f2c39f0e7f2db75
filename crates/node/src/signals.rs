//! Signals: the use cases between a person and the log. Each asks the law, writes the log, and then the view; none holds a
//! rule. Which user may do what is asked before, with the rules on access.

mod answer;
mod ask_law;
mod deliver;
mod error;
mod opening;
mod pass_on;
mod photo;
mod preview;
mod record;
mod retain;
mod step;

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{Actor, CommandId, OrganisationId};
use schouw_journal::{Header, Kind as EntryKind, Warrant};
use schouw_picture::window::DutchDay;
use schouw_signal::partner::PartnerKind;
use schouw_signal::{Body, By, PermitNote, SignalId, State};

use crate::journal::{Body as Opened, Journals};
use crate::may::MayDesk;
use crate::views::View;

pub use ask_law::{About, day_of};
pub use error::SignalError;
pub use opening::{OpeningError, open};
pub use pass_on::PassOnAsk;
pub use photo::{PHOTO_BYTES_MAX, PhotoError, cleaned};
pub use preview::Preview;
pub use record::{QuestionAsk, RecordAsk};
pub use retain::{ToGo, WouldGo};
pub use step::StepAsk;

/// Locks that keep steps on one signal apart: two signals rarely share one.
const LOCKS: usize = 256;
/// Entries that a view reads at a time when it catches up.
const CATCH_UP: u64 = 2_000;

/// Another organisation on this node, or this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partner {
    /// its id
    pub id: OrganisationId,
    /// its name
    pub name: String,
    /// what it is
    pub kind: PartnerKind,
}

/// What is done with a signal, and how it stands after it.
#[derive(Debug, Clone)]
pub struct Done {
    /// as it stands
    pub state: State,
    /// the number of the entry in the log
    pub sequence: u64,
    /// whether it had been done before
    pub again: bool,
}

/// The signals of a node.
pub struct Signals {
    journals: Journals,
    may: Arc<MayDesk>,
    partners: BTreeMap<OrganisationId, Partner>,
    views: RwLock<HashMap<OrganisationId, Arc<View>>>,
    numbers: Mutex<HashMap<(OrganisationId, i16), Arc<AtomicU64>>>,
    locks: Vec<Mutex<()>>,
    terms: schouw_signal::retention::Terms,
}

impl Signals {
    /// The signals of these organisations, each view brought up to its log.
    ///
    /// # Errors
    /// When a log cannot be read or a view not be made.
    pub fn open(journals: Journals, may: Arc<MayDesk>, partners: Vec<Partner>) -> Result<Self, SignalError> {
        let partners: BTreeMap<_, _> =
            partners.into_iter().map(|partner| (partner.id.clone(), partner)).collect();
        let signals = Self {
            journals,
            may,
            partners,
            views: RwLock::new(HashMap::new()),
            numbers: Mutex::new(HashMap::new()),
            locks: (0..LOCKS).map(|_| Mutex::new(())).collect(),
            terms: schouw_signal::retention::Terms::default(),
        };
        for organisation in signals.partners.keys() {
            signals.view(organisation)?;
        }
        Ok(signals)
    }

    /// The organisations on this node.
    pub fn partners(&self) -> impl Iterator<Item = &Partner> {
        self.partners.values()
    }

    /// An organisation on this node.
    #[must_use]
    pub fn partner(&self, id: &OrganisationId) -> Option<&Partner> {
        self.partners.get(id)
    }

    fn kind_of(&self, id: &OrganisationId) -> Result<PartnerKind, SignalError> {
        self.partner(id).map(|partner| partner.kind).ok_or(SignalError::NotThere)
    }

    /// The log.
    #[must_use]
    pub fn journals(&self) -> &Journals {
        &self.journals
    }

    /// The law.
    #[must_use]
    pub fn may(&self) -> &MayDesk {
        &self.may
    }

    /// The view of an organisation, made and brought up to its log when it is asked for first.
    ///
    /// # Errors
    /// When the log cannot be read or the view not be made.
    pub fn view(&self, organisation: &OrganisationId) -> Result<Arc<View>, SignalError> {
        if let Some(view) = self.views.read().unwrap_or_else(PoisonError::into_inner).get(organisation) {
            return Ok(Arc::clone(view));
        }
        self.kind_of(organisation)?;
        let mut views = self.views.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(view) = views.get(organisation) {
            return Ok(Arc::clone(view));
        }
        let view = Arc::new(View::open(&self.journals.folder(organisation).views())?);
        self.catch_up(organisation, &view, |_| {})?;
        views.insert(organisation.clone(), Arc::clone(&view));
        Ok(view)
    }

    /// Brings a view up to its log; `told` hears how far it is.
    ///
    /// # Errors
    /// When the log cannot be read or the view not be written.
    pub fn catch_up(
        &self,
        organisation: &OrganisationId,
        view: &View,
        told: impl Fn(u64),
    ) -> Result<(), SignalError> {
        loop {
            let next = view.next()?;
            let read = self.journals.read(organisation, next, CATCH_UP as usize)?;
            let Some(last) = read.last().map(|one| one.sequence) else { return Ok(()) };
            let mut taken = Vec::with_capacity(read.len());
            for one in read {
                let is_signal = one.header.kind.as_str().starts_with("signal.");
                let entry = match one.body {
                    Opened::Open { warrant, body } if is_signal => {
                        let body = Body::read(&body).map_err(|error| SignalError::Form(error.to_string()))?;
                        Some((body, note_of(&warrant)))
                    }
                    _ => None,
                };
                taken.push((one.sequence, entry));
            }
            view.take_all(&taken)?;
            told(last + 1);
        }
    }

    /// A signal as it stands; who may see it is asked with the rules on access.
    ///
    /// # Errors
    /// When it is not there.
    pub fn state(&self, organisation: &OrganisationId, id: SignalId) -> Result<State, SignalError> {
        self.view(organisation)?.state(id)?.ok_or(SignalError::NotThere)
    }

    /// The next number of an organisation in the year of a moment.
    fn number(&self, organisation: &OrganisationId, now: Timestamp) -> Result<String, SignalError> {
        let year = day_of(now).year();
        let key = (organisation.clone(), year);
        let mut numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        let counter = match numbers.get(&key) {
            Some(counter) => Arc::clone(counter),
            None => {
                let highest = self.view(organisation)?.highest_number(year)?;
                let counter = Arc::new(AtomicU64::new(highest));
                numbers.insert(key, Arc::clone(&counter));
                counter
            }
        };
        Ok(format!("{year}-{:06}", counter.fetch_add(1, Ordering::Relaxed) + 1))
    }

    /// Keeps other steps on these signals away until it is dropped.
    fn hold(&self, ids: &[SignalId]) -> Vec<MutexGuard<'_, ()>> {
        // the end of a UUID of version 7 is random
        let place = |id: &SignalId| usize::from(id.uuid().into_bytes()[15]) % LOCKS;
        let mut places: Vec<usize> = ids.iter().map(place).collect();
        places.sort_unstable();
        places.dedup();
        let locks = places.into_iter().filter_map(|place| self.locks.get(place));
        locks.map(|lock| lock.lock().unwrap_or_else(PoisonError::into_inner)).collect()
    }
}

/// The roles of `law` in which a user gives facts, in its codes.
#[must_use]
pub fn givers(actor: &Actor) -> Vec<String> {
    use schouw_law::codes::Code as _;
    ask_law::givers(actor).into_iter().map(|role| role.word().to_owned()).collect()
}

/// Whether a day is a public holiday.
#[must_use]
pub fn is_holiday(day: Date) -> bool {
    DutchDay::ALL.into_iter().any(|named| named.is_public_holiday() && named.in_year(day.year()) == Some(day))
}

/// What a permit said, as the fold reads it.
fn note_of(warrant: &Warrant) -> PermitNote {
    PermitNote {
        articles: warrant.articles.clone(),
        purpose: warrant.purpose.clone(),
        duties: warrant.duties.clone(),
        stated: warrant.stated.clone(),
        law_date: warrant.law_date,
    }
}

/// Who does something.
fn by(actor: &Actor) -> By {
    By {
        organisation: actor.organisation.clone(),
        user: Some(actor.user),
        role: actor.roles.iter().next().copied(),
    }
}

/// What the node itself does for an organisation.
fn by_node(organisation: &OrganisationId) -> By {
    By { organisation: organisation.clone(), user: None, role: None }
}

/// The header of an entry.
fn header(organisation: &OrganisationId, body: &Body) -> Result<Header, SignalError> {
    let kind: EntryKind = body
        .entry_kind()
        .replace('_', "-")
        .parse()
        .map_err(|error: schouw_journal::KindError| SignalError::Form(error.to_string()))?;
    Ok(Header {
        id: body.command,
        organisation: organisation.clone(),
        kind,
        version: schouw_signal::event::BODY_VERSION,
        time: body.at,
    })
}

/// A body for a command.
fn body_of(
    signal: SignalId,
    command: CommandId,
    by: By,
    at: Timestamp,
    events: Vec<schouw_signal::Event>,
) -> Body {
    Body { v: schouw_signal::event::BODY_VERSION, signal, command, by, at, events }
}
