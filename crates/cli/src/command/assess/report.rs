//! The assessment as people read it: the counts first, then what they rest on, then what to do.

use std::collections::BTreeSet;

use exposure::{Assessment, Count, FileReport, Status};
use messages::Message;

use super::Assessed;
use crate::door::Door;
use crate::figures;
use crate::levels::{Change, Level, Need, Reason};
use crate::table::{Edge, Table};

/// Files named one by one; the rest is counted.
const FILES_SHOWN: usize = 40;
/// Combinations of classes shown; the JSON has all.
const COMBINATIONS_SHOWN: usize = 8;

/// Prints it.
pub fn show(assessed: &Assessed, has_register: bool, door: &mut Door) {
    let assessment = &assessed.assessment;
    door.heading(&Message::new("cli-assess-heading"));
    counts(assessment, has_register, door);
    identifiers(assessment, door);
    classes(assessment, door);
    left_over(assessment, door);
    files(assessment, door);
    not_looked_for(assessment, door);
    if let (Some(levels), Some(plan)) = (&assessed.levels, &assessed.plan) {
        for (_, level) in levels {
            show_level(level, plan, door);
        }
    }
    next(assessed, has_register, door);
}

fn word(door: &Door, key: &'static str) -> String {
    door.words(&Message::new(key))
}

/// `67`, `60–67`, `≥ 60`, or the word unknown; never a blank or a zero for what is not known.
pub fn figure(count: &Count, door: &Door) -> String {
    match count {
        Count::Known { lo, hi: Some(hi), .. } if lo == hi => figures::count(*lo),
        Count::Known { lo, hi: Some(hi), .. } => format!("{}–{}", figures::count(*lo), figures::count(*hi)),
        Count::Known { lo, hi: None, .. } => format!("≥ {}", figures::count(*lo)),
        Count::Unknown { .. } => word(door, "cli-unknown"),
    }
}

fn counts(assessment: &Assessment, has_register: bool, door: &mut Door) {
    let counts = &assessment.counts;
    let customers =
        if has_register { "cli-assess-customers-are" } else { "cli-assess-customers-no-register" };
    let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left]);
    let rows = [
        ("cli-assess-records", &counts.records, "cli-assess-records-are"),
        ("cli-assess-persons", &counts.persons, "cli-assess-persons-are"),
        ("cli-assess-customers", &counts.customers, customers),
    ];
    for (name, count, basis) in rows {
        // Why a count is not known is more than how it is made.
        let said = match count {
            Count::Unknown { unknown, .. } if has_register => unknown.clone(),
            _ => word(door, basis),
        };
        table.row([word(door, name), figure(count, door), said]);
    }
    let without = figures::count(assessment.rows_without_personal_data);
    table.row([word(door, "cli-assess-rows-without"), without, word(door, "cli-assess-rows-without-are")]);
    door.text(&table.lines());
    if let Count::Known { hi: None, .. } = counts.records {
        door.say(&Message::new("cli-assess-at-least"));
    }
}

fn identifiers(assessment: &Assessment, door: &mut Door) {
    let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Right]);
    table.row([String::new(), word(door, "cli-assess-values"), word(door, "cli-assess-distinct")]);
    let mut absent = Vec::new();
    for (kind, count) in &assessment.identifiers {
        let name = kind_word(kind, door);
        if count.values == 0 {
            absent.push(name);
        } else {
            table.row([name, figures::count(count.values), figures::count(count.distinct)]);
        }
    }
    door.text("");
    door.heading(&Message::new("cli-assess-identifiers"));
    door.text(&table.lines());
    if !absent.is_empty() {
        // Absence is only said of what was read: a file that was not may hold any of them.
        let whole = assessment.files.iter().all(|file| file.status == Status::Read);
        let key = if whole { "cli-assess-none-of" } else { "cli-assess-unknown-of" };
        let comma = word(door, "cli-comma");
        door.say(&Message::new(key).with("kinds", absent.join(&comma)));
    }
}

