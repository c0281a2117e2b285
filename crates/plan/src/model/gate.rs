use expr::Expr;

use super::{Origin, State, TextKey};

/// Conditions that must all hold, then propose, review, approve.
#[derive(Debug, Clone)]
pub struct Gate {
    /// Identifier, e.g. `end_response`.
    pub id: String,
    /// What passing it does.
    pub kind: GateKind,
    /// Key of the title.
    pub title: TextKey,
    /// All must be met or not applicable.
    pub conditions: Vec<Condition>,
    /// Role that proposes, in writing.
    pub proposes: String,
    /// Roles that review, each once.
    pub reviews: Vec<String>,
    /// Role that approves.
    pub approves: String,
    /// States left when it is approved.
    pub leaves: Vec<State>,
    /// States entered when it is approved.
    pub enters: Vec<State>,
    /// Where it comes from.
    pub origin: Origin,
}

/// What passing a gate does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GateKind {
    /// 预警解除.
    LiftWarning,
    /// 响应终止.
    EndResponse,
    /// The last duty of after-care is done.
    Close,
}

/// One condition of a gate.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Identifier within the gate.
    pub id: String,
    /// Over the facts.
    pub when: Expr,
    /// Key of the condition in words.
    pub text: TextKey,
    /// Role that may declare it not applicable, with a reason.
    pub waived_by: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}
