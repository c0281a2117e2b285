//! One inclusion or consistency proof as JSON, judged strictly. Format and every edge: `docs/formats/proof.md`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use messages::Message;
use serde_json::Value;

use crate::json::{Object, first_twice};
use crate::text::excerpt;
use crate::{ConsistencyProof, Hash, InclusionProof, ProofFault, leaf_hash};

/// Longest proof file in bytes: room for an entry of 64 KiB and the 64 hashes of the deepest tree, several times over.
const JSON_MAX: usize = 1024 * 1024;

/// What a well-formed proof is worth.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "judgement", rename_all = "snake_case")]
pub enum Judgement {
    /// It proves what it says.
    Valid,
    /// It does not.
    Invalid {
        /// Why.
        reason: ProofFault,
    },
}

impl Judgement {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            Judgement::Valid => Message::new("journal-proof-valid"),
            Judgement::Invalid { reason } => reason.message(),
        }
    }
}

/// A file that is no proof: nothing was judged.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckError {
    /// Longer than a proof can be; bytes found.
    TooLong(usize),
    /// Not one JSON object.
    Json {
        /// `syntax`, `ends` (in the middle) or `content`.
        fault: &'static str,
        /// Line, counted from 1.
        line: usize,
        /// Column, counted from 1.
        column: usize,
        /// What the JSON reader says, in English.
        said: String,
    },
    /// A member occurs twice.
    Twice(String),
    /// A member that this type of proof does not have.
    Unknown(String),
    /// A member is missing.
    Missing(&'static str),
    /// `type` is neither `inclusion` nor `consistency`.
    Type(String),
    /// Not an integer from 0 to 2^64 - 1, written without fraction or exponent.
    Integer(&'static str, String),
    /// Not 64 lower-case hexadecimal digits or the 44 characters of base64 of 32 bytes; `hashes[3]` is the fourth.
    Hash(String, String),
    /// `hashes` is not a list.
    NotAList,
    /// `entry` is not base64.
    Entry,
    /// Not exactly one of `leaf_hash` and `entry`.
    LeafOrEntry,
}

impl CheckError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            CheckError::TooLong(found) => {
                Message::new("journal-json-too-long").with("found", *found).with("most", JSON_MAX)
            }
            CheckError::Json { fault, line, column, said } => {
                let fault = match *fault {
                    "ends" => messages::JsonFault::Ends,
                    "content" => messages::JsonFault::Content,
                    _ => messages::JsonFault::Syntax,
                };
                let reason = messages::json_cause(fault, *line, *column, said);
                Message::new("journal-json-broken").with("reason", reason)
            }
            CheckError::Twice(member) => Message::new("journal-json-twice").with("member", excerpt(member)),
            CheckError::Unknown(member) => {
                Message::new("journal-json-unknown").with("member", excerpt(member))
            }
            CheckError::Missing(member) => Message::new("journal-json-missing").with("member", *member),
            CheckError::Type(given) => Message::new("journal-json-type").with("given", excerpt(given)),
            CheckError::Integer(member, given) => {
                Message::new("journal-json-integer").with("member", *member).with("given", excerpt(given))
            }
            CheckError::Hash(member, given) => Message::new("journal-json-hash")
                .with("member", member.as_str())
                .with("given", excerpt(given)),
            CheckError::NotAList => Message::new("journal-json-not-a-list"),
            CheckError::Entry => Message::new("journal-json-entry"),
            CheckError::LeafOrEntry => Message::new("journal-json-leaf-or-entry"),
        }
    }
}

crate::text::says!(CheckError);

fn no_json(error: &serde_json::Error) -> CheckError {
    use serde_json::error::Category;
    let fault = match error.classify() {
        Category::Syntax | Category::Io => "syntax",
        Category::Eof => "ends",
        Category::Data => "content",
    };
    CheckError::Json { fault, line: error.line(), column: error.column(), said: error.to_string() }
}

