use super::*;
use crate::finding::FindingKind;
use crate::read::gathered::Gathered;

const RULE: &str = r#"[{"areamanagerid":"9999","regulationid":"R1","regulationdesc":"Centrum","regulationtype":"B",
    "startdateregulation":"20150505","enddateregulation":"29991231"}]"#;

fn frame(day: &str, begin: &str, end: &str, more: &str) -> String {
    format!(
        r#"{{"areamanagerid":"9999","regulationid":"R1","startdatetimeframe":"20150505151453","daytimeframe":"{day}",
            "starttimetimeframe":"{begin}","endtimetimeframe":"{end}","claimrightpossible":"J",
            "enddatetimeframe":"29991231000000"{more}}}"#
    )
}

fn joined(tables: &[(Role, &str)]) -> (Gathered, NprCount) {
    let options = NprOptions { today: Date::constant(2026, 11, 23) };
    let mut count = NprCount::default();
    let gathered = Gathered::by(|sink| {
        let inputs =
            tables.iter().map(|(role, text)| NprInput { role: *role, input: Box::new(text.as_bytes()) });
        count = read_joined(inputs.collect(), &options, sink).map_err(|error| error.source)?;
        Ok(count.count.clone())
    });
    (gathered, count)
}

/// The columns named, of each row.
fn check(tables: &[(Role, &str)], columns: &[&str], expected: &[&str], kinds: &[FindingKind]) {
    let (gathered, _) = joined(tables);
    let pick = |line: &str| {
        let value = |column: &&str| {
            let (_, rest) = line.split_once(&format!(" {column}=")).expect("the column");
            let names = [
                "areaid=",
                "area_name=",
                "area_usage=",
                "regulationid=",
                "description=",
                "regulationtype=",
                "start_date=",
                "end_date=",
                "opening_hours=",
                "free_hours=",
                "no_claim_hours=",
                "days_unknown=",
                "changes_on=",
                "max_duration=",
                "fare=",
                "fare_description=",
                "areageometryastext=",
            ];
            let end =
                names.iter().filter_map(|name| rest.find(&format!(" {name}"))).min().unwrap_or(rest.len());
            rest[..end].to_owned()
        };
        columns.iter().map(value).collect::<Vec<_>>().join(" | ")
    };
    let found: Vec<String> = gathered.lines().into_iter().map(pick).collect();
    assert_eq!(found, expected);
    assert_eq!(gathered.kinds(), kinds, "{:?}", gathered.remarks);
    gathered.result.unwrap();
}

