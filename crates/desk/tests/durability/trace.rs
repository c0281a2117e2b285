//! Reading what `strace -f -y` saw: at every acknowledgement, nothing that was promised waits for its sync.

use std::collections::{BTreeMap, BTreeSet};

pub(crate) const CALLS: &str = "trace=fsync,fdatasync,write,pwrite64,openat,rename,renameat,renameat2";

/// Acknowledgements seen.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    pub(crate) acts: u32,
    pub(crate) exports: u32,
    pub(crate) evidence: u32,
}

#[derive(Default)]
struct Disk {
    /// Files written and folders with a new name in them, not synced yet.
    unsynced: BTreeMap<String, String>,
    /// Syncs since the last acknowledgement, by the file's own name.
    synced: BTreeMap<String, u32>,
    /// Bundles that got their name since the last acknowledgement.
    named: u32,
    /// Files that were made or found: opening them again gives the folder no new name.
    known: BTreeSet<String>,
}

impl Disk {
    fn syncs(&self, name: &str) -> u32 {
        self.synced.get(name).copied().unwrap_or_default()
    }
}

/// Goes through the calls in order and panics at an acknowledgement that came too early.
pub(crate) fn watch(trace: &str) -> Watched {
    let (mut disk, mut watched) = (Disk::default(), Watched::default());
    for line in trace.lines() {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        if call.starts_with("write(1<") && line.contains("\"ack ") {
            acknowledge(line, &mut disk, &mut watched);
        } else {
            note(call, line, &mut disk);
        }
    }
    watched
}

fn note(call: &str, line: &str, disk: &mut Disk) {
    // The path strace puts behind a descriptor: `12</folder/log.db-wal>`.
    let path = line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
    let name = path.rsplit('/').next().unwrap_or_default();
    if call.starts_with("fsync") || call.starts_with("fdatasync") {
        disk.unsynced.remove(path);
        *disk.synced.entry(name.to_owned()).or_default() += 1;
    } else if call.starts_with("pwrite64") && name.ends_with(".db-wal")
        || call.starts_with("write(") && name.ends_with(".part")
    {
        let blob = disk.unsynced.keys().find(|path| path.contains("/blobs"));
        assert!(
            !name.ends_with(".db-wal") || blob.is_none(),
            "an entry is written while {blob:?} waits for its sync: {line}"
        );
        disk.unsynced.insert(path.to_owned(), line.to_owned());
    } else if call.starts_with("openat") && line.contains("O_CREAT") && !line.contains("-shm") {
        let made =
            line.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
        let ours = made.ends_with("-wal") || made.ends_with(".db") || made.ends_with(".key");
        if let Some((folder, _)) = made.rsplit_once('/').filter(|_| ours)
            && disk.known.insert(made.to_owned())
        {
            disk.unsynced.entry(folder.to_owned()).or_insert(line.to_owned());
        }
    } else if call.starts_with("rename") {
        let target = line.rsplit('"').nth(1).unwrap_or_default();
        let part = line.split('"').nth(1).unwrap_or_default();
        assert!(!disk.unsynced.contains_key(part), "named before its bytes were synced: {line}");
        disk.named += u32::from(target.contains("/exports/"));
        let folder = target.rsplit_once('/').map_or("", |(folder, _)| folder);
        disk.unsynced.insert(folder.to_owned(), line.to_owned());
    }
}

fn acknowledge(line: &str, disk: &mut Disk, watched: &mut Watched) {
    assert!(disk.unsynced.is_empty(), "acknowledged before the sync of {:?}: {line}", disk.unsynced);
    if line.contains("\"ack export ") {
        let part = disk.synced.keys().any(|name| name.ends_with(".part"));
        assert!(part && disk.named == 1 && disk.syncs("exports") > 0, "{:?}: {line}", disk.synced);
        watched.exports += 1;
    } else {
        if line.contains("\"ack evidence ") {
            let part = disk.synced.keys().any(|name| name.ends_with(".part"));
            assert!(part && disk.syncs("blobs") > 0, "no sync of file and folder: {:?}: {line}", disk.synced);
            watched.evidence += 1;
        }
        let (log, keys) = (disk.syncs("log.db-wal"), disk.syncs("keys.db-wal"));
        assert!(log > 0 && keys > 0, "an act without a sync of log and keys: {:?}: {line}", disk.synced);
        watched.acts += 1;
    }
    disk.synced.clear();
    disk.named = 0;
}
