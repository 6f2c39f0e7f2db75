//! Areas that are generated: true partitions, and sets that overlap.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use crate::Shape;

/// The south-west corner of what is generated, degrees: in the Netherlands.
const CORNER: [f64; 2] = [5.0, 52.0];

/// The generator of Steele, Lea and Flood (2014).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A true partition: `side` times `side` crooked squares of about so many degrees, some of them joined to areas with
/// holes, islands and corners that touch.
pub fn partition(side: usize, degrees: f64, random: &mut Random) -> Vec<Shape> {
    let mut at = |i: usize, j: usize| -> Coord<f64> {
        let mut crook = || (random.unit() - 0.5) * 0.45;
        Coord {
            x: CORNER[0] + (i as f64 + crook()) * degrees,
            y: CORNER[1] + (j as f64 + crook()) * degrees * 0.6,
        }
    };
    let corners: Vec<Vec<Coord<f64>>> = (0..=side).map(|i| (0..=side).map(|j| at(i, j)).collect()).collect();
    // the middle of each border is crooked too
    let mut middles = std::collections::HashMap::new();
    let mut middle = |a: (usize, usize), b: (usize, usize), random: &mut Random| -> Coord<f64> {
        *middles.entry((a.min(b), a.max(b))).or_insert_with(|| {
            let (from, to) = (corners[a.0][a.1], corners[b.0][b.1]);
            let mut crook = || (random.unit() - 0.5) * 0.2 * degrees;
            Coord { x: f64::midpoint(from.x, to.x) + crook(), y: f64::midpoint(from.y, to.y) + crook() * 0.6 }
        })
    };
    let areas = (side * side / 3).max(1);
    let mut joined: Vec<Vec<Polygon<f64>>> = vec![Vec::new(); areas];
    for i in 0..side {
        for j in 0..side {
            let around = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)];
            let mut ring = Vec::new();
            for at in 0..4 {
                let (a, b) = (around[at], around[(at + 1) % 4]);
                ring.push(corners[a.0][a.1]);
                ring.push(middle(a, b, random));
            }
            joined[(random.next() % areas as u64) as usize].push(Polygon::new(LineString(ring), vec![]));
        }
    }
    let shape =
        |polygons: Vec<Polygon<f64>>| Shape::from_geometry(&Geometry::MultiPolygon(MultiPolygon(polygons)));
    joined
        .into_iter()
        .filter(|polygons| !polygons.is_empty())
        .map(|polygons| shape(polygons).unwrap().0)
        .collect()
}

/// Areas that overlap at random: triangles and stars over each other.
pub fn overlapping(count: usize, degrees: f64, random: &mut Random) -> Vec<Shape> {
    let mut star = || {
        let mut at = |spread: f64| Coord {
            x: CORNER[0] + random.unit() * spread,
            y: CORNER[1] + random.unit() * spread * 0.6,
        };
        let centre = at(degrees * 5.0);
        let points = 3 + (at(1.0).x * 1e6) as usize % 6;
        let corner = |k: usize| {
            let (angle, far) = (k as f64 / points as f64 * std::f64::consts::TAU, at(degrees).x - CORNER[0]);
            Coord { x: centre.x + angle.cos() * far, y: centre.y + angle.sin() * far * 0.6 }
        };
        let ring: Vec<Coord<f64>> = (0..points).map(corner).collect();
        Shape::from_geometry(&Geometry::Polygon(Polygon::new(LineString(ring), vec![]))).ok()
    };
    (0..count).filter_map(|_| star()).map(|(shape, _)| shape).collect()
}
