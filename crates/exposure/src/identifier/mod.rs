//! Recognising values: kinds, canonical forms, confidence.

mod finding;
mod kind;
mod region;
mod scan;

pub use finding::{Canonical, Confidence, Finding};
pub use kind::{Class, Kind, KindSet};
pub use region::Region;
pub use scan::{OVERLAP, scan_cell, scan_piece};
