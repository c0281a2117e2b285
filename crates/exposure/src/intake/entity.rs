//! Tables of facts: an entity, what is said of it, and the value (`7, 'email', 'ann@example.com'`). Each row means by its attribute what a
//! column of that name would, and the rows of one entity are one person's.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;
use crate::column::{RowPlan, read_columns};
use crate::identifier::Kind;
use crate::meaning::{ColumnMeaning, NamePart, Role};
use crate::party::Parties;
use crate::row::Row;
use crate::schema::TableId;
use crate::tuple::{Named, Record};

use super::Intake;
use super::columns::Columns;

/// How many attributes are told apart, and the longest, in bytes.
const ATTRIBUTES: usize = 64;
const LONG: usize = 60;
/// How many rows a table must have before it is taken for one of facts.
const LEAST: usize = 4;

/// Where the facts of a table stand, and what each attribute means.
#[derive(Debug)]
pub(super) struct Facts {
    entity: usize,
    attribute: usize,
    by_attribute: BTreeMap<String, Columns>,
}

/// The entity at hand, and what of it tells its rows apart from another's.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Entity {
    key: u64,
    name: u64,
    writing: u64,
    birth: u64,
}

impl Facts {
    /// Whether the rows of a sample are facts of entities; `base` is what their columns mean by themselves.
    pub(super) fn of(sample: &[Vec<&str>], base: &[ColumnMeaning], header: Option<&[&str]>) -> Option<Facts> {
        let width = sample.iter().map(Vec::len).max().unwrap_or(0);
        if sample.len() < LEAST || !(3..=12).contains(&width) {
            return None;
        }
        let cells =
            |column: usize| sample.iter().map(move |row| row.get(column).copied().unwrap_or_default().trim());
        let attribute = (0..width).find(|column| is_attribute(cells(*column)))?;
        let others = || (0..width).filter(|column| *column != attribute);
        let value = others().max_by_key(|column| (fitting(sample, attribute, *column), *column))?;
        let entity = others()
            .filter(|column| *column != value)
            .find(|column| is_entity(sample, *column, attribute))?;
        // A row of a list of contacts has an owner, too: there the other columns say so.
        let other = |column: usize| ![attribute, value, entity].contains(&column);
        let told = |column: usize| {
            base.get(column).is_some_and(|of| matches!(of.role, Role::Identifier(_) | Role::Name(_)))
        };
        if fitting(sample, attribute, value) * 2 < sample.len()
            || (0..width).any(|column| other(column) && told(column))
        {
            return None;
        }
        let mut by_attribute = BTreeMap::new();
        for name in cells(attribute).collect::<BTreeSet<&str>>() {
            let of = |row: &&Vec<&str>| row.get(attribute).is_some_and(|cell| cell.trim() == name);
            let values: Vec<Vec<&str>> = sample
                .iter()
                .filter(of)
                .map(|row| vec![row.get(value).copied().unwrap_or_default()])
                .collect();
            // Facts are told of people: a bare `name` is theirs.
            let meaning = read_columns(Some("people"), Some(&[name]), &values, None).into_iter().next()?;
            let mut meanings = base.to_vec();
            meanings.resize(width, ColumnMeaning::UNKNOWN);
            meanings[value] = ColumnMeaning { group: 0, perhaps_other: false, ..meaning };
            by_attribute.insert(name.to_lowercase(), columns(meanings, header));
        }
        Some(Facts { entity, attribute, by_attribute })
    }

    /// What the columns of a row mean, by its attribute.
    pub(super) fn columns(&self, row: &Row) -> Option<&Columns> {
        let name = row.get(self.attribute)?.trim();
        if name.len() > LONG { None } else { self.by_attribute.get(&name.to_lowercase()) }
    }

    /// What the row is of.
    fn entity<'r>(&self, row: &'r Row) -> Option<&'r str> {
        row.get(self.entity).map(str::trim).filter(|text| !text.is_empty())
    }
}

fn columns(meanings: Vec<ColumnMeaning>, header: Option<&[&str]>) -> Columns {
    let composed = meanings.iter().any(ColumnMeaning::is_composed);
    let plan = composed.then(|| RowPlan::new(&meanings));
    let names = header.unwrap_or_default().iter().map(|name| (*name).to_owned()).collect();
    Columns {
        parties: Parties::of(&meanings),
        meanings,
        keys: Vec::new(),
        plan,
        names,
        facts: None,
        perhaps_people: None,
        again: false,
    }
}

