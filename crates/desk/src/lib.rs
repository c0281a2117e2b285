//! The one way in: load, open, fold, decide, check rights, seal, append — and decide again when somebody was faster.
//!
//! [`Desk`] holds one organisation's data folder. [`Desk::act`] takes a command from somebody at a moment and makes
//! what follows durable before it returns; nothing else in the product changes a case. Reading goes through
//! [`Desk::case`], or [`Reading`] beside a process that has the folder; proofs leave through [`Desk::export`].
#![forbid(unsafe_code)]

mod act;
mod backup;
mod body;
mod case;
mod cases;
mod customers;
mod derived;
mod destroy;
mod doctor;
mod drill;
mod error;
mod evidence;
mod export;
mod file;
mod filing;
mod kind;
mod leak;
mod leak_back;
mod list;
mod log;
mod once;
mod opening;
mod people;
mod plans;
mod proofs;
mod reading;
mod restore;
mod rows;
mod sealing;
mod steps;
#[cfg(test)]
mod tests;
mod ticking;
mod titles;
mod tree;
mod wave;
mod write;

pub use act::{Act, Done, check_opening};
pub use backup::{Backup, Restored};
pub use case::{CaseFile, CaseId, CaseRef};
pub use customers::{Customer, CustomerWriter, Customers, CustomersOut, Match, SealedList};
pub use derived::Rebuilt;
pub use doctor::{Diagnosis, Finding, Seen, Witnessed};
pub use drill::{Played, Row, Scene};
pub use error::DeskError;
pub use evidence::{Look, LookedAt, OpenEvidence, Sealed, TakenOut};
pub use export::{Asking, Disclosure, RecordOf};
pub use filing::{FiledBy, Leaving};
pub use kind::{DrillLog, LogKind, RealLog};
pub use leak::{CountedLeak, LeakFile, Together};
pub use leak_back::facts_of_leak;
pub use list::{CaseList, Listed, Title};
pub use opening::{Desk, Opening};
pub use people::{By, Enrolment, PeopleFault, Person};
pub use proofs::{EntryProof, Growth, LogHead, LogLook};
pub use reading::Reading;
pub use restore::{restore, restore_proven};
pub use store::{BoardCursor, BoardFilter};
pub use store::{DoneOnce, OnceKey};
pub use store::{LetterRow, LetterState, WaveRow, WaveState};
pub use ticking::Ticked;
pub use vault::Swept;
pub use wave::{Addressed, Prepared, Receipt, Settled, Taken, Wave, WaveAsk};
