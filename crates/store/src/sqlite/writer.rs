//! The one writer: acts wait in a queue, and whoever comes next commits all that wait as one group, on his own thread.
//! An act that nobody else waits with is written without waking another thread.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rusqlite::{Connection, ErrorCode};

use super::act::{self, Head, Refusal};
use super::fault::{At, count, fault};
use super::keys;
use crate::{Append, AppendError, Appended, DataFolder, StoreError};

/// Most acts in one commit: beyond this the first waits longer for little gain.
const GROUP: usize = 256;

type Answer = Result<Appended, AppendError>;

/// An act that waits to be committed, and where its answer goes.
#[derive(Debug)]
struct Waiting {
    act: Append,
    answer: Arc<OnceLock<Answer>>,
}

/// The writer, and the acts that wait for it. Group commit comes by itself: while one group is synced, others come and
/// wait, and the next of them to get the writer takes them all.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Mutex<VecDeque<Waiting>>,
    writer: Mutex<Writer>,
}

impl Queue {
    pub(super) fn of(writer: Writer) -> Queue {
        Queue { waiting: Mutex::default(), writer: Mutex::new(writer) }
    }

    /// Commits the act, with whatever waits beside it, or finds it committed by somebody else. Durable on return.
    pub(super) fn append(&self, act: Append) -> Answer {
        let answer = Arc::new(OnceLock::new());
        self.waiting().push_back(Waiting { act, answer: Arc::clone(&answer) });
        // A writer that panicked left its files in a state nobody looked at: nothing more is written.
        let mut writer = self.writer.lock().map_err(|_| AppendError::Store(StoreError::Stopped))?;
        while answer.get().is_none() {
            let group: Vec<Waiting> = {
                let mut waiting = self.waiting();
                let most = waiting.len().min(GROUP);
                waiting.drain(..most).collect()
            };
            if group.is_empty() {
                break;
            }
            writer.commit(group);
        }
        drop(writer);
        let stopped = Err(AppendError::Store(StoreError::Stopped));
        Arc::try_unwrap(answer).ok().and_then(OnceLock::into_inner).unwrap_or(stopped)
    }

