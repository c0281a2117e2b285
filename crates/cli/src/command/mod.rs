//! The commands, one file each, all of one shape: `Typed` is what was typed, `run` does it.

pub mod assess;
pub mod demo;
pub mod help;
pub mod journal;
pub mod plan;
