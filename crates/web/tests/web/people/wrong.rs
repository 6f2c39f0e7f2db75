//! Signing in that fails: whoever tries learns nothing, and has to wait.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use rustix::time::{ClockId, clock_gettime};
use schouw_base::{Clock as _, UserId};
use schouw_node::people::{NewUser, totp};
use serde_json::{Value, json};

use super::{Place, ask, place};
use crate::stage::{Answered, clock};

const PASSWORD: &str = "de reiger staat op de kade";
/// How much less work an answer to a login that is not there may be: argon2 is most of it.
const LESS_WORK_MAX: f64 = 3.0;

/// A local account, with the code of this moment.
fn account(place: &Place, login: &str) -> (UserId, String) {
    let (people, now) = (&place.office.people, clock().now());
    let new = NewUser {
        organisation: "gemeente-markerwaard".parse().unwrap(),
        team: None,
        login: Some(login.into()),
        name: format!("Boa {login}"),
        roles: BTreeSet::from([schouw_base::Role::Boa]),
        demo: false,
    };
    let user = people.add_user(&new, now).unwrap();
    people.set_password(user, PASSWORD, now).unwrap();
    (user, totp::code_at(&people.enrol_totp(user, now).unwrap().secret, now))
}

fn local(login: &str, password: &str, code: &str) -> Value {
    json!({ "soort": "lokaal", "gebruikersnaam": login, "wachtwoord": password, "code": code })
}

/// What the processor did for this test so far, in seconds: what else runs on the machine is not in it.
fn worked() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// An attempt, and the work that it took in seconds.
async fn attempt(place: &Place, body: &Value) -> (Answered, f64) {
    let before = worked();
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &[], Some(body)).await;
    (answered, worked() - before)
}

#[tokio::test]
async fn who_signs_in_wrongly_learns_nothing_and_pays_as_much() {
    let place = place();
    let (_, code) = account(&place, "p.dijk");
    let (blocked, blocked_code) = account(&place, "b.blok");
    place.office.people.set_active(blocked, false, clock().now()).unwrap();
    let (_, waiting_code) = account(&place, "w.acht");
    for _ in 0..6 {
        attempt(&place, &local("w.acht", "verkeerd", &waiting_code)).await;
    }
    let attempts = [
        ("a wrong password", local("p.dijk", "verkeerd", &code)),
        ("a wrong code", local("p.dijk", PASSWORD, "000000")),
        ("nobody", local("niemand", PASSWORD, &code)),
        ("no login at all", local("' OR 1=1 --", PASSWORD, &code)),
        ("blocked, everything right", local("b.blok", PASSWORD, &blocked_code)),
        ("waiting, everything right", local("w.acht", PASSWORD, &waiting_code)),
        ("a password that is too long", local("p.dijk", &"é".repeat(200), &code)),
    ];
    let mut answers = BTreeSet::new();
    let mut took = Vec::new();
    for (name, body) in &attempts {
        let (answered, first) = attempt(&place, body).await;
        assert_eq!(answered.status, StatusCode::UNAUTHORIZED, "{name}");
        let mut headers: Vec<String> = answered.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        assert_eq!(answered.header("set-cookie"), "", "{name}");
        answers.insert((headers, answered.body));
        let mut least = first;
        for _ in 0..2 {
            least = least.min(attempt(&place, body).await.1);
        }
        took.push((least, *name));
    }
    assert_eq!(answers.len(), 1, "the same answer: {answers:?}");
    took.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let (least, most) = (took[0].0, took[took.len() - 1].0);
    assert!(most < LESS_WORK_MAX * least, "somebody learns from the time: {took:?}");
}

#[tokio::test]
async fn who_types_it_right_after_a_mistake_gets_in_and_the_code_counts_once() {
    let place = place();
    let (_, code) = account(&place, "p.dijk");
    let (wrong, _) = attempt(&place, &local("p.dijk", "verkeerd", &code)).await;
    assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    let (right, _) = attempt(&place, &local("p.dijk", PASSWORD, &code)).await;
    assert_eq!(right.status, StatusCode::CREATED);
    let (again, _) = attempt(&place, &local("p.dijk", PASSWORD, &code)).await;
    assert_eq!((again.status, again.body), (wrong.status, wrong.body), "a code counts once");
}
