//! Gates: proposed only when nothing is lacking, reviewed by each role once, approved by one more; bound to a digest
//! of what was proposed.

use plan::{Gate, GateKind, State as CaseState};
use sha2::{Digest, Sha256};

use super::lifecycle;
use super::work::{Work, no_such, reason};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::gate::{Approved, Proposed, Reviewed, Status, Waived};
use crate::refusal::Refusal;

fn find<'a>(work: &Work<'a>, id: &str) -> Result<&'a Gate, Refusal> {
    let plan = work.plan;
    plan.gate(id).ok_or_else(|| no_such("gate", id, plan.gates.iter().map(|gate| gate.id.as_str())))
}

fn only(work: &Work<'_>, role: &str) -> Result<(), Refusal> {
    if work.who.role == role {
        return Ok(());
    }
    Err(Refusal::OtherRole { role: work.who.role.clone(), allowed: vec![role.to_owned()] })
}

/// The gate leads out of a state the case is in.
fn check_state(work: &Work<'_>, gate: &Gate, command: &'static str) -> Result<(), Refusal> {
    let watching = gate.kind == GateKind::LiftWarning && work.state.is_in(CaseState::Watch);
    if gate.leaves.is_empty() || watching || gate.leaves.iter().any(|state| work.state.is_in(*state)) {
        return Ok(());
    }
    let words = |states: &mut dyn Iterator<Item = CaseState>| {
        states.map(super::warning::state_word).collect::<Vec<_>>().join(", ")
    };
    let needs = words(&mut gate.leaves.iter().copied());
    Err(Refusal::WrongState { command, needs, holds: words(&mut work.state.states.keys().copied()) })
}

/// The first condition that is neither met nor waived.
fn check_conditions(work: &Work<'_>, gate: &Gate) -> Result<(), Refusal> {
    let stored = work.state.gates.get(&gate.id);
    for condition in &gate.conditions {
        let known = stored.and_then(|gate| gate.conditions.get(&condition.id));
        let status = known.map_or(Status::Unknown, |known| known.status);
        if status == Status::Met || known.is_some_and(|known| known.waived.is_some()) {
            continue;
        }
        let facts =
            condition.when.facts().iter().filter_map(|slot| work.plan.catalogue.facts.get(slot.index()));
        return Err(Refusal::GateLacks {
            gate: gate.id.clone(),
            condition: condition.id.clone(),
            unknown: status == Status::Unknown,
            facts: facts.map(|fact| fact.id.as_str()).collect::<Vec<_>>().join(", "),
        });
    }
    if gate.kind == GateKind::Close { lifecycle::check_nothing_owed(work) } else { Ok(()) }
}

