//! What an assessment says: the shape of `docs/assess.schema.json`.

use std::collections::BTreeMap;

use messages::{Language, Message};
use serde::Serialize;

use crate::identifier::damage::Damage;
use crate::identifier::{Class, Kind};

/// What is in a leak, as far as it could be read. Serialises to the shape of `docs/assess.schema.json`.
#[derive(Debug, Clone, Serialize)]
pub struct Assessment {
    /// The version of the shape.
    pub schema: u32,
    /// The files, in the order they were given.
    pub files: Vec<FileReport>,
    /// Whether every byte of every file was read.
    pub complete: bool,
    /// Records, persons, customers, and classes.
    pub counts: Counts,
    /// Personal values by kind, under the word of the kind; every kind that is looked for is here.
    pub identifiers: BTreeMap<&'static str, ValueCount>,
    /// Rows in which no personal value was found.
    pub rows_without_personal_data: u64,
    /// Records that make no person and belong to one by a key of the dump.
    pub attributed_by_key: u64,
    /// Records that belong to nobody, and why.
    pub unattributed: Vec<Unattributed>,
    /// Values that stand under many names; they merged nobody.
    pub shared_values: SharedValues,
    /// Values under two or three names: each name stayed a person.
    pub conflicting_values: u64,
    /// Values whose kind neither a checksum nor a column decided; counted under the likeliest.
    pub undecided_kinds: u64,
    /// What is not looked for, so that "none found" is never read as "none there".
    pub not_looked_for: Vec<Reason>,
    /// What was read of the register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterReport>,
}

/// A file and what became of it. `bytes_read + bytes_not_read == bytes`.
#[derive(Debug, Clone, Serialize)]
pub struct FileReport {
    /// As it was given.
    pub path: String,
    /// What it is by its content.
    pub kind: &'static str,
    /// Its charset, where it is text.
    pub charset: Option<&'static str>,
    /// Its size; of a pipe what came out of it.
    pub bytes: u64,
    /// Bytes whose meaning was understood.
    pub bytes_read: u64,
    /// Bytes that stay unknown.
    pub bytes_not_read: u64,
    /// `read`, `empty`, `partly_read` or `not_read`.
    pub status: Status,
    /// Why not all was read.
    pub reason: Option<Reason>,
    /// Where the unread bytes are: the first places, as many as are named.
    pub not_read: Vec<Span>,
    /// Rows, with and without personal data.
    pub rows: u64,
    /// Cells of columns of numbers that a spreadsheet damaged before the file was leaked; `None` if there is none.
    pub damaged_values: Option<DamagedValues>,
    /// Cells of which somebody hid a part before the file leaked (`138****1234`); `None` if there is none.
    pub masked_values: Option<DamagedValues>,
    /// Cells of columns of identity numbers or cards that fail the check of the kind; `None` if there is none.
    pub failing_values: Option<DamagedValues>,
    /// Cells written as telephone numbers of a country that nothing tells; absent if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecided_values: Option<DamagedValues>,
}

/// Cells that held a number once, and no longer do. They are not guessed and not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DamagedValues {
    /// How many.
    pub values: u64,
    /// What happened to them.
    pub reason: Reason,
}

impl DamagedValues {
    /// `None` for no values.
    pub(crate) fn of(damage: Damage, values: u64) -> Option<DamagedValues> {
        let (code, key) = match damage {
            Damage::Rounded => ("digits_lost", "exposure-damaged-values"),
            Damage::Masked => ("masked", "exposure-masked-values"),
            Damage::Failing => ("check_failed", "exposure-failing-values"),
            Damage::Undecided => ("country_unknown", "exposure-undecided-values"),
        };
        let message = || Message::new(key).with("values", values);
        (values > 0).then(|| DamagedValues { values, reason: Reason::new(code, message()) })
    }
}

/// How much of a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// All of it.
    Read,
    /// There is nothing in it: not a clean file, but one that something may have emptied.
    Empty,
    /// A part.
    PartlyRead,
    /// Nothing.
    NotRead,
}

/// Bytes `[start, end)` of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: u64,
    /// After the last byte.
    pub end: u64,
}

/// A stable code and its sentence, in English until [`Assessment::in_language`] says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The stable code.
    pub code: &'static str,
    /// The sentence.
    pub text: String,
    #[serde(skip)]
    message: Option<Message>,
}

impl Reason {
    pub(crate) fn new(code: &'static str, message: Message) -> Reason {
        Reason { code, text: message.in_language(Language::English), message: Some(message) }
    }

    /// What it says, to stand inside something else that is said.
    pub(crate) fn message(&self) -> Message {
        self.message.clone().unwrap_or_else(|| messages::outside_words(&self.text))
    }

    /// The sentence for a reader of any language.
    pub fn in_language(&self, language: Language) -> String {
        self.message.as_ref().map_or_else(|| self.text.clone(), |message| message.in_language(language))
    }
}

/// The counts that plans ask for.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    /// Rows with at least one personal value.
    pub records: Count,
    /// Humans, each once.
    pub persons: Count,
    /// Persons found in the register.
    pub customers: Count,
    /// By class: how many values of it, and how many records and persons have one.
    pub by_class: BTreeMap<&'static str, ClassTotal>,
    /// By the exact set of classes.
    pub by_combination: Vec<Combination>,
}

