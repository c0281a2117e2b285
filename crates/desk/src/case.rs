//! Loading a case: its entries opened, decoded and folded, with the plan it runs on.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use incident::{Recorded, State, apply, fold};
use jiff::Timestamp;
use journal::{Hash, StreamName};
use messages::Message;
use plan::Plan;
use store::{KeyId, Store, StoredEntry, StreamHead};
use vault::Safe;

use crate::cases::Folded;
use crate::{Desk, DeskError, LogKind, body, log};

/// A case's id: a UUID of version 7, in its usual lower-case spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(String);

impl CaseId {
    /// A new id; the moment of opening orders ids, the rest is random.
    pub(crate) fn new(now: Timestamp) -> Result<CaseId, DeskError> {
        new_uuid(now).map(CaseId)
    }

    /// An id that the store gave back.
    pub(crate) fn known(id: String) -> CaseId {
        CaseId(id)
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

/// A case as it was loaded: its record, what it folds to, and the plan it runs on. Copies share all of it.
#[derive(Debug, Clone)]
pub struct CaseFile {
    /// Its id.
    pub id: CaseId,
    /// The number people say.
    pub number: u64,
    /// Every event, oldest first.
    pub events: Arc<Vec<Recorded>>,
    /// Leaf hash of each event's entry, in the same order: where a timeline leads to its proof.
    pub leaves: Arc<Vec<Hash>>,
    /// Position of each event's entry in the log, in the same order.
    pub positions: Arc<Vec<u64>>,
    /// What the events fold to.
    pub state: Arc<State>,
    /// The plan it runs on.
    pub plan: Arc<Plan>,
}

impl CaseFile {
    /// What the desk keeps of it folded, for views that fold nothing again.
    pub fn folded(&self) -> views::Folded<'_> {
        views::Folded {
            id: self.id.as_str(),
            number: self.number,
            state: &self.state,
            events: &self.events,
            plan: &self.plan,
        }
    }

    /// The case as it was recorded at a moment: only what had been recorded by then.
    #[must_use]
    pub fn as_of(&self, moment: Timestamp) -> CaseFile {
        let known = self.events.iter().take_while(|event| event.recorded_at <= moment).count();
        let events: Vec<Recorded> = self.events.iter().take(known).cloned().collect();
        CaseFile {
            id: self.id.clone(),
            number: self.number,
            state: Arc::new(fold(&events)),
            events: Arc::new(events),
            leaves: Arc::new(self.leaves.iter().take(known).copied().collect()),
            positions: Arc::new(self.positions.iter().take(known).copied().collect()),
            plan: Arc::clone(&self.plan),
        }
    }
}

/// A case on the desk: what deciding and appending need. The safe is opened for this one piece of work.
pub(crate) struct OnDesk {
    pub(crate) folded: Arc<Folded>,
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
                let row = row.ok_or_else(|| unknown(&number.to_string()))?;
                if !self.store.stands_in_order(&StreamName::Case(String::new()).to_string(), *number)? {
                    let message = Message::new("desk-number-in-doubt").with("number", *number);
                    return Err(DeskError::Damaged(message.with("case", row.case_id)));
                }
                Ok(CaseId(row.case_id))
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
    /// If its keys were destroyed, what is stored does not agree with its hashes, or ([`DeskError::Newer`]) a newer
    /// program wrote to it.
    pub fn case(&self, id: &CaseId) -> Result<CaseFile, DeskError> {
        let folded = self.load(id)?.folded;
        Ok(Arc::try_unwrap(folded).map_or_else(|shared| shared.file.clone(), |own| own.file))
    }

    /// The case as it stands: what is kept of it, and whatever was appended since. The owner's key is asked for every
    /// time, so that a destroyed case is never read out of memory.
    pub(crate) fn load(&self, id: &CaseId) -> Result<OnDesk, DeskError> {
        let stream = id.stream().to_string();
        let head = self.store.stream_head(&stream)?.ok_or_else(|| unknown(id.as_str()))?;
        match self.cases.get(id) {
            Some(folded) if folded.head == head => {
                let safe = self.safe_for(id, &[])?;
                Ok(OnDesk { folded, safe })
            }
            Some(folded) if folded.head.version < head.version => self.load_since(id, folded),
            _ => self.load_whole(id),
        }
    }

