//! RD New against the 10,000 validation pairs of NSGI, from the shared data.

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{BufReader, Read};
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use schouw_area::{CorrectionGrid, Position, Rd, RdMethod, RdTransform};

    /// The farthest that the formula alone may be off on land, metres.
    const FORMULA_MAX: f64 = 0.25;
    /// The farthest that the grid may be off inside it, metres.
    const GRID_MAX: f64 = 0.001;

    fn folder() -> Option<PathBuf> {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/rdnaptrans"));
        if !folder.is_dir() {
            eprintln!("skipped: the RDNAPTRANS validation pairs are not at {}", folder.display());
            return None;
        }
        Some(folder.into())
    }

    /// ETRS89 and RD of each pair; a height may be `*`, so that only the first five fields are read.
    fn pairs(folder: &Path) -> Vec<([f64; 2], [f64; 2])> {
        let file = File::open(folder.join("Z001_ETRS89andRDNAP.txt.gz")).unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let pairs: Vec<_> = text
            .lines()
            .map(|line| {
                let fields: Vec<&str> = line.split_whitespace().collect();
                let number = |i: usize| fields[i].parse::<f64>().unwrap();
                ([number(1), number(2)], [number(4), number(5)])
            })
            .collect();
        assert_eq!(pairs.len(), 10_000);
        pairs
    }

    fn grid(folder: &Path) -> RdTransform {
        let mut zip = zip::ZipArchive::new(File::open(folder.join("rdcorr2018.txt.zip")).unwrap()).unwrap();
        let text = BufReader::new(zip.by_name("rdcorr2018.txt").unwrap());
        RdTransform::Grid(Arc::new(CorrectionGrid::read(text).unwrap()))
    }

    /// What a transformation leaves over the pairs in a box: how many, and the largest and mean error in metres.
    #[derive(Default)]
    struct Errors {
        pairs: usize,
        max: f64,
        sum: f64,
    }

    impl Errors {
        fn add(&mut self, metres: f64) {
            self.pairs += 1;
            self.max = self.max.max(metres);
            self.sum += metres;
        }
    }

    /// Errors towards RD and back of the pairs for which `wanted` says yes to the position and to how it was found.
    fn errors(
        transform: &RdTransform,
        pairs: &[([f64; 2], [f64; 2])],
        wanted: impl Fn(Position, RdMethod) -> bool,
    ) -> [Errors; 2] {
        let mut found = [Errors::default(), Errors::default()];
        for ([lat, lon], [x, y]) in pairs {
            let position = Position::new(*lat, *lon).unwrap();
            let (Ok((rd, to)), Ok(given)) = (transform.to_rd(position), Rd::new(*x, *y)) else { continue };
            if wanted(position, to) {
                found[0].add((rd.x() - x).hypot(rd.y() - y));
            }
            let (back, from) = transform.from_rd(given);
            if wanted(position, from) {
                let east = (back.lon() - lon) * 111_320.0 * lat.to_radians().cos();
                found[1].add(((back.lat() - lat) * 111_250.0).hypot(east));
            }
        }
        for (way, errors) in ["to RD", "from RD"].iter().zip(&found) {
            let mean = errors.sum / errors.pairs as f64;
            println!("{way}: {} pairs, max {:.7} m, mean {mean:.7} m", errors.pairs, errors.max);
        }
        found
    }

    /// Land lies in this box, and much sea with it: the formula is checked on more than it promises.
    fn in_the_box_of_the_land(position: Position, _: RdMethod) -> bool {
        (50.5..=53.7).contains(&position.lat()) && (3.2..=7.3).contains(&position.lon())
    }

    #[test]
    fn the_formula_alone_is_at_most_a_quarter_metre_off_on_land() {
        let Some(folder) = folder() else { return };
        for errors in errors(&RdTransform::Formula, &pairs(&folder), in_the_box_of_the_land) {
            assert!(errors.pairs > 4_000 && errors.max <= FORMULA_MAX);
        }
    }

    #[test]
    fn with_the_grid_a_place_is_exact_inside_it() {
        let Some(folder) = folder() else { return };
        let grid = grid(&folder);
        for errors in errors(&grid, &pairs(&folder), |_, method| method == RdMethod::Grid) {
            assert!(errors.pairs > 7_000 && errors.max <= GRID_MAX);
        }
    }

    #[test]
    fn outside_the_grid_rdnaptrans_is_the_formula() {
        let Some(folder) = folder() else { return };
        let grid = grid(&folder);
        for errors in errors(&grid, &pairs(&folder), |_, method| method == RdMethod::Formula) {
            assert!(errors.pairs > 0 && errors.max <= GRID_MAX);
        }
    }

    /// Every 0.0125 by 0.02 degree of the land and the sea before it: between pairs no place is worse than at them.
    #[test]
    fn the_formula_differs_from_the_grid_by_a_quarter_metre_at_most() {
        let Some(folder) = folder() else { return };
        let grid = grid(&folder);
        let (mut max, mut round) = (0.0_f64, 0.0_f64);
        for row in 0..256 {
            for column in 0..205 {
                let position =
                    Position::new(50.5 + f64::from(row) * 0.0125, 3.2 + f64::from(column) * 0.02).unwrap();
                let (exact, _) = grid.to_rd(position).unwrap();
                let (plain, _) = RdTransform::Formula.to_rd(position).unwrap();
                max = max.max((exact.x() - plain.x()).hypot(exact.y() - plain.y()));
                let (back, _) = grid.from_rd(exact);
                let east = (back.lon() - position.lon()) * 68_000.0;
                round = round.max(((back.lat() - position.lat()) * 111_250.0).hypot(east));
            }
        }
        println!("formula against grid: max {max:.4} m; to RD and back: max {round:.7} m");
        assert!(max <= FORMULA_MAX);
    }
}
