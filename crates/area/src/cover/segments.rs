//! The borders: each edge once, with the areas on its two sides.

use super::NOBODY;
use crate::Shape;
use crate::exact::Vertex;

/// A piece of border. Which of the two areas is left and which right does not matter: crossing it means leaving the one
/// and entering the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Segment {
    pub from: Vertex,
    pub to: Vertex,
    /// the areas that have this edge, the lower number first; the second is [`NOBODY`] when there is only one
    pub areas: [u32; 2],
}

/// All edges of the shapes in the order of their rings, an edge that two shapes share only once. Where more than two
/// share one it stands here several times, which comes to the same.
pub(super) fn of_shapes(shapes: &[&Shape]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::with_capacity(shapes.iter().map(|shape| shape.vertices()).sum());
    for (area, shape) in (0_u32..).zip(shapes) {
        segments.extend(shape.edges().map(|(from, to)| Segment { from, to, areas: [area, NOBODY] }));
    }
    let key = |segment: &Segment| (segment.from.min(segment.to), segment.from.max(segment.to));
    let mut sorted: Vec<(Vertex, Vertex, usize)> =
        segments.iter().enumerate().map(|(at, segment)| (key(segment).0, key(segment).1, at)).collect();
    sorted.sort_unstable();
    let mut merged = vec![false; segments.len()];
    for same in sorted.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        for pair in same.chunks_exact(2) {
            if let [(_, _, first), (_, _, second)] = *pair {
                segments[first].areas[1] = segments[second].areas[0];
                merged[second] = true;
            }
        }
    }
    let mut merged = merged.into_iter();
    segments.retain(|_| !merged.next().unwrap_or(false));
    segments
}
