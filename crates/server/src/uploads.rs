//! A leak on its way in: its bytes are sealed and counted while they arrive, each piece once. Who is cut off goes on where
//! the last piece was taken; what is never finished leaves nothing but sealed bytes that the next opening sweeps away. An upload
//! takes its two threads with its first byte; left alone for half an hour it is given up, so that nobody's closed window holds them for ever.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};

use axum::body::Bytes;
use desk::{CaseFile, CaseId, DeskError, LeakFile, Sealed, SealedList};
use exposure::{Assessment, Request, Source};
use incident::Actor;
use jiff::{SignedDuration, Timestamp};
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
/// Uploads whose bytes are still to come: of one person, and of all.
const ARRIVING_OF_ONE: usize = 4;
const ARRIVING: usize = 16;
/// How long an upload waits for its next byte.
pub(crate) const PATIENCE: SignedDuration = SignedDuration::from_mins(30);
/// How long is shown what became of one that came to nothing.
const SHOWN_FOR: SignedDuration = SignedDuration::from_hours(24);
/// An upload whose last byte came longer ago than that stands still: it has no rate.
const STILL_AFTER: SignedDuration = SignedDuration::from_secs(10);

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
    /// Who sends it.
    pub(crate) who: Actor,
    received: AtomicU64,
    /// When its first and its last bytes came, and when it ended; microseconds UTC, 0 for never.
    first_us: AtomicI64,
    last_us: AtomicI64,
    ended_us: AtomicI64,
    /// Rows that were counted so far.
    rows: AtomicU64,
    /// Customers that were listed so far.
    listed: AtomicU64,
    feed: Mutex<Option<pieces::Sender<Fed>>>,
    /// The other end of the feed, until somebody takes from it.
    taken: Mutex<Option<pieces::Receiver<Fed>>>,
    /// Why it was given up, if somebody or time did.
    given_up: Mutex<Option<Message>>,
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

/// How fast bytes arrive, and how long the rest will take at that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speed {
    /// Bytes a second.
    pub(crate) rate: u64,
    /// Seconds left; `None` where the size is not known.
    pub(crate) left_s: Option<u64>,
}

/// Why an upload was not begun.
#[derive(Debug)]
pub(crate) enum NotBegun {
    /// So many of this person's are under way, which is the most.
    TooManyOfOne(usize),
    /// So many are under way in the house, which is the most.
    TooMany(usize),
    /// The system gives no randomness.
    Broken(String),
}

/// Why a piece was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotTaken {
    /// The next byte expected is this one.
    ExpectedAt(u64),
    /// Nobody takes pieces any more: the counting has ended.
    Over,
}

