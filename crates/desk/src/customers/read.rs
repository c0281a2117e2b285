//! The lists of a case read together: every customer once, with the evidence they were found in.

use incident::Actor;
use incident::event::evidence::{Found, Tally};
use incident::state::Counting;
use plan::Right;
use store::{KeyId, KeyState, Store};
use vault::{BlobReader, Vault, blob_id};

use super::merge::{Lines, Merge};
use super::tally::Counter;
use super::{Customer, SealedList};
use crate::act::check_holds;
use crate::{CaseFile, CaseId, Desk, DeskError, LogKind};

/// The customers of a case, in the order of their keys, read a piece at a time. After an error nothing more comes.
pub struct Customers {
    merge: Option<Merge>,
    tally: Tally,
    lists: Vec<String>,
    version: u64,
}

impl std::fmt::Debug for Customers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Customers({} of {} lists)", self.tally.customers, self.lists.len())
    }
}

impl Customers {
    /// What will come: how many, exact and near, and by kind of data.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// SHA-256 of the lists that are read, the newest first, lower-case hex.
    pub fn lists(&self) -> &[String] {
        &self.lists
    }

    /// Version of the case at which these were its customers.
    pub fn version(&self) -> u64 {
        self.version
    }
}

impl Iterator for Customers {
    type Item = Result<Customer, DeskError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.merge.as_mut()?.next();
        if next.is_err() {
            self.merge = None;
        }
        next.transpose()
    }
}

impl<L: LogKind> Desk<L> {
    /// The customers whom letters are to reach. Nobody looks at them: what is made of them is sealed, or leaves.
    ///
    /// # Errors
    /// [`DeskError::NoRight`] without the right `send`; [`DeskError::NoCustomers`] if no leak was held against a register yet;
    /// if a list is gone or altered.
    pub fn customers(&self, case: &CaseId, who: &Actor) -> Result<Customers, DeskError> {
        let on_desk = self.load(case)?;
        let file = &on_desk.folded.file;
        check_holds(&file.plan, who, Right::Send)?;
        self.customers_of(file)
    }

    /// How many customers the case has, without reading a list; `None` where no leak was held against a register.
    /// A tally that a struck counting made wrong is made anew.
    ///
    /// # Errors
    /// If a list is gone or altered.
    pub fn customer_tally(&self, case: &CaseId) -> Result<Option<Tally>, DeskError> {
        let on_desk = self.load(case)?;
        let file = &on_desk.folded.file;
        let Some((newest, found)) = standing(file).next() else { return Ok(None) };
        let struck_since = |counting: &Counting| {
            counting.struck.is_some_and(|struck| struck > newest.position)
                && counting.position < newest.position
        };
        if file.state.countings.iter().any(struck_since) {
            return self.tally_together(file, None).map(Some);
        }
        Ok(Some(found.together.clone()))
    }

    pub(crate) fn customers_of(&self, file: &CaseFile) -> Result<Customers, DeskError> {
        let lists: Vec<String> = standing(file).map(|(_, found)| found.list.sha256.clone()).collect();
        if lists.is_empty() {
            return Err(DeskError::NoCustomers);
        }
        let tally = self.tally_together(file, None)?;
        let merge = Some(self.merged(file, None)?);
        Ok(Customers { merge, tally, lists, version: file.state.version })
    }

    /// What the standing lists of the case hold together, with `new` among them.
    pub(crate) fn tally_together(
        &self,
        file: &CaseFile,
        new: Option<&SealedList>,
    ) -> Result<Tally, DeskError> {
        let mut merge = self.merged(file, new)?;
        let mut counter = Counter::default();
        while let Some(customer) = merge.next()? {
            counter.add(&customer);
        }
        let found: Vec<&Found> = standing(file).map(|(_, found)| found).collect();
        let least = found.iter().map(|found| found.at_least).chain(new.map(|new| new.at_least)).max();
        let mut lists: Vec<(&str, bool)> =
            found.iter().map(|found| (found.register.as_str(), found.own_keys)).collect();
        lists.extend(new.map(|new| (new.register.as_str(), new.own_keys)));
        // Rows of two registers cannot be told apart from one customer in both: then only the largest list is known.
        let comparable = lists.iter().all(|(_, own)| *own)
            || lists.iter().all(|(register, _)| Some(register) == lists.first().map(|(first, _)| first));
        let least = least.unwrap_or(0);
        let tally = counter.tally(least);
        Ok(Tally { at_least: if comparable { tally.at_least } else { least }, ..tally })
    }

    fn merged(&self, file: &CaseFile, new: Option<&SealedList>) -> Result<Merge, DeskError> {
        let lists: Vec<(KeyId, Vec<String>)> = standing(file)
            .filter_map(|(counting, found)| {
                Some((blob_id(&found.list.blob)?, counting.counted.evidence.clone()))
            })
            .collect();
        let owner = file.id.owner();
        let asked: Vec<KeyId> =
            [Vault::owner_key_id(&owner)].into_iter().chain(lists.iter().map(|(id, _)| *id)).collect();
        let mut states = self.store.keys(&asked)?.into_iter();
        let owner_key = states.next().unwrap_or(KeyState::Unknown);
        let own = new.map(|new| (new.sealed.key.id, KeyState::Live(new.sealed.key.clone())));
        let keys = lists.iter().map(|(id, _)| *id).zip(states).chain(own);
        let safe = self.vault.safe_of(&owner, owner_key, keys)?;
        let blobs = self.store.folder().blobs();
        let open = |id: &KeyId, evidence: Vec<String>| -> Result<Lines, DeskError> {
            Ok(Lines::new(Box::new(BlobReader::open(&safe, &blobs, id)?), evidence))
        };
        let new = new.map(|new| open(&new.sealed.key.id, Vec::new()));
        let all: Result<Vec<Lines>, DeskError> =
            new.into_iter().chain(lists.into_iter().map(|(id, evidence)| open(&id, evidence))).collect();
        Merge::new(all?)
    }
}

/// Countings that stand and found customers, the newest first.
pub(crate) fn standing(file: &CaseFile) -> impl Iterator<Item = (&Counting, &Found)> {
    let countings = file.state.countings.iter().rev().filter(|counting| counting.struck.is_none());
    countings.filter_map(|counting| Some((counting, counting.counted.customers.as_ref()?)))
}
