//! The shape of a definition that cannot be read as it stands: every key that is unknown, missing or of the wrong kind,
//! each with its line, and not only the first.
//!
//! A table is read once for each of its keys, with nothing beside it: what is then said is about that key. For what is
//! missing or wrong something harmless stands in, so that what the whole definition means can be looked at too.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::{
    Dataset, Fetch, FigureColumn, Format, Geometry, Join, Layer, LongFigures, MeasureWords, Paging, PointFrom,
};

/// What stands in for an id.
pub(super) const STAND_IN_ID: &str = "no-id";
/// What stands in for a value of a record.
const VALUE: &str = "{ value = '' }";
/// What stands in for a text.
const TEXT: &str = "''";

/// A key that must be there and what stands in for it.
type Required = (&'static str, &'static str);

/// The faults of a definition, and the definition with stand-ins for them, where it can be had.
pub(super) fn mended(text: &str) -> (Vec<String>, Option<Dataset>) {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut walk = Walk { text, faults: Vec::new() };
    if !errors.is_empty() {
        for error in errors {
            walk.fault(error.span().map_or(0, |span| span.start), error.message());
        }
        return (walk.told(), None);
    }
    let span = document.span();
    let mut root = document.into_inner();
    walk.dataset(&mut root, span.clone());
    let mended = read(root, span);
    if let (Err(error), true) = (&mended, walk.faults.is_empty()) {
        walk.fault(error.span().map_or(0, |span| span.start), error.message());
    }
    (walk.told(), mended.ok())
}

fn read<T: DeserializeOwned>(table: DeTable<'_>, span: Range<usize>) -> Result<T, toml::de::Error> {
    T::deserialize(Deserializer::from(Spanned::new(span, table)))
}

struct Walk<'t> {
    text: &'t str,
    /// where and what
    faults: Vec<(usize, String)>,
}

impl<'t> Walk<'t> {
    fn fault(&mut self, at: usize, what: impl Into<String>) {
        self.faults.push((at, what.into()));
    }

    /// The faults in the order of the file, each with its line.
    fn told(self) -> Vec<String> {
        let mut faults = self.faults;
        faults.sort();
        let line = |at: usize| self.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        faults.into_iter().map(|(at, what)| format!("line {}: {what}", line(at))).collect()
    }

    fn dataset(&mut self, root: &mut DeTable<'t>, at: Range<usize>) {
        let required = [
            ("id", "'no-id'"),
            ("title", TEXT),
            ("publisher", TEXT),
            ("licence", TEXT),
            ("cadence", "'once'"),
            ("personal_data", "'none'"),
            ("tells", TEXT),
            ("format", "{ kind = 'geojson' }"),
            ("layer", "{ kind = 'places', what = { value = '' } }"),
        ];
        let inner = ["format", "geometry", "join", "fetch", "layer"];
        self.tables(root, "", &inner);
        self.keys::<Dataset>(root, "", &at, &required, None, &inner);
        self.within(root, "format", "format", Self::format);
        self.within(root, "geometry", "geometry", Self::geometry);
        self.within(root, "join", "join", Self::join);
        self.within(root, "fetch", "fetch", Self::fetch);
        self.within(root, "layer", "layer", Self::layer);
    }

    fn format(&mut self, table: &mut DeTable<'t>, path: &str, at: Range<usize>) {
        if self.kind::<Format>(table, path, &at, "geojson").is_some() {
            self.keys::<Format>(table, path, &at, &[], Some("kind"), &[]);
        }
    }

    fn geometry(&mut self, table: &mut DeTable<'t>, path: &str, at: Range<usize>) {
        self.tables(table, path, &["from"]);
        self.keys::<Geometry>(table, path, &at, &[], None, &["from"]);
        self.within(table, "from", &format!("{path}.from"), |walk, table, path, at| {
            walk.keys::<PointFrom>(table, path, &at, &[], None, &[]);
        });
    }

