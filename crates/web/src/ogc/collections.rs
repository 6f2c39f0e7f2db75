//! The collections, all of them and one.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use schouw_node::features::{Collection, Crs, instant_text};
use serde_json::{Value, json};

use super::ask::Parameters;
use super::form::Form;
use super::html::HTML;
use super::html::{self, page};
use super::landing::JSON;
use super::links::{Link, part};
use super::queryables::SCHEMA_JSON;
use super::{Answer, GEO_JSON, header, no_collection};
use crate::answer::{Keep, tagged};
use crate::edge::BaseUrl;
use crate::state::App;

/// Steps of a degree in which boxes are told.
const STEPS_PER_DEGREE: f64 = 1e7;

/// `GET /ogc/v1/collections`.
pub(super) async fn all(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let form = parameters.only_form(&headers, &[JSON])?;
    let serving = app.current()?;
    let collections = serving.features().collections();
    if form == Form::Html {
        let rows = collections.iter().map(|collection| {
            let text = format!("{} ({})", collection.title, collection.rows);
            (text, html::here(&format!("/collections/{}?f=html", part(&collection.id))))
        });
        return page("Collecties", |out| out.list(&rows.collect::<Vec<_>>()), &headers);
    }
    let links = Link::pair(&base, "/collections", &[], form, JSON);
    let body = json!({
        "links": links,
        "crs": Crs::ALL.map(Crs::uri),
        "collections": collections.iter().map(|collection| described(collection, &base, None)).collect::<Vec<_>>(),
    });
    super::answer(tagged(body.to_string().into(), header(JSON), Keep::Revalidate, &headers))
}

/// `GET /ogc/v1/collections/{collection}`.
pub(super) async fn one(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    Path(id): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let form = parameters.only_form(&headers, &[JSON])?;
    let serving = app.current()?;
    let collection = serving.features().collection(&id).ok_or_else(no_collection)?;
    if form == Form::Html {
        let items = html::here(&format!("/collections/{}/items?f=html", part(&collection.id)));
        return page(
            &collection.title,
            |out| {
                out.paragraph(&collection.description);
                out.list(&[(format!("Bekijk de gegevens ({})", collection.rows), items)]);
                out.heading("Eigenschappen");
                let names: Vec<&str> =
                    collection.properties.iter().map(|property| property.name.as_str()).collect();
                out.paragraph(&names.join(", "));
            },
            &headers,
        );
    }
    let body = described(collection, &base, Some(form)).to_string();
    super::answer(tagged(body.into(), header(JSON), Keep::Revalidate, &headers))
}

/// What the standard tells of a collection; with links to its own page and the other form when it is that page.
fn described(collection: &Collection, base: &str, own: Option<Form>) -> Value {
    let path = format!("/collections/{}", part(&collection.id));
    let items = format!("{path}/items");
    let mut links = match own {
        Some(form) => Link::pair(base, &path, &[], form, JSON).to_vec(),
        None => vec![Link::to(base, &path, "self", JSON, "Deze collectie")],
    };
    links.extend([
        Link::to(base, &items, "items", GEO_JSON, "De gegevens"),
        Link::to(base, &format!("{items}?f=html"), "items", HTML, "De gegevens, om te bekijken"),
        Link::to(
            base,
            &format!("{path}/queryables"),
            "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            SCHEMA_JSON,
            "Waarop te kiezen is",
        ),
    ]);
    let mut told = json!({
        "id": collection.id,
        "title": collection.title,
        "description": collection.description,
        "itemType": "feature",
        "crs": Crs::ALL.map(Crs::uri),
        "storageCrs": Crs::STORED.uri(),
        "links": links,
    });
    if let Some(extent) = extent(collection) {
        told["extent"] = extent;
    }
    if let Some(source) = &collection.source {
        told["attribution"] = format!("{}, {}", source.publisher, source.licence).into();
    }
    told
}

/// Where and when, as far as it is known.
fn extent(collection: &Collection) -> Option<Value> {
    let mut extent = serde_json::Map::new();
    if let Some(bounds) = collection.bounds {
        let degrees = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
        let bounds = [bounds.west, bounds.south, bounds.east, bounds.north].map(degrees);
        extent.insert("spatial".into(), json!({ "bbox": [bounds], "crs": Crs::Crs84.uri() }));
    }
    let (from, until) = collection.times;
    let (from, until) = (from.and_then(instant_text), until.and_then(instant_text));
    if from.is_some() || until.is_some() {
        let trs = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";
        extent.insert("temporal".into(), json!({ "interval": [[from, until]], "trs": trs }));
    }
    (!extent.is_empty()).then_some(Value::Object(extent))
}
