//! Figures on a map.

use schouw_area::Level;
use schouw_picture::Picture;
use schouw_picture::choropleth::{Choropleth, ChoroplethAsk, ChoroplethError};
use schouw_picture::here::Suppressed;

use crate::country::{OFFENCES, PEOPLE, code, day, index};

fn draw(measure: &str, level: Level, within: Option<&str>) -> Result<Choropleth, ChoroplethError> {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    let ask = ChoroplethAsk { measure: measure.into(), level, within: within.map(code), period: None };
    picture.choropleth(&ask, day("2026-11-23"), &Suppressed::default())
}

#[test]
fn counts_are_mapped_per_inhabitant_and_small_ones_not_at_all() {
    let map = draw("misdrijven", Level::Buurt, None).unwrap();
    assert_eq!(
        (map.period.as_str(), map.year, map.measure.unit.as_str()),
        ("2024", 2026, "per 1.000 inwoners")
    );
    for (at, area) in map.areas.iter().enumerate() {
        let (count, people) = (OFFENCES[at].1, PEOPLE[at]);
        match (count < 5.0, people < 100.0) {
            (true, _) => assert_eq!(area.absent, Some("te weinig om te tonen"), "{area:?}"),
            (_, true) => assert_eq!(area.absent, Some("te weinig inwoners om te vergelijken"), "{area:?}"),
            _ => {
                let rate = count / people * 1000.0;
                assert!((area.value.unwrap() - rate).abs() < 0.06, "{area:?} {rate}");
                let (low, high) = area.interval.unwrap();
                assert!(low < rate && rate < high);
                let class = &map.classes[area.class.unwrap() as usize];
                assert!(class.from <= area.value.unwrap() && area.value.unwrap() <= class.to);
            }
        }
        assert_eq!(area.value.is_none(), area.class.is_none());
    }
    assert_eq!((map.suppressed, map.unknown), (2, 0));
    assert_eq!(map.source.as_ref().unwrap().dataset, "cijfers");
    let counted: u32 = map.classes.iter().map(|class| class.count).sum();
    assert_eq!(counted + map.suppressed + map.unknown, 8);
}

#[test]
fn a_map_is_of_one_gemeente_when_asked() {
    let map = draw("woningen", Level::Buurt, Some("GM9991")).unwrap();
    assert!(map.areas.iter().all(|area| area.code.as_str().starts_with("BU9991")) && map.areas.len() == 4);
    assert_eq!(map.measure.per, None);
}

#[test]
fn what_stands_apart_and_what_is_not_there_are_refused() {
    assert!(matches!(draw("uitkeringen", Level::Buurt, None), Err(ChoroplethError::NoSuchMeasure(_))));
    assert!(matches!(draw("iets", Level::Buurt, None), Err(ChoroplethError::NoSuchMeasure(_))));
    assert!(matches!(draw("misdrijven", Level::Wijk, None), Err(ChoroplethError::NotAtLevel { .. })));
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    assert!(picture.mappable().iter().all(|measure| measure.id != "uitkeringen"));
}
