//! Signed notes (C2SP signed-note): a text, a blank line, and signature lines `— NAME BASE64(key id ‖ signature)`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use messages::Message;

use crate::text::excerpt;
use crate::{NameError, SigningKey, VerifierKey};

/// Most signature lines a note may carry (C2SP asks for at least 16).
const SIGNATURES_MAX: usize = 64;
/// Longest note in bytes: room for 64 post-quantum signatures of others.
const NOTE_MAX: usize = 512 * 1024;
/// Opens a signature line: em dash and space.
const DASH: &str = "— ";

/// A note that cannot be believed, or a text in it that is not what it must be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteError {
    /// Longer than a note may be; bytes found.
    TooLong(usize),
    /// Not UTF-8 from this offset on.
    NotUtf8(usize),
    /// An ASCII control character other than newline at this offset.
    Control(usize),
    /// No blank line followed by signature lines, or no newline at the end.
    NoSignatures,
    /// More signature lines than we read.
    TooManySignatures(usize),
    /// Signature line of this number (from 1) is not `— NAME BASE64`.
    SignatureLine(usize),
    /// No line is signed by the key it must be signed by (shown).
    UnknownSigner(String),
    /// A line bears the name and id of the key (shown), but its signature is false.
    FalseSignature(String),
    /// Further signature lines where exactly one may stand (a bundle is canonical).
    MoreThanOneSignature,
    /// Line of the text (from 1) is not what must stand there.
    Line {
        /// Number of the line, from 1.
        line: usize,
        /// What must stand there.
        expected: Expected,
        /// What stands there; empty if the line is absent.
        given: String,
    },
    /// The origin is not the name of the key that must sign.
    Origin {
        /// The key's name.
        expected: String,
        /// The origin as written.
        given: String,
    },
    /// A name in the text is not one.
    Name(NameError),
    /// Size 0 with a root that is not the root of the tree without leaves.
    EmptyRoot,
}

/// What a line of a note's text must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// Decimal number without leading zeros, up to 2^64 - 1.
    Number,
    /// Such a number, but not 0.
    Positive,
    /// Base64 of a SHA-256.
    Hash,
    /// `stanch stream head v1`.
    StreamHead,
    /// `stanch bundle seal v1`.
    Seal,
    /// A line that is not empty.
    NotEmpty,
    /// Nothing: the text must have ended.
    Nothing,
}

impl Expected {
    fn message(self) -> Message {
        Message::new(match self {
            Expected::Number => "journal-line-number",
            Expected::Positive => "journal-line-positive",
            Expected::Hash => "journal-line-hash",
            Expected::StreamHead => "journal-line-stream-head",
            Expected::Seal => "journal-line-seal",
            Expected::NotEmpty => "journal-line-not-empty",
            Expected::Nothing => "journal-line-nothing",
        })
    }
}

impl NoteError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            NoteError::TooLong(found) => {
                Message::new("journal-note-too-long").with("found", *found).with("most", NOTE_MAX)
            }
            NoteError::NotUtf8(at) => Message::new("journal-note-not-utf8").with("at", *at),
            NoteError::Control(at) => Message::new("journal-note-control").with("at", *at),
            NoteError::NoSignatures => Message::new("journal-note-no-signatures"),
            NoteError::TooManySignatures(found) => {
                Message::new("journal-note-too-many").with("found", *found).with("most", SIGNATURES_MAX)
            }
            NoteError::SignatureLine(line) => Message::new("journal-note-signature-line").with("line", *line),
            NoteError::UnknownSigner(key) => {
                Message::new("journal-note-unknown-signer").with("key", key.as_str())
            }
            NoteError::FalseSignature(key) => {
                Message::new("journal-note-false-signature").with("key", key.as_str())
            }
            NoteError::MoreThanOneSignature => Message::new("journal-note-more-than-one"),
            NoteError::Line { line, expected, given } => Message::new("journal-note-line")
                .with("line", *line)
                .with("expected", expected.message())
                .with("given", excerpt(given)),
            NoteError::Origin { expected, given } => Message::new("journal-note-origin")
                .with("expected", expected.as_str())
                .with("given", excerpt(given)),
            NoteError::Name(fault) => fault.message(),
            NoteError::EmptyRoot => Message::new("journal-note-empty-root"),
        }
    }
}

crate::text::says!(NoteError);

/// How many signature lines may stand under a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signatures {
    /// Exactly the log's own: the canonical form inside bundles.
    OnlyOurs,
    /// Others beside it are passed over (witnesses, other algorithms), as C2SP asks.
    AlsoOthers,
}

/// Signs `text` (which ends in a newline): the whole note with one signature line.
pub(crate) fn sign(text: &str, key: &SigningKey) -> String {
    let mut signature = key.verifier().id().to_vec();
    signature.extend_from_slice(&key.sign(text.as_bytes()));
    format!("{text}\n{DASH}{} {}\n", key.origin(), STANDARD.encode(signature))
}

