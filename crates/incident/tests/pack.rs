//! The drills of the pack that comes with the product, played to their end: the plan and the deciding agree.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use incident::{Command, State};
use jiff::{SignedDuration, Timestamp};
use plan::{Drill, Expected, Plan};
use testkit::{Record, actor, pack};

/// What was so after each moment at which something was looked at.
fn state_at(record: &Record, moment: Timestamp) -> State {
    incident::fold(record.events.iter().take_while(|event| event.recorded_at <= moment))
}

fn play(plan: &Plan, drill: &Drill) -> Vec<String> {
    let after =
        |seconds: i64| drill.begins.checked_add(SignedDuration::from_secs(seconds)).expect("in range");
    let mut record = Record::default();
    let mut wrong = Vec::new();
    for (index, step) in drill.steps.iter().enumerate() {
        let role = step.role.as_deref().unwrap_or("duty_manager");
        let words = Command::from_words(&step.act.command, &step.act.args, plan, &plan.zone);
        let done = words.and_then(|command| record.act(plan, role, &command, after(step.at)));
        let refused =
            drill.expectations.iter().any(|expectation| expectation.expected == Expected::Refused(index));
        match (done, refused) {
            (Err(refusal), false) => {
                wrong.push(format!("step {index} {} by {:?}: {refusal}", step.act.command, actor(role).role));
            }
            (Ok(_), true) => wrong.push(format!("step {index} should have been refused")),
            _ => {}
        }
    }
    for expectation in &drill.expectations {
        if let Some(fault) = unmet(&record, &expectation.expected, after) {
            wrong.push(format!("{}: {fault}", expectation.id));
        }
    }
    wrong
}

fn unmet(record: &Record, expected: &Expected, after: impl Fn(i64) -> Timestamp) -> Option<String> {
    let clocks = |id: &str| record.state.clocks_of(id).cloned().collect::<Vec<_>>();
    match expected {
        Expected::MetInTime(id) => {
            let found = clocks(id);
            let met = found.iter().any(|clock| clock.met.is_some() && !clock.met_late());
            (!met).then(|| format!("{id} was not met in time: {found:#?}"))
        }
        Expected::Missed(id) => {
            let missed = clocks(id).iter().any(|clock| clock.missed.is_some() || clock.met_late());
            (!missed).then(|| format!("{id} was not missed"))
        }
        Expected::DueAt(id, at) => {
            let due: Vec<Timestamp> = clocks(id).iter().map(|clock| clock.schedule.due).collect();
            (!due.contains(&after(*at))).then(|| format!("{id} is due at {due:?}, not {}", after(*at)))
        }
        Expected::Level { scale, at, certain, possible } => {
            let level =
                state_at(record, after(*at)).levels.get(scale).cloned().expect("the scale is computed");
            let found = (level.certain.level.as_str(), level.possible.level.as_str());
            (found != (certain.as_str(), possible.as_str())).then(|| format!("{scale} is {found:?}"))
        }
        Expected::State { state, at } => {
            let states = state_at(record, after(*at)).states;
            (!states.contains_key(state)).then(|| format!("it is in {states:?}, not {state:?}"))
        }
        Expected::Refused(_) => None,
    }
}

#[test]
fn every_drill_of_the_pack_comes_out_as_the_pack_promises() {
    let plan = pack("cn-b2c");
    assert!(plan.drills.len() >= 2);
    let wrong: Vec<String> = plan
        .drills
        .iter()
        .flat_map(|drill| play(&plan, drill).into_iter().map(|fault| format!("{}: {fault}", drill.id)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
