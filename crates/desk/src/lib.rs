//! The one way in: load, open, fold, decide, check rights, seal, append.
#![forbid(unsafe_code)]
