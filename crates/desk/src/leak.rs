//! A leak is told to its case: its files as evidence, the report and the customers found sealed beside them, and what the leaks
//! of the case tell together stated as facts. All in one act: the case knows the leak, or it does not.

use std::collections::BTreeSet;

use incident::event::evidence::{Counted, Tally};
use incident::state::Counting;
use incident::{Actor, Command};
use jiff::Timestamp;
use messages::Message;

use crate::{Act, CaseFile, CaseId, Desk, DeskError, Done, LogKind, Sealed, SealedList};

/// The longest report that is read, bytes: a thousand files with a thousand gaps each.
const REPORT_MOST: u64 = 64 << 20;

/// What counting a leak told.
#[derive(Debug)]
pub struct CountedLeak<'a> {
    /// The files that were counted together.
    pub files: Vec<LeakFile>,
    /// The report, in the shape of `docs/assess.schema.json`.
    pub report: &'a [u8],
    /// Records in them, at least.
    pub records: u64,
    /// Persons in them, at least.
    pub persons: u64,
    /// Facts in the words in which they are stated, as this leak alone tells them; those the plan does not know are left out.
    pub facts: Vec<(&'static str, String)>,
    /// Where these facts come from, in the words of their statements.
    pub source: &'a str,
    /// Customers found in it, where a register was held against it.
    pub customers: Option<SealedList>,
}

/// A file of a leak, as evidence names it.
#[derive(Debug, Clone)]
pub struct LeakFile {
    /// What it is called.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hex.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Its bytes, where they were sealed into the case.
    pub sealed: Option<Sealed>,
}

/// What the leaks of a case tell together, at least.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Together {
    /// Records: those of different files added up; a file that was counted twice counts once.
    pub records: u64,
    /// Persons: the most that one counting told, or the customers of all together, whichever is more. Persons of two files
    /// cannot be told apart without counting them together, so they are never added up.
    pub persons: u64,
    /// Customers of all lists, each once; `None` without a register.
    pub customers: Option<Tally>,
}

