//! Tables of fixed column widths.

/// A cell: its paragraphs, the columns it spans, and whether it is a heading.
pub(super) struct TableCell {
    pub(super) paragraphs: String,
    pub(super) span: usize,
    pub(super) heading: bool,
    /// Too long to be kept on one page.
    pub(super) long: bool,
}

impl TableCell {
    /// A cell in one column.
    pub(super) fn text(paragraphs: String) -> TableCell {
        TableCell { paragraphs, span: 1, heading: false, long: false }
    }

    /// A heading in one column.
    pub(super) fn heading(paragraphs: String) -> TableCell {
        TableCell { paragraphs, span: 1, heading: true, long: false }
    }

    /// The same over `span` columns.
    pub(super) fn over(self, span: usize) -> TableCell {
        TableCell { span, ..self }
    }
}

/// A table in a style; widths in twentieths of a point. With `repeats` the first row stands again on each page.
pub(super) fn table(style: &str, columns: &[usize], rows: &[Vec<TableCell>], repeats: bool) -> String {
    let grid: String = columns.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let rows = rows.iter().enumerate().map(|(place, cells)| row(columns, cells, repeats && place == 0));
    let (width, rows) = (columns.iter().sum::<usize>(), rows.collect::<String>());
    format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/>\
         <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

fn row(columns: &[usize], cells: &[TableCell], repeats: bool) -> String {
    let header = if repeats { "<w:tblHeader/>" } else { "" };
    let whole = if cells.iter().any(|cell| cell.long) { "" } else { "<w:cantSplit/>" };
    let mut place = 0;
    let mut text = format!("<w:tr><w:trPr>{whole}{header}</w:trPr>");
    for one in cells {
        let width: usize = columns.iter().skip(place).take(one.span).sum();
        place += one.span;
        text.push_str(&cell(one, width));
    }
    text + "</w:tr>"
}

fn cell(cell: &TableCell, width: usize) -> String {
    let span = if cell.span > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.span) } else { String::new() };
    let shade = if cell.heading { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"F1F1EF\"/>" } else { "" };
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{shade}<w:vAlign w:val=\"center\"/></w:tcPr>\
         {}</w:tc>",
        cell.paragraphs
    )
}
