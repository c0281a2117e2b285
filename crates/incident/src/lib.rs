//! The case: decide(state, command, plan, now) gives events; apply(state, event) gives the next state.
#![forbid(unsafe_code)]
