//! The quirks of shapefiles, each with a small file made here.

use std::io::{Cursor, Write as _};

use geo_types::Geometry;
use zip::write::SimpleFileOptions;

use super::*;
use crate::read::gathered::Gathered;

/// A `.dbf` with fields (name, type, length) and records, each with its mark.
fn dbf(fields: &[(&str, u8, u8)], records: &[&str]) -> Vec<u8> {
    let length: usize = 1 + fields.iter().map(|field| usize::from(field.2)).sum::<usize>();
    let mut bytes = vec![3, 117, 1, 1];
    bytes.extend((records.len() as u32).to_le_bytes());
    bytes.extend((33 + 32 * fields.len() as u16).to_le_bytes());
    bytes.extend((length as u16).to_le_bytes());
    bytes.resize(32, 0);
    for (name, kind, length) in fields {
        let mut block = [0; 32];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[11] = *kind;
        block[16] = *length;
        bytes.extend(block);
    }
    bytes.push(0x0d);
    records.iter().for_each(|record| bytes.extend(record.as_bytes()));
    bytes.push(0x1a);
    bytes
}

/// A `.shp` with these records.
fn shp(records: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = 9994_i32.to_be_bytes().to_vec();
    bytes.resize(100, 0);
    for (at, record) in records.iter().enumerate() {
        bytes.extend((at as i32 + 1).to_be_bytes());
        bytes.extend((record.len() as i32 / 2).to_be_bytes());
        bytes.extend(record);
    }
    bytes
}

fn numbers(kind: i32, numbers: &[f64]) -> Vec<u8> {
    let mut bytes = kind.to_le_bytes().to_vec();
    numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    bytes
}

fn point(x: f64, y: f64) -> Vec<u8> {
    numbers(1, &[x, y])
}

fn parts(kind: i32, starts: &[i32], positions: &[(f64, f64)]) -> Vec<u8> {
    let mut bytes = numbers(kind, &[0.0; 4]);
    bytes.extend((starts.len() as i32).to_le_bytes());
    bytes.extend((positions.len() as i32).to_le_bytes());
    starts.iter().for_each(|start| bytes.extend(start.to_le_bytes()));
    positions.iter().for_each(|(x, y)| bytes.extend([x.to_le_bytes(), y.to_le_bytes()].concat()));
    bytes
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gather(shp: &[u8], dbf: &[u8]) -> Gathered {
    Gathered::by(|sink| read_parts(shp, Some(dbf), None, Facts::default(), sink))
}

const NAAM: &[(&str, u8, u8)] = &[("naam", b'C', 6)];

#[test]
fn fields_lose_their_padding_and_keep_their_kind() {
    let fields =
        &[("code", b'C', 8), ("aantal", b'N', 6), ("water", b'L', 1), ("datum", b'D', 8), ("id", b'N', 18)];
    let record = |code: &str, aantal: &str, water: &str, datum: &str, id: &str| {
        format!(" {code:<8}{aantal:>6}{water}{datum:<8}{id:>18}")
    };
    let records =
        [record("BU0014", "12.5", "T", "20170930", "363010000543210123"), record("", "******", "?", "", "")];
    let records: Vec<&str> = records.iter().map(String::as_str).collect();
    let gathered = gather(&shp(&[point(1.0, 2.0), point(3.0, 4.0)]), &dbf(fields, &records));
    assert_eq!(
        gathered.lines(),
        [
            "1 code=BU0014 aantal=12.5 water=true datum=2017-09-30 id=363010000543210123",
            "2 code=- aantal=- water=- datum=- id=-",
        ]
    );
    assert_eq!(gathered.kinds(), [FindingKind::BadValue]);
}

#[test]
fn a_deleted_record_takes_its_shape_with_it() {
    let gathered = gather(
        &shp(&[point(1.0, 1.0), point(2.0, 2.0), point(3.0, 3.0)]),
        &dbf(NAAM, &[" een   ", "*twee  ", " drie  "]),
    );
    assert_eq!(gathered.lines(), ["1 naam=een", "3 naam=drie"]);
    assert_eq!(gathered.rows[1].geometry, Some(geo_types::point!(x: 3.0, y: 3.0).into()));
}

#[test]
fn each_type_of_shape_is_read_and_heights_are_left_out() {
    let square = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 0.0)];
    let mut high = parts(15, &[0], &square);
    high.extend([0; 48]);
    let shapes = [
        0_i32.to_le_bytes().to_vec(),
        numbers(11, &[1.0, 2.0, 3.0, 4.0]),
        parts(3, &[0], &square[..2]),
        parts(3, &[0, 2], &square),
        parts(5, &[0], &square),
        high,
        [numbers(8, &[0.0; 4]), 1_i32.to_le_bytes().to_vec(), numbers(0, &[5.0, 6.0])[4..].to_vec()].concat(),
    ];
    let gathered =
        Gathered::by(|sink| read_parts(&shp(&shapes)[..], None::<&[u8]>, None, Facts::default(), sink));
    let kinds: Vec<_> = gathered
        .rows
        .iter()
        .map(|row| match &row.geometry {
            None => "none",
            Some(Geometry::Point(_)) => "point",
            Some(Geometry::LineString(_)) => "line",
            Some(Geometry::MultiLineString(_)) => "lines",
            Some(Geometry::Polygon(_)) => "polygon",
            Some(Geometry::MultiPoint(_)) => "points",
            Some(_) => "other",
        })
        .collect();
    assert_eq!(kinds, ["none", "point", "line", "lines", "polygon", "polygon", "points"]);
    assert!(gathered.remarks.is_empty());
}

