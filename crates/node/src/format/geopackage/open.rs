//! A database from outside, opened so that it can neither change nor harm.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use schouw_opendata::limits::{COLUMNS_MAX, RECORD_BYTES_MAX};
use schouw_opendata::read::{LimitHit, Place, ReadError};

/// How every SQLite file begins.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Bytes of the header of a file.
const HEADER_BYTES: usize = 100;
/// Longest SQL in the schema of a file, in bytes.
const SQL_BYTES_MAX: i32 = 1 << 20;
/// Memory for pages, in KiB; negative as SQLite wants it.
const CACHE_KIB: &str = "-16384";

/// Opens a file.
pub(super) fn open(path: &Path) -> Result<Connection, ReadError> {
    let start = Place::default();
    let mut header = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEADER_BYTES as u64).read_to_end(&mut header));
    read.map_err(|source| ReadError::from_io(source, start))?;
    if !header.starts_with(MAGIC) {
        return Err(not_geopackage(start, "it is not an SQLite file"));
    }
    if header.len() < HEADER_BYTES {
        return Err(ReadError::CutOff { at: start });
    }
    let connection = connect(path).map_err(|error| refused(&error, path, start))?;
    Ok(connection)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(uri(path), flags)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_LENGTH, i32::try_from(RECORD_BYTES_MAX).unwrap_or(i32::MAX)),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES_MAX),
        (Limit::SQLITE_LIMIT_COLUMN, i32::try_from(COLUMNS_MAX).unwrap_or(i32::MAX)),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
    ] {
        connection.set_limit(limit, value)?;
    }
    connection.pragma_update(None, "query_only", "ON")?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    connection.pragma_update(None, "mmap_size", "0")?;
    connection.pragma_update(None, "cache_size", CACHE_KIB)?;
    Ok(connection)
}

/// The path as an address that says the file does not change: SQLite then makes no lock or journal beside it.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-".contains(byte) {
            uri.push(char::from(*byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// That a file is not what it should be.
pub(super) fn not_geopackage(at: Place, why: impl Into<String>) -> ReadError {
    ReadError::NotTheFormat { format: "a GeoPackage", at, why: why.into() }
}

/// What an error of SQLite means to a reader.
pub(super) fn refused(error: &rusqlite::Error, path: &Path, at: Place) -> ReadError {
    match error.sqlite_error_code() {
        Some(ErrorCode::TooBig) => {
            let hit = LimitHit { what: "a value", limit: RECORD_BYTES_MAX as u64, unit: "bytes" };
            ReadError::OverLimit { at, hit }
        }
        Some(_) if is_cut_off(path) => ReadError::CutOff { at },
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
            not_geopackage(at, format!("the database is broken ({error}); fetch the file again"))
        }
        _ => not_geopackage(at, format!("it cannot be read further ({error}); fetch the file again")),
    }
}

/// Whether a file is shorter than its header says.
fn is_cut_off(path: &Path) -> bool {
    let mut header = [0; HEADER_BYTES];
    let Ok(mut file) = File::open(path) else { return false };
    let (Ok(()), Ok(metadata)) = (file.read_exact(&mut header), file.metadata()) else { return false };
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        // the largest size does not fit in two bytes
        1 => 65_536,
        size => u64::from(size),
    };
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    metadata.len() < page * pages
}
