//! Several connections that are kept between batches, each with a thread while a batch is under way.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::relay::{Relay, RelayFault};
use super::session::{Opened, Session, Written};
use super::{Envelope, Outcome};

/// A message is begun on so many connections at most before it is put off: one that kills each of them must not be taken
/// for the relay's fault for ever.
const CONNECTIONS_EACH: usize = 2;
/// So many refusals in a row, with nothing accepted between, are no longer the letters' own fault.
const REFUSALS_IN_A_ROW: usize = 25;
/// So many connections lost in a row neither: else every letter of a wave would end as put off, or as uncertain.
const LOST_IN_A_ROW: usize = 4;

/// What became of a batch.
#[derive(Debug)]
pub struct Delivered {
    /// The outcome of each message, in their order.
    pub outcomes: Vec<Outcome>,
    /// Why it stopped before its end, if it did.
    pub fault: Option<RelayFault>,
}

/// Connections to one relay.
#[derive(Debug)]
pub struct Pool {
    relay: Relay,
    slots: Vec<Slot>,
    /// Letters refused since the last that was accepted, on whatever connection, in this batch and those before it.
    refused: AtomicUsize,
}

/// One of its connections, kept between batches.
#[derive(Debug, Default)]
struct Slot {
    session: Option<Session>,
    /// Connections lost in this place since the last reply to a text.
    lost: usize,
}

/// A batch under way, shared by its threads.
struct Batch<'b> {
    envelopes: &'b [Envelope],
    refused: &'b AtomicUsize,
    next: AtomicUsize,
    stopped: AtomicBool,
    outcomes: Mutex<Vec<Outcome>>,
    fault: Mutex<Option<RelayFault>>,
}

impl Pool {
    /// Up to so many connections; none is made before there is something to send.
    pub fn new(relay: Relay, connections: usize) -> Pool {
        let slots = (0..connections.max(1)).map(|_| Slot::default()).collect();
        Pool { relay, slots, refused: AtomicUsize::new(0) }
    }

    /// How many connections it may have.
    pub fn connections(&self) -> usize {
        self.slots.len()
    }

    /// Hands messages in. Returns when each has its outcome; those behind a fault of the relay are [`Outcome::Unsent`].
    pub fn deliver(&mut self, envelopes: &[Envelope]) -> Delivered {
        let batch = Batch {
            envelopes,
            refused: &self.refused,
            next: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            outcomes: Mutex::new(vec![Outcome::Unsent; envelopes.len()]),
            fault: Mutex::new(None),
        };
        let (relay, needed) = (&self.relay, envelopes.len());
        let mut slots = self.slots.iter_mut().take(needed);
        // The caller's own thread is one of them: one connection needs no other.
        let first = slots.next();
        std::thread::scope(|scope| {
            for slot in slots {
                let batch = &batch;
                scope.spawn(move || Worker::new(batch, relay, slot).run());
            }
            if let Some(slot) = first {
                Worker::new(&batch, relay, slot).run();
            }
        });
        let whole = |poisoned: PoisonError<_>| poisoned.into_inner();
        let fault = batch.fault.into_inner().unwrap_or_else(PoisonError::into_inner);
        Delivered { outcomes: batch.outcomes.into_inner().unwrap_or_else(whole), fault }
    }

    /// Closes the connections.
    pub fn close(&mut self) {
        self.slots.iter_mut().filter_map(|slot| slot.session.take()).for_each(Session::quit);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.close();
    }
}

/// A message whose turn it is on a connection.
struct Turn<'b> {
    place: usize,
    envelope: &'b Envelope,
    /// Its envelope was written together with the text before it.
    written: bool,
    /// On how many connections it was begun.
    begun: usize,
}

impl<'b> Batch<'b> {
    fn take(&self) -> Option<Turn<'b>> {
        if self.stopped.load(Ordering::Relaxed) {
            return None;
        }
        let place = self.next.fetch_add(1, Ordering::Relaxed);
        self.envelopes.get(place).map(|envelope| Turn { place, envelope, written: false, begun: 0 })
    }

    fn note(&self, place: usize, outcome: Outcome) {
        let mut outcomes = self.outcomes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(slot) = outcomes.get_mut(place) {
            *slot = outcome;
        }
    }

    fn stop(&self, fault: RelayFault) {
        self.stopped.store(true, Ordering::Relaxed);
        let mut known = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
        known.get_or_insert(fault);
    }
}

/// One connection at work on a batch.
struct Worker<'w, 'b> {
    batch: &'w Batch<'b>,
    relay: &'w Relay,
    slot: &'w mut Slot,
}

impl<'w, 'b> Worker<'w, 'b> {
    fn new(batch: &'w Batch<'b>, relay: &'w Relay, slot: &'w mut Slot) -> Worker<'w, 'b> {
        Worker { batch, relay, slot }
    }

