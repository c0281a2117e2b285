//! `stanch plan …`: what can be done with a plan pack.

pub mod check;
mod drills;
pub mod show;

use crate::door::Door;
use crate::exit::{Exit, Failure};

/// What was typed after `plan`.
#[derive(Debug, clap::Subcommand)]
pub enum Typed {
    /// Finds every fault of a pack.
    Check(check::Typed),
    /// Lists what a plan has.
    Show(show::Typed),
}

/// Does it.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed {
        Typed::Check(typed) => check::run(typed, door),
        Typed::Show(typed) => show::run(typed, door),
    }
}
