//! Bodies and evidence, sealed per case: destroying the key destroys the data.
#![forbid(unsafe_code)]
