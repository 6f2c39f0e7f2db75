//! The first page, and what of the standard is kept.

use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::json;

use super::ask::Parameters;
use super::form::Form;
use super::html::{self, page};
use super::links::Link;
use super::{Answer, api_document, header};
use crate::answer::{Keep, tagged};
use crate::edge::BaseUrl;
use crate::state::App;

/// Media type of these pages for programs.
pub(super) const JSON: &str = "application/json";

/// The classes of the standard that are kept.
const CLASSES: [&str; 8] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
];

/// What these pages are called.
pub(super) const TITLE: &str = "Schouw: open informatie voor de boa";
/// What these pages are for.
pub(super) const ABOUT: &str = "De lagen van de momentopname waarmee Schouw antwoordt, voor QGIS, ArcGIS en andere programma's die OGC API Features lezen.";

/// `GET /ogc/v1`.
pub(super) async fn landing(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let form = parameters.only_form(&headers, &[JSON])?;
    // a snapshot must be in service: pages that lead nowhere help nobody
    app.current()?;
    let link = |path: &str, rel, kind: &str, title: &str| Link::to(&base, path, rel, kind, title);
    let mut links: Vec<Link> = Link::pair(&base, "", &[], form, JSON).into();
    links.extend([
        link(
            "/api",
            "service-desc",
            api_document::MEDIA_TYPE,
            "De beschrijving voor programma's (OpenAPI 3.0)",
        ),
        link("/api?f=html", "service-doc", "text/html", "De beschrijving voor mensen"),
        link("/conformance", "conformance", JSON, "Wat van de standaard hier kan"),
        link(
            "/conformance",
            "http://www.opengis.net/def/rel/ogc/1.0/conformance",
            JSON,
            "Wat van de standaard hier kan",
        ),
        link("/collections", "data", JSON, "De collecties"),
    ]);
    if form == Form::Html {
        return page(
            TITLE,
            |out| {
                out.paragraph(ABOUT);
                out.list(
                    &[
                        ("Collecties", "/collections?f=html"),
                        ("Wat van de standaard hier kan", "/conformance?f=html"),
                        ("Beschrijving van deze API", "/api?f=html"),
                    ]
                    .map(|(text, path)| (text.to_owned(), html::here(path))),
                );
                out.heading("In QGIS");
                out.paragraph("Kies Laag, Laag toevoegen, WFS / OGC API Features. Maak een nieuwe verbinding met dit adres:");
                out.code(&format!("{base}{}", super::BASE));
            },
            &headers,
        );
    }
    let body = json!({ "title": TITLE, "description": ABOUT, "links": links });
    super::answer(tagged(body.to_string().into(), header(JSON), Keep::Revalidate, &headers))
}

/// `GET /ogc/v1/conformance`.
pub(super) async fn conformance(
    BaseUrl(base): BaseUrl,
    parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let form = parameters.only_form(&headers, &[JSON])?;
    if form == Form::Html {
        return page(
            "Wat van de standaard hier kan",
            |out| {
                out.list(&CLASSES.map(|class| (class.to_owned(), class.to_owned())));
            },
            &headers,
        );
    }
    let links = Link::pair(&base, "/conformance", &[], form, JSON);
    let body = json!({ "conformsTo": CLASSES, "links": links });
    super::answer(tagged(body.to_string().into(), header(JSON), Keep::Revalidate, &headers))
}
