//! Statements about a fact become what is known of it.

use expr::{InstantKnown, Known, Truth, Type};
use jiff::Timestamp;
use plan::{Fact, FactSlot, Plan, Resolution};

use super::earliest;
use crate::event::fact::Value;
use crate::state::{State, Statement};

/// What is known of one fact, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The values it can still have.
    pub known: Known,
    /// Positions of the statements that make it so, oldest first; empty where nobody has said anything.
    pub statements: Vec<u64>,
    /// Evidence that bears it, without repetition: of statements that say no less than another one that counts. What rests on
    /// a word alone is not shown with the paper of a weaker word.
    pub evidence: Vec<String>,
    /// Statements that contradict one that counts.
    pub conflicts: Vec<Conflict>,
    /// Statements that stand but do not count, because somebody who can answer the fact has spoken and these come from
    /// others; oldest first. They wait for one who can answer.
    pub set_aside: Vec<u64>,
    /// It is said to be later than the case was known, which it cannot have been.
    pub after_known: bool,
    /// Slots of counts that this one can never exceed, and does as both are known: one of the two is wrong. Of `known`, where
    /// it was stated: the times of which it is the earlier by its meaning (`discovered`, `aware`), and than which it is later.
    pub more_than: Vec<FactSlot>,
    /// Slots of counts that can never exceed this one, and do as both are known; of `discovered` and `aware` likewise.
    pub less_than: Vec<FactSlot>,
}

impl Resolved {
    /// Nobody has said anything about it.
    pub(super) fn nothing(fact: &Fact) -> Resolved {
        Resolved {
            known: Known::unknown(&fact.kind),
            statements: Vec::new(),
            evidence: Vec::new(),
            conflicts: Vec::new(),
            set_aside: Vec::new(),
            after_known: false,
            more_than: Vec::new(),
            less_than: Vec::new(),
        }
    }
}

/// Two statements that cannot both be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// Position of the one that counts.
    pub stands: u64,
    /// Position of the one that does not.
    pub against: u64,
}

/// Every fact of the plan, by slot, as it was known when the case had the version `version` (`u64::MAX`: now).
pub(super) fn facts(state: &State, plan: &Plan, version: u64) -> Vec<Resolved> {
    let slots = Slots(&plan.catalogue);
    let mut by_slot: Vec<Vec<&Statement>> = vec![Vec::new(); plan.catalogue.facts.len()];
    // People say several things about few facts: what was looked up last is asked first.
    let mut last = None;
    for statement in state.statements.iter().filter(|statement| statement.stood_at(version)) {
        let fact = statement.fact.as_str();
        let slot = last.filter(|(known, _)| *known == fact).or_else(|| Some((fact, slots.get(fact)?)));
        if let Some(of_slot) = slot.and_then(|(_, slot)| by_slot.get_mut(slot)) {
            of_slot.push(statement);
        }
        last = slot;
    }
    let with_statements = plan.catalogue.facts.iter().zip(&by_slot);
    let mut facts: Vec<Resolved> =
        with_statements.map(|(fact, statements)| resolve(fact, statements)).collect();
    derive_known(&mut facts, &slots);
    derive_entered(&mut facts, &slots, state);
    note_happened_after_known(&mut facts, &slots);
    super::bounds::note(&mut facts, plan);
    super::bounds::undo_too_early(&mut facts, plan);
    facts
}

/// Where a fact stands in the catalogue: some dozens of names, walked through.
struct Slots<'p>(&'p plan::Catalogue);

impl Slots<'_> {
    fn get(&self, id: &str) -> Option<usize> {
        self.0.slot(id)
    }
}

/// What is known of a fact from what stands. Where somebody whom the catalogue names as able to answer has said
/// something, only those who can answer count: a word from others never overrides theirs, neither milder nor worse, and
/// is set aside until one of them says it too. Where none of them has spoken, everybody's word counts.
fn resolve(fact: &Fact, statements: &[&Statement]) -> Resolved {
    if statements.is_empty() {
        return Resolved::nothing(fact);
    }
    if fact.resolution == Resolution::Earliest {
        return earliest::resolve(fact, statements);
    }
    let (answers, others): (Vec<&Statement>, Vec<&Statement>) =
        statements.iter().partition(|statement| fact.can_answer(&statement.by.role));
    let newest = |of: &[&Statement]| of.last().map_or(0, |statement| statement.position);
    let answered = answers.last().is_some_and(|last| last.value != Value::Unknown);
    if answered {
        let mut resolved = resolve_equals(fact, &answers);
        others.iter().for_each(|other| set_aside(&mut resolved, fact, other));
        return resolved;
    }
    // "Not known", said by one who can answer, takes back what everybody said before.
    let after = newest(&answers);
    let counting: Vec<&Statement> =
        statements.iter().copied().filter(|statement| statement.position >= after).collect();
    resolve_equals(fact, &counting)
}

