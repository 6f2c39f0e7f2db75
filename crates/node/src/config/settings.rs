//! Settings by name, with where each was said, and the faults found so far.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use toml::Value;

/// Every setting that there is.
const KNOWN: &[&str] = &[
    "listen",
    "snapshot",
    "suppressed",
    "rd_grid",
    "public_url",
    "metrics",
    "organisation.name",
    "organisation.url",
    "organisation.email",
    "tls.certificate",
    "tls.key",
    "proxy.trusted",
    "base_map.kind",
    "base_map.url",
    "base_map.file",
    "base_map.attribution",
    "base_map.max_zoom",
    "limits.connections",
    "limits.head_seconds",
    "limits.request_seconds",
    "limits.write_seconds",
    "limits.stop_seconds",
    "people.folder",
    "people.key",
    "people.session_hours",
    "people.idle_minutes",
    "logs.folder",
    "journal.folder",
    "journal.postgres",
    "oidc.providers",
    "limits.tiles_mib",
];
/// Parts of names under which people write secrets.
const SECRET_NAMES: [&str; 6] = ["password", "passwd", "secret", "token", "wachtwoord", "geheim"];
/// Secrets that name themselves.
const SECRET_VALUES: [&str; 2] = ["PRIVATE KEY-----", "BEGIN CERTIFICATE"];

struct Setting {
    value: Value,
    /// `tls.key` or `SCHOUW_TLS_KEY` or `--listen`
    said_as: String,
    of_file: bool,
}

/// Settings by name.
pub(super) struct Settings {
    folder: PathBuf,
    values: BTreeMap<String, Setting>,
    faults: Vec<String>,
}

impl Settings {
    /// None yet; relative paths in the file are of this folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.into(), values: BTreeMap::new(), faults: Vec::new() }
    }

    pub(super) fn fault(&mut self, why: String) {
        self.faults.push(why);
    }

    pub(super) fn faults(&self) -> Vec<String> {
        self.faults.clone()
    }

    pub(super) fn put_file(&mut self, name: String, value: Value) {
        let lower = name.to_lowercase();
        let named = SECRET_NAMES.iter().any(|word| lower.contains(word));
        let text = value.as_str().unwrap_or_default();
        if named || SECRET_VALUES.iter().any(|word| text.contains(word)) {
            self.fault(format!(
                "`{name}`: a secret does not belong in this file: put it in a file of its own and give the path"
            ));
            return;
        }
        if !KNOWN.contains(&name.as_str()) {
            self.fault(format!("`{name}` is not a setting; known are {}", KNOWN.join(", ")));
            return;
        }
        self.values.insert(name.clone(), Setting { value, said_as: name, of_file: true });
    }

    pub(super) fn put_environment(&mut self, name: &str, value: &str) {
        let Some(known) = KNOWN.iter().find(|known| name == of_environment(known)) else {
            let all: Vec<String> = KNOWN.iter().map(|known| of_environment(known)).collect();
            self.fault(format!("`{name}` in the environment is not a setting; known are {}", all.join(", ")));
            return;
        };
        if SECRET_VALUES.iter().any(|word| value.contains(word)) {
            self.fault(format!(
                "`{name}` holds a secret itself: put it in a file of its own and give the path"
            ));
            return;
        }
        let setting = Setting { value: Value::String(value.into()), said_as: name.into(), of_file: false };
        self.values.insert((*known).to_owned(), setting);
    }

    pub(super) fn put_said(&mut self, name: &str, value: String) {
        let setting = Setting { value: Value::String(value), said_as: format!("--{name}"), of_file: false };
        self.values.insert(name.into(), setting);
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// How a setting was said, for a fault.
    pub(super) fn said_as(&self, name: &str) -> String {
        self.values.get(name).map_or_else(|| name.to_owned(), |setting| setting.said_as.clone())
    }

    fn read<T>(&mut self, name: &str, wanted: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let setting = self.values.get(name)?;
        let found = read(&setting.value);
        if found.is_none() {
            let why = format!("`{}` must be {wanted}, got `{}`", setting.said_as, shorten(&setting.value));
            self.faults.push(why);
        }
        found
    }

    /// A text that is read further.
    pub(super) fn parsed<T>(
        &mut self,
        name: &str,
        wanted: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.read(name, wanted, |value| parse(value.as_str()?.trim()))
    }

    /// A path; one in the file is of the folder that the file is in.
    pub(super) fn path(&mut self, name: &str) -> Option<PathBuf> {
        let of_file = self.values.get(name).is_some_and(|setting| setting.of_file);
        let path = self.parsed(name, "a path", |text| (!text.is_empty()).then(|| PathBuf::from(text)))?;
        Some(if of_file { self.folder.join(path) } else { path })
    }

    /// A list of paths; those in the file are of the folder that the file is in.
    pub(super) fn paths(&mut self, name: &str) -> Vec<PathBuf> {
        let of_file = self.values.get(name).is_some_and(|setting| setting.of_file);
        let texts = self.list(name);
        let place = |text: String| if of_file { self.folder.join(text) } else { PathBuf::from(text) };
        texts.into_iter().map(place).collect()
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, name: &str) -> Option<bool> {
        self.read(name, "true or false", |value| match value {
            Value::Boolean(flag) => Some(*flag),
            Value::String(text) => text.parse().ok(),
            _ => None,
        })
    }

    /// A whole number within bounds.
    pub(super) fn whole(&mut self, name: &str, within: RangeInclusive<i64>) -> Option<i64> {
        let wanted = format!("a whole number from {} to {}", within.start(), within.end());
        self.read(name, &wanted, |value| {
            let number = match value {
                Value::Integer(number) => *number,
                Value::String(text) => text.parse().ok()?,
                _ => return None,
            };
            within.contains(&number).then_some(number)
        })
    }

    /// A list of texts; in the environment with commas between them.
    pub(super) fn list(&mut self, name: &str) -> Vec<String> {
        let found = self.read(name, "a list of texts", |value| match value {
            Value::Array(items) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            Value::String(text) => Some(
                text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect(),
            ),
            _ => None,
        });
        found.unwrap_or_default()
    }
}

fn of_environment(name: &str) -> String {
    format!("{}{}", super::PREFIX, name.replace('.', "_").to_uppercase())
}

/// Longest value that is repeated in a fault, in characters.
const SHOWN_CHARS_MAX: usize = 80;

fn shorten(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    text.chars().take(SHOWN_CHARS_MAX).collect()
}
