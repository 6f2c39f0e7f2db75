//! Areas in a box and areas near a position.

use std::collections::BTreeMap;

use super::Cover;
use super::lookup::Cell;
use crate::exact::{Nano, Vertex};
use crate::{Bounds, Ground, Position};

/// An area near a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearArea {
    /// number of the area
    pub area: u32,
    /// metres from the position to the nearest point of the area; 0 when it holds the position
    pub metres: f64,
}

impl Cover<'_> {
    /// The areas that have a point in common with a box, in ascending order.
    #[must_use]
    pub fn areas_in_box(&self, bounds: Bounds) -> Vec<u32> {
        let Some(bounds) = self.clip(bounds) else { return Vec::new() };
        // an area that meets the box has a border in it or holds all of it, so also its corner
        let mut areas = Vec::new();
        self.lookup_all_nano(Nano::at([bounds.west, bounds.south]), &mut areas);
        self.each_edge(bounds, |a, b, sides| {
            if edge_meets(a, b, bounds) {
                areas.extend(sides.into_iter().filter(|&area| area < self.areas));
            }
        });
        areas.sort_unstable();
        areas.dedup();
        areas
    }

    /// The areas whose shape comes within `metres` of a position, nearest first; those that hold it are at 0.
    ///
    /// Takes the ground round the position as flat: see [`Ground`] for how far that holds.
    #[must_use]
    pub fn areas_within(&self, position: Position, metres: f64) -> Vec<NearArea> {
        let mut nearest: BTreeMap<u32, f64> = BTreeMap::new();
        let ground = Ground::at(position);
        if let Some(bounds) = self.clip(Bounds::within(position, metres)) {
            self.each_edge(bounds, |a, b, sides| {
                let distance = ground.distance_to_edge(a, b);
                if distance <= metres {
                    for area in sides.into_iter().filter(|&area| area < self.areas) {
                        let known = nearest.entry(area).or_insert(distance);
                        *known = known.min(distance);
                    }
                }
            });
        }
        let mut holding = Vec::new();
        self.lookup_all(position, &mut holding);
        nearest.extend(holding.into_iter().map(|area| (area, 0.0)));
        let mut found: Vec<NearArea> =
            nearest.into_iter().map(|(area, metres)| NearArea { area, metres }).collect();
        found.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.area.cmp(&b.area)));
        found
    }

    /// The part of a box that the grid covers.
    fn clip(&self, bounds: Bounds) -> Option<Bounds> {
        let end = |low: i32, cells: u32| {
            let steps = i64::from(low) + (i64::from(cells) << self.grid.shift) - 1;
            steps.min(i64::from(i32::MAX)) as i32
        };
        let clipped = Bounds {
            west: bounds.west.max(self.grid.west),
            south: bounds.south.max(self.grid.south),
            east: bounds.east.min(end(self.grid.west, self.grid.columns)),
            north: bounds.north.min(end(self.grid.south, self.grid.rows)),
        };
        (clipped.west <= clipped.east && clipped.south <= clipped.north).then_some(clipped)
    }

    /// Each edge in the cells that a box meets, when it meets any.
    pub(super) fn each_edge_in(&self, bounds: Bounds, edge: impl FnMut(Vertex, Vertex, [u32; 2])) {
        if let Some(bounds) = self.clip(bounds) {
            self.each_edge(bounds, edge);
        }
    }

    /// Each edge in the cells that a box meets; an edge that several cells touch comes several times.
    fn each_edge(&self, bounds: Bounds, mut edge: impl FnMut(Vertex, Vertex, [u32; 2])) {
        let rows = self.grid.row(i64::from(bounds.south))..=self.grid.row(i64::from(bounds.north));
        let columns = self.grid.column(i64::from(bounds.west))..=self.grid.column(i64::from(bounds.east));
        for row in rows {
            for column in columns.clone() {
                if let Cell::Record(record) = self.cell(column, row) {
                    for chain in record.chains() {
                        chain.edges().for_each(|(a, b)| edge(a, b, chain.areas));
                    }
                }
            }
        }
    }
}

/// Whether an edge has a point in common with a box.
fn edge_meets(a: Vertex, b: Vertex, bounds: Bounds) -> bool {
    let round = Bounds::of(a[0], a[1]).and(Bounds::of(b[0], b[1]));
    if !round.meets(bounds) {
        return false;
    }
    let corners = [
        [bounds.west, bounds.south],
        [bounds.east, bounds.south],
        [bounds.east, bounds.north],
        [bounds.west, bounds.north],
    ];
    // the boxes meet, so only the line itself can keep them apart: all corners on one side of it
    let turns = corners.map(|corner| crate::exact::turn(a, b, corner));
    a == b || !(turns.iter().all(|&t| t > 0) || turns.iter().all(|&t| t < 0))
}
