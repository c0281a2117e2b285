//! One-time tokens that were used, each in the transaction of the act it led to.

use rusqlite::{Connection, OptionalExtension, params};

use super::act::Refusal;
use crate::{Append, AppendError, DoneOnce, OnceKey};

const NOTE: &str = "INSERT INTO once (key, at_us, case_id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
const DONE: &str = "SELECT at_us, case_id FROM once WHERE key = ?1";
const FORGET: &str = "DELETE FROM once WHERE at_us < ?1";

/// Notes the act's token, if it has one; an act whose token led to something before does not stand.
pub(super) fn note(log: &Connection, act: &Append) -> Result<(), Refusal> {
    let Some(key) = &act.once else { return Ok(()) };
    let case_id = act.board.first().map(|row| row.case_id.as_str());
    let noted = log.prepare_cached(NOTE)?.execute(params![key.as_slice(), act.recorded_us, case_id])?;
    if noted == 0 { Err(Refusal::Because(AppendError::DoneBefore)) } else { Ok(()) }
}

/// What a token led to.
pub(super) fn done(log: &Connection, key: &OnceKey) -> rusqlite::Result<Option<DoneOnce>> {
    let row = |row: &rusqlite::Row<'_>| Ok(DoneOnce { at_us: row.get(0)?, case_id: row.get(1)? });
    log.prepare_cached(DONE)?.query_row([key.as_slice()], row).optional()
}

/// Forgets tokens that were used before a moment.
pub(super) fn forget(log: &Connection, before_us: i64) -> rusqlite::Result<()> {
    log.execute(FORGET, [before_us]).map(|_| ())
}
