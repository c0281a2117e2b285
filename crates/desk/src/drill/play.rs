use std::collections::BTreeMap;
use std::sync::Arc;

use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use messages::Message;
use plan::{Drill, Expected, Ids, Plan, Step};
use store::Store;

use super::{Scene, moment};
use crate::{Act, CaseId, Desk, DeskError, Done, DrillLog};

/// Who acts in a drill, for the record.
const USER: &str = "drill";
/// More ticks than this between two steps means that time alone keeps changing something: a fault of the plan.
const TICKS_BETWEEN_STEPS: u32 = 100_000;

/// What a played drill leaves for the scoring.
pub(super) struct Stage {
    pub(super) case: CaseId,
    /// Steps that were refused, by index, with the reason.
    pub(super) refused: BTreeMap<usize, Message>,
}

pub(super) fn play(
    desk: &Desk<DrillLog>,
    plan: &Arc<Plan>,
    drill: &Drill,
    scene: &mut dyn FnMut(&Scene<'_>),
) -> Result<Stage, DeskError> {
    let mut steps = drill.steps.iter().enumerate();
    let Some((_, first)) = steps.next() else { return Err(no_opening()) };
    let opened = open(desk, plan, drill, first)?;
    scene(&told(drill, first, &Ok(opened.clone())));
    let mut stage = Stage { case: opened.case, refused: BTreeMap::new() };
    for (index, step) in steps {
        let at = moment(drill, step.at);
        tick_until(desk, &stage.case, at)?;
        let outcome = act(desk, plan, &stage.case, step, at);
        let outcome = match outcome {
            Ok(done) => Ok(done),
            Err(error) if is_refusal(&error) => Err(plan.worded(error.message(), Ids::Hidden)),
            Err(error) => return Err(error),
        };
        scene(&told(drill, step, &outcome));
        if let Err(why) = outcome {
            stage.refused.insert(index, why);
        }
    }
    go_on(desk, drill, &stage.case)?;
    Ok(stage)
}

/// Time goes on until the last moment that something is expected of: what is expected at a time that was never reached would
/// be judged by an earlier one. What is expected to be missed is missed when its time is over.
fn go_on(desk: &Desk<DrillLog>, drill: &Drill, case: &CaseId) -> Result<(), DeskError> {
    let asked = drill.expectations.iter().filter_map(|wanted| match wanted.expected {
        Expected::Level { at, .. } | Expected::State { at, .. } => Some(moment(drill, at)),
        _ => None,
    });
    let last = drill.steps.last().map_or(drill.begins, |step| moment(drill, step.at));
    let until = asked.max().map_or(last, |asked| asked.max(last));
    let state = desk.case(case)?.state;
    let missed = drill.expectations.iter().filter_map(|wanted| match &wanted.expected {
        Expected::Missed(id) => state
            .clocks
            .iter()
            .filter(|clock| clock.is_open())
            .find(|clock| clock.id.obligation == *id || clock.id.to_string() == *id),
        _ => None,
    });
    // Due at the moment is in time still.
    let over =
        missed.map(|clock| clock.schedule.due.saturating_add(SignedDuration::from_secs(1)).unwrap_or(until));
    let until = over.max().map_or(until, |over| over.max(until));
    if until <= last {
        return Ok(());
    }
    tick_until(desk, case, until)?;
    desk.tick(case, until).map(|_| ())
}

fn open(desk: &Desk<DrillLog>, plan: &Arc<Plan>, drill: &Drill, step: &Step) -> Result<Done, DeskError> {
    let command = command(step, plan)?;
    if !matches!(command, Command::Open { .. }) {
        return Err(no_opening());
    }
    desk.open_case(plan, &acted(command, step, moment(drill, step.at)))
}

fn act(
    desk: &Desk<DrillLog>,
    plan: &Arc<Plan>,
    case: &CaseId,
    step: &Step,
    at: Timestamp,
) -> Result<Done, DeskError> {
    desk.act(case, &acted(command(step, plan)?, step, at))
}

fn command(step: &Step, plan: &Plan) -> Result<Command, DeskError> {
    Ok(Command::from_words(&step.act.command, &step.act.args, plan, &plan.zone)?)
}

fn acted(command: Command, step: &Step, now: Timestamp) -> Act {
    // An inject happens to the case; the duty desk writes it down.
    let role = step.role.clone().unwrap_or_else(|| Act::CLOCK.to_owned());
    Act { command, who: Actor { role, user: USER.to_owned() }, occurred_at: None, now }
}

/// Ticks at every moment up to `at` at which time alone changes something.
fn tick_until(desk: &Desk<DrillLog>, case: &CaseId, at: Timestamp) -> Result<(), DeskError> {
    let mut last = None;
    for _ in 0..TICKS_BETWEEN_STEPS {
        let due = desk.store.due_until(at.as_microsecond(), 1)?;
        let Some(row) = due.first() else { return Ok(()) };
        // A row that stands after its tick has nothing more to say before the next act.
        if last.replace(row.at_us) == Some(row.at_us) {
            return Ok(());
        }
        desk.tick(case, Timestamp::from_microsecond(row.at_us).unwrap_or(at).min(at))?;
    }
    Err(DeskError::Damaged(Message::new("desk-drill-never-rests")))
}

/// What a plan may refuse; everything else is a failure of the machine.
fn is_refusal(error: &DeskError) -> bool {
    matches!(error, DeskError::Refused(_) | DeskError::NoRight { .. } | DeskError::UnknownRole { .. })
}

fn told<'a>(drill: &Drill, step: &'a Step, outcome: &Result<Done, Message>) -> Scene<'a> {
    let versions = |done: &Done| {
        let version = |event: Option<&incident::Recorded>| event.map_or(0, |event| event.position);
        (version(done.events.first()), version(done.events.last()))
    };
    Scene {
        at: moment(drill, step.at),
        role: step.role.as_deref(),
        command: &step.act.command,
        says: step.says.as_ref(),
        outcome: outcome.as_ref().map(versions).map_err(Clone::clone),
    }
}

fn no_opening() -> DeskError {
    DeskError::Damaged(Message::new("desk-drill-without-opening"))
}
