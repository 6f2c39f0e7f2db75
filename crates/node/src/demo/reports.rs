//! Reports about public space: those of the municipality's own system with RD coordinates and local times, those of
//! the environment line as Open311 XML. Thirteen about rubbish at Kade 12 are one problem.

use jiff::civil::{Date, DateTime};
use serde_json::{Value, json};

use super::RawFile;
use super::addresses::{Address, of_buurt};
use super::days::{first_rubbish, plus};
use super::ground::Metres;
use super::notices::escaped;
use super::random::Random;
use super::scene::{DRUMS, ON_FORELAND, PERMITTED_FIRM, RUBBISH_NUMBER, on_kade};

/// Subject of reports about rubbish beside containers.
const RUBBISH: (&str, &str) = ("214", "Afval naast container");
/// Days between the first report at Kade 12 and each of the others, thirteen in all.
const RUBBISH_DAYS: [i32; 13] = [0, 1, 2, 3, 3, 5, 6, 7, 8, 9, 10, 11, 12];
/// Number of the first report at Kade 12.
const RUBBISH_FIRST_ID: u32 = 990_412;
/// Ordinary reports in the system of the municipality.
const ORDINARY: u32 = 170;
/// Days that they go back.
const DAYS_BACK: u32 = 75;
/// Metres round Kade 12 in which no ordinary report lies: so the thirteen stay thirteen.
const APART_METRES: f64 = 120.0;

/// The files.
pub fn files(seed: u64, today: Date, town: &[Address]) -> Vec<RawFile> {
    let mut reports = rubbish(seed, today);
    reports.extend(ordinary(seed, today, town));
    let list = json!({ "meldingen_lijst": reports });
    vec![
        RawFile::json("meldingen/meldingen.json", "markerwaard-meldingen", &list),
        RawFile::new(
            "meldingen/milieuklachten_open311.xml",
            "markerwaard-milieuklachten",
            open311(seed, today),
        ),
    ]
}

/// One report as the system lists it; `None` for a spot that has no place in RD.
fn report(
    id: u32,
    at: DateTime,
    status: &str,
    subject: (&str, &str),
    place: Metres,
    address: (&str, u32),
) -> Option<Value> {
    let (x, y) = place.rd()?;
    Some(json!({
        "id": id,
        "spoed": false,
        "datumMelding": at.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        "status": status,
        "herkomstCode": "BUR",
        "afdeling": { "id": "31", "omschrijving": "Toezicht en handhaving" },
        "onderwerp": { "id": subject.0, "omschrijving": subject.1 },
        "locatie": {
            "adres": { "straatNaam": address.0.to_uppercase(), "huisnummer": address.1.to_string() },
            "x": x.round() as i64,
            "y": y.round() as i64,
        },
        "omschrijving": words(id),
    }))
}

/// Free text as people write it, now and then with what must not be kept. The plate is of a series never issued.
fn words(id: u32) -> &'static str {
    match id % 11 {
        0 => "Er stond een witte bus bij, kenteken GB-000-X",
        4 => "Bel mij terug op 06-00000012",
        7 => "Alweer hetzelfde, wanneer komt er iemand?",
        _ => "Zie foto",
    }
}

fn rubbish(seed: u64, today: Date) -> Vec<Value> {
    let mut random = Random::for_purpose(seed, "rubbish");
    let first = first_rubbish(today);
    let container = on_kade(RUBBISH_NUMBER);
    let one = |(days, id): (i32, u32)| {
        let (hour, minute) = (7 + random.below(14), random.below(60));
        let at = plus(first, days).at(hour as i8, minute as i8, 0, 0);
        let place = container.moved(4.0 * random.signed(), 4.0 * random.signed());
        let status = if days < 4 { "In behandeling" } else { "Nieuw" };
        report(id, at, status, RUBBISH, place, ("Kade", RUBBISH_NUMBER))
    };
    RUBBISH_DAYS.into_iter().zip((RUBBISH_FIRST_ID..).step_by(17)).filter_map(one).collect()
}

