use std::cell::{Cell, RefCell};

use messages::Message;

use crate::fault::{Fault, Severity};
use crate::tree::{Place, Source};

/// The faults found so far, and the files their places point into. Shared by reference through reading, lowering and
/// checking: each adds what it finds and goes on.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) sources: Vec<Source>,
    found: RefCell<Vec<Found>>,
    incomplete: Cell<bool>,
}

#[derive(Debug)]
struct Found {
    severity: Severity,
    place: Place,
    message: Message,
    remedy: Option<Message>,
}

impl Report {
    /// Something that keeps the pack from being a plan.
    pub(crate) fn error(&self, place: Place, message: Message) {
        self.add(Severity::Error, place, message, None);
    }

    /// The same, with what to do about it.
    pub(crate) fn error_with(&self, place: Place, message: Message, remedy: Message) {
        self.add(Severity::Error, place, message, Some(remedy));
    }

    /// An error whose remedy may not be known.
    pub(crate) fn error_maybe(&self, place: Place, message: Message, remedy: Option<Message>) {
        self.add(Severity::Error, place, message, remedy);
    }

    /// Something a reviewer would ask about.
    pub(crate) fn warning(&self, place: Place, message: Message) {
        self.add(Severity::Warning, place, message, None);
    }

    fn add(&self, severity: Severity, place: Place, message: Message, remedy: Option<Message>) {
        self.found.borrow_mut().push(Found { severity, place, message, remedy });
    }

    /// Remembers that a file or an entry could not be read, so that names it may have declared are not called unknown.
    pub(crate) fn set_incomplete(&self) {
        self.incomplete.set(true);
    }

    /// Whether something that may declare names could not be read.
    pub(crate) fn is_incomplete(&self) -> bool {
        self.incomplete.get()
    }

    /// Whether an error has been found.
    pub(crate) fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many errors have been found.
    pub(crate) fn errors(&self) -> usize {
        self.found.borrow().iter().filter(|found| found.severity == Severity::Error).count()
    }

    /// Whether something has been found in source number `file`.
    pub(crate) fn has_fault_in(&self, file: usize) -> bool {
        self.found.borrow().iter().any(|found| found.place.file == file)
    }

    /// The file a place points into.
    pub(crate) fn source(&self, place: Place) -> Option<&Source> {
        self.sources.get(place.file)
    }

    /// Everything found, by file and place.
    pub(crate) fn into_faults(self) -> Vec<Fault> {
        let Report { sources, found, .. } = self;
        let mut found = found.into_inner();
        found.sort_by_key(|one| one.place);
        let name =
            |place: Place| sources.get(place.file).map(|source| source.name.clone()).unwrap_or_default();
        let fault = |one: Found| Fault {
            severity: one.severity,
            file: name(one.place),
            line: one.place.line,
            column: one.place.column,
            message: one.message,
            remedy: one.remedy,
        };
        found.into_iter().map(fault).collect()
    }
}