fn classes(assessment: &Assessment, door: &mut Door) {
    let range = |lo: u64, hi: u64| match lo == hi {
        true => figures::count(lo),
        false => format!("{}–{}", figures::count(lo), figures::count(hi)),
    };
    let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Right, Edge::Right]);
    let head = ["cli-assess-records", "cli-assess-persons", "cli-assess-values"].map(|key| word(door, key));
    table.row([vec![String::new()], head.into()].concat());
    for (class, count) in assessment.counts.by_class.iter().filter(|(_, count)| count.records > 0) {
        let persons = range(count.persons_lo, count.persons_hi);
        table.row([
            class_word(class, door),
            figures::count(count.records),
            persons,
            figures::count(count.values),
        ]);
    }
    let joint = assessment.counts.by_combination.iter().filter(|combination| combination.classes.len() > 1);
    let mut joint: Vec<_> = joint.filter(|combination| combination.count.persons_hi > 0).collect();
    joint.sort_by_key(|combination| std::cmp::Reverse(combination.count.persons_hi));
    for combination in joint.into_iter().take(COMBINATIONS_SHOWN) {
        let words: Vec<String> = combination.classes.iter().map(|class| class_word(class, door)).collect();
        let count = combination.count;
        let exactly = format!("  {}", words.join(" + "));
        table.row([exactly, figures::count(count.records), range(count.persons_lo, count.persons_hi)]);
    }
    door.text("");
    door.heading(&Message::new("cli-assess-classes"));
    door.text(&table.lines());
}

/// What belongs to nobody, and values that merged nobody: said, because a total that hides them is wrong.
fn left_over(assessment: &Assessment, door: &mut Door) {
    let mut table = Table::new(&[Edge::Right, Edge::Left]);
    if assessment.attributed_by_key > 0 {
        let count = figures::count(assessment.attributed_by_key);
        table.row([count, word(door, "cli-assess-attributed-by-key")]);
    }
    for left in &assessment.unattributed {
        let reason = left.reason.in_language(door.language);
        let place = left.table.as_deref().map(|table| format!(" ({table})")).unwrap_or_default();
        let words = Message::new("cli-assess-unattributed").with("place", place).with("reason", reason);
        table.row([figures::count(left.records), door.words(&words)]);
    }
    let told = [
        (assessment.shared_values.distinct, "cli-assess-shared"),
        (assessment.conflicting_values, "cli-assess-conflicting"),
        (assessment.undecided_kinds, "cli-assess-undecided"),
    ];
    for (count, key) in told.into_iter().filter(|(count, _)| *count > 0) {
        table.row([figures::count(count), word(door, key)]);
    }
    if !table.is_empty() {
        door.text("");
        door.heading(&Message::new("cli-assess-left-over"));
        door.text(&table.lines());
    }
}

fn files(assessment: &Assessment, door: &mut Door) {
    door.text("");
    door.heading(&Message::new("cli-assess-files"));
    let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left, Edge::Left, Edge::Left]);
    // What was not read comes first: it is what the reader must look into.
    let mut files: Vec<&FileReport> = assessment.files.iter().collect();
    files.sort_by_key(|file| file.status == Status::Read);
    for file in files.iter().take(FILES_SHOWN) {
        table.row(file_row(file, door));
    }
    door.text(&table.lines());
    if let Some(register) = &assessment.register {
        let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left, Edge::Left, Edge::Left]);
        table.row(file_row(&register.file, door));
        door.say(&Message::new("cli-assess-register").with("customers", figures::count(register.customers)));
        door.text(&table.lines());
    }
    for file in files.iter().take(FILES_SHOWN) {
        for remark in file.remarks() {
            let why = remark.in_language(door.language);
            door.say(&Message::new("cli-assess-why").with("path", &file.path).with("why", why));
        }
    }
    for file in files.iter().take(FILES_SHOWN).filter(|file| file.reason.is_some()) {
        let why = file.reason.as_ref().map(|reason| reason.in_language(door.language)).unwrap_or_default();
        if file.bytes_not_read == 0 {
            door.say(&Message::new("cli-assess-why").with("path", &file.path).with("why", why));
            continue;
        }
        let place = file.not_read.first().map(|span| figures::count(span.start)).unwrap_or_default();
        let message = Message::new("cli-assess-not-read-why")
            .with("path", &file.path)
            .with("why", why)
            .with("bytes", figures::bytes(file.bytes_not_read))
            .with("from", place);
        door.say(&message);
    }
    if files.len() > FILES_SHOWN {
        door.say(&Message::new("cli-assess-more-files").with("more", files.len() - FILES_SHOWN));
    }
}

/// So that "none found" is never read as "none there".
fn not_looked_for(assessment: &Assessment, door: &mut Door) {
    door.text("");
    door.heading(&Message::new("cli-assess-not-looked-for"));
    for reason in &assessment.not_looked_for {
        let said = reason.in_language(door.language);
        door.text(&format!("  {said}"));
    }
}

