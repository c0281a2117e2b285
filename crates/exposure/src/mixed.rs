//! Lines in another charset than their file: exports put together of two systems, tools that append in their own.
//!
//! They decode to something, so nothing looks wrong; their names and addresses are lost all the same. What is UTF-8 is
//! hardly ever text of another charset; and what is ASCII by pairs is hardly ever UTF-16.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a line without an end is held, in bytes.
const LINE: usize = 1 << 16;
/// So many bytes of ASCII in a row are no UTF-16, in bytes.
const RUN: u64 = 16;
/// How many places are named one by one.
const NAMED: usize = 16;

/// Watches the bytes of a file.
#[derive(Debug, Default)]
pub(crate) struct Mixed {
    /// The line at hand, as far as it came.
    line: Vec<u8>,
    /// Bytes taken so far.
    taken: u64,
    /// The run of ASCII at hand: its bytes, and how many of them are among the most frequent, at even and at odd places.
    run: u64,
    frequent: [u64; 2],
    /// Lines beyond ASCII in the file's charset.
    lines: u64,
    /// Lines, or runs, in another.
    foreign: u64,
    bytes: u64,
    first: Vec<(u64, u64)>,
}

impl Mixed {
    /// Takes the next bytes of a file that is decoded by `encoding`.
    pub(crate) fn feed(&mut self, bytes: &[u8], encoding: Option<&'static Encoding>) {
        match encoding {
            None => {}
            Some(encoding) if encoding == UTF_8 => {}
            Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => self.wide(bytes),
            Some(encoding) => self.narrow(bytes, encoding.is_single_byte()),
        }
        self.taken += bytes.len() as u64;
        if bytes.is_empty() {
            self.end_run();
        }
    }

    /// Bytes in another charset, and their first places; `None` where there are none, or so few that chance may
    /// have made them.
    pub(crate) fn found(&self) -> Option<(u64, &[(u64, u64)])> {
        (self.foreign > 0 && self.foreign * 500 >= self.lines).then_some((self.bytes, &self.first))
    }

    fn narrow(&mut self, bytes: &[u8], single: bool) {
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', bytes) {
            let at = self.taken + start as u64 - self.line.len() as u64;
            if self.line.is_empty() {
                self.judge(&bytes[start..end], at, single);
            } else {
                let mut line = std::mem::take(&mut self.line);
                line.extend_from_slice(&bytes[start..end]);
                self.judge(&line, at, single);
            }
            start = end + 1;
        }
        let rest = &bytes[start..];
        if self.line.len() + rest.len() <= LINE {
            self.line.extend_from_slice(rest);
        }
        if bytes.is_empty() && !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.judge(&line, self.taken - line.len() as u64, single);
        }
    }

    fn judge(&mut self, line: &[u8], at: u64, single: bool) {
        if line.is_ascii() {
            return;
        }
        let utf8 = std::str::from_utf8(line).is_ok_and(|text| {
            let mut beyond = text.chars().filter(|letter| !letter.is_ascii());
            // Two bytes of GB 2312 or Big5 can be one of UTF-8, three hardly ever.
            text.chars().all(|letter| single || letter.is_ascii() || letter >= '\u{800}')
                && beyond.nth(1).is_some()
        });
        if utf8 { self.add(at, line.len() as u64) } else { self.lines += 1 }
    }

    fn wide(&mut self, bytes: &[u8]) {
        for (index, byte) in bytes.iter().enumerate() {
            if matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~') {
                self.run += 1;
                let often = matches!(byte, b'a'..=b'z' | b' ' | b',' | b'.' | b'@' | b'\n');
                self.frequent[(self.run % 2) as usize] += u64::from(often);
            } else if self.run > 0 {
                self.end_run_at(self.taken + index as u64);
            }
        }
    }

    fn end_run(&mut self) {
        self.end_run_at(self.taken);
    }

    fn end_run_at(&mut self, end: u64) {
        // The high bytes of kana are digits, and those of many Han letters are letters: both halves must look like text.
        if self.run >= RUN && self.frequent.iter().all(|half| half * 20 >= self.run / 2 * 13) {
            self.add(end - self.run, self.run);
        }
        (self.run, self.frequent) = (0, [0; 2]);
    }

    fn add(&mut self, start: u64, len: u64) {
        self.foreign += 1;
        self.bytes += len;
        if self.first.len() < NAMED {
            self.first.push((start, start + len));
        }
    }
}
