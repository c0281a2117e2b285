//! The data folder as files: what is refused, what is copied, what is really gone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test stops at any surprise")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use rusqlite::Connection;
use store::*;
use support::*;

/// Bytes that look like no others, told apart by their number.
fn secret(number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    (0..72)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect()
}

fn secret_key(number: u64) -> WrappedKey {
    let owner = format!("case/{}", number % 7);
    let id = <[u8; 16]>::try_from(&secret(number + 1_000_000)[..16]).unwrap();
    WrappedKey { id, owner, wrapped: secret(number) }
}

/// How many pieces of 8 bytes of the secrets still stand in one of the files.
fn still_there(files: &[std::path::PathBuf], secrets: impl Iterator<Item = u64>) -> usize {
    let mut wanted = std::collections::HashSet::new();
    for number in secrets {
        let bytes = secret(number);
        wanted.extend(bytes.chunks_exact(8).map(|part| u64::from_le_bytes(part.try_into().unwrap())));
    }
    let raw = files.iter().filter_map(|path| fs::read(path).ok());
    raw.map(|raw| {
        raw.windows(8).filter(|w| wanted.contains(&u64::from_le_bytes((*w).try_into().unwrap()))).count()
    })
    .sum()
}

fn every_file(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { every_file(&path) } else { vec![path] }).collect()
}

#[test]
fn a_destroyed_key_is_gone_from_every_byte_of_every_file_while_the_store_is_open() {
    let scratch = tempfile::tempdir().unwrap();
    let store = open(scratch.path()).unwrap();
    for number in 0..120 {
        // Many small acts and some big ones, so that pages fill, split and stay half empty in turn.
        store.put_keys(vec![secret_key(number)]).unwrap();
    }
    store.put_keys((120..800).map(secret_key).collect()).unwrap();
    // A look from a reader must not keep an old page alive.
    assert_eq!(store.keys_of("case/3").unwrap().live.len(), 114);
    assert!(still_there(&every_file(scratch.path()), 0..800) > 800 * 8, "the search finds what is there");
    let gone = |number: &u64| number % 3 == 1 || (300..500).contains(number);
    for number in (0..800).filter(gone).step_by(111) {
        store.destroy(vec![Destroy::Key(secret_key(number).id)]).unwrap();
        assert_eq!(still_there(&every_file(scratch.path()), std::iter::once(number)), 0, "key {number}");
    }
    store.destroy((0..800).filter(gone).map(|number| Destroy::Key(secret_key(number).id)).collect()).unwrap();
    assert_eq!(still_there(&every_file(scratch.path()), (0..800).filter(gone)), 0);
    store.destroy(vec![Destroy::Owner("case/3".into())]).unwrap();
    assert_eq!(still_there(&every_file(scratch.path()), (0..800).filter(|n| n % 7 == 3)), 0);
    let rest = (0..800).filter(|n| !gone(n) && n % 7 != 3);
    for number in rest {
        assert_eq!(store.key(&secret_key(number).id).unwrap(), KeyState::Live(secret_key(number)));
    }
    assert_eq!(store.integrity_check().unwrap(), vec![]);
}

#[test]
fn only_the_owner_may_read_the_folder_and_its_files() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("deep/data");
    let store = open(&folder).unwrap();
    store.append(act(vec![entry("org", 1)], 1)).unwrap();
    for file in every_file(&folder) {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
    }
    for sub in ["", "keys", "blobs"] {
        assert_eq!(folder.join(sub).metadata().unwrap().permissions().mode() & 0o777, 0o700, "{sub}");
    }
}

