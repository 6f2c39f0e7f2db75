//! The readers, one file a format. Each is `read(input, options, sink)` and hands over record by record.
//!
//! Only two things are errors: the world (the input cannot be read) and an input that cannot be read *further*: cut
//! off, not its format, over a limit. Whatever came before the error has been handed over. All else that is wrong
//! is a [`Remark`], and the reader goes on.

pub mod json;
mod nested;
pub mod npr;
pub mod odata;
pub mod open311;
mod quoted;
pub mod sru;
mod xml;

pub mod csv;
#[cfg(test)]
mod gathered;
pub mod geojson;
mod names;
mod ring;
pub mod shapefile;
pub mod text;
pub mod unpack;

use std::fmt;
use std::io;
use std::ops::ControlFlow;

use crate::finding::Remark;
use crate::limits::REMARKS_KEPT_MAX;
use crate::row::{Cell, Row, RowSink};

/// Where in an input something is. What is not known is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// number of the record, from 1; 0 before the first record
    pub record: u64,
    /// number of the line, from 1
    pub line: Option<u64>,
    /// how many bytes of the unpacked input come before it
    pub byte: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            0 => f.write_str("before the first record")?,
            record => write!(f, "at record {record}")?,
        }
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(byte) = self.byte {
            write!(f, ", byte {byte}")?;
        }
        Ok(())
    }
}

/// A limit that an input went over. Guards inside a chain of readers hand it out within an [`io::Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what} goes over the limit of {limit} {unit}")]
pub struct LimitHit {
    /// what went over
    pub what: &'static str,
    /// the limit
    pub limit: u64,
    /// what the limit counts
    pub unit: &'static str,
}

impl From<LimitHit> for io::Error {
    fn from(hit: LimitHit) -> Self {
        Self::other(hit)
    }
}

/// Why an input cannot be read further. The records before the place named were handed over.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// the world: the disk, the network
    #[error("the input cannot be read further, {at}: {source}")]
    Io {
        /// where
        at: Place,
        /// what the system said
        source: io::Error,
    },
    /// the input ends too early
    #[error("the input is cut off, {at}; fetch the file again")]
    CutOff {
        /// where
        at: Place,
    },
    /// the input is not of the format, or stops being so
    #[error("this is not {format}, {at}: {why}")]
    NotTheFormat {
        /// the format that was expected, with its article
        format: &'static str,
        /// where
        at: Place,
        /// what is wrong with it and what to do
        why: String,
    },
    /// the input goes over a limit that no honest file reaches
    #[error("{hit}, {at}; when the file is honest, split it")]
    OverLimit {
        /// where
        at: Place,
        /// which limit
        hit: LimitHit,
    },
}

impl ReadError {
    /// The error for what went wrong while reading bytes.
    #[must_use]
    pub fn from_io(source: io::Error, at: Place) -> Self {
        if let Some(hit) = source.get_ref().and_then(|inner| inner.downcast_ref::<LimitHit>()) {
            return Self::OverLimit { at, hit: *hit };
        }
        match source.kind() {
            io::ErrorKind::UnexpectedEof => Self::CutOff { at },
            _ => Self::Io { at, source },
        }
    }

    /// The error with this place in it, when it knew no record yet.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        let (Self::Io { at, .. }
        | Self::CutOff { at }
        | Self::NotTheFormat { at, .. }
        | Self::OverLimit { at, .. }) = &mut self;
        if at.record == 0 {
            *at = place;
        }
        self
    }
}

/// What a file says about itself beside its records.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// the coordinate system as the file names it: GeoJSON `crs`, the text of a `.prj`
    pub crs: Option<String>,
    /// the encoding of texts, as found or declared
    pub encoding: Option<&'static str>,
    /// how many records the set has that the file is (a part of), and how many of them are here: an answer of a search
    /// service, which may be one page of many
    pub set: Option<SetCount>,
    /// what in the file says that more records come after it, such as `odata.nextLink: https://…`
    pub more: Option<String>,
}

/// How much of a set a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetCount {
    /// records in the set, as the service says
    pub total: u64,
    /// records in the file, good or not
    pub here: u64,
}

/// What a reader handed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadCount {
    /// records handed over
    pub rows: u64,
    /// remarks made, those beyond the limit included
    pub remarks: u64,
    /// whether the sink asked to stop before the end
    pub stopped: bool,
    /// what the file says about itself
    pub facts: Facts,
}

/// A sink with a count, for readers: hands over rows and remarks, the latter up to [`REMARKS_KEPT_MAX`].
pub struct Counted<'s> {
    sink: &'s mut dyn RowSink,
    /// what was handed over so far
    pub count: ReadCount,
}

impl<'s> Counted<'s> {
    /// A count of nothing yet.
    pub fn new(sink: &'s mut dyn RowSink) -> Self {
        Self { sink, count: ReadCount::default() }
    }

    /// Hands over a record.
    pub fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.count.rows += 1;
        let flow = self.sink.row(row);
        self.count.stopped = flow.is_break();
        flow
    }

    /// Hands over a remark, or only counts it when there were very many.
    pub fn remark(&mut self, remark: Remark) {
        self.count.remarks += 1;
        if self.count.remarks <= REMARKS_KEPT_MAX as u64 {
            self.sink.remark(remark);
        }
    }
}

/// The same vector, empty and ready to borrow from the next record; collecting in place keeps its memory.
#[must_use]
pub fn emptied<'next>(mut cells: Vec<Cell<'_>>) -> Vec<Cell<'next>> {
    cells.clear();
    cells.into_iter().map(|_| Cell::Null).collect()
}
