//! The plan of a pack, for commands that run one.

use std::path::Path;

use messages::Message;
use plan::{Plan, Severity};

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::pack::{self, Files};

/// The checked plan of the pack in `folder`.
///
/// # Errors
/// A pack with an error is no plan: the first is said, with how many there are and where to see them all.
pub fn read(folder: &Path, door: &Door) -> Result<Plan, Failure> {
    files(pack::read(folder)?, &folder.display().to_string(), door)
}

/// The checked plan of these files; `name` is how the reader knows the pack.
///
/// # Errors
/// As [`read`].
pub fn files(files: Files, name: &str, door: &Door) -> Result<Plan, Failure> {
    Plan::from_files(files).map(|(plan, _)| plan).map_err(|faults| {
        let errors: Vec<_> = faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
        let first = errors.first().map(|fault| door.words(&fault.message())).unwrap_or_default();
        let message = Message::new("cli-plan-unusable")
            .with("pack", name)
            .with("errors", errors.len())
            .with("first", first);
        Failure::new(Exit::Negative, message)
    })
}
