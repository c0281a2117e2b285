use crate::note::{self, Expected, Lines, Signatures};
use crate::{Hash, NoteError, Origin, SigningKey, StreamName, VerifierKey};

/// First line of every stream head. It has spaces, which no origin has, so a head is never taken for a checkpoint.
const FIRST_LINE: &str = "stanch stream head v1";

/// What the log says about one stream at one size: how many entries it has and which is the last.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StreamHead {
    /// Whose log.
    pub origin: Origin,
    /// Which stream.
    pub stream: StreamName,
    /// Version of its last entry, which is the number of its entries.
    pub version: u64,
    /// Leaf hash of its last entry.
    pub leaf: Hash,
    /// Size of the log of which this is true.
    pub log_size: u64,
}

impl StreamHead {
    /// The six lines that are signed.
    pub fn text(&self) -> String {
        let leaf = self.leaf.to_base64();
        format!(
            "{FIRST_LINE}\n{}\n{}\n{}\n{leaf}\n{}\n",
            self.origin, self.stream, self.version, self.log_size
        )
    }

    /// A head of the key's own log, signed: the whole note.
    pub fn sign(stream: StreamName, version: u64, leaf: Hash, log_size: u64, key: &SigningKey) -> String {
        let origin = key.origin().clone();
        note::sign(&StreamHead { origin, stream, version, leaf, log_size }.text(), key)
    }

    /// Reads a stream head that `key` signed; exactly one signature.
    ///
    /// # Errors
    /// [`NoteError`], the first fault.
    pub fn open(note: &[u8], key: &VerifierKey) -> Result<StreamHead, NoteError> {
        let mut lines = Lines::of(note::open(note, key, Signatures::OnlyOurs)?);
        lines.exactly(FIRST_LINE, Expected::StreamHead)?;
        let origin = lines.origin(key)?;
        let stream = StreamName::parse(lines.next()).map_err(NoteError::Name)?;
        let head = StreamHead {
            origin,
            stream,
            version: lines.positive()?,
            leaf: lines.hash()?,
            log_size: lines.positive()?,
        };
        lines.end()?;
        Ok(head)
    }
}
