//! A case moves to another plan, on purpose: every item is kept, added, or moot with this as the reason.

use plan::Plan;

use super::lifecycle::pin;
use super::work::{Work, reason};
use crate::event::Event;
use crate::event::case::Cause;
use crate::event::notice::PassLapsed;
use crate::event::obligation::{ClockId, Moot};
use crate::event::plan::Adopted;
use crate::refusal::Refusal;

pub(super) fn adopt<'a>(work: &mut Work<'a>, to: &'a Plan, why: &str) -> Result<(), Refusal> {
    let (from, pinned) = (work.plan, pin(work.plan));
    if pinned.digest == to.digest {
        return Err(Refusal::SamePlan);
    }
    let reason = reason(why)?;
    let (old, new) = (items(from), items(to));
    let adopted = Adopted {
        from: pinned,
        to: pin(to),
        kept: new.iter().filter(|item| old.contains(item)).cloned().collect(),
        added: new.iter().filter(|item| !old.contains(item)).cloned().collect(),
        moot: old.iter().filter(|item| !new.contains(item)).cloned().collect(),
        reason,
    };
    work.record(Event::PlanAdopted(adopted));
    work.plan = to;
    work.because = Cause::Adoption;
    moot_dropped(work);
    lapse_changed_texts(work, from, to);
    Ok(())
}

/// `KIND ID` of every item that can be kept, added or dropped, in the order of the plan.
fn items(plan: &Plan) -> Vec<String> {
    let mut items = Vec::new();
    let mut take = |kind: &str, ids: Vec<&String>| items.extend(ids.iter().map(|id| format!("{kind} {id}")));
    take("fact", plan.catalogue.facts.iter().map(|item| &item.id).collect());
    take("role", plan.roles.iter().map(|item| &item.id).collect());
    take("scale", plan.scales.iter().map(|item| &item.id).collect());
    take("trigger", plan.triggers.iter().map(|item| &item.id).collect());
    take("obligation", plan.obligations.iter().map(|item| &item.id).collect());
    take("gate", plan.gates.iter().map(|item| &item.id).collect());
    take("playbook", plan.playbooks.iter().map(|item| &item.id).collect());
    take("form", plan.forms.iter().map(|item| &item.id).collect());
    take("notice", plan.notices.iter().map(|item| &item.id).collect());
    items
}

fn moot_dropped(work: &mut Work<'_>) {
    let plan = work.plan;
    let task =
        |id: &str| plan.playbooks.iter().flat_map(|playbook| &playbook.tasks).any(|task| task.id == id);
    let known = |id: &str| match id.strip_prefix("task/") {
        Some(id) => task(id),
        None => plan.obligation(id).is_some(),
    };
    let open = work.state.clocks.iter().filter(|clock| clock.is_open());
    let dropped: Vec<ClockId> =
        open.filter(|clock| !known(&clock.id.obligation)).map(|clock| clock.id.clone()).collect();
    for clock in dropped {
        work.record(Event::ClockMoot(Moot { clock, cause: Cause::Adoption, at: work.clock }));
    }
}

/// A passed text stays passed only if template, fields and words are the same in both plans.
fn lapse_changed_texts(work: &mut Work<'_>, from: &Plan, to: &Plan) {
    let same = |id: &str| {
        let find = |plan: &Plan| plan.notices.iter().find(|notice| notice.id == id).cloned();
        let words = |plan: &Plan, notice: &plan::Notice| -> Vec<Option<String>> {
            let texts = plan.texts.0.values();
            texts.map(|texts| texts.get(&notice.body.0).cloned()).collect()
        };
        match (find(from), find(to)) {
            (Some(old), Some(new)) => old == new && words(from, &old) == words(to, &new),
            _ => false,
        }
    };
    let passed = work.state.notices.iter().filter_map(|(id, notice)| Some((id, notice.passed.as_ref()?)));
    let lapsed: Vec<PassLapsed> = passed
        .filter(|(id, _)| !same(id))
        .map(|(id, (digest, _))| PassLapsed { notice: id.clone(), digest: digest.clone() })
        .collect();
    for lapse in lapsed {
        work.record(Event::NoticePassLapsed(lapse));
    }
}
