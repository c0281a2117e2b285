use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use plan::Term;

use crate::{Fault, due};

/// What can be told about one of the starts a plan lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The moment the clock would start from; `None` where it cannot be told (unknown, never, not yet).
    pub at: Option<Timestamp>,
    /// Skip it when its term had already run out at `known` (B's thirty minutes from the happening).
    pub unless_past: bool,
    /// When it was told, where a clock was running from a later start of the list by then: its term may have run out
    /// before anybody could have kept it.
    pub told: Option<Timestamp>,
    /// It contradicts what is known otherwise: it counts only if nothing else does.
    pub doubted: bool,
}

/// The start a clock runs from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// Its place in the plan's list; 0 is no fallback.
    pub index: usize,
    /// The moment.
    pub from: Timestamp,
    /// When it is due.
    pub due: Timestamp,
    /// Where a start before it was skipped because its term had run out: how that stands.
    pub lateness: Option<Lateness>,
}

/// A start that was skipped because its term had run out before the case was known: the report says how late it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lateness {
    /// Place of the skipped start in the plan's list.
    pub index: usize,
    /// Its moment.
    pub from: Timestamp,
    /// When the duty would have been due from there.
    pub due: Timestamp,
    /// Elapsed time from the skipped start to the new due time.
    pub behind: SignedDuration,
}

/// The start that counts: the first in the list that can be told, is not past and not doubted; `None` if there is none.
///
/// `known` is the moment the case was known to us (the fact of that name), else the moment we were told. A start
/// marked `unless_past` is skipped when its term had run out by then, or by the moment it was told to a clock that was
/// running from a later start already; the lateness is kept. A term that ends in that very moment has run out.
///
/// If every start that can be told is past or doubted, one of them is used all the same, past ones first: a duty never
/// loses its clock.
///
/// # Errors
/// [`Fault::OutOfRange`] where a due time lies outside the years that can be counted.
pub fn choose(
    starts: &[Moment],
    term: Term,
    known: Timestamp,
    zone: &TimeZone,
) -> Result<Option<Chosen>, Fault> {
    let mut skipped: Option<Lateness> = None;
    let mut doubted: Option<Chosen> = None;
    for (index, moment) in starts.iter().enumerate() {
        let Some(from) = moment.at else { continue };
        let due = due(from, term, zone)?;
        if moment.doubted {
            doubted.get_or_insert(Chosen { index, from, due, lateness: None });
            continue;
        }
        if moment.unless_past && due <= moment.told.map_or(known, |told| told.max(known)) {
            skipped.get_or_insert(Lateness { index, from, due, behind: SignedDuration::ZERO });
            continue;
        }
        let lateness = skipped.map(|late| Lateness { behind: due.duration_since(late.from), ..late });
        return Ok(Some(Chosen { index, from, due, lateness }));
    }
    let past =
        skipped.map(|late| Chosen { index: late.index, from: late.from, due: late.due, lateness: None });
    Ok(past.or(doubted))
}
