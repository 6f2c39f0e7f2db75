use super::*;

fn raw(record: u64, cells: &[(&str, &str)]) -> RawTeam {
    let cells = cells.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    RawTeam { record, cells, ..RawTeam::default() }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

fn register(lines: &[(&str, &str, &str)]) -> Register {
    let rows: Vec<RawTeam> = lines
        .iter()
        .enumerate()
        .map(|(at, (id, municipalities, from))| {
            raw(
                at as u64 + 1,
                &[
                    ("id", id),
                    ("naam", &format!("Basisteam {id}")),
                    ("gemeenten", municipalities),
                    ("voorganger", from),
                ],
            )
        })
        .collect();
    let reading = read(&rows, day("2026-01-01"));
    assert_eq!(reading.findings, vec![]);
    reading.register
}

#[test]
fn a_double_team_is_said_and_the_first_stays() {
    let rows = [
        raw(1, &[("id", "BT-01"), ("naam", "Markerwaard"), ("inwoners", "48.000")]),
        raw(2, &[("id", "BT-01"), ("naam", "Markerwaard Noord")]),
        raw(3, &[("id", "BT-02"), ("naam", "markerwaard")]),
    ];
    let reading = read(&rows, day("2026-01-01"));
    assert_eq!((reading.register.len(), reading.left_out), (2, 1));
    let said: Vec<&str> = reading.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert!(said[0].contains("twee keer") && said[0].contains("niet gelijk"), "{said:?}");
    assert!(said[1].contains("is dit één team"), "{said:?}");
    let team = reading.register.team(&"BT-01".parse().unwrap()).unwrap();
    assert_eq!((team.residents, team.size()), (Some(48_000), Size::Medium));
}

#[test]
fn what_cannot_be_used_is_said_and_never_made_up() {
    for (cells, taken, said) in [
        (vec![("naam", "Zonder id")], 0, "geen id"),
        (vec![("id", "a b"), ("naam", "x")], 0, "is not the id of a team"),
        (vec![("id", "A")], 0, "geen naam"),
        (vec![("id", "A"), ("naam", "x"), ("versie", "2026-02-30")], 0, "geen dag die bestaat"),
        (
            vec![("id", "A"), ("naam", "x"), ("versie", "2026-02-01"), ("lat", "5.07"), ("lon", "52.49")],
            1,
            "verwisseld",
        ),
        (
            vec![("id", "A"), ("naam", "x"), ("versie", "2026-02-01"), ("lat", "NaN"), ("lon", "5")],
            1,
            "niet in Nederland",
        ),
        (vec![("id", "A"), ("naam", "x"), ("versie", "2026-02-01"), ("inwoners", "veel")], 1, "geen aantal"),
        (vec![("id", "A"), ("naam", "x"), ("versie", "2026-02-01"), ("voorganger", "A")], 1, "zichzelf"),
    ] {
        let reading = read(&[raw(1, &cells)], None);
        assert_eq!(reading.register.len(), taken, "{cells:?}");
        assert!(
            reading.findings.iter().any(|finding| finding.message.contains(said)),
            "{:?}",
            reading.findings
        );
    }
}

#[test]
fn split_and_merged_teams_are_found_as_stated_and_as_proposed() {
    let before = register(&[("A", "GM1;GM2", ""), ("B", "GM3", ""), ("C", "GM4", ""), ("D", "GM5", "")]);
    let stated =
        register(&[("A1", "GM1", "A"), ("A2", "GM2", "A"), ("BC", "GM3;GM4", "B;C"), ("D", "GM5", "")]);
    let silent = register(&[("A1", "GM1", ""), ("A2", "GM2", ""), ("BC", "GM3;GM4", ""), ("D", "GM5", "")]);
    for (after, sure) in [(stated, true), (silent, false)] {
        let found = changes(&before, &after);
        let id = |text: &str| text.parse::<TeamId>().unwrap();
        assert_eq!(
            found,
            [
                Change::Split { from: id("A"), into: vec![id("A1"), id("A2")], stated: sure },
                Change::Merged { from: vec![id("B"), id("C")], into: id("BC"), stated: sure },
            ]
        );
        let versions = [before.clone(), after];
        let line = |text: &str| {
            lineage(&versions, &id(text)).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(line("A1"), "A A1", "what was said to A stays with both");
        assert_eq!(line("A2"), "A A2");
        assert_eq!(line("BC"), "B BC C");
        assert_eq!(line("D"), "D");
    }
}

#[test]
fn a_team_that_gives_a_part_away_goes_on() {
    let before = register(&[("A", "GM1;GM2", "")]);
    let after = register(&[("A", "GM1", ""), ("N", "GM2", "")]);
    let found = changes(&before, &after);
    assert!(
        found.iter().any(|change| matches!(change, Change::Split { into, .. } if into.len() == 2)),
        "{found:?}"
    );
    let versions = [before, after];
    assert_eq!(lineage(&versions, &"N".parse().unwrap()).len(), 2);
}

#[test]
fn a_team_that_is_gone_or_new_is_said() {
    let before = register(&[("A", "GM1", "")]);
    let after = register(&[("Z", "GM9", "")]);
    let found = changes(&before, &after);
    assert_eq!(found.len(), 2, "{found:?}");
}
