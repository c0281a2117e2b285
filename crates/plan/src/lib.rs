//! Plan packs become checked plans, or every fault at once with file, line, column and remedy.
//!
//! A pack is a folder of YAML files (`docs/plans.md` says how one is written). [`Plan::from_files`] takes the bytes of
//! those files and gives a [`Plan`] whose names are resolved and whose expressions are compiled, or all its faults;
//! it does no IO, and no bytes make it panic or hang.
#![forbid(unsafe_code)]

mod check;
mod fault;
mod label;
mod lower;
mod model;
mod report;
mod source;
mod starting;
mod tree;
mod worded;
mod words;

pub use fault::{Fault, Severity, Told, Warning};
pub use label::Item;
pub use lower::COMMANDS;
pub use model::*;
pub(crate) use source::CORE_FACTS;
pub use source::{Draft, digest};
pub use worded::Ids;
