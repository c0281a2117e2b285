//! `stanch case notice CASE [NOTICE]`: a text to customers or the public as legal reads it before it is passed: in every
//! language it goes out in, with what it lacks, and the digest that a pass binds.

use std::path::PathBuf;

use desk::{CaseFile, CaseRef, Reading, RealLog};
use documents::{Letter, Missing, Paper, letter, notice_digest};
use messages::{Language, Message};
use plan::Notice;
use serde_json::{Value, json};
use views::CaseView;

use super::report::{self, Format};
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::{clock, file, output, words};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// The notice; all are listed without it.
    #[arg(value_name = "NOTICE")]
    notice: Option<String>,
    /// One of its languages.
    #[arg(long, value_name = "TAG")]
    tongue: Option<String>,
    /// As what; else by the ending of `--out`, else text.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Where it goes; else to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// JSON alone on standard output.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

/// A notice of the case at hand.
struct Read<'a> {
    notice: &'a Notice,
    case: &'a CaseFile,
    view: &'a CaseView,
}

/// Shows it; reading changes nothing, and works beside a process that has the folder.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let now = clock::now();
    let desk: Reading<RealLog> = typed.data.read("case notice", now)?;
    let case = desk.find(&typed.case).and_then(|id| desk.case(&id)).map_err(data::failure)?;
    let now = data::shown_at(&desk, &case, now, door)?;
    let view = views::case_folded(&case.folded(), documents::RECORD, now)
        .map_err(|fault| Failure::new(Exit::Unusable, fault.message()))?;
    let read = |notice| Read { notice, case: &case, view: &view };
    let Some(given) = &typed.notice else {
        list(case.plan.notices.iter().map(read), typed, door)?;
        return Ok(Exit::Done);
    };
    let known = || case.plan.notices.iter().map(|notice| notice.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = case.plan.notice(given).ok_or_else(|| {
        let (kind, given, known) = ("notice", given.clone(), known());
        data::refused(&case.plan)(incident::Refusal::NoSuch { kind, given, known }.into())
    })?;
    show(&read(found), typed, door)?;
    Ok(Exit::Done)
}

impl Read<'_> {
    fn paper(&self, language: Language) -> Paper {
        letter(&Letter::new(self.notice, &self.case.plan, self.view, language))
    }

    /// The digest of the text as it stands, and whether it is the one that is passed.
    fn digest(&self) -> (String, bool) {
        let sample = Letter::new(self.notice, &self.case.plan, self.view, Language::English);
        let digest = notice_digest(&self.case.plan, self.notice, &sample.by_hand);
        let passed = sample.passed.as_deref() == Some(digest.as_str());
        (digest, passed)
    }

    fn json(&self, languages: &[Language], door: &Door) -> Value {
        let (digest, passed) = self.digest();
        let text = |language: &Language| {
            (language.tag().to_owned(), Value::String(documents::plain(&self.paper(*language))))
        };
        let paper = self.paper(door.language);
        let missing = paper.missing.iter().map(|gap| {
            json!({ "field": self.field(gap), "label": gap.label, "question": gap.question, "who": gap.who, "required": gap.required })
        });
        json!({
            "notice": self.notice.id,
            "title": words::text(&self.case.plan, &self.notice.title, door),
            "channels": self.notice.channels.iter().map(|way| way.word()).collect::<Vec<_>>(),
            "passed_by": self.notice.passed_by,
            "digest": digest,
            "passed": passed,
            "standing": paper.standing,
            "missing": missing.collect::<Vec<_>>(),
            "texts": languages.iter().map(text).collect::<serde_json::Map<_, _>>(),
        })
    }

    /// The id of the field that a gap is about.
    fn field(&self, gap: &Missing) -> Option<&str> {
        let labelled = |field: &&plan::Field| {
            let texts = &self.case.plan.texts.0;
            texts.values().any(|texts| texts.get(&field.label.0).is_some_and(|label| *label == gap.label))
        };
        self.notice.fields.iter().find(labelled).map(|field| field.id.as_str())
    }

    /// How a gap is filled: by hand, or by who can answer.
    fn how(&self, gap: &Missing, door: &Door) -> String {
        let field = self.notice.fields.iter().find(|field| Some(field.id.as_str()) == self.field(gap));
        let message = match field.map(|field| &field.value) {
            Some(value) if value.by_hand().is_some() => Message::new("cli-notice-write")
                .with("number", self.case.number.to_string())
                .with("notice", &self.notice.id)
                .with("field", self.field(gap).unwrap_or_default()),
            _ => Message::new("cli-notice-ask").with("who", door.list(&gap.who)),
        };
        door.words(&message)
    }
}

