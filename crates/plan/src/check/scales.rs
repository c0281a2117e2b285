use std::collections::BTreeSet;

use expr::cells::{self, Joint, USUAL_BUDGET};
use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::{LevelRule, Scale, SetBy, Worse};

/// Levels that facts can reach: scale slot and level index.
pub(super) type Reached = BTreeSet<(usize, usize)>;

/// Levels no facts reach, rules that never decide, gaps, and rules that fall when things get worse.
pub(super) fn check(review: &Review<'_>) -> Reached {
    let mut reached = Reached::new();
    for scale in &review.plan.scales {
        let Some(slot) = review.plan.catalogue.schema.scale_index(&scale.id) else { continue };
        let levels = answers(review, scale);
        reached.extend(levels.into_iter().map(|level| (slot, level)));
        for level in 0..scale.order.len() {
            monotone(review, scale, level);
        }
    }
    reached
}

/// Looks at every combination of answers that facts can give; returns the levels reached.
fn answers(review: &Review<'_>, scale: &Scale) -> Vec<usize> {
    if scale.set_by == SetBy::People {
        return (0..scale.order.len()).collect();
    }
    let place = review.place(Section::Scales, &scale.id);
    let whens: Vec<_> = scale.rules.iter().map(|rule| &rule.when).collect();
    let Ok(combinations) = Joint::new(&whens).reachable(USUAL_BUDGET) else {
        review.report.warning(place, Message::new("plan-check-not-checked").with("scale", &scale.id));
        return (0..scale.order.len()).collect();
    };
    let worst = |answers: &[bool]| {
        let held = scale.rules.iter().zip(answers).filter(|(_, holds)| **holds);
        held.map(|(rule, _)| rule.level).max()
    };
    let outcomes: Vec<Option<usize>> = combinations.iter().map(|one| worst(&one.answers)).collect();
    let level_of = |outcome: &Option<usize>| outcome.unwrap_or(scale.default);
    for (level, id) in scale.order.iter().enumerate() {
        if !outcomes.iter().any(|outcome| level_of(outcome) == level) {
            let message =
                Message::new("plan-check-level-unreached").with("level", id).with("scale", &scale.id);
            let level = review.place(Section::Scales, &format!("{} order {id}", scale.id));
            review.report.error(level, message);
        }
    }
    for (index, rule) in scale.rules.iter().enumerate() {
        let mut held = combinations.iter().zip(&outcomes).filter(|(one, _)| one.answers[index]).peekable();
        if held.peek().is_some() && held.all(|(_, outcome)| *outcome > Some(rule.level)) {
            let message =
                Message::new("plan-check-rule-never-decides").with("rule", &rule.id).with("scale", &scale.id);
            let rule = review.place(Section::Scales, &format!("{} {}", scale.id, rule.id));
            review.report.warning(rule, message);
        }
    }
    let described = scale.rules.iter().any(|rule| rule.level == scale.default);
    if described && outcomes.contains(&None) {
        let level = scale.order.get(scale.default).map_or("", String::as_str);
        let message = Message::new("plan-check-gap").with("scale", &scale.id).with("level", level);
        review.report.warning(review.place(Section::Scales, &format!("{} default", scale.id)), message);
    }
    outcomes.iter().map(level_of).collect()
}

/// "At least this level" must not turn false when a fact gets worse, unless a rule says why.
fn monotone(review: &Review<'_>, scale: &Scale, level: usize) {
    let rules = || scale.rules.iter().filter(|rule| rule.level >= level);
    if level <= scale.default || rules().next().is_none() || rules().any(|rule| rule.not_monotone.is_some()) {
        return;
    }
    let text: Vec<String> = rules().map(|rule| format!("({})", rule.when.text())).collect();
    let Ok(whole) = expr::compile(&text.join(" || "), &review.plan.catalogue.schema) else { return };
    let joint = Joint::new(&[&whole]);
    for slot in whole.facts() {
        let Some(fact) = review.plan.catalogue.facts.get(slot.index()) else { continue };
        let worse = match fact.worse {
            Some(Worse::Up) => cells::Worse::Up,
            Some(Worse::Down) => cells::Worse::Down,
            None => continue,
        };
        if let Ok(Some(_)) = joint.reversal(0, *slot, worse, USUAL_BUDGET) {
            let message = Message::new("plan-check-not-monotone")
                .with("level", scale.order.get(level).map_or("", String::as_str))
                .with("scale", &scale.id)
                .with("fact", &fact.id);
            let rule = falling(scale, level, *slot, worse);
            let part = rule.map_or(scale.id.clone(), |rule| format!("{} {} when", scale.id, rule.id));
            review.report.error(review.place(Section::Scales, &part), message);
        }
    }
}

/// The first rule of this level or a worse one that by itself turns false as the fact gets worse: the one to mend.
fn falling(scale: &Scale, level: usize, slot: expr::Slot, worse: cells::Worse) -> Option<&LevelRule> {
    let falls = |rule: &&LevelRule| {
        matches!(Joint::new(&[&rule.when]).reversal(0, slot, worse, USUAL_BUDGET), Ok(Some(_)))
    };
    scale.rules.iter().filter(|rule| rule.level >= level).find(falls)
}