#[test]
fn nothing_is_made_where_nothing_was_to_be_made() {
    let scratch = tempfile::tempdir().unwrap();
    let absent = scratch.path().join("no");
    assert!(matches!(open_existing(&absent), Err(OpenError::Absent { .. })));
    assert!(!absent.exists());
    assert!(matches!(open_existing(scratch.path()), Err(OpenError::Absent { .. })));
    assert_eq!(every_file(scratch.path()), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_lost_part_is_named_and_never_replaced_by_an_empty_one() {
    for lost in ["log.db", "keys/keys.db"] {
        let scratch = tempfile::tempdir().unwrap();
        let store = open(scratch.path()).unwrap();
        let mut first = act(vec![entry("org", 1)], 1);
        first.keys = vec![key(1, "org")];
        store.append(first).unwrap();
        drop(store);
        fs::remove_file(scratch.path().join(lost)).unwrap();
        for opened in [open(scratch.path()), open_existing(scratch.path())] {
            let missing = scratch.path().join(lost);
            assert_eq!(opened.err(), Some(OpenError::Incomplete { missing }), "{lost}");
        }
        assert!(!scratch.path().join(lost).exists());
    }
}

#[test]
fn an_interrupted_creation_is_done_again() {
    let scratch = tempfile::tempdir().unwrap();
    drop(open(scratch.path()).unwrap());
    fs::remove_file(scratch.path().join("log.db")).unwrap();
    drop(open(scratch.path()).unwrap());
    fs::write(scratch.path().join("log.db"), "").unwrap();
    let store = open(scratch.path()).unwrap();
    store.append(act(vec![entry("org", 1)], 1)).unwrap();
}

#[test]
fn a_folder_of_a_newer_program_is_read_and_not_written() {
    let scratch = tempfile::tempdir().unwrap();
    let store = open(scratch.path()).unwrap();
    store.append(act(vec![entry("org", 1)], 1)).unwrap();
    drop(store);
    let log = Connection::open(scratch.path().join("log.db")).unwrap();
    log.pragma_update(None, "user_version", 2).unwrap();
    drop(log);
    let store = open(scratch.path()).unwrap();
    let newer = NewerSchema { found: 2, known: 1 };
    assert_eq!(store.read_only(), Some(newer));
    assert_eq!(store.stream("org", 1).unwrap().len(), 1);
    assert_eq!(store.append(act(vec![entry("org", 2)], 1)), Err(AppendError::ReadOnly(newer)));
    assert_eq!(store.sweep_orphan_keys(), Err(SweepError::ReadOnly(newer)));
    assert_eq!(store.size().unwrap(), 1);
}

#[test]
fn foreign_and_damaged_files_are_named_and_left_as_they_are() {
    for (file, bytes) in [
        ("log.db", b"not a database, but long enough to look at. ".repeat(40)),
        ("keys/keys.db", vec![0xFF; 5000]),
    ] {
        let scratch = tempfile::tempdir().unwrap();
        drop(open(scratch.path()).unwrap());
        let path = scratch.path().join(file);
        fs::write(&path, &bytes).unwrap();
        let error = open(scratch.path()).unwrap_err();
        assert!(
            matches!(&error, OpenError::Store(StoreError::Corrupt { path: named, .. }) if *named == path),
            "{error}"
        );
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
    let scratch = tempfile::tempdir().unwrap();
    let foreign = Connection::open(scratch.path().join("log.db")).unwrap();
    foreign.execute_batch("CREATE TABLE theirs (x)").unwrap();
    drop(foreign);
    assert!(matches!(open(scratch.path()), Err(OpenError::Store(StoreError::Corrupt { .. }))));
}

#[test]
fn damage_in_the_rows_is_found_and_named() {
    let damaged = |sql: &str| {
        let scratch = tempfile::tempdir().unwrap();
        let store = open(scratch.path()).unwrap();
        let mut first = act((1..=5).map(|version| entry("case/a", version)).collect(), 1);
        first.keys = vec![key(1, "case/a"), key(2, "case/a")];
        store.append(first).unwrap();
        store.destroy(vec![Destroy::Key([2; 16])]).unwrap();
        drop(store);
        let log = Connection::open(scratch.path().join("log.db")).unwrap();
        log.execute("ATTACH ?1 AS k", [scratch.path().join("keys/keys.db").to_str().unwrap()]).unwrap();
        log.execute_batch(sql).unwrap();
        drop(log);
        open(scratch.path()).unwrap().integrity_check().unwrap()
    };
    let stream = |head, counted| Damage::Stream { stream: "case/a".into(), head, counted };
    assert_eq!(damaged("SELECT 1"), vec![]);
    assert_eq!(
        damaged("DELETE FROM entry WHERE position = 2"),
        [Damage::Positions { head: 5, counted: 4, end: 5 }, stream(5, 4)]
    );
    assert_eq!(damaged("UPDATE stream SET version = 4"), [stream(4, 4)]);
    assert_eq!(damaged("UPDATE stream SET leaf = zeroblob(32)"), [stream(5, 5)]);
    assert_eq!(damaged("DELETE FROM k.wrapped_key"), [Damage::KeysMissing { count: 1 }]);
    let revive = "INSERT INTO k.wrapped_key (id, owner, log_size, wrapped)
        SELECT id, owner, 0, x'00' FROM key_name WHERE fate = 2";
    assert_eq!(damaged(revive), [Damage::KeysRevived { count: 1 }]);
}

#[test]
fn a_flipped_byte_anywhere_in_the_file_never_panics_and_never_passes_for_an_empty_log() {
    let scratch = tempfile::tempdir().unwrap();
    let store = open(scratch.path()).unwrap();
    store.append(act((1..=30).map(|version| entry("case/a", version)).collect(), 1)).unwrap();
    drop(store);
    let path = scratch.path().join("log.db");
    let whole = fs::read(&path).unwrap();
    for place in (0..whole.len()).step_by(whole.len() / 150) {
        let mut flipped = whole.clone();
        flipped[place] ^= 0x55;
        fs::write(&path, &flipped).unwrap();
        if let Ok(store) = open(scratch.path()) {
            let said = (store.integrity_check(), store.size(), store.log(0..99), store.stream("case/a", 1));
            assert!(said.1 != Ok(0) || said.0 != Ok(vec![]), "byte {place}");
        }
    }
}

#[test]
fn a_backup_is_a_folder_of_its_own_with_keys_in_another_place() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    let mut first = act(vec![entry("case/a", 1)], 1);
    first.keys = vec![key(1, "case/a"), key(2, "case/a")];
    store.append(first).unwrap();
    store.destroy(vec![Destroy::Key([2; 16])]).unwrap();
    fs::write(at("data/blobs/aa"), "sealed").unwrap();
    fs::write(at("data/blobs/bb.part"), "half").unwrap();
    let report = store.backup_to(&at("log"), &at("elsewhere")).unwrap();
    assert_eq!(report, BackupReport { entries: 1, blobs: 1, blob_bytes: 6 });
    assert!(matches!(store.backup_to(&at("log"), &at("third")), Err(BackupError::Exists { .. })));
    assert!(matches!(store.backup_to(&at("one"), &at("one")), Err(BackupError::SamePlace { .. })));
    for file in every_file(&at("log")).iter().chain(&every_file(&at("elsewhere"))) {
        assert!(file.starts_with(at("elsewhere")) || !file.ends_with("keys.db"), "keys lie beside the log");
        if file.extension().is_some() {
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", file.display());
        }
    }
    // Restoring is putting the two together.
    fs::create_dir(at("log/keys")).unwrap();
    fs::copy(at("elsewhere/keys/keys.db"), at("log/keys/keys.db")).unwrap();
    let restored = open_existing(&at("log")).unwrap();
    assert_eq!(restored.log(0..9).unwrap(), store.log(0..9).unwrap());
    assert_eq!(restored.keys_of("case/a").unwrap(), store.keys_of("case/a").unwrap());
    assert_eq!(restored.integrity_check().unwrap(), vec![]);
    restored.append(act(vec![entry("case/a", 2)], 1)).unwrap();
}

#[test]
fn places_inside_each_other_are_refused_and_nothing_is_made_there() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    std::os::unix::fs::symlink(at("data"), at("link")).unwrap();
    for (log, keys, inner, outer) in [
        ("data/copy", "keys", "data/copy", "data"),
        ("copy", "data/blobs/keys", "data/blobs/keys", "data"),
        ("link/copy", "keys", "link/copy", "data"),
        ("new/copy", "new/copy/keys", "new/copy/keys", "new/copy"),
        ("new/keys/copy", "new/keys", "new/keys/copy", "new/keys"),
        ("other/../data/copy", "keys", "other/../data/copy", "data"),
        ("", "keys", "data", ""),
    ] {
        if log.starts_with("other") {
            fs::create_dir(at("other")).unwrap();
        }
        let refused = store.backup_to(&at(log), &at(keys));
        assert_eq!(refused, Err(BackupError::Nested { inner: at(inner), outer: at(outer) }), "{log} {keys}");
    }
    assert!(!at("data/copy").exists() && !at("keys").exists() && !at("new").exists());
    assert_eq!(store.backup_to(&at("data-copy"), &at("data-keys")).unwrap().entries, 0, "beside is well");
}

#[test]
fn a_backup_neither_waits_for_a_pipe_nor_follows_a_link_among_the_sealed_files() {
    for made in ["pipe", "link", "folder"] {
        let scratch = tempfile::tempdir().unwrap();
        let at = |name: &str| scratch.path().join(name);
        let store = open(&at("data")).unwrap();
        let blob = at("data/blobs/aa");
        fs::write(at("secret"), "of somebody else").unwrap();
        match made {
            "pipe" => assert!(std::process::Command::new("mkfifo").arg(&blob).status().unwrap().success()),
            "link" => std::os::unix::fs::symlink(at("secret"), &blob).unwrap(),
            _ => fs::create_dir(&blob).unwrap(),
        }
        let refused = store.backup_to(&at("copy"), &at("keys"));
        let not_plain = store::StoreError::NotPlain { path: blob };
        assert_eq!(refused, Err(BackupError::Store(not_plain)), "{made}");
    }
}

#[test]
fn an_old_copy_of_the_keys_does_not_revive_what_was_destroyed() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    store.put_keys(vec![key(1, "case/a"), key(2, "case/a")]).unwrap();
    store.backup_to(&at("log"), &at("keys")).unwrap();
    store.destroy(vec![Destroy::Key([1; 16])]).unwrap();
    drop(store);
    for leftover in ["keys.db-wal", "keys.db-shm"] {
        drop(fs::remove_file(at("data/keys").join(leftover)));
    }
    fs::copy(at("keys/keys/keys.db"), at("data/keys/keys.db")).unwrap();
    let store = open(&at("data")).unwrap();
    assert_eq!(store.key(&[1; 16]).unwrap(), KeyState::Destroyed);
    assert_eq!(store.integrity_check().unwrap(), [Damage::KeysRevived { count: 1 }]);
    assert_eq!(store.sweep_orphan_keys().unwrap(), 1);
    assert_eq!(store.integrity_check().unwrap(), vec![]);
    assert_eq!(store.keys_of("case/a").unwrap().live, vec![key(2, "case/a")]);
}

