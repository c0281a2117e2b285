use std::collections::BTreeMap;

use expr::Type;
use incident::event::fact::Value;
use incident::stored::StoredEvent;
use incident::{Event, Picture, State};
use jiff::Timestamp;
use plan::{Fact, Plan};
use serde::Serialize;

use crate::words;

/// What is known of one fact, and from what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactView {
    /// What is known, in the words in which it could be stated; `None` is unknown, never zero.
    pub known: Option<String>,
    /// Exactly one value is left.
    pub exact: bool,
    /// Roles that can answer it; empty means anybody.
    pub answered_by: Vec<String>,
    /// A judgement: only people answer it.
    pub judgement: bool,
    /// Evidence behind what is known.
    pub evidence: Vec<String>,
    /// Positions of the statements that make it so.
    pub because: Vec<u64>,
    /// Pairs of statements that contradict each other: the one that stands, the one that does not.
    pub conflicts: Vec<(u64, u64)>,
    /// Ids of counts that this one can never exceed, and does as both are known (`customers` 500, `persons` 120). Of `known`:
    /// ids of times than which it can never be later, and is (`discovered`, `aware`).
    pub more_than: Vec<String>,
    /// Ids of counts that can never exceed this one, and do as both are known; of times than which this one can never be
    /// earlier, and is.
    pub less_than: Vec<String>,
    /// Positions of statements that stand but do not count: somebody who can answer has spoken, these come from others.
    pub set_aside: Vec<u64>,
    /// Everything that was said, struck and corrected included, oldest first.
    pub statements: Vec<StatementView>,
}

impl FactView {
    /// Somebody has to find out what is right: a word waits, statements contradict one another, or two counts cannot both hold.
    pub fn is_disputed(&self) -> bool {
        let lists = [&self.more_than, &self.less_than];
        !self.set_aside.is_empty() || !self.conflicts.is_empty() || lists.iter().any(|list| !list.is_empty())
    }
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementView {
    /// Its position.
    pub event: u64,
    /// The words as they were given: `2026-03-01 09:00`, `120,000`.
    pub given: String,
    /// What they say, in the form in which facts are stated, whatever the words were: `2026-03-01T01:00:00Z`, `120000`,
    /// `unknown`. What is retold to people is made of this, never of the words as given.
    pub said: String,
    /// Where it comes from.
    pub source: Option<String>,
    /// Evidence.
    pub evidence: Vec<String>,
    /// Role that said it.
    pub by: String,
    /// When it was said.
    pub occurred_at: Timestamp,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Position of what corrected it.
    pub superseded_by: Option<u64>,
    /// Position of what struck it.
    pub struck_by: Option<u64>,
}

/// Every fact of the plan by id, those nobody has spoken of included: what is unknown is part of the picture.
pub fn facts(state: &State, plan: &Plan, now: Timestamp) -> BTreeMap<String, FactView> {
    let picture = Picture::of(state, plan, now);
    let facts = plan.catalogue.facts.iter().zip(picture.facts.iter());
    let ids = |slots: &[plan::FactSlot]| {
        slots.iter().filter_map(|slot| plan.catalogue.facts.get(*slot)).map(|fact| fact.id.clone()).collect()
    };
    facts
        .map(|(fact, resolved)| {
            let said = state.statements.iter().filter(|statement| statement.fact == fact.id);
            let view = FactView {
                known: words::known(&resolved.known, &fact.kind),
                exact: resolved.known.is_exact(),
                answered_by: fact.answered_by.clone(),
                judgement: fact.judgement,
                evidence: resolved.evidence.clone(),
                because: resolved.statements.clone(),
                conflicts: resolved.conflicts.iter().map(|pair| (pair.stands, pair.against)).collect(),
                more_than: ids(&resolved.more_than),
                less_than: ids(&resolved.less_than),
                set_aside: resolved.set_aside.clone(),
                statements: said.map(|said| statement(said, fact)).collect(),
            };
            (fact.id.clone(), view)
        })
        .collect()
}

/// What a value says of a fact of this type, in the form in which facts are stated; `None` where its words are none of this
/// plan's.
pub fn said(value: &Value, kind: &Type) -> Option<String> {
    let known = incident::to_known(value, kind)?;
    Some(words::known(&known, kind).unwrap_or_else(|| "unknown".to_owned()))
}

/// The same of the data of an event by which a fact was stated; the words as given, where they say nothing in this plan.
pub fn stated(plan: &Plan, data: &serde_json::Value) -> Option<String> {
    let (kind, shape) = incident::stored::kinds().into_iter().find(|(kind, _)| *kind == "fact.stated")?;
    let event = StoredEvent { kind: kind.to_owned(), shape, data: data.clone() };
    let Event::FactStated(stated) = event.event().ok()? else { return None };
    let fact = plan.catalogue.facts.iter().find(|fact| fact.id == stated.fact);
    let words = fact.and_then(|fact| said(&stated.value, &fact.kind));
    Some(words.unwrap_or(stated.given))
}

fn statement(statement: &incident::state::Statement, fact: &Fact) -> StatementView {
    StatementView {
        event: statement.position,
        given: statement.given.clone(),
        said: said(&statement.value, &fact.kind).unwrap_or_else(|| statement.given.clone()),
        source: statement.source.clone(),
        evidence: statement.evidence.clone(),
        by: statement.by.role.clone(),
        occurred_at: statement.occurred_at,
        recorded_at: statement.recorded_at,
        superseded_by: statement.superseded_by,
        struck_by: statement.struck.as_ref().map(|(position, _)| *position),
    }
}
