//! The addresses: some six thousand of a town that would have three times as many, as CSV with RD coordinates.

use super::RawFile;
use super::ground::{Metres, Rect, at};
use super::map::{self, BUURTEN, Buurt};
use super::random::Random;
use super::scene::{HARBOUR, MARKET, PLATFORM, SQUARE, STATION_SQUARE, on_kade};
use super::sheet::{Sheet, comma};
use super::streets;

/// Letters of a postal code; S is left out, since SA, SD and SS are never given.
const LETTERS: &[u8] = b"ABCDEGHJKLMNPRTVWXZ";
/// First postal code of the town: a series that was never issued.
const POSTCODE_FIRST: usize = 8285;
/// Metres from the middle of a street to the houses.
const DEPTH_METRES: f64 = 12.0;
/// Where no houses stand.
const FREE: [Rect; 5] = [HARBOUR, MARKET, PLATFORM, SQUARE, STATION_SQUARE];

/// An address.
#[derive(Debug, Clone, PartialEq)]
pub struct Address {
    /// street
    pub street: String,
    /// house number
    pub number: u32,
    /// house letter, often empty
    pub letter: &'static str,
    /// postal code
    pub postcode: String,
    /// what the building is for, in the words of the register
    pub usage: &'static str,
    /// where it stands
    pub place: Metres,
    /// name of its neighbourhood
    pub buurt: &'static str,
}

/// All addresses of the town, in a fixed order.
pub fn town(seed: u64) -> Vec<Address> {
    let mut random = Random::for_purpose(seed, "addresses");
    let mut town = Vec::new();
    let mut wijk = String::new();
    let mut nth = 0;
    for buurt in &BUURTEN {
        if buurt.wijk() != wijk {
            (wijk, nth) = (buurt.wijk(), 0);
        }
        for cell in cells(buurt) {
            street(&mut random, buurt, cell, nth, &mut town);
            nth += 1;
        }
    }
    town.extend(known());
    town
}

/// The file.
pub fn file(town: &[Address]) -> RawFile {
    let mut sheet = Sheet::new(
        ';',
        &[
            "nummeraanduiding",
            "openbareruimte",
            "huisnummer",
            "huisletter",
            "postcode",
            "woonplaats",
            "gebruiksdoel",
            "x",
            "y",
        ],
    );
    for (nth, address) in town.iter().enumerate() {
        let Some((x, y)) = address.place.rd() else { continue };
        sheet.line(&[
            // sixteen digits as in the register, with the number of the municipality that does not exist
            format!("999020000{nth:07}"),
            address.street.clone(),
            address.number.to_string(),
            address.letter.to_owned(),
            address.postcode.clone(),
            "Markerwaard".to_owned(),
            address.usage.to_owned(),
            comma(x, 1),
            comma(y, 1),
        ]);
    }
    RawFile::new("adressen/adressen.csv", "markerwaard-adressen", sheet.bytes())
}

/// One cell of ground for each street.
fn cells(buurt: &Buurt) -> Vec<Rect> {
    let Rect(west, south, east, north) = buurt.built;
    let (width, height) = (east - west, north - south);
    let count = f64::from(buurt.streets);
    // cells about twice as wide as high, as a street with its gardens is
    let columns = (count * width / height / 2.0).sqrt().round().max(1.0);
    let rows = (count / columns).ceil();
    let (wide, high) = (width / columns, height / rows);
    let cell = |nth: u32| {
        let (column, row) = (f64::from(nth) % columns, (f64::from(nth) / columns).floor());
        let (x, y) = (west + column * wide, south + row * high);
        Rect(x, y, x + wide, y + high)
    };
    (0..buurt.streets).map(cell).collect()
}

