use memchr::{memchr, memchr2};

use crate::Error;
use crate::reader::{Ending, Reader};
use crate::row::{Row, Rows};
use crate::schema::TableId;

/// Rows of cells with a delimiter, in the shape of RFC 4180 and kinder: rows of any width, quotes inside bare
/// cells, text after a closing quote. Without a delimiter: lines of text.
pub(crate) struct CsvReader {
    table: TableId,
    delimiter: Option<u8>,
    /// What follows the first byte of a delimiter of several.
    more: &'static str,
    /// The beginning of such a delimiter at the end of a piece.
    begun: String,
    /// Whether a cell may stand in quotes: not in lines of text.
    quotes: bool,
    /// What quotes stand around cells.
    quote: u8,
    /// A backslash escapes what follows it, the end of a line too.
    escapes: bool,
    /// What ends a line: `\n`, or `\r` where the text has no `\n`.
    newline: u8,
    state: State,
    row: Row,
    /// Bytes of text before the piece at hand.
    before: u64,
    /// How many cells the last whole row had; 0 before there is one.
    width: usize,
    /// Whole rows in a row of that many.
    alike: u64,
    /// The first line is none of the table: it only says which sign parts its cells.
    skips: bool,
}

/// So many rows of one width before a narrower one make a table whose end was cut off.
const STEADY: u64 = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Bare,
    Quoted,
    /// After a quote inside a quoted cell: the end of the cell, or the first half of a doubled quote.
    QuoteSeen,
}

impl CsvReader {
    pub(crate) fn new(table: TableId, delimiter: Option<u8>, newline: u8) -> CsvReader {
        let quotes = delimiter.is_some();
        CsvReader {
            table,
            delimiter,
            more: "",
            begun: String::new(),
            quotes,
            quote: b'"',
            escapes: false,
            newline,
            state: State::CellStart,
            row: Row::default(),
            before: 0,
            width: 0,
            alike: 0,
            skips: false,
        }
    }

    /// Leaves out the first line, which says the delimiter (`sep=;`).
    pub(crate) fn behind_told_delimiter(self) -> CsvReader {
        CsvReader { skips: true, ..self }
    }

    /// Cells in these quotes.
    pub(crate) fn quoted_by(self, quote: u8) -> CsvReader {
        CsvReader { quote, ..self }
    }

    /// Cells in which a backslash escapes, and none stands in quotes.
    pub(crate) fn escaped(self) -> CsvReader {
        CsvReader { escapes: true, quotes: false, ..self }
    }

    /// Cells parted by several signs: `----`. No cell stands in quotes.
    pub(crate) fn parted_by(table: TableId, sign: &'static str, newline: u8) -> CsvReader {
        let (first, more) = sign.split_at(1);
        let delimiter = first.as_bytes().first().copied();
        CsvReader { more, quotes: false, ..CsvReader::new(table, delimiter, newline) }
    }

    /// One column of cells, each of which may stand in quotes.
    pub(crate) fn of_one_column(table: TableId, newline: u8) -> CsvReader {
        CsvReader { quotes: true, ..CsvReader::new(table, None, newline) }
    }

    fn end_row(&mut self, rows: &mut dyn Rows, next: u64) -> Result<(), Error> {
        if self.state != State::QuoteSeen && self.row.open().ends_with('\r') {
            let len = self.row.open().len();
            self.row.truncate_open(len - 1);
        }
        self.row.end_cell(false);
        let skipped = std::mem::take(&mut self.skips);
        let blank = skipped || self.row.len() == 1 && !self.row.parted && self.row.get(0) == Some("");
        if !blank {
            let width = if self.row.parted { 0 } else { self.row.len() };
            self.alike = if width == self.width { self.alike + 1 } else { 1 };
            self.width = width;
            rows.row(self.table, &mut self.row)?;
        }
        // Spreadsheets write an empty line as empty cells.
        let after_blank = !skipped && (blank || self.row.is_blank());
        self.row.clear();
        self.row.after_blank = after_blank;
        self.row.offset = next;
        self.state = State::CellStart;
        Ok(())
    }

    fn end_cell(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.row.end_cell(false);

        self.state = State::CellStart;
        if self.row.is_long() { rows.part(self.table, &mut self.row) } else { Ok(()) }
    }

    /// Takes bare text up to the next byte that means something; gives the bytes taken.
    fn bare(&mut self, text: &str, rows: &mut dyn Rows, at: u64) -> Result<usize, Error> {
        let bytes = text.as_bytes();
        let found = match self.delimiter {
            Some(delimiter) => memchr2(delimiter, self.newline, bytes),
            None => memchr(self.newline, bytes),
        };
        let Some(stop) = found else {
            self.row.push(text);
            return Ok(bytes.len());
        };
        self.row.push(&text[..stop]);
        if self.escapes && self.unescape() {
            self.row.push(if bytes[stop] == self.newline { "\n" } else { " " });
            return Ok(stop + 1);
        }
        if bytes[stop] == self.newline {
            self.end_row(rows, at + stop as u64 + 1)?;
        } else if self.more.is_empty() {
            self.end_cell(rows)?;
        } else {
            return self.several(text, stop, rows);
        }
        Ok(stop + 1)
    }

