//! `schouw here`: a question in words to an answer of a snapshot.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schouw_area::{AreaCode, AreaCodeError, Position, PositionError, Rd, RdError, RdTransform};
use schouw_picture::answer::Answer;
use schouw_picture::here::{Ask, HereError, RADIUS_M_MAX, SearchError, Spot, Suppressed};

use crate::snapshot::{OpenError, Snapshot};
use crate::suppressed;

/// Name of the suppression list that stands beside a snapshot.
pub const SUPPRESSED: &str = "suppressed.toml";
/// Largest suppression list, in bytes.
const SUPPRESSED_BYTES_MAX: u64 = 64 << 20;

/// Where is asked about, as people and machines write it.
#[derive(Debug, Clone, PartialEq)]
pub enum Where {
    /// `52.4956,5.0742`: degrees north, then east
    Degrees(String),
    /// `131000,501000`: metres of RD New, x then y
    Rd(String),
    /// an address or postal code
    Address(String),
    /// the code of an area
    Area(String),
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// the place is not one
    #[error(transparent)]
    Refused(#[from] NoPlace),
    /// the address is not there
    #[error(transparent)]
    NotFound(#[from] SearchError),
    /// the snapshot cannot answer it
    #[error(transparent)]
    Here(#[from] HereError),
    /// there is no snapshot
    #[error(transparent)]
    Open(#[from] OpenError),
    /// the suppression list
    #[error("the suppression list `{path}` cannot be used, so nothing is shown: {why}", path = .path.display())]
    Suppressed {
        /// the file
        path: PathBuf,
        /// what is wrong
        why: String,
    },
}

/// Why a place is not one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoPlace {
    /// not two numbers
    #[error("`{text}` is not a spot; write two numbers with a comma between them, such as {example}")]
    NotASpot {
        /// as given
        text: String,
        /// how it may be written
        example: &'static str,
    },
    /// latitude and longitude exchanged
    #[error(
        "`{text}` lies in the Netherlands only the other way round; did you mean {meant}? latitude comes first"
    )]
    Swapped {
        /// as given
        text: String,
        /// the other way round
        meant: Position,
    },
    /// not degrees
    #[error(transparent)]
    Degrees(#[from] PositionError),
    /// not RD New
    #[error(transparent)]
    Rd(#[from] RdError),
    /// not a code
    #[error(transparent)]
    Area(#[from] AreaCodeError),
}

/// A snapshot with the suppression list that it honours.
pub struct Desk {
    snapshot: Snapshot,
    suppressed: Suppressed,
    rd: RdTransform,
}

impl Desk {
    /// Opens a snapshot and its suppression list: the file that is named, else `suppressed.toml` beside the snapshot.
    ///
    /// # Errors
    /// When there is no snapshot, or a suppression list that cannot be read: then nothing is shown.
    pub fn open(snapshot: &Path, suppressed: Option<&Path>, rd: RdTransform) -> Result<Self, AskError> {
        Self::open_copy(snapshot, snapshot, suppressed, rd)
    }

    /// As [`Desk::open`], of a copy of the files of a snapshot; its suppression lists are those at its place.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_copy(
        files: &Path,
        snapshot: &Path,
        suppressed: Option<&Path>,
        rd: RdTransform,
    ) -> Result<Self, AskError> {
        let paths = suppressed.map_or_else(|| lists_beside(snapshot), |path| vec![path.to_owned()]);
        let mut suppressed = Suppressed::default();
        for path in paths {
            suppressed.append(read_suppressed(&path)?);
        }
        Ok(Self { snapshot: Snapshot::open(files)?, suppressed, rd })
    }

    /// The snapshot.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// What may not be shown.
    #[must_use]
    pub fn suppressed(&self) -> &Suppressed {
        &self.suppressed
    }

    /// How positions become RD New, and back.
    #[must_use]
    pub fn rd(&self) -> &RdTransform {
        &self.rd
    }

    /// The answer to a question about a moment; ages are told by the present one.
    ///
    /// # Errors
    /// When the question is not one, or there is no such address or area.
    pub fn here(
        &self,
        place: &Where,
        at: Timestamp,
        now: Timestamp,
        radius_m: u32,
    ) -> Result<Answer, AskError> {
        if radius_m > RADIUS_M_MAX {
            return Err(HereError::RadiusTooLarge(radius_m).into());
        }
        let (spot, label) = self.spot(place)?;
        let ask = Ask { spot, at, now, radius_m };
        let mut answer = self.snapshot.picture().here(&ask, &self.rd, &self.suppressed)?;
        if let Some(label) = label {
            answer.place = label;
        }
        Ok(answer)
    }

    fn spot(&self, place: &Where) -> Result<(Spot, Option<String>), AskError> {
        Ok(match place {
            Where::Degrees(text) => (Spot::At(degrees(text)?), None),
            Where::Rd(text) => {
                let (x, y) = pair(text, "--rd 131000,501000")?;
                let rd = Rd::new(x, y).map_err(NoPlace::from)?;
                (Spot::At(self.rd.from_rd(rd).0), None)
            }
            Where::Address(text) => {
                let found = self.snapshot.picture().find_address(text, &self.suppressed)?;
                (Spot::At(found.position), Some(found.label))
            }
            Where::Area(text) => {
                let code: AreaCode = text.parse().map_err(NoPlace::from)?;
                (Spot::Area(code), None)
            }
        })
    }
}

/// Degrees north and east, in that order.
fn degrees(text: &str) -> Result<Position, NoPlace> {
    let (lat, lon) = pair(text, "52.4956,5.0742")?;
    let position = Position::new(lat, lon)?;
    let swapped = position.swapped().filter(|other| other.near_the_netherlands());
    if !position.near_the_netherlands()
        && let Some(swapped) = swapped
    {
        return Err(NoPlace::Swapped { text: text.into(), meant: swapped });
    }
    Ok(position)
}

fn pair(text: &str, example: &'static str) -> Result<(f64, f64), NoPlace> {
    let refused = || NoPlace::NotASpot { text: text.into(), example };
    let (first, second) = text.split_once(',').ok_or_else(refused)?;
    let number = |part: &str| part.trim().parse::<f64>().map_err(|_| refused());
    Ok((number(first)?, number(second)?))
}

/// The suppression lists beside a snapshot: beside the name it is asked for by, and beside the folder that this is.
/// What stands there and is no file that can be read is in the list too, so that it is refused and not passed over.
pub(crate) fn lists_beside(snapshot: &Path) -> Vec<PathBuf> {
    let named = snapshot.file_name().and(snapshot.parent()).map(Path::to_owned);
    let real = snapshot.canonicalize().ok().and_then(|path| path.parent().map(Path::to_owned));
    let mut lists: Vec<PathBuf> =
        [named, real].into_iter().flatten().map(|folder| folder.join(SUPPRESSED)).collect();
    // an error other than "not there" is told by whoever reads it
    lists.retain(|path| {
        path.symlink_metadata().map_or_else(|error| error.kind() != std::io::ErrorKind::NotFound, |_| true)
    });
    lists
}

/// Reads a suppression list.
fn read_suppressed(path: &Path) -> Result<Suppressed, AskError> {
    let wrong = |why: String| AskError::Suppressed { path: path.into(), why };
    let about = std::fs::metadata(path).map_err(|error| wrong(error.to_string()))?;
    if !about.is_file() {
        return Err(wrong("it is no ordinary file".into()));
    }
    if about.len() > SUPPRESSED_BYTES_MAX {
        return Err(wrong(format!("it has {} bytes, {SUPPRESSED_BYTES_MAX} is the most", about.len())));
    }
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    suppressed::read(&text).map_err(|faults| wrong(faults.join("; ")))
}
