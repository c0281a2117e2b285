//! Replies of a relay (RFC 5321 §4.2, enhanced codes of RFC 2034 and 3463). Whatever it sends, what is read is bounded.

use std::io::{self, Read};

/// Longest line of a reply that is read, its end included; RFC 5321 §4.5.3.1.5 allows 512.
const LINE_MOST: usize = 2048;
/// Most lines of one reply.
const LINES_MOST: usize = 128;

/// One reply, all its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Its three digits.
    pub code: u16,
    /// Its enhanced status, `class.subject.detail`, where given.
    pub status: Option<(u16, u16, u16)>,
    /// The text of each line, as sent.
    pub lines: Vec<String>,
}

/// Why there is no reply.
#[derive(Debug)]
pub enum ReplyFault {
    /// The connection broke, or nothing came in time.
    Lost(io::Error),
    /// What came is no reply.
    NoReply,
}

impl Reply {
    /// 2xx.
    pub fn is_yes(&self) -> bool {
        self.code / 100 == 2
    }

    /// 4xx: not now.
    pub fn is_later(&self) -> bool {
        self.code / 100 == 4
    }

    /// In figures: `550 5.1.1`.
    pub fn figures(&self) -> String {
        match self.status {
            Some((class, subject, detail)) => format!("{} {class}.{subject}.{detail}", self.code),
            None => self.code.to_string(),
        }
    }

    /// Its first line in letters that a terminal and a page can show, at most 160 of them.
    pub fn said(&self) -> String {
        let text = self.lines.first().map(String::as_str).unwrap_or_default();
        let shown = text.chars().filter(|letter| !letter.is_control()).take(160);
        format!("{} {}", self.code, shown.collect::<String>()).trim_end().to_owned()
    }
}

/// Reads replies; what one read brought beyond a reply is kept for the next.
#[derive(Debug, Default)]
pub struct Replies {
    read: Vec<u8>,
    used: usize,
}

impl Replies {
    /// The next reply of the relay.
    ///
    /// # Errors
    /// [`ReplyFault`]; nothing more can be read from this connection then.
    pub fn next(&mut self, from: &mut dyn Read) -> Result<Reply, ReplyFault> {
        let mut lines = Vec::new();
        let mut code = None;
        loop {
            let line = self.line(from)?;
            let (this, more, text) = parts(&line).ok_or(ReplyFault::NoReply)?;
            if *code.get_or_insert(this) != this || lines.len() == LINES_MOST {
                return Err(ReplyFault::NoReply);
            }
            lines.push(text);
            if !more {
                let status = lines.first().and_then(|text| status(text, this));
                return Ok(Reply { code: this, status, lines });
            }
        }
    }

    /// Nothing was read beyond the last reply.
    pub fn is_empty(&self) -> bool {
        self.used == self.read.len()
    }

    /// A line without its end; a bare line feed ends one too.
    fn line(&mut self, from: &mut dyn Read) -> Result<Vec<u8>, ReplyFault> {
        loop {
            let rest = self.read.get(self.used..).unwrap_or_default();
            if let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                let line = rest.get(..end).unwrap_or_default();
                let line = line.strip_suffix(b"\r").unwrap_or(line).to_vec();
                self.used += end + 1;
                return if line.len() < LINE_MOST { Ok(line) } else { Err(ReplyFault::NoReply) };
            }
            if rest.len() >= LINE_MOST {
                return Err(ReplyFault::NoReply);
            }
            self.fill(from)?;
        }
    }

    fn fill(&mut self, from: &mut dyn Read) -> Result<(), ReplyFault> {
        self.read.drain(..self.used);
        self.used = 0;
        let mut piece = [0; LINE_MOST];
        loop {
            match from.read(&mut piece) {
                Ok(0) => return Err(ReplyFault::Lost(io::ErrorKind::UnexpectedEof.into())),
                Ok(read) => {
                    self.read.extend_from_slice(piece.get(..read).unwrap_or_default());
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ReplyFault::Lost(error)),
            }
        }
    }
}

