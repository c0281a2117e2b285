use crate::note::{self, Expected, Lines, Signatures};
use crate::{Hash, NoteError, SigningKey, VerifierKey};

/// First line of every seal; it has spaces, which no origin has.
const FIRST_LINE: &str = "stanch bundle seal v1";

/// A signed note over the bytes before it.
pub(crate) fn seal(before: &[u8], key: &SigningKey) -> String {
    let hash = Hash::of(before).to_base64();
    note::sign(&format!("{FIRST_LINE}\n{}\n{}\n{hash}\n", key.origin(), before.len()), key)
}

/// Whether the seal, signed by `key`, is of exactly these bytes.
pub(crate) fn seal_matches(seal: &[u8], before: &[u8], key: &VerifierKey) -> Result<bool, NoteError> {
    let mut lines = Lines::of(note::open(seal, key, Signatures::OnlyOurs)?);
    lines.exactly(FIRST_LINE, Expected::Seal)?;
    lines.origin(key)?;
    let (length, hash) = (lines.number()?, lines.hash()?);
    lines.end()?;
    Ok(length == before.len() as u64 && hash == Hash::of(before))
}
