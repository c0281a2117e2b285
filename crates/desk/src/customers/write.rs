//! Writing a list: customers come as the register holds them and go into runs, each in the order of its keys and sealed; in the end
//! the runs become one list. Nothing lies in clear at any time.

use std::io::Write;

use incident::Actor;
use incident::event::evidence::{Found, Tally};
use plan::Right;
use vault::{BlobReader, BlobWriter, Safe, remove_blob};

use super::Customer;
use super::merge::{LINE_MOST, Lines, Merge};
use super::tally::Counter;
use crate::act::check_holds;
use crate::evidence::{Passing, Sealed, sealing_failed};
use crate::{CaseId, Desk, DeskError, LogKind};

/// Bytes of lines that wait to be put in order.
const WAITING: usize = 16 << 20;

/// A list that lies sealed and durable in the folder, and that no entry speaks of yet.
#[derive(Debug, Clone)]
pub struct SealedList {
    pub(crate) sealed: Sealed,
    pub(crate) register: String,
    pub(crate) own_keys: bool,
    pub(crate) listed: Tally,
    pub(crate) at_least: u64,
}

/// Writes the list of a leak's customers into a case.
pub struct CustomerWriter<'a, L: LogKind> {
    desk: &'a Desk<L>,
    safe: Safe,
    register: String,
    own_keys: bool,
    waiting: Vec<Customer>,
    bytes: usize,
    /// Bytes of lines at which a run ends.
    pub(crate) most: usize,
    runs: Vec<Sealed>,
    over: bool,
}

impl<L: LogKind> std::fmt::Debug for CustomerWriter<'_, L> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CustomerWriter({} runs)", self.runs.len())
    }
}

impl<L: LogKind> Desk<L> {
    /// Begins the list of the customers that were found in a leak. `register` is the SHA-256 of the register, lower-case hex;
    /// `own_keys` says whether its keys are its own, or numbers of rows, which mean something in that very file alone.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] without the right `state_fact`; if the case's key is gone.
    pub fn list_customers(
        &self,
        case: &CaseId,
        who: &Actor,
        register: &str,
        own_keys: bool,
    ) -> Result<CustomerWriter<'_, L>, DeskError> {
        check_holds(&self.load(case)?.folded.file.plan, who, Right::StateFact)?;
        let safe = self.vault.open_safe_for(&self.store, &case.owner(), &[])?;
        Ok(CustomerWriter {
            desk: self,
            safe,
            register: register.to_owned(),
            own_keys,
            waiting: Vec::new(),
            bytes: 0,
            most: WAITING,
            runs: Vec::new(),
            over: false,
        })
    }
}

impl<L: LogKind> CustomerWriter<'_, L> {
    /// Takes a customer; a key that came before is the same customer.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn push(&mut self, mut customer: Customer) -> Result<(), DeskError> {
        if !self.own_keys {
            // The same row of another register is somebody else.
            customer.key = format!("{}@{}", customer.key, self.register.get(..12).unwrap_or_default());
        }
        for texts in [&mut customer.leaked, &mut customer.classes] {
            texts.sort_unstable();
            texts.dedup();
        }
        customer.email.truncate(64);
        customer.phone.truncate(64);
        self.bytes += 256 + customer.key.len() + customer.email.iter().map(String::len).sum::<usize>();
        self.waiting.push(customer);
        if self.bytes < self.most { Ok(()) } else { self.end_run() }
    }

    /// Seals the list; `at_least` is how many different customers the persons of the leak are at least. Only now may an act
    /// speak of it.
    ///
    /// # Errors
    /// If the disk fails; then nothing is left.
    pub fn finish(mut self, at_least: u64) -> Result<SealedList, DeskError> {
        self.end_run()?;
        let blobs = self.desk.store.folder().blobs();
        let lines = |run: &Sealed| -> Result<Lines, DeskError> {
            let blob = BlobReader::open(&self.safe, &blobs, &run.key.id)?;
            Ok(Lines::new(Box::new(blob), Vec::new()))
        };
        let lists: Result<Vec<Lines>, DeskError> = self.runs.iter().map(lines).collect();
        let mut merged = Merge::new(lists?)?;
        let mut counter = Counter::default();
        let mut out = Out::begin(&mut self.safe, &blobs)?;
        while let Some(customer) = merged.next()? {
            counter.add(&customer);
            out.line(&customer)?;
        }
        drop(merged);
        let sealed = out.finish()?;
        self.over = true;
        self.forget_runs();
        let (register, own_keys) = (self.register.clone(), self.own_keys);
        Ok(SealedList { sealed, register, own_keys, listed: counter.tally(0), at_least })
    }

    fn end_run(&mut self) -> Result<(), DeskError> {
        let mut waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        waiting.sort_by(|one, other| one.key.cmp(&other.key));
        let mut out = Out::begin(&mut self.safe, &self.desk.store.folder().blobs())?;
        let mut open: Option<Customer> = None;
        for customer in waiting {
            open = Some(match open {
                Some(known) if known.key == customer.key => known.with(customer),
                known => {
                    known.iter().try_for_each(|known| out.line(known))?;
                    customer
                }
            });
        }
        open.iter().try_for_each(|known| out.line(known))?;
        self.runs.push(out.finish()?);
        Ok(())
    }

    fn forget_runs(&self) {
        for run in &self.runs {
            // What cannot be removed now goes at the next opening: no key of it was ever stored.
            drop(remove_blob(&self.desk.store.folder().blobs(), &run.key.id));
        }
    }
}

impl<L: LogKind> Drop for CustomerWriter<'_, L> {
    fn drop(&mut self) {
        if !self.over {
            self.forget_runs();
        }
    }
}

impl SealedList {
    /// What the event says of it; `together` is what all lists of the case hold.
    pub(crate) fn found(&self, together: Tally) -> Found {
        Found {
            list: self.sealed.file(),
            register: self.register.clone(),
            own_keys: self.own_keys,
            at_least: self.at_least,
            listed: self.listed.clone(),
            together,
        }
    }
}

/// A sealed file on its way.
struct Out {
    blob: BlobWriter,
    passing: Passing,
}

impl Out {
    fn begin(safe: &mut Safe, blobs: &std::path::Path) -> Result<Out, DeskError> {
        Ok(Out { blob: BlobWriter::begin(safe, blobs)?, passing: Passing::default() })
    }

    fn line(&mut self, customer: &Customer) -> Result<(), DeskError> {
        let line = customer.line();
        if line.len() as u64 > LINE_MOST {
            return Err(DeskError::Damaged(messages::Message::new("desk-customer-too-long")));
        }
        self.passing.note(&line);
        self.blob.write_all(&line).map_err(|error| sealing_failed(&error))
    }

    fn finish(self) -> Result<Sealed, DeskError> {
        let (size, blob) = (self.passing.bytes, self.blob.finish()?);
        Ok(Sealed { key: blob.key, sha256: self.passing.sha256(), size })
    }
}
