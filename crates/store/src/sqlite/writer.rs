//! The one thread that writes: takes acts from a queue and commits them in groups.

use std::sync::mpsc::{Receiver, SyncSender};

use rusqlite::{Connection, ErrorCode};

use super::act::{self, Head, Refusal};
use super::fault::{At, fault};
use super::keys;
use crate::{Append, AppendError, Appended, DataFolder, StoreError};

/// Most acts in one commit: beyond this the first waits longer for little gain.
const GROUP: usize = 256;

type Answer = Result<Appended, AppendError>;

/// Something for the writer to do.
pub(super) enum Job {
    /// An act, and where its answer goes.
    Append(Box<Append>, SyncSender<Answer>),
    /// Anything else that writes, alone between two groups.
    Other(Box<dyn FnOnce(&mut Writer) + Send>),
}

/// The connections that write; only its own thread has them.
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
        Ok(())
    }

    /// Works until nobody can send any more.
    pub(super) fn run(mut self, queue: &Receiver<Job>) {
        let mut next = queue.recv().ok();
        while let Some(job) = next.take() {
            match job {
                Job::Other(work) => work(&mut self),
                Job::Append(act, answer) => {
                    let mut group = vec![(*act, answer)];
                    next = drain(queue, &mut group);
                    self.commit(group);
                }
            }
            next = next.or_else(|| queue.recv().ok());
        }
        self.close();
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
    fn commit(&mut self, group: Vec<(Append, SyncSender<Answer>)>) {
        let (acts, answers): (Vec<Append>, Vec<_>) = group.into_iter().unzip();
        let outcomes = match self.commit_acts(&acts) {
            Ok(outcomes) => outcomes,
            Err(error) => acts.iter().map(|_| Err(AppendError::Store(error.clone()))).collect(),
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // Nobody waiting any more is no fault: the act stands all the same.
            drop(answer.send(outcome));
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

/// Takes the acts that already wait; returns the first job that is none.
fn drain(queue: &Receiver<Job>, group: &mut Vec<(Append, SyncSender<Answer>)>) -> Option<Job> {
    while group.len() < GROUP {
        match queue.try_recv() {
            Ok(Job::Append(act, answer)) => group.push((*act, answer)),
            Ok(other) => return Some(other),
            Err(_) => return None,
        }
    }
    None
}
