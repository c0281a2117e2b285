//! Every act on an open case: from the words of the command line to those of `incident`, which drills use too.

use std::path::PathBuf;

use desk::{CaseFile, CaseRef, Desk, RealLog};
use incident::Command;
use jiff::Timestamp;
use messages::Message;
use plan::Plan;

use super::doing;
use crate::data::{self, Acting, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::{clock, plan_of};

/// What every act needs.
#[derive(Debug, clap::Args)]
pub struct On {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Why it is done.
#[derive(Debug, clap::Args)]
pub struct Why {
    /// The reason, journalled.
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// The acts. A positional argument after CASE is what the act is about.
#[derive(Debug, clap::Subcommand)]
#[rustfmt::skip]
pub enum Typed {
    /// Says what is known of a fact.
    Fact { #[command(flatten)] on: On, #[arg(value_name = "FACT")] fact: String, #[arg(value_name = "VALUE", allow_hyphen_values = true)] value: String,
           #[arg(long, value_name = "TEXT")] source: Option<String>, #[arg(long, value_name = "E-1,…")] evidence: Option<String> },
    /// Strikes a stored act.
    Strike { #[command(flatten)] on: On, #[arg(value_name = "EVENT")] event: u64, #[command(flatten)] why: Why,
             #[arg(long, value_name = "E-1,…")] evidence: Option<String> },
    /// Passes evidence into other hands.
    Custody { #[command(flatten)] on: On, #[arg(value_name = "E-1")] evidence: String, #[arg(value_name = "ROLE")] to: String, #[command(flatten)] why: Why },
    /// Decides a level.
    Level { #[command(flatten)] on: On, #[arg(value_name = "SCALE")] scale: String, #[arg(value_name = "LEVEL")] level: String, #[command(flatten)] why: Why,
            #[arg(long, value_name = "E-1,…")] evidence: Option<String> },
    /// Opens a warning.
    Warn { #[command(flatten)] on: On, #[command(flatten)] why: Why, #[arg(long, value_name = "LEVEL")] grade: Option<String> },
    /// Renews the warning.
    Renew { #[command(flatten)] on: On, #[command(flatten)] why: Why },
    /// Turns to watching.
    Watch { #[command(flatten)] on: On, #[command(flatten)] why: Why },
    /// Declares the response.
    Declare { #[command(flatten)] on: On, #[command(flatten)] why: Why, #[arg(long, value_name = "LEVEL")] level: Option<String> },
    /// Accepts a proposal, or an automatic start.
    Accept { #[command(flatten)] on: On, #[arg(value_name = "PROPOSAL")] proposal: Option<String>, #[command(flatten)] why: Why },
    /// Answers a proposal.
    Answer { #[command(flatten)] on: On, #[arg(value_name = "PROPOSAL")] proposal: String, #[arg(value_name = "ANSWER", value_parser = ["accept", "reject"])] answer: String,
             #[command(flatten)] why: Why },
    /// Lays out a playbook.
    Playbook { #[command(flatten)] on: On, #[arg(value_name = "PLAYBOOK")] playbook: String },
    /// Moves a task on.
    Task { #[command(flatten)] on: On, #[arg(value_name = "TASK")] task: String, #[arg(value_name = "TO", value_parser = ["take", "do", "block", "done"])] to: String,
           #[arg(long, value_name = "TEXT")] note: Option<String> },
    /// Says that an obligation is met.
    Met { #[command(flatten)] on: On, #[arg(value_name = "OBLIGATION")] obligation: String, #[arg(long, value_name = "E-1,…")] evidence: Option<String> },
    /// Says that a report was filed.
    File { #[command(flatten)] on: On, #[arg(value_name = "FORM")] form: String, #[arg(long, value_name = "TEXT")] channel: Option<String>,
           #[arg(long, value_name = "TEXT")] receipt: Option<String> },
    /// Writes a field by hand.
    Write { #[command(flatten)] on: On, #[arg(value_name = "PAPER", value_parser = ["form", "notice"])] paper: String, #[arg(value_name = "ID")] of: String,
            #[arg(value_name = "FIELD")] field: String, #[arg(value_name = "TEXT", allow_hyphen_values = true)] text: String },
    /// Passes a text to customers or public.
    Pass { #[command(flatten)] on: On, #[arg(value_name = "NOTICE")] notice: String, #[arg(long, value_name = "SHA-256")] digest: String },
    /// Says that a notice was sent.
    Sent { #[command(flatten)] on: On, #[arg(value_name = "NOTICE")] notice: String, #[arg(long, value_name = "N")] count: u64,
           #[arg(long, value_name = "app,sms,…")] ways: Option<String>,
           #[arg(long, value_name = "SHA-256")] digest: Option<String> },
    /// Proposes, reviews, approves a gate, or waives a condition of it.
    #[command(subcommand)]
    Gate(Gate),
    /// Says that an obligation is no longer owed.
    Moot { #[command(flatten)] on: On, #[arg(value_name = "OBLIGATION")] obligation: String, #[command(flatten)] why: Why },
    /// Moves the case to another plan.
    Adopt { #[command(flatten)] on: On, #[arg(long, value_name = "PACK")] plan: PathBuf, #[command(flatten)] why: Why },
    /// Lets time pass.
    Tick { #[command(flatten)] on: On },
    /// Closes the case.
    Close { #[command(flatten)] on: On },
    /// Opens a closed case again.
    Reopen { #[command(flatten)] on: On, #[command(flatten)] why: Why },
}

/// What can be done to a gate.
#[derive(Debug, clap::Subcommand)]
#[rustfmt::skip]
pub enum Gate {
    /// Proposes that it be passed.
    Propose { #[command(flatten)] on: On, #[arg(value_name = "GATE")] gate: String, #[command(flatten)] why: Why },
    /// Reviews it.
    Review { #[command(flatten)] on: On, #[arg(value_name = "GATE")] gate: String },
    /// Approves it.
    Approve { #[command(flatten)] on: On, #[arg(value_name = "GATE")] gate: String },
    /// Declares a condition not applicable.
    Waive { #[command(flatten)] on: On, #[arg(value_name = "GATE")] gate: String, #[arg(value_name = "CONDITION")] condition: String, #[command(flatten)] why: Why },
}

/// An act as `incident` reads it: name and arguments.
struct Words {
    name: &'static str,
    args: Vec<(String, String)>,
}

fn words<const N: usize>(name: &'static str, args: [(&str, Option<&str>); N]) -> Words {
    let given = args.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.to_owned())));
    Words { name, args: given.collect() }
}

/// Does the act; what it led to is durable before it is said.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let (on, words) = meant(typed)?;
    let now = clock::now();
    let desk: Desk<RealLog> = on.data.open(false, "case", now)?;
    let case = desk.find(&on.case).map_err(data::failure)?;
    let plan = desk.case(&case).map_err(data::failure)?.plan;
    let occurred_at = on.acting.occurred_at(&plan)?;
    let file = desk.case(&case).map_err(data::failure)?;
    let command = as_it_stands(command(typed, &words, &plan, door)?, &file, &on.acting, now)?;
    let counts = on.acting.told().is_none() || counts_from(&command);
    let act = desk::Act { command, who: on.acting.actor(), occurred_at, now };
    let done = match server::papers::leaves(&act.command, &plan) {
        true => {
            let by = desk::FiledBy { who: act.who.clone(), occurred_at, now };
            server::papers::file(&desk, &case, &act.command, &by)
        }
        false => desk.act(&case, &act),
    };
    let done = done.map_err(data::refused(&plan))?;
    let file = desk.case(&case).map_err(data::failure)?;
    let now = now.max(file.state.recorded_at.unwrap_or(now));
    // Let go first: what is said to be done is then covered by a checkpoint, and noted beside the keys.
    drop(desk);
    doing::show(&done, &file, (now, !counts), &on.output, door)?;
    Ok(Exit::Done)
}

/// What the act starts or ends counts from the moment that is told: by itself, or because it carries that moment.
fn counts_from(command: &Command) -> bool {
    let carries = matches!(
        command,
        Command::Meet { .. }
            | Command::File { .. }
            | Command::NoticeSent { .. }
            | Command::PassNotice { .. }
            | Command::PassCustody { .. }
            | Command::WriteField { .. }
            | Command::Tick
    );
    carries || incident::starts_when_told(command)
}

/// What binds to a text binds to the one that stands: a pass of another is refused.
fn as_it_stands(
    command: Command,
    file: &CaseFile,
    acting: &Acting,
    now: Timestamp,
) -> Result<Command, Failure> {
    let notice = match &command {
        Command::PassNotice { notice, .. } => Some(notice.clone()),
        _ => None,
    };
    let bound = server::papers::bind(command, file, &acting.actor().role, now);
    bound.map_err(|why| {
        let said = match notice {
            Some(notice) => Message::new("cli-pass-read")
                .with("why", why)
                .with("number", file.number.to_string())
                .with("notice", notice),
            None => why,
        };
        Failure::new(Exit::Negative, said)
    })
}

/// The words against the plan the case runs on; to adopt a plan they are read against that one.
fn command(typed: &Typed, words: &Words, plan: &Plan, door: &Door) -> Result<Command, Failure> {
    let adopted = match typed {
        Typed::Adopt { plan, .. } => Some(plan_of::read(plan, door)?),
        _ => None,
    };
    let plan = adopted.as_ref().unwrap_or(plan);
    Command::from_words(words.name, &words.args, plan, &plan.zone)
        .map_err(|refusal| data::refused(plan)(refusal.into()))
}

#[rustfmt::skip]
fn meant(typed: &Typed) -> Result<(&On, Words), Failure> {
    fn some(text: &str) -> Option<&str> { Some(text) }
    Ok(match typed {
        Typed::Fact { on, fact, value, source, evidence } => (on, words("fact", [("fact", some(fact)), ("value", some(value)), ("source", source.as_deref()), ("evidence", evidence.as_deref())])),
        Typed::Strike { on, event, why, evidence } => (on, words("strike", [("event", some(&event.to_string())), ("reason", some(&why.reason)), ("evidence", evidence.as_deref())])),
        Typed::Custody { on, evidence, to, why } => (on, words("custody", [("evidence", some(evidence)), ("to", some(to)), ("reason", some(&why.reason))])),
        Typed::Level { on, scale, level, why, evidence } => (on, words("decide-level", [("scale", some(scale)), ("level", some(level)), ("reason", some(&why.reason)), ("evidence", evidence.as_deref())])),
        Typed::Warn { on, why, grade } => (on, words("warn", [("reason", some(&why.reason)), ("grade", grade.as_deref())])),
        Typed::Renew { on, why } => (on, words("renew", [("reason", some(&why.reason))])),
        Typed::Watch { on, why } => (on, words("watch", [("reason", some(&why.reason))])),
        Typed::Declare { on, why, level } => (on, words("declare", [("reason", some(&why.reason)), ("level", level.as_deref())])),
        Typed::Accept { on, proposal, why } => (on, words("accept", [("proposal", proposal.as_deref()), ("reason", some(&why.reason))])),
        Typed::Answer { on, proposal, answer, why } => (on, words("answer", [("proposal", some(proposal)), ("answer", some(answer)), ("reason", some(&why.reason))])),
        Typed::Playbook { on, playbook } => (on, words("playbook", [("playbook", some(playbook))])),
        Typed::Task { on, task, to, note } => (on, words("task", [("task", some(task)), ("to", some(to)), ("note", note.as_deref())])),
        Typed::Met { on, obligation, evidence } => (on, words("met", [("obligation", some(obligation)), ("evidence", evidence.as_deref()), ("at", on.acting.told())])),
        Typed::File { on, form, channel, receipt } => (on, words("file", [("form", some(form)), ("channel", channel.as_deref()), ("receipt", receipt.as_deref()), ("at", on.acting.told())])),
        Typed::Write { on, paper, of, field, text } => (on, words("write", [("paper", some(paper)), ("of", some(of)), ("field", some(field)), ("text", some(text))])),
        Typed::Pass { on, notice, digest } => (on, words("pass", [("notice", some(notice)), ("digest", some(digest))])),
        Typed::Sent { on, notice, count, ways, digest } => (on, words("notice-sent", [("notice", some(notice)), ("count", some(&count.to_string())), ("ways", ways.as_deref()), ("digest", digest.as_deref()), ("at", on.acting.told())])),
        Typed::Gate(Gate::Propose { on, gate, why }) => (on, words("gate.propose", [("gate", some(gate)), ("reason", some(&why.reason))])),
        Typed::Gate(Gate::Review { on, gate }) => (on, words("gate.review", [("gate", some(gate))])),
        Typed::Gate(Gate::Approve { on, gate }) => (on, words("gate.approve", [("gate", some(gate))])),
        Typed::Gate(Gate::Waive { on, gate, condition, why }) => (on, words("waive", [("gate", some(gate)), ("condition", some(condition)), ("reason", some(&why.reason))])),
        Typed::Moot { on, obligation, why } => (on, words("moot", [("obligation", some(obligation)), ("reason", some(&why.reason))])),
        Typed::Adopt { on, why, .. } => (on, words("adopt", [("reason", some(&why.reason))])),
        Typed::Tick { on } => (on, words("tick", [])),
        Typed::Close { on } => (on, words("close", [])),
        Typed::Reopen { on, why } => (on, words("reopen", [("reason", some(&why.reason))])),
    })
}