    /// Whether the open cell ends in a backslash that escapes what follows; it is gone then.
    fn unescape(&mut self) -> bool {
        let open = self.row.open();
        let backslashes = open.bytes().rev().take_while(|byte| *byte == b'\\').count();
        let len = open.len();
        if backslashes % 2 == 1 {
            self.row.truncate_open(len - 1);
        }
        backslashes % 2 == 1
    }

    /// Takes the first byte of a delimiter of several at `stop`, and the others if they are there.
    fn several(&mut self, text: &str, stop: usize, rows: &mut dyn Rows) -> Result<usize, Error> {
        let rest = &text[stop + 1..];
        if rest.starts_with(self.more) {
            self.end_cell(rows)?;
            return Ok(stop + 1 + self.more.len());
        }
        if self.more.starts_with(rest) {
            self.begun.push_str(&text[stop..]);
            return Ok(text.len());
        }
        self.row.push(&text[stop..=stop]);
        Ok(stop + 1)
    }

    fn quoted(&mut self, text: &str) -> usize {
        match memchr(self.quote, text.as_bytes()) {
            None => {
                self.row.push(text);
                text.len()
            }
            Some(stop) => {
                self.row.push(&text[..stop]);
                self.state = State::QuoteSeen;
                stop + 1
            }
        }
    }

    fn quote_seen(&mut self, text: &str, rows: &mut dyn Rows, at: u64) -> Result<usize, Error> {
        let byte = text.as_bytes()[0];
        if byte == self.quote {
            self.row.push_char(char::from(byte));
            self.state = State::Quoted;
            Ok(1)
        } else if Some(byte) == self.delimiter {
            self.end_cell(rows)?;
            Ok(1)
        } else if byte == self.newline {
            self.end_row(rows, at + 1)?;
            Ok(1)
        } else if byte == b'\r' {
            // Before the end of the line; elsewhere it means nothing.
            Ok(1)
        } else {
            self.state = State::Bare;
            Ok(0)
        }
    }

    fn run(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let mut at = 0;
        while at < text.len() {
            let here = self.before + at as u64;
            at += match self.state {
                State::CellStart if self.quotes && text.as_bytes()[at] == self.quote => {
                    self.state = State::Quoted;
                    1
                }
                State::CellStart => {
                    self.state = State::Bare;
                    0
                }
                State::Bare => self.bare(&text[at..], rows, here)?,
                State::Quoted => self.quoted(&text[at..]),
                State::QuoteSeen => self.quote_seen(&text[at..], rows, here)?,
            };
        }
        self.before += text.len() as u64;
        if self.row.is_long() { rows.part(self.table, &mut self.row) } else { Ok(()) }
    }

    /// Whether what follows a quote that never closed are rows and not the lines of a cell that was cut off: most of its lines
    /// have as many cells as the rows before.
    fn is_stray(&self) -> bool {
        if self.row.parted {
            return false;
        }
        let mut lines = self.row.open().split(char::from(self.newline)).map(|line| self.cells(line));
        let first = self.row.len() + lines.next().unwrap_or_default();
        let width = if self.width == 0 { first } else { self.width };
        let (mut alike, mut others) = (0, 0);
        for cells in lines.filter(|cells| *cells > 0) {
            *(if cells == width { &mut alike } else { &mut others }) += 1;
        }
        alike > others
    }

    /// How many cells a line has, quotes aside; none if it is blank.
    fn cells(&self, line: &str) -> usize {
        let parts = |delimiter: u8| memchr::memchr_iter(delimiter, line.as_bytes()).count();
        if line.trim().is_empty() { 0 } else { 1 + self.delimiter.map_or(0, parts) }
    }

    /// A quote that opened and never closed is taken as a character, and what follows it is read again as rows:
    /// one stray quote must not make a million rows one cell.
    fn reread(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let swallowed = self.row.open().to_owned();
        self.row.truncate_open(0);
        self.row.push_char(char::from(self.quote));
        self.state = State::Bare;
        self.before -= swallowed.len() as u64;
        self.run(&swallowed, rows)
    }
}

impl Reader for CsvReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.begun.is_empty() || text.is_empty() {
            return self.run(text, rows);
        }
        let mut begun = std::mem::take(&mut self.begun);
        self.before -= begun.len() as u64;
        begun.push_str(text);
        self.run(&begun, rows)
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        let mut ending = Ending::default();
        self.row.push(&std::mem::take(&mut self.begun));
        if self.state == State::Quoted {
            if self.is_stray() {
                self.reread(rows)?;
            }
            if self.state == State::Quoted {
                // Its values are found, but where its rows end is not known.
                ending = Ending { unread_from: Some(self.row.offset), reason: Some("unclosed_quote") };
            }
        }
        if !self.row.is_untouched() || self.state != State::CellStart {
            // A last row without an end that is narrower than all before it was cut off.
            let cells = self.row.len() + 1;
            if ending.reason.is_none() && self.alike >= STEADY && cells < self.width && !self.row.parted {
                ending = Ending { unread_from: Some(self.row.offset), reason: Some("truncated") };
            }
            self.end_row(rows, self.before)?;
        }
        Ok(ending)
    }
}
