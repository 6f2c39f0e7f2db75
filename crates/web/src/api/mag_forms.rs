//! The forms of questions to the law and of their answers, with the codes of the rules themselves.

use schouw_law::codes::Code;
use schouw_law::form::FIELDS_MAX;
use schouw_law::powers::codes::{
    Act, Answer, Circumstance, EmployerKind, Lacking, Means, Place, PowersDuty, Territory,
};
use schouw_law::record::codes::{RecordDuty, RecordFact};
use schouw_law::share::codes::{
    Category, Certainty, DecisionMaker, Domain, Duty, Effect, Employer, Fact, Hat, Outcome, Purpose,
    Receiver, Regime, Source,
};
use serde_json::{Value, json};

fn code<C: Code>() -> Value {
    let words: Vec<&str> = C::ALL.iter().map(|code| code.word()).collect();
    json!({ "type": "string", "enum": words })
}

fn optional<C: Code>() -> Value {
    let mut words: Vec<Value> = C::ALL.iter().map(|code| json!(code.word())).collect();
    words.push(Value::Null);
    json!({ "type": ["string", "null"], "enum": words })
}

fn codes<C: Code>() -> Value {
    json!({ "type": "array", "uniqueItems": true, "items": code::<C>() })
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn day() -> Value {
    json!({ "type": "string", "format": "date", "description": "de dag waarvan het recht geldt; vandaag als je niets zegt" })
}

fn to(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn list(name: &str) -> Value {
    json!({ "type": "array", "items": to(name) })
}

/// An object of which every field is there, but these.
fn object(properties: Value, left_out: &[&str]) -> Value {
    let names = properties.as_object().into_iter().flat_map(serde_json::Map::keys);
    let required: Vec<&String> = names.filter(|name| !left_out.contains(&name.as_str())).collect();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn language() -> Value {
    json!({ "type": "string", "enum": ["nl", "en"], "default": "nl" })
}

/// The forms, by name.
pub(super) fn all() -> Vec<(&'static str, Value)> {
    [share_questions(), share_answers(), act_questions(), act_answers(), record()].concat()
}

fn share_questions() -> Vec<(&'static str, Value)> {
    let article = json!({ "type": ["integer", "null"], "enum": [8, 9, 13, null] });
    let ask = object(
        json!({
            "sender": object(json!({ "employer": code::<Employer>(), "hat": code::<Hat>(), "domain": optional::<Domain>() }), &[]),
            "data": object(json!({
                "regime": code::<Regime>(), "wpg_article": article,
                "age_months": { "type": "integer", "minimum": 0, "maximum": 1200 },
                "archived": flag(), "identifiable": flag(), "categories": codes::<Category>(), "special_category": flag(),
                "minor": flag(), "in_prosecution_file": flag(), "source": code::<Source>()
            }), &[]),
            "receiver": object(json!({ "kind": code::<Receiver>(), "domain": optional::<Domain>() }), &[]),
            "purpose": code::<Purpose>(), "facts": codes::<Fact>(), "date": day()
        }),
        &["date"],
    );
    let answers = json!({ "type": "object", "additionalProperties": { "type": "array", "items": text() }, "description": "gekozen codes per vraag" });
    let fields = json!({ "type": "object", "minProperties": 1, "maxProperties": FIELDS_MAX, "additionalProperties": code::<Category>(), "description": "naam van een veld met wat erin staat" });
    vec![
        ("DelenVraag", ask),
        (
            "GesprekVraag",
            object(json!({ "answers": answers, "language": language() }), &["answers", "language"]),
        ),
        (
            "UitlegVraag",
            object(
                json!({ "question": to("DelenVraag"), "suppose": codes::<Fact>(), "language": language() }),
                &["suppose", "language"],
            ),
        ),
        ("VormVraag", object(json!({ "question": to("DelenVraag"), "fields": fields }), &[])),
    ]
}

fn share_answers() -> Vec<(&'static str, Value)> {
    let text_ref = object(
        json!({ "law": text(), "bwb_id": text(), "valid_from": { "type": "string", "format": "date" } }),
        &["bwb_id"],
    );
    let change =
        json!({ "type": "object", "properties": { "path": text(), "to": {}, "add_fact": code::<Fact>() } });
    let route = object(
        json!({ "change": { "type": "array", "items": change }, "outcome": code::<Outcome>(), "articles": texts() }),
        &[],
    );
    let decision = object(
        json!({
            "outcome": code::<Outcome>(), "effect": code::<Effect>(), "articles": texts(),
            "decision_maker": code::<DecisionMaker>(), "missing": codes::<Fact>(), "duties": codes::<Duty>(),
            "minimise": codes::<Category>(), "routes": list("Route"), "rules": texts(), "certainty": code::<Certainty>(),
            "law_date": { "type": "string", "format": "date" }, "texts": list("Rechtstekst"), "reviewed": flag(),
            "doubts": texts(), "unsettled": flag()
        }),
        &["doubts", "unsettled"],
    );
    let seen = object(json!({ "code": text(), "text": text(), "how": text() }), &["how"]);
    let shown = object(
        json!({ "law": text(), "valid_from": { "type": "string", "format": "date" }, "url": text() }),
        &["url"],
    );
    let way = object(
        json!({ "title": text(), "first": list("Punt"), "articles": texts(), "question": to("DelenVraag") }),
        &[],
    );
    let told = object(
        json!({
            "answer": { "type": "string", "enum": ["yes", "yes_if", "no", "unknown"] }, "title": text(), "to": text(),
            "purpose": text(), "go": list("Veld"), "coarser": list("Veld"), "never": list("Veld"), "open": list("Punt"),
            "supposed": list("Punt"), "duties": list("Punt"), "decider": text(), "articles": texts(),
            "texts": list("Tekst"), "ways": list("Weg"), "certainty": text(), "doubts": texts(), "copy": text(),
            "decision": to("DelenAntwoord"), "question": to("DelenVraag")
        }),
        &["decider", "copy"],
    );
    let next = object(
        json!({
            "id": text(), "title": text(), "help": text(), "many": flag(), "none": flag(), "options": list("Keuze")
        }),
        &["help"],
    );
    let answers = json!({ "type": "object", "additionalProperties": { "type": "array", "items": text() } });
    let standing = object(
        json!({ "answers": answers, "said": list("Gezegd"), "next": to("GesprekNu"), "question": to("DelenVraag") }),
        &["next", "question"],
    );
    vec![
        ("DelenAntwoord", decision),
        ("Route", route),
        ("Rechtstekst", text_ref),
        ("DelenUitleg", told),
        ("Veld", seen),
        ("Punt", object(json!({ "code": text(), "text": text() }), &[])),
        ("Tekst", shown),
        ("Weg", way),
        ("GesprekNu", next),
        ("Keuze", object(json!({ "id": text(), "title": text() }), &[])),
        ("Gezegd", object(json!({ "id": text(), "title": text(), "answer": text() }), &[])),
        ("GesprekStand", standing),
        ("Vorm", minimal_form()),
    ]
}

/// Which fields of a record go, and how.
fn minimal_form() -> Value {
    let coarser = object(json!({ "field": text(), "how": text() }), &[]);
    object(
        json!({ "outcome": code::<Outcome>(), "go": texts(), "coarser": { "type": "array", "items": coarser }, "never": texts() }),
        &[],
    )
}

fn act_questions() -> Vec<(&'static str, Value)> {
    let offence = json!({ "type": ["object", "null"], "properties": { "law": text(), "article": text(), "description": text() }, "required": ["law", "article", "description"] });
    let officer = object(
        json!({
            "domain": code::<Domain>(), "employer_kind": code::<EmployerKind>(), "deed_valid": flag(),
            "deed_territory": code::<Territory>(), "means": codes::<Means>(), "police_powers": flag(),
            "search_power": flag(), "supervisor_designation": texts()
        }),
        &[],
    );
    let ask = object(
        json!({
            "officer": officer, "act": code::<Act>(), "offence": offence, "place": code::<Place>(),
            "circumstances": codes::<Circumstance>(), "date": day()
        }),
        &["date"],
    );
    let tell = object(
        json!({
            "topic": text(), "domain": code::<Domain>(), "question": to("DoenVraag"), "more": codes::<Circumstance>(),
            "less": codes::<Circumstance>(), "language": language(), "date": day()
        }),
        &["topic", "domain", "question", "more", "less", "language", "date"],
    );
    let typed = json!({ "type": "string", "maxLength": 200 });
    vec![
        ("DoenVraag", ask),
        ("DoenUitlegVraag", tell),
        ("ZoekVraag", object(json!({ "text": typed, "language": language() }), &["text", "language"])),
        (
            "BevoegdhedenVraag",
            object(
                json!({ "domain": code::<Domain>(), "language": language(), "date": day() }),
                &["language", "date"],
            ),
        ),
    ]
}

fn act_answers() -> Vec<(&'static str, Value)> {
    let instead =
        json!({ "oneOf": [{ "type": "null" }, object(json!({ "nl": text(), "en": text() }), &[])] });
    let decision = object(
        json!({
            "answer": code::<Answer>(), "articles": texts(), "missing": codes::<Lacking>(), "alternative": instead,
            "duties": codes::<PowersDuty>(), "certainty": { "type": "string", "enum": ["high", "medium", "low"] },
            "law_date": { "type": "string", "format": "date" }, "texts": list("Rechtstekst"), "doubts": texts(),
            "reviewed": flag()
        }),
        &["doubts"],
    );
    let told = object(
        json!({
            "answer": code::<Answer>(), "about": text(), "title": text(), "open": list("Punt"), "instead": text(),
            "duties": list("Punt"), "taken": list("Punt"), "differs": list("Punt"), "articles": texts(),
            "texts": list("Tekst"), "certainty": text(), "doubts": texts(), "decision": to("DoenAntwoord"),
            "question": to("DoenVraag")
        }),
        &["instead"],
    );
    let line = object(
        json!({
            "id": text(), "about": text(), "answer": code::<Answer>(), "open": list("Punt"), "instead": text(),
            "articles": texts()
        }),
        &["instead"],
    );
    let card = object(
        json!({
            "domain": code::<Domain>(), "title": text(), "lines": list("BevoegdhedenRegel"), "taken": texts(),
            "certainty": text(), "doubts": texts()
        }),
        &[],
    );
    let topic = object(json!({ "id": text(), "title": text(), "domains": codes::<Domain>() }), &[]);
    vec![
        ("DoenAntwoord", decision),
        ("DoenUitleg", told),
        ("BevoegdhedenRegel", line),
        ("BevoegdhedenKaart", card),
        ("Onderwerp", topic),
        ("Gevonden", object(json!({ "topics": list("Onderwerp"), "domains": list("Punt") }), &[])),
    ]
}

fn record() -> Vec<(&'static str, Value)> {
    let article = json!({ "type": ["integer", "null"], "enum": [8, 9, 13, null] });
    let ask = object(
        json!({
            "recorder": object(json!({ "employer": code::<Employer>(), "hat": code::<Hat>(), "domain": optional::<Domain>() }), &[]),
            "data": object(json!({
                "regime": code::<Regime>(), "wpg_article": article, "identifiable": flag(),
                "categories": codes::<Category>(), "special_category": flag(), "minor": flag(), "source": code::<Source>()
            }), &[]),
            "purpose": code::<Purpose>(), "facts": codes::<RecordFact>(), "date": day()
        }),
        &["date"],
    );
    let free = |description: &str| json!({ "type": "object", "description": description });
    let decision = json!({
        "type": "object", "description": "docs/record-decision.schema.json",
        "required": ["outcome", "effect", "articles", "missing", "duties", "certainty", "law_date", "reviewed"],
        "properties": {
            "outcome": code::<Outcome>(), "effect": code::<Effect>(), "articles": texts(), "decision_maker": code::<DecisionMaker>(),
            "missing": codes::<RecordFact>(), "duties": codes::<RecordDuty>(), "retention": { "type": "array", "items": { "type": "object" } },
            "rules": texts(), "certainty": code::<Certainty>(), "law_date": { "type": "string", "format": "date" },
            "texts": list("Rechtstekst"), "reviewed": flag(), "doubts": texts(), "unsettled": flag()
        }
    });
    vec![
        ("VastleggenVraag", ask),
        ("VastleggenAntwoord", decision),
        ("BewarenVraag", free("regime, wpg_article, first_processed, ended, removed, keep_until, date")),
        ("BewarenAntwoord", free("het stadium op die dag, en wat wanneer komt")),
    ]
}
