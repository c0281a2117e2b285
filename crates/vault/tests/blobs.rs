//! Blobs: in chunks, whole or not at all.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::fs;
use std::io::{self, Read, Write};

use proptest::prelude::*;
use store::*;
use support::*;
use vault::*;

const HEADER: usize = 14 + 16 + 19;
const SEALED_CHUNK: usize = CHUNK_BYTES + 16;

fn plaintext(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|place| (place * 7 + place / 251) as u8).collect()
}

fn write(house: &House, safe: &mut Safe, plain: &[u8]) -> SealedBlob {
    let mut writer = BlobWriter::begin(safe, &house.store.folder().blobs()).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap()
}

/// The vault's own error out of a reader's.
fn fault(error: io::Error) -> VaultError {
    error.into_inner().unwrap().downcast_ref::<VaultError>().unwrap().clone()
}

fn read_bytes(safe: &Safe, id: &KeyId, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let mut plain = Vec::new();
    BlobReader::new(safe, id, sealed)?.read_to_end(&mut plain).map_err(fault)?;
    Ok(plain)
}

#[test]
fn blobs_of_every_awkward_length_come_back_as_they_were() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    for bytes in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 77]
    {
        let plain = plaintext(bytes);
        let blob = write(&house, &mut safe, &plain);
        let mut found = Vec::new();
        BlobReader::open(&safe, &house.store.folder().blobs(), &blob.id)
            .unwrap()
            .read_to_end(&mut found)
            .unwrap();
        assert!(found == plain, "{bytes}");
        let chunks = bytes.div_ceil(CHUNK_BYTES).max(1);
        assert_eq!(blob.plain_bytes, bytes as u64);
        assert_eq!(blob.sealed_bytes as usize, HEADER + bytes + 16 * chunks);
        let file = fs::read(house.store.folder().blobs().join(hex(&blob.id))).unwrap();
        assert_eq!(file.len() as u64, blob.sealed_bytes);
        assert_eq!(<[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(&file)), blob.sealed_sha256);
    }
}

#[test]
fn a_cut_swapped_repeated_or_altered_chunk_is_named() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let blob = write(&house, &mut safe, &plaintext(3 * CHUNK_BYTES + 5));
    let whole = fs::read(house.store.folder().blobs().join(hex(&blob.id))).unwrap();
    let chunk = |number: usize| {
        HEADER + number * SEALED_CHUNK..(HEADER + (number + 1) * SEALED_CHUNK).min(whole.len())
    };
    let of = |chunks: &[usize]| {
        let mut file = whole[..HEADER].to_vec();
        chunks.iter().for_each(|number| file.extend_from_slice(&whole[chunk(*number)]));
        read_bytes(&safe, &blob.id, &file)
    };
    assert_eq!(of(&[0, 1, 2, 3]).unwrap(), plaintext(3 * CHUNK_BYTES + 5));
    assert_eq!(of(&[0, 1, 2]), Err(VaultError::BlobTruncated { chunks: 3 }));
    assert_eq!(of(&[0]), Err(VaultError::BlobTruncated { chunks: 1 }));
    assert_eq!(of(&[]), Err(VaultError::BlobTruncated { chunks: 0 }));
    assert_eq!(of(&[0, 2, 1, 3]), Err(VaultError::ChunkNotAuthentic { chunk: 1 }));
    assert_eq!(of(&[0, 1, 1, 2, 3]), Err(VaultError::ChunkNotAuthentic { chunk: 2 }));
    assert_eq!(of(&[1, 2, 3]), Err(VaultError::ChunkNotAuthentic { chunk: 0 }));
    let mut longer = whole.clone();
    longer.push(0);
    assert_eq!(read_bytes(&safe, &blob.id, &longer), Err(VaultError::ChunkNotAuthentic { chunk: 3 }));
    for place in [HEADER, HEADER + SEALED_CHUNK + 9, whole.len() - 1] {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        let chunk = ((place - HEADER) / SEALED_CHUNK) as u32;
        assert_eq!(read_bytes(&safe, &blob.id, &altered), Err(VaultError::ChunkNotAuthentic { chunk }));
    }
    for place in 0..HEADER {
        let mut altered = whole.clone();
        altered[place] ^= 1;
        assert!(read_bytes(&safe, &blob.id, &altered).is_err(), "header byte {place}");
    }
}

