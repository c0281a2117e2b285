//! The guide of a demonstration: one line on every page that says what comes next, and whose place it is to do it.

use desk::{BoardFilter, CaseFile, CaseRef, LetterState, WaveRow, WaveState};
use maud::{Markup, html};
use messages::Message;
use plan::{Audience, Right};

use super::people::{take_place, titles};
use crate::ask::Ask;
use crate::demo::{Demo, Making};
use crate::house::House;
use crate::look::button::{Rank, link, submit};
use crate::look::guide::{Guide, guide as line};
use crate::pages::names::Names;
use crate::reply::Refusal;
use crate::uploads::Stage;
use crate::visitor::SignedIn;

/// Steps of the way, from the first message to the proof.
const STEPS: u8 = 8;

/// What comes next.
struct Next {
    step: u8,
    say: Message,
    /// Who may do it; anybody if none.
    right: Option<Right>,
    /// Where, if it is a page; the made-up leak has a button instead.
    door: Door,
}

enum Door {
    Page(&'static str, String),
    Leak(u64),
    /// Something is under way: look on.
    Wait,
}

/// The line, in a demonstration; nothing in a house that serves.
pub(in crate::pages) fn guide(house: &House, ask: &Ask) -> Option<Markup> {
    let demo = house.config.demo.as_deref()?;
    let visitor = ask.visitor.signed_in.as_ref()?;
    let names = Names::new(house.plan(), ask.language());
    let next = next(house, ask, demo, &names).unwrap_or_else(|_| begin());
    let may = next.right.is_none_or(|right| visitor.role_with(right, house.plan()).is_some());
    let action = if may {
        open(&next.door, ask, visitor, &names)
    } else {
        hand_over(house, ask, visitor, &next, &names)
    };
    let shown = Guide {
        mark: names.say("demo-mark"),
        you: names.words(
            &Message::new("demo-you-are")
                .with("name", visitor.person.name.as_str())
                .with("role", titles(&visitor.person, &names)),
        ),
        switch: names.say("demo-change-places"),
        step: names.words(
            &Message::new("demo-step").with("step", u64::from(next.step)).with("of", u64::from(STEPS)),
        ),
        text: names.words(&next.say),
        action,
    };
    Some(line(&shown))
}

fn open(door: &Door, ask: &Ask, visitor: &SignedIn, names: &Names<'_>) -> Markup {
    match door {
        // Whoever stands there already is led nowhere.
        Door::Page(_, href) if ask.target == *href => html! {},
        Door::Page(label, href) => link(&names.say(label), Rank::Quiet, href),
        Door::Leak(number) => html! {
            form.inline method="post" action={ "/demo/cases/" (number) "/leak" } {
                input type="hidden" name="csrf" value=(visitor.form_token());
                (submit(&names.say("demo-take-leak-in"), Rank::Quiet))
            }
        },
        Door::Wait => html! {},
    }
}

/// Somebody else's turn: the first of the people who may.
fn hand_over(house: &House, ask: &Ask, visitor: &SignedIn, next: &Next, names: &Names<'_>) -> Markup {
    let plan = house.plan();
    let holds = |role: &String| {
        next.right.is_some_and(|right| plan.role(role).is_some_and(|role| role.rights.contains(&right)))
    };
    let people = house.desk.people().unwrap_or_default();
    let Some(person) = people.iter().find(|person| !person.retired && person.roles.iter().any(holds)) else {
        return html! {};
    };
    let back = match &next.door {
        Door::Page(_, href) => href.clone(),
        _ => ask.target.clone(),
    };
    let label = Message::new("demo-go-on-as").with("role", titles(person, names));
    take_place(&visitor.form_token(), &person.id, &back, &names.words(&label), Rank::Quiet)
}

fn begin() -> Next {
    Next {
        step: 1,
        say: Message::new("demo-next-open"),
        right: Some(Right::Open),
        door: Door::Page("demo-to-inbox", "/demo/inbox".to_owned()),
    }
}

/// What comes next in the case that is looked at, else in the newest one.
fn next(house: &House, ask: &Ask, demo: &Demo, names: &Names<'_>) -> Result<Next, Refusal> {
    let case = match ask.path.get("case") {
        Some(_) => {
            let Ok(case) = ask.part("case").parse::<CaseRef>();
            Some(house.desk.find(&case)?)
        }
        None => {
            let list = house.desk.case_list(&BoardFilter::default(), None, 100)?;
            list.cases.into_iter().max_by_key(|case| case.number).map(|case| case.case)
        }
    };
    let Some(case) = case else { return Ok(begin()) };
    let file = house.desk.case(&case)?;
    if file.state.evidence.is_empty() {
        return Ok(leak(house, demo, &file, names));
    }
    // Letters that went out are the step here, whether or not the other ways of the notice are done too.
    let went = |row: &WaveRow| row.state == WaveState::Ended && row.count(LetterState::Accepted) > 0;
    let told = house.desk.waves(&case)?.iter().any(|wave| went(&wave.row));
    Ok(after_the_leak(&file, told))
}

fn leak(house: &House, demo: &Demo, file: &CaseFile, names: &Names<'_>) -> Next {
    let step = |say, door| Next { step: 2, say, right: Some(Right::StateFact), door };
    if let Some((_, upload)) = house.uploads.of(&file.id).into_iter().next_back() {
        if let Stage::Failed(why) = upload.stage() {
            return Next { say: why, ..step(Message::new("demo-next-leak"), Door::Leak(file.number)) };
        }
        let say = Message::new("demo-leak-counting").with("done", names.count(upload.received()));
        let page = format!("/cases/{}/exposure", file.number);
        return step(say, Door::Page("demo-to-exposure", page));
    }
    match demo.making() {
        Making::Running { rows, of } => {
            let say = Message::new("demo-leak-being-made");
            step(say.with("rows", names.count(rows)).with("of", names.count(of)), Door::Wait)
        }
        Making::Failed(why) => step(why, Door::Wait),
        Making::Done => step(Message::new("demo-next-leak"), Door::Leak(file.number)),
    }
}

fn after_the_leak(file: &CaseFile, told: bool) -> Next {
    let state = &file.state;
    let page = |part: &str| format!("/cases/{}{part}", file.number);
    let step = |step, say, right, label, part: &str| Next {
        step,
        say: Message::new(say),
        right,
        door: Door::Page(label, page(part)),
    };
    let to_customers =
        |id: &String| file.plan.notice(id).is_some_and(|notice| notice.audience == Audience::Customers);
    let notices = || state.notices.iter().filter(|(id, _)| to_customers(id)).map(|(_, notice)| notice);
    if state
        .proposals
        .iter()
        .any(|made| made.answer.is_none() && made.outcome != incident::event::warning::Outcome::UnderWay)
    {
        return step(3, "demo-next-answer", Some(Right::Decide), "demo-to-case", "");
    }
    if state.filings.is_empty() {
        return step(4, "demo-next-file", Some(Right::File), "demo-to-filings", "/filings");
    }
    if !notices().any(|notice| notice.passed.is_some()) {
        return step(5, "demo-next-pass", Some(Right::PassText), "demo-to-notices", "/notices");
    }
    if !told && !notices().any(|notice| !notice.sent.is_empty()) {
        return step(6, "demo-next-send", Some(Right::Send), "demo-to-notices", "/notices");
    }
    if !state.gates.values().any(|gate| gate.proposed.is_some() || gate.approved.is_some()) {
        return step(7, "demo-next-gate", Some(Right::ProposeGate), "demo-to-gate", "/gate");
    }
    step(STEPS, "demo-next-record", Some(Right::Export), "demo-to-record", "/record")
}
