//! Bodies, their keys, and what destroying them means.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use proptest::prelude::*;
use store::*;
use support::*;
use vault::*;

#[test]
fn a_sealed_body_opens_again_after_a_restart_and_only_for_its_owner() {
    let house = House::new();
    let (mut a, mut b) = (house.safe("case/a"), house.safe("case/b"));
    let body = house.body(&mut a, b"what was known at three in the morning");
    let other = house.body(&mut b, b"another case");
    let House { scratch, store, .. } = house;
    drop(store);
    let store = open(scratch.path());
    let master = MasterKey::open(&store.folder().master_key(), None).unwrap();
    let vault = Vault::new(&master).unwrap();
    let safe = vault.open_safe(&store, "case/a").unwrap();
    assert_eq!(
        safe.open(&body.id, &body.ciphertext).unwrap().as_slice(),
        b"what was known at three in the morning"
    );
    assert_eq!(
        safe.open(&other.id, &other.ciphertext).unwrap_err(),
        VaultError::KeyUnknown { owner: "case/a".into() }
    );
    let not_authentic = VaultError::NotAuthentic { what: SealedThing::Body };
    assert_eq!(safe.open(&body.id, &other.ciphertext).unwrap_err(), not_authentic);
}

#[test]
fn bodies_sealed_together_open_and_are_destroyed_each_for_itself() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let plain = [b"one".as_slice(), b"two", b"", b"two"];
    let bodies = safe.seal_all(&plain).unwrap();
    let numbers: Vec<u128> = bodies.iter().map(|body| u128::from_be_bytes(body.id)).collect();
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1)), "{numbers:?}");
    let again = u128::from_be_bytes(safe.seal_all(&plain).unwrap()[0].id);
    assert!(!numbers.contains(&again));
    // The same plaintext twice: nothing of key, nonce or ciphertext is the same.
    let [(a, b), (c, d)] = [&bodies[1], &bodies[3]].map(|body| (&body.ciphertext, &body.key.wrapped));
    assert!(a[..24] != c[..24] && a[24..] != c[24..] && b[..24] != d[..24] && b[24..] != d[24..]);
    house.store.put_keys(bodies.iter().map(|body| body.key.clone()).collect()).unwrap();
    house.store.destroy(vec![Destroy::Key(bodies[1].id)]).unwrap();
    let safe = house.vault.open_safe(&house.store, "case/a").unwrap();
    for (place, (body, plain)) in bodies.iter().zip(plain).enumerate() {
        match safe.open(&body.id, &body.ciphertext) {
            Ok(opened) => assert!(place != 1 && opened.as_slice() == plain),
            Err(error) => {
                assert_eq!((place, error), (1, VaultError::Destroyed { owner: "case/a".into() }));
            }
        }
    }
    assert!(safe.open(&bodies[0].id, &bodies[2].ciphertext).is_err(), "a body opens under its own key alone");
}

#[test]
fn nothing_of_a_plaintext_or_key_stands_in_any_file() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let plaintext = b"the name and the number of somebody";
    let body = house.body(&mut safe, plaintext);
    let entry = NewEntry {
        stream: "case/a".into(),
        version: 1,
        entry: vec![],
        leaf: [0; 32],
        body_id: body.id,
        body: body.ciphertext,
    };
    house.store.append(Append { entries: vec![entry], recorded_us: 1, ..Append::default() }).unwrap();
    for file in every_file(house.scratch.path()) {
        assert!(!contains(&fs::read(&file).unwrap(), plaintext), "{}", file.display());
    }
}

#[test]
fn another_master_key_opens_nothing() {
    let house = House::new();
    house.safe("case/a");
    let other = tempfile::tempdir().unwrap();
    let path = other.path().join("master.key");
    let master = MasterKey::create(&path, Protection::FileMode, &OperatingSystem).unwrap();
    let refused = Vault::new(&master).unwrap().open_safe(&house.store, "case/a").unwrap_err();
    assert_eq!(refused, VaultError::NotAuthentic { what: SealedThing::OwnerKey });
}

#[test]
fn a_wrapped_key_moved_to_another_body_or_owner_does_not_open() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let (one, two) = (house.body(&mut safe, b"one"), house.body(&mut safe, b"two"));
    let raw = |sql: &str| {
        let path = house.store.folder().keys_db();
        change_row(&path, sql, &one.key.wrapped, &two.id);
    };
    raw("UPDATE wrapped_key SET wrapped = ?1 WHERE id = ?2");
    let safe = house.vault.open_safe(&house.store, "case/a").unwrap();
    let refused = safe.open(&two.id, &one.ciphertext).unwrap_err();
    assert_eq!(refused, VaultError::NotAuthentic { what: SealedThing::BodyKey });
}

