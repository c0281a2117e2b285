//! JSON as data leaves the web: one object to a line, an array of objects, an object around such an array, objects one
//! after another. Every object of the outermost list is a row, and its keys are columns, those of objects inside it
//! joined by dots. An object of objects that are alike is a list too, at any depth. Values may come in any order and number; a row is held up to a limit, and read as text beyond it.
//!
//! Reading is kinder than RFC 8259: comments, bare keys and calls such as `ObjectId("…")` are taken, as shells of
//! databases write them.

mod inner;
mod shape;
pub(super) mod sheet;

use memchr::memchr3;

use crate::Error;
use crate::reader::{Ending, Reader, holds_value};
use crate::row::{HOLD, Row, Rows};
use crate::schema::{Table, TableId};

use inner::Inners;
pub(crate) use shape::{Shape, shape};
use sheet::Sheet;

/// Objects and arrays inside each other beyond this share the place of the last one.
const DEEPEST: usize = 128;
/// How many names of columns are held for rows that are arrays.
const HOLD_NAMES: usize = 1 << 10;
/// The longest key that is a name, in bytes; a longer one is a value.
const LONGEST_KEY: usize = 128;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    Text,
    Escape,
    /// After `\u`: digits read, and what they say so far.
    Unicode(u8, u32),
    Bare,
    /// After a slash.
    Slash,
    Comment,
    /// After a star in a comment.
    Star,
    /// A line that is no JSON.
    Garbage,
}

/// An object or an array that is open.
#[derive(Debug)]
struct Frame {
    array: bool,
    /// How much of the path is the way to it, in bytes.
    path: usize,
    /// Whether a key comes next.
    key_next: bool,
    /// Elements that ended.
    place: usize,
}

/// Reads JSON.
pub(crate) struct JsonReader {
    shape: Shape,
    stem: Option<String>,
    state: State,
    stack: Vec<Frame>,
    deeper: usize,
    path: String,
    /// The text or word at hand.
    scalar: String,
    /// The first half of a character beyond the first plane.
    surrogate: Option<u32>,
    sheet: Option<Sheet>,
    /// How many objects stood around the row at hand, and how long the path to it is.
    in_row: Option<(usize, usize)>,
    /// Objects of lists inside the row at hand.
    inners: Inners,
    /// The row at hand is too long to be held: its values come as they stand.
    long: bool,
    row: Row,
    /// Whether the rows at hand have their names, or none are known.
    named: bool,
    /// Names of columns that stand outside of rows, for rows that are arrays.
    names: Vec<String>,
    /// What stands outside of rows.
    outer: Row,
    loose: Option<TableId>,
    before: u64,
    broken: bool,
}

impl JsonReader {
    /// `stem`: the name of the file, which may say what its rows are.
    pub(crate) fn new(shape: Shape, stem: Option<String>) -> JsonReader {
        JsonReader {
            shape,
            stem,
            state: State::Between,
            stack: Vec::new(),
            deeper: 0,
            path: String::new(),
            scalar: String::new(),
            surrogate: None,
            sheet: None,
            in_row: None,
            inners: Inners::default(),
            long: false,
            row: Row::default(),
            named: true,
            names: Vec::new(),
            outer: Row::default(),
            loose: None,
            before: 0,
            broken: false,
        }
    }

    fn run(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let mut at = 0;
        while at < text.len() {
            at += match self.state {
                State::Between => self.between(&text[at..], self.before + at as u64, rows)?,
                State::Text => self.text(&text[at..], rows)?,
                State::Bare => self.bare(&text[at..], rows)?,
                State::Garbage => self.garbage(&text[at..], rows)?,
                State::Escape | State::Unicode(..) => self.escape(&text[at..]),
                State::Slash | State::Comment | State::Star => self.comment(&text[at..]),
            };
        }
        self.before += text.len() as u64;
        Ok(())
    }

    fn between(&mut self, text: &str, here: u64, rows: &mut dyn Rows) -> Result<usize, Error> {
        let byte = text.as_bytes()[0];
        match byte {
            b'\n' if self.shape.lines && !self.stack.is_empty() => self.break_line(rows)?,
            b' ' | b'\t' | b'\r' | b'\n' | b'(' | b')' => {}
            b'{' | b'[' => self.open(byte == b'[', here, rows),
            b'}' | b']' => self.close(byte == b']', rows)?,
            b',' => {
                if let Some(frame) = self.stack.last_mut() {
                    frame.key_next = !frame.array;
                    frame.place += 1;
                }
            }
            b':' => {}
            b'"' => (self.state, self.surrogate) = (State::Text, None),
            b'/' => self.state = State::Slash,
            _ if text.starts_with('\u{feff}') => return Ok('\u{feff}'.len_utf8()),
            _ => {
                self.state = if self.stack.is_empty() { State::Garbage } else { State::Bare };
                return Ok(0);
            }
        }
        Ok(1)
    }

