//! `POST /signalen/{id}/voorbeelden`: "dit zien zij".

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use schouw_law::access::Action;
use schouw_law::codes::Code as _;
use schouw_law::explain;
use schouw_law::given::Unvouched;
use schouw_law::share::Decision;
use schouw_law::share::codes::{Certainty, Effect, Outcome};
use schouw_law::share::decision::{Change, Route};
use schouw_node::signals::Preview;
use schouw_signal::form;
use serde_json::{Value, json};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{failed, stappen, toegang};
use crate::ask::JsonBody;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// The routes of this resource.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_voorbeelden))
}

#[utoipa::path(
    post,
    path = "/signalen/{id}/voorbeelden",
    operation_id = "maakVoorbeeld",
    tag = "signalen",
    summary = "Wat een partner zou zien, en of het mag",
    params(("id" = String, Path, description = "id van het signaal")),
    request_body(content = ref("#/components/schemas/VoorbeeldVraag"), content_type = "application/json"),
    responses(
        (status = 200, description = "Het besluit met artikel, en wat zij zien", body = ref("#/components/schemas/Voorbeeld")),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit signaal is er niet, of het is niet voor jou"),
        (status = 422, description = "Dit kan nu niet")
    )
)]
async fn post_voorbeelden(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let now = app.now();
    let state_id: Option<schouw_signal::SignalId> = id.parse().ok();
    let command = state_id.ok_or_else(|| Problem::not_found(toegang::NOT_HERE))?;
    let pass = stappen::pass_on(&mut ask, command, &who.actor, true);
    let pass = ask.finish(pass)?;
    let state = toegang::see(&app, &who, &id, Action::Preview).await?;
    let (actor, signal) = (who.actor.clone(), state.id);
    match toegang::tried(&app, move |signals| signals.preview(&actor, signal, &pass, now)).await? {
        Ok(preview) => crate::answer::json(&shown(&app, &preview)),
        Err(error) => Err(failed(&app, &who, error).await),
    }
}

fn shown(app: &App, preview: &Preview) -> Value {
    let decision = decision(app, &preview.decision, &preview.unvouched, &preview.established);
    let allowed = preview.decision.outcome != Outcome::Deny;
    let minimal = preview.minimal.as_ref().filter(|_| allowed);
    let fields = minimal.map(|minimal| {
        let said = form::said(&minimal.content).into_iter();
        said.map(|(field, value)| json!({ "veld": field, "waarde": value })).collect::<Vec<_>>()
    });
    let mut left_out: Vec<String> = minimal.map(|minimal| minimal.left_out.clone()).unwrap_or_default();
    left_out.extend(
        preview.coarser.iter().filter(|_| minimal.is_some()).map(|(field, how)| format!("{field}: {how}")),
    );
    json!({ "besluit": decision, "vorm": fields, "nietDelen": left_out })
}

/// A decision as a person reads it.
pub(super) fn decision(
    app: &App,
    decision: &Decision,
    unvouched: &[Unvouched],
    established: &[&'static str],
) -> Value {
    let outcome = match (decision.outcome, decision.effect, decision.unsettled) {
        (Outcome::Deny, _, true) => "weten-we-niet",
        (Outcome::Deny, ..) | (Outcome::AllowWithConditions, ..) => "nee",
        (Outcome::Allow, Effect::Must, _) => "moet",
        (Outcome::Allow, ..) => "ja",
    };
    let line = explain::sharing(decision).lines().next().unwrap_or_default().to_owned();
    let sure = match decision.certainty {
        Certainty::Read => "gelezen in de geldende tekst",
        Certainty::OlderText => "gelezen in een oudere of onvolledige tekst",
        Certainty::Inference => "eigen uitleg",
        Certainty::Memory => "uit het hoofd, nog te controleren",
    };
    let missing = decision.missing.iter().map(|fact| {
        let who = unvouched.iter().find(|one| one.fact == fact.word()).map(|one| one.why.clone());
        json!({ "tekst": explain::say(fact.word()), "voldaan": false, "code": fact.word(), "waarom": who })
    });
    let have = established.iter().filter(|fact| !decision.missing.iter().any(|one| one.word() == **fact));
    let have = have.map(|fact| json!({ "tekst": explain::say(fact), "voldaan": true, "code": fact }));
    json!({
        "uitkomst": outcome,
        "zin": line,
        "artikel": decision.articles.join("; "),
        "tekstdatum": decision.law_date.to_string(),
        "zekerheid": format!("{sure} · niet door een jurist getoetst"),
        "voorwaarden": missing.chain(have).collect::<Vec<_>>(),
        "routes": decision.routes.iter().map(|one| route(app, one)).collect::<Vec<_>>(),
        "twijfels": decision.doubts,
    })
}

fn route(app: &App, route: &Route) -> Value {
    let said: Vec<String> = route.change.iter().map(explain::change).collect();
    let mut shown = json!({ "zin": format!("{} ({})", said.join("; "), route.articles.join(", ")) });
    let mut facts = Vec::new();
    for change in &route.change {
        match change {
            Change::Set { path: "receiver.kind", to } => {
                if let Some(partner) = to.as_str().and_then(|kind| partner_of(app, kind)) {
                    shown["aan"] = partner.into();
                }
            }
            Change::Set { path: "purpose", to } => shown["doel"] = to.clone(),
            Change::Set { path: "data.identifiable", .. } => {
                shown["vorm"] = form::WITHOUT_PERSON.into();
                shown["zin"] =
                    format!("Zonder persoon: wat, waar, wanneer ({})", route.articles.join(", ")).into();
            }
            Change::Set { .. } => {}
            Change::Add { add_fact } => facts.push(add_fact.word()),
        }
    }
    if !facts.is_empty() {
        shown["feiten"] = json!(facts);
    }
    shown
}

/// The one organisation on this node that is this receiver of the law.
fn partner_of(app: &App, receiver: &str) -> Option<String> {
    let signals = app.signals().ok()?;
    let mut found = signals.partners().filter(|partner| {
        partner.kind.receiver(schouw_signal::Hat::Investigation) == receiver && partner.kind.is_police()
    });
    found.next().map(|partner| partner.id.to_string())
}
