//! The outbox: waves, letters and their counts, in the log's file so that they change in one transaction with entries.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::act::Refusal;
use super::fault::{count, kept};
use crate::{
    AppendError, LetterRow, LetterState, LetterStep, NewLetter, OutboxChange, PersonDigest, WaveRow,
    WaveState,
};

const WAVE: &str = "SELECT id, state FROM outbox_wave WHERE name = ?1";
const BEGIN: &str =
    "INSERT INTO outbox_wave (name, case_id, notice, state, key_id) VALUES (?1, ?2, ?3, 0, ?4)
    ON CONFLICT DO NOTHING";
const SET_STATE: &str = "UPDATE outbox_wave SET state = ?2 WHERE id = ?1";
const LIST: &str = "INSERT INTO outbox (wave, number, person, state, way, ways, tries, not_before_us, sealed)
    VALUES (?1, ?2, ?3, ?6, 0, ?4, 0, 0, ?5) ON CONFLICT DO NOTHING";
const GIVE_UP: &str = "DELETE FROM outbox WHERE person = ?1 AND state IN (4, 6, 7) RETURNING wave, state";
const STEP: &str =
    "UPDATE outbox SET state = ?4, way = ?5, tries = ?6, not_before_us = ?7, code = coalesce(?8, code)
    WHERE wave = ?1 AND number = ?2 AND state = ?3 AND ?5 < ways";
const ADD: &str = "INSERT INTO outbox_count (wave, state, letters) VALUES (?1, ?2, ?3)
    ON CONFLICT (wave, state) DO UPDATE SET letters = letters + excluded.letters";
const LEAVE: &str = "DELETE FROM outbox WHERE wave = ?1 AND state IN (0, 1)";
const LEAVE_COUNT: &str = "DELETE FROM outbox_count WHERE wave = ?1 AND state IN (0, 1)";

const WAVES: &str = "SELECT id, name, case_id, notice, state, key_id FROM outbox_wave
    WHERE ?1 IS NULL OR case_id = ?1 ORDER BY id";
const ONE_WAVE: &str = "SELECT id, name, case_id, notice, state, key_id FROM outbox_wave WHERE name = ?1";
const COUNTS: &str = "SELECT state, letters FROM outbox_count WHERE wave = ?1";
const LETTERS: &str = "SELECT o.number, o.person, o.state, o.way, o.ways, o.tries, o.not_before_us, o.code, o.sealed
    FROM outbox_wave AS w JOIN outbox AS o ON o.wave = w.id
    WHERE w.name = ?1 AND o.state = ?2 AND o.number > ?3 AND o.not_before_us <= ?4 ORDER BY o.number LIMIT ?5";
const LETTER: &str =
    "SELECT o.number, o.person, o.state, o.way, o.ways, o.tries, o.not_before_us, o.code, o.sealed
    FROM outbox_wave AS w JOIN outbox AS o ON o.wave = w.id WHERE w.name = ?1 AND o.number = ?2";
const KNOWN: &str = "SELECT state FROM outbox WHERE person = ?1";
const NEXT_DUE: &str = "SELECT min(o.not_before_us) FROM outbox_wave AS w JOIN outbox AS o ON o.wave = w.id
    WHERE w.name = ?1 AND o.state = 1";

/// In a copy, what waited or was on its way may have left since: it stands as taken, and the next opening of the copy
/// lists it as uncertain.
pub(super) const TAKEN_IN_A_COPY: &str = "
BEGIN IMMEDIATE;
INSERT INTO outbox_count (wave, state, letters)
    SELECT o.wave, 2, count(*) FROM outbox AS o
    WHERE o.state IN (0, 1) GROUP BY o.wave
    ON CONFLICT (wave, state) DO UPDATE SET letters = letters + excluded.letters;
DELETE FROM outbox_count WHERE state IN (0, 1);
UPDATE outbox SET state = 2 WHERE state IN (0, 1);
UPDATE outbox_wave SET state = 1 WHERE state = 0;
COMMIT;
";

