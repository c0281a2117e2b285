//! Causes that come from outside, in the reader's language: what the operating system or a reader of JSON says.

use std::io::{Error, ErrorKind};

use crate::Message;

/// Why something could not be read or written: the kinds people meet in words; the rest in the system's own words, marked
/// as such.
pub fn io_cause(error: &Error) -> Message {
    match error.kind() {
        ErrorKind::NotFound => Message::new("messages-io-not-found"),
        ErrorKind::PermissionDenied => Message::new("messages-io-permission"),
        ErrorKind::AlreadyExists => Message::new("messages-io-exists"),
        ErrorKind::IsADirectory => Message::new("messages-io-is-folder"),
        ErrorKind::NotADirectory => Message::new("messages-io-no-folder"),
        ErrorKind::StorageFull => Message::new("messages-io-full"),
        ErrorKind::QuotaExceeded => Message::new("messages-io-quota"),
        ErrorKind::ReadOnlyFilesystem => Message::new("messages-io-read-only"),
        ErrorKind::BrokenPipe => Message::new("messages-io-broken-pipe"),
        ErrorKind::UnexpectedEof => Message::new("messages-io-ends-early"),
        ErrorKind::InvalidFilename => Message::new("messages-io-name"),
        ErrorKind::NotSeekable => Message::new("messages-io-not-seekable"),
        _ => outside_words(&error.to_string()),
    }
}

/// Words of the system or of a library, which are English whatever the reader's language: marked as theirs.
pub fn outside_words(said: &str) -> Message {
    Message::new("messages-outside").with("said", said)
}

/// What is wrong with a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonFault {
    /// It is not well-formed.
    Syntax,
    /// It ends in the middle.
    Ends,
    /// It is well-formed, and something else was expected.
    Content,
}

/// What a reader of JSON says, with its place (both counted from 1) and, where it is about the content, its own words.
pub fn json_cause(fault: JsonFault, line: usize, column: usize, said: &str) -> Message {
    let key = match fault {
        JsonFault::Syntax => "messages-json-syntax",
        JsonFault::Ends => "messages-json-ends",
        JsonFault::Content => "messages-json-content",
    };
    // Numbers of lines are names of places, not amounts: no thousands set apart.
    Message::new(key).with("line", line.to_string()).with("column", column.to_string()).with("said", said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn the_causes_people_meet_are_in_their_language_and_others_are_marked_as_the_systems_words() {
        let chinese = |error: &Error| io_cause(error).in_language(Language::SimplifiedChinese);
        for kind in [
            ErrorKind::NotFound,
            ErrorKind::PermissionDenied,
            ErrorKind::AlreadyExists,
            ErrorKind::IsADirectory,
            ErrorKind::StorageFull,
            ErrorKind::BrokenPipe,
        ] {
            let said = chinese(&Error::from(kind));
            assert!(!said.bytes().any(|byte| byte.is_ascii_alphabetic()), "{kind:?}: {said}");
        }
        let rare = chinese(&Error::from_raw_os_error(40));
        assert!(rare.contains("系统") && rare.contains("os error 40"), "{rare}");
    }

    #[test]
    fn a_fault_of_json_names_its_place() {
        let said = json_cause(JsonFault::Ends, 1_200, 3, "EOF").in_language(Language::SimplifiedChinese);
        assert!(said.contains("1200") && said.contains('3') && !said.contains("EOF"), "{said}");
    }
}
