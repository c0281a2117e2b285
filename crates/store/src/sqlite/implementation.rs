//! The interface, method by method: reads go to the readers, writes to the writer.

use std::ops::Range;

use super::act::{self, Head};
use super::fault::At;
use super::{SqliteStore, board, keys, once, outbox, reads, tree};
use crate::{
    AdvanceTreeError, Append, AppendError, Appended, BoardChange, BoardCursor, BoardFilter, BoardPage,
    BoardRow, Damage, DoneOnce, DueRow, FirstEntry, KeyId, KeyState, LetterRow, LetterState, NewerSchema,
    Newest, OnceKey, OwnerKeys, PersonDigest, ReplaceBoardError, Store, StoreError, StoredEntry, StreamHead,
    SweepError, Tile, TreeAdvance, TreeHead, WaveRow,
};

impl Store for SqliteStore {
    fn append(&self, act: Append) -> Result<Appended, AppendError> {
        if let Some(newer) = self.newer {
            return Err(AppendError::ReadOnly(newer));
        }
        self.writer()?.append(act)
    }

    fn stream(&self, stream: &str, from_version: u64) -> Result<Vec<StoredEntry>, StoreError> {
        self.log.read(|log| reads::stream(log, stream, from_version, None))
    }

    fn stream_page(
        &self,
        stream: &str,
        from_version: u64,
        limit: u32,
    ) -> Result<Vec<StoredEntry>, StoreError> {
        self.log.read(|log| reads::stream(log, stream, from_version, Some(limit)))
    }

    fn stream_head(&self, stream: &str) -> Result<Option<StreamHead>, StoreError> {
        self.log.read(|log| act::stream_head(log, stream))
    }

    fn log(&self, positions: Range<u64>) -> Result<Vec<StoredEntry>, StoreError> {
        self.log.read(|log| reads::positions(log, &positions))
    }

    fn leaves(&self, positions: Range<u64>) -> Result<Vec<[u8; 32]>, StoreError> {
        self.log.read(|log| reads::leaves(log, &positions))
    }

    fn size(&self) -> Result<u64, StoreError> {
        self.log.read(Head::read).map(|head| head.size)
    }

    fn last_recorded_us(&self) -> Result<Option<i64>, StoreError> {
        self.log.read(Head::read).map(|head| head.recorded_us)
    }

    fn newest(&self) -> Result<Newest, StoreError> {
        self.log.read_moment(|log| {
            let Head { size, recorded_us, last_number } = Head::read(log)?;
            let last = reads::positions(log, &(size.saturating_sub(1)..size))?;
            Ok(Newest { entry: last.into_iter().next_back(), recorded_us, last_number })
        })
    }

    fn tree_head(&self) -> Result<(TreeHead, Option<String>), StoreError> {
        self.log.read(tree::head)
    }

    fn tile(&self, level: u8, index: u64) -> Result<Option<Tile>, StoreError> {
        self.log.read(|log| tree::tile(log, level, index))
    }

    fn advance_tree(&self, step: TreeAdvance) -> Result<(), AdvanceTreeError> {
        if let Some(newer) = self.newer {
            return Err(AdvanceTreeError::ReadOnly(newer));
        }
        self.on_writer(move |writer| tree::advance(writer, &step))?
    }

    fn board(
        &self,
        filter: &BoardFilter,
        after: Option<BoardCursor>,
        limit: u32,
    ) -> Result<BoardPage, StoreError> {
        self.log.read(|log| board::page(log, filter, after, limit))
    }

    fn first_entries(&self, streams: &[String]) -> Result<Vec<Option<FirstEntry>>, StoreError> {
        self.log.read(|log| reads::first_entries(log, streams))
    }

    fn board_row(&self, case_id: &str) -> Result<Option<BoardRow>, StoreError> {
        self.log.read(|log| board::by_case(log, case_id))
    }

    fn board_change(&self, case_id: &str) -> Result<Option<BoardChange>, StoreError> {
        self.log.read(|log| board::change(log, case_id))
    }

