use std::fmt;
use std::io;

use messages::Message;

/// Why an assessment could not be made at all. What concerns one leak file alone is no error: it stands in
/// that file's status.
#[derive(Debug)]
pub enum Error {
    /// No leak file was named.
    NoLeak,
    /// The register cannot be opened or read.
    Register {
        /// As it was given.
        path: String,
        /// Why: whole sentences.
        cause: Message,
    },
    /// The register has no column whose values point at somebody.
    RegisterWithoutIdentifier {
        /// As it was given.
        path: String,
    },
    /// The folder for temporary files cannot be written or read.
    Temp(io::Error),
    /// The list cannot be written.
    List {
        /// Where it was to be.
        path: String,
        /// What the system said.
        cause: io::Error,
    },
    /// A sum that must hold in every run does not: the numbers would be wrong, so none are given.
    Invariant {
        /// Which sum.
        what: &'static str,
        /// What it should be.
        expected: u64,
        /// What it is.
        found: u64,
    },
}

impl Error {
    /// The register at `path` cannot be read, and this is what the system said.
    pub fn register(path: impl Into<String>, cause: &io::Error) -> Error {
        let cause = Message::new("exposure-file-unreadable").with("cause", messages::io_cause(cause));
        Error::Register { path: path.into(), cause }
    }

    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            Error::NoLeak => Message::new("exposure-no-leak"),
            Error::Register { path, cause } => {
                Message::new("exposure-register-unreadable").with("path", path).with("cause", cause.clone())
            }
            Error::RegisterWithoutIdentifier { path } => {
                Message::new("exposure-register-without-identifier").with("path", path)
            }
            Error::Temp(cause) => {
                Message::new("exposure-temp-unusable").with("cause", messages::io_cause(cause))
            }
            Error::List { path, cause } => Message::new("exposure-list-unwritable")
                .with("path", path)
                .with("cause", messages::io_cause(cause)),
            Error::Invariant { what, expected, found } => Message::new("exposure-invariant-broken")
                .with("what", *what)
                .with("expected", *expected)
                .with("found", *found),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {}
