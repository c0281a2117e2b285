//! What many readers see alike is made once: two hundred rooms that hear of a change at one moment ask for the same text.
//!
//! A text is shared only by readers whose text would be the same, letter by letter: it is made for *anybody* who holds the roles of its
//! [`Key`], reads its language and looks at its part of the case ([`anybody`]), so that nothing else of a reader can get into it. What
//! is each reader's own, the token of their forms, is put in when the text is given out. It is given out only for the version of the
//! case the reader has just read, or a newer one, and only until the next moment at which a word of it may turn.

use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::Person;
use jiff::{SignedDuration, Timestamp};
use maud::{Markup, PreEscaped};
use messages::Language;
use store::Session;

use crate::ask::{Ask, Fields};
use crate::visitor::{SignedIn, Visitor};

/// How long a text is given out at most: seconds that are left or gone are counted in it, and the browser goes on from there.
const SHARED_FOR: SignedDuration = SignedDuration::from_secs(1);
/// Most texts kept at once.
const TEXTS: usize = 64;
/// The longest text that is kept, bytes; longer ones are made for each reader.
const TEXT_MOST: usize = 256 << 10;

/// Everything a shared text may depend on besides the case and the moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// Id of the case.
    pub(crate) case: String,
    /// The part of its room.
    pub(crate) part: &'static str,
    /// The reader's language.
    pub(crate) language: Language,
    /// The reader's roles, in their order: rights, forms and acts that are offered follow from them.
    pub(crate) roles: Vec<String>,
}

/// A text that was just made.
pub(crate) struct Fresh {
    /// The version of the case it tells of.
    pub(crate) version: u64,
    /// The next moment at which a word of it turns by itself.
    pub(crate) turns: Timestamp,
    /// The text, with the shared token in its forms.
    pub(crate) text: Markup,
}

/// A text as it is kept: cut where the reader's own token belongs.
#[derive(Debug)]
struct Made {
    version: u64,
    at: Timestamp,
    until: Timestamp,
    pieces: Vec<String>,
}

/// One text, and the place where those wait who ask for it while it is made.
type Place = Arc<Mutex<Option<Arc<Made>>>>;

/// The texts that are kept: 64 of 256 KiB at most, each for a second, swept every second.
#[derive(Debug)]
pub(crate) struct Shared {
    places: Mutex<HashMap<Key, Place>>,
    /// Stands in shared texts where a reader's token belongs. It is random and never leaves the process, so that nobody can write it
    /// into a case and have a token put in its place.
    token: [u8; 16],
}

impl Shared {
    /// Nothing is kept yet; `token` is random.
    pub(crate) fn new(token: [u8; 16]) -> Shared {
        Shared { places: Mutex::default(), token }
    }

    /// The text for a reader whose forms carry `own`, of a case that stands at `version` at least; made by `make` for
    /// [`Shared::anybody`] if there is none that still holds. Of many who ask at once, one makes it and the others wait.
    pub(crate) fn text<E>(
        &self,
        key: Key,
        (version, now): (u64, Timestamp),
        own: &str,
        make: impl FnOnce() -> Result<Fresh, E>,
    ) -> Result<Markup, E> {
        let place = self.place(key, now);
        let mut kept = held(&place);
        if let Some(made) = kept.as_ref().filter(|made| made.version >= version && made.holds(now)) {
            let made = Arc::clone(made);
            drop(kept);
            return Ok(made.given_to(own));
        }
        *kept = None;
        let made = Arc::new(self.cut(make()?, now));
        if made.bytes() <= TEXT_MOST {
            *kept = Some(Arc::clone(&made));
        }
        drop(kept);
        Ok(made.given_to(own))
    }

    /// Forgets what no longer holds: of a case that was changed or destroyed nothing is left here after a second.
    pub(crate) fn sweep(&self, now: Timestamp) {
        sweep(&mut held(&self.places), now);
    }

    /// A request of nobody in particular: of who asks it knows the key alone.
    pub(crate) fn anybody(&self, key: &Key, now: Timestamp) -> Ask {
        let person = Person {
            id: String::new(),
            login: String::new(),
            name: String::new(),
            roles: key.roles.clone(),
            keeper: false,
            retired: false,
        };
        let session =
            Session { person: String::new(), form_token: self.token, begun_us: 0, seen_us: 0, ends_us: 0 };
        let signed_in = SignedIn { person, session, token: [0; 32] };
        Ask {
            visitor: Visitor { language: key.language, theme: None, signed_in: Some(signed_in) },
            path: BTreeMap::new(),
            target: String::new(),
            page: String::new(),
            kept: false,
            query: Fields::default(),
            form: Fields::default(),
            host: None,
            from: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
            now,
        }
    }

    fn place(&self, key: Key, now: Timestamp) -> Place {
        let mut places = held(&self.places);
        if places.len() >= TEXTS && !places.contains_key(&key) {
            sweep(&mut places, now);
            if places.len() >= TEXTS {
                places.clear();
            }
        }
        Arc::clone(places.entry(key).or_default())
    }