#[test]
fn a_blob_of_another_case_does_not_open() {
    let house = House::new();
    let (mut a, b) = (house.safe("case/a"), house.safe("case/b"));
    let blob = write(&house, &mut a, b"evidence");
    let refused = BlobReader::open(&b, &house.store.folder().blobs(), &blob.id).unwrap_err();
    assert_eq!(refused, VaultError::KeyUnknown { owner: "case/b".into() });
}

#[test]
fn an_unfinished_blob_leaves_nothing_and_an_abandoned_one_is_swept() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let folder = house.store.folder().blobs();
    let mut writer = BlobWriter::begin(&mut safe, &folder).unwrap();
    writer.write_all(b"never finished").unwrap();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    drop(writer);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);

    let kept = write(&house, &mut safe, b"kept");
    house.store.put_keys(vec![kept.key.clone()]).unwrap();
    let doomed = write(&house, &mut safe, b"doomed");
    house.store.put_keys(vec![doomed.key.clone()]).unwrap();
    house.store.destroy(vec![Destroy::Key(doomed.id)]).unwrap();
    write(&house, &mut safe, b"no entry ever spoke of it");
    fs::write(folder.join(format!("{}.part", "0".repeat(32))), "left by a killed process").unwrap();
    fs::write(folder.join("README"), "not ours").unwrap();
    let swept = sweep(&house.store, &folder).unwrap();
    assert_eq!(swept, Swept { keys: 0, unfinished: 1, unreferenced: 2 });
    let mut left: Vec<_> =
        fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    let mut expected = vec![hex(&kept.id), "README".to_owned()];
    expected.sort();
    assert_eq!(left, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn writes_and_reads_of_any_size_make_the_same_blob(
        bytes in 0..3 * CHUNK_BYTES, piece in 1..CHUNK_BYTES * 2, gulp in 1..CHUNK_BYTES * 2
    ) {
        let scratch = tempfile::tempdir().unwrap();
        let master = MasterKey::create(&scratch.path().join("m"), Protection::FileMode, &OperatingSystem).unwrap();
        let (mut safe, _) = Vault::new(&master).unwrap().new_safe("case/a").unwrap();
        let plain = plaintext(bytes);
        let mut writer = BlobWriter::begin(&mut safe, scratch.path()).unwrap();
        plain.chunks(piece).for_each(|part| writer.write_all(part).unwrap());
        let blob = writer.finish().unwrap();
        let mut reader = BlobReader::open(&safe, scratch.path(), &blob.id).unwrap();
        let mut found = Vec::new();
        let mut buffer = vec![0; gulp];
        loop {
            match reader.read(&mut buffer).unwrap() {
                0 => break,
                read => found.extend_from_slice(&buffer[..read]),
            }
        }
        prop_assert!(found == plain);
    }
}

#[test]
fn nothing_is_swept_beside_a_log_that_lost_its_end() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let folder = house.store.folder().blobs();
    let blob = write(&house, &mut safe, b"the lost act spoke of it");
    // A key that came when the log had seven entries, beside a log that has none.
    let keys = rusqlite::Connection::open(house.store.folder().keys_db()).unwrap();
    keys.execute(
        "INSERT INTO wrapped_key (id, owner, log_size, wrapped) VALUES (x'00', 'case/a', 7, x'00')",
        [],
    )
    .unwrap();
    drop(keys);
    let behind = VaultError::Sweep(SweepError::LogBehindKeys { log: 0, keys: 7 });
    assert_eq!(sweep_blobs(&house.store, &folder), Err(behind));
    assert!(folder.join(blob_name(&blob.id)).exists());
    assert_eq!(blob_id(&blob_name(&blob.id)), Some(blob.id));
    assert_eq!(blob_id("README"), None);
}
