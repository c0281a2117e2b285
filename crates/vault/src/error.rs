use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use messages::Message;
use store::{StoreError, SweepError};

/// What kind of sealed thing did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedThing {
    /// The body of an entry.
    Body,
    /// The key of a body or blob.
    BodyKey,
    /// The key of an owner: with it, every body of the owner.
    OwnerKey,
    /// The seed the log is signed with.
    SigningSeed,
    /// The header of a blob.
    BlobHeader,
}

impl SealedThing {
    fn message(self) -> Message {
        Message::new(match self {
            SealedThing::Body => "vault-thing-body",
            SealedThing::BodyKey => "vault-thing-body-key",
            SealedThing::OwnerKey => "vault-thing-owner-key",
            SealedThing::SigningSeed => "vault-thing-signing-seed",
            SealedThing::BlobHeader => "vault-thing-blob-header",
        })
    }
}

/// Why something was not sealed or not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VaultError {
    /// A bit of it, of its key or of what it belongs to is another than when it was sealed.
    NotAuthentic {
        /// What it was.
        what: SealedThing,
    },
    /// A chunk of a blob was altered, moved or taken from elsewhere.
    ChunkNotAuthentic {
        /// Which chunk, 0 first.
        chunk: u32,
    },
    /// A blob ends before its last chunk.
    BlobTruncated {
        /// Chunks that are there.
        chunks: u32,
    },
    /// More than the cipher or the format can take.
    TooLarge,
    /// The key was destroyed on purpose, and what it opened is gone.
    Destroyed {
        /// Whose it was.
        owner: String,
    },
    /// The log speaks of the key, and it is not here: the keys are older than the log.
    KeyMissing {
        /// Whose it is.
        owner: String,
    },
    /// Nothing was ever sealed under this name.
    KeyUnknown {
        /// The owner asked for.
        owner: String,
    },
    /// There is no master key.
    MasterKeyAbsent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// There is a master key already, and it is never overwritten.
    MasterKeyExists {
        /// Where it is.
        path: PathBuf,
    },
    /// Others than its owner may read the master key's file.
    MasterKeyOpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The file is no master key.
    MasterKeyMalformed {
        /// The file.
        path: PathBuf,
        /// The line that is wrong, 1 first.
        line: u32,
    },
    /// A passphrase was given, but the key is not sealed under one: it is not as protected as was thought.
    PassphraseNotNeeded {
        /// The key's file.
        path: PathBuf,
    },
    /// The master key is sealed under a passphrase, and none was given.
    PassphraseNeeded {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase does not open the master key, or its file was altered.
    WrongPassphrase {
        /// The file.
        path: PathBuf,
    },
    /// The passphrase is too short to protect anything.
    PassphraseTooShort {
        /// Characters needed.
        needed: u32,
    },
    /// The passphrase's cost lies outside what is accepted.
    CostRefused,
    /// The operating system gives no random bytes.
    Randomness {
        /// What it said.
        cause: String,
    },
    /// A file could not be read or written.
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: Message,
    },
    /// The store failed.
    Store(StoreError),
    /// The store would not sweep its keys.
    Sweep(SweepError),
}

impl VaultError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let with_path = |key, path: &Path| Message::new(key).with("path", path.display().to_string());
        let with_owner = |key, owner: &String| Message::new(key).with("owner", owner);
        match self {
            VaultError::NotAuthentic { what } => {
                Message::new("vault-not-authentic").with("what", what.message())
            }
            VaultError::ChunkNotAuthentic { chunk } => {
                Message::new("vault-chunk-not-authentic").with("chunk", u64::from(*chunk) + 1)
            }
            VaultError::BlobTruncated { chunks } => {
                Message::new("vault-blob-truncated").with("chunks", *chunks)
            }
            VaultError::TooLarge => Message::new("vault-too-large"),
            VaultError::Destroyed { owner } => with_owner("vault-key-destroyed", owner),
            VaultError::KeyMissing { owner } => with_owner("vault-key-missing", owner),
            VaultError::KeyUnknown { owner } => with_owner("vault-key-unknown", owner),
            VaultError::MasterKeyAbsent { path } => with_path("vault-master-key-absent", path),
            VaultError::MasterKeyExists { path } => with_path("vault-master-key-exists", path),
            VaultError::MasterKeyOpenToOthers { path, mode } => {
                with_path("vault-master-key-open-to-others", path).with("mode", format!("{mode:04o}"))
            }
            VaultError::MasterKeyMalformed { path, line } => {
                with_path("vault-master-key-malformed", path).with("line", *line)
            }
            VaultError::PassphraseNotNeeded { path } => with_path("vault-passphrase-not-needed", path),
            VaultError::PassphraseNeeded { path } => with_path("vault-passphrase-needed", path),
            VaultError::WrongPassphrase { path } => with_path("vault-passphrase-wrong", path),
            VaultError::PassphraseTooShort { needed } => {
                Message::new("vault-passphrase-too-short").with("needed", *needed)
            }
            VaultError::CostRefused => Message::new("vault-passphrase-cost-refused"),
            VaultError::Randomness { cause } => {
                Message::new("vault-no-randomness").with("cause", messages::outside_words(cause))
            }
            VaultError::Io { path, cause } => with_path("vault-io", path).with("cause", cause.clone()),
            VaultError::Store(error) => error.message(),
            VaultError::Sweep(error) => error.message(),
        }
    }

    pub(crate) fn io(path: &Path, error: &io::Error) -> VaultError {
        VaultError::Io { path: path.to_owned(), cause: messages::io_cause(error) }
    }
}

impl fmt::Display for VaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for VaultError {}

impl From<StoreError> for VaultError {
    fn from(error: StoreError) -> VaultError {
        VaultError::Store(error)
    }
}

impl From<VaultError> for io::Error {
    /// For readers and writers of blobs: the vault's error stays inside and can be taken out again.
    fn from(error: VaultError) -> io::Error {
        io::Error::new(io::ErrorKind::InvalidData, error)
    }
}
