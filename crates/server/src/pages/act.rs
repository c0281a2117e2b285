//! Acts on a case: the words of `stanch case …` and of drills, sent by the forms of its room.

use axum::http::StatusCode;
use desk::{Act, CaseRef, DeskError};
use incident::Command;
use incident::required_right;
use incident::words::COMMANDS;
use plan::{Ids, Plan};

use super::room;
use crate::ask::Ask;
use crate::house::House;
use crate::reply::{Refusal, Reply};

/// `POST /cases/{case}/acts/{act}`: a field for each word of the command; `back` says where on the page to go on. What was refused comes
/// back with all that was typed.
pub(super) fn act(house: &House, ask: &Ask) -> Result<Reply, Refusal> {
    let Ok(case) = ask.part("case").parse::<CaseRef>();
    let id = house.desk.find(&case)?;
    let file = house.desk.case(&id)?;
    let name = ask.part("act");
    let (_, takes) =
        COMMANDS.iter().find(|(known, _)| *known == name && !is_elsewhere(name)).ok_or(Refusal::NotFound)?;
    let words = takes.iter().filter_map(|word| {
        let word = word.trim_matches(['[', ']']);
        Some((word.to_owned(), ask.form.get(word)?.to_owned()))
    });
    let words: Vec<(String, String)> = words.collect();
    let command = match Command::from_words(name, &words, &file.plan, &file.plan.zone) {
        Ok(command) => command,
        Err(refusal) => return refused(house, ask, &file.plan, &DeskError::Refused(Box::new(refusal))),
    };
    let who = ask.visitor.signed_in()?.acting(required_right(&command), &file.plan)?;
    match house.desk.act(&id, &Act { command, who, occurred_at: None, now: ask.now }) {
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

/// Commands that have pages of their own, or that people never give by hand.
fn is_elsewhere(name: &str) -> bool {
    matches!(name, "open" | "adopt" | "tick")
}

/// What the plan refused, in the plan's own words.
fn refused(house: &House, ask: &Ask, plan: &Plan, error: &DeskError) -> Result<Reply, Refusal> {
    let page = room::page(
        house,
        ask,
        ask.form.get("back").unwrap_or(""),
        Some(&plan.worded(error.message(), Ids::Hidden)),
    )?;
    Ok(Reply::Again(StatusCode::UNPROCESSABLE_ENTITY, page))
}
