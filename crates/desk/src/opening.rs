//! Opening a data folder: the store, the vault, the log's key; a new folder gets all three.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;
use journal::{Origin, SigningKey, StreamName, VerifierKey};
use messages::Message;
use serde::{Deserialize, Serialize};
use store::{
    Append, AppendError, Appended, DataFolder, Holder, Newest, OpenError, SqliteStore, Store, StoreError,
};
use vault::{
    MasterKey, OperatingSystem, PassphraseCost, Protection, Randomness, Safe, Secret, Swept, Vault,
    VaultError,
};

use crate::cases::Cases;
use crate::log::{self, Draft};
use crate::people::Roll;
use crate::sealing::Uncovered;
use crate::steps::Step;
use crate::titles::Titles;
use crate::{DeskError, LogKind, once, tree};

/// Name under which the vault keeps the log's signing seed.
const SEED: &str = "log";
/// Owner of the bodies in the stream `org`.
pub(crate) const ORG: &str = "org";

/// How a data folder is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// The data folder.
    pub folder: PathBuf,
    /// Make a folder and a log if there is none.
    pub create: bool,
    /// The master key's file, if it does not lie at its usual place in the folder.
    pub master_key: Option<PathBuf>,
    /// The passphrase that protects the master key, if one does.
    pub passphrase: Option<String>,
    /// The origin of a new log, such as `example.com/incidents`; a made-up one if not given.
    pub origin: Option<String>,
    /// What the process is doing, for whoever finds the folder taken.
    pub command: String,
    /// Now.
    pub now: Timestamp,
}

impl Opening {
    /// A folder that is made if it is not there, its master key at the usual place in it, protected by nothing, and its origin made
    /// up. Whatever is otherwise stands beside it: `Opening { create: false, ..Opening::at(…) }`.
    pub fn at(folder: impl Into<PathBuf>, command: &str, now: Timestamp) -> Opening {
        Opening {
            folder: folder.into(),
            create: true,
            master_key: None,
            passphrase: None,
            origin: None,
            command: command.to_owned(),
            now,
        }
    }

    /// Who has the folder from now on, for whoever finds it taken.
    fn holder(&self) -> Holder {
        Holder { pid: std::process::id(), command: self.command.clone(), since: self.now.to_string() }
    }
}

/// One organisation's log, held by this process: the one way in.
#[derive(Debug)]
pub struct Desk<L: LogKind> {
    pub(crate) store: SqliteStore,
    pub(crate) vault: Vault,
    pub(crate) key: SigningKey,
    /// Plans that were read, by digest.
    pub(crate) plans: Mutex<BTreeMap<String, Arc<plan::Plan>>>,
    /// Digests of the packs that stand in the log.
    pub(crate) stored: Mutex<BTreeSet<String>>,
    /// Cases that were folded lately.
    pub(crate) cases: Cases,
    /// Titles that were listed lately.
    pub(crate) titles: Titles,
    /// Held by every act on a case for reading, by a destruction for writing.
    pub(crate) destroying: RwLock<()>,
    /// What no checkpoint covers yet.
    pub(crate) uncovered: Mutex<Uncovered>,
    last_seen: Mutex<Timestamp>,
    /// The people, as far as they were read.
    pub(crate) roll: Mutex<Arc<Roll>>,
    /// How often this desk has appended to the stream of the organisation, in which people are told.
    pub(crate) org_appends: AtomicU64,
    swept: Swept,
    /// When the log's last entry was recorded, as far as this process knows; the store refuses what lies before.
    last_recorded: Mutex<Option<Timestamp>>,
    /// Why nothing is added to a log whose times another hand changed.
    clock_moved: Option<StoreError>,
    kind: PhantomData<L>,
}

/// Body of the first entry of a log, `log.opened` shape 1.
#[derive(Debug, Serialize, Deserialize)]
struct LogOpened {
    origin: String,
    drill: bool,
}

