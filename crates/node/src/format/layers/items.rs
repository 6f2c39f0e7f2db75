//! The columns of the things in a snapshot: rules, contacts, notices, places, reports and problems.

use std::borrow::Cow;

use schouw_area::STEPS_PER_DEGREE;
use schouw_picture::layers::{Contact, ContactKind, Extent, Notice, Place, Problem, Report, Rule};

use crate::format::column::{Cell, Column, Kind};

/// A thing that holds somewhere.
pub(crate) trait Placed {
    /// Where.
    fn extent(&self) -> &Extent;
}

macro_rules! placed {
    ($($item:ty),*) => { $(impl Placed for $item { fn extent(&self) -> &Extent { &self.extent } })* };
}
placed!(Rule, Contact, Notice, Place);

/// The columns that say in words where a thing holds: how the source told it, and the area.
pub(crate) fn extent_columns<T: Placed>() -> [Column<T>; 2] {
    [
        Column::needed("extent", Kind::Text, |item, _| Cell::word(extent_word(item.extent()))),
        Column::new("area_code", Kind::Text, |item, _| match item.extent() {
            Extent::Area(code) | Extent::Somewhere(code) => Cell::code(Some(code)),
            Extent::Points(_) | Extent::Shape(_) | Extent::Everywhere | Extent::Nowhere => Cell::Null,
        }),
    ]
}

fn extent_word(extent: &Extent) -> &'static str {
    match extent {
        Extent::Points(_) => "points",
        Extent::Shape(_) => "shape",
        Extent::Area(_) => "area",
        Extent::Somewhere(_) => "somewhere",
        Extent::Everywhere => "everywhere",
        Extent::Nowhere => "nowhere",
    }
}

pub(crate) fn rules() -> Vec<Column<Rule>> {
    vec![
        Column::needed("dataset", Kind::Text, |rule, datasets| Cell::word(datasets.name(rule.source))),
        Column::needed("id", Kind::Text, |rule, _| Cell::word(&rule.id)),
        Column::new("theme", Kind::Text, |rule, _| Cell::text(&rule.theme)),
        Column::new("title", Kind::Text, |rule, _| Cell::text(&rule.title)),
        Column::new("zone", Kind::Text, |rule, _| Cell::text(&rule.zone)),
        Column::new("text", Kind::Text, |rule, _| Cell::text(&rule.text)),
        Column::new("article", Kind::Text, |rule, _| Cell::text(&rule.article)),
        Column::new("hours", Kind::Text, |rule, _| Cell::text(&rule.hours)),
        Column::new("hours_except", Kind::Text, |rule, _| Cell::list(&rule.except)),
        Column::new("hours_unknown", Kind::Text, |rule, _| Cell::text(&rule.hours_unknown)),
        Column::new("valid_from", Kind::Date, |rule, _| Cell::date(rule.valid_from)),
        Column::new("valid_until", Kind::Date, |rule, _| Cell::date(rule.valid_until)),
        Column::new("acts", Kind::Text, |rule, _| Cell::list(&rule.acts)),
        Column::new("url", Kind::Text, |rule, _| Cell::text(&rule.url)),
    ]
}

pub(crate) fn contacts() -> Vec<Column<Contact>> {
    vec![
        Column::needed("dataset", Kind::Text, |contact, datasets| Cell::word(datasets.name(contact.source))),
        Column::needed("id", Kind::Text, |contact, _| Cell::word(&contact.id)),
        Column::needed("kind", Kind::Text, |contact, _| Cell::word(contact_word(contact.kind))),
        Column::new("party", Kind::Text, |contact, _| Cell::text(&contact.party)),
        Column::new("name", Kind::Text, |contact, _| Cell::text(&contact.name)),
        Column::new("role", Kind::Text, |contact, _| Cell::text(&contact.role)),
        Column::new("themes", Kind::Text, |contact, _| Cell::list(&contact.themes)),
        Column::new("rank", Kind::Whole, |contact, _| match contact.rank {
            0 => Cell::Null,
            rank => Cell::count(rank),
        }),
        Column::new("phone", Kind::Text, |contact, _| Cell::text(&contact.phone)),
        Column::new("email", Kind::Text, |contact, _| Cell::text(&contact.email)),
        Column::new("url", Kind::Text, |contact, _| Cell::text(&contact.url)),
        Column::new("hours", Kind::Text, |contact, _| Cell::text(&contact.hours)),
        Column::new("how_to_ask", Kind::Text, |contact, _| Cell::text(&contact.how_to_ask)),
        Column::new("valid_until", Kind::Date, |contact, _| Cell::date(contact.valid_until)),
        Column::new("last_confirmed", Kind::Date, |contact, _| Cell::date(contact.last_confirmed)),
    ]
}

