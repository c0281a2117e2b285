//! Obligations and time limits of tasks seen alike, so that everybody has one list by due time.

use std::borrow::Cow;

use expr::{Expr, Truth};
use jiff::Timestamp;
use plan::{OnMissed, Plan, Repeat, Scope, Start, State as CaseState, Term};

use crate::decide::obligation::task_clock;
use crate::picture::Picture;
use crate::state::State;

/// What a clock can run for.
pub(super) struct Duty<'p> {
    /// Obligation id, or `task/ID`.
    pub id: Cow<'p, str>,
    /// Owed when; always if there is nothing.
    pub owed_when: Option<&'p Expr>,
    /// Within the house or leaving it.
    pub scope: Scope,
    /// What starts it.
    pub starts: &'p [Start],
    /// How long after.
    pub term: Term,
    /// Again and again.
    pub repeats: Option<&'p Repeat>,
    /// States it needs; empty: any.
    pub while_in: &'p [CaseState],
    /// What happens when it is missed.
    pub on_missed: Option<&'p OnMissed>,
    /// For tasks: when it was laid out.
    pub laid_out: Option<Timestamp>,
    /// A new warning term begins when the warning is renewed.
    pub renewable: bool,
}

impl Duty<'_> {
    /// Whether it is owed, as far as that can be told.
    pub(super) fn owed(&self, picture: &Picture) -> Truth {
        self.owed_when.map_or(Truth::True, |when| picture.truth(when))
    }

    /// Whether the case is in a state in which it is owed.
    pub(super) fn in_states(&self, state: &State) -> bool {
        self.while_in.is_empty() || self.while_in.iter().any(|needed| state.is_in(*needed))
    }
}

/// Everything a clock can run for in this case.
pub(super) fn duties<'p>(plan: &'p Plan, state: &State) -> Vec<Duty<'p>> {
    let obligations = plan.obligations.iter().map(|obligation| Duty {
        id: Cow::Borrowed(&obligation.id),
        owed_when: obligation.owed_when.as_ref(),
        scope: obligation.scope,
        starts: &obligation.starts,
        term: obligation.term,
        repeats: obligation.repeats.as_ref(),
        while_in: &obligation.while_in,
        on_missed: obligation.on_missed.as_ref(),
        laid_out: None,
        renewable: obligation.met_by == plan::MetBy::Decision && obligation.repeats.is_none(),
    });
    let templates = plan.playbooks.iter().flat_map(|playbook| &playbook.tasks);
    let mut seen = std::collections::BTreeSet::new();
    let tasks = templates.filter_map(|template| {
        let task = state.task(&template.id)?;
        let term = template.limit?;
        seen.insert(template.id.as_str()).then(|| Duty {
            id: Cow::Owned(task_clock(&template.id)),
            owed_when: None,
            scope: Scope::Internal,
            starts: &template.starts,
            term,
            repeats: None,
            while_in: &[],
            on_missed: None,
            laid_out: Some(task.laid_out),
            renewable: false,
        })
    });
    obligations.chain(tasks).collect()
}
