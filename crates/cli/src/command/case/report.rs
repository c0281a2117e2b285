//! `stanch case report CASE`: a report to an authority, drawn up from the plan's form and what the case knows.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use desk::{CaseFile, CaseRef, Desk, RealLog};
use documents::{Filing, Paper};
use incident::state::Filing as Filed;
use jiff::Timestamp;
use messages::{Arg, Language, Message};
use plan::{Form, MetBy, Plan};
use serde_json::json;
use server::papers::{self, AsFiled, Held};
use views::{Duty, DutyState};

use super::page;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::{clock, file, output, words};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// The form; else the one that is due next.
    #[arg(long, value_name = "FORM")]
    form: Option<String>,
    /// The paper of a filing: 1 is the first of this form.
    #[arg(long, value_name = "N", conflicts_with = "role")]
    filed: Option<usize>,
    /// The role that reports; else the one whose duty it is.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// As what; else by the ending of `--out`, else text.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Where it goes; else to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// JSON alone on standard output: what the report says and what it lacks.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: Data,
}

/// What a report is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Plain text.
    Text,
    /// A page.
    Html,
    /// A document for a word processor.
    Docx,
}

/// Draws it up and says what is missing in it. Nothing of the case changes: `case file` says that it left.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let now = clock::now();
    let desk: Desk<RealLog> = typed.data.look("case report", now)?;
    let case = desk.find(&typed.case).and_then(|id| desk.case(&id)).map_err(data::failure)?;
    data::say_lost_end(desk.lost_end(), door)?;
    let now = data::reading_at(&case, now, door)?;
    let (form, chosen) = form(typed, &case, now)?;
    if format(typed) == Format::Docx && typed.out.is_none() {
        return Err(Failure::usage(Message::new("cli-report-needs-out")));
    }
    if let Some(version) = typed.filed {
        return as_filed(typed, &desk, (&case, form, version), door);
    }
    drop(desk);
    let role = role(typed, form, &case.plan)?;
    let paper = paper(&case, form, &role, None, now)?;
    give(typed, &paper, as_json(&paper, form), door)?;
    if let Some(chosen) = chosen {
        door.remark(&chosen);
    }
    // In the reader's language, beside the paper, which is in the form's.
    missing(&self::paper(&case, form, &role, Some(door.language), now)?, form, &case.plan, door)
        .iter()
        .for_each(|message| door.remark(message));
    Ok(Exit::Done)
}

/// The paper of a filing, and whether it is the one that left: 0 if so, 1 if not, 3 where nothing was recorded that tells.
fn as_filed(
    typed: &Typed,
    desk: &Desk<RealLog>,
    (case, form, version): (&CaseFile, &Form, usize),
    door: &mut Door,
) -> Result<Exit, Failure> {
    let filings: Vec<_> = case.state.filings.iter().filter(|filed| filed.form == form.id).collect();
    let not_there = |key: &'static str| {
        let message = Message::new(key).with("form", words::text(&case.plan, &form.title, door));
        Failure::new(Exit::Negative, message.with("given", version).with("count", filings.len()))
    };
    let filed = version.checked_sub(1).and_then(|place| filings.get(place));
    let filed = filed.ok_or_else(|| not_there("cli-report-not-filed"))?;
    if let (Some(paper), Format::Docx, Some(path)) = (&filed.paper, format(typed), &typed.out) {
        let bytes = desk.filed_paper(&case.id, paper).map_err(data::failure)?;
        return kept(typed, path, &bytes, (filed, version), door);
    }
    let found = papers::as_filed(desk, case, filed).map_err(|why| Failure::new(Exit::Unusable, why))?;
    let AsFiled { paper, held } = found.ok_or_else(|| not_there("cli-report-filed-gone"))?;
    let (word, exit) = match &held {
        Held::Same => ("same", Exit::Done),
        Held::Told => ("told_afterwards", Exit::Done),
        Held::Differs { .. } => ("differs", Exit::Negative),
        Held::NotRecorded => ("not_recorded", Exit::NotShown),
    };
    let mut value = as_json(&paper, form);
    value["filed"] = told(filed, version, word);
    give(typed, &paper, value, door)?;
    door.remark(&held.message());
    Ok(exit)
}

