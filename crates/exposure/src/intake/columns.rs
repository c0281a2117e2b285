//! What the columns of a table mean, decided by its first rows.

use crate::column::{RowPlan, perhaps_people, read_columns};
use crate::meaning::{ColumnMeaning, Role};
use crate::party::Parties;
use crate::row::Row;
use crate::schema::TableId;

use super::entity::Facts;
use super::{Intake, floor};

/// How many bytes of one cell a column is decided by.
const SAMPLE_CELL: usize = 1 << 11;

/// What the columns of a table mean, once decided.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) meanings: Vec<ColumnMeaning>,
    /// Columns whose values may be keys or point at them.
    pub(super) keys: Vec<usize>,
    /// What the columns compose together; `None` where they compose nothing.
    pub(super) plan: Option<RowPlan>,
    /// Whom they speak of, if of several.
    pub(super) parties: Option<Parties>,
    /// Their names, where a row of the file told them.
    pub(super) names: Vec<String>,
    /// What each row means by its attribute, in a table of facts.
    pub(super) facts: Option<Box<Facts>>,
    /// Columns without names that may hold names or numbers of people, in rows of which nothing else may tell.
    pub(super) perhaps_people: Option<usize>,
    /// Whether they say something of rows that stand elsewhere.
    pub(super) again: bool,
}

impl Columns {
    /// Columns that mean nothing: what stands in them is text.
    pub(super) const LOOSE: Columns = Columns::loose(false);

    /// The same; `again` of statements that change or delete rows.
    const fn loose(again: bool) -> Columns {
        Columns {
            meanings: Vec::new(),
            keys: Vec::new(),
            plan: None,
            parties: None,
            names: Vec::new(),
            facts: None,
            perhaps_people: None,
            again,
        }
    }

    pub(super) fn begins_with_names(&self) -> bool {
        self.meanings.first().is_some_and(|meaning| matches!(meaning.role, Role::Name(_)))
    }

    pub(super) fn meaning(&self, index: usize) -> &ColumnMeaning {
        const UNKNOWN: &ColumnMeaning = &ColumnMeaning::UNKNOWN;
        self.meanings.get(index).unwrap_or(UNKNOWN)
    }
}

impl Intake<'_> {
    pub(super) fn decide(&self, table: TableId, head: &[Row], open: Option<&Row>) -> Columns {
        let facts = self.schema.get(table);
        if facts.loose {
            return Columns::loose(facts.again);
        }
        let sample: Vec<Vec<&str>> = head
            .iter()
            .chain(open)
            .map(|row| (0..row.len()).map(|index| beginning(row.get(index).unwrap_or_default())).collect())
            .collect();
        let names: Option<Vec<&str>> =
            facts.columns.as_ref().map(|list| list.iter().map(String::as_str).collect());
        let types: Option<Vec<&str>> =
            (!facts.types.is_empty()).then(|| facts.types.iter().map(String::as_str).collect());
        let mut meanings = read_columns(facts.name.as_deref(), names.as_deref(), &sample, types.as_deref());
        for column in &facts.others {
            if let Some(meaning) = meanings.get_mut(*column) {
                if matches!(meaning.role, Role::Key | Role::NotPersonal) {
                    *meaning = ColumnMeaning::UNKNOWN;
                }
                meaning.perhaps_other = true;
            }
        }
        if facts.running {
            meanings
                .iter_mut()
                .filter(|meaning| meaning.is_composed())
                .for_each(|meaning| *meaning = ColumnMeaning::UNKNOWN);
        }
        let composed = meanings.iter().any(ColumnMeaning::is_composed);
        let plan = composed.then(|| RowPlan::new(&meanings));
        let keys = if facts.keyed { self.key_columns(table, &meanings) } else { Vec::new() };
        let parties = Parties::of(&meanings);
        let of_facts =
            if facts.running { None } else { Facts::of(&sample, &meanings, names.as_deref()).map(Box::new) };
        let names = facts.columns.clone().filter(|_| facts.may_have_header).unwrap_or_default();
        let unnamed = names.is_empty() && facts.may_have_header && of_facts.is_none();
        let perhaps_people = if unnamed { perhaps_people(&meanings, &sample) } else { None };
        Columns { meanings, keys, plan, parties, names, facts: of_facts, perhaps_people, again: facts.again }
    }

    /// Keys may be declared after the rows, so every column that can be one is kept.
    fn key_columns(&self, table: TableId, meanings: &[ColumnMeaning]) -> Vec<usize> {
        let facts = self.schema.get(table);
        let declared = |index: usize| {
            let Some(name) = facts.columns.as_ref().and_then(|list| list.get(index)) else { return false };
            let same = |other: &String| other.eq_ignore_ascii_case(name);
            facts.primary.iter().any(same)
                || facts.foreign.iter().any(|key| key.columns.iter().any(same))
                || self.schema.is_pointed_at(table, name)
        };
        let width = facts.columns.as_ref().map_or(meanings.len(), Vec::len).min(512);
        (0..width)
            .filter(|index| {
                *index == 0 || declared(*index) || meanings.get(*index).is_some_and(|m| m.role == Role::Key)
            })
            .collect()
    }
}

/// As much of a cell as its column is decided by.
pub(super) fn beginning(text: &str) -> &str {
    if text.len() <= SAMPLE_CELL { text } else { &text[..floor(text, SAMPLE_CELL)] }
}
