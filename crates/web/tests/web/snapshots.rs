//! No snapshot, another one, a broken one, none any more: while it serves.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use axum::http::StatusCode;
use schouw_base::Clock as _;
use schouw_node::service::Looked;
use schouw_web::settings::Settings;

use crate::stage::{SQUARE, app_of, clock, get, other_town, post, town};

fn look(app: &schouw_web::App) -> Looked {
    // what is being written is not taken: the same at two looks
    for _ in 0..2 {
        match app.service().look(clock().now()) {
            Looked::Same => {}
            news => return news,
        }
    }
    Looked::Same
}

fn link(to: &Path, at: &Path) {
    let beside = at.with_extension("new");
    std::os::unix::fs::symlink(to, &beside).unwrap();
    std::fs::rename(&beside, at).unwrap();
}

#[tokio::test]
async fn without_a_snapshot_everything_says_what_to_do_and_one_that_comes_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("served");
    let app = app_of(&place, Settings::default());
    for answered in [get(&app, "/v1/momentopname").await, post(&app, "/v1/hier/_zoek", SQUARE).await] {
        assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answered.json()["detail"].as_str().unwrap().contains("schouw build"), "{}", answered.json());
        assert_eq!(answered.header("retry-after"), "10");
    }
    let health = get(&app, "/health").await;
    assert_eq!(
        (health.status, health.json()["status"].as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, Some("no_snapshot"))
    );
    assert_eq!(get(&app, "/").await.status, StatusCode::OK, "the app is there");

    link(town(), &place);
    assert!(matches!(look(&app), Looked::Taken(_)));
    assert_eq!(get(&app, "/health").await.json()["status"], "ok");
    assert_eq!(post(&app, "/v1/hier/_zoek", SQUARE).await.status, StatusCode::OK);

    std::fs::remove_file(&place).unwrap();
    assert!(matches!(look(&app), Looked::Refused(_)));
    let health = get(&app, "/health").await;
    assert_eq!((health.status, health.json()["status"].as_str()), (StatusCode::OK, Some("degraded")));
    assert!(health.json()["why"].as_str().unwrap().contains("there is no snapshot"));
    assert_eq!(post(&app, "/v1/hier/_zoek", SQUARE).await.status, StatusCode::OK, "the old one goes on");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snapshot_is_replaced_under_load_without_a_lost_request() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("served");
    link(town(), &place);
    let app = app_of(&place, Settings::default());
    let (stop, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let askers: Vec<_> = (0..4)
        .map(|_| {
            let (app, stop, asked) = (app.clone(), Arc::clone(&stop), Arc::clone(&asked));
            tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let answered = post(&app, "/v1/hier/_zoek", SQUARE).await;
                    assert_eq!(answered.status, StatusCode::OK);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    let before = app.current().unwrap().digest().to_owned();
    for to in [other_town(), town(), other_town()] {
        link(to, &place);
        let of_app = app.clone();
        let looked = tokio::task::spawn_blocking(move || look(&of_app)).await.unwrap();
        assert!(matches!(looked, Looked::Taken(_)), "{looked:?}");
        let already = asked.load(Ordering::Relaxed);
        while asked.load(Ordering::Relaxed) < already + 20 {
            tokio::task::yield_now().await;
        }
    }
    stop.store(true, Ordering::Relaxed);
    for asker in askers {
        asker.await.unwrap();
    }
    assert_ne!(app.current().unwrap().digest(), before);
}
