//! How much room a text takes on paper, in half-width columns: enough to decide whether two lines share a row.

/// Columns of a text; characters of Chinese, Japanese and Korean and full-width forms take two.
pub(crate) fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// From the radicals on, everything in the basic plane up to the compatibility forms is set full width; so are the
/// full-width forms and the ideographs of the further planes.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0x20000..=0x3FFFF)
}
