use std::collections::{BTreeMap, BTreeSet};

use expr::Truth;
use incident::event::obligation::Schedule;
use incident::state::{Clock, ClockStatus, Mooting};
use incident::{Picture, State};
use jiff::Timestamp;
use plan::{MetBy, Notice, Plan};
use serde::Serialize;

use crate::{FewerView, WayView, reach, words};

/// Where a duty stands for a reader at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DutyState {
    /// Owed, with time.
    Running,
    /// In its last hour or half.
    Soon,
    /// Past its due time and not met.
    Late,
    /// Met in time.
    Met,
    /// Met after its due time.
    MetLate,
    /// Never met, and its time has passed: a later occurrence runs, or it is no longer owed since.
    Missed,
    /// No longer owed, by decision.
    Moot,
    /// Turned out not to be owed.
    NotOwed,
    /// Whether it is owed cannot be told yet.
    Undetermined,
}

/// One line of the list of duties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// Obligation id, or `task/ID`.
    pub id: String,
    /// The clock: `hourly_report#3`.
    pub clock: String,
    /// Where it stands.
    pub state: DutyState,
    /// When it is due.
    pub due: Timestamp,
    /// The moment it runs from.
    pub from: Timestamp,
    /// What started it, e.g. `fact known`.
    pub started_by: String,
    /// Key of the note about the fallback that was used.
    pub note: Option<String>,
    /// Seconds from a skipped start to the due time (how late it is from there).
    pub behind: Option<i64>,
    /// Seconds left until due at the moment of reading; negative when past. Only where something is still owed.
    pub left: Option<i64>,
    /// The rule in short.
    pub rule: String,
    /// Zone in which months are counted.
    pub zone: String,
    /// Role that does it.
    pub doer: Option<String>,
    /// The one accountable role.
    pub accountable: Option<String>,
    /// Runs although it is unknown whether it is owed.
    pub presumed: bool,
    /// The facts say it is not owed; a person decides.
    pub questioned: bool,
    /// Facts that would settle an undetermined one.
    pub settled_by: Vec<String>,
    /// When it was met, as told.
    pub met_at: Option<Timestamp>,
    /// When that was written down.
    pub met_recorded_at: Option<Timestamp>,
    /// Why it is moot.
    pub moot_because: Option<String>,
    /// Since when it is moot.
    pub moot_at: Option<Timestamp>,
    /// The due time that passed while it was owed and not met.
    pub missed_at: Option<Timestamp>,
    /// Why, when and by whom it is moot, for those who word it themselves.
    #[serde(skip)]
    pub mooting: Option<Mooting>,
    /// Where a notice meets it that goes in several ways, and part of it went: each way, told or open. Empty otherwise.
    pub ways: Vec<WayView>,
    /// Where a notice meets it that went to fewer than are known to be concerned: it is met by the ways the notice went, and not by how
    /// many it reached, so that a met one may say this too.
    pub fewer: Option<FewerView>,
}

/// Obligations and time limits of tasks in one list: what is owed by due time, then what is over by due time.
pub fn duties(state: &State, plan: &Plan, now: Timestamp) -> Vec<Duty> {
    let presumed = presumed(state, plan, now);
    let fewer = fewer(state, plan, now);
    let mut list: Vec<(bool, Duty)> = state
        .clocks
        .iter()
        .map(|clock| {
            let stands = stand(state, clock, now);
            let ways = if owed(stands) { ways(state, plan, clock) } else { Vec::new() };
            let presumed = owed(stands) && runs_unsettled(clock) && presumed.contains(&clock.id.obligation);
            let fewer = if is_of_notice(stands) { fewer.get(&clock.id.obligation).cloned() } else { None };
            (owed(stands), Duty { ways, presumed, fewer, ..duty(plan, clock, stands, now) })
        })
        .collect();
    list.sort_by(|(a_owed, a), (b_owed, b)| (!a_owed, a.due, &a.clock).cmp(&(!b_owed, b.due, &b.clock)));
    list.into_iter().map(|(_, duty)| duty).collect()
}

/// Obligations that run although it is unknown whether they are owed: what was presumed when it began may have been answered since, and
/// what was certain then may have been struck.
fn presumed(state: &State, plan: &Plan, now: Timestamp) -> BTreeSet<String> {
    let open = || state.clocks.iter().filter(|clock| runs_unsettled(clock) && clock.is_open());
    if open().next().is_none() {
        return BTreeSet::new();
    }
    let picture = Picture::of(state, plan, now);
    let unknown = |id: &&String| {
        let when = plan.obligation(id).and_then(|obligation| obligation.owed_when.as_ref());
        when.is_some_and(|when| picture.truth(when) == Truth::Unknown)
    };
    open().map(|clock| &clock.id.obligation).filter(unknown).cloned().collect()
}