    fn join(&mut self, table: &mut DeTable<'t>, path: &str, at: Range<usize>) {
        let required = [("role", TEXT), ("on", TEXT), ("key", VALUE), ("format", "{ kind = 'geojson' }")];
        let inner = ["format", "geometry"];
        self.tables(table, path, &inner);
        self.keys::<Join>(table, path, &at, &required, None, &inner);
        self.within(table, "format", &format!("{path}.format"), Self::format);
        self.within(table, "geometry", &format!("{path}.geometry"), Self::geometry);
    }

    fn fetch(&mut self, table: &mut DeTable<'t>, path: &str, at: Range<usize>) {
        let inner = ["paging", "also"];
        self.tables(table, path, &["paging"]);
        self.keys::<Fetch>(table, path, &at, &[("address", TEXT), ("file", TEXT)], None, &inner);
        self.within(table, "paging", &format!("{path}.paging"), Self::paging);
        self.each(table, path, "also", Self::fetch);
    }

    fn paging(&mut self, table: &mut DeTable<'t>, path: &str, at: Range<usize>) {
        let Some(kind) = self.kind::<Paging>(table, path, &at, "none") else { return };
        let required: &[Required] = match kind.as_str() {
            "sru" | "socrata" => &[("page_size", "1")],
            "offset" => &[("parameter", TEXT), ("page_size", "1")],
            _ => &[],
        };
        self.keys::<Paging>(table, path, &at, required, Some("kind"), &[]);
    }

    fn layer(&mut self, table: &mut DeTable<'t>, path: &str, at: Range<usize>) {
        let Some(kind) = self.kind::<Layer>(table, path, &at, "places") else {
            table.insert(Spanned::new(at, "what".into()), stand_in(VALUE));
            return;
        };
        let required: &[Required] = match kind.as_str() {
            "areas" => &[("level", "'gebied'"), ("code", VALUE)],
            "figures" => &[("measure", "[]")],
            "rules" => &[("id", VALUE), ("theme", VALUE), ("title", VALUE)],
            "contacts" => &[("id", VALUE), ("what", VALUE), ("party", VALUE)],
            "notices" => &[("id", VALUE), ("title", VALUE)],
            "reports" => &[("id", VALUE), ("theme", VALUE), ("at", VALUE)],
            "places" => &[("what", VALUE)],
            "addresses" => &[("street", VALUE), ("number", VALUE), ("town", VALUE)],
            _ => &[],
        };
        let inner: &[&str] = if kind == "figures" { &["measure", "figure", "long"] } else { &[] };
        self.keys::<Layer>(table, path, &at, required, Some("kind"), inner);
        if kind != "figures" {
            return;
        }
        self.each(table, path, "measure", |walk, table, path, at| {
            let required = [("id", TEXT), ("label", TEXT), ("unit", TEXT), ("number", "'count'")];
            walk.keys::<MeasureWords>(table, path, &at, &required, None, &[]);
        });
        self.each(table, path, "figure", |walk, table, path, at| {
            walk.keys::<FigureColumn>(table, path, &at, &[("column", TEXT), ("measure", TEXT)], None, &[]);
        });
        self.tables(table, path, &["long"]);
        self.within(table, "long", &format!("{path}.long"), |walk, table, path, at| {
            walk.keys::<LongFigures>(table, path, &at, &[("value", TEXT), ("measure", VALUE)], None, &[]);
        });
    }

    /// Looks at the keys of a table one by one, apart from `inner`, and puts in what must be there. `tag` is the key
    /// that says what the table is.
    fn keys<T: DeserializeOwned>(
        &mut self,
        table: &mut DeTable<'t>,
        path: &str,
        at: &Range<usize>,
        required: &[Required],
        tag: Option<&str>,
        inner: &[&str],
    ) {
        for (key, _) in required.iter().filter(|(key, _)| !table.contains_key(*key)) {
            self.fault(at.start, format!("`{}` is missing", joined(path, key)));
        }
        let keys: Vec<(String, usize)> =
            table.keys().map(|key| (key.get_ref().to_string(), key.span().start)).collect();
        for (key, start) in keys.iter().map(|(key, start)| (key.as_str(), *start)) {
            if tag == Some(key) || inner.contains(&key) {
                continue;
            }
            let alone = only(table, [Some(key), tag]);
            if let Err(error) = read::<T>(alone, at.clone())
                && !error.message().starts_with("missing field")
            {
                self.fault(start, format!("`{}`: {}", joined(path, key), in_words(error.message())));
                table.remove(key);
            }
        }
        for (key, value) in required {
            if !table.contains_key(*key) {
                table.insert(Spanned::new(at.clone(), (*key).into()), stand_in(value));
            }
        }
    }

