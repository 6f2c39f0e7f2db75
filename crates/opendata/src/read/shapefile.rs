//! Shapefiles: a zip with `.shp`, `.dbf`, and mostly `.prj` and `.cpg`, in a folder or not.
//!
//! Shapes and attributes are read side by side as streams, one record in memory. The index `.shx` is not needed:
//! records are taken in the order of the file.

mod dbf;
mod rings;
mod shp;

use std::io::{BufRead, Read, Seek};

use encoding_rs::Encoding;
use geo_types::Geometry;

use self::dbf::{Dbf, Next};
use self::shp::Shp;
use super::ring::Repairs;
use super::text::TextEncoding;
use super::unpack::{self, Archive, Packing, Pick};
use super::{Counted, Facts, Place, ReadCount, ReadError, emptied};
use crate::finding::{FindingKind, Remark};
use crate::row::{Cell, Row, RowSink};

/// How the format is named in an error.
const FORMAT: &str = "a shapefile";
/// Bytes that tell whether it is a zip.
const HEAD_BYTES: u64 = 4;
/// Most bytes read of a `.prj` or `.cpg`.
const SIDE_BYTES_MAX: u64 = 64 << 10;

/// How a shapefile is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShapefileOptions {
    /// which shapefile, when the zip holds several: its name without folders and ending
    pub layer: Option<String>,
    /// encoding of texts, where no `.cpg` says it
    pub encoding: Option<TextEncoding>,
}

/// Reads a zipped shapefile; each record that was not deleted becomes a row. Numbers are [`Cell::Number`], dates
/// `2017-09-30`, texts without padding; a blank is [`Cell::Null`]. The text of the `.prj` comes back in the facts.
///
/// # Errors
/// When the zip cannot be read, holds no shapefile or several and the options do not say which, or when shapes or
/// attributes cannot be read further.
pub fn read(
    input: impl Read + Seek,
    options: &ShapefileOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let mut input = input;
    let mut head = Vec::new();
    let read = input.by_ref().take(HEAD_BYTES).read_to_end(&mut head).and_then(|_| input.rewind());
    read.map_err(|error| ReadError::from_io(error, Place::default()))?;
    if unpack::sniff(&head) != Packing::Zip {
        let why = "it is no zip; put the .shp, .dbf, .prj and .cpg in one zip".into();
        return Err(ReadError::NotTheFormat { format: FORMAT, at: Place::default(), why });
    }
    let mut archive = Archive::open(input)?;
    let shp = chosen(archive.names(), options.layer.as_deref())?;
    let beside = |ending: &str| beside(archive.names(), shp, ending);
    let (dbf, prj, cpg) = (beside(".dbf"), beside(".prj"), beside(".cpg"));
    let encoding = match cpg {
        Some(cpg) => dbf::code_page(&side_text(&mut archive, cpg)?),
        None => None,
    };
    let encoding = encoding.or(options.encoding.map(TextEncoding::get));
    let crs = match prj {
        Some(prj) => Some(side_text(&mut archive, prj)?.trim().to_owned()),
        None => None,
    };
    let mut second = archive.second();
    let shapes = archive.file(shp)?;
    let facts = Facts { crs, ..Facts::default() };
    match dbf {
        Some(dbf) => read_parts(shapes, Some(second.file(dbf)?), encoding, facts, sink),
        None => read_parts(shapes, None::<&[u8]>, encoding, facts, sink),
    }
}

/// Reads shapes and attributes that stand in files of their own.
///
/// # Errors
/// When shapes or attributes cannot be read further.
pub fn read_parts(
    shapes: impl BufRead,
    attributes: Option<impl BufRead>,
    encoding: Option<&'static Encoding>,
    facts: Facts,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let mut out = Counted::new(sink);
    let start = |error| fault(error, Place::default());
    let shp = Shp::open(shapes).map_err(start)?;
    let dbf = match attributes {
        Some(attributes) => Some(Dbf::open(attributes, encoding).map_err(start)?),
        None => None,
    };
    out.count.facts = facts;
    out.count.facts.encoding = dbf.as_ref().and_then(Dbf::encoding);
    let columns = dbf.as_ref().map(|dbf| dbf.names.clone()).unwrap_or_default();
    let mut both = Both { shp: Some(shp), dbf, columns, number: 0, uneven: false };
    let mut kept: Vec<Cell<'static>> = Vec::new();
    loop {
        both.number += 1;
        let at = Place { record: both.number, line: None, byte: None };
        let Some((geometry, attributes)) = both.next(&mut out).map_err(|error| fault(error, at))? else {
            break;
        };
        let mut cells = emptied(kept);
        match &both.dbf {
            Some(dbf) if attributes == Next::Record => {
                dbf.cells(both.number, &mut cells, &mut |remark| out.remark(remark));
            }
            _ => cells.resize(both.columns.len(), Cell::Null),
        }
        let flow = match attributes {
            Next::Deleted => std::ops::ControlFlow::Continue(()),
            _ => out.row(&Row {
                number: both.number,
                columns: &both.columns,
                columns_version: 0,
                cells: &cells,
                geometry: geometry.as_ref(),
            }),
        };
        kept = emptied(cells);
        if flow.is_break() {
            break;
        }
    }
    Ok(out.count)
}

