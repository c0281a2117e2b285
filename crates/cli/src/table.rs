//! Tables for a terminal: text left, figures right, columns as wide as their widest cell.

use messages::one_line;
use unicode_width::UnicodeWidthStr;

/// Which edge of its column a cell stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Text.
    Left,
    /// Figures.
    Right,
}

/// Rows of cells, aligned by the width a terminal gives them (a Chinese character takes two columns).
pub struct Table {
    edges: Vec<Edge>,
    rows: Vec<Vec<String>>,
    indent: usize,
}

impl Table {
    /// A table with these columns, set in by two.
    pub fn new(edges: &[Edge]) -> Table {
        Table { edges: edges.to_vec(), rows: Vec::new(), indent: 2 }
    }

    /// The same table, set in by this many columns.
    #[must_use]
    pub fn indented(mut self, indent: usize) -> Table {
        self.indent = indent;
        self
    }

    /// One row more; missing cells are blank. A line break in a cell is shown, not made: what people typed makes no rows.
    pub fn row<I: IntoIterator<Item = S>, S: Into<String>>(&mut self, cells: I) {
        self.rows.push(cells.into_iter().map(|cell| one_line(&cell.into()).into_owned()).collect());
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines, without a break after the last.
    pub fn lines(&self) -> String {
        let widths: Vec<usize> = (0..self.edges.len())
            .map(|column| {
                self.rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect();
        let lines: Vec<String> = self.rows.iter().map(|row| self.line(row, &widths)).collect();
        lines.join("\n")
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = " ".repeat(self.indent);
        for (column, (edge, wide)) in self.edges.iter().zip(widths).enumerate() {
            let cell = row.get(column).map_or("", String::as_str);
            let gap = " ".repeat(wide.saturating_sub(width(cell)));
            if column > 0 {
                line.push_str("  ");
            }
            match edge {
                Edge::Left => line.extend([cell, &gap]),
                Edge::Right => line.extend([gap.as_str(), cell]),
            }
        }
        line.trim_end().to_owned()
    }
}

/// Columns a terminal gives this text.
fn width(text: &str) -> usize {
    crate::door::visible(text).width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_what_the_terminal_shows() {
        let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left]);
        table.row(["电子邮箱", "67", "x"]);
        table.row(["phone", "1,083", ""]);
        assert_eq!(table.lines(), "  电子邮箱     67  x\n  phone     1,083");
    }

    #[test]
    fn a_title_with_a_line_break_makes_no_second_row() {
        let mut table = Table::new(&[Edge::Right, Edge::Left]);
        table.row(["1", "real\n  2  Second case  closed"]);
        assert_eq!(table.lines(), "  1  real\\u{a}  2  Second case  closed");
    }
}
