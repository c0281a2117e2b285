//! Lines of a text that comes in pieces.

use crate::Error;
use crate::row::HOLD;

/// Puts lines together; holds the one at hand, as far as it was read.
#[derive(Debug)]
pub(super) struct Lines {
    newline: u8,
    held: String,
}

impl Lines {
    pub(super) fn new(newline: u8) -> Lines {
        Lines { newline, held: String::new() }
    }

    /// Hands on every line that ends in `text`, without its end. Of one that is too long to hold the first part is handed on, cut where
    /// no value is; `take` hears whether the line goes on.
    pub(super) fn feed(
        &mut self,
        text: &str,
        mut take: impl FnMut(&str, bool) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut rest = text;
        while let Some(end) = memchr::memchr(self.newline, rest.as_bytes()) {
            if self.held.is_empty() {
                take(&rest[..end], false)?;
            } else {
                self.held.push_str(&rest[..end]);
                take(&self.held, false)?;
                self.held.clear();
            }
            rest = &rest[end + 1..];
        }
        self.held.push_str(rest);
        if self.held.len() > HOLD {
            let cut = self.held.rfind([' ', ',', ';']).filter(|cut| *cut > HOLD / 2);
            let rest = self.held.split_off(cut.unwrap_or(self.held.len()));
            let first = std::mem::replace(&mut self.held, rest);
            take(&first, true)?;
        }
        Ok(())
    }

    /// The last line, if it has no end; empty otherwise.
    pub(super) fn end(&mut self) -> String {
        std::mem::take(&mut self.held)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[&str]) -> (Vec<(String, bool)>, String) {
        let (mut lines, mut told) = (Lines::new(b'\n'), Vec::new());
        for piece in pieces {
            let take = |line: &str, goes_on: bool| {
                told.push((line.to_owned(), goes_on));
                Ok(())
            };
            lines.feed(piece, take).unwrap();
        }
        (told, lines.end())
    }

    #[test]
    fn lines_are_whole_wherever_the_pieces_end() {
        let whole = told(&["one\n\ntwo three\nrest"]);
        let lines = ["one", "", "two three"].map(|line| (line.to_owned(), false));
        assert_eq!(whole, (lines.to_vec(), "rest".to_owned()));
        for cut in 1..19 {
            let (first, second) = "one\n\ntwo three\nrest".split_at(cut);
            assert_eq!(told(&[first, second]), whole, "{cut}");
        }
    }

    #[test]
    fn a_line_too_long_to_hold_is_cut_where_no_value_is() {
        let long = format!("{};b@example.org", "a".repeat(HOLD));
        let (parts, rest) = told(&[&long, "\n"]);
        assert_eq!(parts.len(), 2);
        assert_eq!((parts[0].0.len(), parts[0].1), (HOLD, true));
        assert_eq!((parts[1].0.as_str(), parts[1].1, rest.as_str()), (";b@example.org", false, ""));
    }
}
