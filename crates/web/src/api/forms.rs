//! The forms of questions, exactly: what fits is answered, what does not is a fault. They are written by hand, because the
//! bodies are read field by field to name every fault, and not by a type that ends at the first.

use std::ops::RangeInclusive;

use schouw_area::{Level, X_METRES, Y_METRES};
use schouw_picture::areas::AREAS_MAX;
use schouw_picture::here::{QUERY_CHARS_MAX, RADIUS_M_MAX};
use schouw_picture::map::{ITEMS_MAX, MapLayer};
use schouw_picture::search::SUGGESTIONS_MAX;
use serde_json::{Value, json};

/// Years that a division can be of.
pub(super) const YEARS: RangeInclusive<u32> = 1900..=2200;
/// Longest id of a figure, in characters.
pub(super) const MEASURE_CHARS_MAX: usize = 100;
/// Longest period, in characters.
pub(super) const PERIOD_CHARS_MAX: usize = 40;

/// A text with something in it that is not a space.
const NOT_BLANK: &str = r"\S";
/// The code of an area whose form tells its level.
const AREA: &str = "^(NL00|GM[0-9]{4}|WK[0-9][0-9A-Z]{5}|BU[0-9][0-9A-Z]{7}|[0-9]{4})$";
/// The code of a gemeente.
const GEMEENTE: &str = "^GM[0-9]{4}$";
/// The code of a gemeente or wijk.
const WITHIN: &str = "^(GM[0-9]{4}|WK[0-9][0-9A-Z]{5})$";

/// A count as the number of a parameter.
pub(super) fn count(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

fn lat() -> Value {
    json!({ "type": "number", "minimum": -90, "maximum": 90, "description": "graden noord" })
}

fn lon() -> Value {
    json!({ "type": "number", "minimum": -180, "maximum": 180, "description": "graden oost" })
}

/// Moments as people type them: `nu`, a time, a day or part of it with perhaps a time, a date with a time, an instant.
/// Reading is a little wider than this: capitals, `om`, `uur`, leap days.
fn moment_pattern() -> String {
    let time = "([01][0-9]|2[0-3]):[0-5][0-9]";
    let day = "(maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|morgen|overmorgen)";
    let part = "(ochtend|middag|avond|nacht)";
    let said = format!("(vandaag|van{part}|{part}|{day}{part}?)( {time})?");
    let month = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))";
    let date = format!("(19|20)[0-9]{{2}}-{month}[ T]{time}(:[0-5][0-9])?");
    format!("^(nu|{time}|{said}|{date}|{date}(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9]))$")
}

fn moment() -> Value {
    json!({
        "type": "string",
        "pattern": moment_pattern(),
        "description": "Het moment: `nu`, `21:40`, `zaterdag`, `vanavond 23:00`, `2026-11-27 21:40` (Nederlandse tijd) of `2026-11-27T20:40:00Z`; nu als je niets zegt",
        "examples": ["2026-11-27T21:40", "zaterdag"]
    })
}