/// The text of a note signed by `key`, its final newline included.
pub(crate) fn open<'a>(note: &'a [u8], key: &VerifierKey, others: Signatures) -> Result<&'a str, NoteError> {
    let (text, lines) = split(note)?;
    if others == Signatures::OnlyOurs && lines.len() != 1 {
        return Err(NoteError::MoreThanOneSignature);
    }
    let (mut known, mut count) = (false, 0);
    for line in &lines {
        count += 1;
        let (name, id, signature) = signature_line(line).ok_or(NoteError::SignatureLine(count))?;
        if name != key.origin().as_str() || id != key.id() {
            continue;
        }
        // A known key's line must verify, even beside a good one (C2SP signed-note, "Signatures").
        let good = signature.as_slice().try_into().is_ok_and(|bytes| key.verifies(text.as_bytes(), bytes));
        if !good {
            return Err(NoteError::FalseSignature(key.to_string()));
        }
        known = true;
    }
    if known { Ok(text) } else { Err(NoteError::UnknownSigner(key.to_string())) }
}

/// Text and signature lines, without judging the signatures.
pub(crate) fn split(note: &[u8]) -> Result<(&str, Vec<&str>), NoteError> {
    if note.len() > NOTE_MAX {
        return Err(NoteError::TooLong(note.len()));
    }
    let note = std::str::from_utf8(note).map_err(|fault| NoteError::NotUtf8(fault.valid_up_to()))?;
    if let Some(at) = note.bytes().position(|byte| byte < 0x20 && byte != b'\n') {
        return Err(NoteError::Control(at));
    }
    let blank = note.rfind("\n\n").ok_or(NoteError::NoSignatures)?;
    let (text, signatures) = (&note[..=blank], &note[blank + 2..]);
    let lines: Vec<&str> =
        signatures.strip_suffix('\n').ok_or(NoteError::NoSignatures)?.split('\n').collect();
    if lines.len() > SIGNATURES_MAX {
        return Err(NoteError::TooManySignatures(lines.len()));
    }
    Ok((text, lines))
}

fn signature_line(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, data) = line.strip_prefix(DASH)?.split_once(' ')?;
    if name.is_empty() || name.contains('+') || name.chars().any(char::is_whitespace) {
        return None;
    }
    let bytes = STANDARD.decode(data).ok()?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (!signature.is_empty()).then(|| (name, *id, signature.to_vec()))
}

/// Reads a note's text line by line, naming the first line that is not as it must be.
pub(crate) struct Lines<'a> {
    rest: std::str::SplitTerminator<'a, char>,
    line: usize,
}

impl<'a> Lines<'a> {
    pub(crate) fn of(text: &'a str) -> Lines<'a> {
        Lines { rest: text.split_terminator('\n'), line: 0 }
    }

    pub(crate) fn next(&mut self) -> &'a str {
        self.line += 1;
        self.rest.next().unwrap_or_default()
    }

    pub(crate) fn number(&mut self) -> Result<u64, NoteError> {
        let given = self.next();
        // `parse` alone would take a plus sign and leading zeros.
        let number = given.parse().ok().filter(|number: &u64| number.to_string() == given);
        number.ok_or_else(|| self.fault(Expected::Number, given))
    }

    pub(crate) fn positive(&mut self) -> Result<u64, NoteError> {
        let number = self.number()?;
        if number == 0 { Err(self.fault(Expected::Positive, "0")) } else { Ok(number) }
    }

    pub(crate) fn hash(&mut self) -> Result<crate::Hash, NoteError> {
        let given = self.next();
        crate::Hash::from_base64(given).ok_or_else(|| self.fault(Expected::Hash, given))
    }

    pub(crate) fn exactly(&mut self, text: &str, expected: Expected) -> Result<(), NoteError> {
        let given = self.next();
        if given == text { Ok(()) } else { Err(self.fault(expected, given)) }
    }

    /// The origin, which must be the name of the key that signed.
    pub(crate) fn origin(&mut self, key: &VerifierKey) -> Result<crate::Origin, NoteError> {
        let (given, expected) = (self.next(), key.origin());
        if given == expected.as_str() {
            return Ok(expected.clone());
        }
        Err(NoteError::Origin { expected: expected.to_string(), given: given.to_owned() })
    }

    pub(crate) fn end(mut self) -> Result<(), NoteError> {
        self.line += 1;
        match self.rest.next() {
            None => Ok(()),
            Some(given) => Err(self.fault(Expected::Nothing, given)),
        }
    }

    /// Extension lines of a checkpoint from elsewhere: any, but none empty.
    pub(crate) fn extensions(mut self) -> Result<(), NoteError> {
        for given in self.rest.by_ref() {
            self.line += 1;
            if given.is_empty() {
                return Err(self.fault(Expected::NotEmpty, given));
            }
        }
        Ok(())
    }

    fn fault(&self, expected: Expected, given: &str) -> NoteError {
        NoteError::Line { line: self.line, expected, given: given.to_owned() }
    }
}
