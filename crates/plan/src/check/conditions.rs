use expr::cells::{Joint, USUAL_BUDGET};
use messages::Message;

use super::{Review, expressions};

/// Conditions that can never be true, or never be false. What is beyond the budget is left alone: one expression of a
/// plan is far below it.
pub(super) fn check(review: &Review<'_>) {
    for (section, part, name, when) in expressions(review.plan) {
        let Ok(found) = Joint::new(&[when]).reachable(USUAL_BUDGET) else { continue };
        let answers = || found.iter().filter_map(|one| one.answers.first().copied());
        let place = review.place(section, &part);
        if !answers().any(|answer| answer) {
            let message = Message::new("plan-check-never-true").with("id", name);
            review.report.error_with(place, message, Message::new("plan-remedy-never-true"));
        } else if answers().all(|answer| answer) {
            review.report.warning(place, Message::new("plan-check-always-true").with("id", name));
        }
    }
}