    fn board_row_by_number(&self, number: u64) -> Result<Option<BoardRow>, StoreError> {
        self.log.read(|log| board::by_number(log, number))
    }

    fn stands_in_order(&self, prefix: &str, number: u64) -> Result<bool, StoreError> {
        self.log.read_moment(|log| board::stands_in_order(log, prefix, number))
    }

    fn replace_board(
        &self,
        (folded_size, recorded_us): (u64, Option<i64>),
        board: Vec<BoardChange>,
        due: Vec<DueRow>,
    ) -> Result<(), ReplaceBoardError> {
        if let Some(newer) = self.newer {
            return Err(ReplaceBoardError::ReadOnly(newer));
        }
        self.on_writer(move |writer| board::replace(writer, (folded_size, recorded_us), &board, due))?
    }

    fn due_until(&self, until_us: i64, limit: u32) -> Result<Vec<DueRow>, StoreError> {
        self.log.read(|log| board::due_until(log, until_us, limit))
    }

    fn waves(&self, case_id: Option<&str>) -> Result<Vec<WaveRow>, StoreError> {
        self.log.read_moment(|log| outbox::waves(log, case_id))
    }

    fn wave(&self, wave: &str) -> Result<Option<WaveRow>, StoreError> {
        self.log.read_moment(|log| outbox::wave(log, wave))
    }

    fn letters(
        &self,
        wave: &str,
        state: LetterState,
        after: u64,
        not_after_us: i64,
        limit: u32,
    ) -> Result<Vec<LetterRow>, StoreError> {
        self.log.read(|log| outbox::letters(log, (wave, state), after, not_after_us, limit))
    }

    fn letter(&self, wave: &str, number: u64) -> Result<Option<LetterRow>, StoreError> {
        self.log.read(|log| outbox::letter(log, wave, number))
    }

    fn letters_of(&self, persons: &[PersonDigest]) -> Result<Vec<Option<LetterState>>, StoreError> {
        self.log.read_moment(|log| outbox::known(log, persons))
    }

    fn next_letter_due(&self, wave: &str) -> Result<Option<i64>, StoreError> {
        self.log.read(|log| outbox::next_due(log, wave))
    }

    fn done_once(&self, key: &OnceKey) -> Result<Option<DoneOnce>, StoreError> {
        self.log.read(|log| once::done(log, key))
    }

    fn forget_once(&self, before_us: i64) -> Result<(), AppendError> {
        if let Some(newer) = self.newer {
            return Err(AppendError::ReadOnly(newer));
        }
        self.on_writer(|writer| {
            let path = writer.folder.log_db();
            writer.transaction(|writer| once::forget(&writer.log, before_us).at(&path))
        })?
        .map_err(AppendError::Store)
    }

    fn key(&self, id: &KeyId) -> Result<KeyState, StoreError> {
        self.find_key(id)
    }

    fn keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError> {
        self.find_keys(ids)
    }

    fn living_keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError> {
        self.find_living_keys(ids)
    }

    fn keys_of(&self, owner: &str) -> Result<OwnerKeys, StoreError> {
        self.find_keys_of(owner)
    }

    fn sweep_orphan_keys(&self) -> Result<u64, SweepError> {
        if let Some(newer) = self.newer {
            return Err(SweepError::ReadOnly(newer));
        }
        self.on_writer(keys::sweep)?
    }

    fn reached(&self) -> Result<Option<TreeHead>, StoreError> {
        self.keys.read(keys::reached)
    }

    fn behind_keys(&self) -> Result<Option<StoreError>, StoreError> {
        Ok(self.log_behind_keys()?.and_then(|damage| match damage {
            Damage::LogBehindKeys { log, keys } => Some(StoreError::LogBehindKeys { log, keys }),
            _ => None,
        }))
    }

    fn integrity_check(&self) -> Result<Vec<Damage>, StoreError> {
        self.check()
    }

    fn read_only(&self) -> Option<NewerSchema> {
        self.newer
    }
}
