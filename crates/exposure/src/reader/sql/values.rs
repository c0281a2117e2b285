use memchr::memchr2;

use crate::Error;
use crate::row::{HOLD, Row, Rows};
use crate::schema::TableId;

use super::expression::Expression;
use super::hex::{self, from_hex};
use super::lexer::{self, Token};

/// The rows of one `VALUES (…), (…)`.
pub(crate) struct Values {
    pub(crate) table: TableId,
    depth: usize,
    /// A bare word that may be an introducer (`N'…'`, `_utf8mb4'…'`, `x'…'`), NULL, or a number.
    bare: Option<String>,
    /// Whether a string or a call was part of the cell.
    composed: bool,
    /// Whether the string at hand is hexadecimal, and its digits so far.
    hex: bool,
    digits: String,
    open: bool,
    /// What the cell is composed of, where it is more than a string.
    expression: Expression,
    /// Whether another row must follow: a comma stood last between rows, or nothing yet.
    pub(crate) expects: bool,
    /// Whether a row began.
    any: bool,
}

/// What comes after a token of a list of values.
pub(crate) enum Next {
    /// More of the list.
    More,
    /// The list is over, the statement is not: it goes on with this.
    Statement(Token),
    /// The statement is over.
    End,
}

impl Values {
    pub(crate) fn new(table: TableId) -> Values {
        Values {
            table,
            depth: 0,
            bare: None,
            composed: false,
            hex: false,
            digits: String::new(),
            open: false,
            expression: Expression::default(),
            expects: true,
            any: false,
        }
    }

    /// Whether no row began.
    pub(crate) fn is_without_rows(&self) -> bool {
        !self.any
    }

    pub(crate) fn in_row(&self) -> bool {
        self.depth > 0
    }

    pub(crate) fn take(
        &mut self,
        token: Token,
        row: &mut Row,
        rows: &mut dyn Rows,
        begins: u64,
        leads: bool,
    ) -> Result<Next, Error> {
        if self.depth == 0 {
            return Ok(self.between_rows(token, row, begins));
        }
        if leads && token.is_word("INSERT") {
            // The row never ended: it ends here, and must not swallow those behind it.
            self.flush(row);
            self.end_cell(row);
            self.depth = 0;
            self.end_row(row, rows)?;
            return Ok(Next::Statement(token));
        }
        match token {
            Token::Text { text, open } => self.text(&text, open, row),
            Token::Word(word) => {
                self.flush(row);
                self.bare = Some(word);
            }
            Token::Name(name) => {
                self.flush(row);
                row.push(&name);
            }
            Token::Mark('(') => {
                self.flush(row);
                self.composed = true;
                self.depth += 1;
            }
            Token::Mark(')') if self.depth > 1 => {
                self.flush(row);
                self.depth -= 1;
            }
            Token::Mark(')') => {
                self.end_cell(row);
                self.depth = 0;
                self.end_row(row, rows)?;
            }
            Token::Mark(',') if self.depth == 1 => {
                self.end_cell(row);
                if row.is_long() {
                    rows.part(self.table, row)?;
                }
            }
            Token::Mark(mark) => {
                self.flush(row);
                row.push_char(if mark == ',' { ' ' } else { mark });
            }
            // A semicolon inside a row ends nothing in well-formed SQL; a broken row ends there.
            Token::End => {
                self.end_cell(row);
                self.end_row(row, rows)?;
                return Ok(Next::End);
            }
        }
        Ok(Next::More)
    }

    /// Whether nothing of a cell was read yet.
    fn is_fresh(&self) -> bool {
        self.depth <= 1 && self.bare.is_none() && !self.composed && !self.open
    }

    /// Takes as many plain cells as stand in `rest`: numbers, bare words and strings without an escape, parted by
    /// commas, as nearly all cells of a dump are. Gives the bytes taken; what follows them is for the lexer, and
    /// what is taken here comes out as the lexer's tokens would bring it. `place` is where `rest` begins, in bytes
    /// of decoded text.
    pub(crate) fn plain_cells(
        &mut self,
        rest: &str,
        place: u64,
        row: &mut Row,
        rows: &mut dyn Rows,
    ) -> Result<usize, Error> {
        if !self.is_fresh() {
            return Ok(0);
        }
        let bytes = rest.as_bytes();
        let mut done = 0;
        loop {
            let at = blank(bytes, done);
            if self.depth == 0 {
                match bytes.get(at) {
                    Some(b',') => self.expects = true,
                    Some(b'(') => self.begin_row(row, place + at as u64),
                    _ => return Ok(done),
                }
                done = at + 1;
                continue;
            }
            let Some((cell, end)) = plain_cell(bytes, at) else { return Ok(done) };
            match (cell, &rest[at..end]) {
                (Cell::Text, quoted) => {
                    row.push(&quoted[1..quoted.len() - 1]);
                    row.end_cell(false);
                }
                (Cell::Word, word) if is_null(word) => row.end_cell(true),
                (Cell::Word, word) => {
                    row.push(word);
                    row.end_cell(false);
                }
            }
            let mark = blank(bytes, end);
            done = mark + 1;
            if bytes[mark] == b')' {
                self.depth = 0;
                self.end_row(row, rows)?;
            } else if row.is_long() {
                rows.part(self.table, row)?;
            }
        }
    }

