//! `apply`: the fold. It only stores what an event says; it never computes a due time, a level or an answer.

use jiff::Timestamp;

use super::{
    Answer, Clock, ClockStatus, ConditionState, Counting, Custody, Evidence, Filing, LevelState, Meeting,
    Mooting, NoticeState, Opening, Pass, Proposal, State, Statement, Task, Telling,
};
use crate::event::obligation::{ClockId, Schedule};
use crate::event::task::Stage;
use crate::event::warning::Choice;
use crate::event::{Event, Recorded, fact, gate, level, obligation, warning};

/// Folds events, oldest first, into the case they make.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Recorded>) -> State {
    let mut state = State::default();
    for event in events {
        apply(&mut state, event);
    }
    state
}

/// Takes one event into the case. Events that name something unknown to the case change nothing but the version: a
/// fold cannot fail.
pub fn apply(state: &mut State, recorded: &Recorded) {
    state.version = recorded.position;
    state.recorded_at =
        Some(state.recorded_at.map_or(recorded.recorded_at, |last| last.max(recorded.recorded_at)));
    match &recorded.event {
        Event::CaseOpened(_)
        | Event::StateEntered(_)
        | Event::StateLeft(_)
        | Event::CaseReopened(_)
        | Event::PlanAdopted(_) => case(state, recorded),
        Event::FactStated(stated) => fact_stated(state, stated, recorded),
        Event::ActStruck(struck) => act_struck(state, struck, recorded),
        Event::EvidenceAdded(_) | Event::CustodyPassed(_) | Event::LeakCounted(_) => {
            evidence(state, recorded)
        }
        Event::LevelComputed(_) | Event::LevelDecided(_) | Event::LevelDecisionLapsed(_) => {
            level(state, recorded)
        }
        Event::ProposalMade(_) | Event::ProposalAnswered(_) | Event::TriggerCeased(_) => {
            proposal(state, recorded)
        }
        Event::WarningOpened(_)
        | Event::WarningDecided(_)
        | Event::ResponseDeclared(_)
        | Event::StartConfirmed(_) => warning(state, &recorded.event),
        Event::ClockStarted(_)
        | Event::ClockUndetermined(_)
        | Event::ClockNotOwed(_)
        | Event::ClockRescheduled(_)
        | Event::ClockWarned(_)
        | Event::ClockMissed(_)
        | Event::ClockMet(_)
        | Event::ClockMoot(_)
        | Event::ClockQuestioned(_)
        | Event::RolePaged(_) => clock(state, recorded),
        Event::PlaybookStarted(_) | Event::TaskLaidOut(_) | Event::TaskMoved(_) => task(state, recorded),
        Event::ConditionChanged(_)
        | Event::ConditionWaived(_)
        | Event::GateProposed(_)
        | Event::GateReviewed(_)
        | Event::GateApproved(_)
        | Event::GateLapsed(_) => gate(state, recorded),
        Event::FormFiled(_)
        | Event::FieldWritten(_)
        | Event::NoticePassed(_)
        | Event::NoticePassLapsed(_)
        | Event::NoticeSent(_) => notice(state, recorded),
    }
}

fn case(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::CaseOpened(opened) => {
            state.plan = Some(opened.plan.clone());
            let (title, zone, by) = (opened.title.clone(), opened.zone.clone(), recorded.actor.clone());
            state.opening = Some(Opening { title, zone, at: opened.at, by });
        }
        Event::StateEntered(entered) => {
            state.states.entry(entered.state).or_insert(entered.at);
            state.entered.insert(entered.state, entered.at);
        }
        Event::StateLeft(left) => {
            state.states.remove(&left.state);
            if !state.is_in(plan::State::Warning) && !state.is_in(plan::State::Response) {
                state.unconfirmed = false;
            }
        }
        Event::PlanAdopted(adopted) => {
            state.plan = Some(adopted.to.clone());
            state.adoptions += 1;
        }
        _ => {}
    }
}

