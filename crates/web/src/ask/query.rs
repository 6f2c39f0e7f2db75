//! The query of an address: each parameter once, none that is not known.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::{Fields, shorten};
use crate::problem::{Fault, Place, Problem};

/// Most parameters in a query.
const PARAMETERS_MAX: usize = 64;

/// The parameters of a query, as texts.
pub struct Query(pub Fields);

/// A request whose address has no query: any parameter is a fault.
pub struct NoQuery;

impl Query {
    /// Reads a query as it stands in an address.
    ///
    /// # Errors
    /// When it is not percent-encoded text, or has far too many parameters. A parameter that stands twice is told by
    /// [`Fields::finish`].
    pub fn of(query: Option<&str>) -> Result<Self, Problem> {
        let mut map = Map::new();
        let mut faults = Vec::new();
        let fault = |name: &str, detail: &str| Fault {
            place: Place::Query,
            name: shorten(name),
            detail: detail.into(),
        };
        let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        for (at, pair) in pairs.enumerate() {
            if at >= PARAMETERS_MAX {
                return Err(Problem::fault(
                    Place::Query,
                    "",
                    format!("een adres heeft hier hoogstens {PARAMETERS_MAX} parameters"),
                ));
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match (decoded(name), decoded(value)) {
                (Some(name), Some(value)) => {
                    if map.insert(name.clone(), Value::String(value)).is_some() {
                        faults.push(fault(&name, "staat er meer dan een keer"));
                    }
                }
                _ => faults.push(fault(name, "is geen tekst in UTF-8")),
            }
        }
        let mut fields = Fields::new(Place::Query, map);
        fields.faults = faults;
        Ok(Self(fields))
    }
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(Into::into)
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Self::of(parts.uri.query())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Query::of(parts.uri.query())?.0.finish(Some(Self))
    }
}
