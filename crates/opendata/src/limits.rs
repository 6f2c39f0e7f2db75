//! Everything has a limit: what no honest file exceeds, so that a hostile one cannot hurt.

/// Longest line or single value in a text format, in bytes.
pub const VALUE_BYTES_MAX: usize = 16 << 20;
/// Most bytes one record may take in any format.
pub const RECORD_BYTES_MAX: usize = 64 << 20;
/// Most columns in a file.
pub const COLUMNS_MAX: usize = 4_096;
/// Deepest nesting in JSON or XML.
pub const DEPTH_MAX: usize = 64;
/// Most bytes that one compressed file may unpack to.
pub const UNPACKED_BYTES_MAX: u64 = 64 << 30;
/// Most times larger a compressed file may become; small files are allowed [`UNPACKED_FREE_BYTES`] regardless.
pub const UNPACKED_RATIO_MAX: u64 = 200;
/// Unpacked size up to which the ratio is not looked at, in bytes.
pub const UNPACKED_FREE_BYTES: u64 = 64 << 20;
/// Most files in one archive.
pub const ARCHIVE_FILES_MAX: usize = 10_000;
/// Most vertices in one geometry.
pub const VERTICES_MAX: usize = 5_000_000;
/// Most remarks kept per file; beyond it they are only counted.
pub const REMARKS_KEPT_MAX: usize = 10_000;
