//! The quirks of CSV files, each with a small file of its own.

use super::*;
use crate::read::gathered::Gathered;

fn gather(text: impl AsRef<[u8]>, options: &CsvOptions) -> Gathered {
    Gathered::by(|sink| read(text.as_ref(), options, sink))
}

fn check(text: &str, options: &CsvOptions, expected: &[&str]) {
    let gathered = gather(text, options);
    assert!(gathered.result.is_ok(), "{:?}", gathered.result);
    assert_eq!(gathered.lines(), expected, "{text:?}");
}

fn plain() -> CsvOptions {
    CsvOptions::default()
}

#[test]
fn values_lose_their_padding_and_empty_ones_are_nothing() {
    check(
        "\u{feff}code;naam;aantal\r\n\"GM0363    \";  Amsterdam ;\"  457400\"\r\n GM0014;;  \r\n",
        &plain(),
        &["1 code=GM0363 naam=Amsterdam aantal=457400", "2 code=GM0014 naam=- aantal=-"],
    );
}

#[test]
fn quotes_hold_delimiters_line_ends_and_quotes() {
    check("a,b\n\"x,\"\"y\"\"\nz\",1", &plain(), &["1 a=x,\"y\"\nz b=1"]);
}

#[test]
fn a_statline_file_is_read_with_its_titles_and_source_line() {
    let text = "\u{feff}\"Misdrijven; per gemeente\"\n\"\"\n\"Onderwerp\";\"Misdrijven\";\"\"\n\"Perioden\";\"2022\";\"2023\"\n\
                \"Regio's\";\"aantal\";\"aantal\"\n\"Edam\";\"12\";\"13\"\n\"Bron: Politie\"\n";
    let options =
        CsvOptions { skip_rows: 2, header_rows: 3, footer: Some("Bron:".into()), ..CsvOptions::default() };
    check(
        text,
        &options,
        &["1 Onderwerp/Perioden/Regio's=Edam Misdrijven/2022/aantal=12 Misdrijven/2023/aantal=13"],
    );
}

#[test]
fn a_units_row_after_the_header_is_passed_over() {
    let options = CsvOptions { skip_after_header: 1, ..CsvOptions::default() };
    check("a;b\naantal;%\n1;2", &options, &["1 a=1 b=2"]);
}

#[test]
fn a_ragged_record_is_a_remark_with_its_line_and_the_rest_goes_on() {
    let gathered = gather("a;b\n1;2\n3\n4;5;6\n7;8;\n", &plain());
    assert_eq!(gathered.lines(), ["1 a=1 b=2", "4 a=7 b=8"]);
    assert_eq!(gathered.kinds(), [FindingKind::MalformedRecord, FindingKind::MalformedRecord]);
    assert_eq!(gathered.remarks[0].record, 2);
    assert!(gathered.remarks[0].why.contains("line 3 has 1 values where the header has 2"));
}

#[test]
fn a_ragged_tail_is_dropped_when_the_options_say_so() {
    let options = CsvOptions { drop_ragged_tail: true, ..CsvOptions::default() };
    let gathered = gather("a;b\n1\n1;2\nBron\nCBS\n", &options);
    assert_eq!(gathered.lines(), ["2 a=1 b=2"]);
    assert_eq!(gathered.remarks.len(), 1, "the one in the middle is said");
}

#[test]
fn a_short_record_is_filled_up_when_the_options_say_so() {
    let options = CsvOptions { flexible: true, ..CsvOptions::default() };
    check("a;b\n1\n", &options, &["1 a=1 b=-"]);
}

#[test]
fn without_a_header_columns_have_numbers() {
    let options = CsvOptions { header_rows: 0, ..CsvOptions::default() };
    check("x,1\ny,2", &options, &["1 column 1=x column 2=1", "2 column 1=y column 2=2"]);
}

#[test]
fn other_encodings_are_decoded_and_wrong_ones_are_said() {
    let windows = TextEncoding::named("windows-1252").ok();
    let options = CsvOptions { encoding: windows, ..CsvOptions::default() };
    let gathered = gather(b"a\ncaf\xe9", &options);
    assert_eq!(gathered.lines(), ["1 a=café"]);
    let gathered = gather(b"a;b\ncaf\xe9;x\ny;z", &plain());
    assert_eq!(gathered.lines(), ["1 a=caf\u{fffd} b=x", "2 a=y b=z"]);
    assert_eq!(gathered.kinds(), [FindingKind::BadValue]);
}

#[test]
fn an_empty_file_is_refused_and_a_header_alone_is_no_rows() {
    assert!(matches!(gather("", &plain()).result, Err(ReadError::NotTheFormat { .. })));
    check("a;b\n", &plain(), &[]);
}

#[test]
fn a_sink_that_has_enough_stops_the_reader() {
    let gathered = Gathered::until(2, |sink| read(&b"a\n1\n2\n3"[..], &plain(), sink));
    assert_eq!(gathered.rows.len(), 2);
    assert!(gathered.result.unwrap().stopped);
}

#[test]
fn a_line_of_200_megabytes_stops_with_a_clear_message() {
    use std::io::Read as _;
    let line = std::io::repeat(b'x').take(200 << 20);
    let input = std::io::BufReader::new((&b"a;b\n1;2\n"[..]).chain(line));
    let gathered = Gathered::by(|sink| read(input, &plain(), sink));
    assert_eq!(gathered.lines(), ["1 a=1 b=2"]);
    let message = gathered.result.unwrap_err().to_string();
    assert!(message.contains("limit of 67108864 bytes, at record 2, line 3"), "{message}");
}

#[test]
fn a_line_of_delimiters_stops_before_it_fills_the_memory() {
    use std::io::Read as _;
    let input = std::io::BufReader::new((&b"a;b\n"[..]).chain(std::io::repeat(b';').take(200 << 20)));
    let message = Gathered::by(|sink| read(input, &plain(), sink)).result.unwrap_err().to_string();
    assert!(message.contains("values, at record 1"), "{message}");
}

#[test]
fn a_header_of_too_many_columns_is_refused() {
    let header = "a;".repeat(COLUMNS_MAX + 1);
    assert!(matches!(gather(header, &plain()).result, Err(ReadError::OverLimit { .. })));
}
