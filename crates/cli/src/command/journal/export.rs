//! `stanch journal export CASE --out BUNDLE`: one case's record with its proof, to hand to others.

use std::collections::BTreeSet;
use std::path::PathBuf;

use desk::{CaseRef, Desk, Disclosure, RealLog};
use messages::Message;
use serde_json::json;

use crate::data::{self, Data};
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
    /// Sizes of checkpoints handed out before.
    #[arg(long, value_name = "SIZE")]
    since: Vec<u64>,
    #[command(flatten)]
    data: Data,
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

/// Writes the bundle; it verifies, or it is not written.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    file::not_over(&typed.out, &[&typed.data.data])?;
    let desk: Desk<RealLog> = typed.data.open(false, "journal export", clock::now())?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let bundle = desk.export(&case, &typed.bodies.disclosure(), &typed.since).map_err(data::failure)?;
    file::write(&typed.out, &bundle)?;
    let (path, key) = (typed.out.display().to_string(), desk.verifier().to_string());
    if typed.json {
        let value = json!({ "bundle": path, "case": case.as_str(), "bytes": bundle.len(), "key": key });
        door.json(&value).map_err(crate::output::defect)?;
    } else {
        door.say(&Message::new("cli-journal-exported").with("path", path).with("key", key));
    }
    Ok(Exit::Done)
}
