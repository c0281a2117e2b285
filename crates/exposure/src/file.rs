//! One file from its first byte to its last: what it is, its text, its rows, and what stayed unread.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use messages::Message;

use crate::Error;
use crate::assessment::{FileReport, Reason, Span, Status};
use crate::charset::{self, Decoding, Mark};
use crate::delimiter::{self, delimiter};
use crate::dump_end::DumpEnd;
use crate::encoded::Encoded;
use crate::header;
use crate::kind::{self, FileKind};
use crate::mixed::Mixed;
use crate::reader::blocks::{self, BlockReader, Form};
use crate::reader::credentials::{self, CredentialReader};
use crate::reader::csv::CsvReader;
use crate::reader::json::{self, JsonReader};
use crate::reader::mail::{self, MailReader};
use crate::reader::page::{self, PageReader};
use crate::reader::ruled::{self, RuledReader};
use crate::reader::sql::SqlReader;
use crate::reader::xml::{self, XmlReader};
use crate::reader::{Ending, Reader};
use crate::row::Rows;
use crate::schema::Table;
use crate::source::Source;

/// How much is read before the kind is decided, in bytes, and how much at a time.
const HEAD: usize = 1 << 16;

/// A file whose first bytes were looked at.
pub(crate) struct Opened {
    input: Box<dyn Read + Send>,
    pub(crate) bytes: Option<u64>,
    head: Vec<u8>,
    whole: bool,
    pub(crate) kind: FileKind,
    encoding: Option<&'static Encoding>,
    mark: usize,
    refused: Option<(&'static str, Message)>,
    form: Option<Form>,
    delimiter: Option<u8>,
    /// What quotes stand around cells.
    quote: u8,
    /// A backslash escapes what follows it, the end of a line too.
    escapes: bool,
    /// The signs between the cells of a list, where they are no delimiter of tables.
    signs: Option<&'static str>,
    /// The first line says the delimiter.
    told: bool,
    one_column: bool,
    credentials: Option<credentials::Shape>,
    ruled: Option<ruled::Shape>,
    json: Option<json::Shape>,
    xml: Option<xml::Shape>,
    newline: u8,
    /// Whether the head declares tables: such dumps are read first.
    pub(crate) declares: bool,
    name: String,
    stem: Option<String>,
}

/// What reading told beside the rows.
struct Progressed {
    total: u64,
    ending: Ending,
    /// The dump lacks the line its program ends it with.
    unfinished: bool,
    /// Something stands in it that is not blank.
    visible: bool,
    /// Parts of messages are not written as text.
    encoded: bool,
    mixed: Mixed,
    failed: Option<std::io::Error>,
}

/// Opens a source and decides what it is; a source that cannot be opened is reported, not an error.
pub(crate) fn open(source: &Source) -> Result<Opened, Box<FileReport>> {
    let refuse = |cause: &std::io::Error| {
        let message = Message::new("exposure-file-unreadable").with("cause", messages::io_cause(cause));
        Box::new(report(source.name(), "unknown", Status::NotRead, Some(Reason::new("unreadable", message))))
    };
    let (mut input, bytes) = source.open().map_err(|cause| refuse(&cause))?;
    let mut head = Vec::new();
    input.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(|cause| refuse(&cause))?;
    let whole = head.len() < HEAD;
    let stem =
        source.as_path().and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    let mut opened = Opened {
        input,
        bytes,
        whole,
        kind: FileKind::Empty,
        encoding: None,
        mark: 0,
        refused: None,
        form: None,
        delimiter: None,
        quote: b'"',
        escapes: false,
        signs: None,
        told: false,
        one_column: false,
        credentials: None,
        ruled: None,
        json: None,
        xml: None,
        newline: b'\n',
        declares: false,
        name: source.name().to_owned(),
        stem,
        head,
    };
    opened.decide(source);
    Ok(opened)
}

fn report(path: &str, kind: &'static str, status: Status, reason: Option<Reason>) -> FileReport {
    FileReport {
        path: path.to_owned(),
        kind,
        charset: None,
        bytes: 0,
        bytes_read: 0,
        bytes_not_read: 0,
        status,
        reason,
        not_read: Vec::new(),
        rows: 0,
        damaged_values: None,
        masked_values: None,
        failing_values: None,
        undecided_values: None,
    }
}

impl Opened {
    fn decide(&mut self, source: &Source) {
        if self.head.is_empty() {
            return;
        }
        match charset::mark(&self.head) {
            Mark::Foreign(word) => {
                self.kind = FileKind::Text;
                let message = Message::new("exposure-charset-not-read").with("charset", word);
                self.refused = Some(("charset_not_read", message));
                return;
            }
            Mark::Certain(encoding, mark) => (self.encoding, self.mark) = (Some(encoding), mark),
            Mark::Open => {}
        }
        let wide = self.encoding == Some(UTF_16LE) || self.encoding == Some(UTF_16BE);
        if !wide {
            if let Some(kind) = kind::by_magic(&self.head) {
                self.kind = kind;
                return;
            }
            if charset::is_ebcdic(&self.head) {
                self.kind = FileKind::Text;
                let message = Message::new("exposure-charset-not-read").with("charset", "EBCDIC");
                self.refused = Some(("charset_not_read", message));
                return;
            }
            if kind::looks_binary(&self.head) {
                self.kind = FileKind::Binary;
                return;
            }
        }
        self.choose_charset(source);
        self.choose_reader();
    }

