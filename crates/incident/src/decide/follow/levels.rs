//! Computed levels, and decided ones that worse facts overtake. A decision for more than the facts ask for stands until the
//! command lowers it, with evidence: a milder word of somebody else undoes no decision.

use expr::Truth;
use plan::{Plan, Scale, SetBy};

use crate::decide::level::place;
use crate::decide::work::Work;
use crate::event::Event;
use crate::event::level::{Computed, DecisionLapsed, Reason};
use crate::picture::Picture;

pub(super) fn follow(work: &mut Work<'_>) {
    let plan = work.plan;
    let before = work.levelled.take();
    for scale in &plan.scales {
        let picture = work.picture();
        // In a round after the first nothing may have been said: what depends on facts and the moment alone is as it was.
        let as_before = before.as_ref().is_some_and(|before| before.knows_the_same_as(&picture));
        if as_before && scale.rules.iter().all(|rule| !rule.when.asks_levels()) {
            continue;
        }
        let computed = compute(scale, plan, &picture);
        let Some(computed) = computed else { continue };
        let computed = Computed { at: work.began(), ..computed };
        let known = work.state.levels.get(&scale.id);
        // Reasons count too: a level that stands for other reasons is news for whoever has to answer for it.
        let same = known.is_some_and(|known| {
            (&known.certain, &known.possible, &known.reasons)
                == (&computed.certain, &computed.possible, &computed.reasons)
        });
        if same {
            continue;
        }
        let certain = computed.certain.place;
        let decided = known.and_then(|known| known.decided.as_ref()).map(|(place, _, _)| place.clone());
        work.record(Event::LevelComputed(computed));
        if let Some(decided) = decided.filter(|decided| decided.place < certain) {
            let (scale, level, at) = (scale.id.clone(), decided.level, work.clock);
            work.record(Event::LevelDecisionLapsed(DecisionLapsed { scale, level, at }));
        }
    }
    work.levelled = Some(work.picture());
}

/// Of a scale that people set nothing is computed: any of its levels may be the one, and no rule speaks for or against it.
fn unset(scale: &Scale, picture: &Picture) -> Option<Computed> {
    let worst = scale.order.len().checked_sub(1)?;
    Some(Computed {
        scale: scale.id.clone(),
        reasons: Vec::new(),
        certain: place(scale.order.first()?, 0),
        possible: place(scale.order.get(worst)?, worst),
        at: picture.now,
    })
}

/// The certain level is the worst with a rule that is true, the possible one the worst with a rule that is not false;
/// where none is, the scale's default. `None` for a scale without levels.
pub(crate) fn compute(scale: &Scale, plan: &Plan, picture: &Picture) -> Option<Computed> {
    if scale.set_by == SetBy::People {
        return unset(scale, picture);
    }
    let answers: Vec<Truth> = scale.rules.iter().map(|rule| picture.truth(&rule.when)).collect();
    let worst = |fits: fn(Truth) -> bool| {
        let rules = scale.rules.iter().zip(&answers).filter(|(_, truth)| fits(**truth));
        rules.map(|(rule, _)| rule.level).max()
    };
    let certain = worst(|truth| truth == Truth::True);
    let possible = worst(|truth| truth != Truth::False);
    let certain = certain.unwrap_or(scale.default).min(scale.order.len().checked_sub(1)?);
    let possible = possible.unwrap_or(certain).max(certain).min(scale.order.len() - 1);
    let counts = |level: usize, truth: Truth| match truth {
        Truth::True => level == certain,
        Truth::Unknown => level > certain,
        Truth::False => false,
    };
    let rules = scale.rules.iter().zip(&answers).filter(|(rule, truth)| counts(rule.level, **truth));
    let reasons = rules.map(|(rule, truth)| {
        let (parts, evidence) = picture.parts(&rule.when, plan);
        let level = scale.order.get(rule.level).cloned().unwrap_or_default();
        Reason { rule: rule.id.clone(), level, certain: *truth == Truth::True, parts, evidence }
    });
    Some(Computed {
        scale: scale.id.clone(),
        reasons: reasons.collect(),
        certain: place(scale.order.get(certain)?, certain),
        possible: place(scale.order.get(possible)?, possible),
        at: picture.now,
    })
}
