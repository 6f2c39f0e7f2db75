//! The next address, or the number of records, from a JSON page, without keeping the page in memory.

use std::fmt;
use std::io::BufRead;

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

fn read<T: DeserializeOwned>(page: impl BufRead) -> Result<T, String> {
    serde_json::from_reader(page).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> String {
    format!("the page is not the JSON that was expected: {error}")
}

#[derive(Deserialize)]
struct ODataPage {
    #[serde(rename = "odata.nextLink")]
    v3: Option<String>,
    #[serde(rename = "@odata.nextLink")]
    v4: Option<String>,
    d: Option<V2>,
}

/// OData v2 has an object here, or a bare list, which is never paged.
#[derive(Deserialize)]
#[serde(untagged)]
enum V2 {
    Paged {
        #[serde(rename = "__next")]
        next: Option<String>,
    },
    Bare(IgnoredAny),
}

/// OData v2, v3 and v4.
pub(super) fn odata(page: impl BufRead) -> Result<Option<String>, String> {
    let page: ODataPage = read(page)?;
    let v2 = page.d.and_then(|d| match d {
        V2::Paged { next } => next,
        V2::Bare(_) => None,
    });
    Ok(page.v4.or(page.v3).or(v2))
}

#[derive(Deserialize)]
struct OgcPage {
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    rel: Option<String>,
    href: Option<String>,
}

/// OGC API Features, STAC.
pub(super) fn ogc(page: impl BufRead) -> Result<Option<String>, String> {
    let page: OgcPage = read(page)?;
    Ok(page.links.into_iter().find(|link| link.rel.as_deref() == Some("next")).and_then(|link| link.href))
}

#[derive(Deserialize)]
struct HalPage {
    #[serde(rename = "_links")]
    links: Option<HalLinks>,
}

#[derive(Deserialize)]
struct HalLinks {
    next: Option<HalLink>,
}

#[derive(Deserialize)]
struct HalLink {
    href: Option<String>,
}

/// HAL.
pub(super) fn hal(page: impl BufRead) -> Result<Option<String>, String> {
    let page: HalPage = read(page)?;
    Ok(page.links.and_then(|links| links.next).and_then(|next| next.href))
}

/// How many records the list at `path` has; an empty path is the page itself.
pub(super) fn count(page: impl BufRead, path: &str) -> Result<u64, String> {
    let mut reader = serde_json::Deserializer::from_reader(page);
    let parts: Vec<&str> = path.split('.').filter(|part| !part.is_empty()).collect();
    let found = CountAt(&parts).deserialize(&mut reader).map_err(|error| unreadable(&error))?;
    reader.end().map_err(|error| unreadable(&error))?;
    found.ok_or_else(|| match path {
        "" => "the page has no list of records".into(),
        path => format!("the page has no list of records at `{path}`"),
    })
}

/// Counts the list at a path of names; `None` when there is no list.
struct CountAt<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for CountAt<'_> {
    type Value = Option<u64>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for CountAt<'_> {
    type Value = Option<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of records, or an object that holds one")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut found = 0;
        while list.next_element::<IgnoredAny>()?.is_some() {
            found += 1;
        }
        Ok(self.0.is_empty().then_some(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = map.next_key::<String>()? {
            match self.0.split_first() {
                Some((first, rest)) if *first == name => found = map.next_value_seed(CountAt(rest))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(found)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
