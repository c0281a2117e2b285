//! The text of a paper in WordprocessingML.

use messages::Message;

use super::table::{TableCell, table};
use super::xml::{PROLOGUE, escaped};
use crate::frame::{self, Foot};
use crate::grid::{self, Row, rows};
use crate::{Block, Cell, Kind, Line, Paper};

const NAMESPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Width of the text on A4 within margins of 18 mm, in twentieths of a point.
const WIDTH: usize = 9866;

/// `word/document.xml`.
pub(super) fn document(paper: &Paper) -> String {
    let mut body = match paper.kind {
        Kind::Form => form_head(paper),
        Kind::Letter => letter_head(paper),
    };
    let mut lists = 0;
    for block in &paper.blocks {
        lists += usize::from(matches!(block, Block::Steps(_)));
        body.push_str(&self::block(block, paper, lists));
    }
    let missing = if frame::shows_missing(paper) { missing(paper) } else { String::new() };
    // What a draft lacks is no part of the letter: it stands below the signature.
    let end = match paper.kind {
        Kind::Form => [missing, signed(paper)],
        Kind::Letter => [signed(paper), missing],
    };
    body.push_str(&end.concat());
    format!(
        "{PROLOGUE}<w:document {NAMESPACE}><w:body>{body}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1020\" w:right=\"1020\" w:bottom=\"1134\" \
         w:left=\"1020\" w:header=\"567\" w:footer=\"454\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

/// `word/footer1.xml`: PAGE and NUMPAGES are fields that the reader's program fills.
pub(super) fn footer(paper: &Paper) -> String {
    let Foot { left, note, page: (before, between, after), digest } = frame::foot(paper);
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let page = format!(
        "{}{}{}{}{}",
        run(&before, ""),
        field("PAGE"),
        run(&between, ""),
        field("NUMPAGES"),
        run(&after, "")
    );
    let first = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"4\" \
         w:color=\"000000\"/></w:pBdr></w:pPr>{}<w:r><w:tab/></w:r>{page}</w:p>",
        run(&left, "")
    );
    let rest = paragraph("Footer", &run(&note, "")) + &paragraph("Footer", &run(&digest, ""));
    format!("{PROLOGUE}<w:ftr {NAMESPACE}>{first}{rest}</w:ftr>")
}

fn form_head(paper: &Paper) -> String {
    let sender = paper.sender.as_ref().map(|sender| paragraph("Sender", &run(sender, "")));
    let frame = format!("{}<w:r><w:tab/></w:r>{}", run(&frame::number(paper), ""), run(&paper.standing, ""));
    let mut head = sender.unwrap_or_default();
    head.push_str(&paragraph("Title", &run(&paper.title, "")));
    head.push_str(&paragraph("Frame", &frame));
    if !paper.frame.is_empty() {
        head.push_str(&paragraph("Frame", &run(&paper.frame.join("    "), "")));
    }
    head
}

fn letter_head(paper: &Paper) -> String {
    let sender = paper.sender.as_deref().unwrap_or_default();
    let head = format!("{}<w:r><w:tab/></w:r>{}", run(sender, "Strong"), run(&paper.frame.join("    "), ""));
    let draft = (!paper.may_leave)
        .then(|| paragraph("Draft", &run(&format!("\u{a0}{}\u{a0}", paper.standing), "DraftBox")));
    paragraph("Letterhead", &head) + &draft.unwrap_or_default() + &paragraph("Title", &run(&paper.title, ""))
}

/// A block; `list` is the number of the list that its steps make.
fn block(block: &Block, paper: &Paper, list: usize) -> String {
    match block {
        Block::Lines(lines) => {
            let rows: Vec<_> = rows(lines).iter().map(|row| self::row(row, paper)).collect();
            table("Bordered", &label_columns(paper), &rows, false)
        }
        Block::Text(text) => paragraph("BodyText", &run(text, "")),
        Block::Lead(text) => paragraph("Lead", &run(text, "")),
        Block::Points(points) => {
            let rows = points.iter().map(|(label, text)| {
                let label = paragraph("PointLabel", &run(label, ""));
                vec![TableCell::text(label), TableCell::text(paragraph("Cell", &run(text, "")))]
            });
            let label = if paper.language == messages::Language::English { 3000 } else { 2400 };
            table("Points", &[label, WIDTH - label], &rows.collect::<Vec<_>>(), false)
        }
        Block::Steps(steps) => steps.iter().map(|one| step(one, list)).collect(),
    }
}

/// Widths of label, value, label, value.
fn label_columns(paper: &Paper) -> [usize; 4] {
    let label = if paper.language == messages::Language::English { 1780 } else { 1480 };
    let value = WIDTH / 2 - label;
    [label, value, label, value]
}

fn row(row: &Row<'_>, paper: &Paper) -> Vec<TableCell> {
    let text = |line| TableCell { long: grid::is_long(line), ..TableCell::text(value(line, paper)) };
    match row {
        Row::One(line) => vec![head(line), text(line).over(3)],
        Row::Two(one, two) => vec![head(one), text(one), head(two), text(two)],
    }
}

fn head(line: &Line) -> TableCell {
    TableCell::heading(paragraph("CellHead", &run(&line.label, "")))
}

/// The paragraphs of a value: one, or one for each entry of a list.
fn value(line: &Line, paper: &Paper) -> String {
    let say = |key: &'static str| Message::new(key).in_language(paper.language);
    let basis = line
        .basis
        .as_ref()
        .map(|basis| run(&format!("{}{basis}", frame::before_basis(paper.language)), "Basis"))
        .unwrap_or_default();
    let one = |run: String| paragraph("Cell", &format!("{run}{basis}"));
    match &line.cell {
        Cell::Known(text) => one(run(text, "")),
        Cell::Unknown => one(run(&say("documents-unknown"), "Unknown")),
        Cell::ByHand => one(run(&say("documents-by-hand"), "")),
        Cell::List(entries) if entries.is_empty() => one(run(&say("documents-none-yet"), "")),
        Cell::List(entries) => {
            let entries: String = entries.iter().map(|entry| paragraph("Cell", &run(entry, ""))).collect();
            let basis = line.basis.as_ref().map(|basis| paragraph("Cell", &run(basis, "Basis")));
            entries + &basis.unwrap_or_default()
        }
    }
}

fn missing(paper: &Paper) -> String {
    let say = |key: &'static str| Message::new(key).in_language(paper.language);
    let header = ["documents-missing-field", "documents-missing-question", "documents-missing-who"];
    let header = header.map(|key| TableCell::heading(paragraph("CellHead", &run(&say(key), ""))));
    let gaps = paper.missing.iter().map(|gap| {
        let who = gap.who.join(&say("documents-list-comma"));
        let cells = [&frame::gap_label(gap, paper.language), &gap.question, &who];
        cells.map(|text| TableCell::text(paragraph("Cell", &run(text, "")))).into()
    });
    let rows: Vec<Vec<TableCell>> = std::iter::once(header.into()).chain(gaps).collect();
    let columns = [2200, WIDTH - 2200 - 2900, 2900];
    paragraph("Heading1", &run(&say("documents-missing"), "")) + &table("Bordered", &columns, &rows, true)
}

fn signed(paper: &Paper) -> String {
    let remark = run(paper.remark.as_deref().unwrap_or_default(), "");
    match paper.kind {
        Kind::Form => {
            let parts = run(&paper.signed.join("    "), "");
            paragraph("Signed", &format!("{parts}<w:r><w:tab/></w:r>{remark}"))
        }
        Kind::Letter => {
            let mut signed = paper.signed.iter().map(|part| run(part, ""));
            let first = signed.next().map(|first| {
                // Room between the text and who signs it, as on the page.
                format!(
                    "<w:p><w:pPr><w:pStyle w:val=\"Signature\"/><w:spacing w:before=\"560\"/></w:pPr>{first}</w:p>"
                )
            });
            let rest = signed.map(|part| paragraph("Signature", &part));
            let signed: String = first.into_iter().chain(rest).collect();
            let remark = paper.remark.is_some().then(|| paragraph("Remark", &remark));
            signed + &remark.unwrap_or_default()
        }
    }
}

fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn step(text: &str, list: usize) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Step\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         {}</w:p>",
        run(text, "")
    )
}

/// Text in one character style; a line break in it stays one.
fn run(text: &str, style: &str) -> String {
    let style = match style {
        "" => String::new(),
        _ => format!("<w:rPr><w:rStyle w:val=\"{style}\"/></w:rPr>"),
    };
    let lines: Vec<String> = text
        .split(['\n', '\r'])
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)))
        .collect();
    format!("<w:r>{style}{}</w:r>", lines.join("<w:br/>"))
}
