//! Judges a bundle: every check is made as far as it can be, each outcome is said, nothing is believed unseen.

mod fault;
mod newer;
mod report;
mod stream;
mod tree;

pub use fault::{Document, Fault};
pub use report::{Because, Check, CheckName, Outcome, Report, Verdict};

use std::collections::BTreeMap;

use crate::bundle::{BundleError, DisclosedRef, Manifest, Parts, RecordRef, Section, ranges, seal_matches};
use crate::entry::EntryView;
use crate::{
    Checkpoint, Hash, Moment, Place, StreamHead, Tile, VerifierKey, VersionRange, commitment, leaf_hash,
};

/// Judges a bundle. `pinned` is the key the reader trusts; without it the bundle's own key is used and the verdict
/// is at best [`Verdict::NotPinned`]. `newer` is a checkpoint note of the same log that the reader got another way;
/// with it a bundle that is older as a whole, and a log that was rewritten, show.
///
/// Never fails: what is wrong with the bytes is in the report.
pub fn verify(bundle: &[u8], pinned: Option<&VerifierKey>, newer: Option<&[u8]>) -> Report {
    let read = match Parts::split(bundle) {
        Ok(parts) => Read::from(&parts, pinned),
        Err(reason) => return unreadable(reason),
    };
    let leaves = read.leaves();
    let mut checks = vec![
        read.layout.clone(),
        read.key_check.clone(),
        read.seal.clone(),
        read.note_check(CheckName::Checkpoint, &read.checkpoint, Vec::new()),
        read.note_check(CheckName::StreamHead, &read.head, read.head_faults()),
        read.manifest_check(&leaves),
        read.entries_check(&leaves),
        stream::check(&read, &leaves),
    ];
    let [tree, inclusion] = tree::checks(&read, &leaves);
    let sound = tree.outcome == Outcome::Passed;
    checks.extend([tree, inclusion, read.bodies_check()]);
    checks.extend(newer::checks(&read, newer, sound));
    read.report(checks)
}

fn unreadable(reason: BundleError) -> Report {
    let against = |name| Check::not_made(name, Because::NothingToCheckAgainst);
    let names = [
        CheckName::Key,
        CheckName::Seal,
        CheckName::Checkpoint,
        CheckName::StreamHead,
        CheckName::Manifest,
        CheckName::Entries,
        CheckName::Stream,
        CheckName::Tree,
        CheckName::Inclusion,
        CheckName::Bodies,
        CheckName::Freshness,
        CheckName::Consistency,
    ];
    let mut checks = vec![Check::of(CheckName::Layout, vec![Fault::Layout { reason }])];
    checks.extend(names.map(against));
    Report {
        verdict: Verdict::Failed,
        key: None,
        origin: None,
        drill: None,
        stream: None,
        log_size: None,
        entries: None,
        bodies_disclosed: None,
        bodies_withheld: None,
        checks,
    }
}

/// A note of the bundle: what it says if it is genuine, else why not; `Err(None)` if there was no key to judge by.
type Opened<T> = Result<T, Option<Fault>>;

/// A bundle as far as it could be read.
pub(crate) struct Read<'a> {
    pub(crate) key: Option<VerifierKey>,
    pub(crate) pinned: bool,
    pub(crate) manifest: Option<Manifest>,
    pub(crate) checkpoint: Opened<Checkpoint>,
    pub(crate) head: Opened<StreamHead>,
    pub(crate) entries: Vec<RecordRef<'a>>,
    pub(crate) tiles: Vec<Tile>,
    bodies: Vec<DisclosedRef<'a>>,
    layout: Check,
    key_check: Check,
    seal: Check,
}

/// What the log holds for one record.
pub(crate) struct Leaf<'a> {
    /// Leaf hash of the bytes as they are.
    pub(crate) computed: Hash,
    /// The tree's hash at the record's index, if a tile for it is there.
    pub(crate) in_tree: Option<Hash>,
    /// The leaf hash two of three witnesses agree on: bytes, hash beside them, tile.
    pub(crate) believed: Hash,
    /// What the check of the stream needs of the entry, if the bytes are genuine as far as the leaf goes and can
    /// be read.
    pub(crate) entry: Option<Link<'a>>,
}