impl<L: LogKind> Desk<L> {
    /// Opens the data folder and holds it until dropped.
    ///
    /// # Errors
    /// If another process has it, it is not there (and may not be made), it is of the other kind, or its keys are not
    /// at hand.
    pub fn open(opening: &Opening) -> Result<Desk<L>, DeskError> {
        let folder = DataFolder::at(&opening.folder);
        let asked = store::Opening { holder: opening.holder(), create: opening.create };
        let store = SqliteStore::open(folder.clone(), &asked)?;
        let new = store.size()? == 0;
        let vault = Vault::new(&master_key(&folder, opening, new)?)?;
        let key = if new { begin::<L>(&store, &vault, opening)? } else { signing_key::<L>(&store, &vault)? };
        let swept = sweep(&store);
        let desk = Desk::on(store, vault, key, swept)?;
        // Where nothing may be written they stay as they stand, and are not sent either.
        let is_whole = desk.store.behind_keys()?.is_none() && desk.clock_moved.is_none();
        if desk.store.read_only().is_none() && is_whole {
            desk.list_interrupted(opening.now)?;
        }
        Ok(desk)
    }

    /// As [`Desk::open`]; and where the folder lies where nothing can be written it is opened as it stands: everything in it can
    /// be looked at, and every act is refused ([`store::StoreError::NotWritable`]).
    ///
    /// # Errors
    /// As [`Desk::open`]; what would have to be written before all of it can be read is named.
    pub fn open_to_look(opening: &Opening) -> Result<Desk<L>, DeskError> {
        let failed = match Desk::open(opening) {
            Err(failed) if cannot_write(&failed) => failed,
            opened => return opened,
        };
        match Desk::open_for_reading(opening) {
            Ok((desk, drill)) if drill == L::DRILL => Ok(desk),
            Ok((_, drill)) => Err(DeskError::WrongLog { drill }),
            // What else is needed to read it is more to the point than that nothing can be written.
            Err(error) => Err(if matches!(failed, DeskError::Open(OpenError::NotWritable { .. })) {
                error
            } else {
                failed
            }),
        }
    }

    /// Nothing can be written to the folder: it is read as it stands, and what interrupted work left behind stays there.
    pub fn is_still(&self) -> bool {
        self.store.is_still()
    }

    /// Opens the data folder to read it: held where nobody has it, else beside whoever has it. Whether it holds a drill: who
    /// reads is told, and nothing can be mixed up by looking.
    pub(crate) fn open_for_reading(opening: &Opening) -> Result<(Desk<L>, bool), DeskError> {
        let folder = DataFolder::at(&opening.folder);
        let store = SqliteStore::open_for_reading(folder.clone(), opening.holder())?;
        if store.size()? == 0 {
            return Err(OpenError::Absent { path: opening.folder.clone() }.into());
        }
        let vault = Vault::new(&master_key(&folder, opening, false)?)?;
        let (key, drill) = signing_key_of(&store, &vault)?;
        // Nothing is swept: beside another process what looks left behind is what that one is writing.
        Ok((Desk::on(store, vault, key, Swept::default())?, drill))
    }

    fn on(store: SqliteStore, vault: Vault, key: SigningKey, swept: Swept) -> Result<Desk<L>, DeskError> {
        let (last, clock_moved) = recorded_last(&store)?;
        Ok(Desk {
            store,
            vault,
            key,
            plans: Mutex::new(BTreeMap::new()),
            stored: Mutex::new(BTreeSet::new()),
            cases: Cases::default(),
            titles: Titles::default(),
            destroying: RwLock::new(()),
            uncovered: Mutex::new(Uncovered::default()),
            last_seen: Mutex::new(last.unwrap_or(Timestamp::MIN)),
            roll: Mutex::default(),
            org_appends: AtomicU64::new(0),
            swept,
            last_recorded: Mutex::new(last),
            clock_moved,
            kind: PhantomData,
        })
    }

    /// What is to be said of a log that lost its end: it is read, and what is shown lacks its newest acts.
    ///
    /// # Errors
    /// If the store fails.
    pub fn lost_end(&self) -> Result<Option<Message>, DeskError> {
        Ok(self.store.behind_keys()?.map(|error| error.message()))
    }

    /// Nothing is signed over a log that lost its end, and nothing passed on as a copy of it: both would hide the loss.
    pub(crate) fn check_end(&self) -> Result<(), DeskError> {
        self.store.behind_keys()?.map_or(Ok(()), |error| Err(DeskError::Store(error)))
    }

    /// What interrupted work had left behind and the opening removed.
    pub fn swept(&self) -> Swept {
        self.swept
    }

