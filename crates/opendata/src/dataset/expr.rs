//! How a definition says where a value comes from.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::finding::quoted;
use crate::row::Cell;

/// Where a value comes from. In TOML a plain text is the name of a column; a table says more:
///
/// - `{ value = "alcohol" }`: always this text
/// - `{ column = "type", words = { "A" = "fiets" }, default = "anders" }`: the column's text, translated
/// - `{ column = "code", prefix = "GM" }`: the column's text with something before it
/// - `{ template = "{straat} {nummer}" }`: several columns in one text
/// - `{ first = ["a", "b"] }`: the first of these columns that is not missing
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// always this text
    Value(String),
    /// the text of a column
    Column(ColumnExpr),
    /// several columns in one text: pieces of text and columns by turns
    Template(Vec<Piece>),
    /// the first column that is not missing
    First(Vec<String>),
}

/// The text of a column, perhaps translated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ColumnExpr {
    /// name of the column
    pub column: String,
    /// text to put before it
    pub prefix: String,
    /// texts and what they become; a text that is not listed becomes `default`, or stays as it is
    pub words: BTreeMap<String, String>,
    /// what a text becomes that is missing or not listed
    pub default: Option<String>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// text as it stands
    Text(String),
    /// the text of a column
    Column(String),
}

/// Why a template cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("template `{0}` has a brace that does not close")]
pub struct ExprError(String);

impl Expr {
    /// The columns it reads.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        match self {
            Self::Value(_) => Vec::new(),
            Self::Column(expr) => vec![expr.column.clone()],
            Self::First(columns) => columns.clone(),
            Self::Template(pieces) => {
                let column = |piece: &Piece| match piece {
                    Piece::Column(name) => Some(name.clone()),
                    Piece::Text(_) => None,
                };
                pieces.iter().filter_map(column).collect()
            }
        }
    }

    /// The text for a record; `None` when it is missing. `lookup` gives the text of a column.
    pub fn eval(&self, lookup: &mut dyn FnMut(&str) -> Option<String>) -> Option<String> {
        match self {
            Self::Value(text) => Some(text.clone()),
            Self::Column(expr) => expr.eval(lookup(&expr.column)),
            Self::First(columns) => columns.iter().find_map(|column| lookup(column)),
            Self::Template(pieces) => {
                let mut any = false;
                let mut text = String::new();
                for piece in pieces {
                    match piece {
                        Piece::Text(piece) => text.push_str(piece),
                        Piece::Column(column) => {
                            if let Some(value) = lookup(column) {
                                any = true;
                                text.push_str(&value);
                            }
                        }
                    }
                }
                // gaps of absent columns leave no double spaces
                any.then(|| text.split_whitespace().collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn template(text: &str) -> Result<Self, ExprError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (column, after) = after.split_once('}').ok_or_else(|| ExprError(text.into()))?;
            if !before.is_empty() {
                pieces.push(Piece::Text(before.into()));
            }
            pieces.push(Piece::Column(column.trim().into()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.into()));
        }
        Ok(Self::Template(pieces))
    }
}

impl ColumnExpr {
    fn eval(&self, text: Option<String>) -> Option<String> {
        let Some(text) = text else { return self.default.clone() };
        if let Some(word) = self.words.get(&text) {
            return Some(word.clone());
        }
        if !self.words.is_empty()
            && let Some(default) = &self.default
        {
            return Some(default.clone());
        }
        Some(if self.prefix.is_empty() { text } else { format!("{}{text}", self.prefix) })
    }
}

/// The text of a cell, as a person would write it; `None` for nothing.
#[must_use]
pub fn cell_text(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Null => None,
        Cell::Bool(true) => Some("ja".into()),
        Cell::Bool(false) => Some("nee".into()),
        Cell::Number(number) => Some(quoted(*number)),
        Cell::Text(text) => {
            let text = text.trim();
            (!text.is_empty()).then(|| text.into())
        }
        Cell::List(cells) => {
            let texts: Vec<String> = cells.iter().filter_map(cell_text).collect();
            (!texts.is_empty()).then(|| texts.join("; "))
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    value: Option<String>,
    column: Option<String>,
    template: Option<String>,
    first: Option<Vec<String>>,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    words: BTreeMap<String, String>,
    default: Option<String>,
}

impl<'de> Deserialize<'de> for Expr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExprVisitor)
    }
}

struct ExprVisitor;

impl<'de> Visitor<'de> for ExprVisitor {
    type Value = Expr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a column, or a table with one of `value`, `column`, `template`, `first`")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Expr, E> {
        Ok(Expr::Column(ColumnExpr { column: text.into(), ..ColumnExpr::default() }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Expr, A::Error> {
        let table = Table::deserialize(MapAccessDeserializer::new(map))?;
        match table {
            Table { value: Some(value), column: None, template: None, first: None, .. } => {
                Ok(Expr::Value(value))
            }
            Table {
                value: None,
                column: Some(column),
                template: None,
                first: None,
                prefix,
                words,
                default,
            } => Ok(Expr::Column(ColumnExpr { column, prefix, words, default })),
            Table { value: None, column: None, template: Some(text), first: None, .. } => {
                Expr::template(&text).map_err(serde::de::Error::custom)
            }
            Table { value: None, column: None, template: None, first: Some(first), .. } => {
                Ok(Expr::First(first))
            }
            _ => Err(serde::de::Error::custom("give exactly one of `value`, `column`, `template`, `first`")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(toml: &str, expected: Option<&str>) {
        #[derive(Deserialize)]
        struct Holder {
            x: Expr,
        }
        let holder: Holder = toml::from_str(toml).unwrap();
        let mut lookup = |column: &str| match column {
            "straat" => Some("Kade".to_owned()),
            "nummer" => Some("12".to_owned()),
            "code" => Some("A".to_owned()),
            _ => None,
        };
        assert_eq!(holder.x.eval(&mut lookup).as_deref(), expected, "{toml}");
    }

    #[test]
    fn a_value_comes_from_a_column_a_constant_a_template_or_the_first_that_is_there() {
        check("x = 'straat'", Some("Kade"));
        check("x = 'leeg'", None);
        check("x = { value = 'alcohol' }", Some("alcohol"));
        check("x = { template = '{straat} {nummer}{letter}' }", Some("Kade 12"));
        check("x = { template = '{leeg}' }", None);
        check("x = { column = 'code', words = { A = 'fiets' } }", Some("fiets"));
        check("x = { column = 'nummer', words = { A = 'fiets' }, default = 'anders' }", Some("anders"));
        check("x = { column = 'leeg', default = 'anders' }", Some("anders"));
        check("x = { column = 'nummer', prefix = 'GM' }", Some("GM12"));
        check("x = { first = ['leeg', 'nummer'] }", Some("12"));
    }

    #[test]
    fn a_table_that_says_two_things_is_refused() {
        #[derive(Debug, Deserialize)]
        struct Holder {
            #[serde(rename = "x")]
            _x: Expr,
        }
        for bad in
            ["x = {}", "x = { value = 'a', column = 'b' }", "x = { kolom = 'b' }", "x = { template = '{a' }"]
        {
            assert!(toml::from_str::<Holder>(bad).is_err(), "{bad}");
        }
    }
}
