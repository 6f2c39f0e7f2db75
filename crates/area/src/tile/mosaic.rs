//! A set of areas at all zooms, packed.

use std::ops::RangeInclusive;

use super::clip::{Pieces, Window};
use super::format::{self, MosaicError, Zoom, ZoomBuilder};
use super::grid::{TILE_BUFFER, TILE_EXTENT, TILE_ZOOM_MAX, TileId, tile_point};
use super::mvt::TileGeometry;
use super::net::{self, Point};
use super::perimeter;
use super::snap::{Rounding, snap};
use super::thin::thin;
use super::trace;
use crate::{Bounds, PlaceIndex, Shape};

/// Twice the area of the triangle of a vertex that is left out at the last zoom, in square units: half a metre.
const THIN_LAST: i64 = 2;
/// The same at all other zooms: half a pixel, for a pixel is 8 units.
const THIN: i64 = 16;
/// How far rounding and thinning may carry a border beyond the box of its area, in units.
const DRIFT: i32 = 40;
/// Most vertices of a ring inside a tile; one that has more is damaged.
const RING_VERTICES_MAX: usize = 5_000_000;

/// A set of areas at all zooms: a view of packed bytes. Areas are numbered as they were given to [`Mosaic::build`].
#[derive(Debug, Clone)]
pub struct Mosaic<'a> {
    areas: u32,
    zoom_min: u8,
    boxes: PlaceIndex<'a>,
    zooms: Vec<Zoom<'a>>,
}

impl<'a> Mosaic<'a> {
    /// Simplifies the borders of areas for each of these zooms (up to [`TILE_ZOOM_MAX`]), neighbours sharing every segment,
    /// and packs them. The same areas give the same bytes on the same machine.
    ///
    /// # Errors
    /// When there are more borders than one mosaic holds.
    pub fn build(shapes: &[&Shape], zooms: RangeInclusive<u8>) -> Result<Vec<u8>, MosaicError> {
        let zooms = *zooms.start().min(&TILE_ZOOM_MAX)..=TILE_ZOOM_MAX.min(*zooms.end());
        if shapes.len() >= 1 << 30 {
            return Err(MosaicError::TooLarge);
        }
        let boxes = PlaceIndex::of_boxes(shapes.iter().map(|shape| grid_box(shape)));
        let boxes = boxes.map_err(|_| MosaicError::TooLarge)?;
        let mut net = snap(&net::lines_of(shapes), Rounding::FROM_FINE, true);
        let mut built = Vec::new();
        for z in (*zooms.start()..=TILE_ZOOM_MAX).rev() {
            if z < TILE_ZOOM_MAX {
                net = snap(&net.lines(), Rounding::to_zoom(z), false);
            }
            thin(&mut net, if z == TILE_ZOOM_MAX { THIN_LAST } else { THIN });
            if zooms.contains(&z) {
                built.push(ZoomBuilder::of(&trace::trace(&net, shapes.len())));
            }
        }
        built.reverse();
        drop(net);
        format::to_bytes(shapes.len(), &zooms, &boxes, &built)
    }

    /// Opens what [`Mosaic::build`] packed. Looks at how long the parts are; what is wrong further on gives wrong shapes or
    /// none, never a panic; the digest of the file guards against that.
    ///
    /// # Errors
    /// When the bytes are not a mosaic of this version, or not all of it, or do not lie at a multiple of 4.
    pub fn open(bytes: &'a [u8]) -> Result<Self, MosaicError> {
        let format::Opened { areas, zoom_min, boxes, zooms } = format::open(bytes)?;
        Ok(Self { areas, zoom_min, boxes, zooms })
    }

    /// How many areas there are.
    #[must_use]
    pub fn areas(&self) -> u32 {
        self.areas
    }

    /// The areas of which something may show in a tile, in ascending order; a few that lie just outside it too.
    #[must_use]
    pub fn in_tile(&self, tile: TileId) -> Vec<u32> {
        let up = TILE_ZOOM_MAX - tile.z();
        let reach = TILE_BUFFER + DRIFT;
        // at most 2^26 and some
        let at = |v: i32| v << up;
        let [west, north] = tile.origin();
        self.boxes.in_box(Bounds {
            west: at(west - reach),
            south: at(north - reach),
            east: at(west + TILE_EXTENT + reach),
            north: at(north + TILE_EXTENT + reach),
        })
    }

    /// The rings of an area at a zoom, on the grid of the zoom (x east, y south), and whether each is a hole: open rings, the
    /// last point is joined to the first. An outer ring comes before its holes and has a positive area, a hole a negative one.
    #[must_use]
    pub fn rings(&self, z: u8, area: u32) -> Vec<(Vec<[i32; 2]>, bool)> {
        let Some(zoom) = self.zoom(z) else { return Vec::new() };
        let ring = |steps: &[u32]| {
            let mut points = Vec::new();
            walk(zoom, steps, None, &mut points);
            points
        };
        zoom.rings(area).map(|(steps, is_hole)| (ring(steps), is_hole)).collect()
    }

