//! Who reaches what: every role × every organisation × every endpoint of the OpenAPI document.

mod cases;

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, StatusCode};
use schouw_base::{Clock as _, Role, UserId};
use schouw_law::access::Thing;
use schouw_node::people::{NewUser, Organisation, Person};
use schouw_web::App;
use serde_json::json;

use super::{Browser, Place, filled, place, sign_in, with_signals};
use crate::photos;
use crate::stage::clock;
use cases::{About, Ask, Body, OPEN, cases, operations};

/// A record that is nowhere.
const NOWHERE: &str = "01932c07-d000-7000-8000-00000000ffff";

/// A signal of an organisation, with its photo.
struct Recorded {
    signal: String,
    photo: String,
    maker: UserId,
    investigation: bool,
}

/// Somebody in every role of every organisation, and signals where the law lets them be recorded.
struct World {
    place: Place,
    app: App,
    everybody: Vec<Person>,
    organisations: Vec<Organisation>,
    signals: BTreeMap<String, Vec<Recorded>>,
    count: std::cell::Cell<u64>,
}

impl World {
    async fn make() -> Self {
        let place = place();
        let app = with_signals(&place);
        let organisations = place.office.people.organisations().unwrap();
        let mut everybody = Vec::new();
        for organisation in &organisations {
            for role in Role::ALL {
                everybody.push(add(&place, organisation, role, true));
            }
        }
        let count = std::cell::Cell::new(0);
        let mut world = Self { place, app, everybody, organisations, signals: BTreeMap::new(), count };
        for organisation in world.organisations.clone() {
            let maker = add(&world.place, &organisation, Role::Boa, true);
            let made = world.record(&maker).await;
            world.signals.insert(organisation.id.to_string(), made);
        }
        let many = world.signals.values().flatten().count();
        assert!(many >= 8, "signals in some organisations, of both kinds: {many}");
        assert!(world.signals["gemeente-markerwaard"].iter().any(|one| one.investigation));
        world
    }

    /// An id that a device makes.
    fn id(&self) -> String {
        self.count.set(self.count.get() + 1);
        format!("01932c07-d000-7000-8000-{:012x}", self.count.get())
    }

    /// A signal of supervision and one of an investigation, as far as the law lets this organisation.
    async fn record(&self, maker: &Person) -> Vec<Recorded> {
        let browser = sign_in(&self.app, maker).await;
        let mut made = Vec::new();
        for (hat, investigation) in [("toezicht", false), ("opsporing", true)] {
            let (signal, photo) = (self.id(), self.id());
            let put = browser.put(&self.app, &format!("/v1/fotos/{photo}"), photos::png(8, 8)).await;
            let body = json!({
                "id": signal, "opgenomenOp": "2026-11-20T20:00:00Z", "thema": "afval", "tekst": "Zakken naast de container",
                "plaats": { "lat": 52.5, "lon": 5.2 }, "hoedanigheid": hat, "fotos": [photo]
            });
            let answered = browser.ask(&self.app, Method::POST, "/v1/signalen", Some(&body)).await;
            if put.status == StatusCode::CREATED && answered.status == StatusCode::CREATED {
                made.push(Recorded { signal, photo, maker: maker.user, investigation });
            }
        }
        made
    }

    /// What an address can be about: of each organisation, with what the rules on access see of it.
    fn things(&self, about: About, person: &Person) -> Vec<(String, Thing)> {
        let mut things = Vec::new();
        for organisation in &self.organisations {
            let plain = Thing::of(&organisation.id);
            match about {
                About::Own if organisation.id == person.organisation.id => {
                    things.push((String::new(), Thing { maker: Some(person.user), ..plain }));
                }
                About::Own => {}
                // an account of its own changes, so that nobody is blocked on the way
                About::User => {
                    let user = add(&self.place, organisation, Role::Boa, false).user;
                    things.push((user.to_string(), Thing { holder: Some(user), ..plain }));
                }
                About::Signal | About::Photo => {
                    for one in &self.signals[organisation.id.as_str()] {
                        let id = if about == About::Signal { &one.signal } else { &one.photo };
                        let (maker, investigation) = (Some(one.maker), one.investigation);
                        things.push((id.clone(), Thing { maker, investigation, ..plain.clone() }));
                    }
                }
            }
        }
        things
    }

