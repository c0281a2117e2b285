use messages::Message;

use crate::text::excerpt;
use crate::{BundleError, EntryError, KeyError, NoteError, StreamName, TileId};

/// One thing found wrong, as precisely as it can be located.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// The file is not a bundle, or is damaged here.
    Layout {
        /// What and where.
        reason: BundleError,
    },
    /// The bundle's key section is no key.
    KeyText {
        /// Why.
        reason: KeyError,
    },
    /// The bundle is signed by another key than the one pinned.
    OtherKey {
        /// The key the reader trusts.
        pinned: String,
        /// The key in the bundle.
        found: String,
    },
    /// A signed note is false or not what it must be.
    Note {
        /// Which note.
        document: Document,
        /// Why.
        reason: NoteError,
    },
    /// The seal is genuine, but of other bytes.
    SealOfOtherBytes,
    /// A member of the manifest differs from what the bundle holds.
    Manifest {
        /// Name of the member.
        member: &'static str,
        /// What it says.
        says: String,
        /// What the bundle holds.
        holds: String,
    },
    /// A size in the manifest's `consistent_from` that is none: not above the one before it, or not within the log.
    ManifestSize {
        /// The size.
        size: u64,
        /// Size of the log by the manifest.
        log_size: u64,
    },
    /// The stream head is of another log size than the checkpoint.
    HeadOfOtherSize {
        /// Size in the stream head.
        head: u64,
        /// Size in the checkpoint.
        checkpoint: u64,
    },
    /// The entry's bytes do not have the leaf hash the log holds for them.
    EntryChanged {
        /// Log index.
        index: u64,
    },
    /// The entry's bytes are what the log holds; the leaf hash written beside them is not.
    LeafChanged {
        /// Log index.
        index: u64,
    },
    /// Entry and leaf hash agree with each other, but the tile holds another hash at this index.
    NotInTile {
        /// Log index.
        index: u64,
        /// The tile.
        tile: TileId,
    },
    /// The tile that would hold this entry's leaf is not in the bundle, or no tree of this size has the index.
    Unproved {
        /// Log index.
        index: u64,
    },
    /// The log holds these bytes, but they are no entry.
    EntryUnreadable {
        /// Log index.
        index: u64,
        /// Why.
        reason: EntryError,
    },
    /// Entries do not stand in the order of their log indices, each once.
    IndexOrder {
        /// Log index out of order.
        index: u64,
    },
    /// The entry belongs to another stream.
    OtherStream {
        /// Log index.
        index: u64,
        /// The stream it belongs to.
        stream: StreamName,
    },
    /// Entries of the stream that the bundle does not hold.
    Missing {
        /// First missing stream version.
        first: u64,
        /// Last missing stream version.
        last: u64,
        /// Log index of the last missing one, if its leaf hash stands in a tile of the bundle.
        index: Option<u64>,
    },
    /// An entry too many: its version occurs already, or lies beyond the head of the stream.
    Added {
        /// Stream version.
        version: u64,
        /// Log index.
        index: u64,
    },
    /// An entry that stands after a later one of its stream.
    Moved {
        /// Stream version.
        version: u64,
        /// Log index.
        index: u64,
    },
    /// The entry names another leaf hash before it than the one that stands there.
    OtherPrevious {
        /// Stream version.
        version: u64,
        /// Log index.
        index: u64,
    },
    /// The last entry is not the one the stream head names.
    OtherLast {
        /// Stream version.
        version: u64,
        /// Log index.
        index: u64,
    },
    /// The recorded time runs backwards.
    RecordedBackwards {
        /// Stream version.
        version: u64,
        /// Log index.
        index: u64,
    },
    /// A tile the bundle must hold is not there.
    TileMissing {
        /// Which.
        tile: TileId,
    },
    /// A tile the bundle need not hold, or one twice or out of order.
    TileAdded {
        /// Which.
        tile: TileId,
    },
    /// The tile's hashes do not lead to the hash the level above holds for it.
    TileChanged {
        /// Which.
        tile: TileId,
    },
    /// The tiles lead to another root than the checkpoint's; which hash differs cannot be located.
    RootDiffers,
    /// The disclosed body is not the one the entry is committed to.
    BodyChanged {
        /// Log index.
        index: u64,
    },
    /// A disclosed body that no entry of the bundle is for, or one twice or out of order.
    BodyAdded {
        /// Log index it claims.
        index: u64,
    },
    /// The checkpoint the reader holds is newer: what was recorded between may be missing.
    Older {
        /// Size of the log in the bundle.
        bundle: u64,
        /// Size in the reader's checkpoint.
        held: u64,
    },
    /// The log had another root at the size of the reader's checkpoint: it was rewritten, or forked.
    Rewritten {
        /// Size in the reader's checkpoint.
        held: u64,
    },
}

