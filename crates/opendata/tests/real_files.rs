//! The readers on real open files, where they are at hand: counts, remarks, and the shapes as another library has them.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests, outside the test functions")]

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;
use std::path::PathBuf;

use geo_types::Geometry;
use schouw_opendata::finding::{FindingKind, Remark};
use schouw_opendata::read::csv::{self, CsvOptions};
use schouw_opendata::read::geojson::{self, GeojsonOptions};
use schouw_opendata::read::shapefile::{self, ShapefileOptions};
use schouw_opendata::read::unpack::{self, Pick};
use schouw_opendata::read::{Place, ReadCount, ReadError};
use schouw_opendata::row::{Cell, Row, RowSink};

/// The real file, or nothing when the data is not at hand.
fn real(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is not at hand");
        return None;
    }
    Some(path)
}

#[derive(Default)]
struct Tally {
    geometries: u64,
    remarks: Vec<Remark>,
    columns: Vec<String>,
    first: Vec<String>,
    points: Vec<(f64, f64)>,
}

impl RowSink for Tally {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        if self.first.is_empty() {
            self.first = row.cells.iter().map(|cell| format!("{cell:?}")).collect();
        }
        self.columns = row.columns.to_vec();
        if let Some(geometry) = row.geometry {
            self.geometries += 1;
            add_points(geometry, &mut self.points);
        }
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }
}

fn add_points(geometry: &Geometry<f64>, points: &mut Vec<(f64, f64)>) {
    let mut polygon = |polygon: &geo_types::Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        points.extend(rings.flat_map(|ring| ring.0.iter().map(|position| position.x_y())));
    };
    match geometry {
        Geometry::Point(point) => points.push(point.x_y()),
        Geometry::Polygon(one) => polygon(one),
        Geometry::MultiPolygon(many) => many.iter().for_each(polygon),
        _ => {}
    }
}

