//! Loading a case: its entries opened, decoded and folded, with the plan it runs on.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use incident::{Recorded, State, fold};
use jiff::Timestamp;
use journal::{Hash, StreamName};
use plan::Plan;
use store::{Store, StreamHead};
use vault::Safe;

use crate::{Desk, DeskError, LogKind, body, log};

/// A case's id: a UUID of version 7, in its usual lower-case spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(String);

impl CaseId {
    /// A new id; the moment of opening orders ids, the rest is random.
    pub(crate) fn new(now: Timestamp) -> Result<CaseId, DeskError> {
        let mut random = [0; 10];
        getrandom::fill(&mut random)
            .map_err(|_| DeskError::Damaged(messages::Message::new("desk-no-randomness")))?;
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
        Ok(CaseId(id.hyphenated().to_string()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn stream(&self) -> StreamName {
        StreamName::Case(self.0.clone())
    }

    /// Owner of the case's keys and bodies.
    pub(crate) fn owner(&self) -> String {
        self.stream().to_string()
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How people name a case: by its number, or by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseRef {
    /// The number people say, 1 first.
    Number(u64),
    /// The id, or as many of its first characters as tell it apart (8 at least).
    Id(String),
}

impl FromStr for CaseRef {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<CaseRef, Self::Err> {
        let digits = text.trim_start_matches('#');
        let is_number = digits.len() <= 7 && !digits.is_empty();
        match digits.parse() {
            Ok(number) if is_number => Ok(CaseRef::Number(number)),
            _ => Ok(CaseRef::Id(text.to_ascii_lowercase())),
        }
    }
}

/// A case as it was loaded: its record, what it folds to, and the plan it runs on.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Its id.
    pub id: CaseId,
    /// The number people say.
    pub number: u64,
    /// Every event, oldest first.
    pub events: Vec<Recorded>,
    /// Leaf hash of each event's entry, in the same order: where a timeline leads to its proof.
    pub leaves: Vec<Hash>,
    /// Position of each event's entry in the log, in the same order.
    pub positions: Vec<u64>,
    /// What the events fold to.
    pub state: State,
    /// The plan it runs on.
    pub plan: Arc<Plan>,
}

impl CaseFile {
    /// The case as it was recorded at a moment: only what had been recorded by then.
    #[must_use]
    pub fn as_of(&self, moment: Timestamp) -> CaseFile {
        let known = self.events.iter().take_while(|event| event.recorded_at <= moment).count();
        let events: Vec<Recorded> = self.events.iter().take(known).cloned().collect();
        CaseFile {
            id: self.id.clone(),
            number: self.number,
            state: fold(&events),
            events,
            leaves: self.leaves.iter().take(known).copied().collect(),
            positions: self.positions.iter().take(known).copied().collect(),
            plan: Arc::clone(&self.plan),
        }
    }
}

/// A case on the desk: what deciding and appending need.
pub(crate) struct OnDesk {
    pub(crate) file: CaseFile,
    pub(crate) head: StreamHead,
    pub(crate) safe: Safe,
}

impl<L: LogKind> Desk<L> {
    /// Finds a case by what people call it.
    ///
    /// # Errors
    /// [`DeskError::UnknownCase`] if there is none, or an abbreviated id fits several.
    pub fn find(&self, case: &CaseRef) -> Result<CaseId, DeskError> {
        match case {
            CaseRef::Number(number) => {
                let row = self.store.board_row_by_number(*number)?;
                row.map(|row| CaseId(row.case_id)).ok_or_else(|| unknown(&number.to_string()))
            }
            CaseRef::Id(id) => match self.store.board_row(id)? {
                Some(row) => Ok(CaseId(row.case_id)),
                None => self.find_abbreviated(id),
            },
        }
    }

    fn find_abbreviated(&self, id: &str) -> Result<CaseId, DeskError> {
        if id.len() < 8 {
            return Err(unknown(id));
        }
        let mut found = None;
        let mut after = None;
        loop {
            let page = self.store.board(&store::BoardFilter::default(), after, 256)?;
            for row in page.rows.into_iter().filter(|row| row.case_id.starts_with(id)) {
                if found.replace(CaseId(row.case_id)).is_some() {
                    return Err(unknown(id));
                }
            }
            after = page.next;
            if after.is_none() {
                return found.ok_or_else(|| unknown(id));
            }
        }
    }

    /// The case with its whole record.
    ///
    /// # Errors
    /// If its keys were destroyed, or what is stored does not agree with its hashes.
    pub fn case(&self, id: &CaseId) -> Result<CaseFile, DeskError> {
        Ok(self.load(id)?.file)
    }

    pub(crate) fn load(&self, id: &CaseId) -> Result<OnDesk, DeskError> {
        let stream = id.stream().to_string();
        let stored = self.store.stream(&stream, 1)?;
        let last = stored.last().ok_or_else(|| unknown(id.as_str()))?;
        let head = StreamHead { version: last.version, leaf: last.leaf };
        let safe = self.vault.open_safe(&self.store, &id.owner())?;
        let mut events = Vec::with_capacity(stored.len());
        let (mut leaves, mut positions) = (Vec::new(), Vec::new());
        for entry in &stored {
            let opened = log::open(entry, &safe)?;
            leaves.push(opened.leaf);
            positions.push(opened.position);
            events.push(body::read(&opened)?);
        }
        let state = fold(&events);
        let digest = state.plan.as_ref().map(|pin| pin.digest.clone()).unwrap_or_default();
        let plan = self.plan(&digest)?;
        let number = self.store.board_row(id.as_str())?.map_or(0, |row| row.number);
        let file = CaseFile { id: id.clone(), number, events, leaves, positions, state, plan };
        Ok(OnDesk { file, head, safe })
    }
}

fn unknown(given: &str) -> DeskError {
    DeskError::UnknownCase { given: given.to_owned() }
}
