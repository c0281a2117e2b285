//! Foreign bytes in the place of sealed ones: never opened, never a panic.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::io::Read;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use support::Counting;
use vault::*;

fn safe() -> (AssertUnwindSafe<Safe>, store::KeyId) {
    let scratch = tempfile::tempdir().unwrap();
    let master =
        MasterKey::create(&scratch.path().join("m"), Protection::FileMode, &Counting::default()).unwrap();
    let vault = Vault::with_randomness(&master, Arc::new(Counting::default())).unwrap();
    let (mut safe, _) = vault.new_safe("case/a").unwrap();
    let id = safe.seal(b"x").unwrap().id;
    (AssertUnwindSafe(safe), id)
}

#[test]
fn foreign_bytes_are_no_body() {
    let (safe, id) = safe();
    bolero::check!().for_each(|bytes: &[u8]| assert!(safe.open(&id, bytes).is_err()));
}

#[test]
fn foreign_bytes_are_no_blob() {
    let (safe, id) = safe();
    bolero::check!().for_each(|bytes: &[u8]| {
        let mut file = b"stanch blob 1\n".to_vec();
        file.extend_from_slice(&id);
        file.extend_from_slice(bytes);
        for sealed in [bytes, &file] {
            let mut plain = Vec::new();
            let read = BlobReader::new(&safe, &id, sealed).map(|mut reader| reader.read_to_end(&mut plain));
            assert!(!matches!(read, Ok(Ok(_))) && plain.is_empty());
        }
    });
}

#[test]
fn foreign_bytes_are_no_master_key() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("master.key");
    MasterKey::create(&path, Protection::FileMode, &OperatingSystem).unwrap();
    bolero::check!().for_each(|bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        assert!(MasterKey::open(&path, Some("a passphrase")).is_err());
    });
}
