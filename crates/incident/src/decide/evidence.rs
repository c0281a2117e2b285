//! Evidence: taken in with its digest, passed from hand to hand.

use super::work::{Work, reason};
use crate::event::Event;
use crate::event::evidence::{Added, Counted, Passed};
use crate::refusal::Refusal;

pub(super) fn add(
    work: &mut Work<'_>,
    name: &str,
    sha256: &str,
    size: u64,
    held_by: Option<&str>,
    blob: Option<&str>,
) -> Result<(), Refusal> {
    // The name is offered as that of a file: what would turn its direction of writing is shown as what it is.
    let name = messages::one_line(name.trim());
    if name.is_empty() {
        return Err(Refusal::MissingArgument { command: "evidence".to_owned(), argument: "name" });
    }
    let sha256 = digest("sha256", sha256)?;
    let held_by = held_by.unwrap_or(&work.who.role).to_owned();
    work.check_role(&held_by)?;
    let id = format!("E-{}", work.state.evidence.len() + 1);
    let (name, blob) = (name.into_owned(), blob.map(str::to_owned));
    work.record(Event::EvidenceAdded(Added { id, name, sha256, size, held_by, blob }));
    Ok(())
}

/// A SHA-256 digest in hex, in small letters.
pub(super) fn digest(argument: &'static str, given: &str) -> Result<String, Refusal> {
    let hex = given.trim().to_ascii_lowercase();
    if hex.len() == 64 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(hex);
    }
    let expected = messages::Message::new("incident-expected-digest");
    Err(Refusal::Unreadable { argument, given: given.to_owned(), expected })
}

/// What was counted, over evidence that the case has.
pub(super) fn count(work: &mut Work<'_>, counted: &Counted) -> Result<(), Refusal> {
    work.check_evidence(&counted.evidence)?;
    work.record(Event::LeakCounted(counted.clone()));
    Ok(())
}

pub(super) fn pass(work: &mut Work<'_>, evidence: &str, to: &str, why: &str) -> Result<(), Refusal> {
    work.check_evidence(&[evidence.to_owned()])?;
    work.check_role(to)?;
    let reason = reason(why)?;
    work.record(Event::CustodyPassed(Passed { id: evidence.to_owned(), to: to.to_owned(), reason }));
    Ok(())
}
