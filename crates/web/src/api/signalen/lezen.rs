//! Reading an observation, field by field, so that every fault is named.

use jiff::{SignedDuration, Timestamp};
use schouw_base::CommandId;
use schouw_node::signals::RecordAsk;
use schouw_signal::codes::Obstacle;
use schouw_signal::content::{
    ACCURACY_M_MAX, ADDRESS_CHARS_MAX, CouldNotAct, KeptFinding, OFFENCE_CHARS_MAX, PHOTOS_MAX,
    REASON_CHARS_MAX, RECORD_CHARS_MAX, Reference, TEXT_CHARS_MAX,
};
use schouw_signal::guard::FindingKind;
use schouw_signal::{Content, Hat, Photo, Place, Theme};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::ask::Fields;

/// Characters of a UUID.
const UUID_CHARS: usize = 36;
/// How far the clock of a device may run ahead.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);
/// Longest word of a list, in characters.
const WORD_CHARS_MAX: usize = 40;

/// An id that a device made.
pub(super) fn id(ask: &mut Fields, name: &'static str) -> Option<CommandId> {
    let text = ask.text(name, UUID_CHARS)?;
    let id = text.parse().ok();
    if id.is_none() {
        ask.fault(name, "moet een UUID van versie 7 zijn");
    }
    id
}

/// A word of a list.
pub(super) fn word<T>(
    ask: &mut Fields,
    name: &'static str,
    parse: impl Fn(&str) -> Option<T>,
    allowed: &str,
) -> Option<T> {
    let text = ask.text(name, WORD_CHARS_MAX)?;
    let found = parse(&text);
    if found.is_none() {
        ask.fault(name, format!("moet een van deze zijn: {allowed}"));
    }
    found
}

