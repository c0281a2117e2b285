//! Texts in which a record is a block of lines, one value to a line: address cards, directories (LDIF), lists of YAML,
//! `key: value` under `key: value`, and the long output of database clients. Each block becomes a row whose columns are its
//! keys, so that a card of five lines is one person and not five.

mod exchange;
mod form;
mod line;

use std::collections::HashMap;

pub(crate) use form::{Form, detect};
use line::{Line, Property};

use crate::Error;
use crate::reader::lines::Lines;
use crate::reader::{Ending, Reader, coded};
use crate::row::{HOLD, HOLD_CELLS, Row, Rows};
use crate::schema::{Table, TableId};

/// The column of what stands in a block and under no key of it.
const REST: &str = "text";

/// Reads blocks.
pub(crate) struct BlockReader {
    table: TableId,
    form: Form,
    /// The line at hand, as far as it was read.
    lines: Lines,
    places: HashMap<String, usize>,
    /// The values of the block at hand by the places of their keys; the first is what has no key.
    cells: Vec<String>,
    size: usize,
    /// The place of the last value, which the next line may go on with.
    last: Option<usize>,
    /// The last value goes on in the next line whatever that looks like (quoted-printable).
    soft: bool,
    first: Option<usize>,
    /// How many different keys the block has.
    keys: usize,
    /// The keys above in nested lists, with their indents.
    above: Vec<(usize, String)>,
    blocks: u64,
    /// Who pays and who gets it, in the payment at hand.
    parties: [exchange::Party; 2],
    row: Row,
}

impl BlockReader {
    pub(crate) fn new(form: Form, newline: u8, name: Option<String>, rows: &mut dyn Rows) -> BlockReader {
        let columns = Some(vec![REST.to_owned()]);
        let table = rows.schema().add(Table { name, columns, ..Table::default() });
        BlockReader {
            table,
            form,
            lines: Lines::new(newline),
            places: HashMap::new(),
            cells: vec![String::new()],
            size: 0,
            last: None,
            soft: false,
            first: None,
            keys: 0,
            above: Vec::new(),
            blocks: 0,
            parties: Default::default(),
            row: Row::default(),
        }
    }

    /// Hands the block on as a row.
    fn emit(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.name_by_parts();
        if self.cells.iter().any(|cell| !cell.is_empty()) {
            self.row.clear();
            for cell in &mut self.cells {
                self.row.push(cell);
                self.row.end_cell(cell.is_empty());
                cell.clear();
            }
            self.blocks += 1;
            rows.row(self.table, &mut self.row)?;
            self.row.clear();
        }
        (self.last, self.first, self.keys, self.size, self.soft) = (None, None, 0, 0, false);
        self.above.clear();
        Ok(())
    }

    /// A card without a written-out name has one in parts: family, given, more.
    fn name_by_parts(&mut self) {
        let (Some(whole), Some(parts)) =
            (self.places.get(line::WHOLE_NAME), self.places.get(line::NAME_PARTS))
        else {
            return;
        };
        let (whole, parts) = (*whole, *parts);
        let text = std::mem::take(&mut self.cells[parts]);
        if self.cells[whole].is_empty() {
            let han = text.chars().any(|letter| letter >= '\u{2E80}');
            self.cells[whole] = text.split(';').collect::<Vec<&str>>().join(if han { "" } else { " " });
        }
    }

    /// The place of a key, which is made if it is new.
    fn place(&mut self, key: &str, rows: &mut dyn Rows) -> usize {
        if let Some(place) = self.places.get(key) {
            return *place;
        }
        if self.cells.len() >= HOLD_CELLS {
            return 0;
        }
        if key == line::NAME_PARTS {
            // Where no card writes the name out, it is put together there.
            self.place(line::WHOLE_NAME, rows);
        }
        let place = self.cells.len();
        self.places.insert(key.to_owned(), place);
        self.cells.push(String::new());
        if let Some(columns) = &mut rows.schema().get_mut(self.table).columns {
            columns.push(key.to_owned());
        }
        place
    }

    fn put(&mut self, key: &str, value: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.size > HOLD {
            self.emit(rows)?;
        }
        let place = self.place(key, rows);
        let cell = &mut self.cells[place];
        if cell.is_empty() {
            self.keys += 1;
        } else if !value.is_empty() {
            // Two values of one key are two values of the cell; of names the first stands.
            if key == line::WHOLE_NAME {
                return Ok(());
            }
            cell.push_str(", ");
        }
        cell.push_str(value);
        self.size += value.len() + 2;
        self.last = Some(place);
        self.first.get_or_insert(place);
        Ok(())
    }