    /// The key with which others verify what this log signs.
    pub fn verifier(&self) -> VerifierKey {
        self.key.verifier()
    }

    /// The signed checkpoint over everything appended so far.
    ///
    /// # Errors
    /// If the store fails.
    pub fn checkpoint(&self) -> Result<String, DeskError> {
        self.cover()
    }

    /// The moment at which an act is recorded: never before the last one, whole microseconds.
    pub(crate) fn recorded_at(&self, now: Timestamp) -> Timestamp {
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        lock(&self.last_recorded).map_or(now, |last| last.max(now))
    }

    /// Appends, and remembers when the log was recorded last.
    pub(crate) fn append(&self, mut act: Append) -> Result<Appended, AppendError> {
        if let Some(moved) = &self.clock_moved {
            return Err(AppendError::Store(moved.clone()));
        }
        let given_us = act.recorded_us;
        let to_org = act.entries.iter().any(|entry| entry.stream == ORG);
        act.once = once::waiting();
        let appended = self.store.append(act);
        if appended.is_ok() {
            once::used();
        }
        if to_org {
            // Whatever came of it: who reads the people next asks the store again.
            self.org_appends.fetch_add(1, Ordering::SeqCst);
        }
        let last_us = match &appended {
            Ok(_) => given_us,
            // Somebody else was faster, by a later clock: what he wrote is known to the store.
            Err(AppendError::ClockBehind { last_us, .. }) => {
                // Or another hand has changed what the log says of it.
                if let (_, Some(moved)) = recorded_last(&self.store)? {
                    return Err(AppendError::Store(moved));
                }
                *last_us
            }
            Err(_) => return appended,
        };
        let mut last = lock(&self.last_recorded);
        *last = (*last).max(Timestamp::from_microsecond(last_us).ok());
        appended
    }

    /// Notes the machine's time; the step, if it has gone back by more than two seconds since it was seen last.
    pub(crate) fn stepped_back(&self, now: Timestamp) -> Option<Step> {
        let mut last = lock(&self.last_seen);
        let step = Step { from: *last, to: now };
        *last = now;
        step.is_worth_saying().then_some(step)
    }

    /// The safe for the bodies of the organisation's own stream.
    pub(crate) fn org_safe(&self) -> Result<Safe, DeskError> {
        Ok(self.vault.open_safe(&self.store, ORG)?)
    }
}

/// When the log was recorded last, by its last entry; and what is to be said where its head says otherwise. An entry that is
/// damaged says nothing: the head is believed until the doctor looks.
pub(crate) fn recorded_last(
    store: &SqliteStore,
) -> Result<(Option<Timestamp>, Option<StoreError>), StoreError> {
    let Newest { entry, recorded_us: said_us, .. } = store.newest()?;
    let entry_us =
        entry.and_then(|entry| log::decode(&entry).ok()).map(|entry| entry.recorded_at.microseconds());
    let moved = entry_us.filter(|us| Some(*us) != said_us);
    let words = |us: i64| Timestamp::from_microsecond(us).map_or(us.to_string(), |moment| moment.to_string());
    let said = said_us.map_or_else(|| "–".to_owned(), words);
    let moved = moved.map(|entry| StoreError::ClockMoved { said, entry: words(entry) });
    let last = entry_us.or(said_us).and_then(|us| Timestamp::from_microsecond(us).ok());
    Ok((last, moved))
}

/// The folder lies where nothing can be written, or on a full disk.
fn cannot_write(error: &DeskError) -> bool {
    matches!(
        error,
        DeskError::Open(OpenError::NotWritable { .. } | OpenError::Store(StoreError::Unavailable { .. }))
            | DeskError::Store(StoreError::Unavailable { .. })
            | DeskError::Append(AppendError::Store(StoreError::Unavailable { .. }))
    )
}

