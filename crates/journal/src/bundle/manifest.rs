use messages::Message;
use serde_json::Value;
use serde_json::error::Category;

use crate::json::{Object, first_twice};
use crate::text::excerpt;
use crate::{Origin, StreamName};

/// First and last stream version of a run.
pub type VersionRange = (u64, u64);

/// What a bundle says about itself. Encoded as JSON without spaces, members in this order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Manifest {
    /// Whose log.
    pub origin: Origin,
    /// Which stream.
    pub stream: StreamName,
    /// Size of the log at the checkpoint.
    pub log_size: u64,
    /// Number of entries.
    pub entries: u64,
    /// Stream versions whose bodies are disclosed, as runs.
    pub disclosed: Vec<VersionRange>,
    /// Stream versions whose bodies are withheld, as runs.
    pub withheld: Vec<VersionRange>,
    /// Older sizes of the log from which the tiles show that it only grew.
    pub consistent_from: Vec<u64>,
}

/// The members, in their order.
const MEMBERS: [&str; 7] =
    ["origin", "stream", "log_size", "entries", "disclosed", "withheld", "consistent_from"];

/// Why the manifest of a bundle cannot be read. Offsets count bytes from the start of the file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ManifestError {
    /// Not well-formed JSON from here on.
    Syntax {
        /// Where.
        offset: usize,
    },
    /// The JSON ends in the middle.
    Ends {
        /// Where it ends.
        offset: usize,
    },
    /// JSON, and no object.
    NoObject {
        /// Where it begins.
        offset: usize,
    },
    /// A member occurs twice.
    Twice(String),
    /// A member that no manifest has.
    Unknown(String),
    /// A member is missing.
    Missing(&'static str),
    /// A member says something else than it must.
    Value {
        /// Which.
        member: &'static str,
        /// What it says.
        given: String,
        /// What it must be.
        expected: MemberType,
    },
}

/// What a member of the manifest must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberType {
    /// The name of a log.
    Origin,
    /// The name of a stream.
    Stream,
    /// An integer from 0 to 2^64 - 1, without fraction or exponent.
    Number,
    /// A list of such integers.
    Sizes,
    /// A list of pairs of such integers, first and last of each run.
    Runs,
}

impl MemberType {
    fn message(self) -> Message {
        Message::new(match self {
            MemberType::Origin => "journal-expected-origin",
            MemberType::Stream => "journal-expected-stream",
            MemberType::Number => "journal-expected-number",
            MemberType::Sizes => "journal-expected-sizes",
            MemberType::Runs => "journal-expected-runs",
        })
    }
}

impl ManifestError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let at = |key, offset: &usize| Message::new(key).with("offset", offset.to_string());
        match self {
            ManifestError::Syntax { offset } => at("journal-manifest-syntax", offset),
            ManifestError::Ends { offset } => at("journal-manifest-ends", offset),
            ManifestError::NoObject { offset } => at("journal-manifest-no-object", offset),
            ManifestError::Twice(member) => {
                Message::new("journal-manifest-twice").with("member", excerpt(member))
            }
            ManifestError::Unknown(member) => Message::new("journal-manifest-unknown")
                .with("member", excerpt(member))
                .with("known", MEMBERS.join(", ")),
            ManifestError::Missing(member) => {
                Message::new("journal-manifest-missing").with("member", *member)
            }
            ManifestError::Value { member, given, expected } => Message::new("journal-manifest-value")
                .with("member", *member)
                .with("given", excerpt(given))
                .with("expected", expected.message()),
        }
    }
}

crate::text::says!(ManifestError);

impl Manifest {
    /// The canonical JSON.
    pub(crate) fn encode(&self) -> String {
        // Plain numbers and strings cannot fail to serialize.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the section that begins at byte `start` of the file.
    pub(crate) fn decode(bytes: &[u8], start: usize) -> Result<Manifest, ManifestError> {
        let Object(members) = serde_json::from_slice(bytes).map_err(|error| no_json(&error, bytes, start))?;
        if let Some(name) = first_twice(&members) {
            return Err(ManifestError::Twice(name.to_owned()));
        }
        if let Some((name, _)) = members.iter().find(|(name, _)| !MEMBERS.contains(&name.as_str())) {
            return Err(ManifestError::Unknown(name.clone()));
        }
        let members = Members(members);
        Ok(Manifest {
            origin: members
                .read("origin", MemberType::Origin, |value| Origin::parse(value.as_str()?).ok())?,
            stream: members
                .read("stream", MemberType::Stream, |value| StreamName::parse(value.as_str()?).ok())?,
            log_size: members.read("log_size", MemberType::Number, Value::as_u64)?,
            entries: members.read("entries", MemberType::Number, Value::as_u64)?,
            disclosed: members.read("disclosed", MemberType::Runs, runs)?,
            withheld: members.read("withheld", MemberType::Runs, runs)?,
            consistent_from: members.read("consistent_from", MemberType::Sizes, sizes)?,
        })
    }
}

/// Where the JSON stops being JSON.
fn no_json(error: &serde_json::Error, bytes: &[u8], start: usize) -> ManifestError {
    let lines = bytes.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
    let before: usize = lines.map(<[u8]>::len).sum();
    let offset = start + (before + error.column().saturating_sub(1)).min(bytes.len());
    match error.classify() {
        Category::Syntax | Category::Io => ManifestError::Syntax { offset },
        Category::Eof => ManifestError::Ends { offset: start + bytes.len() },
        Category::Data => ManifestError::NoObject { offset: start },
    }
}

struct Members(Vec<(String, Value)>);

impl Members {
    fn read<T>(
        &self,
        member: &'static str,
        expected: MemberType,
        read: impl FnOnce(&Value) -> Option<T>,
    ) -> Result<T, ManifestError> {
        let found = self.0.iter().find(|(name, _)| name == member);
        let (_, value) = found.ok_or(ManifestError::Missing(member))?;
        read(value).ok_or_else(|| {
            let given = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            ManifestError::Value { member, given, expected }
        })
    }
}

fn sizes(value: &Value) -> Option<Vec<u64>> {
    value.as_array()?.iter().map(Value::as_u64).collect()
}

fn runs(value: &Value) -> Option<Vec<VersionRange>> {
    let run = |run: &Value| match run.as_array()?.as_slice() {
        [first, last] => Some((first.as_u64()?, last.as_u64()?)),
        _ => None,
    };
    value.as_array()?.iter().map(run).collect()
}

/// Ascending versions as maximal runs.
pub(crate) fn ranges(versions: impl IntoIterator<Item = u64>) -> Vec<VersionRange> {
    let mut runs: Vec<VersionRange> = Vec::new();
    for version in versions {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(version) => *last = version,
            _ => runs.push((version, version)),
        }
    }
    runs
}
