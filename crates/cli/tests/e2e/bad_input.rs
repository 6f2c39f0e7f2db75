//! Input that cannot be used, or not all of it: what comes back says which file, which record and what to do.

mod every_format;
mod files;
mod more;
mod wholes;

use std::path::Path;

use serde_json::Value;

use crate::stage::{Ran, SQUARE, arg, command, copy, run, schouw, town};
use files::{AREAS, COUNTS, LAMPS, PERMITS, REPORTS, area, collection, gzip, lamps, line_of_200_mb, ring};

/// A raw folder with definitions of its own.
struct Raw {
    folder: tempfile::TempDir,
    index: String,
}

impl Raw {
    fn new() -> Self {
        let raw = Self { folder: tempfile::tempdir().unwrap(), index: "version = 1\n".into() };
        std::fs::create_dir(raw.folder.path().join("datasets")).unwrap();
        for (name, text) in [AREAS, COUNTS, LAMPS, PERMITS, REPORTS] {
            raw.define(name, text);
        }
        raw
    }

    fn define(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join("datasets").join(format!("{name}.toml")), text).unwrap();
    }

    /// Adds a file of a dataset.
    fn with(mut self, dataset: &str, name: &str, bytes: &[u8]) -> Self {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
        self.entry(dataset, name, "");
        self
    }

    fn entry(&mut self, dataset: &str, name: &str, more: &str) {
        self.index.push_str(&format!(
            "\n[[file]]\npath = \"{name}\"\ndataset = \"{dataset}\"\nretrieved = \"2026-11-20\"\n{more}\n"
        ));
    }

    fn build(&self, more: &[&str]) -> Ran {
        std::fs::write(self.folder.path().join("raw.toml"), &self.index).unwrap();
        let mut build = command();
        build.args(["build", "--json", "--raw", arg(self.folder.path()), "--out", arg(&self.out())]);
        run(build.args(["--datasets", arg(&self.folder.path().join("datasets"))]).args(more))
    }

    fn out(&self) -> std::path::PathBuf {
        self.folder.path().join("snapshot")
    }

    /// The build is refused with this code, says all of this, and leaves nothing.
    #[track_caller]
    fn refused(&self, code: i32, says: &[&str]) {
        let ran = self.build(&[]).refused(code, says[0]);
        for text in says {
            assert!(ran.err.contains(text), "`{text}` is not in: {}", ran.err);
        }
        assert!(!self.out().exists());
        let left = crate::stage::names(self.folder.path());
        assert!(left.iter().all(|name| !name.ends_with(".partial")), "{left:?}");
    }

    /// The build goes on, with at least so many findings of a kind, one of which says this.
    #[track_caller]
    fn finding(&self, kind: &str, count: u64, says: &str) {
        let report = self.build(&[]).good().json();
        let found = report["findings"].as_array().unwrap().iter().filter(|finding| finding["kind"] == kind);
        let total: u64 = found.map(|finding| finding["count"].as_u64().unwrap()).sum();
        assert!(total >= count, "{kind}: {}", report["findings"]);
        let kept = std::fs::read_to_string(self.out().join("findings.jsonl")).unwrap();
        let mut kept = kept.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let fits = |finding: &Value| finding["kind"] == kind && finding.to_string().contains(says);
        assert!(kept.any(|finding| fits(&finding)), "no {kind} says `{says}`");
    }
}

#[test]
fn a_file_of_which_no_record_can_be_used_is_refused_with_its_first_reason() {
    let check = |rows: &[&str], says: &str| {
        Raw::new()
            .with("test-lampen", "lampen.csv", lamps(rows).as_bytes())
            .refused(5, &["lampen.csv", "none of its", says]);
    };
    // metres of RD where degrees are promised
    check(&["1;147255;507560", "2;147300;507600"], "set crs = \\\"EPSG:28992\\\"".replace('\\', "").as_str());
    check(&["1;52.5556;5.2730", "2;52.5557;5.2731"], "exchange");
    check(&["1;NaN;NaN", "2;inf;5"], "not a number");
    check(&["1;1e308;1e308"], "lampen.csv");
    check(&["1;0;0"], "outside the Netherlands");
    check(&["1;5,2730;52,5556"], "not a number");
    check(&["1;;"], "place");
    let year = AREAS.1.replace("year = 2026\n", "");
    let raw =
        Raw::new().with("test-gebieden", "g.geojson", collection(&[area("GM9990", &ring())]).as_bytes());
    raw.define(AREAS.0, &year);
    raw.refused(5, &["g.geojson", "the year of the areas is not known"]);
    let columns = "id;x;y\n1;5.27;52.55\n";
    Raw::new().with("test-lampen", "lampen.csv", columns.as_bytes()).refused(5, &["lampen.csv"]);
}

