//! Listing a wave: everybody on the list gets a row or is counted, nobody gets two.

use std::collections::HashSet;

use incident::{Actor, Refusal, State};
use jiff::Timestamp;
use journal::{Tree, leaf_hash};
use plan::{Plan, Right};
use sha2::{Digest, Sha256};
use store::{AppendError, LetterState, NewLetter, OutboxChange, PersonDigest, Store, WaveState};
use vault::{Rows, Safe};

use super::body::{self, Begun, Listed, Released};
use crate::act::check_holds;
use crate::case::new_uuid;
use crate::{CaseId, Desk, DeskError, RealLog};

/// Letters listed in one act: its transaction holds up nobody for long.
const BATCH: usize = 2_000;
/// Rows of a listing that was cut off that are read at once.
const ROWS: u32 = 5_000;

/// What a wave begins with.
#[derive(Debug, Clone)]
pub struct WaveAsk<'a> {
    /// The notice it sends.
    pub notice: &'a str,
    /// SHA-256 of the text that legal passed.
    pub digest: &'a str,
    /// What its letters are drawn up with besides: opaque here.
    pub letter: serde_json::Value,
    /// Why the notice counts as sent when the wave has ended, although it has other ways or some cannot be reached.
    pub completes: Option<&'a str>,
    /// Whoever certainly failed in an earlier wave is tried again.
    pub again: bool,
    /// Who begins it: needs the right to send.
    pub who: &'a Actor,
    /// Now; its letters are drawn up as of this moment.
    pub now: Timestamp,
}

/// Somebody on the list.
pub struct Addressed {
    /// What tells this customer from all others: their key in the list.
    pub key: String,
    /// How many addresses the row holds; none is listed as without address.
    pub ways: u32,
    /// What their letter is made from: opaque here, and sealed.
    pub row: Vec<u8>,
}

/// A wave that was listed and released.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prepared {
    /// Its id.
    pub wave: String,
    /// Letters that will be sent.
    pub letters: u64,
    /// Persons with nowhere to send it to.
    pub without_address: u64,
    /// Persons left out because they have a letter of this notice, or may have, or stand on the list twice.
    pub already: u64,
    /// Persons left out because their letter certainly failed before, and nobody asked to try again.
    pub failed_before: u64,
}

impl Desk<RealLog> {
    /// Lists and releases a wave; from its return on its letters are taken. A listing that was cut off before is given up
    /// first: nothing of it was sent.
    ///
    /// # Errors
    /// As [`Desk::begin_wave`] and [`Desk::list_wave`]; then nothing is released.
    pub fn prepare_wave(
        &self,
        case: &CaseId,
        ask: &WaveAsk<'_>,
        list: &mut dyn Iterator<Item = Result<Addressed, DeskError>>,
    ) -> Result<Prepared, DeskError> {
        let wave = self.begin_wave(case, ask)?;
        let listed = self.list_wave(&wave, ask.again, list, &mut |_| true, ask.now)?;
        Ok(listed.unwrap_or_default())
    }

    /// Begins a wave, durable on return; its id. Nobody is listed yet: [`Desk::list_wave`] does that, now or after a restart. A
    /// listing of the same notice that was cut off before is given up: nothing of it was sent.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] without the right to send; a refusal if the start of the case is not confirmed or legal has
    /// not passed this text; [`DeskError::WaveUnderWay`].
    pub fn begin_wave(&self, case: &CaseId, ask: &WaveAsk<'_>) -> Result<String, DeskError> {
        let mut safe = {
            let on_desk = self.load(case)?;
            let file = &on_desk.folded.file;
            check_holds(&file.plan, ask.who, Right::Send)?;
            check_passed(&file.state, &file.plan, ask.notice, ask.digest)?;
            on_desk.safe
        };
        self.make_room(case, ask)?;
        let wave = new_uuid(ask.now)?;
        let (rows, key) = safe.new_rows()?;
        let begun = Begun {
            case: case.as_str().to_owned(),
            notice: ask.notice.to_owned(),
            digest: ask.digest.to_owned(),
            as_of: ask.now,
            letter: ask.letter.clone(),
            completes: ask.completes.unwrap_or_default().to_owned(),
            role: ask.who.role.clone(),
            user: ask.who.user.clone(),
        };
        let begin = OutboxChange::Begin {
            wave: wave.clone(),
            case_id: begun.case.clone(),
            notice: begun.notice.clone(),
            key: rows.id(),
        };
        self.append_wave(
            &wave,
            &|at| vec![body::draft("wave.begun", &begun, at)],
            (vec![begin], vec![key]),
            ask.now,
        )?;
        Ok(wave)
    }

