//! The map: sixteen neighbourhoods that share their borders exactly, four districts, one municipality.
//!
//! A border between two corners is made once, from the seed and those corners alone, and used by both neighbours: so
//! the division is a true partition. `Buitenring` lies in three pieces round the others, and `Buitendijks` outside
//! the dike.

use std::collections::BTreeMap;

use super::ground::{Metres, Rect, Steps, at};
use super::random::Random;

/// The year of the division.
pub const YEAR: u16 = 2026;
/// Code and name of the municipality; no real one has this code.
pub const GEMEENTE: (&str, &str) = ("GM9990", "Markerwaard");
/// The districts: code and name.
pub const WIJKEN: [(&str, &str); 4] = [
    ("WK999001", "Lelystrand"),
    ("WK999002", "Polderhart"),
    ("WK999003", "De Kavels"),
    ("WK999004", "Buitenring"),
];

/// Metres between the bends of a border.
const BEND_METRES: f64 = 160.0;
/// How far a bend lies from the straight line at most, in metres.
const BEND_DEPTH_METRES: f64 = 32.0;

// corners on the outer edge: a in the west, b in the north, c in the east, d in the south
const A1: Metres = at(450.0, 7400.0);
const A2: Metres = at(350.0, 5300.0);
const A3: Metres = at(700.0, 2700.0);
const B1: Metres = at(3300.0, 10_100.0);
const B2: Metres = at(6600.0, 10_350.0);
const B3: Metres = at(8900.0, 9700.0);
const C1: Metres = at(10_900.0, 7300.0);
const C2: Metres = at(11_350.0, 5500.0);
const C3: Metres = at(11_000.0, 3600.0);
const D1: Metres = at(3100.0, 700.0);
const D2: Metres = at(7000.0, 450.0);
// corners inside, from north to south: rows i, j and k
const I1: Metres = at(3100.0, 7700.0);
const I2: Metres = at(6600.0, 7500.0);
const I2B: Metres = at(5900.0, 7450.0);
const I3: Metres = at(8800.0, 7650.0);
const I3B: Metres = at(8400.0, 7600.0);
const J1: Metres = at(3100.0, 5500.0);
const J1B: Metres = at(3900.0, 5450.0);
const J2: Metres = at(5900.0, 5600.0);
const J2B: Metres = at(6400.0, 5650.0);
const J3: Metres = at(8400.0, 5700.0);
const J3B: Metres = at(8800.0, 5650.0);
const K1: Metres = at(3200.0, 2700.0);
const K1B: Metres = at(3900.0, 2800.0);
const K2: Metres = at(6400.0, 2900.0);
const K2B: Metres = at(7100.0, 2950.0);
const K3: Metres = at(8800.0, 3200.0);
const K4: Metres = at(9900.0, 3400.0);
/// the corner of Havenkwartier, Havenplein and Kade, next to the square
const H: Metres = at(9900.0, 5600.0);

/// Where the outer edge goes between two corners.
const VIA: [(Metres, Metres, &[Metres]); 7] = [
    (A1, B1, &[at(600.0, 8800.0), at(1500.0, 9800.0)]),
    (B3, C1, &[at(10_500.0, 9600.0), at(11_350.0, 8400.0)]),
    (C1, C2, &[at(11_450.0, 6500.0)]),
    (C2, C3, &[at(11_500.0, 4500.0)]),
    (C3, D2, &[at(10_600.0, 1700.0), at(9300.0, 650.0)]),
    (D1, A3, &[at(1300.0, 900.0), at(700.0, 1700.0)]),
    (A3, A2, &[at(350.0, 4000.0)]),
];

/// The outer edge of the dike ring, corner by corner clockwise; Buitendijks lies outside it.
pub const DIKE: [Metres; 13] = [A1, B1, B2, B3, I3, C1, C2, C3, D2, D1, A3, A2, A1];
/// The main canals, each along borders of neighbourhoods.
pub const CANALS: [(&str, &[Metres]); 4] = [
    ("Hoofdvaart", &[A2, J1, J1B, J2, J2B, J3, J3B, H]),
    ("Middenvaart", &[B2, I2, I2B, J2]),
    ("Dwarsvaart", &[J2B, K2, K2B, D2]),
    ("Westvaart", &[I1, J1, J1B, K1B, K1, D1]),
];

/// A neighbourhood as it is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Buurt {
    /// the code
    pub code: &'static str,
    /// the name
    pub name: &'static str,
    /// people who live there
    pub inhabitants: u32,
    /// number of streets with addresses
    pub streets: u32,
    /// where the streets are
    pub built: Rect,
    corners: &'static [Metres],
}

