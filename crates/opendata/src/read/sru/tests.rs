use super::*;
use crate::read::gathered::Gathered;

fn answer(before: &str, records: &str, after: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
        <sru:searchRetrieveResponse xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse">
        <sru:version>2.0</sru:version>{before}<sru:records>{records}</sru:records>{after}</sru:searchRetrieveResponse>"#
    )
}

fn record(inner: &str) -> String {
    format!("<sru:record><sru:recordData>{inner}</sru:recordData></sru:record>")
}

fn gathered(text: &[u8]) -> Gathered {
    Gathered::by(|sink| read(text, &SruOptions::default(), sink))
}

fn check(text: &str, lines: &[&str]) {
    let gathered = gathered(text.as_bytes());
    assert_eq!(gathered.lines(), lines);
    assert!(gathered.remarks.is_empty(), "{:?}", gathered.remarks);
    gathered.result.unwrap();
}

fn check_error(text: &[u8], expected: &str) {
    let error = gathered(text).result.unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn a_notice_becomes_a_row_without_wrappers() {
    let notice = record(
        r#"<gzd xmlns="http://standaarden.overheid.nl/sru" xmlns:dcterms="http://purl.org/dc/terms/"
                xmlns:ow="http://standaarden.overheid.nl/wetgeving/">
           <originalData><ow:meta><ow:owmskern><dcterms:identifier>gmb-1</dcterms:identifier>
             <dcterms:title>Vergunning &amp; evenement &#233;&eacute2;</dcterms:title>
             <dcterms:creator scheme="OVERHEID.Gemeente">Markerwaard</dcterms:creator></ow:owmskern>
           <ow:owmsmantel><dcterms:subject>a</dcterms:subject><dcterms:subject><![CDATA[b & c]]></dcterms:subject>
             <dcterms:abstract/></ow:owmsmantel>
           <ow:tpmeta><ow:gebiedsmarkering><ow:Punt><ow:locatiepunt>52.5 5.07</ow:locatiepunt>
             <ow:geometrie>POINT(132000  501000)</ow:geometrie></ow:Punt></ow:gebiedsmarkering></ow:tpmeta>
           </ow:meta></originalData>
           <enrichedData><preferredUrl>https://example.org/gmb-1</preferredUrl></enrichedData></gzd>"#,
    )
    .replace("&eacute2;", "");
    check(
        &answer("", &notice, ""),
        &[
            "1 identifier=gmb-1 title=Vergunning & evenement é creator=Markerwaard creator.scheme=OVERHEID.Gemeente \
           subject=[a,b & c] abstract= gebiedsmarkering.Punt.locatiepunt=52.5 5.07 \
           gebiedsmarkering.Punt.geometrie=POINT(132000  501000) preferredUrl=https://example.org/gmb-1 locatie=[52.5 5.07]",
        ],
    );
}

#[test]
fn several_places_are_lists_of_one_length() {
    let places = "<gebiedsmarkering><Vlak><locatiegebied>POLYGON((4 52,4 53,5 53,4 52))</locatiegebied></Vlak></gebiedsmarkering>\
                  <gebiedsmarkering><Punt><locatiepunt>51 6</locatiepunt></Punt></gebiedsmarkering>";
    check(
        &answer("", &record(places), ""),
        &[
            "1 gebiedsmarkering.Vlak.locatiegebied=[POLYGON((4 52,4 53,5 53,4 52)),-] gebiedsmarkering.Punt.locatiepunt=[-,51 6] \
           locatie=[52 4,53 4,53 5,51 6]",
        ],
    );
    let metres = "<gebiedsmarkering><Punt><geometrie>POINT(120097.26  488031.32)</geometrie></Punt></gebiedsmarkering>";
    check(
        &answer("", &record(metres), ""),
        &["1 gebiedsmarkering.Punt.geometrie=POINT(120097.26  488031.32) locatie_rd=[120097.26 488031.32]"],
    );
}

#[test]
fn what_an_answer_says_of_the_whole_result_is_no_record() {
    let text = answer(
        "<sru:numberOfRecords>6743</sru:numberOfRecords>",
        &record("<a>1</a>"),
        "<sru:nextRecordPosition>101</sru:nextRecordPosition>",
    );
    check(&text, &["1 a=1"]);
    check(&answer("", "", ""), &[]);
}

#[test]
fn a_diagnosis_is_an_error_with_its_text() {
    let text = r#"<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>0</numberOfRecords><diagnostics>
           <d:diagnostic xmlns:d="http://www.loc.gov/zing/srw/diagnostic/"><d:uri>info:srw/diagnostic/1/10</d:uri>
           <d:details>bad cql</d:details><d:message>Query syntax error</d:message></d:diagnostic></diagnostics></searchRetrieveResponse>"#;
    check_error(text.as_bytes(), "`bad cql` `Query syntax error`");
}

#[test]
fn a_diagnosis_in_place_of_a_record_is_a_remark() {
    let text = answer(
        "",
        &format!("{}{}", record("<diagnostic><message>weg</message></diagnostic>"), record("<a>1</a>")),
        "",
    );
    let gathered = gathered(text.as_bytes());
    assert_eq!(gathered.lines(), ["2 a=1"]);
    assert_eq!(gathered.kinds(), [FindingKind::MalformedRecord]);
}

#[test]
fn entities_are_never_expanded() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
        <searchRetrieveResponse><records><record><a>&lol2;</a></record></records></searchRetrieveResponse>"#;
    check_error(bomb.as_bytes(), "declares entities in a DOCTYPE");
    let gathered = gathered(answer("", &record("<a>x &eacute; y</a>"), "").as_bytes());
    assert_eq!(gathered.lines(), ["1 a=x &eacute; y"]);
    assert_eq!(gathered.kinds(), [FindingKind::MalformedRecord]);
}

