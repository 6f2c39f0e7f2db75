//! Who acts and who to call: teams with their areas as GeoJSON, desks as a sheet. Roles and desks only, never a person; every telephone number is one that nobody can have.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::RawFile;
use super::agreements;
use super::areas::{gemeente_pieces, wijk_pieces};
use super::days::plus;
use super::geojson::{collection, feature, multi_polygon, polygon, ring_of};
use super::map::WIJKEN;
use super::scene::{PLATFORM, STATION_SQUARE};
use super::sheet::Sheet;

/// Days since someone last confirmed the base team.
const TEAM_CONFIRMED_DAYS: i32 = 12;

/// The files.
pub fn files(seed: u64, today: Date) -> Vec<RawFile> {
    let teams = collection(teams(seed, today));
    vec![
        RawFile::json("contacten/teams.geojson", "markerwaard-teams", &teams),
        RawFile::new("contacten/loketten.csv", "markerwaard-loketten", desks(today)),
        RawFile::new(
            "contacten/handhavingsarrangement.csv",
            "markerwaard-afspraken",
            agreements::sheet(today),
        ),
    ]
}

fn teams(seed: u64, today: Date) -> Vec<Value> {
    let confirmed = plus(today, -TEAM_CONFIRMED_DAYS).to_string();
    let whole = multi_polygon(&gemeente_pieces(seed));
    let mut teams = vec![feature(
        json!({
            "id": "basisteam-markerwaard",
            "soort": "basisteam",
            "partij": "politie",
            "naam": "Basisteam Markerwaard",
            "rol": "",
            "telefoon": "0900-0000",
            "bereikbaar": "24/7",
            "hulp": "Bel het basisteam. Zeg: boa, hulp, waar, hoeveel mensen, wapens, gewonden.",
            "bevestigd": confirmed,
        }),
        whole,
    )];
    // hours of the community officers, district by district
    let hours = ["Th-Sa 14:00-23:00", "Mo-Th 09:00-17:00", "Tu,Th 09:00-17:00", "We-Fr 10:00-18:00"];
    for ((code, name), hours) in WIJKEN.iter().zip(hours) {
        let facts = json!({
            "id": format!("wijkagent-{}", name.to_lowercase().replace(' ', "-")),
            "soort": "wijkagent",
            "partij": "politie",
            "naam": format!("Wijkagent {name}"),
            "rol": "wijkagent",
            "telefoon": "0900-0000",
            "bereikbaar": hours,
            "hulp": "Vraag het basisteam naar de wijkagent.",
            "bevestigd": confirmed,
        });
        teams.push(feature(facts, multi_polygon(&wijk_pieces(seed, code))));
    }
    teams.push(carrier(today));
    teams
}

/// The carrier, for the platforms and the square before them.
fn carrier(today: Date) -> Value {
    let whole = super::ground::Rect(STATION_SQUARE.0, STATION_SQUARE.1, PLATFORM.2, PLATFORM.3);
    let facts = json!({
        "id": "markerlijn-station",
        "soort": "contactpunt",
        "partij": "vervoerder",
        "naam": "Markerlijn, veiligheid en service",
        "rol": "boa domein IV",
        "telefoon": "0900-00001",
        "bereikbaar": "05:30-01:00",
        "hulp": "Bel de meldkamer van Markerlijn. Op het perron treden hun boa's op, op het plein de gemeente.",
        "bevestigd": plus(today, -33).to_string(),
    });
    feature(facts, polygon(&ring_of(whole)))
}

