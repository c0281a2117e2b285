//! A few connections for reading, so that readers wait neither for each other nor for the writer.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;

use super::fault::At;
use super::schema::{Standing, open_for_reading};
use crate::StoreError;

/// Connections kept open while nobody reads; more are opened while more read at once.
const KEPT: usize = 8;

#[derive(Debug)]
pub(super) struct Readers {
    path: PathBuf,
    standing: Standing,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn of(path: PathBuf, standing: Standing) -> Readers {
        Readers { path, standing, idle: Mutex::new(Vec::new()) }
    }

    /// Reads with a connection of its own; several statements may see different moments.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let connection = self.take()?;
        let found = read(&connection).at(&self.path);
        self.put(connection);
        found
    }

    /// Reads one moment: every statement inside sees the same acts.
    pub(super) fn read_moment<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.read(|connection| {
            let moment = connection.unchecked_transaction()?;
            let found = read(&moment)?;
            moment.rollback()?;
            Ok(found)
        })
    }

    /// Copies the file with a connection that is thrown away after: copying is no reading to the engine, which
    /// refuses it where `query_only` is on.
    pub(super) fn copy(
        &self,
        copy: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<(), StoreError> {
        let connection = open_for_reading(&self.path, self.standing)?;
        connection.pragma_update(None, "query_only", false).at(&self.path)?;
        copy(&connection).at(&self.path)
    }

    /// Lets go of every connection that is idle.
    pub(super) fn close(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| open_for_reading(&self.path, self.standing), Ok)
    }

    fn put(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < KEPT {
            idle.push(connection);
        }
    }
}
