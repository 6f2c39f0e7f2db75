//! Rules that hold somewhere: zones as GeoJSON and a sheet of rules that names them, as a municipality keeps them.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::RawFile;
use super::days;
use super::geojson::{collection, feature, polygon, ring_of};
use super::ground::Rect;
use super::scene;
use super::sheet::Sheet;
use super::standing::STANDING;

/// A zone: id, name, where.
const ZONES: [(&str, &str, Rect); 16] = [
    ("Z01", "Havenplein", scene::ALCOHOL_ZONE),
    ("Z02", "Evenemententerrein Havenplein", scene::SQUARE),
    ("Z03", "Haven", scene::HARBOUR),
    ("Z04", "Kade en steigers", Rect(9930.0, 5290.0, 10_260.0, 5580.0)),
    ("Z05", "Stationsplein", scene::STATION_SQUARE),
    ("Z06", "Perrons station Markerwaard", scene::PLATFORM),
    ("Z07", "Markt", scene::MARKET),
    ("Z08", "Strand Zuiderhoofd", scene::BEACH),
    ("Z09", "Hondenveld Sluiswijk", scene::DOG_FIELD),
    ("Z10", "Markerbos", scene::WOOD),
    ("Z11", "Vakantiepark Markersteiger", scene::HOLIDAY_PARK),
    ("Z12", "Buitendijks, het voorland", scene::FORELAND),
    ("Z13", "Bedrijvenpark Oost", Rect(6150.0, 5850.0, 8320.0, 7300.0)),
    ("Z14", "Kassengebied", Rect(3500.0, 7900.0, 6400.0, 9900.0)),
    ("Z15", "Markerstrand", Rect(1000.0, 1650.0, 1130.0, 1850.0)),
    ("Z16", "Schoolstraat Sluiswijk", Rect(4950.0, 2505.0, 5150.0, 2545.0)),
];

/// Columns of the sheet.
const HEADER: [&str; 12] = [
    "regel",
    "thema",
    "titel",
    "zone",
    "uitleg",
    "artikel",
    "tijden",
    "niet_op",
    "niet_te_lezen",
    "vanaf",
    "tot_en_met",
    "wie",
];

/// The files: zones and rules.
pub fn files(today: Date) -> Vec<RawFile> {
    let zones = collection(ZONES.iter().map(zone).collect());
    vec![
        RawFile::new("regels/regels.csv", "markerwaard-regels", sheet(today)),
        RawFile::json("regels/zones.geojson", "markerwaard-regels", &zones).with_role("zones"),
    ]
}

fn zone((id, name, rect): &(&str, &str, Rect)) -> Value {
    feature(json!({ "zone": id, "naam": name }), polygon(&ring_of(*rect)))
}

fn sheet(today: Date) -> Vec<u8> {
    let mut sheet = Sheet::new(';', &HEADER);
    for [id, theme, title, zone, text, article, hours, except, who] in STANDING {
        sheet.line(&[id, theme, title, zone, text, article, hours, except, "", "", "", who]);
    }
    let saturday = days::coming_saturday(today);
    let march = days::end_of_march(today).to_string();
    // the one evening, as opening hours write a date: `2026 Nov 28 18:00-23:00`
    let evening = saturday.strftime("%Y %b %d 18:00-23:00").to_string();
    let saturday = saturday.to_string();
    sheet.line(&[
        "R22",
        "evenement",
        "Winterlicht: geen glas, geen auto's",
        "Z02",
        "Tijdens Winterlicht mag er geen glas op het plein en rijdt er geen auto. Volg de aanwijzingen van de organisatie.",
        "APV 2:26; evenementenvergunning",
        &evening,
        "",
        "",
        "",
        &saturday,
        "gemeente; politie",
    ]);
    sheet.line(&[
        "R23",
        "terras",
        "Terras Havenplein 3",
        "Z02",
        "Het terras mag open zijn zolang de vergunning loopt.",
        "APV 2:28",
        "10:00-23:00",
        "",
        "",
        "",
        &march,
        "gemeente",
    ]);
    sheet.line(&[
        "R24",
        "school",
        "Schoolstraat",
        "Z16",
        "Bij de school is de straat dicht voor auto's als de school begint en uitgaat.",
        "Verkeersbesluit 2025-14",
        "Mo-Fr 08:00-08:45,14:15-15:00",
        "",
        "niet in de schoolvakanties",
        "",
        "",
        "gemeente",
    ]);
    sheet.bytes()
}