fn fact_stated(state: &mut State, stated: &fact::Stated, recorded: &Recorded) {
    for position in &stated.supersedes {
        let place = state.place_of_statement(*position);
        if let Some(statement) = place.and_then(|place| state.statements.change(place)) {
            statement.superseded_by = Some(recorded.position);
        }
    }
    state.statements.push(Statement {
        position: recorded.position,
        fact: stated.fact.clone(),
        value: stated.value.clone(),
        given: stated.given.clone(),
        source: stated.source.clone(),
        evidence: stated.evidence.clone(),
        occurred_at: recorded.occurred_at,
        recorded_at: recorded.recorded_at,
        by: recorded.actor.clone(),
        superseded_by: None,
        struck: None,
    });
}

fn act_struck(state: &mut State, struck: &fact::Struck, recorded: &Recorded) {
    let place = state.place_of_statement(struck.position);
    if let Some(statement) = place.and_then(|place| state.statements.change(place)) {
        statement.struck = Some((recorded.position, struck.reason.clone()));
    }
    // What a struck statement had corrected stands again.
    let corrected = |statement: &Statement| statement.superseded_by == Some(struck.position);
    let places: Vec<usize> = (0..state.statements.len())
        .filter(|place| state.statements.get(*place).is_some_and(corrected))
        .collect();
    for place in places {
        if let Some(statement) = state.statements.change(place) {
            statement.superseded_by = None;
        }
    }
    for counting in state.countings.iter_mut().filter(|counting| counting.position == struck.position) {
        counting.struck = Some(recorded.position);
    }
    let tellings = state.notices.values_mut().flat_map(|notice| &mut notice.sent);
    for telling in tellings.filter(|telling| telling.position == struck.position) {
        telling.struck = Some(recorded.position);
    }
    state.clocks.unmeet(struck.position);
}

fn evidence(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::EvidenceAdded(added) => state.evidence.push(Evidence {
            id: added.id.clone(),
            name: added.name.clone(),
            sha256: added.sha256.clone(),
            size: added.size,
            blob: added.blob.clone(),
            custody: vec![Custody {
                held_by: added.held_by.clone(),
                from: recorded.occurred_at,
                reason: None,
            }],
        }),
        Event::CustodyPassed(passed) => {
            if let Some(evidence) = state.evidence.iter_mut().find(|evidence| evidence.id == passed.id) {
                evidence.custody.push(Custody {
                    held_by: passed.to.clone(),
                    from: recorded.occurred_at,
                    reason: Some(passed.reason.clone()),
                });
            }
        }
        Event::LeakCounted(counted) => state.countings.push(Counting {
            position: recorded.position,
            counted: counted.clone(),
            at: recorded.occurred_at,
            by: recorded.actor.clone(),
            struck: None,
        }),
        _ => {}
    }
}

fn level(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::LevelComputed(computed) => level_computed(state, computed),
        Event::LevelDecided(decided) => {
            if let Some(level) = state.levels.get_mut(&decided.scale) {
                let by = recorded.actor.clone();
                let place = decided.level.clone();
                level.changed(decided.at, |level| level.decided = Some((place, by, decided.reason.clone())));
            }
        }
        Event::LevelDecisionLapsed(lapsed) => {
            if let Some(level) = state.levels.get_mut(&lapsed.scale) {
                level.changed(lapsed.at, |level| level.decided = None);
            }
        }
        _ => {}
    }
}

fn level_computed(state: &mut State, computed: &level::Computed) {
    let level = state.levels.entry(computed.scale.clone()).or_insert_with(|| LevelState {
        certain: computed.certain.clone(),
        possible: computed.possible.clone(),
        reasons: Vec::new(),
        decided: None,
        reached_certain: Default::default(),
        reached_possible: Default::default(),
        lowered: None,
    });
    level.changed(computed.at, |level| {
        level.certain = computed.certain.clone();
        level.possible = computed.possible.clone();
        level.reasons.clone_from(&computed.reasons);
    });
}

fn proposal(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::ProposalMade(made) => {
            state.fired.insert(made.trigger.clone(), made.at);
            state.proposals.push(Proposal {
                id: made.id.clone(),
                trigger: made.trigger.clone(),
                start: made.start,
                level: made.level.clone(),
                outcome: made.outcome,
                at: made.at,
                answer: None,
            });
        }
        Event::ProposalAnswered(answered) => {
            let found = state.proposals.iter_mut().find(|proposal| proposal.id == answered.id);
            if let Some(proposal) = found {
                proposal.answer = Some(Answer {
                    accepted: answered.accepted,
                    by: recorded.actor.clone(),
                    reason: answered.reason.clone(),
                });
            }
        }
        Event::TriggerCeased(ceased) => {
            state.fired.remove(&ceased.trigger);
        }
        _ => {}
    }
}