fn ordinary(seed: u64, today: Date, town: &[Address]) -> Vec<Value> {
    const SUBJECTS: [(&str, &str); 9] = [
        RUBBISH,
        ("12", "Bomen"),
        ("31", "Straatverlichting kapot"),
        ("44", "Jongeren op straat"),
        ("52", "Fout geparkeerde auto"),
        ("53", "Fietswrak"),
        ("61", "Hondenpoep"),
        ("70", "Losse stoeptegel"),
        ("81", "Geluid van horeca"),
    ];
    const STATUSES: [&str; 4] = ["Nieuw", "In behandeling", "Afgehandeld", "Afgehandeld"];
    let mut random = Random::for_purpose(seed, "reports");
    // where it is lively there is more to report
    let lively: Vec<&Address> = ["Kade", "Havenplein", "Stationsbuurt", "Marktveld"]
        .iter()
        .flat_map(|name| of_buurt(town, name))
        .collect();
    let all: Vec<&Address> = town.iter().collect();
    let mut reports = Vec::new();
    for nth in 0..ORDINARY {
        let from = if nth % 3 == 0 { &lively } else { &all };
        let (subject, status) = (random.pick(&SUBJECTS), random.pick(&STATUSES));
        let (days, hour, minute) = (1 + random.below(DAYS_BACK), 6 + random.below(17), random.below(60));
        let (Some(address), Some(subject), Some(status)) = (random.pick(from), subject, status) else {
            continue;
        };
        if address.place.distance(on_kade(RUBBISH_NUMBER)) < APART_METRES {
            continue;
        }
        let at = plus(today, -i32::try_from(days).unwrap_or(1)).at(hour as i8, minute as i8, 0, 0);
        let place = address.place.moved(6.0 * random.signed(), 6.0 * random.signed());
        reports.extend(report(
            960_001 + nth * 7,
            at,
            status,
            *subject,
            place,
            (&address.street, address.number),
        ));
    }
    reports
}

/// A complaint to the environment line.
struct Complaint {
    days_ago: i32,
    hour: i8,
    code: &'static str,
    name: &'static str,
    open: bool,
    place: Metres,
}

fn complaints(seed: u64) -> Vec<Complaint> {
    let mut random = Random::for_purpose(seed, "complaints");
    let mut complaints = Vec::new();
    let mut several = |count: u32, step: i32, hour, code, name, place: Metres, spread: f64| {
        for nth in 0..count {
            let place = place.moved(spread * random.signed(), spread * random.signed());
            let days_ago = 2 + step * i32::try_from(nth).unwrap_or(0);
            complaints.push(Complaint { days_ago, hour, code, name, open: nth < 4, place });
        }
    };
    // about the firm that has a permit: a complaint is not yet an offence
    several(9, 5, 21, "geur", "Stank van bedrijf", PERMITTED_FIRM, 9.0);
    several(3, 6, 8, "dumping", "Vaten of drugsafval", DRUMS, 6.0);
    several(4, 9, 22, "licht", "Licht uit kassen", super::ground::at(4700.0, 9050.0), 10.0);
    several(3, 11, 23, "geluid", "Geluid in stiltegebied", ON_FORELAND, 10.0);
    several(1, 1, 14, "water", "Dode vissen", super::ground::at(1080.0, 1900.0), 1.0);
    complaints
}

fn open311(seed: u64, today: Date) -> Vec<u8> {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests>\n");
    for (nth, complaint) in (1..).zip(complaints(seed)) {
        let Complaint { days_ago, hour, code, name, open, place } = complaint;
        let (lon, lat) = place.degrees();
        let at = plus(today, -days_ago).at(hour, 10, 0, 0).strftime("%Y-%m-%dT%H:%M:%S");
        let status = if open { "open" } else { "closed" };
        text.push_str(&format!(
            "<request><service_request_id>ODM-{nth:04}</service_request_id><status>{status}</status><status_notes/>\
             <service_name>{}</service_name><service_code>{code}</service_code><description>{}</description>\
             <agency_responsible>Omgevingsdienst Markermeer</agency_responsible><service_notice/>\
             <requested_datetime>{at}</requested_datetime><address/><address_id/><zipcode/>\
             <lat>{lat:.7}</lat><long>{lon:.7}</long><media_url/></request>\n",
            escaped(name),
            escaped(words(nth)),
        ));
    }
    text.push_str("</service_requests>\n");
    text.into_bytes()
}
