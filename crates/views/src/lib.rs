//! Folds for reading: board row, timeline, duties; any of them as recorded at a past moment.
#![forbid(unsafe_code)]
