//! What was typed into a form whose session had ended. The words go with the page of signing in, sealed under a key that lives only in
//! this process, and come back with it. Whoever then signs in and is the person on whose page they were typed gets the page of the form
//! again with the words in it; anybody else gets nothing of them. Nothing is done by that: the form is there to be looked at and sent.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use vault::Lent;

use crate::ask::Fields;
use crate::house::new_token;
use crate::once;

/// Where a person finds again what they typed: in the query of the page.
pub(crate) const KEPT: &str = "kept";
/// How long words are kept for somebody who has signed in again.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Most forms that are kept at once, 256 KiB each at most; past it the oldest goes.
const FORMS: usize = 64;

/// A form that was sent without a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    /// On whose page it stood, as [`once::whose`] tells it.
    pub(crate) whose: String,
    /// The page on which it stands.
    pub(crate) page: String,
    /// What was typed, without the token.
    pub(crate) fields: Fields,
}

/// Words for people who have signed in again.
#[derive(Debug)]
pub(crate) struct Kept {
    lent: Lent,
    forms: Mutex<BTreeMap<String, Form>>,
}

#[derive(Debug)]
struct Form {
    person: String,
    until: Timestamp,
    fields: Fields,
}

impl Typed {
    /// What a form sent that stands on `page`; `None` where it does not say whose it was, or holds nothing that anybody typed.
    pub(crate) fn of(form: &Fields, page: &str) -> Option<Typed> {
        let whose = once::whose_page(form.typed("csrf"))?.to_owned();
        let fields = form.without("csrf");
        (!fields.is_empty()).then(|| Typed { whose, page: page.to_owned(), fields })
    }
}

impl Kept {
    /// Nothing is kept yet.
    pub(crate) fn new() -> Result<Kept, vault::VaultError> {
        Ok(Kept { lent: Lent::new()?, forms: Mutex::default() })
    }

