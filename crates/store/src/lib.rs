//! Streams and bytes in SQLite behind one small interface: append, read, board and due rows, wrapped keys.
//!
//! What comes in is already decided, hashed and sealed by others; what goes out is the same bytes in the same
//! order, and an append is answered only when a power cut can no longer undo it. The room never looks inside an
//! entry, a body or a key, and knows nothing of cases beyond the name of a stream.
//!
//! [`Store`] is the interface and its promises; [`SqliteStore`] keeps them in one data folder
//! (`docs/formats/data-folder.md`).
#![forbid(unsafe_code)]

mod accounts;
mod append;
mod board;
mod damage;
mod due;
mod entry;
mod error;
mod folder;
mod interface;
mod keys;
mod once;
mod outbox;
mod sqlite;
mod tree;

pub use accounts::{Accounts, Arrived, Session, TokenDigest};
pub use append::{Append, AppendError, Appended, NewEntry};
pub use board::{BoardChange, BoardCursor, BoardFilter, BoardPage, BoardRow, ReplaceBoardError};
pub use damage::Damage;
pub use due::{DueChange, DueRow};
pub use entry::{FirstEntry, Newest, StoredEntry, StreamHead};
pub use error::{NewerSchema, OpenError, StoreError};
pub use folder::{BackupError, DataFolder, Holder, check_plain, sync_folder};
pub use interface::Store;
pub use keys::{Destroy, KeyFate, KeyId, KeyState, OwnerKeys, SweepError, WrappedKey};
pub use once::{DoneOnce, OnceKey};
pub use outbox::{
    LetterRow, LetterState, LetterStep, NewLetter, OutboxChange, PersonDigest, WaveRow, WaveState,
};
pub use sqlite::{BackupReport, Opening, SqliteStore};
pub use tree::{AdvanceTreeError, EMPTY_ROOT, Tile, TreeAdvance, TreeHead};
