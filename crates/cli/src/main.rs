//! The binary `stanch`.
#![forbid(unsafe_code)]
fn main() {}