    async fn send(
        &self,
        browser: &Browser,
        method: &Method,
        address: &str,
        ask: &Ask,
    ) -> crate::stage::Answered {
        match &ask.body {
            Body::None => browser.ask(&self.app, method.clone(), address, None).await,
            Body::Photo => browser.put(&self.app, address, photos::png(4, 4)).await,
            Body::Json(body) => {
                let mut body = body.clone();
                if body.get("id").is_some() {
                    body["id"] = self.id().into();
                }
                browser.ask(&self.app, method.clone(), address, Some(&body)).await
            }
        }
    }

    /// Asks one thing of everything that it can be about; how often that was.
    async fn ask(&self, person: &Person, browser: &Browser, method: &Method, path: &str, ask: &Ask) -> usize {
        let things = self.things(ask.about, person);
        for (id, thing) in &things {
            let new =
                if path == "/v1/fotos/{id}" && ask.body == Body::Photo { self.id() } else { id.clone() };
            let address = format!("{}{}", path.replace("{id}", &new), ask.query);
            let may = ask.action.is_none_or(|action| self.place.office.may(&person.actor(), action, thing));
            let answered = self.send(browser, method, &address, ask).await;
            let said = String::from_utf8_lossy(&answered.body).into_owned();
            let who = format!("{}: {method} {address} {:?}: {said}", person.name, ask.body);
            if may {
                assert!(ask.good.contains(&answered.status.as_u16()), "{} for {who}", answered.status);
                continue;
            }
            assert_eq!(answered.status, StatusCode::NOT_FOUND, "{who}");
            if ask.about != About::Own {
                let absent = format!("{}{}", path.replace("{id}", NOWHERE), ask.query);
                let never = self.send(browser, method, &absent, ask).await;
                let never = (never.status, String::from_utf8_lossy(&never.body).into_owned());
                assert_eq!(never, (answered.status, said), "not yours looks like not there: {who}");
            }
        }
        things.len()
    }
}

fn add(place: &Place, organisation: &Organisation, role: Role, demo: bool) -> Person {
    let new = NewUser {
        organisation: organisation.id.clone(),
        team: None,
        login: None,
        name: format!("{role} van {}", organisation.id),
        roles: BTreeSet::from([role]),
        demo,
    };
    let user = place.office.people.add_user(&new, clock().now()).unwrap();
    place.office.people.user(user).unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_role_of_every_organisation_reaches_exactly_what_the_rules_say() {
    let world = World::make().await;
    let mut asked = 0;
    for (method, path, guarded) in operations() {
        if !guarded {
            continue;
        }
        let asks = cases(&method, &path);
        let nobody = super::ask(&world.app, method.clone(), &filled(&path), &[], Some(&json!({}))).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "nobody, {method} {path}");
        for person in &world.everybody {
            let browser = sign_in(&world.app, person).await;
            for ask in &asks {
                asked += world.ask(person, &browser, &method, &path, ask).await;
            }
        }
    }
    assert!(asked > 10_000, "{asked}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_open_is_the_same_for_everybody() {
    let place = place();
    let app = with_signals(&place);
    let open: BTreeSet<String> =
        operations().into_iter().filter(|(.., guarded)| !guarded).map(|(_, path, _)| path).collect();
    assert_eq!(open, OPEN.iter().map(|path| format!("/v1{path}")).collect(), "what is open is chosen");
    let municipality = place.office.people.organisations().unwrap().remove(0);
    let browser = sign_in(&app, &add(&place, &municipality, Role::Coordinator, true)).await;
    for (method, path, guarded) in operations() {
        if guarded || path == "/v1/sessies" {
            continue;
        }
        let body = (method == Method::POST).then(|| json!({}));
        let address = filled(&path);
        let nobody = super::ask(&app, method.clone(), &address, &[], body.as_ref()).await;
        let somebody = browser.ask(&app, method.clone(), &address, body.as_ref()).await;
        assert_eq!(nobody.status, somebody.status, "{method} {path}");
        assert_eq!(nobody.body, somebody.body, "{method} {path}");
    }
}