/// Uploads by their id, and how many there ever were.
#[derive(Debug, Default)]
pub(crate) struct Uploads(Mutex<BTreeMap<String, Arc<Upload>>>, AtomicU64);

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

    /// Cases into which a leak is on its way: their pages show how far it has come. One whose bytes do not come is no news.
    pub(crate) fn running(&self, now: Timestamp) -> Vec<CaseId> {
        let all = held(&self.0);
        let runs =
            |upload: &&Arc<Upload>| matches!(upload.stage(), Stage::Running) && !upload.stands_still(now);
        let running = all.values().filter(runs);
        running.map(|upload| upload.case.clone()).collect()
    }

    /// Begins an upload; its bytes are sealed and counted as they come, on threads of its own from the first one on.
    ///
    /// # Errors
    /// If too many are under way.
    pub(crate) fn begin(
        &self,
        case: CaseId,
        name: &str,
        size: Option<u64>,
        (who, now): (Actor, Timestamp),
    ) -> Result<(String, Arc<Upload>), NotBegun> {
        let token = crate::house::new_token().ok_or_else(|| NotBegun::Broken("no randomness".to_owned()))?;
        let mut all = held(&self.0);
        let arriving = || all.values().filter(|upload| upload.is_arriving());
        if arriving().filter(|upload| upload.who.user == who.user).count() >= ARRIVING_OF_ONE {
            return Err(NotBegun::TooManyOfOne(ARRIVING_OF_ONE));
        }
        if arriving().count() >= ARRIVING {
            return Err(NotBegun::TooMany(ARRIVING));
        }
        let number = self.1.fetch_add(1, Ordering::SeqCst);
        let id = format!("{number:08}-{token}");
        let upload = Arc::new(Upload::new(case, name, size, (who, now)));
        all.insert(id.clone(), Arc::clone(&upload));
        Ok((id, upload))
    }

    /// Gives up what waits for bytes that do not come, and forgets what was shown long enough; the cases whose pages change by that.
    pub(crate) fn sweep(&self, now: Timestamp) -> Vec<CaseId> {
        let mut all = held(&self.0);
        let since = |us: &AtomicI64| {
            let at = Timestamp::from_microsecond(us.load(Ordering::SeqCst)).unwrap_or(now);
            now.duration_since(at)
        };
        let mut changed = Vec::new();
        for upload in all.values().filter(|upload| upload.is_arriving() && since(&upload.last_us) > PATIENCE)
        {
            upload.give_up(Message::new("server-upload-expired").with("minutes", PATIENCE.as_mins()), now);
            changed.push(upload.case.clone());
        }
        all.retain(|_, upload| match upload.stage() {
            Stage::Running => true,
            // Its sender asks how it stands until it is done; the case itself tells of it from then on.
            Stage::Done => since(&upload.ended_us) < PATIENCE,
            Stage::Failed(_) => since(&upload.ended_us) < SHOWN_FOR,
        });
        changed
    }
}

