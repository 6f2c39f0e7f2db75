//! Rules, contacts, notices, problems and places at a spot or in an area.

use schouw_area::{Bounds, Position};

use crate::answer::{NoticeItem, PlaceItem, ProblemItem, RuleItem, WhoItem};
use crate::layers::{ContactKind, SourceNumber};
use crate::pack::{Item, PackError, SOMEWHERE};

use super::Scope;
use super::cards::{metres, notice_item, place_item, problem_item, rule_item, who_item};

/// Most items of one kind in an answer.
const ITEMS_MAX: usize = 200;
/// Most places in an answer for a spot: the nearest come first.
const PLACES_MAX: usize = 50;
/// Most rules shown that hold somewhere in the gemeente, place unknown.
const SOMEWHERE_MAX: usize = 5;

/// What was found, sorted as an answer has it.
#[derive(Debug, Default)]
pub(crate) struct Nearby {
    pub who: Vec<WhoItem>,
    pub rules: Vec<RuleItem>,
    pub notices: Vec<NoticeItem>,
    pub problems: Vec<ProblemItem>,
    pub places: Vec<PlaceItem>,
    /// rules that hold somewhere in the gemeente and are not shown
    pub somewhere_hidden: usize,
    /// items over the limit that are not shown
    pub cut: usize,
}

/// How an item came to be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Found {
    /// at so many metres; 0 inside
    At(f64),
    /// it is about an area that holds the spot
    ByArea,
    /// it holds somewhere in an area that holds the spot
    Somewhere,
}

impl Found {
    /// Lower for the way that says most of the place: the nearest place itself comes first.
    fn rank(self) -> f64 {
        match self {
            Self::At(metres) => metres,
            Self::ByArea => f64::MAX,
            Self::Somewhere => f64::INFINITY,
        }
    }
}

/// Finds everything at the spot or in the area.
pub(crate) fn gather(scope: &Scope<'_, '_>) -> Result<Nearby, PackError> {
    let mut nearby = Nearby::default();
    let mut numbers = numbers(scope, &mut nearby);
    // items lie far apart in memory: what is asked of all of them before one is read comes sooner
    numbers.retain(|(number, _)| !scope.picture.is_over(*number, scope.today));
    let (places, others): (Vec<_>, Vec<_>) =
        numbers.into_iter().partition(|(number, _)| scope.picture.is_place(*number));
    for (number, found) in others {
        let item = scope.picture.item(number)?;
        if is_hidden(scope, &item) {
            continue;
        }
        match item {
            Item::Rule(rule) => nearby.rules.extend(rule_item(scope, rule, found)),
            Item::Contact(contact) => nearby.who.extend(who_item(scope, contact)),
            Item::Notice(notice) => nearby.notices.extend(notice_item(scope, notice, found)),
            Item::Problem(problem) => nearby.problems.extend(problem_item(scope, problem, found)),
            Item::Place(_) => {}
        }
    }
    nearby.take_places(scope, places)?;
    nearby.sort();
    for rule in &mut nearby.rules {
        rule.calls = super::calls::calls(rule, &nearby.who);
    }
    Ok(nearby)
}

/// Whether an item may not be shown.
pub(crate) fn is_hidden(scope: &Scope<'_, '_>, item: &Item) -> bool {
    let (source, id) = match item {
        Item::Rule(rule) => (rule.source, &rule.id),
        Item::Contact(contact) => (contact.source, &contact.id),
        Item::Notice(notice) => (notice.source, &notice.id),
        Item::Place(place) => (place.source, &place.id),
        // a problem loses its hidden reports
        Item::Problem(_) => return false,
    };
    scope.hides(source, id)
}

/// The numbers of the items, each once, in order, with the nearest way in which it was found.
fn numbers(scope: &Scope<'_, '_>, nearby: &mut Nearby) -> Vec<(u32, Found)> {
    let mut found: Vec<(u32, Found)> = Vec::new();
    let picture = scope.picture;
    if scope.area.is_some() {
        for (number, position) in in_area(scope) {
            if scope.holds(position) {
                found.push((number, Found::At(0.0)));
            }
        }
    } else {
        for near in picture.points.within(scope.position, scope.radius_m) {
            if let Some(&number) = picture.point_items.get(near.item as usize) {
                found.push((number, Found::At(near.metres)));
            }
        }
        for near in picture.zones.areas_within(scope.position, scope.radius_m) {
            if let Some(&number) = picture.zone_items.get(near.area as usize) {
                found.push((number, Found::At(near.metres)));
            }
        }
    }
    found.extend(picture.everywhere.iter().map(|number| (*number, Found::ByArea)));
    let mut key = String::new();
    for code in &scope.codes {
        found.extend(picture.items_of(code).iter().map(|number| (*number, Found::ByArea)));
        key.clear();
        key.push(SOMEWHERE);
        key.push_str(code);
        let somewhere = picture.items_of(&key);
        let most = if scope.area.is_some() { ITEMS_MAX } else { SOMEWHERE_MAX };
        let (shown, left_out) = somewhere_shown(scope, somewhere, most);
        nearby.somewhere_hidden += left_out;
        found.extend(shown.into_iter().map(|number| (number, Found::Somewhere)));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.rank().total_cmp(&b.1.rank())));
    found.dedup_by_key(|(number, _)| *number);
    nearby.cut = found.len().saturating_sub(ITEMS_MAX * 10);
    found.truncate(ITEMS_MAX * 10);
    found
}

