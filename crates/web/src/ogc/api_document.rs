//! The OpenAPI 3.0 document of these pages: the collections of the snapshot in service, one path each.

use axum::extract::State;
use axum::http::HeaderMap;
use schouw_node::features::{Collection, Crs};
use serde_json::{Map, Value, json};

use super::ask::Parameters;
use super::form::Form;
use super::html::{self, page};
use super::landing::{ABOUT, JSON, TITLE};
use super::links::part;
use super::queryables::{SCHEMA_JSON, chosen, schema};
use super::question::{LIMIT, LIMIT_MAX};
use super::{Answer, BASE, GEO_JSON, header};
use crate::answer::{Keep, tagged};
use crate::edge::API_VERSION;
use crate::edge::BaseUrl;
use crate::problem::PROBLEM_JSON;
use crate::state::App;

/// Media type of the document.
pub(super) const MEDIA_TYPE: &str = "application/vnd.oai.openapi+json;version=3.0";

/// `GET /ogc/v1/api`.
pub(super) async fn api(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let form = parameters.only_form(&headers, &[MEDIA_TYPE, JSON])?;
    let serving = app.current()?;
    let document = document(serving.features().collections(), &base);
    if form == Form::Html {
        let paths = document["paths"].as_object().into_iter().flatten();
        let rows = paths.map(|(path, told)| {
            let summary = told["get"]["summary"].as_str().unwrap_or_default();
            (format!("{path}: {summary}"), html::here(&format!("{}?f=html", path.trim_end_matches('/'))))
        });
        let (known, of_one): (Vec<_>, Vec<_>) = rows.partition(|(path, _)| !path.contains('{'));
        return page(
            "Beschrijving van deze API",
            |out| {
                out.paragraph(ABOUT);
                out.list(&known);
                of_one.iter().for_each(|(text, _)| out.paragraph(text));
            },
            &headers,
        );
    }
    super::answer(tagged(document.to_string().into(), header(MEDIA_TYPE), Keep::Revalidate, &headers))
}

/// The document for these collections, at a server.
#[must_use]
pub fn document(collections: &[Collection], base: &str) -> Value {
    let mut paths = Map::new();
    let mut add = |path: String, told: Value| paths.insert(path, json!({ "get": told }));
    add("/".into(), operation("begin", "Het begin", &[], JSON));
    add("/conformance".into(), operation("conformance", "Wat van de standaard hier kan", &[], JSON));
    add("/api".into(), operation("api", "Deze beschrijving", &[], MEDIA_TYPE));
    add("/collections".into(), operation("collections", "De collecties", &[], JSON));
    for collection in collections {
        let (id, title) = (&collection.id, &collection.title);
        let path = format!("/collections/{}", part(id));
        add(path.clone(), operation(&format!("collection-{id}"), title, &[], JSON));
        let queryables = operation(
            &format!("queryables-{id}"),
            &format!("{title}: waarop te kiezen is"),
            &[],
            SCHEMA_JSON,
        );
        add(format!("{path}/queryables"), queryables);
        add(format!("{path}/items"), items(collection));
        let mut one = operation(
            &format!("item-{id}"),
            &format!("{title}: een ervan"),
            &[
                json!({ "$ref": "#/components/parameters/featureId" }),
                json!({ "$ref": "#/components/parameters/crs" }),
            ],
            GEO_JSON,
        );
        one["responses"]["404"] = problem("Dit is er niet");
        add(format!("{path}/items/{{featureId}}"), one);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": TITLE,
            "description": ABOUT,
            "version": API_VERSION,
            "contact": { "name": "Schouw", "url": "https://github.com/schouw/schouw/issues", "email": "schouw@example.org" },
            "license": { "name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl" },
        },
        "servers": [{ "url": format!("{base}{BASE}") }],
        "paths": paths,
        "components": { "parameters": parameters(), "schemas": schemas() },
    })
}

