//! What every request needs: the desk, the accounts, the plan that new cases are opened on, the clock.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::HeaderMap;
use desk::{Desk, DeskError, LogLook, Person, RealLog};
use jiff::Timestamp;
use messages::Message;
use notify::smtp::Relay;
use plan::Plan;
use sha2::{Digest, Sha256};
use store::{Accounts, DataFolder, StoreError};

use crate::demo::Demo;
use crate::hub::Hub;
use crate::kept::Kept;
use crate::lister::Lister;
use crate::once::UnderWay;
use crate::pace::{Pace, Whence};
use crate::post::Post;
use crate::proxy::Proxy;
use crate::shared::Shared;
use crate::twin::Lately;
use crate::uploads::Uploads;

/// How the server is run.
pub struct Config {
    /// The plan that new cases are opened on.
    pub plan: Arc<Plan>,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Whether browsers reach us over TLS: then cookies are for TLS alone.
    pub secure: bool,
    /// The server between us and the browsers, if it says whom it speaks for.
    pub proxy: Option<Proxy>,
    /// The register of customers that leaks are held against, a CSV file.
    pub register: Option<PathBuf>,
    /// The made-up part of a demonstration; a house that serves has none.
    pub demo: Option<Arc<Demo>>,
    /// Where letters to customers are handed in; without it none are sent from pages.
    pub relay: Option<Relay>,
    /// What is said when something of ours breaks: a line for the process's log, never shown to a visitor.
    pub complain: fn(&str),
}

impl Config {
    /// Who asks, where the connection comes from `peer`.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        self.proxy.map_or(peer, |proxy| proxy.client(peer, headers))
    }

    /// The address of this server as the browser has it: `https://plan.example.com`.
    pub(crate) fn base(&self, host: Option<&str>) -> Option<String> {
        let scheme = if self.secure { "https" } else { "http" };
        host.map(|host| format!("{scheme}://{host}"))
    }
}

/// The server's state, shared by all requests.
pub struct House {
    pub(crate) desk: Arc<Desk<RealLog>>,
    pub(crate) accounts: Accounts,
    pub(crate) config: Config,
    pub(crate) hub: Hub,
    /// Leaks on their way in.
    pub(crate) uploads: Uploads,
    /// Letters on their way into the outbox.
    pub(crate) lister: Lister,
    /// Letters on their way out.
    pub(crate) post: Post,
    /// Forms that are being worked on.
    pub(crate) once: UnderWay,
    /// What people typed before their sessions ended.
    pub(crate) kept: Kept,
    /// Rooms as many readers see them alike.
    pub(crate) shared: Shared,
    /// Attempts to sign in, from each address.
    pub(crate) sign_ins: Pace<Whence>,
    /// Wrong passwords, for each login, from wherever.
    pub(crate) wrong: Pace<String>,
    /// All requests, from each address.
    pub(crate) requests: Pace<Whence>,
    /// What the last look at the log found, and that one is being taken.
    looked: Mutex<Option<Looked>>,
    looking: Mutex<()>,
    /// The cases that were opened a moment ago; held by who opens one, from the look for one that is the same until theirs is there.
    opening: Mutex<Lately>,
    /// Two passwords are hashed at a time: each takes 19 MiB.
    pub(crate) hashing: tokio::sync::Semaphore,
    /// So many pages are made at a time; the others wait for their turn. Two hundred rooms that hear of a change at once
    /// would else take two hundred threads, each with connections of its own to the store, to two processors.
    pub(crate) pages: tokio::sync::Semaphore,
}

/// What a look at the log found, and when it was taken.
#[derive(Debug, Clone)]
pub(crate) struct Looked {
    pub(crate) at: Timestamp,
    pub(crate) look: LogLook,
}

/// Why the server cannot be run on a folder.
#[derive(Debug)]
pub enum HouseError {
    /// The accounts cannot be opened.
    Accounts(StoreError),
    /// The desk failed.
    Desk(DeskError),
    /// The system gave no randomness.
    NoRandomness,
}

impl HouseError {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            HouseError::Accounts(error) => error.message(),
            HouseError::Desk(error) => error.message(),
            HouseError::NoRandomness => Message::new("desk-no-randomness"),
        }
    }
}

/// Pages made at a time: some wait for the disk while others use the processors. The store keeps as many connections.
const PAGES_AT_ONCE: usize = 8;

/// After ten attempts to sign in from an address, each next one waits so long, seconds.
pub(crate) const SIGN_IN_PAUSE_S: u32 = 6;

/// After twenty wrong passwords for a login, one more is forgiven each minute; past them every attempt for it waits so long, and is then looked
/// at like any other: guessing from many addresses is slow, and keeps nobody out.
const PATIENCE_MOST: Duration = Duration::from_secs(2);

