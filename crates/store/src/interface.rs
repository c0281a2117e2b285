use std::ops::Range;

use crate::{
    AdvanceTreeError, Append, AppendError, Appended, BoardChange, BoardCursor, BoardFilter, BoardPage,
    BoardRow, Damage, Destroy, DoneOnce, DueRow, FirstEntry, KeyId, KeyState, LetterRow, LetterState,
    NewerSchema, Newest, OnceKey, OwnerKeys, PersonDigest, ReplaceBoardError, StoreError, StoredEntry,
    StreamHead, SweepError, Tile, TreeAdvance, TreeHead, WaveRow, WrappedKey,
};

/// One organisation's log with what is folded from it: streams and bytes, durable and in one order.
///
/// A durable act survives the death of the process and of the machine's power. Reads see only durable acts,
/// each as one consistent moment. Whoever has read position *n* has read every position below *n*: none can
/// appear later.
pub trait Store: Send + Sync {
    /// Makes the whole act durable, or nothing of it. On return every promise of the act holds: entries stand at
    /// `first_position` and directly after, keys, board and due rows stand, destroyed keys are gone.
    ///
    /// # Errors
    /// [`AppendError::Conflict`] and [`AppendError::ClockBehind`] ask for a new decision.
    fn append(&self, act: Append) -> Result<Appended, AppendError>;

    /// Stores keys that belong to no entry. Durable on return; an existing id is refused.
    ///
    /// # Errors
    /// As [`Store::append`].
    fn put_keys(&self, keys: Vec<WrappedKey>) -> Result<(), AppendError> {
        self.append(Append { keys, ..Append::default() }).map(|_| ())
    }

    /// Destroys keys: on return no file of the store holds them any more, and their ids never come back. What is
    /// already destroyed, or was never there, is no fault.
    ///
    /// # Errors
    /// As [`Store::append`]. A destruction that failed halfway is finished by the next opening.
    fn destroy(&self, what: Vec<Destroy>) -> Result<(), AppendError> {
        self.append(Append { destroy: what, ..Append::default() }).map(|_| ())
    }

    /// Entries of a stream from a version on, in order; empty for an unknown stream.
    ///
    /// # Errors
    /// Only if the store fails.
    fn stream(&self, stream: &str, from_version: u64) -> Result<Vec<StoredEntry>, StoreError>;

    /// At most `limit` entries of a stream from a version on, in order.
    ///
    /// # Errors
    /// Only if the store fails.
    fn stream_page(
        &self,
        stream: &str,
        from_version: u64,
        limit: u32,
    ) -> Result<Vec<StoredEntry>, StoreError>;

    /// Where a stream ends; `None` for an unknown stream.
    ///
    /// # Errors
    /// Only if the store fails.
    fn stream_head(&self, stream: &str) -> Result<Option<StreamHead>, StoreError>;

    /// Entries at these positions, in order; fewer if the log ends before.
    ///
    /// # Errors
    /// Only if the store fails.
    fn log(&self, positions: Range<u64>) -> Result<Vec<StoredEntry>, StoreError>;

    /// Leaf hashes at these positions, in order; fewer if the log ends before.
    ///
    /// # Errors
    /// Only if the store fails.
    fn leaves(&self, positions: Range<u64>) -> Result<Vec<[u8; 32]>, StoreError>;

    /// How many entries the log has.
    ///
    /// # Errors
    /// Only if the store fails.
    fn size(&self) -> Result<u64, StoreError>;

    /// Recorded time of the last entry, microseconds UTC; `None` while the log is empty.
    ///
    /// # Errors
    /// Only if the store fails.
    fn last_recorded_us(&self) -> Result<Option<i64>, StoreError>;

    /// What the log's own row says, beside the last entry. One moment.
    ///
    /// # Errors
    /// Only if the store fails.
    fn newest(&self) -> Result<Newest, StoreError>;

    /// The tree's head and the checkpoint signed over it; no checkpoint before the first advance.
    ///
    /// # Errors
    /// Only if the store fails.
    fn tree_head(&self) -> Result<(TreeHead, Option<String>), StoreError>;

    /// The widest version of a tile.
    ///
    /// # Errors
    /// Only if the store fails.
    fn tile(&self, level: u8, index: u64) -> Result<Option<Tile>, StoreError>;

    /// Moves the tree's head by compare-and-swap on size and root; tiles, head and checkpoint are durable
    /// together on return.
    ///
    /// # Errors
    /// [`AdvanceTreeError::TreeMoved`] asks for a new computation.
    fn advance_tree(&self, step: TreeAdvance) -> Result<(), AdvanceTreeError>;

    /// Rows of the board after `after`, at most `limit`.
    ///
    /// # Errors
    /// Only if the store fails.
    fn board(
        &self,
        filter: &BoardFilter,
        after: Option<BoardCursor>,
        limit: u32,
    ) -> Result<BoardPage, StoreError>;

    /// The first entry of each of these streams, in their order, with the fate of its body's key, by one statement; `None` where
    /// there is no such stream.
    ///
    /// # Errors
    /// Only if the store fails.
    fn first_entries(&self, streams: &[String]) -> Result<Vec<Option<FirstEntry>>, StoreError>;

    /// One case's row.
    ///
    /// # Errors
    /// Only if the store fails.
    fn board_row(&self, case_id: &str) -> Result<Option<BoardRow>, StoreError>;

    /// One case's row as it was given with its last change, with the lists it is found in, sorted; a list that has it at
    /// another place of the order than the row itself is left out.
    ///
    /// # Errors
    /// Only if the store fails.
    fn board_change(&self, case_id: &str) -> Result<Option<BoardChange>, StoreError>;