    /// By a sample spread over the file, if it can be read at more than one place.
    fn choose_charset(&mut self, source: &Source) {
        if self.encoding.is_some() {
            return;
        }
        let mut sample =
            if self.whole { self.head.clone() } else { charset::whole_lines(&self.head).to_vec() };
        if let (false, Some(path), Some(bytes)) = (self.whole, source.as_path(), self.bytes) {
            sample.extend_from_slice(b"\n");
            sample.extend_from_slice(&charset::spread(path, bytes));
        }
        if !sample.is_ascii() || sample.contains(&0x1b) {
            let guessed = charset::guess(&sample);
            // A page says what it is in; one that says so wrongly is UTF-8.
            let said = page::charset(&self.head).filter(|said| guessed != UTF_8 && *said != UTF_8);
            let said = said.filter(|_| page::is_page(&String::from_utf8_lossy(&self.head)));
            self.encoding = Some(said.unwrap_or(guessed));
        }
    }

    fn choose_reader(&mut self) {
        let mut decoding = Decoding::new(self.encoding, 0);
        let mut text = String::new();
        decoding.decode(&self.head[self.mark..], false, &mut text);
        self.json = json::shape(&text, self.whole);
        if self.json.is_some() {
            self.kind = FileKind::Json;
            return;
        }
        if page::is_page(&text) {
            self.kind = FileKind::Page;
            return;
        }
        self.xml = Some(&text).filter(|text| kind::is_xml(text)).and_then(|text| xml::shape(text));
        if self.xml.is_some() {
            self.kind = FileKind::Xml;
            return;
        }
        if let Some(kind) = kind::nested(&text).or_else(|| kind::coded(&text)) {
            self.kind = kind;
            return;
        }
        if kind::is_sql(&text) {
            self.kind = FileKind::SqlDump;
            self.declares = text.to_ascii_uppercase().contains("CREATE TABLE");
            return;
        }
        if !text.contains('\n') && text.contains('\r') {
            self.newline = b'\r';
        }
        if mail::is_mail(&text) {
            self.kind = FileKind::Mail;
            return;
        }
        self.quote = delimiter::quote(&text);
        self.delimiter = delimiter::told(&text);
        self.told = self.delimiter.is_some();
        if self.told {
            self.kind = FileKind::Csv;
            return;
        }
        if let Some(form) = blocks::detect(&text) {
            (self.kind, self.form) = (FileKind::Blocks(form.id()), Some(form));
            return;
        }
        self.ruled = ruled::shape(&text);
        if self.ruled.is_some() {
            self.kind = FileKind::Csv;
            return;
        }
        self.credentials = credentials::detect(&text, self.whole);
        if self.credentials.is_some() {
            self.kind = FileKind::Credentials;
            return;
        }
        self.signs = delimiter::of_lists(&text, self.whole);
        if self.signs.is_some() {
            self.kind = FileKind::Csv;
            return;
        }
        let escaped = delimiter::escaped(&text, self.whole);
        self.escapes = escaped.is_some();
        self.delimiter = escaped.or_else(|| delimiter(&text, self.whole, self.quote));
        self.one_column = self.delimiter.is_none() && header::is_one_column(&text);
        self.kind = if self.is_table() { FileKind::Csv } else { FileKind::Text };
    }

