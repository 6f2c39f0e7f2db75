//! Who acts: a user of an organisation, in the roles that the organisation gave.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{OrganisationId, UserId};

/// What somebody is there for. The words are those of the interface and of the policies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Buitengewoon opsporingsambtenaar (Sv 142).
    Boa,
    /// Coördinator of a team of boas: weighs, divides, answers.
    Coordinator,
    /// Wijkagent of the police.
    Wijkagent,
    /// Teamchef of a basisteam.
    TeamChief,
    /// Inspector of an omgevingsdienst or another supervisor (toezichthouder, Awb 5:11).
    Inspector,
    /// Officier van justitie.
    Prosecutor,
    /// Adviser on safety; sees no case, only places and counts.
    Adviser,
    /// Functionaris voor gegevensbescherming (AVG 37), or who holds the registers.
    PrivacyOfficer,
    /// Secretary of the platform: talks, promises, actions.
    Secretary,
    /// Administrator: users, roles and settings, no content.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::Boa,
        Self::Coordinator,
        Self::Wijkagent,
        Self::TeamChief,
        Self::Inspector,
        Self::Prosecutor,
        Self::Adviser,
        Self::PrivacyOfficer,
        Self::Secretary,
        Self::Administrator,
    ];

    /// The word in the interface and in the policies.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Boa => "boa",
            Self::Coordinator => "coordinator",
            Self::Wijkagent => "wijkagent",
            Self::TeamChief => "team_chief",
            Self::Inspector => "inspector",
            Self::Prosecutor => "prosecutor",
            Self::Adviser => "adviser",
            Self::PrivacyOfficer => "privacy_officer",
            Self::Secretary => "secretary",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is no role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a role: use boa, coordinator, wijkagent, team_chief, inspector, prosecutor, adviser, privacy_officer, secretary or administrator"
)]
pub struct RoleError(String);

/// Characters of a faulty word that are repeated in the message.
const SHOWN_CHARS_MAX: usize = 32;

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|role| role.word() == text);
        found.ok_or_else(|| RoleError(text.chars().take(SHOWN_CHARS_MAX).collect()))
    }
}

/// A user of an organisation who signed in, in the roles that hold at this moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// For whom.
    pub organisation: OrganisationId,
    /// Who.
    pub user: UserId,
    /// As what; may be several.
    pub roles: BTreeSet<Role>,
}

impl Actor {
    /// Does the actor have this role?
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_reads_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(role.word().parse(), Ok(role));
        }
        assert!("burgemeester".parse::<Role>().is_err());
    }
}