#[test]
fn keys_newer_than_the_log_are_not_swept_but_missed() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    store.append(act(vec![entry("case/a", 1)], 1)).unwrap();
    store.backup_to(&at("old"), &at("old-keys")).unwrap();
    for version in 2..=4 {
        let mut next = act(vec![entry("case/a", version)], 1);
        next.keys = vec![key(version as u8, "case/a")];
        store.append(next).unwrap();
    }
    drop(store);
    fs::create_dir(at("old/keys")).unwrap();
    fs::copy(at("data/keys/keys.db"), at("old/keys/keys.db")).unwrap();
    let old = open(&at("old")).unwrap();
    assert_eq!(old.sweep_orphan_keys(), Err(SweepError::LogBehindKeys { log: 1, keys: 3 }));
    drop(old);
    let raw = Connection::open(at("old/keys/keys.db")).unwrap();
    let left: i64 = raw.query_row("SELECT count(*) FROM wrapped_key", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 3, "nothing was deleted");
}

#[test]
fn a_folder_that_was_let_go_lies_whole_in_its_files() {
    let scratch = tempfile::tempdir().unwrap();
    let store = open(scratch.path()).unwrap();
    for version in 1..=40 {
        let mut next = act(vec![entry("case/a", version)], 1);
        next.keys = vec![key(version as u8, "case/a")];
        store.append(next).unwrap();
        assert_eq!(store.size().unwrap(), version);
    }
    drop(store);
    for file in ["log.db-wal", "keys/keys.db-wal"] {
        let left = fs::metadata(scratch.path().join(file)).map_or(0, |facts| facts.len());
        assert_eq!(left, 0, "{file} still holds acts");
    }
    let store = open(scratch.path()).unwrap();
    assert_eq!((store.size().unwrap(), store.keys_of("case/a").unwrap().live.len()), (40, 40));
}

