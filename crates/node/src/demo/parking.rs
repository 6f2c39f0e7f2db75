//! Parking as NPR/RDW publishes it: tables of texts that are joined by the manager's number, the area and the
//! regulation. All values are texts and dates are written `YYYYMMDD`, as there.

use serde_json::{Map, Value, json};

use super::RawFile;
use super::geojson::{ring_of, wkt};
use super::scene::{PAID_ZONE, PERMIT_ZONE};

const DATASET: &str = "markerwaard-parkeren";
/// Number of the municipality that manages the zones.
const MANAGER: &str = "9990";
const START: &str = "20250101";
const END: &str = "29991231";
const DAYS: [&str; 7] = ["MAANDAG", "DINSDAG", "WOENSDAG", "DONDERDAG", "VRIJDAG", "ZATERDAG", "ZONDAG"];

/// The files, one a table.
pub fn files() -> Vec<RawFile> {
    let tables: [(&str, &'static str, Vec<Value>); 7] = [
        ("gebied", "gebied", areas()),
        ("geometrie_gebied", "geometrie_gebied", shapes()),
        ("gebied_regeling", "gebied_regeling", regulations_of_areas()),
        ("regeling", "regeling", regulations()),
        ("tijdvak", "tijdvak", time_frames()),
        ("tariefberekening", "tariefberekening", fares()),
        ("tariefdeel", "tariefdeel", fare_parts()),
    ];
    let file = |(name, role, rows): (&str, &'static str, Vec<Value>)| {
        RawFile::json(&format!("parkeren/{name}.json"), DATASET, &Value::Array(rows)).with_role(role)
    };
    tables.into_iter().map(file).collect()
}

/// A row with the manager's number in it.
fn row(facts: Value) -> Value {
    let mut row = Map::new();
    row.insert("areamanagerid".into(), MANAGER.into());
    if let Value::Object(facts) = facts {
        row.extend(facts);
    }
    Value::Object(row)
}

fn areas() -> Vec<Value> {
    let area = |id: &str, name: &str, usage: &str| {
        row(json!({
            "areaid": id,
            "areadesc": name,
            "usageid": usage,
            "startdatearea": START,
            "enddatearea": END,
        }))
    };
    vec![
        area("9990_HAV", "Vergunninggebied Haven", "VERGUNP"),
        area("9990_MRKT", "Markt en omgeving", "BETAALDP"),
    ]
}

fn shapes() -> Vec<Value> {
    let shape = |id: &str, rect| {
        row(json!({ "areaid": id, "areageometryastext": wkt(&ring_of(rect)), "startdatearea": START }))
    };
    vec![shape("9990_HAV", PERMIT_ZONE), shape("9990_MRKT", PAID_ZONE)]
}

fn regulations_of_areas() -> Vec<Value> {
    let link = |area: &str, regulation: &str| {
        row(json!({
            "areaid": area,
            "regulationid": regulation,
            "startdatearearegulation": START,
            "enddatearearegulation": END,
        }))
    };
    vec![link("9990_HAV", "9990_VERG"), link("9990_MRKT", "9990_BET")]
}

fn regulations() -> Vec<Value> {
    let regulation = |id: &str, name: &str, kind: &str| {
        row(json!({
            "regulationid": id,
            "regulationdesc": name,
            "startdateregulation": START,
            "enddateregulation": END,
            "regulationtype": kind,
        }))
    };
    vec![
        regulation("9990_VERG", "Parkeren met vergunning", "A"),
        regulation("9990_BET", "Betaald parkeren", "B"),
    ]
}

fn time_frames() -> Vec<Value> {
    let frame =
        |regulation: &str, day: &str, (start, end): (&str, &str), fare: Option<&str>, longest: &str| {
            let mut frame = row(json!({
                "regulationid": regulation,
                "startdatetimeframe": format!("{START}000000"),
                "daytimeframe": day,
                "starttimetimeframe": start,
                "endtimetimeframe": end,
                "claimrightpossible": if fare.is_some() { "J" } else { "N" },
                "maxdurationright": longest,
                "enddatetimeframe": format!("{END}235959"),
                "minparkinginterruption": "0",
                "resetdurationtimeframe": "0",
            }));
            // a time without fare has no key for it, as in the real tables
            if let (Value::Object(frame), Some(fare)) = (&mut frame, fare) {
                frame.insert("farecalculationcode".into(), fare.into());
            }
            frame
        };
    let permit = DAYS.iter().map(|day| frame("9990_VERG", day, ("900", "2200"), None, "0"));
    let paid = DAYS.iter().take(6).map(|day| {
        // late shopping on Friday
        let hours = if *day == "VRIJDAG" { ("900", "2100") } else { ("900", "1800") };
        frame("9990_BET", day, hours, Some("9990_T1"), "240")
    });
    permit.chain(paid).collect()
}

fn fares() -> Vec<Value> {
    vec![row(json!({
        "farecalculationcode": "9990_T1",
        "farecalculationdesc": "Straattarief centrum",
        "startdatefare": START,
        "enddatefare": END,
        "vatpercentage": "0.0",
    }))]
}

fn fare_parts() -> Vec<Value> {
    vec![row(json!({
        "farecalculationcode": "9990_T1",
        "startdatefarepart": START,
        "enddatefarepart": END,
        "startdurationfarepart": "0",
        "enddurationfarepart": "999999",
        "amountfarepart": "0.30000000",
        "stepsizefarepart": "8",
    }))]
}
