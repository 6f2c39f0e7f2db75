//! From the rings of a source to valid polygons.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay, ShapeType};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::{Precision, Solver, Strategy};
use i_overlay::i_float::int::point::IntPoint;

use super::simple::{self, Ring};
use super::{SHAPE_VERTICES_MAX, Shape, ShapeError};
use crate::{Bounds, Position, PositionError};

/// Widest shape that the general repair takes, in steps: its products stay within 64 bits.
const REPAIR_STEPS_MAX: i64 = 1 << 30;

/// What had to be repaired in a geometry.
///
/// That an open ring was closed is not here: `geo_types::Polygon` closes its rings when it is made, so the reader of the
/// format is the last to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Repair {
    /// This many points that repeated the one before them were dropped.
    RepeatedPoints(usize),
    /// This many rings with fewer than three different points were dropped.
    RingsDropped(usize),
    /// Rings touched or crossed themselves or each other, or lay in the wrong polygon; they were split so that what
    /// lay inside an odd number of rings is inside. Vertices stay where they were; a crossing gets a vertex, rounded to
    /// 1e-7 degree.
    RingsSplit,
}

impl std::fmt::Display for Repair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::RepeatedPoints(count) => write!(f, "{count} repeated points were dropped"),
            Self::RingsDropped(count) => write!(f, "{count} rings with fewer than three points were dropped"),
            Self::RingsSplit => f.write_str("rings that touch or cross themselves or each other were split"),
        }
    }
}

/// Valid polygons from those of a source, in degrees.
pub(super) fn from_polygons(polygons: &[Polygon<f64>]) -> Result<(Shape, Vec<Repair>), ShapeError> {
    let sources = || polygons.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()));
    let vertices: usize = sources().map(|ring| ring.0.len()).sum();
    if vertices > SHAPE_VERTICES_MAX {
        return Err(ShapeError::TooManyVertices(vertices));
    }
    let (mut rings, mut repeated, mut dropped) = (Vec::new(), 0, 0);
    for source in sources() {
        repeated += source.0.windows(2).filter(|pair| pair.first() == pair.last()).count();
        let ring = ring_in_steps(source)?;
        if distinct_up_to_three(&ring) >= 3 {
            rings.push(ring);
        } else {
            dropped += 1;
        }
    }
    if rings.is_empty() {
        return Err(ShapeError::Empty);
    }
    let (valid, split) = match simple::nest_if_simple(&rings) {
        // a hole that turns out to be a polygon, or the other way round, is a repair too
        Some(valid) => {
            let differs = dropped == 0 && roles(&valid) != roles_of_source(polygons);
            (valid, differs)
        }
        None => split(&rings)?,
    };
    let mut repairs = Vec::new();
    repairs.extend((repeated > 0).then_some(Repair::RepeatedPoints(repeated)));
    repairs.extend((dropped > 0).then_some(Repair::RingsDropped(dropped)));
    repairs.extend(split.then_some(Repair::RingsSplit));
    Ok((Shape::of_valid(valid).ok_or(ShapeError::Empty)?, repairs))
}

/// The vertices of a ring in steps, open, without repeats.
fn ring_in_steps(source: &LineString<f64>) -> Result<Ring, ShapeError> {
    let mut ring: Ring = Vec::with_capacity(source.0.len());
    for &Coord { x: lon, y: lat } in source.coords() {
        let position = Position::new(lat, lon).map_err(|error| match error {
            PositionError::NotFinite { .. } => ShapeError::NotFinite,
            PositionError::OffTheGlobe { lat, lon } => ShapeError::OffTheGlobe { lon, lat },
        })?;
        let vertex: [i32; 2] = position.steps().into();
        if ring.last() != Some(&vertex) {
            ring.push(vertex);
        }
    }
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    Ok(ring)
}

