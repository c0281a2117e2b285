//! Messages, alone or in a mailbox (mbox): a message is a record of who sent it; whom it is to, and who stands in its text, are people
//! it refers to. Base64 and quoted-printable are read where the part is text; other parts are said not to be.

mod header;

use encoding_rs::Encoding;

use crate::Error;
use crate::reader::lines::Lines;
use crate::reader::{Ending, Reader, coded};
use crate::row::{HOLD, Row, Rows};
use crate::schema::{Table, TableId};
use header::{Coding, Head};

/// How many lines the head of a first message has at most.
const HEAD: usize = 200;
/// Parts inside parts beyond this are text.
const DEEPEST: usize = 16;

/// Whether a text begins with a message: a line of a mailbox, or a head that says who sent it.
pub(crate) fn is_mail(head: &str) -> bool {
    let mut lines = head.trim_start_matches('\u{feff}').lines().peekable();
    let of_mailbox = lines.peek().is_some_and(|line| is_separator(line));
    let lines: Vec<&str> =
        lines.skip(usize::from(of_mailbox)).take_while(|line| !line.trim().is_empty()).take(HEAD).collect();
    let name = |line: &&str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        name.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            .then(|| name.to_ascii_lowercase())
    };
    let heads = lines
        .iter()
        .filter(|line| !line.starts_with([' ', '\t']))
        .map(|line| name(line).filter(|name| !name.is_empty()));
    let Some(names) = heads.collect::<Option<Vec<String>>>() else { return false };
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let sent = lines.iter().any(|line| line.to_ascii_lowercase().starts_with("from:"));
    const MORE: [&str; 9] = [
        "to",
        "subject",
        "date",
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "content-type",
        "content-transfer-encoding",
    ];
    sent && MORE.iter().filter(|name| has(name)).count() >= if of_mailbox { 1 } else { 2 }
}

