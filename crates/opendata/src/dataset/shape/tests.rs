use crate::dataset::Dataset;

const GOOD: &str = r#"id = "test-lampen"
title = "Lampen"
publisher = "Gemeente Markerwaard"
licence = "CC0-1.0"
cadence = "year"
personal_data = "none"
tells = "waar lampen staan"

[format]
kind = "csv"

[geometry.from]
x = "x"
y = "y"

[layer]
kind = "places"
what = "soort"
"#;

const FIGURES: &str = r#"[layer]
kind = "figures"
area = "gebied"
period = "jaar"

[[layer.measure]]
id = "dingen"
label = "Dingen"
unit = "aantal"
number = "count"

[[layer.figure]]
column = "aantal"
measure = "dingen"
"#;

fn faults(text: &str) -> Vec<String> {
    Dataset::parse("test-lampen.toml", text).err().map_or_else(Vec::new, |error| error.faults)
}

/// All of this is said, each once and in this order, and nothing else.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let faults = faults(text);
    assert_eq!(faults.len(), expected.len(), "{faults:#?}");
    for (fault, expected) in faults.iter().zip(expected) {
        assert!(fault.contains(expected), "`{expected}` is not in `{fault}`");
    }
}

fn with(pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(GOOD.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

fn figures(pairs: &[(&str, &str)]) -> String {
    let text = with(&[
        ("[geometry.from]\nx = \"x\"\ny = \"y\"\n\n", ""),
        ("[layer]\nkind = \"places\"\nwhat = \"soort\"\n", FIGURES),
    ]);
    pairs.iter().fold(text, |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replace(from, to)
    })
}

#[test]
fn a_good_definition_has_no_faults() {
    check(GOOD, &[]);
    check(&figures(&[]), &[]);
}

#[test]
fn every_fault_is_told_at_once_with_its_line_and_key() {
    let text = with(&[
        ("title = \"Lampen\"", "titel = \"Lampen\""),
        ("cadence = \"year\"", "cadence = \"weleens\""),
        ("personal_data = \"none\"", "personal_data = true"),
        ("kind = \"csv\"", "kind = \"csv\"\ndelimter = \";\"\nskip_rows = \"4\""),
        ("x = \"x\"\ny = \"y\"", "x = 5\ny = \"y\"\nz = \"z\""),
        (
            "what = \"soort\"",
            "name = { kolom = \"naam\" }\nid = { value = \"a\", column = \"b\" }\nkleur = \"rood\"",
        ),
    ]);
    check(
        &text,
        &[
            "line 1: `title` is missing",
            "line 2: `titel`: unknown key `titel`",
            "line 5: `cadence`: unknown variant `weleens`, expected one of `once`",
            "line 6: `personal_data`: ",
            "line 11: `format.delimter`: unknown key `delimter`",
            "line 12: `format.skip_rows`: invalid type: string \"4\"",
            "line 15: `geometry.from.x`: invalid type: integer `5`",
            "line 17: `geometry.from.z`: unknown key `z`",
            "line 19: `layer.what` is missing",
            "line 21: `layer.name`: unknown key `kolom`",
            "line 22: `layer.id`: give exactly one of",
            "line 23: `layer.kleur`: unknown key `kleur`",
            "geometry.from: give `x` and `y`",
        ],
    );
}

#[test]
fn what_the_whole_cannot_mean_is_told_beside_what_cannot_be_read() {
    let text = with(&[("tells", "vertelt"), ("personal_data = \"none\"", "personal_data = \"present\"")]);
    check(&text, &["`tells` is missing", "`vertelt`: unknown key", "allow: this dataset can hold names"]);
    let text = with(&[("[format]", "allow = [\"x\"]\nkleur = 1\n[format]")]);
    check(&text, &["`kleur`", "column `soort` is used", "column `y` is used"]);
}

#[test]
fn tables_of_the_wrong_kind_are_told() {
    check(&with(&[("kind = \"places\"", "kind = \"dingen\"")]), &["`layer.kind`: unknown variant `dingen`"]);
    check(&with(&[("kind = \"places\"\n", "")]), &["`layer.kind` is missing"]);
    check(&with(&[("[format]\nkind = \"csv\"\n", "[format]\n")]), &["`format.kind` is missing"]);
    check(
        &with(&[("[format]\nkind = \"csv\"\n", "format = \"csv\"\n")]),
        &["line 9: `format.kind` is missing", "`format` must be a table: write [format]"],
    );
    check(
        &with(&[("kind = \"csv\"", "kind = \"geojson\"\ndelimiter = \";\"")]),
        &["`format.delimiter`: unknown key"],
    );
    check(
        &with(&[(
            "[layer]",
            "[fetch]\naddress = \"https://a.example/\"\nfile = \"a\"\npaging = { kind = \"sru\", page_size = 0 }\n[layer]",
        )]),
        &["`fetch.paging.page_size`: invalid value"],
    );
    check(
        &with(&[(
            "[layer]",
            "[fetch]\naddress = \"ftp://a.example/\"\npaging = { kind = \"sru\" }\n[layer]",
        )]),
        &[
            "`fetch.file` is missing",
            "`fetch.paging.page_size` is missing",
            "fetch.address: `ftp://a.example/` must begin with https://",
        ],
    );
}

#[test]
fn each_table_of_a_list_is_looked_at() {
    check(
        &figures(&[
            ("number = \"count\"", "number = \"aantal\"\nper = 0"),
            (
                "measure = \"dingen\"",
                "measure = \"dingen\"\nperiode = \"2024\"\n[[layer.figure]]\ncolumn = \"b\"\nmeasure = \"iets\"\n[[layer.figure]]\nmeasure = \"dingen\"",
            ),
        ]),
        &[
            "`layer.measure.number`: unknown variant `aantal`",
            "`layer.figure.periode`: unknown key",
            "`layer.figure.column` is missing",
            "`dingen` is per 0",
            "measure `iets` has no [[layer.measure]]",
        ],
    );
    check(
        &figures(&[("period = \"jaar\"\n", "year = 17\n")]),
        &["layer.year: 17 is no year", "layer.period: say of which period"],
    );
    check(
        &figures(&[("[[layer.figure]]", "[layer.figure]")]),
        &["`layer.figure` must be a list of tables: write [[layer.figure]]", "give either"],
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let faults = faults("id = \"a\"\n= niets\ntitle = \"b\ncadence = \"year\"\n");
    assert!(faults.len() >= 2 && faults.iter().any(|fault| fault.starts_with("line 2: ")), "{faults:#?}");
}

#[test]
fn every_key_of_a_definition_may_be_missing_or_wrong_and_no_fault_hides_behind_another() {
    for text in [GOOD.to_owned(), figures(&[])] {
        for (at, line) in text.lines().enumerate() {
            let Some((key, _)) = line.split_once(" = ") else { continue };
            let replaced = |by: &str| -> String {
                text.lines()
                    .enumerate()
                    .map(|(n, l)| if n == at { format!("{by}\n") } else { format!("{l}\n") })
                    .collect()
            };
            let wrong = faults(&replaced(&format!("{key} = 1979-05-27")));
            let place = format!("line {}: ", at + 1);
            assert!(
                wrong.iter().any(|fault| fault.starts_with(&place) && fault.contains(key)),
                "{key}: {wrong:#?}"
            );
            assert!(wrong.len() <= 2, "{key}: {wrong:#?}");
            let unknown = faults(&replaced(&format!("{line}\nonbekend = 1")));
            assert_eq!(unknown.len(), 1, "{key}: {unknown:#?}");
            assert!(faults(&replaced("")).len() <= 1, "{key}: {:#?}", faults(&replaced("")));
        }
    }
}
