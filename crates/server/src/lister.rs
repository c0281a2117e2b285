//! Waves on their way into the outbox: one thread lists them, one after the other, while the page that began one is long shown.
//!
//! That a wave was begun is durable before the page answers, and so is each batch that is listed. A server that was killed, or told to
//! stop, goes on with it when it is started anew: whoever is listed stays listed, the rest follows, nobody twice.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use desk::{CaseId, Prepared};
use incident::Actor;
use messages::Message;
use notify::NotifyError;

use crate::house::House;
use crate::worker::Worker;

/// Where the listing of a wave stands.
#[derive(Debug, Clone)]
pub(crate) enum Listing {
    /// It is being listed, or waits for its turn.
    Running,
    /// It came to nothing, and why; nothing of it was sent.
    Failed(Message),
}

/// A wave that this process has to do with.
#[derive(Debug)]
struct Job {
    case: String,
    notice: String,
    stands: Listing,
}

/// The lister's side of the house.
#[derive(Debug, Default)]
pub(crate) struct Lister {
    jobs: Mutex<Vec<Job>>,
    /// Called with the ids of waves.
    worker: Worker<Sender<String>>,
}

impl Lister {
    /// Begins, with whatever was cut off before; the thread lives no longer than the house. Without a relay nothing is listed.
    pub(crate) fn begin(house: &Arc<House>) {
        if house.post.relay().is_none() {
            return;
        }
        let (call, called) = channel();
        match house.desk.waves_listing() {
            Ok(cut_off) => {
                for wave in cut_off {
                    house.lister.note(&wave.case_id, &wave.notice, Listing::Running);
                    // The thread that listens is begun below.
                    let _ = call.send(wave.id);
                }
            }
            Err(error) => (house.config.complain)(&error.to_string()),
        }
        let weak = Arc::downgrade(house);
        if let Err(error) = house.lister.worker.begin("lister", call, move || work(&weak, &called)) {
            (house.config.complain)(&error.to_string());
        }
    }

    /// Begins the wave that `begin` makes durable, unless one of the same notice is being listed already: of two who press at once, one
    /// begins it.
    ///
    /// # Errors
    /// What `begin` says; then nothing is listed.
    pub(crate) fn start(
        &self,
        case: &CaseId,
        notice: &str,
        begin: impl FnOnce() -> Result<String, NotifyError>,
    ) -> Result<(), NotifyError> {
        // Held while it is begun: it takes one act.
        self.worker.with(|call| {
            if matches!(self.stands(case, notice), Some(Listing::Running)) {
                return Ok(());
            }
            let wave = begin()?;
            self.note(case.as_str(), notice, Listing::Running);
            if let Some(call) = call {
                // A thread that is gone has ended with the house: what was begun goes on at the next start.
                let _ = call.send(wave);
            }
            Ok(())
        })
    }

    /// Where the listing of a notice's wave stands; `None` if this process lists none, or has listed it.
    pub(crate) fn stands(&self, case: &CaseId, notice: &str) -> Option<Listing> {
        let jobs = lock(&self.jobs);
        let job = jobs.iter().find(|job| job.case == case.as_str() && job.notice == notice)?;
        Some(job.stands.clone())
    }

    /// Lets the batch under way be finished, and lists nothing more.
    pub(crate) fn end(&self) {
        self.worker.end();
    }

    fn note(&self, case: &str, notice: &str, stands: Listing) {
        self.forget(case, notice);
        lock(&self.jobs).push(Job { case: case.to_owned(), notice: notice.to_owned(), stands });
    }

    fn forget(&self, case: &str, notice: &str) {
        lock(&self.jobs).retain(|job| job.case != case || job.notice != notice);
    }
}

fn work(house: &Weak<House>, called: &Receiver<String>) {
    while let Ok(wave) = called.recv() {
        let Some(house) = house.upgrade() else { return };
        if house.lister.worker.is_stopping() {
            return;
        }
        list(&house, &wave);
    }
}

/// Lists one wave. What comes to nothing is given up, so that it can be begun anew, and its page says why.
fn list(house: &House, id: &str) {
    let wave = match house.desk.wave(id) {
        Ok(wave) => wave,
        Err(error) => return (house.config.complain)(&format!("{id}: {error}")),
    };
    let (case, notice) = (wave.case(), wave.row.notice.as_str());
    let who = Actor { role: wave.role.clone(), user: wave.user.clone() };
    let mut told = house.now();
    let mut go_on = |_: &Prepared| {
        let now = house.now();
        // Open pages are told once a second, not for each batch.
        if now.duration_since(told).as_secs() >= 1 {
            told = now;
            house.hub.tell(case.as_str());
        }
        !house.lister.worker.is_stopping()
    };
    let listed = notify::addressees(&house.desk, &case, &who)
        .and_then(|mut list| notify::list_wave(&house.desk, id, &mut list, &mut go_on, house.now()));
    match listed {
        Ok(Some(_)) => {
            house.lister.forget(case.as_str(), notice);
            // Whoever began it has called already; a wave that goes on after a restart clears no fault.
            house.post.wake();
        }
        // Told to stop: the next start goes on with it.
        Ok(None) => {}
        Err(error) => {
            if let Err(why) = house.desk.give_up_listing(id, house.now()) {
                (house.config.complain)(&format!("{id}: {why}"));
            }
            house.lister.note(case.as_str(), notice, Listing::Failed(error.message()));
        }
    }
    house.hub.tell(case.as_str());
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held this left whole jobs.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
