//! The case: `decide(state, command, plan, who, now)` gives events; `apply(state, event)` gives the next state.
//!
//! Everything that happens to a case is an [`Event`]. [`decide`] first lets time pass up to `now`, then does what is
//! asked, then decides again whatever hangs on it (levels, proposals, clocks, gates) until nothing changes, and
//! returns all of it to be appended together. [`apply`] only stores what an event says. [`stored`] is how events are
//! written down; [`words`] makes commands from the words of the command line and of drills.
//!
//! Exemplar files: `event/fact.rs` (a family of events), `decide/fact.rs` (a family of commands), `stored/v1/fact.rs`
//! (a family as it is written down).
#![forbid(unsafe_code)]

mod command;
mod decide;
pub mod event;
mod picture;
mod refusal;
pub mod state;
pub mod stored;
mod telling;

pub use command::{Command, Given, expected, moment, required_right, right_for, statement, unclear, words};
pub use decide::{AHEAD_MOST, Outlook, decide, decide_told, next_moment, starts_when_told};
pub use event::{Actor, Event, Recorded};
pub use picture::{Conflict, Picture, Resolved, to_known};
pub use refusal::Refusal;
pub use state::{State, apply, fold};
pub use telling::ways_told;
