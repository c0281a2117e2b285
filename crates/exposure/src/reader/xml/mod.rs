//! XML as programs export it: elements that come again beside each other are rows, what stands inside them and their attributes are
//! columns, joined by dots. Nothing but the text is followed: no definition of types, no entity of its own, no other file.

mod shape;
mod token;

pub(crate) use shape::{Shape, shape};
use token::{Tag, Token};

use crate::Error;
use crate::reader::json::sheet::Sheet;
use crate::reader::{Ending, Reader, holds_value};
use crate::row::{HOLD, Row, Rows};
use crate::schema::{Table, TableId};

/// Elements inside each other beyond this are not told apart.
pub(super) const DEEPEST: usize = 128;

/// Reads XML.
pub(crate) struct XmlReader {
    shape: Shape,
    stem: Option<String>,
    /// Text that no token was made of yet.
    waiting: String,
    /// Bytes of text before it.
    before: u64,
    /// The elements around what is at hand, by what they are called as columns.
    path: Vec<String>,
    /// Elements deeper than are told apart.
    deeper: usize,
    text: String,
    sheet: Option<Sheet>,
    in_row: bool,
    /// The place of the cell at hand.
    place: usize,
    row: Row,
    begins: u64,
    loose: Option<TableId>,
    outer: Row,
    broken: bool,
}

impl XmlReader {
    /// `stem`: the name of the file, which may say what its rows are.
    pub(crate) fn new(shape: Shape, stem: Option<String>) -> XmlReader {
        XmlReader {
            shape,
            stem,
            waiting: String::new(),
            before: 0,
            path: Vec::new(),
            deeper: 0,
            text: String::new(),
            sheet: None,
            in_row: false,
            place: 0,
            row: Row::default(),
            begins: 0,
            loose: None,
            outer: Row::default(),
            broken: false,
        }
    }

    fn run(&mut self, last: bool, rows: &mut dyn Rows) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut at = 0;
        while let Some((token, len)) = token::next(&waiting[at..], last) {
            let here = self.before + at as u64;
            at += len;
            self.take(token, here, rows)?;
        }
        self.before += at as u64;
        self.waiting.push_str(&waiting[at..]);
        Ok(())
    }

    fn take(&mut self, token: Token<'_>, here: u64, rows: &mut dyn Rows) -> Result<(), Error> {
        match token {
            Token::Text(text) => token::resolve(text, &mut self.text),
            Token::Literal(text) => self.text.push_str(text),
            Token::Tag(inner) => {
                let tag = Tag::of(inner);
                if !tag.closes {
                    self.open(&tag, here, rows)?;
                }
                if tag.closes || tag.empty {
                    self.close(rows)?;
                }
            }
            Token::Remark(text) => self.put_outer(text, rows)?,
            Token::Definition(text) => {
                // What it defines is not followed: what it stands for is not known.
                self.broken |= text.contains("<!ENTITY");
                self.put_outer(text, rows)?;
            }
            Token::Broken(text) => {
                self.broken = true;
                self.put_outer(text, rows)?;
            }
        }
        if self.text.len() >= HOLD { self.put(rows) } else { Ok(()) }
    }

    fn open(&mut self, tag: &Tag<'_>, here: u64, rows: &mut dyn Rows) -> Result<(), Error> {
        // Text before an element inside another.
        self.put(rows)?;
        if self.path.len() >= DEEPEST {
            self.deeper += 1;
            return Ok(());
        }
        let named = Some(tag.name).filter(|name| shape::is_cell(name)).and_then(|_| shape::name_of_cell(tag));
        if self.path.len() == self.shape.depth && !self.in_row {
            self.begin_row(tag.name, here, rows);
        } else if self.in_row && self.path.len() == self.shape.depth + 1 && self.shape.by_place {
            let told = tag.attributes().find(|(name, _)| name.eq_ignore_ascii_case("index"));
            let told = told
                .and_then(|(_, place)| place.parse::<usize>().ok())
                .and_then(|place| place.checked_sub(1));
            self.place = told.unwrap_or(self.place);
        }
        self.path.push(named.unwrap_or(tag.name).to_owned());
        let by_place = self.shape.by_place;
        for (name, value) in tag.attributes().filter(|(_, value)| !by_place && Some(*value) != named) {
            let mut text = String::new();
            token::resolve(value, &mut text);
            self.put_under(Some(name), &text, rows)?;
        }
        Ok(())
    }

    fn close(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.put(rows)?;
        if self.deeper > 0 {
            self.deeper -= 1;
            return Ok(());
        }
        self.broken |= self.path.pop().is_none();
        if self.in_row && self.path.len() == self.shape.depth + 1 {
            self.place += 1;
        }
        if self.in_row && self.path.len() == self.shape.depth { self.end_row(rows) } else { Ok(()) }
    }

    fn begin_row(&mut self, name: &str, here: u64, rows: &mut dyn Rows) {
        let unnamed = self.shape.by_place;
        let mut way = self.path.join(".");
        if !unnamed {
            way.push('.');
            way.push_str(name);
        }
        if !self.sheet.as_ref().is_some_and(|sheet| sheet.is_of(&way, unnamed)) {
            self.sheet = Some(Sheet::new(&way, unnamed, self.stem.as_deref(), rows.schema()));
        }
        (self.in_row, self.place, self.begins) = (true, 0, here);
    }

    fn end_row(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.in_row = false;
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        self.row.clear();
        self.row.offset = self.begins;
        let table = sheet.end_row(&mut self.row, rows.schema());
        rows.row(table, &mut self.row)?;
        self.row.clear();
        Ok(())
    }

    /// Takes the text at hand.
    fn put(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        let put = self.put_under(None, text.trim(), rows);
        self.text = text;
        self.text.clear();
        put
    }

    fn put_under(&mut self, attribute: Option<&str>, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if text.is_empty() {
            return Ok(());
        }
        if !self.in_row {
            return self.put_outer(text, rows);
        }
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        if sheet.unnamed {
            sheet.put_at(self.place, text);
        } else {
            let inside = self.path.get(self.shape.depth + 1..).unwrap_or_default();
            let mut key = inside.join(".");
            if let Some(name) = attribute {
                key.push_str(if key.is_empty() { "" } else { "." });
                key.push_str(name);
            } else if key.is_empty() {
                key = self.path.last().cloned().unwrap_or_default();
            }
            sheet.put(&key, text);
        }
        if sheet.held >= HOLD {
            // Too long to be held: what follows in it stands apart.
            self.broken = true;
            self.end_row(rows)?;
            self.in_row = true;
        }
        Ok(())
    }

    /// What stands outside of rows is a row if a value stands in it.
    fn put_outer(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if !holds_value(text) {
            return Ok(());
        }
        let schema = rows.schema();
        let table = *self
            .loose
            .get_or_insert_with(|| schema.add(Table { loose: true, running: true, ..Table::default() }));
        self.outer.push(text);
        self.outer.end_cell(false);
        rows.row(table, &mut self.outer)?;
        self.outer.clear();
        Ok(())
    }
}

impl Reader for XmlReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        self.waiting.push_str(text);
        self.run(false, rows)
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        self.run(true, rows)?;
        self.put(rows)?;
        let unread_from = if self.in_row { Some(self.begins) } else { None };
        if self.in_row {
            self.end_row(rows)?;
        }
        let open = !self.path.is_empty();
        let reason = match (open, self.broken) {
            (true, _) => Some("truncated"),
            (false, true) => Some("xml_broken"),
            (false, false) => None,
        };
        Ok(Ending { unread_from: unread_from.or(open.then_some(self.before)), reason })
    }
}