/// How an entry stands in its stream.
pub(crate) struct Link<'a> {
    /// Text form of the stream it belongs to.
    pub(crate) stream: &'a str,
    pub(crate) place: Place,
    pub(crate) recorded_at: Moment,
}

impl<'a> Link<'a> {
    fn of(bytes: &'a [u8]) -> Option<Link<'a>> {
        let EntryView { stream, place, recorded_at, .. } = EntryView::of(bytes).ok()?;
        Some(Link { stream, place, recorded_at })
    }
}

impl<'a> Read<'a> {
    fn from(parts: &Parts<'a>, pinned: Option<&VerifierKey>) -> Read<'a> {
        let (entries, tiles, bodies) = (parts.entries(), parts.tiles(), parts.bodies());
        let own_key = read_key(parts);
        let key = pinned.cloned().or_else(|| own_key.as_ref().ok().cloned());
        let note = |section| parts.bytes(section).1;
        let fault = |document| move |reason| Some(Fault::Note { document, reason });
        let with = || key.as_ref().ok_or(None);
        let broken = [&entries.fault, &tiles.fault, &bodies.fault].into_iter().flatten().cloned();
        let broken = broken.map(|reason| Fault::Layout { reason }).collect();
        let manifest = parts.manifest();
        Read {
            checkpoint: with().and_then(|key| {
                Checkpoint::open_canonical(note(Section::Checkpoint), key)
                    .map_err(fault(Document::Checkpoint))
            }),
            head: with().and_then(|key| {
                StreamHead::open(note(Section::Head), key).map_err(fault(Document::StreamHead))
            }),
            layout: layout_check(parts, &manifest, broken),
            key_check: key_check(pinned, &own_key),
            seal: seal_check(parts, key.as_ref()),
            manifest: manifest.ok(),
            pinned: pinned.is_some(),
            key,
            entries: entries.items,
            tiles: tiles.items,
            bodies: bodies.items,
        }
    }

    /// Size of the tree the tiles must be of: the checkpoint's, else what the manifest claims.
    pub(crate) fn size(&self) -> Option<u64> {
        let claimed = self.manifest.as_ref().map(|manifest| manifest.log_size);
        self.checkpoint.as_ref().ok().map(|checkpoint| checkpoint.size).or(claimed)
    }

    fn leaves(&self) -> Vec<Leaf<'a>> {
        let tiles: BTreeMap<u64, &[Hash]> = self
            .tiles
            .iter()
            .filter(|tile| tile.id().level() == 0)
            .map(|tile| (tile.id().index(), tile.hashes()))
            .collect();
        let leaf = |record: &RecordRef<'a>| {
            let computed = leaf_hash(record.entry);
            let at = usize::try_from(record.index % 256).unwrap_or_default();
            let in_tree = tiles.get(&(record.index / 256)).and_then(|hashes| hashes.get(at)).copied();
            let agreed = in_tree.filter(|hash| *hash == computed || *hash == record.leaf);
            let believed = agreed.unwrap_or(record.leaf);
            let entry = if computed == believed { Link::of(record.entry) } else { None };
            Leaf { computed, in_tree, believed, entry }
        };
        self.entries.iter().map(leaf).collect()
    }

    fn note_check<T>(&self, name: CheckName, note: &Opened<T>, mut faults: Vec<Fault>) -> Check {
        match note {
            Err(None) => return Check::not_made(name, Because::NothingToCheckAgainst),
            Err(Some(fault)) => faults.push(fault.clone()),
            Ok(_) => {}
        }
        Check::of(name, faults)
    }

