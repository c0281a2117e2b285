//! Fields that only a person can write, beside the paper they belong to.

use incident::event::notice::Paper;
use maud::{Markup, html};
use messages::Message;
use plan::{Field as PlanField, FieldValue, Right};

use super::Room;
use crate::look::button::{Rank, about, submit_about};
use crate::look::field::{Field, Kind, field};

/// A text longer than this is written into a field of several lines, characters.
const ONE_LINE: usize = 80;

/// A form for each field of a paper that is written by hand; what was written, where the visitor may not write.
pub(super) fn by_hand(paper: Paper, of: &str, fields: &[PlanField], room: &Room<'_>) -> Markup {
    let by_hand = fields.iter().filter_map(|field| Some((field, field.value.by_hand()?)));
    let by_hand: Vec<(&PlanField, usize)> = by_hand.collect();
    html! {
        @if !by_hand.is_empty() {
            details.more open[by_hand.iter().any(|(field, _)| is_open(paper, of, field, room))] {
                summary { (about(&room.names.say("server-by-hand"), &room.names.item(of), room.names.language)) }
                @for (field, most) in by_hand { (one(paper, of, field, most, room)) }
            }
        }
    }
}

/// Something is to be written still, or was just refused.
fn is_open(paper: Paper, of: &str, field: &PlanField, room: &Room<'_>) -> bool {
    let refused = room.refused(&form_id(paper, of, field)).is_some();
    refused
        || field.required
            && room.file.state.written(paper, of, &field.id).is_empty()
            && given(paper, of, field, room).is_empty()
}

/// What stands on the paper where nobody writes: the name that the plan gives its organisation, in each language of the paper. What is
/// written takes the place of all of them.
fn given(paper: Paper, of: &str, field: &PlanField, room: &Room<'_>) -> String {
    let plan = room.names.plan;
    let languages: Vec<&String> = match paper {
        _ if field.value != FieldValue::Organisation => Vec::new(),
        Paper::Form => plan.form(of).iter().map(|form| &form.language).collect(),
        Paper::Notice => plan.notice(of).iter().flat_map(|notice| &notice.languages).collect(),
    };
    let named: Vec<&str> = languages.iter().filter_map(|language| plan.organisation(language)).collect();
    // A language without a name is a gap.
    if named.len() == languages.len() { named.join(" / ") } else { String::new() }
}

fn form_id(paper: Paper, of: &str, field: &PlanField) -> String {
    format!("{}-{of}-{}", word(paper), field.id)
}

fn word(paper: Paper) -> &'static str {
    match paper {
        Paper::Form => "form",
        Paper::Notice => "notice",
    }
}

fn one(paper: Paper, of: &str, asked: &PlanField, most: usize, room: &Room<'_>) -> Markup {
    let (names, id) = (&room.names, form_id(paper, of, asked));
    let written = room.file.state.written(paper, of, &asked.id);
    let given = given(paper, of, asked, room);
    let stands = if written.is_empty() { given.as_str() } else { written };
    let label = names.text(&asked.label);
    let what = format!("{}{}{label}", names.item(of), names.say("server-colon"));
    if !room.may(Right::DoTask) {
        return html! { p { strong { (label) } " " @if stands.is_empty() { (names.say("server-not-written")) } @else { (stands) } } };
    }
    // Refused, what was typed stands and not what it was to replace.
    let refused = room.refused(&id);
    let value = if refused.is_some() { room.typed(&id, "text") } else { written };
    let count = Message::new("server-characters").with("given", value.chars().count()).with("most", most);
    let mut help = names.words(&count);
    if !given.is_empty() {
        help.push_str(&names.words(&Message::new("server-given-by-plan").with("name", given.as_str())));
    }
    let shown = Field {
        id: format!("{id}-text"),
        name: "text".to_owned(),
        label,
        help: Some(help),
        value: value.to_owned(),
        fault: refused.map(str::to_owned),
        required: asked.required && given.is_empty(),
        kind: if most > ONE_LINE { Kind::Lines { rows: 3 } } else { Kind::Line },
        ..Field::default()
    };
    html! {
        form.form.by-hand id=(id) method="post" action=(room.act("write")) data-keep {
            (room.hidden_in(&id))
            input type="hidden" name="paper" value=(word(paper));
            input type="hidden" name="of" value=(of);
            input type="hidden" name="field" value=(asked.id);
            (field(&shown, names.language))
            (submit_about(&names.say("server-write-field"), &what, Rank::Quiet, names.language))
        }
    }
}
