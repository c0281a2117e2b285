//! The end of a wave: its numbers, and the case's own word that the notice was sent, in one act.

use incident::{Actor, Command};
use jiff::Timestamp;
use plan::Channel;
use store::{LetterState, OutboxChange, Store, WaveState};

use super::Wave;
use super::body::{self, Ended};
use crate::{Act, CaseId, Desk, DeskError, RealLog};

impl Desk<RealLog> {
    /// Ends a wave in which nothing waits any more; `false` if something does, or it had ended.
    ///
    /// In the same act the case says that the notice was sent to as many as were accepted, as far as that is true: by e-mail,
    /// where nobody is left over; in all of its ways, where e-mail is its only one or whoever began the wave vouched for the
    /// rest. Where somebody is left over nothing is said. The other ways are a person's word, and the clocks run until then.
    ///
    /// # Errors
    /// If the store fails or the case was destroyed.
    pub fn end_wave(&self, id: &str, now: Timestamp) -> Result<bool, DeskError> {
        let wave = self.wave(id)?;
        if wave.row.state != WaveState::Released || wave.row.open() > 0 {
            return Ok(false);
        }
        if let Some(ways) = self.told(&wave)? {
            match self.end_with_notice(&wave, ways, now) {
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
        let reason = &*messages::lines(reason.trim());
        if reason.is_empty() {
            return Err(DeskError::NoReason);
        }
        self.end_without_notice(id, reason, now)
    }

    /// In which ways the notice is sent when this wave has ended, none named being all of them; `None` where nothing of the kind
    /// can be said.
    fn told(&self, wave: &Wave) -> Result<Option<Vec<Channel>>, DeskError> {
        let accepted = wave.row.count(LetterState::Accepted);
        if accepted == 0 {
            return Ok(None);
        }
        if wave.completes.is_some() {
            return Ok(Some(Vec::new()));
        }
        // Whoever was left over by an earlier wave is left over still, unless a person knows better.
        let waves = self.store.waves(Some(&wave.row.case_id))?;
        let mut of_notice = waves.iter().filter(|row| row.notice == wave.row.notice);
        if of_notice.any(|row| row.count(LetterState::Accepted) != row.letters()) {
            return Ok(None);
        }
        let file = self.case(&CaseId::known(wave.row.case_id.clone()))?;
        let ways = file.plan.notice(&wave.row.notice).map(|notice| notice.channels.as_slice());
        Ok(match ways.unwrap_or_default() {
            [Channel::Email] => Some(Vec::new()),
            ways => ways.contains(&Channel::Email).then(|| vec![Channel::Email]),
        })
    }

    fn end_with_notice(&self, wave: &Wave, ways: Vec<Channel>, now: Timestamp) -> Result<(), DeskError> {
        let is_whole = ways.is_empty();
        let count = wave.row.count(LetterState::Accepted);
        let command = Command::NoticeSent {
            notice: wave.row.notice.clone(),
            count,
            ways,
            digest: Some(wave.digest.clone()),
            at: None,
        };
        let who = Actor { role: wave.role.clone(), user: wave.user.clone() };
        let act = Act { command, who, occurred_at: None, now };
        let case = CaseId::known(wave.row.case_id.clone());
        let beside = |at| {
            let ended = body::draft("wave.ended", &ended(wave, 0, is_whole, ""), at);
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
