//! `stanch case …`: a case by hand. Acts become the same words a drill uses ([`act`]); reading has a file each.

mod act;
mod as_of;
mod assess;
mod customers;
mod doing;
mod evidence;
pub mod evidence_out;
mod letters;
mod list;
mod notice;
mod open;
pub mod page;
mod report;
mod show;

pub use letters::Relay;

use crate::door::Door;
use crate::exit::{Exit, Failure};

/// What was typed after `case`.
#[derive(Debug, clap::Subcommand)]
pub enum Typed {
    /// Opens a case.
    Open(open::Typed),
    /// Assesses a leak into a case.
    Assess(assess::Typed),
    /// Says whom of the register the leaks hold.
    Customers(customers::Typed),
    /// Takes evidence in.
    Evidence(evidence::Typed),
    /// Gives evidence out.
    EvidenceOut(evidence_out::Typed),
    /// Lists who looked at evidence.
    Looks(evidence_out::Looks),
    /// Every act on an open case.
    #[command(flatten)]
    Act(act::Typed),
    /// Shows a case as it stands.
    Show(show::Typed),
    /// Shows a case as it was recorded at a moment.
    AsOf(as_of::Typed),
    /// Draws up a report.
    Report(report::Typed),
    /// Reads a text to customers or the public.
    Notice(notice::Typed),
    /// Letters to customers.
    Letters(Box<letters::Typed>),
    /// Lists the cases.
    List(list::Typed),
}

/// Does it.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed {
        Typed::Open(typed) => open::run(typed, door),
        Typed::Assess(typed) => assess::run(typed, door),
        Typed::Customers(typed) => customers::run(typed, door),
        Typed::Evidence(typed) => evidence::run(typed, door),
        Typed::EvidenceOut(typed) => evidence_out::run(typed, door),
        Typed::Looks(typed) => evidence_out::looks(typed, door),
        Typed::Act(typed) => act::run(typed, door),
        Typed::Show(typed) => show::run(typed, door),
        Typed::AsOf(typed) => as_of::run(typed, door),
        Typed::Report(typed) => report::run(typed, door),
        Typed::Notice(typed) => notice::run(typed, door),
        Typed::Letters(typed) => letters::run(typed, door),
        Typed::List(typed) => list::run(typed, door),
    }
}
