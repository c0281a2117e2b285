//! Steps of drills that cannot be played: their words are read, and their rights asked, as the drill would. Reading a plan
//! knows no commands of a case (`ARCHITECTURE.md`); whoever checks one does.

use desk::DeskError;
use incident::{Command, Refusal, required_right};
use messages::Message;
use plan::{Draft, Drill, Expected, Fault, Ids, Plan, Severity, Step};

/// Every step whose words cannot be read or whose role may not do it, in order; not those that are expected to be refused. Asked
/// beside other faults of the pack, and nothing is called a fault because of them.
pub fn faults(draft: &Draft) -> Vec<Fault> {
    let Some(plan) = &draft.plan else { return Vec::new() };
    let steps = plan.drills.iter().flat_map(|drill| of_drill(plan, drill));
    steps.filter(|(why, _)| draft.is_plan() || !may_be_left_out(why)).map(|(_, fault)| fault).collect()
}

/// The words speak of something that the pack has and that could not be read.
fn may_be_left_out(why: &Message) -> bool {
    matches!(why.key(), "incident-no-such" | "incident-missing-argument")
}

/// The faults of a drill's steps, each with why the step is refused.
fn of_drill<'a>(plan: &'a Plan, drill: &'a Drill) -> impl Iterator<Item = (Message, Fault)> + 'a {
    let expected =
        |index: usize| drill.expectations.iter().any(|wanted| wanted.expected == Expected::Refused(index));
    let steps = drill.steps.iter().enumerate().filter(move |(index, _)| !expected(*index));
    steps.filter_map(|(_, step)| fault(plan, drill, step))
}

fn fault(plan: &Plan, drill: &Drill, step: &Step) -> Option<(Message, Fault)> {
    let told = |(line, column): (u32, u32), why: Message| {
        let message = Message::new("plan-drill-step").with("why", plan.worded(why.clone(), Ids::Shown));
        let remedy = Some(Message::new("plan-remedy-drill-step"));
        let file = drill.path.clone();
        (why, Fault { severity: Severity::Error, file, line, column, message, remedy })
    };
    match Command::from_words(&step.act.command, &step.act.args, plan, &plan.zone) {
        Err(refusal) => Some(told(place(step, &refusal), refusal.message())),
        Ok(command) => {
            let (right, role) = (required_right(&command), step.role.as_ref()?);
            let held = plan.role(role).is_none_or(|role| role.rights.contains(&right));
            let held_by = || plan.roles.iter().filter(|role| role.rights.contains(&right));
            let lacks = || DeskError::NoRight {
                role: role.clone(),
                right,
                held_by: held_by().map(|role| role.id.clone()).collect(),
            };
            (!held).then(|| told(step.place, lacks().message()))
        }
    }
}

/// Where the words stand that were refused: the argument, else the step.
fn place(step: &Step, refusal: &Refusal) -> (u32, u32) {
    let meant = match refusal {
        Refusal::Unreadable { argument, .. } => Some((*argument).to_owned()),
        // A value is said of a fact; at an opening it is said by the fact's own name.
        Refusal::BadValue { fact, .. } if step.act.command == "open" => Some(fact.clone()),
        Refusal::BadValue { .. } | Refusal::AmbiguousTime { .. } => Some("value".to_owned()),
        _ => None,
    };
    let at = step.act.args.iter().position(|(name, _)| Some(name) == meant.as_ref());
    at.and_then(|at| step.act.places.get(at)).copied().unwrap_or(step.place)
}
