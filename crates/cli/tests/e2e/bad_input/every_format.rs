//! The same bad records and files in every format: one bad record is a finding with its file and number and the others
//! are used; a file that is not its format is named, and nothing is built.

use std::io::Write as _;

use serde_json::Value;

use super::Raw;

/// A record: id, x (east) and y (north), as text.
type Record<'a> = (&'a str, &'a str, &'a str);

/// A format: its definition, and how records are written in it.
struct Form {
    name: &'static str,
    file: &'static str,
    format: &'static str,
    from: &'static str,
    write: fn(&[Record<'_>]) -> Vec<u8>,
}

const GOOD: Record<'_> = ("goed", "5.27", "52.55");
const COLUMNS: &str = "[geometry.from]\nx = \"x\"\ny = \"y\"\n";

fn forms() -> Vec<Form> {
    let form = |name, file, format, from, write| Form { name, file, format, from, write };
    vec![
        form("vorm-csv", "a.csv", "kind = \"csv\"\ndelimiter = \";\"", COLUMNS, csv),
        form("vorm-geojson", "a.geojson", "kind = \"geojson\"", "", geojson),
        form("vorm-shapefile", "a.zip", "kind = \"shapefile\"", "", shapefile),
        form("vorm-geopackage", "a.gpkg", "kind = \"geopackage\"", "", geopackage),
        form("vorm-json", "a.json", "kind = \"json\"\npath = \"records\"", COLUMNS, |r| json("records", r)),
        form("vorm-odata", "b.json", "kind = \"odata\"", COLUMNS, |r| json("value", r)),
        form("vorm-sru", "a.xml", "kind = \"sru\"", COLUMNS, sru),
        form("vorm-open-xml", "b.xml", "kind = \"open311\"", COLUMNS, open311_xml),
        form("vorm-open-json", "c.json", "kind = \"open311\"", COLUMNS, |r| list(r).into_bytes()),
    ]
}

impl Form {
    fn raw(&self, bytes: &[u8]) -> Raw {
        let raw = Raw::new().with(self.name, self.file, bytes);
        let (name, format, from) = (self.name, self.format, self.from);
        raw.define(
            name,
            &format!(
                "id = \"{name}\"\ntitle = \"Lampen\"\npublisher = \"Gemeente Markerwaard\"\nlicence = \"CC0-1.0\"\ncadence = \"year\"\npersonal_data = \"none\"\ntells = \"waar lampen staan\"\n[format]\n{format}\n{from}[layer]\nkind = \"places\"\nid = \"id\"\nwhat = {{ value = \"lamp\" }}\n"
            ),
        );
        raw
    }
}

fn csv(records: &[Record<'_>]) -> Vec<u8> {
    let rows = records.iter().map(|(id, x, y)| format!("{id};{x};{y}\n"));
    format!("id;x;y\n{}", rows.collect::<String>()).into_bytes()
}

fn geojson(records: &[Record<'_>]) -> Vec<u8> {
    let features = records.iter().map(|(id, x, y)| {
        format!("{{\"type\":\"Feature\",\"properties\":{{\"id\":\"{id}\"}},\"geometry\":{{\"type\":\"Point\",\"coordinates\":[{x},{y}]}}}}")
    });
    super::collection(&features.collect::<Vec<_>>()).into_bytes()
}

fn list(records: &[Record<'_>]) -> String {
    let rows = records.iter().map(|(id, x, y)| format!("{{\"id\":\"{id}\",\"x\":{x},\"y\":{y}}}"));
    format!("[{}]", rows.collect::<Vec<_>>().join(","))
}

fn json(path: &str, records: &[Record<'_>]) -> Vec<u8> {
    format!("{{\"{path}\":{}}}", list(records)).into_bytes()
}

fn xml(records: &[Record<'_>], before: &str, after: &str) -> String {
    let rows = records.iter().map(|(id, x, y)| format!("{before}<id>{id}</id><x>{x}</x><y>{y}</y>{after}"));
    rows.collect()
}

fn sru(records: &[Record<'_>]) -> Vec<u8> {
    let rows = xml(records, "<record><recordData>", "</recordData></record>");
    format!(
        "<?xml version=\"1.0\"?><searchRetrieveResponse><records>{rows}</records></searchRetrieveResponse>"
    )
    .into_bytes()
}

fn open311_xml(records: &[Record<'_>]) -> Vec<u8> {
    format!("<service_requests>{}</service_requests>", xml(records, "<request>", "</request>")).into_bytes()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn shapefile(records: &[Record<'_>]) -> Vec<u8> {
    let mut shapes = 9994_i32.to_be_bytes().to_vec();
    shapes.resize(100, 0);
    let mut table = vec![3, 117, 1, 1];
    table.extend(u32::try_from(records.len()).unwrap().to_le_bytes());
    table.extend([65, 0, 11, 0]);
    table.resize(32, 0);
    let mut field = [0; 32];
    field[..2].copy_from_slice(b"id");
    (field[11], field[16]) = (b'C', 10);
    table.extend(field);
    table.push(b'\r');
    for (at, (id, x, y)) in records.iter().enumerate() {
        shapes.extend(i32::try_from(at + 1).unwrap().to_be_bytes());
        shapes.extend(10_i32.to_be_bytes());
        shapes.extend(1_i32.to_le_bytes());
        shapes.extend([number(x), number(y)].iter().flat_map(|n| n.to_le_bytes()));
        table.extend(format!(" {id:<10}").bytes());
    }
    table.push(0x1a);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("map/a.shp", shapes), ("map/a.dbf", table)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn geopackage(records: &[Record<'_>]) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let base = rusqlite::Connection::open(file.path()).unwrap();
    base.execute_batch(
        "pragma application_id = 1196444487;
         create table gpkg_spatial_ref_sys(srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text, description text);
         insert into gpkg_spatial_ref_sys values('WGS 84', 4326, 'EPSG', 4326, 'x', '');
         create table gpkg_contents(table_name text primary key, data_type text, identifier text, description text, last_change text, min_x, min_y, max_x, max_y, srs_id integer);
         insert into gpkg_contents values('t', 'features', 't', '', '', 0, 0, 0, 0, 4326);
         create table gpkg_geometry_columns(table_name text, column_name text, geometry_type_name text, srs_id integer, z, m);
         insert into gpkg_geometry_columns values('t', 'geom', 'POINT', 4326, 0, 0);
         create table t(fid integer primary key, geom blob, id text);",
    )
    .unwrap();
    for (id, x, y) in records {
        let mut shape = b"GP\0\x01".to_vec();
        shape.extend(4326_i32.to_le_bytes());
        shape.extend([1, 1, 0, 0, 0]);
        shape.extend([number(x), number(y)].iter().flat_map(|n| n.to_le_bytes()));
        base.execute("insert into t(geom, id) values(?1, ?2)", rusqlite::params![shape, id]).unwrap();
    }
    base.close().unwrap();
    std::fs::read(file.path()).unwrap()
}

/// One good record and one bad: the good one is used, and the bad one is a finding of one of these kinds.
fn check(bad: Record<'_>, kinds: &[&str]) {
    for form in forms() {
        let raw = form.raw(&(form.write)(&[GOOD, bad]));
        let report = raw.build(&[]).good().json();
        let places = report["layers"].as_array().unwrap().iter().find(|layer| layer["layer"] == "places");
        assert_eq!(places.unwrap()["rows"], 1, "{}: {report}", form.name);
        let kept = std::fs::read_to_string(raw.out().join("findings.jsonl")).unwrap();
        let findings: Vec<Value> = kept.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let fits = |finding: &&Value| {
            finding["file"] == form.file
                && finding["record"] == 2
                && kinds.iter().any(|kind| finding["kind"] == *kind)
        };
        assert!(findings.iter().any(|finding| fits(&finding)), "{}, {bad:?}: {kept}", form.name);
        let long = findings.iter().find(|finding| finding["value"].as_str().unwrap().len() > 40);
        assert!(long.is_none(), "{}: {long:?}", form.name);
    }
}

#[test]
fn a_bad_record_is_a_finding_in_every_format() {
    check(("wissel", "52.55", "5.27"), &["swapped-coordinates"]);
    check(("meters", "147255", "507560"), &["outside-the-netherlands"]);
    check(("parijs", "2.35", "48.85"), &["outside-the-netherlands"]);
    check(("geen", "NaN", "52.55"), &["bad-value", "bad-geometry"]);
    check(("groot", "1e308", "52.55"), &["implausible-value", "bad-geometry"]);
    check(("goed", "5.28", "52.55"), &["duplicate"]);
}

#[test]
fn a_file_that_is_not_its_format_is_named_in_every_format() {
    for form in forms() {
        let whole = (form.write)(&[GOOD]);
        let refused = |bytes: &[u8], code: i32| form.raw(bytes).refused(code, &[form.file]);
        // an empty sheet of values has no records and nothing to say: that is a file that cannot be used too
        refused(b"", 4);
        refused(b"<html><body>Not found</body></html>", 4);
        if form.name != "vorm-csv" {
            refused(&whole[..whole.len() / 2], 4);
        }
        refused(&(form.write)(&[("1", "147255", "507560")]), 5);
    }
}

#[test]
fn what_is_no_ordinary_file_is_refused_and_never_waited_for() {
    for form in forms() {
        let mut raw = form.raw(b"");
        let path = raw.folder.path().join("pijp");
        let made = std::process::Command::new("mkfifo").arg(&path).status();
        if !made.is_ok_and(|status| status.success()) {
            eprintln!("skipped: mkfifo is not here");
            return;
        }
        raw.index = "version = 1\n".into();
        raw.entry(form.name, "pijp", "");
        raw.refused(1, &["pijp", "pipe or device"]);
        std::fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
        raw.refused(1, &["pijp", "pipe or device"]);
    }
}
