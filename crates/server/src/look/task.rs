//! A task of a group: what, who does it, who answers for it, how long is left.

use jiff::Timestamp;
use maud::{Markup, html};
use messages::{Language, Message};

use super::{say, time};

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// Nobody has begun.
    Open,
    /// Somebody is at it.
    Doing,
    /// It waits for this.
    Blocked(String),
    /// Done: by which role and when.
    Done(String),
}

/// A task, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Id of the element, unique on the page.
    pub id: String,
    /// What is to be done.
    pub title: String,
    /// Role that does it.
    pub doer: String,
    /// Role that answers for it, where that is another one.
    pub accountable: Option<String>,
    /// Where it stands.
    pub state: TaskState,
    /// When it is due.
    pub due: Option<Timestamp>,
    /// Where it is shown.
    pub href: Option<String>,
}

/// The card.
pub fn task_card(task: &Task, now: Timestamp, language: Language) -> Markup {
    let class = match task.state {
        TaskState::Open => "open",
        TaskState::Doing => "doing",
        TaskState::Blocked(_) => "blocked",
        TaskState::Done(_) => "done",
    };
    let left = task.due.filter(|_| !matches!(task.state, TaskState::Done(_)));
    let late = left.is_some_and(|due| due < now);
    html! {
        article.task.(class).late[late] id=(task.id) data-due=[left.map(Timestamp::as_millisecond)] {
            h3 {
                @if let TaskState::Done(_) = task.state { span.sign aria-hidden="true" { "✓ " } }
                @match &task.href { Some(href) => { a href=(href) { (task.title) } } None => { (task.title) } }
            }
            (people(task, language))
            @if let Some(due) = left {
                p.left { span.word { (say(language, "look-late")) } " " span.figure data-tick { (time::span(time::seconds_until(due, now), language)) } }
            }
        }
    }
}

fn people(task: &Task, language: Language) -> Markup {
    let said = |key, name, value: &str| Message::new(key).with(name, value).in_language(language);
    html! {
        p.under {
            @match &task.state {
                TaskState::Done(by) => { (said("look-done-by", "by", by)) }
                TaskState::Blocked(by) => { (task.doer) " · " span.blocker { (said("look-blocked", "by", by)) } }
                TaskState::Doing => { (said("look-doing", "doer", &task.doer)) }
                TaskState::Open => { (task.doer) }
            }
            @if let (Some(role), false) = (&task.accountable, matches!(task.state, TaskState::Done(_))) {
                " · " (said("look-accountable", "role", role))
            }
        }
    }
}

/// Tasks of one group under its name and its count of done.
pub fn task_group(name: &str, done: usize, of: usize, cards: &Markup) -> Markup {
    html! {
        section.task-group {
            h3 { (name) span.count { (done) "/" (of) } }
            (cards)
        }
    }
}
