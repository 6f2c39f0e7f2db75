use super::*;
use jiff::civil::date;

fn action(number: &str, due: Option<Date>, status: State) -> Action {
    let origin = Origin::Meeting { day: date(2026, 10, 1), title: "werkgroep".into() };
    let subject = format!("Iets doen {number}");
    Action {
        number: number.into(),
        subject,
        who: Some("secretaris".into()),
        due,
        status,
        evidence: None,
        result: None,
        origin,
    }
}

#[test]
fn overdue_comes_first_and_what_is_over_last() {
    let today = date(2026, 11, 24);
    let list = [
        action("1", Some(date(2026, 12, 30)), State::Open),
        action("2", None, State::Open),
        action("3", Some(date(2026, 11, 1)), State::Underway),
        action("4", Some(date(2026, 10, 1)), State::Done),
        action("5", Some(date(2026, 10, 9)), State::Open),
        action("6", Some(date(2026, 11, 24)), State::Open),
    ];
    let order: Vec<String> = ordered(&list, today)
        .iter()
        .map(|one| format!("{} {}", one.number, standing(one, today).word()))
        .collect();
    assert_eq!(order, ["5 te laat", "3 te laat", "6 deze week", "1 loopt", "2 zonder datum", "4 klaar"]);
    assert_eq!(late_days(&list[2], today), Some(23));
    assert_eq!(late_days(&list[5], today), None, "due today is not late");
}

#[test]
fn a_table_goes_out_and_comes_back_the_same() {
    let today = date(2026, 11, 24);
    let mut list = [action("1", Some(date(2026, 12, 1)), State::Open), action("2", None, State::Underway)];
    list[0].subject = "=HYPERLINK(\"x\"); \"met\" ; tekens".into();
    let text = csv(&list.iter().collect::<Vec<_>>(), today).unwrap();
    assert!(text.starts_with("\u{feff}Nr.;Onderwerp;Wie;Datum gereed;"), "{text}");
    assert!(text.contains("'=HYPERLINK"), "a formula is not run: {text}");
    let read = read_csv(&text, "overzicht", None).unwrap();
    let brief = |action: &Action| (action.number.clone(), action.who.clone(), action.due, action.status);
    assert_eq!(
        read.actions.iter().map(brief).collect::<Vec<_>>(),
        list.iter().map(brief).collect::<Vec<_>>()
    );
}

#[test]
fn what_is_wrong_in_a_table_is_said_and_nothing_is_lost() {
    let text = "Nr.;Onderwerp;Wie;Datum gereed;Status\n1.;Versturen;Secretaris;22 februari 2019;gereed\n1.;Nog iets;;31 april 2026;paars\n;Zonder nummer;boa;;\n4;;x;;\n";
    let read = read_csv(text, "verslag", None).unwrap();
    let brief: Vec<String> = read
        .actions
        .iter()
        .map(|a| format!("{} {} {:?} {:?}", a.number, a.subject, a.due.map(|d| d.to_string()), a.status))
        .collect();
    assert_eq!(
        brief,
        ["1 Versturen Some(\"2019-02-22\") Done", "2 Nog iets None Open", "3 Zonder nummer None Open"]
    );
    let said = read.findings.iter().map(|f| f.message.clone()).collect::<Vec<_>>().join("\n");
    for part in [
        "al gebruikt",
        "geen dag die bestaat",
        "`paars`",
        "niemand is genoemd",
        "geen onderwerp",
        "geen datum",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(read_csv("a;b\n1;2\n", "x", None).is_err());
}

#[test]
fn minutes_propose_actions_with_their_passages_and_free_numbers() {
    let minutes = crate::minutes::read(
        "Verslag overleg\ndatum: 7 februari 2019\n\n1. Opening\nWe sturen de notitie mee (ACTIE 1).\n\nACTIEPUNTEN\n\nNr.\tOnderwerp\tWie\tDatum gereed\n1.\tVersturen notitie\tSecretaris\t22 februari 2019\n",
    ).unwrap();
    let actions = proposed(&minutes, "Verslag", &["1"]);
    assert_eq!(actions.len(), 1);
    assert_eq!((actions[0].number.as_str(), actions[0].due), ("2", Some(date(2019, 2, 22))));
    let Origin::Minutes { passages, .. } = &actions[0].origin else { panic!("{:?}", actions[0].origin) };
    assert!(passages[0].contains("ACTIE 1"), "{passages:?}");
}

#[test]
fn a_number_of_a_person_is_not_kept_in_an_action() {
    let mut bad = action("1", None, State::Open);
    bad.subject = "Bel 06-12345678".into();
    assert_eq!(bad.faults().len(), 1);
}
