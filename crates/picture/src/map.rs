//! What a map shows in a box: rules, notices, problems and places, in the order of a walk.

mod walk;

use jiff::Timestamp;
use schouw_area::{AreaCode, Bounds, Ground, Position};
use serde::Serialize;

use crate::answer::SourceItem;
use crate::geometry::{Geometry, round7};
use crate::here::cards::{notice_item, place_item, problem_item, rule_item};
use crate::here::items::{Found, is_hidden};
use crate::here::{Scope, Suppressed, words};
use crate::moment::amsterdam;
use crate::pack::{Item, PackError};
use crate::picture::Picture;

/// Items when no number of them is asked for.
pub const ITEMS: usize = 200;
/// Most items in an answer.
pub const ITEMS_MAX: usize = 1_000;
/// Most items looked at for one question, the nearest first.
const LOOKED_AT_MAX: usize = 20_000;
/// Most vertices of all zones in one answer.
const VERTICES_MAX: usize = 200_000;

/// What is asked of the map.
#[derive(Debug, Clone)]
pub struct MapAsk {
    /// the box
    pub bounds: Bounds,
    /// the layers; empty means all
    pub layers: Vec<MapLayer>,
    /// the moment
    pub at: Timestamp,
    /// the present moment, by which ages are told
    pub now: Timestamp,
    /// where the walk begins; the middle of the box when absent
    pub from: Option<Position>,
    /// most items, at most [`ITEMS_MAX`]
    pub limit: usize,
}

/// A layer of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum MapLayer {
    /// rules that hold somewhere
    Regels,
    /// official notices
    Bekendmakingen,
    /// problems made of reports
    Meldingen,
    /// things with a place
    Plekken,
}

impl MapLayer {
    /// All layers, in the order of a legend.
    pub const ALL: [Self; 4] = [Self::Regels, Self::Bekendmakingen, Self::Meldingen, Self::Plekken];

    /// The Dutch word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Regels => "regels",
            Self::Bekendmakingen => "bekendmakingen",
            Self::Meldingen => "meldingen",
            Self::Plekken => "plekken",
        }
    }

    /// The layer with this Dutch word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.word() == word)
    }

    /// The layer of an item; contacts are on no map.
    fn of(tag: u8) -> Option<Self> {
        Some(match tag {
            1 => Self::Regels,
            3 => Self::Bekendmakingen,
            4 => Self::Meldingen,
            5 => Self::Plekken,
            _ => return None,
        })
    }
}

/// What a map shows, and its list in walking order.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MapItems {
    /// the items in walking order: from the start each time to the nearest that was not yet visited
    pub items: Vec<MapItem>,
    /// how many of each layer are shown, and how many more there are in the box
    pub layers: Vec<LayerCount>,
    /// how many more there are in the box, further from the start than those shown
    pub more: u32,
    /// that in Dutch; empty when everything is shown
    pub more_says: String,
    /// how the list is ordered, in Dutch
    pub order_says: String,
    /// the moment asked about
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// that moment in Dutch
    pub at_says: String,
    /// digest of the snapshot
    pub snapshot: String,
}

/// How many items of a layer there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LayerCount {
    /// the layer
    pub layer: MapLayer,
    /// shown
    pub shown: u32,
    /// not shown; what lies very far from the start counts too when it has ended
    pub more: u32,
}

/// An item on the map.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MapItem {
    /// the layer
    pub layer: MapLayer,
    /// id within the source
    pub id: String,
    /// kind or theme, in the words of the source
    pub kind: String,
    /// title
    pub title: String,
    /// when or how many, in Dutch: "tot 06:00", "13 meldingen, 1 probleem, sinds 9 november"
    pub says: String,
    /// of a rule, whether it is in force at the moment asked about; null when the hours cannot be told
    pub in_force: Option<bool>,
    /// degrees north: the place, or a place inside the zone
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// metres from the start of the walk
    pub distance_m: u32,
    /// metres from the item before it in the list; from the start for the first
    pub walk_m: u32,
    /// the area that it is about, when the source gives no other place
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub area: Option<AreaCode>,
    /// page about it
    pub url: String,
    /// the zone; absent for a place, and when zones in the box have too many vertices together
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geometry: Option<Geometry>,
    /// from where
    pub source: SourceItem,
}