/// `From ann@example.com Mon Feb  3 10:00:00 2025`
fn is_separator(line: &str) -> bool {
    line.strip_prefix("From ").is_some_and(|rest| {
        rest.split(' ').filter(|word| !word.is_empty()).count() >= 5 && rest.contains(':')
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Head,
    PartHead,
    Body,
}

/// Reads messages.
pub(crate) struct MailReader {
    table: TableId,
    state: State,
    /// The line at hand, as far as it was read, and whether the one before was empty.
    lines: Lines,
    after_blank: bool,
    head: Head,
    held: usize,
    /// Of the part at hand.
    coding: Coding,
    charset: &'static Encoding,
    text: bool,
    page: bool,
    /// Base64 that was not read yet: its bytes come in fours.
    coded: String,
    boundaries: Vec<String>,
    row: Row,
    /// Whether a message is in the row.
    begun: bool,
    /// Whether any part was no text, or in a code that is none.
    unread: bool,
}

impl MailReader {
    pub(crate) fn new(name: Option<String>, rows: &mut dyn Rows) -> MailReader {
        let columns = Some(["display name", "email", "text"].map(str::to_owned).to_vec());
        let table = rows.schema().add(Table { name, columns, ..Table::default() });
        MailReader {
            table,
            state: State::Head,
            lines: Lines::new(b'\n'),
            after_blank: true,
            head: Head::default(),
            held: 0,
            coding: Coding::Plain,
            charset: encoding_rs::UTF_8,
            text: true,
            page: false,
            coded: String::new(),
            boundaries: Vec::new(),
            row: Row::default(),
            begun: false,
            unread: false,
        }
    }

    fn take_line(&mut self, line: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let line = line.strip_suffix('\r').unwrap_or(line).trim_start_matches('\u{feff}');
        let after_blank = std::mem::replace(&mut self.after_blank, line.trim().is_empty());
        let begins = is_separator(line) || self.begun && begins_head(line);
        if after_blank && begins && self.state != State::PartHead {
            self.end_message(rows)?;
            if !is_separator(line) {
                self.head.push(line);
                self.held = line.len();
            }
            return Ok(());
        }
        match self.state {
            State::Head if line.trim().is_empty() && self.held == 0 => Ok(()),
            State::Head | State::PartHead if line.trim().is_empty() => self.end_head(rows),
            State::Head | State::PartHead => {
                self.held += line.len();
                if self.held <= HOLD {
                    self.head.push(line);
                } else {
                    self.unread = true;
                }
                Ok(())
            }
            State::Body => self.body_line(line, rows),
        }
    }

    /// An empty line ends the head of a message, or of a part.
    fn end_head(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        let head = std::mem::take(&mut self.head);
        if self.state == State::Head {
            let (name, address) = head.from();
            for cell in [&name, &address] {
                self.row.push(cell);
                self.row.end_cell(cell.is_empty());
            }
            self.row.push(&head.told());
            self.begun = true;
        }
        if let Some(boundary) = head.boundary().filter(|_| self.boundaries.len() < DEEPEST) {
            self.boundaries.push(boundary);
        }
        (self.coding, self.charset, self.held) = (head.coding(), head.charset(), 0);
        (self.text, self.page) = (head.is_text() || head.boundary().is_some(), head.is_page());
        self.unread |= !self.text;
        self.state = State::Body;
        self.hand_part(rows)
    }

    fn body_line(&mut self, line: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        let of = |boundary: &String| {
            line.strip_prefix("--").is_some_and(|rest| rest.starts_with(boundary.as_str()))
        };
        if let Some(depth) = self.boundaries.iter().rposition(of) {
            self.flush();
            let ends = line.trim_end().len() == self.boundaries[depth].len() + 4;
            self.boundaries.truncate(if ends { depth } else { depth + 1 });
            // Behind the last part stands what nobody is shown, as text.
            (self.coding, self.text, self.page) = (Coding::Plain, true, false);
            self.state = if ends { State::Body } else { State::PartHead };
            return Ok(());
        }
        if !self.text {
            return Ok(());
        }
        match self.coding {
            Coding::Plain => self.push(&format!("{line}\n")),
            Coding::QuotedPrintable => {
                let soft = line.strip_suffix('=');
                let bytes = coded::quoted_printable_bytes(soft.unwrap_or(line));
                // What is no code stood there decoded already.
                let decoded = if line.is_ascii() {
                    self.charset.decode_without_bom_handling(&bytes).0.into_owned()
                } else {
                    coded::quoted_printable(soft.unwrap_or(line))
                };
                self.push(&decoded);
                self.push(if soft.is_some() { "" } else { "\n" });
            }
            Coding::Base64 => {
                self.coded.push_str(line.trim());
                if self.coded.len() >= HOLD {
                    self.flush();
                }
            }
        }
        self.hand_part(rows)
    }

    /// Reads the Base64 that waits.
    fn flush(&mut self) {
        let coded = std::mem::take(&mut self.coded);
        if coded.is_empty() {
            return;
        }
        match coded::base64_bytes(&coded) {
            Some(bytes) => {
                let (decoded, _, damaged) = self.charset.decode(&bytes);
                self.unread |= damaged;
                let decoded = decoded.into_owned();
                self.push(&decoded);
                self.push("\n");
            }
            None => self.unread = true,
        }
    }

    /// Text of the message; of a page its tags are left out.
    fn push(&mut self, text: &str) {
        if !self.page {
            self.row.push(text);
            return;
        }
        for part in text.split('<') {
            self.row.push(part.split_once('>').map_or(part, |(_, shown)| shown));
            self.row.push(" ");
        }
    }

    fn hand_part(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.row.is_long() { rows.part(self.table, &mut self.row) } else { Ok(()) }
    }

    fn end_message(&mut self, rows: &mut dyn Rows) -> Result<(), Error> {
        if self.state == State::Head && self.held > 0 {
            self.end_head(rows)?;
        }
        self.flush();
        if std::mem::take(&mut self.begun) {
            self.row.end_cell(false);
            rows.row(self.table, &mut self.row)?;
            self.row.clear();
        }
        self.boundaries.clear();
        (self.state, self.head, self.held) = (State::Head, Head::default(), 0);
        Ok(())
    }
}

/// A head of a message behind another, without the line of a mailbox.
fn begins_head(line: &str) -> bool {
    line.starts_with("From: ") && line.contains('@')
}

impl Reader for MailReader {
    fn feed(&mut self, text: &str, rows: &mut dyn Rows) -> Result<(), Error> {
        // Out of the way for as long as each line is taken; after a fault nothing more is read.
        let mut lines = std::mem::replace(&mut self.lines, Lines::new(b'\n'));
        let done = lines.feed(text, |line, _| self.take_line(line, rows));
        self.lines = lines;
        done
    }

    fn end(&mut self, rows: &mut dyn Rows) -> Result<Ending, Error> {
        let line = self.lines.end();
        if !line.is_empty() {
            self.take_line(&line, rows)?;
        }
        let open = !self.boundaries.is_empty();
        self.end_message(rows)?;
        let reason = if self.unread { Some("encoded_parts") } else { open.then_some("truncated") };
        Ok(Ending { unread_from: None, reason })
    }
}
