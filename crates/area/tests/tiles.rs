//! Tiles of a real national division. Skipped, loudly, where the data is not there.

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};
    use std::fs::File;
    use std::io::Read as _;

    use geo_types::Geometry;
    use schouw_area::{Cover, Mosaic, Shape, TILE_ZOOM_MAX};

    /// Shapes of a file in `boundaries`, in its order.
    fn national(name: &str) -> Option<Vec<Shape>> {
        let path = format!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/boundaries/{}"), name);
        let Ok(file) = File::open(&path) else {
            eprintln!("skipped: {path} is not there");
            return None;
        };
        let mut text = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let collection: geojson::FeatureCollection =
            text.parse::<geojson::GeoJson>().unwrap().try_into().unwrap();
        let shape = |feature: geojson::Feature| {
            let geometry: Geometry<f64> = feature.geometry?.try_into().unwrap();
            Some(Shape::from_geometry(&geometry).unwrap().0)
        };
        Some(collection.features.into_iter().filter_map(shape).collect())
    }

    /// The areas on the left and on the right of a border.
    type Sides = (Vec<u32>, Vec<u32>);

    /// The areas on either side of each border.
    #[derive(Default)]
    struct Borders(HashMap<([i32; 2], [i32; 2]), Sides>);

    impl Borders {
        fn add(&mut self, area: u32, a: [i32; 2], b: [i32; 2]) {
            let sides = self.0.entry((a.min(b), a.max(b))).or_default();
            if a < b { sides.0.push(area) } else { sides.1.push(area) }
        }

        /// Borders of exactly two areas, of one, and of any other number, with the areas beside each of the last.
        fn counts(&self) -> (usize, usize, usize, Vec<Vec<u32>>) {
            let (mut two, mut one, mut others, mut areas) = (0, 0, 0, Vec::new());
            for sides in self.0.values() {
                match (sides.0.len(), sides.1.len()) {
                    (1, 1) => two += 1,
                    (0, 1) | (1, 0) => one += 1,
                    _ => {
                        others += 1;
                        areas.push(sides.0.iter().chain(&sides.1).copied().collect());
                    }
                }
            }
            (two, one, others, areas)
        }
    }

    /// The source itself has a few borders that do not lie between exactly two areas, because areas overlap there. At each
    /// zoom such a border has one of those areas beside it.
    #[test]
    fn of_the_buurten_of_2019_each_inner_border_lies_in_exactly_two_at_every_zoom() {
        let Some(shapes) = national("buurten_2019_wgs84.geojson.gz") else { return };
        let shapes: Vec<&Shape> = shapes.iter().collect();
        let mut source = Borders::default();
        for (area, shape) in (0_u32..).zip(&shapes) {
            shape.edges().for_each(|(a, b)| source.add(area, a, b));
        }
        let (_, outline, others, areas) = source.counts();
        let cover = Cover::build(&shapes).unwrap();
        let overlaps = Cover::open(&cover).unwrap().division().overlaps;
        let mut doubtful: HashSet<u32> = areas.into_iter().flatten().collect();
        doubtful.extend(overlaps.iter().flat_map(|overlap| overlap.areas));
        eprintln!("source: {outline} borders with one area, {others} with more, of {} areas", doubtful.len());
        let bytes = Mosaic::build(&shapes, 7..=TILE_ZOOM_MAX).unwrap();
        let mut words = vec![0_u32; bytes.len() / 4];
        bytemuck::cast_slice_mut(&mut words).copy_from_slice(&bytes);
        let mosaic = Mosaic::open(bytemuck::cast_slice(&words)).unwrap();
        for z in 7..=TILE_ZOOM_MAX {
            let mut borders = Borders::default();
            let mut vanished = 0;
            for area in 0..mosaic.areas() {
                let rings = mosaic.rings(z, area);
                vanished += usize::from(rings.is_empty());
                for (ring, _) in rings {
                    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
                    ends.for_each(|(&a, &b)| borders.add(area, a, b));
                }
            }
            let (two, one, more, areas) = borders.counts();
            eprintln!(
                "z{z}: {two} borders with two areas, {one} with one, {more} with more, {vanished} areas vanished"
            );
            assert!(two > 10 * one && one <= outline && more <= 2 * others, "z{z}");
            for beside in areas {
                assert!(beside.iter().any(|area| doubtful.contains(area)), "z{z}: {beside:?}");
            }
            assert!(vanished <= 10, "z{z}");
        }
    }
}