#[test]
fn a_broken_shape_costs_only_its_geometry() {
    let mut short = parts(5, &[0], &[(0.0, 0.0); 4]);
    short.truncate(60);
    let mut many = parts(5, &[0], &[(0.0, 0.0); 4]);
    many[36..44].copy_from_slice(&[0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0x7f]);
    let shapes = [
        short,
        many,
        parts(5, &[3, 0], &[(0.0, 0.0); 4]),
        parts(5, &[-1], &[(0.0, 0.0); 4]),
        point(f64::NAN, 1.0),
        point(1.0, -1e39),
        31_i32.to_le_bytes().to_vec(),
        99_i32.to_le_bytes().to_vec(),
        Vec::new(),
        point(1.0, 2.0),
    ];
    let records = [" naam  "; 10];
    let gathered = gather(&shp(&shapes), &dbf(NAAM, &records));
    assert_eq!(gathered.rows.len(), 10);
    assert!(gathered.rows[9].geometry.is_some());
    assert_eq!(gathered.kinds(), [FindingKind::BadGeometry; 9]);
}

#[test]
fn uneven_files_are_said_once_and_read_to_the_end() {
    let gathered = gather(&shp(&[point(1.0, 1.0)]), &dbf(NAAM, &[" een   ", " twee  ", " drie  "]));
    assert_eq!(gathered.lines(), ["1 naam=een", "2 naam=twee", "3 naam=drie"]);
    assert_eq!(gathered.remarks.len(), 1);
    assert!(gathered.remarks[0].why.contains(".shp ends before record 2"));
    let gathered = gather(&shp(&[point(1.0, 1.0), point(1.0, 1.0)]), &dbf(NAAM, &[" een   "]));
    assert_eq!(gathered.lines(), ["1 naam=een", "2 naam=-"]);
}

#[test]
fn files_that_are_cut_off_hand_over_what_came_before() {
    let (shapes, table) = (shp(&[point(1.0, 1.0), point(2.0, 2.0)]), dbf(NAAM, &[" een   ", " twee  "]));
    let cut = gather(&shapes[..shapes.len() - 3], &table);
    assert_eq!(cut.lines(), ["1 naam=een"]);
    let message = cut.result.unwrap_err().to_string();
    assert!(message.starts_with("the input is cut off, at record 2"), "{message}");
    let cut = gather(&shapes, &table[..table.len() - 3]);
    assert_eq!(cut.lines(), ["1 naam=een"]);
    for length in 0..100 {
        assert!(gather(&shapes[..length.min(99)], &table).result.is_err());
    }
}

#[test]
fn what_is_not_a_shapefile_is_refused() {
    let message = gather(&[0; 200], &dbf(NAAM, &[])).result.unwrap_err().to_string();
    assert!(message.contains("does not begin with 9994"), "{message}");
    let mut huge = shp(&[]);
    huge.extend([0, 0, 0, 1, 0x7f, 0xff, 0xff, 0xff]);
    assert!(matches!(gather(&huge, &dbf(NAAM, &[" a     "])).result, Err(ReadError::OverLimit { .. })));
}

#[test]
fn a_zip_is_read_with_folders_projection_and_code_page() {
    let shapes = shp(&[point(1.0, 1.0)]);
    let mut table = dbf(NAAM, &[" cafX  "]);
    let at = table.iter().position(|byte| *byte == b'X').unwrap();
    table[at] = 0xe9;
    let files: [(&str, &[u8]); 4] = [
        ("map/laag.dbf", &table),
        ("map/laag.SHP", &shapes),
        ("map/laag.prj", b" GEOGCS[\"x\"] "),
        ("map/laag.cpg", b"ANSI 1252"),
    ];
    let options = ShapefileOptions::default();
    let read_zip =
        |zip: Vec<u8>, options: &ShapefileOptions| Gathered::by(|sink| read(Cursor::new(zip), options, sink));
    let gathered = read_zip(zipped(&files), &options);
    assert_eq!(gathered.lines(), ["1 naam=café"]);
    let facts = gathered.result.unwrap().facts;
    assert_eq!((facts.crs.as_deref(), facts.encoding), (Some("GEOGCS[\"x\"]"), Some("windows-1252")));
    // without a code page: not UTF-8, so Windows-1252
    assert_eq!(read_zip(zipped(&files[..2]), &options).lines(), ["1 naam=café"]);

    let two: [(&str, &[u8]); 2] = [("a.shp", &shapes), ("b.shp", &shapes)];
    let message = read_zip(zipped(&two), &options).result.unwrap_err().to_string();
    assert!(message.contains("the zip holds several: `a`, `b`"), "{message}");
    let layer = ShapefileOptions { layer: Some("B".into()), encoding: None };
    assert_eq!(read_zip(zipped(&two), &layer).rows.len(), 1);
    assert!(
        read_zip(zipped(&[("a.txt", b"")]), &options)
            .result
            .unwrap_err()
            .to_string()
            .contains("holds no .shp")
    );
}

#[test]
fn code_pages_have_many_names() {
    for (name, expected) in [
        ("UTF-8", Some("UTF-8")),
        ("65001", Some("UTF-8")),
        ("1252", Some("windows-1252")),
        ("ANSI 1252", Some("windows-1252")),
        ("ISO 88591", Some("windows-1252")),
        ("ISO 885915", Some("ISO-8859-15")),
        ("niets", None),
    ] {
        assert_eq!(dbf::code_page(name).map(Encoding::name), expected, "{name}");
    }
}