const fn buurt(
    code: &'static str,
    name: &'static str,
    (inhabitants, streets): (u32, u32),
    built: Rect,
    corners: &'static [Metres],
) -> Buurt {
    Buurt { code, name, inhabitants, streets, built, corners }
}

/// The neighbourhoods, in order of their codes. Corners run clockwise.
pub const BUURTEN: [Buurt; 16] = [
    buurt("BU99900101", "Havenkwartier", (4_180, 42), HAVENKWARTIER, &[I3B, I3, C1, C2, H, J3B, J3]),
    buurt("BU99900102", "Havenplein", (2_360, 26), Rect(8950.0, 3650.0, 9750.0, 5500.0), &[J3B, H, K4, K3]),
    buurt("BU99900103", "Kade", (2_940, 30), Rect(10_000.0, 3750.0, 10_900.0, 5150.0), &[H, C2, C3, K4]),
    buurt(
        "BU99900104",
        "Zuiderhoofd",
        (3_870, 38),
        Rect(7300.0, 1200.0, 9700.0, 2800.0),
        &[K2B, K3, K4, C3, D2],
    ),
    buurt("BU99900201", "Stationsbuurt", (5_120, 48), STATIONSBUURT, &[J2B, J3, J3B, K3, K2B, K2]),
    buurt(
        "BU99900202",
        "Marktveld",
        (5_640, 52),
        Rect(4050.0, 3050.0, 6200.0, 5250.0),
        &[J1B, J2, J2B, K2, K1B],
    ),
    buurt(
        "BU99900203",
        "Sluiswijk",
        (6_480, 58),
        Rect(3400.0, 950.0, 6700.0, 2500.0),
        &[K1, K1B, K2, K2B, D2, D1],
    ),
    buurt("BU99900204", "Nieuwe Erven", (7_350, 66), NIEUWE_ERVEN, &[A2, J1, J1B, K1B, K1, A3]),
    buurt("BU99900301", "Bedrijvenpark Oost", (45, 11), BP_OOST, &[I2B, I2, I3B, J3, J2B, J2]),
    buurt("BU99900302", "Bedrijvenpark West", (30, 10), BP_WEST, &[I1, I2B, J2, J1B, J1]),
    buurt(
        "BU99900303",
        "Energiekade",
        (265, 7),
        Rect(6800.0, 7800.0, 8600.0, 9400.0),
        &[B2, B3, I3, I3B, I2],
    ),
    buurt("BU99900304", "Kassenrand", (410, 9), Rect(3500.0, 7900.0, 6400.0, 9900.0), &[B1, B2, I2, I2B, I1]),
    buurt("BU99900401", "Dijkzicht", (4_310, 41), Rect(650.0, 5600.0, 2900.0, 7200.0), &[A1, I1, J1, A2]),
    buurt("BU99900402", "Bosrand", (3_640, 35), Rect(1000.0, 7800.0, 2900.0, 8900.0), &[A1, B1, I1]),
    buurt("BU99900403", "Vakantiepark Markersteiger", (1_020, 14), VAKANTIEPARK, &[A3, K1, D1]),
    buurt("BU99900404", "Buitendijks", (15, 2), Rect(9100.0, 7800.0, 10_500.0, 9000.0), &[B3, C1, I3]),
];

const HAVENKWARTIER: Rect = Rect(8550.0, 5850.0, 10_900.0, 7100.0);
const STATIONSBUURT: Rect = Rect(6600.0, 3300.0, 8600.0, 5450.0);
const NIEUWE_ERVEN: Rect = Rect(700.0, 2950.0, 2950.0, 5150.0);
const BP_OOST: Rect = Rect(6150.0, 5850.0, 8250.0, 7250.0);
const BP_WEST: Rect = Rect(3300.0, 5750.0, 5700.0, 7250.0);
const VAKANTIEPARK: Rect = Rect(1100.0, 1400.0, 2700.0, 2500.0);

impl Buurt {
    /// The code of its district.
    #[must_use]
    pub fn wijk(&self) -> String {
        format!("WK{}", self.code.get(2..8).unwrap_or_default())
    }
}

/// The neighbourhood with this name, for tables that tell a story about it.
#[must_use]
pub fn code_of(name: &str) -> &'static str {
    BUURTEN.iter().find(|buurt| buurt.name == name).map_or(GEMEENTE.0, |buurt| buurt.code)
}

