//! The real binary, from the outside: what it prints, where, and how it ends.
#![expect(unreachable_pub, reason = "a test exports nothing: `pub` marks what a file offers its siblings")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test stops where it is wrong"
)]

mod assess;
mod case;
mod case_words;
mod customers;
mod demo;
mod drill;
mod evidence;
mod help;
mod journal;
mod letters;
mod made_bundle;
mod notices;
mod plan;
mod ran;
mod refused;
mod schema;
mod still;
mod told;
