//! Pages of the web, and the tables that systems export as such under the names of spreadsheets: a row of a table is a row, its cells are
//! cells. Nothing of a page is passed over: text around the tables, comments, scripts and attributes are looked at for values.

mod tag;
mod text;

use tag::Tag;

use crate::Error;
use crate::reader::{Ending, Reader, holds_value};
use crate::row::{HOLD, Row, Rows};
use crate::schema::{Table, TableId};

pub(crate) use tag::{charset, is_page};

/// The longest tag, in bytes; what is longer is text.
const TAG: usize = 1 << 16;
/// How much of a script or comment is looked at at a time, in bytes.
const RAW: usize = 1 << 13;
/// How many tables of a page are told apart.
const TABLES: usize = 1 << 8;
/// How many cells one may stand for, and how much of its text stands in each, in bytes.
const SPAN: usize = 1 << 8;
const SPAN_TEXT: usize = 1 << 10;
/// How many cells that reach into the next rows are held.
const HELD: usize = 1 << 10;

/// Reads pages.
pub(crate) struct PageReader {
    name: Option<String>,
    state: State,
    /// The tag, or the script or comment, as far as it was read.
    open: String,
    /// The text of the cell at hand, or of what stands around tables.
    text: String,
    /// The cell at hand, with how many columns and rows it stands for.
    cell: Option<(usize, usize)>,
    row: Row,
    in_row: bool,
    /// Cells that reach into the next rows: column, rows left, text.
    held: Vec<(usize, usize, String)>,
    /// Values of attributes in the row at hand.
    aside: Vec<String>,
    /// Tables inside tables.
    depth: usize,
    tables: Vec<TableId>,
    loose: Option<TableId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    /// In a tag, inside this quote if any.
    Tag(Option<u8>),
    /// In a script, a style or a comment, up to this end.
    Raw(&'static str),
}

impl PageReader {
    pub(crate) fn new(name: Option<String>) -> PageReader {
        PageReader {
            name,
            state: State::Text,
            open: String::new(),
            text: String::new(),
            cell: None,
            row: Row::default(),
            in_row: false,
            held: Vec::new(),
            aside: Vec::new(),
            depth: 0,
            tables: Vec::new(),
            loose: None,
        }
    }

    /// Takes text up to the next tag; gives the bytes taken.
    fn text(&mut self, text: &str, rows: &mut dyn Rows) -> Result<usize, Error> {
        let end = memchr::memchr(b'<', text.as_bytes());
        self.text.push_str(&text[..end.unwrap_or(text.len())]);
        if self.text.len() > HOLD {
            self.part(rows)?;
        }
        if end.is_some() {
            self.state = State::Tag(None);
            self.open.clear();
        }
        Ok(end.map_or(text.len(), |end| end + 1))
    }

    /// Takes a tag up to its end.
    fn tag(&mut self, text: &str, quote: Option<u8>, rows: &mut dyn Rows) -> Result<usize, Error> {
        let begins = |sign: char| sign.is_ascii_alphabetic() || "/!?".contains(sign);
        if self.open.is_empty() && !text.starts_with(begins) {
            self.text.push('<');
            self.state = State::Text;
            return Ok(0);
        }
        if let Some(taken) = self.comment(text) {
            return Ok(taken);
        }
        let bytes = text.as_bytes();
        let found = match quote {
            Some(quote) => memchr::memchr(quote, bytes),
            None => memchr::memchr3(b'>', b'"', b'\'', bytes),
        };
        let Some(end) = found else {
            self.open.push_str(text);
            return self.long_tag(rows).map(|()| text.len());
        };
        self.open.push_str(&text[..end]);
        if bytes[end] == b'>' && quote.is_none() {
            self.state = State::Text;
            let open = std::mem::take(&mut self.open);
            self.take_tag(&open, rows)?;
            return Ok(end + 1);
        }
        // A quote opens behind a sign of equality only: the others are apostrophes.
        let opens = quote.is_none() && self.open.trim_end().ends_with('=');
        self.state = State::Tag(Some(bytes[end]).filter(|_| opens));
        self.open.push_str(&text[end..=end]);
        self.long_tag(rows).map(|()| end + 1)
    }

