//! `stanch drill …`: rehearsals of a plan.

pub mod run;

use crate::door::Door;
use crate::exit::{Exit, Failure};

/// What was typed after `drill`.
#[derive(Debug, clap::Subcommand)]
pub enum Typed {
    /// Plays a drill to its end and scores it.
    Run(run::Typed),
}

/// Does it.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed {
        Typed::Run(typed) => run::run(typed, door),
    }
}
