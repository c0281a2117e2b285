//! The list of persons: a CSV file that only its owner can read, written whole or not at all, in the reader's words.

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use messages::{Language, Message};
use tempfile::NamedTempFile;

use crate::Error;
use crate::assess::ListOrder;
use crate::assessment::class_words;
use crate::intake::EachContact;
use crate::kind_word::{class_word, reason_word};
use crate::persons::Person;
use crate::register::{CONFLICT, EXACT, is_exact, reason_words};
use crate::spill::{Log, LogReader, Space};

/// Writes the list beside its place and puts it there when it is whole.
pub(crate) struct ListWriter {
    open: Option<(PathBuf, BufWriter<NamedTempFile>)>,
    language: Language,
    customers: HashMap<u64, String>,
    number: u64,
    /// Persons waiting for their contacts: `[label, counted, exact and classes, customer + 1, reasons]`.
    waiting: Log<4>,
}

const HEAD: &str = "person,customer,match,reasons,classes,certain,contacts\r\n";

impl ListWriter {
    /// `customers`: the register's own words for the customers that match.
    pub(crate) fn new(
        order: Option<&ListOrder>,
        customers: HashMap<u64, String>,
        space: &Space,
    ) -> Result<ListWriter, Error> {
        let waiting = Log::new(&space.share(16));
        let language = order.map_or(Language::English, |order| order.language);
        let Some(path) = order.map(|order| order.path.as_path()) else {
            return Ok(ListWriter { open: None, language, customers, number: 0, waiting });
        };
        let folder = folder_of(path);
        // Made with mode 0600.
        let made = NamedTempFile::new_in(folder).map_err(|cause| unwritable(path, cause))?;
        let mut out = BufWriter::new(made);
        out.write_all("\u{feff}".as_bytes())
            .and_then(|()| out.write_all(HEAD.as_bytes()))
            .map_err(|cause| unwritable(path, cause))?;
        Ok(ListWriter { open: Some((path.to_owned(), out)), language, customers, number: 0, waiting })
    }

    /// Keeps a person until its contacts are told.
    pub(crate) fn keep(&mut self, person: &Person) -> Result<(), Error> {
        if self.open.is_none() {
            return Ok(());
        }
        let facts =
            u64::from(person.classes) | u64::from(person.counted) << 16 | u64::from(person.exact) << 17;
        if person.customers.is_empty() {
            return self.waiting.push([person.label, facts, 0, 0]);
        }
        person.customers.iter().try_for_each(|(customer, reasons)| {
            self.waiting.push([person.label, facts, customer + 1, *reasons])
        })
    }

    /// Writes every person. `contacts` reads the leak again and tells the contacts of each record in ascending
    /// order; where it cannot (a pipe is gone once read) persons are written without.
    pub(crate) fn write(
        &mut self,
        contacts: impl FnOnce(&mut EachContact) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.open.is_none() {
            return Ok(());
        }
        let waiting = self.waiting.take();
        let mut persons = Waiting { reader: waiting.iter(), next: None };
        persons.next = persons.reader.next()?;
        contacts(&mut |record, told| {
            while persons.next.is_some_and(|[label, ..]| label <= record) {
                let Some(person) = persons.take()? else { break };
                self.person(&person, if person.label == record { told } else { &[] })?;
            }
            Ok(())
        })?;
        while let Some(person) = persons.take()? {
            self.person(&person, &[])?;
        }
        Ok(())
    }

    fn person(&mut self, person: &Person, contacts: &[String]) -> Result<(), Error> {
        self.number += 1;
        let Some((path, out)) = &mut self.open else { return Ok(()) };
        let exact = person.customers.iter().filter(|(_, reasons)| is_exact(*reasons));
        let shown: Vec<&(u64, u64)> =
            if person.exact { exact.collect() } else { person.customers.iter().collect() };
        let ids: Vec<&str> = shown
            .iter()
            .filter_map(|(customer, _)| self.customers.get(customer).map(String::as_str))
            .collect();
        let reasons = shown.iter().fold(0, |all, (_, reasons)| all | reasons);
        let reasons = if reasons & CONFLICT != 0 { reasons & !EXACT } else { reasons };
        let say = |key| Message::new(key).in_language(self.language);
        let words = |ids: Vec<&'static str>, word: fn(&str) -> Option<Message>| {
            let said = ids
                .into_iter()
                .map(|id| word(id).map_or(id.to_owned(), |said| said.in_language(self.language)));
            said.collect::<Vec<String>>().join("; ")
        };
        let matched = match (person.exact, shown.is_empty()) {
            (true, _) => say("exposure-match-exact"),
            (false, false) => say("exposure-match-near"),
            (false, true) => String::new(),
        };
        let cells = [
            self.number.to_string(),
            ids.join(" "),
            matched,
            words(reason_words(reasons), reason_word),
            words(class_words(person.classes), class_word),
            say(if person.counted { "exposure-list-certain" } else { "exposure-list-not-certain" }),
            contacts.join(" "),
        ];
        let line: Vec<String> = cells.iter().map(|cell| safe(cell)).collect();
        out.write_all(format!("{}\r\n", line.join(",")).as_bytes()).map_err(|cause| unwritable(path, cause))
    }

    /// Puts the list in its place.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let Some((path, out)) = self.open else { return Ok(()) };
        let made = out.into_inner().map_err(|error| unwritable(&path, error.into_error()))?;
        made.as_file().sync_all().map_err(|cause| unwritable(&path, cause))?;
        made.persist(&path).map_err(|error| unwritable(&path, error.error))?;
        // Only when the folder is on disk does the list survive a loss of power.
        std::fs::File::open(folder_of(&path))
            .and_then(|folder| folder.sync_all())
            .map_err(|cause| unwritable(&path, cause))
    }
}

/// Persons read back.
struct Waiting<'a> {
    reader: LogReader<'a, 4>,
    next: Option<[u64; 4]>,
}

impl Waiting<'_> {
    fn take(&mut self) -> Result<Option<Person>, Error> {
        let Some([label, facts, ..]) = self.next else { return Ok(None) };
        let (counted, exact) = (facts >> 16 & 1 == 1, facts >> 17 & 1 == 1);
        let mut person = Person { label, counted, exact, classes: facts as u16, ..Person::default() };
        while let Some([_, _, customer, reasons]) = self.next.filter(|[at, ..]| *at == label) {
            person.customers.extend(customer.checked_sub(1).map(|customer| (customer, reasons)));
            self.next = self.reader.next()?;
        }
        Ok(Some(person))
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn unwritable(path: &Path, cause: std::io::Error) -> Error {
    Error::List { path: path.display().to_string(), cause }
}

/// A cell no spreadsheet takes for a formula, quoted where it must be.
fn safe(cell: &str) -> String {
    let guarded = match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    if guarded.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_is_guarded() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("+86 138"), "'+86 138");
        assert_eq!(safe("@a,\"b\""), "\"'@a,\"\"b\"\"\"");
        assert_eq!(safe("C-17"), "C-17");
    }
}
