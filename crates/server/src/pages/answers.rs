//! Answers to the plan's questions: a control for every type of fact, and what was chosen in it in the words in which a fact
//! is stated. Nobody types such words; a form that sends them all the same, as `value`, is understood too.

use expr::Type;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use messages::Message;
use plan::{Fact, Resolution};

use super::asked::{Asked, Faults};
use super::names::Names;
use crate::ask::Fields;
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::moment::{Answer, Part, moment};
use crate::look::range::{Range, range};
use crate::look::ternary::{Question, Ternary, questions};

/// What was wrong with an answer.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// Which parts of a moment, where it is one.
    parts: Faults,
    /// What was given, what was expected, what to do.
    pub(super) message: Message,
}

impl From<Message> for Wrong {
    fn from(message: Message) -> Wrong {
        Wrong { parts: Vec::new(), message }
    }
}

impl From<Faults> for Wrong {
    /// In one sentence, or one after the other.
    fn from(parts: Faults) -> Wrong {
        let message = match parts.as_slice() {
            [(_, one), (_, other), ..] => {
                Message::new("server-two-faults").with("one", one.clone()).with("other", other.clone())
            }
            [(_, one)] => one.clone(),
            [] => Message::new("server-answer-missing"),
        };
        Wrong { parts, message }
    }
}

/// What the form says of `fact`.
///
/// # Errors
/// What is wrong with which part; nothing is guessed, and nothing chosen is not "unknown".
pub(super) fn words(fact: &Fact, form: &Fields, zone: &TimeZone) -> Result<String, Wrong> {
    if let Some(words) = form.get(VALUE) {
        return Ok(words.to_owned());
    }
    let nothing = || Wrong::from(Message::new("server-answer-missing"));
    match &fact.kind {
        Type::Bool | Type::Enum(_) => Err(nothing()),
        Type::Int { min, max } => number(&fact.id, form, (*min, *max)),
        Type::Elapsed { .. } => bounds(&fact.id, form),
        Type::Instant => {
            let asked = Asked::of(form, &fact.id).ok_or_else(nothing)?;
            asked.words(zone).map_err(Wrong::from)
        }
        Type::Set(list) => members(&fact.id, &list.variants, form).ok_or_else(nothing),
    }
}

/// The field that holds the answer where it is one word.
const VALUE: &str = "value";

/// From and to as they were typed, digits brought into one form: `12,000`, `1 2000` and full-width digits are numbers.
fn number(id: &str, form: &Fields, (min, max): (i64, i64)) -> Result<String, Wrong> {
    if form.get(&format!("{id}-answer")) == Some("unknown") {
        return bounds(id, form);
    }
    let read = |bound: &str| {
        let Some(typed) = form.get(&format!("{id}-{bound}")) else { return Ok(None) };
        let digits: String = typed.chars().filter_map(digit).collect();
        let number = digits.parse::<i64>().ok().filter(|number| (min..=max).contains(number));
        let fault = Message::new("server-number-unreadable").with("given", typed.to_owned());
        let fault = fault.with("min", grouped(min)).with("max", grouped(max));
        number.map(Some).ok_or_else(|| Wrong::from(fault))
    };
    match (read("least")?, read("most")?) {
        (None, None) => Err(Message::new("server-number-missing").into()),
        (Some(least), None) => Ok(format!(">={least}")),
        (None, Some(most)) => Ok(format!("<={most}")),
        (Some(least), Some(most)) if least == most => Ok(least.to_string()),
        (Some(least), Some(most)) if least < most => Ok(format!("{least}..{most}")),
        (Some(least), Some(most)) => {
            let fault = Message::new("server-number-crossed");
            Err(fault.with("least", grouped(least)).with("most", grouped(most)).into())
        }
    }
}

fn grouped(number: i64) -> String {
    crate::look::time::grouped(number.unsigned_abs())
}

/// A digit, by whichever keyboard; signs between thousands are dropped, and anything else makes the number unreadable.
fn digit(typed: char) -> Option<char> {
    match typed {
        ',' | '_' | '，' | ' ' | '\u{a0}' | '\u{202f}' => None,
        '０'..='９' => char::from_digit(u32::from(typed) - u32::from('０'), 10),
        other => Some(other),
    }
}

/// From and to of lengths of time, as typed: `72h`, `15min`.
fn bounds(id: &str, form: &Fields) -> Result<String, Wrong> {
    let bound = |bound: &str| form.get(&format!("{id}-{bound}"));
    match (bound("answer"), bound("least"), bound("most")) {
        (Some("unknown"), None, None) => Ok("unknown".to_owned()),
        (Some("unknown"), _, _) => Err(Message::new("server-number-and-unknown").into()),
        (_, None, None) => Err(Message::new("server-number-missing").into()),
        (_, Some(least), None) => Ok(format!(">={least}")),
        (_, None, Some(most)) => Ok(format!("<={most}")),
        (_, Some(least), Some(most)) if least == most => Ok(least.to_owned()),
        (_, Some(least), Some(most)) => Ok(format!("{least}..{most}")),
    }
}

