//! A paper as one HTML file: no script, no font, no picture, nothing fetched; prints on A4 in black on white.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use messages::{Language, Message};

use crate::{Cell, Line, Missing, Paper};

/// Look of a printed form: Song for text and Hei for heads in Chinese, serif elsewhere; state as words, no colour.
const STYLE: &str = include_str!("paper.css");

/// The paper as a complete HTML document.
pub fn html(paper: &Paper) -> String {
    let say = |key: &'static str| Message::new(key).in_language(paper.language);
    let page: Markup = markup! {
        (DOCTYPE)
        html lang=(paper.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (paper.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    h1 { (paper.title) }
                    p.frame {
                        span { (say("documents-number")) " " (paper.number) }
                        span { (paper.standing) }
                    }
                    table { tbody { @for line in &paper.lines { (row(line, paper.language)) } } }
                    @if !paper.missing.is_empty() { (missing(&paper.missing, paper.language)) }
                    footer {
                        span { (say("documents-as-of")) " " (paper.as_of) }
                        span.digest { "SHA-256 " (paper.digest) }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn row(line: &Line, language: Language) -> Markup {
    markup! {
        tr {
            th scope="row" { (line.label) }
            td { (cell(&line.cell, language)) }
        }
    }
}

fn cell(cell: &Cell, language: Language) -> Markup {
    let say = |key: &'static str| Message::new(key).in_language(language);
    markup! {
        @match cell {
            Cell::Known(text) => { (text) }
            Cell::Unknown => { span.unknown { (say("documents-unknown")) } }
            Cell::List(entries) if entries.is_empty() => { (say("documents-none-yet")) }
            Cell::List(entries) => { ol { @for entry in entries { li { (entry) } } } }
            Cell::ByHand => { span.by-hand { (say("documents-by-hand")) } }
        }
    }
}

fn missing(fields: &[Missing], language: Language) -> Markup {
    let say = |key: &'static str| Message::new(key).in_language(language);
    markup! {
        section {
            h2 { (say("documents-missing")) }
            ul {
                @for field in fields {
                    li {
                        strong { (field.label) } " — " (field.question) " "
                        (Message::new("documents-who").with("who", field.who.join(&say("documents-list-comma"))).in_language(language))
                    }
                }
            }
        }
    }
}
