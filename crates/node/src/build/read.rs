//! One dataset: its files, through the reader of its format, into layers of its own.

mod npr;

use std::fs::File;
use std::io::{BufRead, BufReader, Seek as _};
use std::ops::ControlFlow;
use std::path::Path;

use schouw_area::{Crs, Projector, RdTransform};
use schouw_base::DatasetId;
use schouw_opendata::Dataset;
use schouw_opendata::dataset::{Format, Geometry, Layer};
use schouw_opendata::finding::{FindingKind, Remark};
use schouw_opendata::findings::Findings;
use schouw_opendata::mapping::{FileFacts, GemeenteNames, JoinSink, JoinTable, Mapper, MapperInput};
use schouw_opendata::read::csv::CsvOptions;
use schouw_opendata::read::geojson::GeojsonOptions;
use schouw_opendata::read::json::JsonOptions;
use schouw_opendata::read::odata::OdataOptions;
use schouw_opendata::read::open311::Open311Options;
use schouw_opendata::read::shapefile::ShapefileOptions;
use schouw_opendata::read::sru::SruOptions;
use schouw_opendata::read::text::TextEncoding;
use schouw_opendata::read::unpack::{self, Packing, Pick};
use schouw_opendata::read::{self, Facts, ReadCount, ReadError};
use schouw_opendata::row::RowSink;
use schouw_picture::layers::{Layers, SourceNumber};

use super::sets::Sets;
use crate::format::geopackage::{self, GeopackageOptions};
use crate::raw_index::RawFile;

/// Bytes read from a file at a time.
const BUFFER_BYTES: usize = 256 << 10;

/// A file that could not be used.
#[derive(Debug, thiserror::Error)]
#[error("{dataset}, file `{file}`: {why}")]
pub struct FileFault {
    /// the dataset
    pub dataset: DatasetId,
    /// the file, as the index names it
    pub file: String,
    /// what is wrong and what to do
    pub why: String,
    /// what kind of fault
    pub kind: FaultKind,
}

/// Kinds of faults of files; each has an exit code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// the index or the definition names something that cannot be
    Definition,
    /// the disk
    World,
    /// cut off, not its format, over a limit
    Unreadable,
    /// read to the end, and no record could be used
    Unusable,
}

/// What a dataset's files gave.
#[derive(Debug, Default)]
pub struct DatasetRead {
    /// the rows
    pub layers: Layers,
    /// the findings
    pub findings: Findings,
    /// the files that could not be used
    pub faults: Vec<FileFault>,
    /// records read
    pub read: u64,
    /// records that became a row
    pub taken: u64,
}

/// What reading a dataset needs.
pub struct DatasetJob<'a> {
    /// the definition
    pub dataset: &'a Dataset,
    /// its files, sorted by path
    pub files: Vec<&'a RawFile>,
    /// number of the source in the layers
    pub source: SourceNumber,
    /// folder of the raw files
    pub folder: &'a Path,
    /// to and from RD New
    pub rd: &'a RdTransform,
    /// names of gemeenten
    pub names: &'a GemeenteNames,
}