    /// Lists whoever of the list has no row yet, a durable batch at a time, and releases the wave; from its return on its letters are
    /// taken. What an earlier call listed stays as it is, so that a listing that was cut off, by kill -9 even, goes on. `go_on` is asked
    /// before each batch with what has been listed so far; `None` if it said no: the wave can be gone on with. With `again`, whoever
    /// certainly failed in an earlier wave is listed too.
    ///
    /// # Errors
    /// As [`Desk::begin_wave`]: pass and right are asked for again; [`DeskError::WaveUnderWay`] for a wave that is not being
    /// listed; whatever the list returns. Then nothing is released.
    pub fn list_wave(
        &self,
        id: &str,
        again: bool,
        list: &mut dyn Iterator<Item = Result<Addressed, DeskError>>,
        go_on: &mut dyn FnMut(&Prepared) -> bool,
        now: Timestamp,
    ) -> Result<Option<Prepared>, DeskError> {
        let mut listing = self.listing(id, again, now)?;
        loop {
            if !go_on(&listing.done) {
                return Ok(None);
            }
            let batch = (&mut *list).take(BATCH).collect::<Result<Vec<Addressed>, DeskError>>()?;
            if batch.is_empty() {
                return listing.release().map(Some);
            }
            listing.list(&batch)?;
        }
    }

    /// Gives up a wave that is being listed: nothing of it was sent, and everybody on it can have another letter. Nothing happens to one
    /// that stands otherwise.
    ///
    /// # Errors
    /// If the store fails.
    pub fn give_up_listing(&self, id: &str, now: Timestamp) -> Result<(), DeskError> {
        match self.wave(id)?.row.state {
            WaveState::Listing => self.end_without_notice(id, "the listing failed", now),
            WaveState::Released | WaveState::Ended => Ok(()),
        }
    }

    /// The listing of a wave as it stands: the rows it has, the key they are sealed with.
    fn listing(&self, id: &str, again: bool, now: Timestamp) -> Result<Listing<'_>, DeskError> {
        let wave = self.wave(id)?;
        if wave.row.state != WaveState::Listing {
            return Err(DeskError::WaveUnderWay { wave: wave.row.id });
        }
        let case = wave.case();
        let who = Actor { role: wave.role.clone(), user: wave.user.clone() };
        let safe = {
            let on_desk = self.load(&case)?;
            let file = &on_desk.folded.file;
            check_holds(&file.plan, &who, Right::Send)?;
            check_passed(&file.state, &file.plan, &wave.row.notice, &wave.digest)?;
            self.vault.open_safe_for(&self.store, &case.owner(), &[wave.row.key])?
        };
        let rows = safe.rows(&wave.row.key)?;
        let letters = wave.row.count(LetterState::Queued);
        let without_address = wave.row.count(LetterState::WithoutAddress);
        let done = Prepared { wave: wave.row.id.clone(), letters, without_address, ..Prepared::default() };
        let own = self.persons_of(id)?;
        let notice = wave.row.notice;
        Ok(Listing { desk: self, notice, again, now, safe, rows, done, own, seen: HashSet::new() })
    }

    /// Who has a row in a wave that is being listed.
    fn persons_of(&self, id: &str) -> Result<HashSet<PersonDigest>, DeskError> {
        let mut persons = HashSet::new();
        for state in [LetterState::Queued, LetterState::WithoutAddress] {
            let mut after = 0;
            loop {
                let rows = self.store.letters(id, state, after, i64::MAX, ROWS)?;
                let Some(last) = rows.last() else { break };
                after = last.number;
                persons.extend(rows.iter().map(|row| row.person));
            }
        }
        Ok(persons)
    }

    /// Gives up listings of this notice that were cut off; refuses beside one that is under way.
    fn make_room(&self, case: &CaseId, ask: &WaveAsk<'_>) -> Result<(), DeskError> {
        for row in self.store.waves(Some(case.as_str()))?.into_iter().filter(|row| row.notice == ask.notice) {
            match row.state {
                WaveState::Ended => {}
                WaveState::Listing => self.end_without_notice(&row.id, "the listing was cut off", ask.now)?,
                WaveState::Released => return Err(DeskError::WaveUnderWay { wave: row.id }),
            }
        }
        Ok(())
    }
}

