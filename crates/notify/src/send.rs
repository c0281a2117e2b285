//! Sending a wave: listed, then batch by batch taken, handed in, receipted.

use desk::{Addressed, CaseId, Desk, DeskError, Prepared, RealLog, Receipt, Taken, Wave, WaveAsk, WaveRow};
use incident::Actor;
use jiff::{SignedDuration, Timestamp};

use crate::NotifyError;
use crate::addressee::Addressee;
use crate::smtp::{Envelope, Outcome, Pool, RelayFault};
use crate::writer::{Frame, Writer};

/// Letters taken at once for each connection, at most. A process that dies leaves so many uncertain; a batch costs two syncs.
const EACH_MOST: u32 = 16;
/// A batch that takes longer than this is followed by a smaller one, so that what is receipted is never far behind what was accepted.
const BATCH_LASTS: SignedDuration = SignedDuration::from_millis(500);

/// What a wave begins with.
#[derive(Debug, Clone)]
pub struct Ask<'a> {
    /// The notice.
    pub notice: &'a str,
    /// What its letters are drawn up with besides the case.
    pub frame: Frame,
    /// Why the notice counts as sent when the wave has ended, although it has other ways or some cannot be reached.
    pub completes: Option<&'a str>,
    /// Whoever certainly failed in an earlier wave is tried again.
    pub again: bool,
    /// Who begins it.
    pub who: &'a Actor,
    /// Now.
    pub now: Timestamp,
}

/// How a sending stands when it returns.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The wave's row.
    pub row: WaveRow,
    /// Why it stopped before everything was tried, if it did.
    pub fault: Option<RelayFault>,
    /// When the next letter that was put off may be tried.
    pub next_due: Option<Timestamp>,
}

/// Member of a wave's `letter` that says whether those who certainly failed before are tried again, where they are.
const AGAIN: &str = "again";

/// Lists and releases a wave, if its letters may leave: each is drawn up once here, and who cannot be written to is listed.
///
/// # Errors
/// [`NotifyError::Held`] with the letter's own words if it may not leave; as [`Desk::prepare_wave`].
pub fn prepare(
    desk: &Desk<RealLog>,
    case: &CaseId,
    ask: &Ask<'_>,
    list: &mut dyn Iterator<Item = Result<Addressee, DeskError>>,
) -> Result<Prepared, NotifyError> {
    let wave = begin(desk, case, ask)?;
    Ok(list_wave(desk, &wave, list, &mut |_| true, ask.now)?.unwrap_or_default())
}

/// Begins a wave, if its letters may leave; its id, durable on return. Nobody is listed yet: [`list_wave`] does that.
///
/// # Errors
/// [`NotifyError::Held`] with the letter's own words if it may not leave; as [`Desk::begin_wave`].
pub fn begin(desk: &Desk<RealLog>, case: &CaseId, ask: &Ask<'_>) -> Result<String, NotifyError> {
    if !crate::smtp::is_address(&ask.frame.from) {
        return Err(NotifyError::Relay(RelayFault::Name { given: ask.frame.from.clone() }));
    }
    let file = desk.case(case)?;
    let writer = Writer::new(&file, ask.notice, ask.frame.clone(), ask.now)?;
    let probe = Addressee { leaked: vec!["name".to_owned()], ..Addressee::default() };
    if let Some(why) = writer.paper(&probe.recipient(None)).and_then(|paper| paper.held) {
        return Err(NotifyError::Held { why });
    }
    let digest = writer.passed().unwrap_or_default();
    let mut letter = serde_json::to_value(&ask.frame).unwrap_or_default();
    if let (true, Some(letter)) = (ask.again, letter.as_object_mut()) {
        // Whoever goes on with a listing that was cut off has to know it.
        letter.insert(AGAIN.to_owned(), true.into());
    }
    let wave = WaveAsk {
        notice: ask.notice,
        digest: &digest,
        letter,
        completes: ask.completes,
        again: ask.again,
        who: ask.who,
        now: ask.now,
    };
    Ok(desk.begin_wave(case, &wave)?)
}

/// Lists whoever of a wave is not listed yet, and releases it; `None` if `go_on`, asked before each batch with what is listed so far,
/// said no. Whatever cut a listing off, this goes on with it: nobody is listed twice.
///
/// # Errors
/// As [`Desk::list_wave`].
pub fn list_wave(
    desk: &Desk<RealLog>,
    wave: &str,
    list: &mut dyn Iterator<Item = Result<Addressee, DeskError>>,
    go_on: &mut dyn FnMut(&Prepared) -> bool,
    now: Timestamp,
) -> Result<Option<Prepared>, NotifyError> {
    let again = desk.wave(wave)?.letter.get(AGAIN).and_then(serde_json::Value::as_bool).unwrap_or(false);
    let mut rows = list.map(|one| one.map(|one| addressed(one.checked())));
    Ok(desk.list_wave(wave, again, &mut rows, go_on, now)?)
}

