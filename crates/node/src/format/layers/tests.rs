//! A small snapshot of our own, written and read back by the libraries and by GDAL.

mod large;
mod sample;

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::process::Command;

use ::flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader, GeometryType};
use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
use schouw_base::Digest;
use schouw_picture::layers::Layers;

use super::*;

fn written(layers: &Layers) -> (tempfile::TempDir, Vec<LayerFile>) {
    let folder = tempfile::tempdir().unwrap();
    let files = write_layers(layers, folder.path()).unwrap();
    (folder, files)
}

/// The rows of a Parquet file as JSON.
fn rows_of(folder: &Path, layer: &str) -> Vec<serde_json::Value> {
    let file = File::open(folder.join(format!("layers/{layer}.parquet"))).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    let json = |row: ::parquet::record::Row| {
        let fields = row.into_columns().into_iter().map(|(name, field)| (name, json_of(&field)));
        serde_json::Value::Object(fields.collect())
    };
    rows.map(|row| json(row.unwrap())).collect()
}

fn json_of(field: &::parquet::record::Field) -> serde_json::Value {
    use ::parquet::record::Field;
    match field {
        Field::Null => serde_json::Value::Null,
        Field::Str(text) => text.as_str().into(),
        Field::Int(number) => (*number).into(),
        Field::Double(number) => (*number).into(),
        Field::Bool(yes) => (*yes).into(),
        Field::Date(days) => format!("day {days}").into(),
        Field::TimestampMicros(at) => format!("us {at}").into(),
        other => panic!("{other:?}"),
    }
}

/// The features of a file, by `id` or `code`.
type Features = BTreeMap<String, HashMap<String, String>>;

/// The type of a layer, and the features that meet the box west, south, east, north.
fn features_of(folder: &Path, layer: &str, bounds: [f64; 4]) -> (GeometryType, Features) {
    let file = BufReader::new(File::open(folder.join(format!("layers/{layer}.fgb"))).unwrap());
    let reader = FgbReader::open(file).unwrap();
    let kind = reader.header().geometry_type();
    assert_eq!(reader.header().crs().map(|crs| crs.code()), Some(4326));
    let [west, south, east, north] = bounds;
    let mut found = reader.select_bbox(west, south, east, north).unwrap();
    let mut features = BTreeMap::new();
    while let Some(feature) = found.next().unwrap() {
        let properties = feature.properties().unwrap();
        let key = properties.get("id").or_else(|| properties.get("code")).unwrap().clone();
        features.insert(key, properties);
    }
    (kind, features)
}

const ALL: [f64; 4] = [3.0, 50.0, 8.0, 54.0];

#[test]
fn each_layer_has_its_files_with_size_and_digest() {
    let (folder, files) = written(&sample::layers());
    let names: Vec<(&str, u64)> = files.iter().map(|file| (file.path.as_str(), file.rows)).collect();
    let expected = [
        ("layers/addresses.parquet", 2),
        ("layers/areas-buurt-2019-bron-a.fgb", 2),
        ("layers/contacts.parquet", 1),
        ("layers/figures.parquet", 3),
        ("layers/measures.parquet", 1),
        ("layers/notices.fgb", 2),
        ("layers/notices.parquet", 3),
        ("layers/places.fgb", 2),
        ("layers/places.parquet", 2),
        ("layers/problems.fgb", 1),
        ("layers/reports.parquet", 2),
        ("layers/rules.fgb", 1),
        ("layers/rules.parquet", 2),
    ];
    assert_eq!(names, expected);
    assert_eq!(fs::read_dir(folder.path().join("layers")).unwrap().count(), expected.len());
    for file in &files {
        let bytes = fs::read(folder.path().join(&file.path)).unwrap();
        assert_eq!((file.bytes, file.digest), (bytes.len() as u64, Digest::of(&bytes)), "{}", file.path);
    }
    assert_eq!(files[1].layer, "areas-buurt-2019-bron-a");
}

#[test]
fn the_same_layers_give_the_same_bytes() {
    let layers = sample::layers();
    assert_eq!(written(&layers).1, written(&layers).1);
}

#[test]
fn an_empty_snapshot_has_no_files() {
    let (folder, files) = written(&Layers::default());
    assert!(files.is_empty());
    assert_eq!(fs::read_dir(folder.path().join("layers")).unwrap().count(), 0);
}

#[test]
fn a_file_that_is_there_is_not_overwritten_and_a_file_is_no_folder() {
    let (folder, _) = written(&sample::layers());
    let again = write_layers(&sample::layers(), folder.path()).unwrap_err();
    assert!(again.to_string().starts_with("cannot write `"), "{again}");
    let file = folder.path().join("a");
    fs::write(&file, "").unwrap();
    let error = write_layers(&sample::layers(), &file).unwrap_err().to_string();
    assert!(error.contains("a/layers`"), "{error}");
}