/// Applies a change; the caller rolls back what was done before a refusal.
pub(super) fn change(log: &Connection, change: &OutboxChange) -> Result<(), Refusal> {
    let moved = || Refusal::Because(AppendError::OutboxMoved { wave: change.wave().to_owned() });
    if let OutboxChange::Begin { wave, case_id, notice, key } = change {
        let begun = log.prepare_cached(BEGIN)?.execute(params![wave, case_id, notice, key])?;
        return if begun == 1 { Ok(()) } else { Err(moved()) };
    }
    let found = log
        .prepare_cached(WAVE)?
        .query_row([change.wave()], |row| Ok((row.get::<_, i64>(0)?, wave_state(row, 1)?)))
        .optional()?;
    let (wave, state) = found.ok_or_else(moved)?;
    match change {
        OutboxChange::Begin { .. } => Ok(()),
        OutboxChange::List { letters, again, .. } if state == WaveState::Listing => {
            if *again {
                give_up(log, letters)?;
            }
            list(log, wave, letters, &moved)
        }
        OutboxChange::Release { .. } if state == WaveState::Listing => set(log, wave, WaveState::Released),
        // Bounces come after the end.
        OutboxChange::Step { steps, .. } if state != WaveState::Listing => step(log, wave, steps, &moved),
        OutboxChange::End { .. } if state != WaveState::Ended => {
            log.prepare_cached(LEAVE)?.execute([wave])?;
            log.prepare_cached(LEAVE_COUNT)?.execute([wave])?;
            set(log, wave, WaveState::Ended)
        }
        _ => Err(moved()),
    }
}

fn set(log: &Connection, wave: i64, state: WaveState) -> Result<(), Refusal> {
    log.prepare_cached(SET_STATE)?.execute(params![wave, state as u8])?;
    Ok(())
}

fn list(
    log: &Connection,
    wave: i64,
    letters: &[NewLetter],
    moved: &dyn Fn() -> Refusal,
) -> Result<(), Refusal> {
    let mut insert = log.prepare_cached(LIST)?;
    for letter in letters {
        let state = state_of(letter) as u8;
        let row = params![wave, kept(letter.number), letter.person, letter.ways, letter.sealed, state];
        if insert.execute(row)? != 1 {
            return Err(moved());
        }
    }
    for state in [LetterState::Queued, LetterState::WithoutAddress] {
        let so_many = letters.iter().filter(|letter| state_of(letter) == state).count();
        if so_many > 0 {
            add(log, wave, state, i64::try_from(so_many).unwrap_or(i64::MAX))?;
        }
    }
    Ok(())
}

fn state_of(letter: &NewLetter) -> LetterState {
    if letter.ways == 0 { LetterState::WithoutAddress } else { LetterState::Queued }
}

/// Takes rows that certainly failed out of their waves, so that their persons can have another letter.
fn give_up(log: &Connection, letters: &[NewLetter]) -> Result<(), Refusal> {
    let mut delete = log.prepare_cached(GIVE_UP)?;
    for letter in letters {
        let gone =
            delete.query_row([letter.person], |row| Ok((row.get::<_, i64>(0)?, letter_state(row, 1)?)));
        if let Some((wave, state)) = gone.optional()? {
            add(log, wave, state, -1)?;
        }
    }
    Ok(())
}

fn step(
    log: &Connection,
    wave: i64,
    steps: &[LetterStep],
    moved: &dyn Fn() -> Refusal,
) -> Result<(), Refusal> {
    let mut update = log.prepare_cached(STEP)?;
    let mut change = [0i64; LetterState::ALL.len()];
    for step in steps {
        let (from, to) = (step.from as u8, step.to as u8);
        let (number, code) = (kept(step.number), step.code.as_deref());
        let row = params![wave, number, from, to, step.way, step.tries, step.not_before_us, code];
        if update.execute(row)? != 1 {
            return Err(moved());
        }
        for (state, by) in [(from, -1), (to, 1)] {
            if let Some(sum) = change.get_mut(usize::from(state)) {
                *sum += by;
            }
        }
    }
    for (state, by) in LetterState::ALL.into_iter().zip(change).filter(|(_, by)| *by != 0) {
        add(log, wave, state, by)?;
    }
    Ok(())
}

