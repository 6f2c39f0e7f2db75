//! Key figures as the statistics office gives them: padded codes, a decimal comma, several ways to say "missing";
//! and a measure of liveability that was fetched two years ago and never since.

use jiff::civil::Date;

use super::RawFile;
use super::days::plus;
use super::map::{BUURTEN, GEMEENTE, WIJKEN, YEAR};
use super::random::Random;
use super::sheet::{Sheet, comma};

/// Years of key figures, this one included.
const YEARS: i16 = 5;
/// Share by which the town grows in a year.
const GROWTH: f64 = 0.012;
/// Below this number of people the office tells nothing but the number.
const TOLD_FROM: f64 = 50.0;
/// Days since the liveability file was fetched: over two years.
const LIVEABILITY_DAYS: i32 = 790;

/// What is known of an area in a year.
#[derive(Debug, Clone, Copy, Default)]
struct Key {
    people: f64,
    households: f64,
    dwellings: f64,
    owned: f64,
    firms: f64,
    cars: f64,
}

impl Key {
    fn plus(self, other: Self) -> Self {
        Self {
            people: self.people + other.people,
            households: self.households + other.households,
            dwellings: self.dwellings + other.dwellings,
            owned: self.owned + other.owned,
            firms: self.firms + other.firms,
            cars: self.cars + other.cars,
        }
    }
}

/// The files.
pub fn files(seed: u64, today: Date) -> Vec<RawFile> {
    let fetched = plus(today, -LIVEABILITY_DAYS);
    let mut files = vec![
        RawFile::new("cijfers/kerncijfers.csv", "markerwaard-kerncijfers", key_figures(seed, today))
            .of_year(YEAR),
        RawFile::new("cijfers/leefbaarheid.csv", "markerwaard-leefbaarheid", liveability(seed, fetched))
            .of_year(YEAR)
            .retrieved_on(fetched),
    ];
    files.extend(super::counts::files(seed, today));
    files.push(super::offences::file(seed, today));
    files
}

fn key_figures(seed: u64, today: Date) -> Vec<u8> {
    let mut sheet = Sheet::new(
        ';',
        &[
            "WijkenEnBuurten",
            "Naam",
            "Perioden",
            "AantalInwoners_5",
            "HuishoudensTotaal_29",
            "GemiddeldeHuishoudensgrootte_33",
            "Woningvoorraad_35",
            "Koopwoningen_41",
            "BedrijfsvestigingenTotaal_97",
            "PersonenautoSTotaal_106",
            "AfstandTotGroteSupermarkt_113",
        ],
    );
    for year in today.year() - YEARS + 1..=today.year() {
        let back = f64::from(today.year() - year);
        let buurten: Vec<(String, Key, f64)> = BUURTEN
            .iter()
            .map(|buurt| {
                let mut random = Random::for_purpose(seed, &format!("key figures {}", buurt.code));
                let people = f64::from(buurt.inhabitants) * (1.0 - GROWTH * back);
                (buurt.wijk(), key(&mut random, buurt.name, people), 0.4 + f64::from(random.below(25)) / 10.0)
            })
            .collect();
        let sum = |wijk: Option<&str>| {
            let within = buurten.iter().filter(|(of, ..)| wijk.is_none_or(|wijk| of == wijk));
            within.fold(Key::default(), |sum, (_, key, _)| sum.plus(*key))
        };
        line(&mut sheet, (GEMEENTE.0, GEMEENTE.1), year, sum(None), None);
        for (code, name) in WIJKEN {
            line(&mut sheet, (code, name), year, sum(Some(code)), None);
        }
        for (buurt, (_, key, distance)) in BUURTEN.iter().zip(&buurten) {
            line(&mut sheet, (buurt.code, buurt.name), year, *key, Some(*distance));
        }
    }
    sheet.bytes_with_mark()
}

fn key(random: &mut Random, name: &str, people: f64) -> Key {
    // the office rounds people to fives, so that nobody is told
    let people = (people / 5.0).round() * 5.0;
    let size = 1.8 + f64::from(random.below(9)) / 10.0;
    let households = (people / size / 5.0).round() * 5.0;
    let empty = if name == "Vakantiepark Markersteiger" { 1.6 } else { 1.03 };
    let firms = match name {
        "Bedrijvenpark Oost" => 410.0,
        "Bedrijvenpark West" => 365.0,
        "Energiekade" => 95.0,
        "Kassenrand" => 80.0,
        "Havenplein" | "Marktveld" => people / 9.0,
        _ => people / 22.0,
    };
    let dwellings = (households * empty).round();
    Key {
        people,
        households,
        dwellings,
        owned: (dwellings * (0.35 + f64::from(random.below(40)) / 100.0)).round(),
        firms: (firms / 5.0).round() * 5.0,
        cars: (households * 1.1).round(),
    }
}

fn line(sheet: &mut Sheet, (code, name): (&str, &str), year: i16, key: Key, distance: Option<f64>) {
    let told = key.people >= TOLD_FROM;
    // a number right in its column, as a table of text has it
    let whole = |value: f64| format!("{value:>7.0}");
    let if_told = |text: String, missing: &str| if told { text } else { missing.to_owned() };
    let share = if key.dwellings > 0.0 { 100.0 * key.owned / key.dwellings } else { 0.0 };
    let size = if key.households > 0.0 { key.people / key.households } else { 0.0 };
    sheet.line(&[
        format!("{code:<10}"),
        name.to_owned(),
        format!("{year}JJ00"),
        whole(key.people),
        if_told(whole(key.households), "-99997"),
        if_told(comma(size, 1), "      ."),
        whole(key.dwellings),
        if_told(comma(share, 0), ""),
        whole(key.firms),
        if_told(whole(key.cars), "-99997"),
        distance.map_or_else(|| ".".to_owned(), |distance| comma(distance, 1)),
    ]);
}

/// Scores of liveability in the columns of the Leefbaarometer.
fn liveability(seed: u64, fetched: Date) -> Vec<u8> {
    let mut sheet =
        Sheet::new(',', &["", "bu_code", "bu_naam", "jaar", "lbm", "afw", "fys", "onv", "soc", "vrz", "won"]);
    let mut nth = 0_u32;
    for buurt in &BUURTEN {
        let mut random = Random::for_purpose(seed, &format!("liveability {}", buurt.code));
        if buurt.inhabitants < 100 {
            continue;
        }
        for back in [4, 2, 0] {
            let parts: Vec<f64> = (0..5).map(|_| random.signed() * 0.09).collect();
            let away: f64 = parts.iter().sum();
            nth += 1;
            let mut line = vec![
                nth.to_string(),
                buurt.code.to_owned(),
                buurt.name.to_owned(),
                (fetched.year() - back).to_string(),
                format!("{:.6}", 4.15 + away),
                format!("{away:.6}"),
            ];
            line.extend(parts.iter().map(|part| format!("{part:.6}")));
            sheet.line(&line);
        }
    }
    sheet.bytes()
}