/// The outer edge of a neighbourhood: counter-clockwise, closed.
#[must_use]
pub fn ring(seed: u64, buurt: &Buurt) -> Vec<Steps> {
    let corners = buurt.corners;
    let next = corners.iter().cycle().skip(1);
    let mut ring: Vec<Steps> = Vec::new();
    for (from, to) in corners.iter().zip(next) {
        ring.extend(border(seed, *from, *to).iter().map(|spot| spot.steps()));
        // the next border begins where this one ends
        ring.pop();
    }
    ring.extend(ring.first().copied());
    ring.reverse();
    ring
}

/// The border between two corners, both included; the same points whichever of the two comes first.
#[must_use]
pub fn border(seed: u64, from: Metres, to: Metres) -> Vec<Metres> {
    let forward = from <= to;
    let (low, high) = if forward { (from, to) } else { (to, from) };
    let mut random = Random::for_purpose(seed, &format!("border {} {} {} {}", low.x, low.y, high.x, high.y));
    let mut spots = vec![low];
    let mut start = low;
    for stop in through(low, high) {
        bend(&mut random, start, stop, &mut spots);
        start = stop;
    }
    if !forward {
        spots.reverse();
    }
    spots
}

/// The spots on the way, the last one included.
fn through(low: Metres, high: Metres) -> Vec<Metres> {
    let mut stops: Vec<Metres> = Vec::new();
    for (from, to, via) in VIA {
        if (from, to) == (low, high) {
            stops.extend(via);
        } else if (to, from) == (low, high) {
            stops.extend(via.iter().rev());
        }
    }
    stops.push(high);
    stops
}

/// Adds the bends from `start` to `stop`, and `stop`. They are flat at both ends, so that corners stay sharp.
fn bend(random: &mut Random, start: Metres, stop: Metres, spots: &mut Vec<Metres>) {
    let length = start.distance(stop);
    let bends = (length / BEND_METRES).floor().max(1.0);
    let across = at(-(stop.y - start.y) / length, (stop.x - start.x) / length);
    let mut nth = 1.0;
    while nth < bends {
        let share = nth / bends;
        let depth = BEND_DEPTH_METRES * 4.0 * share * (1.0 - share) * random.signed();
        let on_line = at(start.x + (stop.x - start.x) * share, start.y + (stop.y - start.y) * share);
        spots.push(on_line.moved(across.x * depth, across.y * depth));
        nth += 1.0;
    }
    spots.push(stop);
}

/// The outer edges of several neighbourhoods together, one ring a piece: what no two of them share. The pieces come in
/// the order of their westernmost points, counter-clockwise and closed.
#[must_use]
pub fn dissolve(rings: &[Vec<Steps>]) -> Vec<Vec<Steps>> {
    let edges =
        |ring: &Vec<Steps>| ring.iter().copied().zip(ring.iter().copied().skip(1)).collect::<Vec<_>>();
    let all: std::collections::BTreeSet<(Steps, Steps)> = rings.iter().flat_map(edges).collect();
    let mut next: BTreeMap<Steps, Steps> =
        all.iter().filter(|(from, to)| !all.contains(&(*to, *from))).copied().collect();
    let mut pieces = Vec::new();
    while let Some((start, mut to)) = next.pop_first() {
        let mut piece = vec![start, to];
        while let Some(after) = next.remove(&to) {
            piece.push(after);
            to = after;
        }
        pieces.push(piece);
    }
    pieces
}

/// A strip of so many metres wide along a line through corners: a dike, a canal. Counter-clockwise and closed.
#[must_use]
pub fn strip(seed: u64, corners: &[Metres], width: f64) -> Vec<Steps> {
    let line = line(seed, corners);
    let side = |sign: f64| {
        let edge = |(nth, spot): (usize, &Metres)| {
            let before = line.get(nth.saturating_sub(1)).unwrap_or(spot);
            let after = line.get(nth + 1).unwrap_or(spot);
            let length = before.distance(*after).max(1.0);
            let half = sign * width / 2.0 / length;
            spot.moved((after.y - before.y) * half, -(after.x - before.x) * half).steps()
        };
        line.iter().enumerate().map(edge).collect::<Vec<_>>()
    };
    let mut ring = side(1.0);
    ring.extend(side(-1.0).into_iter().rev());
    ring.extend(ring.first().copied());
    ring
}

/// The line through corners, border by border.
#[must_use]
pub fn line(seed: u64, corners: &[Metres]) -> Vec<Metres> {
    let mut line: Vec<Metres> = Vec::new();
    for (from, to) in corners.iter().zip(corners.iter().skip(1)) {
        line.pop();
        line.extend(border(seed, *from, *to));
    }
    line
}
