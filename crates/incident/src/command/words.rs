//! Commands from the words of the command line (`stanch case …`) and of drills: the same words, so that whatever a
//! person can do to a case a drill can do too.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use messages::Message;
use plan::{Channel, Plan, ScaleKind};

use super::told::{moment, number, unclear};
use super::value::statement;
use super::{Command, Given};
use crate::event::notice::Paper;
use crate::event::task::Stage;
use crate::refusal::Refusal;

/// Every command by its name, with its arguments; those in brackets may be left out. Help pages and the document of drills are made
/// from this list. It stands in the room of plans, below this one: the steps of a drill are checked against it.
pub use plan::COMMANDS;

/// A command as the command line has it: `gate propose` for `gate.propose`.
pub(crate) fn typed(command: &str) -> String {
    let line = match command {
        "decide-level" => "level",
        "notice-sent" => "sent",
        "waive" => "gate waive",
        other => other,
    };
    format!("stanch case {}", line.replace('.', " "))
}

/// The words of one command.
struct Words<'a> {
    name: &'a str,
    args: &'a [(String, String)],
    plan: &'a Plan,
    zone: &'a TimeZone,
}

impl Command {
    /// The command that `name` and `args` say, for a case on `plan`; times without an offset are read in `zone`.
    ///
    /// For `adopt`, `plan` is the plan to adopt.
    ///
    /// # Errors
    /// A [`Refusal`] about the words: unknown command or argument, missing argument, unreadable value.
    pub fn from_words(
        name: &str,
        args: &[(String, String)],
        plan: &Plan,
        zone: &TimeZone,
    ) -> Result<Command, Refusal> {
        let words = Words { name, args, plan, zone };
        words.check()?;
        match name {
            "open" => words.open(),
            "fact" => words.fact(),
            "evidence" | "custody" | "strike" => words.record(),
            "decide-level" | "warn" | "renew" | "watch" | "declare" | "accept" | "answer" | "reopen" => {
                words.decision()
            }
            "playbook" | "task" | "met" | "moot" => words.duty(),
            "file" | "write" | "pass" | "notice-sent" => words.leaving(),
            "gate.propose" | "gate.review" | "gate.approve" | "waive" => words.gate(),
            "adopt" => Ok(Command::Adopt { to: Arc::new(plan.clone()), reason: words.need("reason")? }),
            "close" => Ok(Command::Close),
            _ => Ok(Command::Tick),
        }
    }
}

