//! Conditions of gates as they change; proposals that no longer say what they said lapse.

use expr::Truth;

use crate::decide::gate;
use crate::decide::work::Work;
use crate::event::Event;
use crate::event::gate::{ConditionChanged, Lapsed, Status};

pub(super) fn follow(work: &mut Work<'_>) {
    let plan = work.plan;
    // Nothing below changes a fact or a level: one picture does for all.
    let picture = work.picture();
    for gate in &plan.gates {
        for condition in &gate.conditions {
            let status = match picture.truth(&condition.when) {
                Truth::True => Status::Met,
                Truth::False => Status::NotMet,
                Truth::Unknown => Status::Unknown,
            };
            let stored = work.state.gates.get(&gate.id).and_then(|gate| gate.conditions.get(&condition.id));
            // What has never been anything but unknown needs no event.
            if stored.map_or(Status::Unknown, |stored| stored.status) != status {
                let (gate, condition) = (gate.id.clone(), condition.id.clone());
                let since = work.clock;
                work.record(Event::ConditionChanged(ConditionChanged { gate, condition, status, since }));
            }
        }
        let stored = work.state.gates.get(&gate.id).and_then(|gate| gate.proposed.as_ref());
        let Some(digest) = stored.map(|(digest, _, _)| digest.clone()) else { continue };
        if gate::digest(work, gate) != digest {
            work.record(Event::GateLapsed(Lapsed { gate: gate.id.clone(), digest }));
        }
    }
}
