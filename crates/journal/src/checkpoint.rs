use crate::note::{self, Lines, Signatures};
use crate::{Hash, NoteError, Origin, SigningKey, VerifierKey, empty_root};

/// The head of a log: how many entries, and the root over them (C2SP tlog-checkpoint).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Checkpoint {
    /// Whose log.
    pub origin: Origin,
    /// Number of entries.
    pub size: u64,
    /// RFC 6962 root of that many entries.
    pub root: Hash,
}

impl Checkpoint {
    /// The three lines that are signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())
    }

    /// A checkpoint of the key's own log, signed: the whole note.
    pub fn sign(size: u64, root: Hash, key: &SigningKey) -> String {
        note::sign(&Checkpoint { origin: key.origin().clone(), size, root }.text(), key)
    }

    /// Reads a checkpoint that `key` signed, as it may come from anywhere: further signature lines (witnesses)
    /// and extension lines are passed over.
    ///
    /// # Errors
    /// [`NoteError`], the first fault; a text whose signature is false is not read at all.
    pub fn open(note: &[u8], key: &VerifierKey) -> Result<Checkpoint, NoteError> {
        let (checkpoint, rest) = Checkpoint::read(note::open(note, key, Signatures::AlsoOthers)?, key)?;
        rest.extensions()?;
        Ok(checkpoint)
    }

    /// Reads the canonical form: one signature, no extension line.
    pub(crate) fn open_canonical(note: &[u8], key: &VerifierKey) -> Result<Checkpoint, NoteError> {
        let (checkpoint, rest) = Checkpoint::read(note::open(note, key, Signatures::OnlyOurs)?, key)?;
        rest.end()?;
        Ok(checkpoint)
    }

    fn read<'a>(text: &'a str, key: &VerifierKey) -> Result<(Checkpoint, Lines<'a>), NoteError> {
        let mut lines = Lines::of(text);
        let origin = lines.origin(key)?;
        let (size, root) = (lines.number()?, lines.hash()?);
        if size == 0 && root != empty_root() {
            return Err(NoteError::EmptyRoot);
        }
        Ok((Checkpoint { origin, size, root }, lines))
    }
}