    fn is_table(&self) -> bool {
        self.delimiter.is_some() || self.signs.is_some() || self.one_column
    }

    fn reader(&self, rows: &mut dyn Rows) -> Box<dyn Reader> {
        if self.kind == FileKind::SqlDump {
            rows.schema().begin_file();
            return Box::new(SqlReader::new());
        }
        if let Some(form) = self.form {
            return Box::new(BlockReader::new(form, self.newline, self.stem.clone(), rows));
        }
        if self.kind == FileKind::Page {
            return Box::new(PageReader::new(self.stem.clone()));
        }
        if let Some(shape) = self.ruled.clone() {
            return Box::new(RuledReader::new(shape, self.stem.clone(), rows));
        }
        if self.kind == FileKind::Mail {
            return Box::new(MailReader::new(self.stem.clone(), rows));
        }
        if let Some(shape) = self.xml {
            return Box::new(XmlReader::new(shape, self.stem.clone()));
        }
        if let Some(shape) = self.json {
            return Box::new(JsonReader::new(shape, self.stem.clone()));
        }
        if let Some(shape) = self.credentials {
            return Box::new(CredentialReader::new(shape, self.newline, rows));
        }
        let name = self.stem.clone().filter(|_| self.is_table());
        let may_have_header = self.is_table();
        let running = !self.is_table();
        let table = rows.schema().add(Table { name, may_have_header, running, ..Table::default() });
        if self.one_column {
            return Box::new(CsvReader::of_one_column(table, self.newline));
        }
        if let Some(signs) = self.signs {
            return Box::new(CsvReader::parted_by(table, signs, self.newline));
        }
        let reader = CsvReader::new(table, self.delimiter, self.newline).quoted_by(self.quote);
        let reader = if self.escapes { reader.escaped() } else { reader };
        Box::new(if self.told { reader.behind_told_delimiter() } else { reader })
    }

    /// Reads it to its end. `told` hears how many bytes were read so far.
    pub(crate) fn read(
        mut self,
        rows: &mut dyn Rows,
        told: &mut dyn FnMut(u64),
    ) -> Result<FileReport, Error> {
        if self.refused.is_some() || !self.kind.is_read() {
            return Ok(self.not_read());
        }
        let tells_noise = self.kind != FileKind::SqlDump;
        let mut decoding = Decoding::new(self.encoding, self.mark as u64).telling_noise(tells_noise);
        let mut reader = self.reader(rows);
        let mut places = Places::default();
        let done = self.run(&mut *reader, rows, &mut decoding, &mut places, told)?;
        Ok(self.finish(done, &decoding, &places))
    }

