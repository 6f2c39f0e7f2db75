//! The correction grid of RDNAPTRANS2018, from a text file or the zip that NSGI gives.

use std::fs::File;
use std::io::Read as _;
use std::ops::ControlFlow;
use std::path::Path;

use schouw_area::CorrectionGrid;
use schouw_opendata::read::unpack::{self, Pick};

/// Largest grid text that is read, in bytes.
const GRID_BYTES_MAX: u64 = 64 << 20;

/// Reads a grid.
///
/// # Errors
/// In words: when the file cannot be read or is not the grid.
pub fn read(path: &Path) -> Result<CorrectionGrid, String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut grid = None;
    let pick = Pick { ending: ".txt".into(), name: None };
    unpack::each_file(file, &pick, &mut |_, input| {
        grid = Some(CorrectionGrid::read(std::io::BufReader::new(input.take(GRID_BYTES_MAX))));
        Ok(ControlFlow::Break(()))
    })
    .map_err(|error| error.to_string())?;
    match grid {
        Some(grid) => grid.map_err(|error| error.to_string()),
        None => Err("the archive holds no .txt; give rdcorr2018.txt".into()),
    }
}
