//! What people sign in with: hashes of passwords, sessions, one-time links. A file of its own (`people.db`), because
//! none of it is history: it changes at every sign-in, may be thrown away, and must never hold up the log.
//!
//! Tokens are kept as SHA-256 only, by the caller's hand: whoever reads the file can sign in as nobody.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

use crate::sqlite::fault::{At, count, kept};
use crate::sqlite::schema;
use crate::{DataFolder, StoreError};

/// Digest of a token.
pub type TokenDigest = [u8; 32];

/// Somebody who is signed in, on one machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Id of the person.
    pub person: String,
    /// What each form of this session carries, so that no other site can send one.
    pub form_token: [u8; 16],
    /// Begun at, microseconds UTC.
    pub begun_us: i64,
    /// Seen last at, microseconds UTC.
    pub seen_us: i64,
    /// Ends at, microseconds UTC, however often it is used.
    pub ends_us: i64,
}

/// A leak that has arrived whole and was not counted yet: what is left to say where a server died over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    /// Its id, given once.
    pub id: String,
    /// Id of the case.
    pub case_id: String,
    /// When its last byte had come, microseconds UTC.
    pub arrived_us: i64,
    /// Bytes.
    pub bytes: u64,
}

/// The accounts of one organisation.
#[derive(Debug)]
pub struct Accounts {
    path: PathBuf,
    connection: Mutex<Connection>,
    /// Sessions that were asked for lately, as the file has them: this process alone writes it. Changed only by whoever holds the
    /// connection, so that nothing that was ended comes back.
    lately: Mutex<HashMap<TokenDigest, Session>>,
}

/// Most sessions kept in memory; past it all are forgotten, and read anew.
const LATELY: usize = 10_000;

impl Accounts {
    /// Opens the file in a data folder whose lock this process holds; makes it if it is not there.
    ///
    /// # Errors
    /// If the file cannot be opened, or is none of ours.
    pub fn open(folder: &DataFolder) -> Result<Accounts, StoreError> {
        let path = folder.people_db();
        DataFolder::make_file(&path)?;
        let connection = schema::open_for_writing(&path, schema::File::People)?;
        Ok(Accounts { path, connection: Mutex::new(connection), lately: Mutex::default() })
    }

