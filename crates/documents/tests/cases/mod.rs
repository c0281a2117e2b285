//! Cases on the real pack, told in a few lines.

use jiff::Timestamp;
use plan::Plan;
use testkit::{Record, t};
use views::CaseView;

/// Happened at 07:50, known at 08:28: the 30 minutes from the happening had run out before anybody knew.
pub(crate) const KNOWN_TOO_LATE: [(&str, &str); 2] =
    [("known", "2026-03-12T08:28+08:00"), ("happened", "2026-03-12T07:50+08:00")];

/// A case on `cn-b2c`, number 14.
pub(crate) struct Case {
    /// The pack.
    pub(crate) plan: Plan,
    /// What happened in it.
    pub(crate) record: Record,
}

impl Case {
    /// Opened at half past eight on 12 March 2026 in Shanghai.
    pub(crate) fn opened(title: &str) -> Case {
        let mut case = Case { plan: testkit::pack("cn-b2c"), record: Record::default() };
        case.say("duty_manager", "open", &[("title", title)], "2026-03-12T08:30+08:00");
        case
    }

    /// Facts stated two minutes later, each by somebody who can answer it.
    pub(crate) fn with(mut self, facts: &[(&str, &str)]) -> Case {
        for (fact, value) in facts {
            let slot = self.plan.catalogue.slot(fact).expect("in the catalogue");
            let who = self.plan.catalogue.facts[slot].answered_by.first().cloned();
            let who = who.expect("somebody can answer it");
            self.say(&who, "fact", &[("fact", fact), ("value", value)], "2026-03-12T08:32+08:00");
        }
        self
    }

    /// Somebody does something.
    pub(crate) fn say(&mut self, role: &str, name: &str, words: &[(&str, &str)], at: &str) {
        self.record.say(&self.plan, role, name, words, t(at)).expect("the plan allows it");
    }

    /// The case read at a moment.
    pub(crate) fn at(&self, moment: &str) -> CaseView {
        let moment: Timestamp = t(moment);
        views::case("x", 14, &self.record.events, &self.plan, moment).expect("shown")
    }
}
