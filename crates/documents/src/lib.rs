//! Views become documents: same input, same bytes.
#![forbid(unsafe_code)]