impl DatasetJob<'_> {
    /// Reads all files. What is wrong with a record is a finding; what is wrong with a file is a fault.
    #[must_use]
    pub fn run(&self) -> DatasetRead {
        let mut out = DatasetRead::default();
        let projector = match projector(&self.dataset.geometry, self.rd) {
            Ok(projector) => projector,
            Err(why) => {
                out.faults.push(self.fault("", FaultKind::Definition, why));
                return out;
            }
        };
        let join = self.read_join(&mut out);
        if matches!(self.dataset.format, Format::Npr {}) {
            self.read_npr(&projector, &mut out);
            return out;
        }
        let join_role = self.dataset.join.as_ref().map(|join| join.role.as_str());
        let main = self.files.iter().filter(|file| file.role.is_none() || file.role.as_deref() != join_role);
        let mut sets = Sets::default();
        for file in main {
            let facts = self.read_one(file, &projector, join.as_ref(), &mut out);
            sets.add(&file.path, file.year.map(i32::from), &facts);
        }
        out.findings.extend(sets.findings(&self.dataset.id));
        out
    }

    fn fault(&self, file: &str, kind: FaultKind, why: impl Into<String>) -> FileFault {
        FileFault { dataset: self.dataset.id.clone(), file: file.into(), why: why.into(), kind }
    }

    fn unusable(&self, file: &str, read: u64, findings: &Findings) -> FileFault {
        let first = findings.first_of(&self.dataset.id, file);
        let why = first.unwrap_or_else(|| "no record passes the definition's `only`".to_owned());
        let records = if read > 0 { format!("{read} records") } else { "records".into() };
        let why = format!("none of its {records} can be used; {why}");
        self.fault(file, FaultKind::Unusable, why)
    }

    /// A file without records is a finding; where rules are promised it is a fault as well, as without them it would seem
    /// that nothing holds.
    fn empty(&self, file: &str, out: &mut DatasetRead) {
        let why = "the file holds no records; is it the right one?";
        let remark = Remark::on_record(0, FindingKind::UnreadableFile, why);
        out.findings.add(remark.of(&self.dataset.id, file));
        if matches!(self.dataset.layer, Layer::Rules(_)) {
            let why = "the file holds no records, so that it would seem that no rule holds; fetch it again, or take it \
                       out of the index when there are no rules";
            out.faults.push(self.fault(file, FaultKind::Unusable, why));
        }
    }

    fn read_one(
        &self,
        file: &RawFile,
        projector: &Projector,
        join: Option<&JoinTable>,
        out: &mut DatasetRead,
    ) -> Facts {
        let facts = facts(file);
        let input = MapperInput {
            dataset: self.dataset,
            file: &facts,
            source: self.source,
            projector,
            join,
            names: self.names,
        };
        let mut mapper = Mapper::new(input, &mut out.layers, &mut out.findings);
        let result = read_file(&self.folder.join(&file.path), &self.dataset.format, &mut mapper);
        let (read, taken) = (mapper.read, mapper.taken);
        out.read += read;
        out.taken += taken;
        let wrong = read > 0 || out.findings.first_of(&self.dataset.id, &file.path).is_some();
        let facts = match result {
            Ok(facts) => facts,
            Err(error) => {
                out.faults.push(self.fault(&file.path, kind_of(&error), error.to_string()));
                return Facts::default();
            }
        };
        match taken {
            0 if wrong => {
                out.faults.push(self.unusable(&file.path, read, &out.findings));
            }
            0 => self.empty(&file.path, out),
            _ => {
                let remark = other_crs(&facts, &self.dataset.geometry);
                out.findings.extend(remark.map(|remark| remark.of(&self.dataset.id, &file.path)));
            }
        }
        facts
    }

    /// Reads the second file of a definition that joins one.
    fn read_join(&self, out: &mut DatasetRead) -> Option<JoinTable> {
        let join = self.dataset.join.as_ref()?;
        let mut second = self.dataset.clone();
        second.format = join.format.clone();
        second.geometry = join.geometry.clone();
        second.join = None;
        let projector = match projector(&second.geometry, self.rd) {
            Ok(projector) => projector,
            Err(why) => {
                out.faults.push(self.fault("", FaultKind::Definition, why));
                return None;
            }
        };
        let Some(file) = self.files.iter().find(|file| file.role.as_deref() == Some(join.role.as_str()))
        else {
            let why =
                format!("the index names no file with role = \"{}\", which the definition joins", join.role);
            out.faults.push(self.fault("", FaultKind::Definition, why));
            return None;
        };
        let facts = facts(file);
        let input = MapperInput {
            dataset: &second,
            file: &facts,
            source: self.source,
            projector: &projector,
            join: None,
            names: self.names,
        };
        let mapper = Mapper::new(input, &mut out.layers, &mut out.findings);
        let mut sink = JoinSink::new(mapper, join);
        let result = read_file(&self.folder.join(&file.path), &second.format, &mut sink);
        let table = std::mem::take(&mut sink.table);
        if let Err(error) = result {
            out.faults.push(self.fault(&file.path, kind_of(&error), error.to_string()));
        }
        Some(table)
    }
}

fn facts(file: &RawFile) -> FileFacts {
    FileFacts { name: file.path.clone(), year: file.year, retrieved: file.retrieved.day() }
}

fn kind_of(error: &ReadError) -> FaultKind {
    use std::io::ErrorKind::{InvalidData, InvalidInput};
    match error {
        // what unpacks a file says so of bytes that are not packed right: that is the file, not the disk
        ReadError::Io { source, .. } if matches!(source.kind(), InvalidData | InvalidInput) => {
            FaultKind::Unreadable
        }
        ReadError::Io { .. } => FaultKind::World,
        _ => FaultKind::Unreadable,
    }
}