    fn run(
        &mut self,
        reader: &mut dyn Reader,
        rows: &mut dyn Rows,
        decoding: &mut Decoding,
        places: &mut Places,
        told: &mut dyn FnMut(u64),
    ) -> Result<Progressed, Error> {
        let mut text = String::new();
        let mut piece = std::mem::take(&mut self.head);
        let mut from = self.mark;
        let mut total = 0;
        let mut failed = None;
        let mut end = DumpEnd::default();
        let (mut visible, mut encoded, mut mixed) = (false, Encoded::default(), Mixed::default());
        loop {
            let last = piece.is_empty();
            text.clear();
            decoding.decode(&piece[from..], last, &mut text);
            mixed.feed(&piece[from..], decoding.encoding());
            total += piece.len() as u64;
            from = 0;
            visible = visible || text.contains(|sign: char| !sign.is_whitespace() && sign != '\u{feff}');
            reader.feed(&text, rows)?;
            if self.kind == FileKind::SqlDump {
                end.feed(&text);
            } else if matches!(self.kind, FileKind::Text | FileKind::Blocks(_)) {
                encoded.feed(&text);
            }
            places.add(text.len() as u64, total);
            told(total);
            if last {
                break;
            }
            piece.resize(HEAD, 0);
            match read_some(&mut self.input, &mut piece) {
                Ok(len) => piece.truncate(len),
                Err(cause) => {
                    failed = Some(cause);
                    piece.clear();
                }
            }
        }
        let ending = reader.end(rows)?;
        let (unfinished, encoded) = (end.is_missing(), encoded.seen);
        Ok(Progressed { total, ending, unfinished, visible, encoded, mixed, failed })
    }

    /// Nothing of it is read: its size is all that is known.
    fn not_read(mut self) -> FileReport {
        let mut rest = 0;
        if self.bytes.is_none() {
            rest = std::io::copy(&mut self.input, &mut std::io::sink()).unwrap_or_default();
        }
        let bytes = self.bytes.unwrap_or(self.head.len() as u64 + rest);
        let (code, message) = self.refused.unwrap_or_else(|| {
            ("kind_not_read", Message::new("exposure-kind-not-read").with("kind", self.kind.id()))
        });
        FileReport {
            bytes,
            bytes_not_read: bytes,
            not_read: vec![Span { start: 0, end: bytes }],
            ..report(&self.name, self.kind.id(), Status::NotRead, Some(Reason::new(code, message)))
        }
    }

    /// No byte, or nothing but blanks.
    fn nothing(&self, bytes: u64) -> FileReport {
        let key = if bytes == 0 { "exposure-file-empty" } else { "exposure-file-blank" };
        let reason = Reason::new("empty", Message::new(key));
        let nothing = report(&self.name, FileKind::Empty.id(), Status::Empty, Some(reason));
        FileReport { bytes, bytes_read: bytes, ..nothing }
    }

