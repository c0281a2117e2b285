//! The guide of a demonstration: one line on every page that says what comes next, and whose place it is to do it.

use desk::{BoardFilter, CaseFile, CaseRef, LetterState, WaveRow, WaveState};
use documents::{Letter, Missing, letter};
use jiff::SignedDuration;
use maud::{Markup, html};
use messages::Message;
use plan::{Audience, Channel, Gate, GateKind, MetBy, Notice, Right};
use views::{CaseView, Duty, DutyState};

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
/// The step before the last: the way out of the state that holds.
const GATE: u8 = 7;
/// What is due so much before the notices is done before them.
const AHEAD: SignedDuration = SignedDuration::from_hours(1);

/// What comes next.
struct Next {
    step: u8,
    say: Message,
    /// Who may do it; anybody if none.
    right: Option<Right>,
    /// The one role that it waits for, where it waits for one.
    role: Option<String>,
    /// Where, if it is a page; the made-up leak has a button instead.
    door: Door,
    /// Where one may go on to without it.
    other: Option<Door>,
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
    let may = match &next.role {
        Some(role) => visitor.person.roles.contains(role),
        None => next.right.is_none_or(|right| visitor.role_with(right, house.plan()).is_some()),
    };
    let action = if may {
        open(&next.door, ask, visitor, &names)
    } else {
        hand_over(house, ask, visitor, &next, &names)
    };
    let action =
        html! { (action) @if let Some(other) = &next.other { " " (open(other, ask, visitor, &names)) } };
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
    let holds = |role: &String| match &next.role {
        Some(one) => role == one,
        None => {
            next.right.is_some_and(|right| plan.role(role).is_some_and(|role| role.rights.contains(&right)))
        }
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
        role: None,
        door: Door::Page("demo-to-inbox", "/demo/inbox".to_owned()),
        other: None,
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
    let now = file.state.recorded_at.map_or(ask.now, |recorded| recorded.max(ask.now));
    let view = views::case_folded(&file.folded(), documents::RECORD, now)
        .map_err(|fault| Refusal::Broken(fault.message().to_string()))?;
    Ok(after_the_leak(&Case { file: &file, view: &view, names }, told))
}

/// The case that is walked through.
struct Case<'a> {
    file: &'a CaseFile,
    view: &'a CaseView,
    names: &'a Names<'a>,
}

fn leak(house: &House, demo: &Demo, file: &CaseFile, names: &Names<'_>) -> Next {
    let step =
        |say, door| Next { step: 2, say, right: Some(Right::StateFact), role: None, door, other: None };
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

fn after_the_leak(case: &Case<'_>, told: bool) -> Next {
    let (file, state) = (case.file, &case.file.state);
    let step = |step, say: &'static str, right, label, part: &str| Next {
        step,
        say: Message::new(say),
        right,
        role: None,
        door: page(case, label, part),
        other: None,
    };
    let to_customers =
        |id: &String| file.plan.notice(id).is_some_and(|notice| notice.audience == Audience::Customers);
    let notices = || state.notices.iter().filter(|(id, _)| to_customers(id)).map(|(_, notice)| notice);
    let under_way = incident::event::warning::Outcome::UnderWay;
    if state.proposals.iter().any(|made| made.answer.is_none() && made.outcome != under_way) {
        return step(3, "demo-next-answer", Some(Right::Decide), "demo-to-case", "");
    }
    let sent = told || notices().any(|notice| !notice.sent.is_empty());
    if let Some(files) = owed_report(case).filter(|_| !sent) {
        return files;
    }
    if let Some(lacks) = lacking_text(case).filter(|_| !sent) {
        return lacks;
    }
    if !sent && !notices().any(|notice| notice.passed.is_some()) {
        return step(5, "demo-next-pass", Some(Right::PassText), "demo-to-notices", "/notices");
    }
    if !sent {
        return step(6, "demo-next-send", Some(Right::Send), "demo-to-notices", "/notices");
    }
    // What somebody has proposed waits for somebody else, whichever gate it is.
    let proposed = |gate: &&Gate| state.gates.get(&gate.id).is_some_and(|stands| stands.proposed.is_some());
    if let Some(gate) = file.plan.gates.iter().find(proposed) {
        return proposed_gate(case, gate);
    }
    if !state.gates.values().any(|gate| gate.approved.is_some()) {
        return gate(case);
    }
    step(STEPS, "demo-next-record", Some(Right::Export), "demo-to-record", "/record")
}

