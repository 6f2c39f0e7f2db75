//! Signals as answers: what a reader sees.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{Ground, Position};
use schouw_base::Actor;
use schouw_node::signals::{Done, SignalError, Signals, day_of};
use schouw_node::views::{DoubleOf, Near, Page};
use schouw_signal::{Kind, Place, State, state};
use serde::Serialize;
use utoipa::ToSchema;

/// What is told of something that was recorded.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Ontvangst {
    id: String,
    nummer: String,
    versie: u32,
    toestand: &'static str,
    /// number of the entry in the log of the own organisation
    reeks: u64,
}

impl Ontvangst {
    pub(super) fn of(done: &Done) -> Self {
        Self {
            id: done.state.id.to_string(),
            nummer: done.state.number.clone(),
            versie: done.state.version,
            toestand: done.state.stage.word(),
            reeks: done.sequence,
        }
    }
}

/// Where.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Plaats {
    lat: f64,
    lon: f64,
    adres: Option<String>,
    nauwkeurigheid: Option<u32>,
}

impl From<&Place> for Plaats {
    fn from(place: &Place) -> Self {
        Self { lat: place.lat, lon: place.lon, adres: place.address.clone(), nauwkeurigheid: place.accuracy }
    }
}

/// Who has it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Bij {
    organisatie: String,
    rol: Option<String>,
}

/// The newest answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Antwoord {
    tekst: String,
    op: String,
    /// name of the organisation
    van: String,
}

/// A signal in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Signaal {
    id: String,
    nummer: String,
    versie: u32,
    /// `signaal`, `vraag` or `kopie`
    soort: &'static str,
    thema: &'static str,
    toestand: &'static str,
    kort: String,
    plaats: Option<Plaats>,
    opgenomen_op: String,
    gewijzigd_op: String,
    uiterlijk: Option<String>,
    te_laat: bool,
    bij: Option<Bij>,
    antwoord: Option<Antwoord>,
    dubbelen: Vec<String>,
    /// in a list how many; in a signal which
    fotos: Fotos,
}

/// Photos: how many, or which.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Fotos {
    /// in a list
    Aantal(usize),
    /// in a signal
    Lijst(Vec<Foto>),
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Lijst {
    signalen: Vec<Signaal>,
    totaal: u64,
}

/// Who did something.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Wie {
    rol: Option<String>,
    organisatie: String,
}

/// One thing that happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Moment {
    op: String,
    stap: String,
    wie: Wie,
    tekst: Option<String>,
    artikel: Option<String>,
    aan: Option<String>,
}

/// A photo.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Foto {
    id: String,
}

/// A partner by id and name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Aan {
    id: String,
    naam: String,
}

/// A copy with a partner.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Verstrekking {
    id: String,
    aan: Aan,
    artikel: String,
    op: String,
    ontvangen: Option<String>,
    antwoord: Option<String>,
    /// our correction reached them
    gecorrigeerd: Option<String>,
    /// our withdrawal reached them
    ingetrokken: Option<String>,
    weggelaten: Vec<String>,
}

/// An earlier version of what was written.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Versie {
    versie: u32,
    op: String,
    tekst: String,
    reden: Option<String>,
}

/// A signal with everything that the reader may see.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Detail {
    #[serde(flatten)]
    signaal: Signaal,
    tekst: String,
    hoedanigheid: &'static str,
    feitcode: Option<String>,
    tijdlijn: Vec<Moment>,
    /// steps that the reader may take now
    stappen: Vec<&'static str>,
    verstrekkingen: Vec<Verstrekking>,
    wie_heeft_het: Option<String>,
    /// the article under which it is in the log
    artikel: String,
    /// the partner who gave it
    van: Option<Aan>,
    nummer_bij_gever: Option<String>,
    doel: Option<String>,
    vraag: Option<String>,
    gevraagd: Vec<String>,
    bewaren_tot: Option<String>,
    /// the signal that it is part of
    draad: Option<String>,
    samengevoegd: Vec<String>,
    versies: Vec<Versie>,
}

