//! Official notices: GeoJSON, one feature a line.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use schouw_bench::points::SplitMix64;

use crate::streets::Street;

/// Days over which the notices are spread, up to the day of retrieval.
const DAYS: u64 = 7 * 365;
const LAST: Date = date(2026, 11, 22);
/// One notice in so many has no point.
const WITHOUT_POINT: u64 = 50;
/// One notice in so many names the days on which it holds.
const WITH_DAYS: u64 = 4;
/// Degrees around the beginning of a street, at most.
const SPREAD: f64 = 0.002;

const KINDS: [(&str, &str); 6] = [
    (
        "omgevingsvergunning",
        "het plaatsen van een dakkapel op het voordakvlak en het vergroten van een bijgebouw",
    ),
    (
        "evenementenvergunning",
        "een buurtfeest met muziek, een rommelmarkt en het afsluiten van de weg voor verkeer",
    ),
    (
        "verkeersbesluit of -mededeling",
        "het aanwijzen van een gehandicaptenparkeerplaats op kenteken en een laadpaal",
    ),
    ("exploitatievergunning", "het exploiteren van een terras met veertig zitplaatsen aan de openbare weg"),
    ("standplaatsvergunning", "een standplaats voor de verkoop van vis op donderdag van negen tot vijf uur"),
    ("apv-vergunning", "het tijdelijk plaatsen van een container en een steiger op de openbare weg"),
];

/// Writes so many notices near streets.
pub fn write(path: &Path, streets: &[Street], count: usize, random: &mut SplitMix64) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for number in 0..count {
        let at = (random.next_u64() % streets.len().max(1) as u64) as usize;
        let Some(street) = streets.get(at) else { break };
        notice(&mut out, street, number, random)?;
    }
    out.flush()
}

fn notice(
    out: &mut impl io::Write,
    street: &Street,
    number: usize,
    random: &mut SplitMix64,
) -> io::Result<()> {
    let drawn = random.next_u64();
    let (kind, what) = KINDS.get((drawn % KINDS.len() as u64) as usize).copied().unwrap_or_default();
    let day = LAST.saturating_sub(((random.next_u64() % DAYS) as i64).days());
    let (town, name, gemeente) = (&street.town, &street.name, &street.gemeente);
    write!(out, "{{\"type\":\"Feature\",\"geometry\":")?;
    if (drawn >> 8).is_multiple_of(WITHOUT_POINT) {
        write!(out, "null")?;
    } else {
        let mut near = |degrees: f64| degrees + (random.unit() - 0.5) * SPREAD;
        let (lon, lat) = (near(street.start.lon()), near(street.start.lat()));
        write!(out, "{{\"type\":\"Point\",\"coordinates\":[{lon:.6},{lat:.6}]}}")?;
    }
    write!(
        out,
        ",\"properties\":{{\"id\":\"gmb-{}-{number}\",\"type\":\"{kind}\",\"gemeente\":\"{gemeente}\",\
         \"title\":\"{town}, {name} {}: aanvraag {kind}\",\"description\":\"Het college maakt bekend dat een aanvraag is \
         ontvangen voor {what} aan de {name} in {town}. De stukken liggen zes weken ter inzage bij de balie.\",\
         \"date\":\"{day}\",\"url\":\"https://bekendmakingen.example/gmb-{}-{number}\"",
        day.year(),
        1 + drawn % 200,
        day.year(),
    )?;
    if (drawn >> 16).is_multiple_of(WITH_DAYS) {
        let (from, until) = (day.saturating_add(30.days()), day.saturating_add(60.days()));
        write!(out, ",\"from\":\"{from}\",\"until\":\"{until}\"")?;
    }
    writeln!(out, "}}}}")
}
