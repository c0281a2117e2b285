//! Plan packs become checked plans, or every fault at once with file, line, column and remedy.
#![forbid(unsafe_code)]