/// What an attribute says as the name of a column.
fn role(attribute: &str) -> Role {
    read_columns(Some("people"), Some(&[attribute]), &[], None).first().map_or(Role::Unknown, |of| of.role)
}

fn is_personal(role: Role) -> bool {
    matches!(role, Role::Identifier(_) | Role::Name(_) | Role::BirthDate | Role::Address(_))
}

/// Whether a column holds names of columns, the same few again and again, two personal ones at least and as many rows of them
/// as not.
fn is_attribute<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for cell in cells {
        let is_word = !cell.is_empty()
            && cell.len() <= LONG
            && !cell.contains('@')
            && cell.chars().any(char::is_alphabetic);
        if !is_word || counts.len() > ATTRIBUTES {
            return false;
        }
        *counts.entry(cell).or_default() += 1;
        all += 1;
    }
    if counts.len() < 2 || counts.len() * 2 > all {
        return false;
    }
    let personal = counts.iter().filter(|(name, _)| is_personal(role(name)));
    let (names, rows) = personal.fold((0, 0), |(names, rows), (_, count)| (names + 1, rows + count));
    names >= 2 && rows * 2 >= all
}

/// In how many rows a column holds what the attribute says.
fn fitting(sample: &[Vec<&str>], attribute: usize, value: usize) -> usize {
    let cells = || sample.iter().filter_map(|row| Some((*row.get(attribute)?, *row.get(value)?)));
    let names: BTreeSet<&str> = cells().map(|(name, _)| name).collect();
    let roles: BTreeMap<&str, Role> = names.into_iter().map(|name| (name, role(name))).collect();
    cells().filter(|(name, cell)| fits(roles.get(name).copied().unwrap_or(Role::Unknown), cell)).count()
}

fn fits(role: Role, cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    match role {
        Role::Identifier(Kind::Email) => cell.contains('@'),
        Role::Identifier(_) => digits >= 5 && !cell.contains('@'),
        Role::BirthDate => digits >= 6,
        Role::Name(_) => digits == 0 && cell.chars().any(char::is_alphabetic),
        Role::Address(_) => !cell.trim().is_empty(),
        _ => true,
    }
}

/// Whether a column says what a row is of: the same stands in several rows, and beside it each attribute once, as far as that
/// goes.
fn is_entity(sample: &[Vec<&str>], column: usize, attribute: usize) -> bool {
    let pairs: Vec<(&str, &str)> =
        sample.iter().filter_map(|row| Some((*row.get(column)?, *row.get(attribute)?))).collect();
    let entities: BTreeSet<&str> = pairs.iter().map(|(entity, _)| *entity).collect();
    let once: BTreeSet<&(&str, &str)> = pairs.iter().collect();
    let filled = entities.iter().all(|entity| !entity.trim().is_empty());
    filled && entities.len() * 10 <= pairs.len() * 8 && once.len() * 10 >= pairs.len() * 8
}

impl Intake<'_> {
    /// A row of facts begins: that of another entity than the last knows nothing of it.
    pub(super) fn meet_entity(&mut self, table: TableId, facts: Option<&Facts>, row: &Row) {
        let entity = facts.and_then(|facts| facts.entity(row));
        let key = entity.map_or(0, |text| self.keyed.together([self.keyed.key(text), table as u64, 7]));
        if self.entity.key != key {
            self.entity = Entity { key, ..Entity::default() };
        }
    }

    /// What is known of the entity is known of its row, and what the row says is known of the entity.
    pub(super) fn know_entity(&mut self, columns: &Columns, named: &mut Named) {
        if self.entity.key == 0 {
            return;
        }
        let in_parts =
            |meaning: &ColumnMeaning| matches!(meaning.role, Role::Name(NamePart::Given | NamePart::Family));
        if columns.meanings.iter().any(in_parts) {
            // Half a name tells nobody apart.
            named.name = 0;
        }
        let Entity { name, writing, birth, .. } = &mut self.entity;
        if *name == 0 {
            (*name, *writing) = (named.name, named.writing);
        }
        *birth = if *birth == 0 { named.birth } else { *birth };
        if named.name == 0 {
            (named.name, named.writing) = (*name, *writing);
        }
        named.birth = if named.birth == 0 { *birth } else { named.birth };
    }

    /// Keeps that a record is one of an entity.
    pub(super) fn keep_entity(&mut self, number: u64, record: &Record) -> Result<(), Error> {
        if self.entity.key == 0 {
            return Ok(());
        }
        self.entities.push([self.entity.key, u64::from(!record.person), number])
    }
}
