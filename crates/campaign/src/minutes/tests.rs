use super::*;

/// The actions as lines: number, subject, who, due, passages.
fn actions(text: &str) -> Vec<String> {
    let minutes = read(text).unwrap();
    let or = |text: Option<String>| text.unwrap_or_else(|| "?".into());
    let line = |action: &ProposedAction| {
        let number = or(action.number.as_ref().map(ToString::to_string));
        let (who, due) = (or(action.who.clone()), or(action.due.map(|due| due.to_string())));
        format!("{number}: {} / {who} / {due} / {}", action.subject, action.passages.len())
    };
    minutes.actions.iter().map(line).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(actions(text), expected, "{text}");
}

fn kinds(text: &str) -> Vec<FindingKind> {
    read(text).unwrap().unread.iter().map(|finding| finding.kind).collect()
}

const HEAD: &str = "Verslag werkgroep\nDatum: 7 februari 2024\nPlaats: Utrecht\n\n";

const PLAN: [&str; 2] =
    ["1: Visie rondsturen / Secretaris / 2024-02-22 / 0", "2: Teams bellen / Kim en Sam / 2024-10-01 / 0"];

#[test]
fn a_table_is_read_in_every_form() {
    for table in [
        "Nr.\tOnderwerp\tWie\tDatum gereed\n1.\tVisie rondsturen\tSecretaris\t22 februari 2024\n2.\tTeams bellen\tKim en Sam\t1 oktober 2024",
        "| Nr | Actie | Eigenaar | Deadline |\n|---|---|---|---|\n| 1 | Visie rondsturen | Secretaris | 22-02-2024 |\n| 2 | Teams bellen | Kim en Sam | 1-10-2024 |",
        "Actie | Onderwerp | Wie | Wanneer\n1 | Visie rondsturen | Secretaris | 22 feb. 2024\n2 | Teams bellen | Kim en Sam | 1 okt '24",
        "Nr   Onderwerp           Wie          Gereed\n1    Visie rondsturen    Secretaris   22 februari 2024\n2    Teams bellen        Kim en Sam   1 oktober 2024",
        "Nr   Onderwerp     Wie          Datum\n                                gereed\n1    Visie         Secretaris   22 februari\n     rondsturen                 2024\n2    Teams         Kim en       1 oktober\n     bellen        Sam          2024\n\nVolgende keer: 3 maart",
        "Nr.\nOnderwerp\nWie\nDatum gereed\n1.\nVisie rondsturen\nSecretaris\n22 februari 2024\n2.\nTeams bellen\nKim en Sam\n1 oktober 2024\n\nEinde",
        "+----+------------------+------------+------------------+\n| Nr | Onderwerp        | Wie        | Wanneer          |\n+====+==================+============+==================+\n| 1  | Visie            | Secretaris | 22 februari 2024 |\n|    | rondsturen       |            |                  |\n+----+------------------+------------+------------------+\n| 2  | Teams bellen     | Kim en Sam | 1 oktober 2024   |\n+----+------------------+------------+------------------+",
        "Nr;Omschrijving;Actiehouder;Streefdatum\n1;Visie rondsturen;Secretaris;22-2-2024\n2;Teams bellen;Kim en Sam;1-10-2024",
        "No.\tAction\tOwner\tDue date\n1\tVisie rondsturen\tSecretaris\t22 February 2024\n2\tTeams bellen\tKim en Sam\tOctober 1, 2024",
        "Nr.\tWie\tWat\tWanneer\tStatus\n1\tSecretaris\tVisie rondsturen\t22/2/2024\tOpen\n2\tKim en Sam\tTeams bellen\t1/10/2024\tOpen",
    ] {
        check(&format!("{HEAD}ACTIEPUNTEN\n\n{table}\n"), &PLAN);
    }
}