/// Changes one row with the engine's own tool, as somebody with the file in hand would.
fn change_row(path: &std::path::Path, sql: &str, wrapped: &[u8], id: &[u8]) {
    let connection = rusqlite::Connection::open(path).unwrap();
    assert_eq!(connection.execute(sql, rusqlite::params![wrapped, id]).unwrap(), 1);
}

#[test]
fn a_destroyed_body_is_gone_and_the_others_stay() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let (gone, stays) = (house.body(&mut safe, b"gone"), house.body(&mut safe, b"stays"));
    house.store.destroy(vec![Destroy::Key(gone.id)]).unwrap();
    let safe = house.vault.open_safe(&house.store, "case/a").unwrap();
    let destroyed = VaultError::Destroyed { owner: "case/a".into() };
    assert_eq!(safe.open(&gone.id, &gone.ciphertext).unwrap_err(), destroyed);
    assert_eq!(safe.open(&stays.id, &stays.ciphertext).unwrap().as_slice(), b"stays");
    for file in every_file(house.scratch.path()) {
        let raw = fs::read(&file).unwrap();
        assert!(!contains(&raw, &gone.key.wrapped[24..]), "{}", file.display());
        assert_eq!(
            contains(&raw, &stays.key.wrapped),
            file.ends_with("keys.db") || file.ends_with("keys.db-wal") && contains(&raw, &stays.key.wrapped)
        );
    }
}

#[test]
fn a_destroyed_case_is_gone_for_good_and_cannot_be_begun_again() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let body = house.body(&mut safe, b"gone");
    house.store.destroy(vec![Destroy::Owner("case/a".into())]).unwrap();
    let destroyed = VaultError::Destroyed { owner: "case/a".into() };
    assert_eq!(house.vault.open_safe(&house.store, "case/a").unwrap_err(), destroyed);
    let (_, again) = house.vault.new_safe("case/a").unwrap();
    assert!(matches!(house.store.put_keys(vec![again]), Err(AppendError::KeyExists { .. })));
    let unknown = VaultError::KeyUnknown { owner: "case/z".into() };
    assert_eq!(house.vault.open_safe(&house.store, "case/z").unwrap_err(), unknown);
    for file in every_file(house.scratch.path()) {
        assert!(!contains(&fs::read(&file).unwrap(), &body.key.wrapped[24..]), "{}", file.display());
    }
}

#[test]
fn a_signing_seed_is_kept_by_name() {
    let house = House::new();
    let seed = Secret::new([9; 32]);
    house.store.put_keys(vec![house.vault.seal_seed("stanch.example/log", &seed).unwrap()]).unwrap();
    let found = house.vault.open_seed(&house.store, "stanch.example/log").unwrap();
    assert_eq!(found.expose(), &[9; 32]);
    assert!(matches!(house.vault.open_seed(&house.store, "other"), Err(VaultError::KeyUnknown { .. })));
}

#[test]
fn a_passphrase_protects_the_master_key_and_can_be_changed() {
    let house = House::new();
    let mut safe = house.safe("case/a");
    let body = house.body(&mut safe, b"kept");
    let path = house.store.folder().master_key();
    let master = MasterKey::open(&path, None).unwrap();
    let (old, new) = ("correct horse battery", "staple 马 电池 钉书针 和别的");
    master.protect_anew(&path, Protection::Passphrase(old, CHEAP), &OperatingSystem).unwrap();
    assert_eq!(
        MasterKey::open(&path, None).unwrap_err(),
        VaultError::PassphraseNeeded { path: path.clone() }
    );
    let wrong = VaultError::WrongPassphrase { path: path.clone() };
    assert_eq!(MasterKey::open(&path, Some("Correct horse battery")).unwrap_err(), wrong);
    let master = MasterKey::open(&path, Some(old)).unwrap();
    master.protect_anew(&path, Protection::Passphrase(new, CHEAP), &OperatingSystem).unwrap();
    assert_eq!(MasterKey::open(&path, Some(old)).unwrap_err(), wrong);
    let master = MasterKey::open(&path, Some(new)).unwrap();
    let safe = Vault::new(&master).unwrap().open_safe(&house.store, "case/a").unwrap();
    assert_eq!(safe.open(&body.id, &body.ciphertext).unwrap().as_slice(), b"kept");
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn the_recommended_cost_is_what_rfc_9106_recommends_and_works() {
    let cost = PassphraseCost::RECOMMENDED;
    assert_eq!((cost.memory_kib, cost.passes, cost.lanes), (65536, 3, 4));
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("master.key");
    MasterKey::create(&path, Protection::Passphrase("twelve letters", cost), &OperatingSystem).unwrap();
    MasterKey::open(&path, Some("twelve letters")).unwrap();
}

#[test]
fn a_master_key_is_never_overwritten_nor_read_where_others_can_read_it() {
    let house = House::new();
    let path = house.store.folder().master_key();
    let before = fs::read(&path).unwrap();
    let again = MasterKey::create(&path, Protection::FileMode, &OperatingSystem).unwrap_err();
    assert_eq!(again, VaultError::MasterKeyExists { path: path.clone() });
    assert_eq!(fs::read(&path).unwrap(), before);
    for mode in [0o640, 0o604, 0o660, 0o601] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        let open = VaultError::MasterKeyOpenToOthers { path: path.clone(), mode };
        assert_eq!(MasterKey::open(&path, None).unwrap_err(), open);
    }
    fs::remove_file(&path).unwrap();
    assert_eq!(MasterKey::open(&path, None).unwrap_err(), VaultError::MasterKeyAbsent { path });
}