/// Seals and counts an upload, on a thread of its own, and says what became of it.
fn work(house: &Arc<House>, upload: &Arc<Upload>, id: &str, taken: pieces::Receiver<Fed>) {
    let outcome = take_in(house, upload, upload.who.clone(), taken);
    // The case knows it, or its page says why not: a mark that stays would be held against the evidence of the case.
    if let Err(error) = house.accounts.forget_arrived(id) {
        (house.config.complain)(&error.to_string());
    }
    upload.end_as(
        match outcome {
            Ok(()) => Stage::Done,
            Err(why) => Stage::Failed(held(&upload.given_up).clone().unwrap_or(why)),
        },
        house.now(),
    );
    house.hub.tell(upload.case.as_str());
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

    fn new(case: CaseId, name: &str, size: Option<u64>, (who, now): (Actor, Timestamp)) -> Upload {
        let (feed, taken) = pieces::channel(PIECES_WAITING);
        Upload {
            name: messages::one_line(name).into_owned(),
            size,
            case,
            who,
            received: AtomicU64::new(0),
            first_us: AtomicI64::new(0),
            last_us: AtomicI64::new(now.as_microsecond()),
            ended_us: AtomicI64::new(0),
            rows: AtomicU64::new(0),
            listed: AtomicU64::new(0),
            feed: Mutex::new(Some(feed)),
            taken: Mutex::new(Some(taken)),
            given_up: Mutex::default(),
            stage: watch::Sender::new(Stage::Running),
        }
    }

    /// Whether bytes of it are still to come.
    pub(crate) fn is_arriving(&self) -> bool {
        held(&self.feed).is_some() && matches!(self.stage(), Stage::Running)
    }

    /// Whether its bytes have stopped coming, and its pages say so.
    fn stands_still(&self, now: Timestamp) -> bool {
        let last = Timestamp::from_microsecond(self.last_us.load(Ordering::SeqCst)).unwrap_or(now);
        self.is_arriving() && now.duration_since(last) > STILL_AFTER + SignedDuration::from_secs(2)
    }

    /// How fast its bytes arrive; `None` before the second piece, and while none come.
    pub(crate) fn speed(&self, now: Timestamp) -> Option<Speed> {
        let at = |us: &AtomicI64| Timestamp::from_microsecond(us.load(Ordering::SeqCst)).ok();
        let (first, last) = (at(&self.first_us)?, at(&self.last_us)?);
        let took_ms = u64::try_from(last.duration_since(first).as_millis()).ok().filter(|ms| *ms > 0)?;
        if !self.is_arriving() || now.duration_since(last) > STILL_AFTER {
            return None;
        }
        let rate = self.received().saturating_mul(1_000) / took_ms;
        let left = self.size.map(|size| size.saturating_sub(self.received()));
        (rate > 0).then(|| Speed { rate, left_s: left.map(|left| left.div_ceil(rate)) })
    }

    /// Says that no more bytes will come although not all came, and why: nothing of it is kept.
    pub(crate) fn give_up(&self, why: Message, now: Timestamp) {
        held(&self.given_up).get_or_insert(why.clone());
        let fed = held(&self.feed).take().is_some();
        // Nobody works on it yet: what became of it is said here.
        if fed && held(&self.taken).take().is_some() {
            self.end_as(Stage::Failed(why), now);
        }
    }

    /// Says that the line was cut before all bytes had come: nothing of it is kept.
    pub(crate) fn cut(&self, now: Timestamp) {
        self.give_up(Message::new("server-upload-cut-off"), now);
    }

    fn end_as(&self, stage: Stage, now: Timestamp) {
        self.ended_us.store(now.as_microsecond(), Ordering::SeqCst);
        self.stage.send_replace(stage);
    }

    /// Puts somebody to work on it, if nobody is yet.
    fn begun(self: &Arc<Upload>, id: &str, house: &Arc<House>) -> Result<(), Refusal> {
        let Some(taken) = held(&self.taken).take() else { return Ok(()) };
        let (house, working, id) = (Arc::clone(house), Arc::clone(self), id.to_owned());
        let thread = std::thread::Builder::new().name("upload".to_owned());
        let begun = thread.spawn(move || work(&house, &working, &id, taken));
        begun.map(|_| ()).map_err(|error| Refusal::Broken(error.to_string()))
    }

    /// Whether a piece of `bytes` bytes at byte `at` stays within the size that was told.
    ///
    /// # Errors
    /// If it goes beyond.
    pub(crate) fn fits(&self, at: u64, bytes: u64) -> Result<(), Refusal> {
        let beyond = self.size.filter(|size| at.saturating_add(bytes) > *size);
        beyond.map_or(Ok(()), |size| Err(self.unlike("server-upload-beyond", size)))
    }

    /// What came is not as long as was told.
    fn unlike(&self, key: &'static str, size: u64) -> Refusal {
        Refusal::Unreadable(Message::new(key).with("received", self.received()).with("size", size))
    }

    /// Takes a piece that begins at byte `at`; waits while the counting is behind.
    pub(crate) async fn take(
        self: &Arc<Upload>,
        at: u64,
        piece: Bytes,
        (id, house): (&str, &Arc<House>),
    ) -> Result<(), NotTaken> {
        let expected = self.received();
        if at != expected {
            return Err(NotTaken::ExpectedAt(expected));
        }
        let feed = held(&self.feed).clone().ok_or(NotTaken::Over)?;
        self.begun(id, house).map_err(|_| NotTaken::Over)?;
        let now_us = house.now().as_microsecond();
        // The first one that is not zero stays.
        let _ = self.first_us.compare_exchange(0, now_us, Ordering::SeqCst, Ordering::SeqCst);
        let bytes = piece.len() as u64;
        feed.send(Fed::Piece(piece)).await.map_err(|_| NotTaken::Over)?;
        self.received.fetch_add(bytes, Ordering::SeqCst);
        self.last_us.fetch_max(house.now().as_microsecond(), Ordering::SeqCst);
        Ok(())
    }

    /// Says that there are no more bytes. That they have come is durable then: whoever sent them may go.
    ///
    /// # Errors
    /// If that could not be noted; then nothing of the upload is kept.
    pub(crate) async fn end(self: &Arc<Upload>, id: &str, house: &Arc<House>) -> Result<(), Refusal> {
        if held(&self.feed).is_none() {
            return Ok(());
        }
        // A part is never counted as the whole.
        self.size
            .filter(|size| *size != self.received())
            .map_or(Ok(()), |size| Err(self.unlike("server-upload-unlike", size)))?;
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
            self.cut(house.now());
            return Err(refusal);
        }
        self.begun(id, house)?;
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
