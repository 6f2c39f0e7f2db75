//! The page of an area.

use schouw_picture::Picture;
use schouw_picture::here::{Ask, HereError, RADIUS_M, Spot, Suppressed};
use schouw_picture::sources::{FindingItem, SourceFindings};
use schouw_picture::story::{AreaPage, StoryAsk};

use crate::country::{at, code, day, index};

fn page(area: &str) -> Result<AreaPage, HereError> {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    let now = at("2026-11-23T12:00:00Z");
    picture.story(&StoryAsk { code: code(area), at: now, now }, &Suppressed::default(), None)
}

#[test]
fn an_area_is_told_as_a_story() {
    let page = page("BU99900100").unwrap();
    assert_eq!(page.area.name, "Havenkwartier");
    assert_eq!(page.area.within.iter().map(|area| area.name.as_str()).collect::<Vec<_>>(), ["Markerwaard"]);
    let about: Vec<&str> = page.about.iter().map(|sentence| sentence.says.as_str()).collect();
    assert!(about[0].starts_with("Havenkwartier is een buurt in Markerwaard. Het gebied is "), "{about:?}");
    assert_eq!(about[1], "Hier wonen 1.000 mensen.");
    let offences = page.trends.iter().find(|trend| trend.measure == "misdrijven").unwrap();
    assert_eq!((offences.word, offences.points.len()), (Some("hoger"), 2));
    for point in &offences.points {
        let (low, high) = point.interval.unwrap();
        assert!(low < point.value.unwrap() && point.value.unwrap() < high && high <= offences.scale.1);
    }
    assert_eq!(offences.compared.len(), 2);
    let change = &page.changed[0];
    assert_eq!((change.measure.as_str(), change.word, change.sure), ("misdrijven", "hoger", true));
    assert!(page.who.iter().any(|who| who.id == "team"));
    assert!(page.rules.iter().any(|rule| rule.id == "a-plein"));
    assert!(!page.rules.iter().any(|rule| rule.id == "c-ver"));
    let used: Vec<&str> = page.sources.iter().map(|source| source.id.as_str()).collect();
    assert!(["cijfers", "gebieden", "teams", "zones"].iter().all(|id| used.contains(id)), "{used:?}");
}

#[test]
fn a_change_that_may_be_chance_is_called_so() {
    let page = page("BU99900101").unwrap();
    let change = page.changed.iter().find(|change| change.measure == "misdrijven").unwrap();
    assert_eq!((change.word, change.sure), ("dit kan toeval zijn", false));
}

#[test]
fn a_number_too_small_to_show_is_on_no_part_of_the_page() {
    let page = page("BU99900103").unwrap();
    let offences = page.trends.iter().find(|trend| trend.measure == "misdrijven").unwrap();
    assert!(offences.points.iter().all(|point| point.value.is_none() && point.interval.is_none()));
    assert_eq!((offences.absent, offences.value), (Some("te weinig om te tonen"), None));
    assert!(page.changed.iter().all(|change| change.measure != "misdrijven"));
}

#[test]
fn what_stands_apart_is_never_beside_offences() {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    for area in ["BU99900100", "BU99910102", "GM9990"] {
        let text = serde_json::to_string(&page(area).unwrap()).unwrap();
        assert!(text.contains("misdrijven") && !text.contains("\"uitkeringen\""), "{area}");
    }
    let now = at("2026-11-23T12:00:00Z");
    let ask = Ask { spot: Spot::Area(code("BU99900100")), at: now, now, radius_m: RADIUS_M };
    let here = picture.here(&ask, &schouw_area::RdTransform::default(), &Suppressed::default()).unwrap();
    assert!(here.figures.iter().any(|figure| figure.measure == "misdrijven"));
    assert!(here.figures.iter().all(|figure| figure.measure != "uitkeringen"));
}

#[test]
fn similar_areas_are_chosen_by_buildings_and_density_only() {
    let page = page("BU99900100").unwrap();
    let similar = page.similar.unwrap();
    // 1,000 people a square: of the others 950 and 1,050 come nearest, 2,000 and more do not
    let codes: Vec<&str> = similar.areas.iter().map(|area| area.code.as_str()).collect();
    assert_eq!(codes, ["BU99910100", "BU99910101"]);
    assert_eq!(similar.among, 7);
    assert!(similar.by.iter().all(|by| by != "uitkeringen" && by != "misdrijven"), "{:?}", similar.by);
    assert!(similar.how.contains("Niet naar herkomst, geloof, inkomen of uitkeringen"));
    let offences = page.trends.iter().find(|trend| trend.measure == "misdrijven").unwrap();
    let value = offences.similar.as_ref().unwrap();
    assert!((value.value - (31.0 + 15.0) / (950.0 + 1_050.0) * 1000.0).abs() < 1e-9);
    assert_eq!((value.areas, value.than_here), (2, Some("hoger")));
}

#[test]
fn an_area_that_is_not_there_is_refused() {
    assert_eq!(page("BU12345678").unwrap_err(), HereError::NoSuchArea(code("BU12345678")));
}

#[test]
fn sources_tell_what_is_wrong_with_them() {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    let found = [SourceFindings {
        dataset: "cijfers".into(),
        findings: vec![FindingItem::new("bad-value", 3, vec!["regel 4".into()])],
    }];
    let list = picture.list_sources(day("2026-11-23"), Some(&found));
    let card = list.sources.iter().find(|card| card.id == "cijfers").unwrap();
    assert_eq!((card.findings_total, card.rows), (Some(3), 110));
    assert_eq!(card.findings[0].says, "3 waarden die niet te lezen zijn");
    let silent = picture.list_sources(day("2026-11-23"), None);
    assert!(silent.sources.iter().all(|card| card.findings_total.is_none()));
}
