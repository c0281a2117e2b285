//! Whether the bundle is as new as a checkpoint the reader holds, and of the same history.

use crate::verify::tree::source;
use crate::verify::{Because, Check, CheckName, Document, Read};
use crate::{Checkpoint, Fault, empty_root, root_at};

/// `sound`: the tiles lead to the checkpoint's root; otherwise they show nothing about an older one.
pub(crate) fn checks(read: &Read<'_>, newer: Option<&[u8]>, sound: bool) -> [Check; 2] {
    let both =
        |because| [CheckName::Freshness, CheckName::Consistency].map(|name| Check::not_made(name, because));
    let Some(note) = newer else { return both(Because::NoCheckpointGiven) };
    let Some(key) = &read.key else { return both(Because::NothingToCheckAgainst) };
    let held = match Checkpoint::open(note, key) {
        Ok(held) => held,
        Err(reason) => {
            let fault = Fault::Note { document: Document::HeldCheckpoint, reason };
            let consistency = Check::not_made(CheckName::Consistency, Because::NothingToCheckAgainst);
            return [Check::of(CheckName::Freshness, vec![fault]), consistency];
        }
    };
    let Ok(checkpoint) = &read.checkpoint else { return both(Because::NothingToCheckAgainst) };
    if checkpoint.size < held.size {
        let fault = Fault::Older { bundle: checkpoint.size, held: held.size };
        let consistency = Check::not_made(CheckName::Consistency, Because::BundleIsOlder);
        return [Check::of(CheckName::Freshness, vec![fault]), consistency];
    }
    let consistency = if sound || held.size == checkpoint.size {
        consistency(read, checkpoint, &held)
    } else {
        Check::not_made(CheckName::Consistency, Because::NothingToCheckAgainst)
    };
    [Check::of(CheckName::Freshness, Vec::new()), consistency]
}

/// The tiles are proved by the root of the bundle's checkpoint; if the older root follows from the same tiles,
/// the newer tree begins with the older one.
fn consistency(read: &Read<'_>, checkpoint: &Checkpoint, held: &Checkpoint) -> Check {
    let root = match held.size {
        0 => Some(empty_root()),
        size if size == checkpoint.size => Some(checkpoint.root),
        size => root_at(&source(&read.tiles), size).ok(),
    };
    match root {
        None => Check::not_made(CheckName::Consistency, Because::NoTilesForThatSize),
        Some(root) if root == held.root => Check::of(CheckName::Consistency, Vec::new()),
        Some(_) => Check::of(CheckName::Consistency, vec![Fault::Rewritten { held: held.size }]),
    }
}