/// SHA-256 of what is proposed: the gate, each condition as it stands, and the statements behind its facts.
pub(super) fn digest(work: &Work<'_>, gate: &Gate) -> String {
    let picture = work.picture();
    let mut hash = Sha256::new();
    let mut feed = |text: &str| {
        // Length first, so that no two lists of texts run together.
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    feed(&work.plan.digest);
    feed(&gate.id);
    for condition in &gate.conditions {
        feed(&condition.id);
        let stored = work.state.gates.get(&gate.id).and_then(|gate| gate.conditions.get(&condition.id));
        feed(stored.map_or("unknown", |stored| match stored.status {
            Status::Met => "met",
            Status::NotMet => "not_met",
            Status::Unknown => "unknown",
        }));
        feed(stored.and_then(|stored| stored.waived.as_ref()).map_or("", |(_, why)| why.as_str()));
        for slot in condition.when.facts() {
            let statements =
                picture.facts.get(slot.index()).map(|fact| fact.statements.as_slice()).unwrap_or_default();
            feed(&statements.iter().map(u64::to_string).collect::<Vec<_>>().join(","));
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn propose(work: &mut Work<'_>, id: &str, why: &str) -> Result<(), Refusal> {
    let gate = find(work, id)?;
    only(work, &gate.proposes)?;
    check_state(work, gate, "gate.propose")?;
    check_conditions(work, gate)?;
    let reason = reason(why)?;
    let digest = digest(work, gate);
    work.record(Event::GateProposed(Proposed { gate: id.to_owned(), reason, digest }));
    Ok(())
}

/// The digest of the proposal that stands.
fn proposed(work: &Work<'_>, id: &str) -> Result<String, Refusal> {
    let proposed = work.state.gates.get(id).and_then(|gate| gate.proposed.as_ref());
    proposed.map(|(digest, _, _)| digest.clone()).ok_or_else(|| Refusal::NotProposed { gate: id.to_owned() })
}

pub(super) fn review(work: &mut Work<'_>, id: &str) -> Result<(), Refusal> {
    let gate = find(work, id)?;
    if gate.reviews.is_empty() {
        return Err(Refusal::NoReviewAsked { gate: id.to_owned(), role: gate.approves.clone() });
    }
    let role = work.who.role.clone();
    if !gate.reviews.contains(&role) {
        return Err(Refusal::OtherRole { role, allowed: gate.reviews.clone() });
    }
    let digest = proposed(work, id)?;
    if reviewers(work, id).contains(&role) {
        return Err(Refusal::AlreadyReviewed { gate: id.to_owned(), role });
    }
    work.record(Event::GateReviewed(Reviewed { gate: id.to_owned(), role, digest }));
    Ok(())
}

fn reviewers(work: &Work<'_>, id: &str) -> Vec<String> {
    let reviewed = work.state.gates.get(id).map(|gate| gate.reviewed.as_slice()).unwrap_or_default();
    reviewed.iter().map(|actor| actor.role.clone()).collect()
}

pub(super) fn approve(work: &mut Work<'_>, id: &str) -> Result<(), Refusal> {
    let gate = find(work, id)?;
    only(work, &gate.approves)?;
    check_state(work, gate, "gate.approve")?;
    let digest = proposed(work, id)?;
    check_conditions(work, gate)?;
    let reviewed = reviewers(work, id);
    if let Some(missing) = gate.reviews.iter().find(|role| !reviewed.contains(role)) {
        return Err(Refusal::ReviewMissing { gate: id.to_owned(), role: missing.clone() });
    }
    work.record(Event::GateApproved(Approved { gate: id.to_owned(), digest, at: work.clock }));
    pass(work, gate);
    Ok(())
}

/// Enters what the gate leads to, then leaves what it leads out of: the case is never in no state at all.
fn pass(work: &mut Work<'_>, gate: &Gate) {
    let cause = Cause::Gate(gate.id.clone());
    work.because = cause.clone();
    let mut leaves = gate.leaves.clone();
    if gate.kind == GateKind::Close {
        leaves.extend(work.state.states.keys().copied());
        work.enter(CaseState::Closed, cause.clone());
    }
    for state in &gate.enters {
        work.enter(*state, cause.clone());
    }
    if gate.kind == GateKind::LiftWarning
        && work.state.is_in(CaseState::Watch)
        && !gate.enters.contains(&CaseState::Watch)
    {
        leaves.push(CaseState::Watch);
    }
    for state in leaves {
        if !gate.enters.contains(&state) && state != CaseState::Closed {
            work.leave(state, cause.clone());
        }
    }
    if work.state.states.is_empty() {
        work.enter(CaseState::AfterCare, cause);
    }
}

pub(super) fn waive(work: &mut Work<'_>, id: &str, condition: &str, why: &str) -> Result<(), Refusal> {
    let gate = find(work, id)?;
    let Some(found) = gate.conditions.iter().find(|known| known.id == condition) else {
        return Err(no_such("condition", condition, gate.conditions.iter().map(|known| known.id.as_str())));
    };
    let Some(role) = &found.waived_by else {
        return Err(Refusal::NotWaivable { gate: id.to_owned(), condition: condition.to_owned() });
    };
    only(work, role)?;
    let reason = reason(why)?;
    let (gate, condition) = (id.to_owned(), condition.to_owned());
    work.record(Event::ConditionWaived(Waived { gate, condition, reason }));
    Ok(())
}
