//! `stanch case assess CASE LEAK…`: a leak is assessed, and its counts become facts of the case with the files as their
//! evidence, all in one act: either the case knows the leak or it does not.

use std::path::PathBuf;

use desk::{Act, CaseFile, CaseId, CaseRef, Desk, DeskError, RealLog, Sealed};
use incident::Command;
use messages::Message;

use super::{doing, evidence};
use crate::command::assess::{self, Wanted, gather};
use crate::data::{self, Acting, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::{clock, file};

/// Where facts that were counted come from.
const SOURCE: &str = "stanch assess";

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// Files and folders of the leak.
    #[arg(value_name = "LEAK", required = true)]
    leaks: Vec<PathBuf>,
    /// The register of customers.
    #[arg(long, value_name = "REGISTER.csv")]
    register: Option<PathBuf>,
    /// Seal the leak's files as evidence.
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// A file of the leak, as evidence names it.
struct Piece {
    path: PathBuf,
    name: String,
    sha256: String,
    size: u64,
}

/// Assesses and tells the case. The folder is held only while the case is read and while it is told, not while a long
/// leak is counted.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let plan = {
        let desk: Desk<RealLog> = typed.data.open(false, "case assess", clock::now())?;
        let case = desk.find(&typed.case).map_err(data::failure)?;
        desk.case(&case).map_err(data::failure)?.plan
    };
    let pieces = pieces(&typed.leaks, door)?;
    let leaks = gather::sources(&typed.leaks, door)?;
    let register = typed.register.as_ref().map(|path| gather::register(path)).transpose()?;
    let wanted = Wanted { leaks: &leaks, register: register.as_ref(), plan: Some(&plan), list: None };
    let assessed = assess::assess(wanted, door)?;
    let told = exposure::stated_facts(&assessed.assessment);
    let now = clock::now();
    let desk: Desk<RealLog> = typed.data.open(false, "case assess", now)?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let (who, occurred_at) = (typed.acting.actor(), typed.acting.occurred_at(&plan)?);
    let act = |command| Act { command, who: who.clone(), occurred_at, now };
    let sealed = if typed.keep { seal(&desk, &case, &pieces, &typed.acting, door)? } else { Vec::new() };
    let acts = |file: &CaseFile| Ok(commands(file, &pieces, &sealed, &told)?.into_iter().map(act).collect());
    let done = desk.act_upon_sealed(&case, &sealed, &acts).map_err(data::refused(&plan))?;
    let file = desk.case(&case).map_err(data::failure)?;
    drop(desk);
    doing::show(&done, &file, now, &typed.output, door)?;
    Ok(Exit::Done)
}

/// Digest and size of every file. A pipe leaves nothing behind that could be evidence.
fn pieces(leaks: &[PathBuf], door: &mut Door) -> Result<Vec<Piece>, Failure> {
    let mut pieces = Vec::new();
    for path in gather::files(leaks, door)? {
        let Some(path) = path else {
            return Err(Failure::usage(Message::new("cli-case-assess-needs-files")));
        };
        let (sha256, size) = file::digest(&path)?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        pieces.push(Piece { path, name, sha256, size });
    }
    Ok(pieces)
}

/// The bytes that were counted, sealed: a file that became another one meanwhile is refused.
fn seal(
    desk: &Desk<RealLog>,
    case: &CaseId,
    pieces: &[Piece],
    acting: &Acting,
    door: &mut Door,
) -> Result<Vec<Sealed>, Failure> {
    let files: Vec<PathBuf> = pieces.iter().map(|piece| piece.path.clone()).collect();
    let sealed = evidence::seal_all(desk, case, &files, acting, door)?;
    match pieces.iter().zip(&sealed).find(|(piece, sealed)| piece.sha256 != sealed.sha256()) {
        None => Ok(sealed),
        Some((changed, _)) => {
            desk.discard(&sealed);
            let path = changed.path.display().to_string();
            Err(Failure::new(Exit::Negative, Message::new("cli-case-assess-changed").with("path", path)))
        }
    }
}

/// Evidence first, then every count that cites it.
fn commands(
    file: &CaseFile,
    pieces: &[Piece],
    sealed: &[Sealed],
    told: &[(&'static str, String)],
) -> Result<Vec<Command>, DeskError> {
    let word = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let read = |name: &str, args: &[(String, String)]| {
        Command::from_words(name, args, &file.plan, &file.plan.zone).map_err(DeskError::from)
    };
    let first = file.state.evidence.len() + 1;
    let cited: Vec<String> = (first..first + pieces.len()).map(|number| format!("E-{number}")).collect();
    let mut commands = Vec::new();
    commands.extend(pieces.iter().zip(sealed).map(|(piece, sealed)| sealed.command(&piece.name, None)));
    for piece in pieces.iter().skip(sealed.len()) {
        let size = piece.size.to_string();
        let args = [word("name", &piece.name), word("sha256", &piece.sha256), word("size", &size)];
        commands.push(read("evidence", &args)?);
    }
    for (fact, value) in told.iter().filter(|(fact, _)| file.plan.catalogue.slot(fact).is_some()) {
        let evidence = cited.join(",");
        let args =
            [word("fact", fact), word("value", value), word("source", SOURCE), word("evidence", &evidence)];
        commands.push(read("fact", &args)?);
    }
    Ok(commands)
}
