//! From records of a file (CSV, GeoJSON) to teams. The file is read elsewhere; here it is judged.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use jiff::civil::Date;
use schouw_area::Position;

use super::{Register, Spot, TEAMS_MAX, Team, TeamId};
use crate::finding::{FINDINGS_MAX, Finding};

/// Longest name of a team, unit or district, in characters.
const NAME_CHARS_MAX: usize = 120;
/// Most municipalities of one team; the largest serves less than twenty.
const MUNICIPALITIES_MAX: usize = 60;

/// One record of a file, as text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawTeam {
    /// number of the record, from 1
    pub record: u64,
    /// column to value, columns in lower case
    pub cells: BTreeMap<String, String>,
    /// its polygons, when the file has a geometry
    pub area: Vec<Vec<Vec<[f64; 2]>>>,
    /// a spot within that area
    pub spot: Option<Spot>,
}

/// What came of a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// the teams that can be used
    pub register: Register,
    /// what is wrong
    pub findings: Vec<Finding>,
    /// records that were not taken; each has a finding, as far as these are kept
    pub left_out: u64,
}

impl Reading {
    fn find(&mut self, record: u64, field: &str, message: impl Into<String>) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(Finding::on(record, field, message));
        }
    }

    fn leave_out(&mut self, record: u64, field: &str, message: impl Into<String>) {
        self.left_out += 1;
        self.find(record, field, message);
    }
}

/// Names of columns that mean the same.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["id", "team", "teamid", "team_id", "code", "nummer"]),
    ("name", &["naam", "name", "teamnaam", "basisteam"]),
    ("unit", &["eenheid", "unit", "regionale eenheid"]),
    ("district", &["district"]),
    ("municipalities", &["gemeenten", "gemeente", "municipalities"]),
    ("residents", &["inwoners", "residents", "inwoners grootste gemeente"]),
    ("came_from", &["voorganger", "voorgangers", "came_from", "komt uit"]),
    ("version", &["versie", "versiedatum", "version", "datum", "peildatum"]),
    ("lat", &["lat", "latitude", "breedtegraad"]),
    ("lon", &["lon", "lng", "longitude", "lengtegraad"]),
];

fn cell<'a>(raw: &'a RawTeam, key: &str) -> Option<&'a str> {
    let names = COLUMNS.iter().find(|(name, _)| *name == key).map(|(_, names)| *names)?;
    names.iter().find_map(|name| raw.cells.get(*name)).map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Makes a register of the records of a file. `version` is the day that the file holds of, for records that do not
/// say; without either a record is left out.
#[must_use]
pub fn read(records: &[RawTeam], version: Option<Date>) -> Reading {
    let mut reading = Reading::default();
    for raw in records {
        let Some(team) = one(raw, version, &mut reading) else { continue };
        let full = reading.register.teams.len() >= TEAMS_MAX;
        match reading.register.teams.entry(team.id.clone()) {
            Entry::Vacant(_) if full => {
                reading.leave_out(
                    raw.record,
                    "",
                    format!("meer dan {TEAMS_MAX} teams; dit team is niet overgenomen"),
                );
            }
            Entry::Vacant(place) => {
                place.insert(team);
            }
            Entry::Occupied(place) => {
                let same = *place.get() == team;
                let (name, id) = (place.get().name.clone(), team.id);
                let what =
                    if same { "staat er twee keer in" } else { "staat er twee keer in, en niet gelijk" };
                let message = format!("team `{id}` {what}; het eerste (`{name}`) is gehouden, dit niet");
                reading.leave_out(raw.record, "id", message);
            }
        }
    }
    same_names(&mut reading);
    reading
}

/// Two ids with one name in one unit are perhaps one team; both are kept, a person decides.
fn same_names(reading: &mut Reading) {
    let mut seen: BTreeMap<(String, Option<String>), TeamId> = BTreeMap::new();
    let mut doubles = Vec::new();
    for team in reading.register.teams.values() {
        let key = (team.name.to_lowercase(), team.unit.clone());
        match seen.get(&key) {
            Some(first) => doubles.push((first.clone(), team.id.clone(), team.name.clone())),
            None => {
                seen.insert(key, team.id.clone());
            }
        }
    }
    for (first, second, name) in doubles {
        reading.find(
            0,
            "naam",
            format!("`{first}` en `{second}` heten allebei `{name}`: is dit één team? Beide zijn gehouden"),
        );
    }
}

