//! By which properties features can be asked for, as a JSON Schema.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use schouw_node::features::{Collection, Drawn, Property, PropertyKind};
use serde_json::{Map, Value, json};

use super::ask::Parameters;
use super::form::Form;
use super::html::page;
use super::links::{address, part};
use super::{Answer, header, no_collection};
use crate::answer::{Keep, tagged};
use crate::edge::BaseUrl;
use crate::state::App;

/// Media type of a schema.
pub(super) const SCHEMA_JSON: &str = "application/schema+json";

/// `GET /ogc/v1/collections/{collection}/queryables`.
pub(super) async fn queryables(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    Path(id): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let form = parameters.only_form(&headers, &[SCHEMA_JSON, "application/json"])?;
    let serving = app.current()?;
    let collection = serving.features().collection(&id).ok_or_else(no_collection)?;
    let title = format!("{}: waarop te kiezen is", collection.title);
    if form == Form::Html {
        return page(
            &title,
            |out| {
                out.paragraph("Zet een eigenschap met haar waarde in het adres, zoals `?year=2024`.");
                let names: Vec<&str> = chosen(collection).map(|property| property.name.as_str()).collect();
                out.paragraph(&names.join(", "));
            },
            &headers,
        );
    }
    let mut properties: Map<String, Value> =
        chosen(collection).map(|property| (property.name.clone(), schema(property))).collect();
    if let Some(format) = drawn(collection.drawn) {
        properties.insert("geometry".into(), json!({ "format": format, "x-ogc-role": "primary-geometry" }));
    }
    let body = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(&base, &format!("/collections/{}/queryables", part(&collection.id)), &[]),
        "type": "object",
        "title": title,
        "properties": properties,
        "additionalProperties": false,
    });
    super::answer(tagged(body.to_string().into(), header(SCHEMA_JSON), Keep::Revalidate, &headers))
}

/// The properties by which features can be asked for.
pub(super) fn chosen(collection: &Collection) -> impl Iterator<Item = &Property> {
    collection.properties.iter().filter(|property| property.queryable)
}

/// What a property may be.
pub(super) fn schema(property: &Property) -> Value {
    match property.kind {
        PropertyKind::Text => json!({ "type": "string" }),
        PropertyKind::Whole => json!({ "type": "integer" }),
        PropertyKind::Number => json!({ "type": "number" }),
        PropertyKind::Yes => json!({ "type": "boolean" }),
        PropertyKind::Date => json!({ "type": "string", "format": "date" }),
        PropertyKind::Moment => json!({ "type": "string", "format": "date-time" }),
    }
}

fn drawn(drawn: Drawn) -> Option<&'static str> {
    match drawn {
        Drawn::Nothing => None,
        Drawn::Points => Some("geometry-point-or-multipoint"),
        Drawn::Surfaces => Some("geometry-multipolygon"),
        Drawn::Both => Some("geometry-any"),
    }
}
