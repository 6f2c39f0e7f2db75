//! An area of a division.

use crate::{AreaCode, Level, Shape, Year};

/// An area: a gemeente, a wijk, a buurt, or one that an organisation brings, with its surface.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// how large it is in its division
    pub level: Level,
    /// the code, which means something only together with the year
    pub code: AreaCode,
    /// the year of the division
    pub year: Year,
    /// the name as the source gives it, empty when the source gives none
    pub name: String,
    /// the wijk that it is part of, where the source or the code says so
    pub wijk: Option<AreaCode>,
    /// the gemeente that it is part of, where the source or the code says so
    pub gemeente: Option<AreaCode>,
    /// the surface
    pub shape: Shape,
}

impl Area {
    /// An area whose parents are those that its own code tells.
    #[must_use]
    pub fn new(level: Level, code: AreaCode, year: Year, name: String, shape: Shape) -> Self {
        // a code of an organisation's own may look like one of CBS, so the level decides
        let told = |parent| if code.level() == level { code.parent(parent) } else { None };
        let (wijk, gemeente) = (told(Level::Wijk), told(Level::Gemeente));
        Self { level, code, year, name, wijk, gemeente, shape }
    }
}
