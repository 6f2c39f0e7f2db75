//! Whether all of a set is there: an answer of a search service says how many records its set has, and may be one page of
//! many.

use std::collections::BTreeMap;

use schouw_base::DatasetId;
use schouw_opendata::finding::{Finding, FindingKind, Remark};
use schouw_opendata::read::SetCount;

/// The sets of a dataset. Pages of one set stand in one folder and say the same total.
#[derive(Debug, Default)]
pub(super) struct Sets<'f> {
    /// by folder and total: records that are here, and the last file
    sets: BTreeMap<(&'f str, u64), (u64, &'f str)>,
}

impl<'f> Sets<'f> {
    /// Takes a file into account, when it says what it is a part of.
    pub(super) fn add(&mut self, file: &'f str, count: Option<SetCount>) {
        let Some(count) = count else { return };
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (here, last) = self.sets.entry((folder, count.total)).or_insert((0, file));
        *here = here.saturating_add(count.here);
        *last = file;
    }

    /// A finding for each set of which records are missing.
    pub(super) fn findings(&self, dataset: &DatasetId) -> Vec<Finding> {
        let cut = self.sets.iter().filter(|((_, total), (here, _))| here < total);
        let finding = |((_, total), (here, file)): (&(&str, u64), &(u64, &str))| {
            let why = format!(
                "the service says that there are {total} records, and {here} of them are here: pages are missing; fetch \
                 all of them"
            );
            Remark::on_record(0, FindingKind::UnreadableFile, why).of(dataset, file)
        };
        cut.map(finding).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_which_pages_are_missing_is_one_finding() {
        let check = |files: &[(&str, u64, u64)], missing: &[&str]| {
            let mut sets = Sets::default();
            for (file, total, here) in files {
                sets.add(file, Some(SetCount { total: *total, here: *here }));
            }
            let found = sets.findings(&"een-bron".parse().unwrap());
            assert_eq!(found.iter().map(|one| one.file.as_str()).collect::<Vec<_>>(), missing, "{files:?}");
        };
        check(&[("a.xml", 3, 3)], &[]);
        check(&[("a.xml", 500, 3)], &["a.xml"]);
        check(&[("p/1.xml", 250, 100), ("p/2.xml", 250, 100), ("p/3.xml", 250, 50)], &[]);
        check(&[("p/1.xml", 250, 100), ("p/3.xml", 250, 50)], &["p/3.xml"]);
        check(&[("p/1.xml", 200, 100), ("q/1.xml", 200, 100)], &["p/1.xml", "q/1.xml"]);
        check(&[("a.xml", 0, 0)], &[]);
    }
}