fn add(log: &Connection, wave: i64, state: LetterState, by: i64) -> Result<(), Refusal> {
    log.prepare_cached(ADD)?.execute(params![wave, state as u8, by])?;
    Ok(())
}

/// Waves of a case, or all, in the order in which they began.
pub(super) fn waves(log: &Connection, case_id: Option<&str>) -> rusqlite::Result<Vec<WaveRow>> {
    let found: Vec<(i64, WaveRow)> =
        log.prepare_cached(WAVES)?.query_map([case_id], wave_row)?.collect::<Result<_, _>>()?;
    found.into_iter().map(|(id, row)| counted(log, id, row)).collect()
}

pub(super) fn wave(log: &Connection, wave: &str) -> rusqlite::Result<Option<WaveRow>> {
    let found = log.prepare_cached(ONE_WAVE)?.query_row([wave], wave_row).optional()?;
    found.map(|(id, row)| counted(log, id, row)).transpose()
}

fn wave_row(row: &Row<'_>) -> rusqlite::Result<(i64, WaveRow)> {
    let wave = WaveRow {
        id: row.get(1)?,
        case_id: row.get(2)?,
        notice: row.get(3)?,
        state: wave_state(row, 4)?,
        key: row.get(5)?,
        counts: Default::default(),
    };
    Ok((row.get(0)?, wave))
}

fn counted(log: &Connection, id: i64, mut row: WaveRow) -> rusqlite::Result<WaveRow> {
    let mut statement = log.prepare_cached(COUNTS)?;
    let counts = statement.query_map([id], |row| Ok((letter_state(row, 0)?, count(row, 1)?)))?;
    for found in counts {
        let (state, letters) = found?;
        if let Some(place) = row.counts.get_mut(usize::from(state as u8)) {
            *place = letters;
        }
    }
    Ok(row)
}

/// Letters of a wave in a state, from a number on.
pub(super) fn letters(
    log: &Connection,
    (wave, state): (&str, LetterState),
    after: u64,
    not_after_us: i64,
    limit: u32,
) -> rusqlite::Result<Vec<LetterRow>> {
    let asked = params![wave, state as u8, kept(after), not_after_us, limit];
    log.prepare_cached(LETTERS)?.query_map(asked, letter_row)?.collect()
}

pub(super) fn letter(log: &Connection, wave: &str, number: u64) -> rusqlite::Result<Option<LetterRow>> {
    log.prepare_cached(LETTER)?.query_row(params![wave, kept(number)], letter_row).optional()
}

fn letter_row(row: &Row<'_>) -> rusqlite::Result<LetterRow> {
    Ok(LetterRow {
        number: count(row, 0)?,
        person: row.get(1)?,
        state: letter_state(row, 2)?,
        way: row.get(3)?,
        ways: row.get(4)?,
        tries: row.get(5)?,
        not_before_us: row.get(6)?,
        code: row.get(7)?,
        sealed: row.get(8)?,
    })
}

/// Where the letters of these persons stand, for those who have one.
pub(super) fn known(
    log: &Connection,
    persons: &[PersonDigest],
) -> rusqlite::Result<Vec<Option<LetterState>>> {
    let mut select = log.prepare_cached(KNOWN)?;
    persons.iter().map(|person| select.query_row([person], |row| letter_state(row, 0)).optional()).collect()
}

/// When the next letter that was put off may be taken.
pub(super) fn next_due(log: &Connection, wave: &str) -> rusqlite::Result<Option<i64>> {
    log.prepare_cached(NEXT_DUE)?.query_row([wave], |row| row.get(0))
}

fn letter_state(row: &Row<'_>, column: usize) -> rusqlite::Result<LetterState> {
    let number = count(row, column)?;
    let found = LetterState::ALL.into_iter().find(|state| u64::from(*state as u8) == number);
    found.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, kept(number)))
}

fn wave_state(row: &Row<'_>, column: usize) -> rusqlite::Result<WaveState> {
    let states = [WaveState::Listing, WaveState::Released, WaveState::Ended];
    let number = count(row, column)?;
    let found = states.into_iter().find(|state| u64::from(*state as u8) == number);
    found.ok_or(rusqlite::Error::IntegralValueOutOfRange(column, kept(number)))
}
