//! From the records of a file to the rows of a layer, as the dataset's definition says.

mod areas;
mod cells;
mod contacts;
mod extent;
mod figures;
mod join;
mod notices;
mod others;
mod rules;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use jiff::civil::Date;
use schouw_area::Projector;
use schouw_picture::layers::{Layers, SourceNumber};

use crate::dataset::{Dataset, Expr, Layer};
use crate::finding::{FindingKind, Remark};
use crate::findings::Findings;
use crate::row::{Cell, Row, RowSink};

pub use join::{JoinSink, JoinTable};

/// What is known of a file beside its bytes.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// name, as the index of raw files has it
    pub name: String,
    /// year of the data, when the index says one
    pub year: Option<u16>,
    /// day on which it was retrieved: nothing in it can be later
    pub retrieved: Date,
}

/// Maps the records of one file into the layers.
pub struct Mapper<'a> {
    dataset: &'a Dataset,
    file: &'a FileFacts,
    source: SourceNumber,
    projector: &'a Projector,
    join: Option<&'a JoinTable>,
    names: &'a GemeenteNames,
    layers: &'a mut Layers,
    findings: &'a mut Findings,
    columns: Columns,
    keys_seen: HashSet<String>,
    area_cache: figures::AreaCache,
    /// the last record whose geometry the reader could not read, and said so
    broken_geometry: Option<u64>,
    /// records that became a row of a layer
    pub taken: u64,
    /// records that were read
    pub read: u64,
}

/// Code of each gemeente by its name in lower case, for sources that give no code.
pub type GemeenteNames = HashMap<String, String>;

/// Where the columns of the present file are.
#[derive(Default)]
struct Columns {
    version: Option<u32>,
    positions: HashMap<String, usize>,
}

/// A record in the hands of the mapper: values by column, joined ones included.
struct Record<'r> {
    row: &'r Row<'r>,
    positions: &'r HashMap<String, usize>,
    joined: Option<&'r join::JoinedRow>,
    dataset: &'r Dataset,
}

/// What everything that a mapper needs is gathered from.
pub struct MapperInput<'a> {
    /// the definition
    pub dataset: &'a Dataset,
    /// the file
    pub file: &'a FileFacts,
    /// number of the source in the layers
    pub source: SourceNumber,
    /// from the file's coordinates to WGS84
    pub projector: &'a Projector,
    /// the second file, when the definition joins one
    pub join: Option<&'a JoinTable>,
    /// names of gemeenten
    pub names: &'a GemeenteNames,
}

impl<'a> Mapper<'a> {
    /// A mapper for one file.
    pub fn new(input: MapperInput<'a>, layers: &'a mut Layers, findings: &'a mut Findings) -> Self {
        let MapperInput { dataset, file, source, projector, join, names } = input;
        Self {
            dataset,
            file,
            source,
            projector,
            join,
            names,
            layers,
            findings,
            columns: Columns::default(),
            keys_seen: HashSet::new(),
            area_cache: figures::AreaCache::default(),
            broken_geometry: None,
            taken: 0,
            read: 0,
        }
    }

    fn look_up_columns(&mut self, row: &Row<'_>) {
        if self.columns.version == Some(row.columns_version) {
            return;
        }
        let first = self.columns.version.is_none();
        self.columns.version = Some(row.columns_version);
        self.columns.positions =
            row.columns.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        // formats whose columns come with the records can still bring a column later
        if first && self.dataset.format.has_fixed_columns() {
            self.report_columns();
        }
    }

    /// What the header of a file has too few or too many of.
    fn report_columns(&mut self) {
        let joined = self.dataset.join.as_ref().map(|join| format!("{}.", join.role));
        for column in self.dataset.columns_used() {
            let of_join = joined.as_ref().is_some_and(|prefix| column.starts_with(prefix.as_str()));
            let again = format!("{column}#2");
            if !of_join && !self.columns.positions.contains_key(&column) {
                let why = "the definition names this column and the file does not have it; correct the name";
                self.remark(Remark::on_value(0, &column, "", FindingKind::MissingColumn, why));
            } else if self.columns.positions.contains_key(&again) {
                let why = format!(
                    "the file has this column more than once; the first is read, the next is `{again}`"
                );
                self.remark(Remark::on_value(0, &column, "", FindingKind::Duplicate, why));
            }
        }
    }

