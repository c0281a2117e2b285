//! `stanch plan check PACK`: every fault of a plan pack, each with its place and what to do.

use std::path::PathBuf;

use messages::Message;
use plan::{Fault, Plan, Severity, Told};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::drills;
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::pack::{self, Files};
use crate::words;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// Folder of the pack.
    #[arg(value_name = "PACK")]
    pack: PathBuf,
    /// Lists the stated choices that nobody has confirmed yet.
    #[arg(long)]
    choices: bool,
    #[command(flatten)]
    output: Output,
}

/// The result, as JSON gives it.
#[derive(Serialize)]
struct Checked<'a> {
    pack: String,
    errors: usize,
    warnings: usize,
    /// Absent while an error stands that makes the pack no plan; a drill that cannot be played is not one of them.
    plan: Option<Summary>,
    faults: Vec<Told<'a>>,
}

/// What the pack is, in a line.
#[derive(Serialize)]
struct Summary {
    id: String,
    version: String,
    digest: String,
    clauses: usize,
    obligations: usize,
    gates: usize,
    playbooks: usize,
    drills: usize,
    choices_to_confirm: usize,
    /// The stated choices nobody has confirmed yet: where the written plan is silent, and what the pack does instead.
    choices: Vec<ToConfirm>,
}

/// A stated choice that the plan's owner has to confirm.
#[derive(Serialize)]
struct ToConfirm {
    id: String,
    clauses: Vec<String>,
    text: String,
}

/// Checks the pack; a pack with errors ends negative, warnings alone do not.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let files = pack::read(&typed.pack)?;
    let mut draft = Plan::draft(files.clone());
    // Asked of what could be read; a drill that cannot be played leaves the plan itself as it is.
    let unplayable = drills::faults(&draft);
    draft.faults.extend(unplayable);
    let plan = draft.plan.as_ref().filter(|_| draft.is_plan());
    let faults = &draft.faults;
    let count = |severity| faults.iter().filter(|fault| fault.severity == severity).count();
    let checked = Checked {
        pack: typed.pack.display().to_string(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        plan: plan.map(|plan| summary(plan, door)),
        faults: faults.iter().map(|fault| fault.told(door.language)).collect(),
    };
    typed.output.give(&checked, door, |door| {
        show(&checked, faults, &files, door);
        choices(&checked, typed.choices, door);
    })?;
    Ok(if checked.errors == 0 { Exit::Done } else { Exit::Negative })
}

fn summary(plan: &Plan, door: &Door) -> Summary {
    let open = plan.choices.iter().filter(|choice| !choice.confirmed);
    let choices: Vec<ToConfirm> = open
        .map(|choice| ToConfirm {
            id: choice.id.clone(),
            clauses: choice.clauses.clone(),
            text: words::text(plan, &choice.reason, door),
        })
        .collect();
    Summary {
        id: plan.id.clone(),
        version: plan.version.clone(),
        digest: plan.digest.clone(),
        clauses: plan.clauses.len(),
        obligations: plan.obligations.len(),
        gates: plan.gates.len(),
        playbooks: plan.playbooks.len(),
        drills: plan.drills.len(),
        choices_to_confirm: choices.len(),
        choices,
    }
}

fn show(checked: &Checked<'_>, faults: &[Fault], files: &Files, door: &mut Door) {
    for (fault, told) in faults.iter().zip(&checked.faults) {
        show_fault(fault, told, files, door);
    }
    if let Some(plan) = &checked.plan {
        let message = Message::new("cli-plan-summary")
            .with("id", &plan.id)
            .with("version", &plan.version)
            .with("digest", &plan.digest)
            .with("clauses", plan.clauses)
            .with("obligations", plan.obligations)
            .with("gates", plan.gates)
            .with("playbooks", plan.playbooks)
            .with("drills", plan.drills);
        door.say(&message);
    }
    let key = match (checked.errors, checked.warnings) {
        (0, 0) => "cli-plan-no-faults",
        (0, _) => "cli-plan-only-warnings",
        _ => "cli-plan-has-errors",
    };
    door.say(&Message::new(key).with("errors", checked.errors).with("warnings", checked.warnings));
}

/// What the plan's owner has to confirm: counted, and listed where that was asked for.
fn choices(checked: &Checked<'_>, listed: bool, door: &mut Door) {
    let choices = checked.plan.as_ref().map(|plan| plan.choices.as_slice()).unwrap_or_default();
    if listed {
        for choice in choices {
            door.text(&format!("  ▲ {} [{}]", choice.id, choice.clauses.join(" ")));
            door.text(&format!("    {}", choice.text));
        }
    }
    let key = match (choices.is_empty(), listed) {
        (true, _) => return,
        (false, true) => "cli-plan-choices-listed",
        (false, false) => "cli-plan-choices-counted",
    };
    door.say(&Message::new(key).with("count", choices.len()).with("pack", &checked.pack));
}

/// Place and kind, the sentence, the line it is about with a caret under the place, and what to do.
fn show_fault(fault: &Fault, told: &Told<'_>, files: &Files, door: &mut Door) {
    let kind = door.words(&Message::new(match fault.severity {
        Severity::Error => "cli-plan-error",
        Severity::Warning => "cli-plan-warning",
    }));
    door.text(&format!("▲ {kind} {}:{}:{} [{}]", told.file, told.line, told.column, told.code));
    door.text(&format!("  {}", told.message.replace('\n', "\n  ")));
    if let Some(excerpt) = excerpt(fault, files) {
        door.text(&excerpt);
    }
    if let Some(remedy) = &told.remedy {
        door.text(&format!("  → {}", remedy.replace('\n', "\n  ")));
    }
    door.text("");
}

/// The line of the file with a caret under the column; nothing where the place is the file as a whole.
fn excerpt(fault: &Fault, files: &Files) -> Option<String> {
    const SHOWN_MAX: usize = 160;
    let text = String::from_utf8_lossy(files.get(&fault.file)?);
    let line = text.lines().nth(usize::try_from(fault.line).ok()?.checked_sub(1)?)?;
    let before = usize::try_from(fault.column).ok()?.checked_sub(1)?;
    if line.trim().is_empty() || before > SHOWN_MAX {
        return None;
    }
    let shown: String =
        line.chars().take(SHOWN_MAX).map(|letter| if letter == '\t' { ' ' } else { letter }).collect();
    let lead: String = shown.chars().take(before).collect();
    let number = fault.line.to_string();
    let gutter = " ".repeat(number.len());
    Some(format!("  {number} │ {shown}\n  {gutter} │ {}^", " ".repeat(lead.width())))
}
