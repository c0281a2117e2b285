use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use messages::{Language, Message};

use crate::recipient::masked;
use crate::times::Times;
use crate::value::Values;
use crate::{Item, Recipient};

/// A list before it is rendered as a sheet.
#[derive(Debug, Clone)]
pub struct List {
    /// Language of headings and notes.
    pub language: Language,
    /// What the list is.
    pub title: String,
    /// What a reader must know of it besides: basis, case, what could not be read.
    pub notes: Vec<String>,
    /// Headings with the width of their column in characters.
    pub columns: Vec<(String, u16)>,
    /// Rows, each as long as there are columns; a shorter one ends in empty cells.
    pub rows: Vec<Vec<Value>>,
    /// Zone in which its moments are written.
    pub zone: TimeZone,
    /// As of when; also the time of creation in the file.
    pub as_of: Timestamp,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, identifiers above all: never read as a number, a date or a formula, whatever it looks like.
    Text(String),
    /// A count.
    Count(u64),
    /// A day.
    Day(Date),
    /// A moment.
    Moment(Timestamp),
    /// Nobody knows: the word, never zero and never an empty cell.
    Unknown,
}

/// A count between bounds, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted, in words.
    pub what: String,
    /// At least so many; `None` is unknown.
    pub least: Option<u64>,
    /// At most so many; `None` is unknown.
    pub most: Option<u64>,
    /// What it rests on, in words.
    pub basis: String,
}

impl List {
    /// Whom letters go to: number of the letter, masked name, and what of theirs leaked, did not, may have. For files
    /// that leave the vault; whoever may see more reads the vault.
    pub fn of_recipients(
        recipients: &[Recipient],
        language: Language,
        zone: &TimeZone,
        as_of: Timestamp,
    ) -> List {
        let say = |key: &'static str| Message::new(key).in_language(language);
        let values = Values { times: Times::new(zone, as_of, language), language, prose: false };
        let items = |items: &[Item]| {
            let said: Vec<String> = items.iter().map(|item| item.say(language)).collect();
            Value::Text(if said.is_empty() { say("documents-word-none") } else { values.join(&said) })
        };
        let row = |recipient: &Recipient| {
            let text = |text: Option<String>| text.map_or(Value::Unknown, Value::Text);
            vec![
                text(recipient.code.clone()),
                text(recipient.name.as_deref().map(masked)),
                items(&recipient.leaked),
                items(&recipient.not_leaked),
                items(&recipient.unclear),
            ]
        };
        let columns = [
            ("documents-list-code", 16),
            ("documents-item-name", 14),
            ("documents-list-leaked", 50),
            ("documents-list-not-leaked", 30),
            ("documents-list-unclear", 30),
        ];
        List {
            language,
            title: say("documents-list-recipients"),
            notes: Vec::new(),
            columns: columns.map(|(key, width)| (say(key), width)).into(),
            rows: recipients.iter().map(row).collect(),
            zone: zone.clone(),
            as_of,
        }
    }

    /// Counts with both bounds as numbers, and their basis.
    pub fn of_counts(counts: &[Count], language: Language, zone: &TimeZone, as_of: Timestamp) -> List {
        let say = |key: &'static str| Message::new(key).in_language(language);
        let bound = |bound: Option<u64>| bound.map_or(Value::Unknown, Value::Count);
        let row = |count: &Count| {
            let what = Value::Text(count.what.clone());
            vec![what, bound(count.least), bound(count.most), Value::Text(count.basis.clone())]
        };
        let columns = [
            ("documents-list-what", 40),
            ("documents-list-least", 16),
            ("documents-list-most", 16),
            ("documents-list-basis", 60),
        ];
        List {
            language,
            title: say("documents-list-counts"),
            notes: Vec::new(),
            columns: columns.map(|(key, width)| (say(key), width)).into(),
            rows: counts.iter().map(row).collect(),
            zone: zone.clone(),
            as_of,
        }
    }
}
