//! What the screens of the app ask, of the snapshot in service. Every answer is worked out by `picture`, so that a phone
//! without network gives the same one; here it gets what only a server knows: findings, tiles, the map under ours.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::Position;
use schouw_picture::areas::{AreaList, AreasAsk};
use schouw_picture::choropleth::{Choropleth, ChoroplethAsk, ChoroplethError, MeasureItem};
use schouw_picture::here::{HereError, SearchError};
use schouw_picture::map::{MapAsk, MapItems};
use schouw_picture::moment::amsterdam;
use schouw_picture::overview::Overview;
use schouw_picture::pack::PackError;
use schouw_picture::search::Suggestions;
use schouw_picture::sources::{SourceCard, SourceList};
use schouw_picture::story::{AreaPage, StoryAsk};

use crate::service::Serving;
use crate::tiles::Tiles;

impl Serving {
    /// What is in the snapshot; demo and the map under ours are for whoever serves it to fill in.
    #[must_use]
    pub fn overview(&self, now: Timestamp) -> Overview {
        let tiles = self.tiles().map(Tiles::about);
        Overview {
            made: Some(self.manifest().created),
            tiles,
            ..self.desk().snapshot().picture().overview(now)
        }
    }

    /// What may be meant by a text that someone is typing.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn suggest(
        &self,
        text: &str,
        limit: usize,
        near: Option<Position>,
    ) -> Result<Suggestions, SearchError> {
        self.desk().snapshot().picture().suggest(text, limit, near, self.desk().suppressed())
    }

    /// Areas of a level.
    #[must_use]
    pub fn areas(&self, ask: &AreasAsk) -> AreaList {
        self.desk().snapshot().picture().list_areas(ask)
    }

    /// The page of an area.
    ///
    /// # Errors
    /// When there is no such area, or the index is damaged.
    pub fn story(&self, ask: &StoryAsk) -> Result<AreaPage, HereError> {
        self.desk().snapshot().picture().story(ask, self.desk().suppressed(), Some(self.findings()))
    }

    /// The figures that can be mapped.
    #[must_use]
    pub fn measures(&self) -> Vec<MeasureItem> {
        self.desk().snapshot().picture().mappable()
    }

    /// A figure on a map.
    ///
    /// # Errors
    /// When there is no such figure, or not at that level or of that period.
    pub fn choropleth(&self, ask: &ChoroplethAsk, now: Timestamp) -> Result<Choropleth, ChoroplethError> {
        self.desk().snapshot().picture().choropleth(ask, day(now), self.desk().suppressed())
    }

    /// What a map shows, in walking order.
    ///
    /// # Errors
    /// When the index is damaged.
    pub fn map(&self, ask: &MapAsk) -> Result<MapItems, PackError> {
        self.desk().snapshot().picture().map(ask, self.desk().suppressed())
    }

    /// The sources, with what is wrong with their records.
    #[must_use]
    pub fn sources(&self, now: Timestamp) -> SourceList {
        self.desk().snapshot().picture().list_sources(day(now), Some(self.findings()))
    }

    /// One source.
    #[must_use]
    pub fn source(&self, id: &str, now: Timestamp) -> Option<SourceCard> {
        self.sources(now).sources.into_iter().find(|source| source.id == id)
    }
}

/// The day that it is in the Netherlands.
fn day(now: Timestamp) -> Date {
    now.to_zoned_datetime(amsterdam().clone()).date()
}
