//! A moment of a case: day, time of day and zone, or "before", or "unknown".
//!
//! Day and time are plain lines, not the browser's pickers: those follow the browser's own language and show 12 hours
//! or month before day to some of us, and a time misread by half a day is a wrong clock.

use maud::{Markup, html};
use messages::Language;

use super::field::below;
use super::say;

/// How a moment was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// At the day and time given.
    At,
    /// Then or earlier.
    Before,
    /// Then or later.
    After,
    /// Not so far: what is asked about still goes on.
    Never,
    /// Nobody knows.
    Unknown,
}

impl Answer {
    /// The word that is sent.
    pub fn word(self) -> &'static str {
        match self {
            Answer::At => "at",
            Answer::Before => "before",
            Answer::After => "after",
            Answer::Never => "never",
            Answer::Unknown => "unknown",
        }
    }

    /// Reads the word back.
    pub fn of_word(word: &str) -> Option<Answer> {
        let all = [Answer::At, Answer::Before, Answer::After, Answer::Never, Answer::Unknown];
        all.into_iter().find(|answer| answer.word() == word)
    }
}

/// Which part is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The day.
    Day,
    /// The time of day.
    Time,
}

/// A moment asked for, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Name of the group; the parts are sent as `NAME-day`, `NAME-time`, `NAME-answer`.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// The day, `2026-03-12`.
    pub day: String,
    /// The time of day, `14:06` or `14:06:30`.
    pub time: String,
    /// The zone both are in.
    pub zone: String,
    /// Answers offered, and the one chosen; without choices the moment must be given.
    pub answers: Vec<Answer>,
    /// The answer chosen.
    pub answer: Answer,
    /// What helps to answer.
    pub help: Option<String>,
    /// What is wrong and with which part: all of it at once.
    pub faults: Vec<(Part, String)>,
}

/// A row of a block of moments.
pub fn moment(moment: &Moment, language: Language) -> Markup {
    html! {
        fieldset.moment {
            legend { (moment.label) }
            div {
                div.parts {
                    (part(moment, Part::Day, language))
                    (part(moment, Part::Time, language))
                    span.zone { (moment.zone) }
                }
                @if !moment.answers.is_empty() {
                    div.parts { @for answer in &moment.answers { (choice(moment, *answer, language)) } }
                }
                @for (place, (_, fault)) in moment.faults.iter().enumerate() {
                    p.fault id=(fault_id(moment, place)) { span aria-hidden="true" { "▲ " } (fault) }
                }
                (below(&moment.name, None, moment.help.as_deref()))
            }
        }
    }
}

/// A row whose moment nobody is asked for: it is set by what keeps the record.
pub fn set_moment(label: &str, moment: &str, help: &str) -> Markup {
    html! {
        fieldset.moment {
            legend { (label) }
            div { p.told { (moment) } p.help { (help) } }
        }
    }
}

/// Id of a fault: the first is the group's.
fn fault_id(moment: &Moment, place: usize) -> String {
    match place {
        0 => format!("{}-fault", moment.name),
        _ => format!("{}-fault-{}", moment.name, place + 1),
    }
}

fn part(moment: &Moment, part: Part, language: Language) -> Markup {
    let (class, value, label, pattern) = match part {
        Part::Day => ("day", &moment.day, say(language, "look-day"), r"\d{4}-\d{2}-\d{2}"),
        // Behind a time that came twice stands which of the two is meant: its offset.
        Part::Time => (
            "time",
            &moment.time,
            say(language, "look-time"),
            r"\d{1,2}:\d{2}(:\d{2})?( ?([+\-−]\d{2}:\d{2}|Z))?",
        ),
    };
    let wrong = moment.faults.iter().any(|(at, _)| *at == part);
    let is_first = moment.faults.first().is_some_and(|(at, _)| *at == part);
    let faults = moment.faults.iter().enumerate().filter(|(_, (at, _))| *at == part);
    let faults = faults.map(|(place, _)| fault_id(moment, place));
    let help = moment.help.iter().map(|_| format!("{}-help", moment.name));
    let described = faults.chain(help).collect::<Vec<_>>().join(" ");
    html! {
        label.part.(class).wrong[wrong] {
            span { (label) }
            input type="text" name={ (moment.name) "-" (class) } value=(value) inputmode="numeric" autocomplete="off"
                pattern=(pattern) title={ (label) ": " (say(language, if part == Part::Day { "look-day-form" } else { "look-time-form" })) }
                aria-invalid=[wrong.then_some("true")] autofocus[is_first] aria-describedby=[(!described.is_empty()).then_some(described)];
        }
    }
}

fn choice(moment: &Moment, answer: Answer, language: Language) -> Markup {
    let label = match answer {
        Answer::At => say(language, "look-answer-at"),
        Answer::Before => say(language, "look-answer-before"),
        Answer::After => say(language, "look-answer-after"),
        Answer::Never => say(language, "look-answer-never"),
        Answer::Unknown => say(language, "look-answer-unknown"),
    };
    html! {
        label.choice {
            input type="radio" name={ (moment.name) "-answer" } value=(answer.word()) checked[answer == moment.answer];
            span { (label) }
        }
    }
}
