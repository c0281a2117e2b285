//! What every request needs: the desk, the accounts, the plan that new cases are opened on, the clock.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use desk::{Desk, DeskError, LogLook, Person, RealLog};
use jiff::Timestamp;
use messages::Message;
use notify::smtp::Relay;
use plan::Plan;
use sha2::{Digest, Sha256};
use store::{Accounts, DataFolder, StoreError};

use crate::demo::Demo;
use crate::hub::Hub;
use crate::lister::Lister;
use crate::pace::Pace;
use crate::post::Post;
use crate::shared::Shared;
use crate::uploads::Uploads;

/// How the server is run.
pub struct Config {
    /// The plan that new cases are opened on.
    pub plan: Arc<Plan>,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// Whether browsers reach us over TLS: then cookies are for TLS alone.
    pub secure: bool,
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
    /// Rooms as many readers see them alike.
    pub(crate) shared: Shared,
    /// Attempts to sign in, for each address.
    pub(crate) sign_ins: Pace,
    /// All requests, for each address.
    pub(crate) requests: Pace,
    /// What the last look at the log found, and that one is being taken.
    looked: Mutex<Option<Looked>>,
    looking: Mutex<()>,
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
            shared: Shared::new(token),
            sign_ins: Pace::new(10, 6_000),
            requests: Pace::new(600, 20),
            looked: Mutex::default(),
            looking: Mutex::default(),
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
