//! Lists of areas: of a level, of a gemeente or wijk; with their outline when asked.

use schouw_area::{AreaCode, Bounds, Level, Year};
use serde::Serialize;

use crate::geometry::{Geometry, box_degrees, round7};
use crate::pack::AreaEntry;
use crate::picture::{Division, Picture};

/// Areas when no number of them is asked for.
pub const AREAS: usize = 500;
/// Most areas in an answer.
pub const AREAS_MAX: usize = 20_000;
/// Most vertices of all outlines in one answer.
const VERTICES_MAX: usize = 500_000;

/// What is asked.
#[derive(Debug, Clone)]
pub struct AreasAsk {
    /// the level
    pub level: Level,
    /// the gemeente or wijk that holds the areas; the whole country when absent
    pub within: Option<AreaCode>,
    /// year of the division; the newest that has any when absent
    pub year: Option<Year>,
    /// most areas, at most [`AREAS_MAX`]
    pub limit: usize,
    /// with their outlines
    pub outlines: bool,
}

/// Areas of one division, by code.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaList {
    /// the level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// year of the division; null when there are no such areas
    pub year: Option<u16>,
    /// the areas, by code
    pub areas: Vec<AreaLine>,
    /// how many more there are
    pub more: u32,
    /// digest of the snapshot
    pub snapshot: String,
}

/// An area in a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaLine {
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// name; the code when no source has a name
    pub name: String,
    /// code of its wijk; empty when it has none or is not told
    pub wijk: String,
    /// code of its gemeente; empty when it is not told
    pub gemeente: String,
    /// a place inside it, degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// the box round it: west, south, east, north in degrees
    pub bounds: [f64; 4],
    /// its outline, when asked for
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geometry: Option<Geometry>,
}

impl<'a> AreaEntry<'a> {
    /// What it is called; its code when nobody says.
    pub(crate) fn called(&self) -> &'a str {
        if self.name.is_empty() { self.code } else { self.name }
    }

    /// Whether an area is, or lies in, an area with this code.
    pub(crate) fn is_within(&self, code: &str) -> bool {
        code == AreaCode::land().as_str() || self.gemeente == code || self.wijk == code || self.code == code
    }
}

impl Division<'_> {
    /// The areas with their numbers, by code.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u32, AreaEntry<'_>)> {
        (0..self.count()).filter_map(|number| Some((number, self.entry(number)?)))
    }

    /// The shape of an area.
    pub(crate) fn shape(&self, number: u32) -> Option<schouw_area::Shape> {
        self.cover.shape(number, self.bounds(number)?)
    }

    pub(crate) fn line(&self, number: u32, entry: AreaEntry<'_>) -> Option<AreaLine> {
        let label = self.label(number)?;
        let code = AreaCode::parse(self.level, entry.code).ok()?;
        Some(AreaLine {
            name: entry.called().into(),
            code,
            level: self.level,
            wijk: entry.wijk.into(),
            gemeente: entry.gemeente.into(),
            lat: round7(label.lat()),
            lon: round7(label.lon()),
            bounds: box_degrees(self.bounds(number)?),
            geometry: None,
        })
    }
}

impl Picture<'_> {
    /// Areas of a level: of one gemeente or wijk, or all; an empty list when there are none.
    #[must_use]
    pub fn list_areas(&self, ask: &AreasAsk) -> AreaList {
        let mut list = AreaList {
            level: ask.level,
            year: None,
            areas: Vec::new(),
            more: 0,
            snapshot: self.digest().into(),
        };
        let mut sets: Vec<&Division<'_>> = self
            .sets
            .iter()
            .filter(|set| set.level == ask.level && ask.year.is_none_or(|year| set.year == year))
            .collect();
        sets.sort_by_key(|set| std::cmp::Reverse(set.year));
        let within = ask.within.as_ref().map(AreaCode::as_str);
        let limit = ask.limit.min(AREAS_MAX);
        let mut vertices = 0;
        for set in sets {
            let fits = set.entries().filter(|(number, e)| {
                self.is_whole(set, *number) && within.is_none_or(|code| e.is_within(code))
            });
            for (number, entry) in fits {
                list.year = Some(set.year.0);
                if list.areas.len() >= limit {
                    list.more += 1;
                    continue;
                }
                let Some(mut line) = set.line(number, entry) else { continue };
                if ask.outlines && vertices < VERTICES_MAX {
                    let shape = set.shape(number);
                    vertices += shape.as_ref().map_or(0, schouw_area::Shape::vertices);
                    line.geometry = shape.as_ref().map(Geometry::of_shape);
                }
                list.areas.push(line);
            }
            if list.year.is_some() {
                break;
            }
        }
        list
    }

    /// The box round everything that the divisions cover.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        let boxes = self.sets.iter().flat_map(|set| (0..set.count()).filter_map(|n| set.bounds(n)));
        boxes.reduce(Bounds::and)
    }

    /// What an area is called, in the newest division that has its code; empty when nobody says.
    pub(crate) fn name_of(&self, code: &str) -> String {
        if code == AreaCode::land().as_str() {
            return "Nederland".into();
        }
        let sets = self.sets.iter().filter_map(|set| Some((set, set.number_of(code)?)));
        let entries = sets.filter_map(|(set, number)| Some((set.year, set.entry(number)?.name)));
        entries
            .filter(|(_, name)| !name.is_empty())
            .max_by_key(|(year, _)| *year)
            .map(|e| e.1.to_owned())
            .or_else(|| self.kept().names.get(code).cloned())
            .unwrap_or_default()
    }
}
