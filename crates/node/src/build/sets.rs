//! Whether all of a set is there: an answer of a service says how many records its set has, or where the next page is, and
//! may be one page of many.

use std::collections::BTreeMap;

use schouw_base::DatasetId;
use schouw_opendata::finding::{Finding, FindingKind, Remark};
use schouw_opendata::read::{Facts, SetCount};

/// The sets of a dataset. Pages of one set stand in one folder and say the same total.
#[derive(Debug, Default)]
pub(super) struct Sets<'f> {
    /// by folder and total: records that are here, and the last file
    sets: BTreeMap<(&'f str, u64), (u64, &'f str)>,
    /// the last file, when it says that there is more and not how much
    open: Option<Page<'f>>,
    /// files that say that there is more, and no page of theirs follows
    ended: Vec<Page<'f>>,
}

/// A file that says that more comes after it.
#[derive(Debug, Clone)]
struct Page<'f> {
    file: &'f str,
    year: Option<i32>,
    /// what it says
    more: String,
}

impl Page<'_> {
    /// Whether a file can be the next page: in the same folder, of the same year, with a name of which only the digits
    /// differ.
    fn goes_on_in(&self, file: &str, year: Option<i32>) -> bool {
        fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
            name.chars().filter(|sign| !sign.is_ascii_digit())
        }
        self.year == year && letters(self.file).eq(letters(file))
    }
}

impl<'f> Sets<'f> {
    /// Takes a file into account, in the order of their names, with what it says that it is a part of.
    pub(super) fn add(&mut self, file: &'f str, year: Option<i32>, facts: &Facts) {
        let before = self.open.take();
        self.ended.extend(before.filter(|page| !page.goes_on_in(file, year)));
        // a total that the file does not hold is the better finding
        let counted = facts.set.is_some_and(|set| set.here < set.total);
        let more = facts.more.clone().filter(|_| !counted);
        self.open = more.map(|more| Page { file, year, more });
        if let Some(count) = facts.set {
            self.count(file, count);
        }
    }

    fn count(&mut self, file: &'f str, count: SetCount) {
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
        let open = self.ended.iter().chain(&self.open).map(|page| {
            let why =
                "the file says that more records come after it, and no next page is here; fetch all of them";
            let remark = Remark::on_value(0, "", &page.more, FindingKind::UnreadableFile, why);
            remark.of(dataset, page.file)
        });
        cut.map(finding).chain(open).collect()
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
                let set = Some(SetCount { total: *total, here: *here });
                sets.add(file, None, &Facts { set, ..Facts::default() });
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

    #[test]
    fn a_page_that_points_to_a_next_one_that_is_not_here_is_a_finding() {
        let check = |files: &[(&str, Option<i32>, bool)], missing: &[&str]| {
            let mut sets = Sets::default();
            for (file, year, more) in files {
                let more = more.then(|| "odata.nextLink: n".to_owned());
                sets.add(file, *year, &Facts { more, ..Facts::default() });
            }
            let found = sets.findings(&"een-bron".parse().unwrap());
            assert_eq!(found.iter().map(|one| one.file.as_str()).collect::<Vec<_>>(), missing, "{files:?}");
        };
        check(&[("a.json", None, false)], &[]);
        check(&[("a.json", None, true)], &["a.json"]);
        check(&[("p/1.json", None, true), ("p/2.json", None, false)], &[]);
        check(&[("p/1.json", None, true), ("p/2.json", None, true)], &["p/2.json"]);
        check(&[("a.json", None, true), ("b.json", None, false)], &["a.json"]);
        check(&[("a19.json", Some(2019), true), ("a20.json", Some(2020), false)], &["a19.json"]);
    }

    #[test]
    fn a_total_says_more_than_a_link_and_a_count_of_the_page_alone_does_not() {
        let check = |total: u64, expected: usize| {
            let mut sets = Sets::default();
            let set = Some(SetCount { total, here: 10 });
            sets.add("a.json", None, &Facts { set, more: Some("next: n".into()), ..Facts::default() });
            assert_eq!(sets.findings(&"een-bron".parse().unwrap()).len(), expected, "{total}");
        };
        check(10, 1);
        check(100, 1);
    }
}
