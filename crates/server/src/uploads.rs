//! A leak on its way in: its bytes are sealed and counted while they arrive, each piece once. Who is cut off goes on where
//! the last piece was taken; what is never finished leaves nothing but sealed bytes that the next opening sweeps away.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use axum::body::Bytes;
use desk::{CaseId, DeskError, LeakFile, Sealed, SealedList};
use exposure::{Assessment, Request, Source};
use incident::Actor;
use messages::{Language, Message};
use tokio::sync::{mpsc as pieces, watch};

use crate::house::House;
use crate::leaks;

/// Memory of the counting, past which collections go to temporary files.
const MEMORY: usize = 48 << 20;
/// Pieces that may wait between the network and the counting.
const PIECES_WAITING: usize = 16;
/// Where facts that were counted come from.
pub(crate) const SOURCE: &str = "exposure";

/// Where an upload stands.
#[derive(Debug, Clone)]
pub(crate) enum Stage {
    /// Bytes are arriving or being counted.
    Running,
    /// Counted, and told to the case.
    Done(Arc<Counted>),
    /// It came to nothing, and why.
    Failed(Message),
}

/// What an upload told its case.
#[derive(Debug)]
pub(crate) struct Counted {
    /// What was counted.
    pub(crate) assessment: Assessment,
    /// Position of the event that says so.
    pub(crate) counting: u64,
}

/// A leak on its way in.
#[derive(Debug)]
pub(crate) struct Upload {
    /// Name of the file, as its sender calls it.
    pub(crate) name: String,
    /// Its size, where the sender told it.
    pub(crate) size: Option<u64>,
    /// The case it belongs to.
    pub(crate) case: CaseId,
    received: AtomicU64,
    feed: Mutex<Option<pieces::Sender<Fed>>>,
    stage: watch::Sender<Stage>,
}

/// What is fed: bytes, or the word that there are no more. A feed that ends without it was cut off.
enum Fed {
    Piece(Bytes),
    End,
}

/// Why a piece was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// The next byte expected is this one.
    ExpectedAt(u64),
    /// Nobody takes pieces any more: the counting has ended.
    Over,
}

/// Uploads by their id.
#[derive(Debug, Default)]
pub(crate) struct Uploads(Mutex<BTreeMap<String, Arc<Upload>>>);

impl Uploads {
    /// An upload.
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Upload>> {
        held(&self.0).get(id).cloned()
    }

    /// Uploads of a case, oldest first.
    pub(crate) fn of(&self, case: &CaseId) -> Vec<(String, Arc<Upload>)> {
        let all = held(&self.0);
        let ours = all.iter().filter(|(_, upload)| upload.case == *case);
        ours.map(|(id, upload)| (id.clone(), Arc::clone(upload))).collect()
    }

    /// Cases into which a leak is on its way: their pages show how far it has come.
    pub(crate) fn running(&self) -> Vec<CaseId> {
        let all = held(&self.0);
        let running = all.values().filter(|upload| matches!(upload.stage(), Stage::Running));
        running.map(|upload| upload.case.clone()).collect()
    }

    /// Begins an upload; its bytes are sealed and counted from now on, on threads of its own.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub(crate) fn begin(
        &self,
        house: &Arc<House>,
        case: CaseId,
        name: &str,
        size: Option<u64>,
        who: Actor,
    ) -> io::Result<(String, Arc<Upload>)> {
        let (feed, taken) = pieces::channel(PIECES_WAITING);
        let upload = Arc::new(Upload {
            name: name.to_owned(),
            size,
            case,
            received: AtomicU64::new(0),
            feed: Mutex::new(Some(feed)),
            stage: watch::Sender::new(Stage::Running),
        });
        let number = held(&self.0).len();
        let id = format!("{number:08}-{}", crate::house::new_token().unwrap_or_default());
        held(&self.0).insert(id.clone(), Arc::clone(&upload));
        let (house, working) = (Arc::clone(house), Arc::clone(&upload));
        std::thread::Builder::new().name("upload".to_owned()).spawn(move || {
            let outcome = take_in(&house, &working, who, taken);
            working.stage.send_replace(match outcome {
                Ok(counted) => Stage::Done(Arc::new(counted)),
                Err(why) => Stage::Failed(why),
            });
            house.hub.tell(working.case.as_str());
        })?;
        Ok((id, upload))
    }
}

impl Upload {
    /// Bytes taken so far.
    pub(crate) fn received(&self) -> u64 {
        self.received.load(Ordering::SeqCst)
    }

    /// Where it stands.
    pub(crate) fn stage(&self) -> Stage {
        self.stage.borrow().clone()
    }

    /// Waits until the bytes were counted and told, or came to nothing.
    pub(crate) async fn settled(&self) {
        // The sender is this upload itself: it cannot be gone.
        let _ = self.stage.subscribe().wait_for(|stage| !matches!(stage, Stage::Running)).await.map(|_| ());
    }

    /// Says that no more bytes will come although not all came: nothing of it is kept.
    pub(crate) fn cut(&self) {
        drop(held(&self.feed).take());
    }

    /// Takes a piece that begins at byte `at`; waits while the counting is behind.
    pub(crate) async fn take(&self, at: u64, piece: Bytes) -> Result<(), NotTaken> {
        let expected = self.received();
        if at != expected {
            return Err(NotTaken::ExpectedAt(expected));
        }
        let feed = held(&self.feed).clone().ok_or(NotTaken::Over)?;
        let bytes = piece.len() as u64;
        feed.send(Fed::Piece(piece)).await.map_err(|_| NotTaken::Over)?;
        self.received.fetch_add(bytes, Ordering::SeqCst);
        Ok(())
    }

