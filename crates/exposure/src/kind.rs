use memchr::memmem;

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Nothing in it.
    Empty,
    /// Rows of cells with a delimiter.
    Csv,
    /// Statements of a database.
    SqlDump,
    /// Blocks of lines, one value to a line.
    Blocks(&'static str),
    /// Elements with text.
    Xml,
    /// Messages, alone or in a mailbox.
    Mail,
    /// Lines of a log-in and a password.
    Credentials,
    /// Objects with keys.
    Json,
    /// A page of the web, or tables written as one.
    Page,
    /// Lines of text.
    Text,
    /// Recognised, and not read by this version; the word says what.
    Other(&'static str),
    /// Bytes of no known kind.
    Binary,
}

impl FileKind {
    /// The stable word in JSON.
    pub fn id(self) -> &'static str {
        match self {
            FileKind::Empty => "empty",
            FileKind::Csv => "csv",
            FileKind::SqlDump => "sql_dump",
            FileKind::Xml => "xml",
            FileKind::Mail => "mail",
            FileKind::Credentials => "credential_list",
            FileKind::Json => "json",
            FileKind::Page => "html",
            FileKind::Text => "text",
            FileKind::Blocks(word) | FileKind::Other(word) => word,
            FileKind::Binary => "binary",
        }
    }

    /// Whether this version reads it.
    pub fn is_read(self) -> bool {
        !matches!(self, FileKind::Other(_) | FileKind::Binary)
    }
}

/// First bytes and what they say. Sources: the formats' own specifications.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"\x7fELF", "elf"),
    (b"MZ", "pe"),
    (b"\xca\xfe\xba\xbe", "java_class"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"PAR1", "parquet"),
    (b"Obj\x01", "avro"),
    (b"ORC", "orc"),
    (b"!BDN", "pst"),
    (b"PGDMP", "pg_custom_dump"),
    (b"LUKS\xba\xbe", "encrypted"),
    (b"Salted__", "encrypted"),
    (b"age-encryption.org/", "encrypted"),
    (b"-----BEGIN PGP MESSAGE-----", "encrypted"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"\x00\x01\x00\x00Standard Jet DB", "access"),
    (b"\x00\x01\x00\x00Standard ACE DB", "access"),
];

/// The kind of a file that is no text, by its first bytes; `None` where they may be text.
pub(crate) fn by_magic(head: &[u8]) -> Option<FileKind> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(FileKind::Other(zip_kind(head)));
    }
    for (magic, word) in MAGIC {
        // Three letters also begin honest text: they count only where something no text has follows.
        let short = magic.iter().all(u8::is_ascii_graphic) && magic.len() <= 4;
        if head.starts_with(magic) && (!short || looks_binary(head)) {
            return Some(FileKind::Other(word));
        }
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(FileKind::Other("tar"));
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some(FileKind::Other("mp4"));
    }
    if head.starts_with(b"RIFF") && head.len() >= 12 {
        return Some(FileKind::Other("riff"));
    }
    None
}

/// Office documents are ZIP files whose first members say which.
fn zip_kind(head: &[u8]) -> &'static str {
    let has = |needle: &[u8]| memmem::find(head, needle).is_some();
    if has(b"xl/") {
        "xlsx"
    } else if has(b"word/") {
        "docx"
    } else if has(b"ppt/") {
        "pptx"
    } else if has(b"opendocument.spreadsheet") {
        "ods"
    } else if has(b"opendocument.text") {
        "odt"
    } else {
        "zip"
    }
}

