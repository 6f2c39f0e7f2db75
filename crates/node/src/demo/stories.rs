//! The stories of Markerwaard, asked of a snapshot that was built of its raw files like any other.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::TimeZone;
use schouw_area::RdTransform;
use schouw_base::FixedClock;
use schouw_opendata::finding::FindingKind;
use schouw_picture::answer::Answer;
use schouw_picture::moment::parse_moment;

use super::ground::Metres;
use super::{Spot, dirty, make, scene, spots};
use crate::build::BuildReport;
use crate::here::{Desk, Where};

const TODAY: Date = date(2026, 11, 23);
/// The Friday before Winterlicht.
const FRIDAY: Date = date(2026, 11, 27);

struct Built {
    _folder: tempfile::TempDir,
    report: BuildReport,
    desk: Desk,
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| built_on(TODAY))
}

fn built_at(today: Date) -> Timestamp {
    TimeZone::UTC.to_timestamp(today.at(8, 0, 0, 0)).unwrap()
}

fn built_on(today: Date) -> Built {
    let folder = tempfile::tempdir().unwrap();
    let made = make(folder.path(), 9990, today, &FixedClock(built_at(today)));
    let (out, report) = made.unwrap_or_else(|error| panic!("{error}"));
    let desk = Desk::open(&out, None, RdTransform::default()).unwrap_or_else(|error| panic!("{error}"));
    Built { _folder: folder, report, desk }
}

fn only_the_dirty_files_have_findings(report: &BuildReport) {
    for ((dataset, kind), count) in report.findings.counts() {
        let dirty = ["markerwaard-deelfietsen", "markerwaard-fietstelling"].contains(&dataset.as_str());
        let shielded = *kind == FindingKind::ShieldedText;
        assert!(dirty || shielded, "{dataset}: {count} x {kind:?}: {:?}", report.findings.kept());
    }
}

fn here(place: Metres, at: DateTime) -> Answer {
    let (lon, lat) = place.degrees();
    let at = TimeZone::get("Europe/Amsterdam").unwrap().to_timestamp(at).unwrap();
    built().desk.here(&Where::Degrees(format!("{lat},{lon}")), at, at, 250).unwrap()
}

/// Whether a rule is in force there and then, and what is said of it.
fn rule(answer: &Answer, title: &str) -> Option<(bool, String)> {
    let rule = answer.rules.iter().find(|rule| rule.title == title)?;
    Some((rule.in_force == Some(true), rule.says.clone()))
}

#[test]
fn on_friday_evening_the_alcohol_ban_holds_and_at_noon_it_does_not() {
    let evening = here(scene::ON_SQUARE, FRIDAY.at(21, 40, 0, 0));
    assert!(evening.place.contains("Havenkwartier"), "{}", evening.place);
    let (holds, says) = rule(&evening, "Alcoholverbod").unwrap();
    assert!(holds && says.contains("tot morgen 06:00"), "{says}");
    let noon = here(scene::ON_SQUARE, FRIDAY.at(12, 0, 0, 0));
    assert_eq!(rule(&noon, "Alcoholverbod").map(|(holds, _)| holds), Some(false));
    let (holds, says) = rule(&evening, "Parkeren met vergunning").unwrap();
    assert!(holds && says.contains("tot 22:00"), "{says}");
    let (holds, says) = rule(&evening, "Winterlicht: geen glas, geen auto's").unwrap();
    assert!(!holds && says.contains("vanaf morgen 18:00"), "{says}");
    assert!(evening.notices.iter().any(|notice| notice.title.starts_with("Terras Havenplein 3")));
    assert!(evening.notices.iter().any(|notice| notice.title.starts_with("Winterlicht")));
    let team = evening.who.iter().find(|who| who.name == "Basisteam Markerwaard").unwrap();
    assert_eq!(team.last_confirmed, Some(date(2026, 11, 11)));
    assert!(evening.who.iter().any(|who| who.name == "Wijkagent Lelystrand"));
    assert!(evening.who.iter().any(|who| who.name == "Toezicht en handhaving, team Noord"));
}

