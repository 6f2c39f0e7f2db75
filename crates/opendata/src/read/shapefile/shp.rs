//! The shapes of a shapefile (ESRI Shapefile Technical Description, 1998). Heights and measures are left out.
//!
//! Written here since the `shapefile` crate reserves memory by the counts that a file claims (up to 48 GiB) and stops
//! at the first broken record; records say their length, so the next one can be found.

use std::io::{self, BufRead, Read};

use geo_types::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use super::rings::assembled;
use crate::limits::RECORD_BYTES_MAX;
use crate::read::LimitHit;
use crate::read::ring::Repairs;

/// Bytes of the file's header.
const FILE_HEADER_BYTES: usize = 100;
/// The first number of each file.
const FILE_CODE: i32 = 9994;
/// Numbers of this size and beyond mean that there is none.
const NO_DATA: f64 = 1e38;

/// A shape: its geometry, if it has one, or why it is broken.
pub type Shape = Result<Option<Geometry<f64>>, &'static str>;

/// Shapes, read record by record, in the order of the file.
pub struct Shp<R> {
    input: R,
    record: Vec<u8>,
}

impl<R: BufRead> Shp<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// When the input cannot be read or its header is not that of a shapefile.
    pub fn open(mut input: R) -> io::Result<Self> {
        let mut header = [0_u8; FILE_HEADER_BYTES];
        input.read_exact(&mut header)?;
        if (Bytes(&header)).whole_big_endian() != Some(FILE_CODE) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "the .shp does not begin with 9994"));
        }
        Ok(Self { input, record: Vec::new() })
    }

    /// Reads the next shape; `None` at the end.
    ///
    /// # Errors
    /// When the input cannot be read, ends within a record, or says a length from which the next record cannot be found.
    pub fn next(&mut self, repairs: &mut Repairs) -> io::Result<Option<Shape>> {
        if self.input.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let mut header = [0_u8; 8];
        self.input.read_exact(&mut header)?;
        let words = header.get(4..).and_then(|length| Bytes(length).whole_big_endian());
        let bytes = words.and_then(|words| usize::try_from(words).ok()).map(|words| words.saturating_mul(2));
        match bytes {
            None => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a record of the .shp has a length below zero",
            )),
            Some(bytes) if bytes > RECORD_BYTES_MAX => {
                let limit = RECORD_BYTES_MAX as u64;
                Err(LimitHit { what: "a record of the .shp", limit, unit: "bytes" }.into())
            }
            Some(bytes) => {
                self.record.clear();
                // grows with what is there, not with what is claimed
                let read = self.input.by_ref().take(bytes as u64).read_to_end(&mut self.record)?;
                if read < bytes {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(Some(shape(&self.record, repairs)))
            }
        }
    }
}

/// What is left of a record.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn whole(&mut self) -> Option<i32> {
        Some(i32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn whole_big_endian(mut self) -> Option<i32> {
        Some(i32::from_be_bytes(self.take(4)?.try_into().ok()?))
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.whole()?).ok()
    }

    fn number(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn position(&mut self) -> Option<Coord<f64>> {
        Some(Coord { x: self.number()?, y: self.number()? })
    }

    /// So many positions, when there are.
    fn positions(&mut self, count: usize) -> Option<Vec<Coord<f64>>> {
        let mut bytes = Bytes(self.take(count.checked_mul(16)?)?);
        let mut positions = Vec::with_capacity(count);
        while let Some(position) = bytes.position() {
            positions.push(position);
        }
        Some(positions)
    }
}

/// The shape in a record.
fn shape(record: &[u8], repairs: &mut Repairs) -> Shape {
    const SHORT: &str = "the record is shorter than its counts say";
    let mut bytes = Bytes(record);
    match bytes.whole().ok_or(SHORT)? {
        0 => Ok(None),
        1 | 11 | 21 => {
            let position = bytes.position().ok_or(SHORT)?;
            finite(&[position])?;
            Ok(Some(Point(position).into()))
        }
        3 | 13 | 23 => {
            let mut parts = parts(bytes).ok_or(SHORT)??;
            parts.retain(|part| part.len() > 1);
            Ok(match parts.len() {
                0 => None,
                1 => parts.pop().map(|part| LineString(part).into()),
                _ => Some(MultiLineString(parts.into_iter().map(LineString).collect()).into()),
            })
        }
        5 | 15 | 25 => match parts(bytes).ok_or(SHORT)?? {
            rings if rings.is_empty() => Ok(None),
            rings => assembled(rings, repairs).map(Some).ok_or("the polygon encloses nothing"),
        },
        8 | 18 | 28 => {
            let points = bytes.take(32).and_then(|_| bytes.count()).and_then(|count| bytes.positions(count));
            let points = points.ok_or(SHORT)?;
            finite(&points)?;
            Ok((!points.is_empty()).then(|| MultiPoint(points.into_iter().map(Point).collect()).into()))
        }
        31 => Err("a multipatch (a shape in three dimensions) is not read"),
        _ => Err("the record has an unknown type of shape"),
    }
}

/// The parts of a line or polygon; `None` when the record is too short for them.
fn parts(mut bytes: Bytes<'_>) -> Option<Result<Vec<Vec<Coord<f64>>>, &'static str>> {
    bytes.take(32)?;
    let (part_count, position_count) = (bytes.count()?, bytes.count()?);
    let mut starts = Bytes(bytes.take(part_count.checked_mul(4)?)?);
    let positions = bytes.positions(position_count)?;
    if let Err(why) = finite(&positions) {
        return Some(Err(why));
    }
    let mut parts = Vec::with_capacity(part_count);
    let mut from = starts.count();
    while let Some(start) = from {
        let next = starts.count();
        let part = positions.get(start..next.unwrap_or(position_count));
        let Some(part) = part else { return Some(Err("its parts do not lie in order")) };
        parts.push(part.to_vec());
        from = next;
    }
    if parts.len() < part_count {
        return Some(Err("its parts do not lie in order"));
    }
    Some(Ok(parts))
}

fn finite(positions: &[Coord<f64>]) -> Result<(), &'static str> {
    let fine = |number: f64| number.abs() < NO_DATA;
    if positions.iter().all(|position| fine(position.x) && fine(position.y)) {
        Ok(())
    } else {
        Err("it has coordinates that are not numbers")
    }
}
