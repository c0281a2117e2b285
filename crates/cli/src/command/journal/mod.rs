//! `stanch journal …`: proofs, judged without a server, a database or a private key.

pub mod check;
pub mod export;
pub mod verify;

use crate::door::Door;
use crate::exit::{Exit, Failure};

/// What was typed after `journal`.
#[derive(Debug, clap::Subcommand)]
pub enum Typed {
    /// Judges a bundle.
    Verify(verify::Typed),
    /// Judges one proof.
    Check(check::Typed),
    /// Writes the bundle of a case.
    Export(export::Typed),
}

/// Does it.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed {
        Typed::Verify(typed) => verify::run(typed, door),
        Typed::Check(typed) => check::run(typed, door),
        Typed::Export(typed) => export::run(typed, door),
    }
}