/// A copy of a folder as a crash leaves it, with one bit of the log's write-ahead log flipped at a third.
fn crashed_with_a_flipped_bit(data: &Path, to: &Path) {
    fs::create_dir_all(to.join("keys")).unwrap();
    fs::create_dir_all(to.join("blobs")).unwrap();
    for file in ["log.db", "log.db-wal", "keys/keys.db", "keys/keys.db-wal"] {
        fs::copy(data.join(file), to.join(file)).unwrap();
    }
    let mut wal = fs::read(to.join("log.db-wal")).unwrap();
    let place = wal.len() / 3;
    wal[place] ^= 1;
    fs::write(to.join("log.db-wal"), wal).unwrap();
}

#[test]
fn a_log_that_lost_its_end_is_told_and_nothing_is_added_to_it() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    for version in 1..=30 {
        let mut next = act(vec![entry("case/a", version)], 1);
        next.keys = vec![key(version as u8, "case/a")];
        store.append(next).unwrap();
    }
    crashed_with_a_flipped_bit(&at("data"), &at("copy"));
    let copy = open_existing(&at("copy")).unwrap();
    let log = copy.size().unwrap();
    assert!((1..29).contains(&log), "{log}");
    let found = copy.integrity_check().unwrap();
    assert!(found.contains(&Damage::LogBehindKeys { log, keys: 29 }), "{found:?}");
    let refused = copy.append(act(vec![entry("case/a", log + 1)], 1));
    let behind = StoreError::LogBehindKeys { log, keys: 29 };
    assert_eq!(refused, Err(AppendError::Store(behind)));
    assert_eq!(copy.size().unwrap(), log);
}

