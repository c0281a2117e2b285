//! How large an expression can be, so that no text can exhaust the stack, the memory or the patience of a machine.

/// Bytes of text.
pub const MOST_BYTES: usize = 8 * 1024;
/// Levels of parentheses, calls, `!` and signs inside one another.
pub const MOST_DEPTH: usize = 48;
/// Comparisons, yes/no facts and calls in one expression.
pub const MOST_PARTS: usize = 128;
/// Facts in one sum.
pub const MOST_TERMS: usize = 8;
/// Different things the leaves of one expression can ask about.
pub const MOST_VARIABLES: usize = 192;
/// Combinations of cells looked at before an answer is given up as unknown.
pub const MOST_CASES: usize = 4_096;
/// Trial evaluations after which the search for what would change an answer is given up, and says so.
pub const MOST_TRIALS: usize = 20_000;
