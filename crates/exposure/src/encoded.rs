//! Parts of messages that are written in another way than as text.
//!
//! `Content-Transfer-Encoding: base64` of RFC 2045: whoever scans the lines of such a message sees no word of it.

/// The name of the header, and what stands in it where the text is not as it reads.
const HEADER: &str = "content-transfer-encoding:";
const CODES: [&str; 2] = ["base64", "quoted-printable"];
/// The longest line that is held until its end, in bytes.
const LINE: usize = 1 << 10;

/// Watches text that comes in pieces for the header.
#[derive(Debug, Default)]
pub(crate) struct Encoded {
    line: String,
    pub(crate) seen: bool,
}

impl Encoded {
    /// Takes the next piece of text; an empty one is the end.
    pub(crate) fn feed(&mut self, text: &str) {
        if self.seen {
            return;
        }
        let end = text.rfind('\n').map_or(0, |end| end + 1);
        if end > 0 || text.is_empty() {
            let first = text.find('\n').map_or(0, |end| end + 1);
            self.line.push_str(&text[..first.min(LINE)]);
            let line = std::mem::take(&mut self.line);
            self.seen = has_code(&line) || has_code(&text[first.min(end)..end]);
        }
        let rest = &text[end..];
        if self.line.len() + rest.len() <= LINE {
            self.line.push_str(rest);
        }
    }
}

/// Whether a line of the text is the header with such a code.
fn has_code(text: &str) -> bool {
    // The part of the name all spellings share; the search is quick over text that has none.
    memchr::memmem::find_iter(text.as_bytes(), b"ransfer-").any(|at| {
        let start = text.as_bytes()[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let line = text[start..].lines().next().unwrap_or_default();
        let (name, code) = line.split_at_checked(HEADER.len()).unwrap_or_default();
        let code = code.trim_start().to_ascii_lowercase();
        name.eq_ignore_ascii_case(HEADER) && CODES.iter().any(|known| code.starts_with(known))
    })
}
