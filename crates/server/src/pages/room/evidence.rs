//! Evidence and who holds it.

use maud::{Markup, html};
use views::EvidenceView;

use super::Room;
use crate::look::card::{Card, card};
use crate::look::error::empty;
use crate::look::table::{Column, Row, Set, Table, table};

pub(super) fn count(room: &Room<'_>) -> Option<u64> {
    u64::try_from(room.view.evidence.len()).ok()
}

/// `GET /cases/{case}/evidence`.
pub(super) fn body(room: &Room<'_>) -> Markup {
    let names = &room.names;
    let title = Card { id: "evidence".to_owned(), title: names.say("server-part-evidence"), caption: None };
    if room.view.evidence.is_empty() {
        return card(&title, &empty(&names.say("server-no-evidence"), &html! {}));
    }
    let column = |key, set| Column { head: names.say(key), set };
    let rows = room.view.evidence.iter().map(|evidence| row(evidence, room));
    card(
        &title,
        &table(&Table {
            caption: names.say("server-part-evidence"),
            columns: vec![
                column("server-column-evidence", Set::Text),
                column("server-column-bytes", Set::Figure),
                column("server-column-digest", Set::Mono),
                column("server-column-held-by", Set::Text),
            ],
            rows: rows.collect(),
            footnotes: Vec::new(),
        }),
    )
}

fn row(evidence: &EvidenceView, room: &Room<'_>) -> Row {
    let names = &room.names;
    let held: Vec<String> = evidence
        .custody
        .iter()
        .map(|(role, since)| format!("{} {}", names.role(role), names.moment(*since, room.now)))
        .collect();
    let cells = vec![
        html! { strong { (evidence.id) } " " (evidence.name) },
        html! { (names.count(evidence.size)) },
        html! { (evidence.sha256.chars().take(16).collect::<String>()) "…" },
        html! { (held.join(" → ")) },
    ];
    Row { id: evidence.id.clone(), cells, total: false }
}
