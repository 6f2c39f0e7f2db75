use std::path::PathBuf;

use super::*;
use geo_types::point;
use rusqlite::params;

/// What is handed over, for tests.
#[derive(Default)]
struct Kept {
    rows: Vec<(String, Option<Geometry<f64>>)>,
    remarks: Vec<Remark>,
}

impl RowSink for Kept {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        assert_eq!(row.columns.len(), row.cells.len());
        let shown = row.columns.iter().zip(row.cells).map(|(column, cell)| format!("{column}={cell:?}"));
        self.rows.push((shown.collect::<Vec<_>>().join(" "), row.geometry.cloned()));
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }
}

/// A point as GeoPackage writes it.
fn blob(srs_id: i32, x: f64, y: f64) -> Vec<u8> {
    let wkb = [&[1, 1, 0, 0, 0], x.to_le_bytes().as_slice(), &y.to_le_bytes()].concat();
    [b"GP\0\x01".as_slice(), &srs_id.to_le_bytes(), &wkb].concat()
}

/// A GeoPackage with one layer, whose name must be quoted.
fn package(folder: &tempfile::TempDir) -> (PathBuf, Connection) {
    let path = folder.path().join("kaart #1 50%?.gpkg");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch(
            r#"CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
                 organization_coordsys_id INTEGER, definition TEXT);
               CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, srs_id INTEGER);
               CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);
               INSERT INTO gpkg_spatial_ref_sys VALUES ('RD', 28992, 'EPSG', 28992, ''),
                 ('eigen', 100000, 'NONE', 100000, 'GEOGCS["x",AUTHORITY["EPSG","6326"]],AUTHORITY["OGC","CRS84"]]');
               CREATE TABLE "zone ""1""" (id INTEGER PRIMARY KEY, geom BLOB, naam TEXT, groot INTEGER, getal REAL,
                 actief BOOLEAN, foto BLOB);
               INSERT INTO gpkg_contents VALUES ('zone "1"', 'features', 28992);
               INSERT INTO gpkg_geometry_columns VALUES ('zone "1"', 'geom', 'POINT', 28992);"#,
        )
        .unwrap();
    (path, connection)
}

fn kept(path: &Path, table: Option<&str>) -> (Kept, Result<ReadCount, ReadError>) {
    let mut kept = Kept::default();
    let options = GeopackageOptions { table: table.map(str::to_owned) };
    let result = read(path, &options, &mut kept);
    (kept, result)
}

#[test]
fn rows_have_their_values_and_geometry() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    let insert = r#"INSERT INTO "zone ""1""" VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)"#;
    connection.execute(insert, params![1, blob(28_992, 1.0, 2.0), "Haven", 1_i64 << 60, 1.5, 1]).unwrap();
    connection.execute(insert, params![2, None::<Vec<u8>>, None::<String>, 7, None::<f64>, 0]).unwrap();
    let (kept, result) = kept(&path, None);
    let lines: Vec<&str> = kept.rows.iter().map(|(line, _)| line.as_str()).collect();
    assert_eq!(
        lines,
        [
            r#"id=Number(1.0) naam=Text("Haven") groot=Text("1152921504606846976") getal=Number(1.5) actief=Bool(true) foto=Null"#,
            r#"id=Number(2.0) naam=Null groot=Number(7.0) getal=Null actief=Bool(false) foto=Null"#,
        ]
    );
    assert_eq!(kept.rows[0].1, Some(point!(x: 1.0, y: 2.0).into()));
    assert_eq!(kept.rows[1].1, None);
    assert!(kept.remarks.is_empty());
    assert_eq!(result.unwrap().facts.crs.as_deref(), Some("EPSG:28992"));
}

#[test]
fn broken_geometries_and_binary_values_are_said() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    let insert = r#"INSERT INTO "zone ""1""" (geom, foto, getal) VALUES (?1, ?2, ?3)"#;
    connection.execute(insert, params![&blob(28_992, 1.0, 2.0)[..20], [1_u8], f64::INFINITY]).unwrap();
    connection.execute(insert, params!["POINT(1 2)", [1_u8], 1]).unwrap();
    connection.execute(insert, params![blob(4_326, 1.0, 2.0), None::<Vec<u8>>, 1]).unwrap();
    let (kept, result) = kept(&path, Some("zone \"1\""));
    assert_eq!(result.unwrap().rows, 3);
    let kinds: Vec<_> = kept.remarks.iter().map(|remark| (remark.record, remark.kind)).collect();
    use FindingKind::{BadGeometry, BadValue, ImplausibleValue};
    assert_eq!(
        kinds,
        [(1, BadGeometry), (1, BadValue), (1, BadValue), (2, BadGeometry), (3, ImplausibleValue)]
    );
}

