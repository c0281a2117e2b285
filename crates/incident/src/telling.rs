//! Which words that a notice was sent count for a clock.

use plan::{Channel, Notice};

use crate::state::{Clock, State, Telling};

/// The words that count for `clock`, oldest first: they stand, and tell of somebody; what they tell lies after the clock's start; an earlier clock of
/// the same duty was not met by them; and they are of one text, that of the newest of them. A word that came after the
/// clock was met does not count for it. Where the whole was told before the clock ran it has met what ran then: told for this
/// one it is only by a word after its beginning, which meets it by itself.
pub(crate) fn tellings_for<'s>(state: &'s State, notice: &Notice, clock: &Clock) -> Vec<&'s Telling> {
    let sent = state.notices.get(&notice.id).map(|notice| notice.sent.as_slice()).unwrap_or_default();
    let earlier = state.clocks_of(&clock.id.obligation).filter(|one| one.id.number < clock.id.number);
    let since = earlier.filter_map(|one| one.met.as_ref()).map(|met| met.position).max().unwrap_or(0);
    let until = clock.met.as_ref().map_or(u64::MAX, |met| met.position);
    let counts = |telling: &&Telling| {
        telling.struck.is_none()
            && telling.count > 0
            && telling.position > since
            && telling.position < until
            && telling.at >= clock.schedule.from
            && (clock.met.is_some() || !telling.ways.is_empty())
    };
    let text = sent.iter().rfind(counts).map(|telling| telling.digest.as_str());
    let counting = sent.iter().filter(counts);
    counting.filter(|telling| Some(telling.digest.as_str()) == text).collect()
}

/// The newest of them that went this way: it covers whoever was found until then.
pub(crate) fn newest<'s>(told: &[&'s Telling], way: Channel) -> Option<&'s Telling> {
    told.iter().copied().filter(|telling| telling.went(way)).max_by_key(|telling| telling.at)
}

/// In which of its ways a notice went for a clock that it meets, in the plan's order; `None`: not yet.
pub fn ways_told<'s>(
    state: &'s State,
    notice: &Notice,
    clock: &Clock,
) -> Vec<(Channel, Option<&'s Telling>)> {
    let told = tellings_for(state, notice, clock);
    notice.channels.iter().map(|way| (*way, newest(&told, *way))).collect()
}