/// What is on record of a filing, and what holding its paper against that gave.
fn told(filed: &Filed, version: usize, held: &str) -> serde_json::Value {
    json!({
        "version": version,
        "event": filed.position,
        "at": filed.at.to_string(),
        "channel": filed.channel,
        "receipt": filed.receipt,
        "digest": filed.digest,
        "kept": filed.paper.as_ref().map(|paper| paper.sha256.as_str()),
        "held": held,
    })
}

/// The Word file that was filed, byte for byte: it was held against its digest when it was read.
fn kept(
    typed: &Typed,
    path: &Path,
    bytes: &[u8],
    (filed, version): (&Filed, usize),
    door: &mut Door,
) -> Result<Exit, Failure> {
    file::write(path, bytes)?;
    door.remark(&Message::new("cli-report-written").with("path", path.display().to_string()));
    if typed.json {
        let value = json!({ "form": filed.form, "filed": told(filed, version, "same") });
        door.json(&value).map_err(output::defect)?;
    }
    let digest: String = filed.paper.iter().flat_map(|paper| paper.sha256.chars().take(12)).collect();
    door.remark(&Message::new("server-filed-kept").with("digest", format!("{digest}…")));
    Ok(Exit::Done)
}

/// Writes the paper where it was asked for, or its data.
fn give(typed: &Typed, paper: &Paper, value: serde_json::Value, door: &mut Door) -> Result<(), Failure> {
    let bytes = rendered(paper, format(typed))?;
    match &typed.out {
        Some(path) => {
            file::write(path, &bytes)?;
            door.remark(&Message::new("cli-report-written").with("path", path.display().to_string()));
        }
        None if typed.json => {}
        None => door.bytes(&bytes),
    }
    if typed.json {
        door.json(&value).map_err(output::defect)?;
    }
    Ok(())
}

/// The paper as a file.
pub fn rendered(paper: &Paper, format: Format) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        Format::Text => documents::plain(paper).into_bytes(),
        Format::Html => documents::html(paper).into_bytes(),
        Format::Docx => {
            documents::docx(paper).map_err(|fault| Failure::new(Exit::Defect, fault.message()))?
        }
    })
}

fn as_json(paper: &Paper, form: &Form) -> serde_json::Value {
    let missing = paper.missing.iter().map(|gap| {
        json!({ "label": gap.label, "question": gap.question, "who": gap.who, "required": gap.required })
    });
    json!({
        "form": form.id,
        "title": paper.title,
        "number": paper.number,
        "standing": paper.standing,
        "as_of": paper.moment.to_string(),
        "digest": paper.digest,
        "may_leave": paper.may_leave,
        "missing": missing.collect::<Vec<_>>(),
        "text": documents::plain(paper),
    })
}

/// The form as paper: in its own language, or in that of a reader.
pub fn paper(
    case: &CaseFile,
    form: &Form,
    role: &str,
    language: Option<Language>,
    now: Timestamp,
) -> Result<Paper, Failure> {
    let view = page::recorded(case, now)?;
    let mut filing = Filing::new(form, &case.plan, &view, role);
    filing.language = language.unwrap_or(filing.language);
    Ok(documents::filing(&filing))
}

/// What is missing or unknown in it, with who can answer; required fields only.
pub fn missing(paper: &Paper, form: &Form, plan: &Plan, door: &Door) -> Vec<Message> {
    let gaps: Vec<_> = paper.missing.iter().filter(|gap| gap.required).collect();
    if gaps.is_empty() {
        return Vec::new();
    }
    let head = Message::new("cli-report-gaps")
        .with("form", words::text(plan, &form.title, door))
        .with("count", gaps.len());
    let line = |gap: &documents::Missing| {
        Message::new("cli-report-gap").with("label", &gap.label).with("who", door.list(&gap.who))
    };
    std::iter::once(head).chain(gaps.into_iter().map(line)).collect()
}

