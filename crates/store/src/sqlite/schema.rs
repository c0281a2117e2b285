//! Our files' tables, and how a connection to them is set up.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::fault::At;
use crate::{EMPTY_ROOT, StoreError};

/// The layout this program writes. A newer one is read, and not written.
pub(super) const VERSION: u32 = 1;
/// `Stnc`: tells our files from other people's databases.
const APPLICATION: i32 = 0x5374_6e63;
/// How long a statement waits for a lock. Inside one process only a checkpoint and a reader can meet.
const PATIENCE: Duration = Duration::from_secs(10);

/// Pages of 4 KB in a write-ahead log before it is folded into its file.
const FOLD_AFTER: u32 = 4096;

/// `leaf` stands before `entry` and `body`, so that reading leaves touches no overflow page.
const LOG_TABLES: &str = "
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    recorded_us INTEGER,
    last_number INTEGER NOT NULL,
    tree_size INTEGER NOT NULL,
    tree_root BLOB NOT NULL,
    checkpoint TEXT
) STRICT;
CREATE TABLE stream (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    leaf BLOB NOT NULL
) STRICT;
CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES stream (id),
    version INTEGER NOT NULL,
    leaf BLOB NOT NULL,
    body_id BLOB NOT NULL,
    entry BLOB NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (stream, version)
) STRICT;
CREATE TABLE tile (
    level INTEGER NOT NULL,
    place INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (level, place)
) STRICT;
CREATE TABLE board (
    case_id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    updated_us INTEGER NOT NULL,
    due_us INTEGER NOT NULL,
    newest_first INTEGER NOT NULL,
    clear BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX board_order ON board (due_us, newest_first);
CREATE TABLE board_list (
    list TEXT NOT NULL,
    due_us INTEGER NOT NULL,
    newest_first INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    PRIMARY KEY (list, due_us, newest_first)
) STRICT, WITHOUT ROWID;
CREATE INDEX board_list_case ON board_list (case_id);
CREATE TABLE due (
    stream TEXT NOT NULL,
    id TEXT NOT NULL,
    at_us INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX due_order ON due (at_us, stream, id);
CREATE TABLE key_name (
    id BLOB PRIMARY KEY,
    owner TEXT NOT NULL,
    fate INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX key_name_owner ON key_name (owner);
CREATE INDEX key_name_doomed ON key_name (id) WHERE fate = 1;
";

/// Rows in order of arrival: new keys go to the right edge of the tree and push no other key from page to page,
/// where a stale copy could outlive the key's destruction. `log_size` is the log's size when the key came.
const KEY_TABLES: &str = "
CREATE TABLE wrapped_key (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    log_size INTEGER NOT NULL,
    wrapped BLOB NOT NULL
) STRICT;
CREATE INDEX wrapped_key_owner ON wrapped_key (owner);
CREATE INDEX wrapped_key_size ON wrapped_key (log_size);
";

/// How far the log is known to have come, kept apart from it. Made in older files too when they are opened for writing:
/// a program that does not know the table leaves an older mark, which still holds.
const REACHED_TABLE: &str = "
CREATE TABLE IF NOT EXISTS reached (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    root BLOB NOT NULL
) STRICT;
";

/// The outbox. Made in older files too when they are opened for writing: a program that does not know the tables sends
/// nothing. `person` is unique, so that nobody has two letters.
const OUTBOX_TABLES: &str = "
CREATE TABLE IF NOT EXISTS outbox_wave (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    case_id TEXT NOT NULL,
    notice TEXT NOT NULL,
    state INTEGER NOT NULL,
    key_id BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_wave_case ON outbox_wave (case_id);
CREATE TABLE IF NOT EXISTS outbox (
    wave INTEGER NOT NULL,
    number INTEGER NOT NULL,
    person BLOB NOT NULL UNIQUE,
    state INTEGER NOT NULL,
    way INTEGER NOT NULL,
    ways INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    not_before_us INTEGER NOT NULL,
    code TEXT,
    sealed BLOB NOT NULL,
    PRIMARY KEY (wave, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_state ON outbox (wave, state, number);
CREATE TABLE IF NOT EXISTS outbox_count (
    wave INTEGER NOT NULL,
    state INTEGER NOT NULL,
    letters INTEGER NOT NULL,
    PRIMARY KEY (wave, state)
) STRICT, WITHOUT ROWID;
";

/// One-time tokens of forms that led to an act. Made in older files too when they are opened for writing: a program that does not
/// know the table does what it is asked twice.
const ONCE_TABLE: &str = "
CREATE TABLE IF NOT EXISTS once (
    key BLOB PRIMARY KEY,
    at_us INTEGER NOT NULL,
    case_id TEXT
) STRICT, WITHOUT ROWID;
";

/// What people sign in with; tokens by their digest.
const PEOPLE_TABLES: &str = "
CREATE TABLE password (
    person TEXT PRIMARY KEY,
    hash TEXT NOT NULL,
    set_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE session (
    token BLOB PRIMARY KEY,
    person TEXT NOT NULL,
    form_token BLOB NOT NULL,
    begun_us INTEGER NOT NULL,
    seen_us INTEGER NOT NULL,
    ends_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);
CREATE TABLE link (
    token BLOB PRIMARY KEY,
    person TEXT NOT NULL,
    ends_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Leaks that have arrived whole and are not counted yet. Made in older files too: a program that does not know it tells nobody of a
/// leak that a stop cost.
const UPLOAD_TABLE: &str = "
CREATE TABLE IF NOT EXISTS upload (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL,
    arrived_us INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS upload_case ON upload (case_id);
";

const FIRST_HEAD: &str = "INSERT INTO head VALUES (1, 0, NULL, 0, 0, ?1, NULL)";

/// One of our files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum File {
    Log,
    Keys,
    People,
}

/// Opens for writing, making the tables if the file is new. A creation that was interrupted left an empty file
/// or none of the tables, since they come in one transaction; it is simply done again.
pub(crate) fn open_for_writing(path: &Path, file: File) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).at(path)?;
    connection.busy_timeout(PATIENCE).at(path)?;
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
             PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4096;",
        )
        .at(path)?;
    // A write-ahead log of 16 MB before it is folded: pages that every act writes are then copied home a quarter as often.
    connection.pragma_update(None, "wal_autocheckpoint", FOLD_AFTER).at(path)?;
    keep_prepared(&connection, 64).at(path)?;
    if version(&connection, path)? == 0 {
        make_tables(&connection, file).at(path)?;
    }
    if file == File::Log && version(&connection, path)? == VERSION {
        connection.execute_batch(OUTBOX_TABLES).at(path)?;
        connection.execute_batch(ONCE_TABLE).at(path)?;
    }
    if file == File::People && version(&connection, path)? == VERSION {
        connection.execute_batch(UPLOAD_TABLE).at(path)?;
    }
    if file == File::Keys && version(&connection, path)? == VERSION {
        connection.execute_batch(REACHED_TABLE).at(path)?;
    }
    Ok(connection)
}

/// What the engine may take for granted of a file that it only reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Somebody may write to it, or did and left a write-ahead log.
    Live,
    /// Nobody writes to it, and it is whole by itself. The engine then looks at nothing beside it: acts that lie in a
    /// write-ahead log would be left out without a word.
    Still,
}

/// Opens for reading only.
pub(super) fn open_for_reading(path: &Path, standing: Standing) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match standing {
        Standing::Live => Connection::open_with_flags(path, flags).at(path)?,
        Standing::Still => {
            let whole = std::fs::canonicalize(path).map_err(|error| StoreError::io(path, &error))?;
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(unchanging(&whole), flags).at(path)?
        }
    };
    connection.busy_timeout(PATIENCE).at(path)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;").at(path)?;
    keep_prepared(&connection, 32).at(path)?;
    Ok(connection)
}

/// The address by which the engine opens a file that does not change; `path` is absolute.
fn unchanging(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                address.push(char::from(*byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address + "?immutable=1"
}

/// Keeps so many statements as they were prepared. Left to itself the engine looks at the values a statement is given for
/// better ways, and prepares one with `LIMIT ?` anew each time it runs: a fifth of what a page of the list cost.
fn keep_prepared(connection: &Connection, many: usize) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(many);
    Ok(())
}

/// Opens to see what stands in a file before anything is done to it. A process that died while it made the file may have
/// left a rollback journal, which only a connection that may write can undo; nothing else is written, and the
/// write-ahead log is left as it is.
pub(super) fn open_for_looking(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).at(path)?;
    connection.busy_timeout(PATIENCE).at(path)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).at(path)?;
    connection.execute_batch("PRAGMA query_only = ON;").at(path)?;
    Ok(connection)
}

/// The file's layout; 0 for a file that has no tables yet.
///
/// # Errors
/// If the file is no database, or somebody else's.
pub(super) fn version(connection: &Connection, path: &Path) -> Result<u32, StoreError> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let version = number("user_version").at(path)?;
    let application = number("application_id").at(path)?;
    if version == 0 && application == 0 {
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).at(path)?;
        if tables == 0 {
            return Ok(0);
        }
    }
    match u32::try_from(version) {
        Ok(version) if version > 0 && application == APPLICATION => Ok(version),
        _ => Err(StoreError::corrupt(path, format!("application {application:#x}, layout {version}"))),
    }
}

