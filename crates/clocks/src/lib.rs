//! When something owed is due: rule, start, calendar and zone give a time.
//!
//! Pure arithmetic. [`choose`] takes the starts a plan lists, in order, and says which one the clock runs from;
//! [`due`] adds the term; [`occurrence`] gives the n-th time of something that recurs; [`soon`] says from when on a
//! clock is shown as soon due. Seconds are elapsed time; months are civil, counted in the plan's zone.
#![forbid(unsafe_code)]

mod due;
mod fault;
mod occurrence;
mod soon;
mod start;

pub use due::due;
pub use fault::Fault;
pub use occurrence::occurrence;
pub use soon::soon;
pub use start::{Chosen, Lateness, Moment, choose};
