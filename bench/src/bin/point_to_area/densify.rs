//! The same division with more vertices: each border is split and bent, in the same way for both neighbours.

use std::collections::HashMap;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::points::SplitMix64;

/// How far a middle point moves aside, as a part of the length that it splits. More makes borders cross each other.
const BEND: f64 = 0.08;

type Vertex = [i64; 2];

fn vertex(coord: Coord<f64>) -> Vertex {
    [coord.x, coord.y].map(|v| (v * 1e7).round() as i64)
}

fn length(a: Vertex, b: Vertex) -> f64 {
    // at 52 degrees north, which is near enough for a share
    ((b[0] - a[0]) as f64 * 0.616).hypot((b[1] - a[1]) as f64)
}

fn rings(polygon: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    polygon.iter().flat_map(|p| std::iter::once(p.exterior()).chain(p.interiors()))
}

/// The areas with about `vertices` vertices each: an edge is split into as many pieces as the mean density of vertices
/// along the borders of its neighbours asks for.
pub fn to(areas: &[MultiPolygon<f64>], vertices: usize) -> Vec<MultiPolygon<f64>> {
    let mut density: HashMap<(Vertex, Vertex), (f64, f64)> = HashMap::new();
    for area in areas {
        let edges = || rings(area).flat_map(|r| r.lines().map(|l| (vertex(l.start), vertex(l.end))));
        let perimeter: f64 = edges().map(|(a, b)| length(a, b)).sum();
        for (a, b) in edges() {
            let (sum, count) = density.entry((a.min(b), a.max(b))).or_default();
            *sum += vertices as f64 / perimeter.max(1.0);
            *count += 1.0;
        }
    }
    let pieces = |a: Vertex, b: Vertex| {
        let (sum, count) = density.get(&(a.min(b), a.max(b))).copied().unwrap_or((0.0, 1.0));
        (length(a, b) * sum / count).round().clamp(1.0, 100_000.0) as usize
    };
    let ring = |ring: &LineString<f64>| -> LineString<f64> {
        let mut dense: Vec<Vertex> = Vec::new();
        for line in ring.lines() {
            let (a, b) = (vertex(line.start), vertex(line.end));
            let mut edge = vec![a.min(b)];
            bend(a.min(b), a.max(b), pieces(a, b), &mut edge);
            if a > b {
                edge.reverse();
            }
            dense.extend(edge);
        }
        dense.dedup();
        dense.into_iter().map(|v| Coord { x: v[0] as f64 / 1e7, y: v[1] as f64 / 1e7 }).collect()
    };
    let polygon =
        |p: &Polygon<f64>| Polygon::new(ring(p.exterior()), p.interiors().iter().map(ring).collect());
    areas.iter().map(|area| area.iter().map(polygon).collect()).collect()
}

/// Adds what follows `a` up to and including `b`, in `pieces` pieces. Depends on the two ends only.
fn bend(a: Vertex, b: Vertex, pieces: usize, out: &mut Vec<Vertex>) {
    if pieces <= 1 {
        out.push(b);
        return;
    }
    let seed = [a[0], a[1], b[0], b[1]].iter().fold(0_u64, |seed, &v| SplitMix64(seed ^ v as u64).next_u64());
    let part = (pieces / 2) as f64 / pieces as f64;
    let aside = (SplitMix64(seed).unit() * 2.0 - 1.0) * BEND;
    let (dx, dy) = ((b[0] - a[0]) as f64, (b[1] - a[1]) as f64);
    let middle =
        [a[0] + (dx * part - dy * aside).round() as i64, a[1] + (dy * part + dx * aside).round() as i64];
    bend(a, middle, pieces / 2, out);
    bend(middle, b, pieces - pieces / 2, out);
}
