use std::fmt;

use messages::{Language, Message};
use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The pack is no plan while this stands.
    Error,
    /// A reviewer would ask about it; the plan runs.
    Warning,
}

/// Something wrong, or doubtful, at one place of a pack. The message says what was given and what was expected (its
/// key is the kind of fault), the remedy what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Error or warning.
    pub severity: Severity,
    /// Path within the pack, e.g. `obligations.yaml`.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What was given and what was expected.
    pub message: Message,
    /// What to do, where more can be said than the message does.
    pub remedy: Option<Message>,
}

/// A finding that does not stop the plan: a [`Fault`] whose severity is [`Severity::Warning`].
pub type Warning = Fault;

/// A fault as told to a reader of one language: what `plan check --json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told<'a> {
    /// Error or warning.
    pub severity: Severity,
    /// Path within the pack.
    pub file: &'a str,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The kind of fault, for programs: the key of its message.
    pub code: &'static str,
    /// What was given and what was expected.
    pub message: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

impl Fault {
    /// The fault in the reader's language, ready to serialize.
    pub fn told(&self, language: Language) -> Told<'_> {
        Told {
            severity: self.severity,
            file: &self.file,
            line: self.line,
            column: self.column,
            code: self.message.key(),
            message: self.message.in_language(language),
            remedy: self.remedy.as_ref().map(|remedy| remedy.in_language(language)),
        }
    }

    /// `file:line:column: sentence`, the form editors jump from.
    pub fn message(&self) -> Message {
        let key = match self.severity {
            Severity::Error => "plan-error-at",
            Severity::Warning => "plan-warning-at",
        };
        let place = format!("{}:{}:{}", self.file, self.line, self.column);
        let said = Message::new(key).with("place", place).with("message", self.message.clone());
        match &self.remedy {
            Some(remedy) => {
                Message::new("plan-with-remedy").with("fault", said).with("remedy", remedy.clone())
            }
            None => said,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

/// In English; readers of other languages get [`Fault::told`].
impl Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.told(Language::English).serialize(serializer)
    }
}
