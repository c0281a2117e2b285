//! From events to entries and back: the only place where a body is sealed for the log or opened from it.

use journal::{
    Entry, Hash, Kind, Moment, Place, Shape, StreamName, commitment, join_body, leaf_hash, sealed, split_body,
};
use messages::Message;
use store::{NewEntry, Store, StoredEntry, StreamHead, WrappedKey};
use vault::{Safe, VaultError};

use crate::DeskError;

/// An event as it is about to be written.
pub(crate) struct Draft {
    pub(crate) kind: String,
    pub(crate) shape: u16,
    pub(crate) occurred_at: jiff::Timestamp,
    pub(crate) plaintext: Vec<u8>,
}

/// An event as it was read.
pub(crate) struct Opened {
    pub(crate) position: u64,
    pub(crate) entry: Entry,
    pub(crate) leaf: Hash,
    pub(crate) plaintext: Vec<u8>,
}

/// Entries ready to be appended, with the keys of their bodies.
pub(crate) struct Written {
    pub(crate) entries: Vec<NewEntry>,
    pub(crate) keys: Vec<WrappedKey>,
}

/// Seals drafts as the next entries of a stream.
pub(crate) fn write(
    stream: &StreamName,
    head: Option<StreamHead>,
    drafts: &[Draft],
    recorded_at: jiff::Timestamp,
    safe: &mut Safe,
) -> Result<Written, DeskError> {
    let mut place = match head {
        None => Place::FIRST,
        Some(head) => Place::after(head.version + 1, Hash::from_bytes(head.leaf)).ok_or_else(beyond_time)?,
    };
    let salts = new_salts(drafts.len())?;
    let plaintexts = drafts.iter().zip(&salts).map(|(draft, salt)| join_body(salt, &draft.plaintext));
    let bodies = safe.seal_all(&plaintexts.collect::<Vec<_>>())?;
    let mut written =
        Written { entries: Vec::with_capacity(drafts.len()), keys: Vec::with_capacity(drafts.len()) };
    let name = stream.to_string();
    for ((draft, salt), body) in drafts.iter().zip(&salts).zip(bodies) {
        let entry = Entry {
            stream: stream.clone(),
            place,
            kind: Kind::parse(&draft.kind).map_err(|error| DeskError::Damaged(error.message()))?,
            shape: Shape::new(draft.shape).ok_or_else(beyond_time)?,
            occurred_at: moment(draft.occurred_at)?,
            recorded_at: moment(recorded_at)?,
            sealed: sealed(&body.ciphertext),
            commitment: commitment(salt, &draft.plaintext),
        };
        let bytes = entry.encode();
        let leaf = leaf_hash(&bytes);
        written.entries.push(NewEntry {
            stream: name.clone(),
            version: place.version(),
            entry: bytes,
            leaf: *leaf.as_bytes(),
            body_id: body.id,
            body: body.ciphertext,
        });
        written.keys.push(body.key);
        place = place.next(leaf);
    }
    Ok(written)
}

/// Opens one stored entry: its bytes must have their leaf hash, its body the digest the entry names.
pub(crate) fn open(stored: &StoredEntry, safe: &Safe) -> Result<Opened, DeskError> {
    let entry = decode(stored)?;
    let body = safe.open(&stored.body_id, &stored.body)?;
    let (_, plaintext) = split_body(&body).ok_or_else(|| damaged(stored))?;
    let (position, leaf) = (stored.position, Hash::from_bytes(stored.leaf));
    Ok(Opened { position, entry, leaf, plaintext: plaintext.to_vec() })
}

/// The entry of a stored row, checked against its hashes.
pub(crate) fn decode(stored: &StoredEntry) -> Result<Entry, DeskError> {
    let entry = Entry::decode(&stored.entry).map_err(|error| DeskError::Damaged(error.message()))?;
    let whole = leaf_hash(&stored.entry).as_bytes() == &stored.leaf && entry.sealed == sealed(&stored.body);
    if whole { Ok(entry) } else { Err(damaged(stored)) }
}

/// Whether a body cannot be opened because its key was destroyed on purpose.
pub(crate) fn is_destroyed(error: &DeskError) -> bool {
    matches!(error, DeskError::Vault(VaultError::Destroyed { .. }))
}

/// An entry that does not follow the one before it in its stream.
pub(crate) fn stream_broken(stored: &StoredEntry) -> Message {
    let position = stored.position.to_string();
    Message::new("desk-stream-broken").with("position", position).with("stream", &stored.stream)
}

fn damaged(stored: &StoredEntry) -> DeskError {
    DeskError::Damaged(Message::new("desk-entry-damaged").with("position", stored.position.to_string()))
}

fn moment(at: jiff::Timestamp) -> Result<Moment, DeskError> {
    Moment::from_timestamp(at).ok_or_else(beyond_time)
}

fn beyond_time() -> DeskError {
    DeskError::Damaged(Message::new("desk-time-out-of-range"))
}

/// A salt for each body, all asked for at once.
fn new_salts(count: usize) -> Result<Vec<journal::Salt>, DeskError> {
    let mut salts: Vec<journal::Salt> = vec![[0; journal::SALT_LEN]; count];
    getrandom::fill(salts.as_flattened_mut())
        .map_err(|_| DeskError::Damaged(Message::new("desk-no-randomness")))?;
    Ok(salts)
}

/// The entries of a stream from `from` on, held against the stream's own row: one that was taken out at the end leaves the row
/// behind, and a chain that ends too early looks whole.
///
/// # Errors
/// [`DeskError::Damaged`] where they do not end as the row says.
pub(crate) fn stream_to_its_end(
    store: &dyn Store,
    stream: &str,
    from: u64,
) -> Result<Vec<StoredEntry>, DeskError> {
    let before = store.stream_head(stream)?;
    let stored = store.stream(stream, from)?;
    let ends = stored.last().map(|entry| StreamHead { version: entry.version, leaf: entry.leaf });
    let fits =
        |row: Option<StreamHead>| ends == row || ends.is_none() && row.is_some_and(|row| row.version < from);
    // Somebody may have appended in between: then it ends as the row says now, or had not yet come so far.
    if fits(before) {
        return Ok(stored);
    }
    let after = store.stream_head(stream)?;
    let version = |head: Option<StreamHead>| head.map_or(0, |head| head.version);
    let grew = version(before) < version(ends) && version(ends) < version(after);
    if grew || fits(after) {
        return Ok(stored);
    }
    let message = Message::new("desk-stream-ends").with("stream", stream);
    Err(DeskError::Damaged(message.with("found", version(ends)).with("head", version(after))))
}