/// The signed notes a reader meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Document {
    /// The bundle's checkpoint.
    Checkpoint,
    /// The bundle's stream head.
    StreamHead,
    /// The bundle's seal.
    Seal,
    /// The checkpoint the reader holds.
    HeldCheckpoint,
}

impl Document {
    fn message(self) -> Message {
        Message::new(match self {
            Document::Checkpoint => "journal-document-checkpoint",
            Document::StreamHead => "journal-document-stream-head",
            Document::Seal => "journal-document-seal",
            Document::HeldCheckpoint => "journal-document-held-checkpoint",
        })
    }
}

impl Fault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            Fault::Layout { reason } => reason.message(),
            Fault::KeyText { reason } => reason.message(),
            Fault::OtherKey { pinned, found } => {
                said("journal-fault-other-key", [("pinned", pinned), ("found", found)])
            }
            Fault::Note { document, reason } => Message::new("journal-fault-note")
                .with("document", document.message())
                .with("reason", reason.message()),
            Fault::SealOfOtherBytes => Message::new("journal-fault-seal"),
            Fault::Manifest { member, says, holds } => Message::new("journal-fault-manifest")
                .with("member", *member)
                .with("says", excerpt(says))
                .with("holds", excerpt(holds)),
            Fault::ManifestSize { size, log_size } => Message::new("journal-fault-manifest-size")
                .with("size", size.to_string())
                .with("most", log_size.saturating_sub(1).to_string()),
            Fault::HeadOfOtherSize { head, checkpoint } => {
                said("journal-fault-head-size", [("head", head), ("checkpoint", checkpoint)])
            }
            Fault::EntryChanged { index } => said("journal-fault-entry-changed", [("index", index)]),
            Fault::LeafChanged { index } => said("journal-fault-leaf-changed", [("index", index)]),
            Fault::NotInTile { index, tile } => {
                said("journal-fault-not-in-tile", [("index", index)]).with("tile", tile.path())
            }
            Fault::Unproved { index } => said("journal-fault-unproved", [("index", index)]),
            Fault::EntryUnreadable { index, reason } => {
                said("journal-fault-entry-unreadable", [("index", index)]).with("reason", reason.message())
            }
            Fault::IndexOrder { index } => said("journal-fault-index-order", [("index", index)]),
            Fault::OtherStream { index, stream } => {
                said("journal-fault-other-stream", [("index", index)]).with("stream", stream.to_string())
            }
            Fault::Missing { first, last, index } => missing(*first, *last, *index),
            Fault::Added { version, index } => placed("journal-fault-added", version, index),
            Fault::Moved { version, index } => placed("journal-fault-moved", version, index),
            Fault::OtherPrevious { version, index } => placed("journal-fault-other-previous", version, index),
            Fault::OtherLast { version, index } => placed("journal-fault-other-last", version, index),
            Fault::RecordedBackwards { version, index } => placed("journal-fault-backwards", version, index),
            Fault::TileMissing { tile } => said("journal-fault-tile-missing", [("tile", tile)]),
            Fault::TileAdded { tile } => said("journal-fault-tile-added", [("tile", tile)]),
            Fault::TileChanged { tile } => said("journal-fault-tile-changed", [("tile", tile)]),
            Fault::RootDiffers => Message::new("journal-fault-root"),
            Fault::BodyChanged { index } => said("journal-fault-body-changed", [("index", index)]),
            Fault::BodyAdded { index } => said("journal-fault-body-added", [("index", index)]),
            Fault::Older { bundle, held } => {
                said("journal-fault-older", [("bundle", bundle), ("held", held)])
            }
            Fault::Rewritten { held } => said("journal-fault-rewritten", [("held", held)]),
        }
    }
}

/// Numbers stand in sentences as they are: an index is a name, not a count.
fn said<T: ToString, const N: usize>(key: &'static str, values: [(&'static str, T); N]) -> Message {
    values.into_iter().fold(Message::new(key), |message, (name, value)| message.with(name, value.to_string()))
}

fn placed(key: &'static str, version: &u64, index: &u64) -> Message {
    said(key, [("version", version), ("index", index)])
}

fn missing(first: u64, last: u64, index: Option<u64>) -> Message {
    let key = match (index, first == last) {
        (Some(_), true) => "journal-fault-missing-one-at",
        (Some(_), false) => "journal-fault-missing-at",
        (None, true) => "journal-fault-missing-one",
        (None, false) => "journal-fault-missing",
    };
    let message = Message::new(key);
    let message = match index {
        Some(index) => message.with("index", index.to_string()),
        None => message,
    };
    message.with("first", first.to_string()).with("last", last.to_string())
}

crate::text::says!(Fault);
