//! Proofs of single entries and of growth, and a look at the log that anybody may ask for: does each entry still have
//! its leaf, and do the leaves still make the signed root.

use journal::{
    Checkpoint, ConsistencyProof, Entry, Hash, InclusionProof, Tree, leaf_hash, prove_consistency,
    prove_inclusion, root_at,
};
use messages::Message;
use store::{Store, TreeHead};

use crate::tree::{StoredTiles, tile_error};
use crate::{CaseId, Desk, DeskError, LogKind, log};

/// Entries read at a time.
const PAGE: u64 = 1024;
/// Faults that are listed; the rest are counted.
const FAULTS_MOST: usize = 20;

/// Where the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// Entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The signed checkpoint that says so.
    pub checkpoint: String,
}

/// One entry with the proof that it stands in the log.
#[derive(Debug, Clone)]
pub struct EntryProof {
    /// The entry, as everybody may see it: what it says is sealed.
    pub entry: Entry,
    /// Its leaf hash.
    pub leaf: Hash,
    /// The way from the leaf to the root; `leaf_index` is the entry's position.
    pub proof: InclusionProof,
    /// Where it leads.
    pub head: LogHead,
}

/// What an older checkpoint says of the log as it is now.
#[derive(Debug, Clone)]
pub struct Growth {
    /// Entries the older checkpoint covers.
    pub size: u64,
    /// That the log only grew since; `None` if it is shorter, or another one.
    pub proof: Option<ConsistencyProof>,
    /// The root at that size, as the checkpoint has it.
    pub root: Hash,
    /// Where the log stands.
    pub head: LogHead,
}

/// What a look at the log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLook {
    /// Entries that were looked at, the oldest first.
    pub looked: u64,
    /// Entries there are.
    pub size: u64,
    /// What was wrong, at most twenty of them.
    pub faults: Vec<Message>,
    /// How many were wrong.
    pub count: u64,
}

impl LogLook {
    /// Everything was looked at, and nothing was found.
    pub fn is_whole(&self) -> bool {
        self.looked == self.size && self.count == 0
    }

    fn fault(&mut self, what: Message) {
        self.count += 1;
        if self.faults.len() < FAULTS_MOST {
            self.faults.push(what);
        }
    }
}

impl<L: LogKind> Desk<L> {
    /// Where the log stands, everything appended so far taken in.
    ///
    /// # Errors
    /// If the store fails.
    pub fn log_head(&self) -> Result<LogHead, DeskError> {
        loop {
            let checkpoint = self.cover()?;
            let (TreeHead { size, root }, stored) = self.store.tree_head()?;
            // Somebody may have advanced it in between: then the newer one is the answer.
            if stored.as_deref() == Some(checkpoint.as_str()) {
                return Ok(LogHead { size, root: Hash::from_bytes(root), checkpoint });
            }
        }
    }

    /// One entry of a case, by its version, with the proof that it stands in the log.
    ///
    /// # Errors
    /// [`DeskError::NoSuchVersions`] if the case has no such entry.
    pub fn prove_entry(&self, case: &CaseId, version: u64) -> Result<EntryProof, DeskError> {
        let stream = case.stream().to_string();
        let last = self.store.stream_head(&stream)?.map_or(0, |head| head.version);
        let none = || DeskError::NoSuchVersions { given: version.to_string(), last };
        let stored = self.store.stream_page(&stream, version, 1)?.into_iter().next();
        let stored = stored.filter(|stored| stored.version == version).ok_or_else(none)?;
        let head = self.log_head()?;
        let entry = log::decode(&stored)?;
        let proof =
            prove_inclusion(&StoredTiles(&self.store), head.size, stored.position).map_err(tile_error)?;
        Ok(EntryProof { entry, leaf: Hash::from_bytes(stored.leaf), proof, head })
    }

    /// Holds the log against an older checkpoint of its own.
    ///
    /// # Errors
    /// [`DeskError::Damaged`] if `checkpoint` is no checkpoint that this log signed.
    pub fn grown_since(&self, checkpoint: &str) -> Result<Growth, DeskError> {
        let older = Checkpoint::open(checkpoint.as_bytes(), &self.verifier())
            .map_err(|error| DeskError::Damaged(error.message()))?;
        let head = self.log_head()?;
        let proof = self.proof_of_growth(older.size, &head)?;
        let holds = |proof: &ConsistencyProof| proof.verify(&older.root, &head.root).is_ok();
        Ok(Growth { size: older.size, proof: proof.filter(holds), root: older.root, head })
    }

    /// The proof that the log only grew since it had `size` entries, and the roots it stands between; `None` if it never had
    /// so many.
    ///
    /// # Errors
    /// If the store fails.
    pub fn growth_from(&self, size: u64) -> Result<Option<(ConsistencyProof, Hash, Hash)>, DeskError> {
        let head = self.log_head()?;
        let Some(proof) = self.proof_of_growth(size, &head)? else { return Ok(None) };
        let first = root_at(&StoredTiles(&self.store), size).map_err(tile_error)?;
        Ok(Some((proof, first, head.root)))
    }

    fn proof_of_growth(&self, size: u64, head: &LogHead) -> Result<Option<ConsistencyProof>, DeskError> {
        if size > head.size {
            return Ok(None);
        }
        prove_consistency(&StoredTiles(&self.store), size, head.size).map(Some).map_err(tile_error)
    }

    /// Reads the log's first `most` entries, all of them if there are no more: each against its leaf and its sealed body, the
    /// leaves against the root that was signed. What bodies say is not opened, and evidence is not read
    /// ([`Desk::diagnose`] does both).
    ///
    /// # Errors
    /// Only if the look itself could not be taken.
    pub fn look_at_log(&self, most: u64) -> Result<LogLook, DeskError> {
        let head = self.log_head()?;
        let end = head.size.min(most);
        let mut look = LogLook { looked: end, size: head.size, faults: Vec::new(), count: 0 };
        let mut tree = Tree::default();
        let mut position = 0;
        while position < end {
            let page = self.store.log(position..end.min(position + PAGE))?;
            if page.is_empty() {
                break;
            }
            for stored in &page {
                if let Err(error) = log::decode(stored) {
                    look.fault(error.message());
                }
                tree.push(leaf_hash(&stored.entry));
            }
            position += u64::try_from(page.len()).unwrap_or(u64::MAX);
        }
        let signed = Checkpoint::open(head.checkpoint.as_bytes(), &self.verifier());
        let is_signed = signed.is_ok_and(|signed| (signed.size, signed.root) == (head.size, head.root));
        if position < end || !is_signed || (end == head.size && tree.root() != head.root) {
            look.fault(Message::new("desk-log-not-of-checkpoint").with("size", head.size));
        }
        Ok(look)
    }
}