/// What was said of every member; `None` where nothing was said of any.
fn members(id: &str, variants: &[String], form: &Fields) -> Option<String> {
    let said = |member: &String| form.get(&format!("{id}-{member}"));
    let with = |word: &str| -> Vec<&str> {
        variants.iter().filter(|member| said(member) == Some(word)).map(String::as_str).collect()
    };
    let (certain, excluded) = (with("yes"), with("no"));
    if certain.len() + excluded.len() == variants.len() {
        return Some(if certain.is_empty() { "none".to_owned() } else { certain.join(",") });
    }
    if certain.is_empty() && excluded.is_empty() {
        return variants.iter().any(|member| said(member).is_some()).then(|| "unknown".to_owned());
    }
    let excluded: String = excluded.iter().map(|member| format!(",!{member}")).collect();
    Some(format!("{}+{excluded}", certain.join(",")))
}

/// A control to answer with.
pub(super) struct Control<'a> {
    /// What is asked.
    pub(super) fact: &'a Fact,
    /// What is known so far, in the words in which it could be stated.
    pub(super) known: Option<&'a str>,
    /// What was typed into it, where it comes back refused.
    pub(super) typed: &'a Fields,
    /// Why it was refused.
    pub(super) fault: Option<String>,
    /// Whose words.
    pub(super) names: &'a Names<'a>,
}

/// The control for the type of the fact.
pub(super) fn control(control: &Control<'_>) -> Markup {
    let (names, language) = (control.names, control.names.language);
    match &control.fact.kind {
        Type::Bool => one_of(control, &["yes".to_owned(), "no".to_owned()]),
        Type::Enum(list) => one_of(control, &list.variants),
        Type::Set(list) => set(control, &list.variants),
        Type::Instant => html! { div.moments { (moment(&instant(control), language)) } },
        Type::Int { .. } => bounded(control, names.say("server-number-help")),
        Type::Elapsed { .. } => bounded(control, names.words(&incident::expected(control.fact))),
    }
}

/// One of few, and "unknown" beside them.
fn one_of(control: &Control<'_>, variants: &[String]) -> Markup {
    let (names, typed) = (control.names, control.typed.typed(VALUE));
    let choice =
        |word: &str| Choice { value: word.to_owned(), label: names.value(word), chosen: word == typed };
    let mut choices: Vec<Choice> = variants.iter().map(|word| choice(word)).collect();
    choices.push(choice("unknown"));
    let asked = Field {
        id: format!("{}-value", control.fact.id),
        name: VALUE.to_owned(),
        label: names.say("server-answer"),
        fault: control.fault.clone(),
        required: true,
        kind: Kind::One(choices),
        ..Field::default()
    };
    field(&asked, names.language)
}

/// A count or a length of time, between two bounds of which either may stay open.
fn bounded(control: &Control<'_>, help: String) -> Markup {
    let (id, names) = (&control.fact.id, control.names);
    let typed = |bound: &str| control.typed.typed(&format!("{id}-{bound}")).to_owned();
    let unit = control.fact.unit.as_deref().and_then(|unit| names.unit(unit));
    let asked = Range {
        name: id.clone(),
        label: unit.unwrap_or_else(|| names.say("server-answer")),
        least: typed("least"),
        most: typed("most"),
        unknown: Some(typed("answer") == "unknown"),
        help: Some(help),
        fault: control.fault.clone(),
    };
    html! { div.questions { (range(&asked, names.language)) } }
}

fn instant(control: &Control<'_>) -> crate::look::moment::Moment {
    let (fact, names) = (control.fact, control.names);
    let asked = Asked::of(control.typed, &fact.id).unwrap_or_else(|| Asked::open(&fact.id, Answer::At));
    let parts =
        words(fact, control.typed, &names.plan.zone).err().map(|wrong| wrong.parts).unwrap_or_default();
    let faults = match &control.fault {
        None => Vec::new(),
        Some(fault) if parts.is_empty() => vec![(Part::Day, fault.clone())],
        Some(_) => parts.iter().map(|(part, fault)| (*part, names.words(fault))).collect(),
    };
    // The times of the case itself have come to pass; others may still be ahead.
    let last = if fact.resolution == Resolution::Earliest { Answer::After } else { Answer::Never };
    let answers = [Answer::At, Answer::Before, last, Answer::Unknown];
    asked.shown(names, names.say("server-answer-moment"), &answers, None, faults)
}