    fn cut(&self, fresh: Fresh, now: Timestamp) -> Made {
        let marker = crate::visitor::hex(&self.token);
        let pieces = fresh.text.0.split(&marker).map(str::to_owned).collect();
        Made { version: fresh.version, at: now, until: fresh.turns.min(now + SHARED_FOR), pieces }
    }
}

impl Made {
    fn holds(&self, now: Timestamp) -> bool {
        self.at <= now && now < self.until
    }

    fn bytes(&self) -> usize {
        self.pieces.iter().map(String::len).sum()
    }

    fn given_to(&self, own: &str) -> Markup {
        let mut text = String::with_capacity(self.bytes() + self.pieces.len() * own.len());
        for (place, piece) in self.pieces.iter().enumerate() {
            text.push_str(if place > 0 { own } else { "" });
            text.push_str(piece);
        }
        PreEscaped(text)
    }
}

fn sweep(places: &mut HashMap<Key, Place>, now: Timestamp) {
    // What somebody is making at this moment is not looked at.
    places.retain(|_, place| match place.try_lock() {
        Ok(kept) => kept.as_ref().is_some_and(|made| made.holds(now)),
        Err(_) => true,
    });
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held this left whole texts, or none.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const TOKEN: [u8; 16] = [0xab; 16];

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_773_279_600_000 + ms).unwrap()
    }

    fn key(roles: &[&str], language: Language) -> Key {
        Key {
            case: "0198a000".to_owned(),
            part: "",
            language,
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
        }
    }

    /// What a reader gets; a text that is made says for whom, of which version, and how many were made before.
    fn asked(shared: &Shared, made: &AtomicUsize, key: Key, version: u64, now: Timestamp) -> String {
        let make = || {
            let ask = shared.anybody(&key, now);
            let anybody = ask.visitor.signed_in.unwrap();
            let number = made.fetch_add(1, Ordering::SeqCst);
            let text =
                format!("[{}]{}v{version}n{number}", anybody.form_token(), anybody.person.roles.join(","));
            Ok::<_, ()>(Fresh { version, turns: at(700), text: PreEscaped(text) })
        };
        shared.text(key.clone(), (version, now), "mine", make).unwrap().0
    }

    #[test]
    fn two_hundred_who_ask_at_once_make_it_once_and_each_has_their_own_token() {
        let (shared, made) = (Shared::new(TOKEN), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..200 {
                scope.spawn(|| {
                    let text = asked(&shared, &made, key(&["legal"], Language::English), 7, at(0));
                    assert_eq!(text, "[mine]legalv7n0");
                });
            }
        });
        assert_eq!(made.load(Ordering::SeqCst), 1);
    }

    #[test]
    fn other_roles_another_language_a_newer_version_and_a_moment_that_turns_a_word_are_made_anew() {
        let (shared, made) = (Shared::new(TOKEN), AtomicUsize::new(0));
        let english = |roles: &[&str]| key(roles, Language::English);
        let ask = |key, version, ms| asked(&shared, &made, key, version, at(ms));
        assert_eq!(ask(english(&["legal"]), 7, 0), "[mine]legalv7n0");
        assert_eq!(ask(english(&["legal", "duty"]), 7, 0), "[mine]legal,dutyv7n1");
        assert_eq!(ask(english(&["duty", "legal"]), 7, 0), "[mine]duty,legalv7n2", "the usual one first");
        assert_eq!(ask(key(&["legal"], Language::SimplifiedChinese), 7, 0), "[mine]legalv7n3");
        assert_eq!(ask(english(&["legal"]), 8, 0), "[mine]legalv8n4", "never the old version");
        assert_eq!(
            ask(english(&["legal"]), 7, 0),
            "[mine]legalv8n4",
            "who read before it sees the newer one"
        );
        assert_eq!(ask(english(&["legal"]), 8, 699), "[mine]legalv8n4");
        assert_eq!(ask(english(&["legal"]), 8, 700), "[mine]legalv8n5", "a word turned");
        assert_eq!(ask(english(&["legal"]), 8, 100), "[mine]legalv8n6", "a clock that was set back");
    }

    #[test]
    fn a_second_later_nothing_is_kept_and_never_more_than_the_bound() {
        let (shared, made) = (Shared::new(TOKEN), AtomicUsize::new(0));
        for role in 0..3 * TEXTS {
            asked(&shared, &made, key(&[role.to_string().as_str()], Language::English), 1, at(0));
            assert!(held(&shared.places).len() <= TEXTS);
        }
        shared.sweep(at(1_000));
        assert!(held(&shared.places).is_empty());
    }

    #[test]
    fn a_text_that_could_not_be_made_is_nobodys() {
        let shared = Shared::new(TOKEN);
        let none = key(&["legal"], Language::English);
        assert_eq!(shared.text(none.clone(), (1, at(0)), "mine", || Err(7)).map(|_| ()), Err(7));
        let made = AtomicUsize::new(0);
        assert_eq!(asked(&shared, &made, none, 1, at(0)), "[mine]legalv1n0");
    }
}
