//! The end of a wave: its numbers, and the case's own word that the notice was sent, in one act.

use incident::{Actor, Command};
use jiff::Timestamp;
use plan::Channel;
use store::{LetterState, OutboxChange, WaveState};

use super::Wave;
use super::body::{self, Ended};
use crate::{Act, CaseId, Desk, DeskError, RealLog};

impl Desk<RealLog> {
    /// Ends a wave in which nothing waits any more; `false` if something does, or it had ended.
    ///
    /// In the same act the case says that the notice was sent to as many as were accepted — but only where that is true of
    /// the whole notice: e-mail is its only way and nobody is left over, or whoever began the wave vouched for the rest.
    /// Else a person says so when the other ways are done, and the clocks run until then.
    ///
    /// # Errors
    /// If the store fails or the case was destroyed.
    pub fn end_wave(&self, id: &str, now: Timestamp) -> Result<bool, DeskError> {
        let wave = self.wave(id)?;
        if wave.row.state != WaveState::Released || wave.row.open() > 0 {
            return Ok(false);
        }
        if self.is_whole(&wave)? {
            match self.end_with_notice(&wave, now) {
                // The case no longer lets a notice be sent: the letters left all the same, and a person must say so.
                Err(DeskError::Refused(_)) => {}
                done => return done.map(|()| true),
            }
        }
        self.end_without_notice(id, "", now).map(|()| true)
    }

    /// Ends a wave before its letters are all sent: what waits leaves the outbox, so that these persons can have another
    /// letter; what is under way gets its receipt still.
    ///
    /// # Errors
    /// [`DeskError::NoReason`]; [`DeskError::NoRight`] without the right to send; if the store fails.
    pub fn withdraw_wave(
        &self,
        id: &str,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let wave = self.wave(id)?;
        let case = CaseId::known(wave.row.case_id.clone());
        crate::act::check_holds(&self.load(&case)?.folded.file.plan, who, plan::Right::Send)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(DeskError::NoReason);
        }
        self.end_without_notice(id, reason, now)
    }

    /// Whether all of the notice is sent when this wave has ended.
    fn is_whole(&self, wave: &Wave) -> Result<bool, DeskError> {
        if wave.row.count(LetterState::Accepted) == 0 {
            return Ok(false);
        }
        if wave.completes.is_some() {
            return Ok(true);
        }
        let file = self.case(&CaseId::known(wave.row.case_id.clone()))?;
        let only_mail =
            file.plan.notice(&wave.row.notice).is_some_and(|notice| notice.channels == [Channel::Email]);
        Ok(only_mail && wave.row.count(LetterState::Accepted) == wave.row.letters())
    }

    fn end_with_notice(&self, wave: &Wave, now: Timestamp) -> Result<(), DeskError> {
        let count = wave.row.count(LetterState::Accepted);
        let command = Command::NoticeSent {
            notice: wave.row.notice.clone(),
            count,
            digest: Some(wave.digest.clone()),
            at: None,
        };
        let who = Actor { role: wave.role.clone(), user: wave.user.clone() };
        let act = Act { command, who, occurred_at: None, now };
        let case = CaseId::known(wave.row.case_id.clone());
        let beside = |at| {
            let ended = body::draft("wave.ended", &ended(wave, 0, true, ""), at);
            self.beside(&wave.row.id, &[ended], vec![end(&wave.row.id)], at)
        };
        self.act_upon_beside(&case, &[], &beside, &|_| Ok(vec![act.clone()])).map(|_| ())
    }

    pub(super) fn end_without_notice(&self, id: &str, reason: &str, now: Timestamp) -> Result<(), DeskError> {
        let wave = self.wave(id)?;
        let waits = wave.row.count(LetterState::Queued) + wave.row.count(LetterState::Deferred);
        let body = ended(&wave, waits, false, reason);
        self.append_wave(
            id,
            &|at| vec![body::draft("wave.ended", &body, at)],
            (vec![end(id)], Vec::new()),
            now,
        )
    }
}

fn end(id: &str) -> OutboxChange {
    OutboxChange::End { wave: id.to_owned() }
}

fn ended(wave: &Wave, withdrawn: u64, notice_sent: bool, reason: &str) -> Ended {
    let count = |state| wave.row.count(state);
    Ended {
        accepted: count(LetterState::Accepted),
        refused: count(LetterState::Refused),
        uncertain: count(LetterState::Uncertain),
        bounced: count(LetterState::Bounced),
        without_address: count(LetterState::WithoutAddress),
        withdrawn,
        notice_sent,
        reason: reason.to_owned(),
    }
}