    /// What a table is, by its key `kind`. When that is not known the rest says nothing: only a stand-in stays.
    fn kind<T: DeserializeOwned>(
        &mut self,
        table: &mut DeTable<'t>,
        path: &str,
        at: &Range<usize>,
        otherwise: &'static str,
    ) -> Option<String> {
        let alone = only(table, [Some("kind"), None]);
        let start = alone.keys().next().map_or(at.start, |key| key.span().start);
        let kind = alone.get("kind").and_then(|value| value.get_ref().as_str()).map(str::to_owned);
        let nothing = alone.is_empty();
        match read::<T>(alone, at.clone()) {
            Err(error) if nothing || !error.message().starts_with("missing field") => {
                let why =
                    if nothing { " is missing".into() } else { format!(": {}", in_words(error.message())) };
                self.fault(start, format!("`{}`{why}", joined(path, "kind")));
                table.clear();
                let otherwise = DeValue::String(otherwise.into());
                table.insert(Spanned::new(at.clone(), "kind".into()), Spanned::new(at.clone(), otherwise));
                None
            }
            _ => kind,
        }
    }

    /// Makes an empty table of what must be a table and is none.
    fn tables(&mut self, table: &mut DeTable<'t>, path: &str, names: &[&str]) {
        for name in names {
            if let Some(value) = table.get_mut(*name)
                && !value.get_ref().is_table()
            {
                let (span, path) = (value.span(), joined(path, name));
                self.fault(span.start, format!("`{path}` must be a table: write [{path}]"));
                *value = Spanned::new(span, DeValue::Table(DeTable::new()));
            }
        }
    }

    /// Goes into the table under this name, when there is one.
    fn within(
        &mut self,
        table: &mut DeTable<'t>,
        name: &str,
        path: &str,
        go: impl FnOnce(&mut Self, &mut DeTable<'t>, &str, Range<usize>),
    ) {
        let Some(value) = table.get_mut(name) else { return };
        let span = value.span();
        if let DeValue::Table(inner) = value.get_mut() {
            go(self, inner, path, span);
        }
    }

    /// Goes into each of the tables in a list under this name.
    fn each(
        &mut self,
        table: &mut DeTable<'t>,
        path: &str,
        name: &str,
        mut go: impl FnMut(&mut Self, &mut DeTable<'t>, &str, Range<usize>),
    ) {
        let path = joined(path, name);
        let Some(value) = table.get_mut(name) else { return };
        let span = value.span();
        let items = match value.get_mut() {
            DeValue::Array(items) => std::mem::replace(items, DeArray::new()),
            _ => DeArray::new(),
        };
        let count = items.len();
        let mut tables = Vec::with_capacity(count);
        for mut item in items {
            let span = item.span();
            if let DeValue::Table(inner) = item.get_mut() {
                go(self, inner, &path, span);
                tables.push(item);
            }
        }
        if tables.len() < count || !value.get_ref().is_array() {
            self.fault(span.start, format!("`{path}` must be a list of tables: write [[{path}]]"));
        }
        *value = Spanned::new(span, DeValue::Array(tables.into_iter().collect()));
    }
}

/// The same table with these keys only.
fn only<'t>(table: &DeTable<'t>, keys: [Option<&str>; 2]) -> DeTable<'t> {
    let pairs = keys.into_iter().flatten().filter_map(|key| table.get_key_value(key));
    pairs.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// The path of a key in a table.
fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.into() } else { format!("{path}.{key}") }
}

/// What the TOML library says, with the word that the documents have for it.
fn in_words(message: &str) -> String {
    message.replacen("unknown field", "unknown key", 1).replace('\n', " ")
}

/// A value from its text in TOML; the texts are those above.
fn stand_in(text: &'static str) -> Spanned<DeValue<'static>> {
    DeValue::parse_recoverable(text).0
}

#[cfg(test)]
mod tests;