/// Something with a form of its own.
pub(super) fn form<T: DeserializeOwned>(ask: &mut Fields, name: &'static str, wanted: &str) -> Option<T> {
    let value = ask.value(name)?;
    match serde_json::from_value(value) {
        Ok(read) => Some(read),
        Err(error) => {
            ask.fault(name, format!("moet {wanted} zijn: {error}"));
            None
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaatsIn {
    lat: f64,
    lon: f64,
    #[serde(default)]
    nauwkeurigheid: Option<f64>,
    #[serde(default)]
    adres: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KonNietIn {
    reden: String,
    #[serde(default)]
    tekst: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TekstIn {
    soort: String,
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OnafgedektIn {
    foto: CommandId,
    reden: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerwijzingIn {
    dataset: schouw_base::DatasetId,
    id: String,
}

/// Where it was seen.
pub(super) fn place(ask: &mut Fields, name: &'static str) -> Option<Place> {
    let read: PlaatsIn =
        form(ask, name, "een object met `lat`, `lon` en misschien `nauwkeurigheid` en `adres`")?;
    let accuracy = match read.nauwkeurigheid {
        Some(metres) if !(0.0..=f64::from(ACCURACY_M_MAX)).contains(&metres) => {
            ask.fault(name, format!("`nauwkeurigheid` is 0 tot en met {ACCURACY_M_MAX} meter"));
            return None;
        }
        other => other.map(|metres| metres.round() as u32),
    };
    let address = read.adres.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if address.as_ref().is_some_and(|text| text.chars().count() > ADDRESS_CHARS_MAX) {
        ask.fault(name, format!("`adres` heeft hoogstens {ADDRESS_CHARS_MAX} tekens"));
    }
    let place = Place { lat: read.lat, lon: read.lon, accuracy, address };
    if place.position().is_none() {
        ask.fault(name, "ligt niet op de aardbol");
        return None;
    }
    Some(place)
}

/// A reason in own words.
pub(super) fn reason(ask: &mut Fields, name: &'static str) -> Option<String> {
    ask.text(name, REASON_CHARS_MAX).map(|text| text.trim().to_owned())
}

/// A record in open data.
pub(super) fn reference(ask: &mut Fields) -> Option<Reference> {
    let read: VerwijzingIn = form(ask, "verwijzing", "een object met `dataset` en `id`")?;
    if read.id.is_empty() || read.id.chars().count() > RECORD_CHARS_MAX {
        ask.fault("verwijzing", format!("`id` heeft 1 tot en met {RECORD_CHARS_MAX} tekens"));
        return None;
    }
    Some(Reference { dataset: read.dataset, record: read.id })
}

/// That one could not act, and why.
pub(super) fn obstacle(
    ask: &mut Fields,
    reason: &str,
    text: Option<String>,
    name: &str,
) -> Option<CouldNotAct> {
    let Some(obstacle) = Obstacle::parse(reason) else {
        let words: Vec<_> = Obstacle::ALL.iter().map(|one| one.word()).collect();
        ask.fault(name, format!("`reden` moet een van deze zijn: {}", words.join(", ")));
        return None;
    };
    Some(CouldNotAct { obstacle, text: text.map(|text| text.chars().take(REASON_CHARS_MAX).collect()) })
}

fn photos(ask: &mut Fields) -> Vec<Photo> {
    let ids: Vec<CommandId> =
        form(ask, "fotos", "een lijst van id's (UUID van versie 7)").unwrap_or_default();
    if ids.len() > PHOTOS_MAX {
        ask.fault("fotos", format!("een signaal heeft hoogstens {PHOTOS_MAX} foto's"));
    }
    let open: Vec<OnafgedektIn> =
        form(ask, "onafgedekt", "een lijst van objecten met `foto` en `reden`").unwrap_or_default();
    if open.iter().any(|one| !ids.contains(&one.foto)) {
        ask.fault("onafgedekt", "noemt een foto die niet bij dit signaal hoort");
    }
    ids.into_iter()
        .map(|id| {
            let reason = open.iter().find(|one| one.foto == id).map(|one| one.reden.clone());
            Photo { id, uncovered: reason.map(|text| text.chars().take(REASON_CHARS_MAX).collect()) }
        })
        .collect()
}

fn kept(ask: &mut Fields) -> Vec<KeptFinding> {
    let read: Vec<TekstIn> =
        form(ask, "teksten", "een lijst van objecten met `soort` en `reden`").unwrap_or_default();
    let mut kept = Vec::new();
    for one in read {
        match FindingKind::parse(&one.soort) {
            Some(kind) if !one.reden.trim().is_empty() && one.reden.chars().count() <= REASON_CHARS_MAX => {
                kept.push(KeptFinding { kind, reason: one.reden });
            }
            Some(_) => ask.fault("teksten", format!("`reden` is 1 tot en met {REASON_CHARS_MAX} tekens")),
            None => ask.fault("teksten", format!("`{}` is geen soort", one.soort)),
        }
    }
    kept
}

/// When it was seen; a clock that runs far ahead is a fault.
fn seen(ask: &mut Fields, now: Timestamp) -> Option<Timestamp> {
    let text = ask.text("opgenomenOp", WORD_CHARS_MAX)?;
    let Ok(at) = text.parse::<Timestamp>() else {
        ask.fault("opgenomenOp", "moet een moment zijn zoals `2026-11-27T20:40:00Z`");
        return None;
    };
    if at.as_second() > now.as_second() + AHEAD.as_secs() {
        ask.fault("opgenomenOp", "ligt meer dan een dag in de toekomst; kijk de klok van het apparaat na");
        return None;
    }
    Some(at)
}

/// The theme.
pub(super) fn theme(ask: &mut Fields) -> Option<Theme> {
    let words: Vec<_> = Theme::ALL.iter().map(|one| one.word()).collect();
    word(ask, "thema", Theme::parse, &words.join(", "))
}

/// An observation.
pub(super) fn observation(ask: &mut Fields, now: Timestamp) -> Option<RecordAsk> {
    let id_read = id(ask, "id");
    ask.needed("id", id_read.is_some());
    let seen = seen(ask, now);
    ask.needed("opgenomenOp", seen.is_some());
    let place = place(ask, "plaats");
    ask.needed("plaats", place.is_some());
    let theme = theme(ask);
    ask.needed("thema", theme.is_some());
    let text = ask.text("tekst", TEXT_CHARS_MAX);
    let photos = photos(ask);
    if text.is_none() && photos.is_empty() {
        ask.needed("tekst", false);
    }
    let hat = word(ask, "hoedanigheid", Hat::parse, "toezicht, opsporing");
    ask.needed("hoedanigheid", hat.is_some());
    let why = reason(ask, "reden");
    let could_not: Option<KonNietIn> = form(ask, "konNietOptreden", "een object met `reden`");
    let could_not = could_not.and_then(|one| obstacle(ask, &one.reden, one.tekst, "konNietOptreden"));
    let kept = kept(ask);
    let problem = reference(ask);
    let belongs_to = id(ask, "hoortBij");
    let in_deed = ask.flag("inAkte");
    let about_person = ask.flag("overPersoon").unwrap_or(false);
    let offence = ask.text("feitcode", OFFENCE_CHARS_MAX);
    let mut text = text.unwrap_or_default();
    if let Some(why) = why.filter(|_| hat == Some(Hat::Investigation)) {
        text = format!("{text}\nVerdenking: {why}");
    }
    Some(RecordAsk {
        id: id_read?,
        content: Content {
            place: Some(place?),
            seen: seen?,
            theme: theme?,
            text,
            photos,
            offence,
            about_person,
            kept,
            wanted: Vec::new(),
        },
        hat: hat?,
        in_deed,
        could_not_act: could_not,
        problem,
        belongs_to,
    })
}
