//! Two files with the faults that real files have: what is wrong in them becomes findings, and the rest is used.

use super::RawFile;
use super::map::YEAR;
use super::sheet::Sheet;

/// Lines of a list of rental bicycles, as a supplier mails it: id, name, place, capacity, date. Beside each what is
/// wrong with it, in the words of [`schouw_opendata::finding::FindingKind`]; nothing for a good line.
pub const BICYCLES: [([&str; 6], &str); 14] = [
    (["F01", "Station voorzijde", "52.5428000", "5.2393000", "60", "01-03-2025"], ""),
    (["F02", "Havencafé", "52.5551000", "5.2726000", "24", "2025-03-01"], ""),
    (["F03", "Markt", "52.5423000", "5.2048000", "36", "20250301"], ""),
    // latitude and longitude exchanged
    (["F04", "Strand", "5.2555000", "52.5125000", "18", "01-03-2025"], "swapped-coordinates"),
    // Null Island
    (["F05", "Magazijn", "0.0", "0.0", "0", "01-03-2025"], "outside-the-netherlands"),
    // the word of a computer for "no number"
    (["F06", "Dijkzicht", "NaN", "5.1536000", "12", "01-03-2025"], "bad-value"),
    // the same id twice
    (["F02", "Havencafé (oud)", "52.5550000", "5.2725000", "20", "01-03-2023"], "duplicate"),
    // metres of RD in a file of degrees
    (["F07", "Bosrand", "506212", "147850", "12", "01-03-2025"], "outside-the-netherlands"),
    // no kind of place at all
    (["F08", "Sluis", "", "", "8", "01-03-2025"], "missing-value"),
    // one number of two
    (["F09", "Energiekade", "52.5800000", "", "8", "01-03-2025"], "missing-value"),
    (["F10", "Kassenrand", "52,5861000", "5,1980000", "8", "01-03-2025"], "bad-value"),
    (["F11", "Buitendijks", "52.5820000", "5.2750000", "6", "31-02-2025"], ""),
    (["F12", "Boston", "42.3601000", "-71.0589000", "6", "01-03-2025"], "outside-the-netherlands"),
    (["F13", "Sluiswijk", "52.5210000", "5.2020000", "14", "01-03-2025"], ""),
];

/// Lines of a count of cyclists: area, period, number, and what is wrong.
pub const COUNTS: [([&str; 3], &str); 12] = [
    (["BU99900101", "2025KW01", "1204"], ""),
    (["bu99900102", "2025KW01", "   988"], ""),
    // the prefix is missing: read all the same
    (["99900103", "2025KW01", "1430"], ""),
    // cut off
    (["BU999001", "2025KW01", "77"], "bad-value"),
    // an area that nobody has
    (["BU99909999", "2025KW01", "12"], "unknown-area"),
    // the letter O for a nought: codes can hold letters, so only the division tells
    (["BU999OO201", "2025KW01", "650"], "unknown-area"),
    (["BU99900202", "2025KW05", "700"], "bad-value"),
    (["BU99900203", "2031KW01", "700"], "implausible-value"),
    (["BU99900204", "2025KW01", "veel"], "bad-value"),
    (["BU99900301", "2025KW01", "-40"], "implausible-value"),
    (["BU99900302", "2025KW01", "1e99"], "implausible-value"),
    (["", "2025KW01", "5"], "missing-value"),
];

/// The files.
pub fn files() -> Vec<RawFile> {
    let mut bicycles = Sheet::new(';', &["id", "naam", "breedte", "lengte", "fietsen", "geplaatst"]);
    for (line, _) in &BICYCLES {
        bicycles.line(line);
    }
    // a line with a value too many
    bicycles.line(&["F14", "Zuiderhoofd", "52.5180000", "5.2510000", "10", "01-03-2025", "los einde"]);
    let mut counts = Sheet::new(';', &["gebied", "periode", "fietsers"]);
    for (line, _) in &COUNTS {
        counts.line(line);
    }
    vec![
        RawFile::new(
            "ongecontroleerd/deelfietsen.csv",
            "markerwaard-deelfietsen",
            windows_1252(&bicycles.bytes()),
        ),
        RawFile::new("ongecontroleerd/fietstelling.csv", "markerwaard-fietstelling", counts.bytes())
            .of_year(YEAR),
    ]
}

/// The bytes in the character set of old spreadsheets; every letter here has the same number there.
fn windows_1252(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
}