#[test]
fn youth_nuisance_is_fourteen_and_nine_a_year_ago_and_that_may_be_chance() {
    let answer = here(scene::ON_SQUARE, FRIDAY.at(21, 40, 0, 0));
    let youth = answer.figures.iter().find(|figure| figure.measure == "overlast-jeugd").unwrap();
    assert_eq!((youth.value, youth.period.as_str()), (Some(14.0), "2026-K4"));
    assert_eq!(youth.code.as_str(), "BU99900101");
    let year_ago = youth.series.iter().find(|(period, _)| period == "2025-K4").unwrap();
    assert_eq!(year_ago.1, Some(9.0));
    assert_eq!(youth.trend, Some("dit kan toeval zijn"));
    let gap = answer.gaps.iter().find(|gap| gap.what.starts_with("Fietsdiefstal"));
    assert_eq!(gap.map(|gap| gap.what.as_str()), Some("Fietsdiefstal: geen cijfers sinds 2023"));
}

#[test]
fn thirteen_calls_about_rubbish_at_kade_12_are_one_problem() {
    let answer = here(scene::on_kade(scene::RUBBISH_NUMBER), date(2026, 11, 24).at(9, 15, 0, 0));
    let rubbish: Vec<_> = answer.problems.iter().filter(|p| p.theme == "Afval naast container").collect();
    let problem = rubbish.iter().find(|problem| problem.distance_m < 20).unwrap();
    assert_eq!((problem.reports, problem.id.as_str(), problem.open), (13, "990412", true));
    assert!(problem.says.contains("9 november"), "{}", problem.says);
    assert!(answer.place.contains("Kade"), "{}", answer.place);
}

#[test]
fn drums_lie_near_environment_permits_and_the_omgevingsdienst_is_who_to_call() {
    let answer = here(scene::DRUMS, date(2026, 11, 24).at(11, 0, 0, 0));
    assert!(answer.notices.iter().any(|notice| notice.title.contains("gevaarlijke stoffen")));
    let desk = answer.who.iter().find(|who| who.name == "Omgevingsdienst Markermeer").unwrap();
    assert!(desk.themes.contains(&"milieu".to_owned()) && !desk.phone.is_empty());
    let first =
        answer.who.iter().find(|who| who.rank == 1 && who.themes.contains(&"milieu".to_owned())).unwrap();
    assert_eq!(first.party, "omgevingsdienst");
}

#[test]
fn the_foreland_is_quiet_and_closed_in_the_nesting_season() {
    let june = here(scene::ON_FORELAND, date(2027, 6, 5).at(22, 15, 0, 0));
    assert_eq!(rule(&june, "Broedseizoen: blijf op het pad").map(|(holds, _)| holds), Some(true));
    assert_eq!(rule(&june, "Stiltegebied").map(|(holds, _)| holds), Some(true));
    assert_eq!(rule(&june, "Voorland dicht na zonsondergang").map(|(holds, _)| holds), Some(true));
    let autumn = here(scene::ON_FORELAND, date(2026, 11, 24).at(12, 0, 0, 0));
    assert_eq!(rule(&autumn, "Broedseizoen: blijf op het pad").map(|(holds, _)| holds), Some(false));
    assert_eq!(rule(&autumn, "Voorland dicht na zonsondergang").map(|(holds, _)| holds), Some(false));
}

#[test]
fn a_figure_is_too_small_a_source_old_and_a_layer_the_municipality_s_own() {
    let glass = here(super::ground::at(4900.0, 8900.0), date(2026, 11, 24).at(12, 0, 0, 0));
    let youth = glass.figures.iter().find(|figure| figure.measure == "overlast-jeugd").unwrap();
    assert_eq!((youth.value, youth.absent), (None, Some("te weinig om te tonen")));
    let square = here(scene::ON_SQUARE, FRIDAY.at(21, 40, 0, 0));
    let lived = square.figures.iter().find(|figure| figure.measure == "leefbaarheid").unwrap();
    assert!(lived.source.old, "{:?}", lived.source);
    assert!(square.places.iter().any(|place| place.name.starts_with("Steiger")));
    let truant = here(scene::SCHOOL, date(2026, 11, 24).at(9, 0, 0, 0));
    let seen = truant.figures.iter().find(|figure| figure.measure == "verzuim-gezien").unwrap();
    assert_eq!(seen.value, Some(23.0));
}

