//! The parking tables of the national parking register (NPR, published by RDW), joined to one row for each rule, or
//! for each rule and area where the tables tell the areas.
//!
//! Columns: `areamanagerid`, `areaid`, `area_name`, `area_usage` (Dutch words for the purpose of the area), `regulationid`, `description`, `regulationtype`, `start_date`, `end_date`
//! (ISO dates; no end is null), `opening_hours` (OSM syntax), `free_hours`, `no_claim_hours`, `days_unknown`,
//! `changes_on`, `max_duration` (minutes), `fare` (Dutch words, euros), `fare_description`, `areageometryastext` (WKT,
//! longitude first).
//!
//! `opening_hours` holds the frames in which is paid; where nothing is, those that are free; else those in which no
//! right can be claimed. A rule of which one time frame cannot be read has no hours: the others would be wrong without it. The free frames beside paid ones (often two minutes, for registering early) stand in
//! `free_hours`. Hours are those of today; `changes_on` is the next day on which a frame begins or ends.

mod fare;
mod hours;
mod join;
mod table;
mod usage;

use std::io::BufRead;

use jiff::civil::Date;

use crate::read::{Counted, ReadCount, ReadError};
use crate::row::RowSink;

use table::Table;

/// What a table is about, by the names of the files of RDW.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// areas of a manager
    Gebied,
    /// rules
    Regeling,
    /// time frames of rules
    Tijdvak,
    /// steps of fares
    Tariefdeel,
    /// fares by name
    Tariefberekening,
    /// which rule holds in which area, and when
    GebiedRegeling,
    /// geometry of areas
    GeometrieGebied,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 7] = [
        Self::Gebied,
        Self::Regeling,
        Self::Tijdvak,
        Self::Tariefdeel,
        Self::Tariefberekening,
        Self::GebiedRegeling,
        Self::GeometrieGebied,
    ];

    /// The word for the role in an index of raw files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Gebied => "gebied",
            Self::Regeling => "regeling",
            Self::Tijdvak => "tijdvak",
            Self::Tariefdeel => "tariefdeel",
            Self::Tariefberekening => "tariefberekening",
            Self::GebiedRegeling => "gebied_regeling",
            Self::GeometrieGebied => "geometrie_gebied",
        }
    }

    /// The role with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// The columns that the join reads; those by which it joins come first.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Gebied => &["areamanagerid", "areaid", "areadesc", "usageid"],
            Self::Regeling => &[
                "areamanagerid",
                "regulationid",
                "regulationdesc",
                "regulationtype",
                "startdateregulation",
                "enddateregulation",
            ],
            Self::Tijdvak => &[
                "areamanagerid",
                "regulationid",
                "daytimeframe",
                "starttimetimeframe",
                "endtimetimeframe",
                "startdatetimeframe",
                "enddatetimeframe",
                "claimrightpossible",
                "farecalculationcode",
                "maxdurationright",
            ],
            Self::Tariefdeel => &[
                "areamanagerid",
                "farecalculationcode",
                "startdurationfarepart",
                "amountfarepart",
                "stepsizefarepart",
                "startdatefarepart",
                "enddatefarepart",
            ],
            Self::Tariefberekening => &[
                "areamanagerid",
                "farecalculationcode",
                "farecalculationdesc",
                "startdatefare",
                "enddatefare",
            ],
            Self::GebiedRegeling => &[
                "areamanagerid",
                "areaid",
                "regulationid",
                "startdatearearegulation",
                "enddatearearegulation",
            ],
            Self::GeometrieGebied => &["areamanagerid", "areaid", "areageometryastext"],
        }
    }

    /// How many of the columns must have a value.
    fn keys(self) -> usize {
        match self {
            Self::GebiedRegeling | Self::GeometrieGebied => 3,
            // of a time frame without a day too the rule must be found: its other hours are not all there is
            Self::Gebied | Self::Regeling | Self::Tijdvak | Self::Tariefdeel | Self::Tariefberekening => 2,
        }
    }
}

/// By which day rules are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NprOptions {
    /// the day whose time frames, fares and areas count
    pub today: Date,
}

/// One table.
pub struct NprInput<'i> {
    /// what it is about
    pub role: Role,
    /// its bytes: JSON, a list of objects
    pub input: Box<dyn BufRead + 'i>,
}

/// What the tables held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NprCount {
    /// what was handed over
    pub count: ReadCount,
    /// time frames that ended before today, left out
    pub frames_ended: u64,
    /// time frames that begin after today, left out but told in `changes_on`
    pub frames_later: u64,
}

/// Why a table cannot be read further.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct TableError {
    /// which of the inputs, from 0
    pub input: usize,
    /// why
    pub source: ReadError,
}

/// Reads tables, in any order and several files of one role where there are, and hands over the joined rows in the
/// order of the rules. Without a table of rules there are no rows.
///
/// Remarks name the table before the column (`tijdvak.daytimeframe`), and their record is that of the table.
///
/// # Errors
/// When a table cannot be read further; no row is handed over then, as a join of half a table would be wrong.
pub fn read(
    inputs: Vec<NprInput<'_>>,
    options: &NprOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, TableError> {
    read_joined(inputs, options, sink).map(|joined| joined.count)
}

/// Reads tables, and hands back what was left out by its dates.
///
/// # Errors
/// As [`read`].
pub fn read_joined(
    inputs: Vec<NprInput<'_>>,
    options: &NprOptions,
    sink: &mut dyn RowSink,
) -> Result<NprCount, TableError> {
    let mut counted = Counted::new(sink);
    let mut tables: Vec<(Role, Table)> = Vec::with_capacity(inputs.len());
    for (number, NprInput { role, input }) in inputs.into_iter().enumerate() {
        let table = table::read(role, input, &mut join::Remarks(&mut counted));
        let table = table.map_err(|source| TableError { input: number, source })?;
        match tables.iter_mut().find(|(known, _)| *known == role) {
            Some((_, known)) => known.rows.extend(table.rows),
            None => tables.push((role, table)),
        }
    }
    let mut joined = join::Joining::new(&tables, *options, &mut counted);
    joined.hand_over();
    let (frames_ended, frames_later) = joined.left_out();
    Ok(NprCount { count: counted.count, frames_ended, frames_later })
}

#[cfg(test)]
mod tests;
