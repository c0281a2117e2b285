//! Tables whose columns are as wide as the rules below their names, as clients of databases print them:
//! `id   name` above `---- ----------`.

use crate::Error;
use crate::reader::lines::Lines;
use crate::reader::{Ending, Reader};
use crate::row::{Row, Rows};
use crate::schema::{Table, TableId};

/// How many lines may stand above the rules.
const ABOVE: usize = 20;

/// The names of the columns and the places, in letters, where they begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    names: Vec<String>,
    starts: Vec<usize>,
    /// The line of names and the one of rules.
    head: [String; 2],
}

/// The shape of a text that begins with such a table.
pub(crate) fn shape(head: &str) -> Option<Shape> {
    let lines: Vec<&str> =
        head.lines().take(ABOVE + 1).map(|line| line.trim_end().trim_start_matches('\u{feff}')).collect();
    let at = lines.iter().position(|line| is_rules(line)).filter(|at| *at > 0)?;
    let (names, rules) = (lines[at - 1], lines[at]);
    let starts = starts(rules);
    let cells = cut(names, &starts)?;
    let named = cells.iter().filter(|name| !name.is_empty()).count();
    (named * 2 > cells.len()).then(|| Shape {
        names: cells.iter().map(|name| (*name).to_owned()).collect(),
        starts,
        head: [names.to_owned(), rules.to_owned()],
    })
}

/// Two rules at least, with blanks between them.
fn is_rules(line: &str) -> bool {
    let drawn = line.bytes().all(|byte| matches!(byte, b'-' | b' ' | b'='));
    drawn
        && line.split(' ').filter(|rule| !rule.is_empty()).count() >= 2
        && line.split(' ').any(|rule| rule.len() >= 3)
}

fn starts(rules: &str) -> Vec<usize> {
    let drawn = |at: usize| rules.as_bytes()[at] != b' ';
    (0..rules.len()).filter(|at| drawn(*at) && (*at == 0 || !drawn(at - 1))).collect()
}

/// The cells of a line; `None` where one of them reaches into the next: then nobody can say where they end.
fn cut<'t>(line: &'t str, starts: &[usize]) -> Option<Vec<&'t str>> {
    let places: Vec<usize> = if line.is_ascii() {
        starts.iter().map(|start| (*start).min(line.len())).collect()
    } else {
        let letters: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        starts.iter().map(|start| letters.get(*start).copied().unwrap_or(line.len())).collect()
    };
    let inside = |at: usize| at > 0 && at < line.len() && !line[..at].ends_with([' ', '\t']);
    if places.iter().skip(1).any(|at| inside(*at)) {
        return None;
    }
    let ends = places.iter().skip(1).copied().chain([line.len()]);
    Some(places.iter().zip(ends).map(|(from, to)| line[*from..to].trim()).collect())
}

/// Reads such tables.
pub(crate) struct RuledReader {
    shape: Shape,
    table: TableId,
    /// Takes what is no row.
    loose: TableId,
    /// Whether the rules came, and the table did not end since.
    inside: bool,
    lines: Lines,
    row: Row,
}

impl RuledReader {
    pub(crate) fn new(shape: Shape, name: Option<String>, rows: &mut dyn Rows) -> RuledReader {
        let columns = Some(shape.names.clone());
        let table = rows.schema().add(Table { name, columns, ..Table::default() });
        let loose = rows.schema().add(Table { loose: true, running: true, ..Table::default() });
        RuledReader { shape, table, loose, inside: false, lines: Lines::new(b'\n'), row: Row::default() }
    }

    fn take_line(&mut self, line: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let line = line.trim_end().trim_start_matches('\u{feff}');
        let [names, rules] = &self.shape.head;
        if line == rules {
            self.inside = true;
            return Ok(());
        }
        if line.is_empty() {
            self.inside = false;
            return Ok(());
        }
        if line == names {
            return Ok(());
        }
        let cells = if self.inside { cut(line, &self.shape.starts) } else { None };
        for cell in cells.iter().flatten() {
            self.row.push(cell);
            self.row.end_cell(cell.is_empty() || *cell == "NULL");
        }
        if cells.is_none() {
            self.row.push(line);
            self.row.end_cell(false);
        }
        rows.row(if cells.is_some() { self.table } else { self.loose }, &mut self.row)?;
        self.row.clear();
        Ok(())
    }
}

impl Reader for RuledReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        // Out of the way for as long as each line is taken; after a fault nothing more is read.
        let mut lines = std::mem::replace(&mut self.lines, Lines::new(b'\n'));
        let done = lines.feed(text, |line, goes_on| {
            self.inside &= !goes_on;
            self.take_line(line, rows)
        });
        self.lines = lines;
        done
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        let line = self.lines.end();
        if !line.is_empty() {
            self.take_line(&line, rows)?;
        }
        Ok(Ending::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_rules() {
        let shape = shape("id    name       phone\n----- ---------- -----\n").unwrap();
        assert_eq!(
            (shape.names.as_slice(), shape.starts.as_slice()),
            (["id", "name", "phone"].map(str::to_owned).as_slice(), [0, 6, 17].as_slice())
        );
        assert_eq!(cut("    1 张伟 Lee     138", &shape.starts), Some(vec!["1", "张伟 Lee", "138"]));
        assert_eq!(cut("    1 Ann", &shape.starts), Some(vec!["1", "Ann", ""]));
        assert_eq!(cut("    1 A name that is longer", &shape.starts), None);
        assert!(super::shape("Dear all\n--------\n").is_none() && super::shape("--- ---\nx y\n").is_none());
    }
}
