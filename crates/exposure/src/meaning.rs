//! What a column of a table means.

use crate::identifier::{Class, Confidence, Kind, KindSet, Region};

/// Which part of a person's name a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NamePart {
    /// The whole name.
    Full,
    /// The given name (名, имя, tên); middle names and patronymics count here.
    Given,
    /// The family name (姓, фамилия, họ).
    Family,
}

/// Which part of a postal address a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AddressPart {
    /// Street and house, or the whole address in one cell. A row has an address only if a line is filled.
    Line,
    /// City, town or district.
    City,
    /// State, province or oblast.
    State,
    /// Country, by name or code.
    Country,
    /// Postal code.
    Postal,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Identifiers of this kind.
    Identifier(Kind),
    /// A person's name or a part of it.
    Name(NamePart),
    /// A postal address or a part of it.
    Address(AddressPart),
    /// The date of birth.
    BirthDate,
    /// Name of a company: no person.
    Company,
    /// A number of this database: primary or foreign key. The dump's own declarations say which.
    Key,
    /// Text in which anything may stand.
    FreeText,
    /// Amounts, times, hashes, order numbers: no personal value expected. E-mail addresses are still found.
    NotPersonal,
    /// Not known: scanned as free text.
    Unknown,
}

/// What a column means, as far as its header, its declared type and a sample of its rows say.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnMeaning {
    /// The kinds expected in it; empty where none is.
    pub kinds: KindSet,
    /// What it holds.
    pub role: Role,
    /// How sure that is.
    pub confidence: Confidence,
    /// Separates parallel sets of name or address columns in one row (home and billing address, sender and
    /// receiver). 0 is the set without such a word in its headers.
    pub group: u8,
    /// Whether it stands beside another column of its kind in its set and may be of somebody else in each row (`friend_email`;
    /// `phone1, phone2` where nothing says whose they are).
    pub perhaps_other: bool,
    /// The region whose local numbers the sample of a phone column shows.
    pub region: Option<Region>,
    /// Of text, the region whose language the table is written in: numbers behind a word for a telephone are its own.
    pub spoken: Option<Region>,
    /// Whether nearly all of the sample passed the check of the kind: then a value that fails is a near miss,
    /// not a value written oddly.
    pub regular: bool,
    /// Whether the whole sample is valid in the region: a row in another language does not make its numbers foreign.
    pub at_home: bool,
    /// Whatever stands in it is of this class, as its name says: passwords, health, biometrics.
    pub class: Option<Class>,
    /// Whether the column has no name and its cells are written as telephone numbers, of a country that nothing tells: none of
    /// them is counted, and each may be one.
    pub may_be_phones: bool,
    /// How the sample writes dates.
    pub date_order: DateOrder,
}

/// The order of day, month and year in the dates of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DateOrder {
    /// Year first; also assumed where nothing decides, in which case ambiguous dates are not read.
    #[default]
    YearFirst,
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// Year of the Republic of China, month, day.
    Republic,
}

impl ColumnMeaning {
    /// A column of which nothing is known: text lines, ragged rows.
    pub const UNKNOWN: ColumnMeaning = ColumnMeaning::of(Role::Unknown, Confidence::Low);

    /// A column of one role without further marks.
    pub const fn of(role: Role, confidence: Confidence) -> ColumnMeaning {
        let kinds = match role {
            Role::Identifier(kind) => KindSet::of(kind),
            Role::Name(_) => KindSet::of(Kind::Name),
            Role::Address(_) => KindSet::of(Kind::Address),
            Role::BirthDate => KindSet::of(Kind::BirthDate),
            Role::Company | Role::Key | Role::FreeText | Role::NotPersonal | Role::Unknown => KindSet::EMPTY,
        };
        ColumnMeaning {
            kinds,
            role,
            confidence,
            group: 0,
            perhaps_other: false,
            region: None,
            spoken: None,
            regular: false,
            at_home: false,
            class: None,
            may_be_phones: false,
            date_order: DateOrder::YearFirst,
        }
    }

    /// Whether values are composed over the row ([`crate::read_row`]) and not found in the cell alone.
    pub fn is_composed(&self) -> bool {
        matches!(self.role, Role::Name(_) | Role::Address(_) | Role::BirthDate)
    }
}