    /// A line that goes on with the value before it.
    fn go_on(&mut self, text: &str, joint: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.size > HOLD {
            self.emit(rows)?;
        }
        let cell = &mut self.cells[self.last.unwrap_or(0)];
        if !cell.is_empty() {
            cell.push_str(joint);
        }
        cell.push_str(text);
        self.size += text.len() + joint.len();
        Ok(())
    }

    fn take_line(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let text = text.strip_suffix('\r').unwrap_or(text);
        match self.form {
            Form::Card => self.card_line(text, rows),
            Form::Client => self.client_line(text, rows),
            Form::Exchange => self.exchange_line(text, rows),
            Form::Keys { .. } => self.keyed_line(text, rows),
        }
    }

    fn card_line(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.soft {
            self.soft = text.ends_with('=');
            let more = coded::quoted_printable(text.strip_suffix('=').unwrap_or(text));
            return self.go_on(&more, "", rows);
        }
        match line::card(text) {
            Line::Begin => self.emit(rows),
            Line::End => self.emit(rows),
            Line::GoesOn(more) => self.go_on(more, "", rows),
            Line::Value(Property { key, value, soft }) => {
                self.soft = soft;
                self.put(&key, &value, rows)
            }
            Line::Text(text) => {
                self.last = None;
                self.go_on(text, "\n", rows)
            }
        }
    }

    fn client_line(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if form::is_client_mark(text) {
            return self.emit(rows);
        }
        match line::client(text) {
            // A value may hold lines that look like keys; all keys stand in the first row.
            Some((key, value)) if self.blocks == 0 || self.places.contains_key(key) => {
                self.put(key, value, rows)
            }
            _ => self.go_on(text, "\n", rows),
        }
    }

    fn exchange_line(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        match exchange::line(text) {
            exchange::Line::Part => self.end_payment(rows),
            exchange::Line::Party(party, field, value) => {
                self.size += value.len();
                self.parties[party].take(field, value);
                Ok(())
            }
            exchange::Line::Text(text) => self.go_on(text, "\n", rows),
            exchange::Line::Other => Ok(()),
        }
    }

    /// Who pays and who gets it stand in a row of their own.
    fn end_payment(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        for (place, party) in std::mem::take(&mut self.parties).iter().enumerate() {
            for (key, value) in party.cells(place).into_iter().filter(|(_, value)| !value.is_empty()) {
                self.put(key, value, rows)?;
            }
        }
        self.last = None;
        self.emit(rows)
    }

    fn keyed_line(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let Form::Keys { blank_parts, dashes, sections } = self.form else { return Ok(()) };
        if let Some(name) = form::section(text).filter(|_| sections) {
            self.emit(rows)?;
            return self.go_on(name, "\n", rows);
        }
        if text.trim().is_empty() || form::is_rule(text) {
            self.last = None;
            return if blank_parts || form::is_rule(text) && dashes.is_none() {
                self.emit(rows)
            } else {
                Ok(())
            };
        }
        let (indent, dash, body) = line::indent(text);
        if dash && dashes == Some(indent) {
            self.emit(rows)?;
        }
        let Some((key, value)) = line::keyed(body) else {
            let folded = self.places.contains_key("dn") && text.starts_with(' ');
            let more = if folded { &text[1..] } else { body };
            return self.go_on(more, if folded { "" } else { "\n" }, rows);
        };
        let deep = if dash { indent + 2 } else { indent };
        let key = if dashes.is_some() { self.nested(deep, key, value) } else { line::column(key) };
        let again = self.first.is_some() && self.first == self.places.get(&key).copied();
        if again && dashes.is_none() && self.keys > 1 {
            self.emit(rows)?;
        }
        self.put(&key, &line::value(value), rows)
    }

    /// The key with those above it.
    fn nested(&mut self, indent: usize, key: &str, value: &str) -> String {
        while self.above.last().is_some_and(|(above, _)| *above >= indent) {
            self.above.pop();
        }
        let mut whole: String = self.above.iter().map(|(_, key)| format!("{key}.")).collect();
        whole.push_str(&line::column(key));
        if value.trim().is_empty() && self.above.len() < 8 {
            self.above.push((indent, line::column(key)));
        }
        whole
    }
}

impl Reader for BlockReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        // Out of the way for as long as each line is taken; after a fault nothing more is read.
        let mut lines = std::mem::replace(&mut self.lines, Lines::new(b'\n'));
        let done = lines.feed(text, |line, _| self.take_line(line, rows));
        self.lines = lines;
        done
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        let line = self.lines.end();
        if !line.is_empty() {
            self.take_line(&line, rows)?;
        }
        self.end_payment(rows)?;
        Ok(Ending::default())
    }
}
