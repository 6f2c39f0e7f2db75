//! The people of Markerwaard, who sign in with one click. They are there only when `schouw demo` made them.

use jiff::{Timestamp, ToSpan as _};
use schouw_base::{Role, UserId};
use uuid::Uuid;

use super::model::{Deed, Organisation, OrganisationKind};
use super::sessions::{How, NewSession};
use super::users::NewUser;
use super::{People, PeopleError, Person};

/// The organisations.
const ORGANISATIONS: [(&str, &str, OrganisationKind); 7] = [
    ("gemeente-markerwaard", "Gemeente Markerwaard", OrganisationKind::Municipality),
    ("politie-markerwaard", "Politie, basisteam Markerwaard", OrganisationKind::Police),
    ("omgevingsdienst-markermeer", "Omgevingsdienst Markermeer", OrganisationKind::EnvironmentalService),
    ("woonstichting-het-nieuwe-land", "Woonstichting Het Nieuwe Land", OrganisationKind::HousingCorporation),
    ("markerlijn", "Markerlijn (bus en trein)", OrganisationKind::Carrier),
    ("parket-markermeer", "Arrondissementsparket Markermeer", OrganisationKind::Prosecution),
    ("platform-markerwaard", "Platform Markerwaard", OrganisationKind::Platform),
];

