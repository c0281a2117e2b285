//! What is wrong with a data folder: read everything once, say what was found, mend nothing.

use std::collections::{BTreeMap, BTreeSet};

use incident::Event;
use incident::event::evidence::{self, SealedFile};
use incident::event::notice::Filed;
use jiff::Timestamp;
use journal::{Checkpoint, Hash, StreamName, Tree, leaf_hash};
use messages::Message;
use store::{Store, StoreError};
use vault::{BlobReader, Safe, blob_id};

use crate::destroy::destroyed_case;
use crate::evidence::read_through;
use crate::{CaseId, Desk, DeskError, LogKind, body, log};

/// Entries read at a time.
const PAGE: u64 = 1024;

/// What a look at everything found.
#[derive(Debug, Clone)]
pub struct Diagnosis {
    /// Entries in the log.
    pub entries: u64,
    /// Streams in it.
    pub streams: usize,
    /// Bodies that opened.
    pub bodies_opened: u64,
    /// Bodies whose key was destroyed on purpose.
    pub bodies_destroyed: u64,
    /// Pieces of evidence whose sealed bytes were read to the end and are the ones that were taken in.
    pub evidence_sealed: u64,
    /// Bytes of that evidence.
    pub evidence_bytes: u64,
    /// Faults; an empty list means that nothing was found.
    pub findings: Vec<Finding>,
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong.
    pub what: Message,
    /// It concerns only what follows from the entries and can be made anew from them ([`Desk::rebuild`]).
    pub derived: bool,
}

/// How far a look at everything came: entries read, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Entries read.
    pub entries: u64,
    /// Entries in the log.
    pub of: u64,
}

/// What a checkpoint kept elsewhere says of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Witnessed {
    /// Entries it covers.
    pub size: u64,
    /// Whether the log holds all of them, unchanged.
    pub holds: bool,
}

/// What a look at everything found, and what else it came past.
pub(crate) struct Look {
    pub(crate) diagnosis: Diagnosis,
    /// The root over the first entries that were asked for, computed from the entries themselves; `None` if there are not so
    /// many.
    pub(crate) root: Option<Hash>,
    /// Cases in the order in which they were opened.
    pub(crate) cases: Vec<CaseId>,
    /// Cases that were destroyed, and when.
    pub(crate) gone: BTreeMap<String, Timestamp>,
}

/// What is carried from entry to entry.
#[derive(Default)]
pub(crate) struct Walk {
    tree: Tree,
    streams: BTreeMap<String, (u64, Hash)>,
    safes: BTreeMap<String, Option<Safe>>,
    opened: u64,
    destroyed: u64,
    findings: Vec<Finding>,
    /// Sizes at which the root is wanted, and the root over so many entries as they are now.
    wanted: BTreeSet<u64>,
    roots: BTreeMap<u64, Hash>,
    evidence: Vec<Kept>,
    /// Cases in the order in which they were opened.
    pub(crate) cases: Vec<CaseId>,
    /// Cases that were destroyed, and when.
    pub(crate) gone: BTreeMap<String, Timestamp>,
}

/// Something of which an event says that its bytes lie sealed in the folder.
struct Kept {
    stream: String,
    /// The evidence's id; `report` or `customers` and the ids of the evidence they were made from.
    what: String,
    file: SealedFile,
}

impl<L: LogKind> Desk<L> {
    /// Looks at everything: the database's own check, each entry against its leaf, its body and its stream, the tree
    /// against the leaves, its tiles against the leaves, the checkpoint against the tree, each body against its key, board
    /// and due rows against the cases.
    ///
    /// # Errors
    /// Only if the look itself could not be taken.
    pub fn diagnose(&self) -> Result<Diagnosis, DeskError> {
        self.look_through(None, &mut |_| {}).map(|look| look.diagnosis)
    }

    /// As [`Desk::diagnose`], telling now and then how far it came.
    ///
    /// # Errors
    /// As [`Desk::diagnose`].
    pub fn diagnose_telling(&self, told: &mut dyn FnMut(Seen)) -> Result<Diagnosis, DeskError> {
        self.look_through(None, told).map(|look| look.diagnosis)
    }

