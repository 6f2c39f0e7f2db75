//! Looks now and then whether there is a newer snapshot, or a newer certificate.

use std::sync::Arc;
use std::time::Duration;

use schouw_node::service::Looked;
use schouw_node::tls::Tls;
use tokio::task::spawn_blocking;

use crate::App;

/// How often pages that the system holds anyway are let go.
const LET_GO_EVERY: Duration = Duration::from_millis(100);
/// After how many of those is looked for something new: each second.
const LOOK_AFTER: usize = 10;

/// Looks for ever.
pub(super) async fn watch(app: App, tls: Option<Arc<Tls>>) {
    loop {
        for _ in 0..LOOK_AFTER {
            tokio::time::sleep(LET_GO_EVERY).await;
            let of_app = app.clone();
            let _ = spawn_blocking(move || of_app.service().let_go_of_pages()).await;
        }
        let of_app = app.clone();
        let Ok(looked) = spawn_blocking(move || of_app.service().look(of_app.now())).await else { continue };
        match looked {
            Looked::Same => {}
            Looked::Taken(digest) => {
                app.metrics().taken();
                tracing::info!(target: "schouw::server", digest, "a snapshot was taken into service");
                super::warn_of_tiles(app.service());
            }
            Looked::Refused(why) => {
                tracing::warn!(target: "schouw::server", why, "a snapshot cannot be taken into service; the old one goes on");
            }
        }
        let Some(tls) = tls.clone() else { continue };
        match spawn_blocking(move || tls.look()).await {
            Ok(Ok(true)) => tracing::info!(target: "schouw::server", "a new certificate is used"),
            Ok(Err(error)) => {
                tracing::warn!(target: "schouw::server", why = %error, "a new certificate cannot be used; the old one goes on");
            }
            _ => {}
        }
    }
}
