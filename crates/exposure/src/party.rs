//! Who a row speaks of: the person it is about, and others it names beside them (a sender, a guardian, somebody to call in an
//! emergency), as the groups of its columns tell. Others may be persons or the same one again, so they widen the upper bound
//! and merge nobody.

use crate::identifier::Kind;
use crate::meaning::{ColumnMeaning, Role};

/// More than the numbers of `data/header_groups.tsv`, and of the sets behind them (src/column/sets.rs).
pub(crate) const PARTIES: usize = 64;
/// The row's own person.
const OWN: u8 = 0;
/// Who pays and who gets it: with no name of their own, places of the row's own person, or others.
const BILLED: u8 = 1;
const SHIPPED: u8 = 2;

/// Which party a group of columns is of; work, mailing and legal are places of the row's own person.
pub(crate) fn of_group(group: u8) -> u8 {
    match group {
        4 | 7 | 8 => OWN,
        other if usize::from(other) < PARTIES => other,
        _ => OWN,
    }
}

/// The parties of a table, by its columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parties {
    /// Where a party is part of another: a phone and beside it nothing but `收件人` are one person's.
    stands_for: [u8; PARTIES],
    /// Parties that are taken for the row's own person and may be somebody else; one bit each.
    doubtful: u64,
}

impl Parties {
    /// `None` where all columns speak of one person.
    pub(crate) fn of(meanings: &[ColumnMeaning]) -> Option<Parties> {
        let (mut named, mut reached) = (0u64, 0u64);
        for meaning in meanings {
            let bit = 1u64 << of_group(meaning.group);
            match meaning.role {
                Role::Name(_) => named |= bit,
                Role::Identifier(_) => reached |= bit,
                _ => {}
            }
        }
        let mut parties = Parties { stands_for: std::array::from_fn(|party| party as u8), doubtful: 0 };
        let own = 1 << OWN;
        let single = |bits: u64| (bits.count_ones() == 1).then(|| bits.trailing_zeros() as u8);
        let (only_named, only_reached) = (named & !reached, reached & !named);
        let same = if reached & own != 0 && named & own == 0 {
            single(only_named)
        } else if named & own != 0 && reached & own == 0 {
            single(only_reached).inspect(|party| parties.doubtful |= 1 << party)
        } else {
            None
        };
        if let Some(party) = same {
            parties.stands_for[usize::from(party)] = OWN;
        }
        parties.doubtful &= !(1 << BILLED | 1 << SHIPPED);
        let all = (0..PARTIES as u8).filter(|party| (named | reached) & 1 << party != 0);
        let several = all.map(|party| parties.stands_for[usize::from(party)]).any(|party| party != OWN);
        let doubted = parties.doubtful != 0 || meanings.iter().any(|meaning| meaning.perhaps_other);
        (several && (named | reached).count_ones() > 1 || doubted).then_some(parties)
    }

    /// The party the columns of a group speak of in a row.
    fn of_group(&self, group: u8) -> usize {
        usize::from(self.stands_for[usize::from(of_group(group))])
    }
}

/// Where a value of a row stands, as its column tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Column {
    /// [`ColumnMeaning::group`].
    pub(crate) group: u8,
    /// [`ColumnMeaning::perhaps_other`].
    pub(crate) perhaps_other: bool,
}

impl Column {
    pub(crate) fn of(meaning: &ColumnMeaning) -> Column {
        Column { group: meaning.group, perhaps_other: meaning.perhaps_other }
    }
}

/// What a value is to the person the row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// That person's.
    Own,
    /// That person's, or somebody else's.
    Perhaps,
    /// Somebody's of this name, for all of whose identifiers the second stands.
    Another(u64, u64),
}

/// What one party of a row has; hashes, 0 where absent.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    name: u64,
    birth: u64,
    address: u64,
    /// The first of its identifiers: it stands for all of them, because they are one person's.
    lead: u64,
    /// The first of those that may be somebody else's.
    perhaps: u64,
}

