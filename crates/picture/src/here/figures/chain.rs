//! The areas at a spot that have figures, and their numbers where they lie in the index.

use schouw_area::{AreaCode, Level, Year};

use super::numbers::{Number, Numbers};
use crate::here::Scope;
use crate::picture::FigureColumns;
use crate::text::Text;

/// The figures of one area.
pub(super) struct AreaFigures<'p> {
    pub level: Level,
    pub code: AreaCode,
    pub name: Text,
    pub year: Year,
    columns: &'p FigureColumns<'p>,
    /// by number of the measure its place in `groups`; [`NO_GROUP`] when the area has no numbers of it
    places: Vec<u16>,
    groups: Vec<Group>,
}

/// Where the numbers of one measure lie, and the last of them.
struct Group {
    rows: std::ops::Range<usize>,
    last: Number,
}

/// Stands for no group.
const NO_GROUP: u16 = u16::MAX;

/// The areas that have figures, from small to large and from new to old.
pub(super) fn chain<'p>(scope: &Scope<'p, 'p>) -> Vec<AreaFigures<'p>> {
    let mut keys: Vec<(Level, &str, &str, Year)> = Vec::with_capacity(4 * scope.found.len());
    let mut add = |level: Level, code: &'p str, name: &'p str, year: Year| match keys
        .iter_mut()
        .find(|known| known.1 == code && known.3 == year)
    {
        Some(known) if known.2.is_empty() => known.2 = name,
        Some(_) => {}
        None if code.is_empty() => {}
        None => keys.push((level, code, name, year)),
    };
    for found in &scope.found {
        add(found.level, found.code, found.name, found.year);
        add(Level::Wijk, found.wijk, "", found.year);
        add(Level::Gemeente, found.gemeente, "", found.year);
        add(Level::Land, AreaCode::LAND, "Nederland", found.year);
    }
    let areas = keys.into_iter().filter_map(|(level, code, name, year)| area(scope, level, code, name, year));
    let mut areas: Vec<AreaFigures<'p>> = areas.collect();
    let size = |level: Level| match level {
        Level::Gebied => 0,
        Level::Buurt => 1,
        Level::Wijk => 2,
        Level::Postcode4 => 3,
        Level::Gemeente => 4,
        Level::Land => 5,
    };
    areas.sort_by_key(|area| (size(area.level), std::cmp::Reverse(area.year)));
    areas
}

/// An area, when it has figures; an area without a name gets that of another year.
fn area<'p>(
    scope: &Scope<'p, 'p>,
    level: Level,
    code: &str,
    name: &str,
    year: Year,
) -> Option<AreaFigures<'p>> {
    let rows = scope.picture.figures.rows(code, year);
    if rows.is_empty() {
        return None;
    }
    let same = || scope.found.iter().find(|found| found.code == code && !found.name.is_empty());
    let name = if name.is_empty() { same().map_or("", |found| found.name) } else { name };
    let code = AreaCode::parse(level, code).ok()?;
    let columns = &scope.picture.figures;
    let (mut places, groups) = groups(columns, scope.picture.shared.measures.len(), rows);
    if let Some(hidden) = scope.suppressed.figures_of(code.as_str()) {
        for (place, measure) in places.iter_mut().zip(scope.picture.measures()) {
            if hidden.hides(&measure.id) {
                *place = NO_GROUP;
            }
        }
    }
    Some(AreaFigures { level, code, name: name.into(), year, columns, places, groups })
}

/// Where the numbers of each measure lie among the rows of an area, which are sorted by measure. The last numbers are
/// read here, one after the other: far apart in memory as they are, they come sooner when all are asked for at once.
fn groups(
    columns: &FigureColumns<'_>,
    measures: usize,
    rows: std::ops::Range<usize>,
) -> (Vec<u16>, Vec<Group>) {
    let mut places = vec![NO_GROUP; measures];
    let mut groups: Vec<Group> = Vec::with_capacity(measures.min(rows.len()));
    let mut from = rows.start;
    while let Some(rest) = columns.measure.get(from..rows.end)
        && let Some(measure) = rest.first()
    {
        let rows = from..from + same_at_start(rest);
        from = rows.end;
        let place = places.get_mut(usize::from(*measure)).zip(u16::try_from(groups.len()).ok());
        if let (Some((place, number)), Some(last)) = (place, columns.number(rows.end - 1)) {
            *place = number;
            groups.push(Group { rows, last });
        }
    }
    (places, groups)
}

/// How many values at the start of a sorted, non-empty list are the same: at least one.
fn same_at_start(sorted: &[u16]) -> usize {
    let first = sorted.first();
    let mut step = 1;
    while step < sorted.len() && sorted.get(step) == first {
        step *= 2;
    }
    let known = step / 2;
    let open = sorted.get(known + 1..step.min(sorted.len())).unwrap_or_default();
    known + 1 + open.partition_point(|value| Some(value) == first)
}

impl<'p> AreaFigures<'p> {
    /// The numbers of a measure, when there are any: at least one.
    pub(super) fn numbers(&self, measure: u16) -> Option<Numbers<'p>> {
        let group = self.groups.get(usize::from(*self.places.get(usize::from(measure))?))?;
        self.columns.numbers(group.rows.clone(), group.last)
    }

    /// The number of a measure in a period.
    pub(super) fn number_in(&self, measure: u16, period: u16) -> Option<f64> {
        self.numbers(measure)?.of(period).filter(|value| !value.is_nan())
    }

    /// The number of a denominator that fits a period: that of the period itself, else the last one known.
    pub(super) fn denominator(&self, measure: u16, period: u16) -> Option<f64> {
        self.numbers(measure)?.as_denominator(period)
    }
}

#[cfg(test)]
mod tests {
    use super::same_at_start;

    #[test]
    fn a_run_of_the_same_is_as_long_as_counting_says() {
        for length in 1..70_usize {
            for after in 0..5_usize {
                let sorted: Vec<u16> =
                    std::iter::repeat_n(7, length).chain(std::iter::repeat_n(9, after)).collect();
                assert_eq!(same_at_start(&sorted), length, "{length} and {after}");
            }
        }
    }
}
