//! Bytes of every sealed format, written down once: a change of a format is a change of these files, on purpose.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use support::*;
use vault::*;

fn crate_path(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// One thing of each kind, sealed with countable instead of random bytes.
fn sealed_things() -> BTreeMap<String, String> {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let random: Arc<Counting> = Arc::new(Counting::default());
    let master = MasterKey::create(&at("clear"), Protection::FileMode, &*random).unwrap();
    master.protect_anew(&at("sealed"), Protection::Passphrase("made up for this", CHEAP), &*random).unwrap();
    let vault = Vault::with_randomness(&master, random).unwrap();
    let seed = vault.seal_seed("stanch.example/log", &Secret::new([0x42; 32])).unwrap();
    let (mut safe, owner_key) = vault.new_safe("case/0190").unwrap();
    let body = safe.seal("知悉时间 03:07".as_bytes()).unwrap();
    let mut writer = BlobWriter::begin(&mut safe, scratch.path()).unwrap();
    let plain: Vec<u8> = (0..CHUNK_BYTES + 10).map(|place| (place % 251) as u8).collect();
    writer.write_all(&plain).unwrap();
    let blob = writer.finish().unwrap();
    let (rows, rows_key) = safe.new_rows().unwrap();
    let row = rows.seal(7, "第七封".as_bytes()).unwrap();
    let person = safe.person(&["customer_notice", "K-7"]).unwrap();
    let file = std::fs::read(at(&hex(&blob.id))).unwrap();
    let text = |name: &str| hex(&std::fs::read(at(name)).unwrap());
    [
        ("master-key-clear", text("clear")),
        ("master-key-sealed", text("sealed")),
        ("seed-id", hex(&seed.id)),
        ("seed-wrapped", hex(&seed.wrapped)),
        ("owner-key-id", hex(&owner_key.id)),
        ("owner-key-wrapped", hex(&owner_key.wrapped)),
        ("body-id", hex(&body.id)),
        ("body-key-wrapped", hex(&body.key.wrapped)),
        ("body", hex(&body.ciphertext)),
        ("blob-id", hex(&blob.id)),
        ("blob-key-wrapped", hex(&blob.key.wrapped)),
        ("blob-sha256", hex(&blob.sealed_sha256)),
        ("blob", hex(&file)),
        ("rows-id", hex(&rows.id())),
        ("rows-key-wrapped", hex(&rows_key.wrapped)),
        ("row-7", hex(&row)),
        ("person", hex(&person)),
    ]
    .map(|(name, bytes)| (name.to_owned(), bytes))
    .into()
}

#[test]
fn sealed_bytes_are_the_ones_written_down() {
    let made = sealed_things();
    let path = crate_path("tests/golden/sealed.txt");
    let text: String = made.iter().map(|(name, bytes)| format!("{name} {bytes}\n")).collect();
    if std::env::var_os("STANCH_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap();
    for (name, bytes) in &made {
        let line = written.lines().find_map(|line| line.strip_prefix(name.as_str())?.strip_prefix(' '));
        assert_eq!(line.map(str::to_owned).as_ref(), Some(bytes), "{name}");
    }
    assert_eq!(written, text);
}

#[test]
fn a_second_reader_opens_what_was_sealed() {
    let script = crate_path("../../docs/formats/read_sealed.py");
    let output = match Command::new("python3")
        .env("PYTHONUTF8", "1")
        .arg(&script)
        .arg(crate_path("tests/golden/sealed.txt"))
        .output()
    {
        Ok(output) => output,
        Err(_) if std::env::var_os("STANCH_REQUIRE_ALL").is_none() => {
            println!("left out: python3 absent");
            return;
        }
        Err(error) => panic!("python3: {error}"),
    };
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    for opened in [
        "body: 知悉时间 03:07",
        "signing seed: 424242",
        "blob: 65546 bytes",
        "row: 第七封",
        "person: as described",
        "refused: 6 of 6",
    ] {
        assert!(said.contains(opened), "{opened} is not in: {said}");
    }
}