#[test]
fn a_rule_has_its_hours_dates_and_fare() {
    let frames = format!(
        "[{},{},{}]",
        frame("MAANDAG", "900", "1800", r#","farecalculationcode":"T1","maxdurationright":"120""#),
        frame("DINSDAG", "900", "1800", r#","farecalculationcode":"T1","maxdurationright":"120""#),
        frame("MAANDAG", "1800", "1802", r#","farecalculationcode":"T0""#),
    );
    let steps = r#"[{"areamanagerid":"9999","farecalculationcode":"T1","amountfarepart":"0.03083333","stepsizefarepart":"1","startdurationfarepart":"0"},
        {"areamanagerid":"9999","farecalculationcode":"T0","amountfarepart":"0.0","stepsizefarepart":"1","startdurationfarepart":"0"}]"#;
    let names = r#"[{"areamanagerid":"9999","farecalculationcode":"T1","farecalculationdesc":"Tarief 1"}]"#;
    check(
        &[
            (Role::Regeling, RULE),
            (Role::Tijdvak, &frames),
            (Role::Tariefdeel, steps),
            (Role::Tariefberekening, names),
        ],
        &[
            "description",
            "start_date",
            "end_date",
            "opening_hours",
            "free_hours",
            "max_duration",
            "fare",
            "fare_description",
        ],
        &["Centrum | 2015-05-05 | - | Mo,Tu 09:00-18:00 | Mo 18:00-18:02 | 120 | 1,85 per uur | [Tarief 1]"],
        &[],
    );
}

#[test]
fn days_that_cannot_be_said_are_told_apart() {
    let frames =
        format!("[{},{}]", frame("KOOPZONDAG", "1200", "1700", ""), frame("ZATERDAG", "900", "1700", ""));
    check(
        &[(Role::Regeling, RULE), (Role::Tijdvak, &frames)],
        &["opening_hours", "days_unknown"],
        &["Sa 09:00-17:00 | [KOOPZONDAG]"],
        &[FindingKind::BadValue],
    );
}

#[test]
fn frames_of_the_past_and_the_future_do_not_count_today() {
    let past = frame("MAANDAG", "900", "1800", "").replace("29991231000000", "20210101000000");
    let future = frame("DINSDAG", "900", "1800", "").replace("20150505151453", "20270101000000");
    let ending = frame("VRIJDAG", "900", "1800", "").replace("29991231000000", "20261231000000");
    let frames = format!("[{past},{future},{ending}]");
    check(
        &[(Role::Regeling, RULE), (Role::Tijdvak, &frames)],
        &["opening_hours", "changes_on"],
        &["Fr 09:00-18:00 | 2027-01-01"],
        &[],
    );
    let (_, count) = joined(&[(Role::Regeling, RULE), (Role::Tijdvak, &frames)]);
    assert_eq!((count.frames_ended, count.frames_later), (1, 1));
}

#[test]
fn areas_give_a_row_each_with_their_geometry() {
    let areas = r#"[{"areamanagerid":"9999","areaid":"A1"},{"areamanagerid":"9999","areaid":"A2"}]"#;
    let links = r#"[{"areamanagerid":"9999","areaid":"A1","regulationid":"R1","startdatearearegulation":"20150505","enddatearearegulation":"29991231"},
        {"areamanagerid":"9999","areaid":"A2","regulationid":"R1"},
        {"areamanagerid":"9999","areaid":"A3","regulationid":"R1","enddatearearegulation":"20200101"},
        {"areamanagerid":"9999","areaid":"A1","regulationid":"R9"}]"#;
    let shapes = r#"[{"areamanagerid":"9999","areaid":"A2","areageometryastext":"POINT(5 52)"}]"#;
    check(
        &[
            (Role::Gebied, areas),
            (Role::GebiedRegeling, links),
            (Role::GeometrieGebied, shapes),
            (Role::Regeling, RULE),
        ],
        &["areaid", "regulationid", "areageometryastext"],
        &["A1 | R1 | -", "A2 | R1 | POINT(5 52)"],
        &[FindingKind::DanglingReference],
    );
}

#[test]
fn an_area_is_said_by_its_name_and_its_purpose_and_never_by_its_code() {
    let areas = r#"[{"areamanagerid":"9999","areaid":"A1","areadesc":"Rondom de haven","usageid":"VERGUNP"},
        {"areamanagerid":"9999","areaid":"A2","areadesc":"A2","usageid":"blauwez"},
        {"areamanagerid":"9999","areaid":"A3","usageid":"ZZZ"}]"#;
    let links = r#"[{"areamanagerid":"9999","areaid":"A1","regulationid":"R1"},
        {"areamanagerid":"9999","areaid":"A2","regulationid":"R1"},
        {"areamanagerid":"9999","areaid":"A3","regulationid":"R1"}]"#;
    check(
        &[(Role::Gebied, areas), (Role::GebiedRegeling, links), (Role::Regeling, RULE)],
        &["area_name", "area_usage"],
        &["Rondom de haven | parkeren met vergunning", "- | blauwe zone", "- | -"],
        &[],
    );
}