    /// Whether what was taken for a tag is the beginning of a comment; gives the bytes taken.
    fn comment(&mut self, text: &str) -> Option<usize> {
        const BEGINS: &str = "!--";
        let missing = BEGINS.strip_prefix(self.open.as_str()).filter(|missing| !missing.is_empty())?;
        if text.starts_with(missing) {
            self.open.clear();
            self.state = State::Raw("-->");
            return Some(missing.len());
        }
        missing.starts_with(text).then(|| {
            self.open.push_str(text);
            text.len()
        })
    }

    /// What never ends is no tag.
    fn long_tag(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.open.len() <= TAG {
            return Ok(());
        }
        self.state = State::Text;
        self.text.push('<');
        self.text.push_str(&std::mem::take(&mut self.open));
        if self.text.len() > HOLD { self.part(rows) } else { Ok(()) }
    }

    fn take_tag(&mut self, open: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let tag = Tag::of(open);
        for value in tag.values() {
            self.attribute(value, rows)?;
        }
        match (tag.name.as_str(), tag.closes) {
            ("script", false) => self.state = State::Raw("</script"),
            ("style", false) => self.state = State::Raw("</style"),
            ("table", false) => {
                self.end_row(rows)?;
                self.begin_table(rows);
            }
            ("table", true) => {
                self.end_row(rows)?;
                self.depth = self.depth.saturating_sub(1);
            }
            ("tr", closes) => {
                self.end_row(rows)?;
                self.in_row = !closes && self.depth > 0;
            }
            ("td" | "th", false) if self.depth > 0 => {
                self.end_cell(rows)?;
                self.in_row = true;
                self.cell = Some((tag.number("colspan").min(SPAN), tag.number("rowspan")));
            }
            ("td" | "th", true) => self.end_cell(rows)?,
            (name, _) if tag::is_block(name) => {
                if self.cell.is_some() {
                    self.text.push_str("<br>");
                } else {
                    self.end_text(rows)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_table(&mut self, rows: &mut dyn Rows) {
        self.depth += 1;
        self.held.clear();
        if self.tables.len() < TABLES {
            let table = Table { name: self.name.clone(), may_have_header: true, ..Table::default() };
            self.tables.push(rows.schema().add(table));
        }
    }

    /// A value of an attribute: an address behind a name, a number in a field.
    fn attribute(&mut self, value: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let value = text::plain(value);
        let value = value.trim_start_matches("mailto:").trim_start_matches("tel:").trim();
        if !(value.contains('@') || text::digits(value).len() >= 7) {
            return Ok(());
        }
        if !self.in_row {
            return self.beside(value, rows);
        }
        self.aside.push(value.to_owned());
        Ok(())
    }

    /// Text that is no row: looked at if a value stands in it.
    fn beside(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if !holds_value(text) {
            return Ok(());
        }
        let table = *self.loose.get_or_insert_with(|| {
            rows.schema().add(Table { loose: true, running: true, ..Table::default() })
        });
        let mut row = Row::default();
        row.push(text);
        row.end_cell(false);
        rows.row(table, &mut row)
    }

    fn end_text(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.text.is_empty() {
            return Ok(());
        }
        let text = text::plain(&std::mem::take(&mut self.text));
        self.beside(&text, rows)
    }

    /// Hands on the beginning of a text that is too long to hold.
    fn part(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let end = self.text.rfind([' ', '\n', ';']).map_or(self.text.len(), |end| end + 1);
        let rest = self.text.split_off(end);
        let begun = text::plain(&std::mem::replace(&mut self.text, rest));
        match (self.cell, self.tables.last()) {
            (Some(_), Some(table)) => {
                self.row.push(&begun);
                self.row.push(" ");
                rows.part(*table, &mut self.row)
            }
            _ => self.beside(&begun, rows),
        }
    }

    /// Cells of rows above that reach down to where the next cell stands.
    fn reach_down(&mut self) {
        let column = self.row.len();
        let here = |(at, left, _): &(usize, usize, String)| *at == column && *left > 0;
        if let Some(place) = self.held.iter().position(here) {
            let (_, left, text) = &mut self.held[place];
            *left -= 1;
            self.row.push(text);
            self.row.end_cell(false);
            self.reach_down();
        }
    }

    fn end_cell(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let Some((columns, down)) = self.cell.take() else { return self.end_text(rows) };
        let text = text::plain(&std::mem::take(&mut self.text));
        if !self.row.parted {
            self.reach_down();
        }
        if down > 1 && text.len() <= SPAN_TEXT && self.held.len() < HELD && !self.row.parted {
            self.held.push((self.row.len(), down - 1, text.clone()));
        }
        self.row.push(&text);
        self.row.end_cell(false);
        for _ in 1..columns {
            self.row.end_cell(false);
        }
        match self.tables.last() {
            Some(table) if self.row.is_long() => rows.part(*table, &mut self.row),
            _ => Ok(()),
        }
    }

    fn end_row(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.end_cell(rows)?;
        let Some(table) = self.tables.last().copied().filter(|_| self.in_row) else { return Ok(()) };
        self.in_row = false;
        self.reach_down();
        self.held.retain(|(_, left, _)| *left > 0);
        let cells = self.row.first()..self.row.len();
        let shown: String = cells.filter_map(|cell| self.row.get(cell)).collect::<Vec<&str>>().join(" ");
        let aside = std::mem::take(&mut self.aside);
        if self.row.parted || !shown.trim().is_empty() {
            rows.row(table, &mut self.row)?;
        }
        self.row.clear();
        let numbers = text::digits(&shown);
        for value in aside.iter().filter(|value| !text::is_shown(value, &shown, &numbers)) {
            self.beside(value, rows)?;
        }
        Ok(())
    }

    /// Takes a script or a comment up to its end.
    fn raw(&mut self, text: &str, end: &'static str, rows: &mut dyn Rows) -> Result<usize, Error> {
        let from = (self.open.len() + 1).saturating_sub(end.len());
        let before = self.open.len();
        self.open.push_str(text);
        let Some(found) = text::find(&self.open, from, end) else {
            if self.open.len() > RAW {
                self.look_at_raw(rows)?;
            }
            return Ok(text.len());
        };
        let behind = found + end.len() - before;
        self.open.truncate(found);
        let raw = std::mem::take(&mut self.open);
        raw.lines().try_for_each(|line| self.beside(line, rows))?;
        self.state = State::Text;
        if end != "-->" {
            // The rest of `</script>`.
            self.state = State::Tag(None);
            self.open.push('/');
        }
        Ok(behind)
    }

    fn look_at_raw(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let cut = self.open.rfind(['\n', ' ', ';', '>']).filter(|cut| *cut > 0);
        let cut = cut.unwrap_or_else(|| text::floor(&self.open, self.open.len() - 16));
        let rest = self.open.split_off(cut);
        let begun = std::mem::replace(&mut self.open, rest);
        begun.lines().try_for_each(|line| self.beside(line, rows))
    }
}

impl Reader for PageReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let mut at = 0;
        while at < text.len() {
            at += match self.state {
                State::Text => self.text(&text[at..], rows)?,
                State::Tag(quote) => self.tag(&text[at..], quote, rows)?,
                State::Raw(end) => self.raw(&text[at..], end, rows)?,
            };
        }
        Ok(())
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        let cut = self.depth > 0 || self.state != State::Text;
        let open = std::mem::take(&mut self.open);
        match self.state {
            State::Text => {}
            State::Tag(_) => {
                self.text.push('<');
                self.text.push_str(&open);
            }
            State::Raw(_) => open.lines().try_for_each(|line| self.beside(line, rows))?,
        }
        self.end_row(rows)?;
        self.end_text(rows)?;
        // All that is there was looked at; how much is missing nobody knows.
        Ok(Ending { unread_from: None, reason: cut.then_some("truncated") })
    }
}
