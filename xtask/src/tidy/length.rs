//! Files and functions stay short. What was longer when the rule came stands in `xtask/ratchet.toml` and may only shrink.

use toml::Table;

use super::{Fault, TextFile, Tree, rust};

/// Lines of a file of the product.
const FILE_LINES_MAX: usize = 400;
/// Lines of any Rust file, tests and ratchet included.
const FILE_LINES_HARD_MAX: usize = 600;
/// Lines of a function of the product.
const FUNCTION_LINES_MAX: usize = 70;
/// Lines of the crate `base`.
const BASE_LINES_MAX: usize = 800;
/// Lines that an entry of the ratchet may be above what it measures before it must be tightened.
const SLACK_LINES: usize = 20;
/// Where the exceptions stand.
const RATCHET: &str = "xtask/ratchet.toml";

/// The crate `base` when it has become a drawer.
#[must_use]
pub fn base_faults(tree: &Tree) -> Vec<Fault> {
    let lines: usize = tree.rust("crates/base/src/").map(|file| file.text.lines().count()).sum();
    if lines <= BASE_LINES_MAX {
        return Vec::new();
    }
    let why = format!(
        "`base` has {lines} lines, {BASE_LINES_MAX} at most: a word belongs there only when every crate says it; move the others to the crate that owns them"
    );
    vec![Fault::of("crates/base", why)]
}

/// Files and functions that are too long, and entries of the ratchet that are not needed any more.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let ratchet: Table = tree.file(RATCHET).and_then(|file| file.text.parse().ok()).unwrap_or_default();
    let mut files = Ratchet::new(&ratchet, "files", FILE_LINES_MAX);
    let mut functions = Ratchet::new(&ratchet, "functions", FUNCTION_LINES_MAX);
    let mut faults = Vec::new();
    for file in tree.rust("") {
        let lines = file.text.lines().count();
        if lines > FILE_LINES_HARD_MAX {
            faults.push(Fault::of(&file.path, format!("{lines} lines, {FILE_LINES_HARD_MAX} is the most for any file: split it by what it is about")));
        } else if !file.is_test
            && let Some(max) = files.exceeded(&file.path, lines)
        {
            faults.push(Fault::of(&file.path, format!("{lines} lines, {max} at most: split it by what it is about; tests go to a file `tests.rs` of their own")));
        }
        if !file.is_test {
            faults.extend(long_functions(file, &mut functions));
        }
    }
    faults.extend(files.stale());
    faults.extend(functions.stale());
    faults
}

fn long_functions(file: &TextFile, ratchet: &mut Ratchet) -> Vec<Fault> {
    let long = |function: rust::Function| {
        let max = ratchet.exceeded(&format!("{}::{}", file.path, function.name), function.lines)?;
        let why = format!(
            "`{}` has {} lines, {max} at most: push the loops up and the leaves down into functions of their own",
            function.name, function.lines
        );
        Some(Fault::on(&file.path, function.line, why))
    };
    rust::functions(&file.product_code).into_iter().filter_map(long).collect()
}

/// The exceptions of one kind: name, lines allowed, most lines seen.
struct Ratchet {
    heading: &'static str,
    max: usize,
    entries: Vec<(String, usize, usize)>,
}

impl Ratchet {
    fn new(table: &Table, heading: &'static str, max: usize) -> Self {
        let lines = table.get(heading).and_then(toml::Value::as_table).into_iter().flatten();
        let entry = |(name, value): (&String, &toml::Value)| {
            (name.clone(), value.as_integer().and_then(|n| usize::try_from(n).ok()).unwrap_or(0), 0)
        };
        Self { heading, max, entries: lines.map(entry).collect() }
    }

    /// The most lines allowed, when these are more.
    fn exceeded(&mut self, name: &str, lines: usize) -> Option<usize> {
        let max = match self.entries.iter_mut().find(|(entry, ..)| entry == name) {
            Some((_, allowed, seen)) => {
                *seen = lines.max(*seen);
                (*allowed).max(self.max)
            }
            None => self.max,
        };
        (lines > max).then_some(max)
    }

    fn stale(&self) -> Vec<Fault> {
        let say = |(name, allowed, seen): &(String, usize, usize)| {
            let why = if *seen <= self.max {
                format!("`{name}` under [{}] is not too long any more: take the line out", self.heading)
            } else if seen + SLACK_LINES < *allowed {
                format!(
                    "`{name}` under [{}] has {seen} lines by now: write {seen} in place of {allowed}",
                    self.heading
                )
            } else {
                return None;
            };
            Some(Fault::of(RATCHET, why))
        };
        self.entries.iter().filter_map(say).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: usize, ratchet: &str, expected: &[&str]) {
        let body = "    x();\n".repeat(lines - 2);
        let tree =
            Tree::of(&[("crates/a/src/lib.rs", &format!("fn f() {{\n{body}}}\n")), (RATCHET, ratchet)]);
        let found: Vec<String> = faults(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found}");
        }
    }

    #[test]
    fn the_ratchet_only_tightens() {
        let function = |lines: usize| format!("[functions]\n\"crates/a/src/lib.rs::f\" = {lines}\n");
        check(70, "", &[]);
        check(71, "", &["`f` has 71 lines, 70 at most"]);
        check(90, &function(90), &[]);
        check(91, &function(90), &["91 lines, 90 at most"]);
        check(75, &function(120), &["write 75 in place of 120"]);
        check(60, &function(90), &["take the line out"]);
    }

    #[test]
    fn a_long_file_is_a_fault_and_a_very_long_one_has_no_exception() {
        let function = "[functions]\n\"crates/a/src/lib.rs::f\" = 700\n";
        let file = format!("{function}[files]\n\"crates/a/src/lib.rs\" = 590\n");
        check(401, "", &["401 lines, 400 at most", "`f` has 401"]);
        check(590, &file, &["write 590 in place of 700"]);
        check(601, &file, &["601 lines, 600 is the most", "take the line out", "write 601"]);
    }
}
