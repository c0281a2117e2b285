//! The pages: what a browser asks for comes in, what `desk` and `views` say goes out as HTML. Nothing is decided here.
#![forbid(unsafe_code)]

pub mod look;
