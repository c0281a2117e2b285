//! A counting is taken back with what it stated: its facts rest on a file that was the wrong one, or on the wrong register, and a figure
//! of both right and wrong files is wrong as well. What the other countings tell is stated again, all in one act.

use std::collections::BTreeSet;
use std::sync::Arc;

use incident::state::{Counting, Statement};
use incident::{Actor, Command, State};
use jiff::Timestamp;

use crate::leak::{bearing, parts, together};
use crate::{Act, CaseFile, CaseId, Desk, DeskError, Done, LogKind};

/// The statements that stand, were made by counting leaks, and rest on evidence of the counting at this position; oldest first. Nothing
/// if there is no such counting, or it was taken back. What people said themselves is theirs to take back.
pub fn facts_of_leak(file: &CaseFile, position: u64) -> Vec<&Statement> {
    let Some(counting) = standing(&file.state, position) else { return Vec::new() };
    let sources = sources(&file.state);
    let rests = |statement: &&Statement| {
        let cited = statement.evidence.iter().any(|id| counting.counted.evidence.contains(id));
        let counted = statement.source.as_deref().is_some_and(|source| sources.contains(source));
        cited && counted && statement.struck.is_none()
    };
    file.state.statements.iter().filter(rests).collect()
}

impl<L: LogKind> Desk<L> {
    /// Takes a counting back with the statements of [`facts_of_leak`], and states again what the countings that are left tell together.
    ///
    /// # Errors
    /// As [`Desk::act_upon`]; if a list of customers is gone or altered.
    pub fn take_leak_back(
        &self,
        case: &CaseId,
        position: u64,
        reason: &str,
        who: &Actor,
        now: Timestamp,
    ) -> Result<Done, DeskError> {
        let act = |command| Act { command, who: who.clone(), occurred_at: None, now };
        let acts = |file: &CaseFile| {
            let strike =
                |position| Command::Strike { position, reason: reason.to_owned(), evidence: Vec::new() };
            let facts = facts_of_leak(file, position);
            let struck = [position].into_iter().chain(facts.iter().map(|fact| fact.position)).map(strike);
            let again = self.left_to_tell(file, position, &facts)?;
            Ok(struck.chain(again).map(act).collect())
        };
        self.act_upon(case, &acts)
    }

    /// The figures among `gone` as the other countings tell them, where that does not stand already.
    fn left_to_tell(
        &self,
        file: &CaseFile,
        position: u64,
        gone: &[&Statement],
    ) -> Result<Vec<Command>, DeskError> {
        let left = without(file, position);
        let parts = parts(&left);
        let listed = parts.iter().any(|part| part.customers.is_some());
        let tally = listed.then(|| self.tally_together(&left, None)).transpose()?;
        let all = together(&parts, tally);
        let mut told: Vec<&str> = Vec::new();
        let mut commands = Vec::new();
        for statement in gone {
            let fact = file.plan.catalogue.facts.iter().find(|fact| fact.id == statement.fact);
            let least = all.least(&statement.fact);
            let (Some(fact), Some(least), false) = (fact, least, told.contains(&statement.fact.as_str()))
            else {
                continue;
            };
            told.push(&statement.fact);
            let (words, evidence) = (format!(">={least}"), bearing(&fact.id, least, &parts));
            let stays = |known: &&Statement| !gone.iter().any(|gone| gone.position == known.position);
            let mut known = file.state.statements.iter().filter(stays);
            let stands = |known: &Statement| {
                known.struck.is_none()
                    && (&known.fact, &known.given, &known.evidence) == (&fact.id, &words, &evidence)
            };
            if known.any(stands) {
                continue;
            }
            let value = incident::statement(fact, &words, &file.plan.zone)?;
            let (fact, source) = (fact.id.clone(), statement.source.clone());
            commands.push(Command::StateFact { fact, value, source, evidence });
        }
        Ok(commands)
    }
}

/// The counting at this position, if it stands.
fn standing(state: &State, position: u64) -> Option<&Counting> {
    state.countings.iter().find(|counting| counting.position == position && counting.struck.is_none())
}

/// The sources of what countings stated, also of those that were taken back since: of statements made in one act with a counting, after
/// it, at the same moment and by the same person. What is stated again names the same.
fn sources(state: &State) -> BTreeSet<&str> {
    let counted = |statement: &&Statement| {
        state.countings.iter().any(|counting| {
            let same_act = counting.at == statement.occurred_at && counting.by == statement.by;
            same_act && counting.position < statement.position
        })
    };
    state.statements.iter().filter(counted).filter_map(|statement| statement.source.as_deref()).collect()
}

/// The case as if the counting at this position were taken back.
fn without(file: &CaseFile, position: u64) -> CaseFile {
    let mut state = State::clone(&file.state);
    for counting in state.countings.iter_mut().filter(|counting| counting.position == position) {
        counting.struck = Some(u64::MAX);
    }
    CaseFile { state: Arc::new(state), ..file.clone() }
}
