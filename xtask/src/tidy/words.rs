//! Nothing is left for later: what is not done is an issue, not a word in the code.

use super::tree::{line_at, word_places};
use super::{Fault, Tree};

/// The words. Put together here, so that this file does not hold them.
const WORDS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
];

/// Kinds of files that are searched.
const ENDINGS: &[&str] = &[".rs", ".toml", ".md", ".sh", ".py", ".yml", ".yaml", "Makefile", "/run"];

/// Such words, comments and strings included.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let mut faults = Vec::new();
    for file in tree.files.iter().filter(|file| ENDINGS.iter().any(|ending| file.path.ends_with(ending))) {
        for word in WORDS {
            for at in word_places(&file.text, word, part) {
                let why = format!("`{word}`: do it, or open an issue and take the word out");
                faults.push(Fault::on(&file.path, line_at(&file.text, at), why));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_later_is_a_fault() {
        for (text, count) in [
            (format!("// {}: later", WORDS[0]), 1),
            (format!("fn f() {{ {}() }}", WORDS[4]), 1),
            (format!("let {}X = 1;", WORDS[2]), 0),
            ("// methode, hackathon".into(), 0),
        ] {
            assert_eq!(faults(&Tree::of(&[("crates/a/src/lib.rs", &text)])).len(), count, "{text}");
        }
    }
}
