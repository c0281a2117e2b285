//! Letters on their way: one thread that sends the waves somebody has released, and rests until there is something to do.
//!
//! Stopping the server lets it finish the batch it has taken, so that no letter becomes uncertain by that.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use desk::{CaseRef, WaveRow};
use messages::Message;
use notify::smtp::{Pool, Relay, RelayFault};

use crate::house::House;
use crate::worker::Worker;

/// Connections to the relay.
const CONNECTIONS: usize = 4;
/// How long it rests where nothing calls it: a relay that was away is tried again, and what was put off has its time.
const REST: Duration = Duration::from_secs(60);

/// The sender's side of the house.
#[derive(Debug, Default)]
pub(crate) struct Post {
    relay: Option<Relay>,
    worker: Worker<SyncSender<()>>,
    /// What stopped the last round. Only a person begins again after a fault that time alone does not mend.
    fault: Mutex<Option<RelayFault>>,
}

impl Post {
    pub(crate) fn new(relay: Option<Relay>) -> Post {
        Post { relay, ..Post::default() }
    }

    /// Where letters are handed in; `None` where the server was started without a relay.
    pub(crate) fn relay(&self) -> Option<&Relay> {
        self.relay.as_ref()
    }

    /// What stopped the last round, and whether time alone may mend it.
    pub(crate) fn fault(&self) -> Option<(Message, bool)> {
        let fault = lock(&self.fault);
        fault.as_ref().map(|fault| (fault.message(), matches!(fault, RelayFault::Unreachable { .. })))
    }

    /// Begins; the thread lives no longer than the house.
    pub(crate) fn begin(house: &Arc<House>) {
        if house.post.relay.is_none() {
            return;
        }
        let (call, called) = sync_channel(1);
        let weak = Arc::downgrade(house);
        if let Err(error) = house.post.worker.begin("letters", call, move || work(&weak, &called)) {
            (house.config.complain)(&error.to_string());
        }
    }

    /// Somebody says that letters are to be sent; also after a fault.
    pub(crate) fn call(&self) {
        *lock(&self.fault) = None;
        self.wake();
    }

    /// There is something to send. After a fault that time does not mend it waits for a person all the same.
    pub(crate) fn wake(&self) {
        // Somebody has called already: once is enough.
        self.worker.with(|call| call.map(|call| call.try_send(())));
    }

    /// Lets the batch under way be finished and receipted, and sends nothing more.
    pub(crate) fn end(&self) {
        self.worker.end();
    }

    /// Whether time alone may mend what stopped the last round.
    fn goes_on(&self) -> bool {
        matches!(*lock(&self.fault), None | Some(RelayFault::Unreachable { .. }))
    }
}

fn work(house: &Weak<House>, called: &Receiver<()>) {
    loop {
        let Some(house) = house.upgrade() else { return };
        if house.post.goes_on() {
            round(&house);
        }
        let stopping = house.post.worker.is_stopping();
        drop(house);
        if stopping {
            return;
        }
        match called.recv_timeout(REST) {
            Ok(()) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Every wave that is under way, oldest first.
fn round(house: &House) {
    let waves = match house.desk.open_waves() {
        Ok(waves) => waves,
        Err(error) => return (house.config.complain)(&error.to_string()),
    };
    for wave in waves {
        if house.post.worker.is_stopping() || !house.post.goes_on() {
            return;
        }
        send(house, &wave);
    }
}

fn send(house: &House, wave: &WaveRow) {
    let Some(relay) = house.post.relay() else { return };
    let mut pool = Pool::new(relay.clone(), CONNECTIONS);
    let mut told = house.now();
    let mut go_on = |_: &WaveRow| {
        let now = house.now();
        // Open pages are told once a second, not for each batch.
        if now.duration_since(told).as_secs() >= 1 {
            told = now;
            house.hub.tell(&wave.case_id);
        }
        !house.post.worker.is_stopping()
    };
    match notify::send(&house.desk, &wave.id, &mut pool, &|| house.now(), &mut go_on) {
        Ok(sent) => *lock(&house.post.fault) = sent.fault,
        // A lapsed pass or a destroyed case holds this wave up, and no other.
        Err(error) => (house.config.complain)(&format!("{}: {error}", wave.id)),
    }
    // A word for those who look at the case.
    let Ok(case) = wave.case_id.parse::<CaseRef>();
    if house.desk.find(&case).is_ok() {
        house.hub.tell(&wave.case_id);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_fault_that_time_does_not_mend_only_a_person_begins_again() {
        let post = Post::new(None);
        assert!(post.goes_on());
        *lock(&post.fault) = Some(RelayFault::Name { given: "nobody".to_owned() });
        post.wake();
        assert!(!post.goes_on() && post.fault().is_some(), "a listing that went on clears no fault");
        post.call();
        assert!(post.goes_on() && post.fault().is_none());
    }
}
