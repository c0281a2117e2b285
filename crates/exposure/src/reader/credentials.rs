//! Lists of log-ins and passwords as they are traded: `ann@example.com:secret` a line, with the site before it as programs that
//! steal passwords write them, or the account of a system and its hash.

mod shape;

pub(crate) use shape::{Shape, detect};

use crate::Error;
use crate::reader::lines::Lines;
use crate::reader::{Ending, Reader};
use crate::row::{Row, Rows};
use crate::schema::{Table, TableId};
use shape::{Login, Parts};

/// The columns of a list, as its rows fill them.
const COLUMNS: [&str; 5] = ["site", "email", "phone", "login", "password"];

/// Reads a list of log-ins and passwords.
pub(crate) struct CredentialReader {
    shape: Shape,
    table: TableId,
    /// Takes lines that are none of the list.
    loose: TableId,
    /// The line at hand, as far as it was read.
    lines: Lines,
    row: Row,
    before: u64,
}

impl CredentialReader {
    pub(crate) fn new(shape: Shape, newline: u8, rows: &mut dyn Rows) -> CredentialReader {
        let columns = Some(COLUMNS.map(str::to_owned).to_vec());
        let table = rows.schema().add(Table { columns, ..Table::default() });
        let loose = rows.schema().add(Table { loose: true, running: true, ..Table::default() });
        CredentialReader { shape, table, loose, lines: Lines::new(newline), row: Row::default(), before: 0 }
    }

    fn take_line(&mut self, line: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            return Ok(());
        }
        let parts = self.shape.parts(line).filter(|parts| !parts.are_names());
        match &parts {
            Some(Parts { site, login, secret }) => {
                let kind = Login::of(login);
                let of = |wanted: Login| if kind == Some(wanted) { login } else { "" };
                let login_alone = if kind.is_none() { login } else { "" };
                // `android://HASH@com.example/` is no address of mail.
                let site =
                    if site.starts_with("android:") { site.rsplit('@').next().unwrap_or(site) } else { site };
                for cell in [site, of(Login::Email), of(Login::Phone), login_alone, secret] {
                    self.row.push(cell);
                    self.row.end_cell(cell.is_empty());
                }
            }
            None => {
                self.row.push(line);
                self.row.end_cell(false);
            }
        }
        let table = if parts.is_some() { self.table } else { self.loose };
        rows.row(table, &mut self.row)?;
        self.row.clear();
        Ok(())
    }

    /// A part of a line too long to be one of a list is text.
    fn take_part(&mut self, part: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        self.row.push(part);
        self.row.end_cell(false);
        rows.row(self.loose, &mut self.row)?;
        self.row.clear();
        Ok(())
    }
}

impl Reader for CredentialReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        // Out of the way for as long as each line is taken; after a fault nothing more is read.
        let mut lines = std::mem::replace(&mut self.lines, Lines::new(b'\n'));
        let done = lines.feed(text, |line, goes_on| {
            self.row.offset = self.before;
            self.before += line.len() as u64 + u64::from(!goes_on);
            if goes_on { self.take_part(line, rows) } else { self.take_line(line, rows) }
        });
        self.lines = lines;
        done
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        self.row.offset = self.before;
        let line = self.lines.end();
        self.take_line(&line, rows)?;
        Ok(Ending::default())
    }
}