fn make_tables(connection: &Connection, file: File) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    match file {
        File::Log => {
            connection.execute_batch(LOG_TABLES)?;
            connection.execute(FIRST_HEAD, [EMPTY_ROOT.as_slice()])?;
        }
        File::Keys => connection.execute_batch(KEY_TABLES)?,
        File::People => connection.execute_batch(PEOPLE_TABLES)?,
    }
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    connection.execute_batch("COMMIT")
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;

    #[test]
    fn a_kept_statement_is_not_prepared_anew_for_the_values_it_is_given() -> Result<(), StoreError> {
        // Given the log as its writer and as a reader have it open
        let folder = tempfile::tempdir().map_err(|error| StoreError::io(Path::new("a folder"), &error))?;
        let path = folder.path().join("log.db");
        crate::DataFolder::make_file(&path)?;
        for connection in [open_for_writing(&path, File::Log)?, open_for_reading(&path, Standing::Live)?] {
            let mut page = connection
                .prepare_cached("SELECT case_id FROM board ORDER BY due_us, newest_first LIMIT ?1")
                .at(&path)?;
            // When pages of several lengths are asked for
            for rows in [25, 25, 1, 200] {
                page.query_map([rows], |row| row.get::<_, String>(0)).at(&path)?.for_each(drop);
            }
            // Then the engine has prepared the statement once
            assert_eq!(page.get_status(StatementStatus::RePrepare), 0);
        }
        Ok(())
    }
}
