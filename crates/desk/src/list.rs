//! The board: cases by what is due first, each with what may be shown of it.

use journal::StreamName;
use store::{BoardCursor, BoardFilter, BoardRow, KeyId, KeyState, Store, StoredEntry};
use vault::Vault;

use crate::case::unknown;
use crate::{CaseId, Desk, DeskError, LogKind, body, log};

/// A case on the board.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Its id.
    pub case: CaseId,
    /// The number people say.
    pub number: u64,
    /// When something was last recorded in it, microseconds UTC.
    pub updated_us: i64,
    /// The next thing due, microseconds UTC; `None` if nothing is.
    pub next_due_us: Option<i64>,
    /// States, levels, times and counts; `None` for a destroyed case, or where another version wrote what this one
    /// does not read.
    pub row: Option<views::BoardRow>,
    /// The case's title, opened from its record; why it cannot be opened otherwise. One case that cannot be read does
    /// not hide the others.
    pub title: Title,
}

/// What is shown as a case's title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Title {
    /// As it was given.
    Known(String),
    /// The case's key was destroyed.
    Destroyed,
    /// It could not be read.
    Unreadable(messages::Message),
}

/// Some cases of the board.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseList {
    /// Soonest due first; with nothing due last, newest number first.
    pub cases: Vec<Listed>,
    /// Where to go on; `None` at the end.
    pub next: Option<BoardCursor>,
}

impl<L: LogKind> Desk<L> {
    /// Cases on the board after `after`, at most `limit`. Titles are opened for the cases shown and no others; three
    /// statements of the store at most, whatever the limit.
    ///
    /// # Errors
    /// Only if the store fails. What is wrong with one case is told in its row.
    pub fn case_list(
        &self,
        filter: &BoardFilter,
        after: Option<BoardCursor>,
        limit: u32,
    ) -> Result<CaseList, DeskError> {
        let prefix = StreamName::Case(String::new()).to_string();
        let (page, firsts) = self.store.board_with_first(&prefix, filter, after, limit)?;
        // Two keys for each case with an entry: the owner's and the first body's.
        let ids =
            firsts.iter().flatten().flat_map(|first| [Vault::owner_key_id(&first.stream), first.body_id]);
        let ids: Vec<KeyId> = ids.collect();
        let cases = match self.known_titles(&firsts, &ids)? {
            Some(titles) => {
                page.rows.into_iter().zip(titles).map(|(row, title)| listed(row, Ok(title))).collect()
            }
            None => {
                let mut states = self.store.keys(&ids)?.into_iter();
                let rows = page.rows.into_iter().zip(firsts);
                rows.map(|(row, first)| {
                    let title = match first {
                        Some(first) => self.title(&first, [states.next(), states.next()]),
                        None => Err(unknown(&row.case_id)),
                    };
                    listed(row, title)
                })
                .collect()
            }
        };
        Ok(CaseList { cases, next: page.next })
    }

    /// The titles of a page all of which were opened before: then it is enough that no key was destroyed since, and none is fetched.
    fn known_titles(
        &self,
        firsts: &[Option<StoredEntry>],
        ids: &[KeyId],
    ) -> Result<Option<Vec<String>>, DeskError> {
        let known = firsts.iter().map(|first| self.titles.get(&first.as_ref()?.leaf));
        match known.collect::<Option<Vec<String>>>() {
            Some(titles) if self.store.all_live(ids)? => Ok(Some(titles)),
            _ => Ok(None),
        }
    }

    /// The title stands in the case's first event: no other body is opened for it, and this one once. What is kept is told only
    /// while both keys live.
    fn title(&self, first: &StoredEntry, keys: [Option<KeyState>; 2]) -> Result<String, DeskError> {
        let live = keys.iter().all(|state| matches!(state, Some(KeyState::Live(_))));
        if let Some(known) = self.titles.get(&first.leaf).filter(|_| live) {
            return Ok(known);
        }
        let [owner_key, body_key] = keys.map(|state| state.unwrap_or(KeyState::Unknown));
        let safe = self.vault.safe_of(&first.stream, owner_key, [(first.body_id, body_key)])?;
        let title = match body::read(&log::open(first, &safe)?)?.event {
            // Titles of older cases may hold what breaks a line: it is shown as what it is.
            incident::Event::CaseOpened(opened) => messages::one_line(&opened.title).into_owned(),
            _ => String::new(),
        };
        self.titles.keep(first.leaf, &title);
        Ok(title)
    }
}

fn listed(row: BoardRow, title: Result<String, DeskError>) -> Listed {
    let title = match title {
        Ok(title) => Title::Known(title),
        Err(error) if log::is_destroyed(&error) => Title::Destroyed,
        Err(error) => Title::Unreadable(error.message()),
    };
    Listed {
        case: CaseId::known(row.case_id),
        number: row.number,
        updated_us: row.updated_us,
        next_due_us: row.next_due_us,
        row: serde_json::from_slice(&row.clear).ok(),
        title,
    }
}
