//! Delivers letters from the outbox: makes the message, hands it in over SMTP, brings the receipt back.
//!
//! [`prepare`] lists a wave and releases it ([`begin`] and [`list_wave`] in two steps, the second of which goes on where it was cut
//! off), [`send`] takes its letters batch by batch, hands them in through a [`smtp::Pool`] and receipts them; [`read_bounce`] reads what comes back. Only a real log is ever sent from: every function
//! takes a `Desk<RealLog>` (invariant 12).
#![forbid(unsafe_code)]

mod addressee;
mod bounce;
mod customer_keys;
mod error;
mod letter_id;
mod mail;
mod send;
pub mod smtp;
mod state_word;
mod writer;

pub use addressee::{Addressee, held};
pub use bounce::{Bounce, Noted, note_bounce, read_bounce};
pub use customer_keys::customer_keys;
pub use error::NotifyError;
pub use letter_id::LetterId;
pub use mail::{Head, domain, mail};
pub use send::{Ask, Sent, addressees, begin, list_wave, prepare, send};
pub use state_word::state_word;
pub use writer::{Frame, Writer};