/// The start of the case is confirmed, and legal has passed this very text, and the pass has not lapsed.
pub(super) fn check_passed(state: &State, plan: &Plan, notice: &str, digest: &str) -> Result<(), DeskError> {
    let Some(known) = plan.notice(notice) else {
        let known: Vec<&str> = plan.notices.iter().map(|notice| notice.id.as_str()).collect();
        return Err(
            Refusal::NoSuch { kind: "notice", given: notice.to_owned(), known: known.join(", ") }.into()
        );
    };
    if state.unconfirmed {
        return Err(Refusal::Unconfirmed.into());
    }
    let passed = state.notices.get(notice).and_then(|notice| notice.passed.as_ref());
    if passed.is_some_and(|(passed, _)| passed == digest) {
        return Ok(());
    }
    Err(Refusal::NotPassed { notice: notice.to_owned(), role: known.passed_by.clone() }.into())
}

/// A wave while it is listed.
struct Listing<'d> {
    desk: &'d Desk<RealLog>,
    notice: String,
    again: bool,
    now: Timestamp,
    safe: Safe,
    rows: Rows,
    done: Prepared,
    /// Persons whom this wave had listed before it was cut off.
    own: HashSet<PersonDigest>,
    /// Persons who came on the list so far.
    seen: HashSet<PersonDigest>,
}

impl Listing<'_> {
    /// One act: the letters of a batch and the entry that commits to them.
    fn list(&mut self, batch: &[Addressed]) -> Result<(), DeskError> {
        let persons = batch.iter().map(|one| self.safe.person(&[&self.notice, &one.key]));
        let persons = persons.collect::<Result<Vec<PersonDigest>, _>>()?;
        let known = self.desk.store.letters_of(&persons)?;
        let first = self.done.letters + self.done.without_address + 1;
        let (mut letters, mut tree) = (Vec::with_capacity(batch.len()), Tree::new());
        for ((one, person), known) in batch.iter().zip(persons).zip(known) {
            if !self.is_new(person, known) {
                continue;
            }
            let number = first + letters.len() as u64;
            let sealed = self.rows.seal(number, &one.row)?;
            tree.push(leaf_hash(&leaf(number, &person, &sealed)));
            letters.push(NewLetter { number, person, ways: one.ways, sealed });
        }
        if letters.is_empty() {
            return Ok(());
        }
        let without_address = letters.iter().filter(|letter| letter.ways == 0).count() as u64;
        let body = Listed {
            first,
            letters: letters.len() as u64 - without_address,
            without_address,
            root: tree.root().to_string(),
        };
        let wave = self.done.wave.clone();
        let list = OutboxChange::List { wave: wave.clone(), letters, again: self.again };
        let drafts = |at| vec![body::draft("wave.listed", &body, at)];
        self.desk.append_wave(&wave, &drafts, (vec![list], Vec::new()), self.now)?;
        self.done.letters += body.letters;
        self.done.without_address += body.without_address;
        Ok(())
    }

    /// Whether this person gets a row; counted otherwise.
    fn is_new(&mut self, person: PersonDigest, known: Option<LetterState>) -> bool {
        if !self.seen.insert(person) {
            self.done.already += 1;
            return false;
        }
        if self.own.contains(&person) {
            return false;
        }
        let failed =
            matches!(known, Some(LetterState::Refused | LetterState::Bounced | LetterState::WithoutAddress));
        match known {
            None => true,
            Some(_) if failed && self.again => true,
            Some(_) if failed => {
                self.done.failed_before += 1;
                false
            }
            Some(_) => {
                self.done.already += 1;
                false
            }
        }
    }

    fn release(self) -> Result<Prepared, DeskError> {
        let Listing { desk, now, done, .. } = self;
        let body = Released {
            letters: done.letters,
            without_address: done.without_address,
            already: done.already,
            failed_before: done.failed_before,
        };
        let release = OutboxChange::Release { wave: done.wave.clone() };
        let drafts = |at| vec![body::draft("wave.released", &body, at)];
        desk.append_wave(&done.wave, &drafts, (vec![release], Vec::new()), now)?;
        if done.letters == 0 {
            desk.end_wave(&done.wave, now)?;
        }
        Ok(done)
    }
}

/// What the root of a batch is over.
fn leaf(number: u64, person: &PersonDigest, sealed: &[u8]) -> Vec<u8> {
    let mut leaf = Vec::with_capacity(56);
    leaf.extend_from_slice(&number.to_be_bytes());
    leaf.extend_from_slice(person);
    leaf.extend_from_slice(&Sha256::digest(sealed));
    leaf
}

/// Somebody else took a step in the outbox first.
pub(super) fn was_moved(error: &DeskError) -> bool {
    matches!(error, DeskError::Append(AppendError::OutboxMoved { .. }))
}