/// Code, whether more lines follow, text.
fn parts(line: &[u8]) -> Option<(u16, bool, String)> {
    let (digits, rest) = line.split_at_checked(3)?;
    let code: u16 =
        std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_digit))?.parse().ok()?;
    // Four classes of replies exist.
    if !(200..600).contains(&code) {
        return None;
    }
    let (more, text) = match rest.split_first() {
        None => (false, rest),
        Some((b' ', text)) => (false, text),
        Some((b'-', text)) => (true, text),
        Some(_) => return None,
    };
    Some((code, more, String::from_utf8_lossy(text).into_owned()))
}

/// The enhanced status at the beginning of a text; its class must be that of the code.
fn status(text: &str, code: u16) -> Option<(u16, u16, u16)> {
    let word = text.split_whitespace().next()?;
    let mut figures = word.split('.').map(|figure| {
        let digits = (1..=3).contains(&figure.len()) && figure.bytes().all(|byte| byte.is_ascii_digit());
        figure.parse::<u16>().ok().filter(|_| digits)
    });
    let (class, subject, detail) = (figures.next()??, figures.next()??, figures.next()??);
    (figures.next().is_none() && class == code / 100).then_some((class, subject, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Reply, ReplyFault> {
        Replies::default().next(&mut &*bytes)
    }

    #[test]
    fn a_reply_of_several_lines_is_one_reply() {
        let reply = read(b"250-mail.example.org greets\r\n250-PIPELINING\r\n250 8BITMIME\r\n").unwrap();
        assert_eq!((reply.code, reply.lines.len()), (250, 3));
        let mut replies = Replies::default();
        let two = &mut &b"250 2.1.0 Ok\r\n550 5.1.1 <x@example.org>: no such user\r\n"[..];
        assert_eq!(replies.next(two).unwrap().figures(), "250 2.1.0");
        let no = replies.next(two).unwrap();
        assert_eq!((no.figures(), no.is_yes(), no.is_later()), ("550 5.1.1".to_owned(), false, false));
    }

    #[test]
    fn figures_alone_are_kept_of_what_it_says_and_only_true_ones() {
        for (line, figures) in [
            ("450 4.2.0 greylisted", "450 4.2.0"),
            ("250", "250"),
            ("550 4.1.1 another class", "550"),
            ("550 5.1.1234 too long", "550"),
            ("550 5.1", "550"),
            ("550 5.1.1.1", "550"),
            ("421 4.7.0", "421 4.7.0"),
        ] {
            assert_eq!(read(format!("{line}\r\n").as_bytes()).unwrap().figures(), figures, "{line}");
        }
    }

    #[test]
    fn what_is_no_reply_is_refused_and_bounded() {
        let endless_line = vec![b'2'; 1 << 20];
        let endless_reply = b"250-x\r\n".repeat(1 << 16);
        let cases: [&[u8]; 9] = [
            b"hello\r\n",
            b"25\r\n",
            b"099 no\r\n",
            b"600 no\r\n",
            b"250_no\r\n",
            b"250-one\r\n251 other\r\n",
            "\u{ff12}50 wide digits\r\n".as_bytes(),
            &endless_line,
            &endless_reply,
        ];
        for bytes in cases {
            let head = String::from_utf8_lossy(bytes.get(..20.min(bytes.len())).unwrap()).into_owned();
            assert!(matches!(read(bytes), Err(ReplyFault::NoReply)), "{head}");
        }
        assert!(matches!(read(b"250 cut off"), Err(ReplyFault::Lost(_))));
        assert!(matches!(read(b""), Err(ReplyFault::Lost(_))));
    }

    #[test]
    fn what_is_shown_steers_no_terminal() {
        let reply = read(b"554 \x1b[2J no \x07\r\n").unwrap();
        assert_eq!(reply.said(), "554 [2J no");
    }
}
