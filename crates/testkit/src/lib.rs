//! Given, when, then; sample data; a clock that stands still.
//!
//! A story cannot be told in the wrong order: [`Given`] takes what happened before, `when` makes it a [`When`], whose
//! checks give a [`Then`]; there is no way back.
//!
//! ```
//! let plan = testkit::sample_plan();
//! testkit::given(&plan)
//!     .opened("2026-03-01T09:00+08:00")
//!     .when("commander", "declare", &[("reason", "a leak")], "2026-03-01T09:10+08:00")
//!     .then_state(|state| assert!(state.is_in(plan::State::Response)));
//! ```
#![forbid(unsafe_code)]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking, with a sentence")]

mod pack;
mod record;
mod sample;
mod story;

pub use pack::pack;
pub use record::{Record, actor, args, t};
pub use sample::{builder, core_facts, empty_plan, expression, sample_plan};
pub use story::{Given, Then, When, given};