    /// As [`Desk::diagnose_telling`], and holds the entries against a checkpoint that was kept elsewhere: a log that does not
    /// reach it, or has another root at its size, is a finding. The root is computed from the entries.
    ///
    /// # Errors
    /// As [`Desk::diagnose`]; [`DeskError::NotACheckpoint`] if `checkpoint` is no checkpoint of this log.
    pub fn diagnose_with(
        &self,
        checkpoint: &str,
        told: &mut dyn FnMut(Seen),
    ) -> Result<(Diagnosis, Witnessed), DeskError> {
        let checkpoint = Checkpoint::open(checkpoint.as_bytes(), &self.verifier())
            .map_err(|error| DeskError::NotACheckpoint(error.message()))?;
        let Look { mut diagnosis, root, .. } = self.look_through(Some(checkpoint.size), told)?;
        let size = checkpoint.size;
        let found = if size > diagnosis.entries {
            let behind = Message::new("desk-log-behind-checkpoint").with("size", diagnosis.entries);
            Some(behind.with("witnessed", size))
        } else if root != Some(checkpoint.root) {
            Some(Message::new("desk-log-not-of-checkpoint").with("size", size))
        } else {
            None
        };
        let witnessed = Witnessed { size, holds: found.is_none() };
        diagnosis.findings.extend(found.map(|what| Finding { what, derived: false }));
        Ok((diagnosis, witnessed))
    }

    /// The same look, with the root over the first `witnessed` entries.
    pub(crate) fn look_through(
        &self,
        witnessed: Option<u64>,
        told: &mut dyn FnMut(Seen),
    ) -> Result<Look, DeskError> {
        let mut walk = Walk::default();
        for damage in self.store.integrity_check()? {
            walk.finding(damage.message());
        }
        let (head, checkpoint) = self.store.tree_head()?;
        let (size, reached) = (self.store.size()?, self.store.reached()?);
        walk.wanted.extend(witnessed.into_iter().chain([head.size]).chain(reached.map(|mark| mark.size)));
        walk.note_root();
        self.look_at_entries(size, &mut walk, told)?;
        self.look_at_tree(head, checkpoint.as_deref(), &mut walk);
        // A log that is shorter than the mark was named by the store's own check.
        if let Some(mark) = reached
            && walk.roots.get(&mark.size).is_some_and(|root| *root.as_bytes() != mark.root)
        {
            walk.finding(Message::new("desk-keys-know-other-log").with("size", mark.size));
        }
        let (evidence_sealed, evidence_bytes) = self.look_at_evidence(&mut walk)?;
        if walk.findings.is_empty() {
            self.look_at_derived(head, &mut walk)?;
        }
        let diagnosis = Diagnosis {
            entries: size,
            streams: walk.streams.len(),
            bodies_opened: walk.opened,
            bodies_destroyed: walk.destroyed,
            evidence_sealed,
            evidence_bytes,
            findings: walk.findings,
        };
        let root = witnessed.and_then(|size| walk.roots.get(&size).copied());
        Ok(Look { diagnosis, root, cases: walk.cases, gone: walk.gone })
    }

    fn look_at_entries(
        &self,
        size: u64,
        walk: &mut Walk,
        told: &mut dyn FnMut(Seen),
    ) -> Result<(), DeskError> {
        let mut position = 0;
        while position < size {
            // A page may hold fewer entries than it should, or none: the walk goes on by places, not by what it finds.
            let end = size.min(position + PAGE);
            let page = match self.store.log(position..end) {
                Ok(page) => page,
                // Rows the engine cannot read are what was looked for; the pages after may still be readable.
                Err(error @ StoreError::Corrupt { .. }) => {
                    walk.finding(error.message());
                    Vec::new()
                }
                Err(error) => return Err(error.into()),
            };
            for entry in page {
                self.look_at(&entry, walk);
                walk.note_root();
            }
            position = end;
            told(Seen { entries: end, of: size });
        }
        Ok(())
    }

    fn look_at(&self, stored: &store::StoredEntry, walk: &mut Walk) {
        walk.tree.push(leaf_hash(&stored.entry));
        let entry = match log::decode(stored) {
            Ok(entry) => entry,
            Err(error) => return walk.finding(error.message()),
        };
        let leaf = Hash::from_bytes(stored.leaf);
        let before = walk.streams.insert(stored.stream.clone(), (stored.version, leaf));
        let expected = before.map_or((1, None), |(version, leaf)| (version + 1, Some(leaf)));
        let place = (entry.place.version(), entry.place.previous());
        if place != expected || entry.stream.to_string() != stored.stream {
            walk.finding(log::stream_broken(stored));
        }
        if let (StreamName::Case(id), 1) = (&entry.stream, stored.version) {
            walk.cases.push(CaseId::known(id.clone()));
        }
        self.look_at_body(stored, walk);
    }

    fn look_at_body(&self, stored: &store::StoredEntry, walk: &mut Walk) {
        let owner = stored.stream.clone();
        if !walk.safes.contains_key(&owner) {
            let safe = match self.vault.open_safe(&self.store, &owner).map_err(DeskError::from) {
                Ok(safe) => Some(safe),
                Err(error) => {
                    if !log::is_destroyed(&error) {
                        walk.finding(error.message());
                    }
                    None
                }
            };
            walk.safes.insert(owner.clone(), safe);
        }
        let Some(Some(safe)) = walk.safes.get(&owner) else {
            walk.destroyed += 1;
            return;
        };
        match log::open(stored, safe) {
            Ok(opened) => {
                walk.opened += 1;
                walk.note_evidence(&stored.stream, &opened);
                walk.gone.extend(destroyed_case(&opened));
            }
            Err(error) if log::is_destroyed(&error) => walk.destroyed += 1,
            Err(error) => walk.finding(error.message()),
        }
    }

