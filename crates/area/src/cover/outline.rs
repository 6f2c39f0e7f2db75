//! From the index back to the shape of an area: its borders stand in the cells, each edge whole.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use super::Cover;
use crate::exact::Vertex;
use crate::{Bounds, STEPS_PER_DEGREE, Shape};

impl Cover<'_> {
    /// The shape of an area, given a box that holds all of it: the shape that the index was made of, as far as which
    /// places are inside. `None` when the box has no border of it, or the index is damaged.
    ///
    /// Where rings touch, they may be cut into other rings with the same surface.
    #[must_use]
    pub fn shape(&self, area: u32, bounds: Bounds) -> Option<Shape> {
        let mut edges: BTreeSet<(Vertex, Vertex)> = BTreeSet::new();
        self.each_edge_in(bounds, |a, b, sides| {
            if a != b && sides.contains(&area) {
                edges.insert((a.min(b), a.max(b)));
            }
        });
        let rings = rings(&edges).into_iter().map(|ring| Polygon::new(degrees(&ring), Vec::new()));
        let rings = Geometry::MultiPolygon(MultiPolygon(rings.collect()));
        Shape::from_geometry(&rings).ok().map(|(shape, _)| shape)
    }
}

fn degrees(ring: &[Vertex]) -> LineString<f64> {
    let degree = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
    ring.iter().map(|&[lon, lat]| Coord { x: degree(lon), y: degree(lat) }).collect()
}

/// Closed rings that together have each edge once; none meets itself. Edges that close no ring are left out.
fn rings(edges: &BTreeSet<(Vertex, Vertex)>) -> Vec<Vec<Vertex>> {
    let mut ends: BTreeMap<Vertex, Vec<Vertex>> = BTreeMap::new();
    for &(a, b) in edges {
        ends.entry(a).or_default().push(b);
        ends.entry(b).or_default().push(a);
    }
    let mut rings = Vec::new();
    let starts: Vec<Vertex> = ends.keys().copied().collect();
    for start in starts {
        while let Some(next) = take(&mut ends, start) {
            walk(&mut ends, start, next, &mut rings);
        }
    }
    rings
}

/// Takes an edge out of the list, from a vertex to whatever other end comes last.
fn take(ends: &mut BTreeMap<Vertex, Vec<Vertex>>, from: Vertex) -> Option<Vertex> {
    let to = ends.get_mut(&from)?.pop()?;
    if let Some(back) = ends.get_mut(&to)
        && let Some(at) = back.iter().position(|&end| end == from)
    {
        back.swap_remove(at);
    }
    Some(to)
}

/// Follows edges until there are no more; each time the path meets itself, the loop is a ring.
fn walk(ends: &mut BTreeMap<Vertex, Vec<Vertex>>, start: Vertex, next: Vertex, rings: &mut Vec<Vec<Vertex>>) {
    let mut path = vec![start, next];
    let mut at: BTreeMap<Vertex, usize> = BTreeMap::from([(start, 0), (next, 1)]);
    while let Some(&last) = path.last() {
        let Some(to) = take(ends, last) else { return };
        match at.get(&to).copied() {
            None => {
                at.insert(to, path.len());
                path.push(to);
            }
            Some(place) => {
                let ring = path.get(place..).unwrap_or_default().to_vec();
                for vertex in ring.iter().skip(1) {
                    at.remove(vertex);
                }
                path.truncate(place + 1);
                if ring.len() >= 3 {
                    rings.push(ring);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use geo_types::wkt;

    use super::*;
    use crate::Position;

    fn shape(geometry: MultiPolygon<f64>) -> Shape {
        Shape::from_geometry(&Geometry::MultiPolygon(geometry)).unwrap().0
    }

    #[test]
    fn shapes_come_back_out_of_the_index() {
        let holed = shape(wkt! { MULTIPOLYGON(((5.0 52.0,5.1 52.0,5.1 52.1,5.0 52.1,5.0 52.0),
        (5.02 52.02,5.02 52.04,5.04 52.04,5.04 52.02,5.02 52.02)),((5.3 52.0,5.4 52.0,5.3 52.1,5.3 52.0))) });
        let beside = shape(wkt! { MULTIPOLYGON(((5.1 52.0,5.2 52.0,5.2 52.1,5.1 52.1,5.1 52.0))) });
        let inside = shape(wkt! { MULTIPOLYGON(((5.02 52.02,5.02 52.04,5.04 52.04,5.04 52.02,5.02 52.02))) });
        let shapes = [&holed, &beside, &inside];
        let bytes = Cover::build(&shapes).unwrap();
        let words: Vec<u32> =
            bytes.chunks_exact(4).map(|c| u32::from_le_bytes(c.try_into().unwrap())).collect();
        let cover = Cover::open(bytemuck::cast_slice(&words)).unwrap();
        for (number, shape) in (0..).zip(shapes) {
            let back = cover.shape(number, shape.bounds()).unwrap();
            assert_eq!(back.bounds(), shape.bounds());
            assert!((back.area() - shape.area()).abs() < 1e-3, "{number}");
            for at in 0..2_000_u32 {
                let (x, y) = (f64::from(at % 50) * 0.009 + 4.99, f64::from(at / 50) * 0.003 + 51.99);
                let position = Position::new(y, x).unwrap();
                assert_eq!(back.contains(position), shape.contains(position), "{number} {position}");
            }
        }
        assert!(cover.shape(7, holed.bounds()).is_none());
    }

    #[test]
    fn rings_that_touch_are_told_apart() {
        let bow = shape(wkt! { MULTIPOLYGON(((5.0 52.0,5.1 52.0,5.05 52.05,5.0 52.0)),
        ((5.05 52.05,5.1 52.1,5.0 52.1,5.05 52.05))) });
        let bytes = Cover::build(&[&bow]).unwrap();
        let words: Vec<u32> =
            bytes.chunks_exact(4).map(|c| u32::from_le_bytes(c.try_into().unwrap())).collect();
        let cover = Cover::open(bytemuck::cast_slice(&words)).unwrap();
        let back = cover.shape(0, bow.bounds()).unwrap();
        assert!((back.area() - bow.area()).abs() < 1e-3);
    }
}
