//! What is known, with its evidence and what contradicts it; evidence and who holds it.

use messages::Message;
use plan::Item;
use views::FactView;

use super::{Page, section};
use crate::door::Door;
use crate::table::{Edge, Table};
use crate::{figures, words};

/// Digits of a digest shown; the JSON has all.
const DIGEST_SHOWN: usize = 12;

impl Page<'_> {
    pub(super) fn facts(&self, door: &mut Door) {
        section(door, "cli-case-facts");
        let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
        let mut unknown = 0;
        // In the order of the catalogue: times first, then how much and whose.
        for fact in &self.plan.catalogue.facts {
            let Some(view) = self.view.facts.get(&fact.id) else { continue };
            let Some(value) = &view.known else {
                unknown += 1;
                continue;
            };
            let question = words::item(self.plan, Item::Fact, &fact.id, door);
            table.row([fact.id.clone(), self.value(value, door), door.list(&view.evidence), question]);
            for line in self.contradicted(view, door).into_iter().chain(self.beyond(fact, view, door)) {
                table.row([String::new(), line]);
            }
        }
        if !table.is_empty() {
            door.text(&table.lines());
        }
        door.say(&Message::new("cli-case-facts-unknown").with("count", unknown));
    }

    /// Statements that contradict what is known: who said it, and that it does not count.
    fn contradicted(&self, view: &FactView, door: &Door) -> Vec<String> {
        let against = view.statements.iter().filter(|said| {
            view.conflicts.iter().any(|(_, against)| *against == said.event)
                || view.set_aside.contains(&said.event)
        });
        let line = |said: &views::StatementView| {
            let message = Message::new("cli-case-contradicted")
                .with("role", self.role(&said.by, door))
                .with("given", self.value(&said.said, door))
                .with("event", said.event);
            door.words(&message)
        };
        against.map(line).collect()
    }

    /// Counts, or times, that cannot both hold.
    fn beyond(&self, fact: &plan::Fact, view: &FactView, door: &Door) -> Vec<String> {
        let line = |key: &'static str, id: &String| {
            let known = self.view.facts.get(id).and_then(|other| other.known.as_deref()).unwrap_or("unknown");
            let message = Message::new(key)
                .with("other", words::item(self.plan, Item::Fact, id, door))
                .with("known", self.value(known, door));
            door.words(&message)
        };
        let (more, less) = match words::is_time(fact) {
            true => ("cli-case-later-than", "cli-case-earlier-than"),
            false => ("cli-case-more-than", "cli-case-less-than"),
        };
        let above = view.more_than.iter().map(|id| line(more, id));
        above.chain(view.less_than.iter().map(|id| line(less, id))).collect()
    }

    pub(super) fn evidence(&self, door: &mut Door) {
        section(door, "cli-case-evidence");
        if self.view.evidence.is_empty() {
            door.say(
                &Message::new("cli-case-evidence-none").with("number", self.view.case.number.to_string()),
            );
            return;
        }
        let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Right, Edge::Left, Edge::Left]);
        for piece in &self.view.evidence {
            let digest: String = piece.sha256.chars().take(DIGEST_SHOWN).collect();
            let holder = piece.custody.last().map(|(role, from)| {
                let message = Message::new("cli-case-evidence-held")
                    .with("role", self.role(role, door))
                    .with("from", self.times.show(*from));
                door.words(&message)
            });
            let size = figures::bytes(piece.size);
            table.row([
                piece.id.clone(),
                piece.name.clone(),
                size,
                format!("{digest}…"),
                holder.unwrap_or_default(),
            ]);
        }
        door.text(&table.lines());
    }
}
