//! A paper as plain text: for mail, for terminals, and for looking at what a paper says.

use messages::{Language, Message};

use crate::frame;
use crate::{Block, Cell, Kind, Line, Paper};

/// The paper as text, one line to a field; `\n` ends lines.
pub fn plain(paper: &Paper) -> String {
    let mut lines: Vec<String> = Vec::new();
    lines.extend(paper.sender.clone());
    lines.push(paper.title.clone());
    match paper.kind {
        Kind::Form => lines.push(format!("{}  {}", frame::number(paper), paper.standing)),
        Kind::Letter if !paper.may_leave => lines.push(paper.standing.clone()),
        Kind::Letter => {}
    }
    lines.extend(paper.frame.iter().cloned());
    lines.push(String::new());
    lines.push(text(paper));
    let missing = if frame::shows_missing(paper) { missing(paper) } else { Vec::new() };
    let signed: Vec<String> = paper.signed.iter().cloned().chain(paper.remark.clone()).collect();
    // What a draft lacks is no part of the letter: it stands below the signature.
    let end = match paper.kind {
        Kind::Form => [missing, signed],
        Kind::Letter => [signed, missing],
    };
    for part in end.into_iter().filter(|part| !part.is_empty()) {
        lines.push(String::new());
        lines.extend(part);
    }
    let foot = frame::foot(paper);
    lines.extend([String::new(), foot.left, foot.note, foot.digest, String::new()]);
    lines.join("\n")
}

/// Only what stands between heading and signature: the text of a message.
pub fn text(paper: &Paper) -> String {
    let blocks = paper.blocks.iter().flat_map(|block| self::block(block, paper.language));
    blocks.collect::<Vec<_>>().join("\n")
}

fn block(block: &Block, language: Language) -> Vec<String> {
    let labelled = |label: &str, text: &str| {
        Message::new("documents-labelled").with("label", label).with("text", text).in_language(language)
    };
    match block {
        Block::Lines(lines) => {
            lines.iter().map(|line| labelled(&line.label, &cell(line, language))).collect()
        }
        Block::Text(text) | Block::Lead(text) => vec![text.clone()],
        Block::Points(points) => points.iter().map(|(label, text)| labelled(label, text)).collect(),
        Block::Steps(steps) => {
            steps.iter().enumerate().map(|(place, step)| format!("{}. {step}", place + 1)).collect()
        }
    }
}

fn cell(line: &Line, language: Language) -> String {
    let say = |key: &'static str| Message::new(key).in_language(language);
    let value = match &line.cell {
        Cell::Known(text) => text.clone(),
        Cell::Unknown => say("documents-unknown"),
        Cell::ByHand => say("documents-by-hand"),
        Cell::List(entries) if entries.is_empty() => say("documents-none-yet"),
        Cell::List(entries) => entries.iter().map(|entry| format!("\n  {entry}")).collect(),
    };
    line.basis.iter().fold(value, |value, basis| format!("{value} {basis}"))
}

fn missing(paper: &Paper) -> Vec<String> {
    let heading = Message::new("documents-missing").in_language(paper.language);
    let gaps = paper.missing.iter().map(|gap| {
        let who = gap.who.join(&Message::new("documents-list-comma").in_language(paper.language));
        format!("- {} | {} | {who}", frame::gap_label(gap, paper.language), gap.question)
    });
    std::iter::once(heading).chain(gaps).collect()
}