/// Each member by itself: in it, not in it, unknown.
fn set(control: &Control<'_>, variants: &[String]) -> Markup {
    let (id, names) = (&control.fact.id, control.names);
    // A newer word replaces an older one only for some facts; there what is known stands chosen, or else it would be lost.
    let standing =
        control.known.filter(|_| control.fact.resolution == Resolution::Latest).unwrap_or_default();
    let asked = variants.iter().map(|member| {
        let name = format!("{id}-{member}");
        let answer = match control.typed.get(&name) {
            Some("yes") => Some(Ternary::Yes),
            Some("no") => Some(Ternary::No),
            Some(_) => Some(Ternary::Unknown),
            None => stands(standing, member),
        };
        Question { name, text: names.value(member), answer }
    });
    let asked: Vec<Question> = asked.collect();
    html! {
        (questions(&asked, &html! {}, names.language))
        @if let Some(fault) = &control.fault { p.fault tabindex="-1" role="alert" { span aria-hidden="true" { "▲ " } (fault) } }
        p.help { (names.say("server-set-help")) }
    }
}

/// What a set in its stated words says of one member.
fn stands(known: &str, member: &str) -> Option<Ternary> {
    let mut words = known.split(',').map(|word| word.trim_end_matches('+'));
    if words.clone().any(|word| word == member) {
        return Some(Ternary::Yes);
    }
    words.any(|word| word.strip_prefix('!') == Some(member)).then_some(Ternary::No)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(form: &str, id: &str) -> Result<String, &'static str> {
        let plan = testkit::pack("cn-b2c");
        let fact = plan.catalogue.facts.iter().find(|fact| fact.id == id).unwrap();
        let words = words(fact, &Fields::read(form.as_bytes()), &plan.zone);
        // What is made of it is what the record takes.
        if let Ok(words) = &words {
            incident::statement(fact, words, &plan.zone).unwrap();
        }
        words.map_err(|wrong| wrong.message.key())
    }

    #[test]
    fn two_bounds_become_a_number_or_a_range_and_nothing_is_not_zero() {
        assert_eq!(said("records-least=120%2C000", "records"), Ok(">=120000".to_owned()));
        assert_eq!(said("records-most=500", "records"), Ok("<=500".to_owned()));
        assert_eq!(said("records-least=4&records-most=9", "records"), Ok("4..9".to_owned()));
        assert_eq!(said("records-least=%EF%BC%97&records-most=7", "records"), Ok("7".to_owned()));
        assert_eq!(said("records-answer=unknown", "records"), Ok("unknown".to_owned()));
        assert_eq!(said("", "records"), Err("server-number-missing"));
        assert_eq!(said("records-least=many", "records"), Err("server-number-unreadable"));
        assert_eq!(said("records-least=-4", "records"), Err("server-number-unreadable"));
        assert_eq!(said("records-least=9&records-most=4", "records"), Err("server-number-crossed"));
        assert_eq!(
            said("records-least=9&records-answer=unknown", "records"),
            Err("server-number-and-unknown")
        );
    }

    #[test]
    fn each_member_of_a_set_is_in_it_or_not_or_open() {
        let all = ["identity", "contact", "location", "payment", "credential", "transaction", "health"];
        let all: Vec<&str> = all.into_iter().chain(["biometric", "minor", "other"]).collect();
        let form = |answer: &dyn Fn(&str) -> &'static str| {
            let fields: Vec<String> =
                all.iter().map(|member| format!("classes-{member}={}", answer(member))).collect();
            fields.join("&")
        };
        assert_eq!(said(&form(&|_| "no"), "classes"), Ok("none".to_owned()));
        assert_eq!(said(&form(&|_| "unknown"), "classes"), Ok("unknown".to_owned()));
        let two = form(&|member| if ["identity", "payment"].contains(&member) { "yes" } else { "no" });
        assert_eq!(said(&two, "classes"), Ok("identity,payment".to_owned()));
        assert_eq!(said("classes-identity=yes", "classes"), Ok("identity+".to_owned()));
        assert_eq!(
            said("classes-identity=yes&classes-minor=no", "classes"),
            Ok("identity+,!minor".to_owned())
        );
        assert_eq!(said("classes-minor=no", "classes"), Ok("+,!minor".to_owned()));
        assert_eq!(said("", "classes"), Err("server-answer-missing"));
    }

    #[test]
    fn moments_are_read_in_the_plans_zone() {
        let at = "known-day=2026-03-01&known-time=09%3A00";
        assert_eq!(said(&format!("{at}&known-answer=at"), "known"), Ok("2026-03-01T01:00:00Z".to_owned()));
        assert_eq!(
            said(&format!("{at}&known-answer=before"), "known"),
            Ok("<=2026-03-01T01:00:00Z".to_owned())
        );
        assert_eq!(said("attack_free_since-answer=never", "attack_free_since"), Ok("never".to_owned()));
        assert_eq!(said("known-answer=unknown", "known"), Ok("unknown".to_owned()));
        assert_eq!(said("known-answer=at", "known"), Err("server-two-faults"));
        assert_eq!(said("known-answer=at&known-time=09%3A00", "known"), Err("server-day-missing"));
        assert_eq!(said("known-answer=at&known-day=2026-03-01", "known"), Err("server-time-missing"));
        assert_eq!(said("", "known"), Err("server-answer-missing"));
    }
}
