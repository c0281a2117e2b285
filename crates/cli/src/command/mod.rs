//! The commands, one file each, all of one shape: `Typed` is what was typed, `run` does it.

pub mod assess;
pub mod backup;
pub mod case;
pub mod demo;
pub mod doctor;
pub mod drill;
pub mod help;
pub mod journal;
pub mod people;
pub mod plan;
pub mod restore;
pub mod serve;