/// A statement that does not count; one that could not be true beside what does is a conflict as well.
pub(super) fn set_aside(resolved: &mut Resolved, fact: &Fact, other: &Statement) {
    let Some(said) = to_known(&other.value, &fact.kind) else { return };
    if other.value == Value::Unknown || said == resolved.known {
        return;
    }
    resolved.set_aside.push(other.position);
    note_conflict(resolved, other, said);
}

/// What is known from statements that all count alike.
fn resolve_equals(fact: &Fact, statements: &[&Statement]) -> Resolved {
    // The newest first: where statements contradict each other the newest stands.
    let newest_first = statements
        .iter()
        .rev()
        .filter_map(|statement| Some((*statement, to_known(&statement.value, &fact.kind)?)));
    let mut resolved = Resolved::nothing(fact);
    let mut counting: Vec<(&Statement, Known)> = Vec::new();
    // What a newer word contradicts was given up, also where a still newer one takes the place of that word.
    let mut newer: Vec<Known> = Vec::new();
    for (statement, said) in newest_first {
        let given_up = newer.iter().any(|newer| meet(*newer, said).is_none());
        newer.push(said);
        let both = match (fact.resolution, resolved.statements.is_empty()) {
            (_, true) => Some(said),
            (Resolution::Latest, _) => {
                note_conflict(&mut resolved, statement, said);
                break;
            }
            (Resolution::Narrow | Resolution::Earliest, _) => {
                meet(resolved.known, said).filter(|_| !given_up)
            }
        };
        match both {
            Some(both) => {
                resolved.known = both;
                resolved.statements.push(statement.position);
                counting.push((statement, said));
            }
            None => note_conflict(&mut resolved, statement, said),
        }
        if statement.value == Value::Unknown {
            // "Not known" takes back what was said before.
            break;
        }
    }
    resolved.statements.reverse();
    resolved.evidence = bearing(&counting, resolved.known);
    resolved
}

/// The evidence of those statements that bear what is known, newest first: that agree with it, and say no less than another.
pub(super) fn bearing(counting: &[(&Statement, Known)], known: Known) -> Vec<String> {
    let mut evidence = Vec::new();
    for (statement, said) in counting {
        if meet(*said, known).is_none() || counting.iter().any(|(_, other)| says_less(*said, *other)) {
            continue;
        }
        for id in &statement.evidence {
            if !evidence.contains(id) {
                evidence.push(id.clone());
            }
        }
    }
    evidence
}

/// The one leaves open what the other settles, and both can be true.
pub(super) fn says_less(said: Known, than: Known) -> bool {
    said != than && meet(said, than) == Some(than)
}

fn note_conflict(resolved: &mut Resolved, older: &Statement, said: Known) {
    if meet(resolved.known, said).is_none() {
        let stands = resolved.statements.last().copied();
        resolved.conflicts.extend(stands.map(|stands| Conflict { stands, against: older.position }));
    }
}

/// `known`, where nobody has stated it (or those who did took it back), is the earlier of discovered and aware, of those
/// that have been told. Where it is stated and is later than one of them, one of the two is wrong: both say so.
fn derive_known(facts: &mut [Resolved], slots: &Slots<'_>) {
    let Some(known) = slots.get("known") else { return };
    let told: Vec<FactSlot> = ["discovered", "aware"].iter().filter_map(|id| slots.get(id)).collect();
    let told: Vec<FactSlot> = told.into_iter().filter(|slot| facts[*slot].known != nothing_known()).collect();
    let stated = facts[known].known;
    if stated != nothing_known() {
        for slot in told {
            if !certainly_later(stated, facts[slot].known) {
                continue;
            }
            facts[known].more_than.push(slot);
            facts[slot].less_than.push(known);
        }
        return;
    }
    for (index, slot) in told.into_iter().enumerate() {
        let fact = facts[slot].clone();
        let target = &mut facts[known];
        if index == 0 {
            target.known = fact.known;
            target.statements.clear();
        } else {
            target.known = earlier(target.known, fact.known);
        }
        target.statements.extend(fact.statements);
        target.evidence.extend(fact.evidence);
    }
}

/// Nothing is known of a moment.
fn nothing_known() -> Known {
    Known::unknown(&Type::Instant)
}

/// Whatever each of the two moments was, the one was later.
fn certainly_later(one: Known, other: Known) -> bool {
    match (one, other) {
        (Known::Instant(InstantKnown::Between(lo, _)), Known::Instant(InstantKnown::Between(_, hi))) => {
            lo > hi
        }
        _ => false,
    }
}

/// What is said to have happened after it was known contradicts itself: one of the two is wrong.
fn note_happened_after_known(facts: &mut [Resolved], slots: &Slots<'_>) {
    let Some((happened, known)) = slots.get("happened").zip(slots.get("known")) else { return };
    let told = |slot: usize| match facts.get(slot).map(|fact| fact.known) {
        Some(Known::Instant(InstantKnown::Between(lo, hi))) => Some((lo, hi)),
        _ => None,
    };
    let Some(((earliest, _), (_, latest))) = told(happened).zip(told(known)) else { return };
    let last = |slot: usize| facts.get(slot).and_then(|fact| fact.statements.last().copied());
    if let (true, Some(against), Some(stands)) = (earliest > latest, last(happened), last(known))
        && let Some(fact) = facts.get_mut(happened)
    {
        fact.conflicts.push(Conflict { stands, against });
        fact.after_known = true;
    }
}

