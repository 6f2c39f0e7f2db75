//! The body of a request: JSON, an object, not too large.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use schouw_law::strict;
use serde_json::Value;

use super::{Fields, Query};
use crate::problem::{Place, Problem};

/// Largest body of a question, in bytes.
pub const BODY_BYTES_MAX: usize = 64 << 10;

/// The fields of a JSON object in the body of a request that has no query.
pub struct JsonBody(pub Fields);

impl<S: Send + Sync> FromRequest<S> for JsonBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bytes = bytes(request).await?;
        let why = match serde_json::from_slice(&bytes) {
            Ok(Value::Object(map)) => return Ok(Self(Fields::new(Place::Body, map))),
            Ok(_) => "moet een JSON-object zijn".to_owned(),
            Err(_) if bytes.trim_ascii().is_empty() => "ontbreekt; stuur een JSON-object".to_owned(),
            Err(error) => {
                format!("is geen JSON: regel {}, teken {} klopt niet", error.line(), error.column())
            }
        };
        Err(Problem::fault(Place::Body, "", format!("de vraag {why}")))
    }
}

/// A JSON object in the body of a request that has no query, as it stands; no field stands twice in it.
pub struct StrictBody(pub Value);

impl<S: Send + Sync> FromRequest<S> for StrictBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bytes = bytes(request).await?;
        let why = match strict::parse(&bytes) {
            Ok(value @ Value::Object(_)) => return Ok(Self(value)),
            Ok(_) => "moet een JSON-object zijn".to_owned(),
            Err(_) if bytes.trim_ascii().is_empty() => "ontbreekt; stuur een JSON-object".to_owned(),
            Err(why) => format!("is niet te lezen: {why}"),
        };
        Err(Problem::fault(Place::Body, "", format!("de vraag {why}")))
    }
}

/// The bytes of a body that is said to be JSON, not too many, of a request without a query.
async fn bytes(request: Request) -> Result<axum::body::Bytes, Problem> {
    Query::of(request.uri().query())?.0.finish(Some(()))?;
    if !is_json(&request) {
        return Err(Problem::media_type("application/json"));
    }
    let length = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if length.and_then(|length| length.parse::<u64>().ok()).is_some_and(|n| n > BODY_BYTES_MAX as u64) {
        return Err(Problem::too_large(BODY_BYTES_MAX));
    }
    read(request.into_body()).await
}

/// Whether the body is said to be JSON; a body of which nothing is said is taken to be.
fn is_json(request: &Request) -> bool {
    let Some(kind) = request.headers().get(CONTENT_TYPE) else { return true };
    let kind = kind.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

async fn read(body: Body) -> Result<axum::body::Bytes, Problem> {
    match Limited::new(body, BODY_BYTES_MAX).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::too_large(BODY_BYTES_MAX)),
        Err(_) => Err(Problem::fault(Place::Body, "", "de vraag kwam niet helemaal binnen")),
    }
}
