//! Registered offences per area and year, as an OData answer of version 4: one measurement a record, codes padded,
//! a zero where nothing was registered. Theft of bicycles stops after 2023: since then nobody knows.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::RawFile;
use super::map::{BUURTEN, GEMEENTE, WIJKEN, YEAR};
use super::random::Random;

/// Kinds of offences: code as the police has it, registered in a year for a thousand inhabitants.
const KINDS: [(&str, f64); 6] =
    [("1.1.1 ", 1.6), ("1.2.3 ", 3.9), ("1.4.5 ", 2.1), ("1.5.2 ", 0.2), ("2.2.1 ", 4.4), ("3.1.1 ", 0.7)];
/// All offences together.
const TOTAL: &str = "0.0.0 ";
/// Other offences in a year for a thousand inhabitants.
const OTHERS: f64 = 24.0;
/// Theft of bicycles: the kind, and the last year that has figures.
const BICYCLES: (&str, i16) = ("1.2.3 ", 2023);

/// Whole years that the table goes back.
const YEARS: i16 = 5;

/// The file.
pub fn file(seed: u64, today: Date) -> RawFile {
    let mut records = Vec::new();
    for year in today.year() - YEARS..today.year() {
        let period = format!("{year}JJ00");
        for (nth, (kind, _)) in KINDS.iter().enumerate() {
            if *kind == BICYCLES.0 && year > BICYCLES.1 {
                continue;
            }
            let counts = by_buurt(seed, &period, nth);
            add(&mut records, kind, &period, &counts);
        }
        let totals: Vec<u32> = (0..=KINDS.len())
            .map(|nth| by_buurt(seed, &period, nth))
            .fold(vec![0; BUURTEN.len()], |sums, counts| {
                sums.iter().zip(&counts).map(|(sum, count)| sum + count).collect()
            });
        add(&mut records, TOTAL, &period, &totals);
    }
    let answer = json!({
        "@odata.context": "https://datasets.example/markerwaard/$metadata#Observations",
        "value": records,
    });
    RawFile::json("cijfers/misdrijven_observations.json", "markerwaard-misdrijven", &answer).of_year(YEAR)
}

/// Counts of one kind in one year, buurt by buurt; the kind after the last is all other offences.
fn by_buurt(seed: u64, period: &str, kind: usize) -> Vec<u32> {
    let mean = KINDS.get(kind).map_or(OTHERS, |(_, mean)| *mean);
    let count = |buurt: &super::map::Buurt| {
        let mut random = Random::for_purpose(seed, &format!("offences {} {period} {kind}", buurt.code));
        let lively = match buurt.name {
            "Havenplein" => 2.4,
            "Stationsbuurt" | "Marktveld" => 1.5,
            // few live there and much happens
            "Bedrijvenpark Oost" | "Bedrijvenpark West" => 22.0,
            _ => 0.8,
        };
        random.count(mean * f64::from(buurt.inhabitants) / 1000.0 * lively)
    };
    BUURTEN.iter().map(count).collect()
}

/// Adds the records of a year: municipality, districts, neighbourhoods.
fn add(records: &mut Vec<Value>, kind: &str, period: &str, counts: &[u32]) {
    let sum = |wijk: Option<&str>| -> u32 {
        let within =
            BUURTEN.iter().zip(counts).filter(|(buurt, _)| wijk.is_none_or(|wijk| buurt.wijk() == wijk));
        within.map(|(_, count)| count).sum()
    };
    let mut one = |code: &str, count: u32| {
        let id = records.len();
        records.push(json!({
            "Id": id,
            "Measure": "M004200_2",
            "ValueAttribute": "None",
            "Value": f64::from(count),
            "SoortMisdrijf": kind,
            "WijkenEnBuurten": format!("{code:<10}"),
            "Perioden": period,
        }));
    };
    one(GEMEENTE.0, sum(None));
    for (code, _) in WIJKEN {
        one(code, sum(Some(code)));
    }
    for (buurt, count) in BUURTEN.iter().zip(counts) {
        one(buurt.code, *count);
    }
}