/// The addresses of one street: odd numbers north, even numbers south.
fn street(random: &mut Random, buurt: &Buurt, cell: Rect, nth: usize, town: &mut Vec<Address>) {
    let name = streets::name(&buurt.wijk(), nth);
    let postcode = postcode(&buurt.wijk(), nth);
    let Rect(west, _, east, _) = cell;
    let middle = cell.middle();
    let houses = 11 + random.below(4);
    let pairs = f64::from(houses.div_ceil(2));
    let apart = ((east - west - 40.0) / pairs).clamp(6.0, 30.0);
    let begin = middle.x - apart * (pairs - 1.0) / 2.0;
    // thinned: not every number that the street would have
    let skip = 1 + random.below(3);
    for house in 0..houses {
        let pair = house / 2;
        let side = if house % 2 == 0 { DEPTH_METRES } else { -DEPTH_METRES };
        let place = at(begin + apart * f64::from(pair), middle.y + side + 2.0 * random.signed());
        if FREE.iter().any(|free| free.holds(place, 8.0)) {
            continue;
        }
        let letter = if random.below(25) == 0 { "A" } else { "" };
        town.push(Address {
            street: name.clone(),
            number: pair * 2 * skip + house % 2 + 1,
            letter,
            postcode: postcode.clone(),
            usage: usage(random, buurt.name),
            place,
            buurt: buurt.name,
        });
    }
}

fn usage(random: &mut Random, buurt: &str) -> &'static str {
    let chance = random.below(20);
    match buurt {
        "Bedrijvenpark Oost" | "Bedrijvenpark West" if chance < 14 => "industriefunctie",
        "Bedrijvenpark Oost" | "Bedrijvenpark West" if chance < 19 => "kantoorfunctie",
        "Energiekade" | "Kassenrand" if chance < 9 => "industriefunctie",
        "Vakantiepark Markersteiger" if chance < 17 => "logiesfunctie",
        "Marktveld" | "Havenplein" if chance < 4 => "winkelfunctie",
        _ if chance == 0 => "winkelfunctie",
        _ => "woonfunctie",
    }
}

fn postcode(wijk: &str, nth: usize) -> String {
    let at = map::WIJKEN.iter().position(|(code, _)| *code == wijk).unwrap_or(0);
    let letter = |n: usize| LETTERS.get(n % LETTERS.len()).map_or('A', |byte| char::from(*byte));
    format!("{}{}{}", POSTCODE_FIRST + at, letter(nth / LETTERS.len()), letter(nth))
}

/// The addresses that the stories name. Their postal codes come after those of the streets.
fn known() -> Vec<Address> {
    let mut known = Vec::new();
    let mut add = |street: &str, number, usage, place, buurt: &'static str, wijk: &str, nth| {
        let (street, postcode) = (street.to_owned(), postcode(wijk, nth));
        known.push(Address { street, number, letter: "", postcode, usage, place, buurt });
    };
    for number in 1..=16 {
        let x = 9788.0 + 6.0 * f64::from(number);
        let (y, buurt, usage) = match number % 2 {
            1 => (5660.0, "Havenkwartier", "bijeenkomstfunctie"),
            _ => (5552.0, "Havenplein", "winkelfunctie"),
        };
        add("Havenplein", number, usage, at(x, y), buurt, "WK999001", 300 + (number % 2) as usize);
    }
    for number in 1..=60 {
        add("Kade", number, "woonfunctie", on_kade(number), "Kade", "WK999001", 303);
    }
    for number in 1..=12 {
        let place = at(7440.0 + 25.0 * f64::from(number), 4178.0);
        add("Stationsplein", number, "winkelfunctie", place, "Stationsbuurt", "WK999002", 304);
    }
    for number in 1..=24 {
        let y = if number % 2 == 0 { 4072.0 } else { 4278.0 };
        add(
            "Markt",
            number,
            "winkelfunctie",
            at(5070.0 + 10.0 * f64::from(number), y),
            "Marktveld",
            "WK999002",
            305,
        );
    }
    known
}

/// The addresses of a neighbourhood.
pub fn of_buurt<'a>(town: &'a [Address], buurt: &str) -> Vec<&'a Address> {
    town.iter().filter(|address| address.buurt == buurt).collect()
}
