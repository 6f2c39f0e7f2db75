//! `GET /tegels/{edition}/{layer}/{z}/{x}/{y}`: vector tiles, and `/tegels/{edition}/{layer}.json`: what a layer holds
//! (TileJSON 3.0). The edition is the digest of the snapshot, and of the suppression list when there is one; what such an
//! address gives never changes.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue,
    VARY,
};
use axum::http::{Response, StatusCode};
use axum::routing::get;
use schouw_area::TileId;
use schouw_node::service::Serving;
use schouw_node::tiles::{BASE, Held, Tiles};
use schouw_picture::tiles::{LayerAbout, TileFault};
use serde_json::json;

use crate::answer::{self, Keep};
use crate::edge::BaseUrl;
use crate::problem::{Fault, Place, Problem};
use crate::state::App;

/// Media type of a tile.
const MVT: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");
const BY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");
/// Bytes of an edition that stand in an entity tag.
const TAG_CHARS: usize = 16;
/// Suffixes that a row may have.
const SUFFIXES: [&str; 2] = [".mvt", ".pbf"];

/// The routes of tiles.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/tegels/{edition}/{file}", get(get_layer))
        .route("/tegels/{edition}/{layer}/{z}/{x}/{y}", get(get_tile))
}

/// What a layer holds.
async fn get_layer(
    State(app): State<App>,
    Path((edition, file)): Path<(String, String)>,
    BaseUrl(base): BaseUrl,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let (serving, keep) = serving(&app, &edition)?;
    let tiles = tiles(&serving)?;
    let name = file.strip_suffix(".json").unwrap_or(&file);
    let (_, about) = tiles.layer(name).ok_or_else(|| no_layer(tiles, name))?;
    let text = tile_json(about, &format!("{base}{BASE}/{edition}/{name}/{{z}}/{{x}}/{{y}}")).to_string();
    // the address of the server stands in it, so a proxy may not keep it for others
    let keep = if keep == Keep::Forever { Keep::Revalidate } else { keep };
    Ok(answer::tagged(text.into(), HeaderValue::from_static("application/json"), keep, &headers))
}

/// TileJSON 3.0.0 (<https://github.com/mapbox/tilejson-spec>).
fn tile_json(about: &LayerAbout, address: &str) -> serde_json::Value {
    let fields: serde_json::Map<String, serde_json::Value> =
        about.fields.iter().map(|(name, what)| ((*name).to_owned(), json!(what))).collect();
    let layer =
        |id: &str| json!({"id": id, "fields": fields, "minzoom": about.minzoom, "maxzoom": about.maxzoom});
    let layers: Vec<_> =
        std::iter::once(about.name.as_str()).chain(about.labels.as_deref()).map(layer).collect();
    json!({
        "tilejson": "3.0.0",
        "name": about.name,
        "scheme": "xyz",
        "tiles": [address],
        "minzoom": about.minzoom,
        "maxzoom": about.maxzoom,
        "bounds": about.bounds,
        "vector_layers": layers,
    })
}

/// A tile.
async fn get_tile(
    State(app): State<App>,
    Path((edition, layer, z, x, y)): Path<(String, String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let (serving, keep) = serving(&app, &edition)?;
    let tiles = tiles(&serving)?;
    let (number, _) = tiles.layer(&layer).ok_or_else(|| no_layer(tiles, &layer))?;
    let tile = tile_id(&z, &x, &y)?;
    let tag = format!(
        "W/\"{}-{}-{layer}-{}-{}-{}\"",
        tiles.edition().get(..TAG_CHARS).unwrap_or_default(),
        tiles.list(),
        tile.z(),
        tile.x(),
        tile.y()
    );
    if answer::has(&headers, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        put(response.headers_mut(), keep, &tag);
        return Ok(response);
    }
    let is_kept = !has_word(&headers, &CACHE_CONTROL, "no-store");
    let held = match tiles.kept(number, tile).filter(|_| is_kept) {
        Some(held) => held,
        None if tiles.is_quick(number, tile) => draw(tiles, number, tile, is_kept)?,
        None => {
            let serving = Arc::clone(&serving);
            app.work(move |_, _| draw(self::tiles(&serving)?, number, tile, is_kept)).await?
        }
    };
    hand_out(&held, keep, &tag, &headers)
}

/// Draws a tile. Who asks with `Cache-Control: no-store` wants nothing of it kept, in our memory either.
fn draw(tiles: &Tiles, layer: usize, tile: TileId, is_kept: bool) -> Result<Held, Problem> {
    if is_kept { tiles.tile(layer, tile) } else { tiles.draw(layer, tile) }.map_err(fault)
}

/// Whether a header that holds a list has a word in it.
fn has_word(asked: &HeaderMap, name: &HeaderName, word: &str) -> bool {
    let lists = asked.get_all(name).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|one| one.trim().eq_ignore_ascii_case(word))
}

fn put(headers: &mut HeaderMap, keep: Keep, tag: &str) {
    headers.insert(CACHE_CONTROL, keep.value());
    headers.insert(VARY, BY_ENCODING);
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
}

