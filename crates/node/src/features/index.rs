//! The index of features, opened: its small arrays mapped into memory, its long texts read when they are asked for.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use memmap2::Mmap;
use schouw_area::Bounds;
use schouw_picture::pack::{Container, PackError};

use super::meta::{FEATURES_VERSION, Meta};
use super::time::Span;
use crate::snapshot::{FEATURES, OpenError, map};

self_cell::self_cell!(
    struct Mapped {
        owner: Mmap,
        #[covariant]
        dependent: Arrays,
    }
);

/// An index that is open. The texts are not mapped: those of a country would fill the memory when they are walked.
pub(super) struct Index {
    file: File,
    mapped: Mapped,
}

/// What is mapped.
pub(super) struct Arrays<'a> {
    pub meta: Meta,
    pub sets: Vec<Set<'a>>,
}

/// The rows of one kind.
pub(super) struct Set<'a> {
    /// where the texts begin in the file
    text_start: u64,
    text_at: &'a [u64],
    geometry: &'a [i32],
    geometry_at: &'a [u64],
    pub boxes: &'a [[i32; 4]],
    pub spans: &'a [Span],
    ids: &'a [u8],
    ids_at: &'a [u64],
    whole: Option<(&'a [u8], &'a [u64])>,
}

impl Index {
    /// Opens the index of a snapshot.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or is of another version.
    pub(super) fn open(folder: &Path) -> Result<Self, OpenError> {
        let path = folder.join(FEATURES);
        let io = |source| OpenError::Io { path: path.clone(), source };
        let file = File::open(&path).map_err(io)?;
        let map = map(&file).map_err(io)?;
        let mapped = Mapped::try_new(map, |bytes| Arrays::open(bytes));
        let mapped = mapped.map_err(|source| OpenError::Index { path: path.clone(), source })?;
        Ok(Self { file, mapped })
    }

    pub(super) fn meta(&self) -> &Meta {
        &self.mapped.borrow_dependent().meta
    }

    pub(super) fn set(&self, set: usize) -> Option<&Set<'_>> {
        self.mapped.borrow_dependent().sets.get(set)
    }

    /// The texts of rows that follow each other, and where each begins in them.
    ///
    /// # Errors
    /// When the disk refuses, or the index is damaged.
    pub(super) fn texts(&self, set: usize, rows: Range<u32>) -> std::io::Result<Texts<'_>> {
        let damaged = || std::io::Error::other("the index of features is damaged; build the snapshot again");
        let set = self.set(set).ok_or_else(damaged)?;
        let at = set.text_at.get(rows.start as usize..=rows.end as usize).ok_or_else(damaged)?;
        let (first, last) = (*at.first().ok_or_else(damaged)?, *at.last().ok_or_else(damaged)?);
        let mut bytes = vec![0; last.checked_sub(first).and_then(bounded).ok_or_else(damaged)?];
        self.file.read_exact_at(&mut bytes, set.text_start.saturating_add(first))?;
        Ok(Texts { bytes, first, at })
    }
}

/// Most bytes of text that are read at once. A row of the largest kind has some tens of kilobytes.
const TEXT_BYTES_MAX: u64 = 1 << 30;

fn bounded(bytes: u64) -> Option<usize> {
    usize::try_from(bytes).ok().filter(|_| bytes <= TEXT_BYTES_MAX)
}

/// Texts of rows that follow each other.
pub(super) struct Texts<'a> {
    bytes: Vec<u8>,
    first: u64,
    at: &'a [u64],
}

impl Texts<'_> {
    /// The text of a row, by its number from the first one.
    pub(super) fn get(&self, row: usize) -> &[u8] {
        let range = || {
            let from = usize::try_from(self.at.get(row)?.checked_sub(self.first)?).ok()?;
            let to = usize::try_from(self.at.get(row + 1)?.checked_sub(self.first)?).ok()?;
            self.bytes.get(from..to)
        };
        range().unwrap_or_default()
    }
}

impl<'a> Arrays<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let container = Container::open(bytes)?;
        let damaged = |_| PackError::Damaged("meta".into());
        let section = container.section("meta")?;
        // the version is the first field: it is read before the rest, which another version has otherwise
        let (version, _) = postcard::take_from_bytes::<u32>(section).map_err(damaged)?;
        if version != FEATURES_VERSION {
            return Err(PackError::OtherVersion(version));
        }
        let meta: Meta = postcard::from_bytes(section).map_err(damaged)?;
        let sets = (0..meta.sets.len()).map(|set| Set::open(&container, set)).collect::<Result<_, _>>()?;
        Ok(Self { meta, sets })
    }
}

impl<'a> Set<'a> {
    fn open(container: &Container<'a>, set: usize) -> Result<Self, PackError> {
        let name = |part: &str| format!("{set}.{part}");
        let text = container.range(&name("text")).ok_or_else(|| PackError::Damaged(name("text")))?;
        let whole = match container.range(&name("whole")) {
            Some(_) => Some((container.section(&name("whole"))?, container.array(&name("whole.at"))?)),
            None => None,
        };
        let opened = Self {
            text_start: text.start as u64,
            text_at: container.array(&name("text.at"))?,
            geometry: container.array(&name("geo"))?,
            geometry_at: container.array(&name("geo.at"))?,
            boxes: container.array(&name("box"))?,
            spans: container.array(&name("span"))?,
            ids: container.section(&name("id"))?,
            ids_at: container.array(&name("id.at"))?,
            whole,
        };
        let rows = opened.boxes.len();
        let ends = [opened.text_at.len(), opened.geometry_at.len(), opened.ids_at.len()];
        if opened.spans.len() != rows || ends.iter().any(|end| *end != rows + 1) {
            return Err(PackError::Damaged(name("text.at")));
        }
        Ok(opened)
    }

    pub(super) fn bounds(&self, row: u32) -> Option<Bounds> {
        let [west, south, east, north] = *self.boxes.get(row as usize)?;
        Some(Bounds { west, south, east, north })
    }

    pub(super) fn geometry(&self, row: u32) -> &'a [i32] {
        slice(self.geometry, self.geometry_at, row)
    }

    pub(super) fn id(&self, row: u32) -> &'a [u8] {
        slice(self.ids, self.ids_at, row)
    }

    /// The row as it is, packed; nothing for sets that do not keep it.
    pub(super) fn whole(&self, row: u32) -> &'a [u8] {
        self.whole.map_or(&[], |(bytes, at)| slice(bytes, at, row))
    }

    /// The row with an id, among rows that are sorted by it.
    pub(super) fn find(&self, rows: Range<u32>, id: &[u8]) -> Option<u32> {
        let (mut low, mut high) = (rows.start, rows.end);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.id(middle).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

fn slice<'a, T>(all: &'a [T], at: &[u64], row: u32) -> &'a [T] {
    let range = || {
        let from = usize::try_from(*at.get(row as usize)?).ok()?;
        let to = usize::try_from(*at.get(row as usize + 1)?).ok()?;
        all.get(from..to)
    };
    range().unwrap_or(&[])
}
