use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use plan::Term;

use crate::{Fault, due};

/// What can be told about one of the starts a plan lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The moment the clock would start from; `None` where it cannot be told (unknown, never, not yet).
    pub at: Option<Timestamp>,
    /// The latest moment it can have been; `None` where nothing bounds it. Without `at` this alone is known of it: no duty
    /// is due later than it says.
    pub latest: Option<Timestamp>,
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
/// A start of which only the latest moment is known (or whose earliest is past and whose latest is not) tells no due time,
/// but bounds it: where the start that counts would be due later, the clock runs from that latest moment instead. So a bound
/// can only make a duty due earlier.
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
    let (mut late, mut past, mut doubted, mut bound) = (None, None, None, None);
    for (index, moment) in starts.iter().enumerate() {
        let from_there = |from: Timestamp| {
            Ok::<_, Fault>(Chosen { index, from, due: due(from, term, zone)?, lateness: None })
        };
        let Some(first) = moment.at.or(moment.latest) else { continue };
        let first = from_there(first)?;
        let gone = |chosen: &Chosen| moment.has_gone(chosen.due, known);
        if moment.doubted {
            doubted.get_or_insert(first);
        } else if !gone(&first) && moment.at.is_some() {
            let lateness =
                late.map(|late: Lateness| Lateness { behind: first.due.duration_since(late.from), ..late });
            return Ok(Some(sooner(bound, Chosen { lateness, ..first })));
        } else {
            let last = moment.latest.map(from_there).transpose()?.filter(|last| !gone(last));
            if let Some(last) = last {
                bound = Some(sooner(bound, last));
                continue;
            }
            past.get_or_insert(first);
            if moment.at.is_some() {
                let (from, due) = (first.from, first.due);
                late.get_or_insert(Lateness { index, from, due, behind: SignedDuration::ZERO });
            }
        }
    }
    Ok(bound.or(past).or(doubted))
}

/// The bound where it is due before the start that counts.
fn sooner(bound: Option<Chosen>, chosen: Chosen) -> Chosen {
    bound.filter(|bound| bound.due < chosen.due).unwrap_or(chosen)
}

impl Moment {
    /// A term that ends at `due` had run out when the case was known, or when this start was told.
    fn has_gone(&self, due: Timestamp, known: Timestamp) -> bool {
        self.unless_past && due <= self.told.map_or(known, |told| told.max(known))
    }
}
