//! `stanch case show CASE`: a case as it stands now.

use desk::{CaseRef, Reading, RealLog};

use super::page;
use crate::clock;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Shows it; reading changes nothing.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let now = clock::now();
    let desk: Reading<RealLog> = typed.data.read("case show", now)?;
    let case = desk.find(&typed.case).and_then(|id| desk.case(&id)).map_err(data::failure)?;
    let now = data::shown_at(&desk, &case, now, door)?;
    let view = page::standing(&case, now, door)?;
    page::give(&case, &view, &typed.output, door)?;
    Ok(Exit::Done)
}
