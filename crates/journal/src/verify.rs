//! Is a log still what was written: a fold over its entries and heads. What was changed, taken out, put elsewhere or
//! added is found by the log alone; that its end was cut, that it was put back to an earlier state, or that it went on
//! another way, by a head that was kept elsewhere.

mod fold;
mod report;

use schouw_base::OrganisationId;

pub use fold::Verifier;
pub use report::{Finding, Report};

use crate::entry::Entry;
use crate::head::SignedHead;
use crate::store::{READ_MAX, Standing, Store, StoreError};

/// Reads a whole log and says what is wrong with it. `watch` sees every entry that could be read, and may report on it.
///
/// # Errors
/// When the store cannot be read at all. Damage is a finding, not an error.
pub fn verify(
    store: &mut dyn Store,
    organisation: &OrganisationId,
    earlier: Option<SignedHead>,
    watch: &mut dyn FnMut(&Entry) -> Option<Finding>,
) -> Result<Report, StoreError> {
    let mut verifier = Verifier::new(organisation.clone(), earlier);
    let standing = match store.standing(organisation) {
        Ok(standing) => standing,
        Err(StoreError::Damaged(why)) => {
            verifier.report(Finding::Damaged { why });
            Standing::default()
        }
        Err(error) => return Err(error),
    };
    let mut heads = Heads::default();
    let mut from = 0;
    loop {
        let page = match store.read(organisation, from, READ_MAX) {
            Ok(page) => page,
            Err(StoreError::Damaged(_)) => one_by_one(store, organisation, from, &mut verifier)?,
            Err(error) => return Err(error),
        };
        let Some(last) = page.last() else { break };
        from = last.sequence.max(from) + 1;
        for entry in &page {
            // heads of fewer entries than there are now belong to entries that are not there
            while let Some(head) = heads.next(store, organisation, entry.sequence, &mut verifier)? {
                verifier.head(&head);
            }
            verifier.entry(entry);
            if let Some(finding) = watch(entry) {
                verifier.report(finding);
            }
        }
    }
    while let Some(head) = heads.next(store, organisation, u64::MAX, &mut verifier)? {
        verifier.head(&head);
    }
    Ok(verifier.finish(&standing))
}

/// A page in which an entry cannot be read: each alone, those that cannot be read as findings.
fn one_by_one(
    store: &mut dyn Store,
    organisation: &OrganisationId,
    from: u64,
    verifier: &mut Verifier,
) -> Result<Vec<Entry>, StoreError> {
    let mut page = Vec::new();
    let mut at = from;
    while at < from + READ_MAX as u64 {
        match store.read(organisation, at, 1) {
            Ok(found) => match found.into_iter().next() {
                Some(entry) => {
                    at = entry.sequence.max(at) + 1;
                    page.push(entry);
                }
                None => break,
            },
            Err(StoreError::Damaged(why)) => {
                verifier.report(Finding::Unreadable { sequence: at, why });
                at += 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(page)
}

/// The heads of a log, page by page.
#[derive(Default)]
struct Heads {
    page: std::collections::VecDeque<SignedHead>,
    after: u64,
    done: bool,
}

impl Heads {
    /// The next head when it is of at most `size` entries.
    fn next(
        &mut self,
        store: &mut dyn Store,
        organisation: &OrganisationId,
        size: u64,
        verifier: &mut Verifier,
    ) -> Result<Option<SignedHead>, StoreError> {
        if self.page.is_empty() && !self.done {
            match store.heads(organisation, self.after, READ_MAX) {
                Ok(page) => self.page = page.into(),
                Err(StoreError::Damaged(why)) => verifier.report(Finding::Damaged { why }),
                Err(error) => return Err(error),
            }
            self.done = self.page.is_empty();
            self.after = self.page.back().map_or(self.after, |head| head.head.size);
        }
        let fits = self.page.front().is_some_and(|head| head.head.size <= size);
        Ok(if fits { self.page.pop_front() } else { None })
    }
}
