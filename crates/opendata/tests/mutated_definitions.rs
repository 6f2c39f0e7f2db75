//! What a person writes beside the data, and what becomes of records: no text makes it panic, hang or take much memory.
#![expect(clippy::unwrap_used, reason = "helpers of tests, outside the test functions")]

mod mutation;

use mutation::{Target, check};
use schouw_area::{CorrectionGrid, Crs, Projector, RdTransform};
use schouw_opendata::Dataset;
use schouw_opendata::findings::Findings;
use schouw_opendata::mapping::{FileFacts, GemeenteNames, Mapper, MapperInput};
use schouw_opendata::read::csv::{self, CsvOptions};
use schouw_picture::layers::Layers;
use schouw_picture::window::Window;

fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn as_text(read: impl Fn(&str) -> u64) -> impl Fn(&[u8]) -> u64 {
    move |bytes| read(&String::from_utf8_lossy(bytes))
}

#[test]
fn mutated_definitions_are_survived() {
    let seeds = [
        include_str!("../../../datasets/cbs-85984ned.toml"),
        include_str!("../../../datasets/rdw-npr-parkeren.toml"),
        include_str!("../../../datasets/politie-wijkagenten.toml"),
        include_str!("../../../docs/examples/rules/datasets/voorbeeld-regels.toml"),
    ];
    let read =
        as_text(|text| u64::from(Dataset::parse("a.toml", text).is_ok_and(|d| !d.title.is_empty())) + 1);
    check(&Target::new("definition", texts(&seeds), read));
}

#[test]
fn mutated_names_of_coordinate_systems_are_survived() {
    let seeds = texts(&[
        "urn:ogc:def:crs:EPSG::28992",
        "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        "PROJCS[\"RD_New\",GEOGCS[\"GCS_Amersfoort\",DATUM[\"D_Amersfoort\",SPHEROID[\"Bessel_1841\",6377397.155,299.1528128]]],PROJECTION[\"Double_Stereographic\"],AUTHORITY[\"EPSG\",\"28992\"]]",
    ]);
    check(&Target::new("crs", seeds, as_text(|text| u64::from(Crs::from_name(text).is_ok()))));
}

#[test]
fn mutated_correction_grids_are_survived() {
    let heading = "RD_lat_(deg)   RD_lon_(deg)   lat_corr_(deg) lon_corr_(deg)\n";
    let line = "50.0000     2.0000     0.000000000    0.000000000\n50.0000     2.0200     0.000000000   -0.000000100\n";
    // a whole grid is 6 MB: the beginning of one is read up to its cut
    let read = |bytes: &[u8]| {
        let error = CorrectionGrid::read(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        u64::from(error.contains("after 2 of"))
    };
    check(&Target::new("correction-grid", texts(&[&format!("{heading}{line}")]), read));
}

#[test]
fn mutated_hours_are_survived() {
    let seeds = texts(&[
        "Fr-Su 22:00-06:00",
        "May-Sep 08:00-20:00; PH off",
        "Mo-Fr 09:00-18:00,20:00-24:00; Mar 15-Jul 15 Sa[1] sunset-sunrise",
        "24/7",
        "week 1-53/2 Mo 10:00-12:00",
    ]);
    let moments = ["2026-11-27T20:40:00Z", "2027-03-28T01:00:00Z", "2099-12-31T23:59:59Z"]
        .map(|text| text.parse().unwrap());
    let read = as_text(move |text| {
        let Ok(window) = Window::parse(text, &["koningsdag", "2027-01-01"]) else { return 0 };
        moments.iter().for_each(|moment| {
            let _ = window.state_at(*moment);
        });
        1
    });
    check(&Target::new("hours", seeds, read));
}

/// Maps the records of a sheet; the definition is that of the test.
fn mapped(definition: &str, bytes: &[u8]) -> u64 {
    let dataset = Dataset::parse("a.toml", definition).unwrap();
    let file = FileFacts { name: "a.csv".into(), year: Some(2026), retrieved: "2026-11-20".parse().unwrap() };
    let (mut layers, mut findings) = (Layers::default(), Findings::default());
    let (names, projector) = (GemeenteNames::new(), Projector::new(Crs::Rd, RdTransform::Formula));
    let input = MapperInput {
        dataset: &dataset,
        file: &file,
        source: 0,
        projector: &projector,
        join: None,
        names: &names,
    };
    let mut mapper = Mapper::new(input, &mut layers, &mut findings);
    let options = CsvOptions { delimiter: Some(b';'), ..CsvOptions::default() };
    let _ = csv::read(bytes, &options, &mut mapper);
    mapper.taken
}

const HEAD: &str = "id = \"a\"\ntitle = \"A\"\npublisher = \"B\"\nlicence = \"CC0-1.0\"\ncadence = \"year\"\npersonal_data = \"none\"\ntells = \"iets\"\n[format]\nkind = \"csv\"\ndecimal = \"comma\"\n[geometry]\ncrs = \"EPSG:28992\"\n";

#[test]
fn mutated_records_are_survived() {
    let places = format!(
        "{HEAD}[geometry.from]\nwkt = \"vorm\"\n[layer]\nkind = \"places\"\nid = \"id\"\nwhat = \"soort\"\ndate = \"dag\"\n"
    );
    let seeds = texts(&[
        "id;soort;dag;vorm\n1;bank;2024;POINT(147255 507560)\n2;perk;1-5-2024;\"POLYGON((147255 507560,147355 507560,147355 507660,147255 507560))\"\n3;a;b;GEOMETRYCOLLECTION(POINT(147255 507560),LINESTRING(147255 507560,147256 507561))\n",
    ]);
    check(&Target::new("records-of-places", seeds, move |bytes| mapped(&places, bytes)));
    let rules = format!(
        "{HEAD}[layer]\nkind = \"rules\"\nid = \"id\"\ntheme = \"thema\"\ntitle = \"titel\"\nhours = \"tijden\"\nexcept = \"niet\"\nvalid_from = \"van\"\nvalid_until = \"tot\"\narea = \"gebied\"\n"
    );
    let seeds = texts(&[
        "id;thema;titel;tijden;niet;van;tot;gebied\n1;alcohol;Verbod;Fr-Su 22:00-06:00;\"koningsdag; 2027-01-01\";2026-01-01;31-12-2027;GM9990\n2;honden;Aan de lijn;;;;;BU99900101\n",
    ]);
    check(&Target::new("records-of-rules", seeds, move |bytes| mapped(&rules, bytes)));
    let figures = format!(
        "{HEAD}[layer]\nkind = \"figures\"\narea = \"gebied\"\nperiod = \"jaar\"\n[[layer.measure]]\nid = \"m\"\nlabel = \"M\"\nunit = \"%\"\nnumber = \"rate\"\n[[layer.figure]]\ncolumn = \"n\"\nmeasure = \"m\"\n"
    );
    let seeds = texts(&["gebied;jaar;n\nGM0385;2024;1.234,5\nBU03850101;2024-K3;-7\nWK038501;2024MM05;99\n"]);
    check(&Target::new("records-of-figures", seeds, move |bytes| mapped(&figures, bytes)));
}
