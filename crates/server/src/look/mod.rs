//! The look: components as small pure functions from already worded values to markup.
