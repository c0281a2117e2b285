//! Benchmarks: CPU time, ratios against limits and peers in one run, the load of the machine printed. No bench is a
//! test: a busy machine makes a bad figure, not a red build.

pub(crate) mod core;
pub(crate) mod pipes;
pub(crate) mod server;
pub(crate) mod smtp;