impl<L: LogKind> Desk<L> {
    /// Tells the case a leak that was counted. Sealed files of an act that is refused are removed again.
    ///
    /// # Errors
    /// As [`Desk::act_upon_sealed`].
    pub fn tell_leak(
        &self,
        case: &CaseId,
        leak: &CountedLeak<'_>,
        who: &Actor,
        occurred_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<Done, DeskError> {
        let mut sealed: Vec<Sealed> = leak.files.iter().filter_map(|file| file.sealed.clone()).collect();
        sealed.extend(leak.customers.as_ref().map(|list| list.sealed.clone()));
        let mut bytes = leak.report;
        let report = self.seal(case, who, &mut bytes, &mut |_| {}).inspect_err(|_| self.discard(&sealed))?;
        sealed.push(report.clone());
        let act = |command| Act { command, who: who.clone(), occurred_at, now };
        let acts = |file: &CaseFile| Ok(self.commands(file, leak, &report)?.into_iter().map(act).collect());
        self.act_upon_sealed(case, &sealed, &acts)
    }

    /// Removes a list that no entry speaks of.
    pub fn discard_list(&self, list: &SealedList) {
        self.discard(std::slice::from_ref(&list.sealed));
    }

    /// The report of a counting, by the position of its event: JSON in the shape of `docs/assess.schema.json`.
    ///
    /// # Errors
    /// If there is no such counting, or its report is gone or altered.
    pub fn leak_report(&self, case: &CaseId, position: u64) -> Result<Vec<u8>, DeskError> {
        let found = {
            let on_desk = self.load(case)?;
            let mut countings = on_desk.folded.file.state.countings.iter();
            countings.find(|counting| counting.position == position).map(|one| one.counted.report.clone())
        };
        let damaged = || DeskError::Damaged(Message::new("desk-evidence-not-sealed"));
        let file = found.ok_or_else(damaged)?;
        self.kept(case, &file, REPORT_MOST)
    }

    /// What the countings of a case tell together.
    ///
    /// # Errors
    /// If a list of customers is gone or altered.
    pub fn leaks_together(&self, case: &CaseId) -> Result<Together, DeskError> {
        let customers = self.customer_tally(case)?;
        let on_desk = self.load(case)?;
        Ok(together(&parts(&on_desk.folded.file), customers))
    }

    /// Evidence first, then what was counted in it, then every fact, which cites what bears it, earlier leaks too.
    fn commands(
        &self,
        file: &CaseFile,
        leak: &CountedLeak<'_>,
        report: &Sealed,
    ) -> Result<Vec<Command>, DeskError> {
        let first = file.state.evidence.len() + 1;
        let evidence: Vec<String> =
            (first..first + leak.files.len()).map(|number| format!("E-{number}")).collect();
        let mut commands: Vec<Command> = leak.files.iter().map(LeakFile::command).collect();
        let tally = leak.customers.as_ref().map(|list| self.tally_together(file, Some(list))).transpose()?;
        let found = leak.customers.as_ref().zip(tally.clone());
        let counted = Counted {
            evidence: evidence.clone(),
            records: leak.records,
            persons: leak.persons,
            report: report.file(),
            customers: found.map(|(list, tally)| list.found(tally)),
        };
        let mut parts = parts(file);
        parts.push(Part::told(leak, &evidence));
        let all = together(&parts, tally);
        commands.push(Command::CountLeak(Box::new(counted)));
        for (fact, words) in &leak.facts {
            let Some(fact) = file.plan.catalogue.facts.iter().find(|known| known.id == *fact) else {
                continue;
            };
            let (words, evidence) = match all.least(&fact.id) {
                Some(least) => (format!(">={least}"), bearing(&fact.id, least, &parts)),
                None => (words.clone(), evidence.clone()),
            };
            let value = incident::statement(fact, &words, &file.plan.zone)?;
            let source = Some(leak.source.to_owned());
            commands.push(Command::StateFact { fact: fact.id.clone(), value, source, evidence });
        }
        Ok(commands)
    }
}

impl LeakFile {
    fn command(&self) -> Command {
        match &self.sealed {
            Some(sealed) => sealed.command(&self.name, None),
            None => Command::AddEvidence {
                name: self.name.clone(),
                sha256: self.sha256.clone(),
                size: self.size,
                held_by: None,
                blob: None,
            },
        }
    }
}

impl Together {
    /// The least number of a fact that several leaks tell together; `None` for the others, of which each leak speaks for itself.
    pub(crate) fn least(&self, fact: &str) -> Option<u64> {
        let least = match fact {
            "records" => self.records,
            "persons" => self.persons,
            "customers" => self.customers.as_ref()?.at_least,
            _ => return None,
        };
        (least > 0).then_some(least)
    }
}

/// One counting: which files, by digest, and what it told.
pub(crate) struct Part {
    /// The evidence in which it was counted.
    evidence: Vec<String>,
    files: BTreeSet<String>,
    records: u64,
    persons: u64,
    /// Customers of its list, at least; `None` without a register.
    pub(crate) customers: Option<u64>,
}

impl Part {
    fn standing(file: &CaseFile, counting: &Counting) -> Part {
        let counted = &counting.counted;
        let digest = |id: &String| file.state.evidence.iter().find(|evidence| evidence.id == *id);
        Part {
            evidence: counted.evidence.clone(),
            files: counted.evidence.iter().filter_map(digest).map(|one| one.sha256.clone()).collect(),
            records: counted.records,
            persons: counted.persons,
            customers: counted.customers.as_ref().map(|found| found.at_least),
        }
    }

