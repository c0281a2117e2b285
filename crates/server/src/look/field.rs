//! Fields of a form: label above, help below, and what is wrong with them right there.

use maud::{Markup, html};
use messages::Language;

use super::say;

/// What kind of answer a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Kind {
    /// A line.
    #[default]
    Line,
    /// A line that is the title of the page: large.
    Title,
    /// A whole number; a line with a number keyboard, since browsers drop what they cannot read from number fields.
    Count,
    /// A secret: `new` where it is being chosen.
    Secret {
        /// It is being chosen, not given.
        new: bool,
    },
    /// Several lines.
    Lines {
        /// How many are seen at once.
        rows: u8,
    },
    /// One of many, in a list that opens.
    Select(Vec<Choice>),
    /// One of few, all seen.
    One(Vec<Choice>),
    /// Any of few, all seen.
    Any(Vec<Choice>),
    /// Files: which endings are offered, and whether several.
    Files {
        /// `.csv,.sql`; empty offers everything.
        accept: String,
        /// More than one at once.
        several: bool,
    },
}

/// One answer that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// It is chosen.
    pub chosen: bool,
}

/// A field, worded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Field {
    /// Id of the element, unique on the page; empty takes the name.
    pub id: String,
    /// Name under which it is sent.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// A heading above it already asks: the label is only for those who do not see that.
    pub headed: bool,
    /// What helps to answer.
    pub help: Option<String>,
    /// What it holds: the last typing, where it was refused.
    pub value: String,
    /// What was given, what was expected, what to do.
    pub fault: Option<String>,
    /// It must be answered.
    pub required: bool,
    /// What kind of answer.
    pub kind: Kind,
}

impl Field {
    fn id(&self) -> &str {
        if self.id.is_empty() { &self.name } else { &self.id }
    }

    /// The ids of what explains it.
    fn described(&self) -> Option<String> {
        let id = self.id();
        let parts = [(self.fault.is_some(), "fault"), (self.help.is_some(), "help")];
        let ids: Vec<String> =
            parts.iter().filter(|(is, _)| *is).map(|(_, what)| format!("{id}-{what}")).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// The field.
pub fn field(field: &Field, language: Language) -> Markup {
    let grouped = matches!(field.kind, Kind::One(_) | Kind::Any(_));
    let label = html! {
        (field.label)
        @if !field.required { span.optional { " " (say(language, "look-optional")) } }
    };
    html! {
        @if grouped {
            fieldset.field.wrong[field.fault.is_some()] aria-describedby=[field.described()] {
                legend.sr[field.headed] { (label) }
                (choices(field))
                (below(field.id(), field.fault.as_deref(), field.help.as_deref()))
            }
        } @else {
            div.field.wrong[field.fault.is_some()] {
                label.sr[field.headed] for=(field.id()) { (label) }
                (input(field, language))
                (below(field.id(), field.fault.as_deref(), field.help.as_deref()))
            }
        }
    }
}

/// What stands below a field: first what is wrong, then the help.
pub(crate) fn below(id: &str, fault: Option<&str>, help: Option<&str>) -> Markup {
    html! {
        @if let Some(fault) = fault {
            p.fault id={ (id) "-fault" } { span aria-hidden="true" { "▲ " } (fault) }
        }
        @if let Some(help) = help { p.help id={ (id) "-help" } { (help) } }
    }
}

fn input(field: &Field, language: Language) -> Markup {
    let wrong = field.fault.is_some().then_some("true");
    let described = field.described();
    let id = field.id();
    let line = |class: &str, kind: &str, mode: Option<&str>, fill: &str| {
        html! {
            input.(class) id=(id) name=(field.name) type=(kind) value=(field.value) inputmode=[mode] autocomplete=(fill)
                required[field.required] aria-invalid=[wrong] autofocus[wrong.is_some()] aria-describedby=[described.as_deref()];
        }
    };
    match &field.kind {
        Kind::Title => line("title", "text", None, "off"),
        Kind::Count => line("count", "text", Some("numeric"), "off"),
        Kind::Secret { new } => {
            line("line", "password", None, if *new { "new-password" } else { "current-password" })
        }
        Kind::Lines { rows } => html! {
            textarea id=(id) name=(field.name) rows=(rows) required[field.required] aria-invalid=[wrong] autofocus[wrong.is_some()]
                aria-describedby=[described.as_deref()] { (field.value) }
        },
        Kind::Select(options) => html! {
            select id=(id) name=(field.name) required[field.required] aria-invalid=[wrong] autofocus[wrong.is_some()]
                aria-describedby=[described.as_deref()] {
                @for option in options { option value=(option.value) selected[option.chosen] { (option.label) } }
            }
        },
        Kind::Files { accept, several } => html! {
            input.files id=(id) name=(field.name) type="file" multiple[*several] required[field.required]
                accept=[(!accept.is_empty()).then_some(accept)] aria-invalid=[wrong]
                aria-describedby=[described.as_deref()] data-choose=(say(language, "look-choose-file"));
        },
        Kind::Line | Kind::One(_) | Kind::Any(_) => line("line", "text", None, "off"),
    }
}

fn choices(field: &Field) -> Markup {
    let (kind, options) = match &field.kind {
        Kind::One(options) => ("radio", options.as_slice()),
        Kind::Any(options) => ("checkbox", options.as_slice()),
        _ => ("radio", [].as_slice()),
    };
    html! {
        div.choices {
            @for (at, option) in options.iter().enumerate() {
                label.choice {
                    input type=(kind) name=(field.name) value=(option.value) checked[option.chosen]
                        aria-invalid=[field.fault.is_some().then_some("true")] autofocus[field.fault.is_some() && at == 0]
                        required[field.required && kind == "radio"];
                    span { (option.label) }
                }
            }
        }
    }
}