#[test]
fn a_log_copied_without_its_write_ahead_log_is_not_called_missing() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    let mut first = act(vec![entry("case/a", 1)], 1);
    first.keys = vec![key(1, "case/a")];
    store.append(first).unwrap();
    fs::create_dir_all(at("copy/keys")).unwrap();
    for file in ["log.db", "keys/keys.db", "keys/keys.db-wal"] {
        fs::copy(at("data").join(file), at("copy").join(file)).unwrap();
    }
    let opened = open_existing(&at("copy")).err();
    assert_eq!(opened, Some(OpenError::Empty { path: at("copy/log.db") }));
}

/// A process that died while it made the log left a rollback journal beside a half-made file.
#[test]
fn a_creation_that_was_cut_off_in_the_middle_is_undone_and_done_again() {
    let (elsewhere, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let half_made = Connection::open(elsewhere.path().join("log.db")).unwrap();
    half_made
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (x BLOB);
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
             INSERT INTO t SELECT randomblob(4000) FROM n;",
        )
        .unwrap();
    for name in ["log.db", "log.db-journal"] {
        fs::copy(elsewhere.path().join(name), there.path().join(name)).unwrap();
    }
    drop(half_made);
    assert!(fs::metadata(there.path().join("log.db")).unwrap().len() > 100_000, "the cut was in the middle");
    let holder = Holder { pid: 1, command: "test".to_owned(), since: "now".to_owned() };
    let opening = Opening { holder, create: true };
    let store = SqliteStore::open(DataFolder::at(there.path()), &opening).unwrap();
    assert_eq!(store.size().unwrap(), 0);
    assert!(!there.path().join("log.db-journal").exists());
}

