//! Two logs: who did what (audit), and what was processed about whom and why (Logboek Dataverwerkingen, in which no user
//! stands); an operation id joins them. A line is on disk before the answer leaves; when it cannot be written the action
//! fails.
//!
//! A folder an organisation, a folder a book in it, a file a month. The books of supervision (AVG) and of investigation
//! (Wpg) are apart, so that each can be given to whom it is for. Lines of a book are a chain: each holds the digest of
//! itself and the one before, so that a line that was changed, taken out or moved is found ([`verify`]).
//!
//! One thread writes: it takes all that waits, appends, brings each file to disk once, and answers.

mod book;
mod chain;
mod handling;
mod read;
mod register;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use schouw_base::OrganisationId;
use tokio::sync::oneshot;

use book::Book;
pub use chain::{Chain, verify};
pub use handling::{Handling, Outcome};
pub use read::{Found, Page};
pub use register::{Activity, Entry, Register, RegisterFaults};

/// Handlings that wait for the disk.
const WAITING_MAX: usize = 8_192;
/// Handlings that go to disk together.
const BATCH_MAX: usize = 1_024;

/// The books of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookKind {
    /// who did what
    Audit,
    /// processing under the AVG
    Supervision,
    /// processing under the Wpg
    Investigation,
    /// accounts, and the logs themselves
    Keeping,
}

impl BookKind {
    /// Every book.
    pub const ALL: [Self; 4] = [Self::Audit, Self::Supervision, Self::Investigation, Self::Keeping];

    /// The name of its folder.
    #[must_use]
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Supervision => "verwerkingen-toezicht",
            Self::Investigation => "verwerkingen-opsporing",
            Self::Keeping => "verwerkingen-beheer",
        }
    }
}

/// Why a handling was not written down. The action it was about must fail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LogError {
    /// the disk
    #[error("the log cannot be written: {0}")]
    Disk(String),
    /// too many wait
    #[error("too many lines wait for the log")]
    Busy,
    /// a line is too long, or randomness is missing
    #[error("a line of the log cannot be made: {0}")]
    Line(String),
}

/// A line for a book.
struct Line {
    organisation: OrganisationId,
    book: BookKind,
    month: String,
    text: String,
}

struct Job {
    lines: Vec<Line>,
    done: oneshot::Sender<Result<(), LogError>>,
}

/// The logs of a node.
pub struct Logs {
    folder: PathBuf,
    register: Register,
    jobs: SyncSender<Job>,
}

impl Logs {
    /// Opens the logs of a folder, and starts the thread that writes them.
    ///
    /// # Errors
    /// When the folder cannot be made or the thread does not start.
    pub fn open(folder: &Path, register: Register) -> Result<Self, LogError> {
        let disk = |error: std::io::Error| LogError::Disk(format!("`{}`: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(disk)?;
        let (jobs, waiting) = sync_channel(WAITING_MAX);
        let place = folder.to_owned();
        std::thread::Builder::new()
            .name("logs".into())
            .spawn(move || write_all(&place, &waiting))
            .map_err(disk)?;
        Ok(Self { folder: folder.into(), register, jobs })
    }

    /// Writes a handling down; ends when it is on disk.
    ///
    /// # Errors
    /// When it is not: the action must then fail.
    pub async fn write(&self, handling: Handling) -> Result<(), LogError> {
        let answer = self.send(handling)?;
        answer.await.unwrap_or_else(|_| Err(LogError::Disk("the writer stopped".into())))
    }

    /// As [`Logs::write`], for a thread that may wait.
    ///
    /// # Errors
    /// As [`Logs::write`].
    pub fn write_now(&self, handling: Handling) -> Result<(), LogError> {
        let answer = self.send(handling)?;
        answer.blocking_recv().unwrap_or_else(|_| Err(LogError::Disk("the writer stopped".into())))
    }

    fn send(&self, handling: Handling) -> Result<oneshot::Receiver<Result<(), LogError>>, LogError> {
        let (done, answer) = oneshot::channel();
        let lines = handling.lines(&self.register)?;
        self.jobs.try_send(Job { lines, done }).map_err(|error| match error {
            TrySendError::Full(_) => LogError::Busy,
            TrySendError::Disconnected(_) => LogError::Disk("the writer stopped".into()),
        })?;
        Ok(answer)
    }

    /// The register of processing activities.
    #[must_use]
    pub fn register(&self) -> &Register {
        &self.register
    }

    /// Where the books of an organisation are.
    #[must_use]
    pub fn folder(&self, organisation: &OrganisationId) -> PathBuf {
        self.folder.join(organisation.as_str())
    }
}

/// Takes what waits, writes it, brings it to disk, answers; until nobody can send any more.
fn write_all(folder: &Path, waiting: &Receiver<Job>) {
    let mut books: BTreeMap<(OrganisationId, BookKind), Book> = BTreeMap::new();
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        batch.extend(waiting.try_iter().take(BATCH_MAX - 1));
        let done = write_batch(folder, &mut books, &batch);
        if let Err(error) = &done {
            tracing::error!(target: "schouw::logs", %error, "handlings were refused since they could not be written down");
            // opened again, and repaired, by the next batch
            books.clear();
        }
        for job in batch {
            // who asked may have gone
            let _ = job.done.send(done.clone());
        }
    }
}

fn write_batch(
    folder: &Path,
    books: &mut BTreeMap<(OrganisationId, BookKind), Book>,
    batch: &[Job],
) -> Result<(), LogError> {
    let mut touched = std::collections::BTreeSet::new();
    let put = |books: &mut BTreeMap<_, Book>, line: &Line| -> std::io::Result<()> {
        let key = (line.organisation.clone(), line.book);
        if !books.contains_key(&key) {
            let place = folder.join(line.organisation.as_str()).join(line.book.folder());
            books.insert(key.clone(), Book::open(&place)?);
        }
        match books.get_mut(&key) {
            Some(book) => book.add(&line.month, &line.text),
            None => Ok(()),
        }
    };
    let mut all = || -> std::io::Result<()> {
        for line in batch.iter().flat_map(|job| &job.lines) {
            put(books, line)?;
            touched.insert((line.organisation.clone(), line.book));
        }
        for key in &touched {
            if let Some(book) = books.get_mut(key) {
                book.flush()?;
            }
        }
        Ok(())
    };
    let done = all();
    if done.is_err() {
        // nothing half-done: what was not acknowledged goes, as far as the disk lets us
        for key in &touched {
            if let Some(book) = books.get_mut(key) {
                book.take_back();
            }
        }
    }
    done.map_err(|error| LogError::Disk(error.to_string()))
}

#[cfg(test)]
mod tests;