/// Something in the box, not yet unpacked.
struct Candidate {
    number: u32,
    position: Position,
    metres: f64,
    /// number of its zone
    zone: Option<u32>,
    area: Option<AreaCode>,
}

impl Picture<'_> {
    /// What a map shows in a box, in walking order; what is suppressed is left out.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn map(&self, ask: &MapAsk, suppressed: &Suppressed) -> Result<MapItems, PackError> {
        let Some(start) = ask.from.or_else(|| middle(ask.bounds)) else { return Ok(nothing(self, ask)) };
        let scope = self.map_scope(ask, start, suppressed);
        let mut candidates = self.candidates(ask, start);
        let wanted = |layer: MapLayer| ask.layers.is_empty() || ask.layers.contains(&layer);
        candidates.retain(|c| self.tag(c.number).and_then(MapLayer::of).is_some_and(wanted));
        candidates.retain(|c| !self.is_over(c.number, scope.today));
        let limit = ask.limit.min(ITEMS_MAX);
        let mut counts = MapLayer::ALL.map(|layer| LayerCount { layer, shown: 0, more: 0 });
        let mut items = Vec::new();
        let mut vertices = 0;
        for (looked, candidate) in candidates.iter().enumerate() {
            let tag = self.tag(candidate.number);
            let Some(count) =
                counts.iter_mut().find(|count| MapLayer::of(tag.unwrap_or(0)) == Some(count.layer))
            else {
                continue;
            };
            if looked >= LOOKED_AT_MAX {
                count.more += 1;
                continue;
            }
            let Some(mut item) = self.map_item(&scope, candidate)? else { continue };
            if items.len() >= limit {
                count.more += 1;
                continue;
            }
            count.shown += 1;
            item.geometry = candidate.zone.and_then(|zone| self.zone_geometry(zone, &mut vertices));
            items.push(item);
        }
        let items = walk::in_walking_order(start, items);
        let more = counts.iter().map(|count| count.more).sum();
        let more_says = if more == 0 { String::new() } else { format!("en nog {more}, verder weg") };
        Ok(MapItems { items, layers: counts.to_vec(), more, more_says, ..nothing(self, ask) })
    }

    fn map_scope<'p>(&'p self, ask: &MapAsk, start: Position, suppressed: &'p Suppressed) -> Scope<'p, 'p> {
        let day = |at: Timestamp| at.to_zoned_datetime(amsterdam().clone()).date();
        Scope {
            picture: self,
            position: start,
            radius_m: 0.0,
            at: ask.at,
            today: day(ask.at),
            now: day(ask.now),
            found: Vec::new(),
            codes: Vec::new(),
            area: None,
            suppressed,
        }
    }

    /// What lies in the box, nearest to the start first, each item once: points, zones that meet the box, and what holds
    /// in a whole area whose label stands in the box.
    fn candidates(&self, ask: &MapAsk, start: Position) -> Vec<Candidate> {
        let ground = Ground::at(start);
        let mut found: Vec<Candidate> = Vec::new();
        let mut add = |number: Option<&u32>, place: Option<&[i32; 2]>, zone: Option<u32>| {
            if let (Some(&number), Some(&[lon, lat])) = (number, place)
                && let Ok(position) = Position::from_steps(lon, lat)
            {
                let metres = ground.distance(lon, lat);
                found.push(Candidate { number, position, metres, zone, area: None });
            }
        };
        for near in self.points.in_box(ask.bounds) {
            add(self.point_items.get(near as usize), self.point_places.get(near as usize), None);
        }
        for zone in self.zones.areas_in_box(ask.bounds) {
            add(self.zone_items.get(zone as usize), self.zone_labels.get(zone as usize), Some(zone));
        }
        for (number, position, code) in self.of_areas_in(ask.bounds) {
            let (lon, lat) = position.steps();
            let metres = ground.distance(lon, lat);
            found.push(Candidate { number, position, metres, zone: None, area: Some(code) });
        }
        found.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.number.cmp(&b.number)));
        let mut seen = std::collections::HashSet::new();
        found.retain(|candidate| seen.insert(candidate.number));
        found
    }

    /// What holds in the whole of an area whose label stands in a box, with that label.
    fn of_areas_in(&self, bounds: Bounds) -> Vec<(u32, Position, AreaCode)> {
        let mut found = Vec::new();
        for (key, items) in self.items_by_area() {
            let Ok(code) = key.parse::<AreaCode>() else { continue };
            let Some((label, _)) = self.find_area(&code) else { continue };
            let (lon, lat) = label.steps();
            if bounds.holds(lon, lat) {
                found.extend(items.iter().map(|&number| (number, label, code.clone())));
            }
        }
        found
    }

    fn map_item(&self, scope: &Scope<'_, '_>, candidate: &Candidate) -> Result<Option<MapItem>, PackError> {
        let item = self.item(candidate.number)?;
        if is_hidden(scope, &item) {
            return Ok(None);
        }
        let at = Found::At(candidate.metres);
        let made = match item {
            Item::Rule(rule) => rule_item(scope, rule, at).map(|card| {
                let title =
                    if card.zone.is_empty() { card.title } else { format!("{}, {}", card.title, card.zone) };
                let says = (MapLayer::Regels, card.id, card.theme, title, card.says, card.url);
                (says, card.in_force, card.source)
            }),
            Item::Notice(notice) => notice_item(scope, notice, at).map(|card| {
                let says = (MapLayer::Bekendmakingen, card.id, card.kind, card.title, card.says, card.url);
                (says, None, card.source)
            }),
            Item::Problem(problem) => problem_item(scope, problem, at).map(|card| {
                let title = card.theme.clone();
                let says = (MapLayer::Meldingen, card.id, card.theme, title, card.says, String::new());
                (says, None, card.source)
            }),
            Item::Place(place) => place_item(scope, place, at).map(|card| {
                let title = if card.name.is_empty() { card.kind.clone() } else { card.name };
                let says = (MapLayer::Plekken, card.id, card.kind, title, card.date, String::new());
                (says, None, card.source)
            }),
            Item::Contact(_) => None,
        };
        Ok(made.map(|((layer, id, kind, title, says, url), in_force, source)| MapItem {
            layer,
            id,
            kind,
            title,
            says,
            in_force,
            lat: round7(candidate.position.lat()),
            lon: round7(candidate.position.lon()),
            distance_m: candidate.metres.round() as u32,
            walk_m: 0,
            area: candidate.area.clone(),
            url,
            geometry: None,
            source,
        }))
    }

    fn zone_geometry(&self, zone: u32, vertices: &mut usize) -> Option<Geometry> {
        if *vertices > VERTICES_MAX {
            return None;
        }
        let shape = self.zone_shape(zone)?;
        *vertices += shape.vertices();
        Some(Geometry::of_shape(&shape))
    }
}

/// The middle of a box; `None` when that is off the globe.
fn middle(bounds: Bounds) -> Option<Position> {
    let lon = i32::midpoint(bounds.west, bounds.east);
    let lat = i32::midpoint(bounds.south, bounds.north);
    Position::from_steps(lon, lat).ok()
}

/// An answer about a box that is off the globe: nothing is there.
fn nothing(picture: &Picture<'_>, ask: &MapAsk) -> MapItems {
    MapItems {
        items: Vec::new(),
        layers: MapLayer::ALL.map(|layer| LayerCount { layer, shown: 0, more: 0 }).to_vec(),
        more: 0,
        more_says: String::new(),
        order_says: walk::SAYS.into(),
        at: ask.at,
        at_says: words::moment(ask.at),
        snapshot: picture.digest().to_owned(),
    }
}
