//! How long signals stay: what would go on a day and why, and letting it go.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{CommandId, OrganisationId};
use schouw_law::retention::{Kept, Stage};
use schouw_law::share::codes::Regime;
use schouw_signal::{Hat, Kind, SignalId, State, retention};
use serde::Serialize;
use uuid::Uuid;

use super::error::SignalError;
use super::{Signals, day_of};

/// Most signals that a dry run names; the rest is counted.
const NAMED_MAX: usize = 500;
/// The article for letting go what is not police data.
const AVG_CITATION: &str = "AVG 5(1)(e)";
/// The article for letting go police data.
const WPG_CITATION: &str = "Wpg 14(1)";
/// Article of the Wpg for the daily task.
const DAILY_TASK: u8 = 8;

/// A signal that would go.
#[derive(Debug, Clone, Serialize)]
pub struct ToGo {
    /// which
    pub id: SignalId,
    /// its number
    #[serde(rename = "nummer")]
    pub number: String,
    /// what kind
    #[serde(rename = "soort")]
    pub kind: Kind,
    /// under which law
    #[serde(rename = "regime")]
    pub regime: &'static str,
    /// since when it should have gone
    #[serde(rename = "sinds")]
    pub since: Date,
    /// why, in plain Dutch
    #[serde(rename = "waarom")]
    pub why: String,
    /// under which article
    #[serde(rename = "artikel")]
    pub citation: &'static str,
}

/// What would go on a day.
#[derive(Debug, Clone, Default)]
pub struct WouldGo {
    /// signals, at most 500
    pub signals: Vec<ToGo>,
    /// how many in all
    pub total: u64,
}

impl Signals {
    /// What would go of an organisation on a day. Nothing goes.
    ///
    /// # Errors
    /// When the view cannot be read.
    pub fn would_go(&self, organisation: &OrganisationId, day: Date) -> Result<WouldGo, SignalError> {
        let police = self.kind_of(organisation)?.is_police();
        let mut found = WouldGo::default();
        self.view(organisation)?.each(|state| {
            if let Some(one) = self.goes(&state, police, day) {
                found.total += 1;
                if found.signals.len() < NAMED_MAX {
                    found.signals.push(one);
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Lets go what has to go today: keys, views and photos. How many signals went.
    ///
    /// # Errors
    /// When the log or the view refuses; doing it again goes on where it stopped.
    pub fn let_go(&self, organisation: &OrganisationId, now: Timestamp) -> Result<u64, SignalError> {
        let mut gone = 0;
        loop {
            let found = self.would_go(organisation, day_of(now))?;
            if found.signals.is_empty() {
                return Ok(gone);
            }
            for one in &found.signals {
                self.erase(organisation, one.id, one.citation)?;
                gone += 1;
            }
        }
    }

    /// Takes away a signal with its photos, under a citation.
    ///
    /// # Errors
    /// When it is not there, or the log or the view refuses.
    pub fn erase(
        &self,
        organisation: &OrganisationId,
        signal: SignalId,
        citation: &str,
    ) -> Result<(), SignalError> {
        let _held = self.hold(&[signal]);
        let state = self.state(organisation, signal)?;
        let mut entries: Vec<CommandId> = state.commands.clone();
        let mut blobs: Vec<Uuid> = Vec::new();
        for photo in state.written.iter().flat_map(|written| &written.content.photos) {
            if let Some(blob) = self.blob_of(organisation, photo.id)? {
                entries.push(photo.id);
                blobs.push(blob);
            }
        }
        entries.sort_unstable();
        entries.dedup();
        blobs.sort_unstable();
        blobs.dedup();
        self.journals.erase(organisation, &entries, &blobs, citation)?;
        self.view(organisation)?.purge(&[signal])
    }

    fn goes(&self, state: &State, police: bool, day: Date) -> Option<ToGo> {
        let go = |regime, since, why, citation| ToGo {
            id: state.id,
            number: state.number.clone(),
            kind: state.kind,
            regime,
            since,
            why,
            citation,
        };
        if let Some(until) = retention::until(state, police, &self.terms) {
            let since = until.until.tomorrow().unwrap_or(until.until);
            return (day > until.until).then(|| go("avg", since, until.why, AVG_CITATION));
        }
        let kept = Kept {
            regime: Regime::Wpg,
            wpg_article: Some(DAILY_TASK),
            first_processed: day_of(state.recorded),
            ended: None,
            removed: None,
            keep_until: None,
            day,
        };
        let plan = self.may.recording().retaining().plan(&kept);
        let now = plan.now.filter(|step| step.stage == Stage::Destroy)?;
        Some(go("wpg", now.from, format!("vernietigen ({})", now.articles.join(", ")), WPG_CITATION))
    }

    /// Until when a signal stays, and why.
    #[must_use]
    pub fn stays_until(&self, organisation: &OrganisationId, state: &State) -> Option<(Date, String)> {
        let police = self.kind_of(organisation).is_ok_and(|kind| kind.is_police());
        if let Some(until) = retention::until(state, police, &self.terms) {
            return Some((until.until, until.why));
        }
        let regime = if state.hat == Hat::Investigation || police { Regime::Wpg } else { return None };
        let kept = Kept {
            regime,
            wpg_article: Some(DAILY_TASK),
            first_processed: day_of(state.recorded),
            ended: None,
            removed: None,
            keep_until: None,
            day: day_of(state.recorded),
        };
        let plan = self.may.recording().retaining().plan(&kept);
        let last = plan.next.into_iter().find(|step| step.stage == Stage::Destroy)?;
        Some((last.from, format!("vernietigen ({})", last.articles.join(", "))))
    }
}
