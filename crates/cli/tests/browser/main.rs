//! The pages in a real browser, driven as people drive it: Debian's Chromium over WebDriver, the real binary behind it,
//! Postfix's sink where letters arrive.
//!
//! Pictures of every page go to `target/screenshots`, for eyes; what can be judged without eyes (axe-core, texts cut off,
//! pages wider than the screen) is judged here.
#![expect(unreachable_pub, reason = "a test exports nothing: `pub` marks what a file offers its siblings")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops where it is wrong; the binary behind the browser runs on the machine's clock, and so does the test"
)]

mod away;
mod cut;
mod driver;
mod ended;
mod judged;
mod line;
mod looks;
mod made;
mod served;
mod sink;
mod thread;
mod together;
mod unread;
mod visitor;