/// The first of the items that hold somewhere in an area, as many as are shown, and how many are left out. One that is
/// suppressed is neither.
fn somewhere_shown(scope: &Scope<'_, '_>, all: &[u32], most: usize) -> (Vec<u32>, usize) {
    if scope.suppressed.records().next().is_none() {
        return (all.iter().copied().take(most).collect(), all.len().saturating_sub(most));
    }
    let mut shown = Vec::new();
    let mut left_out = 0;
    for &number in all {
        if scope.picture.item(number).is_ok_and(|item| is_hidden(scope, &item)) {
            continue;
        }
        if shown.len() < most { shown.push(number) } else { left_out += 1 }
    }
    (shown, left_out)
}

/// Items whose point, or the label of whose zone, lies in the box of the area that was asked about.
fn in_area(scope: &Scope<'_, '_>) -> Vec<(u32, Position)> {
    let Some(bounds) = scope.bounds() else { return Vec::new() };
    let picture = scope.picture;
    let mut items = Vec::new();
    for near in picture.points.in_box(bounds) {
        let place = picture.point_places.get(near as usize);
        let position = place.and_then(|[lon, lat]| Position::from_steps(*lon, *lat).ok());
        if let (Some(&number), Some(position)) = (picture.point_items.get(near as usize), position) {
            items.push((number, position));
        }
    }
    for zone in picture.zones.areas_in_box(bounds) {
        let label = picture
            .zone_labels
            .get(zone as usize)
            .and_then(|[lon, lat]| Position::from_steps(*lon, *lat).ok());
        if let (Some(&number), Some(position)) = (picture.zone_items.get(zone as usize), label) {
            items.push((number, position));
        }
    }
    items
}

impl Scope<'_, '_> {
    /// Whether a record of a source may not be shown.
    pub(crate) fn hides(&self, source: SourceNumber, id: &str) -> bool {
        self.picture.source(source).is_some_and(|source| self.suppressed.hides(source.dataset.as_str(), id))
    }

    /// The box of the area that was asked about.
    fn bounds(&self) -> Option<Bounds> {
        let (set, number) = self.picture.newest(self.area.as_ref()?)?;
        set.bounds(number)
    }

    /// Whether the area that was asked about holds a position.
    fn holds(&self, position: Position) -> bool {
        let mut areas = Vec::new();
        self.area.as_ref().and_then(|code| self.picture.newest(code)).is_some_and(|(set, number)| {
            set.cover.lookup_all(position, &mut areas);
            areas.contains(&number)
        })
    }
}

impl Nearby {
    /// Takes the nearest places of which no more than [`PLACES_MAX`] are shown, and those at the same distance as the
    /// last; the others are only counted.
    fn take_places(&mut self, scope: &Scope<'_, '_>, mut places: Vec<(u32, Found)>) -> Result<(), PackError> {
        places.sort_unstable_by_key(|(number, found)| (metres(*found), *number));
        let mut last = u32::MAX;
        for (at, (number, found)) in places.iter().copied().enumerate() {
            // a record that is suppressed is not counted as left out: then all are looked at
            if metres(found) > last && scope.suppressed.records().next().is_none() {
                self.cut += places.len() - at;
                break;
            }
            if let Item::Place(place) = scope.picture.item(number)?
                && !scope.hides(place.source, &place.id)
            {
                self.places.extend(place_item(scope, place, found));
            }
            if self.places.len() == PLACES_MAX {
                last = last.min(metres(found));
            }
        }
        Ok(())
    }

    fn sort(&mut self) {
        // in force first, then what comes soonest, then what lies nearest
        self.rules.sort_by(|a, b| {
            let rank = |rule: &RuleItem| match (rule.in_force, rule.place_known) {
                (_, false) => 3,
                (Some(true), _) => 0,
                (None, _) => 1,
                (Some(false), _) => 2,
            };
            let key = |rule: &RuleItem| (rank(rule), rule.distance_m > 0, rule.changes_at, rule.distance_m);
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        self.who.sort_by_key(who_key);
        self.notices.sort_by(|a, b| {
            let key = |notice: &NoticeItem| std::cmp::Reverse(notice.from.max(notice.published));
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        self.problems.sort_by(|a, b| {
            (b.open, b.reports, b.last).cmp(&(a.open, a.reports, a.last)).then_with(|| a.id.cmp(&b.id))
        });
        self.places.sort_by(|a, b| a.distance_m.cmp(&b.distance_m).then_with(|| a.id.cmp(&b.id)));
        for length in [self.rules.len(), self.who.len(), self.notices.len(), self.problems.len()] {
            self.cut += length.saturating_sub(ITEMS_MAX);
        }
        self.cut += self.places.len().saturating_sub(PLACES_MAX);
        self.rules.truncate(ITEMS_MAX);
        self.who.truncate(ITEMS_MAX);
        self.notices.truncate(ITEMS_MAX);
        self.problems.truncate(ITEMS_MAX);
        self.places.truncate(PLACES_MAX);
    }
}

/// Who can be called comes first, the nearest to the street first; then who acts on what, by theme and turn.
fn who_key(who: &WhoItem) -> (u8, String, u8, String, String) {
    let kind = match who.kind {
        ContactKind::Basisteam => 0,
        ContactKind::Wijkagent => 1,
        ContactKind::Contactpunt => 2,
        ContactKind::Eenheid => 3,
        ContactKind::Afspraak => 4,
    };
    let rank = if who.rank == 0 { u8::MAX } else { who.rank };
    // of agreements the turns of one theme stand together
    let theme = if who.kind == ContactKind::Afspraak { who.themes.first().cloned() } else { None };
    (kind, theme.unwrap_or_default(), rank, who.party.clone(), who.id.clone())
}
