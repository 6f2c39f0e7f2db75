use geo_types::polygon;
use proptest::prelude::*;

use super::decode::{self, decoded, polygons};
use super::generated::{Random, overlapping, partition};
use crate::tile::grid::{self, FINE_BITS};
use crate::tile::perimeter::is_inside;
use crate::tile::{Mosaic, TILE_EXTENT, TILE_ZOOM_MAX, TileId, TileLayer, TileValue, tile_point, write_tile};
use crate::{Ground, Position, Shape};

/// Where words may lie: the bytes of an index are mapped at a multiple of 4.
struct Aligned(Vec<u64>, usize);

impl Aligned {
    fn of(bytes: &[u8]) -> Self {
        let mut words = vec![0_u64; bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self(words, bytes.len())
    }

    fn bytes(&self) -> &[u8] {
        &bytemuck::cast_slice(&self.0)[..self.1]
    }
}

fn mosaic(shapes: &[Shape]) -> Aligned {
    Aligned::of(&Mosaic::build(&shapes.iter().collect::<Vec<_>>(), 4..=TILE_ZOOM_MAX).unwrap())
}

/// The tile at a zoom that a place lies in.
fn tile_of(lon: i32, lat: i32, z: u8) -> TileId {
    let [x, y] = tile_point(lon, lat).map(|v| (v >> (TILE_ZOOM_MAX - z)) / TILE_EXTENT);
    TileId::new(u32::from(z), x as u32, y as u32).unwrap()
}

fn neighbour(tile: TileId, east: i32, south: i32) -> TileId {
    let step = |v: u32, by: i32| v.checked_add_signed(by).unwrap();
    TileId::new(u32::from(tile.z()), step(tile.x(), east), step(tile.y(), south)).unwrap()
}

/// The areas of a tile: number and polygons, through the bytes of the tile.
fn drawn(mosaic: &Mosaic<'_>, tile: TileId) -> Vec<(u64, Vec<decode::Rings>)> {
    let mut layer = TileLayer::new("areas");
    for area in mosaic.in_tile(tile) {
        layer.add(u64::from(area), mosaic.geometry(tile, area), [("code", TileValue::Own("x"))]);
    }
    let bytes = write_tile([layer]);
    let Some(layer) = decoded(&bytes).layers.into_iter().next() else { return Vec::new() };
    layer.features.iter().map(|feature| (feature.id.unwrap(), polygons(feature))).collect()
}

/// The areas that hold a point (in units of the tile, not on any border): none when it lies on one.
fn holding(drawn: &[(u64, Vec<decode::Rings>)], at: [i32; 2]) -> Option<Vec<u64>> {
    let mut found = Vec::new();
    for (area, polygons) in drawn {
        for rings in polygons {
            let mut inside = rings.iter().map(|ring| is_inside(ring, at));
            let (outer, in_hole) = (inside.next()??, inside.try_fold(false, |any, one| Some(any | one?))?);
            if outer && !in_hole {
                found.push(*area);
            }
        }
    }
    Some(found)
}

/// The same, when all points within a unit agree.
fn well_inside(drawn: &[(u64, Vec<decode::Rings>)], at: [i32; 2]) -> Option<Vec<u64>> {
    let found = holding(drawn, at)?;
    let around = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(|by| [at[0] + by[0], at[1] + by[1]]);
    around.into_iter().all(|near| holding(drawn, near).as_ref() == Some(&found)).then_some(found)
}

/// Metres from a place to the nearest border of any area.
fn to_border(shapes: &[Shape], place: Position) -> f64 {
    let ground = Ground::at(place);
    let edges = shapes.iter().flat_map(Shape::edges);
    edges.map(|(a, b)| ground.distance_to_edge(a, b)).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever tile is asked for: a place well inside an area lies in that area of the tile, and in no other.
    #[test]
    fn a_place_well_inside_an_area_lies_in_it_in_its_tile(seed: u64, is_partition: bool) {
        let mut random = Random(seed);
        let degrees = 4e-3;
        let shapes =
            if is_partition { partition(7, degrees, &mut random) } else { overlapping(12, degrees, &mut random) };
        let bytes = mosaic(&shapes);
        let mosaic = Mosaic::open(bytes.bytes()).unwrap();
        for z in [14, 13, 12, 10, 8] {
            // a unit on the ground at 52 degrees, and what rounding and thinning may move a border at all zooms together
            let metres = 0.37 * f64::from(1 << (TILE_ZOOM_MAX - z)) * 12.0;
            for _ in 0..40 {
                let place = Position::new(52.0 + random.unit() * 0.017, 5.0 + random.unit() * 0.028).unwrap();
                if to_border(&shapes, place) < metres {
                    continue;
                }
                let expected: Vec<u64> =
                    (0_u64..).zip(&shapes).filter(|(_, shape)| shape.contains(place)).map(|(area, _)| area).collect();
                let (lon, lat) = place.steps();
                let tile = tile_of(lon, lat, z);
                let at = tile_point(lon, lat).map(|v| v >> (TILE_ZOOM_MAX - z));
                let at = [at[0] - tile.origin()[0], at[1] - tile.origin()[1]];
                prop_assert_eq!(holding(&drawn(&mosaic, tile), at), Some(expected), "z{} {}", z, place);
            }
        }
    }

    /// Two tiles that share a side draw the same areas along it, in the buffer too.
    #[test]
    fn seams_between_tiles_meet(seed: u64) {
        let mut random = Random(seed);
        let shapes = partition(9, 3e-3, &mut random);
        let bytes = mosaic(&shapes);
        let mosaic = Mosaic::open(bytes.bytes()).unwrap();
        for z in [14, 13, 12] {
            let tile = tile_of(50_120_000, 520_080_000, z);
            for (east, south) in [(1, 0), (0, 1), (1, 1), (-1, 0)] {
                let other = neighbour(tile, east, south);
                let (here, there) = (drawn(&mosaic, tile), drawn(&mosaic, other));
                for _ in 0..60 {
                    let along = (random.next() % 4_096) as i32;
                    let across = (random.next() % 120) as i32 - 60;
                    let side = |by: i32| if by < 0 { 0 } else { TILE_EXTENT };
                    let mine = match (east, south) {
                        (0, _) => [along, side(south) + across],
                        (_, 0) => [side(east) + across, along],
                        _ => [TILE_EXTENT + across, TILE_EXTENT + (along % 120) - 60],
                    };
                    let theirs = [mine[0] - east * TILE_EXTENT, mine[1] - south * TILE_EXTENT];
                    // where a border leaves a tile it is rounded, so it may lie up to a unit beside that of the other
                    if let (Some(a), Some(b)) = (well_inside(&here, mine), well_inside(&there, theirs)) {
                        prop_assert_eq!(a, b, "z{} {:?}", z, mine);
                    }
                }
            }
        }
    }

    /// Damaged bytes give an error, or some tile or other, and never a panic.
    #[test]
    fn mutated_bytes_never_panic(seed: u64, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12)) {
        let mut random = Random(seed % 4);
        let mut bytes = mosaic(&partition(4, 2e-3, &mut random));
        let length = bytes.bytes().len();
        for (at, byte) in changes {
            let at = at.index(length);
            bytemuck::cast_slice_mut::<u64, u8>(&mut bytes.0)[at] = byte;
        }
        for length in [length, length - 4, length / 2] {
            let Ok(mosaic) = Mosaic::open(&bytes.bytes()[..length]) else { continue };
            for z in [4, 10, 14] {
                let tile = tile_of(50_030_000, 520_020_000, z);
                for area in mosaic.in_tile(tile) {
                    let _ = mosaic.geometry(tile, area);
                    let _ = mosaic.rings(z, area);
                }
            }
        }
    }
}

