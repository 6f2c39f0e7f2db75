//! Cutting a snapshot to one gemeente.

use schouw_area::{Area, AreaCode, Level, Position};
use schouw_picture::layers::{Extent, Layers};

/// How far outside the gemeente things are kept, in metres: a boa at the border looks across it.
pub const MARGIN_M: f64 = 500.0;

/// Keeps what lies in a gemeente or within `MARGIN_M` of it; of areas those of the gemeente and, from divisions that do
/// not know its code, those whose middle lies in it. Figures of the country stay. `false` when no division has the gemeente.
#[must_use]
pub fn cut(layers: &mut Layers, gemeente: &AreaCode) -> bool {
    let sets = layers.area_sets.iter();
    let of_code = |area: &&Area| area.code == *gemeente || area.gemeente.as_ref() == Some(gemeente);
    let mut found: Vec<(u16, Vec<Area>)> = sets
        .filter(|set| matches!(set.level, Level::Gemeente | Level::Buurt | Level::Wijk))
        .map(|set| (set.year.0, set.areas.iter().filter(of_code).cloned().collect::<Vec<_>>()))
        .filter(|(_, areas)| !areas.is_empty())
        .collect();
    found.sort_by_key(|(year, areas)| (*year, std::cmp::Reverse(areas.len())));
    let Some((_, ground)) = found.pop() else { return false };
    let near = |position: Position| ground.iter().any(|area| area.shape.distance(position) <= MARGIN_M);
    let inside = |position: Position| ground.iter().any(|area| area.shape.contains(position));
    for set in &mut layers.area_sets {
        let knows = set.areas.iter().any(|area| of_code(&area));
        set.areas.retain(|area| if knows { of_code(&area) } else { inside(area.shape.label_point()) });
    }
    layers.area_sets.retain(|set| !set.areas.is_empty());
    let kept_codes: std::collections::HashSet<AreaCode> =
        layers.area_sets.iter().flat_map(|set| &set.areas).map(|area| area.code.clone()).collect();
    let belongs = |code: &AreaCode| {
        code == gemeente
            || code.parent(Level::Gemeente).as_ref() == Some(gemeente)
            || kept_codes.contains(code)
    };
    let point = |&(lon, lat): &(i32, i32)| Position::from_steps(lon, lat).is_ok_and(near);
    let keep = |extent: &Extent| match extent {
        Extent::Points(points) => points.iter().any(point),
        Extent::Shape(shape) => {
            near(shape.label_point()) || ground.iter().any(|area| area.shape.bounds().meets(shape.bounds()))
        }
        Extent::Area(code) | Extent::Somewhere(code) => belongs(code),
        Extent::Everywhere => true,
        Extent::Nowhere => false,
    };
    layers.rules.retain(|rule| keep(&rule.extent));
    layers.contacts.retain(|contact| keep(&contact.extent));
    layers.notices.retain(|notice| keep(&notice.extent));
    layers.places.retain(|place| keep(&place.extent));
    layers.reports.retain(|report| point(&report.place));
    layers.addresses.rows.retain(|address| point(&(address.lon, address.lat)));
    let figures = &mut layers.figures;
    let kept: Vec<bool> =
        figures.areas.iter().map(|key| key.level == Level::Land || belongs(&key.code)).collect();
    figures.rows.retain(|row| kept.get(row.area as usize).copied().unwrap_or(false));
    true
}
