//! Tables: text left, figures right on one baseline, a total that adds up, footnotes below. On a phone each row stands
//! as a block in which every value has the name of its column.

use maud::{Markup, html};

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// Words.
    Text,
    /// Figures: right, tabular.
    Figure,
    /// Digests, file positions, masked numbers.
    Mono,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// How it is set.
    pub set: Set,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Id of the element, unique on the page; empty for none.
    pub id: String,
    /// One per column.
    pub cells: Vec<Markup>,
    /// It is a total of those above.
    pub total: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What it shows, for those who do not see the heading of its card.
    pub caption: String,
    /// Its columns; the first names the row.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What stands below it.
    pub footnotes: Vec<String>,
}

/// The table.
pub fn table(table: &Table) -> Markup {
    // The roles say again what the elements are: as blocks on a phone browsers forget it.
    html! {
        div.table-frame {
            table.table role="table" {
                caption.sr { (table.caption) }
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &table.columns {
                            th.(class(column.set)) role="columnheader" scope="col" { (column.head) }
                        }
                    }
                }
                tbody role="rowgroup" { @for line in &table.rows { (row(line, &table.columns)) } }
            }
        }
        @for note in &table.footnotes { p.footnote { (note) } }
    }
}

fn row(row: &Row, columns: &[Column]) -> Markup {
    html! {
        tr.total[row.total] role="row" id=[(!row.id.is_empty()).then_some(&row.id)] {
            @for (at, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
                @if at == 0 {
                    th.(class(column.set)) role="rowheader" scope="row" { (cell) }
                } @else {
                    td.(class(column.set)) role="cell" data-head=(column.head) { div { (cell) } }
                }
            }
        }
    }
}

fn class(set: Set) -> &'static str {
    match set {
        Set::Text => "text",
        Set::Figure => "figure",
        Set::Mono => "mono",
    }
}