/// How long a one-time link is good for.
const LINK_TERM: Duration = Duration::from_secs(24 * 3600);

impl House {
    /// A house on an open desk; `folder` is the desk's own.
    ///
    /// # Errors
    /// If the accounts cannot be opened.
    pub fn new(
        desk: Arc<Desk<RealLog>>,
        folder: &DataFolder,
        config: Config,
    ) -> Result<Arc<House>, HouseError> {
        let accounts = Accounts::open(folder).map_err(HouseError::Accounts)?;
        let epoch = new_token().ok_or(HouseError::NoRandomness)?.replace('-', "_");
        let epoch = epoch.chars().take(12).collect();
        let post = Post::new(config.relay.clone());
        let mut token = [0; 16];
        getrandom::fill(&mut token).map_err(|_| HouseError::NoRandomness)?;
        let house = Arc::new(House {
            desk,
            accounts,
            lister: Lister::default(),
            post,
            config,
            hub: Hub::new(epoch),
            uploads: Uploads::default(),
            once: UnderWay::default(),
            kept: Kept::new().map_err(|_| HouseError::NoRandomness)?,
            shared: Shared::new(token),
            sign_ins: Pace::new(10, 1_000 * SIGN_IN_PAUSE_S),
            wrong: Pace::new(20, 60_000),
            requests: Pace::new(600, 20),
            looked: Mutex::default(),
            looking: Mutex::default(),
            opening: Mutex::default(),
            hashing: tokio::sync::Semaphore::new(2),
            pages: tokio::sync::Semaphore::new(PAGES_AT_ONCE),
        });
        Post::begin(&house);
        Lister::begin(&house);
        Ok(house)
    }

    /// The desk.
    pub fn desk(&self) -> &Desk<RealLog> {
        &self.desk
    }

    /// The plan that new cases are opened on.
    pub fn plan(&self) -> &Plan {
        &self.config.plan
    }

    /// How long an attempt to sign in as `login` waits: not at all, but where wrong passwords came for it from anywhere.
    pub(crate) fn patience_with(&self, login: &str, now: Timestamp) -> Duration {
        self.wrong.behind(&as_counted(login), now).min(PATIENCE_MOST)
    }

    /// Notes a wrong password for `login`.
    pub(crate) fn wrong_password(&self, login: &str, now: Timestamp) {
        self.wrong.note(&as_counted(login), now);
    }

    /// Nobody else opens a case while this is held.
    pub(crate) fn opening(&self) -> MutexGuard<'_, Lately> {
        self.opening.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the last look at the log found, since the server started.
    pub(crate) fn looked(&self) -> Option<Looked> {
        self.looked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks at the log's first `most` entries; nothing is done while somebody else's look is being taken.
    pub(crate) fn look_at_log(&self, most: u64, now: Timestamp) -> Result<(), DeskError> {
        let Ok(_alone) = self.looking.try_lock() else { return Ok(()) };
        let look = self.desk.look_at_log(most)?;
        *self.looked.lock().unwrap_or_else(PoisonError::into_inner) = Some(Looked { at: now, look });
        Ok(())
    }

    /// Lets the batch that is being listed be finished, and letters that were taken be receipted; lists and sends no more. Called before
    /// the process ends.
    pub fn end_letters(&self) {
        self.lister.end();
        self.post.end();
    }

    /// Now.
    pub(crate) fn now(&self) -> Timestamp {
        (self.config.now)()
    }

    /// A path with which a person signs in once and chooses a password; good for a day.
    ///
    /// # Errors
    /// If the accounts fail.
    pub fn one_time_link(&self, person: &Person) -> Result<String, HouseError> {
        one_time_link(&self.accounts, person, self.now())
    }
}

/// A login as wrong passwords are counted for it: no login is longer than 64 characters.
fn as_counted(login: &str) -> String {
    login.trim().chars().take(64).collect::<String>().to_ascii_lowercase()
}

/// A path with which a person signs in once and chooses a password; good for a day.
///
/// # Errors
/// If the accounts fail.
pub fn one_time_link(accounts: &Accounts, person: &Person, now: Timestamp) -> Result<String, HouseError> {
    let token = new_token().ok_or(HouseError::NoRandomness)?;
    let ends = now + LINK_TERM;
    let digest = token_digest(&token);
    accounts.give_link(&digest, &person.id, ends.as_microsecond()).map_err(HouseError::Accounts)?;
    Ok(format!("/welcome/{token}"))
}

/// A token of 256 random bits, as it stands in a cookie or a link.
pub(crate) fn new_token() -> Option<String> {
    use base64::Engine;
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).ok()?;
    Some(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of a token.
pub(crate) fn token_digest(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}