/// Judges one proof.
///
/// # Errors
/// [`CheckError`] if the bytes are not a proof at all; a proof that proves nothing is [`Judgement::Invalid`].
pub fn check_proof(json: &[u8]) -> Result<Judgement, CheckError> {
    if json.len() > JSON_MAX {
        return Err(CheckError::TooLong(json.len()));
    }
    let Object(members) = serde_json::from_slice(json).map_err(|error| no_json(&error))?;
    let mut members = Members::new(members)?;
    let kind = members.take("type").ok_or(CheckError::Missing("type"))?;
    let verdict = match kind.as_str() {
        Some("inclusion") => inclusion(members),
        Some("consistency") => consistency(members),
        _ => return Err(CheckError::Type(shown(&kind))),
    };
    let verdict = verdict.map_err(|error| match error {
        CheckError::Integer(member, given) => {
            CheckError::Integer(member, as_written(json, member).unwrap_or(given))
        }
        other => other,
    })?;
    Ok(verdict.map_or_else(|reason| Judgement::Invalid { reason }, |()| Judgement::Valid))
}

/// The number under `member` as it stands in the text: one of 2^64 and more was read as a fraction.
fn as_written(json: &[u8], member: &str) -> Option<String> {
    let text = std::str::from_utf8(json).ok()?;
    let (_, behind) = text.split_once(&format!("\"{member}\""))?;
    let behind = behind.trim_start().strip_prefix(':')?.trim_start();
    let number = |letter: char| letter.is_ascii_digit() || "+-.eE".contains(letter);
    let number = behind.split(|letter| !number(letter)).next().filter(|number| !number.is_empty())?;
    Some(number.to_owned())
}

fn inclusion(mut members: Members) -> Result<Result<(), ProofFault>, CheckError> {
    let leaf_index = members.integer("leaf_index")?;
    let tree_size = members.integer("tree_size")?;
    let leaf = members.leaf()?;
    let root = members.hash("root_hash")?;
    let hashes = members.hashes()?;
    members.end()?;
    Ok(InclusionProof { leaf_index, tree_size, hashes }.verify(&leaf, &root))
}

fn consistency(mut members: Members) -> Result<Result<(), ProofFault>, CheckError> {
    let first_size = members.integer("first_size")?;
    let second_size = members.integer("second_size")?;
    let first_root = members.hash("first_root")?;
    let second_root = members.hash("second_root")?;
    let hashes = members.hashes()?;
    members.end()?;
    Ok(ConsistencyProof { first_size, second_size, hashes }.verify(&first_root, &second_root))
}

struct Members(Vec<(String, Value)>);

impl Members {
    fn new(members: Vec<(String, Value)>) -> Result<Members, CheckError> {
        match first_twice(&members) {
            Some(name) => Err(CheckError::Twice(name.to_owned())),
            None => Ok(Members(members)),
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(member, _)| member == name)?;
        Some(self.0.swap_remove(at).1)
    }

    fn integer(&mut self, name: &'static str) -> Result<u64, CheckError> {
        let value = self.take(name).ok_or(CheckError::Missing(name))?;
        value.as_u64().ok_or_else(|| CheckError::Integer(name, shown(&value)))
    }

    fn hash(&mut self, name: &'static str) -> Result<Hash, CheckError> {
        let value = self.take(name).ok_or(CheckError::Missing(name))?;
        hash(&value).ok_or_else(|| CheckError::Hash(name.to_owned(), shown(&value)))
    }

    fn hashes(&mut self) -> Result<Vec<Hash>, CheckError> {
        let Value::Array(list) = self.take("hashes").ok_or(CheckError::Missing("hashes"))? else {
            return Err(CheckError::NotAList);
        };
        let one = |(at, value): (usize, &Value)| {
            hash(value).ok_or_else(|| CheckError::Hash(format!("hashes[{at}]"), shown(value)))
        };
        list.iter().enumerate().map(one).collect()
    }

    fn leaf(&mut self) -> Result<Hash, CheckError> {
        match (self.take("leaf_hash"), self.take("entry")) {
            (Some(value), None) => {
                hash(&value).ok_or_else(|| CheckError::Hash("leaf_hash".to_owned(), shown(&value)))
            }
            (None, Some(value)) => {
                let bytes = value.as_str().and_then(|text| STANDARD.decode(text).ok());
                bytes.map(|bytes| leaf_hash(&bytes)).ok_or(CheckError::Entry)
            }
            _ => Err(CheckError::LeafOrEntry),
        }
    }

    fn end(self) -> Result<(), CheckError> {
        self.0.into_iter().next().map_or(Ok(()), |(name, _)| Err(CheckError::Unknown(name)))
    }
}

/// 64 characters are hexadecimal, 44 are base64.
fn hash(value: &Value) -> Option<Hash> {
    let text = value.as_str()?;
    match text.len() {
        64 => Hash::from_hex(text),
        44 => Hash::from_base64(text),
        _ => None,
    }
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
