//! "What is here": the answer for a spot, an address or an area, at a moment.

mod calls;
pub(crate) mod cards;
pub(crate) mod figures;
pub(crate) mod gaps;
pub(crate) mod items;
pub(crate) mod search;
mod suppressed;
pub mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{AreaCode, Level, Position, RdTransform, Year};

use crate::answer::{Answer, AreaItem, Question, SourceItem, VERSION};
use crate::geometry::round7;
use crate::layers::SourceNumber;
use crate::moment::amsterdam;
use crate::pack::PackError;
use crate::picture::Picture;

pub use search::{AddressMatch, QUERY_CHARS_MAX, SearchError};
pub use suppressed::{AddressFault, Suppressed};

/// Radius when none is asked for, in metres.
pub const RADIUS_M: u32 = 250;
/// Largest radius that can be asked for, in metres.
pub const RADIUS_M_MAX: u32 = 5_000;
/// How far from an address its street still names the spot, in metres.
const STREET_WITHIN_M: f64 = 60.0;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// the spot
    pub spot: Spot,
    /// the moment
    pub at: Timestamp,
    /// the present moment: ages are told by it, whatever moment is asked about
    pub now: Timestamp,
    /// how far to look, in metres, at most [`RADIUS_M_MAX`]
    pub radius_m: u32,
}

/// Where is asked about.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot {
    /// a position
    At(Position),
    /// the whole of an area
    Area(AreaCode),
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HereError {
    /// no division in the snapshot has the area
    #[error("no area in this snapshot has the code `{0}`; `schouw snapshot show` lists the divisions")]
    NoSuchArea(AreaCode),
    /// the radius is too large
    #[error("the radius can be {RADIUS_M_MAX} m at most, got `{0}`; ask for an area instead")]
    RadiusTooLarge(u32),
    /// the index is damaged
    #[error(transparent)]
    Damaged(#[from] PackError),
}

/// Everything that the parts of an answer need.
pub(crate) struct Scope<'p, 'a> {
    pub picture: &'p Picture<'a>,
    pub position: Position,
    pub radius_m: f64,
    pub at: Timestamp,
    /// the local day of the moment
    pub today: Date,
    /// the local day of the present moment
    pub now: Date,
    /// areas that hold the spot
    pub found: Vec<Found<'a>>,
    /// the codes of those areas and of those that these lie in, each once
    pub codes: Vec<&'a str>,
    /// the area that was asked about
    pub area: Option<AreaCode>,
    /// what may not be shown
    pub suppressed: &'p Suppressed,
}

/// An area that holds the spot.
pub(crate) struct Found<'a> {
    pub level: Level,
    pub code: &'a str,
    pub name: &'a str,
    pub wijk: &'a str,
    pub gemeente: &'a str,
    pub year: Year,
    pub source: SourceNumber,
}

impl Picture<'_> {
    /// What is here. `rd` turns positions into RD New for the reader; what is suppressed is left out of the answer.
    ///
    /// # Errors
    /// When the area is not known, the radius is too large or the index is damaged.
    pub fn here(&self, ask: &Ask, rd: &RdTransform, suppressed: &Suppressed) -> Result<Answer, HereError> {
        if ask.radius_m > RADIUS_M_MAX {
            return Err(HereError::RadiusTooLarge(ask.radius_m));
        }
        let scope = self.scope(ask, suppressed)?;
        let nearby = items::gather(&scope)?;
        let figures = figures::figures(&scope);
        let areas = scope.found.iter().filter_map(|found| scope.area_item(found)).collect();
        let position = scope.position;
        let question = Question {
            lat: round7(position.lat()),
            lon: round7(position.lon()),
            rd: rd.to_rd(position).ok().map(|(rd, _)| (round_mm(rd.x()), round_mm(rd.y()))),
            at: ask.at,
            at_says: words::moment(ask.at),
            radius_m: ask.radius_m,
            area: scope.area.clone(),
        };
        let gaps = gaps::gaps(&scope, &nearby, &figures);
        Ok(Answer {
            version: VERSION,
            question,
            place: scope.place_words(),
            areas,
            who: nearby.who,
            rules: nearby.rules,
            notices: nearby.notices,
            problems: nearby.problems,
            places: nearby.places,
            figures,
            gaps,
            snapshot: self.digest().to_owned(),
        })
    }

    pub(crate) fn scope<'p>(
        &'p self,
        ask: &Ask,
        suppressed: &'p Suppressed,
    ) -> Result<Scope<'p, 'p>, HereError> {
        let (position, area) = match &ask.spot {
            Spot::At(position) => (*position, None),
            Spot::Area(code) => {
                let found = self.find_area(code).ok_or_else(|| HereError::NoSuchArea(code.clone()))?;
                (found.0, Some(code.clone()))
            }
        };
        let zoned = ask.at.to_zoned_datetime(amsterdam().clone());
        let mut scope = Scope {
            picture: self,
            position,
            radius_m: f64::from(ask.radius_m),
            at: ask.at,
            today: zoned.date(),
            now: ask.now.to_zoned_datetime(amsterdam().clone()).date(),
            found: Vec::new(),
            codes: Vec::new(),
            area,
            suppressed,
        };
        scope.found = scope.find_areas();
        scope.codes = codes(&scope.found);
        Ok(scope)
    }
}