#[test]
fn every_altered_byte_of_a_master_key_file_is_refused() {
    let scratch = tempfile::tempdir().unwrap();
    for (name, protection, passphrase) in [
        ("clear.key", Protection::FileMode, None),
        ("sealed.key", Protection::Passphrase("twelve letters", CHEAP), Some("twelve letters")),
    ] {
        let path = scratch.path().join(name);
        let key = MasterKey::create(&path, protection, &OperatingSystem).unwrap();
        let text = fs::read(&path).unwrap();
        for place in 0..text.len() {
            let mut altered = text.clone();
            altered[place] ^= 0x20;
            fs::write(&path, &altered).unwrap();
            // A digit of a key in clear may be another digit after all; nothing else is accepted.
            assert!(MasterKey::open(&path, passphrase).is_err(), "{name}, byte {place}");
        }
        for altered in
            [text[..text.len() - 1].to_vec(), [&text[..], b"\n"].concat(), vec![], vec![b'x'; 99_999]]
        {
            fs::write(&path, &altered).unwrap();
            assert!(MasterKey::open(&path, passphrase).is_err());
        }
        drop(key);
    }
}

#[test]
fn a_file_that_asks_for_all_the_memory_there_is_gets_none() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("master.key");
    MasterKey::create(&path, Protection::Passphrase("twelve letters", CHEAP), &OperatingSystem).unwrap();
    let text = fs::read_to_string(&path).unwrap().replace("memory-kib 64", "memory-kib 4294967295");
    fs::write(&path, text).unwrap();
    assert_eq!(MasterKey::open(&path, Some("twelve letters")).unwrap_err(), VaultError::CostRefused);
    let short = MasterKey::create(
        &scratch.path().join("x"),
        Protection::Passphrase("eleven chrs", CHEAP),
        &OperatingSystem,
    );
    assert_eq!(short.unwrap_err(), VaultError::PassphraseTooShort { needed: 12 });
}

#[test]
fn secrets_are_not_shown() {
    let house = House::new();
    let master = MasterKey::open(&house.store.folder().master_key(), None).unwrap();
    let safe = house.safe("case/a");
    let shown = format!(
        "{master:?} {:?} {safe:?} {:?} {:?}",
        house.vault,
        Secret::new([7; 32]),
        Protection::Passphrase("twelve letters", CHEAP)
    );
    assert!(
        shown.matches("hidden").count() >= 4 && !shown.contains("7, 7") && !shown.contains("twelve"),
        "{shown}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_body_opens_as_it_was_and_any_altered_bit_is_refused(
        plaintext in proptest::collection::vec(any::<u8>(), 0..300), place in any::<prop::sample::Index>(), bit in 0..8u8
    ) {
        let master = {
            let scratch = tempfile::tempdir().unwrap();
            MasterKey::create(&scratch.path().join("m"), Protection::FileMode, &OperatingSystem).unwrap()
        };
        let vault = Vault::with_randomness(&master, Arc::new(OperatingSystem)).unwrap();
        let (mut safe, _) = vault.new_safe("case/a").unwrap();
        let mut body = safe.seal(&plaintext).unwrap();
        prop_assert_eq!(body.ciphertext.len(), plaintext.len() + 40);
        let opened = safe.open(&body.id, &body.ciphertext).unwrap();
        prop_assert_eq!(opened.as_slice(), plaintext.as_slice());
        let place = place.index(body.ciphertext.len());
        body.ciphertext[place] ^= 1 << bit;
        prop_assert!(safe.open(&body.id, &body.ciphertext).is_err());
        body.ciphertext[place] ^= 1 << bit;
        body.ciphertext.truncate(place);
        prop_assert!(safe.open(&body.id, &body.ciphertext).is_err());
    }
}
