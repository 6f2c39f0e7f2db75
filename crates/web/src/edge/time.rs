//! No request takes for ever.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use hyper::body::Frame;

use crate::problem::Problem;
use crate::state::App;

/// Ends a request that takes too long: because its body arrives too slowly, or because its answer takes too long.
pub async fn in_time(State(app): State<App>, request: Request, next: Next) -> Response {
    let arriving = Arc::new(AtomicBool::new(!request.body().is_end_stream()));
    let request = request.map(|body| Body::new(Watched { body, arriving: Arc::clone(&arriving) }));
    match tokio::time::timeout(app.settings().request_time, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::too_slow(arriving.load(Ordering::Relaxed)).into_response(),
    }
}

/// A body that tells when it has arrived.
struct Watched {
    body: Body,
    arriving: Arc<AtomicBool>,
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if matches!(polled, Poll::Ready(None)) || self.body.is_end_stream() {
            self.arriving.store(false, Ordering::Relaxed);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}
