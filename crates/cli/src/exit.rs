//! One table from what went wrong to the exit code; see `docs/cli.md`.

use std::process::ExitCode;

use schouw_node::build::{BuildError, FaultKind};
use schouw_node::catalogue::CatalogueError;
use schouw_node::snapshot::OpenError;
use schouw_picture::here::HereError;

/// What went wrong, in words, with its exit code.
#[derive(Debug, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    text: String,
    code: u8,
}

/// The disk, the network, the system.
pub const WORLD: u8 = 1;
/// The question or the command is refused as input.
pub const REFUSED: u8 = 2;
/// A definition or an index has faults.
pub const DEFINITION: u8 = 3;
/// A file is cut off, not its format, or over a limit.
pub const UNREADABLE: u8 = 4;
/// A file was read, and none of its records can be used.
pub const UNUSABLE: u8 = 5;
/// What is asked for is not there.
pub const NOT_THERE: u8 = 6;
/// A snapshot is damaged.
pub const DAMAGED: u8 = 7;

impl Failure {
    /// A failure with its exit code.
    pub fn new(code: u8, text: impl Into<String>) -> Self {
        Self { text: text.into(), code }
    }

    /// The exit code.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        let code = match &error {
            BuildError::Index(schouw_node::raw_index::RawIndexError::Disk { .. }) => WORLD,
            BuildError::Index(_)
            | BuildError::NoDefinition(_)
            | BuildError::NoFiles
            | BuildError::Grid { .. } => DEFINITION,
            BuildError::Catalogue(error) => return Self::new(catalogue_code(error), error.to_string()),
            BuildError::Files(faults) => {
                faults.iter().map(|fault| fault.kind).min().map_or(UNREADABLE, fault_code)
            }
            BuildError::NoSuchArea(_) => NOT_THERE,
            BuildError::NotASnapshot(_) => REFUSED,
            BuildError::Pack(_) => UNREADABLE,
            BuildError::Format(_) | BuildError::Io { .. } => WORLD,
        };
        Self::new(code, error.to_string())
    }
}

fn fault_code(kind: FaultKind) -> u8 {
    match kind {
        FaultKind::Definition => DEFINITION,
        FaultKind::World => WORLD,
        FaultKind::Unreadable => UNREADABLE,
        FaultKind::Unusable => UNUSABLE,
    }
}

fn catalogue_code(error: &CatalogueError) -> u8 {
    match error {
        CatalogueError::Faults(_) => DEFINITION,
        CatalogueError::Io { .. } => WORLD,
    }
}

impl From<CatalogueError> for Failure {
    fn from(error: CatalogueError) -> Self {
        Self::new(catalogue_code(&error), error.to_string())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let code = match &error {
            OpenError::NotThere(_) => NOT_THERE,
            OpenError::Io { .. } => WORLD,
            OpenError::Index { .. } | OpenError::Manifest { .. } => DAMAGED,
        };
        Self::new(code, error.to_string())
    }
}

impl From<HereError> for Failure {
    fn from(error: HereError) -> Self {
        let code = match &error {
            HereError::NoSuchArea(_) => NOT_THERE,
            HereError::RadiusTooLarge(_) => REFUSED,
            HereError::Damaged(_) => DAMAGED,
        };
        Self::new(code, error.to_string())
    }
}

impl From<schouw_node::here::AskError> for Failure {
    fn from(error: schouw_node::here::AskError) -> Self {
        use schouw_node::here::AskError;
        match error {
            AskError::Here(error) => error.into(),
            AskError::Open(error) => error.into(),
            AskError::NotFound(error) => Self::new(NOT_THERE, error.to_string()),
            AskError::Refused(why) => Self::new(REFUSED, why.to_string()),
            AskError::Suppressed { .. } => Self::new(DEFINITION, error.to_string()),
        }
    }
}

impl From<schouw_node::config::ConfigFaults> for Failure {
    fn from(error: schouw_node::config::ConfigFaults) -> Self {
        Self::new(DEFINITION, error.to_string())
    }
}

impl From<schouw_web::server::ServerError> for Failure {
    fn from(error: schouw_web::server::ServerError) -> Self {
        use schouw_web::server::ServerError;
        let code = match &error {
            ServerError::Listen { .. } | ServerError::System(_) => WORLD,
            ServerError::Tls(_)
            | ServerError::Grid(_)
            | ServerError::Office(_)
            | ServerError::Signals(_)
            | ServerError::Seed(_) => DEFINITION,
        };
        Self::new(code, error.to_string())
    }
}
