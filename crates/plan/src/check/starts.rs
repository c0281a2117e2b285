use std::collections::BTreeSet;

use messages::Message;

use super::Review;
use super::order::{knots, shortest_circle};
use super::scales::Reached;
use crate::lower::Section;
use crate::model::{Obligation, StartAt, State};

/// States that commands bring a case into; others need a gate that enters them.
const BY_COMMAND: [State; 5] =
    [State::Assessing, State::Warning, State::Response, State::Watch, State::Closed];

/// Obligations that can never start, and obligations whose every start may be skipped.
pub(super) fn check(review: &Review<'_>, reached: &Reached) {
    let gates = review.plan.gates.iter();
    let states: BTreeSet<State> =
        gates.flat_map(|gate| gate.enters.iter().copied()).chain(BY_COMMAND).collect();
    let startable = startable(review, reached, &states);
    for obligation in &review.plan.obligations {
        let place = review.place(Section::Obligations, &format!("{} starts", obligation.id));
        if obligation.starts.iter().all(|start| start.unless_past) {
            let message = Message::new("plan-check-start-runs-out").with("id", &obligation.id);
            review.report.error(place, message);
        }
        if let Some(why) = why(obligation).filter(|_| !startable.contains(obligation.id.as_str())) {
            never(review, obligation, Message::new(why));
        }
    }
    circles(review, &startable);
}

fn never(review: &Review<'_>, obligation: &Obligation, why: Message) {
    let place = review.place(Section::Obligations, &format!("{} starts", obligation.id));
    let message = Message::new("plan-check-start-never").with("id", &obligation.id);
    review.report.error(place, message.with("why", why));
}

/// Obligations that wait for themselves to be met, straight or by way of others: each circle once. What waits for one of them can start
/// when the circle is cut, and is no fault of its own.
fn circles(review: &Review<'_>, startable: &BTreeSet<&str>) {
    let never = |obligation: &&Obligation| !startable.contains(obligation.id.as_str());
    let stuck: Vec<&Obligation> = review.plan.obligations.iter().filter(never).collect();
    let number = |id: &str| stuck.iter().position(|obligation| obligation.id == id);
    let waits = |obligation: &&Obligation| {
        let met = obligation.starts.iter().filter_map(|start| match &start.at {
            StartAt::Met(id) => number(id),
            _ => None,
        });
        met.collect()
    };
    let waits: Vec<Vec<usize>> = stuck.iter().map(waits).collect();
    for knot in knots(&waits) {
        let circle = shortest_circle(&waits, &knot);
        let names = circle.iter().filter_map(|place| stuck.get(*place)).map(|one| one.id.as_str());
        let names = names.collect::<Vec<_>>().join(" → ");
        let told = circle.first().and_then(|place| stuck.get(*place));
        // One whose first start can never be for another reason has been told.
        if let Some(first) = told.filter(|first| why(first).is_none()) {
            self::never(review, first, Message::new("plan-why-circle").with("circle", names));
        }
    }
}

/// Ids of the obligations that something can start: grown until nothing is added, so that circles stay outside. What was
/// left out of the plan may start whatever rests on it.
fn startable<'p>(review: &Review<'p>, reached: &Reached, states: &BTreeSet<State>) -> BTreeSet<&'p str> {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let is_judged = |scale: usize| {
        let id = review.plan.catalogue.schema.scales().get(scale).map(|scale| scale.name.as_str());
        id.is_some_and(|id| review.plan.scale(id).is_some())
    };
    loop {
        let before = found.len();
        for obligation in &review.plan.obligations {
            let starts = obligation.starts.iter().any(|start| match &start.at {
                StartAt::Entered(state) => states.contains(state) || !review.knows_all(Section::Gates),
                StartAt::Level(scale, _) | StartAt::LevelLowered(scale) if !is_judged(*scale) => true,
                StartAt::Level(scale, level) => reached.iter().any(|(s, l)| s == scale && l >= level),
                StartAt::LevelLowered(scale) => reached.iter().filter(|(s, _)| s == scale).count() > 1,
                StartAt::Met(id) => found.contains(id.as_str()) || review.plan.obligation(id).is_none(),
                StartAt::Fact(_) | StartAt::Owed | StartAt::Opened | StartAt::Gate(_) => true,
            });
            if starts {
                found.insert(&obligation.id);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Why its first start is impossible, where that does not hang on other duties.
fn why(obligation: &Obligation) -> Option<&'static str> {
    match obligation.starts.first().map(|start| &start.at) {
        Some(StartAt::Entered(_)) => Some("plan-why-state"),
        Some(StartAt::Level(..) | StartAt::LevelLowered(_)) => Some("plan-why-level"),
        _ => None,
    }
}
