//! `/fotos/{id}`: photos of signals. What comes in is decoded and written anew, with limits on bytes and pixels.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::header::HeaderValue;
use axum::http::{Response, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use schouw_base::CommandId;
use schouw_law::access::{Action, Thing};
use schouw_node::signals::{PHOTO_BYTES_MAX, PhotoError, cleaned};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::signalen::{allowed, photo_may, thing, work};
use crate::answer::{Keep, json, respond};
use crate::ask::NoQuery;
use crate::problem::{Place, Problem};
use crate::session::SignedIn;
use crate::state::App;

/// Media type of what is kept.
const JPEG: HeaderValue = HeaderValue::from_static("image/jpeg");

/// What is told of a photo that was put.
#[derive(Debug, Serialize, ToSchema)]
struct FotoOntvangst {
    id: String,
    /// bytes as it is kept
    bytes: usize,
}

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(put_foto, get_foto))
}

fn read_id(id: &str) -> Result<CommandId, Problem> {
    id.parse().map_err(|_| Problem::fault(Place::Path, "id", "moet een UUID van versie 7 zijn"))
}

#[utoipa::path(
    put, path = "/fotos/{id}", operation_id = "zetFoto", tag = "signalen",
    summary = "Bewaar een foto bij een signaal",
    description = "JPEG, PNG of WebP, hoogstens 12 MB. De foto wordt opnieuw geschreven: er blijft niets over dan het beeld.",
    params(("id" = String, Path, description = "id van de foto, gemaakt door de telefoon (UUID versie 7)")),
    request_body(content = Vec<u8>, content_type = "image/jpeg"),
    responses(
        (status = 201, description = "Bewaard", body = FotoOntvangst),
        (status = 200, description = "Was al bewaard", body = FotoOntvangst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is niet voor jou"),
        (status = 409, description = "Dit id is al voor iets anders gebruikt")
    )
)]
async fn put_foto(
    State(app): State<App>,
    who: SignedIn,
    _: NoQuery,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response<Body>, Problem> {
    let id = read_id(&id)?;
    let thing = Thing { maker: Some(who.actor.user), ..Thing::of(&who.actor.organisation) };
    allowed(&app, &who, Action::PutPhoto, &thing, Some(id)).await?;
    let bytes = body(request).await?;
    // decoding takes memory: a few at a time
    let kept = app.at_desk(move || cleaned(&bytes).map_err(refused)).await?;
    let (actor, now, size) = (who.actor.clone(), app.now(), kept.len());
    let new = work(&app, move |signals| signals.put_photo(&actor, id, kept, now)).await?;
    let mut response = json(&FotoOntvangst { id: id.to_string(), bytes: size })?;
    *response.status_mut() = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok(response)
}

fn refused(error: PhotoError) -> Problem {
    match error {
        PhotoError::TooLarge => Problem::too_large(PHOTO_BYTES_MAX),
        PhotoError::Kind => Problem::media_type("image/jpeg, image/png of image/webp"),
        PhotoError::Unreadable => Problem::fault(Place::Body, "", error.to_string()),
    }
}

async fn body(request: Request) -> Result<Vec<u8>, Problem> {
    match Limited::new(request.into_body(), PHOTO_BYTES_MAX).collect().await {
        Ok(read) => Ok(read.to_bytes().into()),
        Err(error) if error.is::<LengthLimitError>() => Err(Problem::too_large(PHOTO_BYTES_MAX)),
        Err(_) => Err(Problem::fault(Place::Body, "", "de foto kwam niet helemaal binnen")),
    }
}

#[utoipa::path(
    get, path = "/fotos/{id}", operation_id = "haalFoto", tag = "signalen",
    summary = "Een foto van een signaal",
    params(("id" = String, Path, description = "id van de foto")),
    responses(
        (status = 200, description = "De foto", content_type = "image/jpeg", body = Vec<u8>),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Deze foto is er niet, of is niet voor jou")
    )
)]
async fn get_foto(
    State(app): State<App>,
    who: SignedIn,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let id = read_id(&id)?;
    let organisation = who.actor.organisation.clone();
    let (bytes, user, state) = work(&app, move |signals| {
        let (bytes, user) = signals.photo(&organisation, id)?;
        let state = signals.view(&organisation)?.with_photo(id)?;
        Ok((bytes, user, state))
    })
    .await?;
    let thing = match &state {
        Some(state) => thing(&who.actor, state),
        None => Thing {
            maker: Some(schouw_base::UserId(user)),
            investigation: true,
            ..Thing::of(&who.actor.organisation)
        },
    };
    photo_may(&app, &who, &thing, id).await?;
    Ok(respond(bytes.into(), JPEG, Keep::Never))
}
