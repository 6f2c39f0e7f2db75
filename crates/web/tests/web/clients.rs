//! The clients that people use, on the real server: GDAL, OWSLib, pySHACL. Each is skipped, loudly, where it is not installed;
//! the libraries of Python may stand in `target/venv`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use axum::http::{Method, StatusCode};
use schouw_node::config::Limits;
use schouw_web::server::take;
use schouw_web::settings::Settings;
use tokio::net::TcpListener;

use crate::stage::{app_of, town, with};

/// Serves the town on a thread of its own, for as long as the test goes on.
fn serve() -> String {
    let (told, address) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            told.send(listener.local_addr().unwrap()).unwrap();
            let app = app_of(town(), Settings::default());
            take(listener, app, None, Limits::default(), std::future::pending()).await;
        });
    });
    format!("http://{}", address.recv().unwrap())
}

/// What the server answers, asked within this process.
fn answer(address: &str, accept: &str) -> Vec<u8> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let app = app_of(town(), Settings::default());
    let answered = runtime.block_on(with(&app, Method::GET, address, &[("accept", accept)]));
    assert_eq!(answered.status, StatusCode::OK, "{address}");
    answered.body
}

fn skipped(what: &str, how: &str) {
    eprintln!("skipped: {what} is not installed; {how}");
}

fn runs(program: &Path, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// The Python that has a library: that of `target/venv`, else the one of the machine.
fn python_with(library: &str) -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/venv/bin/python");
    let import = format!("import {library}");
    [own, "python3".into()].into_iter().find(|python| runs(python, &["-c", &import]))
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// How many features each collection has, as the server promises.
fn promised() -> BTreeMap<String, u64> {
    let app = app_of(town(), Settings::default());
    let serving = app.current().unwrap();
    serving.features().collections().iter().map(|one| (one.id.clone(), one.rows)).collect()
}

#[test]
fn gdal_walks_every_collection_to_the_end() {
    let ogrinfo = Path::new("ogrinfo");
    if !runs(ogrinfo, &["--version"])
        || !said(&Command::new(ogrinfo).arg("--formats").output().unwrap()).contains("OAPIF")
    {
        return skipped("GDAL with its OAPIF driver", "apt-get install gdal-bin");
    }
    let url = serve();
    let root = format!("OAPIF:{url}/ogc/v1");
    let listed = said(&Command::new(ogrinfo).args(["-ro", "-q", &root]).output().unwrap());
    let promised = promised();
    assert_eq!(listed.lines().count(), promised.len(), "{listed}");
    for (id, rows) in &promised {
        let collection = format!("OAPIF_COLLECTION:{url}/ogc/v1/collections/{id}");
        for size in ["7", "1000"] {
            // a page of seven would take long for the largest
            if *rows > 500 && size == "7" {
                continue;
            }
            let page = format!("PAGE_SIZE={size}");
            let all =
                Command::new(ogrinfo).args(["-ro", "-q", "-al", "-oo", &page, &collection]).output().unwrap();
            let found = said(&all).lines().filter(|line| line.starts_with("OGRFeature")).count() as u64;
            assert_eq!(found, *rows, "{id} by {size}");
        }
    }
    let part = ["-ro", "-q", "-al", "-spat", "5.26", "52.55", "5.28", "52.56", &root, "buurten"];
    let found =
        said(&Command::new(ogrinfo).args(part).output().unwrap()).matches("OGRFeature").count() as u64;
    assert!(found > 0 && found < promised["buurten"], "{found}");
    let only = ["-ro", "-q", "-al", "-where", "code = 'GM9999'", &root, "gemeenten"];
    let _ = said(&Command::new(ogrinfo).args(only).output().unwrap());
}

#[test]
fn gdal_gets_the_same_places_in_rd_as_it_makes_itself() {
    let ogr2ogr = Path::new("ogr2ogr");
    if !runs(ogr2ogr, &["--version"]) {
        return skipped("GDAL", "apt-get install gdal-bin");
    }
    let url = serve();
    let rd = "/ogc/v1/collections/plekken/items?limit=1&crs=http://www.opengis.net/def/crs/EPSG/0/28992";
    let by_us: serde_json::Value = serde_json::from_slice(&answer(rd, "*/*")).unwrap();
    let by_gdal = ["-f", "GeoJSON", "/vsistdout/", "-t_srs", "EPSG:28992", "-limit", "1"];
    let from = format!("OAPIF_COLLECTION:{url}/ogc/v1/collections/plekken");
    let by_gdal = said(&Command::new(ogr2ogr).args(by_gdal).arg(&from).output().unwrap());
    let by_gdal: serde_json::Value = serde_json::from_str(&by_gdal).unwrap();
    for at in [0, 1] {
        let place =
            |of: &serde_json::Value| of["features"][0]["geometry"]["coordinates"][at].as_f64().unwrap();
        // without the correction grid both are a quarter of a metre off, each in its own way
        assert!((place(&by_us) - place(&by_gdal)).abs() < 0.5, "{} {}", place(&by_us), place(&by_gdal));
    }
}

#[test]
fn owslib_walks_every_collection_to_the_end() {
    let Some(python) = python_with("owslib") else {
        return skipped("OWSLib", "python3 -m venv target/venv && target/venv/bin/pip install OWSLib");
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/walk.py");
    let url = format!("{}/ogc/v1", serve());
    let told = said(&Command::new(python).arg(script).arg(&url).output().unwrap());
    let found: BTreeMap<String, u64> = told
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ');
            Some((words.next()?.to_owned(), words.next()?.parse().ok()?))
        })
        .collect();
    assert_eq!(found, promised());
}

#[test]
fn the_catalogue_keeps_the_shapes_of_dcat_ap_and_dcat_ap_nl() {
    let shapes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/standards");
    if !shapes.is_dir() {
        eprintln!("skipped: the shapes of DCAT-AP-NL are not there");
        return;
    }
    let Some(python) = python_with("pyshacl") else {
        return skipped(
            "pySHACL",
            "python3 -m venv target/venv && target/venv/bin/pip install pyshacl==0.40.1",
        );
    };
    let folder = tempfile::tempdir().unwrap();
    let bring = |address: &str, accept: &str, name: &str| {
        let to = folder.path().join(name);
        std::fs::write(&to, answer(address, accept)).unwrap();
        to
    };
    let forms = [
        bring("/v1/catalogus", "text/turtle", "catalogus.ttl"),
        bring("/catalogus.ttl", "*/*", "file.ttl"),
        bring("/v1/catalogus", "application/ld+json", "catalogus.jsonld"),
    ];
    for form in &forms {
        let format = if form.extension().is_some_and(|kind| kind == "ttl") { "turtle" } else { "json-ld" };
        for name in ["dcat-ap-SHACL.ttl", "dcat-ap-nl-SHACL.ttl", "dcat-ap-nl-SHACL-klassebereik.ttl"] {
            let shape = shapes.join(name);
            let mut check = Command::new(&python);
            check.args(["-m", "pyshacl", "-df", format, "-sf", "turtle", "-s"]).arg(shape).arg(form);
            let told = said(&check.output().unwrap());
            assert!(told.contains("Conforms: True"), "{name}: {told}");
        }
    }
}
