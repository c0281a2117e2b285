//! Objects of lists inside rows: the members of a group, the passengers of an order. Those of which each has a name and more are
//! records of their own; where the row around them is somebody's, they may be that person again.

use std::collections::HashMap;

use super::sheet::Sheet;
use crate::Error;
use crate::column::read_columns;
use crate::meaning::Role;
use crate::row::{Row, Rows};

/// What the keys of an object say of whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nobody's by itself.
    Nothing,
    /// A way to reach somebody, without a name.
    Reached,
    /// Somebody with a name.
    Person,
}

/// An object of a list inside the row at hand.
#[derive(Debug, Default)]
struct Inner {
    /// The way from the row to its list.
    list: String,
    cells: Vec<(String, String)>,
}

/// The objects of the lists inside the row at hand.
#[derive(Default)]
pub(super) struct Inners {
    /// The one that is open: how many brackets are around it, and how much of the path is the way to it.
    open: Option<(usize, usize)>,
    found: Vec<Inner>,
    /// Bytes of them.
    pub(super) held: usize,
    /// Their rows by the way to the list, and whether they may be people known.
    sheets: HashMap<(String, bool), Sheet>,
    /// What keys say, by the keys.
    known: HashMap<String, Says>,
    row: Row,
}

impl Inners {
    /// An object begins in a list inside the row whose path is as long as `base`.
    pub(super) fn begin(&mut self, depth: usize, base: usize, path: &str) {
        if self.open.is_none() {
            let list = path.get(base..).unwrap_or_default().trim_start_matches('.').to_owned();
            self.open = Some((depth, path.len()));
            self.found.push(Inner { list, cells: Vec::new() });
        }
    }

    /// Takes a value of the object at hand; `false` where there is none.
    pub(super) fn put(&mut self, path: &str, text: &str) -> bool {
        let (Some((_, base)), Some(inner)) = (self.open, self.found.last_mut()) else { return false };
        let key = path.get(base..).unwrap_or_default().trim_start_matches('.').to_owned();
        self.held += key.len() + text.len() + 1;
        inner.cells.push((key, text.to_owned()));
        true
    }

    /// Something ended around which so many brackets are.
    pub(super) fn end(&mut self, depth: usize) {
        self.open = self.open.filter(|(open, _)| *open < depth);
    }

    /// Hands on those that are records, and gives the row what the others hold.
    pub(super) fn settle(&mut self, outer: &mut Sheet, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.found.is_empty() {
            return Ok(());
        }
        let open = self.open.take();
        let found = std::mem::take(&mut self.found);
        self.held = 0;
        let around = self.says("", &outer.filled()) != Says::Nothing;
        let mut from = 0;
        while from < found.len() {
            let list = &found[from].list;
            let len = found[from..].iter().take_while(|inner| inner.list == *list).count();
            let of_list = &found[from..from + len];
            let keys: Vec<&str> =
                of_list.iter().flat_map(|inner| inner.cells.iter().map(|(key, _)| key.as_str())).collect();
            let apart = match self.says(list, &keys) {
                Says::Person => !around || len > 1,
                Says::Reached => !around && len > 1,
                Says::Nothing => false,
            };
            for inner in of_list {
                if apart {
                    self.hand_on(inner, around, rows)?;
                } else {
                    for (key, text) in &inner.cells {
                        let dot = if inner.list.is_empty() || key.is_empty() { "" } else { "." };
                        outer.put(&format!("{}{dot}{key}", inner.list), text);
                    }
                }
            }
            from += len;
        }
        if let (Some((depth, base)), Some(last)) = (open, found.last()) {
            // The rest of an object that is too long to be held.
            self.open = Some((depth, base));
            self.found.push(Inner { list: last.list.clone(), cells: Vec::new() });
        }
        Ok(())
    }

    fn hand_on(&mut self, inner: &Inner, again: bool, rows: &mut dyn Rows) -> Result<(), Error> {
        if inner.cells.is_empty() {
            return Ok(());
        }
        let of_list = (inner.list.clone(), again);
        let sheet =
            self.sheets.entry(of_list).or_insert_with(|| Sheet::inner(&inner.list, again, rows.schema()));
        for (key, text) in &inner.cells {
            sheet.put(key, text);
        }
        let table = sheet.end_row(&mut self.row, rows.schema());
        rows.row(table, &mut self.row)?;
        self.row.clear();
        Ok(())
    }

    fn says(&mut self, list: &str, keys: &[&str]) -> Says {
        let mut keys: Vec<&str> = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let known = format!("{list}\0{}", keys.join("\0"));
        if let Some(says) = self.known.get(&known) {
            return *says;
        }
        let table = list.rsplit('.').next().filter(|name| !name.is_empty());
        let meanings = read_columns(table, Some(&keys), &[], None);
        let any = |is: fn(Role) -> bool| meanings.iter().any(|meaning| is(meaning.role));
        let named = any(|role| matches!(role, Role::Name(_)));
        let reached = any(|role| matches!(role, Role::Identifier(_)));
        let more = reached || any(|role| matches!(role, Role::BirthDate | Role::Address(_)));
        let says = match (named, more, reached) {
            (true, true, _) => Says::Person,
            (_, _, true) => Says::Reached,
            // The name of the row around is enough for somebody.
            (true, ..) if list.is_empty() => Says::Reached,
            _ => Says::Nothing,
        };
        if self.known.len() < 1 << 10 {
            self.known.insert(known, says);
        }
        says
    }
}