#[test]
fn a_tile_inside_an_area_is_filled_and_one_in_its_hole_is_empty() {
    let ring = |low: f64, high: f64| -> geo_types::LineString<f64> {
        vec![
            (5.0 + low, 52.0 + low),
            (5.0 + high, 52.0 + low),
            (5.0 + high, 52.0 + high),
            (5.0 + low, 52.0 + high),
        ]
        .into_iter()
        .collect()
    };
    let polygon = geo_types::Polygon::new(ring(0.0, 1.0), vec![ring(0.4, 0.6)]);
    let (shape, _) = Shape::from_geometry(&polygon.into()).unwrap();
    let bytes = mosaic(&[shape]);
    let mosaic = Mosaic::open(bytes.bytes()).unwrap();
    let full = drawn(&mosaic, tile_of(52_000_000, 522_000_000, 14));
    let window = vec![[-65, -65], [4161, -65], [4161, 4161], [-65, 4161]];
    assert_eq!(full, [(0, vec![vec![window]])]);
    assert!(drawn(&mosaic, tile_of(55_000_000, 525_000_000, 14)).is_empty());
    assert!(drawn(&mosaic, tile_of(45_000_000, 525_000_000, 14)).is_empty());
    let [whole] = &drawn(&mosaic, tile_of(55_000_000, 525_000_000, 5))[..] else { panic!() };
    assert_eq!(whole.1.iter().map(Vec::len).collect::<Vec<_>>(), [2], "one polygon with its hole");
}

