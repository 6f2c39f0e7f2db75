//! `schouw people`: organisations, users, roles, deeds, passwords. A secret comes from standard input and goes into a file
//! that only its owner reads; it is never an argument, which others on the machine see.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;
use schouw_base::{Clock as _, OrganisationId, Role, UserId};
use schouw_node::clock::SystemClock;
use schouw_node::logs::{BookKind, verify};
use schouw_node::people::{
    Deed, KEY_FILE, Lives, NewUser, Organisation, OrganisationKind, PASSWORD_CHARS_MIN, People, PeopleError,
    Person, key,
};

use crate::args::{PeopleArgs, PeopleCommand};
use crate::exit::{DAMAGED, Failure, NOT_THERE, REFUSED, WORLD};
use crate::terminal;

/// Most bytes of a password with its line end.
const INPUT_BYTES_MAX: u64 = 1_024;

impl From<PeopleError> for Failure {
    fn from(error: PeopleError) -> Self {
        let code = match &error {
            PeopleError::Refused(_) => REFUSED,
            PeopleError::NotThere(_) => NOT_THERE,
            PeopleError::Newer(_) => DAMAGED,
            PeopleError::Store(_) | PeopleError::File { .. } | PeopleError::Secret(_) => WORLD,
        };
        Self::new(code, error.to_string())
    }
}

pub fn run(args: &PeopleArgs) -> Result<ExitCode, Failure> {
    let folder = &args.people;
    let key = args.key.clone().unwrap_or_else(|| folder.join(KEY_FILE));
    let create = matches!(args.command, PeopleCommand::Init);
    if let PeopleCommand::VerifyLogs { logs } = &args.command {
        return verified(&logs.clone().unwrap_or_else(|| folder.join("logs")));
    }
    let people = People::open(folder, &key, Lives::default(), create)?;
    let now = SystemClock.now();
    match &args.command {
        PeopleCommand::Init => terminal::out(&format!(
            "Klaar: {}. Bewaar de sleutel `{}` apart van de back-up.",
            folder.display(),
            key.display()
        )),
        PeopleCommand::VerifyLogs { .. } => {}
        PeopleCommand::List => list(&people)?,
        PeopleCommand::Organisation { id, name, kind } => {
            let kind: OrganisationKind = kind.parse().map_err(|why: String| Failure::new(REFUSED, why))?;
            people.put_organisation(&Organisation { id: organisation(id)?, name: name.clone(), kind })?;
        }
        PeopleCommand::Team { organisation: of, id, name } => {
            people.put_team(&organisation(of)?, id, name)?
        }
        PeopleCommand::Add { organisation: of, login, name, role, team } => {
            let new = NewUser {
                organisation: organisation(of)?,
                team: team.clone(),
                login: login.clone(),
                name: name.clone(),
                roles: roles(role)?,
                demo: false,
            };
            terminal::out(&people.add_user(&new, now)?.to_string());
        }
        PeopleCommand::Password { user } => password(&people, user, now)?,
        PeopleCommand::Totp { user, out } => {
            let enrolled = people.enrol_totp(found(&people, user)?.user, now)?;
            key::write_secret(out, format!("{}\n", enrolled.address).as_bytes())?;
            terminal::note(&format!(
                "Het adres voor de app met codes staat in `{}`; verwijder het na gebruik.",
                out.display()
            ));
        }
        PeopleCommand::Roles { user, role } => {
            people.give_roles(found(&people, user)?.user, &roles(role)?, now)?;
        }
        PeopleCommand::Deed { user, domain, territory, article, means, valid_until } => {
            let deed = Deed {
                domain: domain.clone(),
                territory: territory.clone(),
                articles: article.clone(),
                means: means.clone(),
                valid_until: *valid_until,
            };
            people.put_deed(found(&people, user)?.user, &deed, now)?;
        }
        PeopleCommand::Link { user, issuer, subject } => {
            people.link(found(&people, user)?.user, issuer, subject)?;
        }
        PeopleCommand::Block { user } => people.set_active(found(&people, user)?.user, false, now)?,
        PeopleCommand::Unblock { user } => people.set_active(found(&people, user)?.user, true, now)?,
        PeopleCommand::EndSessions { user, wipe } => {
            people.end_sessions(found(&people, user)?.user, *wipe, now)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn organisation(text: &str) -> Result<OrganisationId, Failure> {
    text.parse().map_err(|error: schouw_base::OrganisationIdError| Failure::new(REFUSED, error.to_string()))
}

fn roles(words: &[String]) -> Result<BTreeSet<Role>, Failure> {
    let read = |word: &String| {
        word.parse().map_err(|error: schouw_base::RoleError| Failure::new(REFUSED, error.to_string()))
    };
    words.iter().map(read).collect()
}

/// A user by login or id.
fn found(people: &People, text: &str) -> Result<Person, Failure> {
    let by_id = text.parse().ok().map(|id| people.user(UserId(id))).transpose()?.flatten();
    let person = match by_id {
        Some(person) => Some(person),
        None => people.user_of_login(text)?,
    };
    person.ok_or_else(|| {
        Failure::new(NOT_THERE, format!("there is no user `{text}`: see `schouw people list`"))
    })
}

fn password(people: &People, user: &str, now: Timestamp) -> Result<(), Failure> {
    let user = found(people, user)?.user;
    if terminal::is_watched() {
        terminal::note(&format!(
            "Typ het wachtwoord (minstens {PASSWORD_CHARS_MIN} tekens) en een regeleinde; wat je typt is te zien."
        ));
    }
    let mut text = String::new();
    let read = std::io::stdin().lock().take(INPUT_BYTES_MAX).read_to_string(&mut text);
    read.map_err(|error| Failure::new(WORLD, format!("no password on standard input: {error}")))?;
    let line = text.lines().next().unwrap_or_default();
    people.set_password(user, line, now)?;
    Ok(())
}

fn list(people: &People) -> Result<(), Failure> {
    for organisation in people.organisations()? {
        terminal::out(&format!("{} ({}, {})", organisation.name, organisation.id, organisation.kind.word()));
        for person in people.users(Some(&organisation.id))? {
            let roles: Vec<&str> = person.roles.iter().map(|role| role.word()).collect();
            let deed = person
                .deed
                .as_ref()
                .map(|deed| format!(", akte {} tot {}", deed.domain, deed.valid_until))
                .unwrap_or_default();
            let blocked = if person.active { "" } else { ", geblokkeerd" };
            let login = person.login.unwrap_or_else(|| "-".into());
            terminal::out(&format!(
                "  {}  {login}  {} [{}]{deed}{blocked}",
                person.user,
                person.name,
                roles.join(", ")
            ));
        }
    }
    Ok(())
}

/// Are the logs as they were written?
fn verified(logs: &Path) -> Result<ExitCode, Failure> {
    let world = |error: std::io::Error| Failure::new(WORLD, format!("`{}`: {error}", logs.display()));
    let mut folders: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(logs).map_err(world)? {
        folders.push(entry.map_err(world)?.path());
    }
    folders.sort();
    let mut broken = Vec::new();
    for folder in folders {
        for book in BookKind::ALL {
            let place = folder.join(book.folder());
            let name = place.display().to_string();
            match verify(&place).map_err(world)? {
                Ok(lines) => terminal::out(&format!("{name}: {lines} regels, onveranderd")),
                Err(why) => broken.push(format!("{name}: {why}")),
            }
        }
    }
    if broken.is_empty() { Ok(ExitCode::SUCCESS) } else { Err(Failure::new(DAMAGED, broken.join("\n"))) }
}
