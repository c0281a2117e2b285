//! Whether a dump got to its own end.
//!
//! `mysqldump` and `mariadb-dump` begin with a comment that names them and end with `-- Dump completed`; both go
//! with `--skip-comments`. A dump with the first and without the last was cut, perhaps between two statements,
//! where nothing else shows it. Source: the two programs' own output.

/// How much of a dump's beginning may stand before the comment that names the program, in bytes.
const BEGINNING: usize = 1 << 10;
const COMPLETED: &str = "\n-- Dump completed";

/// Watches a text that comes in pieces for the line a dump ends with.
#[derive(Debug, Default)]
pub(crate) struct DumpEnd {
    /// The text began as a program's dump: the line must come.
    expected: bool,
    seen: bool,
    begun: bool,
    /// The end of the text before, in which the line may have begun.
    carried: String,
}

impl DumpEnd {
    /// Takes the next piece of text.
    pub(crate) fn feed(&mut self, text: &str) {
        if !self.begun && !text.is_empty() {
            (self.begun, self.expected) = (true, is_dump(text));
        }
        if !self.expected || self.seen || text.is_empty() {
            return;
        }
        let start = floor(text, COMPLETED.len());
        self.carried.push_str(&text[..start]);
        self.seen = self.carried.contains(COMPLETED)
            || memchr::memmem::find(text.as_bytes(), COMPLETED.as_bytes()).is_some();
        if start == text.len() {
            let from = floor(&self.carried, self.carried.len().saturating_sub(COMPLETED.len()));
            self.carried.drain(..from);
        } else {
            self.carried.clear();
            self.carried.push_str(&text[floor(text, text.len() - COMPLETED.len())..]);
        }
    }

    /// Whether the line was due and did not come.
    pub(crate) fn is_missing(&self) -> bool {
        self.expected && !self.seen
    }
}

/// `-- MySQL dump 10.13  Distrib 8.0.33, for Linux (x86_64)`: a version behind the program's name, at the
/// beginning of a line.
fn is_dump(text: &str) -> bool {
    text[..floor(text, BEGINNING)].lines().any(|line| {
        ["-- MySQL dump ", "-- MariaDB dump "].iter().any(|name| {
            let rest = line.trim_start_matches('\u{feff}').strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()))
        })
    })
}

/// The boundary of characters at or before `at`, at most the length.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_line_is_seen_wherever_pieces_end(
            rows in "[a-z号\n-]{0,60}", completed in any::<bool>(), cuts in prop::collection::vec(1usize..40, 1..8)
        ) {
            let end = if completed { "\n-- Dump completed on 2024-01-01\n" } else { "\n" };
            let text = format!("-- MySQL dump 10.13  Distrib\n{rows}{end}");
            let (mut watch, mut rest) = (DumpEnd::default(), text.as_str());
            let head = floor(rest, 40);
            watch.feed(&rest[..head]);
            rest = &rest[head..];
            for cut in cuts.into_iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let piece = floor(rest, cut.max(4));
                watch.feed(&rest[..piece]);
                rest = &rest[piece..];
            }
            prop_assert_eq!(watch.is_missing(), !completed);
        }
    }
}
