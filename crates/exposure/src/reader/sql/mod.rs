//! Database dumps in SQL as MySQL writes it, and as people write it by hand: a streaming lexer and as much
//! grammar as names, keys and values need. Nothing is held but the statement's head and a part of one row.

mod copy;
mod ddl;
mod expression;
mod hex;
mod lexer;
mod moment;
mod values;

use crate::Error;
use crate::reader::{Ending, Reader, holds_value};
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
    /// Takes text out of statements that are no rows, and out of those that change rows.
    loose: Option<TableId>,
    again: Option<TableId>,
    /// The first place whose text was let go unread.
    unread: Option<u64>,
    /// Whether a statement ended as statements do: then the last one must too.
    ended: bool,
    /// Takes what is no row while a row is open.
    aside: Row,
    /// Whether rows were read; whether a statement that puts some into a table was not understood.
    any_rows: bool,
    inserts: bool,
    not_understood: bool,
    /// Whether a statement takes its rows from another file.
    elsewhere: bool,
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
            again: None,
            unread: None,
            ended: false,
            aside: Row::default(),
            any_rows: false,
            inserts: false,
            not_understood: false,
            elsewhere: false,
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
            let token = self.lexer.next(in_values, last);
            self.remarks(rows)?;
            let Some(token) = token else { break };
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
        let leads = self.lexer.leads_line();
        match values.take(token, &mut self.row, rows, begins, leads)? {
            values::Next::More => Ok(()),
            values::Next::Statement(token) => {
                // ON DUPLICATE KEY …, RETURNING …: the rest of the statement is no row. Where none came before it, the rows
                // are written in a way that is not known.
                self.not_understood |= values.is_without_rows();
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
        // Not everybody ends statements with a semicolon.
        if self.lexer.leads_line()
            && !self.statement.is_empty()
            && (token.is_word("INSERT") || token.is_word("CREATE"))
            && !ddl::holds_code(&self.statement)
        {
            self.end_statement(rows)?;
        }
        if self.statement.is_empty() {
            self.begins = self.lexer.token_begins();
            if token.is_word("DELIMITER") {
                self.lexer.read_delimiter();
                return Ok(());
            }
        }
        if (token.is_word("VALUES") || token.is_word("VALUE") && !ddl::is_overriding(&self.statement))
            && let Some(head) = ddl::insert_head(&self.statement)
        {
            let table = rows.schema().with_columns(&head.table, head.columns);
            self.values = Some(Values::new(table));
            self.any_rows = true;
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
            self.any_rows = true;
            self.begin_statement();
            return Ok(());
        }
        if let Some(plain) = ddl::plain_backslash(&self.statement) {
            self.lexer.set_plain_backslash(plain);
        }
        let elsewhere = ddl::rows_elsewhere(&self.statement);
        self.elsewhere |= elsewhere;
        let applied = !self.lost && ddl::apply(&self.statement, rows.schema());
        // What defines tables or code is a row only if a value stands in it.
        let expected = !applied && ddl::may_hold_values(&self.statement);
        let inserts = !elsewhere && ddl::has_insert(&self.statement);
        let held = self.loose_row(expected, rows)?;
        self.inserts |= inserts;
        self.not_understood |= inserts && held;
        self.begin_statement();
        Ok(())
    }

    /// Comments in which values stand: an INSERT that was commented out still left the house.
    fn remarks(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.row.parted {
            // They wait until the row at hand is whole.
            return Ok(());
        }
        for remark in self.lexer.take_remarks() {
            if holds_value(&remark) {
                self.aside.push(&remark);
                self.aside.end_cell(false);
                self.hand_loose(false, rows)?;
            }
        }
        Ok(())
    }

    fn hand_loose(&mut self, again: bool, rows: &mut dyn Rows) -> Result<(), Error> {
        let table = if again { &mut self.again } else { &mut self.loose };
        let loose = || rows.schema().add(Table { loose: true, again, ..Table::default() });
        let table = *table.get_or_insert_with(loose);
        rows.row(table, &mut self.aside)?;
        self.aside.clear();
        Ok(())
    }

    /// An UPDATE, a SET, a call: its strings and numbers are scanned as the cells of a row without columns. One that
    /// is not `expected` to hold values is none unless it does. Tells whether there was a row.
    fn loose_row(&mut self, expected: bool, rows: &mut dyn Rows) -> Result<bool, Error> {
        let mut holds = expected;
        for token in &self.statement {
            let text = match token {
                Token::Text { text, .. } => text,
                Token::Word(word) if word.len() >= SHORTEST && word.bytes().any(|b| b.is_ascii_digit()) => {
                    word
                }
                _ => continue,
            };
            holds = holds || holds_value(text);
            self.aside.push(text);
            self.aside.end_cell(false);
        }
        let row = holds && self.aside.len() > 0;
        if row {
            self.hand_loose(ddl::changes_rows(&self.statement), rows)?;
        }
        self.aside.clear();
        Ok(row)
    }

    /// What is to be said of a dump that was read to its end.
    fn remaining(&self) -> Ending {
        let reason = if self.not_understood || self.inserts && !self.any_rows {
            Some("rows_not_understood")
        } else if self.elsewhere {
            Some("rows_elsewhere")
        } else {
            None
        };
        Ending { unread_from: None, reason }
    }
}

impl Reader for SqlReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        self.lexer.feed(text);
        self.run(rows, false)
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        self.run(rows, true)?;
        self.lexer.end_remark();
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
            Some(_) => self.remaining(),
            None if self.lexer.is_inside() => {
                let from = self.begins.min(self.lexer.token_begins());
                self.end_statement(rows)?;
                cut(from)
            }
            None if ddl::is_begun_insert(&self.statement) => cut(self.begins),
            None if self.ended && ddl::is_begun(&self.statement) => cut(self.begins),
            None if ddl::is_open(&self.statement) => {
                self.end_statement(rows)?;
                cut(self.lexer.place())
            }
            None => {
                self.end_statement(rows)?;
                self.remaining()
            }
        };
        self.row.clear();
        self.remarks(rows)?;
        Ok(match (self.unread, ending.unread_from) {
            (Some(unread), later) if later.is_none_or(|later| unread < later) => {
                Ending { unread_from: Some(unread), reason: Some("statement_too_long") }
            }
            _ => ending,
        })
    }
}
