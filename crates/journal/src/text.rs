//! Small things the text of faults needs.

/// At most 60 characters of what was given, control characters escaped, so that a hostile file cannot write
/// into the reader's terminal.
pub(crate) fn excerpt(given: &str) -> String {
    let mut shown: String = given.chars().take(60).flat_map(shown_char).collect();
    if given.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

fn shown_char(c: char) -> Vec<char> {
    if c.is_control() { c.escape_default().collect() } else { vec![c] }
}

/// `Display` and `Error` of a fault by its [`messages::Message`].
macro_rules! says {
    ($($fault:ty),*) => {$(
        impl std::fmt::Display for $fault {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.message(), f)
            }
        }
        impl std::error::Error for $fault {}
    )*};
}
pub(crate) use says;
