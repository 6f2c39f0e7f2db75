//! What may not be shown is in no answer that there is: the command line's, the REST API's, OGC API Features', tiles, area
//! packs and what a phone answers from them.

use std::collections::BTreeMap;
use std::path::Path;

use schouw_area::{RdTransform, TILE_ZOOM_MAX};
use schouw_base::Clock as _;
use schouw_node::here::{Desk, Where};
use schouw_picture::address::postcode_text;
use schouw_picture::area_pack;
use schouw_picture::here::Suppressed;
use schouw_picture::story::StoryAsk;
use schouw_picture::{AddressRow, Picture};
use schouw_web::App;
use schouw_web::settings::Settings;
use serde_json::Value;

use crate::stage::{app_of, clock, get, post, town};

/// The square, and the buurt that it lies in.
const PLACE: (f64, f64) = (52.5555971, 5.2732084);
const BUURT: &str = "BU99900101";
/// Records on the square: dataset, id, and words that only they have.
const RECORDS: [(&str, &str, &str); 6] = [
    ("markerwaard-regels", "R22", "Winterlicht: geen glas"),
    (
        "markerwaard-bekendmakingen",
        "https://bekendmakingen.markerwaard.example/gmb-2026-M0001.html",
        "gmb-2026-M0001",
    ),
    ("markerwaard-deelfietsen", "F02", "Havencafé"),
    ("markerwaard-verlichting", "L00679", "L00679"),
    ("markerwaard-loketten", "havenmeester", "Havenmeester Markerwaard"),
    ("meldingen", "990412", "990412"),
];
/// A measure of which the number in the buurt is hidden.
const MEASURE: &str = "misdrijven";

/// Every answer, by what was asked.
async fn answers(snapshot: &Path, address: &str) -> BTreeMap<String, String> {
    let app = app_of(snapshot, Settings { demo: true, ..Settings::default() });
    let mut said = BTreeMap::new();
    rest(&app, address, &mut said).await;
    ogc(&app, &mut said).await;
    tiles(&app, &mut said).await;
    packs(&app, &mut said).await;
    let desk = Desk::open(snapshot, None, RdTransform::Formula).unwrap();
    let spots = [
        Where::Degrees(format!("{},{}", PLACE.0, PLACE.1)),
        Where::Area(BUURT.into()),
        Where::Address(address.into()),
    ];
    for spot in spots {
        let answer = desk.here(&spot, clock().now(), clock().now(), 500);
        let answer = answer.map_or_else(
            |error| format!("refused: {}", error.to_string().len()),
            |answer| serde_json::to_string(&answer).unwrap(),
        );
        said.insert(format!("schouw here {spot:?}"), answer);
    }
    said
}

