//! What became known after letters left: those that came back, those somebody looked for in the relay's log; and waves that
//! are given up.

use desk::{CaseId, Desk, LetterState, RealLog, Settled, WaveState};
use messages::Message;
use notify::{Noted, note_bounce, read_bounce};

use super::{Outcome, Typed, who};
use crate::clock;
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::{data, figures, file};

/// Notes letters that came back. A mail that tells of none is said and passed over.
pub(super) fn bounces(typed: &Typed, desk: &Desk<RealLog>, door: &mut Door) -> Result<(), Failure> {
    let (mut noted, mut passed) = (0, 0);
    for path in &typed.bounce {
        let told = match read_bounce(&file::read(path)?) {
            None => None,
            Some(bounce) => Some(
                note_bounce(desk, &bounce, &who(typed), clock::now())
                    .map_err(|error| Failure::new(Exit::Negative, error.message()))?,
            ),
        };
        let key = match told {
            Some(Noted::Bounced) => {
                noted += 1;
                continue;
            }
            Some(Noted::NotAccepted) => "cli-letters-bounce-before",
            Some(Noted::NotOurs) | None => "cli-letters-bounce-none",
        };
        passed += 1;
        door.remark(&Message::new(key).with("path", path.display().to_string()));
    }
    let message = Message::new("cli-letters-bounced").with("n", noted).with("over", passed);
    let message = message.with("noted", figures::count(noted));
    door.remark(&message.with("passed", figures::count(passed)));
    Ok(())
}

/// Notes what somebody found out about uncertain letters.
pub(super) fn settle(
    typed: &Typed,
    outcome: Outcome,
    desk: &Desk<RealLog>,
    case: &CaseId,
    door: &mut Door,
) -> Result<(), Failure> {
    let settled = match outcome {
        Outcome::Accepted => Settled::Accepted,
        Outcome::NotSent => Settled::NotSent,
    };
    let reason = typed.reason.as_deref().unwrap_or_default();
    let mut waves = desk.waves(case).map_err(data::failure)?;
    waves.retain(|wave| wave.row.count(LetterState::Uncertain) > 0);
    // A number alone names a letter only where one wave has uncertain ones: the newest is meant.
    let meant = if typed.number.is_empty() {
        waves.as_slice()
    } else {
        waves.last().map_or(&[][..], std::slice::from_ref)
    };
    let mut count = 0;
    for wave in meant {
        let done = desk.settle_letters(wave, &typed.number, settled, reason, &who(typed), clock::now());
        count += done.map_err(data::failure)?;
    }
    if count == 0 && !typed.number.is_empty() {
        let numbers: Vec<String> = typed.number.iter().map(u64::to_string).collect();
        let message = Message::new("cli-letters-not-uncertain").with("numbers", numbers.join(", "));
        return Err(Failure::new(Exit::Negative, message));
    }
    door.remark(&Message::new("cli-letters-settled").with("n", count).with("count", figures::count(count)));
    Ok(())
}

/// Gives up what waits.
pub(super) fn withdraw(
    typed: &Typed,
    desk: &Desk<RealLog>,
    case: &CaseId,
    door: &mut Door,
) -> Result<(), Failure> {
    let reason = typed.reason.as_deref().unwrap_or_default();
    let mut count = 0;
    for wave in desk.waves(case).map_err(data::failure)? {
        if wave.row.state == WaveState::Released {
            count += wave.row.open();
            desk.withdraw_wave(&wave.row.id, reason, &who(typed), clock::now()).map_err(data::failure)?;
        }
    }
    door.remark(&Message::new("cli-letters-withdrawn").with("n", count).with("count", figures::count(count)));
    Ok(())
}