    /// Sends messages until there are none left, or the relay's fault ends it for all.
    fn run(mut self) {
        let mut turn = self.batch.take();
        while let Some(now) = turn {
            if self.batch.stopped.load(Ordering::Relaxed) {
                // The fault of another connection; what was not begun with a text is unsent.
                self.slot.session.take_if(|_| now.written);
                return;
            }
            turn = match self.step(now) {
                Ok(next) => next,
                Err(fault) => {
                    // An envelope that was written and not answered goes with its connection.
                    *self.slot = Slot::default();
                    return self.batch.stop(fault);
                }
            };
        }
    }

    /// One message, or one try of it; the turn after it.
    fn step(&mut self, mut turn: Turn<'b>) -> Result<Option<Turn<'b>>, RelayFault> {
        let session = match self.slot.session.take() {
            Some(session) => session,
            None => {
                turn.written = false;
                Session::open(self.relay)?
            }
        };
        let session = self.slot.session.insert(session);
        if let Some(outcome) = session.cannot_take(turn.envelope) {
            self.batch.note(turn.place, outcome);
            return Ok(self.batch.take());
        }
        session.check_size(self.relay, turn.envelope)?;
        turn.begun += 1;
        let asked = if turn.written { Ok(()) } else { session.write_envelope(turn.envelope) };
        match asked.ok().and_then(|()| session.read_envelope().ok()) {
            None => self.lost_before_text(turn),
            Some(Opened::Sender(reply)) => {
                Err(RelayFault::Refused { asked: "MAIL FROM", said: reply.said() })
            }
            Some(Opened::No(outcome, waits_for_text)) => {
                // What it said stands, also where the line is of no use after it.
                let session = self.slot.session.as_mut();
                if session.is_none_or(|session| session.set_back(waits_for_text).is_err()) {
                    self.slot.session = None;
                }
                self.tell(turn.place, outcome)?;
                Ok(self.batch.take())
            }
            Some(Opened::Go) => self.text(&turn),
        }
    }

    /// Nothing of the text was sent: certainly not accepted. A kept connection may simply have grown old.
    fn lost_before_text(&mut self, turn: Turn<'b>) -> Result<Option<Turn<'b>>, RelayFault> {
        self.lose()?;
        if turn.begun < CONNECTIONS_EACH {
            return Ok(Some(Turn { written: false, ..turn }));
        }
        self.batch.note(turn.place, Outcome::Deferred { code: None });
        Ok(self.batch.take())
    }

    fn text(&mut self, turn: &Turn<'b>) -> Result<Option<Turn<'b>>, RelayFault> {
        let Some(session) = self.slot.session.as_mut() else { return Ok(self.batch.take()) };
        let next = self.batch.take();
        let fits = |next: &Turn<'_>| {
            session.cannot_take(next.envelope).is_none()
                && session.check_size(self.relay, next.envelope).is_ok()
        };
        let grouped = next.as_ref().filter(|next| session.groups() && fits(next));
        let (envelope, written) = (grouped.as_ref().map(|next| next.envelope), grouped.is_some());
        let answered = match session.write_text(turn.envelope, envelope) {
            Written::Whole => session.read_accepted().map_err(|_| Outcome::Uncertain),
            Written::Cut => Err(Outcome::Deferred { code: None }),
            Written::Lost => Err(Outcome::Uncertain),
        };
        match answered {
            Ok(outcome) => {
                self.slot.lost = 0;
                self.tell(turn.place, outcome)?;
                Ok(next.map(|next| Turn { written, ..next }))
            }
            Err(outcome) => {
                self.batch.note(turn.place, outcome);
                self.lose()?;
                Ok(next)
            }
        }
    }

    fn tell(&self, place: usize, outcome: Outcome) -> Result<(), RelayFault> {
        let refused = match &outcome {
            Outcome::Refused { code } => Some(code.clone().unwrap_or_default()),
            Outcome::Accepted { .. } => {
                self.batch.refused.store(0, Ordering::Relaxed);
                None
            }
            _ => None,
        };
        self.batch.note(place, outcome);
        let Some(said) = refused else { return Ok(()) };
        if self.batch.refused.fetch_add(1, Ordering::Relaxed) + 1 < REFUSALS_IN_A_ROW {
            return Ok(());
        }
        // At once, so that each other connection ends with the letter it is at. Whoever sends again begins to count anew.
        self.batch.stopped.store(true, Ordering::Relaxed);
        self.batch.refused.store(0, Ordering::Relaxed);
        Err(RelayFault::Refused { asked: "RCPT TO, DATA", said })
    }

    fn lose(&mut self) -> Result<(), RelayFault> {
        self.slot.session = None;
        self.slot.lost += 1;
        if self.slot.lost < LOST_IN_A_ROW {
            return Ok(());
        }
        Err(RelayFault::NoSmtp { address: self.relay.address.clone() })
    }
}
