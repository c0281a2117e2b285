//! The people of the organisation: who signs in, under which name, in which roles. They stand in the stream `org` as
//! sealed entries, so that it can be proved who could do what when; what they sign in with does not (`store::Accounts`).

use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::Timestamp;
use messages::Message;
use serde::{Deserialize, Serialize};
use store::{Append, AppendError, Store};

use crate::act::TRIES;
use crate::log::{self, Draft};
use crate::opening::{ORG, lock};
use crate::{Desk, DeskError, LogKind};

const ENROLLED: &str = "person.enrolled";
const CHANGED: &str = "person.changed";
const RETIRED: &str = "person.retired";

/// Somebody of the organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id, a UUID of version 7.
    pub id: String,
    /// What they type to sign in: lower case, no spaces, given to one person ever.
    pub login: String,
    /// Their name, for those who work with them.
    pub name: String,
    /// Roles of the plan they may act in, the usual one first.
    pub roles: Vec<String>,
    /// Whether they keep the list of people.
    pub keeper: bool,
    /// Whether they have left: they sign in no more, and their acts stay.
    pub retired: bool,
}

/// Who changes the list of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Whoever works on the machine itself, by the name of their account there: they hold the master key.
    Machine(String),
    /// A person, by id, who must keep the list.
    Person(String),
}

/// What is said of a person when they are enrolled, or from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// What they type to sign in.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Roles of the plan they may act in.
    pub roles: Vec<String>,
    /// Whether they keep the list of people.
    pub keeper: bool,
}

/// Why the list of people was not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeopleFault {
    /// Not by this person.
    NotKeeper,
    /// The login cannot be typed, or cannot be told from others.
    Login {
        /// As given.
        given: String,
    },
    /// Somebody has or had it.
    LoginTaken {
        /// As given.
        given: String,
    },
    /// Nobody is called nothing.
    NoName,
    /// Nobody has this id.
    Unknown {
        /// As given.
        given: String,
    },
    /// Nobody would keep the list any more.
    LastKeeper,
}

impl PeopleFault {
    /// What to say about it.
    pub fn message(&self) -> Message {
        match self {
            PeopleFault::NotKeeper => Message::new("desk-people-not-keeper"),
            PeopleFault::Login { given } => Message::new("desk-people-login").with("given", given),
            PeopleFault::LoginTaken { given } => Message::new("desk-people-login-taken").with("given", given),
            PeopleFault::NoName => Message::new("desk-people-no-name"),
            PeopleFault::Unknown { given } => Message::new("desk-people-unknown").with("given", given),
            PeopleFault::LastKeeper => Message::new("desk-people-last-keeper"),
        }
    }
}

/// Body of `person.enrolled` and `person.changed`, shape 1.
#[derive(Serialize, Deserialize)]
struct Said {
    person: String,
    #[serde(flatten)]
    what: Enrolment,
    by: ByStored,
}

