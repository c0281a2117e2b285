//! Database dumps in SQL as MySQL writes it, and as people write it by hand: a streaming lexer and as much
//! grammar as names, keys and values need. Nothing is held but the statement's head and a part of one row.

mod copy;
mod ddl;
mod lexer;
mod values;

use crate::Error;
use crate::reader::{Ending, Reader};
use crate::row::{Row, Rows};
use crate::schema::{Table, TableId};

use copy::Copy;
use lexer::{Lexer, Token};
use values::Values;

/// How many bytes of a statement's tokens are held; what goes beyond is no head and no table definition.
const HELD: usize = 1 << 20;

/// Bare words shorter than this are no value of anybody: no phone has fewer digits with its area.
const SHORTEST: usize = 7;

/// Reads a dump.
pub(crate) struct SqlReader {
    lexer: Lexer,
    /// Tokens of the statement at hand, as far as they are held.
    statement: Vec<Token>,
    held: usize,
    /// Some of the statement's text was let go.
    lost: bool,
    /// Where the statement at hand begins, in bytes of decoded text.
    begins: u64,
    /// Set inside `VALUES …`.
    values: Option<Values>,
    /// Set inside the rows of `COPY … FROM stdin`.
    copy: Option<Copy>,
    row: Row,
    /// Takes text out of statements that are no rows.
    loose: Option<TableId>,
    /// The first place whose text was let go unread.
    unread: Option<u64>,
    /// Whether a statement ended as statements do: then the last one must too.
    ended: bool,
    /// Whether plain cells are read at once, not token by token.
    by_cells: bool,
}

impl SqlReader {
    pub(crate) fn new() -> SqlReader {
        SqlReader {
            lexer: Lexer::default(),
            statement: Vec::new(),
            held: 0,
            lost: false,
            begins: 0,
            values: None,
            copy: None,
            row: Row::default(),
            loose: None,
            unread: None,
            ended: false,
            by_cells: true,
        }
    }

    /// Reads every cell token by token.
    #[cfg(test)]
    pub(crate) fn by_tokens() -> SqlReader {
        SqlReader { by_cells: false, ..SqlReader::new() }
    }

    fn run(&mut self, rows: &mut dyn Rows, last: bool) -> Result<(), Error> {
        loop {
            if let Some(copy) = &mut self.copy {
                if !copy.run(&mut self.lexer, &mut self.row, rows, last)? {
                    break;
                }
                self.copy = None;
                self.row.clear();
            }
            if self.by_cells
                && let Some(values) = &mut self.values
                && self.lexer.is_plain()
            {
                let place = self.lexer.place();
                let taken = values.plain_cells(self.lexer.rest(), place, &mut self.row, rows)?;
                self.lexer.pass(taken);
            }
            let in_values = self.values.is_some();
            let Some(token) = self.lexer.next(in_values, last) else { break };
            if in_values {
                self.in_values(token, rows)?;
            } else {
                self.in_statement(token, rows)?;
            }
        }
        self.lexer.compact();
        if self.row.is_long()
            && let Some(values) = &self.values
        {
            rows.part(values.table, &mut self.row)?;
        }
        Ok(())
    }

    fn in_values(&mut self, token: Token, rows: &mut dyn Rows) -> Result<(), Error> {
        let begins = self.lexer.token_begins();
        let Some(values) = &mut self.values else { return Ok(()) };
        match values.take(token, &mut self.row, rows, begins)? {
            values::Next::More => Ok(()),
            values::Next::Statement(token) => {
                // ON DUPLICATE KEY …, RETURNING …: the rest of the statement is no row.
                self.values = None;
                self.row.clear();
                self.begins = begins;
                self.hold(token);
                Ok(())
            }
            values::Next::End => {
                self.ended = true;
                self.values = None;
                self.row.clear();
                self.begin_statement();
                Ok(())
            }
        }
    }

    fn begin_statement(&mut self) {
        self.statement.clear();
        self.held = 0;
        self.lost = false;
    }

