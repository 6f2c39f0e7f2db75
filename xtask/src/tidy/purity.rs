//! Pure crates take bytes, a clock and randomness as parameters: what reaches outside is `node`.

use super::tree::{line_at, word_places};
use super::walls::PURE;
use super::{Fault, TextFile, Tree};

/// What a pure crate does not say, and what to do instead.
const OUTSIDE: &[(&str, &str)] = &[
    ("std::fs", "take `impl Read`; `node` opens the file"),
    ("std::net", "ask in `node`"),
    ("std::thread", "let `node` run this function on threads"),
    ("std::process", "return an error"),
    ("std::env", "take it as a parameter"),
    ("SystemTime", "take `&dyn schouw_base::Clock`"),
    ("std::time::Instant", "measure in `node::stopwatch`"),
    ("tokio", "stay synchronous: async is above the wall"),
    ("async fn", "stay synchronous: async is above the wall"),
    ("async move", "stay synchronous: async is above the wall"),
    ("rusqlite", "formats that need a file live in `node/src/format/`"),
    ("memmap2", "take `&[u8]`; `node` maps the file"),
    ("reqwest", "ask in `node::net`"),
    ("getrandom", "take the bytes as a parameter"),
    ("rand", "take the number as a parameter"),
];

/// Modules of `std` that must not come in by a list: `use std::{fs, io}`.
const IN_LISTS: &[&str] = &["fs", "net", "thread", "process", "env"];

/// Pure crates that reach outside.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let folders = PURE.iter().map(|name| format!("crates/{name}/src/"));
    folders.flat_map(|folder| tree.product(&folder).flat_map(in_file).collect::<Vec<_>>()).collect()
}

fn in_file(file: &TextFile) -> Vec<Fault> {
    let code = &file.product_code;
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '!';
    let mut faults = Vec::new();
    for (word, instead) in OUTSIDE {
        for at in word_places(code, word, part) {
            faults.push(Fault::on(
                &file.path,
                line_at(code, at),
                format!("`{word}` in a pure crate: {instead}"),
            ));
        }
    }
    for (at, list) in std_lists(code) {
        for module in IN_LISTS.iter().filter(|module| word_places(list, module, part).next().is_some()) {
            faults.push(Fault::on(
                &file.path,
                line_at(code, at),
                format!("`std::{module}` in a pure crate: do it in `node`"),
            ));
        }
    }
    faults
}

/// The lists of `use std::{…}`, as far as their first level.
fn std_lists(code: &str) -> Vec<(usize, &str)> {
    let lists = code.match_indices("std::{");
    lists
        .filter_map(|(at, open)| Some((at, code.get(at + open.len()..)?.split(['{', '}']).next()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: usize) {
        let tree = Tree::of(&[("crates/area/src/lib.rs", text)]);
        assert_eq!(faults(&tree).len(), expected, "{text}");
    }

    #[test]
    fn what_reaches_outside_is_a_fault() {
        check("use std::fs;", 1);
        check("use std::{fs, io::Read};", 1);
        check("let x = std::env::var(\"A\");", 1);
        check("use std::time::{Duration, SystemTime};", 1);
        check("pub async fn f() {}", 1);
        check("use memmap2::Mmap;", 1);
    }

    #[test]
    fn words_comments_and_tests_are_not() {
        check("// std::fs is for node\nconst A: &str = \"tokio\";", 0);
        check("#[cfg(test)]\nmod tests { use std::fs; }", 0);
        check("const DIR: &str = env!(\"CARGO_MANIFEST_DIR\"); fn operand() {}", 0);
        check("use std::time::Duration; use std::{fmt, io};", 0);
    }
}
