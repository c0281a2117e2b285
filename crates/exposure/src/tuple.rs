use crate::identifier::{Class, Kind};
use crate::mark::Mark;
use crate::schema::TableId;

/// What makes records differ that share a value: hashes, 0 where absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: u64,
    /// What tells the other writings of the name.
    pub(crate) writing: u64,
    pub(crate) birth: u64,
    /// The identity number of its own, as marks hold it.
    pub(crate) number: u32,
    /// What the same person is met by again where no identifier tells: an address, else whom the record refers to.
    pub(crate) place: u64,
}

impl Named {
    pub(crate) fn mark(self) -> Mark {
        Mark::new(self.birth, self.number)
    }
}

/// The last word of a value's tuple.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meta {
    pub(crate) kind: Kind,
    /// The record's own, not one it refers to.
    pub(crate) own: bool,
    /// Of values that are not: it stands for one the record refers to, alone or before others of the same one.
    pub(crate) refers: bool,
    /// Of values that are not: it may be the record's own all the same.
    pub(crate) perhaps: bool,
    /// It is no value that is counted: it may be one, and then it is that of others.
    pub(crate) silent: bool,
    pub(crate) record: u64,
}

const RECORD_BITS: u32 = 48;

impl Meta {
    pub(crate) fn packed(self) -> u64 {
        (self.kind.index() as u64) << 56
            | u64::from(self.own) << RECORD_BITS
            | u64::from(self.refers) << (RECORD_BITS + 1)
            | u64::from(self.perhaps) << (RECORD_BITS + 2)
            | u64::from(self.silent) << (RECORD_BITS + 3)
            | self.record & ((1 << RECORD_BITS) - 1)
    }

    pub(crate) fn unpacked(word: u64) -> Option<Meta> {
        let kind = Kind::all().nth((word >> 56) as usize)?;
        let own = word >> RECORD_BITS & 1 == 1;
        let refers = word >> (RECORD_BITS + 1) & 1 == 1;
        let perhaps = word >> (RECORD_BITS + 2) & 1 == 1;
        let silent = word >> (RECORD_BITS + 3) & 1 == 1;
        Some(Meta { kind, own, refers, perhaps, silent, record: word & ((1 << RECORD_BITS) - 1) })
    }
}

const KINDS_AT: u32 = 19;
const KINDS: u64 = (1 << 24) - 1;
const TABLE_AT: u32 = 43;
const _: () = assert!(Class::ALL.len() <= 8, "the classes of a record fit into their bits");
const _: () = assert!(Kind::COUNT <= 24, "the kinds of a record fit into their bits");

/// What is kept of a record besides its values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) table: TableId,
    /// The classes of its values, one bit each in the order of [`Class::ALL`].
    pub(crate) classes: u16,
    /// How many values of identifiers are its own, the greatest number standing for all greater ones.
    pub(crate) own: u8,
    /// Whether it makes a person.
    pub(crate) person: bool,
    /// Whether it has a name.
    pub(crate) named: bool,
    /// The kinds of its values, one bit each.
    pub(crate) kinds: u64,
}

impl Record {
    pub(crate) fn add(&mut self, kind: Kind) {
        self.classes |= class_bit(kind.class());
        self.kinds |= 1 << kind.index();
    }

    /// DEFINITIONS: a record makes a person if it has an identifier, or a name plus another personal value.
    pub(crate) fn decide(&mut self, named: Named) {
        self.named = named.name != 0;
        let by_column = Class::BY_COLUMN.iter().any(|class| self.classes & class_bit(*class) != 0);
        let more = by_column || self.kinds & !(1 << Kind::Name.index()) != 0;
        self.person = self.own > 0 || self.named && more;
    }

    /// Classes in the lowest 8 bits, its own values in 8, two marks from the 18th, kinds in 24 bits, the table in the other 21: a dump of two million tables
    /// has the last of them named for those after it.
    pub(crate) fn packed(self) -> u64 {
        u64::from(self.classes)
            | u64::from(self.own) << 8
            | u64::from(self.person) << 17
            | u64::from(self.named) << 18
            | (self.kinds & KINDS) << KINDS_AT
            | (self.table as u64).min((1 << (64 - TABLE_AT)) - 1) << TABLE_AT
    }

    /// What of it is exposed, in one word: classes and above them kinds.
    pub(crate) fn exposed(self) -> u64 {
        u64::from(self.classes) | self.kinds << 16
    }

    pub(crate) fn unpacked(word: u64) -> Record {
        Record {
            table: (word >> TABLE_AT) as TableId,
            classes: word as u16 & 0xff,
            own: (word >> 8) as u8,
            person: word >> 17 & 1 == 1,
            named: word >> 18 & 1 == 1,
            kinds: word >> KINDS_AT & KINDS,
        }
    }
}

/// The bit of a class.
pub(crate) fn class_bit(class: Class) -> u16 {
    let place = Class::ALL.iter().position(|other| *other == class).unwrap_or(0);
    1 << place
}
