//! Given, when, then; sample data; a clock that stands still.
#![forbid(unsafe_code)]
