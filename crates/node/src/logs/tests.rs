use std::collections::BTreeSet;

use jiff::Timestamp;
use schouw_base::{Actor, Role, UserId};
use schouw_law::access::Action;

use super::*;

fn boa() -> Actor {
    Actor {
        organisation: "gemeente".parse().unwrap(),
        user: UserId(uuid::Uuid::from_u128(7)),
        roles: BTreeSet::from([Role::Boa]),
    }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_000_000 + second).unwrap()
}

fn seen(number: i64) -> Handling {
    Handling::of(&boa(), Action::SeeSignal, at(number))
        .about(format!("signal-{number}"))
        .processing(Activity::Supervision, Some(format!("zaak-{number}")))
}

fn open(folder: &Path) -> Logs {
    Logs::open(folder, Register::load(None).unwrap()).unwrap()
}

fn text(folder: &Path, book: BookKind) -> String {
    let place = folder.join("gemeente").join(book.folder());
    let months = book::months(&place).unwrap();
    months.iter().map(|month| std::fs::read_to_string(book::file_of(&place, month)).unwrap()).collect()
}

#[test]
fn no_user_stands_in_the_processing_log_and_the_operation_joins_them() {
    let folder = tempfile::tempdir().unwrap();
    let logs = open(folder.path());
    for number in 0..2_000 {
        logs.write_now(seen(number)).unwrap();
    }
    let user = boa().user.to_string();
    assert!(!text(folder.path(), BookKind::Supervision).contains(&user));
    assert_eq!(text(folder.path(), BookKind::Audit).matches(&user).count(), 2_000);
    let page = logs.processed(&boa().organisation, BookKind::Supervision, None, 100).unwrap();
    assert!(page.more);
    assert_eq!(page.found.len(), 100);
    for (one, number) in page.found.iter().zip((0..2_000).rev()) {
        assert_eq!(one.line["attributes"]["dpl.core.data_subject_id"], format!("zaak-{number}"));
        let audit = one.audit.as_ref().unwrap();
        assert_eq!(
            (audit["voorwerp"].as_str(), audit["gebruiker"].as_str()),
            (Some(&*format!("signal-{number}")), Some(&*user))
        );
    }
    let last = page.found.last().unwrap().line["startTime"].as_i64();
    let next = logs.processed(&boa().organisation, BookKind::Supervision, last, 100).unwrap();
    assert_eq!(next.found[0].line["attributes"]["dpl.core.data_subject_id"], "zaak-1899");
    let (lines, more) =
        logs.audited(&boa().organisation, None, 5, |line| line["voorwerp"] == "signal-3").unwrap();
    assert_eq!((lines.len(), more), (1, false));
}

#[test]
fn supervision_and_investigation_have_books_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let logs = open(folder.path());
    logs.write_now(seen(1).processing(Activity::Investigation, Some("zaak-9".into()))).unwrap();
    assert_eq!(text(folder.path(), BookKind::Supervision).lines().count(), 1);
    assert_eq!(text(folder.path(), BookKind::Investigation).lines().count(), 1);
    assert!(!text(folder.path(), BookKind::Supervision).contains("zaak-9"));
    assert_eq!(text(folder.path(), BookKind::Audit).lines().count(), 1, "one line a page");
}

#[test]
fn a_line_that_is_changed_taken_out_or_moved_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let logs = open(folder.path());
    for number in 0..20 {
        logs.write_now(seen(number * 400_000)).unwrap();
    }
    drop(logs);
    // another run of the program goes on with the chain
    open(folder.path()).write_now(seen(8_000_000)).unwrap();
    let place = folder.path().join("gemeente").join(BookKind::Audit.folder());
    assert_eq!(verify(&place).unwrap(), Ok(21));
    let months = book::months(&place).unwrap();
    assert!(months.len() > 2, "a file a month");
    let path = book::file_of(&place, &months[1]);
    let good = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = good.split_inclusive('\n').collect();
    let mut moved = lines.clone();
    moved.swap(0, 1);
    for bad in [
        good.replacen("gedaan", "mislukt", 1),
        lines[1..].concat(),
        moved.concat(),
        good.replacen("keten", "kete", 1),
    ] {
        std::fs::write(&path, bad).unwrap();
        assert!(verify(&place).unwrap().unwrap_err().starts_with(&months[1]));
    }
    std::fs::write(&path, &good).unwrap();
    assert_eq!(verify(&place).unwrap(), Ok(21));
    std::fs::remove_file(book::file_of(&place, &months[0])).unwrap();
    assert!(verify(&place).unwrap().is_ok(), "the oldest month went in time");
    std::fs::remove_file(&path).unwrap();
}

#[test]
fn a_line_cut_off_by_a_crash_is_repaired_and_the_chain_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    open(folder.path()).write_now(seen(1)).unwrap();
    let place = folder.path().join("gemeente").join(BookKind::Audit.folder());
    let path = book::file_of(&place, &book::months(&place).unwrap()[0]);
    let whole = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("{whole}{{\"tijd\":\"2026")).unwrap();
    open(folder.path()).write_now(seen(2)).unwrap();
    assert_eq!(verify(&place).unwrap(), Ok(2));
}

#[test]
fn when_the_log_cannot_be_written_the_action_fails_and_nothing_is_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let logs = open(folder.path());
    logs.write_now(seen(1)).unwrap();
    // a folder stands where the file of the next month would be
    let place = folder.path().join("gemeente").join(BookKind::Audit.folder());
    let later = 60 * 86_400;
    let month: String = at(later).to_string().chars().take(7).collect();
    std::fs::create_dir(book::file_of(&place, &month)).unwrap();
    assert!(matches!(logs.write_now(seen(later)), Err(LogError::Disk(_))));
    std::fs::remove_dir(book::file_of(&place, &month)).unwrap();
    logs.write_now(seen(later + 1)).unwrap();
    assert_eq!(verify(&place).unwrap(), Ok(2));
}

#[test]
fn many_writers_share_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let logs = open(folder.path());
    std::thread::scope(|scope| {
        for writer in 0..16 {
            let logs = &logs;
            scope.spawn(move || {
                (0..50).for_each(|number| logs.write_now(seen(writer * 100 + number)).unwrap())
            });
        }
    });
    let place = folder.path().join("gemeente").join(BookKind::Audit.folder());
    assert_eq!(verify(&place).unwrap(), Ok(800));
}

#[test]
fn lines_have_the_attributes_of_the_standard() {
    let folder = tempfile::tempdir().unwrap();
    let logs = open(folder.path());
    logs.write_now(seen(1)).unwrap();
    let line: serde_json::Value =
        serde_json::from_str(text(folder.path(), BookKind::Supervision).trim()).unwrap();
    assert_eq!(line["traceId"].as_str().unwrap().len(), 32);
    assert_eq!(line["operationId"].as_str().unwrap().len(), 16);
    let attributes = line["attributes"].as_object().unwrap();
    assert_eq!(
        attributes["dpl.core.processing_activity_id"],
        "urn:schouw:verwerkingsactiviteit:signalen-toezicht:1"
    );
    let known =
        ["dpl.core.processing_activity_id", "dpl.core.data_subject_id", "dpl.core.data_subject_id_type"];
    assert!(attributes.keys().all(|key| known.contains(&key.as_str())));
    assert_eq!(
        logs.register().of_address("urn:schouw:verwerkingsactiviteit:accounts:1").unwrap().id,
        "accounts"
    );
}