fn one(raw: &RawTeam, version: Option<Date>, reading: &mut Reading) -> Option<Team> {
    let id = match cell(raw, "id").map(str::parse::<TeamId>) {
        Some(Ok(id)) => id,
        Some(Err(error)) => {
            let message = format!("{error}: het team is niet overgenomen");
            reading.leave_out(raw.record, "id", message);
            return None;
        }
        None => {
            reading.leave_out(raw.record, "id", "er staat geen id: het team is niet overgenomen");
            return None;
        }
    };
    let Some(name) = cell(raw, "name").map(|name| short(raw, "naam", name, reading)) else {
        reading.leave_out(
            raw.record,
            "naam",
            format!("team `{id}` heeft geen naam: het is niet overgenomen"),
        );
        return None;
    };
    let said = cell(raw, "version");
    let version = match said.map(str::parse::<Date>) {
        Some(Ok(day)) => Some(day),
        Some(Err(_)) => {
            let text = said.unwrap_or_default();
            reading.find(
                raw.record,
                "versie",
                format!("`{text}` is geen dag die bestaat: schrijf 2026-11-01"),
            );
            version
        }
        None => version,
    };
    let Some(version) = version else {
        reading.leave_out(
            raw.record,
            "versie",
            format!(
                "team `{id}` heeft geen versiedatum: geef die in de kolom `versie`, of voor het hele bestand"
            ),
        );
        return None;
    };
    let unit = cell(raw, "unit").map(|text| short(raw, "eenheid", text, reading));
    let district = cell(raw, "district").map(|text| short(raw, "district", text, reading));
    let municipalities = several(raw, "municipalities", MUNICIPALITIES_MAX, reading);
    let came_from = several(raw, "came_from", MUNICIPALITIES_MAX, reading);
    let came_from = came_from.iter().filter_map(|text| predecessor(raw, &id, text, reading)).collect();
    let residents = residents(raw, reading);
    let spot = spot(raw, reading).or(raw.spot);
    let area = raw.area.clone();
    Some(Team { id, name, unit, district, municipalities, spot, area, residents, came_from, version })
}

fn short(raw: &RawTeam, field: &str, text: &str, reading: &mut Reading) -> String {
    if text.chars().nth(NAME_CHARS_MAX).is_some() {
        reading.find(raw.record, field, format!("langer dan {NAME_CHARS_MAX} tekens: de rest is weggelaten"));
    }
    text.chars().take(NAME_CHARS_MAX).collect()
}

fn several(raw: &RawTeam, key: &str, max: usize, reading: &mut Reading) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in cell(raw, key).unwrap_or_default().split([';', '|']).map(str::trim) {
        if !value.is_empty() && !values.iter().any(|known| known == value) {
            values.push(short(raw, key, value, reading));
        }
    }
    if values.len() > max {
        reading.find(raw.record, key, format!("meer dan {max} waarden: de rest is weggelaten"));
        values.truncate(max);
    }
    values
}

fn predecessor(raw: &RawTeam, id: &TeamId, text: &str, reading: &mut Reading) -> Option<TeamId> {
    match text.parse::<TeamId>() {
        Ok(from) if from == *id => {
            reading.find(
                raw.record,
                "voorganger",
                format!("team `{id}` kan niet uit zichzelf komen: dit is weggelaten"),
            );
            None
        }
        Ok(from) => Some(from),
        Err(error) => {
            reading.find(raw.record, "voorganger", error.to_string());
            None
        }
    }
}

fn residents(raw: &RawTeam, reading: &mut Reading) -> Option<u32> {
    let text = cell(raw, "residents")?;
    let digits = text.replace(['.', ' ', '\u{a0}'], "");
    let number = digits.parse().ok();
    if number.is_none() {
        reading.find(
            raw.record,
            "inwoners",
            format!("`{text}` is geen aantal inwoners: dit blijft onbekend"),
        );
    }
    number
}

fn spot(raw: &RawTeam, reading: &mut Reading) -> Option<Spot> {
    let (lat, lon) = (cell(raw, "lat")?, cell(raw, "lon")?);
    let number = |text: &str| text.replace(',', ".").parse::<f64>().ok();
    let position = number(lat).zip(number(lon)).and_then(|(lat, lon)| Position::new(lat, lon).ok());
    match position {
        Some(position) if position.near_the_netherlands() => Some(position.into()),
        Some(position) if position.swapped().is_some_and(Position::near_the_netherlands) => {
            reading.find(raw.record, "lat, lon", "lat en lon zijn verwisseld: deze plek is niet overgenomen");
            None
        }
        _ => {
            reading.find(
                raw.record,
                "lat, lon",
                format!("`{lat}, {lon}` ligt niet in Nederland: deze plek is niet overgenomen"),
            );
            None
        }
    }
}