impl<'a> Scope<'_, 'a> {
    /// The areas that hold the spot; of an area that was asked about, that one and those that hold it.
    fn find_areas(&self) -> Vec<Found<'a>> {
        let mut found = Vec::with_capacity(self.picture.sets.len());
        let mut numbers = Vec::new();
        for set in &self.picture.sets {
            numbers.clear();
            let asked = self.area.as_ref().and_then(|code| set.number_of(code.as_str()));
            match (asked, &self.area) {
                (Some(number), _) => numbers.push(number),
                (None, Some(code)) if set.level >= code.level() => continue,
                // areas that an organisation brings may lie over each other: all of them
                _ if set.level == Level::Gebied => set.cover.lookup_all(self.position, &mut numbers),
                _ => numbers.extend(set.cover.lookup(self.position)),
            }
            let known =
                |code: &str, found: &[Found<'_>]| found.iter().any(|f| f.code == code && f.year == set.year);
            for entry in numbers.iter().filter_map(|&number| set.entry(number)) {
                if known(entry.code, &found) {
                    continue;
                }
                found.push(Found {
                    level: set.level,
                    code: entry.code,
                    name: entry.name,
                    wijk: entry.wijk,
                    gemeente: entry.gemeente,
                    year: set.year,
                    source: set.source,
                });
            }
        }
        found
    }

    fn area_item(&self, found: &Found<'_>) -> Option<AreaItem> {
        Some(AreaItem {
            level: found.level,
            code: AreaCode::parse(found.level, found.code).ok()?,
            name: self.name_of(found.code, found.year).unwrap_or(found.name).to_owned(),
            year: found.year.0,
            source: self.source_item(found.source)?,
        })
    }

    /// The name of an area: of its own year, else of another year that has the same code here.
    fn name_of(&self, code: &str, year: Year) -> Option<&'a str> {
        let same = self.found.iter().filter(|found| found.code == code && !found.name.is_empty());
        same.min_by_key(|found| found.year.0.abs_diff(year.0)).map(|found| found.name)
    }

    /// Where an item comes from.
    pub(crate) fn source_item(&self, number: SourceNumber) -> Option<SourceItem> {
        self.picture.shared.sources.get(usize::from(number)).map(|source| source.on(self.now))
    }

    /// The spot for people: street, buurt, gemeente; what is not known is left out. Never a house number.
    fn place_words(&self) -> String {
        let mut parts: Vec<&str> = Vec::with_capacity(4);
        if self.area.is_none()
            && let Some(address) =
                self.picture.nearest_street(self.position, STREET_WITHIN_M, self.suppressed)
        {
            parts.push(address);
        }
        for level in [Level::Buurt, Level::Wijk, Level::Gemeente] {
            let of_level = self.found.iter().filter(|found| found.level == level && !found.name.is_empty());
            if let Some(found) = of_level.max_by_key(|found| found.year)
                && !parts.contains(&found.name)
            {
                parts.push(found.name);
            }
        }
        parts.join(", ")
    }
}

/// The codes of areas and of those that these lie in, each once.
fn codes<'a>(found: &[Found<'a>]) -> Vec<&'a str> {
    let mut codes: Vec<&str> = Vec::with_capacity(3 * found.len());
    for code in found.iter().flat_map(|found| [found.code, found.wijk, found.gemeente]) {
        if !code.is_empty() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

fn round_mm(metres: f64) -> f64 {
    (metres * 1e3).round() / 1e3
}