async fn rest(app: &App, address: &str, said: &mut BTreeMap<String, String>) {
    let (lat, lon) = PLACE;
    let near = format!(r#""lat":{lat},"lon":{lon}"#);
    let whole = r#"{"box":[5.1,52.4,5.4,52.7],"limit":1000}"#;
    let round = r#"{"box":[5.271,52.554,5.276,52.558],"limit":1000}"#;
    for (path, body) in [
        ("/v1/hier/_zoek", format!(r#"{{{near},"radius":500}}"#)),
        ("/v1/hier/_zoek", format!(r#"{{"area":"{BUURT}"}}"#)),
        ("/v1/adressen/_zoek", format!(r#"{{"text":{},"limit":50}}"#, Value::from(address))),
        ("/v1/kaart/_zoek", whole.to_owned()),
        ("/v1/kaart/_zoek", round.to_owned()),
    ] {
        let answered = post(app, path, &body).await;
        said.insert(format!("{path} {body}"), String::from_utf8(answered.body).unwrap());
    }
    let areas = ["NL00", "GM9990", "WK999001", BUURT, "BU99900102", "BU99900103"];
    let mut paths: Vec<String> = areas.iter().map(|code| format!("/v1/gebieden/{code}")).collect();
    paths.extend(
        ["buurt", "wijk", "gemeente"].map(|level| format!("/v1/gebieden?niveau={level}&omtrek=true")),
    );
    let measures = get(app, "/v1/cijfers").await.json();
    for measure in measures["measures"].as_array().unwrap() {
        let id = measure["id"].as_str().unwrap();
        let levels = measure["levels"].as_array().unwrap().iter();
        paths.extend(
            levels.map(|level| format!("/v1/cijfers/{id}?niveau={}", level["level"].as_str().unwrap())),
        );
    }
    paths.extend(
        ["/v1/cijfers", "/v1/bronnen", "/v1/momentopname", "/v1/pakketten", "/catalogus.ttl", "/health"]
            .map(str::to_owned),
    );
    for path in paths {
        let answered = get(app, &path).await;
        said.insert(path, String::from_utf8(answered.body).unwrap());
    }
}

async fn ogc(app: &App, said: &mut BTreeMap<String, String>) {
    let collections = get(app, "/ogc/v1/collections").await.json();
    for collection in collections["collections"].as_array().unwrap() {
        let id = collection["id"].as_str().unwrap();
        for form in ["json", "html"] {
            let mut offset = 0;
            loop {
                let path = format!("/ogc/v1/collections/{id}/items?limit=1000&offset={offset}&f={form}");
                let answered = get(app, &path).await;
                let text = String::from_utf8(answered.body).unwrap();
                let more = text.contains("offset=") && text.contains(&format!("offset={}", offset + 1000));
                said.insert(path, text);
                if !more {
                    break;
                }
                offset += 1000;
            }
        }
    }
}

async fn tiles(app: &App, said: &mut BTreeMap<String, String>) {
    let about = get(app, "/v1/momentopname").await.json();
    let template = about["tiles"]["template"].as_str().unwrap().to_owned();
    for layer in about["tiles"]["layers"].as_array().unwrap() {
        let (min, max) = (layer["min_zoom"].as_u64().unwrap(), layer["max_zoom"].as_u64().unwrap());
        for z in min..=max.min(u64::from(TILE_ZOOM_MAX)) {
            let n = f64::from(1_u32 << z);
            let x = ((PLACE.1 + 180.0) / 360.0 * n) as i64;
            let y = ((1.0 - PLACE.0.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * n) as i64;
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1)] {
                let numbers = [z as i64, x + dx, y + dy].map(|number| number.to_string());
                let path = template
                    .replace("{layer}", layer["layer"].as_str().unwrap())
                    .replace("{z}", &numbers[0])
                    .replace("{x}", &numbers[1])
                    .replace("{y}", &numbers[2]);
                let bytes = get(app, &path).await.body;
                // the edition is another one with a list
                let path = path.splitn(4, '/').last().unwrap().to_owned();
                said.insert(format!("tile {path}"), String::from_utf8_lossy(&bytes).into_owned());
            }
        }
    }
}

async fn packs(app: &App, said: &mut BTreeMap<String, String>) {
    let list = loop {
        let list = get(app, "/v1/pakketten").await.json();
        if list["pending"] == 0 {
            break list;
        }
    };
    for pack in list["results"].as_array().unwrap() {
        let gemeente = pack["gemeente"].as_str().unwrap();
        let path = format!("/v1/pakketten/{gemeente}/{}", pack["digest"].as_str().unwrap());
        let opened = area_pack::open(&get(app, &path).await.body).unwrap();
        let picture = Picture::open(opened.index()).unwrap();
        said.insert(format!("pack {gemeente}"), String::from_utf8_lossy(opened.index()).into_owned());
        let ask = StoryAsk { code: BUURT.parse().unwrap(), at: clock().now(), now: clock().now() };
        if let Ok(page) = picture.story(&ask, &Suppressed::default(), None) {
            said.insert(format!("pack {gemeente} {BUURT}"), serde_json::to_string(&page).unwrap());
        }
        let rows = (0..picture.address_count() as u32).filter_map(|number| picture.address_row(number));
        let label = |row: AddressRow<'_>| {
            let postcode = postcode_text(row.postcode);
            format!("{} {}{}, {postcode} {}", row.street, row.number, row.suffix, row.town)
        };
        let rows: Vec<String> = rows.map(label).collect();
        said.insert(format!("pack {gemeente} addresses"), rows.join("\n"));
    }
}

/// An address of the town where nobody lives, so that answers name its number: as people write it, and as a feature.
async fn an_address(app: &App) -> (String, String) {
    let page = get(app, "/ogc/v1/collections/adressen/items?limit=10000").await.json();
    let features = page["features"].as_array().unwrap();
    let shop = features.iter().find(|one| one["properties"]["dwelling"] == false).unwrap();
    let told = &shop["properties"];
    let text = |key: &str| told[key].as_str().unwrap_or_default().to_owned();
    let number = format!("{} {}{}", text("street"), told["number"], text("suffix"));
    (format!("{number}, {} {}", text("postcode"), text("town")), shop["id"].to_string())
}

/// The answers that hold a text, not as a part of a longer word or number.
fn holding<'s>(said: &'s BTreeMap<String, String>, word: &str) -> Vec<&'s str> {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    let holds = |text: &str| {
        text.match_indices(word).any(|(at, found)| {
            !joins(text[..at].chars().next_back()) && !joins(text[at + found.len()..].chars().next())
        })
    };
    said.iter().filter(|(_, text)| holds(text)).map(|(asked, _)| asked.as_str()).collect()
}

#[tokio::test]
async fn what_may_not_be_shown_is_in_no_answer_that_there_is() {
    let (address, feature) = an_address(&app_of(town(), Settings::default())).await;
    let before = answers(town(), &address).await;
    let problems: Value = serde_json::from_str(&before[&format!("schouw here Area({BUURT:?})")]).unwrap();
    let reports = problems["problems"].as_array().unwrap().iter();
    let dataset = reports.into_iter().find_map(|one| one["source"]["dataset"].as_str()).unwrap().to_owned();

    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("snapshot");
    std::os::unix::fs::symlink(town(), &place).unwrap();
    let mut list = format!(
        "[[hidden]]\naddress = {address:?}\n[[hidden]]\narea = \"{BUURT}\"\nmeasure = \"{MEASURE}\"\n"
    );
    for (of, id, _) in RECORDS {
        let of = if of == "meldingen" { dataset.as_str() } else { of };
        list.push_str(&format!("[[hidden]]\ndataset = \"{of}\"\nid = \"{id}\"\n"));
    }
    std::fs::write(folder.path().join("suppressed.toml"), list).unwrap();
    let after = answers(&place, &address).await;

    let mut words: Vec<&str> = RECORDS.iter().map(|(_, _, word)| *word).collect();
    words.push(&address);
    for word in words {
        assert!(!holding(&before, word).is_empty(), "`{word}` is in no answer without a list");
        let still: Vec<&str> =
            holding(&after, word).into_iter().filter(|asked| !asked.contains(word)).collect();
        assert_eq!(still, Vec::<&str>::new(), "`{word}` is still there");
    }
    let page = |said: &BTreeMap<String, String>| {
        said["/ogc/v1/collections/adressen/items?limit=1000&offset=0&f=json"].clone()
    };
    assert!(
        page(&before).contains(&format!("\"id\":{feature},"))
            && !page(&after).contains(&format!("\"id\":{feature},"))
    );
    figures(&before, true);
    figures(&after, false);
}

/// Looks for the number of the measure in the buurt wherever figures are told.
#[track_caller]
fn figures(said: &BTreeMap<String, String>, shown: bool) {
    let json = |asked: &str| -> Value { serde_json::from_str(&said[asked]).unwrap() };
    let here = json(&format!("schouw here Area({BUURT:?})"));
    let mut figures = here["figures"].as_array().unwrap().iter();
    assert_eq!(figures.any(|one| one["code"] == BUURT && one["measure"] == MEASURE), shown, "here");
    for asked in [format!("/v1/gebieden/{BUURT}"), format!("pack GM9990 {BUURT}")] {
        let page = json(&asked);
        assert_eq!(
            page["trends"].as_array().unwrap().iter().any(|one| one["measure"] == MEASURE),
            shown,
            "{asked}"
        );
    }
    let map = json(&format!("/v1/cijfers/{MEASURE}?niveau=buurt"));
    let area = map["areas"].as_array().unwrap().iter().find(|area| area["code"] == BUURT).unwrap();
    assert_eq!(area["value"].is_number(), shown, "{area}");
}