fn name(signals: &Signals, id: &schouw_base::OrganisationId) -> String {
    signals.partner(id).map_or_else(|| id.to_string(), |partner| partner.name.clone())
}

fn has_it(signals: &Signals, actor: &Actor, state: &State) -> Option<String> {
    if state.stage.is_over() {
        return None;
    }
    let with = state.passings.iter().rev().find(|one| one.withdrawn.is_none() && one.answered.is_none());
    match with.filter(|_| state.owner.is_none()) {
        Some(passing) => Some(name(signals, &passing.provision.to)),
        None => Some(name(signals, &actor.organisation)),
    }
}

/// A signal as a list shows it.
pub(super) fn signal(signals: &Signals, actor: &Actor, state: &State, today: Date) -> Signaal {
    let content = state.content();
    let kind = match (state.kind, state.is_copy()) {
        (Kind::Question, _) => "vraag",
        (Kind::Observation, true) => "kopie",
        (Kind::Observation, false) => "signaal",
    };
    let answer = state.answers.last().map(|given| Antwoord {
        tekst: given.answer.text.clone(),
        op: given.at.to_string(),
        van: name(signals, &given.by.organisation),
    });
    Signaal {
        id: state.id.to_string(),
        nummer: state.number.clone(),
        versie: state.version,
        soort: kind,
        thema: content.map_or("anders", |content| content.theme.word()),
        toestand: state.stage.word(),
        kort: content.map(schouw_signal::Content::short).unwrap_or_default(),
        plaats: content.and_then(|content| content.place.as_ref()).map(Plaats::from),
        opgenomen_op: content.map_or(state.recorded, |content| content.seen).to_string(),
        gewijzigd_op: state.changed.to_string(),
        uiterlijk: (!state.stage.is_over() && !state.answered).then(|| state.due.to_string()),
        te_laat: state.is_late(today),
        bij: has_it(signals, actor, state).map(|organisatie| Bij { organisatie, rol: None }),
        antwoord: answer,
        dubbelen: Vec::new(),
        fotos: Fotos::Aantal(content.map_or(0, |content| content.photos.len())),
    }
}

/// A page of a list; in walking order when it says from where.
pub(super) fn list(
    signals: &Signals,
    actor: &Actor,
    page: &Page,
    walk_from: Option<(f64, f64)>,
    now: Timestamp,
) -> Result<Lijst, SignalError> {
    let view = signals.view(&actor.organisation)?;
    let today = day_of(now);
    let mut shown = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        let mut one = signal(signals, actor, &row.state, today);
        let waits = !row.state.stage.is_over() && !row.state.is_copy();
        if let Some(spot) = schouw_node::views::spot(&row.state).filter(|_| waits) {
            let doubles = view.doubles(&DoubleOf { id: Some(row.state.id), spot })?;
            one.dubbelen = doubles.iter().map(|near| near.state.id.to_string()).collect();
        }
        shown.push(one);
    }
    if let Some((lat, lon)) = walk_from {
        walk(&mut shown, lat, lon);
    }
    Ok(Lijst { signalen: shown, totaal: page.total })
}

/// Walking order: each time to the nearest; what has no place comes last.
fn walk(shown: &mut Vec<Signaal>, lat: f64, lon: f64) {
    let mut left = std::mem::take(shown);
    let mut at = (lat, lon);
    while !left.is_empty() {
        let metres = |one: &Signaal| match (&one.plaats, Position::new(at.0, at.1)) {
            (Some(place), Ok(from)) => {
                let ground = Ground::at(from);
                let steps = schouw_area::STEPS_PER_DEGREE;
                let east = (place.lon - at.1) * steps * ground.metres_per_lon_step();
                let north = (place.lat - at.0) * steps * ground.metres_per_lat_step();
                east.hypot(north)
            }
            _ => f64::INFINITY,
        };
        let next = (0..left.len()).min_by(|one, other| {
            let of = |place: usize| left.get(place).map_or(f64::INFINITY, metres);
            of(*one).total_cmp(&of(*other))
        });
        let one = left.remove(next.unwrap_or(0));
        if let Some(place) = &one.plaats {
            at = (place.lat, place.lon);
        }
        shown.push(one);
    }
}