fn hand_out(held: &Held, keep: Keep, tag: &str, asked: &HeaderMap) -> Result<Response<Body>, Problem> {
    let packed = held.is_gzip && takes_gzip(asked);
    let bytes = if packed { held.bytes.clone() } else { held.unpacked().ok_or_else(Problem::broken)? };
    let is_empty = bytes.is_empty();
    let mut response = Response::new(Body::from(bytes));
    put(response.headers_mut(), keep, tag);
    if is_empty {
        *response.status_mut() = StatusCode::NO_CONTENT;
        return Ok(response);
    }
    response.headers_mut().insert(CONTENT_TYPE, MVT);
    if packed {
        response.headers_mut().insert(CONTENT_ENCODING, GZIP);
    }
    Ok(response)
}

/// Whether who asks takes gzip (RFC 9110, 12.5.3).
fn takes_gzip(asked: &HeaderMap) -> bool {
    let weight = |of: &str| -> Option<f32> {
        let lists = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
        lists.flat_map(|list| list.split(',')).find_map(|one| {
            let mut parts = one.split(';').map(str::trim);
            let coding = parts.next()?;
            let q =
                parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse().ok()).unwrap_or(1.0);
            coding.eq_ignore_ascii_case(of).then_some(q)
        })
    };
    weight("gzip").or_else(|| weight("x-gzip")).or_else(|| weight("*")).is_some_and(|q| q > 0.0)
}

/// The snapshot of an edition, and how long its tiles may be kept.
fn serving(app: &App, edition: &str) -> Result<(Arc<Serving>, Keep), Problem> {
    let current = app.current()?;
    match current.tiles() {
        Some(tiles) if tiles.edition() == edition => return Ok((current, Keep::Forever)),
        // without its suppression list: this changes when the list does
        Some(_) if current.digest() == edition => return Ok((current, Keep::Revalidate)),
        Some(_) | None => {}
    }
    let gone = || {
        Problem::not_found(
            "Deze kaarttegels zijn van een momentopname die niet meer in gebruik is. De nieuwe staat in /v1/momentopname.",
        )
    };
    let before = app.service().before().ok_or_else(gone)?;
    let same = before.tiles().is_some_and(|tiles| tiles.edition() == edition);
    if same { Ok((before, Keep::Forever)) } else { Err(gone()) }
}

fn tiles(serving: &Serving) -> Result<&Tiles, Problem> {
    serving.tiles().ok_or_else(|| {
        Problem::not_found("Deze momentopname heeft geen kaarttegels. Maak hem opnieuw met `schouw build`.")
    })
}

fn no_layer(tiles: &Tiles, name: &str) -> Problem {
    let names: Vec<&str> = tiles.layers().map(|about| about.name.as_str()).collect();
    let name: String = name.chars().take(40).collect();
    Problem::not_found(format!("Er is geen laag `{name}`. Wel: {}.", names.join(", ")))
}

fn fault(fault: TileFault) -> Problem {
    match fault {
        TileFault::NoSuchLayer(name) => Problem::not_found(format!("Er is geen laag `{name}`.")),
        TileFault::Zoom { layer, z, min, max } => {
            Problem::not_found(format!("De laag `{layer}` heeft zoom {min} tot en met {max}, niet {z}."))
        }
    }
}

/// The tile with these numbers, all faults at once.
fn tile_id(z: &str, x: &str, y: &str) -> Result<TileId, Problem> {
    let y = SUFFIXES.iter().find_map(|suffix| y.strip_suffix(suffix)).unwrap_or(y);
    let mut faults = Vec::new();
    let mut number = |name: &str, text: &str| -> u32 {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| digits).unwrap_or_else(|| {
            let detail = "een tegel heeft drie gehele getallen: zoom, kolom en rij".to_owned();
            faults.push(Fault { place: Place::Path, name: name.to_owned(), detail });
            0
        })
    };
    let (z, x, y) = (number("z", z), number("x", x), number("y", y));
    if !faults.is_empty() {
        return Err(Problem::faults(faults));
    }
    TileId::new(z, x, y).map_err(|_| {
        Problem::not_found(format!(
            "Tegel {z}/{x}/{y} bestaat niet: zoom is hoogstens {}, en kolom en rij zijn kleiner dan 2 tot de macht zoom.",
            LayerAbout::ZOOM_MAX
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_for_who_takes_it() {
        let check = |header: Option<&str>, expected: bool| {
            let mut asked = HeaderMap::new();
            if let Some(header) = header {
                asked.insert(ACCEPT_ENCODING, header.parse().unwrap());
            }
            assert_eq!(takes_gzip(&asked), expected, "{header:?}");
        };
        check(None, false);
        check(Some(""), false);
        check(Some("gzip, deflate, br"), true);
        check(Some("br"), false);
        check(Some("GZIP;q=0.5"), true);
        check(Some("gzip;q=0, *"), false);
        check(Some("*"), true);
        check(Some("identity"), false);
    }

    #[test]
    fn tile_numbers_are_whole_and_in_range() {
        let status = |z, x, y| tile_id(z, x, y).map_or_else(|problem| problem.status, |_| 200);
        assert_eq!(status("10", "525", "337"), 200);
        assert_eq!(status("10", "525", "337.mvt"), 200);
        assert_eq!(status("10", "525", "337.pbf"), 200);
        assert_eq!(status("10", "525", "337.png"), 400);
        assert_eq!(status("-1", "a", "99999999999"), 400);
        assert_eq!(status("+1", "0", "0"), 400);
        assert_eq!(status("15", "0", "0"), 404);
        assert_eq!(status("1", "2", "0"), 404);
        assert_eq!(tile_id("a", "b", "c").unwrap_err().errors.len(), 3);
    }
}