/// `entered`, where nobody can tell it, is the opening of the case.
fn derive_entered(facts: &mut [Resolved], slots: &Slots<'_>, state: &State) {
    let Some(slot) = slots.get("entered") else { return };
    if let Some(opening) = state.opening.as_ref().filter(|_| facts[slot].known == nothing_known()) {
        facts[slot].known = Known::Instant(InstantKnown::at(opening.at));
    }
}

/// What a statement says about a fact of type `kind`; `None` where its words are none of this plan's.
pub fn to_known(value: &Value, kind: &Type) -> Option<Known> {
    let bits = |words: &[String], list: &expr::EnumType| {
        words.iter().try_fold(0u64, |bits, word| {
            Some(bits | 1u64.checked_shl(u32::try_from(list.place(word)?).ok()?)?)
        })
    };
    let known = match (value, kind) {
        (Value::Unknown, kind) => Known::unknown(kind),
        (Value::Plain(known), _) => *known,
        (Value::OneOf(words), Type::Enum(list)) => Known::Enum { possible: bits(words, list)? },
        (Value::Members { certain, open, excluded }, Type::Set(list)) => {
            let certain = bits(certain, list)?;
            let possible = if *open { list.all() & !bits(excluded, list)? } else { certain };
            Known::Set { certain, possible }
        }
        _ => return None,
    };
    known.fits(kind).then_some(known)
}

/// Both are true; `None` where they cannot be.
pub(super) fn meet(a: Known, b: Known) -> Option<Known> {
    Some(match (a, b) {
        (Known::Bool(Truth::Unknown), other) | (other, Known::Bool(Truth::Unknown)) => other,
        (Known::Bool(a), Known::Bool(b)) => Known::Bool((a == b).then_some(a)?),
        (Known::Int { lo: a, hi: b }, Known::Int { lo: c, hi: d }) => {
            let (lo, hi) = overlap((a, b), (c, d))?;
            Known::Int { lo, hi }
        }
        (Known::Elapsed { lo: a, hi: b }, Known::Elapsed { lo: c, hi: d }) => {
            let (lo, hi) = overlap((a, b), (c, d))?;
            Known::Elapsed { lo, hi }
        }
        (Known::Enum { possible: a }, Known::Enum { possible: b }) => {
            (a & b != 0).then_some(Known::Enum { possible: a & b })?
        }
        (Known::Set { certain: a, possible: b }, Known::Set { certain: c, possible: d }) => {
            let (certain, possible) = (a | c, b & d);
            (certain & !possible == 0).then_some(Known::Set { certain, possible })?
        }
        (Known::Instant(a), Known::Instant(b)) => Known::Instant(meet_instants(a, b)?),
        _ => return None,
    })
}

fn overlap<T: Ord + Copy>(a: (T, T), b: (T, T)) -> Option<(T, T)> {
    let both = (a.0.max(b.0), a.1.min(b.1));
    (both.0 <= both.1).then_some(both)
}

/// The moments between which it lies, if at all, and whether it may never be.
fn spread(instant: InstantKnown) -> (Option<(Timestamp, Timestamp)>, bool) {
    match instant {
        InstantKnown::Between(lo, hi) => (Some((lo, hi)), false),
        InstantKnown::Never => (None, true),
        InstantKnown::BetweenOrNever(lo, hi) => (Some((lo, hi)), true),
    }
}

fn gather(range: Option<(Timestamp, Timestamp)>, never: bool) -> Option<InstantKnown> {
    match (range, never) {
        (Some((lo, hi)), false) => Some(InstantKnown::Between(lo, hi)),
        (Some((lo, hi)), true) => Some(InstantKnown::BetweenOrNever(lo, hi)),
        (None, true) => Some(InstantKnown::Never),
        (None, false) => None,
    }
}

fn meet_instants(a: InstantKnown, b: InstantKnown) -> Option<InstantKnown> {
    let ((a, a_never), (b, b_never)) = (spread(a), spread(b));
    let range = a.zip(b).and_then(|(a, b)| overlap(a, b));
    gather(range, a_never && b_never)
}

/// The earlier of two moments, as far as either is known; other kinds keep the first.
pub(super) fn earlier(a: Known, b: Known) -> Known {
    let (Known::Instant(x), Known::Instant(y)) = (a, b) else { return a };
    let ((x, x_never), (y, y_never)) = (spread(x), spread(y));
    let range = match (x, y) {
        (Some((a, b)), Some((c, d))) => {
            // Where one may never be, the other alone bounds it from above.
            let hi = match (x_never, y_never) {
                (false, false) => b.min(d),
                (false, true) => b,
                (true, false) => d,
                (true, true) => b.max(d),
            };
            Some((a.min(c), hi))
        }
        (one, other) => one.or(other),
    };
    gather(range, x_never && y_never).map_or(a, Known::Instant)
}
