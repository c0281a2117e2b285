//! A form that is sent twice is done once: by a double click with script off, by "back" and "send again", by a line that broke before the
//! answer came.
//!
//! Every form of a page carries the session's token with a stamp that is another for each form and each time the page is made
//! ([`stamped`], the one place through which every page leaves). The digest of both, of the address it is sent to and of what is said in
//! it is the form's *one-time token*: a form that comes again with other words is asked for anew. The desk writes it into the transaction of the act that the form leads to (`desk::once`), so that it is as durable as
//! the act. A form whose token stands there does nothing: its sender is led to the page where the result is, which says when it was done.
//! What was refused wrote nothing, and its form may be sent again. A form that comes while the same one is still worked on waits for it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use desk::{CaseRef, DoneOnce, OnceKey};
use jiff::Timestamp;
use messages::Message;
use sha2::{Digest, Sha256};
use tokio::sync::Notify;

use crate::ask::{Ask, Fields};
use crate::house::House;
use crate::reply::{Refusal, Reply};
use crate::visitor::{SignedIn, hex};

/// What parts a session's token from the stamp, and the parts of the stamp: whose page, which page, which form of it.
const EDGE: char = '.';
/// In the query of the page that a form led to already: the one-time token.
const DONE: &str = "done";

/// The page with each of its forms stamped; as it is for who is not signed in, whose forms do nothing that lasts.
pub(crate) fn stamped(page: String, signed_in: Option<&SignedIn>) -> String {
    let mut mark = [0; 8];
    let Some(signed_in) = signed_in.filter(|_| getrandom::fill(&mut mark).is_ok()) else { return page };
    let field = format!("name=\"csrf\" value=\"{}", signed_in.form_token());
    let stamp = format!("{EDGE}{}{EDGE}{}{EDGE}", whose(&signed_in.person.id), hex(&mark));
    let mut pieces = page.split(field.as_str());
    let mut text = String::with_capacity(page.len() + page.len() / 8);
    text.push_str(pieces.next().unwrap_or_default());
    for (number, piece) in pieces.enumerate() {
        text.push_str(&field);
        text.push_str(&stamp);
        text.push_str(&number.to_string());
        text.push_str(piece);
    }
    text
}

/// The session's token of what a form sent, without the stamp.
pub(crate) fn session_token(sent: &str) -> &str {
    sent.split(EDGE).next().unwrap_or_default()
}

/// On whose page a form stood, as its stamp says; `None` if it has none.
pub(crate) fn whose_page(sent: &str) -> Option<&str> {
    sent.split(EDGE).nth(1).filter(|whose| whose.len() == 8)
}

/// Stands for a person in stamps: no secret, and told to nobody but themselves.
pub(crate) fn whose(person: &str) -> String {
    let digest = Sha256::digest(person.as_bytes());
    hex(digest.get(..4).unwrap_or_default())
}

/// The one-time token of a form that was sent to `path` and says `said` besides its token; `None` where it carries no stamp, as a
/// program's that was given the session's token alone.
pub(crate) fn key(sent: &str, path: &str, said: &Fields) -> Option<OnceKey> {
    if sent.split(EDGE).count() != 4 {
        return None;
    }
    let mut digest = Sha256::new();
    for part in [sent, path, &said.encoded()] {
        digest.update(part);
        digest.update([0]);
    }
    Some(digest.finalize().into())
}

/// Forms that are being worked on.
#[derive(Debug, Default)]
pub(crate) struct UnderWay {
    keys: Mutex<HashSet<OnceKey>>,
    ended: Notify,
}

/// Nobody else works on this form while it lives.
pub(crate) struct Alone {
    house: Arc<House>,
    key: OnceKey,
}

impl Alone {
    /// Waits until nobody works on the form.
    pub(crate) async fn with(house: &Arc<House>, key: OnceKey) -> Alone {
        loop {
            let mut ended = std::pin::pin!(house.once.ended.notified());
            // Heard from here on, so that no end is missed between the look and the wait.
            ended.as_mut().enable();
            if house.once.held().insert(key) {
                return Alone { house: Arc::clone(house), key };
            }
            ended.await;
        }
    }

