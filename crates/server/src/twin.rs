//! The same incident opened twice, at two desks. A case that somebody else opened a moment ago and that looks like the one that is being
//! opened is shown before there are two.

use std::collections::VecDeque;

use desk::{CaseRef, Desk, RealLog};
use incident::Given;
use incident::event::fact::Value;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// How long a case counts as opened just now.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(15);
/// So many of the newest cases are remembered: in a storm of cases nobody waits for a look at all of them.
const MOST: usize = 32;

/// The cases this process opened a moment ago. In memory only: who opens one again after a restart is not asked. No words of a case stay
/// here that its destruction would have to reach.
#[derive(Debug, Default)]
pub(crate) struct Lately(VecDeque<Opened>);

#[derive(Debug)]
struct Opened {
    number: u64,
    at: Timestamp,
    login: String,
    title: [u8; 32],
    times: Times,
}

/// When it happened and was known, as far as both are told.
type Times = Option<[Value; 2]>;

/// How a case is opened, as far as that tells it from others.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    /// By whom.
    pub(crate) login: &'a str,
    /// Its title.
    pub(crate) title: &'a str,
    /// When it happened and was known.
    pub(crate) times: [Option<&'a Given>; 2],
    /// When it is opened.
    pub(crate) now: Timestamp,
}

/// A case that looks like the one that is being opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Twin {
    /// The number people say.
    pub(crate) number: u64,
    /// Its title.
    pub(crate) title: String,
    /// When it was opened.
    pub(crate) at: Timestamp,
    /// The role that opened it.
    pub(crate) role: String,
    /// Its title is the same; else its times are.
    pub(crate) same_title: bool,
}

impl Opening<'_> {
    fn title(&self) -> [u8; 32] {
        Sha256::digest(folded(self.title)).into()
    }

    fn times(&self) -> Times {
        let [happened, known] = self.times;
        Some([happened?.value.clone(), known?.value.clone()])
    }
}

impl Lately {
    /// Remembers a case that was opened.
    pub(crate) fn keep(&mut self, number: u64, opening: &Opening<'_>) {
        self.0.truncate(MOST - 1);
        let (login, title, times) = (opening.login.to_owned(), opening.title(), opening.times());
        self.0.push_front(Opened { number, at: opening.now, login, title, times });
    }

    /// The newest case that somebody else opened in the last minutes with the same title, or with the same times where both are
    /// told; none of those up to the number `seen`, about which was asked already. A case that cannot be read is no twin, and hides
    /// no other.
    pub(crate) fn twin(&self, desk: &Desk<RealLog>, opening: &Opening<'_>, seen: u64) -> Option<Twin> {
        let since = opening.now.checked_sub(JUST_NOW).unwrap_or(Timestamp::MIN);
        let (title, times) = (opening.title(), opening.times());
        let others = self
            .0
            .iter()
            .filter(|case| case.at >= since && case.number > seen && case.login != opening.login);
        let alike = others.filter(|case| case.title == title || times.is_some() && case.times == times);
        alike.filter_map(|case| shown(desk, case, case.title == title)).next()
    }
}

/// The case as it is shown.
fn shown(desk: &Desk<RealLog>, case: &Opened, same_title: bool) -> Option<Twin> {
    let file = desk.find(&CaseRef::Number(case.number)).and_then(|id| desk.case(&id)).ok()?;
    let opening = file.state.opening.as_ref()?;
    let (title, role) = (messages::one_line(&opening.title).into_owned(), opening.by.role.clone());
    Some(Twin { number: case.number, title, at: opening.at, role, same_title })
}

/// Letters, digits and signs without regard to case and spaces.
fn folded(title: &str) -> String {
    title.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}
