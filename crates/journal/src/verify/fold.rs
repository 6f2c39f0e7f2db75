//! The fold itself: entries and heads in their order.

use std::collections::HashSet;

use jiff::Timestamp;
use schouw_base::{CommandId, OrganisationId};

use super::report::{FINDINGS_MAX, Finding, Report};
use crate::entry::Entry;
use crate::head::{PublicKey, SignedHead};
use crate::store::Standing;
use crate::system::System;
use crate::tree::Frontier;

/// Takes entries and heads in the order of the log; the head of `n` entries after the `n`th.
#[derive(Debug)]
pub struct Verifier {
    organisation: OrganisationId,
    earlier: Option<SignedHead>,
    earlier_was_met: bool,
    read: u64,
    next: u64,
    frontier: Frontier,
    /// the tree can no longer be told: something is missing or was replaced
    lost: bool,
    time: Timestamp,
    key: Option<PublicKey>,
    seen: HashSet<CommandId>,
    head: Option<SignedHead>,
    findings: Vec<Finding>,
    more: u64,
}

impl Verifier {
    /// Before the first entry.
    #[must_use]
    pub fn new(organisation: OrganisationId, earlier: Option<SignedHead>) -> Self {
        Self {
            organisation,
            earlier,
            earlier_was_met: false,
            read: 0,
            next: 0,
            frontier: Frontier::default(),
            lost: false,
            time: Timestamp::MIN,
            key: None,
            seen: HashSet::new(),
            head: None,
            findings: Vec::new(),
            more: 0,
        }
    }

    /// Adds a finding.
    pub fn report(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// Takes an entry.
    pub fn entry(&mut self, entry: &Entry) {
        self.read += 1;
        let sequence = entry.sequence;
        if sequence < self.next {
            return self.report(Finding::Reordered { sequence });
        }
        if sequence > self.next {
            if !self.unreadable(self.next, sequence) {
                self.report(Finding::Missing { from: self.next, to: sequence - 1 });
            }
            self.lost = true;
        }
        self.next = sequence + 1;
        if entry.header.organisation != self.organisation {
            self.report(Finding::Foreign { sequence });
        }
        if !self.seen.insert(entry.header.id) {
            self.report(Finding::Twice { sequence, id: entry.header.id });
        }
        if entry.computed_leaf() != entry.leaf {
            self.report(Finding::Changed { sequence });
        } else if entry.header.time < self.time {
            self.report(Finding::Reordered { sequence });
        }
        self.time = self.time.max(entry.header.time);
        // the leaf as it was written: so one that was changed does not hide whether the others are good
        self.frontier.push(entry.leaf);
        if sequence == 0 || entry.header.kind.is_system() {
            self.system(entry);
        }
        self.meet_earlier();
    }

    /// Takes the head of as many entries as were taken.
    pub fn head(&mut self, head: &SignedHead) {
        let size = head.head.size;
        let of_this_log = head.head.organisation == self.organisation && self.key == Some(head.head.key);
        if head.check().is_err() || (!of_this_log && !self.lost) {
            self.report(Finding::Signature { size });
        } else {
            let from = self.head.as_ref().map_or(0, |head| head.head.size);
            if size > self.next {
                // told at the end, as a cut tail
            } else if !self.lost && size == self.next && head.head.root != self.frontier.root() {
                self.report(Finding::Replaced { from, to: size.saturating_sub(1) });
                self.lost = true;
            } else if !self.lost && size < self.next {
                self.report(Finding::Damaged { why: format!("the head of {size} entries came too late") });
            }
            self.head = Some(head.clone());
        }
    }

    /// What was found, beside where the store says that the log stands.
    #[must_use]
    pub fn finish(mut self, standing: &Standing) -> Report {
        let signed = self.head.as_ref().map_or(0, |head| head.head.size).max(standing.size());
        if signed > self.next {
            self.report(Finding::CutTail { size: self.next, signed });
        }
        let covered = self.head.as_ref().map_or(0, |head| head.head.size);
        if self.next > covered {
            self.report(Finding::Unsigned { from: covered, to: self.next - 1 });
        }
        if standing.size() < self.next && standing.head.is_some() {
            let why =
                format!("the log says that it has {} entries, there are {}", standing.size(), self.next);
            self.report(Finding::Damaged { why });
        } else if !self.lost && standing.size() == self.next && standing.frontier != self.frontier {
            let why = "the right edge of the tree that is kept is not that of the entries".to_owned();
            self.report(Finding::Damaged { why });
        }
        if let Some(earlier) = self.earlier.take() {
            let size = earlier.head.size;
            if size > self.next {
                self.report(Finding::RolledBack { size: self.next, signed: size });
            } else if !self.earlier_was_met && size > 0 {
                self.report(Finding::Fork { size });
            }
        }
        Report {
            organisation: self.organisation,
            entries: self.read,
            head: self.head,
            findings: self.findings,
            more: self.more,
        }
    }

    /// Were all entries in a gap reported as not readable?
    fn unreadable(&self, from: u64, to: u64) -> bool {
        let told = |at: u64| {
            let same = |finding: &Finding| matches!(finding, Finding::Unreadable { sequence, .. } if *sequence == at);
            self.findings.iter().any(same)
        };
        to - from <= FINDINGS_MAX as u64 && (from..to).all(told)
    }

    /// A system entry: the chain of signing keys.
    fn system(&mut self, entry: &Entry) {
        let sequence = entry.sequence;
        let read = System::read(&entry.header.kind, &entry.content);
        let fault = match (&read, &self.key) {
            (Err(error), _) => Some(format!("{error}")),
            (Ok(System::Genesis { .. }), _) if sequence != 0 => Some("a log begins once".to_owned()),
            (Ok(system), None) if sequence == 0 && !matches!(system, System::Genesis { .. }) => {
                Some("a log begins with its first key".to_owned())
            }
            (Ok(system), Some(before)) => {
                system.check_endorsement(&self.organisation, before).err().map(|error| error.to_string())
            }
            (Ok(_), None) => None,
        };
        match (fault, read) {
            (Some(why), _) => self.report(Finding::System { sequence, why }),
            (None, Ok(system)) => self.key = system.key().copied().or(self.key),
            (None, Err(_)) => {}
        }
    }

    /// At the size of the head that was kept elsewhere the log must have its root, under a key that it had then.
    fn meet_earlier(&mut self) {
        let Some(earlier) = &self.earlier else { return };
        if earlier.head.size == self.next {
            let same_root = !self.lost && earlier.head.root == self.frontier.root();
            let same_key = self.key == Some(earlier.head.key);
            let same_log = earlier.head.organisation == self.organisation && earlier.check().is_ok();
            self.earlier_was_met = same_root && same_key && same_log;
        }
    }
}