    /// The hash of a person's password; `None` for somebody who has none yet.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn password(&self, person: &str) -> Result<Option<String>, StoreError> {
        let hash = "SELECT hash FROM password WHERE person = ?1";
        self.held()
            .prepare_cached(hash)
            .and_then(|mut statement| statement.query_row([person], |row| row.get(0)).optional())
            .at(&self.path)
    }

    /// Sets a person's password and ends all sessions and links of theirs: a password is changed when it may be known.
    ///
    /// # Errors
    /// Only if the store fails; then nothing changed.
    pub fn set_password(&self, person: &str, hash: &str, now_us: i64) -> Result<(), StoreError> {
        let mut held = self.held();
        self.lately().retain(|_, session| session.person != person);
        let act = held.transaction().at(&self.path)?;
        act.execute("REPLACE INTO password VALUES (?1, ?2, ?3)", params![person, hash, now_us])
            .and_then(|_| end_all(&act, person))
            .at(&self.path)?;
        act.commit().at(&self.path)
    }

    /// Takes away what a person signs in with: password, sessions, links.
    ///
    /// # Errors
    /// Only if the store fails; then nothing changed.
    pub fn shut_out(&self, person: &str) -> Result<(), StoreError> {
        let mut held = self.held();
        self.lately().retain(|_, session| session.person != person);
        let act = held.transaction().at(&self.path)?;
        act.execute("DELETE FROM password WHERE person = ?1", [person])
            .and_then(|_| end_all(&act, person))
            .at(&self.path)?;
        act.commit().at(&self.path)
    }

    /// Begins a session under a token's digest. Sessions that have ended are swept.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn begin_session(&self, token: &TokenDigest, session: &Session) -> Result<(), StoreError> {
        let held = self.held();
        held.execute("DELETE FROM session WHERE ends_us <= ?1", [session.begun_us]).at(&self.path)?;
        let Session { person, form_token, begun_us, seen_us, ends_us } = session;
        let values = params![token.as_slice(), person, form_token.as_slice(), begun_us, seen_us, ends_us];
        held.execute("INSERT INTO session VALUES (?1, ?2, ?3, ?4, ?5, ?6)", values).at(&self.path)?;
        Ok(())
    }

    /// The session under a token's digest, if it has not ended.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn session(&self, token: &TokenDigest, now_us: i64) -> Result<Option<Session>, StoreError> {
        let lately = self.lately().get(token).cloned();
        if let Some(session) = lately {
            return Ok(Some(session).filter(|session| session.ends_us > now_us));
        }
        let sql = "SELECT person, form_token, begun_us, seen_us, ends_us FROM session
                   WHERE token = ?1 AND ends_us > ?2";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(Session {
                person: row.get(0)?,
                form_token: row.get(1)?,
                begun_us: row.get(2)?,
                seen_us: row.get(3)?,
                ends_us: row.get(4)?,
            })
        };
        let held = self.held();
        let found = held
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row(params![token.as_slice(), now_us], read).optional())
            .at(&self.path)?;
        let mut lately = self.lately();
        if lately.len() >= LATELY {
            lately.clear();
        }
        lately.extend(found.clone().map(|session| (*token, session)));
        Ok(found)
    }

    /// Notes that a session is in use.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn seen(&self, token: &TokenDigest, now_us: i64) -> Result<(), StoreError> {
        let sql = "UPDATE session SET seen_us = max(seen_us, ?2) WHERE token = ?1";
        let held = self.held();
        held.execute(sql, params![token.as_slice(), now_us]).at(&self.path)?;
        let mut lately = self.lately();
        lately.get_mut(token).into_iter().for_each(|session| session.seen_us = session.seen_us.max(now_us));
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn end_session(&self, token: &TokenDigest) -> Result<(), StoreError> {
        let sql = "DELETE FROM session WHERE token = ?1";
        let held = self.held();
        self.lately().remove(token);
        held.execute(sql, [token.as_slice()]).at(&self.path).map(|_| ())
    }

    /// Keeps a link with which a person may sign in once until it ends.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn give_link(&self, token: &TokenDigest, person: &str, ends_us: i64) -> Result<(), StoreError> {
        let values = params![token.as_slice(), person, ends_us];
        self.held().execute("INSERT INTO link VALUES (?1, ?2, ?3)", values).at(&self.path).map(|_| ())
    }

    /// Whose link this is, without using it up.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn link(&self, token: &TokenDigest, now_us: i64) -> Result<Option<String>, StoreError> {
        let sql = "SELECT person FROM link WHERE token = ?1 AND ends_us > ?2";
        self.held()
            .query_row(sql, params![token.as_slice(), now_us], |row| row.get(0))
            .optional()
            .at(&self.path)
    }

    /// Uses a link up: whose it was, if it was still good. Of two who try at once, one gets it.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn use_link(&self, token: &TokenDigest, now_us: i64) -> Result<Option<String>, StoreError> {
        let held = self.held();
        held.execute("DELETE FROM link WHERE ends_us <= ?1", [now_us]).at(&self.path)?;
        let sql = "DELETE FROM link WHERE token = ?1 RETURNING person";
        held.query_row(sql, [token.as_slice()], |row| row.get(0)).optional().at(&self.path)
    }

    /// Notes that a leak has arrived, durable on return: whoever sent it is told only then, and goes away.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn note_arrived(&self, arrived: &Arrived) -> Result<(), StoreError> {
        let Arrived { id, case_id, arrived_us, bytes } = arrived;
        let values = params![id, case_id, arrived_us, kept(*bytes)];
        self.held().execute("REPLACE INTO upload VALUES (?1, ?2, ?3, ?4)", values).at(&self.path).map(|_| ())
    }

    /// A leak that had arrived was counted, or came to nothing and said why.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn forget_arrived(&self, id: &str) -> Result<(), StoreError> {
        self.held().execute("DELETE FROM upload WHERE id = ?1", [id]).at(&self.path).map(|_| ())
    }

    /// Leaks of a case that had arrived and of which nothing was said since, oldest first.
    ///
    /// # Errors
    /// Only if the store fails.
    pub fn arrived(&self, case_id: &str) -> Result<Vec<Arrived>, StoreError> {
        let sql =
            "SELECT id, case_id, arrived_us, bytes FROM upload WHERE case_id = ?1 ORDER BY arrived_us, id";
        let read = |row: &rusqlite::Row<'_>| {
            let (id, case_id, arrived_us) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Arrived { id, case_id, arrived_us, bytes: count(row, 3)? })
        };
        self.held()
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map([case_id], read)?.collect())
            .at(&self.path)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn lately(&self) -> MutexGuard<'_, HashMap<TokenDigest, Session>> {
        // A thread that panicked while it held the map left whole sessions in it.
        self.lately.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> MutexGuard<'_, Connection> {
        // A thread that panicked while it held the connection left no transaction open: it was rolled back.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn end_all(act: &rusqlite::Transaction<'_>, person: &str) -> rusqlite::Result<()> {
    act.execute("DELETE FROM session WHERE person = ?1", [person])?;
    act.execute("DELETE FROM link WHERE person = ?1", [person])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR_US: i64 = 3_600_000_000;

    fn accounts() -> (tempfile::TempDir, Accounts) {
        let folder = tempfile::tempdir().unwrap();
        let accounts = Accounts::open(&DataFolder::at(folder.path())).unwrap();
        (folder, accounts)
    }

    fn session(person: &str) -> Session {
        let (begun_us, ends_us) = (HOUR_US, 2 * HOUR_US);
        Session { person: person.to_owned(), form_token: [7; 16], begun_us, seen_us: begun_us, ends_us }
    }

    #[test]
    fn a_session_is_found_by_its_token_until_it_ends_and_after_a_restart() {
        let (folder, accounts) = accounts();
        accounts.begin_session(&[1; 32], &session("p1")).unwrap();
        assert_eq!(accounts.session(&[1; 32], HOUR_US).unwrap(), Some(session("p1")));
        assert_eq!(accounts.session(&[2; 32], HOUR_US).unwrap(), None);
        assert_eq!(accounts.session(&[1; 32], 2 * HOUR_US).unwrap(), None, "it has ended");
        drop(accounts);
        let accounts = Accounts::open(&DataFolder::at(folder.path())).unwrap();
        assert_eq!(accounts.session(&[1; 32], HOUR_US).unwrap(), Some(session("p1")));
        accounts.seen(&[1; 32], HOUR_US + 7).unwrap();
        let seen = Session { seen_us: HOUR_US + 7, ..session("p1") };
        assert_eq!(accounts.session(&[1; 32], HOUR_US).unwrap(), Some(seen), "as the file has it");
        assert_eq!(accounts.session(&[1; 32], 2 * HOUR_US).unwrap(), None, "it has ended, whatever was kept");
        accounts.end_session(&[1; 32]).unwrap();
        assert_eq!(accounts.session(&[1; 32], HOUR_US).unwrap(), None);
    }

    #[test]
    fn a_leak_that_had_arrived_is_told_of_until_something_was_said_of_it_and_after_a_restart() {
        let (folder, accounts) = accounts();
        let arrived = |id: &str, arrived_us| {
            let (id, case_id) = (id.to_owned(), "one".to_owned());
            Arrived { id, case_id, arrived_us, bytes: 7 }
        };
        accounts.note_arrived(&arrived("b", 2)).unwrap();
        accounts.note_arrived(&arrived("a", 1)).unwrap();
        drop(accounts);
        let accounts = Accounts::open(&DataFolder::at(folder.path())).unwrap();
        assert_eq!(accounts.arrived("one").unwrap(), [arrived("a", 1), arrived("b", 2)]);
        assert_eq!(accounts.arrived("other").unwrap(), []);
        accounts.forget_arrived("a").unwrap();
        assert_eq!(accounts.arrived("one").unwrap(), [arrived("b", 2)]);
    }

    #[test]
    fn a_link_is_good_once_and_until_it_ends() {
        let (_folder, accounts) = accounts();
        accounts.give_link(&[1; 32], "p1", HOUR_US).unwrap();
        accounts.give_link(&[2; 32], "p1", HOUR_US).unwrap();
        assert_eq!(accounts.link(&[1; 32], 0).unwrap().as_deref(), Some("p1"), "looking uses nothing up");
        assert_eq!(accounts.use_link(&[1; 32], 0).unwrap().as_deref(), Some("p1"));
        assert_eq!(accounts.use_link(&[1; 32], 0).unwrap(), None, "it was used");
        assert_eq!(accounts.use_link(&[2; 32], HOUR_US).unwrap(), None, "it has ended");
    }

    #[test]
    fn a_new_password_ends_every_session_and_link_of_that_person_only() {
        let (_folder, accounts) = accounts();
        accounts.begin_session(&[1; 32], &session("p1")).unwrap();
        accounts.begin_session(&[2; 32], &session("p2")).unwrap();
        accounts.give_link(&[3; 32], "p1", HOUR_US).unwrap();
        assert!([[1; 32], [2; 32]].iter().all(|token| accounts.session(token, HOUR_US).unwrap().is_some()));
        accounts.set_password("p1", "hash", 5).unwrap();
        assert_eq!(accounts.password("p1").unwrap().as_deref(), Some("hash"));
        assert_eq!(accounts.session(&[1; 32], HOUR_US).unwrap(), None);
        assert_eq!(accounts.link(&[3; 32], 0).unwrap(), None);
        assert!(accounts.session(&[2; 32], HOUR_US).unwrap().is_some());
        accounts.shut_out("p1").unwrap();
        assert_eq!(accounts.password("p1").unwrap(), None);
    }
}