/// Obligations met by a notice that went to fewer than are known to be concerned.
fn fewer(state: &State, plan: &Plan, now: Timestamp) -> BTreeMap<String, FewerView> {
    let by_notice = plan.obligations.iter().filter_map(|obligation| match &obligation.met_by {
        MetBy::Notice(notice) => {
            Some((&obligation.id, plan.notice(notice).filter(|one| is_told(state, one))?))
        }
        _ => None,
    });
    let by_notice: Vec<(&String, &Notice)> = by_notice.collect();
    if by_notice.is_empty() {
        return BTreeMap::new();
    }
    let picture = Picture::of(state, plan, now);
    let fewer = by_notice.into_iter();
    fewer
        .filter_map(|(id, notice)| Some((id.clone(), reach::fewer(state, plan, notice, &picture)?)))
        .collect()
}

fn is_told(state: &State, notice: &Notice) -> bool {
    state.notices.get(&notice.id).is_some_and(|stored| !stored.sent.is_empty())
}

/// To how many its notice went is news of it.
fn is_of_notice(state: DutyState) -> bool {
    owed(state) || matches!(state, DutyState::Met | DutyState::MetLate)
}

/// It may run without being owed. An external duty that waits for the answer does not run: it says itself that it is undetermined.
fn runs_unsettled(clock: &Clock) -> bool {
    clock.presumed || clock.status == ClockStatus::Running
}

/// Something remains to be done about it.
fn owed(state: DutyState) -> bool {
    use DutyState::{Late, Running, Soon, Undetermined};
    matches!(state, Running | Soon | Late | Undetermined)
}

fn stand(state: &State, clock: &Clock, now: Timestamp) -> DutyState {
    let Schedule { due, soon, .. } = clock.schedule;
    match clock.status {
        ClockStatus::Undetermined => DutyState::Undetermined,
        ClockStatus::NotOwed => DutyState::NotOwed,
        // What ran out before it was no longer owed was missed, and stays so.
        ClockStatus::Moot if clock.missed.is_some() => DutyState::Missed,
        ClockStatus::Moot => DutyState::Moot,
        ClockStatus::Met if clock.met_late() => DutyState::MetLate,
        ClockStatus::Met => DutyState::Met,
        ClockStatus::Running if now <= due && now < soon => DutyState::Running,
        ClockStatus::Running if now <= due => DutyState::Soon,
        ClockStatus::Running if followed(state, clock) => DutyState::Missed,
        ClockStatus::Running => DutyState::Late,
    }
}

/// A later occurrence of the same duty has been laid.
fn followed(state: &State, clock: &Clock) -> bool {
    state.clocks_of(&clock.id.obligation).next_back().is_some_and(|last| last.id.number > clock.id.number)
}

fn duty(plan: &Plan, clock: &Clock, state: DutyState, now: Timestamp) -> Duty {
    let schedule = &clock.schedule;
    let (doer, accountable) = people(plan, &clock.id.obligation);
    Duty {
        id: clock.id.obligation.clone(),
        clock: clock.id.to_string(),
        state,
        due: schedule.due,
        from: schedule.from,
        started_by: schedule.start.clone(),
        note: schedule.note.clone(),
        behind: schedule.late_from.as_ref().map(|late| late.behind),
        left: owed(state).then(|| schedule.due.duration_since(now).as_secs()),
        rule: schedule.rule.clone(),
        zone: schedule.zone.clone(),
        doer,
        accountable,
        presumed: clock.presumed,
        questioned: clock.questioned.is_some(),
        settled_by: clock.settled_by.clone(),
        met_at: clock.met.as_ref().map(|met| met.at),
        met_recorded_at: clock.met.as_ref().map(|met| met.recorded_at),
        moot_because: clock.moot.as_ref().map(|moot| words::cause(&moot.cause)),
        moot_at: clock.moot.as_ref().map(|moot| moot.at),
        missed_at: clock.missed,
        mooting: clock.moot.clone(),
        ways: Vec::new(),
        fewer: None,
    }
}

/// In which ways the notice went that meets it, once it went in one of them.
fn ways(state: &State, plan: &Plan, clock: &Clock) -> Vec<WayView> {
    let Some(MetBy::Notice(notice)) = plan.obligation(&clock.id.obligation).map(|owed| &owed.met_by) else {
        return Vec::new();
    };
    let Some(notice) = plan.notice(notice) else { return Vec::new() };
    let stored = state.notices.get(&notice.id);
    let told = incident::ways_told(state, notice, clock).into_iter();
    let ways: Vec<WayView> = told.map(|(way, told)| WayView::of(way, told.zip(stored))).collect();
    if ways.iter().any(|way| way.told_at.is_some()) { ways } else { Vec::new() }
}

fn people(plan: &Plan, id: &str) -> (Option<String>, Option<String>) {
    let both = match id.strip_prefix("task/") {
        Some(task) => plan
            .playbooks
            .iter()
            .flat_map(|playbook| &playbook.tasks)
            .find(|template| template.id == task)
            .map(|template| (template.doer.clone(), template.accountable.clone())),
        None => plan.obligation(id).map(|item| (item.doer.clone(), item.accountable.clone())),
    };
    both.unzip()
}
