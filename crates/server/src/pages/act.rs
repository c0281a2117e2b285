//! Acts on a case: the words of `stanch case …` and of drills, sent by the forms of its room.

use axum::http::StatusCode;
use desk::{Act, CaseFile, CaseRef, DeskError, FiledBy};
use incident::words::COMMANDS;
use incident::{Command, right_for};
use messages::{Arg, Message};
use plan::{Ids, Plan};

use super::acting::acting;
use super::meanwhile::meanwhile;
use super::refusal::on_pages;
use super::{answers, room};
use crate::ask::Ask;
use crate::house::House;
use crate::papers;
use crate::reply::{Refusal, Reply};

/// `POST /cases/{case}/acts/{act}`: a field for each word of the command; `back` says where on the page to go on. What was refused comes
/// back with all that was typed.
pub(super) fn act(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let name = ask.part("act");
    let (_, takes) =
        COMMANDS.iter().find(|(known, _)| *known == name && !is_elsewhere(name)).ok_or(Refusal::NotFound)?;
    let file = entered(house, ask, name)?;
    let id = file.id.clone();
    let words = match words(ask, name, takes, &file.plan) {
        Ok(words) => words,
        Err(fault) => return again(house, ask, &fault),
    };
    if let Some(meanwhile) = meanwhile(ask, name, &words, &file) {
        let page = room::page(house, ask, ask.form.get("back").unwrap_or(""), Some(&meanwhile))?;
        return Ok(Reply::Again(StatusCode::CONFLICT, page));
    }
    let command = match Command::from_words(name, &words, &file.plan, &file.plan.zone) {
        Ok(command) => command,
        Err(refusal) => return refused(house, ask, &file.plan, &DeskError::Refused(Box::new(refusal))),
    };
    let who = acting(ask.visitor.signed_in()?, &command, &file.plan, &file.state)?;
    if let Some(fault) = papers::unready(&command, &file) {
        return again(house, ask, &fault);
    }
    if let Some(question) = room::sent::question(&command, &file, ask) {
        let page = room::page(house, ask, ask.form.get("back").unwrap_or(""), Some(&question))?;
        return Ok(Reply::Again(StatusCode::CONFLICT, page));
    }
    let asked = command.clone();
    let command = match papers::bind(command, &file, &who.role, ask.now) {
        Ok(command) => command,
        Err(fault) => return again(house, ask, &fault),
    };
    // Somebody who is faster changes what a paper says: its digest is the one of the case as it is written to.
    let act = |file: &CaseFile| {
        let bound = papers::bind(asked.clone(), file, &who.role, ask.now);
        let command = bound.unwrap_or_else(|_| command.clone());
        Ok(vec![Act { command, who: who.clone(), occurred_at: None, now: ask.now }])
    };
    let done = match with_its_facts(ask, &asked) {
        Some((position, reason)) => house.desk.take_leak_back(&id, position, reason, &who, ask.now),
        None if papers::leaves(&asked, &file.plan) => papers::file(
            &house.desk,
            &id,
            &asked,
            &FiledBy { who: who.clone(), occurred_at: None, now: ask.now },
        ),
        None => house.desk.act_upon(&id, &act),
    };
    match done {
        Ok(_) => {
            house.hub.tell(id.as_str());
            let part = ask.form.get("back").filter(|part| part.bytes().all(|byte| byte.is_ascii_lowercase()));
            let part = part.map(|part| format!("/{part}")).unwrap_or_default();
            Ok(Reply::SeeOther(format!("/cases/{}{part}", file.number)))
        }
        Err(error @ (DeskError::Refused(_) | DeskError::NotYet { .. })) => {
            refused(house, ask, &file.plan, &error)
        }
        Err(error) => Err(error.into()),
    }
}

/// The case, for whoever may give this command: nobody else learns what the form lacks, nor that there is such a case.
fn entered(house: &House, ask: &Ask, name: &str) -> Result<CaseFile, Refusal> {
    let right = right_for(name).ok_or(Refusal::NotFound)?;
    let sender = ask.visitor.signed_in()?;
    sender.acting(right, &house.config.plan)?;
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let file = house.desk.case(&house.desk.find(&case)?)?;
    sender.acting(right, &file.plan)?;
    Ok(file)
}

/// The counting that is to be taken back with the facts that rest on it, and why.
fn with_its_facts<'a>(ask: &Ask, command: &'a Command) -> Option<(u64, &'a str)> {
    ask.form.get(room::exposure::FACTS_TOO).filter(|too| *too == "yes")?;
    match command {
        Command::Strike { position, reason, evidence } if evidence.is_empty() => Some((*position, reason)),
        _ => None,
    }
}

/// The words of the command, from the fields of the form: a field for each, several of one name with commas between; the
/// answer to a fact from the control of its type.
fn words(ask: &Ask, name: &str, takes: &[&str], plan: &Plan) -> Result<Vec<(String, String)>, Message> {
    let words = takes.iter().filter_map(|word| {
        let word = word.trim_matches(['[', ']']);
        let given: Vec<&str> = ask.form.all(word).map(str::trim).filter(|given| !given.is_empty()).collect();
        (!given.is_empty()).then(|| (word.to_owned(), given.join(",")))
    });
    let mut words: Vec<(String, String)> = words.collect();
    let fact = ask.form.get("fact").and_then(|id| plan.catalogue.facts.iter().find(|fact| fact.id == id));
    if let ("fact", Some(fact), None) = (name, fact, ask.form.get("value")) {
        let value = answers::words(fact, &ask.form, &plan.zone).map_err(|wrong| wrong.message)?;
        words.push(("value".to_owned(), value));
    }
    Ok(words)
}

/// Commands that have pages of their own, or that people never give by hand.
fn is_elsewhere(name: &str) -> bool {
    matches!(name, "open" | "adopt" | "tick")
}

/// What the plan refused, in the plan's own words.
fn refused(house: &House, ask: &Ask, plan: &Plan, error: &DeskError) -> Result<Reply, Refusal> {
    again(house, ask, &plan.worded(on_pages(field_named(error.message(), ask, plan)), Ids::Hidden))
}

/// A field of a paper by its label: a text that is too long names what it was written into.
fn field_named(message: Message, ask: &Ask, plan: &Plan) -> Message {
    let (of, id) = (ask.form.typed("of"), ask.form.typed("field"));
    let fields = plan.form(of).map(|form| &form.fields).or_else(|| Some(&plan.notice(of)?.fields));
    let Some(field) = fields.and_then(|fields| fields.iter().find(|field| field.id == id)) else {
        return message;
    };
    let label = plan.label(&field.label);
    message
        .mapped(&|_, name, value| (name == "field" && *value == Arg::from(id)).then(|| label.clone().into()))
}

/// The page again, with what was wrong and all that was typed.
pub(super) fn again(house: &House, ask: &Ask, fault: &Message) -> Result<Reply, Refusal> {
    let page = room::page(house, ask, ask.form.get("back").unwrap_or(""), Some(fault))?;
    Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
}
