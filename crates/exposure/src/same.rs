//! Files given twice: under two names, by a link, as a copy. Their rows are counted once.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::source::Source;

/// For each leak the earlier one that holds the same bytes, if there is one. Files of one length are compared by SHA-256; a
/// pipe can be read once only and is compared with nothing.
pub(crate) fn repeats(leaks: &[Source]) -> Vec<Option<usize>> {
    let mut by_length: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (index, leak) in leaks.iter().enumerate() {
        let facts = leak.as_path().and_then(|path| path.metadata().ok());
        if let Some(length) =
            facts.filter(|facts| facts.is_file() && facts.len() > 0).map(|facts| facts.len())
        {
            by_length.entry(length).or_default().push(index);
        }
    }
    let mut repeats = vec![None; leaks.len()];
    for alike in by_length.into_values().filter(|alike| alike.len() > 1) {
        let mut first: BTreeMap<[u8; 32], usize> = BTreeMap::new();
        for index in alike {
            let Some(digest) = leaks[index].as_path().and_then(digest) else { continue };
            let earlier = *first.entry(digest).or_insert(index);
            repeats[index] = (earlier != index).then_some(earlier);
        }
    }
    repeats
}

fn digest(path: &Path) -> Option<[u8; 32]> {
    let (mut file, mut hasher, mut piece) = (File::open(path).ok()?, Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Some(hasher.finalize().into()),
            Ok(length) => hasher.update(&piece[..length]),
            Err(cause) if cause.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}