fn operation(id: &str, summary: &str, more: &[Value], kind: &str) -> Value {
    let mut parameters = vec![json!({ "$ref": "#/components/parameters/f" })];
    parameters.extend_from_slice(more);
    json!({
        "operationId": id,
        "summary": summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": summary,
                "content": {
                    kind: { "schema": { "$ref": if kind == GEO_JSON { "#/components/schemas/geojson" } else { "#/components/schemas/object" } } },
                    "text/html": { "schema": { "type": "string" } },
                },
            },
            "304": { "description": "Niet veranderd" },
            "400": problem("De vraag klopt niet"),
            "406": problem("Deze vorm van antwoord is er niet"),
            "500": problem("Er ging iets mis"),
            "503": problem("Er zijn nog geen gegevens, of het is te druk"),
        },
    })
}

fn items(collection: &Collection) -> Value {
    let mut parameters: Vec<Value> = ["limit", "offset", "bbox", "bbox-crs", "datetime", "crs"]
        .map(|name| json!({ "$ref": format!("#/components/parameters/{name}") }))
        .into();
    for property in chosen(collection) {
        parameters.push(json!({
            "name": property.name,
            "in": "query",
            "description": format!("Alleen wat bij `{}` precies deze waarde heeft", property.name),
            "schema": schema(property),
            "style": "form",
            "explode": false,
        }));
    }
    let title = format!("{}: de gegevens", collection.title);
    let mut told = operation(&format!("items-{}", collection.id), &title, &parameters, GEO_JSON);
    told["description"] = collection.description.as_str().into();
    told["responses"]["200"]["headers"] = json!({
        "Content-Crs": { "description": "Het coördinatenstelsel", "schema": { "type": "string" } },
    });
    told
}

fn problem(text: &str) -> Value {
    json!({
        "description": text,
        "content": { PROBLEM_JSON: { "schema": { "$ref": "#/components/schemas/problem" } } },
    })
}

fn parameters() -> Value {
    let query = |name: &str, text: &str, schema: Value| json!({ "name": name, "in": "query", "description": text, "required": false, "schema": schema, "style": "form", "explode": false });
    let names = Crs::ALL.map(Crs::uri);
    json!({
        "f": query("f", "De vorm van het antwoord", json!({ "type": "string", "enum": ["json", "html"] })),
        "limit": query("limit", "Hoeveel er hoogstens op een pagina staan; wie meer vraagt, krijgt er zoveel als kan",
            json!({ "type": "integer", "minimum": 1, "maximum": LIMIT_MAX, "default": LIMIT })),
        "offset": query("offset", "Hoeveel er worden overgeslagen", json!({ "type": "integer", "minimum": 0, "default": 0 })),
        "bbox": query("bbox", "Alleen wat een punt gemeen heeft met dit vak: west, zuid, oost, noord", json!({
            "type": "array",
            "items": { "type": "number" },
            "minItems": 4,
            "maxItems": 6,
        })),
        "bbox-crs": query("bbox-crs", "Het coördinatenstelsel van `bbox`",
            json!({ "type": "string", "format": "uri", "enum": names, "default": Crs::Crs84.uri() })),
        "crs": query("crs", "Het coördinatenstelsel van het antwoord",
            json!({ "type": "string", "format": "uri", "enum": names, "default": Crs::Crs84.uri() })),
        "datetime": query("datetime", "Alleen wat op dit tijdstip, of op een moment in deze tijd, geldt",
            json!({ "type": "string", "example": "2026-01-01/.." })),
        "featureId": { "name": "featureId", "in": "path", "required": true, "description": "De `id` van wat gevraagd wordt", "schema": { "type": "string" } },
    })
}

fn schemas() -> Value {
    json!({
        "object": { "type": "object" },
        "geojson": {
            "type": "object",
            "required": ["type"],
            "properties": {
                "type": { "type": "string", "enum": ["FeatureCollection", "Feature"] },
                "features": { "type": "array", "items": { "type": "object" } },
                "numberMatched": { "type": "integer", "minimum": 0 },
                "numberReturned": { "type": "integer", "minimum": 0 },
                "timeStamp": { "type": "string", "format": "date-time" },
                "links": { "type": "array", "items": { "type": "object", "required": ["href"], "properties": { "href": { "type": "string" } } } },
            },
        },
        "problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": { "type": "string" },
                "title": { "type": "string" },
                "status": { "type": "integer" },
                "detail": { "type": "string" },
                "errors": { "type": "array", "items": { "type": "object" } },
            },
        },
    })
}