fn each(
    name: &str,
    read: &mut dyn FnMut(&mut dyn std::io::BufRead) -> Result<ReadCount, ReadError>,
) -> Option<ReadCount> {
    let file = File::open(real(name)?).unwrap();
    let mut count = ReadCount::default();
    unpack::each_file(file, &Pick::default(), &mut |_, input| {
        count = read(input)?;
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    Some(count)
}

fn check_geojson(name: &str, rows: u64) {
    let mut tally = Tally::default();
    let read = each(name, &mut |input| geojson::read(input, &GeojsonOptions::default(), &mut tally));
    let Some(count) = read else { return };
    assert_eq!(
        (count.rows, tally.geometries, count.remarks),
        (rows, rows, 0),
        "{name}: {:?}",
        tally.remarks.first()
    );
}

fn check_csv(name: &str, options: &CsvOptions, rows: u64, columns: &[&str]) {
    let mut tally = Tally::default();
    let read = each(name, &mut |input| csv::read(input, options, &mut tally));
    let Some(count) = read else { return };
    assert_eq!((count.rows, count.remarks), (rows, 0), "{name}: {:?}", tally.remarks.first());
    assert_eq!(tally.columns.get(..columns.len()).unwrap(), columns, "{name}");
}

#[test]
fn boundaries_are_read_whole() {
    for (name, rows) in [
        ("buurten_2019_wgs84.geojson.gz", 13_594),
        ("buurten_2024_benaderd_wgs84.geojson.gz", 14_566),
        ("wijken_2017.geojson.gz", 3_070),
        ("gemeenten_2019.geojson.gz", 355),
        ("gemeenten_2022.geojson.gz", 345),
        ("gemeenten_2023_coarse.geojson.gz", 342),
        ("gemeenten_2025_coarse.geojson.gz", 342),
        ("alkmaar_wijken_2024.geojson", 8),
        ("buurten_hengelo_2019_volledige_attributen.geojson.gz", 62),
    ] {
        check_geojson(&format!("boundaries/{name}"), rows);
    }
    check_geojson("misc/alkmaar/verkeersongevallen_star_2021_2026.geojson.gz", 5_085);
    check_geojson("misc/alkmaar/scholen.geojson", 47);
}

#[test]
fn figures_and_lists_are_read_whole() {
    let plain = CsvOptions::default();
    check_csv(
        "kerncijfers/buurten_2024_kerncijfers_misdrijven.csv.gz",
        &plain,
        14_574,
        &["code", "naam", "wijkcode"],
    );
    check_csv("kerncijfers/wijken_2024_kerncijfers.csv.gz", &plain, 3_393, &["code"]);
    check_csv("kerncijfers/gemeenten_2024_kerncijfers_misdrijven.csv.gz", &plain, 342, &["code"]);
    check_csv(
        "misc/kinderopvang/amsterdam_lrk_2012_2015.csv",
        &plain,
        2_951,
        &["lrknummer", "type", "gemeente"],
    );
    check_csv(
        "misc/leefbaarometer/buurten_2020_leefbaarometer_ses.csv",
        &plain,
        969,
        &["column 1", "buurt_code"],
    );
    check_csv("misc/ses/ses_woa_2019.csv", &plain, 579, &["Perioden", "Wijken en buurten"]);
    check_csv("boundaries/buurten_2014_namen.csv.gz", &plain, 11_691, &["buurtcode", "naam"]);
    check_csv("feitcodes/wahv_feitcodes_2012.csv", &plain, 728, &["feitcode"]);
    check_csv("feitcodes/wahv_feitcodes_2017.csv", &plain, 693, &["feitcode"]);
    check_csv("feitcodes/besluit_om_afdoening_feitcodes_2017.csv", &plain, 412, &["feitcode"]);
    check_csv("misc/gemeenten/gemeenten_2020.csv", &plain, 357, &["Gemeentecode"]);
    check_csv("misc/organisaties/oin_register_2016.csv", &plain, 742, &["collection_time"]);
}

#[test]
fn statline_files_are_read_with_their_headers() {
    let options =
        CsvOptions { skip_rows: 3, header_rows: 3, footer: Some("Bron:".into()), ..CsvOptions::default() };
    let columns = ["Onderwerp/Perioden/Regio's", "Geregistreerde misdrijven/2022/aantal"];
    check_csv("crime_nl/statline_misdrijven_gemeente_2022_2023.csv", &options, 356, &columns);
    let options =
        CsvOptions { skip_rows: 2, header_rows: 2, footer: Some("Bron:".into()), ..CsvOptions::default() };
    let columns = ["Regio's", "Onderwerp", "column 3", "Perioden/2002"];
    check_csv("crime_nl/bevolking_37230ned_jaren.csv", &options, 569, &columns);
}

#[test]
fn an_archive_of_342_files_is_visited_whole() {
    let Some(path) = real("kerncijfers/woonikveilig_gemeente_json.tar.gz") else { return };
    let pick = Pick { ending: ".json".into(), name: None };
    let visited = unpack::each_file(File::open(path).unwrap(), &pick, &mut |name, input| {
        assert!(name.starts_with("gemeente/GM"));
        let mut text = Vec::new();
        std::io::Read::read_to_end(input, &mut text)
            .map_err(|error| ReadError::from_io(error, Place::default()))?;
        assert!(text.starts_with(b"{") && text.trim_ascii_end().ends_with(b"}"));
        Ok(ControlFlow::Continue(()))
    });
    assert_eq!(visited.unwrap(), 342);
}

fn check_shapefile(name: &str, rows: u64, crs: &str, first: &[&str]) {
    let Some(path) = real(name) else { return };
    let mut tally = Tally::default();
    let file = BufReader::new(File::open(&path).unwrap());
    let count = shapefile::read(file, &ShapefileOptions::default(), &mut tally).unwrap();
    assert_eq!(
        (count.rows, tally.geometries, count.remarks),
        (rows, rows, 0),
        "{name}: {:?}",
        tally.remarks.first()
    );
    assert!(count.facts.crs.unwrap().starts_with(crs), "{name}");
    assert_eq!(tally.first.get(..first.len()).unwrap(), first, "{name}: {:?}", tally.columns);

    // the same shapes as the `shapefile` crate has, whatever the order of the rings
    let mut archive = unpack::Archive::open(File::open(&path).unwrap()).unwrap();
    let at = archive.names().iter().position(|name| name.ends_with(".shp")).unwrap();
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut archive.file(at).unwrap(), &mut bytes).unwrap();
    let mut other = Vec::new();
    for shape in ::shapefile::ShapeReader::new(std::io::Cursor::new(bytes)).unwrap().read().unwrap() {
        match shape {
            ::shapefile::Shape::Point(point) => other.push((point.x, point.y)),
            ::shapefile::Shape::Polygon(polygon) => {
                other
                    .extend(polygon.rings().iter().flat_map(|ring| ring.points().iter().map(|p| (p.x, p.y))));
            }
            _ => {}
        }
    }
    let sorted = |mut points: Vec<(f64, f64)>| {
        points.sort_by(|a, b| a.partial_cmp(b).unwrap());
        points
    };
    assert_eq!(sorted(tally.points), sorted(other), "{name}");
}

#[test]
fn shapefiles_are_read_whole_and_as_another_library_reads_them() {
    check_shapefile("boundaries/groningen_buurt2017_epsg3857_shp.zip", 108, "PROJCS[", &[]);
    check_shapefile("boundaries/groningen_wijk2017_epsg3857_shp.zip", 15, "PROJCS[", &[]);
    check_shapefile("misc/groningen/openbareverlichting_wgs84_shp.zip", 16_271, "GEOGCS[", &[]);
    check_shapefile("misc/groningen/vierkant100m2014_epsg3857_shp.zip", 3_441, "PROJCS[", &[]);
}

#[test]
fn a_real_file_that_is_cut_off_gives_its_first_part() {
    let Some(path) = real("boundaries/buurten_2019_wgs84.geojson.gz") else { return };
    let mut bytes = std::fs::read(path).unwrap();
    bytes.truncate(bytes.len() / 2);
    let mut tally = Tally::default();
    let result = unpack::each_file(std::io::Cursor::new(bytes), &Pick::default(), &mut |_, input| {
        geojson::read(input, &GeojsonOptions::default(), &mut tally)?;
        Ok(ControlFlow::Continue(()))
    });
    assert!(matches!(result, Err(ReadError::CutOff { at }) if at.record > 5_000), "{result:?}");
    assert!(tally.geometries > 5_000);
    assert!(!tally.remarks.iter().any(|remark| remark.kind == FindingKind::BadGeometry));
    assert!(tally.first.iter().any(|cell| *cell == format!("{:?}", Cell::Text("GM0003".into()))));
}