fn distinct_up_to_three(ring: &Ring) -> usize {
    let mut seen: Vec<[i32; 2]> = Vec::with_capacity(3);
    for vertex in ring {
        if !seen.contains(vertex) {
            seen.push(*vertex);
        }
        if seen.len() == 3 {
            break;
        }
    }
    seen.len()
}

/// How many holes each polygon has, sorted: enough to tell whether rings changed roles when no ring was added or lost.
fn roles(polygons: &MultiPolygon<i32>) -> Vec<usize> {
    let mut holes: Vec<usize> = polygons.iter().map(|p| p.interiors().len()).collect();
    holes.sort_unstable();
    holes
}

fn roles_of_source(polygons: &[Polygon<f64>]) -> Vec<usize> {
    let mut holes: Vec<usize> = polygons.iter().map(|p| p.interiors().len()).collect();
    holes.sort_unstable();
    holes
}

/// The general repair, by `i_overlay` in whole steps: what lies inside an odd number of rings, as valid polygons.
/// Tells too whether an edge changed.
fn split(rings: &[Ring]) -> Result<(MultiPolygon<i32>, bool), ShapeError> {
    let bounds = Bounds::round(rings.iter().flatten().map(|v| (v[0], v[1]))).ok_or(ShapeError::Empty)?;
    let wide = |low: i32, high: i32| i64::from(high) - i64::from(low) > REPAIR_STEPS_MAX;
    if wide(bounds.west, bounds.east) || wide(bounds.south, bounds.north) {
        return Err(ShapeError::TooWideToRepair);
    }
    // the middle is at zero, so that products stay small
    let middle = |low: i32, high: i32| i32::midpoint(low, high);
    let (x0, y0) = (middle(bounds.west, bounds.east), middle(bounds.south, bounds.north));
    let options = IntOverlayOptions { ogc: true, ..IntOverlayOptions::keep_all_points() };
    // no threads: this crate starts none
    let solver = Solver { strategy: Strategy::Auto, precision: Precision::HIGH, multithreading: None };
    let mut overlay = Overlay::new_custom(rings.iter().map(Vec::len).sum(), options, solver);
    for ring in rings {
        let points: Vec<IntPoint> = ring.iter().map(|v| IntPoint::new(v[0] - x0, v[1] - y0)).collect();
        overlay.add_contour(&points, ShapeType::Subject);
    }
    let shapes = overlay.overlay(OverlayRule::Subject, FillRule::EvenOdd);
    // a hole that touches the ring round it comes out running either way
    let line = |contour: &Vec<IntPoint>, counter_clockwise: bool| -> LineString<i32> {
        let ring: Ring = contour.iter().map(|p| [p.x + x0, p.y + y0]).collect();
        simple::closed(&ring, counter_clockwise)
    };
    let polygon = |shape: &Vec<Vec<IntPoint>>| -> Option<Polygon<i32>> {
        let (outer, holes) = shape.split_first()?;
        Some(Polygon::new(line(outer, true), holes.iter().map(|hole| line(hole, false)).collect()))
    };
    let valid: MultiPolygon<i32> = shapes.iter().filter_map(polygon).collect();
    let rings_after: usize = valid.iter().map(|p| 1 + p.interiors().len()).sum();
    let changed = rings_after != rings.len() || !same_edges(rings, &valid);
    Ok((valid, changed))
}

fn same_edges(rings: &[Ring], valid: &MultiPolygon<i32>) -> bool {
    let undirected = |a: [i32; 2], b: [i32; 2]| (a.min(b), a.max(b));
    let mut before: Vec<_> =
        rings.iter().flat_map(|ring| simple::edges(ring)).map(|(a, b)| undirected(a, b)).collect();
    let mut after: Vec<_> = valid
        .iter()
        .flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
        .flat_map(LineString::lines)
        .map(|l| undirected([l.start.x, l.start.y], [l.end.x, l.end.y]))
        .collect();
    before.sort_unstable();
    after.sort_unstable();
    before == after
}
