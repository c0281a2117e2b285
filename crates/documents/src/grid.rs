//! Rows of a form: short neighbours share one.

use crate::{Cell, Line};

/// Entries, and characters of a text, beyond which a row may be torn by the end of a page.
const LONG: (usize, usize) = (8, 400);

/// A row of a form's table.
pub(crate) enum Row<'a> {
    /// One line over the whole width.
    One(&'a Line),
    /// Two short ones beside each other.
    Two(&'a Line, &'a Line),
}

/// The lines in their order, two short neighbours to a row.
pub(crate) fn rows(lines: &[Line]) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let mut rest = lines;
    while let [first, after @ ..] = rest {
        match after {
            [second, after @ ..] if first.short && second.short => {
                rows.push(Row::Two(first, second));
                rest = after;
            }
            _ => {
                rows.push(Row::One(first));
                rest = after;
            }
        }
    }
    rows
}

/// Too long to be kept on one page.
pub(crate) fn is_long(line: &Line) -> bool {
    match &line.cell {
        Cell::List(entries) => entries.len() > LONG.0,
        Cell::Known(text) => text.chars().count() > LONG.1,
        Cell::Unknown | Cell::ByHand => false,
    }
}
