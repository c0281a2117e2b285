//! Which of the numbers found in a row are those of the person it is about.

use crate::Error;
use crate::identifier::Kind;
use crate::mark::{BY_STRENGTH, IdentityNumber, Mark, is_given_once, number_of};
use crate::party::{Cast, Column, Whose};
use crate::spill::Sorter;
use crate::tuple::{Meta, Named, Record};

use super::{Held, Intake};

impl Held {
    pub(super) fn packed(self) -> [u64; 2] {
        let Column { group, perhaps_other } = self.column;
        let marks = u64::from(self.placed) << 8 | u64::from(group) << 16 | u64::from(perhaps_other) << 24;
        [self.hash, self.kind.index() as u64 | marks]
    }

    fn unpacked([hash, packed]: [u64; 2]) -> Option<Held> {
        let kind = Kind::all().nth((packed & 0xff) as usize)?;
        let column = Column { group: (packed >> 16) as u8, perhaps_other: packed >> 24 & 1 == 1 };
        Some(Held { kind, hash, placed: packed >> 8 & 1 == 1, column })
    }

    /// Whose it is, as its column says; in text nothing says that it is another's.
    fn whose(&self, cast: Option<&Cast>) -> Whose {
        cast.filter(|_| self.placed).map_or(Whose::Own, |cast| cast.whose(self.column, self.hash))
    }
}

impl Intake<'_> {
    /// The identity number that is the record's own, and the date of birth in it where no column says another. Of two numbers
    /// nobody can say which.
    pub(super) fn read_own_number(&mut self, named: &mut Named, cast: Option<&Cast>) {
        let any_placed = self.held.iter().any(|held| held.placed);
        let own = |held: &&Held| {
            held.kind == Kind::CnId && held.placed == any_placed && held.whose(cast) == Whose::Own
        };
        let most = if any_placed { usize::MAX } else { 1 };
        let mut found: Option<IdentityNumber> = None;
        for held in self.held.iter().filter(own).take(most) {
            let Some(number) = self.numbers.iter().find(|number| number.hash == held.hash) else { continue };
            if found.is_some_and(|found| found.number != number.number) {
                found = None;
                break;
            }
            found = Some(*number);
        }
        self.numbers.clear();
        if let Some(found) = found {
            named.number = found.number;
            // It decides the order of day and month in a column, and what a column has for want of a date.
            let column = Mark::new(named.birth, 0);
            let may_be = !column.are_two(Mark::new(found.birth, 0));
            named.birth = if may_be { found.birth } else { named.birth };
        }
    }

    /// Of a record without an identity number, the two numbers of its own of different kinds that tell it apart
    /// best: each stands beside the values of other kinds.
    fn leads(&self, cast: Option<&Cast>) -> [Option<(Kind, u64)>; 2] {
        let any_placed = self.held.iter().any(|held| held.placed);
        let mut least = [0u64; Kind::COUNT];
        for held in self.held.iter().filter(|held| held.placed == any_placed) {
            let place = &mut least[held.kind.index()];
            if !held.placed {
                // In text the first is its own.
                *place = if *place == 0 { held.hash } else { *place };
            } else if held.whose(cast) == Whose::Own {
                *place = if *place == 0 { held.hash } else { held.hash.min(*place) };
            }
        }
        let mut found =
            BY_STRENGTH.into_iter().map(|kind| (kind, least[kind.index()])).filter(|(_, hash)| *hash != 0);
        [found.next(), found.next()]
    }

    /// Which identifiers are the record's own: those in columns of their kind that speak of the person it is about; where no
    /// column says so, the first of each kind. The others are people the record refers to. What is said `again` of rows that
    /// stand elsewhere is theirs, or others'.
    pub(super) fn push_identifiers(
        &mut self,
        named: &mut Named,
        number: u64,
        record: &mut Record,
        cast: Option<&Cast>,
        again: bool,
    ) -> Result<(), Error> {
        let any_placed = self.held.iter().any(|held| held.placed);
        let mark = named.mark();
        let several = named.number == 0 && self.held.len() > 1;
        let bare = several && (named.name == 0 || self.held.iter().any(|held| is_given_once(held.kind)));
        let leads = if bare { self.leads(cast) } else { [None; 2] };
        // A name tells a person apart, but for another one of the same name: of those a state's number does.
        let counts = |kind: Kind| named.name == 0 || is_given_once(kind);
        let leads = leads.map(|lead| lead.filter(|(kind, _)| counts(*kind)));
        let beside = |kind: Kind| leads.into_iter().flatten().find(|(other, _)| *other != kind);
        // What a row says again of somebody is one person's.
        let first_held = self.held.first().map(|held| held.hash);
        let mut first = [0u64; Kind::COUNT];
        let mut push = |held: Held, values: &mut Sorter<4>| {
            let seen = &mut first[held.kind.index()];
            let own = held.placed || !any_placed && (*seen == 0 || *seen == held.hash);
            if *seen == 0 {
                *seen = held.hash;
            }
            record.add(held.kind);
            let whose = held.whose(cast);
            let own = own && whose == Whose::Own && !again;
            record.own = record.own.saturating_add(u8::from(own && held.kind.is_identifier()));
            if !own && named.place == 0 {
                named.place = held.hash;
            }
            // A value beside columns that say whose they are may be that person's second one.
            let perhaps = whose == Whose::Perhaps || !own && whose == Whose::Own && (any_placed || again);
            let (name, mark, refers) = match whose {
                Whose::Another(name, lead) => (name, Mark::default(), lead == held.hash),
                _ if perhaps => (named.name, Mark::default(), !again || first_held == Some(held.hash)),
                Whose::Own if own => {
                    let lead = beside(held.kind).map(|(kind, hash)| number_of(kind, hash));
                    (named.name, lead.map_or(mark, |number| mark.with(number)), false)
                }
                _ => (0, Mark::default(), true),
            };
            let meta = Meta { kind: held.kind, own, refers, perhaps, silent: false, record: number };
            values.push([held.hash, name, mark.word(), meta.packed()])
        };
        if let Some(log) = self.overflow.take() {
            let mut reader = log.iter();
            while let Some([hash, packed]) = reader.next()? {
                if let Some(held) = Held::unpacked([hash, packed]) {
                    push(held, &mut self.values)?;
                }
            }
        }
        for held in self.held.drain(..) {
            push(held, &mut self.values)?;
        }
        for hash in self.undecided.drain(..) {
            let (own, refers, perhaps, silent) = (false, false, false, true);
            let meta = Meta { kind: Kind::Phone, own, refers, perhaps, silent, record: number };
            self.values.push([hash, named.name, 0, meta.packed()])?;
        }
        Ok(())
    }
}