impl Words<'_> {
    fn check(&self) -> Result<(), Refusal> {
        let Some((_, takes)) = COMMANDS.iter().find(|(name, _)| *name == self.name) else {
            let known = COMMANDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            return Err(Refusal::NoSuch { kind: "command", given: self.name.to_owned(), known });
        };
        let known = |given: &str| takes.iter().any(|takes| takes.trim_matches(['[', ']']) == given);
        match self.args.iter().find(|(given, _)| !known(given)) {
            Some((given, _)) => Err(Refusal::UnknownArgument {
                command: self.name.to_owned(),
                given: given.clone(),
                known: takes.join(", "),
            }),
            None => Ok(()),
        }
    }

    fn get(&self, argument: &str) -> Option<&str> {
        self.args.iter().find(|(given, _)| given == argument).map(|(_, value)| value.as_str())
    }

    fn maybe(&self, argument: &str) -> Option<String> {
        self.get(argument).map(str::to_owned)
    }

    fn need(&self, argument: &'static str) -> Result<String, Refusal> {
        self.maybe(argument)
            .ok_or_else(|| Refusal::MissingArgument { command: self.name.to_owned(), argument })
    }

    /// `E-1,E-2`.
    fn evidence(&self) -> Vec<String> {
        let given = self.get("evidence").unwrap_or_default();
        given.split([',', ' ']).map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
    }

    fn number(&self, argument: &'static str) -> Result<u64, Refusal> {
        let given = self.need(argument)?;
        let expected = Message::new("incident-expected-number");
        let read = number(&given).and_then(|number| u64::try_from(number).ok());
        read.ok_or(Refusal::Unreadable { argument, given, expected })
    }

    fn at(&self) -> Result<Option<Timestamp>, Refusal> {
        let Some(given) = self.get("at") else { return Ok(None) };
        let expected = Message::new("incident-expected-moment");
        let unreadable = || Refusal::Unreadable { argument: "at", given: given.to_owned(), expected };
        let why = || unclear(given, self.zone).unwrap_or_else(unreadable);
        moment(given, self.zone).map(Some).ok_or_else(why)
    }

    fn given(&self, fact: &str, words: &str) -> Result<Given, Refusal> {
        let facts = &self.plan.catalogue.facts;
        match facts.iter().find(|known| known.id == fact) {
            Some(fact) => statement(fact, words, self.zone),
            None => {
                let known = facts.iter().map(|fact| fact.id.as_str()).collect::<Vec<_>>().join(", ");
                Err(Refusal::NoSuch { kind: "fact", given: fact.to_owned(), known })
            }
        }
    }

    fn open(&self) -> Result<Command, Refusal> {
        let time = |fact: &str| self.get(fact).map(|words| self.given(fact, words)).transpose();
        Ok(Command::Open { title: self.need("title")?, happened: time("happened")?, known: time("known")? })
    }

    fn fact(&self) -> Result<Command, Refusal> {
        let fact = self.need("fact")?;
        let value = self.given(&fact, &self.need("value")?)?;
        Ok(Command::StateFact { fact, value, source: self.maybe("source"), evidence: self.evidence() })
    }

    fn record(&self) -> Result<Command, Refusal> {
        Ok(match self.name {
            "evidence" => Command::AddEvidence {
                name: self.need("name")?,
                sha256: self.need("sha256")?,
                size: self.number("size")?,
                held_by: self.maybe("held_by"),
                blob: None,
            },
            "custody" => Command::PassCustody {
                evidence: self.need("evidence")?,
                to: self.need("to")?,
                reason: self.need("reason")?,
            },
            _ => Command::Strike {
                position: self.number("event")?,
                reason: self.need("reason")?,
                evidence: self.evidence(),
            },
        })
    }

    fn decision(&self) -> Result<Command, Refusal> {
        let reason = self.need("reason")?;
        Ok(match self.name {
            "warn" => Command::Warn { reason, grade: self.maybe("grade") },
            "renew" => Command::Renew { reason },
            "watch" => Command::Watch { reason },
            "declare" => Command::Declare { reason, level: self.maybe("level") },
            "reopen" => Command::Reopen { reason },
            "accept" => Command::Answer { proposal: self.maybe("proposal"), accept: true, reason },
            "answer" => Command::Answer { proposal: self.maybe("proposal"), accept: self.accepts()?, reason },
            _ => Command::DecideLevel {
                scale: self.scale()?,
                level: self.need("level")?,
                reason,
                evidence: self.evidence(),
            },
        })
    }

    fn accepts(&self) -> Result<bool, Refusal> {
        let given = self.need("answer")?;
        match given.as_str() {
            "accept" => Ok(true),
            "reject" => Ok(false),
            _ => {
                let expected = Message::new("incident-expected-answer");
                Err(Refusal::Unreadable { argument: "answer", given, expected })
            }
        }
    }

    /// The scale given, else the plan's response scale.
    fn scale(&self) -> Result<String, Refusal> {
        let response = || self.plan.scales.iter().find(|scale| scale.kind == ScaleKind::ResponseLevel);
        match self.maybe("scale") {
            Some(scale) => Ok(scale),
            None => response()
                .map(|scale| scale.id.clone())
                .ok_or(Refusal::MissingArgument { command: self.name.to_owned(), argument: "scale" }),
        }
    }

    fn duty(&self) -> Result<Command, Refusal> {
        Ok(match self.name {
            "playbook" => Command::StartPlaybook { playbook: self.need("playbook")? },
            "task" => {
                Command::MoveTask { task: self.need("task")?, to: self.stage()?, note: self.maybe("note") }
            }
            "met" => Command::Meet {
                obligation: self.need("obligation")?,
                evidence: self.evidence(),
                at: self.at()?,
            },
            _ => Command::Moot { obligation: self.need("obligation")?, reason: self.need("reason")? },
        })
    }

    fn stage(&self) -> Result<Stage, Refusal> {
        let given = self.need("to")?;
        match given.as_str() {
            "take" => Ok(Stage::Taken),
            "do" => Ok(Stage::Doing),
            "block" => Ok(Stage::Blocked),
            "done" => Ok(Stage::Done),
            _ => {
                let expected = Message::new("incident-expected-stage");
                Err(Refusal::Unreadable { argument: "to", given, expected })
            }
        }
    }

    fn leaving(&self) -> Result<Command, Refusal> {
        Ok(match self.name {
            "file" => Command::File {
                form: self.need("form")?,
                channel: self.maybe("channel"),
                receipt: self.maybe("receipt"),
                digest: self.maybe("digest"),
                paper: None,
                at: self.at()?,
            },
            "write" => Command::WriteField {
                paper: self.paper()?,
                of: self.need("of")?,
                field: self.need("field")?,
                text: self.maybe("text").unwrap_or_default(),
            },
            "pass" => Command::PassNotice { notice: self.need("notice")?, digest: self.need("digest")? },
            _ => Command::NoticeSent {
                notice: self.need("notice")?,
                count: self.number("count")?,
                ways: self.ways()?,
                digest: self.maybe("digest"),
                at: self.at()?,
            },
        })
    }

    /// `app,sms`.
    fn ways(&self) -> Result<Vec<Channel>, Refusal> {
        let given = self.get("ways").unwrap_or_default();
        let words = given.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
        words
            .map(|word| {
                let known = || Channel::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
                let given = word.to_owned();
                Channel::of_word(word).ok_or_else(|| Refusal::NoSuch { kind: "way", given, known: known() })
            })
            .collect()
    }

    fn paper(&self) -> Result<Paper, Refusal> {
        let given = self.need("paper")?;
        match given.as_str() {
            "form" => Ok(Paper::Form),
            "notice" => Ok(Paper::Notice),
            _ => {
                let expected = Message::new("incident-expected-paper");
                Err(Refusal::Unreadable { argument: "paper", given, expected })
            }
        }
    }

    fn gate(&self) -> Result<Command, Refusal> {
        let gate = self.need("gate")?;
        Ok(match self.name {
            "gate.propose" => Command::ProposeGate { gate, reason: self.need("reason")? },
            "gate.review" => Command::ReviewGate { gate },
            "gate.approve" => Command::ApproveGate { gate },
            _ => Command::WaiveCondition {
                gate,
                condition: self.need("condition")?,
                reason: self.need("reason")?,
            },
        })
    }
}