fn projector(geometry: &Geometry, rd: &RdTransform) -> Result<Projector, String> {
    let crs = match &geometry.crs {
        Some(name) => Crs::from_name(name).map_err(|why| format!("[geometry] crs: {why}"))?,
        None => Crs::Wgs84,
    };
    Ok(Projector::new(crs, rd.clone()))
}

/// The remark on a file that names another coordinate system than its definition does.
fn other_crs(facts: &Facts, geometry: &Geometry) -> Option<Remark> {
    let said = facts.crs.as_deref().filter(|said| !said.trim().is_empty())?;
    let ours = geometry.crs.as_deref().map_or(Some(Crs::Wgs84), |name| Crs::from_name(name).ok())?;
    if geometry.from.is_some() || Crs::from_name(said).is_ok_and(|crs| crs == ours) {
        return None;
    }
    let why = format!(
        "the file says that its coordinates are in this system, and they were read as EPSG:{}; correct `crs` in [geometry], or the file",
        ours.epsg()
    );
    Some(Remark::on_value(0, "crs", said, FindingKind::ImplausibleValue, why))
}

/// Opens a file. A folder has no bytes, and a pipe or device may never end.
fn ordinary_file(path: &Path) -> std::io::Result<File> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_file() {
        return File::open(path);
    }
    let what = if kind.is_dir() { "this is a folder" } else { "this is a pipe or device" };
    Err(std::io::Error::other(format!("{what}; name an ordinary file in the index")))
}

/// Opens a file, unpacked when it is gzip.
fn open(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::with_capacity(BUFFER_BYTES, ordinary_file(path)?);
    let gzip = unpack::sniff(file.fill_buf()?) == Packing::Gzip;
    file.rewind()?;
    Ok(if gzip { Box::new(unpack::gunzipped(file)) } else { Box::new(file) })
}

/// Reads a file through the reader of its format; what the file says of itself comes back.
fn read_file(path: &Path, format: &Format, sink: &mut dyn RowSink) -> Result<Facts, ReadError> {
    let world = |source| ReadError::from_io(source, read::Place::default());
    if let Format::Geopackage { table } = format {
        ordinary_file(path).map_err(world)?;
        let options = GeopackageOptions { table: table.clone() };
        return geopackage::read(path, &options, sink).map(|count| count.facts);
    }
    let file = ordinary_file(path).map_err(world)?;
    if let Format::Shapefile { encoding } = format {
        let options = ShapefileOptions { layer: None, encoding: encoding_of(encoding.as_deref(), sink) };
        let file = BufReader::with_capacity(BUFFER_BYTES, file);
        return read::shapefile::read(file, &options, sink).map(|count| count.facts);
    }
    let mut facts = Facts::default();
    let files = unpack::each_file(file, &Pick::default(), &mut |_, input| {
        facts = read_text(input, format, sink)?.facts;
        Ok(ControlFlow::Continue(()))
    })?;
    if files == 0 {
        let why = "the archive holds no file that can be read";
        sink.remark(Remark::on_record(0, FindingKind::UnreadableFile, why));
    }
    Ok(facts)
}

fn read_text(
    input: &mut dyn BufRead,
    format: &Format,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    match format {
        Format::Geojson {} => read::geojson::read(input, &GeojsonOptions { encoding: None }, sink),
        Format::Csv { delimiter, skip_rows, header_rows, skip_after_header, footer, encoding, .. } => {
            let options = CsvOptions {
                delimiter: delimiter.and_then(|sign| u8::try_from(sign).ok()),
                skip_rows: *skip_rows,
                header_rows: *header_rows,
                skip_after_header: *skip_after_header,
                footer: footer.clone(),
                encoding: encoding_of(encoding.as_deref(), sink),
                ..CsvOptions::default()
            };
            read::csv::read(input, &options, sink)
        }
        Format::Json { path } => read::json::read(input, &JsonOptions::at(path), sink),
        Format::Odata {} => read::odata::read(input, &OdataOptions {}, sink),
        Format::Sru {} => read::sru::read(input, &SruOptions {}, sink),
        Format::Open311 {} => read::open311::read(input, &Open311Options {}, sink),
        // read by path or all tables at once, before this
        Format::Shapefile { .. } | Format::Geopackage { .. } | Format::Npr {} => Ok(ReadCount::default()),
    }
}

fn encoding_of(name: Option<&str>, sink: &mut dyn RowSink) -> Option<TextEncoding> {
    match TextEncoding::named(name?) {
        Ok(encoding) => Some(encoding),
        Err(why) => {
            sink.remark(Remark::on_record(0, FindingKind::UnreadableFile, why.to_string()));
            None
        }
    }
}