    /// Runs `work` with the writer, between two groups.
    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Writer) -> T) -> Result<T, StoreError> {
        let mut writer = self.writer.lock().map_err(|_| StoreError::Stopped)?;
        Ok(work(&mut writer))
    }

    /// Nobody can append any more: folds and closes the files, unless the writer panicked.
    pub(super) fn close(self) {
        if let Ok(writer) = self.writer.into_inner() {
            writer.close();
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, VecDeque<Waiting>> {
        // A list is whole whatever happened while it was held.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const END: &str = "SELECT coalesce(max(position) + 1, 0) FROM entry";

/// The connections that write; one caller at a time has them.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) folder: DataFolder,
    pub(super) log: Connection,
    pub(super) keys: Connection,
    stopped: bool,
    /// Why nothing may be written, if the log is shorter than its keys say.
    behind: Option<StoreError>,
}

impl Writer {
    pub(super) fn new(folder: DataFolder, log: Connection, keys: Connection) -> Writer {
        Writer { folder, log, keys, stopped: false, behind: None }
    }

    /// Looks once, at the opening, whether the log is as long as its keys say; if not, nothing is written to it.
    pub(super) fn compare_with_keys(&mut self) -> Result<(), StoreError> {
        let log = Head::read(&self.log).at(&self.folder.log_db())?.size;
        let keys = keys::written_for(&self.keys).at(&self.folder.keys_db())?;
        self.behind = (keys > log).then_some(StoreError::LogBehindKeys { log, keys });
        if self.behind.is_none() {
            // What is added to a log that says another length than it has takes a place that is not the next.
            let path = self.folder.log_db();
            let end = self.log.query_row(END, [], |row| count(row, 0)).at(&path)?;
            let what = || format!("size {log}, entries end at {end}");
            self.behind = (end != log).then(|| StoreError::corrupt(&path, what()));
        }
        Ok(())
    }

    /// Folds both write-ahead logs into their files. What cannot be folded stays where it is, durable, and the next
    /// opening reads it there; after a failed write nothing is touched.
    fn close(self) {
        if !self.stopped {
            // Keys first: a log folded without its keys would be one that is ahead of them.
            drop(keys::fold(&self.keys));
            drop(keys::fold(&self.log));
        }
    }

    /// Commits a group and answers everybody in it, after everything answered for is durable.
    fn commit(&mut self, group: Vec<Waiting>) {
        let (acts, answers): (Vec<Append>, Vec<_>) =
            group.into_iter().map(|waiting| (waiting.act, waiting.answer)).unzip();
        let outcomes = match self.commit_acts(&acts) {
            Ok(outcomes) => outcomes,
            Err(error) => acts.iter().map(|_| Err(AppendError::Store(error.clone()))).collect(),
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // Nobody else answers; each waits for the writer and then finds its own.
            drop(answer.set(outcome));
        }
    }

    fn commit_acts(&mut self, acts: &[Append]) -> Result<Vec<Answer>, StoreError> {
        let mut outcomes = match acts {
            [only] => vec![self.commit_alone(only)],
            several => self.commit_together(several)?,
        };
        // The log says what is doomed; from here on even a crash cannot spare it.
        let dooms = |act: &Append| !act.destroy.is_empty();
        if acts.iter().zip(&outcomes).any(|(act, outcome)| outcome.is_ok() && dooms(act))
            && let Err(error) = keys::finish_destructions(self)
        {
            for (_, outcome) in acts.iter().zip(&mut outcomes).filter(|(act, _)| dooms(act)) {
                *outcome = Err(AppendError::Store(error.clone()));
            }
        }
        Ok(outcomes)
    }

    /// The usual case: an act alone is undone with its whole transaction, and needs no savepoint, which would copy
    /// every page it touches.
    fn commit_alone(&mut self, act: &Append) -> Answer {
        let path = self.folder.log_db();
        self.transaction(|writer| {
            let mut head = Head::read(&writer.log).at(&path)?;
            let size_before = head.size;
            let appended = act::apply(&writer.log, &mut head, act).map_err(|refusal| match refusal {
                Refusal::Because(reason) => reason,
                Refusal::Failed(error) => AppendError::Store(fault(&error, &path)),
            })?;
            head.write(&writer.log).at(&path)?;
            // Keys first: a crash before the log's commit leaves keys that open nothing, never a body without one.
            keys::store(writer, size_before, act.keys.iter())?;
            Ok(appended)
        })
    }

    fn commit_together(&mut self, acts: &[Append]) -> Result<Vec<Answer>, StoreError> {
        let path = self.folder.log_db();
        let mut outcomes = Vec::with_capacity(acts.len());
        self.transaction(|writer| {
            let mut head = Head::read(&writer.log).at(&path)?;
            let size_before = head.size;
            for act in acts {
                outcomes.push(writer.apply(&mut head, act)?);
            }
            head.write(&writer.log).at(&path)?;
            let done =
                || acts.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(act, _)| act);
            // Keys first here too.
            keys::store(writer, size_before, done().flat_map(|act| &act.keys))
        })?;
        Ok(outcomes)
    }

    /// One act inside the group's transaction; a refused one leaves nothing behind.
    fn apply(&self, head: &mut Head, act: &Append) -> Result<Answer, StoreError> {
        let path = self.folder.log_db();
        let run = |sql: &str| self.log.prepare_cached(sql)?.execute([]).map(|_| ());
        let before = head.clone();
        run("SAVEPOINT act").at(&path)?;
        let outcome = match act::apply(&self.log, head, act) {
            Ok(appended) => Ok(appended),
            Err(Refusal::Because(reason)) => {
                *head = before;
                run("ROLLBACK TO act").at(&path)?;
                Err(reason)
            }
            Err(Refusal::Failed(error)) if concerns_one_act(&error) => {
                *head = before;
                run("ROLLBACK TO act").at(&path)?;
                Err(AppendError::Store(fault(&error, &path)))
            }
            Err(Refusal::Failed(error)) => return Err(error).at(&path),
        };
        run("RELEASE act").at(&path)?;
        Ok(outcome)
    }

    /// Runs `work` in one transaction of the log. Anything but success leaves the log as it was.
    pub(super) fn transaction<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Writer) -> Result<T, E>,
    ) -> Result<T, E> {
        if self.stopped {
            return Err(StoreError::Stopped.into());
        }
        if let Some(behind) = &self.behind {
            return Err(behind.clone().into());
        }
        let path = self.folder.log_db();
        self.note(self.log.prepare_cached("BEGIN IMMEDIATE").and_then(|mut s| s.execute([]))).at(&path)?;
        let worked = work(self);
        let ended = match &worked {
            Ok(_) => self.note(self.log.prepare_cached("COMMIT").and_then(|mut s| s.execute([]))),
            Err(_) => Ok(0),
        };
        if !self.log.is_autocommit() {
            self.note(self.log.execute("ROLLBACK", [])).at(&path)?;
        }
        let worked = worked?;
        ended.at(&path)?;
        Ok(worked)
    }

    /// After a failed write of the system it is not known what the disk holds, and a second try may seem to
    /// succeed without having written: nothing more is written until the folder is opened again.
    pub(super) fn note<T>(&mut self, result: rusqlite::Result<T>) -> rusqlite::Result<T> {
        if let Err(error) = &result
            && error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure)
        {
            self.stopped = true;
        }
        result
    }
}

/// Something in the act itself does not fit (a body beyond the engine's largest value): the others go on.
fn concerns_one_act(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::TooBig | ErrorCode::ConstraintViolation))
}
