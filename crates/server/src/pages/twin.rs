//! The same incident opened twice: in two windows, or at two desks. A case that was opened a moment ago and looks like the one that
//! is being opened is shown before there are two.

use desk::{CaseRef, DeskError};
use incident::event::fact::Value;
use incident::{Given, State};
use jiff::{SignedDuration, Timestamp};

use crate::house::House;

/// How long a case counts as opened just now.
const JUST_NOW: SignedDuration = SignedDuration::from_mins(15);
/// So many of the newest cases are looked at: in a storm of cases nobody waits for a look at all of them.
const MOST: u64 = 32;

/// A case that looks like the one that is being opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Twin {
    /// The number people say.
    pub(super) number: u64,
    /// Its title.
    pub(super) title: String,
    /// When it was opened.
    pub(super) at: Timestamp,
    /// The role that opened it.
    pub(super) role: String,
    /// Its title is the same; else its times are.
    pub(super) same_title: bool,
}

/// The newest case of the last minutes with the same title, or with the same times where both are told; none of
/// those up to the number `seen`, about which was asked already.
///
/// # Errors
/// If the store fails. A case that cannot be read is no twin, and hides no other.
pub(super) fn twin(
    house: &House,
    title: &str,
    [happened, known]: [Option<&Given>; 2],
    seen: u64,
    now: Timestamp,
) -> Result<Option<Twin>, DeskError> {
    let since = now.checked_sub(JUST_NOW).unwrap_or(Timestamp::MIN);
    let newest = newest(house)?;
    for number in (seen.saturating_add(1)..=newest).rev().take(usize::try_from(MOST).unwrap_or_default()) {
        let Ok(file) = house.desk.find(&CaseRef::Number(number)).and_then(|id| house.desk.case(&id)) else {
            continue;
        };
        let Some(opening) = file.state.opening.as_ref() else { continue };
        if opening.at < since {
            break;
        }
        let same_title = folded(&opening.title) == folded(title);
        let same = |fact, given: Option<&Given>| told(&file.state, fact) == given.map(|given| &given.value);
        let same_times =
            known.is_some() && happened.is_some() && same("known", known) && same("happened", happened);
        if same_title || same_times {
            let (title, role) = (messages::one_line(&opening.title).into_owned(), opening.by.role.clone());
            return Ok(Some(Twin { number, title, at: opening.at, role, same_title }));
        }
    }
    Ok(None)
}

/// What the case was first told of a time.
fn told<'a>(state: &'a State, fact: &str) -> Option<&'a Value> {
    state.statements.iter().find(|statement| statement.fact == fact).map(|statement| &statement.value)
}

/// Letters, digits and signs without regard to case and spaces.
fn folded(title: &str) -> String {
    title.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The highest number of a case. Numbers have no gaps: twice the distance is tried until there is none, then halved.
fn newest(house: &House) -> Result<u64, DeskError> {
    let exists = |number: u64| match house.desk.find(&CaseRef::Number(number)) {
        Ok(_) => Ok(true),
        Err(DeskError::UnknownCase { .. }) => Ok(false),
        Err(error) => Err(error),
    };
    let (mut known, mut none) = (0, 1);
    while exists(none)? {
        (known, none) = (none, none.saturating_mul(2));
    }
    while none - known > 1 {
        let middle = known + (none - known) / 2;
        *(if exists(middle)? { &mut known } else { &mut none }) = middle;
    }
    Ok(known)
}
