//! A leak on its way in: its bytes are sealed and counted while they arrive, each piece once. Who is cut off goes on where
//! the last piece was taken; what is never finished leaves nothing but sealed bytes that the next opening sweeps away.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use axum::body::Bytes;
use desk::{CaseFile, CaseId, DeskError, LeakFile, Sealed, SealedList};
use exposure::{Assessment, Request, Source};
use incident::Actor;
use messages::{Language, Message};
use store::{Arrived, StoreError};
use tokio::sync::{mpsc as pieces, watch};

use crate::house::House;
use crate::leaks;
use crate::reply::Refusal;

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
    Done,
    /// It came to nothing, and why.
    Failed(Message),
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
    /// Rows that were counted so far.
    rows: AtomicU64,
    /// Customers that were listed so far.
    listed: AtomicU64,
    feed: Mutex<Option<pieces::Sender<Fed>>>,
    stage: watch::Sender<Stage>,
}

/// What is being done with a leak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doing {
    /// Its bytes arrive: so many of them have.
    Arriving(u64),
    /// All bytes have come; so many rows are counted.
    Counting(u64),
    /// It is counted; so many of its customers are listed.
    Listing(u64),
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

    /// Leaks of a case that had arrived when a server died over them: nothing of them is in the case. What evidence of the case agrees
    /// with was told before it died.
    ///
    /// # Errors
    /// If the accounts fail.
    pub(crate) fn lost(&self, house: &House, file: &CaseFile) -> Result<Vec<Arrived>, StoreError> {
        let mut lost = house.accounts.arrived(file.id.as_str())?;
        lost.retain(|arrived| {
            let told = file.state.evidence.iter().any(|evidence| {
                let since = evidence
                    .custody
                    .first()
                    .is_some_and(|first| first.from.as_microsecond() >= arrived.arrived_us);
                evidence.size == arrived.bytes && since
            });
            !told && self.get(&arrived.id).is_none()
        });
        Ok(lost)
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
            rows: AtomicU64::new(0),
            listed: AtomicU64::new(0),
            feed: Mutex::new(Some(feed)),
            stage: watch::Sender::new(Stage::Running),
        });
        let number = held(&self.0).len();
        let id = format!("{number:08}-{}", crate::house::new_token().unwrap_or_default());
        held(&self.0).insert(id.clone(), Arc::clone(&upload));
        let (house, working, mark) = (Arc::clone(house), Arc::clone(&upload), id.clone());
        std::thread::Builder::new().name("upload".to_owned()).spawn(move || {
            let outcome = take_in(&house, &working, who, taken);
            // The case knows it, or its page says why not: a mark that stays would be held against the evidence of the case.
            if let Err(error) = house.accounts.forget_arrived(&mark) {
                (house.config.complain)(&error.to_string());
            }
            working.stage.send_replace(match outcome {
                Ok(()) => Stage::Done,
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

    /// What is being done with it.
    pub(crate) fn doing(&self) -> Doing {
        if held(&self.feed).is_some() {
            return Doing::Arriving(self.received());
        }
        match self.listed.load(Ordering::Relaxed) {
            0 => Doing::Counting(self.rows.load(Ordering::Relaxed)),
            listed => Doing::Listing(listed),
        }
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

    /// Whether a piece of `bytes` bytes at byte `at` stays within the size that was told.
    ///
    /// # Errors
    /// If it goes beyond.
    pub(crate) fn fits(&self, at: u64, bytes: u64) -> Result<(), Refusal> {
        let beyond = self.size.filter(|size| at.saturating_add(bytes) > *size);
        beyond.map_or(Ok(()), |size| Err(self.unlike(size)))
    }

    /// What came is not as long as was told.
    fn unlike(&self, size: u64) -> Refusal {
        let message =
            Message::new("server-upload-unlike").with("received", self.received()).with("size", size);
        Refusal::Unreadable(message)
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

    /// Says that there are no more bytes. That they have come is durable then: whoever sent them may go.
    ///
    /// # Errors
    /// If that could not be noted; then nothing of the upload is kept.
    pub(crate) async fn end(&self, id: &str, house: &Arc<House>) -> Result<(), Refusal> {
        if held(&self.feed).is_none() {
            return Ok(());
        }
        // A part is never counted as the whole.
        self.size.filter(|size| *size != self.received()).map_or(Ok(()), |size| Err(self.unlike(size)))?;
        let arrived = Arrived {
            id: id.to_owned(),
            case_id: self.case.to_string(),
            arrived_us: house.now().as_microsecond(),
            bytes: self.received(),
        };
        let noting = Arc::clone(house);
        let noted = tokio::task::spawn_blocking(move || noting.accounts.note_arrived(&arrived)).await;
        if let Err(refusal) =
            noted.map_err(|error| Refusal::Broken(error.to_string()))?.map_err(Refusal::from)
        {
            self.cut();
            return Err(refusal);
        }
        let feed = held(&self.feed).take();
        if let Some(feed) = feed {
            // Nobody listening means that the counting ended by itself, with its reason.
            let _ = feed.send(Fed::End).await;
        }
        Ok(())
    }
}

/// Seals and counts what is fed, and tells the case both in one act: the case knows the leak, or it does not.
fn take_in(
    house: &Arc<House>,
    upload: &Arc<Upload>,
    who: Actor,
    taken: pieces::Receiver<Fed>,
) -> Result<(), Message> {
    let (copies, copied) = mpsc::sync_channel::<Option<Bytes>>(PIECES_WAITING);
    let leak = Source::reader(upload.name.clone(), Copied { copied, piece: Bytes::new(), ended: false });
    let (counter, ours, counts) = (Arc::clone(house), Arc::clone(upload), who.clone());
    let counting = std::thread::Builder::new().name("count".to_owned());
    let counting = counting.spawn(move || count(leak, &counter, &ours, &counts));
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
    tell(house, upload, &who, sealed, &assessment, list).map_err(|error| error.message())
}

/// Counts what arrives, and seals the customers that were found.
fn count(
    leak: Source,
    house: &House,
    upload: &Upload,
    who: &Actor,
) -> Result<(Assessment, Option<SealedList>), Message> {
    let register = house.config.register.as_deref();
    let unreadable = |error: io::Error| {
        let path = register.map(|path| path.display().to_string()).unwrap_or_default();
        exposure::Error::register(path, &error)
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
    let mut told = |progress: exposure::Progress| upload.rows.store(progress.rows, Ordering::Relaxed);
    let counted = exposure::assess_with_customers(&request, &mut told);
    let (assessment, found) = counted.map_err(|error| error.message())?;
    let list = match (&found, register, &before) {
        (Some(found), Some(register), Some(before)) => {
            let found = (found, &assessment);
            let mut told = |listed| upload.listed.store(listed, Ordering::Relaxed);
            Some(leaks::list_customers(&house.desk, &upload.case, who, found, (register, before), &mut told)?)
        }
        _ => None,
    };
    Ok((assessment, list))
}

/// Tells the case.
fn tell(
    house: &House,
    upload: &Upload,
    who: &Actor,
    sealed: Sealed,
    assessment: &Assessment,
    list: Option<SealedList>,
) -> Result<(), DeskError> {
    let plan = house.desk.case(&upload.case)?.plan;
    // Kept in the plan's own language, with what differs in the others.
    let language = plan.languages.first().and_then(|tag| tag.parse().ok()).unwrap_or(Language::English);
    let report = leaks::report(assessment, language);
    let file = LeakFile {
        name: upload.name.clone(),
        sha256: sealed.sha256().to_owned(),
        size: sealed.size(),
        sealed: Some(sealed),
    };
    let leak = leaks::counted(assessment, &report, vec![file], SOURCE, list);
    house.desk.tell_leak(&upload.case, &leak, who, None, house.now()).map(|_| ())
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
