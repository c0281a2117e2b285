//! Sending: a wave is listed if none is under way, then what waits is handed in.

use desk::{CaseId, Desk, LetterState, RealLog, Wave, WaveRow, WaveState};
use messages::Message;
use notify::smtp::Pool;
use notify::{Ask, Frame, NotifyError, addressees, prepare, send};

use super::{Typed, failure, field, who};
use crate::clock;
use crate::door::Door;
use crate::exit::Failure;
use crate::{data, figures};

/// Sends; why it stopped before everything was tried, if it did.
pub(super) fn send_typed(
    typed: &Typed,
    desk: &Desk<RealLog>,
    case: &CaseId,
    door: &mut Door,
) -> Result<Option<Message>, Failure> {
    let Some(relay) = typed.relay.named()? else { return Ok(None) };
    relay.check().map_err(|fault| Failure::usage(fault.message()))?;
    desk.check_may_send(case, &who(typed)).map_err(data::failure)?;
    let notice = typed.notice.as_deref().unwrap_or_default();
    let waves = desk.waves(case).map_err(data::failure)?;
    let open = |wave: &Wave| wave.row.notice == notice && wave.row.state == WaveState::Released;
    let wave = match waves.into_iter().find(open) {
        // It goes on where it stopped: with the letters as they were listed.
        Some(wave) => wave.row.id,
        None => list(typed, notice, desk, case, door)?,
    };
    let mut pool = Pool::new(relay, usize::from(typed.connections));
    let mut go_on = |row: &WaveRow| {
        door.progress(&progress(row));
        true
    };
    let sent = send(desk, &wave, &mut pool, &clock::now, &mut go_on).map_err(failure(desk, case))?;
    door.clear();
    if let Some(due) = sent.next_due {
        let zone = desk.case(case).map_err(data::failure)?.plan.zone.clone();
        let at = documents::in_words(&due.to_string(), &zone, clock::now(), door.language);
        let due = Message::new("cli-letters-put-off").with("at", at);
        let count = sent.row.count(LetterState::Deferred);
        door.remark(&due.with("n", count).with("count", figures::count(count)));
    }
    Ok(sent.fault.map(|fault| fault.message()))
}

fn progress(row: &WaveRow) -> Message {
    Message::new("cli-letters-progress")
        .with("done", figures::count(row.letters() - row.open()))
        .with("letters", figures::count(row.letters()))
        .with("accepted", figures::count(row.count(LetterState::Accepted)))
        .with("refused", figures::count(row.count(LetterState::Refused)))
}

/// Lists and releases a wave over the customers of the case.
fn list(
    typed: &Typed,
    notice: &str,
    desk: &Desk<RealLog>,
    case: &CaseId,
    door: &mut Door,
) -> Result<String, Failure> {
    let plan = desk.case(case).map_err(data::failure)?.plan;
    let first = plan.notice(notice).and_then(|notice| notice.languages.first().cloned());
    let frame = Frame {
        from: typed.relay.from.clone().unwrap_or_default(),
        sender: typed.sender.clone(),
        language: typed.tongue.clone().or(first).unwrap_or_default(),
        by_hand: typed.field.iter().map(|given| field(given)).collect::<Result<_, _>>()?,
    };
    let who = who(typed);
    let ask = Ask {
        notice,
        frame,
        completes: typed.completes.as_deref(),
        again: typed.again,
        who: &who,
        now: clock::now(),
    };
    let prepared = addressees(desk, case, &who)
        .and_then(|mut list| prepare(desk, case, &ask, &mut list))
        .map_err(|error: NotifyError| failure(desk, case)(error))?;
    door.remark(
        &Message::new("cli-letters-listed")
            .with("letters", figures::count(prepared.letters))
            .with("without", figures::count(prepared.without_address))
            .with("already", figures::count(prepared.already))
            .with("failed", figures::count(prepared.failed_before)),
    );
    Ok(prepared.wave)
}
