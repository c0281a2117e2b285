//! `stanch restore TARGET --data DIR`: a backup put back, and held against the newest checkpoint there is.

use std::path::{Path, PathBuf};

use desk::{DeskError, RealLog, Restored};
use messages::Message;
use serde_json::json;

use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::{clock, figures, file};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// Where log and blobs were copied to.
    #[arg(value_name = "TARGET")]
    target: PathBuf,
    /// Where the wrapped keys were copied to.
    #[arg(long, value_name = "KEYTARGET")]
    keys: Option<PathBuf>,
    /// The newest checkpoint one has.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Opens a copy beside the target, looks at everything, compares, and puts it in its place last; what does not open leaves
/// nothing. A damaged log, or one behind the checkpoint, ends negative: it is put there to be looked at, and must not be used.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let keys = typed.keys.clone().unwrap_or_else(|| {
        let mut beside = typed.target.as_os_str().to_owned();
        beside.push("-keys");
        PathBuf::from(beside)
    });
    let checkpoint = typed.checkpoint.as_deref().map(file::read).transpose()?;
    let checkpoint = checkpoint.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let opening = typed.data.keys.opening(typed.data.data.clone(), false, "restore", clock::now())?;
    let restored = desk::restore_proven::<RealLog>(&typed.target, &keys, &opening, checkpoint.as_deref())
        .map_err(|error| unproven(error, typed.checkpoint.as_deref()))?;
    let (size, witnessed) = match restored {
        Restored::Reaches { size, witnessed } => (size, Some(witnessed)),
        Restored::NotCompared { size } => (size, None),
    };
    let value = json!({ "entries": size, "compared": witnessed.is_some(), "witnessed": witnessed });
    typed.output.give(&value, door, |door| {
        let key = if witnessed.is_some() { "cli-restore-reaches" } else { "cli-restore-not-compared" };
        let message = Message::new(key)
            .with("entries", figures::count(size))
            .with("witnessed", figures::count(witnessed.unwrap_or_default()));
        door.say(&message);
    })?;
    Ok(Exit::Done)
}

/// That the log was looked at and is not sound is an answer, not a failure to look.
fn unproven(error: DeskError, checkpoint: Option<&Path>) -> Failure {
    match error {
        DeskError::Unsound { .. } | DeskError::Damaged(_) => Failure::new(Exit::Negative, error.message()),
        error => data::checkpoint(checkpoint.unwrap_or(Path::new("")))(error),
    }
}
