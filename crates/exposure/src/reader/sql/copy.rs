use memchr::memchr3;

use crate::Error;
use crate::row::{Row, Rows};
use crate::schema::TableId;

use super::lexer::Lexer;
use super::values::decode_bytea;

/// The rows between `COPY … FROM stdin;` and `\.`, as PostgreSQL dumps them: cells between tabs, `\N` for NULL.
pub(crate) struct Copy {
    pub(crate) table: TableId,
    null: bool,
    /// The rest of the statement's own line is still to be passed.
    begun: bool,
}

impl Copy {
    pub(crate) fn new(table: TableId) -> Copy {
        Copy { table, null: false, begun: false }
    }

    /// Takes what text is at hand; `true` when the rows are over.
    pub(crate) fn run(
        &mut self,
        lexer: &mut Lexer,
        row: &mut Row,
        rows: &mut dyn Rows,
        last: bool,
    ) -> Result<bool, Error> {
        if !self.begun {
            self.begun = lexer.pass_line();
            row.clear();
            row.offset = lexer.place();
        }
        while self.begun {
            let rest = lexer.rest();
            let Some(stop) = memchr3(b'\t', b'\n', b'\\', rest.as_bytes()) else {
                row.push(rest);
                lexer.pass(rest.len());
                break;
            };
            row.push(&rest[..stop]);
            let (mark, next) = (rest.as_bytes()[stop], rest[stop + 1..].chars().next());
            if mark == b'\\' && next.is_none() && !last {
                lexer.pass(stop);
                break;
            }
            lexer.pass(stop + 1 + if mark == b'\\' { next.map_or(0, char::len_utf8) } else { 0 });
            match mark {
                b'\\' if next == Some('.') && row.is_untouched() => {
                    lexer.pass_line();
                    return Ok(true);
                }
                b'\\' => self.escape(next, row),
                b'\t' => self.end_cell(row, rows)?,
                _ => self.end_row(row, rows, lexer.place())?,
            }
        }
        if row.is_long() {
            rows.part(self.table, row)?;
        }
        Ok(false)
    }

    fn escape(&mut self, escaped: Option<char>, row: &mut Row) {
        match escaped {
            Some('N') if row.open().is_empty() => self.null = true,
            Some('n') => row.push_char('\n'),
            Some('t') => row.push_char('\t'),
            Some('r') => row.push_char('\r'),
            Some(other) => row.push_char(other),
            None => {}
        }
    }

    fn end_cell(&mut self, row: &mut Row, rows: &mut dyn Rows) -> Result<(), Error> {
        decode_bytea(row);
        row.end_cell(std::mem::take(&mut self.null));
        if row.is_long() { rows.part(self.table, row) } else { Ok(()) }
    }

    fn end_row(&mut self, row: &mut Row, rows: &mut dyn Rows, next: u64) -> Result<(), Error> {
        if row.open().ends_with('\r') {
            row.truncate_open(row.open().len() - 1);
        }
        decode_bytea(row);
        row.end_cell(std::mem::take(&mut self.null));
        rows.row(self.table, row)?;
        row.clear();
        row.offset = next;
        Ok(())
    }
}
