//! SQLite's errors in the store's words, and numbers as SQLite keeps them.

use std::io;
use std::path::Path;

use messages::Message;
use rusqlite::{Error, ErrorCode, Row};

use crate::StoreError;

/// Says in which file an error arose.
pub(crate) trait At<T> {
    /// The value, or the error in the store's words.
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> At<T> for rusqlite::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|error| fault(&error, path))
    }
}

/// The error in the store's words.
pub(super) fn fault(error: &Error, path: &Path) -> StoreError {
    let damaged = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::TypeMismatch)
    ) || matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::QueryReturnedNoRows
            | Error::Utf8Error(..)
    );
    if damaged {
        StoreError::corrupt(path, error.to_string())
    } else {
        StoreError::Unavailable { path: path.to_owned(), cause: cause(error) }
    }
}

/// Why SQLite could not: the causes people meet in their words, the rest in SQLite's.
fn cause(error: &Error) -> Message {
    let kind = match error.sqlite_error_code() {
        // The index of a write-ahead log is made as long as it will be before it is used.
        Some(ErrorCode::SystemIoFailure) if is_index_too_long(error) => io::ErrorKind::StorageFull,
        Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
        Some(ErrorCode::ReadOnly) => io::ErrorKind::ReadOnlyFilesystem,
        Some(ErrorCode::PermissionDenied) => io::ErrorKind::PermissionDenied,
        _ => return messages::outside_words(&error.to_string()),
    };
    messages::io_cause(&io::Error::from(kind))
}

fn is_index_too_long(error: &Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE)
}

/// A count or position as SQLite keeps it. What does not fit stands at the far end, where nothing is stored.
pub(crate) fn kept(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A count or position out of a row; a negative one is damage.
pub(crate) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| Error::IntegralValueOutOfRange(column, number))
}
