//! The word that a notice was sent: how many it concerns is said before, and fewer are asked about once.

use desk::CaseFile;
use incident::Command;
use jiff::Timestamp;
use maud::{Markup, html};
use messages::Message;
use plan::{Channel, Notice};
use views::{FewerView, Word, fewer_with};

use super::Room;
use crate::ask::Ask;
use crate::look::button::{Rank, about, submit_about, submit_as};
use crate::look::field::{Choice, Field, Kind, field};
use crate::pages::names::Names;

/// The answer of the form that it went to so few for now.
const FEWER: &str = "fewer";

fn id_of(notice: &Notice) -> String {
    format!("sent-{}", notice.id)
}

/// The word that it went, in one way or several: the clocks run until it went in all of them.
pub(super) fn form(notice: &Notice, room: &Room<'_>) -> Markup {
    let names = &room.names;
    let id = id_of(notice);
    let typed: Vec<&str> = room.refused(&id).map(|_| room.ask.form.all("ways").collect()).unwrap_or_default();
    let choice = |way: &plan::Channel| Choice {
        value: way.word().to_owned(),
        label: names.way(way.word()),
        chosen: typed.contains(&way.word()) || notice.channels.len() == 1,
    };
    let asked = |name: &str, label, help: Option<&'static str>| Field {
        id: format!("{id}-{name}"),
        name: name.to_owned(),
        label: names.say(label),
        help: help.map(|help| names.say(help)),
        value: room.typed(&id, name).to_owned(),
        ..Field::default()
    };
    let ways = Field {
        kind: Kind::Any(notice.channels.iter().map(choice).collect()),
        ..asked("ways", "server-sent-ways", Some("server-sent-ways-help"))
    };
    let count = Field {
        fault: room.refused(&id).map(str::to_owned),
        required: true,
        help: concerned(notice, room),
        ..asked("count", "server-sent-count", None)
    };
    html! {
        details.more open[room.refused(&id).is_some()] {
            @let title = names.text(&notice.title);
            summary { (about(&names.say("server-say-sent"), &title, names.language)) }
            form.form id=(id) method="post" action=(room.act("notice-sent")) data-keep {
                (room.hidden_in(&id))
                input type="hidden" name="notice" value=(notice.id);
                (field(&ways, names.language))
                (field(&count, names.language))
                (field(&asked("at", "server-sent-when", Some("server-filed-when-help")), names.language))
                p.actions {
                    (submit_about(&names.say("server-say-sent"), &title, Rank::Quiet, names.language))
                    @if let Some(fewer) = told_again(notice, room) {
                        " " (submit_as(&names.fewer("server-sent-fewer-yes", &fewer), Rank::Quiet, FEWER, &fewer.told.to_string()))
                    }
                }
            }
        }
    }
}

/// How many are known to be concerned.
fn concerned(notice: &Notice, room: &Room<'_>) -> Option<String> {
    let names = &room.names;
    let word = Word { notice: &notice.id, digest: "", ways: &[], more: 0 };
    let concerned = fewer_with(&room.file.state, names.plan, &word, room.now)?;
    Some(names.words(&Message::new("server-sent-concerned").with("known", names.count(concerned.known))))
}

/// What the form was told, where it was just refused.
fn told_again(notice: &Notice, room: &Room<'_>) -> Option<FewerView> {
    let typed = &room.ask.form;
    room.refused(&id_of(notice))?;
    let ways: Vec<Channel> = notice
        .channels
        .iter()
        .copied()
        .filter(|way| typed.all("ways").any(|typed| typed == way.word()))
        .collect();
    fewer(room.file, &notice.id, (typed.get("count")?.trim().parse().ok()?, &ways), room.now)
}

/// Whether a word that tells so many more leaves somebody untold.
fn fewer(
    file: &CaseFile,
    notice: &str,
    (more, ways): (u64, &[Channel]),
    now: Timestamp,
) -> Option<FewerView> {
    let passed = file.state.notices.get(notice)?.passed.as_ref();
    let digest = passed.map(|(digest, _)| digest.as_str()).unwrap_or_default();
    // A number that the plan refuses is not asked about first.
    let word = Word { notice, digest, ways, more };
    fewer_with(&file.state, &file.plan, &word, now).filter(|_| more > 0)
}

/// The question that is asked once before it is recorded that a notice went to fewer than are known to be concerned; the button that
/// answers it names the number that was shown.
pub(in crate::pages) fn question(command: &Command, file: &CaseFile, ask: &Ask) -> Option<Message> {
    let Command::NoticeSent { notice, count, ways, digest: None, .. } = command else { return None };
    let fewer = fewer(file, notice, (*count, ways), ask.now)?;
    if ask.form.get(FEWER) == Some(fewer.told.to_string().as_str()) {
        return None;
    }
    let names = Names::new(&file.plan, ask.language());
    let said = Message::new("server-sent-fewer").with("told", names.count(fewer.told));
    let rest = names.count(fewer.known - fewer.told);
    Some(said.with("known", names.count(fewer.known)).with("rest", rest))
}