/// A count as a fact: bounds, or unknown with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Count {
    /// Between `lo` and `hi`.
    Known {
        /// At least so many.
        lo: u64,
        /// At most so many; `null` where something was not read, so that no bound is known.
        hi: Option<u64>,
        /// How the count was made, in a sentence for the reader.
        basis: String,
        /// The same as a stable code.
        code: &'static str,
        /// The sentence for any reader.
        #[serde(skip)]
        said: Message,
        /// When, RFC 3339.
        as_of: String,
    },
    /// Not known.
    Unknown {
        /// Why, in a sentence for the reader.
        unknown: String,
        /// The same as a stable code.
        code: &'static str,
        /// The sentence for any reader.
        #[serde(skip)]
        said: Message,
    },
}

impl Count {
    fn tell(&mut self, language: Language) {
        let (Count::Known { basis: text, said, .. } | Count::Unknown { unknown: text, said, .. }) = self;
        *text = said.in_language(language);
    }
}

impl FileReport {
    /// What is to be said of its values beside the counts: rounded, masked, failing their check, or not decided.
    pub fn remarks(&self) -> impl Iterator<Item = &Reason> {
        let lost = [&self.damaged_values, &self.masked_values, &self.failing_values, &self.undecided_values];
        lost.into_iter().flatten().map(|damaged| &damaged.reason)
    }
}

/// What no run looks for: that none of it is counted says nothing about it.
pub(crate) fn not_looked_for() -> Vec<Reason> {
    let told = [
        ("text", "exposure-not-looked-for-text"),
        ("other_classes", "exposure-not-looked-for-classes"),
        ("unnamed_numbers", "exposure-not-looked-for-numbers"),
    ];
    told.into_iter().map(|(code, key)| Reason::new(code, Message::new(key))).collect()
}

impl Assessment {
    /// The same with every sentence in the reader's language; made in English, its codes are the same in all.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Assessment {
        let counts = &mut self.counts;
        for count in [&mut counts.records, &mut counts.persons, &mut counts.customers] {
            count.tell(language);
        }
        let files = self.files.iter_mut().chain(self.register.iter_mut().map(|register| &mut register.file));
        let told = files.flat_map(|file| {
            let lost = [
                &mut file.damaged_values,
                &mut file.masked_values,
                &mut file.failing_values,
                &mut file.undecided_values,
            ];
            let lost = lost.into_iter().flatten().map(|damaged| &mut damaged.reason);
            file.reason.as_mut().into_iter().chain(lost)
        });
        let told = told.chain(self.not_looked_for.iter_mut());
        for reason in told.chain(self.unattributed.iter_mut().map(|left| &mut left.reason)) {
            reason.text = reason.in_language(language);
        }
        self
    }
}

/// Occurrences and distinct values of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ValueCount {
    /// How often.
    pub values: u64,
    /// How many different ones.
    pub distinct: u64,
    /// How many of the values are of low confidence: shaped like the kind in a column that speaks for it, but
    /// nothing checks them.
    pub low_confidence: u64,
}

/// Records and persons with a value of a class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ClassCount {
    /// Records.
    pub records: u64,
    /// Persons, at least.
    pub persons_lo: u64,
    /// Persons, at most, in what was read.
    pub persons_hi: u64,
}

/// Values of a class, and records and persons with one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ClassTotal {
    /// Values, every one counted.
    pub values: u64,
    /// Records.
    pub records: u64,
    /// Persons, at least.
    pub persons_lo: u64,
    /// Persons, at most, in what was read.
    pub persons_hi: u64,
}

/// Records and persons with exactly these classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Combination {
    /// The classes.
    pub classes: Vec<&'static str>,
    /// How many.
    #[serde(flatten)]
    pub count: ClassCount,
}

/// Records that belong to nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unattributed {
    /// The table or file, where it has a name.
    pub table: Option<String>,
    /// Why.
    pub reason: Reason,
    /// How many.
    pub records: u64,
}

/// Values that stand under many names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedValues {
    /// How many different values.
    pub distinct: u64,
    /// Those under most names; the values themselves are not shown.
    pub largest: Vec<SharedValue>,
}

/// One value that stands under many names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SharedValue {
    /// Its kind.
    pub kind: &'static str,
    /// Different names, or numbers beside it where names are absent.
    pub names: u64,
    /// Records.
    pub records: u64,
}

/// What was read of the register.
#[derive(Debug, Clone, Serialize)]
pub struct RegisterReport {
    /// The file.
    pub file: FileReport,
    /// Customers in it.
    pub customers: u64,
    /// Those that persons are, matched by an identifier; each once, and no more than persons that found them.
    pub exact: u64,
    /// Others that persons may be.
    pub near: u64,
}

/// The words of a set of classes.
pub(crate) fn class_words(classes: u16) -> Vec<&'static str> {
    Class::ALL
        .iter()
        .filter(|class| classes & crate::tuple::class_bit(**class) != 0)
        .map(|class| class.id())
        .collect()
}

/// Counts by kind, every kind included.
pub(crate) fn value_counts(
    values: &[u64; Kind::COUNT],
    distinct: &[u64; Kind::COUNT],
    low: &[u64; Kind::COUNT],
) -> BTreeMap<&'static str, ValueCount> {
    let count = |kind: Kind| {
        let at = kind.index();
        ValueCount { values: values[at], distinct: distinct[at], low_confidence: low[at] }
    };
    Kind::all().map(|kind| (kind.id(), count(kind))).collect()
}