/// Somebody of the demo: number, organisation, team, name, roles, domain.
type Somebody = (u8, &'static str, Option<&'static str>, &'static str, &'static [Role], Option<&'static str>);

/// The people; the number makes the id, so that pages about them stay the same.
const PEOPLE: [Somebody; 19] = [
    (1, "gemeente-markerwaard", Some("handhaving"), "Boa Zilverreiger (domein I)", &[Role::Boa], Some("I")),
    (
        2,
        "gemeente-markerwaard",
        Some("handhaving"),
        "Coördinator Bruine Kiekendief",
        &[Role::Coordinator],
        None,
    ),
    (
        3,
        "gemeente-markerwaard",
        Some("leerplicht"),
        "Leerplichtambtenaar Grutto (domein III)",
        &[Role::Boa],
        Some("III"),
    ),
    (
        4,
        "gemeente-markerwaard",
        Some("sociaal"),
        "Sociaal rechercheur Steenuil (domein V)",
        &[Role::Boa],
        Some("V"),
    ),
    (5, "gemeente-markerwaard", None, "Adviseur veiligheid Lepelaar", &[Role::Adviser], None),
    (6, "gemeente-markerwaard", None, "Privacyfunctionaris Waterral", &[Role::PrivacyOfficer], None),
    (7, "gemeente-markerwaard", None, "Beheerder Meerkoet", &[Role::Administrator], None),
    (8, "politie-markerwaard", Some("basisteam"), "Wijkagent Buizerd", &[Role::Wijkagent], None),
    (9, "politie-markerwaard", Some("basisteam"), "Teamchef Zeearend", &[Role::TeamChief], None),
    (10, "politie-markerwaard", None, "Privacyfunctionaris Kievit", &[Role::PrivacyOfficer], None),
    (11, "omgevingsdienst-markermeer", Some("toezicht"), "Inspecteur Fuut", &[Role::Inspector], None),
    (
        12,
        "omgevingsdienst-markermeer",
        Some("toezicht"),
        "Boa Blauwborst (domein II)",
        &[Role::Boa],
        Some("II"),
    ),
    (13, "omgevingsdienst-markermeer", Some("toezicht"), "Coördinator Roerdomp", &[Role::Coordinator], None),
    (14, "omgevingsdienst-markermeer", None, "Privacyfunctionaris Tureluur", &[Role::PrivacyOfficer], None),
    (
        15,
        "woonstichting-het-nieuwe-land",
        None,
        "Coördinator woonoverlast Huismus",
        &[Role::Coordinator],
        None,
    ),
    (16, "markerlijn", Some("veiligheid"), "Boa Gierzwaluw (domein IV)", &[Role::Boa], Some("IV")),
    (17, "markerlijn", Some("veiligheid"), "Coördinator Oeverzwaluw", &[Role::Coordinator], None),
    (18, "parket-markermeer", None, "Officier van justitie Ransuil", &[Role::Prosecutor], None),
    (19, "platform-markerwaard", None, "Secretaris Scholekster", &[Role::Secretary], None),
];

/// The teams.
const TEAMS: [(&str, &str, &str); 7] = [
    ("gemeente-markerwaard", "handhaving", "Handhaving"),
    ("gemeente-markerwaard", "leerplicht", "Leerplicht"),
    ("gemeente-markerwaard", "sociaal", "Sociale recherche van de regio"),
    ("politie-markerwaard", "basisteam", "Basisteam Markerwaard"),
    ("omgevingsdienst-markermeer", "toezicht", "Toezicht en handhaving"),
    ("markerlijn", "veiligheid", "Service en veiligheid"),
    ("platform-markerwaard", "bureau", "Bureau"),
];

/// The id of somebody of the demo, by number.
#[must_use]
pub fn id(number: u8) -> UserId {
    UserId(Uuid::from_u128(0x9990_0000_0000_4000_8000_0000_0000_0000 | u128::from(number)))
}

/// Makes the organisations, teams and people of the demo, when they are not there yet.
///
/// # Errors
/// When the tables cannot be written.
pub fn make(people: &People, now: Timestamp) -> Result<(), PeopleError> {
    for (id, name, kind) in ORGANISATIONS {
        let id = id.parse().map_err(|_| PeopleError::Refused(format!("`{id}` is no id")))?;
        people.put_organisation(&Organisation { id, name: name.into(), kind })?;
    }
    for (organisation, team, name) in TEAMS {
        let id =
            organisation.parse().map_err(|_| PeopleError::Refused(format!("`{organisation}` is no id")))?;
        people.put_team(&id, team, name)?;
    }
    let today = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    for (number, organisation, team, name, roles, domain) in PEOPLE {
        let user = id(number);
        if people.user(user)?.is_some() {
            continue;
        }
        let organisation =
            organisation.parse().map_err(|_| PeopleError::Refused(format!("`{organisation}` is no id")))?;
        let new = NewUser {
            organisation,
            team: team.map(str::to_owned),
            login: None,
            name: name.into(),
            roles: roles.iter().copied().collect(),
            demo: true,
        };
        people.put_user(user, &new, now)?;
        if let Some(domain) = domain {
            people.put_deed(user, &deed(domain, today), now)?;
        }
    }
    Ok(())
}

/// A deed of a domain, for somebody of the demo.
fn deed(domain: &str, today: jiff::civil::Date) -> Deed {
    let means: &[&str] = if matches!(domain, "I" | "II" | "IV") { &["handcuffs"] } else { &[] };
    Deed {
        domain: domain.into(),
        territory: "Markerwaard".into(),
        articles: vec![format!("domeinlijst {domain}")],
        means: means.iter().map(|mean| (*mean).to_owned()).collect(),
        valid_until: today.saturating_add(2.years()),
    }
}

impl People {
    /// Who signs in with one click: nobody outside the demo.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn demo_people(&self) -> Result<Vec<Person>, PeopleError> {
        Ok(self.users(None)?.into_iter().filter(|person| person.demo && person.active).collect())
    }

    /// Signs somebody of the demo in.
    ///
    /// # Errors
    /// When this is nobody of the demo.
    pub fn sign_in_demo(
        &self,
        user: UserId,
        before: Option<&str>,
        now: Timestamp,
    ) -> Result<NewSession, PeopleError> {
        match self.user(user)? {
            Some(person) if person.demo => self.begin_session(user, How::Demo, before, now),
            _ => Err(super::users::not_there()),
        }
    }
}
