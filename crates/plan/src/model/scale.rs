use expr::Expr;

use super::{Origin, TextKey};

/// An ordered list of named levels, owned by a plan or an authority. Level ids are opaque words; they are compared
/// only within their scale, by position in `order`.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Identifier, e.g. `response`.
    pub id: String,
    /// `plan`, or the id of the authority whose scale it is.
    pub owner: String,
    /// What a place on it says.
    pub kind: ScaleKind,
    /// Who says where a case stands on it.
    pub set_by: SetBy,
    /// Level ids, mildest first.
    pub order: Vec<String>,
    /// Key of each level's label, in the same order.
    pub labels: Vec<TextKey>,
    /// Index of the level that holds when no rule does.
    pub default: usize,
    /// Rules. The computed level is the worst one with a true rule (certain) and the worst one with a rule that is
    /// not false (possible).
    pub rules: Vec<LevelRule>,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a place on a scale says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScaleKind {
    /// How far a response goes.
    ResponseLevel,
    /// How loud a warning is.
    WarningGrade,
    /// How bad the incident is.
    Severity,
}

/// Who says where a case stands on a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// Its rules, over the facts.
    Rules,
    /// People alone: the written plan names levels and no criteria. Where a case stands is unknown until somebody sets it.
    People,
}

/// "This level, when …".
#[derive(Debug, Clone)]
pub struct LevelRule {
    /// Identifier within the scale.
    pub id: String,
    /// Index into the scale's `order`.
    pub level: usize,
    /// Over the facts.
    pub when: Expr,
    /// Key of the rule in words, shown as the reason.
    pub reason: TextKey,
    /// Key of the reason why this rule may turn false as a fact gets worse, where the plan means that.
    pub not_monotone: Option<TextKey>,
    /// Where it comes from.
    pub origin: Origin,
}
