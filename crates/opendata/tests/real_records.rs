//! The readers of records (JSON, SRU, Open311, parking) on real open files, where they are at hand.
#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "helpers of tests, outside the test functions")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::PathBuf;

use flate2::bufread::GzDecoder;
use schouw_opendata::finding::{FindingKind, Remark};
use schouw_opendata::read::json::{self, JsonOptions};
use schouw_opendata::read::npr::{self, NprInput, NprOptions, Role};
use schouw_opendata::read::open311::{self, Open311Options};
use schouw_opendata::read::sru::{self, SruOptions};
use schouw_opendata::read::unpack::{self, Pick};
use schouw_opendata::row::{Cell, Row, RowSink};

/// A real file, or nothing when the data is not at hand.
fn real(name: &str) -> Option<BufReader<File>> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")).join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is not at hand");
        return None;
    }
    Some(BufReader::new(File::open(path).unwrap()))
}

/// Columns and how many records fill them.
#[derive(Default)]
struct Tally {
    rows: u64,
    filled: BTreeMap<String, u64>,
    remarks: Vec<Remark>,
}

impl RowSink for Tally {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.rows += 1;
        for (column, cell) in row.columns.iter().zip(row.cells) {
            let filled = match cell {
                Cell::Null => false,
                Cell::Text(text) => !text.is_empty(),
                Cell::List(cells) => !cells.is_empty(),
                Cell::Bool(_) | Cell::Number(_) => true,
            };
            *self.filled.entry(column.clone()).or_default() += u64::from(filled);
        }
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }
}

fn check_json(name: &str, path: &str, rows: u64, filled: &[(&str, u64)]) {
    let Some(input) = real(name) else { return };
    let mut tally = Tally::default();
    let count = json::read(input, &JsonOptions::at(path), &mut tally).unwrap();
    check_tally(name, &tally, rows, filled);
    assert_eq!((count.rows, count.remarks), (rows, 0), "{name}: {:?}", tally.remarks);
}

fn check_tally(name: &str, tally: &Tally, rows: u64, filled: &[(&str, u64)]) {
    assert_eq!(tally.rows, rows, "{name}");
    for (column, times) in filled {
        assert_eq!(tally.filled.get(*column), Some(times), "{name} {column}: {:?}", tally.filled);
    }
}

#[test]
fn json_of_many_publishers_is_read() {
    check_json(
        "bekendmakingen/edam-volendam-2024-05_fragment.json",
        "publications",
        8,
        &[("title", 8), ("location", 6)],
    );
    check_json(
        "meldingen/rotterdam_msb_voorbeeld_2022.json",
        "meldingen_lijst",
        67,
        &[("locatie.x", 67), ("onderwerp.omschrijving", 67)],
    );
    check_json("meldingen/amsterdam_categories.json", "", 86, &[("fields.slug", 86)]);
    check_json("politie/nieuwsberichten_v4_vorm_2021.json", "nieuwsberichten", 10, &[("titel", 10)]);
    check_json("misc/rdw/11ZKZ3.json", "", 1, &[("merk", 1)]);
    check_json("misc/rdw/recalls.json", "", 2, &[("status", 2)]);
    check_json(
        "kerncijfers/nl.json",
        "",
        1,
        &[("code", 1), ("demografie.inwoners", 1), ("gezondheid.trend.2024.goedErvarenGezondheid", 1)],
    );
}

#[test]
fn the_files_of_all_municipalities_are_read() {
    let name = "kerncijfers/woonikveilig_gemeente_json.tar.gz";
    let Some(input) = real(name) else { return };
    let mut tally = Tally::default();
    unpack::each_file(input.into_inner(), &Pick::default(), &mut |_, input| {
        json::read(input, &JsonOptions::default(), &mut tally)?;
        Ok(ControlFlow::Continue(()))
    })
    .unwrap();
    check_tally(name, &tally, 342, &[("code", 342)]);
    assert!(tally.remarks.is_empty());
}

#[test]
fn open311_is_read_from_both_forms() {
    for (name, rows, column) in [
        ("open311/bloomington_requests.json", 21, "service_request_id"),
        ("open311/bloomington_services.json", 46, "service_code"),
        ("open311/san_francisco_requests.xml", 56, "service_request_id"),
        ("open311/san_francisco_services.xml", 38, "service_code"),
    ] {
        let Some(input) = real(name) else { return };
        let mut tally = Tally::default();
        open311::read(input, &Open311Options::default(), &mut tally).unwrap();
        check_tally(name, &tally, rows, &[(column, rows)]);
        // the one remark on places of 0, 0
        assert!(tally.remarks.len() <= 1, "{name}: {:?}", tally.remarks);
    }
}

#[test]
fn a_search_answer_on_regulations_is_read() {
    let Some(input) = real("bekendmakingen/cvdr_sru_vorm.xml") else { return };
    let mut tally = Tally::default();
    sru::read(input, &SruOptions::default(), &mut tally).unwrap();
    check_tally("cvdr", &tally, 1, &[("identifier", 1), ("creator", 1), ("issued", 1), ("preferredUrl", 1)]);
}

#[test]
fn parking_tables_are_joined() {
    let mut inputs = Vec::new();
    for role in [Role::Gebied, Role::Regeling, Role::Tijdvak, Role::Tariefdeel, Role::Tariefberekening] {
        let Some(input) = real(&format!("misc/rdw_parkeren/{}.json.gz", role.word())) else { return };
        let input: Box<dyn BufRead> = Box::new(BufReader::new(GzDecoder::new(input)));
        inputs.push(NprInput { role, input });
    }
    let mut tally = Tally::default();
    let options = NprOptions { today: jiff::civil::Date::constant(2026, 11, 23) };
    let count = npr::read_joined(inputs, &options, &mut tally).unwrap();
    let mut kinds: BTreeMap<FindingKind, usize> = BTreeMap::new();
    for remark in &tally.remarks {
        *kinds.entry(remark.kind).or_default() += 1;
    }
    eprintln!("{count:?} {kinds:?} {:?}", tally.filled);
    check_tally("npr", &tally, 6_569, &[("regulationid", 6_569), ("description", 6_499)]);
    let cut_off: Vec<&str> = tally
        .remarks
        .iter()
        .filter(|remark| remark.kind == FindingKind::UnreadableFile)
        .map(|remark| remark.column.as_str())
        .collect();
    assert_eq!(cut_off, ["gebied", "tijdvak"]);
    let with_hours = tally.filled["opening_hours"];
    assert!((480..=493).contains(&with_hours), "{with_hours}");
}
