//! How the letters of a case stand: for people a table for each wave, for programs everything that is listed.

use desk::{CaseId, Desk, LetterRow, LetterState, RealLog, Wave, WaveState};
use messages::Message;
use notify::{LetterId, state_word};
use serde_json::{Value, json};

use super::Typed;
use crate::door::Door;
use crate::exit::Failure;
use crate::table::{Edge, Table};
use crate::{data, figures};

/// States whose letters are listed one by one: somebody has to do something about each.
const LISTED: [LetterState; 5] = [
    LetterState::Uncertain,
    LetterState::Refused,
    LetterState::Bounced,
    LetterState::WithoutAddress,
    LetterState::Deferred,
];
/// Most letters of a state that are shown to people; all of them are in the JSON.
const SHOWN: usize = 20;

/// A letter and the key of its customer in the register, where it can be told.
type Listed = (LetterRow, Option<String>);

pub(super) fn give(
    typed: &Typed,
    desk: &Desk<RealLog>,
    case: &CaseId,
    door: &mut Door,
) -> Result<(), Failure> {
    let waves = desk.waves(case).map_err(data::failure)?;
    let listed = |wave: &Wave| -> Result<Vec<(LetterState, Vec<Listed>)>, Failure> {
        let of = |state| {
            let rows = desk.letters(&wave.row.id, state, 0, u32::MAX).map_err(data::failure)?;
            let keys = notify::customer_keys(desk, wave, &rows).map_err(data::failure)?;
            Ok((state, rows.into_iter().zip(keys).collect()))
        };
        LISTED.into_iter().map(of).collect()
    };
    let waves =
        waves.into_iter().map(|wave| Ok((listed(&wave)?, wave))).collect::<Result<Vec<_>, Failure>>()?;
    let value = json!({ "waves": waves.iter().map(|(listed, wave)| told(wave, listed)).collect::<Vec<_>>() });
    typed.output.give(&value, door, |door| {
        if waves.is_empty() {
            door.say(&Message::new("cli-letters-none"));
        }
        waves.iter().for_each(|(listed, wave)| shown(wave, listed, door));
    })
}

/// The Message-ID of a letter as it went out last.
fn message_id(wave: &Wave, row: &LetterRow) -> String {
    let from = wave.letter.get("from").and_then(Value::as_str).unwrap_or_default();
    let (wave, number, way, person) = (wave.row.id.clone(), row.number, row.way, row.person);
    LetterId { wave, number, way, person }.in_domain(notify::domain(from))
}

fn state(wave: &Wave) -> &'static str {
    match wave.row.state {
        WaveState::Listing => "listing",
        WaveState::Released => "released",
        WaveState::Ended => "ended",
    }
}

fn told(wave: &Wave, listed: &[(LetterState, Vec<Listed>)]) -> Value {
    let counts: serde_json::Map<String, Value> = LetterState::ALL
        .iter()
        .map(|state| (state.word().to_owned(), wave.row.count(*state).into()))
        .collect();
    let one = |(row, customer): &Listed| {
        json!({
            "customer": customer,
            "number": row.number,
            "message_id": message_id(wave, row),
            "code": row.code,
        })
    };
    let letters: serde_json::Map<String, Value> = listed
        .iter()
        .map(|(state, rows)| (state.word().to_owned(), rows.iter().map(one).collect::<Vec<_>>().into()))
        .collect();
    json!({
        "wave": wave.row.id,
        "notice": wave.row.notice,
        "state": state(wave),
        "as_of": wave.as_of.to_string(),
        "digest": wave.digest,
        "counts": counts,
        "letters": letters,
    })
}

fn shown(wave: &Wave, listed: &[(LetterState, Vec<Listed>)], door: &mut Door) {
    let head = Message::new("cli-letters-wave")
        .with("notice", &wave.row.notice)
        .with(
            "state",
            Message::new(match wave.row.state {
                WaveState::Listing => "cli-letters-listing",
                WaveState::Released => "cli-letters-released",
                WaveState::Ended => "cli-letters-ended",
            }),
        )
        .with("wave", &wave.row.id);
    door.heading(&head);
    let mut table = Table::new(&[Edge::Right, Edge::Left]);
    for state in LetterState::ALL.into_iter().filter(|state| wave.row.count(*state) > 0) {
        table.row([figures::count(wave.row.count(state)), door.words(&state_word(state))]);
    }
    door.text(&table.lines());
    for (state, rows) in listed.iter().filter(|(_, rows)| !rows.is_empty()) {
        door.say(&state_word(*state));
        let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left, Edge::Left]);
        let heads =
            ["cli-letters-customer", "cli-letters-number", "cli-letters-code", "cli-letters-message-id"];
        table.row(heads.map(|head| door.words(&Message::new(head))));
        for (row, customer) in rows.iter().take(SHOWN) {
            // A letter that had nowhere to go has no Message-ID that anybody could look for.
            let id =
                if *state == LetterState::WithoutAddress { String::new() } else { message_id(wave, row) };
            let customer = customer.clone().unwrap_or_else(|| "–".to_owned());
            table.row([customer, row.number.to_string(), row.code.clone().unwrap_or_default(), id]);
        }
        door.text(&table.lines());
        if let Some(more) = rows.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            door.say(&Message::new("cli-letters-more").with("count", more));
        }
    }
}