fn warning(state: &mut State, event: &Event) {
    match event {
        Event::WarningOpened(warning::WarningOpened { grade, unconfirmed, .. }) => {
            state.grade.clone_from(grade);
            state.unconfirmed = *unconfirmed;
        }
        Event::WarningDecided(decided) if decided.choice == Choice::Renew => state.renewed = Some(decided.at),
        Event::ResponseDeclared(declared) => state.unconfirmed = declared.unconfirmed,
        Event::StartConfirmed(_) => state.unconfirmed = false,
        _ => {}
    }
}

fn clock(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::ClockStarted(started) => {
            open(state, &started.clock, &started.schedule, ClockStatus::Running, started.presumed, &[]);
        }
        Event::ClockUndetermined(obligation::Undetermined { clock, schedule, settled_by }) => {
            open(state, clock, schedule, ClockStatus::Undetermined, false, settled_by);
        }
        event => {
            let Some(id) = clock_of(event) else { return };
            let plan = state.plan.as_ref().map_or("", |plan| plan.digest.as_str());
            if let Some(clock) = state.clocks.change(id) {
                clock_changed(clock, plan, recorded);
            }
        }
    }
}

fn open(
    state: &mut State,
    id: &ClockId,
    schedule: &Schedule,
    status: ClockStatus,
    presumed: bool,
    settled_by: &[String],
) {
    // What an undetermined one has become came on record with it.
    let began = state.clocks.get(id).map_or(state.version, |clock| clock.began);
    state.clocks.open(Clock {
        id: id.clone(),
        began,
        schedule: schedule.clone(),
        status,
        presumed,
        settled_by: settled_by.to_vec(),
        warned: None,
        missed: None,
        questioned: None,
        met: None,
        moot: None,
    });
}

fn clock_of(event: &Event) -> Option<&ClockId> {
    match event {
        Event::ClockNotOwed(event) => Some(&event.clock),
        Event::ClockRescheduled(event) => Some(&event.clock),
        Event::ClockWarned(event) => Some(&event.clock),
        Event::ClockMissed(event) => Some(&event.clock),
        Event::ClockMet(event) => Some(&event.clock),
        Event::ClockMoot(event) => Some(&event.clock),
        Event::ClockQuestioned(event) => Some(&event.clock),
        _ => None,
    }
}

fn clock_changed(clock: &mut Clock, plan: &str, recorded: &Recorded) {
    match &recorded.event {
        Event::ClockNotOwed(_) => clock.status = ClockStatus::NotOwed,
        Event::ClockRescheduled(event) => {
            clock.schedule = event.schedule.clone();
            // Warnings and misses were about the old due time; time alone decides about the new one. Where only the
            // lateness is told anew the due time stays, and so do they.
            if event.schedule.due != event.old_due {
                clock.warned = None;
                clock.missed = None;
            }
        }
        Event::ClockWarned(event) => clock.warned = Some(event.at),
        Event::ClockMissed(event) => clock.missed = Some(event.due),
        Event::ClockMet(event) => {
            clock.status = ClockStatus::Met;
            clock.met = Some(Meeting {
                at: event.at,
                recorded_at: recorded.recorded_at,
                from: clock.schedule.from,
                plan: plan.to_owned(),
                by: event.by.clone(),
                evidence: event.evidence.clone(),
                actor: recorded.actor.clone(),
                position: recorded.position,
            });
        }
        Event::ClockMoot(event) => {
            clock.status = ClockStatus::Moot;
            clock.moot =
                Some(Mooting { cause: event.cause.clone(), at: event.at, actor: recorded.actor.clone() });
        }
        Event::ClockQuestioned(event) => clock.questioned = (!event.owed).then_some(event.at),
        _ => {}
    }
}

