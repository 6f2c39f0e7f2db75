//! The OpenAPI document, put together from the resources.

use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::routing::get;
use serde_json::{Map, Value, json};
use tower_http::cors::{Any, CorsLayer};
use utoipa::OpenApi;

use super::{BASE, forms, gebruikers, mag_forms, sessies};
use crate::answer::{Keep, tagged};
use crate::ask::NoQuery;
use crate::edge::API_VERSION;
use crate::problem::{Fault, PROBLEM_JSON, Problem};
use crate::state::App;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Schouw",
        description = "Open informatie in de hand van de boa: wat is hier, wie treedt op, wat geldt er nu, wat speelt er, en wat we niet weten. Alles komt uit open bronnen; elk gegeven noemt zijn bron, datum en licentie.",
        contact(
            name = "Schouw",
            url = "https://github.com/schouw/schouw/issues",
            email = "schouw@example.org"
        ),
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    components(schemas(Problem, Fault))
)]
struct Head;

/// Answers that any operation may give, with the words of the document.
const ALWAYS: [(&str, &str); 5] = [
    ("405", "Deze methode kan hier niet"),
    ("408", "De vraag kwam te traag binnen"),
    ("414", "Het adres is te lang"),
    ("500", "Er ging iets mis"),
    ("503", "Er zijn nog geen gegevens, of het is te druk"),
];
/// Answers that an operation with a body may give too.
const WITH_BODY: [(&str, &str); 2] =
    [("413", "De vraag is te groot"), ("415", "Deze vorm van vraag lezen we niet")];

static TEXT: LazyLock<String> = LazyLock::new(|| format!("{:#}\n", document()));

/// `GET /openapi.json`.
pub(super) fn routes() -> Router<App> {
    let anyone = CorsLayer::new().allow_origin(Any).allow_methods(Any);
    Router::new().route("/openapi.json", get(get_document)).layer(anyone)
}

async fn get_document(_: NoQuery, headers: HeaderMap) -> Result<Response<Body>, Problem> {
    let kind = HeaderValue::from_static("application/json");
    Ok(tagged(TEXT.as_str().into(), kind, Keep::Revalidate, &headers))
}

/// The OpenAPI 3.1 document of the API.
#[must_use]
pub fn document() -> Value {
    let (_, of_resources) = super::resources().split_for_parts();
    let mut all = Head::openapi();
    all.merge(of_resources);
    let mut document = serde_json::to_value(&all).unwrap_or_default();
    document["info"]["version"] = API_VERSION.into();
    document["servers"] = json!([{ "url": BASE, "description": "deze server" }]);
    document["components"]["headers"] = json!({
        "API-Version": { "description": "Volledig versienummer van de API", "schema": { "type": "string" }, "example": API_VERSION }
    });
    let of_people = gebruikers::forms().into_iter().chain([("SessieVraag", sessies::form())]);
    let of_law = mag_forms::all();
    for (name, form) in forms::bodies().into_iter().chain(forms::answers()).chain(of_law).chain(of_people) {
        document["components"]["schemas"][name] = form;
    }
    if let Some(paths) = document["paths"].as_object_mut() {
        paths.insert("/openapi.json".into(), own_path());
        for (path, item) in paths.iter_mut() {
            for operation in item.as_object_mut().into_iter().flat_map(Map::values_mut) {
                complete(path, operation);
            }
        }
    }
    document.sort_all_objects();
    document
}

fn own_path() -> Value {
    json!({ "get": {
        "operationId": "haalOpenapi",
        "tags": ["api"],
        "summary": "Dit document",
        "responses": { "200": { "description": "Het OpenAPI-document", "content": { "application/json": { "schema": { "type": "object" } } } } }
    } })
}

/// Adds to an operation what all have: the header with the version, and the problems.
fn complete(path: &str, operation: &mut Value) {
    for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        if let Some(form) = forms::parameter(path, &name) {
            parameter["schema"] = form;
        }
    }
    let with_body = operation.get("requestBody").is_some();
    if with_body {
        operation["requestBody"]["required"] = true.into();
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    let mut problems: Vec<(&str, &str)> = vec![("400", "De vraag klopt niet: alle fouten in één keer")];
    problems.extend(ALWAYS);
    problems.extend(if with_body { &WITH_BODY[..] } else { &[] });
    for (status, description) in problems {
        responses.entry(status).or_insert_with(|| json!({ "description": description }));
    }
    for (status, response) in responses.iter_mut() {
        response["headers"]["API-Version"] = json!({ "$ref": "#/components/headers/API-Version" });
        if status.starts_with(['4', '5']) {
            response["content"] =
                json!({ PROBLEM_JSON: { "schema": { "$ref": "#/components/schemas/Problem" } } });
        }
    }
}
