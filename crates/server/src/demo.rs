//! What a demonstration adds to a house: made-up messages that come in, a leak that is being made while the pages are
//! already read, letters that were caught instead of sent. A house that serves has none of it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use desk::Person;
use jiff::Timestamp;
use messages::{Language, Message};

use crate::house::{House, HouseError};

/// Letters kept to be read; the older ones are only counted.
const LETTERS_KEPT: usize = 100;

/// The made-up part of a demonstration.
#[derive(Debug)]
pub struct Demo {
    /// The leaked file, whole once it was made.
    leak: PathBuf,
    /// When the demonstration began: the messages lie some minutes before.
    begun: Timestamp,
    /// In which language it is told to whoever has chosen none; their browser's if it is not said.
    pub(crate) language: Option<Language>,
    making: Mutex<Making>,
    letters: Mutex<Letters>,
}

/// How far the made-up leak has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Making {
    /// Rows written so far, of how many.
    Running {
        /// Written.
        rows: u64,
        /// To be written.
        of: u64,
    },
    /// The file is whole.
    Done,
    /// It could not be made, and why.
    Failed(Message),
}

/// A letter that would have left the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaughtLetter {
    /// When it arrived.
    pub at: Timestamp,
    /// Whom it was for, as the envelope says.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

#[derive(Debug, Default)]
struct Letters {
    newest_first: VecDeque<CaughtLetter>,
    count: u64,
}

impl Demo {
    /// A demonstration that begins now; `leak` is where the leaked file is being made, `language` the one it is told in.
    pub fn new(leak: PathBuf, begun: Timestamp, language: Option<Language>) -> Demo {
        let making = Mutex::new(Making::Running { rows: 0, of: 0 });
        Demo { leak, begun, language, making, letters: Mutex::default() }
    }

    /// Says how far the leak has come.
    pub fn made(&self, making: Making) {
        *held(&self.making) = making;
    }

    /// How far the leak has come.
    pub fn making(&self) -> Making {
        held(&self.making).clone()
    }

    /// Keeps a letter that arrived at the demonstration's own mail server.
    pub fn catch(&self, letter: CaughtLetter) {
        let mut letters = held(&self.letters);
        letters.count += 1;
        letters.newest_first.push_front(letter);
        letters.newest_first.truncate(LETTERS_KEPT);
    }

    /// The newest letters, newest first, and how many there were.
    pub(crate) fn letters(&self) -> (Vec<CaughtLetter>, u64) {
        let letters = held(&self.letters);
        (letters.newest_first.iter().cloned().collect(), letters.count)
    }

    pub(crate) fn leak(&self) -> &Path {
        &self.leak
    }

    pub(crate) fn begun(&self) -> Timestamp {
        self.begun
    }
}

impl House {
    /// A path with which a visitor of the demonstration enters as this person, once, without choosing a password.
    ///
    /// # Errors
    /// If the accounts fail.
    pub fn demo_link(&self, person: &Person) -> Result<String, HouseError> {
        Ok(self.one_time_link(person)?.replacen("/welcome/", "/demo/enter/", 1))
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held this left a word or a list, both whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
