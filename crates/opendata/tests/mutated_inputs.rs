//! No input makes a reader panic, hang or hand over a row of the wrong width, however broken it is.
//!
//! For each reader 10,000 broken inputs are tried; `SCHOUW_MUTATIONS=10000000` tries more, `SCHOUW_MUTATIONS_FROM`
//! starts elsewhere. What one input may take of memory and time is in `mutation/limits.rs`.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside the test functions")]

mod mutation;

use std::io::Cursor;
use std::ops::ControlFlow;

use mutation::{Target, check};
use schouw_opendata::finding::Remark;
use schouw_opendata::read::csv::{self, CsvOptions};
use schouw_opendata::read::geojson::{self, GeojsonOptions};
use schouw_opendata::read::json::{self, JsonOptions};
use schouw_opendata::read::npr::{self, NprInput, NprOptions, Role};
use schouw_opendata::read::odata::{self, OdataOptions};
use schouw_opendata::read::open311::{self, Open311Options};
use schouw_opendata::read::shapefile::{self, ShapefileOptions};
use schouw_opendata::read::sru::{self, SruOptions};
use schouw_opendata::read::text::TextEncoding;
use schouw_opendata::read::unpack::{self, Pick};
use schouw_opendata::read::{Facts, ReadError};
use schouw_opendata::row::{Row, RowSink};

/// Most rows that the largest mutated input can hold, with room to spare.
const ROWS_MAX: u64 = 1_000_000;

/// Looks at what is handed over.
#[derive(Default)]
struct Watch {
    rows: u64,
    remarks: u64,
}

impl RowSink for Watch {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        assert_eq!(row.columns.len(), row.cells.len(), "a cell for each column");
        self.rows += 1;
        assert!(self.rows < ROWS_MAX, "a small input gives few rows");
        ControlFlow::Continue(())
    }

    fn remark(&mut self, _: Remark) {
        self.remarks += 1;
    }
}

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// A reader of a format.
fn reader(name: &'static str, seeds: Vec<Vec<u8>>, read: fn(&[u8], &mut Watch)) {
    check(&Target::new(name, seeds, move |bytes| {
        let mut watch = Watch::default();
        read(bytes, &mut watch);
        watch.rows
    }));
}

fn csv_seeds() -> Vec<Vec<u8>> {
    texts(&[
        "\u{feff}\"Titel\"\n\"\"\n\"Regio's\";\"Perioden\";\"\"\n\"code\";\"2022\";\"2023\"\n\"GM0385    \";\"  12,5\";\"       .\"\n\"Bron: CBS\"\n",
        "a,b,c\r\n1,\"x,\"\"y\"\"\r\nz\",3\r\n4,5\r\n",
        "naam\tx\ty\ncafé\t5.07\t52.49\n",
    ])
}

fn geojson_seeds() -> Vec<Vec<u8>> {
    texts(&[
        r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:28992"}},"features":[{"type":"Feature","id":"a.1","properties":{"code":"BU0385","n":{"x":[1,"twee",{"d":3}]},"id":7},"geometry":{"type":"Polygon","coordinates":[[[5.0,52.4],[5.1,52.4],[5.1,52.5],[5.0,52.4]]]}},{"type":"Feature","geometry":{"type":"Point","coordinates":[5.07,52.49,1]},"properties":null}]}"#,
        "{\"type\":\"Feature\",\"geometry\":null,\"properties\":{\"a\":\"caf\\u00e9\"}}\n{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}]}\n",
        r#"[{"properties":{"a":true,"b":[[1,2],[3]]},"geometry":{"coordinates":[[[[0,0],[0,1],[1,1],[0,0]]]],"type":"MultiPolygon"}}]"#,
    ])
}

/// Length of the shapes in [`shapes_and_table`]; the table comes after them.
const SHAPES_BYTES: usize = 100 + 8 + 20 + 8 + 128;