#[test]
fn one_bad_record_is_a_finding_and_the_rest_is_used() {
    let good = "9;5.2730;52.5556";
    let check = |row: &str, kind: &str, says: &str| {
        Raw::new().with("test-lampen", "lampen.csv", lamps(&[good, row]).as_bytes()).finding(kind, 1, says);
    };
    check("1;52.5556;5.2730", "swapped-coordinates", "exchange");
    check("1;147255;507560", "outside-the-netherlands", "EPSG:28992");
    check("1;NaN;52.5", "bad-value", "NaN");
    check("1;1e308;52.5", "implausible-value", "oost");
    check("9;5.2731;52.5557", "duplicate", "came before");
    check("1;5.27;52.55;te veel", "malformed-record", "values where the header has");
    check("1;5.2730", "malformed-record", "values where the header has");
}

#[test]
fn areas_that_cannot_be_are_findings() {
    let check = |features: &[String], kind: &str, count: u64, says: &str| {
        Raw::new()
            .with("test-gebieden", "g.geojson", collection(features).as_bytes())
            .finding(kind, count, says);
    };
    let good = area("GM9990", &ring());
    check(&[good.clone(), area("GM9990", &ring())], "duplicate", 1, "GM9990");
    let unclosed = ring().replace(",[5.128,52.505]]", "]");
    check(&[area("GM9991", &unclosed)], "repaired-geometry", 1, "g.geojson");
    let bow = "[[5.1,52.5],[5.2,52.6],[5.2,52.5],[5.1,52.6],[5.1,52.5]]";
    check(&[area("GM9991", bow)], "repaired-geometry", 1, "cross themselves");
    check(&[good.clone(), area("GM9991", "[[5.1,52.5],[5.2,52.6]]")], "bad-geometry", 1, "g.geojson");
    check(&[good.clone(), area("Markerwaard", &ring())], "bad-value", 1, "not an area code");
    check(
        &[good.clone(), area("GM9991", "[[5.1,52.5],[5.2,null],[5.2,52.5],[5.1,52.5]]")],
        "bad-geometry",
        1,
        "",
    );
    let in_itself = area("GM9992", &ring()).replace("\"naam\"", "\"in\":\"GM9993\",\"naam\"");
    check(&[in_itself], "cyclic-parents", 1, "cannot lie in another of its own level");
}

#[test]
fn figures_that_cannot_be_are_findings() {
    let areas = collection(&[area("GM9990", &ring())]);
    let check = |row: &str, kind: &str, says: &str| {
        let sheet = format!("gebied;jaar;aantal\nGM9990;2024;7\n{row}\n");
        let raw = Raw::new().with("test-gebieden", "g.geojson", areas.as_bytes());
        raw.with("test-tellingen", "t.csv", sheet.as_bytes()).finding(kind, 1, says);
    };
    check("GM9990;2099;7", "implausible-value", "after the file was retrieved");
    check("GM9990;2023;1e99", "implausible-value", "t.csv");
    check("GM9990;2023;1e400", "implausible-value", "t.csv");
    check("GM9990;2023;NaN", "bad-value", "NaN");
    check("GM9990;2023;-7", "implausible-value", "below zero");
    check("GM9990;ooit;7", "bad-value", "ooit");
    check("GM9999;2023;7", "unknown-area", "GM9999");
    check("GM9990;2024;8", "duplicate", "GM9990");
}

#[test]
fn figures_of_a_year_without_a_division_are_a_finding() {
    let areas = collection(&[area("GM9990", &ring())]);
    let sheet = "gebied;jaar;aantal\nGM9990;2024;7\n";
    let raw = Raw::new().with("test-gebieden", "g.geojson", areas.as_bytes());
    let raw = raw.with("test-tellingen", "t.csv", sheet.as_bytes());
    raw.define(COUNTS.0, &COUNTS.1.replace("year = 2026", "year = 1999"));
    raw.finding("unknown-area", 1, "1999");
}

#[test]
fn what_is_said_for_another_day_is_a_finding() {
    let row = "id,titel,datum\n1,Vandaag,2026-11-20\n2,Straks,2093-01-01\n";
    let raw = Raw::new().with("test-vergunningen", "v.csv", row.as_bytes());
    raw.finding("implausible-value", 1, "2093-01-01");
}

