use incident::{Actor, Command, Event, Recorded, Refusal, State, apply, decide, words};
use jiff::Timestamp;
use plan::Plan;

/// A moment: `2026-03-01T09:00+08:00`.
///
/// # Panics
/// If it is none.
pub fn t(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|fault| panic!("{text} is no moment: {fault}"))
}

/// Somebody acting as `role`.
pub fn actor(role: &str) -> Actor {
    Actor { role: role.to_owned(), user: format!("user-{role}") }
}

/// Arguments as words.
pub fn args(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// A case with its record: what the desk does, without sealing or storing.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The events, oldest first.
    pub events: Vec<Recorded>,
    /// The case they make.
    pub state: State,
}

impl Record {
    /// Does a command and appends what comes of it.
    ///
    /// # Errors
    /// The refusal.
    pub fn act(
        &mut self,
        plan: &Plan,
        role: &str,
        command: &Command,
        now: Timestamp,
    ) -> Result<Vec<Event>, Refusal> {
        let who = actor(role);
        let events = decide(&self.state, command, plan, &who, now)?;
        let recorded_at = self.state.recorded_at.map_or(now, |last| last.max(now));
        for event in &events {
            let position = self.state.version + 1;
            let recorded = Recorded {
                event: event.clone(),
                position,
                occurred_at: now,
                recorded_at,
                actor: who.clone(),
            };
            apply(&mut self.state, &recorded);
            self.events.push(recorded);
        }
        Ok(events)
    }

    /// Another plan is adopted, by somebody in `role`.
    ///
    /// # Errors
    /// What the plan refuses.
    pub fn adopt(
        &mut self,
        plan: &Plan,
        role: &str,
        to: &Plan,
        now: Timestamp,
    ) -> Result<Vec<Event>, Refusal> {
        let to = std::sync::Arc::new(to.clone());
        self.act(plan, role, &Command::Adopt { to, reason: "adopted by a test".to_owned() }, now)
    }

    /// The same in the words of the command line.
    ///
    /// # Errors
    /// The refusal.
    pub fn say(
        &mut self,
        plan: &Plan,
        role: &str,
        name: &str,
        pairs: &[(&str, &str)],
        now: Timestamp,
    ) -> Result<Vec<Event>, Refusal> {
        debug_assert!(words::COMMANDS.iter().any(|(known, _)| *known == name), "no command is called {name}");
        let command = Command::from_words(name, &args(pairs), plan, &plan.zone)?;
        self.act(plan, role, &command, now)
    }
}
