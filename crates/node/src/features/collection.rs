//! What collections there are: one for each kind of thing, and one for each dataset.

use std::ops::Range;

use schouw_area::{Bounds, Level};
use schouw_picture::layers::{LayerKind, Source, SourceNumber};

use super::meta::{ColumnMeta, Meta, RunShape, SetKind};
use super::time::{ALWAYS, Span};
use crate::format::column::Kind;

/// A collection of features.
#[derive(Debug, Clone, PartialEq)]
pub struct Collection {
    /// its id, as it stands in an address
    pub id: String,
    /// what it is called, in Dutch
    pub title: String,
    /// what is in it, in Dutch
    pub description: String,
    /// its dataset, when it is that of one
    pub source: Option<Source>,
    /// how many features may be shown
    pub rows: u64,
    /// the box round all that have a place
    pub bounds: Option<Bounds>,
    /// from the first to the last second since 1970 of which something is told; an end that is not known is none
    pub times: (Option<i64>, Option<i64>),
    /// the properties of the features
    pub properties: Vec<Property>,
    /// what is drawn
    pub drawn: Drawn,
    pub(super) parts: Vec<Part>,
}

/// A property of the features of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// name in snake_case
    pub name: String,
    /// what it holds
    pub kind: PropertyKind,
    /// whether features can be asked for by its value
    pub queryable: bool,
}

/// What a property holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertyKind {
    /// text
    Text,
    /// a whole number
    Whole,
    /// a number
    Number,
    /// yes or no
    Yes,
    /// a day in the Netherlands
    Date,
    /// an instant in UTC
    Moment,
}

/// What is drawn for the features of a collection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// nothing
    Nothing,
    /// points
    Points,
    /// surfaces
    Surfaces,
    /// points and surfaces
    Both,
}

/// Where the features of a collection stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// rows of a set
    Rows { set: usize, rows: Range<u32> },
    /// addresses, all or those of one dataset
    Addresses { source: Option<SourceNumber>, rows: u32 },
}

/// The collections of a snapshot, the kinds first, then the datasets by id.
pub(super) fn collections(meta: &Meta) -> Vec<Collection> {
    let mut all = kinds(meta);
    for (number, source) in meta.sources.iter().enumerate() {
        let taken = all.iter().any(|known| known.id == source.dataset.as_str());
        let Ok(number) = SourceNumber::try_from(number) else { continue };
        if source.layer == LayerKind::Figures || taken {
            continue;
        }
        let description = format!(
            "Deze bron vertelt {}. Uitgever: {}. Licentie: {}. Opgehaald op {}.",
            source.tells, source.publisher, source.licence, source.retrieved
        );
        let mut collection = Collection::new(source.dataset.as_str(), &source.title, &description);
        collection.source = Some(source.clone());
        if source.layer == LayerKind::Addresses {
            collection.add_addresses(meta, Some(number));
        } else {
            collection.add_sets(meta, &|_| true, Some(number));
        }
        all.push(collection);
    }
    all
}

fn kinds(meta: &Meta) -> Vec<Collection> {
    let levels = [
        ("gemeenten", "Gemeenten", "Gemeenten met hun grens", Level::Gemeente, true),
        ("wijken", "Wijken", "Wijken met hun grens", Level::Wijk, true),
        ("buurten", "Buurten", "Buurten met hun grens", Level::Buurt, true),
        (
            "postcodegebieden",
            "Postcodegebieden",
            "Gebieden van postcodes van vier cijfers",
            Level::Postcode4,
            false,
        ),
        ("gebieden", "Gebieden", "Andere gebieden, zoals basisteams en werkgebieden", Level::Gebied, false),
        ("landen", "Land", "Het hele land", Level::Land, false),
    ];
    let mut all = Vec::new();
    for (id, title, what, level, always) in levels {
        let text =
            format!("{what}, van elk jaar in deze momentopname; kies een jaar met `datetime` of `year`.");
        let mut collection = Collection::new(id, title, &text);
        collection.add_sets(
            meta,
            &|kind| matches!(kind, SetKind::Areas { level: l, .. } if *l == level),
            None,
        );
        if always || collection.rows > 0 {
            all.push(collection);
        }
    }
    let items = [
        ("regels", "Regels", "Wat waar en wanneer mag of moet, en wie er handelt.", SetKind::Rules),
        (
            "bekendmakingen",
            "Bekendmakingen",
            "Officiële publicaties: vergunningen, evenementen, verkeersbesluiten.",
            SetKind::Notices,
        ),
        (
            "meldingen",
            "Meldingen",
            "Problemen: de meldingen over één overlast op één plek bij elkaar. Wat een melder schreef staat er niet in.",
            SetKind::Problems,
        ),
        ("plekken", "Plekken", "Dingen met een plek: scholen, ongevallen, lichtmasten.", SetKind::Places),
        (
            "contacten",
            "Contacten en afspraken",
            "Wie er handelt en wie te bereiken is: teams en balies, geen namen van mensen.",
            SetKind::Contacts,
        ),
    ];
    for (id, title, text, wanted) in items {
        let mut collection = Collection::new(id, title, text);
        collection.add_sets(meta, &|kind| *kind == wanted, None);
        if collection.rows > 0 || wanted != SetKind::Contacts {
            all.push(collection);
        }
    }
    if !meta.addresses.is_empty() {
        let mut collection = Collection::new("adressen", "Adressen", "Adressen met hun plek.");
        collection.add_addresses(meta, None);
        all.push(collection);
    }
    all
}

