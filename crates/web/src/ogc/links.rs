//! Links between the pages, with their whole address.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::BASE;
use super::form::Form;
use super::html::HTML;

/// What stands in an address as it is.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b',')
    .remove(b':')
    .remove(b'/');
/// The same in one part of a path, where a slash is no part of a name.
const KEPT_IN_PART: &AsciiSet = &KEPT.add(b'/');

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Link {
    pub href: String,
    pub rel: &'static str,
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
}

/// One part of a path.
pub(super) fn part(text: &str) -> String {
    utf8_percent_encode(text, KEPT_IN_PART).to_string()
}

/// The address of a page below the base, with a query of these pairs.
pub(super) fn address(base: &str, path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = format!("{base}{BASE}{path}");
    for (at, (name, value)) in pairs.iter().enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.extend(utf8_percent_encode(name, KEPT));
        address.push('=');
        address.extend(utf8_percent_encode(value, KEPT));
    }
    address
}

impl Link {
    /// A link to a page below the base.
    pub(super) fn to(base: &str, path: &str, rel: &'static str, kind: &str, title: &str) -> Self {
        Self { href: address(base, path, &[]), rel, kind: kind.into(), title: title.into() }
    }

    /// The page itself and its other form: two links. `kind` is the media type of its JSON.
    pub(super) fn pair(base: &str, path: &str, pairs: &[(&str, &str)], form: Form, kind: &str) -> [Self; 2] {
        let link = |of: Form| {
            let mut all: Vec<(&str, &str)> = pairs.iter().copied().filter(|(name, _)| *name != "f").collect();
            all.push(("f", of.word()));
            let (rel, title) = if of == form {
                ("self", "Deze pagina")
            } else {
                ("alternate", "Deze pagina in een andere vorm")
            };
            let kind = if of == Form::Html { HTML } else { kind };
            Self { href: address(base, path, &all), rel, kind: kind.into(), title: title.into() }
        };
        let other = if form == Form::Html { Form::Json } else { Form::Html };
        [link(form), link(other)]
    }
}