#[test]
fn views_and_tables_that_are_not_listed_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    connection
        .execute_batch(
            "CREATE VIEW eindeloos AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n;
             CREATE TABLE geheim (x TEXT);
             INSERT INTO gpkg_contents VALUES ('eindeloos', 'features', 0), ('sqlite_schema', 'attributes', 0);",
        )
        .unwrap();
    let names: Vec<String> = layers(&path).unwrap().into_iter().map(|layer| layer.table).collect();
    assert_eq!(names, ["zone \"1\""]);
    for table in ["eindeloos", "geheim", "sqlite_schema"] {
        let error = kept(&path, Some(table)).1.unwrap_err().to_string();
        assert!(error.contains(&format!("it has no layer `{table}`; it has `zone \"1\"`")), "{error}");
    }
}

#[test]
fn several_layers_must_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    connection
        .execute_batch("CREATE TABLE b (x TEXT); INSERT INTO gpkg_contents VALUES ('b', 'attributes', NULL);")
        .unwrap();
    let error = kept(&path, None).1.unwrap_err().to_string();
    assert!(error.contains("it has several layers; name one of `b`, `zone \"1\"`"), "{error}");
    assert_eq!(kept(&path, Some("b")).1.unwrap().rows, 0);
}

#[test]
fn a_system_of_the_files_own_number_is_known_by_its_definition() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    connection.execute("UPDATE gpkg_geometry_columns SET srs_id = 100000", []).unwrap();
    assert_eq!(layers(&path).unwrap()[0].srs.crs().as_deref(), Some("OGC:CRS84"));
    connection.execute("UPDATE gpkg_geometry_columns SET srs_id = 7", []).unwrap();
    assert_eq!(layers(&path).unwrap()[0].srs.crs(), None);
}

#[test]
fn what_is_no_geopackage_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    connection.execute_batch("BEGIN").unwrap();
    for number in 0..1_000 {
        let naam = format!("{number}{}", "x".repeat(400));
        connection.execute(r#"INSERT INTO "zone ""1""" (naam) VALUES (?1)"#, [naam]).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    drop(connection);
    let whole = std::fs::read(&path).unwrap();
    let check = |bytes: &[u8], expected: &str| {
        let path = folder.path().join("stuk.gpkg");
        std::fs::write(&path, bytes).unwrap();
        let (kept, result) = kept(&path, None);
        let error = result.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        kept.rows.len()
    };
    assert_eq!(check(b"{}", "it is not an SQLite file"), 0);
    assert_eq!(check(b"", "it is not an SQLite file"), 0);
    assert_eq!(check(&whole[..50], "the input is cut off"), 0);
    // SQLite refuses a file that is shorter than it says as a whole
    assert_eq!(check(&whole[..whole.len() / 2], "the input is cut off"), 0);
    let mut broken = whole.clone();
    let at = whole.len() / 2;
    broken[at..at + 8_192].fill(0xff);
    assert!(check(&broken, "at record") > 100);
    let error = layers(&folder.path().join("weg.gpkg")).unwrap_err();
    assert!(matches!(error, ReadError::Io { .. }), "{error}");
}

#[test]
fn the_real_addresses_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/misc/bag_gpkg");
    for (file, crs, x) in
        [("bag.gpkg", "EPSG:28992", 120_000.0..122_000.0), ("bag-wgs84.gpkg", "OGC:CRS84", 4.8..5.0)]
    {
        let path = Path::new(folder).join(file);
        if !path.exists() {
            eprintln!("skipped: {} is not at hand", path.display());
            continue;
        }
        for (table, rows) in [("verblijfsobjecten", 1_836), ("ligplaatsen", 67), ("standplaatsen", 1)] {
            let (kept, result) = kept(&path, Some(table));
            let count = result.unwrap();
            assert_eq!((count.rows, count.remarks, count.facts.crs.as_deref()), (rows, 0, Some(crs)));
            let all_near = kept
                .rows
                .iter()
                .all(|(_, shape)| matches!(shape, Some(Geometry::Point(p)) if x.contains(&p.x())));
            assert!(all_near, "{file} {table}");
        }
    }
}

#[test]
fn mutated_files_are_survived() {
    let folder = tempfile::tempdir().unwrap();
    let (path, connection) = package(&folder);
    connection
        .execute(r#"INSERT INTO "zone ""1""" (geom, naam) VALUES (?1, 'x')"#, [blob(28_992, 1.0, 2.0)])
        .unwrap();
    drop(connection);
    let whole = std::fs::read(&path).unwrap();
    let mutations =
        std::env::var("SCHOUW_MUTATIONS").ok().and_then(|text| text.parse().ok()).unwrap_or(1_000_u64);
    let path = folder.path().join("gemuteerd.gpkg");
    for number in 0..mutations {
        let mut bytes = whole.clone();
        // a generator small enough to read: SplitMix64
        let mut state = number;
        let mut draw = |below: usize| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed ^ (mixed >> 31)) as usize % below.max(1)
        };
        for _ in 0..=draw(8) {
            let at = draw(bytes.len());
            match draw(4) {
                0 => bytes.truncate(at.max(1)),
                1 => bytes[at] = 0xff,
                2 => bytes[at] = draw(256) as u8,
                _ => bytes[at] ^= 1 << draw(8),
            }
        }
        std::fs::write(&path, &bytes).unwrap();
        let _ = kept(&path, None);
    }
}
