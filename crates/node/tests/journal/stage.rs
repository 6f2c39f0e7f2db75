//! What the tests share: permits, drafts, places.

use std::sync::{Arc, LazyLock, Mutex};

use jiff::{SignedDuration, Timestamp};
use schouw_base::{Clock, CommandId, Digest, OrganisationId};
use schouw_journal::{Draft, Header, command_digest};
use schouw_law::Permit;
use schouw_law::given::Asker;
use schouw_law::share::{Question, ShareLaw};
use schouw_node::journal::{Journals, Place};

pub fn organisation() -> OrganisationId {
    "gemeente-markerwaard".parse().unwrap()
}

/// A clock that is set by hand.
#[derive(Debug)]
pub struct SetClock(Mutex<Timestamp>);

impl SetClock {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(Mutex::new("2026-11-23T20:00:00Z".parse().unwrap())))
    }

    pub fn move_by(&self, seconds: i64) {
        let mut now = self.0.lock().unwrap();
        *now = now.checked_add(SignedDuration::from_secs(seconds)).unwrap();
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }
}

pub fn id(number: u64) -> CommandId {
    format!("01932c07-d000-7000-8000-{number:012x}").parse().unwrap()
}

pub fn header(number: u64, now: Timestamp) -> Header {
    let kind = "signal".parse().unwrap();
    Header { id: id(number), organisation: organisation(), kind, version: 1, time: now }
}

/// A real permit for this command.
pub fn permit(command: Digest) -> Permit {
    static LAW: LazyLock<ShareLaw> = LazyLock::new(|| ShareLaw::load().unwrap());
    static QUESTION: LazyLock<Question> = LazyLock::new(|| {
        let value = serde_json::json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true, "categories": ["identity"], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": "police", "domain": "I"}, "purpose": "investigate_offence", "facts": []});
        Question::read(&value, jiff::civil::date(2026, 11, 23)).unwrap()
    });
    let asker = Asker { organisation: organisation().to_string(), actor: "boa-1".into(), command };
    LAW.permit(&QUESTION, &asker, &[]).unwrap().unwrap()
}

pub fn draft(number: u64, now: Timestamp, body: &[u8]) -> Draft {
    let header = header(number, now);
    let permit = permit(command_digest(&header, body));
    Draft::permitted(permit, header, body).unwrap()
}

pub fn open(place: &Place, clock: &Arc<SetClock>) -> Journals {
    Journals::open(place.clone(), clock.clone(), &[organisation()]).unwrap()
}

/// Appends and tells the place.
#[track_caller]
pub fn append(journals: &Journals, clock: &SetClock, number: u64, body: &[u8]) -> u64 {
    journals.append(draft(number, clock.now(), body)).unwrap().sequence
}

/// The log is as it was written, keys included.
#[track_caller]
pub fn clean(place: &Place) -> u64 {
    let report = schouw_node::journal::verify(place, &organisation(), None).unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    report.entries
}
