//! Recognising values: kinds, canonical forms, confidence.
//!
//! `cn_id.rs` is the exemplar of a kind of number; `docs/identifiers.md` says what each kind takes.

mod bare;
mod card;
mod cn_id;
pub(crate) mod damage;
mod digits;
mod email;
mod finding;
mod glued;
mod groups;
mod iban;
mod judge;
mod kind;
pub(crate) mod label;
mod percent;
pub(crate) mod phone;
mod region;
mod scan;
mod thousands;
mod told;

pub(crate) use cn_id::body_and_birth;
pub use finding::{Canonical, Confidence, Finding};
pub(crate) use groups::is_internet;
pub use kind::{Class, Kind, KindSet};
pub use region::Region;
pub use scan::{OVERLAP, is_damaged, scan_cell, scan_piece};