/// The parties of one row.
#[derive(Debug)]
pub(crate) struct Cast {
    parties: Parties,
    sides: [Side; PARTIES],
    main: usize,
}

impl Cast {
    pub(crate) fn new(parties: Parties) -> Cast {
        Cast { parties, sides: [Side::default(); PARTIES], main: 0 }
    }

    /// Takes a composed value, or an identifier.
    pub(crate) fn add(&mut self, kind: Kind, column: Column, hash: u64) {
        let perhaps = self.is_doubtful(column);
        let side = &mut self.sides[self.parties.of_group(column.group)];
        let place = match kind {
            Kind::Name => &mut side.name,
            Kind::BirthDate => &mut side.birth,
            Kind::Address => &mut side.address,
            _ if perhaps => &mut side.perhaps,
            _ => &mut side.lead,
        };
        if *place == 0 {
            *place = hash;
        }
    }

    fn is_doubtful(&self, column: Column) -> bool {
        column.perhaps_other || self.parties.doubtful & 1 << of_group(column.group) != 0
    }

    /// Decides whom the row is about: the first party with an identifier, else the first with a name. Of a party of which
    /// nothing else tells, the first identifier that may be somebody else's is its own.
    pub(crate) fn settle(&mut self) {
        for side in &mut self.sides {
            if side.lead == 0 && side.name == 0 {
                side.lead = side.perhaps;
            }
        }
        let first = |has: fn(&Side) -> bool| self.sides.iter().position(has);
        let reached = first(|side| side.lead != 0 || side.perhaps != 0);
        self.main = reached.or_else(|| first(|side| side.name != 0)).unwrap_or(0);
    }

    /// Name and date of birth of the person the row is about.
    pub(crate) fn named(&self) -> (u64, u64) {
        (self.sides[self.main].name, self.sides[self.main].birth)
    }

    /// The address of the person the row is about.
    pub(crate) fn place(&self) -> Option<u64> {
        Some(self.sides[self.main].address).filter(|address| *address != 0)
    }

    /// Whose an identifier is.
    pub(crate) fn whose(&self, column: Column, hash: u64) -> Whose {
        let party = self.parties.of_group(column.group);
        let side = &self.sides[party];
        if self.is_doubtful(column) && hash != side.lead {
            return if party == self.main { Whose::Perhaps } else { Whose::Another(side.name, hash) };
        }
        if party == self.main || self.is_same(party) {
            return Whose::Own;
        }
        if self.may_be_same(party) { Whose::Perhaps } else { Whose::Another(side.name, side.lead) }
    }

    /// Under the same name it is the same person.
    fn is_same(&self, party: usize) -> bool {
        let (name, main) = (self.sides[party].name, self.sides[self.main].name);
        name != 0 && name == main
    }

    /// A phone for the delivery without a name is the customer's, or somebody else's.
    fn may_be_same(&self, party: usize) -> bool {
        let place = |party: usize| party == usize::from(BILLED) || party == usize::from(SHIPPED);
        let main = self.main == usize::from(OWN) || self.main == usize::from(BILLED);
        self.sides[party].name == 0 && self.sides[party].lead != 0 && place(party) && main
    }

    /// Who is only named beside the row's person and may be one more each: `[name, address]`.
    pub(crate) fn further(&self) -> impl Iterator<Item = [u64; 2]> + '_ {
        let address = self.sides.iter().map(|side| side.address).find(|address| *address != 0);
        self.sides.iter().enumerate().filter_map(move |(party, side)| {
            let only_named = side.lead == 0 && side.perhaps == 0 && side.name != 0;
            if party == self.main || self.is_same(party) || !only_named {
                return None;
            }
            let own = Some(side.address).filter(|address| *address != 0);
            Some([side.name, own.or(address).unwrap_or(u64::MAX)])
        })
    }
}
