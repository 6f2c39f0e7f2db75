//! From a point to the areas that hold it.

use smallvec::SmallVec;

use super::format::RECORD_BIT;
use super::record::{Chain, Record};
use super::{Cover, NOBODY};
use crate::Position;
use crate::exact::{self, NANO_PER_STEP, Nano};

/// Areas that hold a point; more than a few overlap only in odd data.
type Members = SmallVec<[u32; 8]>;

/// What a cell says.
pub(super) enum Cell<'a> {
    Nobody,
    One(u32),
    Record(Record<'a>),
}

impl<'a> Cover<'a> {
    /// The area that holds a position: of several the one with the lowest number (sort the areas by code, and it is
    /// the lowest code). A position exactly on the outer border of all areas counts as inside.
    #[must_use]
    #[inline]
    pub fn lookup(&self, position: Position) -> Option<u32> {
        let p = Nano::of(position);
        let (column, row) = self.grid.cell(p)?;
        match self.cell(column, row) {
            Cell::Nobody => None,
            Cell::One(area) => Some(area),
            Cell::Record(record) => {
                let centre = self.grid.centre(column, row);
                let lowest = members(record, centre, p).iter().copied().min();
                lowest.or_else(|| on_border(record, p)).filter(|&area| area < self.areas)
            }
        }
    }

    /// All areas that hold a position, in ascending order, into `areas`, which is emptied first. A position exactly on
    /// the outer border of all areas counts as inside the lowest of those that it is on the border of.
    pub fn lookup_all(&self, position: Position, areas: &mut Vec<u32>) {
        self.lookup_all_nano(Nano::of(position), areas);
    }

    pub(super) fn lookup_all_nano(&self, p: Nano, areas: &mut Vec<u32>) {
        areas.clear();
        let Some((column, row)) = self.grid.cell(p) else { return };
        match self.cell(column, row) {
            Cell::Nobody => {}
            Cell::One(area) => areas.push(area),
            Cell::Record(record) => {
                areas.extend_from_slice(&members(record, self.grid.centre(column, row), p));
                if areas.is_empty() {
                    areas.extend(on_border(record, p));
                }
                areas.retain(|area| *area < self.areas);
                areas.sort_unstable();
            }
        }
    }

    /// What the cell at a column and row says. A word that cannot be reads as nobody.
    #[inline]
    pub(super) fn cell(&self, column: u32, row: u32) -> Cell<'a> {
        match self.cells.get(self.grid.index(column, row)) {
            None | Some(&NOBODY) => Cell::Nobody,
            Some(&area) if area < self.areas => Cell::One(area),
            Some(&word) if word & RECORD_BIT != 0 => {
                let words = self.records.get((word & !RECORD_BIT) as usize..);
                words.and_then(Record::read).map_or(Cell::Nobody, Cell::Record)
            }
            Some(_) => Cell::Nobody,
        }
    }
}

/// The areas that hold the point, in no order: those at the centre, changed at each border on the way.
#[inline]
fn members(record: Record<'_>, centre: Nano, p: Nano) -> Members {
    let mut members = Members::from_slice(record.at_centre);
    for chain in record.chains() {
        if is_crossed(chain, centre, p) {
            for area in chain.areas {
                toggle(&mut members, area);
            }
        }
    }
    members
}

/// Puts an area in, or out when it is in.
#[inline]
pub(super) fn toggle(members: &mut Members, area: u32) {
    if area == NOBODY {
        return;
    }
    match members.iter().position(|&member| member == area) {
        Some(at) => {
            members.swap_remove(at);
        }
        None => members.push(area),
    }
}

/// Whether the walk from the centre level to below or above the point, then up or down to it, crosses a chain an odd
/// number of times.
#[inline]
fn is_crossed(chain: Chain<'_>, centre: Nano, p: Nano) -> bool {
    // `v * 100 < p` in steps; a point in a cell is well within i32
    let east = exact::ceil_div(p.x, NANO_PER_STEP);
    let north = exact::ceil_div(centre.y, NANO_PER_STEP);
    let corner = Nano { x: p.x, y: centre.y };
    let mut vertices = chain.vertices();
    let Some(mut from) = vertices.next() else { return false };
    let (mut was_west, mut was_south) = (i64::from(from[0]) < east, i64::from(from[1]) < north);
    let mut odd = false;
    for to in vertices {
        let (is_west, is_south) = (i64::from(to[0]) < east, i64::from(to[1]) < north);
        if is_south != was_south {
            odd ^= exact::is_left(corner, from, to) != exact::is_left(centre, from, to);
        }
        if is_west != was_west {
            odd ^= exact::is_below(p, from, to) != exact::is_below(corner, from, to);
        }
        (from, was_west, was_south) = (to, is_west, is_south);
    }
    odd
}

/// The lowest area on whose border the point lies exactly.
#[cold]
fn on_border(record: Record<'_>, p: Nano) -> Option<u32> {
    record
        .chains()
        .filter(|chain| chain.edges().any(|(a, b)| exact::is_on(p, a, b)))
        .flat_map(|chain| chain.areas)
        .filter(|&area| area != NOBODY)
        .min()
}