    /// Of a leak that is about to be told.
    fn told(leak: &CountedLeak<'_>, evidence: &[String]) -> Part {
        Part {
            evidence: evidence.to_vec(),
            files: leak.files.iter().map(|file| file.sha256.clone()).collect(),
            records: leak.records,
            persons: leak.persons,
            customers: leak.customers.as_ref().map(|list| list.at_least),
        }
    }
}

/// The countings that stand, oldest first.
pub(crate) fn parts(file: &CaseFile) -> Vec<Part> {
    let standing = file.state.countings.iter().filter(|counting| counting.struck.is_none());
    standing.map(|counting| Part::standing(file, counting)).collect()
}

pub(crate) fn together(parts: &[Part], customers: Option<Tally>) -> Together {
    let persons = parts.iter().map(|part| part.persons).max().unwrap_or(0);
    let least = customers.as_ref().map_or(0, |tally| tally.at_least);
    Together { records: sum(parts), persons: persons.max(least), customers }
}

/// The evidence that bears a number of several leaks, oldest first: of records all that were added up; of persons and customers that
/// which tells so many by itself, or else that of all lists, which do so together.
pub(crate) fn bearing(fact: &str, least: u64, parts: &[Part]) -> Vec<String> {
    let alone = |part: &&Part| part.customers == Some(least) || (fact == "persons" && part.persons == least);
    let bearers: Vec<&Part> = match fact {
        "records" => summed(parts),
        _ if parts.iter().any(|part| alone(&part)) => parts.iter().filter(alone).collect(),
        _ => parts.iter().filter(|part| part.customers.is_some()).collect(),
    };
    bearers.into_iter().flat_map(|part| part.evidence.iter().cloned()).collect()
}

/// Countings that have no file in common, the largest chosen first, in the order in which they were told: in their sum no record
/// stands twice, and so it is a lower bound of the records of all files.
fn summed(parts: &[Part]) -> Vec<&Part> {
    let mut largest_first: Vec<usize> = (0..parts.len()).collect();
    largest_first.sort_by_key(|at| std::cmp::Reverse(parts[*at].records));
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut chosen: Vec<usize> = Vec::new();
    for at in largest_first {
        let part = &parts[at];
        if part.records > 0 && part.files.iter().all(|file| !seen.contains(file.as_str())) {
            seen.extend(part.files.iter().map(String::as_str));
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|at| &parts[at]).collect()
}

fn sum(parts: &[Part]) -> u64 {
    summed(parts).iter().fold(0, |records: u64, part| records.saturating_add(part.records))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(files: &[&str], records: u64) -> Part {
        Part {
            evidence: files.iter().map(|file| format!("E-{file}")).collect(),
            files: files.iter().map(|file| (*file).to_owned()).collect(),
            records,
            persons: records,
            customers: None,
        }
    }

    #[test]
    fn different_files_add_up_and_a_file_counted_twice_counts_once() {
        assert_eq!(sum(&[part(&["a"], 100), part(&["b"], 100)]), 200);
        assert_eq!(sum(&[part(&["a"], 100), part(&["a"], 100)]), 100);
        // Counted better the second time.
        assert_eq!(sum(&[part(&["a"], 100), part(&["a"], 120)]), 120);
        // Of countings that share a file only one is known to add nothing twice.
        assert_eq!(sum(&[part(&["a", "b"], 150), part(&["b", "c"], 140), part(&["d"], 1)]), 151);
        assert_eq!(sum(&[]), 0);
    }

    #[test]
    fn a_number_names_every_evidence_that_bears_it_and_none_that_does_not() {
        let parts = [part(&["1"], 30), part(&["2"], 479), part(&["2"], 479), part(&["3"], 0)];
        assert_eq!(bearing("records", 509, &parts), ["E-1", "E-2"]);
        // Persons of two files are not added up.
        assert_eq!(bearing("persons", 479, &parts[..2]), ["E-2"]);
        let list = |files: &[&str], customers| Part { customers: Some(customers), ..part(files, 5) };
        let lists = [list(&["1"], 100), part(&["2"], 7), list(&["3"], 60)];
        assert_eq!(bearing("customers", 100, &lists), ["E-1"], "the second list adds nobody");
        assert_eq!(bearing("customers", 130, &lists), ["E-1", "E-3"]);
        assert_eq!(bearing("persons", 130, &lists), ["E-1", "E-3"], "every customer is a person");
    }
}
