use std::collections::BTreeMap;

use incident::stored::Fault;
use incident::{Outlook, Recorded, State, fold};
use jiff::Timestamp;
use plan::Plan;
use serde::Serialize;

use crate::{Duty, FactView, GateView, LevelView, NoticeView, ProposalView, TimelineEntry, words};

/// A case as `case show --json` prints it. `obligations` and `tasks[].limit` come from the one list of duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// What names the case.
    pub case: CaseHead,
    /// The moment of reading.
    pub as_of: Timestamp,
    /// Levels by scale.
    pub levels: BTreeMap<String, LevelView>,
    /// Facts by id, unknown ones included.
    pub facts: BTreeMap<String, FactView>,
    /// Everything owed, by due time, then everything over; time limits of tasks included.
    pub obligations: Vec<Duty>,
    /// Tasks.
    pub tasks: Vec<TaskView>,
    /// The texts of all notices as they stand, by id.
    pub texts: BTreeMap<String, crate::TextView>,
    /// Notices of which somebody has said that they were sent, by id.
    pub notices: BTreeMap<String, NoticeView>,
    /// Gates.
    pub gates: Vec<GateView>,
    /// Proposals.
    pub proposals: Vec<ProposalView>,
    /// Evidence.
    pub evidence: Vec<EvidenceView>,
    /// Everything that happened; where the view was made for a reader of some kinds of events ([`case_folded`]), those alone.
    pub timeline: Vec<TimelineEntry>,
}

/// What names a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseHead {
    /// Its id.
    pub id: String,
    /// Its number for people.
    pub number: u64,
    /// What people call it.
    pub title: String,
    /// The plan it runs on: id, version, digest.
    pub plan: (String, String, String),
    /// States that hold, since when.
    pub states: Vec<StateView>,
    /// Version of its stream.
    pub version: u64,
    /// Started by the plan and not yet accepted: nothing leaves.
    pub unconfirmed: bool,
}

/// A state that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StateView {
    /// The state.
    pub state: &'static str,
    /// Since when.
    pub since: Timestamp,
}

/// A task as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaskView {
    /// Task id.
    pub id: String,
    /// Playbook id.
    pub playbook: String,
    /// `open`, `taken`, `doing`, `blocked` or `done`.
    pub stage: &'static str,
    /// Since when.
    pub since: Timestamp,
    /// Role that does it.
    pub doer: String,
    /// The one accountable role.
    pub accountable: String,
    /// What was said last.
    pub note: Option<String>,
    /// When it is due, where it has a limit.
    pub due: Option<Timestamp>,
}

/// Evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EvidenceView {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Roles that held it, in order, from when.
    pub custody: Vec<(String, Timestamp)>,
}

/// The case `id` with number `number` as its `events` tell it, read at `now`. For a past moment give
/// [`crate::as_recorded_at`] of the events and that moment.
///
/// # Errors
/// Where an event cannot be written as JSON; none that was stored is such.
pub fn case(
    id: &str,
    number: u64,
    events: &[Recorded],
    plan: &Plan,
    now: Timestamp,
) -> Result<CaseView, Fault> {
    let state = fold(events);
    Ok(CaseView { timeline: crate::timeline(events)?, ..stands(id, number, &state, plan, now) })
}

/// A case whose events were folded already.
#[derive(Debug, Clone, Copy)]
pub struct Folded<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its number for people.
    pub number: u64,
    /// What `events` fold to.
    pub state: &'a State,
    /// Its whole record, oldest first.
    pub events: &'a [Recorded],
    /// The plan it runs on.
    pub plan: &'a Plan,
}

/// As [`case`], without folding again and with only those entries of the timeline whose kind is one of `kinds`: what
/// looking at a long case costs then hangs on how it stands, not on how much happened in it.
///
/// # Errors
/// As [`case`].
pub fn case_folded(of: &Folded<'_>, kinds: &[&str], now: Timestamp) -> Result<CaseView, Fault> {
    let timeline = crate::timeline_of(of.events, kinds)?;
    Ok(CaseView { timeline, ..stands(of.id, of.number, of.state, of.plan, now) })
}

/// The case as it stands at `now`, and how many events time alone has brought since the last act: a level, a duty, a gate that
/// hangs on time is shown as it is now, though only the next act will record it. Version and timeline are the record's. `None`
/// for the number where so much time has passed that it cannot be told before it is recorded; then the case is shown as recorded.
///
/// # Errors
/// As [`case`].
pub fn case_now(of: &Folded<'_>, now: Timestamp) -> Result<(CaseView, Option<u64>), Fault> {
    let outlook = Outlook::at(of.state, of.plan, now);
    let state = outlook.state().unwrap_or(of.state);
    let timeline = crate::timeline(of.events)?;
    let mut view = CaseView { timeline, ..stands(of.id, of.number, state, of.plan, now) };
    view.case.version = of.state.version;
    Ok((view, outlook.state().map(|state| state.version - of.state.version)))
}

/// How a case stands, with nothing of its timeline.
fn stands(id: &str, number: u64, state: &State, plan: &Plan, now: Timestamp) -> CaseView {
    CaseView {
        case: head(id, number, state),
        as_of: now,
        levels: crate::levels(state, plan),
        facts: crate::facts(state, plan, now),
        obligations: crate::duties(state, plan, now),
        tasks: state.tasks.iter().map(|task| task_view(state, task)).collect(),
        texts: crate::numbers::texts(number, state, plan),
        notices: crate::notices(number, state, plan, now),
        gates: crate::gates(state, plan),
        proposals: crate::proposals(state, plan, now),
        evidence: state.evidence.iter().map(evidence).collect(),
        timeline: Vec::new(),
    }
}

fn head(id: &str, number: u64, state: &State) -> CaseHead {
    let plan = state.plan.clone().map(|plan| (plan.id, plan.version, plan.digest));
    CaseHead {
        id: id.to_owned(),
        number,
        // Cases that were opened before titles were one line are shown as what they are.
        title: state
            .opening
            .as_ref()
            .map(|opening| messages::one_line(&opening.title).into_owned())
            .unwrap_or_default(),
        plan: plan.unwrap_or_default(),
        states: state
            .states
            .iter()
            .map(|(state, since)| StateView { state: words::state(*state), since: *since })
            .collect(),
        version: state.version,
        unconfirmed: state.unconfirmed,
    }
}

fn task_view(state: &State, task: &incident::state::Task) -> TaskView {
    use incident::event::task::Stage;
    let limit = format!("task/{}", task.id);
    TaskView {
        id: task.id.clone(),
        playbook: task.playbook.clone(),
        stage: match task.stage {
            Stage::Open => "open",
            Stage::Taken => "taken",
            Stage::Doing => "doing",
            Stage::Blocked => "blocked",
            Stage::Done => "done",
        },
        since: task.since,
        doer: task.doer.clone(),
        accountable: task.accountable.clone(),
        note: task.note.clone(),
        due: state.clocks_of(&limit).next_back().map(|clock| clock.schedule.due),
    }
}

fn evidence(evidence: &incident::state::Evidence) -> EvidenceView {
    EvidenceView {
        id: evidence.id.clone(),
        name: evidence.name.clone(),
        sha256: evidence.sha256.clone(),
        size: evidence.size,
        custody: evidence.custody.iter().map(|hand| (hand.held_by.clone(), hand.from)).collect(),
    }
}
