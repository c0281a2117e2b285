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
/// Combinations looked at before the search for what would change an answer is given up, and says so.
pub const MOST_TRIALS: usize = 50_000;
/// Moments tried before the end of an answer is given as the next moment at which to ask again.
pub const MOST_STEPS: usize = 1_000;
/// Ways in which the ends of the facts in one moving sum can be put together.
pub const MOST_CORNERS: usize = 256;
