use expr::Known;
use incident::state::NoticeState;
use incident::{Picture, State};
use jiff::Timestamp;
use plan::{Channel, Notice, Plan};
use serde::Serialize;

/// A notice went to fewer than are known to be concerned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FewerView {
    /// To how many it went, in the way in which it went to fewest.
    pub told: u64,
    /// How many are known to be concerned, at the least.
    pub known: u64,
    /// The count that says how many it concerns.
    pub fact: String,
}

/// To how many a notice went in one way with the text of this digest: the words that stand, added up.
pub(crate) fn of_text(notice: &NoticeState, way: Channel, digest: &str) -> u64 {
    let went = notice.sent.iter().filter(|telling| telling.struck.is_none() && telling.went(way));
    let words = went.filter(|telling| telling.digest == digest);
    words.fold(0, |told, telling| told.saturating_add(telling.count))
}

/// To how many a notice went in one way; of several texts the one that reached most. Words of different texts are not added up, because
/// the same people may have been told both.
fn told(notice: &NoticeState, way: Channel) -> u64 {
    let texts = notice.sent.iter().map(|telling| telling.digest.as_str());
    texts.map(|digest| of_text(notice, way, digest)).max().unwrap_or(0)
}

/// A page and the press tell everybody who reads them: nobody is left out by their number.
fn is_counted(way: Channel) -> bool {
    !matches!(way, Channel::Web | Channel::Media)
}

/// How many the notice concerns, at the least, and by which fact; `None` where the plan names no count, or nothing is known of it.
pub(crate) fn concerned<'p>(notice: &Notice, plan: &'p Plan, picture: &Picture) -> Option<(u64, &'p str)> {
    let slot = notice.at_most?;
    let fact = plan.catalogue.facts.get(slot)?;
    let Known::Int { lo, .. } = picture.facts.get(slot)?.known else { return None };
    Some((u64::try_from(lo).ok().filter(|least| *least > 0)?, &fact.id))
}

/// Of the ways in which the notice went, the one that reached fewest, where those are fewer than are known to be concerned.
pub(crate) fn fewer(state: &State, plan: &Plan, notice: &Notice, picture: &Picture) -> Option<FewerView> {
    let stored = state.notices.get(&notice.id)?;
    let (known, fact) = concerned(notice, plan, picture)?;
    let ways = notice.channels.iter().filter(|way| is_counted(**way));
    let told = ways.map(|way| told(stored, *way)).filter(|told| *told > 0).min()?;
    (told < known).then(|| FewerView { told, known, fact: fact.to_owned() })
}

/// What is told of a notice: a text, in some of its ways or, with none named, in all of them.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// Notice id.
    pub notice: &'a str,
    /// Digest of the text.
    pub digest: &'a str,
    /// In which ways.
    pub ways: &'a [Channel],
    /// To how many more than the case has on record.
    pub more: u64,
}

/// Whether a word about a notice, with those before it of the same text and ways, tells of fewer than are known to be concerned.
pub fn fewer_with(state: &State, plan: &Plan, word: &Word<'_>, now: Timestamp) -> Option<FewerView> {
    let notice = plan.notice(word.notice)?;
    let (known, fact) = concerned(notice, plan, &Picture::of(state, plan, now))?;
    let stored = state.notices.get(&notice.id);
    let so_far = |way| stored.map_or(0, |stored| of_text(stored, way, word.digest));
    let ways = notice.channels.iter().filter(|way| word.ways.is_empty() || word.ways.contains(way));
    let told =
        ways.filter(|way| is_counted(**way)).map(|way| so_far(*way).saturating_add(word.more)).min()?;
    (told < known).then(|| FewerView { told, known, fact: fact.to_owned() })
}