    fn begin_row(&mut self, row: &mut Row, begins: u64) {
        row.clear();
        row.offset = begins;
        self.depth = 1;
        (self.expects, self.any) = (false, true);
    }

    fn between_rows(&mut self, token: Token, row: &mut Row, begins: u64) -> Next {
        match token {
            Token::Mark('(') => {
                self.begin_row(row, begins);
                Next::More
            }
            Token::Mark(',') => {
                self.expects = true;
                Next::More
            }
            Token::End => Next::End,
            _ if token.is_word("ROW") => Next::More,
            token => Next::Statement(token),
        }
    }

    fn text(&mut self, text: &str, open: bool, row: &mut Row) {
        if !self.open {
            self.hex = false;
            if let Some(word) = self.bare.take() {
                if word.eq_ignore_ascii_case("x") {
                    self.hex = true;
                } else if !is_introducer(&word) {
                    self.word(&word, row);
                    row.push_char(' ');
                }
            }
        }
        let more = self.open;
        self.open = open;
        self.composed = true;
        let from = row.open().len();
        if self.hex {
            self.digits.push_str(text);
            if open && self.digits.len() < HOLD {
                return;
            }
            let digits = std::mem::take(&mut self.digits);
            match from_hex(&digits) {
                Some(decoded) => row.push(&decoded),
                None => row.push(&digits),
            }
        } else {
            row.push(text);
        }
        self.expression.text(from, row.open().len(), more);
    }

    /// A bare word that is a part of an expression.
    fn word(&mut self, word: &str, row: &mut Row) {
        let from = row.open().len();
        row.push(word);
        self.expression.word(from, from + word.len());
    }

    /// A bare word inside a longer expression is text.
    fn flush(&mut self, row: &mut Row) {
        if let Some(word) = self.bare.take() {
            self.word(&word, row);
            row.push_char(' ');
            self.composed = true;
        }
    }

    fn end_cell(&mut self, row: &mut Row) {
        let mut null = false;
        match self.bare.take() {
            Some(word) if self.composed => {
                self.word(&word, row);
                self.settle(row);
            }
            None if self.composed => self.settle(row),
            Some(word) if is_null(&word) => null = true,
            Some(word) => match hex::digits(&word).and_then(from_hex) {
                Some(decoded) => row.push(&decoded),
                None => row.push(&word),
            },
            None => {}
        }
        row.end_cell(null);
        self.expression.clear();
        self.composed = false;
        self.open = false;
    }

    /// Leaves of an expression the value it says.
    fn settle(&self, row: &mut Row) {
        // Of a cell that was handed on in parts the places are no longer known.
        if row.handed == 0
            && let Some(value) = self.expression.value(row.open())
        {
            row.truncate_open(0);
            row.push(&value);
        }
        decode_bytea(row);
    }

    fn end_row(&mut self, row: &mut Row, rows: &mut dyn Rows) -> Result<(), Error> {
        rows.row(self.table, row)?;
        row.clear();
        Ok(())
    }
}

fn is_null(word: &str) -> bool {
    word.eq_ignore_ascii_case("NULL") || word.eq_ignore_ascii_case("DEFAULT")
}

/// What a plain cell is.
enum Cell {
    Text,
    Word,
}

/// The end of the plain cell that begins at `at`, behind which its row or the next cell follows.
fn plain_cell(bytes: &[u8], at: usize) -> Option<(Cell, usize)> {
    let (cell, end) = match *bytes.get(at)? {
        b'\'' => {
            let stop = at + 1 + memchr2(b'\'', b'\\', &bytes[at + 1..])?;
            (Cell::Text, (bytes[stop] == b'\'').then_some(stop + 1)?)
        }
        first => {
            // `0x…` are hexadecimal digits.
            if first == b'0' && matches!(bytes.get(at + 1), Some(b'x')) {
                return None;
            }
            let signed = usize::from(first == b'-');
            let word = &bytes[at + signed..];
            let length = word.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'.')?;
            (Cell::Word, (length > 0).then_some(at + signed + length)?)
        }
    };
    matches!(bytes.get(blank(bytes, end))?, b',' | b')').then_some((cell, end))
}

/// The first place from `at` on that is no blank.
fn blank(bytes: &[u8], at: usize) -> usize {
    let blanks = bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
    at + blanks
}

/// `N'…'`, `_utf8mb4'…'`, `_binary'…'`, `E'…'`, `b'…'`, `q'[…]'`: what stands before a string and is no part of it.
fn is_introducer(word: &str) -> bool {
    word.starts_with('_')
        || matches!(word, "N" | "n" | "E" | "e" | "B" | "b" | "U&")
        || lexer::is_alternative(word)
}

/// `\x616e6e` as PostgreSQL writes bytes: the open cell becomes the text they stand for, if they stand for one. Where
/// the dump did not say how it writes backslashes, this one is gone already.
pub(super) fn decode_bytea(row: &mut Row) {
    let open = row.open();
    if !open.starts_with(['\\', 'x']) || open.len() > HOLD {
        return;
    }
    let digits =
        open.strip_prefix("\\x").or_else(|| open.strip_prefix('x')).filter(|digits| digits.len() >= 8);
    if let Some(decoded) = digits.and_then(from_hex) {
        row.truncate_open(0);
        row.push(&decoded);
    }
}
