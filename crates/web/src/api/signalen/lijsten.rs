//! What belongs to signals: themes, standard answers, partners, and what would go by now.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_law::access::{Action, Thing};
use schouw_law::explain;
use schouw_node::logs::{Activity, Handling, Outcome};
use schouw_node::signals::day_of;
use schouw_signal::{answers, due};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{toegang, work};
use crate::answer;
use crate::ask::NoQuery;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// The routes of this resource.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_themas))
        .routes(routes!(get_standaardantwoorden))
        .routes(routes!(get_partners))
        .routes(routes!(get_proef))
}

/// A theme.
#[derive(Debug, Serialize, ToSchema)]
struct Thema {
    code: &'static str,
    naam: &'static str,
    /// working days within which there is an answer
    werkdagen: u32,
}

/// The themes.
#[derive(Debug, Serialize, ToSchema)]
struct Themas {
    themas: Vec<Thema>,
}

/// A text to start an answer from.
#[derive(Debug, Serialize, ToSchema)]
struct Standaardantwoord {
    id: &'static str,
    titel: &'static str,
    tekst: &'static str,
    themas: Vec<&'static str>,
}

/// The texts.
#[derive(Debug, Serialize, ToSchema)]
struct Standaardantwoorden {
    antwoorden: Vec<Standaardantwoord>,
}

/// What something can be given for.
#[derive(Debug, Serialize, ToSchema)]
struct Doel {
    code: &'static str,
    naam: String,
}

/// How often a partner answered in time.
#[derive(Debug, Serialize, ToSchema)]
struct OpTijd {
    van: u32,
    aantal: u32,
}

/// A partner.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Partner {
    id: String,
    naam: String,
    soort: &'static str,
    doelen: Vec<Doel>,
    op_tijd: Option<OpTijd>,
}

/// The partners.
#[derive(Debug, Serialize, ToSchema)]
struct Partners {
    partners: Vec<Partner>,
}

#[utoipa::path(
    get, path = "/themas", operation_id = "haalThemas", tag = "signalen",
    summary = "Waar een signaal over kan gaan, en hoe snel er antwoord is",
    responses((status = 200, description = "De thema's", body = Themas), (status = 401, description = "Niemand is ingelogd"))
)]
async fn get_themas(_: SignedIn, _: NoQuery) -> Result<Response<Body>, Problem> {
    let themas =
        due::terms().into_iter().map(|term| Thema { code: term.code, naam: term.name, werkdagen: term.days });
    answer::json(&Themas { themas: themas.collect() })
}

#[utoipa::path(
    get, path = "/standaardantwoorden", operation_id = "haalStandaardantwoorden", tag = "signalen",
    summary = "Teksten om een antwoord mee te beginnen",
    responses((status = 200, description = "De teksten", body = Standaardantwoorden), (status = 401, description = "Niemand is ingelogd"))
)]
async fn get_standaardantwoorden(_: SignedIn, _: NoQuery) -> Result<Response<Body>, Problem> {
    let antwoorden = answers::STANDARD.iter().map(|one| Standaardantwoord {
        id: one.id,
        titel: one.title,
        tekst: one.text,
        themas: one.themes.iter().map(|theme| theme.word()).collect(),
    });
    answer::json(&Standaardantwoorden { antwoorden: antwoorden.collect() })
}

#[utoipa::path(
    get, path = "/partners", operation_id = "haalPartners", tag = "signalen",
    summary = "De partners op deze voorziening, en hoe vaak zij op tijd antwoorden",
    responses((status = 200, description = "De partners", body = Partners), (status = 401, description = "Niemand is ingelogd"), (status = 404, description = "Dit is niet voor jou"))
)]
async fn get_partners(State(app): State<App>, who: SignedIn, _: NoQuery) -> Result<Response<Body>, Problem> {
    let thing = Thing::of(&who.actor.organisation);
    toegang::allowed(&app, &who, Action::SeePartners, &thing, None).await?;
    let (organisation, today) = (who.actor.organisation.clone(), day_of(app.now()));
    let partners = work(&app, move |signals| {
        let shares = signals.view(&organisation)?.in_time(today)?;
        let others = signals.partners().filter(|partner| partner.id != organisation);
        Ok(others
            .map(|partner| Partner {
                id: partner.id.to_string(),
                naam: partner.name.clone(),
                soort: partner.kind.word(),
                doelen: partner
                    .kind
                    .purposes()
                    .iter()
                    .copied()
                    .map(|code| Doel { code, naam: explain::say(code) })
                    .collect(),
                op_tijd: shares
                    .get(&partner.id)
                    .filter(|share| share.of > 0)
                    .map(|share| OpTijd { van: share.of, aantal: share.answered }),
            })
            .collect())
    })
    .await?;
    answer::json(&Partners { partners })
}

#[utoipa::path(
    get, path = "/opruimingen/_proef", operation_id = "probeerOpruiming", tag = "verwerkingen",
    summary = "Wat er vandaag weg zou gaan, en waarom; er gaat niets weg",
    responses((status = 200, description = "Wat er weg zou gaan", body = ref("#/components/schemas/Opruiming")), (status = 401, description = "Niemand is ingelogd"), (status = 404, description = "Dit is niet voor jou"))
)]
async fn get_proef(State(app): State<App>, who: SignedIn, _: NoQuery) -> Result<Response<Body>, Problem> {
    let office = app.office()?;
    let may = office.may(&who.actor, Action::TryErasure, &Thing::of(&who.actor.organisation));
    let handling = Handling::of(&who.actor, Action::TryErasure, app.now())
        .outcome(if may { Outcome::Done } else { Outcome::Refused })
        .processing(Activity::Oversight, None);
    office.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    if !may {
        return Err(Problem::not_found(toegang::NOT_HERE));
    }
    let (organisation, today) = (who.actor.organisation.clone(), day_of(app.now()));
    let found = work(&app, move |signals| signals.would_go(&organisation, today)).await?;
    let shown: Vec<Value> = found
        .signals
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "soort": one.kind.word(), "nummer": one.number, "weg": one.since.to_string(),
                "waarom": one.why, "artikel": one.citation
            })
        })
        .collect();
    answer::json(&json!({ "opruimingen": shown, "totaal": found.total }))
}
