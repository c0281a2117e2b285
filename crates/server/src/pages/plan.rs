//! The plan that new cases are opened on, as a page to read: levels with their rules, obligations, gates, who may what.

use maud::{Markup, html};
use messages::Message;
use plan::{Obligation, Right, Scale, SetBy, Term, TextKey};

use super::frame::{Here, framed, zone_name};
use super::names::Names;
use crate::ask::Ask;
use crate::house::House;
use crate::look::card::{Card, card};
use crate::look::head::page_head;
use crate::look::level::{Standing, level_badge};
use crate::look::pill::{Tone, pill};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::reply::{Refusal, Reply};

/// `GET /plan`.
pub(super) fn page(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let names = Names::new(&house.config.plan, ask.language());
    let plan = names.plan;
    let title = names.say("server-place-plan");
    let called = TextKey("plan.title".to_owned());
    let called = plan.label(&called).texts().next().map(|_| names.text(&called));
    let organisation = plan.organisation(names.language.tag()).map(str::to_owned);
    let ids = [
        format!("{} {}", plan.id, plan.version),
        zone_name(&plan.zone),
        plan.digest.chars().take(12).collect(),
    ];
    let parts: Vec<String> = organisation.into_iter().chain(called).chain(ids).collect();
    let main = html! {
        (page_head(&title, &parts, &html! {}))
        @for scale in &plan.scales { (levels(scale, &names)) }
        (obligations(&names))
        (gates(&names))
        (choices(&names))
    };
    Ok(Reply::Page(framed(house, ask, Here::Plan, &title, None, &main)))
}

fn titled(id: &str, title: String) -> Card {
    Card { id: id.to_owned(), title, caption: None }
}

/// The levels of a scale without criteria, mildest first: a choice of whoever may decide levels.
fn chosen_by_people(scale: &Scale, names: &Names<'_>) -> Markup {
    let deciders = names.plan.roles.iter().filter(|role| role.rights.contains(&Right::DecideLevel));
    let deciders: Vec<String> = deciders.map(|role| role.id.clone()).collect();
    let said = Message::new("server-scale-of-people").with("roles", names.roles(&deciders));
    html! {
        p { (names.words(&said)) }
        ul {
            @for level in &scale.order {
                li { (level_badge(&names.level_named(&scale.id, level, Standing::Computed))) }
            }
        }
    }
}

fn levels(scale: &Scale, names: &Names<'_>) -> Markup {
    let rows = scale.rules.iter().filter_map(|rule| {
        let level = scale.order.get(rule.level)?;
        let badge = level_badge(&names.level_named(&scale.id, level, Standing::Computed));
        let cells = vec![
            badge,
            html! {
                (names.text(&rule.reason))
                details.more { summary { (names.say("server-rule-written")) } code { (rule.when.text()) } }
            },
            clause(rule.origin.clause.as_deref(), rule.origin.choice.is_some(), names),
        ];
        Some(Row { id: String::new(), cells, total: false })
    });
    let called =
        names.plan.label_of(::plan::Item::Scale, &scale.id).map(|label| label.in_language(names.language));
    let title = called.unwrap_or_else(|| scale.id.clone());
    let column = |key| Column { head: names.say(key), set: Set::Text };
    let shown = Table {
        caption: title.clone(),
        columns: vec![
            column("server-column-level"),
            column("server-column-when"),
            column("server-column-clause"),
        ],
        rows: rows.collect(),
        footnotes: Vec::new(),
    };
    let of_people = scale.set_by == SetBy::People;
    let body = if of_people { chosen_by_people(scale, names) } else { table(&shown) };
    card(&titled(&format!("scale-{}", scale.id), title), &body)
}

fn obligations(names: &Names<'_>) -> Markup {
    let row = |obligation: &Obligation| {
        let (doer, accountable) = (names.role(&obligation.doer), names.role(&obligation.accountable));
        let whose = if doer == accountable { doer } else { format!("{doer} / {accountable}") };
        let cells = vec![
            html! { (names.text(&obligation.title)) },
            html! { (whose) },
            html! { (term(obligation, names)) },
            clause(obligation.origin.clause.as_deref(), obligation.origin.choice.is_some(), names),
        ];
        Row { id: format!("obligation-{}", obligation.id), cells, total: false }
    };
    let column = |key| Column { head: names.say(key), set: Set::Text };
    let shown = Table {
        caption: names.say("server-obligations"),
        columns: vec![
            column("server-column-obligation"),
            column("server-column-whose"),
            column("server-column-term"),
            column("server-column-clause"),
        ],
        rows: names.plan.obligations.iter().map(row).collect(),
        footnotes: Vec::new(),
    };
    card(&titled("obligations", names.say("server-obligations")), &table(&shown))
}

/// "30 min from the happening; else from the moment it became known": how long it is given, and from when.
fn term(obligation: &Obligation, names: &Names<'_>) -> String {
    let length = |term: Term| match (term.months, term.seconds) {
        (0, seconds) => format!("{seconds} s"),
        (months, 0) => format!("{months} months"),
        (months, seconds) => format!("{months} months {seconds} s"),
    };
    let rule = match &obligation.repeats {
        Some(repeat) => format!("{} every {}", length(obligation.term), length(repeat.every)),
        None => length(obligation.term),
    };
    let mut starts = obligation.starts.iter().map(|start| names.plan.start(&start.at));
    let Some(first) = starts.next() else { return names.term(&rule) };
    let or = |start: Message| names.words(&Message::new("server-term-or").with("start", start));
    starts.fold(names.term_from(&rule, &first), |said, start| said + &or(start))
}

fn gates(names: &Names<'_>) -> Markup {
    let body = html! {
        @for gate in &names.plan.gates {
            h3 { (names.text(&gate.title)) }
            ul { @for condition in &gate.conditions { li { (names.text(&condition.text)) } } }
        }
    };
    card(&titled("gates", names.say("server-part-gate")), &body)
}

fn choices(names: &Names<'_>) -> Markup {
    let body = html! {
        p.help { (names.say("server-choices-help")) }
        ul.ruled {
            @for choice in &names.plan.choices {
                li {
                    (names.text(&choice.reason)) " " span.caption { (choice.clauses.join(&names.say("look-comma"))) }
                    @if !choice.confirmed { " " (pill(Tone::Warn, &names.say("server-to-confirm"))) }
                }
            }
        }
    };
    card(&titled("choices", names.say("server-choices")), &body)
}

fn clause(number: Option<&str>, is_choice: bool, names: &Names<'_>) -> Markup {
    html! {
        span.whole {
            @if let Some(number) = number { (number) " " }
            @if is_choice { (pill(Tone::Warn, &names.say("server-choice"))) }
        }
    }
}
