//! A paper as one HTML file: no script, no font, no picture, nothing fetched; prints on A4 in black on white.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use messages::{Language, Message};
use sha2::{Digest, Sha256};

use crate::frame::{self, Foot};
use crate::grid::{self, Row, rows};
use crate::{Block, Cell, Kind, Line, Missing, Paper};

/// Look of a printed form or letter: Song for text and Hei for heads in Chinese, serif elsewhere; state as words, no
/// colour.
const STYLE: &str = include_str!("paper.css");

/// The paper as a complete HTML document.
pub fn html(paper: &Paper) -> String {
    let style = style(paper);
    let page: Markup = markup! {
        (DOCTYPE)
        html lang=(paper.language.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy(paper));
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (paper.title) }
                style { (PreEscaped(&style)) }
            }
            body {
                main class=(class(paper.kind)) { (sheet(paper)) }
            }
        }
    };
    page.into_string()
}

/// What a browser may do with the document of [`html`]: apply its one style, named by digest, and nothing else. The
/// document says so itself; a server says it again as the header `Content-Security-Policy`.
pub fn policy(paper: &Paper) -> String {
    let digest = STANDARD.encode(Sha256::digest(style(paper).as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Form => "form",
        Kind::Letter => "letter",
    }
}

/// The style with the foot of every printed page: a counter of pages exists only there.
fn style(paper: &Paper) -> String {
    let Foot { left, note, page: (before, between, after), digest } = frame::foot(paper);
    let fonts = match paper.language {
        Language::SimplifiedChinese => "\"Noto Sans CJK SC\", \"Source Han Sans SC\", sans-serif",
        Language::English => "\"Noto Sans\", \"Segoe UI\", sans-serif",
    };
    let print = format!("font: 8pt/1.5 {fonts}; white-space: pre; vertical-align: top; padding-top: 4mm;");
    format!(
        "{STYLE}@page {{\n  @bottom-left {{ content: {} \"\\A \" {} \"\\A \" {}; {print} width: 80%; }}\n  \
         @bottom-right {{ content: {} counter(page) {} counter(pages) {}; {print} width: 20%; }}\n}}\n",
        quoted(&left),
        quoted(&note),
        quoted(&digest),
        quoted(&before),
        quoted(&between),
        quoted(&after),
    )
}

/// A CSS string; everything but letters, digits and spaces is written as an escape, so that nothing can end it.
fn quoted(text: &str) -> String {
    let plain = |c: char| c == ' ' || c.is_alphanumeric();
    let escaped =
        text.chars().map(|c| if plain(c) { c.to_string() } else { format!("\\{:x} ", u32::from(c)) });
    format!("\"{}\"", escaped.collect::<String>())
}

fn sheet(paper: &Paper) -> Markup {
    let foot = frame::foot(paper);
    markup! {
        @match paper.kind {
            Kind::Form => { (form_head(paper)) }
            Kind::Letter => { (letter_head(paper)) }
        }
        @for block in &paper.blocks { (self::block(block, paper.language)) }
        @let missing = html_missing(paper);
        // What a draft lacks is no part of the letter: it stands below the signature.
        @match paper.kind {
            Kind::Form => { (missing) (signed(paper)) }
            Kind::Letter => { (signed(paper)) (missing) }
        }
        footer {
            p { (foot.left) }
            p { (foot.note) }
            p.digest { (foot.digest) }
        }
    }
}

fn form_head(paper: &Paper) -> Markup {
    markup! {
        @if let Some(sender) = &paper.sender { p.sender { (sender) } }
        h1 { (paper.title) }
        p.frame {
            span { (frame::number(paper)) }
            span { (paper.standing) }
        }
        @if !paper.frame.is_empty() { p.frame.further { @for part in &paper.frame { span { (part) } } } }
    }
}

fn letter_head(paper: &Paper) -> Markup {
    markup! {
        header {
            p.sender { (paper.sender.as_deref().unwrap_or_default()) }
            p { @for part in &paper.frame { span { (part) } } }
        }
        @if !paper.may_leave { p.draft { (paper.standing) } }
        h1 { (paper.title) }
    }
}

fn block(block: &Block, language: Language) -> Markup {
    markup! {
        @match block {
            Block::Lines(lines) => { table.lines { colgroup { col.label; col; col.label; col; } tbody { @for row in rows(lines) { (self::row(&row, language)) } } } }
            Block::Text(text) => { p.text { (text) } }
            Block::Lead(text) => { p.lead { (text) } }
            Block::Points(points) => {
                dl { @for (label, text) in points { div { dt { (label) } dd { (text) } } } }
            }
            Block::Steps(steps) => { ol.steps { @for step in steps { li { (step) } } } }
        }
    }
}

fn row(row: &Row<'_>, language: Language) -> Markup {
    // A row of many entries goes on over the page; others move to the next as a whole.
    let long = matches!(row, Row::One(line) if grid::is_long(line));
    markup! {
        tr.long[long] {
            @match row {
                Row::One(line) => { (head(line)) td colspan="3" { (cell(line, language)) } }
                Row::Two(one, two) => {
                    (head(one)) td { (cell(one, language)) }
                    (head(two)) td { (cell(two, language)) }
                }
            }
        }
    }
}

fn head(line: &Line) -> Markup {
    markup! { th scope="row" { (line.label) } }
}

fn cell(line: &Line, language: Language) -> Markup {
    let say = |key: &'static str| Message::new(key).in_language(language);
    markup! {
        @match &line.cell {
            Cell::Known(text) => { (text) }
            Cell::Unknown => { span.unknown { (say("documents-unknown")) } }
            Cell::List(entries) if entries.is_empty() => { (say("documents-none-yet")) }
            Cell::List(entries) => { @for entry in entries { span.entry { (entry) } } }
            Cell::ByHand => { span.by-hand { (say("documents-by-hand")) } }
        }
        @if let Some(basis) = &line.basis { (frame::before_basis(language)) span.basis { (basis) } }
    }
}

fn html_missing(paper: &Paper) -> Markup {
    markup! { @if frame::shows_missing(paper) { (missing(&paper.missing, paper.language)) } }
}

fn missing(fields: &[Missing], language: Language) -> Markup {
    let say = |key: &'static str| Message::new(key).in_language(language);
    markup! {
        section {
            h2 { (say("documents-missing")) }
            table.missing {
                thead {
                    tr {
                        th scope="col" { (say("documents-missing-field")) }
                        th scope="col" { (say("documents-missing-question")) }
                        th scope="col" { (say("documents-missing-who")) }
                    }
                }
                tbody {
                    @for field in fields {
                        tr {
                            td { (frame::gap_label(field, language)) }
                            td { (field.question) }
                            td { (field.who.join(&say("documents-list-comma"))) }
                        }
                    }
                }
            }
        }
    }
}

fn signed(paper: &Paper) -> Markup {
    markup! {
        div.signed {
            @match paper.kind {
                Kind::Form => {
                    p { @for part in &paper.signed { span { (part) } } }
                    @if let Some(remark) = &paper.remark { p.remark { (remark) } }
                }
                Kind::Letter => {
                    p.remark { @if let Some(remark) = &paper.remark { (remark) } }
                    p.sender { @for part in &paper.signed { span.entry { (part) } } }
                }
            }
        }
    }
}