fn task(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::PlaybookStarted(started) => {
            state.playbooks.insert(started.playbook.clone(), started.at);
        }
        Event::TaskLaidOut(laid) => state.tasks.push(Task {
            id: laid.task.clone(),
            playbook: laid.playbook.clone(),
            doer: laid.doer.clone(),
            accountable: laid.accountable.clone(),
            laid_out: laid.at,
            stage: Stage::Open,
            since: laid.at,
            note: None,
            by: None,
            moved: None,
        }),
        Event::TaskMoved(moved) => {
            if let Some(task) = state.tasks.iter_mut().find(|task| task.id == moved.task) {
                task.stage = moved.to;
                task.since = moved.at;
                task.note.clone_from(&moved.note);
                task.by = Some(recorded.actor.clone());
                task.moved = Some(recorded.position);
            }
        }
        _ => {}
    }
}

fn gate(state: &mut State, recorded: &Recorded) {
    let by = || recorded.actor.clone();
    match &recorded.event {
        Event::ConditionChanged(changed) => condition_changed(state, changed),
        Event::ConditionWaived(waived) => {
            let gate = state.gates.entry(waived.gate.clone()).or_default();
            let condition = gate.conditions.entry(waived.condition.clone()).or_insert_with(|| {
                let since: Timestamp = recorded.occurred_at;
                ConditionState { status: gate::Status::Unknown, since, waived: None }
            });
            condition.waived = Some((by(), waived.reason.clone()));
        }
        Event::GateProposed(proposed) => {
            let gate = state.gates.entry(proposed.gate.clone()).or_default();
            gate.proposed = Some((proposed.digest.clone(), by(), proposed.reason.clone()));
            gate.reviewed.clear();
        }
        Event::GateReviewed(reviewed) => {
            state.gates.entry(reviewed.gate.clone()).or_default().reviewed.push(by());
        }
        Event::GateApproved(approved) => {
            let gate = state.gates.entry(approved.gate.clone()).or_default();
            gate.approved = Some((approved.at, by()));
            gate.proposed = None;
            gate.reviewed.clear();
        }
        Event::GateLapsed(lapsed) => {
            let gate = state.gates.entry(lapsed.gate.clone()).or_default();
            gate.proposed = None;
            gate.reviewed.clear();
        }
        _ => {}
    }
}

fn condition_changed(state: &mut State, changed: &gate::ConditionChanged) {
    let gate = state.gates.entry(changed.gate.clone()).or_default();
    let fresh = ConditionState { status: changed.status, since: changed.since, waived: None };
    let condition = gate.conditions.entry(changed.condition.clone()).or_insert(fresh);
    condition.status = changed.status;
    condition.since = changed.since;
}

fn notice(state: &mut State, recorded: &Recorded) {
    match &recorded.event {
        Event::FormFiled(filed) => {
            state.filings.push(Filing {
                form: filed.form.clone(),
                at: filed.at,
                channel: filed.channel.clone(),
                receipt: filed.receipt.clone(),
                digest: filed.digest.clone(),
                paper: filed.paper.clone(),
                position: recorded.position,
                by: recorded.actor.clone(),
            });
        }
        Event::FieldWritten(written) => {
            let paper = state.written.entry((written.paper, written.of.clone())).or_default();
            paper.insert(written.field.clone(), written.text.clone());
        }
        Event::NoticePassed(passed) => {
            let notice = state.notices.entry(passed.notice.clone()).or_default();
            notice.passed = Some((passed.digest.clone(), recorded.actor.clone()));
            notice.passed_at = recorded.position;
            end_pass(notice, recorded.occurred_at);
            let (digest, from, position) = (passed.digest.clone(), recorded.occurred_at, recorded.position);
            notice.passes.push(Pass { position, digest, from, until: None });
        }
        Event::NoticePassLapsed(lapsed) => {
            let notice = state.notices.entry(lapsed.notice.clone()).or_default();
            notice.passed = None;
            end_pass(notice, recorded.occurred_at);
        }
        Event::NoticeSent(sent) => {
            state.notices.entry(sent.notice.clone()).or_default().sent.push(Telling {
                position: recorded.position,
                at: sent.at,
                recorded_at: recorded.recorded_at,
                count: sent.count,
                digest: sent.digest.clone(),
                ways: sent.ways.clone(),
                by: recorded.actor.clone(),
                struck: None,
            });
        }
        _ => {}
    }
}

/// One text of a notice is passed at a time.
fn end_pass(notice: &mut NoticeState, at: Timestamp) {
    if let Some(last) = notice.passes.last_mut().filter(|pass| pass.until.is_none()) {
        last.until = Some(at);
    }
}