#[test]
fn attributes_come_back() {
    let tile = TileId::new(14, 8_414, 5_384).unwrap();
    let mut layer = TileLayer::new("things");
    for (id, name) in [(1, "Dam"), (2, "Rokin"), (3, "Dam")] {
        let point = crate::tile::TileGeometry::point(tile, tile.origin());
        let says = [
            ("name", TileValue::Text(name)),
            ("year", TileValue::Whole(2019)),
            ("note", TileValue::Text("")),
        ];
        layer.add(id, point, says);
    }
    let tile = decoded(&write_tile([layer, TileLayer::new("nothing")]));
    let names: Vec<_> =
        tile.layers[0].features.iter().map(|f| decode::says(&tile, 0, f, "name").unwrap()).collect();
    assert_eq!(names, ["Dam", "Rokin", "Dam"]);
    assert_eq!((tile.layers.len(), tile.layers[0].values.len(), tile.layers[0].keys.len()), (1, 3, 2));
    assert!(write_tile([TileLayer::new("nothing")]).is_empty());
}

#[test]
fn shapes_at_the_edges_of_the_world_are_drawn() {
    let polygon =
        polygon![(x: -180.0, y: -90.0), (x: 180.0, y: -90.0), (x: 180.0, y: 90.0), (x: -180.0, y: 90.0)];
    let (shape, _) = Shape::from_geometry(&polygon.into()).unwrap();
    let bytes = mosaic(&[shape]);
    let mosaic = Mosaic::open(bytes.bytes()).unwrap();
    for (z, x, y) in [(4, 0, 0), (4, 15, 15), (14, 16_383, 0), (14, 0, 16_383), (9, 200, 200)] {
        assert_eq!(drawn(&mosaic, TileId::new(z, x, y).unwrap()).len(), 1, "{z}/{x}/{y}");
    }
    assert_eq!(grid::fine(1_800_000_000, 0)[0], (1 << FINE_BITS) - 1);
}

#[test]
fn a_hole_that_touches_the_ring_round_it_stays_a_hole() {
    // one ring that runs round its hole and touches itself, as 21 of the buurten of 2019 do
    let ring = polygon![
        (x: 5.0, y: 52.0), (x: 5.09, y: 52.0), (x: 5.09, y: 52.09), (x: 5.0, y: 52.09), (x: 5.0, y: 52.0),
        (x: 5.03, y: 52.06), (x: 5.06, y: 52.03)
    ];
    let (shape, _) = Shape::from_geometry(&ring.into()).unwrap();
    let bytes = mosaic(&[shape]);
    let mosaic = Mosaic::open(bytes.bytes()).unwrap();
    for z in [14, 10, 8] {
        let holes: Vec<bool> = mosaic.rings(z, 0).into_iter().map(|(_, is_hole)| is_hole).collect();
        assert_eq!(holes, [false, true], "z{z}");
    }
}
