use super::*;
use crate::read::gathered::Gathered;

fn gathered(text: &str) -> Gathered {
    Gathered::by(|sink| read(text.as_bytes(), &Open311Options::default(), sink))
}

fn check(text: &str, lines: &[&str], remarks: usize) {
    let gathered = gathered(text);
    assert_eq!(gathered.lines(), lines, "{text}");
    assert_eq!(gathered.remarks.len(), remarks, "{text}: {:?}", gathered.remarks);
    assert_eq!(gathered.result.unwrap().remarks, remarks as u64);
}

#[test]
fn reports_are_read_from_json_and_xml_alike() {
    check(
        r#"[{"service_request_id":"1","status":"open","lat":52.5,"long":5.07,"media_url":null}]"#,
        &["1 service_request_id=1 status=open lat=52.5 long=5.07 media_url=-"],
        0,
    );
    check(
        r#"<?xml version="1.0"?><service_requests><request><service_request_id>1</service_request_id><status>open</status>
           <lat>52.5</lat><long>5.07</long><media_url xsi:nil="true" xmlns:xsi="x"/></request></service_requests>"#,
        &["1 service_request_id=1 status=open lat=52.5 long=5.07 media_url=-"],
        0,
    );
}

#[test]
fn a_place_of_zero_is_no_place_and_said_once() {
    check(
        r#"[{"lat":0,"long":0},{"lat":"0.0","long":"0.0"},{"lat":0,"long":5},{"lat":null,"long":null}]"#,
        &["1 lat=- long=-", "2 lat=- long=-", "3 lat=0 long=5", "4 lat=- long=-"],
        1,
    );
    check(
        "<service_requests><request><lat>0.0</lat><long>0.0</long></request></service_requests>",
        &["1 lat=- long=-"],
        1,
    );
}

#[test]
fn kinds_of_reports_are_read() {
    check(r#"[{"service_code":"1","metadata":false}]"#, &["1 service_code=1 metadata=false"], 0);
    check(
        "<services><service><service_code>1</service_code><keywords/></service></services>",
        &["1 service_code=1 keywords="],
        0,
    );
    check("<service_requests/>", &[], 0);
}

#[test]
fn the_error_of_a_service_is_told() {
    for text in [
        r#"[{"code":404,"description":"jurisdiction_id not found"}]"#,
        "<errors><error><code>404</code><description>jurisdiction_id not found</description></error></errors>",
    ] {
        let gathered = gathered(text);
        assert!(gathered.rows.is_empty());
        let error = gathered.result.unwrap_err().to_string();
        assert!(error.contains("`404` `jurisdiction_id not found`"), "{error}");
    }
}

#[test]
fn other_documents_are_refused() {
    for (text, expected) in [("<html/>", "its root is `html`"), ("", "empty"), ("<!-- -->", "no element")] {
        let error = gathered(text).result.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn what_came_before_a_cut_is_handed_over() {
    let gathered = gathered("<service_requests><request><a>1</a></request><request><a>2");
    assert_eq!(gathered.lines(), ["1 a=1"]);
    assert!(gathered.result.unwrap_err().to_string().contains("cut off, at record 2"));
}
