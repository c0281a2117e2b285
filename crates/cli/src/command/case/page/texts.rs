//! Texts to customers and the public: the number under which each is passed, and what was told under which.

use messages::Message;
use plan::Notice;
use views::{TellingView, TextView};

use super::{Page, section};
use crate::door::Door;
use crate::table::{Edge, Table};
use crate::words;

impl Page<'_> {
    pub(super) fn texts(&self, door: &mut Door) {
        if self.plan.notices.is_empty() {
            return;
        }
        section(door, "cli-case-texts");
        let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left, Edge::Left]);
        for notice in &self.plan.notices {
            let Some(text) = self.view.texts.get(&notice.id) else { continue };
            self.text(notice, text, &mut table, door);
        }
        door.text(&table.lines());
    }

    fn text(&self, notice: &Notice, text: &TextView, table: &mut Table, door: &Door) {
        let state =
            Message::new(if text.passed.is_some() { "cli-notice-passed" } else { "cli-notice-not-passed" });
        let title = words::text(self.plan, &notice.title, door);
        table.row([text.number.clone(), door.words(&state), title, notice.id.clone()]);
        let told = self.view.notices.get(&notice.id).map(|notice| notice.told.as_slice()).unwrap_or_default();
        for word in told.iter().filter(|word| word.struck_by.is_none()) {
            let state = door.words(&Message::new("cli-text-told"));
            table.row([word.number.clone().unwrap_or_default(), state, self.told(word, door)]);
        }
    }

    fn told(&self, word: &TellingView, door: &Door) -> String {
        let ways: Vec<String> = word.ways.iter().map(|way| words::way(way, door)).collect();
        let key = if ways.is_empty() { "cli-text-told-all-ways" } else { "cli-text-told-ways" };
        let message = Message::new(key).with("at", self.times.show(word.at)).with("count", word.count);
        door.words(&message.with("ways", door.list(&ways)))
    }
}
