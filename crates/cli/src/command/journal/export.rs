//! `stanch journal export CASE --out BUNDLE`: one case's record with its proof, to hand to others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use desk::{Asking, CaseId, CaseRef, Desk, Disclosure, Look, RealLog, RecordOf};
use jiff::Timestamp;
use messages::Message;
use serde_json::json;

use crate::command::case::evidence_out::told;
use crate::data::{self, Data, Opened};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::{clock, file};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// Where the bundle goes.
    #[arg(long, value_name = "BUNDLE")]
    out: PathBuf,
    /// Which bodies it discloses.
    #[arg(long, value_name = "WHICH", default_value = "none")]
    bodies: Bodies,
    /// Who looked, instead of what happened.
    #[arg(long)]
    looks: bool,
    /// The role that discloses bodies.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// Why it discloses them.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Sizes of checkpoints handed out before.
    #[arg(long, value_name = "SIZE")]
    since: Vec<u64>,
    #[command(flatten)]
    data: Data,
    /// Write over a bundle that is there.
    #[arg(long)]
    force: bool,
    /// JSON alone on standard output.
    #[arg(long)]
    json: bool,
}

/// `none`, `all`, or a list of versions such as `1,4,9`.
#[derive(Debug, Clone)]
pub struct Bodies(Disclosure);

impl Bodies {
    /// The choice.
    pub fn disclosure(&self) -> Disclosure {
        self.0.clone()
    }
}

impl std::str::FromStr for Bodies {
    type Err = String;

    fn from_str(given: &str) -> Result<Bodies, String> {
        match given {
            "none" => Ok(Bodies(Disclosure::None)),
            "all" => Ok(Bodies(Disclosure::All)),
            list => {
                let versions: Result<BTreeSet<u64>, _> =
                    list.split(',').map(|one| one.trim().parse()).collect();
                versions.map(Disclosure::Versions).map(Bodies).map_err(|_| given.to_owned())
            }
        }
    }
}

/// Writes the bundle, and beside it the key that verifies it (`BUNDLE.vkey`); it verifies, or it is not written. What is
/// there is written over only where that was said.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    file::not_over(&typed.out, &[&typed.data.data])?;
    let key_file = beside(&typed.out);
    let now = clock::now();
    let asking = typed.asking(now);
    let opened = typed.data.look_at_either("journal export", now)?;
    let key = match &opened {
        Opened::Real(desk) => desk.verifier().to_string(),
        Opened::Drill(desk) => desk.verifier().to_string(),
    };
    let key_line = format!("{key}\n");
    if !typed.force {
        free(&typed.out, None)?;
        free(&key_file, Some(key_line.as_bytes()))?;
    }
    let (case, bundle, look) = match &opened {
        Opened::Real(desk) => {
            let (asking, case) = (asking?, desk.find(&typed.case).map_err(data::failure)?);
            let (bundle, look) = typed.bundle(desk, &case, asking.as_ref())?;
            (case, bundle, look)
        }
        Opened::Drill(desk) => {
            door.remark(&Message::new("cli-drill-listed"));
            let case = desk.find(&typed.case).map_err(data::failure)?;
            let bundle = desk.export_played(&case, &typed.bodies.0).map_err(data::failure)?;
            (case, bundle, None)
        }
    };
    // A bundle that goes to a pipe has no place beside it. The key is there first: whatever interrupts this, no bundle lies
    // without the key that verifies it.
    let kept = typed.out.is_file() || !typed.out.exists();
    if kept {
        file::write(&key_file, key_line.as_bytes())?;
    }
    file::write(&typed.out, &bundle)?;
    let (path, key_path) = (typed.out.display().to_string(), key_file.display().to_string());
    if typed.json {
        let value = json!({ "bundle": path, "case": case.as_str(), "bytes": bundle.len(), "key": key,
            "key_file": kept.then_some(key_path), "look": look.as_ref().map(told) });
        door.json(&value).map_err(crate::output::defect)?;
    } else {
        door.say(
            &Message::new("cli-journal-exported")
                .with("path", path)
                .with("key", key)
                .with("keyfile", key_path),
        );
        if look.is_some() {
            door.say(&Message::new("cli-journal-export-look-noted"));
        }
    }
    Ok(Exit::Done)
}

impl Typed {
    /// Who discloses bodies, and why: asked for wherever a bundle says something, before anything is opened.
    fn asking(&self, now: Timestamp) -> Result<Option<Asking>, Failure> {
        if self.bodies.0 == Disclosure::None {
            return Ok(None);
        }
        let (Some(role), Some(reason)) = (&self.role, &self.reason) else {
            return Err(Failure::usage(Message::new("cli-journal-export-asks")));
        };
        Ok(Some(Asking { who: data::actor(role), reason: reason.clone(), now }))
    }

    fn bundle(
        &self,
        desk: &Desk<RealLog>,
        case: &CaseId,
        asking: Option<&Asking>,
    ) -> Result<(Vec<u8>, Option<Look>), Failure> {
        let record = if self.looks { RecordOf::Looks } else { RecordOf::Case };
        if self.looks && desk.looks(case).map_err(data::failure)?.is_empty() {
            return Err(Failure::new(Exit::Negative, Message::new("cli-case-looks-none")));
        }
        let made = match asking {
            None => desk.export(record, case, &self.since).map(|bundle| (bundle, None)),
            Some(asking) => desk.disclose(record, case, &self.bodies.disclosure(), &self.since, asking),
        };
        made.map_err(data::failure)
    }
}

fn beside(bundle: &Path) -> PathBuf {
    let mut name = bundle.as_os_str().to_owned();
    name.push(".vkey");
    PathBuf::from(name)
}

/// Nothing lies there, or the very same bytes do; what is no plain file is written to as it is.
///
/// # Errors
/// If a file is there: it is not written over unasked.
pub fn free(path: &Path, same: Option<&[u8]>) -> Result<(), Failure> {
    if !path.is_file() || same.is_some_and(|same| std::fs::read(path).is_ok_and(|there| there == same)) {
        return Ok(());
    }
    let message = Message::new("cli-journal-export-exists").with("path", path.display().to_string());
    Err(Failure::new(Exit::Io, message))
}
