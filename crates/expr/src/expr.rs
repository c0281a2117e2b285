//! A compiled expression.

use std::fmt;
use std::ops::Range;

use crate::ast::Node;
use crate::check::check;
use crate::evaluate::Answer;
use crate::fault::{Fault, FaultKind};
use crate::known::Snapshot;
use crate::limits::{MOST_PARTS, MOST_VARIABLES};
use crate::parse::parse;
use crate::program::Program;
use crate::schema::{Schema, Slot};
use crate::truth::Truth;

/// A checked expression: asking it cannot fail.
#[derive(Debug, Clone)]
pub struct Expr {
    text: String,
    node: Node,
    facts: Vec<Slot>,
    pub(crate) program: Program,
    /// The place of each leaf in the text.
    pub(crate) places: Vec<Range<usize>>,
}

/// Equal when they say the same in the same words; blanks and needless parentheses do not count.
impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.node == other.node && self.program == other.program
    }
}

/// Checks `text` against the facts and scales it may name.
///
/// # Errors
/// Every fault that could be found, in the order of the text.
pub fn compile(text: &str, schema: &Schema) -> Result<Expr, Vec<Fault>> {
    let (node, mut faults) = parse(text);
    let (checked, more) = check(&node, schema);
    faults.extend(more);
    if faults.is_empty() && (checked.program.variables.len() > MOST_VARIABLES || checked.program.is_tangled())
    {
        faults.push(Fault::new(0..text.len(), FaultKind::TooManyParts { most: MOST_PARTS }));
    }
    if !faults.is_empty() {
        faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
        faults.dedup();
        return Err(faults);
    }
    let facts = checked.program.slots();
    Ok(Expr { text: text.to_owned(), node, facts, program: checked.program, places: checked.places })
}

impl Expr {
    /// As it was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The facts it asks about, in catalogue order.
    pub fn facts(&self) -> &[Slot] {
        &self.facts
    }

    /// What it answers, and until when. Kleene logic first; where that says unknown, cells may still decide.
    pub fn evaluate(&self, snapshot: &Snapshot<'_>) -> Answer {
        self.program.answer(self.root(), snapshot)
    }

    /// What it answers, for whoever does not ask until when: the same truth as [`Expr::evaluate`] gives.
    pub fn truth(&self, snapshot: &Snapshot<'_>) -> Truth {
        self.program.truth(self.root(), snapshot)
    }

    /// Whether time alone can change what it answers, whatever the facts.
    pub fn moves(&self) -> bool {
        self.program.moves
    }

    /// Whether it asks for the level of a scale.
    pub fn asks_levels(&self) -> bool {
        self.scales().next().is_some()
    }

    /// The scales whose level it asks for, by their place in the schema; one may come more than once.
    pub fn scales(&self) -> impl Iterator<Item = usize> {
        self.program.scales()
    }

    pub(crate) fn root(&self) -> u16 {
        self.program.roots.first().copied().unwrap_or_default()
    }
}

/// The canonical form: one way to write it, whatever the blanks and parentheses were.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}
