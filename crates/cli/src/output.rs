//! `--json` and `--out`, the same for every command.

use std::path::PathBuf;

use serde::Serialize;

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;

/// How the result is given: as text for people, as JSON for programs, and into a file.
#[derive(Debug, clap::Args)]
pub struct Output {
    /// JSON alone on standard output.
    #[arg(long)]
    pub json: bool,
    /// The JSON also into this file (mode 0600).
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

impl Output {
    /// Gives `value`: JSON where that was asked for, else what `text` prints.
    pub fn give<T: Serialize>(
        &self,
        value: &T,
        door: &mut Door,
        text: impl FnOnce(&mut Door),
    ) -> Result<(), Failure> {
        if let Some(path) = &self.out {
            let mut bytes = serde_json::to_vec_pretty(value).map_err(defect)?;
            bytes.push(b'\n');
            file::write(path, &bytes)?;
        }
        if self.json {
            return door.json(value).map_err(defect);
        }
        text(door);
        Ok(())
    }
}

/// A result that could not be put into JSON.
#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
pub fn defect(error: serde_json::Error) -> Failure {
    Failure::new(Exit::Defect, messages::Message::new("cli-defect-json").with("why", error.to_string()))
}
