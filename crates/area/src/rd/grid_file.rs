//! Reading the correction grid from its text file.

use std::io::{BufRead, Read};

use super::grid::{
    COLUMNS, COLUMNS_PER_DEGREE, CorrectionGrid, Node, ROWS, ROWS_PER_DEGREE, SOUTH, STEPS_PER_DEGREE, WEST,
};

/// Longest line, bytes; the file's own have 44.
const LINE_BYTES_MAX: u64 = 200;
/// What the first line says.
const HEADING: [&str; 4] = ["RD_lat_(deg)", "RD_lon_(deg)", "lat_corr_(deg)", "lon_corr_(deg)"];
/// How far a printed place may be from its node, degrees: the file has four decimals.
const PLACE_TOLERANCE: f64 = 0.000_05;

/// Why a text is not the correction grid.
#[derive(Debug, thiserror::Error)]
pub enum GridError {
    /// The file could not be read further.
    #[error("line {line} of the correction grid could not be read")]
    Unreadable {
        /// the line, from 1
        line: usize,
        /// what the reader said
        #[source]
        source: std::io::Error,
    },
    /// The first line is another one.
    #[error(
        "line 1 is not the heading of rdcorr2018.txt but `{found}`; give the file rdcorr2018.txt from the zip \
         of RDNAPTRANS2018 (not its __MACOSX entry, not rdtrans2018 and not the geoid)"
    )]
    OtherHeading {
        /// the beginning of the line
        found: String,
    },
    /// A line is not four numbers.
    #[error(
        "line {line} of the correction grid is not four numbers but `{found}`; fetch rdcorr2018.txt anew"
    )]
    NotFourNumbers {
        /// the line, from 1
        line: usize,
        /// the beginning of the line
        found: String,
    },
    /// A line holds another node than the one whose turn it is.
    #[error(
        "line {line} of the correction grid should be node `{expected}` but begins `{found}`; fetch rdcorr2018.txt anew"
    )]
    OtherNode {
        /// the line, from 1
        line: usize,
        /// latitude and longitude of the node whose turn it is
        expected: String,
        /// the beginning of the line
        found: String,
    },
    /// A correction is larger than any in the grid.
    #[error(
        "line {line} corrects by more than 3 m: `{found}`; give rdcorr2018.txt (the corrections), \
         not rdtrans2018.txt (the whole transformation)"
    )]
    TooLarge {
        /// the line, from 1
        line: usize,
        /// the beginning of the line
        found: String,
    },
    /// The file ends before the last node.
    #[error("the correction grid ends after {nodes} of 144781 nodes; fetch rdcorr2018.txt anew")]
    CutShort {
        /// nodes that were read
        nodes: usize,
    },
    /// Something follows the last node.
    #[error("line {line} follows the last node of the correction grid: `{found}`; fetch rdcorr2018.txt anew")]
    TooLong {
        /// the line, from 1
        line: usize,
        /// the beginning of the line
        found: String,
    },
}

impl CorrectionGrid {
    /// Reads the text of `rdcorr2018.txt`: a heading, then 144,781 nodes with latitude, longitude (degrees on Bessel
    /// 1841) and the two corrections (degrees), from the south-west corner row by row.
    ///
    /// The zip that NSGI publishes also holds a `__MACOSX` entry; unpacking is the caller's.
    ///
    /// # Errors
    /// When the text cannot be read or is not that file whole: with the line and what to do.
    pub fn read(text: impl BufRead) -> Result<Self, GridError> {
        let mut lines = Lines { text, number: 0, line: Vec::new() };
        let heading = lines.next_line()?.unwrap_or_default();
        if !heading.trim_start_matches('\u{feff}').split_whitespace().eq(HEADING) {
            return Err(GridError::OtherHeading { found: beginning(&heading) });
        }
        let mut nodes = Vec::with_capacity(ROWS * COLUMNS);
        while nodes.len() < ROWS * COLUMNS {
            let Some(line) = lines.next_line()? else {
                return Err(GridError::CutShort { nodes: nodes.len() });
            };
            nodes.push(node(nodes.len(), lines.number, &line)?);
        }
        while let Some(rest) = lines.next_line()? {
            if !rest.trim().is_empty() {
                return Err(GridError::TooLong { line: lines.number, found: beginning(&rest) });
            }
        }
        Ok(Self { nodes: nodes.into() })
    }
}

/// The lines of a text, none longer than it may be.
struct Lines<R> {
    text: R,
    number: usize,
    line: Vec<u8>,
}

impl<R: BufRead> Lines<R> {
    /// The next line, its end included; none at the end of the text. A line that is too long comes cut, and is then
    /// not what a line should be.
    fn next_line(&mut self) -> Result<Option<String>, GridError> {
        self.number += 1;
        self.line.clear();
        let read = self.text.by_ref().take(LINE_BYTES_MAX).read_until(b'\n', &mut self.line);
        match read {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(String::from_utf8_lossy(&self.line).into_owned())),
            Err(source) => Err(GridError::Unreadable { line: self.number, source }),
        }
    }
}

/// The correction on the line of node `index`.
fn node(index: usize, line: usize, text: &str) -> Result<Node, GridError> {
    let mut fields = text.split_whitespace();
    let mut number = || fields.next()?.parse::<f64>().ok().filter(|n| n.is_finite());
    let numbers = (number(), number(), number(), number());
    let (Some(lat), Some(lon), Some(north), Some(east), None) =
        (numbers.0, numbers.1, numbers.2, numbers.3, fields.next())
    else {
        return Err(GridError::NotFourNumbers { line, found: beginning(text) });
    };
    let expected_lat = SOUTH + (index / COLUMNS) as f64 / ROWS_PER_DEGREE;
    let expected_lon = WEST + (index % COLUMNS) as f64 / COLUMNS_PER_DEGREE;
    if (lat - expected_lat).abs() > PLACE_TOLERANCE || (lon - expected_lon).abs() > PLACE_TOLERANCE {
        let expected = format!("{expected_lat:.4} {expected_lon:.4}");
        return Err(GridError::OtherNode { line, expected, found: beginning(text) });
    }
    match (steps(north), steps(east)) {
        (Some(north), Some(east)) => Ok([north, east]),
        _ => Err(GridError::TooLarge { line, found: beginning(text) }),
    }
}

/// A correction in degrees as steps of 1e-9 degree; none when it does not fit, which is at 3.6 m.
fn steps(degrees: f64) -> Option<i16> {
    let steps = (degrees * STEPS_PER_DEGREE).round();
    (steps.abs() <= f64::from(i16::MAX)).then_some(steps as i16)
}

/// The part of a line that an error quotes, without what a terminal would obey.
fn beginning(line: &str) -> String {
    line.trim().chars().take(60).map(|c| if c.is_control() { ' ' } else { c }).collect()
}
