//! The REST API under `/v1`, one file a resource, and its OpenAPI document.

mod adressen;
mod bronnen;
mod catalogus;
mod cijfers;
mod document;
mod forms;
mod fotos;
mod gebieden;
mod gebruikers;
mod hier;
mod kaart;
mod mag;
mod mag_forms;
mod momentopname;
mod pakketten;
mod sessies;
mod signaalforms;
mod signalen;
mod verwerkingen;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::state::App;

pub use catalogus::file as catalogue_file;
pub use document::document;

/// Where the API lives.
pub const BASE: &str = "/v1";

/// The resources, with their part of the OpenAPI document; paths without [`BASE`].
fn resources() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(momentopname::routes())
        .merge(hier::routes())
        .merge(adressen::routes())
        .merge(gebieden::routes())
        .merge(cijfers::routes())
        .merge(kaart::routes())
        .merge(mag::routes())
        .merge(bronnen::routes())
        .merge(pakketten::routes())
        .merge(catalogus::routes())
        .merge(sessies::routes())
        .merge(gebruikers::routes())
        .merge(verwerkingen::routes())
        .merge(signalen::routes())
        .merge(fotos::routes())
}

/// The API with its document, under [`BASE`].
pub fn routes() -> Router<App> {
    let (router, _) = resources().split_for_parts();
    Router::new().nest(BASE, router.merge(document::routes()))
}
