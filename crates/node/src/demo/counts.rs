//! Counts per quarter that the municipality keeps itself: nuisance by kind, truancy, and signals of undermining that
//! are patterns and never persons.

use jiff::civil::Date;

use super::RawFile;
use super::days::{Quarter, quarters};
use super::map::{BUURTEN, Buurt, GEMEENTE, WIJKEN, YEAR, code_of};
use super::random::Random;
use super::sheet::Sheet;

/// Kinds of nuisance: code, mean in a quarter for a thousand inhabitants, share of it by season (winter, spring,
/// summer, autumn).
const KINDS: [(&str, f64, [f64; 4]); 4] = [
    ("jeugd", 1.3, [0.6, 1.0, 1.5, 0.9]),
    ("geluid", 1.9, [0.7, 1.1, 1.4, 0.8]),
    ("drank", 0.8, [0.7, 1.0, 1.6, 0.7]),
    ("verkeer", 2.4, [1.0, 1.0, 1.0, 1.0]),
];
/// Youth nuisance in Havenkwartier, oldest quarter first: the last is 14, and 9 in the same quarter a year before.
const YOUTH_HAVENKWARTIER: [u32; 20] = [3, 5, 8, 4, 4, 6, 9, 5, 3, 7, 10, 6, 5, 8, 12, 9, 6, 10, 13, 14];
/// Truancy near the school in Sluiswijk, oldest quarter first.
const TRUANCY_SLUISWIJK: [u32; 20] =
    [14, 12, 4, 16, 15, 13, 5, 18, 17, 15, 4, 19, 18, 16, 6, 22, 21, 18, 7, 23];

/// The files.
pub fn files(seed: u64, today: Date) -> Vec<RawFile> {
    let quarters = quarters(today);
    let file = |path, dataset, bytes| RawFile::new(path, dataset, bytes).of_year(YEAR);
    vec![
        file("cijfers/overlast_per_kwartaal.csv", "markerwaard-overlast", nuisance(seed, &quarters)),
        file("cijfers/verzuim_per_kwartaal.csv", "markerwaard-verzuim", truancy(seed, &quarters)),
        file("cijfers/ondermijning_per_jaar.csv", "markerwaard-ondermijning", undermining(seed, today)),
    ]
}

fn period((year, quarter): Quarter) -> String {
    format!("{year}KW{quarter:02}")
}

fn nuisance(seed: u64, quarters: &[Quarter]) -> Vec<u8> {
    let mut sheet = Sheet::new(';', &["gebied", "kwartaal", "soort", "aantal"]);
    for (kind, mean, season) in KINDS {
        let series: Vec<Vec<u32>> =
            BUURTEN.iter().map(|buurt| nuisance_of(seed, buurt, (kind, mean, season), quarters)).collect();
        let sum = |wijk: Option<&str>, nth: usize| -> u32 {
            let within =
                BUURTEN.iter().zip(&series).filter(|(buurt, _)| wijk.is_none_or(|wijk| buurt.wijk() == wijk));
            within.filter_map(|(_, counts)| counts.get(nth)).sum()
        };
        for (nth, quarter) in quarters.iter().enumerate() {
            let mut line = |code: &str, count: u32| {
                sheet.line(&[code, &period(*quarter), kind, &count.to_string()]);
            };
            line(GEMEENTE.0, sum(None, nth));
            for (code, _) in WIJKEN {
                line(code, sum(Some(code), nth));
            }
            for (buurt, counts) in BUURTEN.iter().zip(&series) {
                line(buurt.code, counts.get(nth).copied().unwrap_or(0));
            }
        }
    }
    sheet.bytes()
}

/// Counts of one kind in one neighbourhood, quarter by quarter.
fn nuisance_of(
    seed: u64,
    buurt: &Buurt,
    (kind, mean, season): (&str, f64, [f64; 4]),
    quarters: &[Quarter],
) -> Vec<u32> {
    let mut random = Random::for_purpose(seed, &format!("nuisance {} {kind}", buurt.code));
    let people = f64::from(buurt.inhabitants.max(150)) / 1000.0;
    let count = |(nth, quarter): (usize, &Quarter)| {
        let share = season.get(quarter.1 as usize - 1).copied().unwrap_or(1.0);
        let by_chance = random.count(mean * share * people * busy(buurt.name));
        told(buurt.name, kind, nth).unwrap_or(by_chance)
    };
    quarters.iter().enumerate().map(count).collect()
}

/// How much livelier than its inhabitants a neighbourhood is.
fn busy(name: &str) -> f64 {
    match name {
        "Havenplein" => 3.5,
        "Stationsbuurt" | "Marktveld" => 1.6,
        _ => 1.0,
    }
}

/// The numbers that a story tells.
fn told(name: &str, kind: &str, nth: usize) -> Option<u32> {
    match (name, kind) {
        ("Havenkwartier", "jeugd") => YOUTH_HAVENKWARTIER.get(nth).copied(),
        // too few to show, in every quarter
        ("Kassenrand", "jeugd") => Some(1 + u32::try_from(nth % 3).unwrap_or(0)),
        ("Buitendijks", "jeugd") => Some(u32::from(nth % 4 == 2)),
        _ => None,
    }
}

fn truancy(seed: u64, quarters: &[Quarter]) -> Vec<u8> {
    let mut sheet = Sheet::new(';', &["buurt", "periode", "verzuim_gezien"]);
    let near_schools = ["Sluiswijk", "Marktveld", "Stationsbuurt", "Bosrand"];
    for name in near_schools {
        let mut random = Random::for_purpose(seed, &format!("truancy {name}"));
        for (nth, quarter) in quarters.iter().enumerate() {
            // school is out for most of the third quarter
            let mean = if quarter.1 == 3 { 2.0 } else { 6.5 };
            let by_chance = random.count(mean);
            let count = if name == "Sluiswijk" { TRUANCY_SLUISWIJK.get(nth).copied() } else { None };
            let count = count.unwrap_or(by_chance);
            // what is too small to tell the municipality itself writes as x
            let text = if count < 3 { "x".to_owned() } else { count.to_string() };
            sheet.line(&[code_of(name), &period(*quarter), &text]);
        }
    }
    sheet.bytes()
}

fn undermining(seed: u64, today: Date) -> Vec<u8> {
    let mut sheet = Sheet::new(
        ';',
        &["wijk", "jaar", "leegstand_pct", "opheffingen", "meldingen_dumping", "signalen_patroon"],
    );
    for (code, name) in WIJKEN {
        let mut random = Random::for_purpose(seed, &format!("undermining {code}"));
        let weight = if name == "De Kavels" { 4.0 } else { 1.0 };
        for year in today.year() - 5..today.year() {
            let vacancy = 2.0 + 1.6 * weight + random.signed();
            sheet.line(&[
                code.to_owned(),
                year.to_string(),
                super::sheet::comma(vacancy, 1),
                random.count(5.0 * weight).to_string(),
                random.count(2.2 * weight).to_string(),
                random.count(1.4 * weight).to_string(),
            ]);
        }
    }
    sheet.bytes()
}
