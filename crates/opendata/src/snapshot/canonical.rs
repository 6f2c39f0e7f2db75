//! The canonical rows of a snapshot and their digest.
//!
//! A row is its fields as text with tabs between them; in a field a backslash, tab or line end is written `\\`, `\t`,
//! `\n`. Coordinates are whole steps of 1e-7 degree, longitude first; numbers are the shortest decimal text that reads
//! back as the same number; what is not known is empty. Rows stand in the order that [`super::finish`] gives and end
//! in a line feed. The digest of a layer is the SHA-256 of its rows; that of the snapshot is over the schema version and the
//! sorted list of layers with their digests. Containers, times and tool versions are not in it.

use std::fmt::Write as _;

use schouw_area::Shape;
use schouw_base::{Digest, Hasher};
use schouw_picture::layers::{Extent, Layers, Source, SourceNumber};

/// Version of the canonical rows.
pub const SCHEMA_VERSION: u32 = 1;

/// A layer's digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerDigest {
    /// name of the layer: `areas-buurt-2019-cbs-buurten-2019`, `figures`, `rules`
    pub layer: String,
    /// number of rows
    pub rows: u64,
    /// SHA-256 of the rows
    pub digest: Digest,
}

/// The digest of a snapshot with these layers.
#[must_use]
pub fn digest_of(layers: &[LayerDigest]) -> Digest {
    let mut sorted: Vec<&LayerDigest> = layers.iter().collect();
    sorted.sort_by(|a, b| a.layer.cmp(&b.layer));
    let mut hasher = Hasher::default();
    hasher.update(format!("schouw snapshot {SCHEMA_VERSION}\n").as_bytes());
    for layer in sorted {
        hasher.update(format!("{}\t{}\n", layer.layer, layer.digest).as_bytes());
    }
    hasher.finish()
}

/// The digests of all layers. The layers are in the order that [`super::finish`] gives.
#[must_use]
pub fn layer_digests(layers: &Layers) -> Vec<LayerDigest> {
    let names: Vec<String> = layers.sources.iter().map(|source| source.dataset.to_string()).collect();
    let name = |source: SourceNumber| names.get(usize::from(source)).map_or("", String::as_str);
    let mut digests = vec![sources(&layers.sources)];
    digests.extend(area_digests(layers, &name));
    digests.push(figure_digest(layers, &name));
    digests.extend(item_digests(layers, &name));
    digests.push(address_digest(layers, &name));
    digests.retain(|layer| layer.rows > 0);
    digests
}

/// Rows on their way into a digest.
#[derive(Default)]
struct Rows {
    hasher: Hasher,
    line: String,
    rows: u64,
}

impl Rows {
    /// Adds a field to the row.
    fn field(&mut self, text: &str) -> &mut Self {
        if !self.line.is_empty() {
            self.line.push('\t');
        }
        // nearly every text: nothing to escape
        if !text.bytes().any(|byte| matches!(byte, b'\\' | b'\t' | b'\n')) {
            self.line.push_str(text);
            return self;
        }
        for c in text.chars() {
            match c {
                '\\' => self.line.push_str("\\\\"),
                '\t' => self.line.push_str("\\t"),
                '\n' => self.line.push_str("\\n"),
                c => self.line.push(c),
            }
        }
        self
    }

    /// Adds what has a text form without signs to escape.
    fn plain(&mut self, value: impl std::fmt::Display) -> &mut Self {
        if !self.line.is_empty() {
            self.line.push('\t');
        }
        // writing to a String cannot fail
        let _ = write!(self.line, "{value}");
        self
    }

    fn option(&mut self, value: Option<impl std::fmt::Display>) -> &mut Self {
        match value {
            Some(value) => self.plain(value),
            None => self.field(""),
        }
    }

    fn list(&mut self, values: &[String]) -> &mut Self {
        self.field(&values.join("\n"))
    }

    fn extent(&mut self, extent: &Extent) -> &mut Self {
        let mut text = String::new();
        match extent {
            Extent::Points(points) => {
                text.push_str("points");
                for (lon, lat) in points {
                    let _ = write!(text, " {lon} {lat}");
                }
            }
            Extent::Shape(shape) => shape_text(shape, &mut text),
            Extent::Area(code) => text = format!("area {code}"),
            Extent::Somewhere(code) => text = format!("somewhere {code}"),
            Extent::Everywhere => text.push_str("everywhere"),
            Extent::Nowhere => text.push_str("nowhere"),
        }
        self.field(&text)
    }

    fn end(&mut self) {
        self.line.push('\n');
        self.hasher.update(self.line.as_bytes());
        self.line.clear();
        self.rows += 1;
    }

    fn finish(self, layer: impl Into<String>) -> LayerDigest {
        LayerDigest { layer: layer.into(), rows: self.rows, digest: self.hasher.finish() }
    }
}

fn shape_text(shape: &Shape, text: &mut String) {
    text.push_str("shape");
    for polygon in &shape.polygons().0 {
        text.push_str(" polygon");
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            text.push_str(" ring");
            for vertex in &ring.0 {
                let _ = write!(text, " {} {}", vertex.x, vertex.y);
            }
        }
    }
}

