//! The board: cases by what is due first, each with what may be shown of it.

use journal::StreamName;
use store::{BoardCursor, BoardFilter, BoardRow, FirstEntry, KeyFate, KeyId, KeyState, Store, StoredEntry};
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
    /// Cases on the board after `after`, at most `limit`. Titles are opened for the cases shown and no others, each once; three
    /// statements of the store at most, whatever the limit, and one where all titles were opened before.
    ///
    /// # Errors
    /// Only if the store fails. What is wrong with one case is told in its row.
    pub fn case_list(
        &self,
        filter: &BoardFilter,
        after: Option<BoardCursor>,
        limit: u32,
    ) -> Result<CaseList, DeskError> {
        let page = self.store.board(filter, after, limit)?;
        let rows = page.rows.into_iter().map(OnBoard::read).collect::<Vec<_>>();
        let titles = self.titles_of(&rows)?;
        let cases = rows.into_iter().zip(titles).map(|(row, title)| row.listed(title)).collect();
        Ok(CaseList { cases, next: page.next })
    }

    /// Titles in the order of the rows. What was opened before is told while its row stands: the act that destroys a case's keys puts
    /// a tombstone in the row's place, so whoever has read a standing row has read from before that act.
    fn titles_of(&self, rows: &[OnBoard]) -> Result<Vec<Result<String, DeskError>>, DeskError> {
        let known: Vec<Option<String>> = rows
            .iter()
            .map(|on_board| on_board.row.as_ref().and_then(|_| self.titles.get(&on_board.stored.case_id)))
            .collect();
        let unknown = rows.iter().zip(&known).filter(|(_, known)| known.is_none());
        let mut opened = self.open_titles(unknown.map(|(row, _)| row.stored.case_id.as_str()))?.into_iter();
        Ok(known.into_iter().filter_map(|title| title.map(Ok).or_else(|| opened.next())).collect())
    }

    /// The titles of these cases, read from their first entries.
    fn open_titles<'a>(
        &self,
        cases: impl Iterator<Item = &'a str>,
    ) -> Result<Vec<Result<String, DeskError>>, DeskError> {
        let cases: Vec<&str> = cases.collect();
        if cases.is_empty() {
            return Ok(Vec::new());
        }
        let streams: Vec<String> =
            cases.iter().map(|case| StreamName::Case((*case).to_owned()).to_string()).collect();
        let firsts = self.store.first_entries(&streams)?;
        let live = firsts.iter().flatten().filter(|first| first.key == KeyFate::Lives);
        let ids = live.flat_map(|first| keys_of(&first.entry)).collect::<Vec<KeyId>>();
        let mut states = self.store.living_keys(&ids)?.into_iter();
        let titles = cases.iter().zip(firsts).map(|(case, first)| {
            let FirstEntry { entry, key } = first.ok_or_else(|| unknown(case))?;
            let keys = match key {
                KeyFate::Lives => [(); 2].map(|()| states.next().unwrap_or(KeyState::Unknown)),
                KeyFate::Destroyed => [KeyState::Destroyed, KeyState::Destroyed],
                KeyFate::Unknown => [KeyState::Unknown, KeyState::Unknown],
            };
            let title = self.title(&entry, keys)?;
            self.titles.keep(case, &title);
            Ok(title)
        });
        Ok(titles.collect())
    }

    /// The title stands in the case's first event: no other body is opened for it.
    fn title(&self, first: &StoredEntry, [owner_key, body_key]: [KeyState; 2]) -> Result<String, DeskError> {
        let safe = self.vault.safe_of(&first.stream, owner_key, [(first.body_id, body_key)])?;
        Ok(match body::read(&log::open(first, &safe)?)?.event {
            // Titles of older cases may hold what breaks a line: it is shown as what it is.
            incident::Event::CaseOpened(opened) => messages::one_line(&opened.title).into_owned(),
            _ => String::new(),
        })
    }
}

/// The two keys a first event takes: the owner's and its body's. They are destroyed together.
fn keys_of(first: &StoredEntry) -> [KeyId; 2] {
    [Vault::owner_key_id(&first.stream), first.body_id]
}

/// A row of the board, read.
struct OnBoard {
    stored: BoardRow,
    /// `None` for a tombstone, or where another version wrote what this one does not read.
    row: Option<views::BoardRow>,
}

impl OnBoard {
    fn read(stored: BoardRow) -> OnBoard {
        OnBoard { row: serde_json::from_slice(&stored.clear).ok(), stored }
    }

    fn listed(self, title: Result<String, DeskError>) -> Listed {
        let title = match title {
            Ok(title) => Title::Known(title),
            Err(error) if log::is_destroyed(&error) => Title::Destroyed,
            Err(error) => Title::Unreadable(error.message()),
        };
        Listed {
            case: CaseId::known(self.stored.case_id),
            number: self.stored.number,
            updated_us: self.stored.updated_us,
            next_due_us: self.stored.next_due_us,
            row: self.row,
            title,
        }
    }
}
