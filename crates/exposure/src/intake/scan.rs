//! The values in the cells of a row.

use crate::Error;
use crate::alike;
use crate::column::RowValues;
use crate::identifier::damage::{Damage, damage};
use crate::identifier::{
    Class, Confidence, Finding, Kind, OVERLAP, Region, body_and_birth, scan_cell, scan_piece,
};
use crate::mark::IdentityNumber;
use crate::meaning::{ColumnMeaning, Role};
use crate::party::Column;
use crate::row::Row;
use crate::spill::Log;
use crate::tuple::class_bit;

use super::columns::Columns;
use super::{Held, Intake, floor};

/// How many values of one row are held in memory.
const FEW: usize = 1 << 15;
/// A cell longer than this is scanned in pieces of this size, in bytes.
const PIECE: usize = 1 << 14;
/// How many identity numbers of one row are told apart.
const NUMBERS: usize = 8;
/// How many ways to reach a person are told.
const CONTACTS: usize = 8;

impl Intake<'_> {
    /// Finds the values in the cells held.
    pub(super) fn scan(&mut self, columns: &Columns, row: &Row) -> Result<(), Error> {
        let region = columns.plan.as_ref().and_then(|plan| {
            let cell = |index| row.get(index).unwrap_or_default();
            if row.parted {
                let mut more = RowValues::default();
                plan.read(cell, &mut more);
                merge(&mut self.composed, more);
            } else {
                plan.read(cell, &mut self.composed);
            }
            self.composed.region
        });
        let masked = std::mem::take(&mut self.composed.masked);
        self.damage[Damage::Masked as usize] += masked;
        self.doubt |= masked > 0;
        for index in row.first()..row.len() {
            let Some(text) = row.get(index) else { continue };
            if text.is_empty() {
                continue;
            }
            let meaning = columns.meaning(index);
            self.class(text, meaning);
            let skip = if index == row.first() { row.handed } else { 0 };
            if skip == 0 && text.len() <= PIECE {
                self.findings.clear();
                scan_cell(text, meaning, region, &mut self.findings);
                self.leave_unborn();
                if self.findings.is_empty() {
                    if let Some(damage) = damage(text, meaning) {
                        self.damage[damage as usize] += 1;
                        self.doubt = true;
                        self.keep_undecided(damage, text);
                    }
                } else {
                    self.hold(meaning)?;
                }
            } else {
                self.scan_long(text, skip.min(text.len()), text.len(), meaning, region)?;
            }
        }
        Ok(())
    }

    /// A number of a country that nothing tells may be one that stands elsewhere with its country.
    fn keep_undecided(&mut self, damage: Damage, text: &str) {
        let digits = alike::bare_digits(text).filter(|_| damage == Damage::Undecided);
        if let Some(digits) = digits.filter(|_| self.undecided.len() < NUMBERS) {
            self.bare_phones = true;
            self.undecided.push(self.keyed.identifier(Kind::Phone, &digits));
        }
    }

    /// Whatever stands in a column named for a class is a value of it; that nothing stands there is none.
    fn class(&mut self, text: &str, meaning: &ColumnMeaning) {
        let Some(class) = meaning.class else { return };
        let word = text.trim();
        let absent = ["null", "\\n", "n/a", "nil", "none"].iter().any(|one| word.eq_ignore_ascii_case(one));
        let place = Class::BY_COLUMN.iter().position(|one| *one == class);
        if let Some(place) = place.filter(|_| !absent && word.chars().any(char::is_alphanumeric)) {
            self.by_column[place] += 1;
            self.classes |= class_bit(class);
        }
    }

    /// Finds the values that start in `[from, to)` of a long text, piece by piece: what lies far apart in a cell
    /// has nothing to do with each other, and time must not grow with the square of a cell.
    pub(super) fn scan_long(
        &mut self,
        text: &str,
        from: usize,
        to: usize,
        meaning: &ColumnMeaning,
        region: Option<Region>,
    ) -> Result<(), Error> {
        let mut start = from;
        while start < to {
            let end = if to - start <= PIECE { to } else { floor(text, start + PIECE) };
            let window =
                floor(text, start.saturating_sub(OVERLAP))..floor(text, (end + OVERLAP).min(text.len()));
            let owned = start - window.start..end - window.start;
            self.findings.clear();
            scan_piece(&text[window], owned, meaning, region, &mut self.findings);
            self.leave_unborn();
            self.hold(meaning)?;
            start = end;
        }
        Ok(())
    }

    /// Identity numbers of people who are not born yet are none: a tenth of all digits as long pass the check.
    fn leave_unborn(&mut self) {
        let born_by = self.born_by.as_bytes();
        let born = |finding: &Finding| {
            finding.kinds.first() != Some(Kind::CnId)
                || body_and_birth(finding.canonical.as_ref()).is_none_or(|(_, birth)| &birth[..] <= born_by)
        };
        self.findings.retain(born);
    }

    fn hold(&mut self, meaning: &ColumnMeaning) -> Result<(), Error> {
        for finding in &self.findings {
            let Some(kind) = finding.kinds.first() else { continue };
            self.ambiguous_kinds += u64::from(finding.kinds.len() > 1);
            let placed = matches!(meaning.role, Role::Identifier(_));
            self.low[kind.index()] += u64::from(finding.confidence == Confidence::Low);
            let (hash, column) = (self.keyed.identifier(kind, &finding.canonical), Column::of(meaning));
            if self.contacts.is_some() && kind.class() == Class::Contact && self.told.len() < CONTACTS {
                self.told.push((column, hash, finding.canonical.to_string()));
            }
            self.bare_phones |= kind == Kind::Phone && alike::is_bare(hash);
            if kind == Kind::CnId && self.numbers.len() < NUMBERS {
                let canonical: &[u8] = finding.canonical.as_ref();
                self.numbers.extend(IdentityNumber::read(self.keyed, hash, canonical));
            }
            self.held.push(Held { kind, hash, placed, column });
        }
        if self.held.len() > FEW {
            let space = &self.space;
            let log = self.overflow.get_or_insert_with(|| Log::new(space));
            for held in self.held.drain(..) {
                log.push(held.packed())?;
            }
        }
        Ok(())
    }
}

/// Adds what a later part of a row says to what earlier parts said.
fn merge(values: &mut RowValues, more: RowValues) {
    values.masked += more.masked;
    values.names.extend(more.names);
    values.addresses.extend(more.addresses);
    values.birth_date = values.birth_date.take().or(more.birth_date);
    values.region = values.region.or(more.region);
}
