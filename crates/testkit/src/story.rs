use incident::{Event, Refusal, State};
use jiff::Timestamp;
use plan::Plan;

use crate::record::{Record, t};

/// Begins a story on this plan.
pub fn given(plan: &Plan) -> Given<'_> {
    Given { plan, record: Record::default() }
}

/// What happened before.
#[derive(Debug)]
pub struct Given<'p> {
    plan: &'p Plan,
    record: Record,
}

/// What was asked, and what came of it.
#[derive(Debug)]
pub struct When<'p> {
    plan: &'p Plan,
    record: Record,
    outcome: Result<Vec<Event>, Refusal>,
}

/// What is so afterwards.
#[derive(Debug)]
pub struct Then<'p> {
    plan: &'p Plan,
    record: Record,
    events: Vec<Event>,
}

impl<'p> Given<'p> {
    /// The case was opened at `at`.
    #[must_use]
    pub fn opened(self, at: &str) -> Given<'p> {
        self.and("duty_manager", "open", &[("title", "a leak")], at)
    }

    /// A command was done.
    ///
    /// # Panics
    /// If it was refused.
    #[must_use]
    pub fn and(mut self, role: &str, name: &str, pairs: &[(&str, &str)], at: &str) -> Given<'p> {
        self.record.say(self.plan, role, name, pairs, t(at)).unwrap_or_else(|refusal| {
            panic!("given {role} {name} {pairs:?} at {at}, but it was refused: {refusal}")
        });
        self
    }

    /// A fact was stated.
    #[must_use]
    pub fn fact(self, fact: &str, value: &str, at: &str) -> Given<'p> {
        self.and("technical_lead", "fact", &[("fact", fact), ("value", value)], at)
    }

    /// A command is asked for.
    #[must_use]
    pub fn when(mut self, role: &str, name: &str, pairs: &[(&str, &str)], at: &str) -> When<'p> {
        let outcome = self.record.say(self.plan, role, name, pairs, t(at));
        When { plan: self.plan, record: self.record, outcome }
    }

    /// Time passes.
    #[must_use]
    pub fn when_time_is(self, at: &str) -> When<'p> {
        self.when("duty_manager", "tick", &[], at)
    }

    /// A fact is stated.
    #[must_use]
    pub fn when_fact(self, fact: &str, value: &str, at: &str) -> When<'p> {
        self.when("technical_lead", "fact", &[("fact", fact), ("value", value)], at)
    }

    /// The record so far, for stories with a shape of their own.
    pub fn record(self) -> Record {
        self.record
    }
}

impl<'p> When<'p> {
    /// It was refused with this message key.
    ///
    /// # Panics
    /// If it was done, or refused for another reason.
    pub fn then_refused(self, key: &str) -> Refusal {
        match self.outcome {
            Ok(events) => panic!("expected a refusal ({key}), but it was done: {events:#?}"),
            Err(refusal) => {
                assert_eq!(refusal.message().key(), key, "refused, but for another reason: {refusal}");
                refusal
            }
        }
    }

    /// It was done.
    ///
    /// # Panics
    /// If it was refused.
    pub fn then(self) -> Then<'p> {
        let events = self.outcome.unwrap_or_else(|refusal| panic!("it was refused: {refusal}"));
        Then { plan: self.plan, record: self.record, events }
    }

    /// It was done, and the case is so.
    pub fn then_state(self, check: impl FnOnce(&State)) -> Then<'p> {
        self.then().and_state(check)
    }
}

impl<'p> Then<'p> {
    /// The case is so.
    pub fn and_state(self, check: impl FnOnce(&State)) -> Then<'p> {
        check(&self.record.state);
        self
    }

    /// Exactly these many of its events are so.
    ///
    /// # Panics
    /// If not.
    #[must_use]
    pub fn and_events(self, count: usize, what: impl Fn(&Event) -> bool) -> Then<'p> {
        let found = self.events.iter().filter(|event| what(event)).count();
        assert_eq!(found, count, "among {:#?}", self.events);
        self
    }

    /// This obligation's newest clock is due at this moment.
    ///
    /// # Panics
    /// If it has no clock or another due time.
    #[must_use]
    pub fn and_due(self, obligation: &str, due: &str) -> Then<'p> {
        let clock = self.record.state.clocks_of(obligation).next_back();
        let clock = clock.unwrap_or_else(|| panic!("{obligation} has no clock"));
        let found: Timestamp = clock.schedule.due;
        assert_eq!(found, t(due), "{obligation} is due at another time");
        self
    }

    /// The story goes on.
    pub fn goes_on(self) -> Given<'p> {
        Given { plan: self.plan, record: self.record }
    }
}