/// The form that was named, else the one whose duty is due next, with the words that say so.
fn form<'a>(
    typed: &Typed,
    case: &'a CaseFile,
    now: Timestamp,
) -> Result<(&'a Form, Option<Message>), Failure> {
    let plan = &case.plan;
    let known = || plan.forms.iter().map(|form| form.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = match &typed.form {
        Some(id) => plan.form(id).map(|form| (form, None)),
        None => next(case, now)?,
    };
    found.ok_or_else(|| {
        let given = typed.form.clone().unwrap_or_default();
        data::refused(plan)(incident::Refusal::NoSuch { kind: "form", given, known: known() }.into())
    })
}

/// The form that nobody has filed and that is due first; where none is due the plan's first that is not filed, else its first.
fn next(case: &CaseFile, now: Timestamp) -> Result<Option<(&Form, Option<Message>)>, Failure> {
    let plan = &case.plan;
    let view = page::recorded(case, now)?;
    let owed = |form: &Form| {
        let meets = MetBy::Filing(form.id.clone());
        let duty = plan.obligations.iter().find(|item| item.met_by == meets)?;
        let open = [DutyState::Running, DutyState::Soon, DutyState::Late, DutyState::Undetermined];
        let clocks = view.obligations.iter().filter(|clock| clock.id == duty.id);
        // What is certainly owed goes before what may turn out not to be.
        let rank = |clock: &Duty| (clock.state == DutyState::Undetermined || clock.presumed, clock.due);
        clocks.filter(|clock| open.contains(&clock.state)).map(rank).min()
    };
    let due = plan.forms.iter().filter_map(|form| Some((owed(form)?, form))).min_by_key(|(rank, _)| *rank);
    let filed = |form: &&Form| case.state.filings.iter().any(|filed| filed.form == form.id);
    let (form, said) = match due {
        Some(((_, due), form)) => {
            let due = due.to_zoned(plan.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
            (form, Message::new("cli-report-next").with("due", due))
        }
        None => {
            let Some(form) = plan.forms.iter().find(|form| !filed(form)).or_else(|| plan.forms.first())
            else {
                return Ok(None);
            };
            (form, Message::new("cli-report-none-due"))
        }
    };
    let others =
        plan.forms.iter().filter(|other| other.id != form.id).map(|other| Arg::from(other.id.as_str()));
    let said = said.with("form", plan.label(&form.title)).with("id", &form.id);
    let others: Vec<Arg> = others.collect();
    Ok(Some((form, Some(said.with("rest", others.len()).with("others", others)))))
}

/// The role that reports: the one named, else whose duty the form meets.
fn role(typed: &Typed, form: &Form, plan: &Plan) -> Result<String, Failure> {
    let meets = MetBy::Filing(form.id.clone());
    let duty = plan.obligations.iter().find(|item| item.met_by == meets).map(|item| item.doer.clone());
    let Some(role) = &typed.role else { return Ok(duty.unwrap_or_default()) };
    if plan.role(role).is_some() {
        return Ok(role.clone());
    }
    let known = plan.roles.iter().map(|role| role.id.clone()).collect();
    Err(data::refused(plan)(desk::DeskError::UnknownRole { role: role.clone(), known }))
}

fn format(typed: &Typed) -> Format {
    meant(typed.format, typed.out.as_deref())
}

/// What is asked for by word, else by the ending of the file, else text.
pub fn meant(word: Option<Format>, out: Option<&Path>) -> Format {
    let ending = out.and_then(Path::extension).and_then(|ending| ending.to_str());
    word.unwrap_or(match ending {
        Some("html" | "htm") => Format::Html,
        Some("docx") => Format::Docx,
        _ => Format::Text,
    })
}