/// Shapes (a point and a polygon with a hole's worth of positions) and their table, one after the other.
fn shapes_and_table() -> Vec<u8> {
    let mut bytes = 9994_i32.to_be_bytes().to_vec();
    bytes.resize(100, 0);
    let mut record = |number: i32, contents: Vec<u8>| {
        bytes.extend(number.to_be_bytes());
        bytes.extend((contents.len() as i32 / 2).to_be_bytes());
        bytes.extend(contents);
    };
    let doubles =
        |numbers: &[f64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<_>>();
    record(1, [1_i32.to_le_bytes().to_vec(), doubles(&[5.0, 52.0])].concat());
    let counts = [5, 0, 0, 0, 0, 0, 0, 0, 0, 1, 5, 0].map(i32::to_le_bytes).concat();
    record(2, [counts, doubles(&[0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0])].concat());
    assert_eq!(bytes.len(), SHAPES_BYTES);
    let mut table = vec![3, 117, 1, 1, 2, 0, 0, 0, 97, 0, 17, 0];
    table.resize(32, 0);
    for (name, kind, length) in [("naam", b'C', 10), ("aantal", b'N', 6)] {
        let mut field = [0; 32];
        field[..name.len()].copy_from_slice(name.as_bytes());
        (field[11], field[16]) = (kind, length);
        table.extend(field);
    }
    table.extend(b"\r een         12.5*twee         *\x1a");
    [bytes, table].concat()
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        // stored, so that a flipped bit reaches the reader behind it
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, stored).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn shapefile_zip() -> Vec<u8> {
    let both = shapes_and_table();
    let (shapes, table) = both.split_at(SHAPES_BYTES);
    zipped(&[("x/a.shp", shapes), ("x/a.dbf", table), ("x/a.prj", b"GEOGCS[]"), ("x/a.cpg", b"UTF-8")])
}

fn packed_seeds() -> Vec<Vec<u8>> {
    use std::io::Write as _;
    let gzip = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let mut tar = vec![0; 512];
    tar[..6].copy_from_slice(b"a.json");
    tar[124..136].copy_from_slice(b"00000000003\0");
    tar[148..156].copy_from_slice(b"        ");
    tar[156] = b'0';
    tar[257..263].copy_from_slice(b"ustar\0");
    let sum: u32 = tar.iter().map(|byte| u32::from(*byte)).sum();
    tar[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    tar.extend(b"{ }");
    tar.resize(2048, 0);
    vec![
        gzip(b"een;twee\n1;2\n"),
        [gzip(b"een"), gzip(b"twee")].concat(),
        zipped(&[("a.csv", b"1"), ("__MACOSX/x", b"2")]),
        gzip(&tar),
        tar,
    ]
}

fn json_seeds() -> Vec<Vec<u8>> {
    texts(&[
        r#"[{"a":1,"b":{"c":"caf\u00e9","d":[1,2,{"e":null}]},"f":[{"x":1},{"y":[2]}]},{"a":NaN,"g":363010012345678901}]"#,
        "{\"a\":true}\n{\"a\":[[],[[]]]}\n",
        r#"{"iterator":{"last":false},"nieuws":[{"locaties":[{"latitude":51.5,"longitude":5.1}],"tags":[""]}],"z":1e9}"#,
    ])
}

fn odata_seeds() -> Vec<Vec<u8>> {
    texts(&[
        r#"{"odata.metadata":"m","value":[{"ID":0,"RegioS":"GM0385    ","Perioden":"2024JJ00","T_1":12}],"odata.nextLink":"n"}"#,
        r#"{"@odata.context":"c","value":[{"Id":2,"ValueAttribute":"Confidential","Value":0.0}],"@odata.nextLink":"n"}"#,
        r#"{"value":[],"error":{"code":"404","message":"weg"}}"#,
    ])
}

fn sru_seeds() -> Vec<Vec<u8>> {
    texts(&[
        r#"<?xml version="1.0" encoding="UTF-8"?><s:searchRetrieveResponse xmlns:s="x"><s:numberOfRecords>2</s:numberOfRecords><s:records><s:record><s:recordData><gzd><originalData><meta><owmskern><identifier>gmb-1</identifier><creator scheme="a&amp;b">M</creator></owmskern><tpmeta><gebiedsmarkering><Vlak><locatiegebied>POLYGON((4 52,5 52,5 53,4 52))</locatiegebied><geometrie>POINT(120000  480000)</geometrie></Vlak></gebiedsmarkering><gebiedsmarkering><Punt><locatiepunt>52.5,5.07</locatiepunt></Punt></gebiedsmarkering></tpmeta></meta></originalData></gzd></s:recordData></s:record><s:record><a>&#233;<![CDATA[x & y]]></a><a/></s:record></s:records><s:nextRecordPosition>3</s:nextRecordPosition></s:searchRetrieveResponse>"#,
        "<searchRetrieveResponse><records><record><diagnostic><message>weg</message></diagnostic></record></records><diagnostics><diagnostic><message>m</message></diagnostic></diagnostics></searchRetrieveResponse>",
        "<?xml version='1.0' encoding='iso-8859-1'?><!DOCTYPE x><searchRetrieveResponse><!-- c --><records><record><a b='c'>1</a></record></records></searchRetrieveResponse>",
    ])
}

fn open311_seeds() -> Vec<Vec<u8>> {
    texts(&[
        r#"[{"service_request_id":"1","lat":0,"long":0.0,"media_url":null},{"service_request_id":2,"lat":"52.5","long":5.07}]"#,
        r#"<?xml version="1.0"?><service_requests><request><lat>0.0</lat><long>0</long><a xsi:nil="true" xmlns:xsi="x"/></request><request><lat>1</lat></request></service_requests>"#,
        "<services><service><service_code>1</service_code></service></services>",
        r#"[{"code":404,"description":"weg"}]"#,
    ])
}

/// Tables of parking, with a zero between them.
fn npr_tables() -> Vec<u8> {
    [
        r#"[{"areamanagerid":"1","areaid":"A"}]"#,
        r#"[{"areamanagerid":"1","regulationid":"R","regulationtype":"B","startdateregulation":"20150505","enddateregulation":"29991231"}]"#,
        r#"[{"areamanagerid":"1","regulationid":"R","startdatetimeframe":"20150505151453","daytimeframe":"MAANDAG","starttimetimeframe":"900","endtimetimeframe":"2400","claimrightpossible":"J","farecalculationcode":"T","maxdurationright":"60","enddatetimeframe":"29991231000000"},{"areamanagerid":"1","regulationid":"R","daytimeframe":"KOOPZONDAG","starttimetimeframe":"0","endtimetimeframe":"5"}]"#,
        r#"[{"areamanagerid":"1","farecalculationcode":"T","amountfarepart":"0.05","stepsizefarepart":"1","startdurationfarepart":"0"}]"#,
        r#"[{"areamanagerid":"1","farecalculationcode":"T","farecalculationdesc":"t"}]"#,
        r#"[{"areamanagerid":"1","areaid":"A","regulationid":"R","startdatearearegulation":"20150505"}]"#,
        r#"[{"areamanagerid":"1","areaid":"A","areageometryastext":"POINT(5 52)"}]"#,
    ]
    .join("\0")
    .into_bytes()
}

fn read_json(bytes: &[u8], sink: &mut Watch) {
    let path = ["", "nieuws", "b.d"][bytes.len() % 3];
    let _ = json::read(bytes, &JsonOptions::at(path), sink);
    let _ = json::read(bytes, &JsonOptions::default(), sink);
}

fn read_odata(bytes: &[u8], sink: &mut Watch) {
    let _ = odata::read(bytes, &OdataOptions::default(), sink);
}

fn read_sru(bytes: &[u8], sink: &mut Watch) {
    let _ = sru::read(bytes, &SruOptions::default(), sink);
}

fn read_open311(bytes: &[u8], sink: &mut Watch) {
    let _ = open311::read(bytes, &Open311Options::default(), sink);
}

fn read_npr(bytes: &[u8], sink: &mut Watch) {
    let tables = Role::ALL.into_iter().zip(bytes.split(|byte| *byte == 0));
    let inputs = tables.map(|(role, table)| NprInput { role, input: Box::new(table) }).collect();
    let options = NprOptions { today: jiff::civil::Date::constant(2026, 11, 23) };
    let _ = npr::read(inputs, &options, sink);
}

fn read_csv(bytes: &[u8], sink: &mut Watch) {
    // what the options say is drawn from the input itself
    let dice = bytes.iter().fold(0_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(*byte)));
    let options = CsvOptions {
        delimiter: [None, Some(b';'), Some(b',')][dice % 3],
        skip_rows: dice / 3 % 3,
        header_rows: dice / 9 % 4,
        skip_after_header: dice / 36 % 2,
        footer: (dice / 72 % 2 == 0).then(|| "Bron".into()),
        drop_ragged_tail: dice / 144 % 2 == 0,
        flexible: dice / 288 % 2 == 0,
        ..CsvOptions::default()
    };
    let _ = csv::read(bytes, &options, sink);
}

fn read_csv_utf_16(bytes: &[u8], sink: &mut Watch) {
    let options = CsvOptions { encoding: TextEncoding::named("utf-16le").ok(), ..CsvOptions::default() };
    let _ = csv::read(bytes, &options, sink);
}

fn read_geojson(bytes: &[u8], sink: &mut Watch) {
    let _ = geojson::read(bytes, &GeojsonOptions::default(), sink);
}

fn read_shapefile(bytes: &[u8], sink: &mut Watch) {
    let (shapes, table) = bytes.split_at(SHAPES_BYTES.min(bytes.len()));
    let _ = shapefile::read_parts(shapes, Some(table), None, Facts::default(), sink);
}

fn read_shapefile_zip(bytes: &[u8], sink: &mut Watch) {
    let _ = shapefile::read(Cursor::new(bytes), &ShapefileOptions::default(), sink);
}

fn read_packed(bytes: &[u8], sink: &mut Watch) {
    let _ = unpack::each_file(Cursor::new(bytes), &Pick::default(), &mut |_, input| {
        std::io::copy(input, &mut std::io::sink())
            .map_err(|error| ReadError::from_io(error, Default::default()))?;
        sink.rows += 1;
        Ok(ControlFlow::Continue(()))
    });
}

#[test]
fn mutated_csv_is_survived() {
    reader("csv", csv_seeds(), read_csv);
    reader("csv-utf-16", csv_seeds(), read_csv_utf_16);
}

#[test]
fn mutated_geojson_is_survived() {
    reader("geojson", geojson_seeds(), read_geojson);
}

#[test]
fn mutated_shapefiles_are_survived() {
    reader("shapefile", vec![shapes_and_table()], read_shapefile);
    reader("shapefile-zip", vec![shapefile_zip()], read_shapefile_zip);
}

#[test]
fn mutated_archives_are_survived() {
    reader("unpack", packed_seeds(), read_packed);
}

#[test]
fn mutated_json_is_survived() {
    reader("json", json_seeds(), read_json);
    reader("odata", odata_seeds(), read_odata);
}

#[test]
fn mutated_xml_is_survived() {
    reader("sru", sru_seeds(), read_sru);
    reader("open311", open311_seeds(), read_open311);
}

#[test]
fn mutated_parking_tables_are_survived() {
    reader("npr", vec![npr_tables()], read_npr);
}
