//! The rows of one list of a JSON text as a table: columns come as keys come.

use std::collections::HashMap;

use crate::row::Row;
use crate::schema::{Schema, Table, TableId};

/// The column of a second value under the same key, and of what has no column of its own. A text: it is not sure
/// that its values are the row's own, so they are people it refers to.
const MORE: &str = "more text";
/// How many columns a table has at most.
const MOST: usize = 1024;
/// After so many rows, or bytes, the meaning of a table's columns is decided: a new key makes a new table.
const DECIDED_ROWS: usize = 200;
const DECIDED_BYTES: usize = 1 << 17;
/// Names of lists that say nothing about what is in them.
const PLAIN: [&str; 11] =
    ["records", "data", "list", "items", "rows", "results", "result", "hits", "content", "docs", "values"];

/// The table at hand, and the row at hand by columns.
pub(in crate::reader) struct Sheet {
    /// The way to its list.
    parent: String,
    /// Its rows are arrays: places are columns.
    pub(in crate::reader) unnamed: bool,
    name: Option<String>,
    table: TableId,
    columns: Vec<String>,
    places: HashMap<String, usize>,
    cells: Vec<(bool, String)>,
    /// The column after the one that was filled last.
    next: usize,
    grown: bool,
    /// Columns of further values under a key, of whom nobody can say whose they are.
    others: Vec<usize>,
    /// Its rows may be people who are known.
    again: bool,
    rows: usize,
    bytes: usize,
    /// Bytes of the row at hand.
    pub(in crate::reader) held: usize,
}

impl Sheet {
    pub(in crate::reader) fn new(
        parent: &str,
        unnamed: bool,
        stem: Option<&str>,
        schema: &mut Schema,
    ) -> Sheet {
        let key = parent.rsplit('.').next().unwrap_or_default();
        let plain = key.is_empty() || PLAIN.iter().any(|word| key.eq_ignore_ascii_case(word));
        let name = if plain { stem.map(str::to_owned) } else { Some(key.to_owned()) };
        let table = schema.add(Table { name: name.clone(), may_have_header: unnamed, ..Table::default() });
        Sheet {
            parent: parent.to_owned(),
            unnamed,
            name,
            table,
            columns: Vec::new(),
            places: HashMap::new(),
            cells: Vec::new(),
            next: 0,
            grown: false,
            others: Vec::new(),
            again: false,
            rows: 0,
            bytes: 0,
            held: 0,
        }
    }

    /// Rows of a list inside other rows; `again` if they may be whom those are of.
    pub(super) fn inner(list: &str, again: bool, schema: &mut Schema) -> Sheet {
        let sheet = Sheet { again, ..Sheet::new(list, false, None, schema) };
        schema.get_mut(sheet.table).again = again;
        sheet
    }

    pub(super) fn table_id(&self) -> TableId {
        self.table
    }

    /// The names of the columns that are filled in the row at hand.
    pub(super) fn filled(&self) -> Vec<&str> {
        let cells = self.columns.iter().zip(&self.cells);
        cells.filter(|(name, (filled, _))| *filled && *name != MORE).map(|(name, _)| name.as_str()).collect()
    }

    /// Whether rows of this kind in the list at `parent` are its rows.
    pub(in crate::reader) fn is_of(&self, parent: &str, unnamed: bool) -> bool {
        self.parent == parent && self.unnamed == unnamed
    }

    /// Fills the column of this name, or, if it is filled, the one for further values.
    pub(in crate::reader) fn put(&mut self, key: &str, text: &str) {
        let mut place = self.place(key);
        if self.cells[place].0 && key != MORE {
            place = self.place_of_more(key);
        }
        self.fill(place, text);
    }

    /// Fills the column at this place.
    pub(in crate::reader) fn put_at(&mut self, place: usize, text: &str) {
        let place = place.min(MOST - 1);
        while self.columns.len() <= place {
            self.add(String::new());
        }
        self.fill(place, text);
    }

    fn fill(&mut self, place: usize, text: &str) {
        let (filled, cell) = &mut self.cells[place];
        if std::mem::replace(filled, true) {
            cell.push('\n');
        }
        cell.push_str(text);
        self.held += text.len() + 1;
    }

    /// The column of further values under a key.
    fn place_of_more(&mut self, key: &str) -> usize {
        let known = format!("{key}\u{1F}");
        if let Some(place) = self.places.get(&known) {
            return *place;
        }
        if self.columns.len() + 1 >= MOST {
            return self.place(MORE);
        }
        let place = self.columns.len();
        self.places.insert(known, place);
        self.others.push(place);
        self.add(key.to_owned());
        place
    }

    fn place(&mut self, key: &str) -> usize {
        if self.columns.get(self.next).is_some_and(|column| column == key)
            && !self.others.contains(&self.next)
        {
            self.next += 1;
            return self.next - 1;
        }
        if let Some(place) = self.places.get(key) {
            self.next = place + 1;
            return *place;
        }
        let key = if self.columns.len() + 1 >= MOST { MORE } else { key };
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        let place = self.columns.len();
        self.places.insert(key.to_owned(), place);
        self.add(key.to_owned());
        place
    }

    fn add(&mut self, column: String) {
        self.columns.push(column);
        self.cells.push((false, String::new()));
        self.grown = true;
    }

    /// Gives the row at hand, and the table it is of.
    pub(in crate::reader) fn end_row(&mut self, row: &mut Row, schema: &mut Schema) -> TableId {
        if std::mem::take(&mut self.grown) && !self.unnamed {
            let columns = Some(self.columns.clone());
            if self.rows >= DECIDED_ROWS || self.bytes >= DECIDED_BYTES {
                let (name, again) = (self.name.clone(), self.again);
                let others = self.others.clone();
                self.table = schema.add(Table { name, columns, again, others, ..Table::default() });
                (self.rows, self.bytes) = (0, 0);
            } else {
                let table = schema.get_mut(self.table);
                (table.columns, table.others) = (columns, self.others.clone());
            }
        }
        self.rows += 1;
        self.bytes += self.held;
        for (filled, cell) in &mut self.cells {
            row.push(cell);
            row.end_cell(!*filled);
            cell.clear();
            *filled = false;
        }
        (self.held, self.next) = (0, 0);
        self.table
    }

    /// Gives the values of the row at hand without their columns.
    pub(in crate::reader) fn pour(&mut self, row: &mut Row) {
        for (filled, cell) in self.cells.iter_mut().filter(|(filled, _)| *filled) {
            row.push(cell);
            row.end_cell(false);
            cell.clear();
            *filled = false;
        }
        (self.held, self.next) = (0, 0);
    }
}
