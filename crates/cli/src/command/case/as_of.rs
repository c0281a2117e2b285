//! `stanch case as-of CASE TIME`: a case as it was recorded at a past moment.

use desk::{CaseFile, CaseRef, Reading, RealLog};
use jiff::Timestamp;
use messages::Message;

use super::page;
use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::times::Times;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// The moment.
    #[arg(value_name = "TIME")]
    time: String,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Shows only what had been recorded by then; a moment before the case was opened has nothing to show.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Reading<RealLog> = typed.data.read("case as-of", clock::now())?;
    let case = desk.find(&typed.case).and_then(|id| desk.case(&id)).map_err(data::failure)?;
    let moment = data::moment(&typed.time, &case.plan)?;
    let moment = come(moment, &desk, &case, door)?;
    let case = case.as_of(moment);
    if case.events.is_empty() {
        let message = Message::new("cli-case-not-yet").with("time", Times::of(&case.plan)?.show(moment));
        return Err(Failure::new(Exit::Negative, message));
    }
    page::give(&case, &page::recorded(&case, moment)?, &typed.output, door)?;
    Ok(Exit::Done)
}

/// A moment that has not come is not shown as if it had: what is on record now is, and that is said.
fn come(
    moment: Timestamp,
    desk: &Reading<RealLog>,
    case: &CaseFile,
    door: &mut Door,
) -> Result<Timestamp, Failure> {
    let now = data::shown_at(desk, case, clock::now(), door)?;
    if moment <= now {
        return Ok(moment);
    }
    let times = Times::of(&case.plan)?;
    let message = Message::new("cli-case-as-of-later").with("time", times.show(moment));
    door.remark(&message.with("now", times.show(now)));
    Ok(now)
}
