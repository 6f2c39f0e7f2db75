//! Questions that a person in a gemeente asks, with the answer of the server.

use jiff::Timestamp;
use schouw_area::{AreaCode, Bounds, Level, Position};
use schouw_node::here::Where;
use schouw_node::service::Serving;
use schouw_picture::areas::AreasAsk;
use schouw_picture::choropleth::ChoroplethAsk;
use schouw_picture::map::MapAsk;
use schouw_picture::moment::parse_moment;
use schouw_picture::story::StoryAsk;
use serde::Serialize;
use serde_json::{Value, json};

/// Moments that are asked about.
const MOMENTS: [&str; 5] = ["nu", "2026-11-27 21:40", "zaterdag", "vanavond 23:00", "2026-11-25T11:00:00Z"];
/// Radii that are asked for, in metres; at most the margin of a pack.
const RADII: [u32; 4] = [100, 250, 500, 1_000];

/// A question, and the answer of the server; none when it refuses.
pub struct Question {
    pub call: &'static str,
    pub json: Value,
    pub native: Option<String>,
}

/// Numbers that look random, always the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn part(&mut self) -> f64 {
        (self.next() % 1_000_000) as f64 / 1e6
    }
}

/// A box in degrees, west, south, east, north, in steps.
pub fn bounds([west, south, east, north]: [f64; 4]) -> Bounds {
    let step = |degrees: f64| (degrees * 1e7).round() as i32;
    Bounds { west: step(west), south: step(south), east: step(east), north: step(north) }
}

fn text<E>(answer: Result<impl Serialize, E>) -> Option<String> {
    answer.ok().map(|answer| serde_json::to_string(&answer).unwrap())
}

/// About `count` questions about spots in the gemeente, and some of every other kind.
pub fn questions(serving: &Serving, gemeente: &AreaCode, count: usize, now: Timestamp) -> Vec<Question> {
    let mut questions = Vec::new();
    let ask = AreasAsk {
        level: Level::Gemeente,
        within: Some(gemeente.clone()),
        year: None,
        limit: 1,
        outlines: false,
    };
    let own = serving.areas(&ask).areas.remove(0);
    let mut random = Random(42);
    here(serving, gemeente, own.bounds, count, now, &mut random, &mut questions);
    search(serving, &own.name, (own.lat, own.lon), now, &mut questions);
    areas(serving, gemeente, now, &mut questions);
    figures(serving, gemeente, now, &mut questions);
    maps(serving, gemeente, own.bounds, now, &mut random, &mut questions);
    let sources = serving.sources(now);
    for id in sources.sources.iter().map(|source| source.id.clone()).chain(["bestaat-niet".to_owned()]) {
        let native = serving.source(&id, now).map(|card| serde_json::to_string(&card).unwrap());
        questions.push(Question { call: "source", json: json!({ "id": id }), native });
    }
    let native = Some(serde_json::to_string(&sources).unwrap());
    questions.push(Question { call: "sources", json: json!({}), native });
    let native = Some(serde_json::to_string(&serving.overview(now)).unwrap());
    questions.push(Question { call: "moment", json: json!({}), native });
    questions
}

/// Spots in the gemeente, decided by the newest division.
fn here(
    serving: &Serving,
    gemeente: &AreaCode,
    [west, south, east, north]: [f64; 4],
    count: usize,
    now: Timestamp,
    random: &mut Random,
    questions: &mut Vec<Question>,
) {
    let picture = serving.desk().snapshot().picture();
    let (_, year) = picture.find_area(gemeente).unwrap();
    while questions.len() < count {
        // as many decimals as a position has: the last digit of more is read differently here and there
        let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
        let lat = round((south + (north - south) * random.part()).clamp(south, north));
        let lon = round((west + (east - west) * random.part()).clamp(west, east));
        let position = Position::new(lat, lon).unwrap();
        if !picture.areas_at(Level::Gemeente, year, position).contains(&gemeente.to_string()) {
            continue;
        }
        let at = MOMENTS[random.next() as usize % MOMENTS.len()];
        let radius = RADII[random.next() as usize % RADII.len()];
        let native = serving.desk().here(
            &Where::Degrees(format!("{lat},{lon}")),
            parse_moment(at, now).unwrap(),
            now,
            radius,
        );
        let json = json!({ "lat": lat, "lon": lon, "at": at, "radius": radius });
        questions.push(Question { call: "here", json, native: text(native) });
    }
}

/// Streets and areas of the gemeente, as they are typed. Others of the same name elsewhere are not on the phone, so the
/// name of the gemeente is typed too, or a position is given and only the nearest is looked at.
fn search(
    serving: &Serving,
    name: &str,
    (lat, lon): (f64, f64),
    now: Timestamp,
    questions: &mut Vec<Question>,
) {
    let near = Position::new(lat, lon).ok();
    for typed in [name, &name[..3.min(name.len())], "k", ""] {
        let json = json!({ "text": typed, "limit": 1, "lat": lat, "lon": lon });
        questions.push(Question { call: "search", json, native: text(serving.suggest(typed, 1, near)) });
    }
    let long = "a".repeat(500);
    questions.push(Question {
        call: "search",
        json: json!({ "text": long }),
        native: text(serving.suggest(&long, 8, None)),
    });
    for address in ["Kade 12, Markerwaard", "Kade, Markerwaard", "bestaat niet 1"] {
        let native = serving.desk().here(&Where::Address(address.into()), now, now, 250);
        questions.push(Question { call: "here", json: json!({ "address": address }), native: text(native) });
    }
}

