//! `publiccode.yml`: what catalogues of public software need must be there (version 0 of the standard, chapter "core").
//! Its own schema is not on this machine, so its mandatory keys and the words it allows are said here.

use super::{Fault, Tree};

const FILE: &str = "publiccode.yml";
/// Keys that must be there, with dots between them.
const MANDATORY: [&str; 13] = [
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "organisation.uri",
    "description.nl.features",
    "legal.license",
    "maintenance.type",
    "maintenance.contacts",
    "localisation.localisationReady",
    "localisation.availableLanguages",
];
/// Keys that must be there in each language.
const IN_EACH_LANGUAGE: [&str; 3] = ["shortDescription", "longDescription", "features"];
/// The words that a key may have.
const WORDS: [(&str, &[&str]); 3] = [
    ("developmentStatus", &["concept", "development", "beta", "stable", "obsolete"]),
    (
        "softwareType",
        &[
            "standalone/mobile",
            "standalone/iot",
            "standalone/desktop",
            "standalone/web",
            "standalone/backend",
            "standalone/other",
            "addon",
            "library",
            "configurationFiles",
        ],
    ),
    ("maintenance.type", &["internal", "contract", "community", "none"]),
];
/// Longest short description, in characters.
const SHORT_CHARS_MAX: usize = 150;
/// Shortest and longest long description, in characters.
const LONG_CHARS: std::ops::RangeInclusive<usize> = 150..=10_000;

/// What a catalogue would refuse.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let text = |path: &str| tree.files.iter().find(|file| file.path == path).map(|file| file.text.as_str());
    let (Some(yaml), Some(cargo)) = (text(FILE), text("Cargo.toml")) else {
        return vec![Fault::of(FILE, "is not there; see https://yml.publiccode.tools")];
    };
    let keys = Keys::of(yaml);
    let mut wrong: Vec<String> =
        MANDATORY.iter().filter(|key| !keys.has(key)).map(|key| format!("`{key}` is missing")).collect();
    for (key, words) in WORDS {
        let value = keys.value(key);
        if !words.contains(&value.as_str()) {
            wrong.push(format!("`{key}` is `{value}`; write one of {}", words.join(", ")));
        }
    }
    let licence = cargo.lines().find_map(|line| line.strip_prefix("license = "));
    if licence.map(|licence| licence.trim_matches('"')) != Some(keys.value("legal.license").as_str()) {
        wrong.push("`legal.license` is not what Cargo.toml says".into());
    }
    if keys.has("softwareVersion") != keys.has("releaseDate") {
        wrong.push("`softwareVersion` and `releaseDate` go together, from the first release on".into());
    }
    let languages = keys.below("description");
    if languages.is_empty() {
        wrong.push("`description` has no language".into());
    }
    for language in languages {
        let key = |name: &str| format!("description.{language}.{name}");
        wrong.extend(IN_EACH_LANGUAGE.iter().map(|name| key(name)).filter(|key| !keys.has(key)).map(missing));
        let (short, long) = (keys.value(&key(IN_EACH_LANGUAGE[0])), keys.value(&key(IN_EACH_LANGUAGE[1])));
        if short.chars().count() > SHORT_CHARS_MAX {
            wrong.push(format!(
                "the short description in `{language}` is longer than {SHORT_CHARS_MAX} signs"
            ));
        }
        if !LONG_CHARS.contains(&long.chars().count()) {
            wrong.push(format!("the long description in `{language}` must have 150 to 10,000 signs"));
        }
    }
    wrong.into_iter().map(|why| Fault::of(FILE, why)).collect()
}

fn missing(key: String) -> String {
    format!("`{key}` is missing")
}

/// The keys of a YAML file of maps, lists and blocks of text: as much of YAML as such a file uses.
struct Keys(Vec<(String, String)>);

impl Keys {
    fn of(yaml: &str) -> Self {
        let mut keys: Vec<(String, String)> = Vec::new();
        let mut path: Vec<(usize, &str)> = Vec::new();
        for line in yaml.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        {
            let (indent, rest) = (line.len() - line.trim_start().len(), line.trim_start());
            path.retain(|(of_key, _)| *of_key < indent);
            let within_text = keys.last().is_some_and(|(_, value)| value.starts_with(['|', '>']))
                && !path.is_empty()
                && keys.last().is_some_and(|(key, _)| *key == joined(&path));
            match rest.split_once(':').filter(|_| !rest.starts_with("- ") && !within_text) {
                Some((key, value)) => {
                    path.push((indent, key));
                    keys.push((joined(&path), value.trim().trim_matches('"').to_owned()));
                }
                // an item of a list or a line of a text belongs to the key before it
                None => {
                    if let Some((_, value)) = keys.last_mut() {
                        value.push_str(rest);
                        value.push(' ');
                    }
                }
            }
        }
        Self(keys)
    }

    fn has(&self, key: &str) -> bool {
        !self.value(key).is_empty()
    }

    fn value(&self, key: &str) -> String {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// The keys right below a key.
    fn below(&self, key: &str) -> Vec<&str> {
        let below = self.0.iter().filter_map(|(known, _)| known.strip_prefix(key)?.strip_prefix('.'));
        below.filter(|rest| !rest.contains('.')).collect()
    }
}

fn joined(path: &[(usize, &str)]) -> String {
    path.iter().map(|(_, key)| *key).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::TextFile;

    fn check(change: impl Fn(String) -> String, says: &[&str]) {
        let mut tree = Tree::read(&crate::tidy::root()).unwrap();
        for file in tree.files.iter_mut().filter(|file: &&mut TextFile| file.path == FILE) {
            file.text = change(std::mem::take(&mut file.text));
        }
        let faults: Vec<String> = faults(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), says.len(), "{faults:?}");
        for says in says {
            assert!(faults.iter().any(|fault| fault.contains(says)), "{says}: {faults:?}");
        }
    }

    #[test]
    fn what_a_catalogue_needs_is_looked_for() {
        check(|text| text, &[]);
        check(|text| text.replace("name: Schouw\n", ""), &["`name` is missing"]);
        check(|text| text.replace("license: EUPL-1.2", "license: MIT"), &["`legal.license` is not what"]);
        check(
            |text| text.replace("developmentStatus: development", "developmentStatus: klaar"),
            &["`klaar`"],
        );
        check(
            |text| text.replace("    features:\n      - What", "    funties:\n      - What"),
            &["description.en.features"],
        );
        check(
            |text| {
                text.replace(
                    "longDescription: |\n      Schouw laat",
                    "longDescription: |\n    x: |\n      Schouw laat",
                )
            },
            &["in `nl` must have"],
        );
    }
}