/// Columns of the desks: id, party, name, role, themes, telephone, mail, page, hours, how to ask, area.
const DESKS: [[&str; 11]; 9] = [
    [
        "toezicht-noord-lelystrand",
        "gemeente",
        "Toezicht en handhaving, team Noord",
        "boa domein I",
        "",
        "0900-00002",
        "toezicht.noord@markerwaard.example",
        "",
        "Mo-Su 07:00-24:00",
        "Bel de coördinator van dienst.",
        "WK999001",
    ],
    [
        "toezicht-noord-kavels",
        "gemeente",
        "Toezicht en handhaving, team Noord",
        "boa domein I",
        "",
        "0900-00002",
        "toezicht.noord@markerwaard.example",
        "",
        "Mo-Su 07:00-24:00",
        "Bel de coördinator van dienst.",
        "WK999003",
    ],
    [
        "toezicht-zuid-polderhart",
        "gemeente",
        "Toezicht en handhaving, team Zuid",
        "boa domein I",
        "",
        "0900-00003",
        "toezicht.zuid@markerwaard.example",
        "",
        "Mo-Su 07:00-24:00",
        "Bel de coördinator van dienst.",
        "WK999002",
    ],
    [
        "toezicht-zuid-buitenring",
        "gemeente",
        "Toezicht en handhaving, team Zuid",
        "boa domein I",
        "",
        "0900-00003",
        "toezicht.zuid@markerwaard.example",
        "",
        "Mo-Su 07:00-24:00",
        "Bel de coördinator van dienst.",
        "WK999004",
    ],
    [
        "omgevingsdienst",
        "omgevingsdienst",
        "Omgevingsdienst Markermeer",
        "boa domein II",
        "milieu; natuur; stilte; natuurbrand; zwemwater; honden; vakantieverhuur",
        "0900-00004",
        "meldkamer@omgevingsdienst-markermeer.example",
        "https://omgevingsdienst-markermeer.example/melden",
        "24/7",
        "Bel de milieuwacht. Bij gevaarlijke stoffen: afstand houden en niets aanraken.",
        "GM9990",
    ],
    [
        "leerplicht",
        "gemeente",
        "Leerplicht Markerwaard",
        "boa domein III",
        "onderwijs; verzuim",
        "0900-00005",
        "leerplicht@markerwaard.example",
        "",
        "Mo-Fr 08:30-17:00",
        "Geef door welke school en hoe laat, zonder naam.",
        "GM9990",
    ],
    [
        "sociale-recherche",
        "sociale recherche",
        "Sociale recherche Markermeer",
        "boa domein V",
        "ondermijning; arbeid",
        "0900-00006",
        "signalen@sociale-recherche-markermeer.example",
        "",
        "Mo-Fr 09:00-17:00",
        "Geef een signaal over een plek, niet over een persoon.",
        "GM9990",
    ],
    [
        "havenmeester",
        "gemeente",
        "Havenmeester Markerwaard",
        "toezicht haven",
        "water",
        "06-00000007",
        "haven@markerwaard.example",
        "",
        "Mo-Su 08:00-20:00",
        "Bel of loop langs het havenkantoor.",
        "WK999001",
    ],
    [
        "cameratoezicht",
        "politie",
        "Toezichtcentrale",
        "",
        "openbare-orde; alcohol; evenement",
        "0900-00008",
        "",
        "",
        "Fr-Su 18:00-06:00",
        "Vraag om meekijken bij een gevaarlijke situatie.",
        "BU99900101",
    ],
];

fn desks(today: Date) -> Vec<u8> {
    let mut sheet = Sheet::new(
        ';',
        &[
            "id",
            "soort",
            "partij",
            "naam",
            "rol",
            "themas",
            "telefoon",
            "mail",
            "pagina",
            "bereikbaar",
            "hulp",
            "gebied",
            "bevestigd",
        ],
    );
    for (nth, [id, party, name, role, themes, phone, mail, page, hours, ask, area]) in (0..).zip(DESKS) {
        // each was confirmed on another day; the last one long ago
        let confirmed = plus(today, if nth == 8 { -410 } else { -7 - 9 * nth }).to_string();
        sheet.line(&[
            id,
            "contactpunt",
            party,
            name,
            role,
            themes,
            phone,
            mail,
            page,
            hours,
            ask,
            area,
            &confirmed,
        ]);
    }
    sheet.bytes_with_mark()
}
