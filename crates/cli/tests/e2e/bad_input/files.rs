//! Small files and definitions to spoil.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;

/// A definition: its id and its text.
pub type Definition = (&'static str, &'static str);

/// A gemeente from GeoJSON; `in` is the gemeente that it says to lie in.
pub const AREAS: Definition = (
    "test-gebieden",
    r#"id = "test-gebieden"
title = "Gebieden"
publisher = "Gemeente Markerwaard"
licence = "CC0-1.0"
cadence = "year"
personal_data = "none"
tells = "in welke gemeente een plek ligt"

[format]
kind = "geojson"

[layer]
kind = "areas"
level = "gemeente"
year = 2026
code = "code"
name = "naam"
gemeente = "in"
"#,
);

/// A count per gemeente from CSV.
pub const COUNTS: Definition = (
    "test-tellingen",
    r#"id = "test-tellingen"
title = "Tellingen"
publisher = "Gemeente Markerwaard"
licence = "CC0-1.0"
cadence = "year"
personal_data = "none"
tells = "hoeveel er zijn"

[format]
kind = "csv"
delimiter = ";"

[layer]
kind = "figures"
area = "gebied"
level = "gemeente"
year = 2026
period = "jaar"

[[layer.measure]]
id = "dingen"
label = "Dingen"
unit = "aantal"
number = "count"

[[layer.figure]]
column = "aantal"
measure = "dingen"
"#,
);

/// Street lights from CSV.
pub const LAMPS: Definition = (
    "test-lampen",
    r#"id = "test-lampen"
title = "Lantaarnpalen"
publisher = "Gemeente Markerwaard"
licence = "CC0-1.0"
cadence = "year"
personal_data = "none"
tells = "waar lantaarnpalen staan"

[format]
kind = "csv"
delimiter = ";"

[geometry]
crs = "EPSG:4326"

[geometry.from]
x = "oost"
y = "noord"

[layer]
kind = "places"
id = "id"
what = { value = "lantaarnpaal" }
"#,
);

/// Notices from CSV.
pub const PERMITS: Definition = (
    "test-vergunningen",
    r#"id = "test-vergunningen"
title = "Vergunningen"
publisher = "Gemeente Markerwaard"
licence = "CC0-1.0"
cadence = "week"
personal_data = "none"
tells = "wat er is vergund"
allow = ["id", "titel", "datum"]

[format]
kind = "csv"
delimiter = ","

[layer]
kind = "notices"
id = "id"
title = "titel"
published = "datum"
"#,
);

/// Reports from Open311.
pub const REPORTS: Definition = (
    "test-meldingen",
    r#"id = "test-meldingen"
title = "Meldingen"
publisher = "Gemeente Markerwaard"
licence = "CC0-1.0"
cadence = "day"
personal_data = "possible"
tells = "wat er is gemeld"
allow = ["service_request_id", "service_name", "requested_datetime", "status", "description"]

[format]
kind = "open311"

[layer]
kind = "reports"
id = "service_request_id"
theme = "service_name"
at = "requested_datetime"
status = "status"
text = "description"
"#,
);

/// A sheet of street lights with these rows.
pub fn lamps(rows: &[&str]) -> String {
    format!("id;oost;noord\n{}\n", rows.join("\n"))
}

/// The ring of the polder.
pub fn ring() -> String {
    "[[5.128,52.505],[5.3,52.505],[5.3,52.6],[5.128,52.6],[5.128,52.505]]".into()
}

/// A feature that is an area.
pub fn area(code: &str, ring: &str) -> String {
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"{code}\",\"naam\":\"Markerwaard\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[{ring}]}}}}"
    )
}

/// A GeoJSON file of these features.
pub fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

/// Bytes packed with gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A file with a beginning and then a line of 200 MB that takes no room on the disk.
pub fn line_of_200_mb(path: &Path, start: &str) {
    let mut file = std::fs::File::create(path).unwrap();
    file.write_all(start.as_bytes()).unwrap();
    file.seek(SeekFrom::Start(200_000_000)).unwrap();
    file.write_all(b"\n").unwrap();
}