#[test]
fn a_file_that_is_cut_off_or_not_its_format_is_named() {
    let many: Vec<String> = (0..5_000).map(|at| format!("{at};5.27{:04};52.55", at % 9_000)).collect();
    let many = lamps(&many.iter().map(String::as_str).collect::<Vec<_>>());
    let packed = gzip(many.as_bytes());
    let check = |dataset: &str, name: &str, bytes: &[u8], code: i32, says: &str| {
        Raw::new()
            .with(dataset, name, bytes)
            .refused(code, &[&format!("file `{name}`"), says, "--skip-unusable"]);
    };
    check("test-lampen", "lampen.csv.gz", &packed[..packed.len() / 2], 4, "cut off");
    check("test-lampen", "lampen.csv.gz", &packed[..packed.len() - 4], 4, "cut off");
    let mut broken = packed.clone();
    let middle = broken.len() / 2;
    broken[middle..middle + 40].fill(0xee);
    check("test-lampen", "lampen.csv.gz", &broken, 4, "");
    // packed and unpacked are told apart by their bytes, not by their names
    Raw::new().with("test-lampen", "lampen.csv", &packed).build(&[]).good();
    let areas = collection(&[area("GM9990", &ring())]);
    check("test-gebieden", "g.geojson", &areas.as_bytes()[..areas.len() - 30], 4, "");
    check("test-gebieden", "g.geojson", b"<html>not found</html>", 4, "");
    check("test-gebieden", "g.geojson", areas.replace("5.128", "NaN").as_bytes(), 5, "not a number");
    check("test-gebieden", "g.geojson", b"", 4, "");
    check("test-meldingen", "m.xml", b"<service_requests><request>", 4, "");
    let deep = format!("{{\"type\":\"FeatureCollection\",\"features\":{}", "[".repeat(100_000));
    check("test-gebieden", "g.geojson", deep.as_bytes(), 4, "");
}

#[test]
fn xml_that_defines_entities_is_refused() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\n<service_requests><request><service_request_id>1</service_request_id><description>&b;</description></request></service_requests>";
    Raw::new().with("test-meldingen", "m.xml", bomb.as_bytes()).refused(4, &["m.xml", "DOCTYPE"]);
    let outside = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><service_requests><request><description>&x;</description></request></service_requests>";
    Raw::new().with("test-meldingen", "m.xml", outside.as_bytes()).refused(4, &["m.xml", "DOCTYPE"]);
}

#[test]
fn what_unpacks_to_far_too_much_is_refused() {
    // 96 MiB of empty lines in about 100 KB
    let bomb = gzip(&vec![b'\n'; 96 << 20]);
    let raw = Raw::new().with("test-lampen", "lampen.csv.gz", &bomb);
    raw.refused(4, &["lampen.csv.gz", "times"]);
}

#[test]
fn a_line_of_200_mb_is_refused_without_reading_it_whole() {
    for (dataset, name, start) in [
        ("test-lampen", "lampen.csv", "id;x;y\n1;"),
        (
            "test-gebieden",
            "g.geojson",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"naam\":\"",
        ),
        ("test-meldingen", "m.xml", "<service_requests><request><description>"),
    ] {
        let mut raw = Raw::new();
        line_of_200_mb(&raw.folder.path().join(name), start);
        raw.entry(dataset, name, "");
        raw.refused(4, &[name, "skip-unusable"]);
    }
}

#[test]
fn an_index_with_faults_tells_them_all() {
    let with = |text: &str, code: i32, says: &[&str]| {
        let mut raw = Raw::new();
        raw.index = text.into();
        raw.refused(code, says);
    };
    with("", 3, &["version"]);
    with("version = 1\n", 3, &["names no files"]);
    with("version = 9\n", 3, &["`9`"]);
    with("version = 1\n[[file]\n", 3, &["raw.toml"]);
    let entry = |path: &str, more: &str| {
        format!(
            "version = 1\n[[file]]\npath = \"{path}\"\ndataset = \"test-lampen\"\nretrieved = \"2026-11-20\"\n{more}\n"
        )
    };
    for path in ["../etc/passwd", "/etc/passwd", "a/../../b", "./a", "a//b", "C:\\\\a", "a/.."] {
        with(&entry(path, ""), 3, &["`path` must be relative to the raw folder"]);
    }
    with(
        &entry("lampen.csv", "jaar = 2024\nyear = 1700\ndigest = \"abc\""),
        3,
        &["unknown key `jaar`", "`year`", "`digest`"],
    );
    with(&entry("lampen.csv", "").replace("2026-11-20", "vorige week"), 3, &["`retrieved` must be a day"]);
    with(&entry("lampen.csv", "").replace("test-lampen", "Lampen!"), 3, &["`dataset`"]);
    with(
        &entry("lampen.csv", "").replace("test-lampen", "test-banken"),
        3,
        &["no definition for `test-banken`", "--datasets"],
    );
    // the file itself
    with(&entry("nergens.csv", ""), 1, &["nergens.csv"]);
    with(&entry("datasets", ""), 1, &["datasets"]);
}

#[test]
fn an_index_or_a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    schouw(["build", "--raw", arg(folder.path()), "--out", arg(&out)]).refused(1, "raw.toml");
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    raw.build(&["--index", "/nergens/raw.toml"]).refused(1, "/nergens/raw.toml");
    let ran = schouw(["build", "--raw", arg(folder.path()), "--out", arg(&out), "--datasets", "/nergens"]);
    ran.refused(1, "/nergens");
}

