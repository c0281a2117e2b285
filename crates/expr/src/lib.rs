//! The expression language of plans and laws.
//!
//! Text comes in with the [`Schema`] it may speak about; a checked [`Expr`] goes out, or every fault of the text at
//! once. Asked about a [`Snapshot`] of what is known, it answers true, false or unknown, says until when, why, and
//! what would change it. It never guesses, never fails once compiled, and never looks at the clock.
//!
//! The language for plan authors is described in `docs/expressions.md`.
//!
//! ```
//! use expr::{Known, Schema, Snapshot, Truth, Type, compile};
//! let schema = Schema::builder().fact("persons", Type::Int { min: 0, max: 10_000_000_000 }).build().unwrap();
//! let expr = compile("persons > 100_000", &schema).unwrap();
//! let at_least_120_000 = [Known::Int { lo: 120_000, hi: 10_000_000_000 }];
//! let now = "2026-11-21T03:00:00Z".parse().unwrap();
//! let answer = expr.evaluate(&Snapshot { known: &at_least_120_000, levels: &[], now });
//! assert_eq!(answer.truth, Truth::True);
//! ```
#![forbid(unsafe_code)]

mod ast;
mod build;
pub mod cells;
mod change;
mod check;
mod evaluate;
mod explain;
mod expr;
mod fault;
mod known;
mod lexer;
pub mod limits;
mod nearest;
mod parse;
mod print;
mod program;
mod schema;
mod state;
mod truth;
mod types;
mod until;
mod walk;

pub use change::{Change, Changes, Need};
pub use evaluate::Answer;
pub use explain::{Explanation, Part};
pub use expr::{Expr, compile};
pub use fault::{Fault, FaultKind};
pub use known::{InstantKnown, Known, LevelKnown, Snapshot};
pub use schema::{Fact, Scale, Schema, SchemaBuilder, SchemaFault, Slot};
pub use truth::Truth;
pub use types::{EnumType, MOST_VARIANTS, Type};
