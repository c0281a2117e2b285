//! `stanch case evidence CASE FILE…`: the bytes of files sealed into the folder, or their digests alone, all in one act.

use std::fs::File;
use std::path::{Path, PathBuf};

use desk::{Act, CaseFile, CaseId, CaseRef, Desk, DeskError, Done, RealLog, Sealed};
use incident::Command;
use jiff::Timestamp;
use messages::Message;

use super::doing;
use crate::data::{self, Acting, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::progress::Meter;
use crate::{clock, file};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// The files.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// What the file is called.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Who holds it.
    #[arg(long, value_name = "ROLE")]
    held_by: Option<String>,
    /// Digest and size alone: the bytes are held elsewhere.
    #[arg(long)]
    digest_only: bool,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Takes the files in: every one of them, or none.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    if typed.name.is_some() && typed.files.len() > 1 {
        return Err(Failure::usage(Message::new("cli-case-evidence-one-name")));
    }
    let now = clock::now();
    let desk: Desk<RealLog> = typed.data.open(false, "case evidence", now)?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let plan = desk.case(&case).map_err(data::failure)?.plan;
    let occurred_at = typed.acting.occurred_at(&plan)?;
    let act = |command| Act { command, who: typed.acting.actor(), occurred_at, now };
    let done = if typed.digest_only {
        let acts: Result<Vec<Act>, Failure> =
            typed.files.iter().map(|path| Ok(act(typed.digest(path)?))).collect();
        desk.act_all(&case, &acts?).map_err(data::failure)?
    } else {
        typed.seal(&desk, &case, &act, door)?
    };
    let file = desk.case(&case).map_err(data::failure)?;
    drop(desk);
    doing::show(&done, &file, (now, false), &typed.output, door)?;
    Ok(Exit::Done)
}

impl Typed {
    fn called(&self, path: &Path) -> String {
        let own = path.file_name().map(|name| name.to_string_lossy().into_owned());
        self.name.clone().or(own).unwrap_or_default()
    }

    fn digest(&self, path: &Path) -> Result<Command, Failure> {
        let (sha256, size) = file::digest(path)?;
        Ok(Command::AddEvidence {
            name: self.called(path),
            sha256,
            size,
            held_by: self.held_by.clone(),
            blob: None,
        })
    }

    fn seal(
        &self,
        desk: &Desk<RealLog>,
        case: &CaseId,
        act: &dyn Fn(Command) -> Act,
        door: &mut Door,
    ) -> Result<Done, Failure> {
        let sealed = seal_all(desk, case, &self.files, &self.acting, door)?;
        let named = self.files.iter().zip(&sealed);
        let acts: Vec<Act> = named
            .map(|(path, sealed)| act(sealed.command(&self.called(path), self.held_by.as_deref())))
            .collect();
        desk.act_upon_sealed(case, &sealed, &|_: &CaseFile| Ok(acts.clone())).map_err(data::failure)
    }
}

/// Seals every file, with progress; what was sealed goes again if a later one cannot be read.
pub fn seal_all(
    desk: &Desk<RealLog>,
    case: &CaseId,
    files: &[PathBuf],
    acting: &Acting,
    door: &mut Door,
) -> Result<Vec<Sealed>, Failure> {
    let length = |path: &PathBuf| std::fs::metadata(path).map_or(0, |facts| facts.len());
    let total = files.iter().map(length).sum();
    let (mut meter, mut sealed, mut before) = (Meter::new(door), Vec::<Sealed>::new(), 0);
    for path in files {
        let opened = File::open(path).map_err(|error| file::unreadable(path, &error));
        let one = opened.and_then(|mut bytes| {
            let mut seen = |done| meter.sealing(before + done, total);
            desk.seal(case, &acting.actor(), &mut bytes, &mut seen).map_err(|error| match error {
                DeskError::Unread { cause } => file::unreadable(path, &std::io::Error::other(cause)),
                error => data::failure(error),
            })
        });
        match one {
            Ok(one) => {
                before += one.size();
                sealed.push(one);
            }
            Err(failure) => {
                desk.discard(&sealed);
                return Err(failure);
            }
        }
    }
    meter.done();
    Ok(sealed)
}

/// A moment for the table of looks, in UTC: a destroyed case has no plan that would say its zone.
pub fn shown(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}
