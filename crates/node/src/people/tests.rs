use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use schouw_base::{Role, UserId};

use super::*;

const PASSWORD: &str = "de reiger staat op de kade";

struct Town {
    _folder: tempfile::TempDir,
    people: Arc<People>,
    boa: UserId,
    secret: Vec<u8>,
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn town() -> Town {
    let folder = tempfile::tempdir().unwrap();
    let people = People::open(folder.path(), &folder.path().join(KEY_FILE), Lives::default(), true).unwrap();
    let organisation = Organisation {
        id: "gemeente".parse().unwrap(),
        name: "Gemeente".into(),
        kind: OrganisationKind::Municipality,
    };
    people.put_organisation(&organisation).unwrap();
    let new = NewUser {
        organisation: organisation.id,
        team: None,
        login: Some("P.Dijk".into()),
        name: "Boa Dijk".into(),
        roles: BTreeSet::from([Role::Boa]),
        demo: false,
    };
    let boa = people.add_user(&new, at(0)).unwrap();
    people.set_password(boa, PASSWORD, at(0)).unwrap();
    let secret = people.enrol_totp(boa, at(0)).unwrap().secret;
    Town { _folder: folder, people: Arc::new(people), boa, secret }
}

impl Town {
    async fn sign_in(
        &self,
        login: &str,
        password: &str,
        code: &str,
        now: Timestamp,
    ) -> Result<NewSession, SignInError> {
        let attempt =
            LocalAttempt { login: login.into(), password: password.into(), code: code.into(), before: None };
        Arc::clone(&self.people).sign_in(attempt, now).await
    }

    async fn good(&self, now: Timestamp) -> NewSession {
        let code = totp::code_at(&self.secret, now);
        self.sign_in("p.dijk", PASSWORD, &code, now).await.unwrap_or_else(|error| panic!("{error}"))
    }

