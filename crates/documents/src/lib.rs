//! Views become documents: same input, same bytes.
//!
//! A document is first a [`Paper`]: what it says, as data; then it is rendered. What is unknown stands on the paper as
//! the word "unknown", what is missing is listed with who can answer; nothing is left blank.
#![forbid(unsafe_code)]

mod filing;
mod html;
mod paper;
mod value;
mod word;

pub use filing::filing;
pub use html::html;
pub use paper::{Cell, Line, Missing, Paper};