    /// The words for the page of signing in: nobody reads them there, and nobody alters them.
    pub(crate) fn sealed(&self, typed: &Typed) -> Option<String> {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair("whose", &typed.whose).append_pair("page", &typed.page);
        typed.fields.each().for_each(|(name, value)| {
            text.append_pair(name, value);
        });
        let sealed = self.lent.seal(text.finish().as_bytes()).ok()?;
        Some(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// What came back with the page of signing in; `None` if this process did not give it out.
    pub(crate) fn opened(&self, sealed: &str) -> Option<Typed> {
        let text = self.lent.open(&URL_SAFE_NO_PAD.decode(sealed).ok()?)?;
        let mut fields = form_urlencoded::parse(&text).into_owned();
        let ((_, whose), (_, page)) = (fields.next()?, fields.next()?);
        Some(Typed { whose, page, fields: Fields::of(fields.collect()) })
    }

    /// Keeps the words for the person they belong to: the address at which they find them; `None` for anybody else.
    pub(crate) fn give(&self, typed: Typed, person: &str, now: Timestamp) -> Option<String> {
        if typed.whose != once::whose(person) {
            return None;
        }
        let id: String = new_token()?.chars().take(22).collect();
        let mut forms = self.held();
        forms.retain(|_, form| form.until > now);
        while forms.len() >= FORMS {
            let oldest = forms.iter().min_by_key(|(_, form)| form.until).map(|(id, _)| id.clone())?;
            forms.remove(&oldest);
        }
        let until = now.checked_add(KEPT_FOR).unwrap_or(Timestamp::MAX);
        forms.insert(id.clone(), Form { person: person.to_owned(), until, fields: typed.fields });
        let sign = if typed.page.contains('?') { '&' } else { '?' };
        Some(format!("{}{sign}{KEPT}={id}", typed.page))
    }

    /// The words under an id, for the person they belong to.
    pub(crate) fn of(&self, id: &str, person: &str, now: Timestamp) -> Option<Fields> {
        let forms = self.held();
        let form = forms.get(id).filter(|form| form.person == person && form.until > now)?;
        Some(form.fields.clone())
    }

    /// Forgets what is kept for a person: they have signed out.
    pub(crate) fn forget(&self, person: &str) {
        self.held().retain(|_, form| form.person != person);
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Form>> {
        // A thread that panicked while it held the map left whole forms in it.
        self.forms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The page on which a form stands that is sent to `path`: where its reader goes on, comes back to after signing in, or changes the
/// language. `back` is the part of the room that the form names. Addresses that are pages themselves stay what they are.
pub(crate) fn page_of(path: &str, back: Option<&str>) -> String {
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    let part = back.filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()));
    match parts.as_slice() {
        ["cases", case, "acts", ..] => {
            format!("/cases/{case}{}", part.map(|part| format!("/{part}")).unwrap_or_default())
        }
        ["cases", case, "letters", ..] => format!("/cases/{case}/notices"),
        ["cases", case, "evidence", _, ..] => format!("/cases/{case}/evidence"),
        ["cases", case, "leaks" | "uploads" | "customers", ..] | ["demo", "cases", case, ..] => {
            format!("/cases/{case}/exposure")
        }
        ["cases", case, "bundle"] => format!("/cases/{case}/record"),
        ["people", person, _, ..] => format!("/people/{person}"),
        ["journal", "verify" | "consistency"] => "/journal".to_owned(),
        ["demo", "people", ..] => "/demo/people".to_owned(),
        ["sign-out" | "settings"] => "/".to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_773_279_600 + second).unwrap()
    }

    fn typed() -> Typed {
        let sent = format!(
            "csrf=00ff.{}.1122334455667788.0&fact=happened&source=Li+%26+Wang&back=",
            once::whose("p1")
        );
        Typed::of(&Fields::read(sent.as_bytes()), "/cases/7/facts").unwrap()
    }

    #[test]
    fn words_come_back_to_the_person_who_typed_them_for_an_hour_and_to_nobody_else() {
        let kept = Kept::new().unwrap();
        let sealed = kept.sealed(&typed()).unwrap();
        assert!(!sealed.contains("Wang"));
        let opened = kept.opened(&sealed).unwrap();
        assert_eq!(opened, typed());
        assert_eq!(kept.give(opened.clone(), "p2", at(0)), None);
        let address = kept.give(opened, "p1", at(0)).unwrap();
        let id = address.strip_prefix("/cases/7/facts?kept=").unwrap();
        let found = kept.of(id, "p1", at(3_599)).unwrap();
        assert_eq!((found.typed("source"), found.get("csrf")), ("Li & Wang", None));
        assert!(kept.of(id, "p2", at(0)).is_none() && kept.of(id, "p1", at(3_600)).is_none());
        assert_eq!(Kept::new().unwrap().opened(&sealed), None, "another process knows nothing of it");
        assert!([&sealed[1..], "", "é", "AAAA"].iter().all(|wrong| kept.opened(wrong).is_none()));
        kept.forget("p1");
        assert!(kept.of(id, "p1", at(0)).is_none());
    }

    #[test]
    fn never_more_forms_are_kept_than_the_bound() {
        let kept = Kept::new().unwrap();
        let ids: Vec<String> = (0..70).map(|second| kept.give(typed(), "p1", at(second)).unwrap()).collect();
        let stands = |address: &String| kept.of(address.rsplit_once('=').unwrap().1, "p1", at(70)).is_some();
        assert_eq!(ids.iter().filter(|id| stands(id)).count(), FORMS);
        assert!(!stands(&ids[0]) && stands(&ids[69]));
    }

    #[test]
    fn every_address_that_is_no_page_leads_to_the_page_of_its_form() {
        for (path, back, page) in [
            ("/cases/7/acts/fact", Some("facts"), "/cases/7/facts"),
            ("/cases/7/acts/fact", None, "/cases/7"),
            ("/cases/7/acts/fact", Some("../x"), "/cases/7"),
            ("/cases/7/letters", None, "/cases/7/notices"),
            ("/cases/7/evidence/add", None, "/cases/7/evidence"),
            ("/cases/7/evidence/E-1/out", None, "/cases/7/evidence"),
            ("/cases/7/customers/out", None, "/cases/7/exposure"),
            ("/cases/7/uploads/1", None, "/cases/7/exposure"),
            ("/cases/7/bundle", None, "/cases/7/record"),
            ("/people/p1/retire", None, "/people/p1"),
            ("/people/p1", None, "/people/p1"),
            ("/people", None, "/people"),
            ("/cases/new", None, "/cases/new"),
            ("/sign-in", None, "/sign-in"),
        ] {
            assert_eq!(page_of(path, back), page, "{path}");
        }
    }
}
