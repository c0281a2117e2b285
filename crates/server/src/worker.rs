//! A thread of the house that works when it is called, and ends with the house.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// The thread and what it is called by: the sending end of a channel, which it hears closed when it is to end.
#[derive(Debug)]
pub(crate) struct Worker<C> {
    stopping: AtomicBool,
    thread: Mutex<Option<(C, JoinHandle<()>)>>,
}

impl<C> Default for Worker<C> {
    fn default() -> Worker<C> {
        Worker { stopping: AtomicBool::new(false), thread: Mutex::new(None) }
    }
}

impl<C> Worker<C> {
    /// Begins the thread `name`, which is called by `call`.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub(crate) fn begin(&self, name: &str, call: C, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(work)?;
        *self.held() = Some((call, thread));
        Ok(())
    }

    /// Does something with what it is called by, alone; `None` where no thread was begun, or it has ended with the house.
    pub(crate) fn with<T>(&self, work: impl FnOnce(Option<&C>) -> T) -> T {
        let held = self.held();
        work(held.as_ref().map(|(call, _)| call))
    }

    /// Lets it finish what it is about, and calls it no more.
    pub(crate) fn end(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        // Let go of before it is waited for: it may want to look.
        let thread = self.held().take();
        if let Some((call, thread)) = thread {
            drop(call);
            drop(thread.join());
        }
    }

    /// Whether it was told to end.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    fn held(&self) -> MutexGuard<'_, Option<(C, JoinHandle<()>)>> {
        // A thread that panicked while it held this left it whole.
        self.thread.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::AtomicU64;
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn it_does_what_it_was_called_for_before_it_ends_and_nothing_after() {
        let (worker, done) = (Worker::default(), Arc::new(AtomicU64::new(0)));
        worker.with(|call| assert!(call.is_none(), "it has not begun"));
        let (call, called) = channel::<u64>();
        let doing = Arc::clone(&done);
        let work = move || {
            for one in called {
                doing.fetch_add(one, Ordering::SeqCst);
            }
        };
        worker.begin("test", call, work).unwrap();
        [1, 10, 100].iter().for_each(|one| worker.with(|call| call.unwrap().send(*one).unwrap()));
        assert!(!worker.is_stopping());
        worker.end();
        assert_eq!(done.load(Ordering::SeqCst), 111);
        assert!(worker.is_stopping() && worker.with(|call| call.is_none()));
    }
}