/// The pages of all areas of the gemeente, lists of them, and what is not there.
fn areas(serving: &Serving, gemeente: &AreaCode, now: Timestamp, questions: &mut Vec<Question>) {
    let mut codes = vec![gemeente.clone(), "BU12345678".parse().unwrap()];
    for level in [Level::Buurt, Level::Wijk, Level::Gemeente] {
        for outlines in [false, true] {
            let ask = AreasAsk { level, within: Some(gemeente.clone()), year: None, limit: 100, outlines };
            let list = serving.areas(&ask);
            codes.extend(list.areas.iter().map(|area| area.code.clone()));
            let json =
                json!({ "niveau": level.word(), "binnen": gemeente, "limit": "100", "omtrek": outlines });
            questions.push(Question { call: "areas", json, native: text(Ok::<_, ()>(list)) });
        }
    }
    codes.dedup();
    for code in codes {
        let ask = StoryAsk { code: code.clone(), at: now, now };
        questions.push(Question {
            call: "area",
            json: json!({ "code": code }),
            native: text(serving.story(&ask)),
        });
        let native = serving.desk().here(&Where::Area(code.to_string()), now, now, 250);
        questions.push(Question { call: "here", json: json!({ "area": code }), native: text(native) });
    }
}

fn figures(serving: &Serving, gemeente: &AreaCode, now: Timestamp, questions: &mut Vec<Question>) {
    for measure in serving.measures() {
        for level in &measure.levels {
            let within = Some(gemeente.clone());
            let ask = ChoroplethAsk { measure: measure.id.clone(), level: level.level, within, period: None };
            let Ok(map) = serving.choropleth(&ask, now) else { continue };
            // a map of a gemeente without a value in the last period of the country: the phone has an earlier one
            if map.areas.iter().all(|area| area.value.is_none() && area.absent == Some("onbekend")) {
                continue;
            }
            let json = json!({ "id": measure.id, "niveau": level.level.word(), "binnen": gemeente });
            questions.push(Question { call: "choropleth", json, native: text(Ok::<_, ()>(map)) });
        }
    }
    let measures = json!({ "measures": serving.measures() }).to_string();
    questions.push(Question { call: "measures", json: json!({}), native: Some(measures) });
    let json = json!({ "id": "bestaat-niet", "niveau": "buurt" });
    questions.push(Question { call: "choropleth", json, native: None });
}

/// Boxes well inside the box of the gemeente, a third of it wide.
fn maps(
    serving: &Serving,
    gemeente: &AreaCode,
    [west, south, east, north]: [f64; 4],
    now: Timestamp,
    random: &mut Random,
    questions: &mut Vec<Question>,
) {
    let picture = serving.desk().snapshot().picture();
    let (_, year) = picture.find_area(gemeente).unwrap();
    let mut asked = 0;
    for _ in 0..200 {
        if asked >= 40 {
            break;
        }
        let (x, y) = (random.part(), random.part());
        let side = |low: f64, high: f64, at: f64| {
            (low + (high - low) * at * 0.9, low + (high - low) * (at * 0.9 + 0.1))
        };
        let ((w, e), (s, n)) = (side(west, east, x), side(south, north, y));
        let corners = [(s, w), (s, e), (n, w), (n, e), ((s + n) / 2.0, (w + e) / 2.0)];
        let inside = corners.iter().all(|(lat, lon)| {
            let position = Position::new(*lat, *lon).unwrap();
            picture.areas_at(Level::Gemeente, year, position).contains(&gemeente.to_string())
        });
        if !inside {
            continue;
        }
        asked += 1;
        let at = MOMENTS[asked % MOMENTS.len()];
        let limit = [5, 50, 200][asked % 3];
        let from = Position::new((s + n) / 2.0, (w + e) / 2.0).unwrap();
        let position = |lat: f64, lon: f64| Position::new(lat, lon).unwrap().steps();
        let (low, high) = (position(s, w), position(n, e));
        let ask = MapAsk {
            bounds: Bounds { west: low.0, south: low.1, east: high.0, north: high.1 },
            layers: Vec::new(),
            at: parse_moment(at, now).unwrap(),
            now,
            from: Some(from),
            limit,
        };
        let start = json!({ "lat": from.lat(), "lon": from.lon() });
        let json = json!({ "box": [w, s, e, n], "at": at, "limit": limit, "from": start });
        questions.push(Question { call: "map", json, native: text(serving.map(&ask)) });
    }
}
