//! `POST /mag-delen/…`, `/mag-doen/…`, `/mag-vastleggen/…`: the rules of law. Questions hold codes and no personal data;
//! what is asked is kept nowhere.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_law::call::Call;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::written;
use crate::ask::StrictBody;
use crate::problem::Problem;
use crate::state::App;

type Answer = Result<Response<Body>, Problem>;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(vraag_mag_delen))
        .routes(routes!(gesprek_mag_delen))
        .routes(routes!(uitleg_mag_delen))
        .routes(routes!(vorm_mag_delen))
        .routes(routes!(vraag_mag_doen))
        .routes(routes!(zoek_mag_doen))
        .routes(routes!(uitleg_mag_doen))
        .routes(routes!(kaart_mag_doen))
        .routes(routes!(vraag_mag_vastleggen))
        .routes(routes!(bewaren_mag_vastleggen))
}

#[utoipa::path(
    post,
    path = "/mag-delen/_vraag",
    operation_id = "vraagMagDelen",
    tag = "mag-delen",
    summary = "Mag ik dit delen",
    description = "Of deze gegevens met deze ontvanger gedeeld mogen worden, onder welk artikel, wat er nog moet gebeuren, en wat wel kan. De vraag heeft alleen codes en geen persoonsgegevens. Niet door een jurist getoetst.",
    request_body(content = ref("#/components/schemas/DelenVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/DelenAntwoord")))
)]
async fn vraag_mag_delen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::Share, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-delen/_gesprek",
    operation_id = "gesprekMagDelen",
    tag = "mag-delen",
    summary = "De volgende vraag van het gesprek",
    description = "Wat er nog gevraagd moet worden; is alles gevraagd, dan staat de vraag voor de regels erin.",
    request_body(content = ref("#/components/schemas/GesprekVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/GesprekStand")))
)]
async fn gesprek_mag_delen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::ShareTalk, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-delen/_uitleg",
    operation_id = "uitlegMagDelen",
    tag = "mag-delen",
    summary = "Het antwoord in woorden",
    description = "Het besluit als zin, met wat er geregeld moet zijn, wat zij zien, en andere wegen als nieuwe vraag. Wat bij `suppose` staat is aangenomen en nooit toestemming.",
    request_body(content = ref("#/components/schemas/UitlegVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/DelenUitleg")))
)]
async fn uitleg_mag_delen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::ShareTell, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-delen/_vorm",
    operation_id = "vormMagDelen",
    tag = "mag-delen",
    summary = "De kleinste vorm",
    description = "Welke velden mee mogen, welke minder precies, en welke nooit.",
    request_body(content = ref("#/components/schemas/VormVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/Vorm")))
)]
async fn vorm_mag_delen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::Form, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-doen/_vraag",
    operation_id = "vraagMagDoen",
    tag = "mag-doen",
    summary = "Mag deze boa dit hier doen",
    description = "Ja, ja als, nee maar, of weten we niet; met artikel en wat er wel kan. Niet door een jurist getoetst.",
    request_body(content = ref("#/components/schemas/DoenVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/DoenAntwoord")))
)]
async fn vraag_mag_doen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::Act, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-doen/_zoek",
    operation_id = "zoekMagDoen",
    tag = "mag-doen",
    summary = "Zoek in eigen woorden",
    description = "Onderwerpen die bij eigen woorden passen, het beste eerst; allemaal zonder tekst.",
    request_body(content = ref("#/components/schemas/ZoekVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/Gevonden")))
)]
async fn zoek_mag_doen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::ActFind, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-doen/_uitleg",
    operation_id = "uitlegMagDoen",
    tag = "mag-doen",
    summary = "Het antwoord in woorden",
    description = "Het antwoord als zin, met wat verschil zou maken.",
    request_body(content = ref("#/components/schemas/DoenUitlegVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/DoenUitleg")))
)]
async fn uitleg_mag_doen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::ActTell, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-doen/_kaart",
    operation_id = "kaartMagDoen",
    tag = "mag-doen",
    summary = "Wat de boa van een domein mag",
    description = "De bevoegdheden van een domein, regel voor regel.",
    request_body(content = ref("#/components/schemas/BevoegdhedenVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/BevoegdhedenKaart")))
)]
async fn kaart_mag_doen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::ActCard, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-vastleggen/_vraag",
    operation_id = "vraagMagVastleggen",
    tag = "mag-vastleggen",
    summary = "Mag ik dit vastleggen",
    description = "Of deze gegevens vastgelegd mogen worden, wat er nog moet gebeuren en hoe lang ze mogen blijven.",
    request_body(content = ref("#/components/schemas/VastleggenVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/VastleggenAntwoord")))
)]
async fn vraag_mag_vastleggen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::Record, question).await?))
}

#[utoipa::path(
    post,
    path = "/mag-vastleggen/_bewaren",
    operation_id = "bewarenMagVastleggen",
    tag = "mag-vastleggen",
    summary = "Hoe lang dit mag blijven",
    description = "In welk stadium gegevens zijn, en wanneer het volgende begint.",
    request_body(content = ref("#/components/schemas/BewarenVraag"), content_type = "application/json", description = "De vraag."),
    responses((status = 200, description = "Het antwoord", body = ref("#/components/schemas/BewarenAntwoord")))
)]
async fn bewaren_mag_vastleggen(State(app): State<App>, StrictBody(question): StrictBody) -> Answer {
    Ok(written(app.law(Call::Keep, question).await?))
}
