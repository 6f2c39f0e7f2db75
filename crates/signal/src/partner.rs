//! Organisations that signals go to and come from: what kind they are, and how often they answer in time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::codes::{Hat, words};

words! {
    /// What kind of organisation.
    pub enum PartnerKind {
        /// gemeente
        Municipality = "municipality", "gemeente";
        /// police
        Police = "police", "politie";
        /// omgevingsdienst
        EnvironmentalService = "environmental_service", "omgevingsdienst";
        /// housing corporation
        HousingCorporation = "housing_corporation", "woningcorporatie";
        /// carrier of passengers
        Carrier = "carrier", "vervoerder";
        /// public prosecution
        Prosecution = "prosecution", "openbaar ministerie";
        /// a national inspectorate
        Inspectorate = "inspectorate", "inspectie";
        /// social investigation
        SocialInvestigation = "social_investigation", "sociale recherche";
        /// water authority
        WaterBoard = "water_board", "waterschap";
        /// province
        Province = "province", "provincie";
        /// nature or animal organisation
        Nature = "nature", "natuur- of dierenorganisatie";
        /// a platform of several organisations
        Platform = "platform", "platform";
    }
}

impl PartnerKind {
    /// The receiver in the question of *may I share this* (`law`), by what the data are used for there.
    #[must_use]
    pub const fn receiver(self, hat: Hat) -> &'static str {
        match (self, hat) {
            (Self::Police, _) => "police",
            (Self::HousingCorporation, _) => "housing_corporation",
            (Self::Prosecution, _) => "public_prosecutor",
            (Self::Inspectorate, Hat::Investigation) => "special_investigation_service",
            (Self::Platform, _) => "other_partnership",
            (Self::SocialInvestigation, Hat::Supervision) => "benefit_body",
            (Self::Municipality, Hat::Supervision) => "college",
            (Self::Carrier | Self::Nature, Hat::Supervision) => "private_party",
            (
                Self::EnvironmentalService | Self::WaterBoard | Self::Province | Self::Inspectorate,
                Hat::Supervision,
            ) => "supervisor",
            (_, Hat::Investigation) => "boa_other_employer",
        }
    }

    /// The employer in questions of `law`.
    #[must_use]
    pub const fn employer(self) -> &'static str {
        match self {
            Self::Municipality => "municipality",
            Self::Police => "police",
            Self::EnvironmentalService => "environmental_service",
            Self::HousingCorporation => "receiving_organisation",
            Self::Carrier => "transport_company",
            Self::SocialInvestigation => "social_investigation_service",
            Self::WaterBoard => "water_board",
            Self::Province => "province",
            Self::Nature => "nature_or_animal_organisation",
            Self::Platform | Self::Prosecution | Self::Inspectorate => "other_boa_employer",
        }
    }

    /// What something can be given for, in the codes of `law`: the usual ones, the likeliest first.
    #[must_use]
    pub const fn purposes(self) -> &'static [&'static str] {
        match self {
            Self::Police => {
                &["investigate_offence", "report_offence", "police_task", "staff_safety", "public_order"]
            }
            Self::Prosecution => &["criminal_justice", "investigate_offence", "report_offence"],
            Self::EnvironmentalService | Self::WaterBoard | Self::Province | Self::Inspectorate => {
                &["administrative_enforcement", "supervision", "investigate_offence", "report_offence"]
            }
            Self::Municipality => &[
                "investigate_offence",
                "report_offence",
                "administrative_enforcement",
                "supervision",
                "nuisance_approach",
                "public_order",
            ],
            Self::HousingCorporation => &["nuisance_approach", "civil_claim"],
            Self::Carrier => &["investigate_offence", "staff_safety", "nuisance_approach"],
            Self::SocialInvestigation => &["social_security", "investigate_offence"],
            Self::Nature => &["investigate_offence", "supervision"],
            Self::Platform => &["statistics", "research"],
        }
    }

    /// Whether what its people record are police data whatever they wear (Wpg 1(a)).
    #[must_use]
    pub const fn is_police(self) -> bool {
        matches!(self, Self::Police)
    }
}

/// How often a partner answered in time, of what was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct InTime {
    /// answered in time
    #[serde(rename = "aantal")]
    pub answered: u32,
    /// due or answered
    #[serde(rename = "van")]
    pub of: u32,
}

impl InTime {
    /// Counts one copy: what is neither answered nor due says nothing yet.
    pub fn count(&mut self, due: Option<Date>, answered: Option<Timestamp>, today: Date) {
        let day = |at: Timestamp| amsterdam().to_datetime(at).date();
        match (due, answered.map(day)) {
            (Some(due), Some(answered)) => {
                self.of += 1;
                self.answered += u32::from(answered <= due);
            }
            (Some(due), None) if today > due => self.of += 1,
            (None, Some(_)) => {
                self.of += 1;
                self.answered += 1;
            }
            _ => {}
        }
    }
}

/// Dutch time; UTC where the time zones are not built in.
#[must_use]
pub fn amsterdam() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_time_counts_what_was_due_or_answered() {
        let mut share = InTime::default();
        let due = Some("2026-11-25".parse().unwrap());
        let today = "2026-11-26".parse().unwrap();
        share.count(due, Some("2026-11-25T20:00:00Z".parse().unwrap()), today);
        share.count(due, Some("2026-11-26T08:00:00Z".parse().unwrap()), today);
        share.count(due, None, today);
        share.count(Some(today), None, today);
        assert_eq!(share, InTime { answered: 1, of: 3 });
    }
}