    fn load_whole(&self, id: &CaseId) -> Result<OnDesk, DeskError> {
        let stored = log::stream_to_its_end(&self.store, &id.stream().to_string(), 1)?;
        let safe = self.vault.open_safe(&self.store, &id.owner()).inspect_err(|_| self.cases.forget(id))?;
        let read = read(&stored, None, &safe)?;
        let state = Arc::new(fold(&read.events));
        let plan = self.plan_of(&state)?;
        let number = self.store.board_row(id.as_str())?.map_or(0, |row| row.number);
        let (id, head) = (id.clone(), read.head.ok_or_else(|| unknown(id.as_str()))?);
        let (events, leaves) = (Arc::new(read.events), Arc::new(read.leaves));
        let positions = Arc::new(read.positions);
        let file = CaseFile { id, number, events, leaves, positions, state, plan };
        let folded = Arc::new(Folded { file, head });
        self.cases.keep(Arc::clone(&folded));
        Ok(OnDesk { folded, safe })
    }

    /// Reads only what was appended after the kept case.
    fn load_since(&self, id: &CaseId, kept: Arc<Folded>) -> Result<OnDesk, DeskError> {
        let stored = log::stream_to_its_end(&self.store, &id.stream().to_string(), kept.head.version + 1)?;
        let ids: Vec<KeyId> = stored.iter().map(|entry| entry.body_id).collect();
        let safe = self.safe_for(id, &ids)?;
        let read = read(&stored, Some(kept.head), &safe)?;
        let mut folded = Arc::unwrap_or_clone(kept);
        let state = Arc::make_mut(&mut folded.file.state);
        for event in &read.events {
            apply(state, event);
        }
        folded.file.plan = self.plan_of(&folded.file.state)?;
        Arc::make_mut(&mut folded.file.events).extend(read.events);
        Arc::make_mut(&mut folded.file.leaves).extend(read.leaves);
        Arc::make_mut(&mut folded.file.positions).extend(read.positions);
        folded.head = read.head.unwrap_or(folded.head);
        let folded = Arc::new(folded);
        self.cases.keep(Arc::clone(&folded));
        Ok(OnDesk { folded, safe })
    }

    fn safe_for(&self, id: &CaseId, bodies: &[KeyId]) -> Result<Safe, DeskError> {
        let safe = self.vault.open_safe_for(&self.store, &id.owner(), bodies);
        Ok(safe.inspect_err(|_| self.cases.forget(id))?)
    }

    fn plan_of(&self, state: &State) -> Result<Arc<Plan>, DeskError> {
        self.plan(state.plan.as_ref().map(|pin| pin.digest.as_str()).unwrap_or_default())
    }
}

/// Entries of one stream, opened.
#[derive(Default)]
struct Read {
    events: Vec<Recorded>,
    leaves: Vec<Hash>,
    positions: Vec<u64>,
    head: Option<StreamHead>,
}

/// Opens entries that follow `after` in their stream, each chained to the one before.
fn read(stored: &[StoredEntry], after: Option<StreamHead>, safe: &Safe) -> Result<Read, DeskError> {
    let mut read = Read { head: after, ..Read::default() };
    read.events.reserve_exact(stored.len());
    read.leaves.reserve_exact(stored.len());
    read.positions.reserve_exact(stored.len());
    let mut text = StreamText::default();
    for entry in stored {
        let opened = log::open(entry, safe)?;
        let before = read.head.map(|head| (head.version, Hash::from_bytes(head.leaf)));
        let expected = before.map_or((1, None), |(version, leaf)| (version + 1, Some(leaf)));
        let place = opened.entry.place;
        if (place.version(), place.previous()) != expected || !text.is(&opened.entry.stream, &entry.stream) {
            return Err(DeskError::Damaged(log::stream_broken(entry)));
        }
        read.head = Some(StreamHead { version: entry.version, leaf: entry.leaf });
        read.leaves.push(opened.leaf);
        read.positions.push(opened.position);
        read.events.push(body::read(&opened)?);
    }
    Ok(read)
}

/// A UUID of version 7, in its usual lower-case spelling.
pub(crate) fn new_uuid(now: Timestamp) -> Result<String, DeskError> {
    let mut random = [0; 10];
    getrandom::fill(&mut random)
        .map_err(|_| DeskError::Damaged(messages::Message::new("desk-no-randomness")))?;
    let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
    let id = uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid();
    Ok(id.hyphenated().to_string())
}

/// The stream that was named last, as it is written: all entries of one stream say the same.
#[derive(Default)]
struct StreamText(Option<(StreamName, String)>);

impl StreamText {
    /// Whether the name is written so.
    fn is(&mut self, name: &StreamName, written: &str) -> bool {
        match &self.0 {
            Some((known, text)) if known == name => text == written,
            _ => self.0.insert((name.clone(), name.to_string())).1 == written,
        }
    }
}

/// Nobody knows a case by that name.
pub(crate) fn unknown(given: &str) -> DeskError {
    DeskError::UnknownCase { given: given.to_owned() }
}