fn moment(signals: &Signals, told: &state::Moment) -> Moment {
    Moment {
        op: told.at.to_string(),
        stap: told.what.clone(),
        wie: Wie {
            rol: told.by.role.map(|role| role.word().to_owned()),
            organisatie: name(signals, &told.by.organisation),
        },
        tekst: told.text.clone(),
        artikel: (!told.articles.is_empty()).then(|| told.articles.join("; ")),
        aan: told.other.as_ref().map(|other| name(signals, other)),
    }
}

fn provision(signals: &Signals, passing: &state::Passing) -> Verstrekking {
    let given = &passing.provision;
    Verstrekking {
        id: given.copy.to_string(),
        aan: Aan { id: given.to.to_string(), naam: name(signals, &given.to) },
        artikel: passing.permit.articles.join("; "),
        op: passing.at.to_string(),
        ontvangen: passing.acknowledged.or(passing.delivered).map(|at| at.to_string()),
        antwoord: passing.answered.map(|at| at.to_string()),
        gecorrigeerd: passing.corrected.map(|at| at.to_string()),
        ingetrokken: passing.withdrawn.map(|at| at.to_string()),
        weggelaten: given.left_out.clone(),
    }
}

/// A signal with its thread.
pub(super) fn detail(
    signals: &Signals,
    actor: &Actor,
    state: &State,
    steps: Vec<&'static str>,
    now: Timestamp,
) -> Result<Detail, SignalError> {
    let content = state.content().ok_or(SignalError::NotThere)?;
    let mut of_list = signal(signals, actor, state, day_of(now));
    if let Some(spot) = schouw_node::views::spot(state).filter(|_| !state.is_copy()) {
        let doubles = signals.view(&actor.organisation)?.doubles(&DoubleOf { id: Some(state.id), spot })?;
        of_list.dubbelen = doubles.iter().map(|near: &Near| near.state.id.to_string()).collect();
    }
    of_list.fotos =
        Fotos::Lijst(content.photos.iter().map(|photo| Foto { id: photo.id.to_string() }).collect());
    let origin = state.origin.as_ref();
    Ok(Detail {
        signaal: of_list,
        tekst: content.text.clone(),
        hoedanigheid: state.hat.word(),
        feitcode: content.offence.clone(),
        tijdlijn: state.timeline.iter().map(|told| moment(signals, told)).collect(),
        stappen: steps,
        verstrekkingen: state.passings.iter().map(|passing| provision(signals, passing)).collect(),
        wie_heeft_het: has_it(signals, actor, state),
        artikel: state.permit.articles.join("; "),
        van: origin.map(|origin| Aan {
            id: origin.organisation.to_string(),
            naam: name(signals, &origin.organisation),
        }),
        nummer_bij_gever: origin.map(|origin| origin.number.clone()),
        doel: origin.map(|origin| origin.purpose.clone()),
        vraag: origin.and_then(|origin| origin.question).map(|id| id.to_string()),
        gevraagd: content.wanted.clone(),
        bewaren_tot: signals.stays_until(&actor.organisation, state).map(|(day, _)| day.to_string()),
        draad: state.merged_into.map(|id| id.to_string()),
        samengevoegd: state.took_in.iter().map(ToString::to_string).collect(),
        versies: state
            .written
            .iter()
            .map(|written| Versie {
                versie: written.version,
                op: written.at.to_string(),
                tekst: written.content.text.clone(),
                reden: written.why.clone(),
            })
            .collect(),
    })
}
