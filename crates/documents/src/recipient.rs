//! Whom a letter is for, and what of theirs leaked: masked, because a letter may reach other eyes than theirs.

use messages::{Language, Message};

use crate::foreign::clean;

/// Somebody a letter is written to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipient {
    /// Their name as the register has it; the letter shows it masked.
    pub name: Option<String>,
    /// What of theirs leaked.
    pub leaked: Vec<Item>,
    /// What of theirs did not.
    pub not_leaked: Vec<Item>,
    /// What of theirs may have leaked and is not clear yet.
    pub unclear: Vec<Item>,
    /// Number of their letter, by which its authenticity can be asked for.
    pub code: Option<String>,
}

/// Something of a recipient's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// The value, of which the letter shows the tail or the head at most.
    pub value: Option<String>,
}

/// Kinds of data as letters name them: those that an assessment tells apart, and what the register knows besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ItemKind {
    Name,
    CnId,
    BirthDate,
    Phone,
    Email,
    Address,
    Card,
    Password,
    PaymentPassword,
    Transactions,
    Credential,
    Health,
    Biometric,
}

impl ItemKind {
    /// Every kind with its stable word, which for kinds of an assessment is the one in its report
    /// (`identifiers.<kind>`), or that of a class which has no kinds (`counts.by_class.<class>`).
    pub const WORDS: [(&'static str, ItemKind); 13] = [
        ("name", ItemKind::Name),
        ("cn_id", ItemKind::CnId),
        ("birth_date", ItemKind::BirthDate),
        ("phone", ItemKind::Phone),
        ("email", ItemKind::Email),
        ("address", ItemKind::Address),
        ("card", ItemKind::Card),
        ("password", ItemKind::Password),
        ("payment_password", ItemKind::PaymentPassword),
        ("transactions", ItemKind::Transactions),
        ("credential", ItemKind::Credential),
        ("health", ItemKind::Health),
        ("biometric", ItemKind::Biometric),
    ];

    /// The kind with this word; `None` where letters have no name for it yet: then it must not be left out in silence.
    pub fn from_id(id: &str) -> Option<ItemKind> {
        ItemKind::WORDS.iter().find(|(word, _)| *word == id).map(|(_, kind)| *kind)
    }

    fn message(self) -> Message {
        Message::new(match self {
            ItemKind::Name => "documents-item-name",
            ItemKind::CnId => "documents-item-cn-id",
            ItemKind::BirthDate => "documents-item-birth-date",
            ItemKind::Phone => "documents-item-phone",
            ItemKind::Email => "documents-item-email",
            ItemKind::Address => "documents-item-address",
            ItemKind::Card => "documents-item-card",
            ItemKind::Password => "documents-item-password",
            ItemKind::Credential => "documents-word-credential",
            ItemKind::Health => "documents-word-health",
            ItemKind::Biometric => "documents-word-biometric",
            ItemKind::PaymentPassword => "documents-item-payment-password",
            ItemKind::Transactions => "documents-item-transactions",
        })
    }
}

impl Item {
    /// In words: `phone number (ending 5521)`.
    pub(crate) fn say(&self, language: Language) -> String {
        let kind = self.kind.message();
        let value = self.value.as_deref().unwrap_or_default();
        let (key, shown) = match self.kind {
            ItemKind::Phone | ItemKind::Card => ("documents-item-tail", tail(value)),
            ItemKind::Email => ("documents-item-head", head(value)),
            // A tail of an identity number is what hotlines ask for; the others are named and not shown.
            _ => ("", None),
        };
        match shown {
            Some(shown) => Message::new(key).with("kind", kind).with("shown", shown).in_language(language),
            None => kind.in_language(language),
        }
    }
}

/// The last four digits, where at least as many stay hidden.
fn tail(value: &str) -> Option<String> {
    let digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 8).then(|| digits[digits.len() - 4..].iter().collect())
}

/// The first character of a mailbox of at least three.
fn head(value: &str) -> Option<String> {
    let (mailbox, _) = value.split_once('@')?;
    let first = clean(mailbox).chars().next()?;
    (mailbox.chars().count() >= 3).then(|| first.to_string())
}

/// A name of which a reader recognises their own and nobody else learns it: the first character of each part, then
/// stars; two stars for all of the rest, so that its length stays hidden too.
pub(crate) fn masked(name: &str) -> String {
    let name = clean(name);
    let part = |part: &str| part.chars().next().map(|first| format!("{first}**")).unwrap_or_default();
    name.split_whitespace().map(part).collect::<Vec<_>>().join(" ")
}
