//! The expression language of plans and laws: parse, check, three-valued evaluation over intervals, explanation, what would change.
#![forbid(unsafe_code)]
