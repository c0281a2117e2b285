//! Triggers propose or start; playbooks lay themselves out.

use expr::Truth;
use plan::{Proposal, State as CaseState, Trigger};

use crate::decide::work::Work;
use crate::decide::{task, warning};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::level::Decided;
use crate::event::obligation::RolePaged;
use crate::event::warning::{Outcome, ProposalMade, Start, TriggerCeased};

pub(super) fn follow(work: &mut Work<'_>) {
    let plan = work.plan;
    if work.state.is_in(CaseState::Closed) {
        return;
    }
    let mut picture = work.picture();
    for trigger in &plan.triggers {
        let fired = work.state.fired.contains_key(&trigger.id);
        match picture.truth(&trigger.when) {
            Truth::True if !fired => {
                fire(work, trigger);
                // An automatic start may have moved a level.
                picture = work.picture();
            }
            Truth::False if fired => {
                work.record(Event::TriggerCeased(TriggerCeased { trigger: trigger.id.clone() }));
            }
            _ => {}
        }
    }
}

fn fire(work: &mut Work<'_>, trigger: &Trigger) {
    let (start, named) = match trigger.proposes {
        Proposal::Warning { grade } => (Start::Warning, grade),
        Proposal::Response { level } => (Start::Response, level),
    };
    let level = named.and_then(|(scale, level)| {
        let scale = work.plan.scales.get(scale)?;
        Some((scale.id.clone(), scale.order.get(level)?.clone()))
    });
    let under_way = match start {
        Start::Warning => work.state.is_in(CaseState::Warning) || work.state.is_in(CaseState::Response),
        Start::Response => work.state.is_in(CaseState::Response),
    };
    let outcome = match (under_way, trigger.automatic) {
        (true, _) => Outcome::UnderWay,
        (false, true) => Outcome::Started,
        (false, false) => Outcome::Waits,
    };
    let (parts, _) = work.picture().parts(&trigger.when, work.plan);
    work.record(Event::ProposalMade(ProposalMade {
        id: format!("P-{}", work.state.proposals.len() + 1),
        trigger: trigger.id.clone(),
        start,
        level: level.clone(),
        outcome,
        parts,
        at: work.clock,
    }));
    let cause = Cause::Trigger(trigger.id.clone());
    if outcome == Outcome::Started {
        begin(work, start, level.as_ref(), named, &cause);
    }
    for role in &trigger.tells {
        let (role, cause, at) = (role.clone(), cause.clone(), work.clock);
        work.record(Event::RolePaged(RolePaged { role, clock: None, cause, at }));
    }
}

/// An automatic start, unconfirmed until a person accepts. A level the trigger names is taken at once unless the
/// case is there already: the stricter runs.
fn begin(
    work: &mut Work<'_>,
    start: Start,
    level: Option<&(String, String)>,
    named: Option<(usize, usize)>,
    cause: &Cause,
) {
    let Cause::Trigger(trigger) = cause else { return };
    if let (Some((scale, level)), Some((_, place))) = (level, named) {
        let running = work.state.levels.get(scale).map(|level| level.running().0);
        if running.is_none_or(|running| usize::from(running) < place) {
            work.record(Event::LevelDecided(Decided {
                scale: scale.clone(),
                level: crate::decide::level::place(level, place),
                reason: trigger.clone(),
                evidence: Vec::new(),
                at: work.clock,
            }));
        }
    }
    match start {
        Start::Warning => {
            let grade = level.map(|(_, level)| level.as_str());
            warning::open_warning(work, trigger, grade, true, cause.clone());
        }
        Start::Response => warning::begin_response(work, trigger, true, cause.clone()),
    }
}

/// Playbooks whose condition holds, once each.
pub(super) fn playbooks(work: &mut Work<'_>) {
    let plan = work.plan;
    if work.state.is_in(CaseState::Closed) {
        return;
    }
    let picture = work.picture();
    for playbook in &plan.playbooks {
        let Some(when) = &playbook.when else { continue };
        if !work.state.playbooks.contains_key(&playbook.id) && picture.truth(when) == Truth::True {
            let cause = work.because.clone();
            task::lay_out(work, playbook, cause);
        }
    }
}