/// The languages asked for: the one named, else all that the notice goes out in.
fn languages(notice: &Notice, typed: &Typed) -> Result<Vec<Language>, Failure> {
    let own: Vec<Language> = notice.languages.iter().filter_map(|tag| tag.parse().ok()).collect();
    let Some(given) = &typed.tongue else { return Ok(own) };
    let meant = given.parse::<Language>().ok().filter(|language| own.contains(language));
    let none = || {
        let known = notice.languages.join(", ");
        Failure::usage(Message::new("cli-notice-no-language").with("given", given).with("known", known))
    };
    meant.map(|language| vec![language]).ok_or_else(none)
}

fn list<'a>(notices: impl Iterator<Item = Read<'a>>, typed: &Typed, door: &mut Door) -> Result<(), Failure> {
    let notices: Vec<Read<'_>> = notices.collect();
    let all: Vec<Value> = notices.iter().map(|read| read.json(&[], door)).collect();
    let output = Output { json: typed.json, out: typed.out.clone() };
    output.give(&all, door, |door| {
        let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]);
        for read in &notices {
            let (_, passed) = read.digest();
            let state = Message::new(if passed { "cli-notice-passed" } else { "cli-notice-not-passed" });
            let title = words::text(&read.case.plan, &read.notice.title, door);
            table.row([read.notice.id.clone(), title, door.words(&state)]);
        }
        door.text(&table.lines());
    })
}

fn show(read: &Read<'_>, typed: &Typed, door: &mut Door) -> Result<(), Failure> {
    let languages = languages(read.notice, typed)?;
    let format = report::meant(typed.format, typed.out.as_deref());
    let bytes = match format {
        Format::Text => text(read, &languages, door).into_bytes(),
        one => {
            let own = languages.first().copied().unwrap_or(door.language);
            let language = if languages.contains(&door.language) { door.language } else { own };
            report::rendered(&read.paper(language), one)?
        }
    };
    if format == Format::Docx && typed.out.is_none() {
        return Err(Failure::usage(Message::new("cli-report-needs-out")));
    }
    match &typed.out {
        Some(path) => {
            file::write(path, &bytes)?;
            door.remark(&Message::new("cli-notice-written").with("path", path.display().to_string()));
        }
        None if typed.json => {}
        None => door.text(&String::from_utf8_lossy(&bytes)),
    }
    if typed.json {
        let value = read.json(&languages, door);
        return door.json(&value).map_err(output::defect);
    }
    said(read, door);
    Ok(())
}

/// The text in each language, one below the other.
fn text(read: &Read<'_>, languages: &[Language], door: &Door) -> String {
    let one = |language: &Language| {
        let head = Message::new("cli-notice-language")
            .with("title", words::text(&read.case.plan, &read.notice.title, door))
            .with("language", language.tag());
        format!("{}\n\n{}", door.words(&head), documents::plain(&read.paper(*language)))
    };
    languages.iter().map(one).collect::<Vec<_>>().join("\n\n")
}

/// What it lacks, its digest, and who passes it.
fn said(read: &Read<'_>, door: &mut Door) {
    let paper = read.paper(door.language);
    let gaps: Vec<&Missing> = paper.missing.iter().filter(|gap| gap.required).collect();
    if !gaps.is_empty() {
        door.say(&Message::new("cli-notice-gaps").with("count", gaps.len()));
    }
    for gap in gaps {
        let field = read.field(gap).unwrap_or_default().to_owned();
        let message = Message::new("cli-notice-gap").with("label", &gap.label).with("field", field);
        let message = message.with("how", read.how(gap, door));
        door.say(&message);
    }
    let (digest, passed) = read.digest();
    door.say(&Message::new("cli-notice-digest").with("digest", &digest));
    let last = match passed {
        true => Message::new("cli-notice-is-passed"),
        false => Message::new("cli-notice-pass")
            .with("role", words::role(&read.case.plan, &read.notice.passed_by, door))
            .with("number", read.case.number.to_string())
            .with("notice", &read.notice.id)
            .with("digest", digest)
            .with("id", &read.notice.passed_by),
    };
    door.say(&last);
}
