//! The areas of a division, as an index of tiles holds them.

use schouw_area::{Mosaic, TILE_ZOOM_MAX, TileGeometry, TileId, TileLayer, TileValue};

use super::{AreaText, PartMeta, names, scatter};
use crate::pack::{Container, PackError};

/// A division opened for drawing.
#[derive(Debug)]
pub(super) struct Part<'a> {
    pub meta: PartMeta,
    mosaic: Mosaic<'a>,
    text: &'a [u8],
    at: &'a [u32],
    labels: &'a [[i32; 2]],
    labelled: &'a [u32],
}

/// How much may still be drawn in a tile.
#[derive(Debug)]
pub(super) struct Room {
    pub things: usize,
    pub words: usize,
    /// what there was no room for
    pub left_out: u64,
}

impl Room {
    /// Whether a drawing still fits; takes its room when it does.
    pub(super) fn takes(&mut self, drawing: &TileGeometry) -> bool {
        match (self.things.checked_sub(1), self.words.checked_sub(drawing.words())) {
            (Some(things), Some(words)) => {
                (self.things, self.words) = (things, words);
                true
            }
            _ => {
                self.left_out += 1;
                false
            }
        }
    }
}

impl<'a> Part<'a> {
    pub(super) fn open(container: &Container<'a>, number: usize, meta: PartMeta) -> Result<Self, PackError> {
        let name = format!("area.{number}");
        let mosaic = Mosaic::open(container.section(&name)?).map_err(|_| PackError::damaged(&name))?;
        Ok(Self {
            meta,
            mosaic,
            text: container.section(&format!("{name}.text"))?,
            at: container.array(&format!("{name}.at"))?,
            labels: container.array(&format!("{name}.label"))?,
            labelled: container.array(&format!("{name}.labelled"))?,
        })
    }

    fn text(&self, area: u32) -> Option<AreaText<'a>> {
        let area = area as usize;
        let range = *self.at.get(area)? as usize..*self.at.get(area.checked_add(1)?)? as usize;
        postcard::from_bytes(self.text.get(range)?).ok()
    }

    /// Draws the areas that show in a tile, as long as there is room, and the points for their names.
    pub(super) fn draw(
        &self,
        tile: TileId,
        dataset: &str,
        first_id: u64,
        room: &mut Room,
        [areas, labels]: [&mut TileLayer; 2],
    ) {
        let says = |text: AreaText<'a>| {
            [
                ("code", TileValue::Own(text.code)),
                ("name", TileValue::Own(text.name)),
                ("level", TileValue::Text(self.meta.level.word())),
                ("year", TileValue::Whole(i64::from(self.meta.year.0))),
                ("wijk", TileValue::Text(text.wijk)),
                ("gemeente", TileValue::Text(text.gemeente)),
            ]
        };
        for area in self.mosaic.in_tile(tile) {
            let drawing = self.mosaic.geometry(tile, area);
            let Some(text) = self.text(area).filter(|_| !drawing.is_empty()) else { continue };
            if room.takes(&drawing) {
                let source = ("dataset", TileValue::Text(dataset));
                areas.add(first_id + u64::from(area), drawing, says(text).into_iter().chain([source]));
            }
        }
        if tile.z() < names::labels_from(self.meta.level) {
            return;
        }
        let range = scatter::in_tile(self.labels, tile);
        let here = self.labels.get(range.clone()).unwrap_or_default();
        for (&place, &area) in here.iter().zip(self.labelled.get(range).unwrap_or_default()) {
            let point = TileGeometry::point(tile, place.map(|v| v >> (TILE_ZOOM_MAX - tile.z())));
            if let Some(text) = self.text(area).filter(|_| room.takes(&point)) {
                let says = says(text);
                labels.add(first_id + u64::from(area), point, says.into_iter().take(4));
            }
        }
    }
}