#[test]
fn figures_and_addresses_keep_their_values_and_what_is_not_known() {
    let (folder, _) = written(&sample::layers());
    let figures = rows_of(folder.path(), "figures");
    assert_eq!(
        figures[0],
        serde_json::json!({"level": "buurt", "code": "BU99990101", "area_year": 2019, "measure": "inwoners",
            "period": "2019", "value": 120.5, "dataset": "bron-a"})
    );
    assert_eq!(figures[1]["value"], serde_json::Value::Null);
    assert_eq!((&figures[2]["value"], &figures[2]["dataset"]), (&0.0.into(), &"bron-b".into()));
    let addresses = rows_of(folder.path(), "addresses");
    assert_eq!(
        addresses[0],
        serde_json::json!({"postcode": null, "street": "Dijk", "number": 1, "suffix": null, "town": "Markerwaard",
            "dwelling": false, "lon": 5.2, "lat": 52.6, "dataset": "bron-b"})
    );
    assert_eq!((&addresses[1]["postcode"], &addresses[1]["suffix"]), (&"1131 AB".into(), &"a".into()));
    assert_eq!(rows_of(folder.path(), "measures")[0]["unit"], "aantal");
}

#[test]
fn a_thing_without_coordinates_is_in_the_table_with_its_area() {
    let (folder, _) = written(&sample::layers());
    let rules = rows_of(folder.path(), "rules");
    assert_eq!(
        (&rules[0]["id"], &rules[0]["extent"], &rules[0]["area_code"]),
        (&"r1".into(), &"shape".into(), &serde_json::Value::Null)
    );
    assert_eq!((&rules[1]["extent"], &rules[1]["area_code"]), (&"area".into(), &"GM9999".into()));
    assert_eq!(
        (&rules[0]["hours_except"], &rules[0]["acts"]),
        (&"PH; 2024-04-27".into(), &"gemeente; politie".into())
    );
    assert_eq!(
        (&rules[0]["valid_from"], &rules[0]["article"]),
        (&"day 19782".into(), &serde_json::Value::Null)
    );
    let notices = rows_of(folder.path(), "notices");
    assert_eq!(
        notices.iter().map(|n| n["extent"].as_str().unwrap()).collect::<Vec<_>>(),
        ["points", "points", "nowhere"]
    );
    assert_eq!(rows_of(folder.path(), "reports")[0]["reported_at"], "us 1714730400000000");
    assert_eq!(rows_of(folder.path(), "contacts")[0]["rank"], serde_json::Value::Null);
}

#[test]
fn a_box_finds_the_features_that_meet_it() {
    let (folder, _) = written(&sample::layers());
    let keys = |layer: &str, bounds| {
        let (kind, features) = features_of(folder.path(), layer, bounds);
        (kind, features.into_keys().collect::<Vec<_>>())
    };
    let areas = "areas-buurt-2019-bron-a";
    assert_eq!(
        keys(areas, ALL),
        (GeometryType::MultiPolygon, vec!["BU99990101".into(), "BU99990102".into()])
    );
    assert_eq!(keys(areas, [5.25, 52.55, 5.26, 52.56]).1, ["BU99990102"]);
    assert_eq!(keys("notices", ALL).0, GeometryType::MultiPoint);
    // points and surfaces side by side
    assert_eq!(keys("places", ALL), (GeometryType::Unknown, vec!["p1".into(), "p2".into()]));
    let (_, problems) = features_of(folder.path(), "problems", ALL);
    let problem = &problems["m1"];
    assert_eq!(
        (problem["report_ids"].as_str(), problem["report_count"].as_str(), problem["dataset"].as_str()),
        ("m1; m2", "2", "bron-b")
    );
    let (_, found) = features_of(folder.path(), areas, ALL);
    assert_eq!(
        (found["BU99990101"]["wijk"].as_str(), found["BU99990101"]["year"].as_str()),
        ("WK999901", "2019")
    );
    // what is not known is absent
    assert!(!found["BU99990101"].contains_key("name"));
}

#[test]
fn gdal_reads_what_we_write() {
    let (folder, files) = written(&sample::layers());
    for file in files.iter().filter(|file| file.path.ends_with(".fgb")) {
        let path = folder.path().join(&file.path);
        let Ok(out) = Command::new("ogrinfo").args(["-ro", "-al"]).arg(&path).output() else {
            eprintln!("skipped: `ogrinfo` is not here; install it with `apt-get install gdal-bin`");
            return;
        };
        let text = String::from_utf8_lossy(&out.stdout);
        assert!(
            out.status.success() && out.stderr.is_empty(),
            "{text}{}",
            String::from_utf8_lossy(&out.stderr)
        );
        assert!(text.contains(&format!("Feature Count: {}", file.rows)), "{text}");
        assert!(text.contains("WGS 84"), "{text}");
        match file.layer.as_str() {
            "areas-buurt-2019-bron-a" => {
                assert!(text.contains("Geometry: Multi Polygon"), "{text}");
                // a hole, and a second part
                let hole = "MULTIPOLYGON (((5.1 52.5,5.2 52.5,5.2 52.6,5.1 52.6,5.1 52.5),(";
                assert!(text.contains(hole), "{text}");
                assert!(text.contains("wijk (String) = WK999901"), "{text}");
            }
            "notices" => {
                // GDAL writes points with or without their own brackets, as its version has it
                let plain = text.replace("((", "(").replace("))", ")").replace("),(", ",");
                assert!(plain.contains("MULTIPOINT (5.1234567 52.5,5.2 52.6)"), "{text}");
            }
            "problems" => {
                assert!(text.contains("first_report_at (DateTime) = 2024/05/03 10:00:00+00"), "{text}");
                assert!(text.contains("POINT (5.15 52.55)"), "{text}");
            }
            _ => {}
        }
    }
}
