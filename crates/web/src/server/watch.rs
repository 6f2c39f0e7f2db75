//! Looks now and then whether there is a newer snapshot, or a newer certificate.

use std::sync::Arc;
use std::time::Duration;

use schouw_node::service::Looked;
use schouw_node::tls::Tls;
use tokio::task::spawn_blocking;

use crate::App;

/// How often is looked.
const EVERY: Duration = Duration::from_secs(1);

/// Looks for ever.
pub(super) async fn watch(app: App, tls: Option<Arc<Tls>>) {
    loop {
        tokio::time::sleep(EVERY).await;
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