    /// Says that there are no more bytes.
    pub(crate) async fn end(&self) {
        let feed = held(&self.feed).take();
        if let Some(feed) = feed {
            // Nobody listening means that the counting ended by itself, with its reason.
            let _ = feed.send(Fed::End).await;
        }
    }
}

/// Seals and counts what is fed, and tells the case both in one act: the case knows the leak, or it does not.
fn take_in(
    house: &Arc<House>,
    upload: &Arc<Upload>,
    who: Actor,
    taken: pieces::Receiver<Fed>,
) -> Result<Counted, Message> {
    let (copies, copied) = mpsc::sync_channel::<Option<Bytes>>(PIECES_WAITING);
    let leak = Source::reader(upload.name.clone(), Copied { copied, piece: Bytes::new(), ended: false });
    let (counter, ours, counts) = (Arc::clone(house), Arc::clone(upload), who.clone());
    let counting = std::thread::Builder::new().name("count".to_owned());
    let counting = counting.spawn(move || count(leak, &counter, &ours.case, &counts));
    let counting = counting.map_err(|_| Message::new("server-broken"))?;
    let mut tee = Tee { taken, copies, piece: Bytes::new(), ended: false };
    let sealed = house.desk.seal(&upload.case, &who, &mut tee, &mut |_| {});
    // The counting sees the end of its copies now, whether the sealing went well or not.
    drop(tee);
    let counted = counting.join().unwrap_or_else(|_| Err(Message::new("server-broken")));
    let sealed = match (sealed, &counted) {
        (Ok(sealed), _) => sealed,
        (Err(error), counted) => {
            counted
                .iter()
                .filter_map(|(_, list)| list.as_ref())
                .for_each(|list| house.desk.discard_list(list));
            return Err(error.message());
        }
    };
    let (assessment, list) = counted.inspect_err(|_| house.desk.discard(std::slice::from_ref(&sealed)))?;
    let counting = tell(house, upload, &who, sealed, &assessment, list).map_err(|error| error.message())?;
    Ok(Counted { assessment, counting })
}

/// Counts what arrives, and seals the customers that were found.
fn count(
    leak: Source,
    house: &House,
    case: &CaseId,
    who: &Actor,
) -> Result<(Assessment, Option<SealedList>), Message> {
    let register = house.config.register.as_deref();
    let unreadable = |error: io::Error| exposure::Error::Register {
        path: register.map(|path| path.display().to_string()).unwrap_or_default(),
        cause: error,
    };
    let before = register.map(leaks::digest).transpose().map_err(|error| unreadable(error).message())?;
    let source = register.map(Source::path);
    let temp = std::env::temp_dir();
    let request = Request {
        leaks: std::slice::from_ref(&leak),
        register: source.as_ref(),
        list: None,
        temp: &temp,
        memory: MEMORY,
        now: house.now(),
    };
    let counted = exposure::assess_with_customers(&request, &mut |_| {});
    let (assessment, found) = counted.map_err(|error| error.message())?;
    let list = match (&found, register, &before) {
        (Some(found), Some(register), Some(before)) => {
            let found = (found, &assessment);
            Some(leaks::list_customers(&house.desk, case, who, found, (register, before))?)
        }
        _ => None,
    };
    Ok((assessment, list))
}

/// Position of the event that says what was counted.
fn tell(
    house: &House,
    upload: &Upload,
    who: &Actor,
    sealed: Sealed,
    assessment: &Assessment,
    list: Option<SealedList>,
) -> Result<u64, DeskError> {
    let plan = house.desk.case(&upload.case)?.plan;
    // Its sentences in the plan's own language: whoever reads the case later reads that one.
    let language = plan.languages.first().and_then(|tag| tag.parse().ok()).unwrap_or(Language::English);
    let report = serde_json::to_vec(&assessment.clone().in_language(language)).unwrap_or_default();
    let file = LeakFile {
        name: upload.name.clone(),
        sha256: sealed.sha256().to_owned(),
        size: sealed.size(),
        sealed: Some(sealed),
    };
    let leak = leaks::counted(assessment, &report, vec![file], SOURCE, list);
    let done = house.desk.tell_leak(&upload.case, &leak, who, None, house.now())?;
    Ok(done.state.countings.last().map_or(0, |counting| counting.position))
}

/// Reads what is fed, and hands a copy of each piece to the counting.
struct Tee {
    taken: pieces::Receiver<Fed>,
    copies: mpsc::SyncSender<Option<Bytes>>,
    piece: Bytes,
    ended: bool,
}

impl Read for Tee {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.ended {
            match self.taken.blocking_recv() {
                Some(Fed::Piece(piece)) => {
                    // A counting that stopped early says why by itself; the sealing goes on to its end.
                    let _ = self.copies.send(Some(piece.clone()));
                    self.piece = piece;
                }
                Some(Fed::End) => {
                    self.ended = true;
                    let _ = self.copies.send(None);
                }
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        Ok(drain(&mut self.piece, into))
    }
}

/// Reads the copies.
struct Copied {
    copied: mpsc::Receiver<Option<Bytes>>,
    piece: Bytes,
    ended: bool,
}

impl Read for Copied {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.ended {
            match self.copied.recv() {
                Ok(Some(piece)) => self.piece = piece,
                Ok(None) => self.ended = true,
                Err(_) => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        Ok(drain(&mut self.piece, into))
    }
}

fn drain(piece: &mut Bytes, into: &mut [u8]) -> usize {
    let taken = piece.split_to(piece.len().min(into.len()));
    if let Some(into) = into.get_mut(..taken.len()) {
        into.copy_from_slice(&taken);
    }
    taken.len()
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held this left a map or a word, both whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
