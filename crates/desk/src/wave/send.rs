//! Taking letters and receipting them: each in an act of its own, intent before bytes.

use incident::Actor;
use jiff::{SignedDuration, Timestamp};
use plan::Right;
use store::{LetterRow, LetterState, LetterStep, OutboxChange, Store, WaveState};

use super::body::{self, Learned, Receipts};
use super::prepare::{check_passed, was_moved};
use super::{Receipt, Settled, Taken, Wave};
use crate::act::{TRIES, check_holds};
use crate::{CaseId, Desk, DeskError, RealLog};

/// How often an address may put a letter off before it counts as refused there.
const TRIES_MOST: u32 = 10;
/// How long the first putting off lasts; each further one twice as long, to [`LATER_MOST`].
const LATER_FIRST: SignedDuration = SignedDuration::from_mins(5);
const LATER_MOST: SignedDuration = SignedDuration::from_hours(4);

impl Desk<RealLog> {
    /// Takes letters that wait, at most `limit`: on return it is durable that they may be under way, and only now may a byte
    /// of them leave. Empty when nothing waits at this moment. `draw` is shown what is about to be taken, and again if somebody else was
    /// faster: whatever takes time stands there, because a letter that was taken is uncertain if the process dies.
    ///
    /// # Errors
    /// A refusal if legal's pass has lapsed meanwhile; if the case was destroyed; if the store fails. Then none is taken.
    pub fn take_letters(
        &self,
        wave: &Wave,
        limit: u32,
        now: Timestamp,
        draw: &mut dyn FnMut(&[Taken]),
    ) -> Result<Vec<Taken>, DeskError> {
        let id = &wave.row.id;
        let case = CaseId::known(wave.row.case_id.clone());
        for _ in 0..TRIES {
            let safe = {
                let on_desk = self.load(&case)?;
                let file = &on_desk.folded.file;
                check_passed(&file.state, &file.plan, &wave.row.notice, &wave.digest)?;
                self.vault.open_safe_for(&self.store, &case.owner(), &[wave.row.key])?
            };
            if self.wave(id)?.row.state != WaveState::Released {
                return Ok(Vec::new());
            }
            let rows = self.waiting(id, limit, now)?;
            if rows.is_empty() {
                return Ok(Vec::new());
            }
            let key = safe.rows(&wave.row.key)?;
            let open = |row: &LetterRow| -> Result<Taken, DeskError> {
                let LetterRow { number, person, way, ways, tries, .. } = *row;
                Ok(Taken { number, person, way, ways, tries, row: key.open(number, &row.sealed)? })
            };
            let taken = rows.iter().map(open).collect::<Result<Vec<Taken>, _>>()?;
            draw(&taken);
            let steps = rows.iter().map(|row| step(row, LetterState::Sending)).collect();
            let take = OutboxChange::Step { wave: id.clone(), steps };
            match self.append_wave(id, &|_| Vec::new(), (vec![take], Vec::new()), now) {
                Ok(()) => return Ok(taken),
                Err(error) if was_moved(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Err(DeskError::Busy)
    }

    /// Letters that wait first, then those that were put off and whose time has come.
    fn waiting(&self, wave: &str, limit: u32, now: Timestamp) -> Result<Vec<LetterRow>, DeskError> {
        let mut rows = self.store.letters(wave, LetterState::Queued, 0, i64::MAX, limit)?;
        let rest = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        if rest > 0 {
            rows.extend(self.store.letters(wave, LetterState::Deferred, 0, now.as_microsecond(), rest)?);
        }
        Ok(rows)
    }

    /// Notes what became of letters that were taken, in their order: durable on return, rows and entry together. A letter
    /// that is not receipted stands as taken, and becomes uncertain when the folder is opened next.
    ///
    /// # Errors
    /// If the store fails.
    pub fn receipt_letters(
        &self,
        wave: &Wave,
        taken: &[Taken],
        receipts: &[Receipt],
        now: Timestamp,
    ) -> Result<(), DeskError> {
        // What was withdrawn meanwhile waits no more.
        let ended = self.wave(&wave.row.id)?.row.state == WaveState::Ended;
        let stays = |step: LetterStep| match step.to {
            LetterState::Queued | LetterState::Deferred if ended => {
                LetterStep { to: LetterState::Refused, way: 0, ..step }
            }
            _ => step,
        };
        let steps: Vec<LetterStep> = taken
            .iter()
            .zip(receipts)
            .map(|(taken, receipt)| after(taken, receipt, now))
            .map(stays)
            .collect();
        let told: Vec<LetterStep> = steps.iter().filter(|step| is_worth_an_entry(step)).cloned().collect();
        let body = Receipts { outcomes: body::runs(&told) };
        let drafts = |at| match told.len() {
            0 => Vec::new(),
            _ => vec![body::draft("wave.receipts", &body, at)],
        };
        let id = &wave.row.id;
        let note = OutboxChange::Step { wave: id.clone(), steps };
        self.append_wave(id, &drafts, (vec![note], Vec::new()), now)
    }

    /// Notes that a letter which was accepted came back. `false` if it does not stand so that it could have.
    ///
    /// # Errors
    /// [`DeskError::NoSuchWave`]; [`DeskError::NoRight`] without the right to send.
    pub fn letter_bounced(
        &self,
        wave: &Wave,
        number: u64,
        code: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<bool, DeskError> {
        let row = self.store.letter(&wave.row.id, number)?;
        let Some(row) = row.filter(|row| matches!(row.state, LetterState::Accepted | LetterState::Uncertain))
        else {
            return Ok(false);
        };
        let step = LetterStep { code: Some(code.to_owned()), ..step(&row, LetterState::Bounced) };
        self.learn(wave, "wave.bounced", vec![step], ("", who), now)?;
        Ok(true)
    }

    /// Notes what somebody found out about letters of which nobody knew (in the relay's log, say); how many. With no numbers
    /// it is all of the wave's.
    ///
    /// # Errors
    /// [`DeskError::NoReason`]; [`DeskError::NoRight`] without the right to send.
    pub fn settle_letters(
        &self,
        wave: &Wave,
        numbers: &[u64],
        settled: Settled,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<u64, DeskError> {
        let reason = &*messages::lines(reason.trim());
        if reason.is_empty() {
            return Err(DeskError::NoReason);
        }
        let rows = self.store.letters(&wave.row.id, LetterState::Uncertain, 0, i64::MAX, u32::MAX)?;
        let chosen = rows.iter().filter(|row| numbers.is_empty() || numbers.contains(&row.number));
        let steps: Vec<LetterStep> = chosen.map(|row| step(row, settled.state())).collect();
        let so_many = steps.len() as u64;
        if so_many > 0 {
            self.learn(wave, "wave.settled", steps, (reason, who), now)?;
        }
        Ok(so_many)
    }

    /// Whether somebody may go on with the waves of a case.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] without the right to send.
    pub fn check_may_send(&self, case: &CaseId, who: &Actor) -> Result<(), DeskError> {
        check_holds(&self.load(case)?.folded.file.plan, who, Right::Send)
    }

    fn learn(
        &self,
        wave: &Wave,
        kind: &str,
        steps: Vec<LetterStep>,
        (reason, who): (&str, &Actor),
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let case = CaseId::known(wave.row.case_id.clone());
        check_holds(&self.load(&case)?.folded.file.plan, who, Right::Send)?;
        let body = Learned {
            outcomes: body::runs(&steps),
            reason: reason.to_owned(),
            role: who.role.clone(),
            user: who.user.clone(),
        };
        let id = &wave.row.id;
        let note = OutboxChange::Step { wave: id.clone(), steps };
        self.append_wave(id, &|at| vec![body::draft(kind, &body, at)], (vec![note], Vec::new()), now)
    }
}

/// From where a row stands to another state, all else as it is.
pub(super) fn step(row: &LetterRow, to: LetterState) -> LetterStep {
    LetterStep {
        number: row.number,
        from: row.state,
        to,
        way: row.way,
        tries: row.tries,
        not_before_us: row.not_before_us,
        code: None,
    }
}

/// Where a letter that was taken stands after its receipt.
fn after(taken: &Taken, receipt: &Receipt, now: Timestamp) -> LetterStep {
    let step = |to, code: Option<&String>| LetterStep {
        number: taken.number,
        from: LetterState::Sending,
        to,
        way: taken.way,
        tries: taken.tries,
        not_before_us: 0,
        code: code.cloned(),
    };
    let refused = |code| {
        // What certainly failed at one address goes to the next.
        if taken.way + 1 < taken.ways {
            return LetterStep { way: taken.way + 1, tries: 0, ..step(LetterState::Queued, code) };
        }
        step(LetterState::Refused, code)
    };
    match receipt {
        Receipt::Accepted { code } => step(LetterState::Accepted, Some(code)),
        Receipt::Refused { code } => refused(code.as_ref()),
        Receipt::Deferred { code } if taken.tries + 1 >= TRIES_MOST => refused(code.as_ref()),
        Receipt::Deferred { code } => LetterStep {
            tries: taken.tries + 1,
            not_before_us: (now + later(taken.tries)).as_microsecond(),
            ..step(LetterState::Deferred, code.as_ref())
        },
        Receipt::Uncertain => step(LetterState::Uncertain, None),
        Receipt::Unsent => step(LetterState::Queued, None),
    }
}

fn later(tries: u32) -> SignedDuration {
    let factor = 1i32.checked_shl(tries.min(16)).unwrap_or(i32::MAX);
    LATER_FIRST.checked_mul(factor).unwrap_or(LATER_MOST).min(LATER_MOST)
}

/// That a letter waits as before is no news; that it goes to its next address is.
fn is_worth_an_entry(step: &LetterStep) -> bool {
    step.to != LetterState::Queued || step.code.is_some() || step.way > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_put_off_longer_each_time_and_not_for_ever() {
        let minutes: Vec<i64> = (0..9).map(|tries| later(tries).as_mins()).collect();
        assert_eq!(minutes, [5, 10, 20, 40, 80, 160, 240, 240, 240]);
        assert_eq!(later(u32::MAX), LATER_MOST);
    }
}