    fn passes(&self, record: &Record<'_>) -> bool {
        self.dataset
            .only
            .iter()
            .all(|(column, texts)| record.text(column).is_some_and(|text| texts.contains(&text)))
    }

    /// Says whether this key is new in the file; a second one is a finding.
    fn is_new(&mut self, record: &Record<'_>, expr: &Expr, key: &str) -> bool {
        let new = self.keys_seen.insert(key.to_owned());
        if !new {
            let why = "this key came before in the file; the first record holds";
            self.bad(record, &expr.columns().join(", "), key, FindingKind::Duplicate, why);
        }
        new
    }
}

impl Mapper<'_> {
    /// Takes note of what is wrong with a record of another file, where one reader takes several.
    pub fn remark_in(&mut self, file: &str, remark: Remark) {
        self.findings.add(remark.of(&self.dataset.id, file));
    }
}

impl RowSink for Mapper<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.read += 1;
        self.look_up_columns(row);
        let positions = std::mem::take(&mut self.columns.positions);
        let mut record = Record { row, positions: &positions, joined: None, dataset: self.dataset };
        if let (Some(table), Some(join)) = (self.join, &self.dataset.join) {
            record.joined = table.find(record.text(&join.on).as_deref());
            if record.joined.is_none() {
                let key = record.text(&join.on).unwrap_or_default();
                self.remark(Remark::on_value(
                    row.number,
                    &join.on,
                    &key,
                    FindingKind::DanglingReference,
                    format!(
                        "no record in the file with role `{}` has this key; the record is used without it",
                        join.role
                    ),
                ));
            }
        }
        if self.passes(&record) && self.map(&record).is_some() {
            self.taken += 1;
        }
        self.columns.positions = positions;
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        if remark.kind == FindingKind::BadGeometry {
            self.broken_geometry = Some(remark.record);
        }
        self.findings.add(remark.of(&self.dataset.id, &self.file.name));
    }
}

impl Mapper<'_> {
    fn map(&mut self, record: &Record<'_>) -> Option<()> {
        match &self.dataset.layer {
            Layer::Areas(layer) => self.map_area(layer, record),
            Layer::Figures(layer) => self.map_figures(layer, record),
            Layer::Rules(layer) => self.map_rule(layer, record),
            Layer::Contacts(layer) => self.map_contact(layer, record),
            Layer::Notices(layer) => self.map_notice(layer, record),
            Layer::Reports(layer) => self.map_report(layer, record),
            Layer::Places(layer) => self.map_place(layer, record),
            Layer::Addresses(layer) => self.map_address(layer, record),
        }
    }
}

impl Record<'_> {
    fn cell(&self, column: &str) -> &Cell<'_> {
        let own = self.positions.get(column).and_then(|&at| self.row.cells.get(at));
        own.or_else(|| self.joined.and_then(|joined| joined.cell(column))).unwrap_or(&Cell::Null)
    }

    /// The text of a column; `None` when it is missing.
    fn text(&self, column: &str) -> Option<String> {
        let cell = self.cell(column);
        if let Cell::Number(number) = cell
            && self.dataset.is_missing_number(*number)
        {
            return None;
        }
        crate::dataset::cell_text(cell).filter(|text| !self.dataset.is_missing_text(text))
    }

    fn eval(&self, expr: &Expr) -> Option<String> {
        expr.eval(&mut |column| self.text(column))
    }

    fn eval_or_empty(&self, expr: Option<&Expr>) -> String {
        expr.and_then(|expr| self.eval(expr)).unwrap_or_default()
    }

    /// A list written with `;` between its members.
    fn eval_list(&self, expr: Option<&Expr>) -> Vec<String> {
        let text = self.eval_or_empty(expr);
        text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }
}