/// Body of `person.retired`, shape 1.
#[derive(Serialize, Deserialize)]
struct Retired {
    person: String,
    reason: String,
    by: ByStored,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ByStored {
    Machine(String),
    Person(String),
}

impl From<&By> for ByStored {
    fn from(by: &By) -> ByStored {
        match by {
            By::Machine(user) => ByStored::Machine(user.clone()),
            By::Person(id) => ByStored::Person(id.clone()),
        }
    }
}

/// Kind and body of an entry about people.
type Entry = (&'static str, Vec<u8>);

/// People as of one version of the stream `org`.
#[derive(Debug, Default, Clone)]
pub(crate) struct Roll {
    version: u64,
    /// Appends of this desk to the stream when it was asked last; nothing else appends to a folder that it holds.
    asked_at: Option<u64>,
    /// In the order of enrolment.
    people: Vec<Person>,
}

impl<L: LogKind> Desk<L> {
    /// Everybody who was ever enrolled, in the order of enrolment.
    ///
    /// # Errors
    /// If the stream `org` cannot be read.
    pub fn people(&self) -> Result<Vec<Person>, DeskError> {
        Ok(self.roll()?.people.clone())
    }

    /// One person, also one who has left.
    ///
    /// # Errors
    /// If the stream `org` cannot be read.
    pub fn person(&self, id: &str) -> Result<Option<Person>, DeskError> {
        Ok(self.roll()?.get(id).cloned())
    }

    /// Enrols somebody; durable on return.
    ///
    /// # Errors
    /// [`DeskError::People`] says what is wrong with it.
    pub fn enrol(&self, what: &Enrolment, by: &By, now: Timestamp) -> Result<Person, DeskError> {
        let id = crate::CaseId::new(now)?.to_string();
        self.change_roll(by, now, &|roll| {
            let what = checked(what)?;
            if roll.people.iter().any(|person| person.login == what.login) {
                return Err(PeopleFault::LoginTaken { given: what.login });
            }
            Ok((ENROLLED, said(&id, what, by)))
        })?;
        self.person(&id)?.ok_or_else(|| PeopleFault::Unknown { given: id }.into())
    }

    /// Says anew what holds of somebody from now on; their login stays. Durable on return.
    ///
    /// # Errors
    /// [`DeskError::People`] says what is wrong with it.
    pub fn change_person(
        &self,
        id: &str,
        what: &Enrolment,
        by: &By,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        self.change_roll(by, now, &|roll| {
            let known = roll.known(id)?;
            let what = Enrolment { login: known.login.clone(), ..checked(what)? };
            if !what.keeper {
                roll.keeps_without(id)?;
            }
            Ok((CHANGED, said(id, what, by)))
        })
    }

    /// Notes that somebody has left. They sign in no more; the caller shuts them out of `store::Accounts`.
    ///
    /// # Errors
    /// [`DeskError::People`] says what is wrong with it; [`DeskError::NoReason`].
    pub fn retire(&self, id: &str, reason: &str, by: &By, now: Timestamp) -> Result<(), DeskError> {
        let reason = &*messages::lines(reason.trim());
        if reason.is_empty() {
            return Err(DeskError::NoReason);
        }
        self.change_roll(by, now, &|roll| {
            roll.known(id)?;
            roll.keeps_without(id)?;
            Ok((RETIRED, retired(id, reason, by)))
        })
    }

    fn change_roll(
        &self,
        by: &By,
        now: Timestamp,
        decide: &dyn Fn(&Roll) -> Result<Entry, PeopleFault>,
    ) -> Result<(), DeskError> {
        for _ in 0..TRIES {
            let roll = self.roll()?;
            roll.may_change(by)?;
            let (kind, plaintext) = decide(&roll)?;
            let recorded_at = self.recorded_at(now);
            let draft = Draft { kind: kind.to_owned(), shape: 1, occurred_at: recorded_at, plaintext };
            let written = self.org_write(&[draft], recorded_at)?;
            let appended = self.append(Append {
                entries: written.entries,
                keys: written.keys,
                recorded_us: recorded_at.as_microsecond(),
                ..Append::default()
            });
            match appended {
                Ok(_) => return self.cover().map(|_| ()),
                Err(AppendError::Conflict { .. } | AppendError::ClockBehind { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(DeskError::Busy)
    }

    /// The people as the stream tells them now; only what was appended since is read. Each request asks for somebody, so the roll is
    /// shared and not copied.
    fn roll(&self) -> Result<Arc<Roll>, DeskError> {
        let appends = self.org_appends.load(Ordering::SeqCst);
        let mut kept = lock(&self.roll);
        if kept.asked_at == Some(appends) && !self.store.is_beside() {
            return Ok(Arc::clone(&kept));
        }
        let head = self.store.stream_head(ORG)?.map_or(0, |head| head.version);
        let roll = Arc::make_mut(&mut kept);
        if roll.version < head {
            let safe = self.org_safe()?;
            for stored in self.store.stream(ORG, roll.version + 1)? {
                let entry = log::decode(&stored)?;
                if entry.kind.as_str().starts_with("person.") {
                    roll.apply(entry.kind.as_str(), &log::open(&stored, &safe)?.plaintext)?;
                }
                roll.version = stored.version;
            }
        }
        roll.asked_at = Some(appends);
        Ok(Arc::clone(&kept))
    }
}

impl Roll {
    fn apply(&mut self, kind: &str, body: &[u8]) -> Result<(), DeskError> {
        let unreadable = |_| DeskError::Damaged(Message::new("desk-people-unreadable").with("kind", kind));
        match kind {
            ENROLLED | CHANGED => {
                let Said { person: id, what, .. } = serde_json::from_slice(body).map_err(unreadable)?;
                let Enrolment { login, name, roles, keeper } = what;
                let person = Person { id: id.clone(), login, name, roles, keeper, retired: false };
                match self.get_mut(&id) {
                    Some(known) => *known = person,
                    None => self.people.push(person),
                }
            }
            RETIRED => {
                let gone: Retired = serde_json::from_slice(body).map_err(unreadable)?;
                if let Some(person) = self.get_mut(&gone.person) {
                    person.retired = true;
                    person.keeper = false;
                }
            }
            // A newer program's word about people: what it means is not guessed.
            _ => {
                return Err(DeskError::Newer { position: self.version, kind: kind.to_owned(), shape: 1 });
            }
        }
        Ok(())
    }

    fn get(&self, id: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.id == id)
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Person> {
        self.people.iter_mut().find(|person| person.id == id)
    }

    fn known(&self, id: &str) -> Result<&Person, PeopleFault> {
        let person = self.get(id).filter(|person| !person.retired);
        person.ok_or_else(|| PeopleFault::Unknown { given: id.to_owned() })
    }

    fn may_change(&self, by: &By) -> Result<(), PeopleFault> {
        match by {
            By::Machine(_) => Ok(()),
            By::Person(id) if self.get(id).is_some_and(|person| person.keeper) => Ok(()),
            By::Person(_) => Err(PeopleFault::NotKeeper),
        }
    }

    /// Somebody other than `id` keeps the list, or `id` never did.
    fn keeps_without(&self, id: &str) -> Result<(), PeopleFault> {
        let is_keeper = self.get(id).is_some_and(|person| person.keeper);
        let others = self.people.iter().any(|person| person.keeper && person.id != id);
        if is_keeper && !others { Err(PeopleFault::LastKeeper) } else { Ok(()) }
    }
}

pub(crate) fn retired(id: &str, reason: &str, by: &By) -> Vec<u8> {
    let body = Retired { person: id.to_owned(), reason: reason.to_owned(), by: by.into() };
    serde_json::to_vec(&body).unwrap_or_default()
}

pub(crate) fn said(id: &str, what: Enrolment, by: &By) -> Vec<u8> {
    serde_json::to_vec(&Said { person: id.to_owned(), what, by: by.into() }).unwrap_or_default()
}

/// Letters, digits, `.`, `-`, `_` and `@`, in lower case: what any keyboard types, and nobody mistakes for another.
fn checked(what: &Enrolment) -> Result<Enrolment, PeopleFault> {
    let login = what.login.trim().to_ascii_lowercase();
    let typed = |letter: char| letter.is_ascii_alphanumeric() || ".-_@".contains(letter);
    if login.is_empty() || login.len() > 64 || !login.chars().all(typed) {
        return Err(PeopleFault::Login { given: what.login.clone() });
    }
    let name = messages::one_line(what.name.trim()).into_owned();
    if name.is_empty() {
        return Err(PeopleFault::NoName);
    }
    Ok(Enrolment { login, name, roles: what.roles.clone(), keeper: what.keeper })
}