/// The report that is due before anything is owed to customers: what is due first waits first.
fn owed_report(case: &Case<'_>) -> Option<Next> {
    let plan = &*case.file.plan;
    let runs = |duty: &Duty| matches!(duty.state, DutyState::Running | DutyState::Soon | DutyState::Late);
    let open = || {
        let duties = case.view.obligations.iter();
        duties.filter_map(|duty| Some((duty, &plan.obligation(&duty.id)?.met_by)))
    };
    let notices = open().filter(|(duty, met_by)| {
        matches!(met_by, MetBy::Notice(_)) && (runs(duty) || duty.state == DutyState::Undetermined)
    });
    let reports = open().filter(|(duty, _)| runs(duty) && !duty.presumed).filter_map(|(duty, met_by)| {
        let MetBy::Filing(form) = met_by else { return None };
        Some((duty, plan.form(form)?))
    });
    let (duty, form) = reports.min_by_key(|(duty, _)| duty.due)?;
    let before = notices.map(|(notice, _)| notice.due).min().is_none_or(|notice| duty.due + AHEAD < notice);
    let say = Message::new("demo-next-file")
        .with("form", case.names.text(&form.title))
        .with("due", case.names.moment(duty.due, case.view.as_of));
    let door = page(case, "demo-to-filings", "/filings");
    before.then_some(Next { step: 4, say, right: Some(Right::File), role: None, door, other: None })
}

fn page(case: &Case<'_>, label: &'static str, part: &str) -> Door {
    Door::Page(label, format!("/cases/{}{part}", case.file.number))
}

/// What the letter lacks before legal can pass it, and whose it is to fill in.
fn lacking_text(case: &Case<'_>) -> Option<Next> {
    let plan = &*case.file.plan;
    let by_mail = |notice: &&Notice| {
        notice.audience == Audience::Customers && notice.channels.contains(&Channel::Email)
    };
    let notice = plan.notices.iter().find(by_mail)?;
    let paper = letter(&Letter::new(notice, plan, case.view, case.names.language));
    let lacks: Vec<&Missing> = paper.missing.iter().filter(|gap| gap.required).collect();
    let labels: Vec<&str> = lacks.iter().map(|gap| gap.label.as_str()).collect();
    let met_by = MetBy::Notice(notice.id.clone());
    let doer = plan.obligations.iter().find(|owed| owed.met_by == met_by).map(|owed| owed.doer.clone());
    let say = Message::new("demo-next-write")
        .with("who", lacks.first()?.who.join(&case.names.say("look-comma")))
        .with("fields", labels.join(&case.names.say("look-comma")));
    let door = page(case, "demo-to-notices", "/notices");
    Some(Next { step: 5, say, right: Some(Right::DoTask), role: doer, door, other: None })
}

/// A gate that was proposed: whose word it waits for.
fn proposed_gate(case: &Case<'_>, gate: &Gate) -> Next {
    let names = case.names;
    let view = case.view.gates.iter().find(|view| view.id == gate.id);
    let reviewer = view.and_then(|view| view.reviews_missing.first());
    let (key, role) = match reviewer {
        Some(role) => ("demo-next-gate-review", role),
        None => ("demo-next-gate-approve", &gate.approves),
    };
    let say = Message::new(key).with("gate", names.text(&gate.title)).with("role", names.role(role));
    let other = Some(page(case, "demo-to-record", "/record"));
    Next {
        step: GATE,
        say,
        right: None,
        role: Some(role.clone()),
        door: page(case, "demo-to-gate", "/gate"),
        other,
    }
}

/// What the first gate out of a state that holds still lacks, and who answers it. A demonstration does not last the days that a gate asks
/// for: the record can be taken all the same.
fn gate(case: &Case<'_>) -> Next {
    let (plan, names) = (&*case.file.plan, case.names);
    let leads_out = |gate: &&Gate| gate.leaves.iter().any(|state| case.file.state.is_in(*state));
    let ends = |gate: &&Gate| gate.kind == GateKind::EndResponse;
    let found = plan.gates.iter().find(leads_out).or(plan.gates.iter().find(ends));
    let view = found.and_then(|gate| case.view.gates.iter().find(|view| view.id == gate.id));
    let open = |status: &str| !matches!(status, "met" | "not_applicable");
    let lacks = view.and_then(|view| view.conditions.iter().find(|condition| open(condition.status)));
    let condition =
        lacks.and_then(|lacks| found?.conditions.iter().find(|condition| condition.id == lacks.id));
    let title = found.map(|gate| names.text(&gate.title)).unwrap_or_default();
    let proposes = found.map(|gate| gate.proposes.clone());
    let role = proposes.as_deref().map(|role| names.role(role)).unwrap_or_default();
    let say = match condition {
        Some(condition) => Message::new("demo-next-gate-lacks").with("lacking", names.text(&condition.text)),
        None => Message::new("demo-next-gate-open"),
    };
    let say = say.with("gate", title).with("role", role);
    let other = Some(page(case, "demo-to-record", "/record"));
    let door = page(case, "demo-to-gate", "/gate");
    // Everybody may look; only to propose, it must be the one who may.
    let role = proposes.filter(|_| condition.is_none());
    Next { step: GATE, say, right: None, role, door, other }
}