#[test]
fn on_the_platform_the_carrier_acts_and_on_the_square_the_municipality() {
    let at = date(2026, 11, 24).at(17, 0, 0, 0);
    let acts_first = |place: Metres, theme: &str| {
        let answer = here(place, at);
        let rule = answer.rules.iter().find(|rule| rule.theme == theme && rule.distance_m == 0);
        rule.and_then(|rule| rule.acts.first().cloned())
    };
    assert_eq!(acts_first(scene::PLATFORM.middle(), "openbaar-vervoer").as_deref(), Some("vervoerder"));
    assert_eq!(acts_first(scene::PLATFORM.middle(), "openbare-orde"), None);
    assert_eq!(acts_first(scene::STATION_SQUARE.middle(), "openbare-orde").as_deref(), Some("gemeente"));
    assert_eq!(acts_first(scene::STATION_SQUARE.middle(), "openbaar-vervoer"), None);
    assert!(
        here(scene::PLATFORM.middle(), at).who.iter().any(|who| who.party == "vervoerder" && who.rank == 0)
    );
}

#[test]
fn the_dirty_files_give_findings_and_the_clean_ones_none() {
    only_the_dirty_files_have_findings(&built().report);
    let kept = built().report.findings.kept();
    let check = |file: &str, record: usize, wrong: &str| {
        let of_line = kept.iter().filter(|finding| finding.file == file && finding.record == record as u64);
        let kinds: Vec<String> = of_line.map(|finding| word(finding.kind)).collect();
        let expected: Vec<&str> = if wrong.is_empty() { Vec::new() } else { vec![wrong] };
        assert_eq!(kinds, expected, "{file}, record {record}");
    };
    for (nth, (_, wrong)) in dirty::BICYCLES.iter().enumerate() {
        check("ongecontroleerd/deelfietsen.csv", nth + 1, wrong);
    }
    check("ongecontroleerd/deelfietsen.csv", dirty::BICYCLES.len() + 1, "malformed-record");
    for (nth, ([code, ..], wrong)) in dirty::COUNTS.iter().enumerate() {
        if *wrong == "unknown-area" {
            // told when all files are together, by code
            assert!(
                kept.iter().any(|finding| finding.value == *code && word(finding.kind) == *wrong),
                "{code}"
            );
        } else {
            check("ongecontroleerd/fietstelling.csv", nth + 1, wrong);
        }
    }
}

fn word(kind: FindingKind) -> String {
    serde_json::to_value(kind).unwrap().as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_stories_hold_on_any_day() {
    for today in [date(2027, 1, 1), date(2028, 2, 29), date(2027, 4, 24), date(2027, 7, 15)] {
        let built = built_on(today);
        only_the_dirty_files_have_findings(&built.report);
        let [friday, morning, _] = spots(today);
        let ask = |spot: &Spot| {
            let at = parse_moment(&spot.at, built_at(today)).unwrap();
            built.desk.here(&Where::Degrees(format!("{},{}", spot.lat, spot.lon)), at, at, 250).unwrap()
        };
        assert_eq!(rule(&ask(&friday), "Alcoholverbod").map(|(holds, _)| holds), Some(true), "{today}");
        let problem = ask(&morning).problems.into_iter().find(|problem| problem.reports == 13);
        assert!(problem.is_some_and(|problem| problem.id == "990412"), "{today}");
    }
}

#[test]
fn every_spot_in_a_neighbourhood_is_in_exactly_one() {
    let mut random = super::random::Random::for_purpose(3, "spots");
    for _ in 0..300 {
        let place = super::ground::at(f64::from(random.below(11_500)), f64::from(random.below(10_500)));
        let answer = here(place, FRIDAY.at(12, 0, 0, 0));
        let levels = |level| answer.areas.iter().filter(|area| area.level == level).count();
        let buurten = levels(schouw_area::Level::Buurt);
        assert!(buurten <= 1);
        assert_eq!(
            (levels(schouw_area::Level::Wijk), levels(schouw_area::Level::Gemeente)),
            (buurten, buurten)
        );
    }
}
