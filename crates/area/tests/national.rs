//! The index on real national divisions. Skipped, loudly, where the data is not there.

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::Read as _;

    use geo_types::Geometry;
    use schouw_area::{Bounds, Cover, PlaceIndex, Position, Repair, Shape};

    /// Shapes of a file in `boundaries`, in its order, and how many had their rings split.
    fn national(name: &str) -> Option<(Vec<Shape>, usize)> {
        let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/boundaries/{}"), name);
        let Ok(file) = File::open(&path) else {
            eprintln!("skipped: {path} is not there");
            return None;
        };
        let mut text = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let collection: geojson::FeatureCollection =
            text.parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
        let mut split = 0;
        let shapes = collection
            .features
            .into_iter()
            .map(|feature| {
                let geometry = Geometry::<f64>::try_from(feature.geometry.unwrap()).unwrap();
                let (shape, repairs) = Shape::from_geometry(&geometry).unwrap();
                split += usize::from(repairs.contains(&Repair::RingsSplit));
                shape
            })
            .collect();
        Some((shapes, split))
    }

    /// The areas that hold a position, by asking each whose box does.
    fn by_hand(boxes: PlaceIndex<'_>, shapes: &[Shape], position: Position) -> Vec<u32> {
        let (lon, lat) = position.steps();
        let near = Bounds { west: lon - 1, south: lat - 1, east: lon + 1, north: lat + 1 };
        let mut near = boxes.in_box(near);
        near.retain(|&area| shapes[area as usize].contains(position));
        near
    }

    /// Numbers from 0 up to 1, the same every time (splitmix64).
    fn random(state: &mut u64) -> f64 {
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Asks for random points, all vertices and a place in every area, and compares with asking each area.
    fn agrees_with_asking_each(shapes: &[Shape], points: usize) {
        let bytes = Cover::build(&shapes.iter().collect::<Vec<_>>()).unwrap();
        let cover = Cover::open(&bytes).unwrap();
        let boxes = PlaceIndex::of_boxes(shapes.iter().map(Shape::bounds)).unwrap();
        let boxes = PlaceIndex::open(&boxes).unwrap();
        let whole = shapes.iter().map(Shape::bounds).reduce(Bounds::and).unwrap();
        let mut state = 2019;
        let mut between = |low: i32, high: i32| {
            (f64::from(low) + random(&mut state) * (f64::from(high) - f64::from(low))) / 1e7
        };
        let anywhere = (0..points).map(|_| {
            Position::new(between(whole.south, whole.north), between(whole.west, whole.east)).unwrap()
        });
        let vertices =
            shapes.iter().flat_map(Shape::edges).map(|(a, _)| Position::from_steps(a[0], a[1]).unwrap());
        let mut all = Vec::new();
        for position in anywhere.chain(vertices) {
            let expected = by_hand(boxes, shapes, position);
            cover.lookup_all(position, &mut all);
            if expected.is_empty() && !all.is_empty() {
                assert!(shapes[all[0] as usize].touches(position), "{position:?}");
                continue;
            }
            assert_eq!(all, expected, "{position:?}");
            assert_eq!(cover.lookup(position), expected.first().copied());
        }
        for (area, shape) in (0_u32..).zip(shapes) {
            cover.lookup_all(shape.label_point(), &mut all);
            assert!(all.contains(&area), "the place for the label of {area} is in {all:?}");
        }
    }

    #[test]
    fn buurten_of_2019_are_nearly_a_partition() {
        let Some((shapes, split)) = national("buurten_2019_wgs84.geojson.gz") else { return };
        assert_eq!((shapes.len(), split), (13_594, 21));
        agrees_with_asking_each(&shapes, 200_000);
        let bytes = Cover::build(&shapes.iter().collect::<Vec<_>>()).unwrap();
        let cover = Cover::open(&bytes).unwrap();
        let mut all = Vec::new();
        let mut several = 0;
        for (from, _) in shapes.iter().flat_map(Shape::edges) {
            cover.lookup_all(Position::from_steps(from[0], from[1]).unwrap(), &mut all);
            assert!(!all.is_empty());
            several += usize::from(all.len() > 1);
        }
        let division = cover.division();
        assert!(several > 0, "the areas that overlap share vertices");
        // asked of shapely too: 27 pairs overlap by 10 m2 or more, and the union has 22 holes (the large waters)
        let largest = division.overlaps.iter().map(|overlap| overlap.square_metres).fold(0.0, f64::max);
        assert_eq!((division.overlaps.len(), division.gaps.len()), (27, 22));
        assert!((30.6e6..30.8e6).contains(&largest), "an enclave that is not cut out: {largest}");
        let total: f64 = shapes.iter().map(Shape::area).sum();
        assert!((total / 1e6 - 35_107.0).abs() < 100.0, "the source says 35,107 km2: {total}");
    }

    #[test]
    fn buurten_of_2024_have_overlaps_and_gaps() {
        let Some((shapes, _)) = national("buurten_2024_benaderd_wgs84.geojson.gz") else { return };
        agrees_with_asking_each(&shapes, 50_000);
        let bytes = Cover::build(&shapes.iter().collect::<Vec<_>>()).unwrap();
        let division = Cover::open(&bytes).unwrap().division();
        // asked of shapely too: 13,718 pairs of 109.9 km2, and 11,298 holes; it takes holes that touch in a corner for one
        let overlapping: f64 = division.overlaps.iter().map(|overlap| overlap.square_metres).sum();
        assert_eq!((division.overlaps.len(), division.gaps.len()), (13_718, 11_363));
        assert!((110.0e6..110.4e6).contains(&overlapping), "{overlapping}");
    }
}
