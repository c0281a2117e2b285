use std::collections::BTreeMap;

use incident::state::Telling;
use incident::{Picture, State};
use jiff::Timestamp;
use plan::{Channel, Plan};
use serde::Serialize;

use crate::{WayView, reach};

/// How a notice went out, in words that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeView {
    /// Each of its ways: the newest word that it went this way, or that it did not yet.
    pub ways: Vec<WayView>,
    /// How many it concerns, at the least, where the plan names the count and something is known of it.
    pub concerned: Option<u64>,
    /// Every word that it was sent, oldest first, struck ones included.
    pub told: Vec<TellingView>,
}

/// A word that a notice was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TellingView {
    /// Its position.
    pub event: u64,
    /// In which ways; none are named where it went in all of them.
    pub ways: Vec<&'static str>,
    /// To how many.
    pub count: u64,
    /// When, as told.
    pub at: Timestamp,
    /// When that was written down.
    pub recorded_at: Timestamp,
    /// Role that said so.
    pub by: String,
    /// Digest of the text that was sent.
    pub digest: String,
    /// Number of that text.
    pub number: Option<String>,
    /// Position of what struck it.
    pub struck_by: Option<u64>,
}

/// The notices of the plan, in the case with this number, of which somebody has said that they were sent, by id.
pub fn notices(case: u64, state: &State, plan: &Plan, now: Timestamp) -> BTreeMap<String, NoticeView> {
    if state.notices.values().all(|notice| notice.sent.is_empty()) {
        return BTreeMap::new();
    }
    let picture = Picture::of(state, plan, now);
    let told = plan.notices.iter().filter_map(|notice| Some((notice, state.notices.get(&notice.id)?)));
    let told = told.filter(|(_, state)| !state.sent.is_empty());
    told.map(|(notice, known)| {
        let newest = |way| {
            let went = |telling: &&Telling| telling.struck.is_none() && telling.went(way);
            known.sent.iter().filter(went).max_by_key(|telling| telling.at)
        };
        let way = |way: &Channel| WayView::of(*way, newest(*way).map(|told| (told, known)));
        let ways = notice.channels.iter().map(way).collect();
        let concerned = reach::concerned(notice, plan, &picture).map(|(known, _)| known);
        let telling =
            |told: &Telling| telling(told, crate::numbers::told(case, state, plan, &notice.id, told));
        (notice.id.clone(), NoticeView { ways, concerned, told: known.sent.iter().map(telling).collect() })
    })
    .collect()
}

fn telling(telling: &Telling, number: Option<String>) -> TellingView {
    TellingView {
        event: telling.position,
        ways: telling.ways.iter().map(|way| way.word()).collect(),
        count: telling.count,
        at: telling.at,
        recorded_at: telling.recorded_at,
        by: telling.by.role.clone(),
        digest: telling.digest.clone(),
        number,
        struck_by: telling.struck,
    }
}