fn sources(sources: &[Source]) -> LayerDigest {
    let mut rows = Rows::default();
    for source in sources {
        let Source {
            dataset,
            title,
            publisher,
            licence,
            homepage,
            retrieved,
            cadence: _,
            tells,
            layer,
            covers: _,
        } = source;
        rows.plain(dataset).field(title).field(publisher).field(licence).field(homepage).plain(retrieved);
        rows.field(tells).field(layer.name()).end();
    }
    rows.finish("sources")
}

fn area_digests<'n>(layers: &Layers, name: &dyn Fn(SourceNumber) -> &'n str) -> Vec<LayerDigest> {
    let digest = |set: &schouw_picture::layers::AreaSet| {
        let mut rows = Rows::default();
        for area in &set.areas {
            rows.plain(&area.code)
                .field(&area.name)
                .option(area.wijk.as_ref())
                .option(area.gemeente.as_ref());
            let mut text = String::new();
            shape_text(&area.shape, &mut text);
            rows.field(&text).end();
        }
        rows.finish(format!("areas-{}-{}-{}", set.level, set.year, name(set.source)))
    };
    layers.area_sets.iter().map(digest).collect()
}

fn figure_digest<'n>(layers: &Layers, name: &dyn Fn(SourceNumber) -> &'n str) -> LayerDigest {
    let mut rows = Rows::default();
    let figures = &layers.figures;
    for row in &figures.rows {
        let (Some(area), Some(measure)) =
            (figures.areas.get(row.area as usize), figures.measures.get(usize::from(row.measure)))
        else {
            continue;
        };
        rows.plain(&area.code)
            .plain(area.year)
            .field(&measure.id)
            .field(figures.periods.word(u32::from(row.period)));
        rows.option((!row.value.is_nan()).then_some(row.value)).field(name(row.source)).end();
    }
    rows.finish("figures")
}

fn item_digests<'n>(layers: &Layers, name: &dyn Fn(SourceNumber) -> &'n str) -> Vec<LayerDigest> {
    let mut rules = Rows::default();
    for r in &layers.rules {
        rules
            .field(name(r.source))
            .field(&r.id)
            .field(&r.theme)
            .field(&r.title)
            .field(&r.zone)
            .field(&r.text);
        rules.field(&r.article).field(&r.hours).list(&r.except).field(&r.hours_unknown).option(r.valid_from);
        rules.option(r.valid_until).list(&r.acts).field(&r.url).extent(&r.extent).end();
    }
    let mut contacts = Rows::default();
    for c in &layers.contacts {
        contacts
            .field(name(c.source))
            .field(&c.id)
            .plain(format_args!("{:?}", c.kind))
            .field(&c.party)
            .field(&c.name);
        contacts.field(&c.role).list(&c.themes).plain(c.rank).field(&c.phone).field(&c.email).field(&c.url);
        contacts
            .field(&c.hours)
            .field(&c.how_to_ask)
            .option(c.valid_until)
            .option(c.last_confirmed)
            .extent(&c.extent)
            .end();
    }
    let mut notices = Rows::default();
    for n in &layers.notices {
        notices
            .field(name(n.source))
            .field(&n.id)
            .field(&n.kind)
            .field(&n.title)
            .field(&n.text)
            .option(n.published);
        notices.option(n.from).option(n.until).field(&n.url).extent(&n.extent).end();
    }
    let mut reports = Rows::default();
    for r in &layers.reports {
        reports.field(name(r.source)).field(&r.id).field(&r.theme).plain(r.at).plain(r.open).field(&r.status);
        reports.plain(r.place.0).plain(r.place.1).end();
    }
    let mut places = Rows::default();
    for p in &layers.places {
        places.field(name(p.source)).field(&p.id).field(&p.kind).field(&p.name).field(&p.date);
        for (label, value) in &p.facts {
            places.field(label).field(value);
        }
        places.extent(&p.extent).end();
    }
    vec![
        rules.finish("rules"),
        contacts.finish("contacts"),
        notices.finish("notices"),
        reports.finish("reports"),
        places.finish("places"),
    ]
}

fn address_digest<'n>(layers: &Layers, name: &dyn Fn(SourceNumber) -> &'n str) -> LayerDigest {
    let mut rows = Rows::default();
    let words = &layers.addresses.words;
    for a in &layers.addresses.rows {
        rows.field(name(a.source)).plain(a.postcode).field(words.word(a.street)).plain(a.number);
        rows.field(words.word(a.suffix))
            .field(words.word(a.town))
            .plain(a.dwelling)
            .plain(a.lon)
            .plain(a.lat)
            .end();
    }
    rows.finish("addresses")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_backslash_tab_and_line_end_are_escaped_in_a_field() {
        let check = |text: &str, expected: &str| {
            let mut rows = Rows::default();
            rows.field("a").field(text);
            assert_eq!(rows.line, format!("a\t{expected}"), "{text:?}");
        };
        check("Kade 12, Volendam", "Kade 12, Volendam");
        check("één “plein”", "één “plein”");
        check("", "");
        check("a\\b\tc\nd", "a\\\\b\\tc\\nd");
        check("é\n", "é\\n");
    }
}
