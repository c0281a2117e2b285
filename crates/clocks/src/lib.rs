//! When something owed is due: rule, start, calendar and zone give a time.
#![forbid(unsafe_code)]
