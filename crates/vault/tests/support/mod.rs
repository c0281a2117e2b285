//! What the tests of the vault share.
#![allow(dead_code, reason = "each test file uses its part")]

use std::path::Path;
use std::sync::Mutex;

use store::*;
use vault::*;

pub(crate) fn open(folder: &Path) -> SqliteStore {
    let holder = Holder { pid: std::process::id(), command: "test".into(), since: "now".into() };
    SqliteStore::open(DataFolder::at(folder), &Opening { holder, create: true }).unwrap()
}

/// Counts up instead of being random: examples come out alike every time. Only for tests.
#[derive(Default)]
pub(crate) struct Counting(Mutex<u8>);

impl Randomness for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), VaultError> {
        let mut next = self.0.lock().unwrap();
        for byte in bytes {
            *byte = *next;
            *next = next.wrapping_add(1);
        }
        Ok(())
    }
}

/// Cheap enough for tests.
pub(crate) const CHEAP: PassphraseCost = PassphraseCost { memory_kib: 64, passes: 1, lanes: 1 };

/// A folder with a store and a vault.
pub(crate) struct House {
    pub(crate) scratch: tempfile::TempDir,
    pub(crate) store: SqliteStore,
    pub(crate) vault: Vault,
}

impl House {
    pub(crate) fn new() -> House {
        let scratch = tempfile::tempdir().unwrap();
        let store = open(scratch.path());
        let path = store.folder().master_key();
        let master = MasterKey::create(&path, Protection::FileMode, &OperatingSystem).unwrap();
        House { vault: Vault::new(&master).unwrap(), scratch, store }
    }

    /// A safe whose key is stored.
    pub(crate) fn safe(&self, owner: &str) -> Safe {
        let (safe, key) = self.vault.new_safe(owner).unwrap();
        self.store.put_keys(vec![key]).unwrap();
        safe
    }

    /// A body whose key is stored.
    pub(crate) fn body(&self, safe: &mut Safe, plaintext: &[u8]) -> SealedBody {
        let body = safe.seal(plaintext).unwrap();
        self.store.put_keys(vec![body.key.clone()]).unwrap();
        body
    }
}

pub(crate) fn every_file(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { every_file(&path) } else { vec![path] }).collect()
}

pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
