//! The one door through which anything is printed.
//!
//! Results go to standard output, everything said along the way to standard error. Text is made safe for a terminal
//! here, once: control characters in a file name or a cell become visible escapes, so that a leak cannot paint the
//! reader's screen. Colour is used on a terminal only and repeats what a sign and a word already say.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use messages::{Language, Message};
use serde::Serialize;

use crate::exit::{Exit, Failure};

/// Standard output and standard error, in the reader's language.
pub struct Door {
    /// The reader's language.
    pub language: Language,
    out: Stream,
    err: Stream,
    fleeting: bool,
    /// A result has been given to programs.
    given: bool,
}

impl Door {
    /// A door for a reader of `language`.
    pub fn new(language: Language) -> Door {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let (out, err) = (io::stdout(), io::stderr());
        let out = Stream::new(!plain && out.is_terminal(), Box::new(io::BufWriter::new(out)));
        let err = Stream::new(!plain && err.is_terminal(), Box::new(err));
        Door { language, out, err, fleeting: io::stderr().is_terminal(), given: false }
    }

    /// The sentence of a message in the reader's language.
    pub fn words(&self, message: &Message) -> String {
        message.in_language(self.language)
    }

    /// Several words in one line, with the comma of the reader's language.
    pub fn list(&self, words: &[String]) -> String {
        words.join(&self.words(&Message::new("messages-list-comma")))
    }

    /// A result, as text: one or more lines to standard output.
    pub fn text(&mut self, text: &str) {
        self.out.line(text, Tone::Plain);
    }

    /// A result, as a sentence.
    pub fn say(&mut self, message: &Message) {
        let words = self.words(message);
        self.text(&words);
    }

    /// What was said so far is read now: a command that waits would keep it back until its end.
    pub fn flush(&mut self) {
        self.out.flush();
    }

    /// A heading over what follows on standard output.
    pub fn heading(&mut self, message: &Message) {
        let words = self.words(message);
        self.out.line(&words, Tone::Bold);
    }

    /// A result for other programs: JSON alone on standard output.
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<(), serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(value)?;
        bytes.push(b'\n');
        self.out.bytes(&bytes);
        self.given = true;
        Ok(())
    }

    /// Why there is no result, for other programs; nothing if a result has been given.
    pub fn refused(&mut self, failure: &Failure) {
        if !self.given {
            let message = self.words(&failure.message);
            let (code, exit) = (failure.message.key(), failure.exit.code());
            // Made of three plain values: it cannot fail.
            let _ = self
                .json(&serde_json::json!({ "error": { "code": code, "message": message, "exit": exit } }));
        }
    }

    /// A result that is a file of its own: as it is, to standard output.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.out.bytes(bytes);
    }

    /// Something worth knowing beside the result: standard error.
    pub fn remark(&mut self, message: &Message) {
        self.clear();
        let words = self.words(message);
        self.err.line(&words, Tone::Plain);
    }

    /// Why the command could not do what was asked: standard error, with the sign of an error.
    pub fn alarm(&mut self, message: &Message) {
        self.out.flush();
        self.clear();
        let words = format!("▲ {}", self.words(message));
        self.err.line(&words, Tone::Plain);
    }

    /// Whether somebody watches standard error: then progress is one line that is written over.
    pub fn is_watched(&self) -> bool {
        self.fleeting
    }

    /// Progress: on a terminal written over the last one, else a line of its own.
    pub fn progress(&mut self, message: &Message) {
        let words = self.words(message);
        if self.fleeting {
            self.err.bytes(format!("\r\x1b[2K{}", visible(&words).replace('\n', " ")).as_bytes());
        } else {
            self.err.line(&words, Tone::Plain);
        }
    }

    /// Takes a fleeting line of progress away.
    pub fn clear(&mut self) {
        if self.fleeting {
            self.err.bytes(b"\r\x1b[2K");
        }
    }

    /// Ends the program. A reader who left early (a closed pipe) is no failure; a result that could not be written is.
    pub fn close(mut self, exit: Exit) -> ExitCode {
        self.out.flush();
        match self.out.fault.take() {
            None => ExitCode::from(exit.code()),
            Some(fault) => {
                self.alarm(&Message::new("cli-output-failed").with("why", messages::io_cause(&fault)));
                ExitCode::from(if exit == Exit::Done { Exit::Io.code() } else { exit.code() })
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Tone {
    Plain,
    Bold,
}

struct Stream {
    writer: Box<dyn Write>,
    colour: bool,
    /// Nobody reads any more: go on in silence.
    left: bool,
    fault: Option<io::Error>,
}

impl Stream {
    fn new(colour: bool, writer: Box<dyn Write>) -> Stream {
        Stream { writer, colour, left: false, fault: None }
    }

    fn line(&mut self, text: &str, tone: Tone) {
        let mut line = visible(text);
        if self.colour {
            line = painted(&line, tone);
        }
        line.push('\n');
        self.bytes(line.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        if !self.left && self.fault.is_none() {
            let outcome = self.writer.write_all(bytes);
            self.remember(outcome);
        }
    }

    fn flush(&mut self) {
        if !self.left && self.fault.is_none() {
            let outcome = self.writer.flush();
            self.remember(outcome);
        }
    }

    fn remember(&mut self, outcome: io::Result<()>) {
        match outcome {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.left = true,
            Err(error) => self.fault = Some(error),
        }
    }
}

/// The signs of the look (✓ met, ▲ late or wrong) get their colour; the words beside them say the same.
fn painted(line: &str, tone: Tone) -> String {
    let line = line.replace('✓', "\x1b[32m✓\x1b[39m").replace('▲', "\x1b[31m▲\x1b[39m");
    match tone {
        Tone::Plain => line,
        Tone::Bold => format!("\x1b[1m{line}\x1b[22m"),
    }
}

/// Text without anything that steers a terminal, its own line ends kept ([`messages::one_line`] says what becomes `\u{…}`).
pub fn visible(text: &str) -> String {
    text.split('\n').map(messages::one_line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_cannot_paint_the_screen() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}c\td\ne"), "a\\u{1b}[2Jb\\u{202e}c\\u{9}d\ne");
        assert_eq!(visible("客户名册 ✓"), "客户名册 ✓");
    }

    #[test]
    fn a_reader_who_left_is_no_fault_and_a_full_disk_is() {
        struct Refusing(io::ErrorKind);
        impl Write for Refusing {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(self.0.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Err(self.0.into())
            }
        }
        let mut gone = Stream::new(false, Box::new(Refusing(io::ErrorKind::BrokenPipe)));
        gone.line("67", Tone::Plain);
        assert!(gone.left && gone.fault.is_none());
        let mut full = Stream::new(false, Box::new(Refusing(io::ErrorKind::StorageFull)));
        full.line("67", Tone::Plain);
        assert!(full.fault.is_some());
    }
}
