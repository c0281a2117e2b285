//! The expression language of plans and laws.
//!
//! Text comes in with the [`Schema`] it may speak about; a checked [`Expr`] goes out, or every fault of the text at
//! once. Asked about a [`Snapshot`] of what is known, it answers true, false or unknown, says until when, why, and
//! what would change it. It never guesses, never fails once compiled, and never looks at the clock.
//!
//! The language for plan authors is described in `docs/expressions.md`.
#![forbid(unsafe_code)]

mod known;
mod schema;
mod truth;
mod types;

pub use known::{InstantKnown, Known, LevelKnown, Snapshot};
pub use schema::{Fact, Scale, Schema, SchemaBuilder, SchemaFault, Slot};
pub use truth::Truth;
pub use types::{EnumType, MOST_VARIANTS, Type};
