use messages::Message;

use super::Review;
use crate::lower::Section;
use crate::model::{Audience, Gate, GateKind, MetBy, Obligation, Recipient, State, Term, Until};

/// What fits ill together, though each part can be read: a paper that goes to somebody else than its duty is owed to, a repetition that
/// ends before its first, a gate that leads out of other states than it is for.
pub(super) fn check(review: &Review<'_>) {
    for obligation in &review.plan.obligations {
        addressee(review, obligation);
        if ends_before_the_first(obligation) {
            let message = Message::new("plan-check-repeats-never").with("id", &obligation.id);
            let place = review.place(Section::Obligations, &format!("{} repeats", obligation.id));
            review.report.warning(place, message);
        }
    }
    review.plan.gates.iter().for_each(|one| gate(review, one));
}

/// A gate that lifts a warning leads out of a warning or its watch, one that ends a response out of a response or recovery.
fn gate(review: &Review<'_>, gate: &Gate) {
    let ends: &[State] = match gate.kind {
        GateKind::LiftWarning => &[State::Warning, State::Watch],
        GateKind::EndResponse => &[State::Response, State::Recovery],
        GateKind::Close => return,
    };
    if !gate.leaves.iter().any(|state| ends.contains(state)) {
        let words = |states: &[State]| states.iter().map(|state| state.word()).collect::<Vec<_>>().join(", ");
        let message = Message::new("plan-check-gate-leads").with("id", &gate.id);
        let message = message.with("leaves", words(&gate.leaves)).with("ends", words(ends));
        review.report.warning(review.place(Section::Gates, &gate.id), message);
    }
}

fn addressee(review: &Review<'_>, obligation: &Obligation) {
    let (paper, fits) = match &obligation.met_by {
        MetBy::Filing(form) => match review.plan.form(form) {
            Some(found) => (form, is_to(&found.to, &obligation.to)),
            None => return,
        },
        MetBy::Notice(notice) => match review.plan.notice(notice) {
            Some(found) => (notice, is_for(found.audience, &obligation.to)),
            None => return,
        },
        MetBy::Attested | MetBy::Decision => return,
    };
    if !fits {
        let message = Message::new("plan-check-to-another").with("id", &obligation.id).with("paper", paper);
        let place = review.place(Section::Obligations, &format!("{} met_by", obligation.id));
        review.report.warning(place, message);
    }
}

/// The form goes to whom the duty is owed to. What is owed within the house or to a partner may be met by a report that goes further.
fn is_to(form: &str, owed: &Recipient) -> bool {
    match owed {
        Recipient::Authority(id) => form == id,
        Recipient::Superior => form == "superior",
        Recipient::Customers | Recipient::Public => false,
        Recipient::Command | Recipient::Group(_) | Recipient::Partner => true,
    }
}

/// A text to customers is not the public's; one to the public reaches customers too.
fn is_for(audience: Audience, owed: &Recipient) -> bool {
    match owed {
        Recipient::Customers => true,
        Recipient::Public => audience == Audience::Public,
        Recipient::Authority(_) | Recipient::Superior => false,
        Recipient::Command | Recipient::Group(_) | Recipient::Partner => true,
    }
}

/// It repeats for less long than until it is owed again.
fn ends_before_the_first(obligation: &Obligation) -> bool {
    // The longest that so many seconds, the shortest that so many months can be: only what is certain is told.
    let shortest = |term: Term| term.seconds + i64::from(term.months) * 28 * 86_400;
    let longest = |term: Term| term.seconds + i64::from(term.months) * 31 * 86_400;
    obligation.repeats.as_ref().is_some_and(|repeat| match repeat.until {
        Until::For(length) => longest(length) < shortest(repeat.every),
        Until::States | Until::Times(_) => false,
    })
}
