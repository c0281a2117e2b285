//! `stanch case open`: a new case on a plan; its clocks start with it.

use std::path::PathBuf;
use std::sync::Arc;

use desk::{Act, Desk, RealLog};
use incident::Command;

use super::doing;
use crate::data::{self, Acting, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::{clock, plan_of};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// What people call it.
    #[arg(long, value_name = "TITLE")]
    title: String,
    /// The plan it runs on.
    #[arg(long, value_name = "PACK")]
    plan: PathBuf,
    /// When it happened.
    #[arg(long, value_name = "TIME")]
    happened: Option<String>,
    /// When it was known.
    #[arg(long, value_name = "TIME")]
    known: Option<String>,
    #[command(flatten)]
    acting: Acting,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Opens it; a folder that is not there is made, once it is certain that the opening is not refused.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let plan = Arc::new(plan_of::read(&typed.plan, door)?);
    let mut words = vec![("title".to_owned(), typed.title.clone())];
    for (name, time) in [("happened", &typed.happened), ("known", &typed.known)] {
        words.extend(time.clone().map(|time| (name.to_owned(), time)));
    }
    let refused = |refusal: incident::Refusal| data::refused(&plan)(refusal.into());
    let command = Command::from_words("open", &words, &plan, &plan.zone).map_err(refused)?;
    let occurred_at = typed.acting.occurred_at(&plan)?;
    let now = clock::now();
    let act = Act { command, who: typed.acting.actor(), occurred_at, now };
    desk::check_opening(&plan, &act).map_err(data::refused(&plan))?;
    let desk: Desk<RealLog> = typed.data.open(true, "case open", now)?;
    let done = desk.open_case(&plan, &act).map_err(data::refused(&plan))?;
    let file = desk.case(&done.case).map_err(data::failure)?;
    drop(desk);
    doing::show(&done, &file, (now, false), &typed.output, door)?;
    Ok(Exit::Done)
}
