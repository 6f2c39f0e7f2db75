//! No file that Schouw wrote or a person keeps makes it panic, hang or take much memory, however broken it is: the index
//! of raw files, the suppression list, the manifest, the packed index, a GeoPackage.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside the test functions")]

#[path = "../../opendata/tests/mutation/mod.rs"]
mod mutation;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use mutation::{Target, check};
use schouw_area::{Position, RdTransform};
use schouw_node::build::{BuildOptions, build};
use schouw_node::clock::SystemClock;
use schouw_node::format::geopackage::{self, GeopackageOptions};
use schouw_node::raw_index::RawIndex;
use schouw_node::snapshot::{self, INDEX, MANIFEST};
use schouw_node::suppressed;
use schouw_opendata::finding::Remark;
use schouw_opendata::row::{Row, RowSink};
use schouw_picture::Picture;
use schouw_picture::here::{Ask, RADIUS_M, Spot, Suppressed};

fn as_text(read: impl Fn(&str) -> bool) -> impl Fn(&[u8]) -> u64 {
    move |bytes| u64::from(read(&String::from_utf8_lossy(bytes)))
}

#[test]
fn mutated_indexes_of_raw_files_are_survived() {
    let seeds = vec![
        include_bytes!("../../../bench/shared-data.raw.toml")[..4_000].to_vec(),
        b"version = 1\n[[file]]\npath = \"a/b.csv\"\ndataset = \"lampen\"\nyear = 2024\nrole = \"zones\"\nretrieved = 2026-11-20T10:00:00Z\nconfirmed = 2026-11-21T10:00:00Z\naddress = \"https://a.example/\"\nbytes = 12\netag = '\"x\"'\n".to_vec(),
    ];
    check(&Target::new("raw-index", seeds, as_text(|text| RawIndex::parse(text).is_ok())));
}

#[test]
fn mutated_suppression_lists_are_survived() {
    let seed = b"[[hidden]]\ndataset = \"lampen\"\nid = \"1\"\nsince = 2026-11-23\n[[hidden]]\naddress = \"Kade 12\"\n[[hidden]]\narea = \"BU99900101\"\nmeasure = \"misdrijven\"\n";
    check(&Target::new("suppressed", vec![seed.to_vec()], as_text(|text| suppressed::read(text).is_ok())));
}

/// A small snapshot, made of the examples in the documents.
fn small_snapshot(folder: &Path) -> PathBuf {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/rules");
    let out = folder.join("snapshot");
    let options = BuildOptions {
        raw: examples.join("raw"),
        index: None,
        datasets: Some(examples.join("datasets")),
        out: out.clone(),
        area: None,
        rd_grid: None,
        threads: 1,
        skip_unusable: false,
    };
    build(&options, &SystemClock).unwrap();
    out
}

#[test]
fn mutated_manifests_are_survived() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = small_snapshot(folder.path());
    let seed = std::fs::read(snapshot.join(MANIFEST)).unwrap();
    let read = move |bytes: &[u8]| {
        // the folder lives as long as the reader
        std::fs::write(folder.path().join("snapshot").join(MANIFEST), bytes).unwrap();
        u64::from(snapshot::verify(&snapshot).is_ok_and(|faults| faults.is_empty()))
    };
    check(&Target::new("manifest", vec![seed], read));
}

#[test]
fn mutated_packed_indexes_are_survived() {
    let folder = tempfile::tempdir().unwrap();
    let seed = std::fs::read(small_snapshot(folder.path()).join(INDEX)).unwrap();
    let moment = "2026-11-27T20:40:00Z".parse().unwrap();
    let spots = [Spot::At(Position::new(52.5556, 5.2730).unwrap()), Spot::Area("GM9990".parse().unwrap())];
    let read = move |bytes: &[u8]| {
        // a mapped file begins at a page
        let mut aligned = vec![0_u64; bytes.len().div_ceil(8)];
        let target: &mut [u8] = bytemuck::cast_slice_mut(&mut aligned);
        target[..bytes.len()].copy_from_slice(bytes);
        let Ok(picture) = Picture::open(&target[..bytes.len()]) else { return 0 };
        let answers = spots.iter().filter(|spot| {
            let ask = Ask { spot: (*spot).clone(), at: moment, now: moment, radius_m: RADIUS_M };
            let answer = picture.here(&ask, &RdTransform::Formula, &Suppressed::default());
            answer.is_ok_and(|answer| serde_json::to_string(&answer).is_ok())
        });
        let answers = answers.count() as u64;
        let _ = picture.find_address("Kade 12", &Suppressed::default());
        answers
    };
    check(&Target::new("packed-index", vec![seed], read));
}

#[derive(Default)]
struct Rows(u64);

impl RowSink for Rows {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        assert_eq!(row.columns.len(), row.cells.len());
        self.0 += 1;
        if self.0 > 100_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn remark(&mut self, _: Remark) {}
}

/// A GeoPackage with a point and a polygon, in pages as small as SQLite has them.
fn small_geopackage(path: &Path) {
    let file = rusqlite::Connection::open(path).unwrap();
    file.execute_batch(
        "pragma page_size = 512; pragma application_id = 1196444487;
         create table gpkg_spatial_ref_sys(srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text, description text);
         insert into gpkg_spatial_ref_sys values('RD', 28992, 'EPSG', 28992, 'x', '');
         create table gpkg_contents(table_name text primary key, data_type text, identifier text, description text, last_change text, min_x, min_y, max_x, max_y, srs_id integer);
         insert into gpkg_contents values('t', 'features', 't', '', '', 0, 0, 0, 0, 28992);
         create table gpkg_geometry_columns(table_name text, column_name text, geometry_type_name text, srs_id integer, z, m);
         insert into gpkg_geometry_columns values('t', 'geom', 'GEOMETRY', 28992, 0, 0);
         create table t(fid integer primary key, geom blob, naam text, aantal real);",
    )
    .unwrap();
    let head = [b"GP\0\x01".to_vec(), 28992_i32.to_le_bytes().to_vec()].concat();
    let doubles = |numbers: &[f64]| numbers.iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>();
    let point = [head.clone(), vec![1, 1, 0, 0, 0], doubles(&[147_255.0, 507_560.0])].concat();
    let ring = [147_255.0, 507_560.0, 147_355.0, 507_560.0, 147_355.0, 507_660.0, 147_255.0, 507_560.0];
    let polygon = [head, vec![1, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0], doubles(&ring)].concat();
    file.execute("insert into t values(1, ?1, 'een', 1.5), (2, ?2, 'twee', null)", [point, polygon]).unwrap();
    file.close().unwrap();
}

#[test]
fn mutated_geopackages_are_survived() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.gpkg");
    small_geopackage(&path);
    let seed = std::fs::read(&path).unwrap();
    let read = move |bytes: &[u8]| {
        // the folder lives as long as the reader
        let path = folder.path().join("a.gpkg");
        std::fs::write(&path, bytes).unwrap();
        let mut rows = Rows::default();
        let _ = geopackage::read(&path, &GeopackageOptions { table: None }, &mut rows);
        rows.0
    };
    check(&Target::new("geopackage", vec![seed], read));
}
