//! What is missing or unknown on a paper, the question that would fill it, and who can answer.

use std::collections::BTreeMap;

use messages::{Language, Message};
use plan::{Fact, Field, FieldValue, Plan, Right};
use views::CaseView;

use crate::record::WRITTEN;
use crate::{Cell, Missing};

/// Finds the gaps of one paper.
pub(crate) struct Gaps<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) case: &'a CaseView,
    pub(crate) language: Language,
    /// Role that writes what is written by hand.
    pub(crate) writer: &'a str,
    /// What was written by hand, by id of the field.
    pub(crate) by_hand: &'a BTreeMap<String, String>,
}

/// What was written by hand into the fields of a paper (`form` or `notice`), by id of the field: the newest text of each.
pub(crate) fn by_hand(case: &CaseView, paper: &str, of: &str) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for entry in case.timeline.iter().filter(|entry| entry.kind == WRITTEN) {
        let word = |member: &str| entry.data.get(member).and_then(|value| value.as_str()).unwrap_or_default();
        if word("paper") == paper && word("of") == of {
            fields.insert(word("field").to_owned(), word("text").to_owned());
        }
    }
    fields.retain(|_, text: &mut String| !text.is_empty());
    fields
}

/// What was written by hand into `field`, where that is something and keeps within the field's bound.
pub(crate) fn written<'a>(by_hand: &'a BTreeMap<String, String>, field: &Field) -> Option<&'a str> {
    let most = field.value.by_hand()?;
    let text = by_hand.get(&field.id)?.trim();
    (!text.is_empty() && text.chars().count() <= most).then_some(text)
}

impl Gaps<'_> {
    /// The gap that `cell` leaves in `field`, where it leaves one. A level that may still become another is one.
    pub(crate) fn of(&self, field: &Field, cell: &Cell) -> Option<Missing> {
        let is_gap = matches!(cell, Cell::Unknown | Cell::ByHand);
        let (question, who) = match &field.value {
            FieldValue::Level(slot) => self.level(*slot, is_gap)?,
            _ if !is_gap => return None,
            FieldValue::Fact(slot) => self.fact(self.plan.catalogue.facts.get(*slot)?),
            _ => (self.hand(field), self.titles([self.writer])),
        };
        let label = self.plan.text(&field.label, self.language.tag()).to_owned();
        Some(Missing { label, question, who, required: field.required })
    }

    fn say(&self, key: &'static str) -> String {
        Message::new(key).in_language(self.language)
    }

    /// To be written; or written at greater length than the field allows.
    fn hand(&self, field: &Field) -> String {
        let given = self.by_hand.get(&field.id).map_or(0, |text| text.trim().chars().count());
        match field.value.by_hand() {
            Some(most) if given > most => Message::new("documents-too-long")
                .with("given", given)
                .with("most", most)
                .in_language(self.language),
            _ => self.say("documents-by-hand"),
        }
    }

    /// The fact's own question, and the roles that can answer it.
    fn fact(&self, fact: &Fact) -> (String, Vec<String>) {
        let question = self.plan.text(&fact.question, self.language.tag()).to_owned();
        let who = self.titles(fact.answered_by.iter().map(String::as_str));
        (question, if who.is_empty() { vec![self.say("documents-anybody")] } else { who })
    }

    /// The facts that would settle a level that nobody has decided.
    fn level(&self, slot: usize, unknown: bool) -> Option<(String, Vec<String>)> {
        let view = self.case.levels.get(&self.plan.scales.get(slot)?.id);
        let open = view.filter(|view| view.decided.is_none() && view.certain != view.possible);
        if open.is_none() && !unknown {
            return None;
        }
        let ids = open.into_iter().flat_map(|view| &view.reasons).flat_map(|reason| &reason.facts);
        let mut unsettled: Vec<&Fact> = Vec::new();
        for id in ids {
            let exact = self.case.facts.get(id).is_some_and(|fact| fact.exact);
            let fact = self.plan.catalogue.facts.iter().find(|fact| fact.id == *id);
            if let Some(fact) = fact.filter(|fact| !exact && !unsettled.iter().any(|one| one.id == fact.id)) {
                unsettled.push(fact);
            }
        }
        let deciders = self.plan.roles.iter().filter(|role| role.rights.contains(&Right::DecideLevel));
        let mut who = self.titles(deciders.map(|role| role.id.as_str()));
        let unset = view.is_some_and(|view| view.unset);
        let mut question =
            self.say(if unset { "documents-level-to-set" } else { "documents-level-to-decide" });
        for (asked, answering) in unsettled.into_iter().map(|fact| self.fact(fact)) {
            question.push_str(&self.say("documents-sentence-gap"));
            question.push_str(&asked);
            who.extend(answering.into_iter().filter(|title| !who.contains(title)).collect::<Vec<_>>());
        }
        Some((question, who))
    }

    fn titles<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let title = |id: &str| match self.plan.role(id) {
            Some(role) => self.plan.text(&role.title, self.language.tag()).to_owned(),
            None => id.to_owned(),
        };
        ids.into_iter().map(title).collect()
    }
}
