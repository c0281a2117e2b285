//! Passed texts that no longer say what was passed.

use plan::{FieldValue, Notice};

use crate::decide::notice::binding;
use crate::decide::work::Work;
use crate::event::Event;
use crate::event::notice::PassLapsed;
use crate::picture::Picture;

/// Lapses every pass whose text has changed: the digest over template and fields as they were known when it was passed
/// is compared with the one of now. Only something said can change them within one plan; adoption looks for itself.
pub(super) fn follow(work: &mut Work<'_>) {
    if !work.said || work.state.notices.values().all(|notice| notice.passed.is_none()) {
        return;
    }
    let (plan, picture) = (work.plan, work.picture());
    for notice in &plan.notices {
        let Some(stored) = work.state.notices.get(&notice.id) else { continue };
        let Some((digest, _)) = stored.passed.clone() else { continue };
        let version = stored.passed_at;
        let then = Picture::known_at(&work.state, plan, version);
        let same = binding(plan, notice, &then, &then) == binding(plan, notice, &then, picture.known());
        if !same || taken_back(work, notice, version) {
            work.record(Event::NoticePassLapsed(PassLapsed { notice: notice.id.clone(), digest }));
        }
    }
}

/// Something said about a fact of the text was struck after the text was passed.
fn taken_back(work: &Work<'_>, notice: &Notice, version: u64) -> bool {
    let facts = &work.plan.catalogue.facts;
    let fields = notice.fields.iter().filter_map(|field| match field.value {
        FieldValue::Fact(slot) => facts.get(slot).map(|fact| fact.id.as_str()),
        _ => None,
    });
    let fields: Vec<&str> = fields.collect();
    let struck = |position: Option<u64>| position.is_some_and(|position| position > version);
    work.state.statements.iter().any(|statement| {
        statement.position <= version
            && struck(statement.struck.as_ref().map(|(position, _)| *position))
            && fields.contains(&statement.fact.as_str())
    })
}
