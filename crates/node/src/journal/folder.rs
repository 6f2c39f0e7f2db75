//! The folder of an organisation: `journal.db`, `keys.db`, `blobs/`, `views/`, and who writes in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use schouw_base::OrganisationId;
use schouw_journal::{Store, StoreError};

use crate::store::{Durable, PostgresStore, SqliteStore};

/// Where the entries are kept; keys, blobs and views always stand in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Engine {
    /// `journal.db` in the folder of each organisation.
    #[default]
    Sqlite,
    /// One database for all, by its connection (`host=… user=… dbname=…`).
    Postgres(String),
}

/// Where the logs of a node are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// With a folder for each organisation.
    pub root: PathBuf,
    /// Where the entries are.
    pub engine: Engine,
    /// Whether a commit is brought to disk before it counts.
    pub durable: Durable,
}

impl Place {
    /// SQLite in this folder, durable.
    #[must_use]
    pub fn sqlite(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into(), engine: Engine::Sqlite, durable: Durable::Yes }
    }

    /// Entries in PostgreSQL, the rest in this folder.
    #[must_use]
    pub fn postgres(root: impl Into<PathBuf>, connection: impl Into<String>) -> Self {
        Self { root: root.into(), engine: Engine::Postgres(connection.into()), durable: Durable::Yes }
    }

    /// In this folder, the entries in PostgreSQL when there is a file with the connection
    /// (`host=… user=… dbname=… password=…`).
    ///
    /// # Errors
    /// When that file cannot be read.
    pub fn with_connection(root: impl Into<PathBuf>, file: Option<&Path>) -> std::io::Result<Self> {
        Ok(match file {
            None => Self::sqlite(root),
            Some(file) => Self::postgres(root, fs::read_to_string(file)?.trim()),
        })
    }

    /// The folder of an organisation.
    #[must_use]
    pub fn folder(&self, organisation: &OrganisationId) -> Folder {
        Folder { path: self.root.join(organisation.as_str()) }
    }

    /// Whose folders are here, in order.
    ///
    /// # Errors
    /// When the folder cannot be read; one that is not there has none.
    pub fn organisations(&self) -> Result<Vec<OrganisationId>, StoreError> {
        let failed = |error: std::io::Error| io("cannot read the folder of the journals", &error);
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            if let Some(Ok(organisation)) = name.to_str().map(str::parse::<OrganisationId>)
                && entry.path().join("keys.db").exists() | entry.path().join("journal.db").exists()
            {
                found.push(organisation);
            }
        }
        found.sort();
        Ok(found)
    }

    /// A connection that writes.
    pub(crate) fn writer(&self, organisation: &OrganisationId) -> Result<Box<dyn Store>, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite => {
                Box::new(SqliteStore::open(&self.folder(organisation).journal(), self.durable)?)
            }
            Engine::Postgres(connection) => Box::new(PostgresStore::open(connection)?),
        })
    }

    /// A connection that reads, beside a writer.
    ///
    /// # Errors
    /// When the log is not there or cannot be reached.
    pub fn reader(&self, organisation: &OrganisationId) -> Result<Box<dyn Store>, StoreError> {
        Ok(match &self.engine {
            Engine::Sqlite => Box::new(SqliteStore::open_to_read(&self.folder(organisation).journal())?),
            Engine::Postgres(connection) => Box::new(PostgresStore::open_to_read(connection)?),
        })
    }
}

/// The folder of one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The log.
    #[must_use]
    pub fn journal(&self) -> PathBuf {
        self.path.join("journal.db")
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.path.join("keys.db")
    }

    /// The blobs.
    #[must_use]
    pub fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// Derived tables, thrown away and made again at will.
    #[must_use]
    pub fn views(&self) -> PathBuf {
        self.path.join("views")
    }

    /// Makes the folder, for its owner alone.
    pub(crate) fn make(&self) -> Result<(), StoreError> {
        let failed = |error: std::io::Error| io("cannot make the folder of the journal", &error);
        for folder in [self.path.clone(), self.blobs(), self.views()] {
            fs::create_dir_all(&folder).map_err(failed)?;
            owner_only(&folder).map_err(failed)?;
        }
        Ok(())
    }

    /// Takes the folder for this process; it is free again when the file is closed, however the process ends.
    pub(crate) fn lock(&self) -> Result<File, StoreError> {
        let path = self.path.join("lock");
        let file = File::options().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(|error| io("cannot lock the folder of the journal", &error))?;
        let taken = flock(&file, FlockOperation::NonBlockingLockExclusive);
        taken.map_err(|_| StoreError::World {
            what: "cannot write in the journal",
            why: format!("another process writes in `{}`: stop it first", self.path.display()),
        })?;
        Ok(file)
    }
}

/// What the disk says, as an error of the store.
pub(crate) fn io(what: &'static str, error: &std::io::Error) -> StoreError {
    StoreError::World { what, why: error.to_string() }
}

#[cfg(unix)]
fn owner_only(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn owner_only(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