    /// Reads every sealed piece of evidence to its end, and looks for files that nothing speaks of. How many are whole, and
    /// their bytes.
    fn look_at_evidence(&self, walk: &mut Walk) -> Result<(u64, u64), DeskError> {
        let (mut whole, mut bytes, mut known) = (0, 0, BTreeSet::new());
        for Kept { stream, what, file } in std::mem::take(&mut walk.evidence) {
            let blob = file.blob;
            let tell = |key| {
                let message = Message::new(key).with("blob", blob.as_str()).with("stream", stream.as_str());
                message.with("evidence", what.as_str())
            };
            match self.read_evidence(walk.safes.get(&stream).and_then(Option::as_ref), &blob) {
                Ok(found) if found == (file.size, file.sha256) => {
                    whole += 1;
                    bytes += file.size;
                }
                Ok(_) => walk.finding(tell("desk-evidence-altered")),
                Err(error) => walk.finding(tell("desk-evidence-missing").with("why", error.message())),
            }
            known.insert(blob);
        }
        let blobs = self.store.folder().blobs();
        for file in std::fs::read_dir(&blobs).map_err(|error| DeskError::file(&blobs, &error))? {
            let name = file.map_err(|error| DeskError::file(&blobs, &error))?.file_name();
            let name = name.to_string_lossy().into_owned();
            if blob_id(&name).is_some() && !known.contains(&name) {
                walk.finding(Message::new("desk-evidence-unreferenced").with("blob", name));
            }
        }
        Ok((whole, bytes))
    }

    fn read_evidence(&self, safe: Option<&Safe>, blob: &str) -> Result<(u64, String), DeskError> {
        let no_such = || DeskError::Damaged(Message::new("desk-evidence-not-sealed"));
        let (safe, id) = (safe.ok_or_else(no_such)?, blob_id(blob).ok_or_else(no_such)?);
        let mut sealed = BlobReader::open(safe, &self.store.folder().blobs(), &id)?;
        let passing = read_through(&mut sealed, &mut |_| Ok(()))?;
        Ok((passing.bytes, passing.sha256()))
    }

    fn look_at_tree(&self, head: store::TreeHead, checkpoint: Option<&str>, walk: &mut Walk) {
        let root = Hash::from_bytes(head.root);
        if head.size > 0 && walk.roots.get(&head.size) != Some(&root) {
            walk.finding(Message::new("desk-tree-differs").with("size", head.size));
        }
        let Some(text) = checkpoint else { return };
        match Checkpoint::open(text.as_bytes(), &self.verifier()) {
            Ok(checkpoint) if checkpoint.size == head.size && checkpoint.root == root => {}
            Ok(_) => walk.finding(Message::new("desk-checkpoint-differs").with("size", head.size)),
            Err(error) => walk.finding(error.message()),
        }
    }
}

impl Walk {
    fn note_root(&mut self) {
        let size = self.tree.size();
        if self.wanted.contains(&size) {
            self.roots.insert(size, self.tree.root());
        }
    }

    fn note_evidence(&mut self, stream: &str, opened: &log::Opened) {
        if !["evidence.added", "leak.counted", "form.filed"].contains(&opened.entry.kind.as_str()) {
            return;
        }
        let mut keep = |what, file| self.evidence.push(Kept { stream: stream.to_owned(), what, file });
        match body::read(opened).map(|recorded| recorded.event) {
            Ok(Event::EvidenceAdded(evidence::Added { id, sha256, size, blob: Some(blob), .. })) => {
                keep(id, SealedFile { blob, sha256, size });
            }
            Ok(Event::LeakCounted(counted)) => {
                let of = counted.evidence.join(", ");
                keep(format!("report ({of})"), counted.report);
                if let Some(found) = counted.customers {
                    keep(format!("customers ({of})"), found.list);
                }
            }
            Ok(Event::FormFiled(Filed { form, paper: Some(paper), .. })) => {
                keep(format!("filing ({form})"), paper);
            }
            Ok(_) => {}
            Err(error) => self.finding(error.message()),
        }
    }

    pub(crate) fn finding(&mut self, what: Message) {
        self.findings.push(Finding { what: what.within("place", "doctor"), derived: false });
    }

    /// Something that follows from the entries does not stand as it follows.
    pub(crate) fn derived(&mut self, what: Message) {
        self.findings.push(Finding { what: what.within("place", "doctor"), derived: true });
    }
}
