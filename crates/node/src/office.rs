//! What a node with people has: who they are, what they may, and the logs of what they did.

use std::path::PathBuf;
use std::sync::Arc;

use schouw_base::Actor;
use schouw_law::RuleFaults;
use schouw_law::access::{AccessLaw, Action, Thing};

use crate::journal::Place;
use crate::logs::{LogError, Logs, Register, RegisterFaults};
use crate::people::oidc::{OidcError, Provider, read};
use crate::people::{Lives, People, PeopleError};

/// Where an office is, and how it runs.
#[derive(Debug, Clone)]
pub struct OfficePlace {
    /// folder of people
    pub people: PathBuf,
    /// file of the key that seals secrets of people
    pub key: PathBuf,
    /// folder of the logs
    pub logs: PathBuf,
    /// where the logs of organisations are
    pub journal: Place,
    /// files of the providers where people sign in
    pub providers: Vec<PathBuf>,
    /// how long sessions live
    pub lives: Lives,
    /// the address by which people reach the node
    pub public_url: Option<String>,
    /// whether what is not there is made: the demo, and `schouw people init`
    pub create: bool,
}

/// The people, the rules on access and the logs of a node.
pub struct Office {
    /// who there is
    pub people: Arc<People>,
    /// who may do what
    pub access: AccessLaw,
    /// what was done
    pub logs: Logs,
    /// where people sign in elsewhere
    pub providers: Vec<Arc<Provider>>,
}

/// Why an office does not open.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// people
    #[error(transparent)]
    People(#[from] PeopleError),
    /// the rules on access
    #[error(transparent)]
    Access(#[from] RuleFaults),
    /// the register
    #[error(transparent)]
    Register(#[from] RegisterFaults),
    /// the logs
    #[error(transparent)]
    Logs(#[from] LogError),
    /// a provider
    #[error(transparent)]
    Oidc(#[from] OidcError),
    /// the file of a provider
    #[error("{}", .0.join("\n"))]
    Provider(Vec<String>),
}

impl Office {
    /// Opens an office.
    ///
    /// # Errors
    /// When its people, rules or logs cannot be used.
    pub fn open(place: &OfficePlace) -> Result<Self, OfficeError> {
        let people = People::open(&place.people, &place.key, place.lives, place.create)?;
        let register = Register::load(place.public_url.as_deref())?;
        let mut providers = Vec::new();
        for file in &place.providers {
            providers.push(Arc::new(Provider::new(read(file).map_err(OfficeError::Provider)?)?));
        }
        Ok(Self {
            providers,
            people: Arc::new(people),
            access: AccessLaw::load()?,
            logs: Logs::open(&place.logs, register)?,
        })
    }

    /// Whether somebody may do this with that. Rules that cannot be evaluated are a no.
    #[must_use]
    pub fn may(&self, actor: &Actor, action: Action, thing: &Thing) -> bool {
        self.access.may(actor, action, thing).unwrap_or_else(|alarm| {
            tracing::error!(target: "schouw::access", %alarm, "a rule on access could not be evaluated");
            false
        })
    }
}
