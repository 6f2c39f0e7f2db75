//! What every handler gets: the snapshot in service, the clock, the settings.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use schouw_base::Clock;
use schouw_law::call::Call;
use schouw_node::may::MayDesk;
use schouw_node::service::{Service, Serving};
use schouw_picture::moment::amsterdam;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::settings::Settings;

/// What every handler gets; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    service: Arc<Service>,
    clock: Arc<dyn Clock>,
    settings: Settings,
    metrics: Metrics,
    /// the rules of law, loaded when first asked; none when they cannot be used
    law: OnceLock<Option<MayDesk>>,
    /// one for each question that may take long and is being worked out
    desks: Arc<Semaphore>,
}

impl App {
    /// The state of a server.
    #[must_use]
    pub fn new(service: Arc<Service>, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        let desks = Arc::new(Semaphore::new(settings.desks.max(1)));
        Self(Arc::new(Inner {
            service,
            clock,
            settings,
            metrics: Metrics::new(),
            law: OnceLock::new(),
            desks,
        }))
    }

    /// The snapshot in service. Take it once a request, so that an answer is of one snapshot.
    ///
    /// # Errors
    /// A problem (503) that says what to do when there is none.
    pub fn current(&self) -> Result<Arc<Serving>, Problem> {
        self.0.service.current().ok_or_else(|| {
            let why = self.0.service.trouble().map(|trouble| trouble.why.clone());
            Problem::no_snapshot(why.as_deref())
        })
    }

    /// Works out an answer that may take longer than a millisecond, beside the threads that answer quick questions; as
    /// many at the same time as [`Settings::desks`] says.
    ///
    /// # Errors
    /// What `work` refuses, the problem of [`App::current`], and a problem (500) when `work` panics.
    pub async fn work<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Serving, Timestamp) -> Result<T, Problem> + Send + 'static,
    {
        let (serving, now) = (self.current()?, self.now());
        let Ok(desk) = Arc::clone(&self.0.desks).acquire_owned().await else { return Err(Problem::broken()) };
        let job = tokio::task::spawn_blocking(move || {
            let _desk = desk;
            work(&serving, now)
        });
        job.await.unwrap_or_else(|_| Err(Problem::broken()))
    }

    /// Puts a question to the rules of law, as JSON text; Dutch law goes by the Dutch day. Beside the threads that answer
    /// quick questions: a search for other ways may take some milliseconds.
    ///
    /// # Errors
    /// A problem (400) with every fault of the question, or (500) when the rules cannot be used: the answer is then no.
    pub async fn law(&self, call: Call, question: Value) -> Result<String, Problem> {
        let Ok(desk) = Arc::clone(&self.0.desks).acquire_owned().await else { return Err(Problem::broken()) };
        let (app, today) = (self.clone(), amsterdam().to_datetime(self.now()).date());
        let job = tokio::task::spawn_blocking(move || {
            let _desk = desk;
            let law = app.0.law.get_or_init(|| {
                MayDesk::open()
                    .inspect_err(|faults| tracing::error!(%faults, "the rules of law cannot be used"))
                    .ok()
            });
            let law = law.as_ref().ok_or_else(Problem::broken)?;
            Ok(law.call(call, &question, today)?)
        });
        job.await.unwrap_or_else(|_| Err(Problem::broken()))
    }

    /// The place and the state of the snapshot.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.0.service
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What is counted.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }
}