fn contact_word(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Basisteam => "basisteam",
        ContactKind::Eenheid => "eenheid",
        ContactKind::Wijkagent => "wijkagent",
        ContactKind::Contactpunt => "contactpunt",
        ContactKind::Afspraak => "afspraak",
    }
}

pub(crate) fn notices() -> Vec<Column<Notice>> {
    vec![
        Column::needed("dataset", Kind::Text, |notice, datasets| Cell::word(datasets.name(notice.source))),
        Column::needed("id", Kind::Text, |notice, _| Cell::word(&notice.id)),
        Column::new("kind", Kind::Text, |notice, _| Cell::text(&notice.kind)),
        Column::new("title", Kind::Text, |notice, _| Cell::text(&notice.title)),
        Column::new("text", Kind::Text, |notice, _| Cell::text(&notice.text)),
        Column::new("published", Kind::Date, |notice, _| Cell::date(notice.published)),
        Column::new("valid_from", Kind::Date, |notice, _| Cell::date(notice.from)),
        Column::new("valid_until", Kind::Date, |notice, _| Cell::date(notice.until)),
        Column::new("url", Kind::Text, |notice, _| Cell::text(&notice.url)),
    ]
}

pub(crate) fn places() -> Vec<Column<Place>> {
    vec![
        Column::needed("dataset", Kind::Text, |place, datasets| Cell::word(datasets.name(place.source))),
        Column::needed("id", Kind::Text, |place, _| Cell::word(&place.id)),
        Column::new("kind", Kind::Text, |place, _| Cell::text(&place.kind)),
        Column::new("name", Kind::Text, |place, _| Cell::text(&place.name)),
        Column::new("date", Kind::Text, |place, _| Cell::text(&place.date)),
        Column::new("facts", Kind::Text, |place, _| {
            let facts: Vec<String> =
                place.facts.iter().map(|(label, value)| format!("{label}: {value}")).collect();
            Cell::list(&facts)
        }),
    ]
}

/// Reports have no column for what a reporter wrote: the layers hold none.
pub(crate) fn reports() -> Vec<Column<Report>> {
    vec![
        Column::needed("dataset", Kind::Text, |report, datasets| Cell::word(datasets.name(report.source))),
        Column::needed("id", Kind::Text, |report, _| Cell::word(&report.id)),
        Column::new("theme", Kind::Text, |report, _| Cell::text(&report.theme)),
        Column::needed("reported_at", Kind::Moment, |report, _| Cell::Moment(report.at)),
        Column::needed("open", Kind::Yes, |report, _| Cell::Yes(report.open)),
        Column::new("status", Kind::Text, |report, _| Cell::text(&report.status)),
        Column::needed("lon", Kind::Number, |report, _| {
            Cell::Number(f64::from(report.place.0) / STEPS_PER_DEGREE)
        }),
        Column::needed("lat", Kind::Number, |report, _| {
            Cell::Number(f64::from(report.place.1) / STEPS_PER_DEGREE)
        }),
    ]
}

pub(crate) fn problems() -> Vec<Column<Problem>> {
    vec![
        Column::needed("dataset", Kind::Text, |problem, datasets| Cell::word(datasets.name(problem.source))),
        Column::needed("id", Kind::Text, |problem, _| Cell::word(&problem.id)),
        Column::new("theme", Kind::Text, |problem, _| Cell::text(&problem.theme)),
        Column::needed("first_report_at", Kind::Moment, |problem, _| Cell::Moment(problem.first)),
        Column::needed("last_report_at", Kind::Moment, |problem, _| Cell::Moment(problem.last)),
        Column::needed("open", Kind::Yes, |problem, _| Cell::Yes(problem.open)),
        Column::needed("report_count", Kind::Whole, |problem, _| Cell::count(problem.reports.len())),
        Column::new("report_ids", Kind::Text, |problem, _| {
            let ids: Vec<&str> = problem.reports.iter().map(|report| report.id.as_str()).collect();
            Cell::Text(Cow::Owned(ids.join("; ")))
        }),
    ]
}

/// Where a problem is, in steps.
pub(crate) fn spot(problem: &Problem) -> (i32, i32) {
    problem.place
}