/// Whether bytes hold more control characters than text of any charset does. UTF-16 and UTF-32 are told apart
/// before this is asked.
pub(crate) fn looks_binary(head: &[u8]) -> bool {
    let head = &head[..head.len().min(1 << 16)];
    let control =
        head.iter().filter(|byte| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    let nul = head.iter().filter(|byte| **byte == 0).count();
    // ^A parts the cells of tables, ^B and ^C what stands inside them, as Hive writes text.
    let parts = head.iter().filter(|byte| matches!(byte, 0x01..=0x03)).count();
    if nul == 0 && parts == control && head.contains(&1) {
        return parts * 2 > head.len();
    }
    control * 50 > head.len() || (nul + control) * 10 > head.len() && !head.is_empty()
}

/// Text that is nothing but other bytes in letters: Base64 as programs break its lines, or hexadecimal digits.
pub(crate) fn coded(head: &str) -> Option<FileKind> {
    let lines: Vec<&str> = head
        .lines()
        .map(|line| line.trim_end().trim_start_matches('\u{feff}'))
        .filter(|line| !line.is_empty() && !line.starts_with("-----"))
        .take(400)
        .collect();
    let first = lines.first()?.len();
    let alike = lines.iter().rev().skip(1).all(|line| line.len() == first) && lines.last()?.len() <= first;
    let all = |is: fn(u8) -> bool| lines.iter().all(|line| line.bytes().all(is));
    let has = |is: fn(u8) -> bool| lines.iter().any(|line| line.bytes().any(is));
    if !alike || !(matches!(first, 60 | 64 | 76) || lines.len() == 1 && first >= 128) {
        return None;
    }
    let base64 = all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_'))
        && has(|byte| byte.is_ascii_lowercase())
        && has(|byte| byte.is_ascii_uppercase())
        && has(|byte| byte.is_ascii_digit())
        && !all(|byte| byte.is_ascii_hexdigit());
    // Lists of hashes have lines of 64.
    let hex = first != 64 && all(|byte| byte.is_ascii_hexdigit());
    if base64 { Some(FileKind::Other("base64")) } else { hex.then_some(FileKind::Other("hex")) }
}

/// Text whose records are nested and span lines: scanning its lines would count one human many times. What begins
/// like JSON comes here only where it is none that can be read.
pub(crate) fn nested(head: &str) -> Option<FileKind> {
    let start = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !start.starts_with(['{', '[']) {
        return None;
    }
    let mut lines = head.lines().filter(|line| !line.trim().is_empty());
    let object = |line: &str| line.trim_start().starts_with('{') && line.trim_end().ends_with('}');
    let first = lines.next().is_some_and(object);
    let follows = start[1..].trim_start().starts_with(['"', '{', '[', ']', '}']);
    (follows && !first).then_some(FileKind::Other("json"))
}

/// Elements, with the declaration or without. Pages of the web have their own reader.
pub(crate) fn is_xml(head: &str) -> bool {
    let text = head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if text.starts_with("<?xml") {
        return true;
    }
    let Some(inside) = text.strip_prefix('<') else { return false };
    let name = inside.split([' ', '\t', '\r', '\n', '/', '>']).next().unwrap_or_default();
    let page = ["html", "!doctype", "head", "body", "div", "p", "table"];
    if !name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        || page.iter().any(|word| name.eq_ignore_ascii_case(word))
    {
        return false;
    }
    let lines = || text.lines().map(str::trim_start).filter(|line| !line.is_empty()).take(64);
    let elements = lines().filter(|line| line.starts_with('<') && line.contains('>')).count();
    text.contains("</") && elements * 10 >= lines().count() * 6
}

/// Whether decoded text is a dump of a database: a statement that makes or fills a table begins a line.
pub(crate) fn is_sql(head: &str) -> bool {
    head.lines().any(|line| {
        let mut words = line.trim_start_matches(['\u{feff}', '(', ' ', '\t']).split_ascii_whitespace();
        let first = words.next().unwrap_or_default().to_ascii_uppercase();
        let second = words.next().unwrap_or_default().to_ascii_uppercase();
        let third = words.next().unwrap_or_default().to_ascii_uppercase();
        match first.as_str() {
            "INSERT" => {
                matches!(
                    second.as_str(),
                    "INTO" | "IGNORE" | "LOW_PRIORITY" | "DELAYED" | "ALL" | "OR" | "OVERWRITE"
                ) && !third.is_empty()
                    || second == "ALL"
                    || second.starts_with(['[', '`', '"'])
                        && (third.starts_with('(') || third.starts_with("VALUES"))
            }
            "LOAD" => {
                second == "DATA"
                    && matches!(third.as_str(), "INFILE" | "LOCAL" | "CONCURRENT" | "LOW_PRIORITY")
            }
            "BULK" => second == "INSERT",
            "REPLACE" => second == "INTO",
            "CREATE" => matches!(second.as_str(), "TABLE" | "TEMPORARY") && !third.is_empty(),
            "LOCK" => second == "TABLES",
            "DROP" => matches!(second.as_str(), "TABLE" | "DATABASE") && !third.is_empty(),
            "COPY" => line.to_ascii_uppercase().contains("FROM STDIN"),
            _ => false,
        }
    })
}