#[test]
fn dangling_references_and_impossible_times_are_said() {
    let stray = frame("MAANDAG", "900", "1800", "").replace("R1", "R7");
    let wrong = frame("MAANDAG", "2561", "1800", "");
    let fareless = frame("DINSDAG", "900", "1800", r#","farecalculationcode":"T9""#);
    let steps = r#"[{"areamanagerid":"9999","farecalculationcode":"T1","amountfarepart":"1","stepsizefarepart":"60","startdurationfarepart":"0"}]"#;
    check(
        &[
            (Role::Regeling, RULE),
            (Role::Tijdvak, &format!("[{stray},{wrong},{fareless}]")),
            (Role::Tariefdeel, steps),
        ],
        &["opening_hours", "fare"],
        &["- | -"],
        &[FindingKind::DanglingReference, FindingKind::ImplausibleValue, FindingKind::DanglingReference],
    );
}

#[test]
fn a_dirty_row_of_any_table_is_said_and_never_makes_wrong_times() {
    const STEP: &str = r#"[{"areamanagerid":"9999","farecalculationcode":"T1","amountfarepart":"1","stepsizefarepart":"60","startdurationfarepart":"0"}]"#;
    let good = frame("DINSDAG", "900", "1800", r#","farecalculationcode":"T1""#);
    let with = |frames: &str, rules: &str, steps: &str, expected: &[&str], said: &[(&str, u64)]| {
        let tables = [(Role::Regeling, rules), (Role::Tijdvak, frames), (Role::Tariefdeel, steps)];
        let (gathered, _) = joined(&tables);
        let remarks: Vec<(&str, u64)> =
            gathered.remarks.iter().map(|remark| (remark.column.as_str(), remark.record)).collect();
        assert_eq!(remarks, said, "{:?}", gathered.remarks);
        let kinds: Vec<FindingKind> = gathered.remarks.iter().map(|remark| remark.kind).collect();
        check(&tables, &["opening_hours", "days_unknown", "fare"], expected, &kinds);
    };
    let unknown = "- | [de tijden in de bron kloppen niet] | 1,00 per uur";
    let known = "Tu 09:00-18:00 | [] | 1,00 per uur";
    with(&format!("[{good}]"), RULE, STEP, &[known], &[]);
    let dirty = |bad: String, column: &str| {
        with(&format!("[{good},{bad}]"), RULE, STEP, &[unknown], &[(column, 2)]);
    };
    let monday = frame("MAANDAG", "900", "1800", "");
    dirty(monday.replace("29991231000000", "onbekend"), "tijdvak.enddatetimeframe");
    dirty(monday.replace("20150505151453", "20151350"), "tijdvak.startdatetimeframe");
    dirty(monday.replace("MAANDAG", ""), "tijdvak.daytimeframe");
    dirty(monday.replace("\"900\"", "null"), "tijdvak.starttimetimeframe");
    dirty(monday.replace("1800", "18:00"), "tijdvak.starttimetimeframe");
    let ended = monday.replace("29991231000000", "20200101").replace("20150505151453", "x");
    with(&format!("[{good},{ended}]"), RULE, STEP, &[known], &[("tijdvak.startdatetimeframe", 2)]);
    let stay = frame("DINSDAG", "900", "1800", r#","farecalculationcode":"T1","maxdurationright":"2 uur""#);
    with(&format!("[{stay}]"), RULE, STEP, &[known], &[("tijdvak.maxdurationright", 1)]);
    let rule = RULE.replace("29991231", "morgen");
    with(&format!("[{good}]"), &rule, STEP, &[], &[("regeling.enddateregulation", 1)]);
    let iso = RULE.replace("29991231", "2030-01-01");
    with(&format!("[{good}]"), &iso, STEP, &[known], &[]);
    let no_amount = "Tu 09:00-18:00 | [] | -";
    let step = |more: &str| {
        STEP.replace("}]", &format!(r#"{more}}},{{"areamanagerid":"9999","farecalculationcode":"T1","amountfarepart":"9","stepsizefarepart":"60","startdurationfarepart":"30","enddatefarepart":"20990101"}}]"#))
    };
    let dated = step(r#","enddatefarepart":"ooit""#);
    let said = [("tariefdeel.enddatefarepart", 1)];
    with(&format!("[{good}]"), RULE, &dated, &[no_amount], &said);
    let priced = step("").replace("\"9\"", "\"gratis\"");
    with(&format!("[{good}]"), RULE, &priced, &[no_amount], &[("tariefdeel.amountfarepart", 2)]);
}

#[test]
fn records_without_a_key_or_twice_are_said() {
    let rules = r#"[{"areamanagerid":"1","regulationid":"R1"},{"areamanagerid":"1"},{"areamanagerid":"1","regulationid":"R1"}]"#;
    check(
        &[(Role::Regeling, rules)],
        &["regulationid", "opening_hours"],
        &["R1 | -"],
        &[FindingKind::MissingValue, FindingKind::Duplicate],
    );
}

#[test]
fn a_table_of_exactly_a_page_may_be_cut_off() {
    let rules: Vec<String> =
        (0..1_000).map(|number| format!(r#"{{"areamanagerid":"1","regulationid":"R{number}"}}"#)).collect();
    let (gathered, _) = joined(&[(Role::Regeling, &format!("[{}]", rules.join(",")))]);
    assert_eq!(gathered.rows.len(), 1_000);
    let [remark] = gathered.remarks.as_slice() else { panic!("one remark") };
    assert!(remark.why.contains("exactly 1000 records"), "{}", remark.why);
    assert_eq!(remark.column, "regeling");
}

#[test]
fn a_table_that_is_cut_off_gives_no_rows() {
    let (gathered, _) = joined(&[(Role::Regeling, &RULE[..RULE.len() - 1])]);
    assert!(gathered.rows.is_empty());
    gathered.result.unwrap_err();
}