    /// Whether the text or word at hand is a key.
    fn is_key(&self) -> bool {
        self.stack.last().is_some_and(|frame| frame.key_next)
    }

    fn text(&mut self, text: &str, rows: &mut dyn Rows) -> Result<usize, Error> {
        // Where each line is an object, one that breaks off must not swallow the next.
        let line = if self.shape.lines { b'\n' } else { b'"' };
        let Some(stop) = memchr3(b'"', b'\\', line, text.as_bytes()) else {
            self.scalar.push_str(text);
            self.shorten(rows)?;
            return Ok(text.len());
        };
        self.scalar.push_str(&text[..stop]);
        match text.as_bytes()[stop] {
            b'\\' => self.state = State::Escape,
            b'\n' => {
                self.end_scalar(rows)?;
                self.break_line(rows)?;
            }
            _ => {
                self.state = State::Between;
                self.end_scalar(rows)?;
            }
        }
        Ok(stop + 1)
    }

    fn escape(&mut self, text: &str) -> usize {
        let Some(sign) = text.chars().next() else { return 1 };
        if let State::Unicode(digits, code) = self.state {
            let Some(digit) = sign.to_digit(16) else {
                self.state = State::Text;
                return 0;
            };
            let code = code * 16 + digit;
            self.state = if digits < 3 { State::Unicode(digits + 1, code) } else { State::Text };
            if digits == 3 {
                self.push_unit(code);
            }
            return 1;
        }
        self.state = State::Text;
        match sign {
            'u' => self.state = State::Unicode(0, 0),
            'n' => self.scalar.push('\n'),
            't' => self.scalar.push('\t'),
            'r' => self.scalar.push('\r'),
            'b' | 'f' => self.scalar.push(' '),
            other => self.scalar.push(other),
        }
        sign.len_utf8()
    }

