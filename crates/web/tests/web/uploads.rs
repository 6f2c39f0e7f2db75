//! Uploads that mean harm: refused as a documented problem or written anew, with nothing of them left on disk, and a
//! server that answers on.

use std::path::{Path, PathBuf};

use axum::http::{Method, StatusCode};
use futures_util::StreamExt as _;

use crate::people::{Browser, Place, place, sign_in, somebody, with_signals};
use crate::photos::{ZIP, png};
use schouw_web::App;

struct Desk {
    place: Place,
    app: App,
    boa: Browser,
}

async fn desk() -> Desk {
    let place = place();
    let app = with_signals(&place);
    let boa = sign_in(&app, &somebody(&place, 1)).await;
    Desk { place, app, boa }
}

fn id(number: u32) -> String {
    format!("01932c07-d000-7000-8000-{number:012}")
}

fn files(below: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(below).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

impl Desk {
    /// The files of photos, of every organisation.
    fn blobs(&self) -> Vec<PathBuf> {
        let all = files(&self.place.folder.path().join("journal"));
        all.into_iter().filter(|path| path.components().any(|part| part.as_os_str() == "blobs")).collect()
    }

    /// Whether these bytes are in any file of the node.
    fn holds(&self, wanted: &[u8]) -> bool {
        files(self.place.folder.path()).iter().any(|path| {
            std::fs::read(path).unwrap_or_default().windows(wanted.len()).any(|bytes| bytes == wanted)
        })
    }

    async fn answers_on(&self, number: u32) {
        let put = self.boa.put(&self.app, &format!("/v1/fotos/{}", id(number)), png(16, 16)).await;
        assert_eq!(put.status, StatusCode::CREATED, "{}", put.json());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_photo_is_refused_and_leaves_nothing() {
    let desk = desk().await;
    let document = schouw_web::api::document();
    let documented = &document["paths"]["/fotos/{id}"]["put"]["responses"];
    let whole = png(64, 64);
    let marked = b"schouw-upload-marker";
    let cases: Vec<(&str, Vec<u8>, StatusCode)> = vec![
        ("zero bytes", Vec::new(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("a page", [b"<html>".as_slice(), marked].concat(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("a drawing with script", b"<svg onload='alert(1)'/>".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("a zip", ZIP.to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("a GIF", b"GIF89a\x01\x00\x01\x00".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (
            "a page that begins as a JPEG",
            [b"\xff\xd8\xff\xe0<script>".as_slice(), marked].concat(),
            StatusCode::BAD_REQUEST,
        ),
        ("half a photo", whole[..whole.len() / 2].to_vec(), StatusCode::BAD_REQUEST),
        ("a bomb", png(11_000, 11_000), StatusCode::BAD_REQUEST),
        ("a wide bomb", png(60_000, 4), StatusCode::BAD_REQUEST),
        ("50 MB", vec![0xff; 50_000_000], StatusCode::PAYLOAD_TOO_LARGE),
    ];
    for (number, (name, bytes, expected)) in cases.into_iter().enumerate() {
        let path = format!("/v1/fotos/{}", id(u32::try_from(number).unwrap()));
        let put = desk.boa.put(&desk.app, &path, bytes).await;
        assert_eq!(put.status, expected, "{name}: {}", put.json());
        assert_eq!(put.header("content-type"), "application/problem+json", "{name}");
        assert!(documented[put.status.as_str()].is_object(), "{name}: {} is not documented", put.status);
        let get = desk.boa.ask(&desk.app, Method::GET, &path, None).await;
        assert_eq!(get.status, StatusCode::NOT_FOUND, "{name}");
        assert_eq!(desk.blobs(), Vec::<PathBuf>::new(), "{name}");
    }
    assert!(!desk.holds(marked));
    desk.answers_on(999).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_that_is_something_else_too_keeps_only_the_picture() {
    let desk = desk().await;
    let page: &[u8] = b"<html><script>alert('schouw')</script></html>";
    for (number, tail) in [ZIP, page].into_iter().enumerate() {
        let path = format!("/v1/fotos/{}", id(u32::try_from(number).unwrap()));
        let put = desk.boa.put(&desk.app, &path, [png(32, 32).as_slice(), tail].concat()).await;
        assert_eq!(put.status, StatusCode::CREATED, "{}", put.json());
        let get = desk.boa.ask(&desk.app, Method::GET, &path, None).await;
        assert_eq!(get.header("content-type"), "image/jpeg");
        assert_eq!(get.header("x-content-type-options"), "nosniff");
        assert!(get.body.starts_with(b"\xff\xd8\xff") && get.body.ends_with(b"\xff\xd9"));
        assert!(!get.body.windows(tail.len()).any(|bytes| bytes == tail));
        assert!(!desk.holds(tail));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_breaks_off_leaves_nothing() {
    let desk = desk().await;
    let path = format!("/v1/fotos/{}", id(1));
    let begun = futures_util::stream::iter([Ok(png(16, 16)), Err(std::io::Error::other("gone"))]).boxed();
    let request = axum::http::Request::put(&path)
        .header("cookie", &desk.boa.cookie)
        .header("x-csrf-token", &desk.boa.csrf)
        .header("content-type", "image/jpeg");
    let request = request.body(axum::body::Body::from_stream(begun)).unwrap();
    let put = crate::stage::send(&desk.app, request).await;
    assert_eq!(put.status, StatusCode::BAD_REQUEST, "{}", put.json());
    assert_eq!(desk.blobs(), Vec::<PathBuf>::new());
    desk.answers_on(1).await;
}