    /// Does what the form asks, on this thread, unless it was done before.
    pub(crate) fn act(
        self,
        ask: &Ask,
        work: impl FnOnce() -> Result<Reply, Refusal>,
    ) -> Result<Reply, Refusal> {
        let (house, key) = (&self.house, self.key);
        if let Some(done) = house.desk.done_once(&key)? {
            return told(house, ask, &key, &done);
        }
        let outcome = house.desk.once(Some(key), work);
        // A sender who went away leaves his work behind him, and the next one does not wait for it: the log decides between them.
        if matches!(outcome, Err(_) | Ok(Reply::Again(..)))
            && let Some(done) = house.desk.done_once(&key)?
        {
            return told(house, ask, &key, &done);
        }
        outcome
    }
}

impl Drop for Alone {
    fn drop(&mut self) {
        self.house.once.held().remove(&self.key);
        self.house.once.ended.notify_waiters();
    }
}

impl UnderWay {
    fn held(&self) -> MutexGuard<'_, HashSet<OnceKey>> {
        // A thread that panicked while it held the set left it whole.
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leads to where the result is.
fn told(house: &House, ask: &Ask, key: &OnceKey, done: &DoneOnce) -> Result<Reply, Refusal> {
    let opened = done.case_id.as_ref().filter(|_| ask.page == "/cases/new");
    let page = match opened {
        Some(case) => {
            let id = house.desk.find(&CaseRef::Id(case.clone()))?;
            format!("/cases/{}", house.desk.case(&id)?.number)
        }
        None => ask.page.clone(),
    };
    Ok(Reply::SeeOther(format!("{page}?{DONE}={}", hex(key))))
}

/// What the page says that a form led to for the second time: when it was done. `None` for every other page.
pub(crate) fn said(
    house: &House,
    query: &Fields,
    moment: impl FnOnce(Timestamp) -> String,
) -> Option<Message> {
    let key = unhex(query.get(DONE)?)?;
    let done = house.desk.done_once(&key).ok()??;
    let at = Timestamp::from_microsecond(done.at_us).ok()?;
    Some(Message::new("server-done-before").with("moment", moment(at)))
}

fn unhex(text: &str) -> Option<OnceKey> {
    let digits = text.as_bytes();
    let mut key = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16);
    for (byte, pair) in key.iter_mut().zip(digits.as_chunks::<2>().0) {
        let [high, low] = pair.map(digit);
        *byte = u8::try_from(high? * 16 + low?).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_another_for_another_form_another_address_other_words_and_another_session() {
        let sent = "00ff.0123abcd.1122334455667788.4";
        let said =
            |value: &str| Fields::of(vec![("fact".into(), "records".into()), ("value".into(), value.into())]);
        let keys = [
            key(sent, "/cases/1/acts/fact", &said(">= 1000")),
            key(sent, "/cases/1/acts/fact", &said(">= 1001")),
            key(sent, "/cases/2/acts/fact", &said(">= 1000")),
            key("00ff.0123abcd.1122334455667788.5", "/cases/1/acts/fact", &said(">= 1000")),
            key("00fe.0123abcd.1122334455667788.4", "/cases/1/acts/fact", &said(">= 1000")),
        ];
        assert!(keys.iter().all(Option::is_some));
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), 5);
        assert_eq!(key(sent, "/cases/1/acts/fact", &said(">= 1000")), keys[0]);
        // As `docs/formats/read_folder_rows.py key` tells it.
        let known = "5c0c10da99a033d0f9d658c8a5751f4a81f8f6ab8e8fb54820b0877931f5ee61";
        assert_eq!(keys[0], unhex(known));
        let of_a_program = key("00ff", "/cases/1/acts/fact", &said(">= 1000"));
        assert_eq!(of_a_program, None, "a program sends the session's token alone");
        assert_eq!((session_token(sent), whose_page(sent)), ("00ff", Some("0123abcd")));
        assert_eq!((session_token("00ff"), whose_page("00ff")), ("00ff", None));
    }

    #[test]
    fn a_digest_in_an_address_is_read_or_is_none() {
        assert_eq!(unhex(&"0f".repeat(32)), Some([15; 32]));
        for wrong in ["", "0f", &"0g".repeat(32), &"+f".repeat(32), &"é".repeat(32)] {
            assert_eq!(unhex(wrong), None, "{wrong}");
        }
    }
}
