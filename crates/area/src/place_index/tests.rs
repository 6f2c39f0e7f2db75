use proptest::prelude::*;

use super::*;

fn at(lon: i32, lat: i32) -> Position {
    Position::from_steps(lon, lat).unwrap()
}

proptest! {
    /// Points in a box and within a radius are those that a look at each point finds, in order.
    #[test]
    fn points_are_found_as_by_hand(
        points in prop::collection::vec((0..5_000_i32, 0..5_000_i32), 0..600),
        west in -500..5_000_i32, south in -500..5_000_i32, size in 0..3_000_i32, metres in 0.0..40.0_f64,
    ) {
        let bytes = PlaceIndex::of_points(points.iter().copied()).unwrap();
        let index = PlaceIndex::open(&bytes).unwrap();
        prop_assert_eq!(index.len(), points.len());
        let bounds = Bounds { west, south, east: west + size, north: south + size };
        let numbered = || (0_u32..).zip(&points);
        let expected: Vec<u32> =
            numbered().filter(|(_, p)| bounds.holds(p.0, p.1)).map(|(number, _)| number).collect();
        prop_assert_eq!(index.in_box(bounds), expected);
        let ground = Ground::at(at(west, south));
        let mut expected: Vec<NearPlace> = numbered()
            .map(|(item, p)| NearPlace { item, metres: ground.distance_to_bounds(Bounds::of(p.0, p.1)) })
            .filter(|near| near.metres <= metres)
            .collect();
        expected.sort_by(|a, b| a.metres.total_cmp(&b.metres).then(a.item.cmp(&b.item)));
        prop_assert_eq!(index.nearest(at(west, south), metres), expected.first().copied());
        prop_assert_eq!(index.within(at(west, south), metres), expected);
    }

    /// So are boxes.
    #[test]
    fn boxes_are_found_as_by_hand(
        boxes in prop::collection::vec((0..5_000_i32, 0..5_000_i32, 0..900_i32, 0..900_i32), 0..300),
        west in -500..5_000_i32, south in -500..5_000_i32, size in 0..3_000_i32,
    ) {
        let boxes: Vec<Bounds> = boxes
            .iter()
            .map(|&(west, south, w, h)| Bounds { west, south, east: west + w, north: south + h })
            .collect();
        let bytes = PlaceIndex::of_boxes(boxes.iter().copied()).unwrap();
        let index = PlaceIndex::open(&bytes).unwrap();
        let bounds = Bounds { west, south, east: west + size, north: south + size };
        let expected: Vec<u32> =
            (0_u32..).zip(&boxes).filter(|(_, b)| b.meets(bounds)).map(|(number, _)| number).collect();
        prop_assert_eq!(index.in_box(bounds), expected);
    }

    /// A damaged index gives an error or some answer, and never panics.
    #[test]
    fn a_damaged_index_never_panics(
        points in prop::collection::vec((0..5_000_i32, 0..5_000_i32), 0..400),
        changes in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..30),
        cut in 0.0..=1.0_f64, is_cut in any::<bool>(),
    ) {
        let mut bytes = PlaceIndex::of_points(points.iter().copied()).unwrap();
        for (at, value) in changes {
            let at = (bytes.len() as f64 * at) as usize;
            bytes[at] = value;
        }
        if is_cut {
            bytes.truncate((bytes.len() as f64 * cut) as usize);
        }
        let Ok(index) = PlaceIndex::open(&bytes) else { return Ok(()) };
        let near = index.within(at(2_500, 2_500), 30.0);
        prop_assert!(near.iter().all(|near| (near.item as usize) < index.len()));
        let _ = index.in_box(Bounds { west: i32::MIN, south: i32::MIN, east: i32::MAX, north: i32::MAX });
    }
}
