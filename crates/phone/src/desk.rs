//! A pack that was opened for answering.

use schouw_area::RdTransform;
use schouw_picture::Picture;
use schouw_picture::area_pack::{self, Head, Opened, PackFileError};
use schouw_picture::pack::PackError;

use crate::calls;
use crate::refused::Refused;

/// Longest question, in bytes.
const QUESTION_BYTES_MAX: usize = 64 << 10;

self_cell::self_cell!(
    struct Held {
        owner: Opened,
        #[covariant]
        dependent: Picture,
    }
);

/// A pack that answers.
pub struct Desk {
    held: Held,
    rd: RdTransform,
}

/// Why a pack cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// the file
    #[error(transparent)]
    File(#[from] PackFileError),
    /// the index inside
    #[error(transparent)]
    Index(#[from] PackError),
}

impl Desk {
    /// Unpacks and opens a pack.
    ///
    /// # Errors
    /// When the bytes are not a pack of this version, or are damaged.
    pub fn open(bytes: &[u8]) -> Result<Self, OpenError> {
        let opened = area_pack::open(bytes)?;
        let held = Held::try_new(opened, |opened| Picture::open(opened.index()))?;
        // by formula: the correction grid is not on a phone, and metres of RD are shown and not used
        Ok(Self { held, rd: RdTransform::default() })
    }

    /// What the pack says of itself.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.held.borrow_owner().head
    }

    /// What answers.
    #[must_use]
    pub fn picture(&self) -> &Picture<'_> {
        self.held.borrow_dependent()
    }

    /// How positions become RD New.
    pub(crate) fn rd(&self) -> &RdTransform {
        &self.rd
    }

    /// The answer to a question: `call` is `here`, `search`, `area`, `areas`, `shapes`, `measures`, `choropleth`, `map`,
    /// `sources`, `source` or `moment`; question and answer are the JSON of the REST API, `now` is an instant such as
    /// `2026-11-27T20:40:00Z`.
    ///
    /// # Errors
    /// When there is no such call, the question is not one, or what it asks for is not in the pack.
    pub fn ask(&self, call: &str, question: &str, now: &str) -> Result<String, Refused> {
        if question.len() > QUESTION_BYTES_MAX {
            return Err(Refused::wrong(format!("Een vraag heeft hoogstens {QUESTION_BYTES_MAX} bytes.")));
        }
        let now =
            now.parse().map_err(|_| Refused::wrong("`now` is geen moment zoals 2026-11-27T20:40:00Z"))?;
        calls::answer(self, call, question, now)
    }
}