    fn finish(&self, done: Progressed, decoding: &Decoding, places: &Places) -> FileReport {
        let bytes = self.bytes.unwrap_or(done.total).max(done.total);
        let mut spans: Vec<Span> =
            decoding.undecodable.first.iter().map(|(start, end)| Span { start: *start, end: *end }).collect();
        let mut unread = decoding.undecodable.bytes;
        let mut reason = (unread > 0).then(|| {
            let message = Message::new("exposure-undecodable-bytes").with("bytes", unread);
            Reason::new("undecodable_bytes", message)
        });
        if let Some((bytes, places)) = done.mixed.found() {
            unread = (unread + bytes).min(done.total);
            let mark = self.mark as u64;
            spans.extend(places.iter().map(|(start, end)| Span { start: start + mark, end: end + mark }));
            spans.sort_unstable_by_key(|span| span.start);
            reason = Some(Reason::new(
                "mixed_charsets",
                Message::new("exposure-mixed-charsets").with("bytes", bytes),
            ));
        }
        let exact = decoding.encoding().is_none_or(|encoding| encoding == UTF_8) && unread == 0;
        if let Some(from) = done.ending.unread_from {
            let start = places.source(from, self.mark as u64, exact).min(done.total);
            spans.retain(|span| span.end <= start);
            let before: u64 = spans.iter().map(|span| span.end - span.start).sum();
            // Bytes counted twice would make the sum wrong: behind `start` all is unread anyway.
            unread = before.max(if spans.len() < decoding.undecodable.first.len() {
                0
            } else {
                unread.min(start)
            });
            unread += done.total - start;
            spans.push(Span { start, end: done.total });
            let code = done.ending.reason.unwrap_or("truncated");
            reason = Some(Reason::new(code, ending_message(code)));
        } else if let Some(said) = done.said() {
            // All that is there was looked at; how much is missing behind it, or was not understood, nobody knows.
            spans.push(Span { start: done.total, end: done.total });
            reason = Some(said);
        }
        if bytes > done.total || done.failed.is_some() {
            unread += bytes - done.total;
            spans.push(Span { start: done.total, end: bytes });
            let cause = done.failed.unwrap_or_else(|| std::io::ErrorKind::UnexpectedEof.into());
            let message = Message::new("exposure-file-unreadable").with("cause", messages::io_cause(&cause));
            reason = Some(Reason::new("unreadable", message));
        }
        let unread = unread.min(bytes);
        if !done.visible && reason.is_none() {
            return self.nothing(bytes);
        }
        let charset = decoding.name();
        FileReport {
            charset: Some(charset),
            bytes,
            bytes_read: bytes - unread,
            bytes_not_read: unread,
            not_read: spans,
            ..report(
                &self.name,
                self.kind.id(),
                if reason.is_some() { Status::PartlyRead } else { Status::Read },
                reason,
            )
        }
    }
}

impl Opened {
    /// The report of a file whose bytes were read under another name: all of it is known, and none of it counts again.
    pub(crate) fn repeated(&self, earlier: &Source) -> FileReport {
        let bytes = self.bytes.unwrap_or(self.head.len() as u64);
        let message = Message::new("exposure-same-file").with("path", earlier.name());
        let reason = Some(Reason::new("same_as_another", message));
        FileReport { bytes, bytes_read: bytes, ..report(&self.name, self.kind.id(), Status::Read, reason) }
    }
}

impl Progressed {
    /// Why a file that was looked at to its end was not understood whole.
    fn said(&self) -> Option<Reason> {
        let (code, message) = match self.ending.reason {
            Some(code) => (code, ending_message(code)),
            None if self.encoded => ("encoded_parts", Message::new("exposure-encoded-parts")),
            None if self.unfinished => ("dump_not_completed", Message::new("exposure-dump-not-completed")),
            None => return None,
        };
        Some(Reason::new(code, message))
    }
}

fn ending_message(code: &str) -> Message {
    match code {
        "unclosed_quote" => Message::new("exposure-unclosed-quote"),
        "rows_not_understood" => Message::new("exposure-rows-not-understood"),
        "json_cut" => Message::new("exposure-json-cut"),
        "json_broken" => Message::new("exposure-json-broken"),
        "xml_broken" => Message::new("exposure-xml-broken"),
        "json_columns" => Message::new("exposure-json-columns"),
        "rows_elsewhere" => Message::new("exposure-rows-elsewhere"),
        "statement_too_long" => Message::new("exposure-statement-too-long"),
        _ => Message::new("exposure-truncated"),
    }
}

fn read_some(input: &mut dyn Read, piece: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < piece.len() {
        match input.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(len) => filled += len,
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
            Err(cause) if filled == 0 => return Err(cause),
            // The error comes again at the next reading.
            Err(_) => break,
        }
    }
    Ok(filled)
}

/// Which byte of the file a byte of decoded text came from, to the nearest piece before it.
#[derive(Debug, Default)]
struct Places {
    marks: Vec<(u64, u64)>,
    decoded: u64,
    step: u64,
}

impl Places {
    const MOST: usize = 1 << 12;

    fn add(&mut self, text: u64, source: u64) {
        self.decoded += text;
        if self.marks.last().is_some_and(|(_, last)| source < last + self.step) {
            return;
        }
        self.marks.push((self.decoded, source));
        if self.marks.len() >= Self::MOST {
            let mut index = 0;
            self.marks.retain(|_| {
                index += 1;
                index % 2 == 0
            });
            self.step = self.step.max(HEAD as u64) * 2;
        }
    }

    fn source(&self, decoded: u64, mark: u64, exact: bool) -> u64 {
        if exact {
            return decoded + mark;
        }
        let after = self.marks.partition_point(|(at, _)| *at <= decoded);
        after.checked_sub(1).map_or(mark, |index| self.marks[index].1)
    }
}