/// The customers of a case's leaks, as the register has them, for [`prepare`].
///
/// # Errors
/// Without the right to send; if no leak was held against a register yet.
pub fn addressees(
    desk: &Desk<RealLog>,
    case: &CaseId,
    who: &Actor,
) -> Result<impl Iterator<Item = Result<Addressee, DeskError>> + use<>, NotifyError> {
    Ok(desk.customers(case, who)?.map(|customer| customer.map(Addressee::from)))
}

fn addressed(addressee: Addressee) -> Addressed {
    Addressed { ways: addressee.ways(), row: addressee.row(), key: addressee.key }
}

/// Sends what waits of a wave, until nothing does, the relay fails, or `go_on` says to stop. Letters that were put off wait for
/// another call; a wave in which nothing waits any more is ended.
///
/// # Errors
/// If legal's pass has lapsed, the case was destroyed, or the store fails. Letters taken then become uncertain at the next
/// opening of the folder, unless their receipts stand.
pub fn send(
    desk: &Desk<RealLog>,
    wave: &str,
    pool: &mut Pool,
    now: &dyn Fn() -> Timestamp,
    go_on: &mut dyn FnMut(&WaveRow) -> bool,
) -> Result<Sent, NotifyError> {
    let wave = desk.wave(wave)?;
    let file = desk.case(&wave.case())?;
    let writer = Writer::of(&file, &wave)?;
    drop(file);
    let connections = u32::try_from(pool.connections()).unwrap_or(1);
    let (mut each, mut fault) = (1, None);
    while fault.is_none() {
        let begun = now();
        // Drawn up before they are taken: from then on they are uncertain until their receipt stands.
        let mut made: Vec<Option<Envelope>> = Vec::new();
        let mut draw =
            |taken: &[Taken]| made = taken.iter().map(|taken| writer.envelope(&wave, taken)).collect();
        let taken = desk.take_letters(&wave, each * connections, now(), &mut draw)?;
        if taken.is_empty() {
            break;
        }
        let envelopes: Vec<Envelope> = made.iter().flatten().cloned().collect();
        let delivered = pool.deliver(&envelopes);
        let mut outcomes = delivered.outcomes.into_iter();
        // What cannot be written or addressed certainly was not accepted.
        let none = || Receipt::Refused { code: None };
        let receipts: Vec<Receipt> = made
            .iter()
            .map(|made| made.as_ref().and_then(|_| outcomes.next()).map_or_else(none, receipt))
            .collect();
        desk.receipt_letters(&wave, &taken, &receipts, now())?;
        each = next_batch(each, now().duration_since(begun));
        fault = delivered.fault;
        if !go_on(&desk.wave(&wave.row.id)?.row) {
            break;
        }
    }
    desk.end_wave(&wave.row.id, now())?;
    standing(desk, &wave, fault)
}

/// Letters for each connection in the next batch, after one that lasted so long: a slow relay gets few at a time.
fn next_batch(each: u32, lasted: SignedDuration) -> u32 {
    if lasted > BATCH_LASTS { (each / 2).max(1) } else { (each * 2).min(EACH_MOST) }
}

fn standing(desk: &Desk<RealLog>, wave: &Wave, fault: Option<RelayFault>) -> Result<Sent, NotifyError> {
    let next_due = desk.next_letter_due(&wave.row.id)?;
    Ok(Sent { row: desk.wave(&wave.row.id)?.row, fault, next_due })
}

fn receipt(outcome: Outcome) -> Receipt {
    match outcome {
        Outcome::Accepted { code } => Receipt::Accepted { code },
        Outcome::Refused { code } => Receipt::Refused { code },
        Outcome::Deferred { code } => Receipt::Deferred { code },
        Outcome::Uncertain => Receipt::Uncertain,
        Outcome::Unsent => Receipt::Unsent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_grow_while_they_are_quick_and_shrink_when_a_relay_is_slow() {
        let (quick, slow) = (SignedDuration::from_millis(40), SignedDuration::from_secs(2));
        let grown = (0..6).scan(1, |each, _| Some(std::mem::replace(each, next_batch(*each, quick))));
        assert_eq!(grown.collect::<Vec<_>>(), [1, 2, 4, 8, 16, 16]);
        assert_eq!((next_batch(16, slow), next_batch(1, slow)), (8, 1));
    }
}
