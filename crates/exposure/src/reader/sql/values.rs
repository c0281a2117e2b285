use crate::Error;
use crate::row::{HOLD, Row, Rows};
use crate::schema::TableId;

use super::lexer::Token;

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
    /// Whether another row must follow: a comma stood last between rows, or nothing yet.
    pub(crate) expects: bool,
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
            expects: true,
        }
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
    ) -> Result<Next, Error> {
        if self.depth == 0 {
            return Ok(self.between_rows(token, row, begins));
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

    fn between_rows(&mut self, token: Token, row: &mut Row, begins: u64) -> Next {
        match token {
            Token::Mark('(') => {
                row.clear();
                row.offset = begins;
                self.depth = 1;
                self.expects = false;
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
                    row.push(&word);
                    row.push_char(' ');
                }
            }
        }
        self.open = open;
        self.composed = true;
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
    }

    /// A bare word inside a longer expression is text.
    fn flush(&mut self, row: &mut Row) {
        if let Some(word) = self.bare.take() {
            row.push(&word);
            row.push_char(' ');
            self.composed = true;
        }
    }

    fn end_cell(&mut self, row: &mut Row) {
        let mut null = false;
        match self.bare.take() {
            Some(word) if self.composed => row.push(&word),
            Some(word) if word.eq_ignore_ascii_case("NULL") || word.eq_ignore_ascii_case("DEFAULT") => {
                null = true
            }
            Some(word) => match word.strip_prefix("0x").and_then(from_hex) {
                Some(decoded) => row.push(&decoded),
                None => row.push(&word),
            },
            None => {}
        }
        row.end_cell(null);
        self.composed = false;
        self.open = false;
    }

    fn end_row(&mut self, row: &mut Row, rows: &mut dyn Rows) -> Result<(), Error> {
        rows.row(self.table, row)?;
        row.clear();
        Ok(())
    }
}

/// `N'…'`, `_utf8mb4'…'`, `_binary'…'`, `E'…'`, `b'…'`: what stands before a string and is no part of it.
fn is_introducer(word: &str) -> bool {
    word.starts_with('_') || matches!(word, "N" | "n" | "E" | "e" | "B" | "b" | "U&")
}

/// The text that hexadecimal digits stand for; `None` where they stand for no text.
fn from_hex(digits: &str) -> Option<String> {
    let digits = digits.as_bytes();
    if !digits.len().is_multiple_of(2) || digits.is_empty() {
        return None;
    }
    let value = |byte: u8| char::from(byte).to_digit(16);
    let bytes: Option<Vec<u8>> = digits
        .chunks_exact(2)
        .map(|pair| u8::try_from(value(pair[0])? * 16 + value(pair[1])?).ok())
        .collect();
    let text = String::from_utf8(bytes?).ok()?;
    (!text.chars().any(|c| c.is_control() && !c.is_whitespace())).then_some(text)
}