    fn in_statement(&mut self, token: Token, rows: &mut dyn Rows) -> Result<(), Error> {
        if token == Token::End {
            self.ended = true;
            self.end_statement(rows)?;
            return Ok(());
        }
        if self.statement.is_empty() {
            self.begins = self.lexer.token_begins();
            if token.is_word("DELIMITER") {
                self.lexer.read_delimiter();
                return Ok(());
            }
        }
        if (token.is_word("VALUES") || token.is_word("VALUE"))
            && let Some(head) = ddl::insert_head(&self.statement)
        {
            let table = rows.schema().with_columns(&head.table, head.columns);
            self.values = Some(Values::new(table));
            self.begin_statement();
            return Ok(());
        }
        self.hold(token);
        Ok(())
    }

    fn hold(&mut self, token: Token) {
        // The pieces of one long string are one string.
        let size = token.size();
        if self.held + size > HELD {
            self.unread.get_or_insert(self.lexer.token_begins());
            self.lost = true;
            return;
        }
        self.held += size;
        match (self.statement.last_mut(), token) {
            (Some(Token::Text { text, open }), Token::Text { text: more, open: still }) if *open => {
                text.push_str(&more);
                *open = still;
            }
            (_, token) => self.statement.push(token),
        }
    }

    fn end_statement(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if let Some(head) = ddl::copy_head(&self.statement) {
            let table = rows.schema().with_columns(&head.table, head.columns);
            self.copy = Some(Copy::new(table));
            self.begin_statement();
            return Ok(());
        }
        if let Some(plain) = ddl::plain_backslash(&self.statement) {
            self.lexer.set_plain_backslash(plain);
        }
        if !self.lost && ddl::apply(&self.statement, rows.schema()) {
            self.begin_statement();
            return Ok(());
        }
        if ddl::may_hold_values(&self.statement) {
            self.loose_row(rows)?;
        }
        self.begin_statement();
        Ok(())
    }

    /// An UPDATE, a SET, a call: its strings and numbers are scanned as the cells of a row without columns.
    fn loose_row(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        self.row.clear();
        for token in &self.statement {
            let text = match token {
                Token::Text { text, .. } => text,
                Token::Word(word) if word.len() >= SHORTEST && word.bytes().any(|b| b.is_ascii_digit()) => {
                    word
                }
                _ => continue,
            };
            self.row.push(text);
            self.row.end_cell(false);
        }
        if self.row.len() > 0 {
            let schema = rows.schema();
            let table =
                *self.loose.get_or_insert_with(|| schema.add(Table { loose: true, ..Table::default() }));
            rows.row(table, &mut self.row)?;
        }
        self.row.clear();
        Ok(())
    }
}

impl Reader for SqlReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        self.lexer.feed(text);
        self.run(rows, false)
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        self.run(rows, true)?;
        let cut = |from| Ending { unread_from: Some(from), reason: Some("truncated") };
        let ending = match &self.values {
            None if self.copy.is_some() => cut(self.row.offset),
            Some(values) if values.in_row() => {
                if self.row.parted {
                    // What was handed on counts; the row itself is broken off.
                    rows.row(values.table, &mut self.row)?;
                }
                cut(self.row.offset)
            }
            Some(values) if values.expects || self.ended => cut(self.lexer.place()),
            Some(_) => Ending::default(),
            None if self.lexer.is_inside() => cut(self.begins.min(self.lexer.token_begins())),
            None if ddl::insert_head(&self.statement).is_some() => cut(self.begins),
            None if ddl::is_open(&self.statement) => {
                self.end_statement(rows)?;
                cut(self.lexer.place())
            }
            None => {
                self.end_statement(rows)?;
                Ending::default()
            }
        };
        self.row.clear();
        Ok(match (self.unread, ending.unread_from) {
            (Some(unread), later) if later.is_none_or(|later| unread < later) => {
                Ending { unread_from: Some(unread), reason: Some("statement_too_long") }
            }
            _ => ending,
        })
    }
}