#[test]
fn a_list_is_read_in_every_form() {
    for list in [
        "1. Visie rondsturen (Secretaris, 22 februari 2024)\n2. Teams bellen (Kim en Sam, 1 oktober 2024)",
        "1) Visie rondsturen – Secretaris – 22 februari 2024\n2) Teams bellen – Kim en Sam – 1 oktober 2024",
        "Actie 1: Visie rondsturen. Wie: Secretaris. Wanneer: 22-2-2024\nActie 2: Teams bellen. Wie: Kim en Sam. Wanneer: 1-10-2024",
        "1. Visie rondsturen\n   Actiehouder: Secretaris\n   Deadline: 22 februari 2024\n\n2. Teams bellen\n   Actiehouder: Kim en Sam\n   Deadline: 1 oktober 2024",
        "1. Visie\n   rondsturen (Secretaris,\n   22 februari 2024)\n2. Teams bellen (Kim en Sam, 1 oktober 2024)",
        "1. Visie rondsturen; Secretaris; gereed 22 februari 2024\n2. Teams bellen; Kim en Sam; gereed 1 oktober 2024",
    ] {
        let found = actions(&format!("{HEAD}Actiepunten\n\n{list}\n"));
        let plain: Vec<String> = found
            .iter()
            .map(|line| line.replace("rondsturen.", "rondsturen").replace("bellen.", "bellen"))
            .collect();
        assert_eq!(plain, PLAN, "{list}");
    }
}

#[test]
fn marks_lead_to_passages_and_to_actions_that_no_table_has() {
    let text = format!(
        "{HEAD}1. Opening\n\nDe nota gaat mee (ACTIE 1). Later meer over actie 2.\n\n**ACTIE 3**: een pilot uitzoeken.\n\nActielijst\nNr | Actie | Wie | Wanneer\n1 | Nota sturen | Secretaris | 1-3-2024\n2 | Bellen | Kim | 1-4-2024\n"
    );
    check(
        &text,
        &[
            "1: Nota sturen / Secretaris / 2024-03-01 / 1",
            "2: Bellen / Kim / 2024-04-01 / 1",
            "3: een pilot uitzoeken. / ? / ? / 1",
        ],
    );
    assert!(kinds(&text).contains(&FindingKind::NotInTable));
    let passages = &read(&text).unwrap().actions[0].passages;
    assert_eq!(passages, &["De nota gaat mee (ACTIE 1)."]);
}

#[test]
fn what_is_wrong_is_said_and_nothing_is_made_up() {
    let table = |rows: &str| format!("{HEAD}Nr | Actie | Wie | Wanneer\n{rows}\n");
    for (rows, kind, expected) in [
        ("1 | Bellen | Kim | 31 april 2024", FindingKind::NoSuchDay, "1: Bellen / Kim / ? / 0"),
        ("1 | Bellen | | 1-4-2024", FindingKind::NoOwner, "1: Bellen / ? / 2024-04-01 / 0"),
        ("1 | Bellen | n.t.b. | 1-4-2024", FindingKind::NoOwner, "1: Bellen / ? / 2024-04-01 / 0"),
        ("1 | Bellen | Kim | z.s.m.", FindingKind::NotADay, "1: Bellen / Kim / ? / 0"),
        ("1 | Bellen | Kim | week 14", FindingKind::NotADay, "1: Bellen / Kim / ? / 0"),
        ("1 | Bellen | Kim | -", FindingKind::NoDue, "1: Bellen / Kim / ? / 0"),
        ("1 | Bellen | Kim | 1 maart", FindingKind::YearTaken, "1: Bellen / Kim / 2024-03-01 / 0"),
        ("1 | Bellen | Kim | 1-1-2024", FindingKind::BeforeMeeting, "1: Bellen / Kim / 2024-01-01 / 0"),
        (
            "1 | Bellen | Kim | maandag 2-4-2024",
            FindingKind::OtherWeekday,
            "1: Bellen / Kim / 2024-04-02 / 0",
        ),
        ("1 | Bellen | Kim | 1-4-2024 of 1-5-2024", FindingKind::SeveralDays, "1: Bellen / Kim / ? / 0"),
    ] {
        check(&table(rows), &[expected]);
        assert!(kinds(&table(rows)).contains(&kind), "{rows}");
    }
    let double = table("1 | Bellen | Kim | 1-4-2024\n1 | Schrijven | Sam | 1-4-2024");
    assert_eq!(actions(&double).len(), 2);
    assert!(kinds(&double).contains(&FindingKind::DoubleNumber));
    let empty = table("1 | | Kim | 1-4-2024\n2 | Bellen | Kim | 1-4-2024");
    assert_eq!((actions(&empty).len(), kinds(&empty).contains(&FindingKind::BadRow)), (1, true));
}

