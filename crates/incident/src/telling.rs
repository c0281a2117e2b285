//! Which words that a notice was sent count for a clock, and which clocks they meet: by the moments they tell of. In which order
//! they were told changes nothing.

use jiff::Timestamp;
use plan::{Channel, Notice};

use crate::event::obligation::ClockId;
use crate::state::{Clock, State, Telling};

/// What a meeting by this notice is called.
pub(crate) fn by(notice: &str) -> String {
    format!("notice {notice}")
}

/// The words of a notice that stand and tell of somebody, in the order of their moments.
fn in_order<'s>(state: &'s State, notice: &Notice) -> Vec<&'s Telling> {
    let sent = state.notices.get(&notice.id).map(|notice| notice.sent.as_slice()).unwrap_or_default();
    let stands = |telling: &&Telling| telling.struck.is_none() && telling.count > 0;
    let mut told: Vec<&Telling> = sent.iter().filter(stands).collect();
    told.sort_by_key(|telling| (telling.at, telling.position));
    told
}

/// The word tells of a moment at which the clock ran. Where its start moved behind what met it, it ran from where it ran then. A
/// whole that was told before the clock was on record has met what ran then: for this one only a word after its beginning counts.
fn counts(clock: &Clock, telling: &Telling) -> bool {
    let from = clock.met.as_ref().map_or(clock.schedule.from, |met| met.from.min(clock.schedule.from));
    telling.at >= from && (!telling.ways.is_empty() || telling.position > clock.began)
}

/// Of words in the order of their moments: those that count for the clock and are of the text of the last of these.
fn of_one_text<'s>(told: &[&'s Telling], clock: &Clock) -> Vec<&'s Telling> {
    let counting = || told.iter().copied().filter(|telling| counts(clock, telling));
    let text = counting().next_back().map(|telling| telling.digest.as_str());
    counting().filter(|telling| Some(telling.digest.as_str()) == text).collect()
}

/// The words went in all the ways of the notice, and the clock was on record when the last of them was said.
fn is_whole(notice: &Notice, told: &[&Telling], clock: &Clock) -> bool {
    let known = told.iter().any(|telling| telling.position > clock.began);
    known && notice.channels.iter().all(|way| newest(told, *way).is_some())
}

/// Which meetings by words may follow from them anew: those under the plan the case runs on now, and those that are named. What
/// was met under another plan, which may have asked for other ways, stands.
pub(crate) struct Free<'a> {
    /// Clocks whose meeting is asked again whatever plan it was under.
    pub(crate) named: &'a [ClockId],
}

impl Free<'_> {
    pub(crate) fn holds(&self, state: &State, clock: &Clock, by: &str) -> bool {
        let Some(met) = &clock.met else { return clock.is_open() };
        let same_plan = state.plan.as_ref().is_some_and(|plan| plan.digest == met.plan);
        met.by == by && (same_plan || self.named.contains(&clock.id))
    }
}

/// The clocks of `obligation` that the words about the notice meet, each with the moment at which the last of its ways went.
/// Meetings that are not free stand as they are.
pub(crate) fn meetings(
    state: &State,
    notice: &Notice,
    obligation: &str,
    free: &Free<'_>,
) -> Vec<(ClockId, Timestamp)> {
    let by = by(&notice.id);
    let (free, fixed): (Vec<&Clock>, Vec<&Clock>) =
        state.clocks_of(obligation).partition(|clock| free.holds(state, clock, &by));
    let fixed = fixed.into_iter().filter_map(|clock| Some((clock, clock.met.as_ref()?)));
    let mut met: Vec<(&Clock, (Timestamp, u64))> =
        fixed.map(|(clock, met)| (clock, (met.at, met.position))).collect();
    let stand = met.len();
    let told = in_order(state, notice);
    for (place, last) in told.iter().enumerate() {
        let completed = |clock: &&Clock| {
            let waits = met.iter().all(|(one, _)| one.id != clock.id);
            let earlier = met.iter().filter(|(one, _)| one.id.number < clock.id.number);
            let since = earlier.map(|(_, moment)| *moment).max();
            let mut told = told.get(..=place).unwrap_or_default().to_vec();
            told.retain(|telling| since.is_none_or(|since| (telling.at, telling.position) > since));
            waits && counts(clock, last) && is_whole(notice, &of_one_text(&told, clock), clock)
        };
        let completed: Vec<&Clock> = free.iter().copied().filter(completed).collect();
        met.extend(in_its_term(&completed, last.at).map(|clock| (clock, (last.at, last.position))));
    }
    met.into_iter().skip(stand).map(|(clock, (at, _))| (clock.id.clone(), at)).collect()
}

/// The clocks of `obligation` that the word at `position` has helped to meet.
pub(crate) fn helped(state: &State, notice: &Notice, obligation: &str, position: u64) -> Vec<ClockId> {
    let met = state.clocks_of(obligation).filter(|clock| clock.met.is_some());
    let helped = met.filter(|clock| {
        tellings_for(state, notice, clock).iter().any(|telling| telling.position == position)
    });
    helped.map(|clock| clock.id.clone()).collect()
}

/// Of clocks of one duty, oldest first: the newest; of a recurring duty the one in whose term the moment lies. Those that were
/// over by then stay missed.
pub(crate) fn in_its_term<'s>(clocks: &[&'s Clock], at: Timestamp) -> Option<&'s Clock> {
    let newest = *clocks.last()?;
    let in_term = |clock: &&Clock| clock.schedule.from == newest.schedule.from && at <= clock.schedule.due;
    clocks.iter().copied().find(in_term).or(Some(newest))
}

/// The words that count for `clock`, in the order of their moments: none that an earlier clock of the same duty was met by, none
/// after it was met itself, and all of one text, that of the last of them.
fn tellings_for<'s>(state: &'s State, notice: &Notice, clock: &Clock) -> Vec<&'s Telling> {
    let earlier = state.clocks_of(&clock.id.obligation).filter(|one| one.id.number < clock.id.number);
    let since = earlier.filter_map(|one| one.met.as_ref()).map(|met| (met.at, met.position)).max();
    let until = clock.met.as_ref().map(|met| (met.at, met.position));
    let mut told = in_order(state, notice);
    told.retain(|telling| {
        let moment = (telling.at, telling.position);
        since.is_none_or(|since| moment > since) && until.is_none_or(|until| moment < until)
    });
    of_one_text(&told, clock)
}

/// The newest of them that went this way: it covers whoever was found until then.
fn newest<'s>(told: &[&'s Telling], way: Channel) -> Option<&'s Telling> {
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
