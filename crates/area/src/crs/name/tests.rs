use proptest::prelude::*;

use super::*;

fn check(name: &str, expected: Option<Crs>) {
    assert_eq!(Crs::from_name(name).ok(), expected, "{name}");
}

#[test]
fn a_code_is_written_in_many_ways() {
    check("EPSG:28992", Some(Crs::Rd));
    check(" epsg:28992\r\n", Some(Crs::Rd));
    check("28992", Some(Crs::Rd));
    check("[EPSG:28992]", Some(Crs::Rd));
    check("urn:ogc:def:crs:EPSG::28992", Some(Crs::Rd));
    check("urn:ogc:def:crs:EPSG:6.9:28992", Some(Crs::Rd));
    check("urn:x-ogc:def:crs:EPSG:28992", Some(Crs::Rd));
    check("http://www.opengis.net/def/crs/EPSG/0/28992", Some(Crs::Rd));
    check("http://www.opengis.net/gml/srs/epsg.xml#28992", Some(Crs::Rd));
    check("EPSG:7415", Some(Crs::Rd));
    check("urn:ogc:def:crs:EPSG::4326", Some(Crs::Wgs84));
    check("urn:ogc:def:crs:OGC:1.3:CRS84", Some(Crs::Wgs84));
    check("urn:ogc:def:crs:OGC::CRS84", Some(Crs::Wgs84));
    check("http://www.opengis.net/def/crs/OGC/1.3/CRS84", Some(Crs::Wgs84));
    check("http://www.opengis.net/def/crs/OGC/0/CRS84h", Some(Crs::Wgs84));
    check("OGC:CRS84", Some(Crs::Wgs84));
    check("EPSG:4258", Some(Crs::Wgs84));
    check("ESRI:102100", Some(Crs::WebMercator));
}

#[test]
fn a_name_is_written_in_many_ways() {
    check("RD_New", Some(Crs::Rd));
    check("Amersfoort / RD New", Some(Crs::Rd));
    check("Amersfoort_RD_New", Some(Crs::Rd));
    check("WGS_1984_Web_Mercator_Auxiliary_Sphere", Some(Crs::WebMercator));
    check("WGS 84 / Pseudo-Mercator", Some(Crs::WebMercator));
    check("GCS_WGS_1984", Some(Crs::Wgs84));
    check("WGS 84", Some(Crs::Wgs84));
    check("ETRS89", Some(Crs::Wgs84));
}

#[test]
fn what_only_looks_like_one_is_refused() {
    check("", None);
    check("Amersfoort", None);
    check("EPSG:4289", None);
    check("RD_Old", None);
    check("EPSG:28991", None);
    check("EPSG:32631", None);
    check("EPSG:28992.5", None);
    check("EPSG:99999999999", None);
    check("pand:28992", None);
    check("[[[[", None);
    check("PROJCS[", None);
    check("COMPD_CS[COMPD_CS[", None);
    check(&"COMPD_CS[".repeat(7_000), None);
    check(&"é".repeat(NAME_BYTES_MAX), None);
}

const AMERSFOORT: &str = r#"GEOGCS["GCS_Amersfoort",DATUM["D_Amersfoort",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

#[test]
fn the_wkt_of_a_prj_file_goes_by_its_outermost_name() {
    check(WGS84, Some(Crs::Wgs84));
    check(AMERSFOORT, None);
    let projection = r#"PROJECTION["Double_Stereographic"],UNIT["Meter",1.0]"#;
    check(&format!(r#"PROJCS["RD_New",{AMERSFOORT},{projection}]"#), Some(Crs::Rd));
    check(
        &format!("\u{feff}PROJCS[ \"Amersfoort / RD New\",\n  {AMERSFOORT},\n  {projection}]\n"),
        Some(Crs::Rd),
    );
    check(&format!(r#"PROJCS["RD_Old",{AMERSFOORT},{projection}]"#), None);
    check(&format!(r#"PROJCS["WGS_1984_UTM_Zone_31N",{WGS84},UNIT["Meter",1.0]]"#), None);
    check(
        &format!(
            r#"PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",{WGS84},UNIT["Meter",1.0],AUTHORITY["EPSG",3857]]"#
        ),
        Some(Crs::WebMercator),
    );
}

#[test]
fn the_wkt_of_an_unknown_name_goes_by_its_own_code() {
    let utm = r#"PROJCS["UTM",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]],AUTHORITY["EPSG","32631"]]"#;
    check(utm, None);
    check(&utm.replace("32631", "28992"), Some(Crs::Rd));
    // a code that is not that of the projection, but of something inside it
    check(r#"PROJCS["lokaal",GEOGCS["x"],UNIT["metre",1,AUTHORITY["EPSG","28992"]]]"#, None);
    check(r#"PROJCRS["stelsel",BASEGEOGCRS["Amersfoort"],ID["EPSG",28992]]"#, Some(Crs::Rd));
    check(r#"GEOGCRS["stelsel",ID["EPSG",28992]]"#, None);
}

#[test]
fn a_wrapped_system_is_found() {
    check(
        r#"COMPD_CS["RD + NAP",PROJCS["Amersfoort / RD New",GEOGCS["Amersfoort"]],VERT_CS["NAP"]]"#,
        Some(Crs::Rd),
    );
    check(
        r#"BOUNDCRS[SOURCECRS[PROJCRS["Amersfoort / RD New",BASEGEOGCRS["Amersfoort"]]],TARGETCRS[GEOGCRS["WGS 84"]]]"#,
        Some(Crs::Rd),
    );
    check(r#"BOUNDCRS[SOURCECRS[GEOGCRS["Amersfoort"]],TARGETCRS[GEOGCRS["WGS 84"]]]"#, None);
}

#[test]
fn an_error_quotes_little_and_says_what_to_do() {
    let error = Crs::from_name(&"x\u{1b}".repeat(1000)).unwrap_err().to_string();
    assert!(error.chars().count() < 400 && !error.contains('\u{1b}') && error.contains("ogr2ogr"), "{error}");
}

proptest! {
    #[test]
    fn any_text_is_a_name_or_refused(text in "(PROJCS|COMPD_CS|BOUNDCRS|GEOGCS|é|[\\[\\]\",:/# a-zA-Z0-9]){0,60}") {
        let _ = Crs::from_name(&text);
    }
}