    fn holds(&self, secret: &str, now: Timestamp) -> Result<Session, Ended> {
        self.people.session(secret, now).unwrap()
    }
}

#[tokio::test]
async fn password_and_code_sign_in_and_the_code_counts_once() {
    let town = town();
    let now = at(100);
    let code = totp::code_at(&town.secret, now);
    let session = town.sign_in("P.DIJK ", PASSWORD, &code, now).await.unwrap();
    assert_eq!(town.holds(&session.secret, now).unwrap().person.name, "Boa Dijk");
    let again = town.sign_in("p.dijk", PASSWORD, &code, now).await;
    assert!(matches!(again, Err(SignInError::Wrong)), "the same code again");
    town.good(at(200)).await;
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_the_same() {
    let town = town();
    let code = totp::code_at(&town.secret, at(0));
    let blocked = town.people.add_user(
        &NewUser {
            organisation: "gemeente".parse().unwrap(),
            team: None,
            login: Some("weg".into()),
            name: "Weg".into(),
            roles: BTreeSet::from([Role::Boa]),
            demo: false,
        },
        at(0),
    );
    town.people.set_active(blocked.unwrap(), false, at(0)).unwrap();
    for (login, password, typed) in [
        ("p.dijk", "verkeerd", code.as_str()),
        ("p.dijk", PASSWORD, "000000"),
        ("p.dijk", PASSWORD, ""),
        ("niemand", PASSWORD, code.as_str()),
        ("weg", PASSWORD, code.as_str()),
        ("", "", ""),
        ("' OR 1=1 --", PASSWORD, code.as_str()),
        ("p.dijk", &"x".repeat(100_000), code.as_str()),
    ] {
        let found = town.sign_in(login, password, typed, at(0)).await;
        assert!(matches!(found, Err(SignInError::Wrong)), "{login}");
    }
}

#[tokio::test]
async fn after_five_failures_also_the_right_password_waits() {
    let town = town();
    for _ in 0..5 {
        assert!(town.sign_in("p.dijk", "verkeerd", "000000", at(0)).await.is_err());
    }
    let code = totp::code_at(&town.secret, at(10));
    assert!(town.sign_in("p.dijk", PASSWORD, &code, at(10)).await.is_err(), "it waits");
    // trying while it waits makes it wait no longer
    town.good(at(40)).await;
    assert!(!town.people.waits("p.dijk", at(41)).unwrap());
}

#[tokio::test]
async fn a_session_ends_by_itself_by_hand_and_when_roles_change() {
    let town = town();
    let hour = 3600;
    let session = town.good(at(0)).await.secret;
    assert!(town.holds(&session, at(hour - 1)).is_ok());
    assert_eq!(town.holds(&session, at(hour)).unwrap_err(), Ended::Over, "not used for an hour");
    let stays = town.good(at(2 * hour)).await.secret;
    for hours in 2..12 {
        let now = at(hours * hour + 1800);
        if let Ok(session) = town.holds(&stays, now) {
            town.people.touch(&session.digest, now).unwrap();
            let later = now + SignedDuration::from_secs(1799);
            if let Ok(session) = town.holds(&stays, later) {
                town.people.touch(&session.digest, later).unwrap();
            }
        }
    }
    assert_eq!(town.holds(&stays, at(12 * hour)).unwrap_err(), Ended::Over, "ten hours are enough");
    let session = town.good(at(13 * hour)).await.secret;
    let digest = town.holds(&session, at(13 * hour)).unwrap().digest;
    town.people.end_session(&digest, at(13 * hour)).unwrap();
    assert!(town.holds(&session, at(13 * hour)).is_err(), "signed out");
    let session = town.good(at(14 * hour)).await.secret;
    town.people.give_roles(town.boa, &BTreeSet::from([Role::Adviser]), at(14 * hour)).unwrap();
    assert_eq!(town.holds(&session, at(14 * hour)).unwrap_err(), Ended::Over, "other roles");
    let session = town.good(at(15 * hour)).await.secret;
    town.people.end_sessions(town.boa, true, at(15 * hour)).unwrap();
    assert_eq!(town.holds(&session, at(15 * hour)).unwrap_err(), Ended::Wipe, "a lost phone");
    for wrong in ["", "abc", &"0".repeat(64), &"Z".repeat(64)] {
        assert_eq!(town.holds(wrong, at(0)).unwrap_err(), Ended::Over);
    }
}

#[tokio::test]
async fn the_session_that_a_browser_had_ends_at_sign_in() {
    let town = town();
    let first = town.good(at(0)).await.secret;
    let second = town.people.begin_session(town.boa, How::Oidc, Some(&first), at(1)).unwrap().secret;
    assert_ne!(first, second);
    assert!(town.holds(&first, at(2)).is_err());
    assert!(town.holds(&second, at(2)).is_ok());
    let many: Vec<String> = (0..20)
        .map(|n| town.people.begin_session(town.boa, How::Oidc, None, at(10 + n)).unwrap().secret)
        .collect();
    let alive = many.iter().filter(|secret| town.holds(secret, at(40)).is_ok()).count();
    assert_eq!(alive, 8, "no more than eight at the same time");
}

#[tokio::test]
async fn no_secret_stands_in_the_tables() {
    let town = town();
    let session = town.good(at(0)).await.secret;
    town.people
        .reading()
        .execute_batch("PRAGMA query_only = false; PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let bytes = std::fs::read(town._folder.path().join(FILE)).unwrap();
    let raw: schouw_base::Digest = session.parse().unwrap();
    for secret in [session.as_bytes(), raw.as_bytes(), PASSWORD.as_bytes(), town.secret.as_slice()] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
}

#[test]
fn a_key_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    Key::read_or_make(&path).unwrap();
    assert!(Key::read(&path).is_ok());
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert!(Key::read(&path).unwrap_err().to_string().contains("mode 644"));
    std::fs::write(&path, "no key").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(Key::read(&path).is_err());
}

#[test]
fn the_people_of_markerwaard_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let people = People::open(folder.path(), &folder.path().join("k"), Lives::default(), true).unwrap();
    markerwaard::make(&people, at(0)).unwrap();
    markerwaard::make(&people, at(9)).unwrap();
    let demo = people.demo_people().unwrap();
    let roles: BTreeSet<Role> = demo.iter().flat_map(|person| person.roles.clone()).collect();
    assert_eq!(roles, Role::ALL.into_iter().collect(), "every role has somebody");
    assert!(people.sign_in_demo(markerwaard::id(1), None, at(0)).is_ok());
    assert!(people.sign_in_demo(UserId(Default::default()), None, at(0)).is_err());
}
