//! What is known of organisations and people.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::civil::Date;
use schouw_base::{Actor, OrganisationId, Role, UserId};
use serde::{Deserialize, Serialize};

/// What an organisation is, in the words of the law's questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// gemeente
    Municipality,
    /// politie
    Police,
    /// omgevingsdienst
    EnvironmentalService,
    /// woningcorporatie
    HousingCorporation,
    /// vervoerder
    Carrier,
    /// openbaar ministerie
    Prosecution,
    /// landelijke inspectie
    Inspectorate,
    /// platform of an area, that holds no cases
    Platform,
}

impl OrganisationKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Municipality,
        Self::Police,
        Self::EnvironmentalService,
        Self::HousingCorporation,
        Self::Carrier,
        Self::Prosecution,
        Self::Inspectorate,
        Self::Platform,
    ];

    /// The word in tables, interface and rules.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Police => "police",
            Self::EnvironmentalService => "environmental_service",
            Self::HousingCorporation => "housing_corporation",
            Self::Carrier => "carrier",
            Self::Prosecution => "prosecution",
            Self::Inspectorate => "inspectorate",
            Self::Platform => "platform",
        }
    }
}

impl FromStr for OrganisationKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words: Vec<&str> = Self::ALL.iter().map(|kind| kind.word()).collect();
        let found = Self::ALL.into_iter().find(|kind| kind.word() == text);
        found.ok_or_else(|| format!("`{text}` is not a kind of organisation: use {}", words.join(", ")))
    }
}

/// An organisation on this node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// leads every key
    pub id: OrganisationId,
    /// as people say it
    pub name: String,
    /// what it is
    pub kind: OrganisationKind,
}

/// The deed (*akte*) of a boa: for what, where and how somebody is appointed (Besluit BOA 2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// domain I to VI
    pub domain: String,
    /// where it holds
    pub territory: String,
    /// articles or facts that it names
    pub articles: Vec<String>,
    /// means of force
    pub means: Vec<String>,
    /// last day
    pub valid_until: Date,
}

/// A user, as the node knows it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// who
    pub user: UserId,
    /// name under which somebody signs in with a password
    pub login: Option<String>,
    /// as colleagues say it
    pub name: String,
    /// for whom
    pub organisation: Organisation,
    /// in which team
    pub team: Option<String>,
    /// as what
    pub roles: BTreeSet<Role>,
    /// the deed, also one that ended
    pub deed: Option<Deed>,
    /// whether somebody may sign in
    pub active: bool,
    /// whether one click is enough, in the demo
    pub demo: bool,
}

impl Person {
    /// Who acts.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { organisation: self.organisation.id.clone(), user: self.user, roles: self.roles.clone() }
    }

    /// The domain of a deed that holds on this day.
    #[must_use]
    pub fn domain(&self, today: Date) -> Option<&str> {
        self.deed.as_ref().filter(|deed| deed.valid_until >= today).map(|deed| deed.domain.as_str())
    }
}