/// Removes sealed files that no entry speaks of: left by an act that was never appended, or by a destruction that was cut
/// off after the keys were gone. Nothing is removed where nothing may be written, nor beside a log that lost its end.
fn sweep(store: &SqliteStore) -> Swept {
    if store.read_only().is_some() {
        return Swept::default();
    }
    // What could not be removed does no harm, and the doctor names it.
    vault::sweep_blobs(store, &store.folder().blobs()).unwrap_or_default()
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held the lock left a map or a moment, both whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The master key; made only for a log that is yet to begin.
fn master_key(folder: &DataFolder, opening: &Opening, new: bool) -> Result<MasterKey, DeskError> {
    let path = opening.master_key.clone().unwrap_or_else(|| folder.master_key());
    let passphrase = opening.passphrase.as_deref();
    if new && !path.exists() {
        let protection = match passphrase {
            Some(passphrase) => Protection::Passphrase(passphrase, PassphraseCost::RECOMMENDED),
            None => Protection::FileMode,
        };
        return Ok(MasterKey::create(&path, protection, &OperatingSystem)?);
    }
    Ok(MasterKey::open(&path, passphrase)?)
}

/// Begins a log: its seed, the organisation's key and the first entry in one act, so that a crash leaves either
/// nothing or a whole log.
fn begin<L: LogKind>(store: &SqliteStore, vault: &Vault, opening: &Opening) -> Result<SigningKey, DeskError> {
    // Keys of a beginning that was cut off open nothing; their names are needed again.
    store.sweep_orphan_keys().map_err(|error| DeskError::Damaged(error.message()))?;
    let mut seed = [0; 32];
    OperatingSystem.fill(&mut seed)?;
    let origin = new_origin::<L>(opening, &seed)?;
    let key = SigningKey::from_seed(origin.clone(), &seed);
    let (mut safe, org_key) = vault.new_safe(ORG)?;
    let now = Timestamp::from_microsecond(opening.now.as_microsecond()).unwrap_or(opening.now);
    let draft = Draft {
        kind: "log.opened".to_owned(),
        shape: 1,
        occurred_at: now,
        plaintext: log_opened(&origin.to_string(), L::DRILL),
    };
    let written = log::write(&StreamName::Org, None, &[draft], now, &mut safe)?;
    let mut keys = vec![vault.seal_seed(SEED, &Secret::new(seed))?, org_key];
    keys.extend(written.keys);
    store.append(Append {
        entries: written.entries,
        keys,
        recorded_us: now.as_microsecond(),
        ..Append::default()
    })?;
    tree::advance(store, &key)?;
    Ok(key)
}

/// The body of a log's first entry.
pub(crate) fn log_opened(origin: &str, drill: bool) -> Vec<u8> {
    serde_json::to_vec(&LogOpened { origin: origin.to_owned(), drill }).unwrap_or_default()
}

fn new_origin<L: LogKind>(opening: &Opening, seed: &[u8; 32]) -> Result<Origin, DeskError> {
    let given = opening.origin.clone().unwrap_or_else(|| {
        // Half of a hash of the seed: unique, and tells nothing about it.
        let name: String = journal::Hash::of(seed).to_string().chars().take(12).collect();
        format!("stanch.local/{name}")
    });
    let name = if L::DRILL { format!("{given}/drill") } else { given };
    Origin::parse(&name).map_err(|error| DeskError::Damaged(error.message()))
}

fn signing_key<L: LogKind>(store: &SqliteStore, vault: &Vault) -> Result<SigningKey, DeskError> {
    match signing_key_of(store, vault)? {
        (key, drill) if drill == L::DRILL => Ok(key),
        (_, drill) => Err(DeskError::WrongLog { drill }),
    }
}

/// The key of a log, and whether the log is a drill's.
fn signing_key_of(store: &SqliteStore, vault: &Vault) -> Result<(SigningKey, bool), DeskError> {
    let unreadable = || DeskError::Damaged(Message::new("desk-log-has-no-beginning"));
    let first = store.log(0..1)?.into_iter().next().ok_or_else(unreadable)?;
    let safe = match vault.open_safe(store, ORG) {
        Err(VaultError::KeyUnknown { .. }) => return Err(unreadable()),
        safe => safe?,
    };
    let opened: LogOpened =
        serde_json::from_slice(&log::open(&first, &safe)?.plaintext).map_err(|_| unreadable())?;
    let origin = Origin::parse(&opened.origin).map_err(|error| DeskError::Damaged(error.message()))?;
    let seed = vault.open_seed(store, SEED)?;
    Ok((SigningKey::from_seed(origin, seed.expose()), opened.drill))
}
