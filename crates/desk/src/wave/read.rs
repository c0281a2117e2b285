//! Waves as they stand, for whoever shows or sends them.

use store::{LetterRow, LetterState, Store, WaveRow};
use vault::VaultError;
use zeroize::Zeroizing;

use super::Wave;
use super::body::Begun;
use super::write::stream;
use crate::{CaseId, Desk, DeskError, RealLog, log};

impl Desk<RealLog> {
    /// The waves of a case, oldest first. Also of one that was destroyed: how many were told stays known.
    ///
    /// # Errors
    /// If what is stored cannot be read.
    pub fn waves(&self, case: &CaseId) -> Result<Vec<Wave>, DeskError> {
        self.store.waves(Some(case.as_str()))?.into_iter().map(|row| self.opened(row)).collect()
    }

    /// Waves whose letters wait, are put off or under way, of all cases, oldest first.
    ///
    /// # Errors
    /// If the store fails.
    pub fn open_waves(&self) -> Result<Vec<WaveRow>, DeskError> {
        let mut waves = self.store.waves(None)?;
        waves.retain(|wave| wave.state == store::WaveState::Released);
        Ok(waves)
    }

    /// Waves that are being listed, or whose listing was cut off, of all cases, oldest first.
    ///
    /// # Errors
    /// If the store fails.
    pub fn waves_listing(&self) -> Result<Vec<WaveRow>, DeskError> {
        let mut waves = self.store.waves(None)?;
        waves.retain(|wave| wave.state == store::WaveState::Listing);
        Ok(waves)
    }

    /// One wave.
    ///
    /// # Errors
    /// [`DeskError::NoSuchWave`]; if what is stored cannot be read.
    pub fn wave(&self, id: &str) -> Result<Wave, DeskError> {
        let row = self.store.wave(id)?.ok_or_else(|| DeskError::NoSuchWave { given: id.to_owned() })?;
        self.opened(row)
    }

    /// Letters of a wave that stand in a state, from the one after `after` on, by number: states and figures only.
    ///
    /// # Errors
    /// If the store fails.
    pub fn letters(
        &self,
        wave: &str,
        state: LetterState,
        after: u64,
        limit: u32,
    ) -> Result<Vec<LetterRow>, DeskError> {
        Ok(self.store.letters(wave, state, after, i64::MAX, limit)?)
    }

    /// One letter, as it stands: states and figures only.
    ///
    /// # Errors
    /// If the store fails.
    pub fn letter(&self, wave: &str, number: u64) -> Result<Option<LetterRow>, DeskError> {
        Ok(self.store.letter(wave, number)?)
    }

    /// What these letters of a wave are made from, in their order; `None` for a letter that cannot be opened: its case was
    /// destroyed, or its row was altered.
    ///
    /// # Errors
    /// If the store fails, or the key of the case is missing.
    pub fn letter_contents(
        &self,
        wave: &Wave,
        letters: &[LetterRow],
    ) -> Result<Vec<Option<Zeroizing<Vec<u8>>>>, DeskError> {
        if letters.is_empty() {
            return Ok(Vec::new());
        }
        let key = wave.row.key;
        let opened = self.vault.open_safe_for(&self.store, &wave.case().owner(), &[key]);
        let rows = match opened.and_then(|safe| safe.rows(&key)) {
            Err(VaultError::Destroyed { .. }) => return Ok(letters.iter().map(|_| None).collect()),
            rows => rows?,
        };
        Ok(letters.iter().map(|letter| rows.open(letter.number, &letter.sealed).ok()).collect())
    }

    /// When the next letter of a wave that was put off may be taken; `None` if none was.
    ///
    /// # Errors
    /// If the store fails.
    pub fn next_letter_due(&self, wave: &str) -> Result<Option<jiff::Timestamp>, DeskError> {
        let due = self.store.next_letter_due(wave)?;
        Ok(due.and_then(|us| jiff::Timestamp::from_microsecond(us).ok()))
    }

    fn opened(&self, row: WaveRow) -> Result<Wave, DeskError> {
        let name = stream(&row.id).to_string();
        let no_beginning = || DeskError::NoSuchWave { given: row.id.clone() };
        let first = self.store.stream_page(&name, 1, 1)?.into_iter().next().ok_or_else(no_beginning)?;
        let safe = self.vault.open_safe_for(&self.store, &name, &[first.body_id])?;
        let begun: Begun = serde_json::from_slice(&log::open(&first, &safe)?.plaintext).map_err(|error| {
            let why = messages::Message::new("desk-body-unreadable")
                .with("position", first.position.to_string())
                .with("why", error.to_string());
            DeskError::Damaged(why)
        })?;
        Ok(Wave {
            digest: begun.digest,
            as_of: begun.as_of,
            letter: begun.letter,
            completes: Some(begun.completes).filter(|reason| !reason.is_empty()),
            role: begun.role,
            user: begun.user,
            row,
        })
    }
}