fn spot(required: &[&str], fields: &Value) -> Value {
    let mut properties = fields.clone();
    properties["at"] = moment();
    properties["radius"] = json!({
        "type": "integer", "minimum": 0, "maximum": RADIUS_M_MAX,
        "description": "hoe ver om de plek, in meters; 250 als je niets zegt"
    });
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The bodies of questions, by the name of their form.
pub(super) fn bodies() -> Vec<(&'static str, Value)> {
    let text = json!({
        "type": "string", "minLength": 1, "maxLength": QUERY_CHARS_MAX, "pattern": NOT_BLANK,
        "description": "straat, nummer en plaats, of postcode en nummer"
    });
    let rd = json!({
        "type": "array", "minItems": 2, "maxItems": 2, "description": "meters in RD New: x, y",
        "items": { "type": "number" },
        "prefixItems": [
            { "type": "number", "minimum": X_METRES.start(), "maximum": X_METRES.end() },
            { "type": "number", "minimum": Y_METRES.start(), "maximum": Y_METRES.end() }
        ]
    });
    let area = json!({ "type": "string", "pattern": AREA, "description": "code van een gebied" });
    let hier = json!({ "description": "Precies één plek, en misschien een ander moment.", "oneOf": [
        spot(&["lat", "lon"], &json!({ "lat": lat(), "lon": lon() })),
        spot(&["rd"], &json!({ "rd": rd })),
        spot(&["address"], &json!({ "address": text })),
        spot(&["area"], &json!({ "area": area }))
    ] });
    let adres = json!({
        "type": "object", "description": "Een tekst die iemand typt.", "required": ["text"], "additionalProperties": false,
        "properties": {
            "text": text, "lat": lat(), "lon": lon(),
            "limit": { "type": "integer", "minimum": 1, "maximum": SUGGESTIONS_MAX, "description": "hoogstens zoveel; 8 als je niets zegt" }
        },
        "dependentRequired": { "lat": ["lon"], "lon": ["lat"] }
    });
    let corner = |limit: i32| json!({ "type": "number", "minimum": -limit, "maximum": limit });
    let words = MapLayer::ALL.map(MapLayer::word);
    let kaart = json!({
        "type": "object", "description": "Een kader van de kaart.", "required": ["box"], "additionalProperties": false,
        "properties": {
            "box": {
                "type": "array", "minItems": 4, "maxItems": 4, "items": { "type": "number" },
                "prefixItems": [corner(180), corner(90), corner(180), corner(90)],
                "description": "west, zuid, oost, noord in graden; west niet groter dan oost, zuid niet groter dan noord"
            },
            "layers": { "type": "array", "maxItems": words.len(), "uniqueItems": true, "items": { "type": "string", "enum": words }, "description": "alle lagen als je niets zegt" },
            "at": moment(),
            "from": { "type": "object", "required": ["lat", "lon"], "additionalProperties": false, "properties": { "lat": lat(), "lon": lon() }, "description": "waar de looproute begint; het midden als je niets zegt" },
            "limit": { "type": "integer", "minimum": 1, "maximum": ITEMS_MAX, "description": "hoogstens zoveel; 200 als je niets zegt" }
        }
    });
    let mut all = vec![("HierVraag", hier), ("AdresVraag", adres), ("KaartVraag", kaart)];
    all.extend(super::signaalforms::bodies());
    all
}

/// The forms of answers that are not of `picture`.
pub(super) fn answers() -> Vec<(&'static str, Value)> {
    let digest = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    let item = json!({
        "type": "object", "description": "Een pakket dat je kunt halen.",
        "required": ["gemeente", "name", "digest", "size", "made", "bounds"],
        "properties": {
            "gemeente": { "type": "string", "pattern": GEMEENTE, "description": "code van de gemeente" },
            "name": { "type": "string", "description": "haar naam" },
            "digest": digest,
            "size": { "type": "integer", "format": "int64", "minimum": 0, "description": "bytes" },
            "made": { "type": "string", "format": "date-time", "description": "wanneer de momentopname gemaakt is" },
            "bounds": { "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4, "description": "west, zuid, oost, noord in graden" }
        }
    });
    let list = json!({
        "type": "object", "description": "De pakketten.", "required": ["results", "pending", "snapshot"],
        "properties": {
            "results": { "type": "array", "items": { "$ref": "#/components/schemas/PackItem" } },
            "pending": { "type": "integer", "format": "int32", "minimum": 0, "description": "hoeveel er nog gemaakt worden; vraag het dan straks nog eens" },
            "snapshot": digest
        }
    });
    let mut all = vec![("PackItem", item), ("PackList", list)];
    all.extend(super::signaalforms::answers());
    all
}

/// The exact form of a parameter, by the end of its operation's path and its name.
pub(super) fn parameter(path: &str, name: &str) -> Option<Value> {
    let levels = Level::ALL.map(Level::word);
    Some(match (path, name) {
        (_, "niveau") => json!({ "type": "string", "enum": levels, "default": "buurt" }),
        (_, "binnen") => json!({ "type": "string", "pattern": WITHIN }),
        (_, "jaar") => json!({ "type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end() }),
        ("/gebieden", "limit") => {
            json!({ "type": "integer", "minimum": 1, "maximum": AREAS_MAX, "default": 500 })
        }
        (_, "omtrek") => json!({ "type": "boolean", "default": false }),
        (_, "at") => moment(),
        (_, "code") => json!({ "type": "string", "pattern": AREA }),
        (_, "gemeente") => json!({ "type": "string", "pattern": GEMEENTE }),
        (_, "digest") => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
        (_, "periode") => {
            json!({ "type": "string", "minLength": 1, "maxLength": PERIOD_CHARS_MAX, "pattern": NOT_BLANK })
        }
        (_, "id") => json!({ "type": "string", "minLength": 1, "maxLength": MEASURE_CHARS_MAX }),
        _ => return None,
    })
}
