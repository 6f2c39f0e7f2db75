//! The forms of questions about signals, exactly, and of answers that are put together by hand.

use schouw_law::codes::Code as _;
use schouw_law::share::codes::{Category, Fact, Purpose};
use schouw_signal::codes::{AnswerKind, Obstacle, StepName};
use schouw_signal::content::{
    ADDRESS_CHARS_MAX, OFFENCE_CHARS_MAX, PHOTOS_MAX, REASON_CHARS_MAX, TEXT_CHARS_MAX,
};
use schouw_signal::guard::FindingKind;
use schouw_signal::{Hat, Theme};
use serde_json::{Value, json};

/// A text with something in it that is not a space.
const NOT_BLANK: &str = r"\S";
/// A UUID of version 7.
const ID: &str = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$";

fn id(said: &str) -> Value {
    json!({ "type": "string", "pattern": ID, "description": said })
}

fn text(most: usize, said: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": NOT_BLANK, "description": said })
}

fn one_of(words: &[&str], said: &str) -> Value {
    json!({ "type": "string", "enum": words, "description": said })
}

fn object(required: &[&str], properties: &Value) -> Value {
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn place() -> Value {
    object(
        &["lat", "lon"],
        &json!({
            "lat": { "type": "number", "minimum": -90, "maximum": 90 },
            "lon": { "type": "number", "minimum": -180, "maximum": 180 },
            "nauwkeurigheid": { "type": ["number", "null"], "minimum": 0, "maximum": 50000 },
            "adres": { "type": ["string", "null"], "maxLength": ADDRESS_CHARS_MAX }
        }),
    )
}

fn themes() -> Value {
    let words: Vec<_> = Theme::ALL.iter().map(|theme| theme.word()).collect();
    one_of(&words, "waar het over gaat")
}

fn purposes() -> Value {
    let words: Vec<_> = Purpose::ALL.iter().map(|code| code.word()).collect();
    one_of(&words, "waarvoor")
}

fn facts() -> Value {
    let words: Vec<_> = Fact::ALL.iter().map(|code| code.word()).collect();
    json!({ "type": "array", "maxItems": 20, "items": { "type": "string", "enum": words }, "description": "feiten die jij geeft; of jij dat mag, zegt de wet" })
}

fn papers() -> Value {
    let paper = object(
        &["feit", "document", "gever", "datum"],
        &json!({
            "feit": { "type": "string" }, "document": { "type": "string" }, "gever": { "type": "string" },
            "datum": { "type": "string", "format": "date" }
        }),
    );
    json!({ "type": "array", "maxItems": 20, "items": paper, "description": "feiten die op een stuk rusten" })
}

fn reference() -> Value {
    object(&["dataset", "id"], &json!({ "dataset": { "type": "string" }, "id": { "type": "string" } }))
}

fn observation() -> Value {
    let hats: Vec<_> = Hat::ALL.iter().map(|hat| hat.word()).collect();
    let kinds: Vec<_> = FindingKind::ALL.iter().map(|kind| kind.word()).collect();
    let obstacles: Vec<_> = Obstacle::ALL.iter().map(|one| one.word()).collect();
    object(
        &["id", "opgenomenOp", "plaats", "thema", "hoedanigheid"],
        &json!({
            "id": id("id van het signaal, gemaakt door de telefoon"),
            "opgenomenOp": { "type": "string", "format": "date-time" },
            "plaats": place(),
            "thema": themes(),
            "tekst": text(TEXT_CHARS_MAX, "wat je ziet; mag weg als er een foto is"),
            "hoedanigheid": one_of(&hats, "met welke pet"),
            "reden": text(REASON_CHARS_MAX, "bij opsporing: wat de verdenking is"),
            "fotos": { "type": "array", "maxItems": PHOTOS_MAX, "items": id("id van een foto") },
            "onafgedekt": { "type": "array", "items": object(&["foto", "reden"], &json!({ "foto": id("foto met gezichten of kentekens"), "reden": { "type": "string" } })) },
            "feitcode": text(OFFENCE_CHARS_MAX, "feitcode"),
            "konNietOptreden": object(&["reden"], &json!({ "reden": one_of(&obstacles, "waarom niet"), "tekst": { "type": "string" } })),
            "teksten": { "type": "array", "items": object(&["soort", "reden"], &json!({ "soort": one_of(&kinds, "wat er staat"), "reden": { "type": "string" } })) },
            "verwijzing": reference(),
            "hoortBij": id("eerder signaal waar dit bij hoort"),
            "inAkte": { "type": "boolean", "description": "bij opsporing: staat het feit in je akte" },
            "overPersoon": { "type": "boolean", "description": "het gaat over een persoon" }
        }),
    )
}

fn step() -> Value {
    let steps: Vec<_> = StepName::ALL.iter().map(|step| step.word()).collect();
    let kinds: Vec<_> = AnswerKind::ALL.iter().map(|kind| kind.word()).collect();
    let mut form = object(
        &["id", "stap"],
        &json!({
            "id": id("id van de stap, gemaakt door de telefoon"),
            "versie": { "type": "integer", "minimum": 1, "description": "de versie die je zag" },
            "stap": one_of(&steps, "welke stap"),
            "reden": text(REASON_CHARS_MAX, "waarom"),
            "tekst": text(TEXT_CHARS_MAX, "het antwoord, of de nieuwe tekst"),
            "soort": one_of(&kinds, "wat voor antwoord"),
            "plaats": place(),
            "thema": themes(),
            "aan": { "type": "string", "description": "id van een partner" },
            "doel": purposes(),
            "vorm": one_of(&["zonder-persoon"], "in welke vorm"),
            "feiten": facts(),
            "stukken": papers(),
            "vraag": id("vraag van de partner waar dit antwoord op is"),
            "metSignaal": id("signaal dat met het antwoord meegaat"),
            "met": id("signaal waar dit bij hoort"),
            "verwijzing": reference(),
            "inAkte": { "type": "boolean" },
            "overnemen": { "type": "boolean" }
        }),
    );
    form["description"] =
        "Een stap. Welke velden erbij horen hangt af van `stap`; een veld dat er niet bij hoort is een fout."
            .into();
    form
}

/// The bodies of questions, by the name of their form.
pub(super) fn bodies() -> Vec<(&'static str, Value)> {
    let pass = json!({
        "aan": { "type": "string", "description": "id van een partner" }, "doel": purposes(),
        "vorm": one_of(&["zonder-persoon"], "in welke vorm"), "feiten": facts(), "stukken": papers()
    });
    let categories: Vec<_> = Category::ALL.iter().map(|code| code.word()).collect();
    let mut question = pass.clone();
    for (name, form) in [
        ("id", id("id van de vraag, gemaakt door de telefoon")),
        ("tekst", text(TEXT_CHARS_MAX, "wat je vraagt")),
        ("plaats", place()),
        ("thema", themes()),
        (
            "wil",
            json!({ "type": "array", "maxItems": 20, "items": { "type": "string", "enum": categories } }),
        ),
    ] {
        question[name] = form;
    }
    let lists = one_of(&["mijn", "te-doen", "postvak", "alle"], "welke lijst");
    let spot = object(
        &["lat", "lon"],
        &json!({
            "lat": { "type": "number", "minimum": -90, "maximum": 90 },
            "lon": { "type": "number", "minimum": -180, "maximum": 180 }
        }),
    );
    let search = object(
        &[],
        &json!({
            "lijst": lists, "tekst": text(200, "woorden"), "thema": themes(), "van": spot,
            "kader": { "type": "array", "minItems": 4, "maxItems": 4, "items": { "type": "number" }, "description": "west, zuid, oost, noord" },
            "vanaf": { "type": "integer", "minimum": 0, "maximum": 1_000_000 },
            "aantal": { "type": "integer", "minimum": 1, "maximum": 200 }
        }),
    );
    let near = object(
        &["lat", "lon"],
        &json!({
            "lat": { "type": "number", "minimum": -90, "maximum": 90 },
            "lon": { "type": "number", "minimum": -180, "maximum": 180 },
            "thema": themes(), "straal": { "type": "integer", "minimum": 1, "maximum": 500 }
        }),
    );
    vec![
        ("SignaalVraag", observation()),
        ("StapVraag", step()),
        ("VoorbeeldVraag", object(&["aan", "doel"], &pass)),
        ("PartnerVraag", object(&["id", "aan", "doel", "tekst"], &question)),
        ("ZoekVraag", search),
        ("NabijVraag", near),
    ]
}

/// The forms of answers that are put together by hand.
pub(super) fn answers() -> Vec<(&'static str, Value)> {
    let string = json!({ "type": "string" });
    let preview = json!({
        "type": "object", "required": ["besluit", "vorm", "nietDelen"],
        "properties": {
            "besluit": {
                "type": "object",
                "required": ["uitkomst", "zin", "artikel", "tekstdatum", "zekerheid", "voorwaarden", "routes"],
                "properties": {
                    "uitkomst": one_of(&["ja", "moet", "nee", "weten-we-niet"], "mag het"),
                    "zin": string, "artikel": string, "tekstdatum": string, "zekerheid": string,
                    "voorwaarden": { "type": "array", "items": { "type": "object", "required": ["tekst", "voldaan"], "properties": { "tekst": string, "voldaan": { "type": "boolean" }, "code": string } } },
                    "routes": { "type": "array", "items": { "type": "object", "required": ["zin"], "properties": { "zin": string, "aan": string, "doel": string, "vorm": string } } }
                }
            },
            "vorm": { "type": ["array", "null"], "items": { "type": "object", "required": ["veld", "waarde"], "properties": { "veld": string, "waarde": string } } },
            "nietDelen": { "type": "array", "items": string }
        }
    });
    let removal = json!({
        "type": "object", "required": ["opruimingen", "totaal"],
        "properties": {
            "totaal": { "type": "integer", "minimum": 0 },
            "opruimingen": { "type": "array", "items": { "type": "object", "required": ["id", "soort", "nummer", "weg", "waarom", "artikel"],
                "properties": { "id": string, "soort": string, "nummer": string, "weg": { "type": "string", "format": "date" }, "waarom": string, "artikel": string } } }
        }
    });
    vec![("Voorbeeld", preview), ("Opruiming", removal)]
}