#[test]
fn a_malformed_record_does_not_stop_the_rest() {
    for broken in [
        "<sru:record><sru:recordData><a>1</sru:recordData></sru:record>",
        "<sru:record><sru:recordData><a>1</a></b></sru:recordData></sru:record>",
        "<sru:record><sru:recordData><a>1</a></sru:recordData>",
        "<sru:record><sru:recordData><a>1</a>",
    ] {
        let gathered = gathered(answer("", &format!("{broken}{}", record("<a>2</a>")), "").as_bytes());
        assert_eq!(gathered.lines(), ["1 a=1", "2 a=2"], "{broken}");
        assert_eq!(gathered.kinds(), [FindingKind::MalformedRecord], "{broken}");
        gathered.result.unwrap();
    }
    // the last record of a page
    let gathered = gathered(
        answer("", "<sru:record><a>1</a>", "<sru:nextRecordPosition>2</sru:nextRecordPosition>").as_bytes(),
    );
    assert_eq!(gathered.lines(), ["1 a=1"]);
}

#[test]
fn what_came_before_a_cut_is_handed_over() {
    let whole = answer("", &format!("{}{}", record("<a>1</a>"), record("<a>2</a>")), "");
    let cut = whole.find("<a>2").unwrap() + 2;
    let gathered = gathered(&whole.as_bytes()[..cut]);
    assert_eq!(gathered.lines(), ["1 a=1"]);
    let error = gathered.result.unwrap_err().to_string();
    assert!(error.contains("cut off, at record 2"), "{error}");
}

#[test]
fn the_declared_encoding_is_read() {
    let mut text =
        b"<?xml version='1.0' encoding='ISO-8859-1'?><searchRetrieveResponse><records><record><a>caf"
            .to_vec();
    text.extend(b"\xe9</a></record></records></searchRetrieveResponse>");
    let gathered = gathered(&text);
    assert_eq!(gathered.lines(), ["1 a=café"]);
    check_error(b"<?xml version='1.0' encoding='klingon'?><x/>", "`klingon` is not an encoding");
}

#[test]
fn letters_that_are_not_utf_8_are_said() {
    let text = answer("", &record("<a>caf@</a>"), "").replace('@', "\u{1}");
    let text: Vec<u8> = text.bytes().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
    let gathered = gathered(&text);
    assert_eq!(gathered.lines(), ["1 a=caf\u{fffd}"]);
    assert_eq!(gathered.kinds(), [FindingKind::MalformedRecord]);
}

#[test]
fn what_is_no_answer_is_told() {
    check_error(b"<html><body>502</body></html>", "its root is `html`");
    check_error(b"", "the file is empty");
    check_error(b"not xml at all", "no element");
    check_error("<a>".repeat(3).as_bytes(), "its root is `a`");
    let deep = answer("", &record(&"<a>".repeat(100)), "");
    check_error(deep.as_bytes(), "nesting goes over the limit of 64 levels");
}

#[test]
fn a_text_that_is_too_large_is_refused() {
    let large = answer("", &record(&"x".repeat(crate::limits::VALUE_BYTES_MAX + 1)), "");
    check_error(large.as_bytes(), "goes over the limit");
}

#[test]
fn a_nil_element_is_null_and_a_place_that_cannot_be_is_said() {
    check(&answer("", &record("<a xsi:nil=\"true\"/><b/>"), ""), &["1 a=- b="]);
    let wrong =
        record("<gebiedsmarkering><Punt><locatiepunt>bij de haven</locatiepunt></Punt></gebiedsmarkering>");
    assert_eq!(gathered(answer("", &wrong, "").as_bytes()).kinds(), [FindingKind::BadGeometry]);
}

#[test]
fn an_answer_says_how_much_of_its_set_it_holds() {
    let notice = record("<gzd><identifier>gmb-1</identifier></gzd>");
    let set = |before: &str| gathered(answer(before, &notice, "").as_bytes()).result.unwrap().facts.set;
    let of = |total| Some(SetCount { total, here: 1 });
    assert_eq!(set("<sru:numberOfRecords>500</sru:numberOfRecords>"), of(500));
    assert_eq!(set("<sru:numberOfRecords> 1 </sru:numberOfRecords>"), of(1));
    assert_eq!(set("<sru:numberOfRecords>veel</sru:numberOfRecords>"), None);
    assert_eq!(set(""), None);
}