fn file_row(file: &FileReport, door: &Door) -> [String; 5] {
    let status = match file.status {
        Status::Read => format!("✓ {}", word(door, "cli-assess-read")),
        Status::Empty => format!("▲ {}", word(door, "cli-assess-empty")),
        Status::PartlyRead => format!("▲ {}", word(door, "cli-assess-partly-read")),
        Status::NotRead => format!("▲ {}", word(door, "cli-assess-not-read")),
    };
    let charset = file.charset.unwrap_or_default().to_owned();
    [status, figures::bytes(file.bytes), file.kind.to_owned(), charset, file.path.clone()]
}

fn show_level(level: &Level, plan: &str, door: &mut Door) {
    door.text("");
    let key = match level.certain == level.possible {
        _ if level.unset => "cli-level-unknown",
        true => "cli-level-certain",
        false => "cli-level-certain-possible",
    };
    let message = Message::new(key)
        .with("plan", plan)
        .with("scale", &level.names[0])
        .with("certain", &level.names[1])
        .with("possible", &level.names[2]);
    door.heading(&message);
    for reason in &level.reasons {
        door.text(&reason_line(reason, door));
        let raises = |change: &&Change| Some(&change.rule) == reason.rule.as_ref() && change.then == "true";
        if let Some(change) = level.what_would_change.iter().find(raises) {
            let needs: Vec<String> = change.needs.iter().map(need).collect();
            door.say(&Message::new("cli-level-if").with("needs", needs.join(" + ")));
        }
    }
    questions(level, door);
}

/// The facts that would settle it, with the question and who can answer: each once, in the order of the rules.
fn questions(level: &Level, door: &mut Door) {
    let mut asked = BTreeSet::new();
    let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]).indented(4);
    for need in level.what_would_change.iter().flat_map(|change| &change.needs) {
        if asked.insert(&need.fact) {
            table.row([need.fact.clone(), need.question.clone(), door.list(&need.who)]);
        }
    }
    if !table.is_empty() {
        door.say(&Message::new("cli-level-ask"));
        door.text(&table.lines());
    }
}

fn reason_line(reason: &Reason, door: &Door) -> String {
    let key = match (reason.truth, &reason.rule) {
        ("true", None) => "cli-level-stands",
        ("true", Some(_)) => "cli-level-holds",
        _ => "cli-level-may-hold",
    };
    let clause = reason.clause.as_deref().map(|clause| format!(" [{clause}]")).unwrap_or_default();
    let choice = reason
        .choice
        .as_deref()
        .map(|choice| door.words(&Message::new("cli-level-choice").with("choice", choice)));
    let text = format!("{}{clause}{}", reason.text, choice.unwrap_or_default());
    door.words(&Message::new(key).with("level", &reason.name).with("text", text))
}

fn need(need: &Need) -> String {
    let words = |value: &serde_json::Value| {
        let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(serde_json::Value::as_str).collect::<Vec<_>>().join(" | ")
    };
    let values = match &need.needed {
        serde_json::Value::String(word) => word.clone(),
        other => match (other.get("lo"), other.get("hi"), other.get("one_of"), other.get("with")) {
            (Some(lo), Some(hi), ..) => format!("{lo}..{hi}"),
            (_, _, Some(one_of), _) => words(one_of),
            (_, _, _, Some(with)) => words(with),
            _ => other.to_string(),
        },
    };
    format!("{} = {values}", need.fact)
}

fn next(assessed: &Assessed, has_register: bool, door: &mut Door) {
    let assessment = &assessed.assessment;
    let mut steps = Vec::new();
    if !assessment.complete {
        steps.push("cli-next-unread");
    }
    if !has_register {
        steps.push("cli-next-register");
    }
    match &assessed.levels {
        None => steps.push("cli-next-plan"),
        Some(levels) if levels.iter().any(|(_, level)| level.certain != level.possible && !level.unset) => {
            steps.push("cli-next-facts");
        }
        Some(_) => {}
    }
    if steps.is_empty() {
        return;
    }
    door.text("");
    door.heading(&Message::new("cli-next"));
    for step in steps {
        let words = word(door, step);
        door.text(&format!("  → {words}"));
    }
}

/// The word for a kind of personal value; where there is none yet, its id.
fn kind_word(kind: &str, door: &Door) -> String {
    exposure::kind_word(kind).map_or_else(|| kind.to_owned(), |word| door.words(&word))
}

/// The word for a class of personal values; where there is none yet, its id.
fn class_word(class: &str, door: &Door) -> String {
    exposure::class_word(class).map_or_else(|| class.to_owned(), |word| door.words(&word))
}