impl Collection {
    fn new(id: &str, title: &str, description: &str) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            description: description.into(),
            source: None,
            rows: 0,
            bounds: None,
            times: (None, None),
            properties: Vec::new(),
            drawn: Drawn::Nothing,
            parts: Vec::new(),
        }
    }

    /// Adds the rows of the sets of a kind, of one dataset or of all; the newest divisions first.
    fn add_sets(&mut self, meta: &Meta, wanted: &dyn Fn(&SetKind) -> bool, source: Option<SourceNumber>) {
        let year = |kind: &SetKind| match kind {
            SetKind::Areas { year, .. } => year.0,
            _ => 0,
        };
        let mut sets: Vec<_> = meta.sets.iter().enumerate().filter(|(_, set)| wanted(&set.kind)).collect();
        sets.sort_by_key(|(_, set)| std::cmp::Reverse(year(&set.kind)));
        let mut span: Option<Span> = None;
        for (number, set) in sets {
            let runs = set.runs.iter().filter(|run| source.is_none_or(|source| run.source == source));
            let mut any = false;
            for run in runs {
                any = true;
                self.parts.push(Part::Rows { set: number, rows: run.start..run.end });
                self.rows += u64::from(run.end - run.start);
                self.bounds = joined(self.bounds, run.bounds);
                span = Some(span.map_or(run.span, |s| [s[0].min(run.span[0]), s[1].max(run.span[1])]));
                self.drawn = self.drawn.and(run.shape);
            }
            if self.properties.is_empty() && (any || source.is_none()) {
                self.properties = set.columns.iter().map(Property::of).collect();
            }
        }
        let known = |second: i64, unknown: i64| (second != unknown).then_some(second);
        self.times = span.map_or((None, None), |[from, to]| (known(from, ALWAYS[0]), known(to, ALWAYS[1])));
    }

    fn add_addresses(&mut self, meta: &Meta, source: Option<SourceNumber>) {
        let mut rows = 0;
        for run in meta.addresses.iter().filter(|run| source.is_none_or(|source| run.source == source)) {
            rows += run.rows;
            self.bounds = joined(self.bounds, Some(run.bounds));
        }
        // of one dataset that has them all no row need be passed over
        let only = meta.addresses.len() == 1;
        self.parts.push(Part::Addresses { source: source.filter(|_| !only || rows == 0), rows });
        self.rows = u64::from(rows);
        self.drawn = Drawn::Points;
        self.properties = super::addresses::properties();
    }
}

impl Property {
    fn of(column: &ColumnMeta) -> Self {
        let kind = match column.kind {
            Kind::Text => PropertyKind::Text,
            Kind::Whole => PropertyKind::Whole,
            Kind::Number => PropertyKind::Number,
            Kind::Yes => PropertyKind::Yes,
            Kind::Date => PropertyKind::Date,
            Kind::Moment => PropertyKind::Moment,
        };
        Self { name: column.name.clone(), kind, queryable: kind != PropertyKind::Number }
    }
}

impl Drawn {
    fn and(self, shape: RunShape) -> Self {
        match (self, shape) {
            (known, RunShape::Nothing) => known,
            (Self::Nothing | Self::Points, RunShape::Points) => Self::Points,
            (Self::Nothing | Self::Surfaces, RunShape::Surfaces) => Self::Surfaces,
            _ => Self::Both,
        }
    }
}

fn joined(a: Option<Bounds>, b: Option<Bounds>) -> Option<Bounds> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.and(b)),
        (one, other) => one.or(other),
    }
}
