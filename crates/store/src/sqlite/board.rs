//! Board and due rows.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::act::{Head, change_due};
use super::fault::{At, count, kept};
use super::writer::Writer;
use crate::{
    BoardChange, BoardCursor, BoardFilter, BoardPage, BoardRow, DueChange, DueRow, ReplaceBoardError,
};

/// Place of the first list among what a statement is given.
const FIRST_LIST: usize = 4;

/// Stands for "nothing due" in the order: after everything that is due.
const NEVER: i64 = i64::MAX;

const NUMBER_OF: &str = "SELECT number FROM board WHERE case_id = ?1";
const WRITE: &str = "INSERT INTO board (case_id, number, updated_us, due_us, newest_first, clear)
    VALUES (?1, ?2, ?3, ?4, -?2, ?5)
    ON CONFLICT (case_id) DO UPDATE SET updated_us = excluded.updated_us,
        due_us = excluded.due_us, clear = excluded.clear";
const LISTS_OF: &str = "SELECT list, due_us FROM board_list WHERE case_id = ?1";
const CLEAR_LISTS: &str = "DELETE FROM board_list WHERE case_id = ?1";
const WRITE_LIST: &str =
    "INSERT INTO board_list (list, due_us, newest_first, case_id) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT DO NOTHING";
const BY_CASE: &str = "SELECT case_id, number, updated_us, due_us, clear FROM board WHERE case_id = ?1";
const BY_NUMBER: &str = "SELECT case_id, number, updated_us, due_us, clear FROM board WHERE number = ?1";
/// Numbers of rows, and where the stream of each one's case begins.
const BEGAN: &str = "SELECT number, (SELECT position FROM entry JOIN stream ON stream.id = entry.stream
        WHERE stream.name = ?1 || case_id AND entry.version = 1)
    FROM board WHERE number BETWEEN ?2 AND ?3 ORDER BY number";
const PAGE: &str = "SELECT case_id, number, updated_us, due_us, clear FROM board
    WHERE (due_us, newest_first) > (?1, ?2) ORDER BY due_us, newest_first LIMIT ?3";
/// Rows of one list after a cursor, as the list keeps them.
const OF_LIST: &str = "SELECT l.due_us, l.newest_first, l.case_id FROM board_list AS l
    WHERE (l.due_us, l.newest_first) > (?1, ?2)";
/// The row stands in another list too, at the same place of the order.
const ALSO: &str = "EXISTS (SELECT 1 FROM board_list AS s
    WHERE s.due_us = l.due_us AND s.newest_first = l.newest_first";
const DUE: &str = "SELECT at_us, stream, id FROM due WHERE at_us <= ?1 ORDER BY at_us, stream, id LIMIT ?2";
const FORGET_ALL: &str = "DELETE FROM board; DELETE FROM board_list; DELETE FROM due;";

/// Stores a row with its lists; returns its number.
pub(super) fn write(log: &Connection, last_number: &mut u64, row: &BoardChange) -> rusqlite::Result<u64> {
    let known =
        log.prepare_cached(NUMBER_OF)?.query_row([&row.case_id], |found| count(found, 0)).optional()?;
    let number = known.unwrap_or(*last_number + 1);
    *last_number = number.max(*last_number);
    let (kept_number, due_us) = (kept(number), row.next_due_us.unwrap_or(NEVER));
    log.prepare_cached(WRITE)?.execute(params![
        row.case_id,
        kept_number,
        row.updated_us,
        due_us,
        row.clear
    ])?;
    let members = row.members.iter().map(|member| member_list(member));
    let lists: BTreeSet<String> = members.chain(row.states.iter().map(|state| state_list(state))).collect();
    if known.is_some() {
        if stands(log, &row.case_id, due_us, &lists)? {
            return Ok(number);
        }
        log.prepare_cached(CLEAR_LISTS)?.execute([&row.case_id])?;
    }
    let mut insert = log.prepare_cached(WRITE_LIST)?;
    for list in lists {
        insert.execute(params![list, due_us, -kept_number, row.case_id])?;
    }
    Ok(number)
}