    /// The row of the case with this number.
    ///
    /// # Errors
    /// Only if the store fails.
    fn board_row_by_number(&self, number: u64) -> Result<Option<BoardRow>, StoreError>;

    /// Whether the row of this number stands between its neighbours as the streams of their cases (`prefix` and the case id) began:
    /// the one before is there and began before, the one after began after. A look at three rows, not at all of them.
    ///
    /// # Errors
    /// Only if the store fails.
    fn stands_in_order(&self, prefix: &str, number: u64) -> Result<bool, StoreError>;

    /// Throws board and due rows away and stores these instead, durable on return; refused unless the log still
    /// has the size they were folded from. Rows are numbered anew, 1 first, in
    /// the order given. `folded` is that size, and what the head says from then on of the last entry's recorded time.
    ///
    /// # Errors
    /// [`ReplaceBoardError::LogMoved`] asks for a new fold.
    fn replace_board(
        &self,
        folded: (u64, Option<i64>),
        board: Vec<BoardChange>,
        due: Vec<DueRow>,
    ) -> Result<(), ReplaceBoardError>;

    /// Due rows of this time or earlier, soonest first, at most `limit`.
    ///
    /// # Errors
    /// Only if the store fails.
    fn due_until(&self, until_us: i64, limit: u32) -> Result<Vec<DueRow>, StoreError>;

    /// Waves of a case, or of all cases, in the order in which they began.
    ///
    /// # Errors
    /// Only if the store fails.
    fn waves(&self, case_id: Option<&str>) -> Result<Vec<WaveRow>, StoreError>;

    /// One wave.
    ///
    /// # Errors
    /// Only if the store fails.
    fn wave(&self, wave: &str) -> Result<Option<WaveRow>, StoreError>;

    /// Letters of a wave in a state, from the one after `after` on, at most `limit`, by number; only those that may be taken
    /// by `not_after_us` (`i64::MAX`: all).
    ///
    /// # Errors
    /// Only if the store fails.
    fn letters(
        &self,
        wave: &str,
        state: LetterState,
        after: u64,
        not_after_us: i64,
        limit: u32,
    ) -> Result<Vec<LetterRow>, StoreError>;

    /// One letter.
    ///
    /// # Errors
    /// Only if the store fails.
    fn letter(&self, wave: &str, number: u64) -> Result<Option<LetterRow>, StoreError>;

    /// Where the letters of these persons stand, in their order; `None` for whoever has none.
    ///
    /// # Errors
    /// Only if the store fails.
    fn letters_of(&self, persons: &[PersonDigest]) -> Result<Vec<Option<LetterState>>, StoreError>;

    /// When the next letter of a wave that was put off may be taken, microseconds UTC.
    ///
    /// # Errors
    /// Only if the store fails.
    fn next_letter_due(&self, wave: &str) -> Result<Option<i64>, StoreError>;

    /// What a one-time token led to; `None` if it led to nothing, or was forgotten.
    ///
    /// # Errors
    /// Only if the store fails.
    fn done_once(&self, key: &OnceKey) -> Result<Option<DoneOnce>, StoreError>;

    /// Forgets tokens of acts that were recorded before a moment, microseconds UTC: nobody can send them any more.
    ///
    /// # Errors
    /// As [`Store::append`].
    fn forget_once(&self, before_us: i64) -> Result<(), AppendError>;

    /// What has become of a key.
    ///
    /// # Errors
    /// Only if the store fails.
    fn key(&self, id: &KeyId) -> Result<KeyState, StoreError>;

    /// The same of several keys, in their order: one look at each file for all of them.
    ///
    /// # Errors
    /// Only if the store fails.
    fn keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError>;

    /// As [`Store::keys`], of keys that whoever asks has just seen live: one statement if all of them still stand.
    ///
    /// # Errors
    /// Only if the store fails.
    fn living_keys(&self, ids: &[KeyId]) -> Result<Vec<KeyState>, StoreError>;

    /// Every key of an owner, by id.
    ///
    /// # Errors
    /// Only if the store fails.
    fn keys_of(&self, owner: &str) -> Result<OwnerKeys, StoreError>;

    /// Deletes keys that an interrupted act left behind; how many. Harmless to leave undone: no body uses them.
    ///
    /// # Errors
    /// [`SweepError::LogBehindKeys`] if the log seems older than the keys.
    fn sweep_orphan_keys(&self) -> Result<u64, SweepError>;

    /// How far the tree had come when it was advanced last, as it is noted apart from the log, beside the keys: a log that
    /// is shorter, or has another root there, is not the log these keys belong to. `None` if nothing was noted yet.
    ///
    /// # Errors
    /// Only if the store fails.
    fn reached(&self) -> Result<Option<TreeHead>, StoreError>;

    /// [`StoreError::LogBehindKeys`] if the log is shorter than its keys say: then nothing that looks unreferenced may be
    /// removed, since it may belong to what was lost.
    ///
    /// # Errors
    /// Only if the store fails.
    fn behind_keys(&self) -> Result<Option<StoreError>, StoreError>;

    /// Reads everything once and lists what is wrong; an empty list means that nothing was found. Whether
    /// entries agree with their hashes is the journal's to say.
    ///
    /// # Errors
    /// Only if the check itself could not run.
    fn integrity_check(&self) -> Result<Vec<Damage>, StoreError>;

    /// Why nothing can be written, if so.
    fn read_only(&self) -> Option<NewerSchema>;
}
