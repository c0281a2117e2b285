//! Rows of a form: short neighbours share one.

use crate::Line;

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
