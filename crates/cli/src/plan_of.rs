//! The plan of a pack, for commands that run one.

use std::path::Path;

use messages::Message;
use plan::{Plan, Severity};

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::pack;

/// The checked plan of the pack in `folder`.
///
/// # Errors
/// A pack with an error is no plan: the first is said, with how many there are and where to see them all.
pub fn read(folder: &Path, door: &Door) -> Result<Plan, Failure> {
    let files = pack::read(folder)?;
    Plan::from_files(files).map(|(plan, _)| plan).map_err(|faults| {
        let errors: Vec<_> = faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
        let first = errors.first().map(|fault| door.words(&fault.message())).unwrap_or_default();
        let message = Message::new("cli-plan-unusable")
            .with("pack", folder.display().to_string())
            .with("errors", errors.len())
            .with("first", first);
        Failure::new(Exit::Negative, message)
    })
}
