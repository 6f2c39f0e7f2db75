//! The header of a CSV file: which delimiter, which names.

use csv::{ByteRecord, ReaderBuilder};

use super::CsvOptions;
use crate::read::names;

/// Delimiters that are tried, the likeliest in Dutch files first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// The delimiter that cuts the header into most values; a semicolon when none does.
pub fn sniff(head: &[u8], options: &CsvOptions) -> u8 {
    let width = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quote(options.quote)
            .from_reader(head);
        // the last record may be cut off by the end of the head, which makes it narrower and no more
        let header = reader.byte_records().skip(options.skip_rows).take(options.header_rows.max(1));
        header.filter_map(Result::ok).map(|record| record.len()).max().unwrap_or(0)
    };
    // of equals the last is the maximum, so the likeliest goes last
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| width(*delimiter)).unwrap_or(b';')
}

/// What a file is that begins as no sheet does: what a server sends in its place.
pub fn no_sheet(head: &[u8]) -> Option<&'static str> {
    let head = head.trim_ascii_start();
    let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let pages: [(&[u8], &str); 5] = [
        (b"<!doctype", "a web page"),
        (b"<html", "a web page"),
        (b"<?xml", "XML"),
        (b"{\"", "JSON"),
        (b"[{", "JSON"),
    ];
    pages.into_iter().find(|(with, _)| begins(with)).map(|(_, what)| what)
}

/// The texts of a record of the header.
pub fn texts(record: &ByteRecord) -> Vec<String> {
    record.iter().map(|value| String::from_utf8_lossy(value).trim().to_owned()).collect()
}

/// The names of the columns from the records of the header, each name once.
///
/// A blank in any but the last record takes the name to its left, as in a merged cell.
pub fn joined(records: &[Vec<String>]) -> Vec<String> {
    let width = records.iter().map(Vec::len).max().unwrap_or(0);
    let mut names = vec![String::new(); width];
    for (at, record) in records.iter().enumerate() {
        let merges = at + 1 < records.len();
        let mut left = "";
        for (column, name) in names.iter_mut().enumerate() {
            let own = record.get(column).map_or("", String::as_str);
            let piece = if own.is_empty() && merges { left } else { own };
            left = piece;
            if !name.is_empty() && !piece.is_empty() {
                name.push('/');
            }
            name.push_str(piece);
        }
    }
    names::distinct(&mut names);
    names
}

/// Names for columns without a header.
pub fn numbered(width: usize) -> Vec<String> {
    (0..width).map(names::numbered).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(records: &[&[&str]], expected: &[&str]) {
        let records: Vec<Vec<String>> =
            records.iter().map(|record| record.iter().map(|text| (*text).to_owned()).collect()).collect();
        assert_eq!(joined(&records), expected);
    }

    #[test]
    fn blanks_get_a_number_and_equals_too() {
        check(&[&["naam", "", "naam", "naam"]], &["naam", "column 2", "naam#2", "naam#3"]);
        check(&[], &[]);
    }

    #[test]
    fn an_upper_blank_takes_the_name_to_its_left() {
        check(
            &[
                &["Onderwerp", "Misdrijven", ""],
                &["Perioden", "2022", "2023"],
                &["Regio's", "aantal", "aantal"],
            ],
            &["Onderwerp/Perioden/Regio's", "Misdrijven/2022/aantal", "Misdrijven/2023/aantal"],
        );
        check(
            &[&["", "", "", "Perioden"], &["Regio's", "Onderwerp", "", "2002", "2003"]],
            &["Regio's", "Onderwerp", "column 3", "Perioden/2002", "Perioden/2003"],
        );
    }

    #[test]
    fn the_delimiter_is_the_one_that_cuts_most() {
        let check = |head: &str, skip_rows: usize, expected: u8| {
            let options = CsvOptions { skip_rows, ..CsvOptions::default() };
            assert_eq!(sniff(head.as_bytes(), &options) as char, expected as char, "{head}");
        };
        check("a;b;c\n1,5;2,5;3,5", 0, b';');
        check("a,b,c", 0, b',');
        check("a\tb,c\td", 0, b'\t');
        check("\"a;b;c;d\",e,f", 0, b',');
        check("titel, met, veel, komma's\na;b", 1, b';');
        check("naam", 0, b';');
        check("", 0, b';');
    }
}