    /// Takes a unit of UTF-16; half a character that stands alone is one that nobody knows.
    fn push_unit(&mut self, unit: u32) {
        match (self.surrogate.take(), unit) {
            (_, 0xd800..=0xdbff) => self.surrogate = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                let code = 0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00);
                self.scalar.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => self.scalar.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn bare(&mut self, text: &str, rows: &mut dyn Rows) -> Result<usize, Error> {
        const ENDS: [char; 12] = [',', ':', '{', '}', '[', ']', '(', ')', '"', '\n', '\t', ' '];
        let end = text.find(ENDS).unwrap_or(text.len());
        self.scalar.push_str(&text[..end]);
        if end == text.len() {
            self.shorten(rows)?;
            return Ok(end);
        }
        self.state = State::Between;
        if text.as_bytes()[end] == b'(' {
            // The name of a call; what it is given is the value.
            self.scalar.clear();
        } else {
            let word = self.scalar.trim_end().len();
            self.scalar.truncate(word);
            if !self.is_key() && matches!(self.scalar.as_str(), "null" | "undefined") {
                self.scalar.clear();
            } else {
                self.end_scalar(rows)?;
            }
        }
        Ok(end)
    }

    fn garbage(&mut self, text: &str, rows: &mut dyn Rows) -> Result<usize, Error> {
        let end = memchr::memchr(b'\n', text.as_bytes());
        self.scalar.push_str(&text[..end.unwrap_or(text.len())]);
        if end.is_some() || self.scalar.len() >= HOLD {
            self.broken = true;
            self.put_outer(rows)?;
        }
        if end.is_some() {
            self.state = State::Between;
        }
        Ok(end.map_or(text.len(), |end| end + 1))
    }

    fn comment(&mut self, text: &str) -> usize {
        let Some(sign) = text.chars().next() else { return 1 };
        self.state = match (self.state, sign) {
            (State::Slash, '*') | (State::Comment, _) if sign != '*' || self.state == State::Slash => {
                State::Comment
            }
            (State::Comment | State::Star, '*') => State::Star,
            (State::Star, '/') => State::Between,
            (State::Star, _) => State::Comment,
            _ => {
                self.state = State::Between;
                return 0;
            }
        };
        sign.len_utf8()
    }

    fn open(&mut self, array: bool, here: u64, rows: &mut dyn Rows) {
        if self.stack.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        if self.begins_row(array) {
            self.begin_row(array, here, rows);
        }
        if let (false, Some((depth, base)), Some(Frame { array: true, .. })) =
            (array, self.in_row, self.stack.last())
            && depth < self.stack.len()
            && !self.long
            && self.sheet.as_ref().is_some_and(|sheet| !sheet.unnamed)
        {
            self.inners.begin(self.stack.len(), base, &self.path);
        }
        self.stack.push(Frame { array, path: self.path.len(), key_next: !array, place: 0 });
    }

    fn begins_row(&self, array: bool) -> bool {
        let in_list = self.stack.last().is_none_or(|frame| frame.array);
        self.in_row.is_none()
            && self.stack.len() == self.shape.depth
            && (in_list || !self.shape.list && !array)
    }

    fn begin_row(&mut self, unnamed: bool, here: u64, rows: &mut dyn Rows) {
        let way = self.stack.last().map_or(0, |frame| frame.path);
        let (parent, key) = self.path.split_at(way);
        let fits = self.sheet.as_ref().is_some_and(|sheet| sheet.is_of(parent, unnamed));
        if !fits {
            let sheet = Sheet::new(parent, unnamed, self.stem.as_deref(), rows.schema());
            self.sheet = Some(sheet);
            self.named = !unnamed || self.names.len() < 2;
        }
        self.row.clear();
        self.row.offset = here;
        self.in_row = Some((self.stack.len(), self.path.len()));
        // In a list that is an object, the keys are data.
        if let Some(sheet) = self.sheet.as_mut().filter(|_| !self.shape.list && !key.is_empty()) {
            sheet.put("", key.trim_start_matches('.'));
        }
    }

    fn close(&mut self, array: bool, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.deeper > 0 {
            self.deeper -= 1;
            return Ok(());
        }
        if self.stack.last().is_none_or(|frame| frame.array != array) {
            self.broken = true;
            return Ok(());
        }
        if let Some(frame) = self.stack.pop() {
            self.path.truncate(frame.path);
        }
        self.inners.end(self.stack.len());
        if self.in_row.is_some_and(|(depth, _)| depth == self.stack.len()) {
            self.end_row(rows)?;
        }
        Ok(())
    }

    /// A key, or a value under the key before.
    fn end_scalar(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.surrogate.take().is_some() {
            self.scalar.push(char::REPLACEMENT_CHARACTER);
        }
        if self.is_key() {
            return self.end_key(rows);
        }
        let alone = self.shape.depth > 0 && self.shape.list && self.begins_row(true);
        if alone {
            self.begin_row(true, self.before, rows);
        }
        self.put(rows)?;
        if alone { self.end_row(rows) } else { Ok(()) }
    }

    fn end_key(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let Some(frame) = self.stack.last_mut() else { return Ok(()) };
        frame.key_next = false;
        self.path.truncate(frame.path);
        let of_row = !self.shape.list && self.in_row.is_none() && self.stack.len() == self.shape.depth;
        let digits = self.scalar.bytes().filter(u8::is_ascii_digit).count();
        let is_data = self.scalar.contains('@') || digits >= 7 || self.scalar.len() > LONGEST_KEY;
        if is_data && !of_row {
            // `{"ann@example.com": {…}}`: the key is a value, and the next one is of the same column.
            self.path.push_str(".*");
            return self.put(rows);
        }
        // What only says of which type a value is, or wraps a document, is no name of it.
        if !self.scalar.starts_with('$') && self.scalar != "_source" {
            self.path.push('.');
            self.path.push_str(&self.scalar);
        }
        self.scalar.clear();
        Ok(())
    }

    /// Takes the value at hand.
    fn put(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let Some((depth, base)) = self.in_row else { return self.put_outer(rows) };
        if self.long {
            self.row.push(&self.scalar);
            self.row.end_cell(false);
            self.scalar.clear();
            return self.hand_part(rows);
        }
        if let Some(sheet) = &mut self.sheet {
            if sheet.unnamed {
                sheet.put_at(self.stack.get(depth).map_or(0, |frame| frame.place), &self.scalar);
            } else if !self.inners.put(&self.path, &self.scalar) {
                let key = self.path.get(base..).unwrap_or_default();
                sheet.put(key.trim_start_matches('.'), &self.scalar);
            }
            self.scalar.clear();
            if self.inners.held >= HOLD {
                self.inners.settle(sheet, rows)?;
            }
            if sheet.held >= HOLD {
                self.lengthen(rows)?;
            }
        }
        Ok(())
    }

    /// Hands on the beginning of a text that is too long to be held.
    fn shorten(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.scalar.len() < HOLD {
            return Ok(());
        }
        if self.in_row.is_none() {
            return self.put_outer(rows);
        }
        self.lengthen(rows)?;
        self.row.push(&self.scalar);
        self.scalar.clear();
        self.hand_part(rows)
    }

    /// The row is too long to be held: from here on its values have no columns.
    fn lengthen(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if !self.long
            && let Some(sheet) = &mut self.sheet
        {
            self.long = true;
            self.inners.settle(sheet, rows)?;
            sheet.pour(&mut self.row);
            self.hand_part(rows)?;
        }
        Ok(())
    }

    fn hand_part(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let table = self.loose(rows);
        if self.row.is_long() { rows.part(table, &mut self.row) } else { Ok(()) }
    }

    fn loose(&mut self, rows: &mut dyn Rows) -> TableId {
        *self.loose.get_or_insert_with(|| rows.schema().add(Table { loose: true, ..Table::default() }))
    }

    /// What stands outside of rows is a row if a value stands in it.
    fn put_outer(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let names = [".columns", ".fields", ".header", ".columns.name", ".fields.name"];
        if names.iter().any(|way| self.path.eq_ignore_ascii_case(way)) && self.names.len() < HOLD_NAMES {
            self.names.push(self.scalar.clone());
        }
        if holds_value(&self.scalar) {
            self.outer.push(&self.scalar);
            self.outer.end_cell(false);
        }
        self.scalar.clear();
        if self.outer.is_long() || self.stack.is_empty() { self.end_outer(rows) } else { Ok(()) }
    }

    fn end_outer(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.outer.len() > 0 {
            let table = self.loose(rows);
            rows.row(table, &mut self.outer)?;
            self.outer.clear();
        }
        Ok(())
    }

    fn end_row(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.in_row = None;
        if std::mem::take(&mut self.long) {
            let table = self.loose(rows);
            if !self.row.open().is_empty() {
                self.row.end_cell(false);
            }
            rows.row(table, &mut self.row)?;
        } else if let Some(sheet) = &mut self.sheet {
            self.inners.settle(sheet, rows)?;
            if !std::mem::replace(&mut self.named, true) {
                // The names were told before: they stand as a first row does.
                let table = sheet.table_id();
                for name in &self.names {
                    self.row.push(name);
                    self.row.end_cell(false);
                }
                rows.row(table, &mut self.row)?;
                self.row.clear();
            }
            let table = sheet.end_row(&mut self.row, rows.schema());
            rows.row(table, &mut self.row)?;
        }
        self.row.clear();
        Ok(())
    }

    /// The line ended inside an object: what it held counts, and the next line begins anew.
    fn break_line(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.broken = true;
        self.state = State::Between;
        self.stack.clear();
        self.deeper = 0;
        self.path.clear();
        if self.in_row.is_some() {
            self.end_row(rows)?;
        }
        Ok(())
    }
}

impl Reader for JsonReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        self.run(text, rows)
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        let cut =
            !self.stack.is_empty() || matches!(self.state, State::Text | State::Escape | State::Unicode(..));
        match self.state {
            State::Garbage => {
                self.broken = true;
                self.put_outer(rows)?;
            }
            State::Text | State::Escape | State::Unicode(..) | State::Bare => self.end_scalar(rows)?,
            State::Between | State::Slash | State::Comment | State::Star => {}
        }
        if self.in_row.is_some() {
            // Broken off, and in the leak all the same.
            self.end_row(rows)?;
        }
        self.end_outer(rows)?;
        Ok(match (cut, self.broken) {
            (true, _) => Ending { unread_from: Some(self.before), reason: Some("json_cut") },
            (false, true) => Ending { unread_from: None, reason: Some("json_broken") },
            (false, false) if self.shape.columns => {
                Ending { unread_from: None, reason: Some("json_columns") }
            }
            (false, false) => Ending::default(),
        })
    }
}