    fn head_faults(&self) -> Vec<Fault> {
        match (&self.head, &self.checkpoint) {
            (Ok(head), Ok(checkpoint)) if head.log_size != checkpoint.size => {
                vec![Fault::HeadOfOtherSize { head: head.log_size, checkpoint: checkpoint.size }]
            }
            _ => Vec::new(),
        }
    }

    fn manifest_check(&self, leaves: &[Leaf<'_>]) -> Check {
        let Some(manifest) = &self.manifest else {
            return Check::not_made(CheckName::Manifest, Because::NothingToCheckAgainst);
        };
        let mut wrong = Vec::new();
        let mut hold = |member, says: String, holds: String| {
            if says != holds {
                wrong.push(Fault::Manifest { member, says, holds });
            }
        };
        if let Some(key) = &self.key {
            hold("origin", manifest.origin.to_string(), key.origin().to_string());
        }
        if let Ok(head) = &self.head {
            hold("stream", manifest.stream.to_string(), head.stream.to_string());
        }
        if let Ok(checkpoint) = &self.checkpoint {
            hold("log_size", manifest.log_size.to_string(), checkpoint.size.to_string());
        }
        hold("entries", manifest.entries.to_string(), self.entries.len().to_string());
        let (disclosed, withheld) = self.disclosure(leaves);
        hold("disclosed", listed(&manifest.disclosed), listed(&disclosed));
        hold("withheld", listed(&manifest.withheld), listed(&withheld));
        wrong.extend(wrong_size(manifest));
        Check::of(CheckName::Manifest, wrong)
    }

    /// Stream versions with and without a body, as the entries here have them.
    fn disclosure(&self, leaves: &[Leaf<'_>]) -> (Vec<VersionRange>, Vec<VersionRange>) {
        let disclosed: std::collections::BTreeSet<u64> = self.bodies.iter().map(|body| body.index).collect();
        let version = |record: &RecordRef<'_>, leaf: &Leaf<'_>| match &leaf.entry {
            Some(entry) => Some(entry.place.version()),
            None => EntryView::of(record.entry).ok().map(|entry| entry.place.version()),
        };
        let of = |wanted: bool| {
            let all = self.entries.iter().zip(leaves);
            let chosen = all.filter(|(record, _)| disclosed.contains(&record.index) == wanted);
            ranges(chosen.filter_map(|(record, leaf)| version(record, leaf)))
        };
        (of(true), of(false))
    }

    fn entries_check(&self, leaves: &[Leaf<'_>]) -> Check {
        let mut faults = Vec::new();
        for (record, leaf) in self.entries.iter().zip(leaves) {
            let index = record.index;
            if leaf.computed != leaf.believed {
                faults.push(Fault::EntryChanged { index });
            } else if record.leaf != leaf.computed {
                faults.push(Fault::LeafChanged { index });
            } else if leaf.entry.is_none()
                && let Err(reason) = EntryView::of(record.entry)
            {
                faults.push(Fault::EntryUnreadable { index, reason });
            }
        }
        Check::of(CheckName::Entries, faults)
    }

    fn bodies_check(&self) -> Check {
        if self.bodies.is_empty() {
            return Check::not_made(CheckName::Bodies, Because::NothingDisclosed);
        }
        let entries: BTreeMap<u64, &RecordRef<'_>> =
            self.entries.iter().map(|record| (record.index, record)).collect();
        let (mut faults, mut last) = (Vec::new(), None);
        for body in &self.bodies {
            let index = body.index;
            let entry = entries.get(&index).map(|record| EntryView::of(record.entry));
            match entry {
                None => faults.push(Fault::BodyAdded { index }),
                Some(_) if last >= Some(index) => faults.push(Fault::BodyAdded { index }),
                Some(Ok(entry)) if entry.commitment == commitment(body.salt, body.plaintext) => {}
                Some(_) => faults.push(Fault::BodyChanged { index }),
            }
            last = last.max(Some(index));
        }
        Check::of(CheckName::Bodies, faults)
    }

    fn report(&self, checks: Vec<Check>) -> Report {
        let failed = checks.iter().any(|check| check.outcome == Outcome::Failed);
        let unshown = checks.iter().any(|check| check.because == Some(Because::NoTilesForThatSize));
        let verdict = match (failed, unshown, self.pinned) {
            (true, _, _) => Verdict::Failed,
            (false, true, _) => Verdict::Incomplete,
            (false, false, false) => Verdict::NotPinned,
            (false, false, true) => Verdict::Verified,
        };
        let origin = self.manifest.as_ref().map(|manifest| manifest.origin.clone());
        let disclosed = self.bodies.len() as u64;
        Report {
            verdict,
            key: self.key.as_ref().map(VerifierKey::to_string),
            drill: origin.as_ref().map(crate::Origin::is_drill),
            origin,
            stream: self.manifest.as_ref().map(|manifest| manifest.stream.clone()),
            log_size: self.checkpoint.as_ref().ok().map(|checkpoint| checkpoint.size),
            entries: Some(self.entries.len() as u64),
            bodies_disclosed: Some(disclosed),
            bodies_withheld: Some((self.entries.len() as u64).saturating_sub(disclosed)),
            checks,
        }
    }
}

/// Runs of versions as the manifest writes them.
fn listed(runs: &[VersionRange]) -> String {
    let runs: Vec<String> = runs.iter().map(|(first, last)| format!("[{first},{last}]")).collect();
    format!("[{}]", runs.join(","))
}

/// The first size in `consistent_from` that is not above the one before it, or not within the log.
fn wrong_size(manifest: &Manifest) -> Option<Fault> {
    let mut last = 0;
    let size = manifest.consistent_from.iter().copied().find(|size| {
        let fits = *size > last && *size < manifest.log_size;
        last = *size;
        !fits
    });
    size.map(|size| Fault::ManifestSize { size, log_size: manifest.log_size })
}

fn read_key(parts: &Parts<'_>) -> Result<VerifierKey, Fault> {
    let text = parts.text(Section::Key).map_err(|reason| Fault::Layout { reason })?;
    VerifierKey::parse(text.strip_suffix('\n').unwrap_or(text)).map_err(|reason| Fault::KeyText { reason })
}

fn layout_check(
    parts: &Parts<'_>,
    manifest: &Result<Manifest, BundleError>,
    mut faults: Vec<Fault>,
) -> Check {
    let reason = match manifest {
        Err(reason) => Some(reason.clone()),
        // Lists that could not be read to their end are named; what else may differ comes after.
        Ok(_) if !faults.is_empty() => None,
        Ok(manifest) => parts.another_form(manifest),
    };
    faults.extend(reason.map(|reason| Fault::Layout { reason }));
    Check::of(CheckName::Layout, faults)
}

fn key_check(pinned: Option<&VerifierKey>, own: &Result<VerifierKey, Fault>) -> Check {
    match (pinned, own) {
        (_, Err(fault)) => Check::of(CheckName::Key, vec![fault.clone()]),
        (None, Ok(_)) => Check::not_made(CheckName::Key, Because::NoPinnedKey),
        (Some(pinned), Ok(own)) if pinned == own => Check::of(CheckName::Key, Vec::new()),
        (Some(pinned), Ok(own)) => {
            let fault = Fault::OtherKey { pinned: pinned.to_string(), found: own.to_string() };
            Check::of(CheckName::Key, vec![fault])
        }
    }
}

fn seal_check(parts: &Parts<'_>, key: Option<&VerifierKey>) -> Check {
    let Some(key) = key else { return Check::not_made(CheckName::Seal, Because::NothingToCheckAgainst) };
    let faults = match seal_matches(parts.bytes(Section::Seal).1, parts.sealed(), key) {
        Ok(true) => Vec::new(),
        Ok(false) => vec![Fault::SealOfOtherBytes],
        Err(reason) => vec![Fault::Note { document: Document::Seal, reason }],
    };
    Check::of(CheckName::Seal, faults)
}
