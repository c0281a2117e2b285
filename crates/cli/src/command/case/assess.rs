//! `stanch case assess CASE LEAK…`: a leak is assessed, and its counts become facts of the case with the files as their
//! evidence, all in one act: either the case knows the leak or it does not.

use std::path::{Path, PathBuf};

use desk::{CaseId, CaseRef, Desk, LeakFile, RealLog, Sealed};
use messages::{Language, Message};
use server::leaks;

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
    // A register from a pipe is gone once read: its customers are counted and cannot be listed.
    let listed = typed.register.as_deref().filter(|path| *path != Path::new("-"));
    let before = listed.map(file::digest).transpose()?.map(|(sha256, _)| sha256);
    let wanted = Wanted { leaks: &leaks, register: register.as_ref(), plan: Some(&plan), list: None };
    let assessed = assess::assess(wanted, door)?;
    let assessment = &assessed.assessment;
    let first = plan.languages.first().and_then(|tag| tag.parse().ok());
    let report = leaks::report(assessment, first.unwrap_or(Language::English));
    let now = clock::now();
    let desk: Desk<RealLog> = typed.data.open(false, "case assess", now)?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let (who, occurred_at) = (typed.acting.actor(), typed.acting.occurred_at(&plan)?);
    let customers = match (&assessed.customers, listed, &before) {
        (Some(found), Some(register), Some(before)) => {
            let found = (found, assessment);
            let list = leaks::list_customers(&desk, &case, &who, found, (register, before), &mut |_| {});
            Some(list.map_err(|message| Failure::new(Exit::Negative, message))?)
        }
        _ => None,
    };
    let sealed = if typed.keep { seal(&desk, &case, &pieces, &typed.acting, door)? } else { Vec::new() };
    let files = files(pieces, sealed);
    let leak = leaks::counted(assessment, &report, files, SOURCE, customers);
    let done = desk.tell_leak(&case, &leak, &who, occurred_at, now).map_err(data::refused(&plan))?;
    let file = desk.case(&case).map_err(data::failure)?;
    drop(desk);
    doing::show(&done, &file, (now, false), &typed.output, door)?;
    if typed.register.is_some() && listed.is_none() {
        door.remark(&Message::new("cli-case-assess-no-list"));
    }
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

/// The files as the case names them, with their sealed bytes where they were kept.
fn files(pieces: Vec<Piece>, sealed: Vec<Sealed>) -> Vec<LeakFile> {
    let mut sealed = sealed.into_iter();
    let file = |Piece { name, sha256, size, .. }| LeakFile { name, sha256, size, sealed: sealed.next() };
    pieces.into_iter().map(file).collect()
}