    /// What shows of an area in a tile, with a buffer of [`TILE_BUFFER`]; empty when nothing does.
    #[must_use]
    pub fn geometry(&self, tile: TileId, area: u32) -> TileGeometry {
        let mut drawing = TileGeometry::polygon(tile);
        let Some(zoom) = self.zoom(tile.z()) else { return drawing };
        let [west, north] = tile.origin();
        let window = Window {
            low: [west - TILE_BUFFER, north - TILE_BUFFER],
            high: [west + TILE_EXTENT + TILE_BUFFER, north + TILE_EXTENT + TILE_BUFFER],
        };
        let inside = |step: &u32| zoom.step(*step).is_some_and(|step| window.holds_box(step.bounds));
        if zoom.rings(area).all(|(steps, _)| steps.iter().all(inside)) {
            zoom.rings(area).for_each(|(steps, _)| draw_whole(zoom, steps, &mut drawing));
        } else {
            draw_cut(zoom, area, window, &mut drawing);
        }
        drawing
    }

    fn zoom(&self, z: u8) -> Option<Zoom<'a>> {
        self.zooms.get(usize::from(z.checked_sub(self.zoom_min)?)).copied()
    }
}

/// Draws a ring that lies wholly inside a tile, as it is.
fn draw_whole(zoom: Zoom<'_>, steps: &[u32], drawing: &mut TileGeometry) {
    let steps = || steps.iter().map_while(|&step| zoom.step(step));
    let count: usize = steps().map(|step| step.vertices.len().saturating_sub(1)).sum();
    if !(3..=RING_VERTICES_MAX).contains(&count) {
        return;
    }
    drawing.begin(count);
    for step in steps() {
        // the end of each step is the beginning of the next
        let last = step.vertices.len().saturating_sub(1);
        if step.is_reversed {
            step.vertices.iter().rev().take(last).for_each(|&point| drawing.next(point));
        } else {
            step.vertices.iter().take(last).for_each(|&point| drawing.next(point));
        }
    }
    drawing.end();
}

/// Draws what is inside the window of an area that crosses its sides.
fn draw_cut(zoom: Zoom<'_>, area: u32, window: Window, drawing: &mut TileGeometry) {
    let mut pieces = Pieces::default();
    let mut outlines: Vec<Vec<Point>> = Vec::new();
    let mut rings = zoom.rings(area).peekable();
    while let Some((steps, is_hole)) = rings.next() {
        let mut ring = Vec::new();
        walk(zoom, steps, Some(window), &mut ring);
        pieces.cut(window, &ring, is_hole);
        outlines.push(ring);
        // an outer ring with its holes makes a piece
        if rings.peek().is_none_or(|(_, is_hole)| !is_hole) {
            draw(&pieces, window, &outlines, drawing);
            pieces.clear();
            outlines.clear();
        }
    }
}

fn draw(pieces: &Pieces, window: Window, outlines: &[Vec<Point>], drawing: &mut TileGeometry) {
    let inside = |ring: &Vec<Point>| perimeter::is_inside(ring, window.low).unwrap_or(false);
    let around =
        || outlines.split_first().is_some_and(|(outer, holes)| inside(outer) && !holes.iter().any(inside));
    for piece in perimeter::join(pieces, window, around) {
        if drawing.outer(&piece.outer) {
            piece.holes.iter().for_each(|hole| drawing.hole(hole));
        }
    }
}

/// The points along steps. Of a chain that lies wholly beyond one side of the window only the ends: what lies between
/// them does not show.
fn walk(zoom: Zoom<'_>, steps: &[u32], window: Option<Window>, ring: &mut Vec<Point>) {
    for step in steps.iter().map_while(|&step| zoom.step(step)) {
        if ring.len() > RING_VERTICES_MAX {
            return;
        }
        let [first, .., last] = step.vertices else { continue };
        // the end of each step is the beginning of the next
        let inner = step.vertices.get(..step.vertices.len() - 1).unwrap_or_default();
        let reversed = step.vertices.get(1..).unwrap_or_default();
        if window.is_some_and(|window| window.is_beyond(step.bounds)) {
            ring.push(if step.is_reversed { *last } else { *first });
        } else if step.is_reversed {
            ring.extend(reversed.iter().rev());
        } else {
            ring.extend_from_slice(inner);
        }
    }
}

/// The box of a shape on the grid of the last zoom.
fn grid_box(shape: &Shape) -> Bounds {
    let bounds = shape.bounds();
    let ([west, north], [east, south]) =
        (tile_point(bounds.west, bounds.north), tile_point(bounds.east, bounds.south));
    // y grows southwards, so the smaller one is where the box begins
    Bounds { west, south: north, east, north: south }
}

/// The net of shapes at a zoom, for tests.
#[cfg(test)]
pub(super) fn net_at(shapes: &[&Shape], zoom: u8) -> net::Net {
    let mut net = snap(&net::lines_of(shapes), Rounding::FROM_FINE, true);
    thin(&mut net, THIN_LAST);
    for z in (zoom..TILE_ZOOM_MAX).rev() {
        net = snap(&net.lines(), Rounding::to_zoom(z), false);
        thin(&mut net, THIN);
    }
    net
}
