//! The register of processing activities (AVG 30, Wpg 31d): `rules/processing.toml`, each with its version.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::BookKind;

const TEXT: &str = include_str!("../../../../rules/processing.toml");

/// An activity that personal data are processed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// signals in supervision
    Supervision,
    /// signals in an investigation
    Investigation,
    /// accounts, roles and sessions
    Accounts,
    /// the logs, and looking into them
    Oversight,
}

impl Activity {
    /// Every activity.
    pub const ALL: [Self; 4] = [Self::Supervision, Self::Investigation, Self::Accounts, Self::Oversight];

    /// Its id in the register.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Supervision => "signalen-toezicht",
            Self::Investigation => "signalen-opsporing",
            Self::Accounts => "accounts",
            Self::Oversight => "logboeken",
        }
    }

    /// The book that its lines are in.
    #[must_use]
    pub const fn book(self) -> BookKind {
        match self {
            Self::Supervision => BookKind::Supervision,
            Self::Investigation => BookKind::Investigation,
            Self::Accounts | Self::Oversight => BookKind::Keeping,
        }
    }
}

/// What the register says of an activity.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// id
    pub id: String,
    /// version of this text
    pub version: u32,
    /// name
    pub naam: String,
    /// what it is for
    pub doel: String,
    /// articles that it rests on
    pub grondslag: String,
    /// `avg` or `wpg`
    pub regime: String,
    /// which data
    pub gegevens: String,
    /// of whom
    pub betrokkenen: String,
    /// who receives them
    pub ontvangers: String,
    /// until when they are kept
    pub bewaartermijn: String,
}

/// The register.
#[derive(Debug, Clone)]
pub struct Register {
    entries: BTreeMap<String, Entry>,
    base: String,
}

/// What is wrong with the register.
#[derive(Debug, thiserror::Error)]
#[error("the register of processing activities cannot be used: {0}")]
pub struct RegisterFaults(String);

#[derive(Deserialize)]
struct File {
    activiteit: Vec<Entry>,
}

impl Register {
    /// Reads the register in the program. Addresses begin with the public address of this server, when it has one.
    ///
    /// # Errors
    /// When it cannot be read or an activity is missing.
    pub fn load(public_url: Option<&str>) -> Result<Self, RegisterFaults> {
        let file: File = toml::from_str(TEXT).map_err(|error| RegisterFaults(error.to_string()))?;
        let entries: BTreeMap<String, Entry> =
            file.activiteit.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        if let Some(missing) = Activity::ALL.iter().find(|activity| !entries.contains_key(activity.id())) {
            return Err(RegisterFaults(format!("`{}` is missing", missing.id())));
        }
        let base = public_url.map_or_else(
            || "urn:schouw:verwerkingsactiviteit:".to_owned(),
            |url| format!("{url}/v1/verwerkingsactiviteiten/"),
        );
        Ok(Self { entries, base })
    }

    /// The address of the present version of an activity, for lines of the log.
    #[must_use]
    pub fn address(&self, activity: Activity) -> String {
        let version = self.entries.get(activity.id()).map_or(0, |entry| entry.version);
        let between = if self.base.starts_with("urn:") { ':' } else { '/' };
        format!("{}{}{between}{version}", self.base, activity.id())
    }

    /// Every activity, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// An activity.
    #[must_use]
    pub fn entry(&self, activity: Activity) -> Option<&Entry> {
        self.entries.get(activity.id())
    }

    /// The activity that a line names.
    #[must_use]
    pub fn of_address(&self, address: &str) -> Option<&Entry> {
        self.entries.values().find(|entry| address.contains(&entry.id))
    }
}
