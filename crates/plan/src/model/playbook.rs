use expr::Expr;

use super::{Origin, Start, Term, TextKey};

/// Steps for groups, laid out when `when` holds (or by hand).
#[derive(Debug, Clone)]
pub struct Playbook {
    /// Identifier, e.g. `sql_injection`.
    pub id: String,
    /// Key of the title.
    pub title: TextKey,
    /// Laid out by itself when true; `None`: by hand only.
    pub when: Option<Expr>,
    /// The steps, in order.
    pub tasks: Vec<TaskTemplate>,
    /// Where it comes from.
    pub origin: Origin,
}

/// A step of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskTemplate {
    /// Identifier within the pack.
    pub id: String,
    /// Key of the title.
    pub title: TextKey,
    /// Role that does it.
    pub doer: String,
    /// The one accountable role.
    pub accountable: String,
    /// Its time limit, which is an obligation like any other; `None`: no limit.
    pub limit: Option<Term>,
    /// What the limit counts from; empty: from the moment it is laid out.
    pub starts: Vec<Start>,
    /// Tasks that must be done first.
    pub after: Vec<String>,
    /// Where it comes from.
    pub origin: Origin,
}