/// Shapes and attributes, side by side.
struct Both<S, D> {
    shp: Option<Shp<S>>,
    dbf: Option<Dbf<D>>,
    columns: Vec<String>,
    number: u64,
    uneven: bool,
}

impl<S: BufRead, D: BufRead> Both<S, D> {
    /// The next shape and whether it has attributes; `None` when both have ended.
    fn next(&mut self, out: &mut Counted<'_>) -> std::io::Result<Option<(Option<Geometry<f64>>, Next)>> {
        let attributes = match &mut self.dbf {
            Some(dbf) => dbf.next()?,
            None => Next::End,
        };
        let mut repairs = Repairs::default();
        let shape = match &mut self.shp {
            Some(shp) => shp.next(&mut repairs)?,
            None => None,
        };
        if shape.is_none() {
            self.shp = None;
        }
        let uneven = self.dbf.is_some() && shape.is_some() != (attributes != Next::End);
        if uneven && !self.uneven {
            self.uneven = true;
            let ended = if shape.is_some() { ".dbf" } else { ".shp" };
            let why = format!("the {ended} ends before record {}; the other file goes on", self.number);
            out.remark(Remark::on_record(0, FindingKind::MalformedRecord, why));
        }
        let geometry = match shape {
            None if attributes == Next::End => return Ok(None),
            None | Some(Ok(None)) => None,
            Some(_) if attributes == Next::Deleted => None,
            Some(Ok(Some(geometry))) => {
                repairs.remark(self.number).into_iter().for_each(|remark| out.remark(remark));
                Some(geometry)
            }
            Some(Err(why)) => {
                let why = format!("{why}; the geometry is left out, and the record too where it needs one");
                out.remark(Remark::on_record(self.number, FindingKind::BadGeometry, why));
                None
            }
        };
        Ok(Some((geometry, attributes)))
    }
}

/// The error for what went wrong with the bytes of a shapefile.
fn fault(error: std::io::Error, at: Place) -> ReadError {
    match error.kind() {
        std::io::ErrorKind::InvalidData if error.get_ref().is_some() => {
            ReadError::NotTheFormat { format: FORMAT, at, why: error.to_string() }
        }
        _ => ReadError::from_io(error, at),
    }
}

/// A name without folders and ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// The number of the `.shp` that is meant.
fn chosen(names: &[String], layer: Option<&str>) -> Result<usize, ReadError> {
    let pick = Pick { ending: ".shp".into(), name: None };
    let found: Vec<(usize, &str)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| pick.takes(name))
        .map(|(at, name)| (at, stem(name)))
        .filter(|(_, stem)| layer.is_none_or(|layer| layer.eq_ignore_ascii_case(stem)))
        .collect();
    let why = match (found.as_slice(), layer) {
        ([(at, _)], _) => return Ok(*at),
        ([], None) => "the zip holds no .shp".into(),
        ([], Some(layer)) => format!("the zip holds no `{layer}.shp`"),
        (several, _) => {
            let names: Vec<_> = several.iter().take(10).map(|(_, stem)| *stem).collect();
            format!("the zip holds several: `{}`; say in the definition which layer", names.join("`, `"))
        }
    };
    Err(ReadError::NotTheFormat { format: FORMAT, at: Place::default(), why })
}

/// The number of the file of the same name with another ending.
fn beside(names: &[String], shp: usize, ending: &str) -> Option<usize> {
    let base = names.get(shp)?.rsplit_once('.')?.0;
    let wanted = |name: &String| {
        let tail = name.get(base.len()..);
        name.get(..base.len()).is_some_and(|head| head.eq_ignore_ascii_case(base))
            && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(ending))
    };
    // some write `naam.shp.cpg`
    let long = |name: &String| name.eq_ignore_ascii_case(&format!("{base}.shp{ending}"));
    names.iter().position(wanted).or_else(|| names.iter().position(long))
}

fn side_text<R: Read + Seek>(archive: &mut Archive<R>, at: usize) -> Result<String, ReadError> {
    let mut bytes = Vec::new();
    let read = archive.file(at)?.take(SIDE_BYTES_MAX).read_to_end(&mut bytes);
    read.map_err(|error| ReadError::from_io(error, Place::default()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests;
