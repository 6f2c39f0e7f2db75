use std::fs::File;
use std::io::BufReader;

use ::flatgeobuf::{FallibleStreamingIterator as _, FeatureProperties as _, FgbReader};

use super::*;

type Spot = (String, Vec<(i32, i32)>);

fn columns() -> Vec<Column<Spot>> {
    vec![Column::needed("name", Kind::Text, |row: &Spot, _| Cell::word(&row.0))]
}

fn drawing(row: &Spot) -> Option<Drawing<'_>> {
    match row.1.as_slice() {
        [] => None,
        [point] => Some(Drawing::Point(*point)),
        points => Some(Drawing::Points(points)),
    }
}

/// Type of the layer, and the names within the box west, south, east, north.
fn check(rows: &[Spot], bounds: [f64; 4], kind: GeometryType, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let layers = LayerFolder::create(folder.path()).unwrap();
    let file = write(&layers, "spots", &columns(), &Datasets::of(&[]), rows, drawing).unwrap().unwrap();
    let bytes = BufReader::new(File::open(folder.path().join(&file.path)).unwrap());
    let reader = FgbReader::open(bytes).unwrap();
    assert_eq!(reader.header().geometry_type(), kind);
    assert_eq!(reader.header().features_count(), file.rows);
    let [west, south, east, north] = bounds;
    let mut found = reader.select_bbox(west, south, east, north).unwrap();
    let mut names = Vec::new();
    while let Some(feature) = found.next().unwrap() {
        names.push(feature.property::<String>("name").unwrap());
    }
    names.sort();
    assert_eq!(names, expected);
}

fn spot(name: &str, points: &[(i32, i32)]) -> Spot {
    (name.into(), points.to_vec())
}

const ALL: [f64; 4] = [-180.0, -90.0, 180.0, 90.0];

#[test]
fn a_layer_has_the_narrowest_type_and_a_box_finds_what_meets_it() {
    let (a, b) = (spot("a", &[(50_000_000, 520_000_000)]), spot("b", &[(51_000_000, 521_000_000)]));
    let both = spot("c", &[(50_000_000, 520_000_000), (60_000_000, 530_000_000)]);
    let nowhere = spot("d", &[]);
    check(std::slice::from_ref(&a), ALL, GeometryType::Point, &["a"]);
    check(&[a.clone(), b.clone(), nowhere], ALL, GeometryType::Point, &["a", "b"]);
    check(&[a.clone(), b.clone(), both.clone()], ALL, GeometryType::MultiPoint, &["a", "b", "c"]);
    check(&[a.clone(), b.clone()], [5.05, 52.0, 5.2, 53.0], GeometryType::Point, &["b"]);
    check(&[a, b, both], [5.05, 52.15, 7.0, 53.0], GeometryType::MultiPoint, &["c"]);
}

#[test]
fn nothing_to_draw_gives_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let layers = LayerFolder::create(folder.path()).unwrap();
    for rows in [vec![], vec![spot("a", &[])]] {
        let file = write(&layers, "spots", &columns(), &Datasets::of(&[]), &rows, drawing).unwrap();
        assert_eq!(file, None);
    }
    assert_eq!(std::fs::read_dir(folder.path().join("layers")).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_the_path() {
    for features in [1_i32, 20_000] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let file = StartedFile::new(full, "/dev/full".into(), "spots".into(), "layers/spots.fgb".into());
        let mut writer = start("spots", GeometryType::Point, &columns()).unwrap();
        for at in 0..features {
            let row = spot("a", &[(at, at)]);
            let drawing = drawing(&row).unwrap().as_one_of(GeometryType::Point);
            add(&mut writer, drawing, &columns(), &Datasets::of(&[]), &row).unwrap();
        }
        let error = finish(writer, file, 1).unwrap_err();
        assert!(
            matches!(&error, FormatError::Io { path, source }
            if path.ends_with("full") && source.kind() == std::io::ErrorKind::StorageFull),
            "{error}"
        );
    }
}