/// Appends the next entry of `case/a` and advances the tree over it, as the desk does soon after every act.
fn append_covered(store: &SqliteStore, version: u64) {
    let mut next = act(vec![entry("case/a", version)], 1);
    next.keys = vec![key(version as u8, "case/a")];
    store.append(next).unwrap();
    let (expected, _) = store.tree_head().unwrap();
    let new = TreeHead { size: version, root: [version as u8; 32] };
    store
        .advance_tree(TreeAdvance { expected, new, tiles: vec![], checkpoint: format!("{version}") })
        .unwrap();
}

#[test]
fn a_log_that_lost_only_its_last_act_and_the_keys_of_it_is_told_too() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    let store = open(&at("data")).unwrap();
    append_covered(&store, 1);
    append_covered(&store, 2);
    assert_eq!(store.reached().unwrap(), Some(TreeHead { size: 2, root: [2; 32] }));
    drop(store);
    let before = fs::read(at("data/log.db")).unwrap();
    let store = open_existing(&at("data")).unwrap();
    append_covered(&store, 3);
    drop(store);
    // The last act goes, and so do its keys: what is left looks like a log that never had it.
    fs::write(at("data/log.db"), before).unwrap();
    let keys = Connection::open(at("data/keys/keys.db")).unwrap();
    assert_eq!(keys.execute("DELETE FROM wrapped_key WHERE id = ?1", [[3u8; 16]]).unwrap(), 1);
    drop(keys);
    let store = open_existing(&at("data")).unwrap();
    let behind = StoreError::LogBehindKeys { log: 2, keys: 3 };
    assert_eq!(store.behind_keys().unwrap(), Some(behind.clone()));
    assert!(store.integrity_check().unwrap().contains(&Damage::LogBehindKeys { log: 2, keys: 3 }));
    let refused = store.append(act(vec![entry("case/a", 3)], 1));
    assert_eq!(refused, Err(AppendError::Store(behind)));
    assert!(matches!(store.sweep_orphan_keys(), Err(SweepError::LogBehindKeys { .. })));
}

#[test]
fn keys_of_before_the_mark_was_kept_get_one_and_a_backup_never_marks_more_than_it_holds() {
    let scratch = tempfile::tempdir().unwrap();
    let at = |name: &str| scratch.path().join(name);
    drop(open(&at("data")).unwrap());
    Connection::open(at("data/keys/keys.db")).unwrap().execute_batch("DROP TABLE reached").unwrap();
    let store = open_existing(&at("data")).unwrap();
    assert_eq!(store.reached().unwrap(), None);
    append_covered(&store, 1);
    store.backup_to(&at("copy"), &at("copy-keys")).unwrap();
    fs::create_dir(at("copy/keys")).unwrap();
    fs::copy(at("copy-keys/keys/keys.db"), at("copy/keys/keys.db")).unwrap();
    append_covered(&store, 2);
    let copy = open_existing(&at("copy")).unwrap();
    assert_eq!((copy.behind_keys().unwrap(), copy.reached().unwrap().map(|head| head.size)), (None, Some(1)));
    assert_eq!(copy.integrity_check().unwrap(), vec![]);
}
