//! `stanch backup TARGET`: a copy of the log and its blobs, the wrapped keys apart.

use std::path::PathBuf;

use desk::{Desk, RealLog};
use messages::Message;
use serde_json::json;

use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::figures;
use crate::output::Output;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// Where log and blobs go.
    #[arg(value_name = "TARGET")]
    target: PathBuf,
    /// Where the wrapped keys go.
    #[arg(long, value_name = "KEYTARGET")]
    keys: Option<PathBuf>,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Copies; nothing is overwritten.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let keys = typed.keys.clone().unwrap_or_else(|| {
        let mut beside = typed.target.as_os_str().to_owned();
        beside.push("-keys");
        PathBuf::from(beside)
    });
    let desk: Desk<RealLog> = typed.data.look("backup", clock::now())?;
    let backup = desk.backup(&typed.target, &keys).map_err(data::failure)?;
    let checkpoint = backup.checkpoint_file.display().to_string();
    let value = json!({
        "target": typed.target.display().to_string(),
        "keys": keys.display().to_string(),
        "entries": backup.report.entries,
        "blobs": backup.report.blobs,
        "blob_bytes": backup.report.blob_bytes,
        "checkpoint_file": checkpoint,
        "checkpoint": backup.checkpoint,
    });
    typed.output.give(&value, door, |door| {
        let message = Message::new("cli-backup-done")
            .with("entries", figures::count(backup.report.entries))
            .with("blobs", figures::count(backup.report.blobs))
            .with("bytes", figures::bytes(backup.report.blob_bytes))
            .with("target", typed.target.display().to_string())
            .with("keys", keys.display().to_string())
            .with("checkpoint", checkpoint);
        door.say(&message);
    })?;
    Ok(Exit::Done)
}