#[test]
fn a_definition_tells_all_its_faults_at_once() {
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    let faulty = LAMPS.1.replace("cadence = \"year\"", "cadence = \"weleens\"\ncolour = \"red\"");
    raw.define("test-lampen", &faulty);
    raw.define("test-banken", "id = \"iets-anders\"\n");
    raw.refused(3, &["2 of the definitions", "test-lampen.toml", "weleens", "test-banken.toml", "title"]);
    raw.define("test-banken", "= not toml");
    raw.refused(3, &["test-banken.toml"]);
    // personal data without a list of columns
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    raw.define("test-lampen", &LAMPS.1.replace("personal_data = \"none\"", "personal_data = \"possible\""));
    raw.refused(3, &["test-lampen.toml", "allow"]);
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    raw.define("test-lampen", &LAMPS.1.replace("EPSG:4326", "EPSG:9999"));
    raw.refused(3, &["EPSG:9999"]);
}

#[test]
fn files_that_cannot_be_used_are_left_out_when_asked_and_all_are_named() {
    let raw = Raw::new()
        .with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes())
        .with("test-gebieden", "g.geojson", b"<html>")
        .with("test-tellingen", "t.csv", b"gebied;jaar;aantal\nnergens;2024;7\n");
    raw.refused(4, &["2 files cannot be used", "g.geojson", "t.csv"]);
    let report = raw.build(&["--skip-unusable"]).good().json();
    assert_eq!(report["left_out"].as_array().unwrap().len(), 2);
    let places =
        report["layers"].as_array().unwrap().iter().find(|layer| layer["layer"] == "places").unwrap();
    assert_eq!(places["rows"], 1);
}

#[test]
fn a_place_that_is_no_snapshot_is_left_as_it_is() {
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    let out = raw.out();
    std::fs::create_dir(&out).unwrap();
    raw.build(&[]).good();
    std::fs::remove_file(out.join("manifest.json")).unwrap();
    raw.build(&[]).refused(2, "is no snapshot; give another --out");
    assert!(out.join("index").is_dir());
    std::fs::remove_dir_all(&out).unwrap();
    std::fs::write(&out, "a file of mine").unwrap();
    raw.build(&[]).refused(2, "is no snapshot");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "a file of mine");
}

#[test]
fn a_failed_build_leaves_the_earlier_snapshot() {
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    raw.build(&[]).good();
    let before = std::fs::read(raw.out().join("manifest.json")).unwrap();
    let raw = raw.with("test-gebieden", "g.geojson", b"<html>");
    raw.build(&[]).refused(4, "g.geojson");
    assert_eq!(std::fs::read(raw.out().join("manifest.json")).unwrap(), before);
    schouw(["snapshot", "verify", arg(&raw.out())]).good();
}

#[test]
fn arguments_that_cannot_be_are_refused() {
    let raw = Raw::new().with("test-lampen", "lampen.csv", lamps(&["1;5.27;52.55"]).as_bytes());
    raw.build(&["--area", "Volendam"]).refused(2, "Volendam");
    raw.build(&["--area", "GM0385"]).refused(6, "GM0385");
    raw.build(&["--threads", "veel"]).refused(2, "veel");
    raw.build(&["--threads", "0"]).good();
    raw.build(&["--rd-grid", "/nergens/rdcorr2018.txt"]).refused(3, "/nergens/rdcorr2018.txt");
    let grid = raw.folder.path().join("lampen.csv");
    raw.build(&["--rd-grid", arg(&grid)]).refused(3, "lampen.csv");
    schouw(["demo", "--once", "--today", "morgen"]).refused(2, "2026-11-23");
    schouw(["here", SQUARE, "--rd-grid", "/nergens", "--snapshot", arg(&town().snapshot)])
        .refused(3, "/nergens");
}

#[test]
fn damaged_raw_files_of_the_town_never_panic() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("raw");
    copy(&town().raw, &raw);
    let text = std::fs::read_to_string(raw.join("raw.toml")).unwrap();
    let paths = text.lines().filter_map(|line| line.strip_prefix("path = \"")?.strip_suffix('"'));
    for path in paths.collect::<Vec<_>>() {
        half(&raw.join(path));
    }
    let out = folder.path().join("snapshot");
    let build = ["build", "--json", "--skip-unusable", "--raw", arg(&raw), "--out", arg(&out)];
    let ran = schouw(build);
    assert!(matches!(ran.code, Some(0)), "{:?}: {}", ran.code, ran.err);
    assert!(!ran.json()["left_out"].as_array().unwrap().is_empty());
    schouw(["snapshot", "verify", arg(&out)]).good();
}

/// Cuts a file off in the middle.
fn half(path: &Path) {
    let bytes = std::fs::read(path).unwrap();
    std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
}
