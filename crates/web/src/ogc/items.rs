//! The features of a collection page by page, and one of them.

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, ETAG, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::IntoResponse as _;
use schouw_base::Digest;
use schouw_node::features::{Ask, Crs, Page};
use schouw_node::service::Serving;

use super::ask::Parameters;
use super::form::Form;
use super::html;
use super::links::{Link, address, part};
use super::question::question;
use super::{Answer, CONTENT_CRS, GEO_JSON, header, no_collection};
use crate::answer::{Keep, has, respond};
use crate::edge::BaseUrl;
use crate::problem::Problem;
use crate::state::App;

/// Media types of features for programs.
const KINDS: [&str; 2] = [GEO_JSON, "application/json"];
/// Most features that are written at once on the threads that answer quick questions: half a millisecond.
const QUICK: u64 = 100;
/// Hexadecimal digits of a digest in an entity tag.
const TAG_CHARS: usize = 32;

/// `GET /ogc/v1/collections/{collection}/items`.
pub(super) async fn items(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    Path(id): Path<String>,
    mut parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let serving = app.current()?;
    let collection = serving.features().collection(&id).ok_or_else(no_collection)?;
    let form = parameters.form();
    let ask = question(&mut parameters, collection, serving.desk().rd());
    let pairs = parameters.finish()?;
    let form = form.map_or_else(|| Form::accepted(&headers, &KINDS), Ok)?;
    let tag = tag(&serving, &format!("{base}\n{id}\n{form:?}\n{pairs:?}"));
    if has(&headers, &tag) {
        return super::answer(not_modified(&tag));
    }
    let path = format!("/collections/{}/items", part(&id));
    let time = app.now().to_string();
    let crs = ask.crs;
    let title = collection.title.clone();
    let quick = ask.limit <= QUICK && ask.windows.is_none() && ask.when.is_none() && ask.equal.is_empty();
    let about = About { base, path, collection: id, pairs, form, time };
    let bytes = if quick {
        page(&serving, &about, &ask)?
    } else {
        app.work(move |serving, _| page(serving, &about, &ask)).await?
    };
    if form == Form::Html {
        return html::features(&title, &bytes, &headers);
    }
    Ok(finished(bytes, &tag, crs))
}

/// What a page says beside its features.
struct About {
    base: String,
    path: String,
    collection: String,
    pairs: Vec<(String, String)>,
    form: Form,
    time: String,
}

/// A page as GeoJSON.
fn page(serving: &Serving, about: &About, ask: &Ask) -> Result<Vec<u8>, Problem> {
    let collection = serving.features().collection(&about.collection).ok_or_else(no_collection)?;
    let mut out = Vec::with_capacity(64 << 10);
    out.extend_from_slice(br#"{"type":"FeatureCollection","features":["#);
    let page = serving.features().items(collection, ask, serving.beside(), &mut out).map_err(|error| {
        tracing::error!(target: "schouw::server", %error, "a page of features cannot be read");
        Problem::broken()
    })?;
    out.extend_from_slice(b"],");
    if let Some(matched) = page.matched {
        out.extend_from_slice(format!(r#""numberMatched":{matched},"#).as_bytes());
    }
    let tail = format!(
        r#""numberReturned":{},"timeStamp":"{}","links":{}}}"#,
        page.returned,
        about.time,
        serde_json::to_string(&about.links(ask, page)).map_err(|_| Problem::broken())?
    );
    out.extend_from_slice(tail.as_bytes());
    Ok(out)
}

impl About {
    fn links(&self, ask: &Ask, page: Page) -> Vec<Link> {
        let pairs: Vec<(&str, &str)> =
            self.pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut links = Link::pair(&self.base, &self.path, &pairs, self.form, GEO_JSON).to_vec();
        let at = |offset: u64, rel, title: &str| {
            let offset = offset.to_string();
            let mut moved: Vec<(&str, &str)> =
                pairs.iter().copied().filter(|(name, _)| *name != "offset").collect();
            moved.push(("offset", &offset));
            Link {
                href: address(&self.base, &self.path, &moved),
                rel,
                kind: if self.form == Form::Html { html::HTML } else { GEO_JSON }.into(),
                title: title.into(),
            }
        };
        if page.more {
            links.push(at(ask.offset.saturating_add(page.returned), "next", "De volgende pagina"));
        }
        if ask.offset > 0 {
            links.push(at(ask.offset.saturating_sub(ask.limit), "prev", "De vorige pagina"));
        }
        let collection = format!("/collections/{}", part(&self.collection));
        links.push(Link::to(&self.base, &collection, "collection", "application/json", "De collectie"));
        links
    }
}

/// `GET /ogc/v1/collections/{collection}/items/{feature}`.
pub(super) async fn item(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    Path((id, feature)): Path<(String, String)>,
    mut parameters: Parameters,
    headers: HeaderMap,
) -> Answer {
    let serving = app.current()?;
    let collection = serving.features().collection(&id).ok_or_else(no_collection)?;
    let form = parameters.form();
    let crs = super::question::crs(&mut parameters, "crs");
    let pairs = parameters.finish()?;
    let form = form.map_or_else(|| Form::accepted(&headers, &KINDS), Ok)?;
    let tag = tag(&serving, &format!("{base}\n{id}\n{feature}\n{form:?}\n{pairs:?}"));
    let mut out = Vec::new();
    let found = serving.features().item(collection, &feature, crs, serving.beside(), &mut out);
    let found = found.map_err(|error| {
        tracing::error!(target: "schouw::server", %error, "a feature cannot be read");
        Problem::broken()
    })?;
    if !found {
        return Err(Problem::not_found("Dit staat niet in deze collectie."));
    }
    if has(&headers, &tag) {
        return super::answer(not_modified(&tag));
    }
    let path = format!("/collections/{}", part(&id));
    let own = format!("{path}/items/{}", part(&feature));
    let pairs: Vec<(&str, &str)> =
        pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut links = Link::pair(&base, &own, &pairs, form, GEO_JSON).to_vec();
    links.push(Link::to(&base, &path, "collection", "application/json", "De collectie"));
    out.extend_from_slice(br#","links":"#);
    out.extend_from_slice(&serde_json::to_vec(&links).map_err(|_| Problem::broken())?);
    out.push(b'}');
    if form == Form::Html {
        return html::features(&collection.title, &out, &headers);
    }
    Ok(finished(out, &tag, crs))
}

/// The tag of what is shown of a snapshot at an address. Weak: the moment of the answer stands in it too.
fn tag(serving: &Serving, address: &str) -> String {
    let digest = Digest::of(format!("{}\n{address}", serving.features().version()).as_bytes()).to_string();
    format!("W/\"{}\"", digest.get(..TAG_CHARS).unwrap_or_default())
}

fn not_modified(tag: &str) -> axum::response::Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    response.headers_mut().insert(ETAG, header(tag));
    response.headers_mut().insert(CACHE_CONTROL, Keep::Revalidate.value());
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    response
}

fn finished(bytes: Vec<u8>, tag: &str, crs: Crs) -> axum::response::Response {
    let mut response = respond(bytes.into(), HeaderValue::from_static(GEO_JSON), Keep::Revalidate);
    let headers = response.headers_mut();
    headers.insert(ETAG, header(tag));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    headers.insert(CONTENT_CRS, header(&format!("<{}>", crs.uri())));
    response
}
