//! What every handler gets: the snapshot in service, the clock, the settings.

use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use schouw_base::Clock;
use schouw_law::call::Call;
use schouw_node::may::MayDesk;
use schouw_node::office::Office;
use schouw_node::service::{Service, Serving};
use schouw_node::signals::Signals;
use schouw_picture::moment::amsterdam;
use serde_json::Value;
use tokio::sync::Semaphore;

use crate::metrics::Metrics;
use crate::problem::Problem;
use crate::session::Throttle;
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
    /// people, access and logs, on a node that has them
    office: OnceLock<Arc<Office>>,
    /// signals and the logs that they are in, on a node that has them
    signals: OnceLock<Arc<Signals>>,
    sign_ins: Throttle,
}

impl App {
    /// The state of a server.
    #[must_use]
    pub fn new(service: Arc<Service>, clock: Arc<dyn Clock>, settings: Settings) -> Self {
        let desks = Arc::new(Semaphore::new(settings.desks.max(1)));
        let (office, signals, sign_ins) = (OnceLock::new(), OnceLock::new(), Throttle::default());
        Self(Arc::new(Inner {
            service,
            clock,
            settings,
            metrics: Metrics::new(),
            law: OnceLock::new(),
            desks,
            office,
            signals,
            sign_ins,
        }))
    }

    /// With people, access and logs. The first office stays.
    #[must_use]
    pub fn with_office(self, office: Arc<Office>) -> Self {
        self.0.office.get_or_init(|| office);
        self
    }

    /// The people, the rules on access and the logs.
    ///
    /// # Errors
    /// A problem (404) on a server that has no users.
    pub fn office(&self) -> Result<&Arc<Office>, Problem> {
        let none = "Deze server heeft geen gebruikers: hij laat alleen open informatie zien.";
        self.0.office.get().ok_or_else(|| Problem::not_found(none))
    }

    /// With signals. The first ones stay.
    #[must_use]
    pub fn with_signals(self, signals: Arc<Signals>) -> Self {
        self.0.signals.get_or_init(|| signals);
        self
    }

    /// The signals.
    ///
    /// # Errors
    /// A problem (404) on a server that has none.
    pub fn signals(&self) -> Result<&Arc<Signals>, Problem> {
        let none = "Deze server heeft geen signalen: hij laat alleen open informatie zien.";
        self.0.signals.get().ok_or_else(|| Problem::not_found(none))
    }

    /// How often an address tried to sign in.
    #[must_use]
    pub fn sign_ins(&self) -> &Throttle {
        &self.0.sign_ins
    }

    /// The problem for something that is wrong on our side; what it was goes to the log of the server alone.
    #[must_use]
    pub fn broke(&self, error: &dyn std::fmt::Display) -> Problem {
        tracing::error!(target: "schouw::server", %error, "a request failed");
        Problem::broken()
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
        self.at_desk(move || work(&serving, now)).await
    }

    /// Works out what may take longer than a millisecond and needs no snapshot, beside the threads that answer quick
    /// questions; as many at the same time as [`Settings::desks`] says.
    ///
    /// # Errors
    /// What `work` refuses, and a problem (500) when `work` panics.
    pub async fn at_desk<T, F>(&self, work: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, Problem> + Send + 'static,
    {
        let Ok(desk) = Arc::clone(&self.0.desks).acquire_owned().await else { return Err(Problem::broken()) };
        let job = tokio::task::spawn_blocking(move || {
            let _desk = desk;
            work()
        });
        job.await.unwrap_or_else(|_| Err(Problem::broken()))
    }

    /// Puts a question to the rules of law, as JSON text; Dutch law goes by the Dutch day. Beside the threads that answer
    /// quick questions: a search for other ways may take some milliseconds.
    ///
    /// # Errors
    /// A problem (400) with every fault of the question, or (500) when the rules cannot be used: the answer is then no.
    pub async fn law(&self, call: Call, question: Value) -> Result<String, Problem> {
        let (app, today) = (self.clone(), amsterdam().to_datetime(self.now()).date());
        self.at_desk(move || {
            let law = app.0.law.get_or_init(|| {
                MayDesk::open()
                    .inspect_err(|faults| tracing::error!(%faults, "the rules of law cannot be used"))
                    .ok()
            });
            let law = law.as_ref().ok_or_else(Problem::broken)?;
            Ok(law.call(call, &question, today)?)
        })
        .await
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
