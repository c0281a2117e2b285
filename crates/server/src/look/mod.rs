//! The look: components as small pure functions from already worded values to markup.
//!
//! What comes in is a plain struct of words, figures and moments; what goes out is [`maud::Markup`]. A component says by
//! itself only what is the same on every page ("late", "unknown", "verify"), in the reader's language. It knows no case,
//! no plan and no route, never asks the time, and writes neither inline style nor inline script: the policy of the
//! server forbids both. Everything works with script off; `assets/script` only keeps the clocks ticking, puts fresh
//! regions in place and keeps what was typed.
//!
//! One component is one file; [`clock`] is the exemplar. Its rules stand in `assets/stanch.css` under the same name, and
//! every state of it is shown by [`states_page`].

pub mod assets;
pub mod bars;
pub mod button;
pub mod card;
pub mod clock;
pub mod clock_list;
pub mod coverage;
pub mod error;
pub mod fact;
pub mod field;
pub mod figures;
pub mod flow;
pub mod form;
pub mod gate;
pub mod guide;
pub mod head;
pub mod icon;
pub mod level;
pub mod moment;
pub mod notice;
pub mod page;
pub mod pill;
pub mod progress;
pub mod proposal;
pub mod range;
pub mod run;
pub mod sample;
pub mod stacked;
mod states;
pub mod step;
pub mod strip;
pub mod table;
pub mod tabs;
pub mod task;
pub mod ternary;
pub mod time;
pub mod timeline;
pub mod verify;
mod whole;
mod words;

pub use run::{foreign, runs};
pub use states::states_page;
pub use words::say;
