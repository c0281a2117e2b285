use std::collections::BTreeMap;

use incident::State;
use plan::Plan;
use serde::Serialize;

/// A place on one scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelView {
    /// At least this level id.
    pub certain: String,
    /// Possibly this one.
    pub possible: String,
    /// It is set by people and nobody has: nothing is known of it, and `certain` and `possible` are the ends of its scale.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unset: bool,
    /// What the command decided.
    pub decided: Option<String>,
    /// Role that decided it.
    pub decided_by: Option<String>,
    /// Why it was decided.
    pub decision: Option<String>,
    /// The rules that make it so.
    pub reasons: Vec<ReasonView>,
}

/// A rule behind a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonView {
    /// Rule id.
    pub rule: String,
    /// Its level.
    pub level: String,
    /// `true`, or `unknown` where it is only possible.
    pub truth: &'static str,
    /// The deciding parts of the rule: text and truth.
    pub parts: Vec<(String, String)>,
    /// Facts in those parts.
    pub facts: Vec<String>,
    /// Evidence behind them.
    pub evidence: Vec<String>,
}

/// Levels by scale, for the scales of the plan.
pub fn levels(state: &State, plan: &Plan) -> BTreeMap<String, LevelView> {
    let known = plan.scales.iter().filter_map(|scale| Some((scale.id.clone(), state.levels.get(&scale.id)?)));
    let view = |level: &incident::state::LevelState| LevelView {
        certain: level.certain.level.clone(),
        possible: level.possible.level.clone(),
        unset: level.is_unset(),
        decided: level.decided.as_ref().map(|(place, _, _)| place.level.clone()),
        decided_by: level.decided.as_ref().map(|(_, by, _)| by.role.clone()),
        decision: level.decided.as_ref().map(|(_, _, why)| why.clone()),
        reasons: level.reasons.iter().map(reason).collect(),
    };
    known.map(|(scale, level)| (scale, view(level))).collect()
}

fn reason(reason: &incident::event::level::Reason) -> ReasonView {
    let mut facts: Vec<String> = Vec::new();
    for fact in reason.parts.iter().flat_map(|part| &part.facts) {
        if !facts.contains(fact) {
            facts.push(fact.clone());
        }
    }
    ReasonView {
        rule: reason.rule.clone(),
        level: reason.level.clone(),
        truth: if reason.certain { "true" } else { "unknown" },
        parts: reason.parts.iter().map(|part| (part.text.clone(), part.truth.clone())).collect(),
        facts,
        evidence: reason.evidence.clone(),
    }
}
