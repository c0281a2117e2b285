//! What a process had taken when it died: nobody knows whether it left.

use jiff::Timestamp;
use store::{LetterState, LetterStep, OutboxChange, Store};

use super::body::{self, Receipts};
use super::send::step;
use crate::{Desk, DeskError, LogKind};

/// Letters in one act.
const BATCH: u32 = 5_000;

impl<L: LogKind> Desk<L> {
    /// Lists letters that stand as taken, although nobody is sending yet, as uncertain. Called when the folder is opened.
    pub(crate) fn list_interrupted(&self, now: Timestamp) -> Result<(), DeskError> {
        let waves = self.store.waves(None)?;
        for wave in waves.iter().filter(|wave| wave.count(LetterState::Sending) > 0) {
            loop {
                let rows = self.store.letters(&wave.id, LetterState::Sending, 0, i64::MAX, BATCH)?;
                if rows.is_empty() {
                    break;
                }
                let steps: Vec<LetterStep> =
                    rows.iter().map(|row| step(row, LetterState::Uncertain)).collect();
                let body = Receipts { outcomes: body::runs(&steps) };
                let note = OutboxChange::Step { wave: wave.id.clone(), steps };
                let drafts = |at| vec![body::draft("wave.interrupted", &body, at)];
                self.append_wave(&wave.id, &drafts, (vec![note], Vec::new()), now)?;
            }
        }
        Ok(())
    }
}