/// Whether the row stands in exactly these lists already, at this place: most acts change neither.
fn stands(log: &Connection, case_id: &str, due_us: i64, lists: &BTreeSet<String>) -> rusqlite::Result<bool> {
    let mut select = log.prepare_cached(LISTS_OF)?;
    let mut rows = select.query([case_id])?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        let (list, at): (String, i64) = (row.get(0)?, row.get(1)?);
        if at != due_us || !lists.contains(&list) {
            return Ok(false);
        }
        found += 1;
    }
    Ok(found == lists.len())
}

const MEMBER: &str = "member:";
const STATE: &str = "state:";

fn member_list(member: &str) -> String {
    format!("{MEMBER}{member}")
}

fn state_list(state: &str) -> String {
    format!("{STATE}{state}")
}

/// The row as it was given with its last change, as far as its lists still say so.
pub(super) fn change(log: &Connection, case_id: &str) -> rusqlite::Result<Option<BoardChange>> {
    let Some(row) = by_case(log, case_id)? else { return Ok(None) };
    let due_us = row.next_due_us.unwrap_or(NEVER);
    let mut select = log.prepare_cached(LISTS_OF)?;
    let lists = select.query_map([case_id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let (mut states, mut members) = (Vec::new(), Vec::new());
    for found in lists {
        let (list, at) = found?;
        if at != due_us {
            continue;
        }
        if let Some(state) = list.strip_prefix(STATE) {
            states.push(state.to_owned());
        } else if let Some(member) = list.strip_prefix(MEMBER) {
            members.push(member.to_owned());
        }
    }
    states.sort();
    members.sort();
    let BoardRow { case_id, updated_us, next_due_us, clear, .. } = row;
    Ok(Some(BoardChange { case_id, updated_us, next_due_us, clear, states, members }))
}

/// Some rows of the board, by index all the way whatever the filter.
pub(super) fn page(
    log: &Connection,
    filter: &BoardFilter,
    after: Option<BoardCursor>,
    limit: u32,
) -> rusqlite::Result<BoardPage> {
    let asked = Asked::of(filter, after, limit);
    let mut select = log.prepare_cached(&asked.sql())?;
    let rows = select.query_map(params_from_iter(asked.values), board_row)?;
    let mut rows = rows.collect::<Result<Vec<_>, _>>()?;
    rows.sort_unstable_by_key(in_order);
    Ok(paged(rows, limit))
}

/// A page as it is asked for: how many lists, and what the statement is given.
struct Asked {
    members: usize,
    state: bool,
    values: Vec<Value>,
}

impl Asked {
    fn of(filter: &BoardFilter, after: Option<BoardCursor>, limit: u32) -> Asked {
        let due_us = after.map_or(i64::MIN, |cursor| cursor.next_due_us.unwrap_or(NEVER));
        let newest_first = after.map_or(i64::MIN, |cursor| -kept(cursor.number));
        let mut values: Vec<Value> = vec![due_us.into(), newest_first.into(), i64::from(limit).into()];
        let members: BTreeSet<String> = filter.members.iter().map(|member| member_list(member)).collect();
        let state = filter.state.as_deref().map(state_list);
        let asked = Asked { members: members.len(), state: state.is_some(), values: Vec::new() };
        values.extend(members.into_iter().chain(state).map(Value::from));
        Asked { values, ..asked }
    }

    /// One statement. Every list is read by its own index from the cursor on, no further than the page is long; what is
    /// found in several of them stands once.
    fn sql(&self) -> String {
        let first = FIRST_LIST;
        let state = first + self.members;
        let lists: Vec<String> = match (self.members, self.state) {
            (0, false) => return PAGE.to_owned(),
            (0, true) => vec![format!("{OF_LIST} AND l.list = ?{state}")],
            (members, narrowed) => {
                let of = |place| format!("{OF_LIST} AND l.list = ?{place}");
                let also = format!(" AND {ALSO} AND s.list = ?{state})");
                (first..first + members)
                    .map(|place| of(place) + if narrowed { also.as_str() } else { "" })
                    .collect()
            }
        };
        let parts = lists
            .iter()
            .map(|list| format!("SELECT * FROM ({list} ORDER BY l.due_us, l.newest_first LIMIT ?3)"));
        let union = parts.collect::<Vec<_>>().join(" UNION ");
        format!(
            "SELECT b.case_id, b.number, b.updated_us, b.due_us, b.clear
            FROM ({union} ORDER BY 1, 2 LIMIT ?3) AS m CROSS JOIN board AS b ON b.case_id = m.case_id"
        )
    }
}

/// A row's place: what is due first, of those the newest. The few rows of a page are sorted here: the engine would copy them whole.
fn in_order(row: &BoardRow) -> (i64, Reverse<u64>) {
    (row.next_due_us.unwrap_or(NEVER), Reverse(row.number))
}

fn paged(rows: Vec<BoardRow>, limit: u32) -> BoardPage {
    let full = rows.len() == usize::try_from(limit).unwrap_or(usize::MAX);
    let next = rows.last().filter(|_| full);
    let next = next.map(|row| BoardCursor { next_due_us: row.next_due_us, number: row.number });
    BoardPage { rows, next }
}

fn board_row(row: &Row<'_>) -> rusqlite::Result<BoardRow> {
    let due_us: i64 = row.get(3)?;
    Ok(BoardRow {
        case_id: row.get(0)?,
        number: count(row, 1)?,
        updated_us: row.get(2)?,
        next_due_us: Some(due_us).filter(|due_us| *due_us != NEVER),
        clear: row.get(4)?,
    })
}

pub(super) fn by_case(log: &Connection, case_id: &str) -> rusqlite::Result<Option<BoardRow>> {
    log.prepare_cached(BY_CASE)?.query_row([case_id], board_row).optional()
}

pub(super) fn by_number(log: &Connection, number: u64) -> rusqlite::Result<Option<BoardRow>> {
    log.prepare_cached(BY_NUMBER)?.query_row([kept(number)], board_row).optional()
}

/// Whether the rows around this number began in its order.
pub(super) fn stands_in_order(log: &Connection, prefix: &str, number: u64) -> rusqlite::Result<bool> {
    let last = Head::read(log)?.last_number;
    let around = params![prefix, kept(number.saturating_sub(1)), kept(number.saturating_add(1))];
    let row = |row: &Row<'_>| Ok((count(row, 0)?, row.get::<_, Option<i64>>(1)?));
    let found: Vec<(u64, Option<i64>)> =
        log.prepare_cached(BEGAN)?.query_map(around, row)?.collect::<rusqlite::Result<_>>()?;
    let (from, to) = (number.saturating_sub(1).max(1), number.saturating_add(1).min(last.max(number)));
    let complete = found.iter().map(|(number, _)| *number).eq(from..=to);
    // A row without a stream is no case that could be meant.
    let began: Vec<i64> = found.iter().filter_map(|(_, position)| *position).collect();
    Ok(complete && began.is_sorted())
}

pub(super) fn due_until(log: &Connection, until_us: i64, limit: u32) -> rusqlite::Result<Vec<DueRow>> {
    let due = |row: &Row<'_>| Ok(DueRow { at_us: row.get(0)?, stream: row.get(1)?, id: row.get(2)? });
    log.prepare_cached(DUE)?.query_map(params![until_us, limit], due)?.collect()
}

/// Puts rows folded anew in the place of all that stand.
pub(super) fn replace(
    writer: &mut Writer,
    (folded, recorded_us): (u64, Option<i64>),
    board: &[BoardChange],
    due: Vec<DueRow>,
) -> Result<(), ReplaceBoardError> {
    let path = writer.folder.log_db();
    writer.transaction(|writer| {
        let log = &writer.log;
        let mut head = Head::read(log).at(&path)?;
        if head.size != folded {
            return Err(ReplaceBoardError::LogMoved { folded, size: head.size });
        }
        log.execute_batch(FORGET_ALL).at(&path)?;
        head.last_number = 0;
        head.recorded_us = recorded_us;
        for row in board {
            write(log, &mut head.last_number, row).at(&path)?;
        }
        for row in due {
            change_due(log, &DueChange::Set(row)).at(&path)?;
        }
        Ok(head.write(log).at(&path)?)
    })
}
