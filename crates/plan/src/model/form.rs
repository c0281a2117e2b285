use crate::words::{of_word, word_of};

use super::{FactSlot, Origin, TextKey};

/// A form of a report to an authority, in its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Identifier, e.g. `first_report`.
    pub id: String,
    /// Key of the title.
    pub title: TextKey,
    /// Whom it goes to (authority id, or `superior`).
    pub to: String,
    /// Language of the form.
    pub language: String,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A field of a form or of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Identifier within the form.
    pub id: String,
    /// Key of the label.
    pub label: TextKey,
    /// What fills it.
    pub value: FieldValue,
    /// A missing value is listed, with who can answer; it never stops a preliminary report.
    pub required: bool,
}

/// What fills a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// What is known of a fact, with its bound.
    Fact(FactSlot),
    /// The level of a scale (slot), decided, else computed.
    Level(usize),
    /// The measures taken so far: tasks done, with their times.
    Measures,
    /// What is still owed to authorities, customers, partners and the public, with its due time.
    Planned,
    /// How late the report is from the happening, and which start its clock ran from.
    Lateness,
    /// The title of the case.
    Title,
    /// The reporting role and the moment of the draft.
    Reporter,
    /// Written by hand, at most this many characters.
    Text(usize),
    /// Who writes: what was written by hand for this paper, else the name that the pack gives its organisation.
    Organisation,
    /// Something of the recipient's own, filled for each letter: only in notices.
    Own(Own),
}

/// The most characters of an organisation's name.
const ORGANISATION_MOST: usize = 80;

impl FieldValue {
    /// The most characters that a person may write into such a field; `None` where people write nothing.
    pub fn by_hand(&self) -> Option<usize> {
        match self {
            FieldValue::Text(most) => Some(*most),
            FieldValue::Organisation => Some(ORGANISATION_MOST),
            _ => None,
        }
    }
}

/// What of a recipient's own stands in a letter to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Own {
    /// Their name, masked.
    Name,
    /// What of theirs leaked.
    Leaked,
    /// What of theirs did not leak.
    NotLeaked,
    /// What of theirs may have leaked and is not clear yet.
    Unclear,
}

/// A text to customers or the public, passed by legal before it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Identifier.
    pub id: String,
    /// Key of the title.
    pub title: TextKey,
    /// For whom.
    pub audience: Audience,
    /// The count that says how many it concerns: more cannot be told than are known to be concerned.
    pub at_most: Option<FactSlot>,
    /// Ways it goes, in order.
    pub channels: Vec<Channel>,
    /// Languages its audience needs: `plan check` finds the missing one.
    pub languages: Vec<String>,
    /// Key of the body: a template whose bounded fields are `{field_id}`; a line `| label | text` is a point at a
    /// glance, a line `1. text` a step.
    pub body: TextKey,
    /// Its bounded fields.
    pub fields: Vec<Field>,
    /// Role that passes the text.
    pub passed_by: String,
    /// Where it comes from.
    pub origin: Origin,
}

/// For whom a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// The customers concerned.
    Customers,
    /// Everybody.
    Public,
}

/// A way a notice goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the app.
    App,
    /// By SMS.
    Sms,
    /// By e-mail.
    Email,
    /// By push message.
    Push,
    /// By letter.
    Letter,
    /// On the web site.
    Web,
    /// Through media partners.
    Media,
}

impl Channel {
    /// Every way with the word that plans write for it.
    pub const WORDS: [(&str, Channel); 7] = [
        ("app", Channel::App),
        ("sms", Channel::Sms),
        ("email", Channel::Email),
        ("push", Channel::Push),
        ("letter", Channel::Letter),
        ("web", Channel::Web),
        ("media", Channel::Media),
    ];

    /// The word that plans write for it.
    pub fn word(self) -> &'static str {
        word_of(&Channel::WORDS, &self)
    }

    /// The way of this word.
    pub fn of_word(word: &str) -> Option<Channel> {
        of_word(&Channel::WORDS, word)
    }
}