#[test]
fn two_tables_are_both_read() {
    let text = format!(
        "{HEAD}Openstaande acties\nNr | Actie | Wie | Wanneer\n1 | Bellen | Kim | 1-3-2024\n\nNieuwe acties\nNr\tOnderwerp\tWie\tGereed\n2\tSchrijven\tSam\t1-4-2024\n"
    );
    assert_eq!(actions(&text).len(), 2);
    assert!(kinds(&text).contains(&FindingKind::SeveralTables));
}

#[test]
fn a_text_without_anything_is_no_report() {
    assert_eq!(read(" \n\n "), Err(Unreadable::NoText));
    assert!(read("Boodschappen: melk, brood").unwrap().is_empty());
}

#[test]
fn the_minutes_of_2019_give_four_actions() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/minutes-2019-02-07.txt");
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("skipped: the shared minutes are not there");
        return;
    };
    let minutes = read(&text(&bytes).unwrap()).unwrap();
    assert_eq!(minutes.date.unwrap().to_string(), "2019-02-07");
    assert_eq!(minutes.place.as_deref(), Some("Het CCV"));
    assert_eq!(minutes.agenda.len(), 5, "{:?}", minutes.agenda);
    let dues: Vec<String> = minutes.actions.iter().map(|action| action.due.unwrap().to_string()).collect();
    assert_eq!(dues, ["2019-02-22", "2019-03-08", "2019-10-01", "2019-10-01"]);
    let numbers: Vec<Option<Number>> = minutes.actions.iter().map(|action| action.number.clone()).collect();
    assert_eq!(numbers, (1..=4).map(|number| Some(Number::Whole(number))).collect::<Vec<_>>());
    let passages: Vec<usize> = minutes.actions.iter().map(|action| action.passages.len()).collect();
    assert_eq!(passages, [1, 2, 3, 1], "{:#?}", minutes.actions);
    assert!(minutes.actions.iter().all(|action| action.who.is_some()));
    assert!(minutes.unread.is_empty(), "{:#?}", minutes.unread);
}

#[test]
fn a_number_may_stand_at_the_foot_or_in_the_middle_of_its_row() {
    let head =
        "Verslag\n\nACTIEPUNTEN\n\nNr.     Onderwerp                      Wie              Datum gereed\n";
    let foot = "        Versturen van de\n1.      visie                          Secretaris       22 februari 2019\n2.      Een A4                         Secretaris       8 maart 2019\n        In gesprek met                 De voorzitter\n3.      alle teams                     i.s.m. bestuur   1 oktober 2019\n";
    let middle = "        Versturen van de\n1.      visie met                      Secretaris       22 februari 2019\n        de bijlage\n2.      Een A4                         Secretaris       8 maart 2019\n";
    for (body, expected) in [
        (
            foot,
            "Versturen van de visie | Secretaris; Een A4 | Secretaris; In gesprek met alle teams | De voorzitter i.s.m. bestuur",
        ),
        (middle, "Versturen van de visie met de bijlage | Secretaris; Een A4 | Secretaris"),
    ] {
        let found = read(&format!("{head}{body}")).unwrap();
        let told: Vec<String> = found
            .actions
            .iter()
            .map(|action| format!("{} | {}", action.subject, action.who.as_deref().unwrap_or("?")))
            .collect();
        assert_eq!(told.join("; "), expected);
    }
}
