//! What a paper is called on the phone: case, place among the papers of its plan, version. Once another plan was adopted, the plan's place
//! among those of the case stands before that of the paper, so that no two papers of a case have one number.

use std::collections::BTreeMap;

use incident::State;
use incident::state::Telling;
use plan::Plan;
use serde::Serialize;

/// The sign before the place of a notice: reports are counted apart, and have none.
const NOTICE: &str = "N";

/// The text of a notice as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TextView {
    /// Its number: the one under which it was passed, or will be.
    pub number: String,
    /// Its version: how often a text of this notice was passed until it was, this pass included.
    pub version: u64,
    /// Digest of the text that is passed; `None` where none is.
    pub passed: Option<String>,
}

/// The number of a report: `14-2-1`, after another plan was adopted `14-2-2-1`.
pub fn report_number(case: u64, adoptions: u64, place: u64, version: u64) -> String {
    match adoptions {
        0 => format!("{case}-{place}-{version}"),
        adoptions => format!("{case}-{}-{place}-{version}", adoptions.saturating_add(1)),
    }
}

/// The number of a notice: `14-N2-1`, after another plan was adopted `14-2-N2-1`.
fn notice_number(case: u64, state: &State, plan: &Plan, notice: &str, version: u64) -> String {
    let place = plan.notices.iter().position(|known| known.id == notice);
    let place = place.map_or(0, |place| place.saturating_add(1));
    match state.adoptions {
        0 => format!("{case}-{NOTICE}{place}-{version}"),
        adoptions => format!("{case}-{}-{NOTICE}{place}-{version}", adoptions.saturating_add(1)),
    }
}

/// The texts of the plan's notices, by id.
pub(crate) fn texts(case: u64, state: &State, plan: &Plan) -> BTreeMap<String, TextView> {
    let text = |notice: &plan::Notice| {
        let known = state.notices.get(&notice.id);
        let passed = known.and_then(|notice| notice.passed.as_ref()).map(|(digest, _)| digest.clone());
        let passes = known.map_or(0, |notice| notice.passes.len() as u64);
        let version = if passed.is_some() { passes } else { passes.saturating_add(1) };
        (
            notice.id.clone(),
            TextView { number: notice_number(case, state, plan, &notice.id, version), version, passed },
        )
    };
    plan.notices.iter().map(text).collect()
}

/// The number of the text that was told.
pub(crate) fn told(case: u64, state: &State, plan: &Plan, notice: &str, telling: &Telling) -> Option<String> {
    let passes = &state.notices.get(notice)?.passes;
    let place =
        passes.iter().rposition(|pass| pass.position < telling.position && pass.digest == telling.digest)?;
    Some(notice_number(case, state, plan, notice, place as u64 + 1))
}
