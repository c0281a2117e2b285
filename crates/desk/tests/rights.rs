//! Who may do what: every command there is, against every role of the real pack. The matrix stands here by hand, from the
//! written plan; a command without a row fails, and so does a role or a right that moved.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use desk::{Act, CaseId, Desk, DeskError, Opening, RealLog};
use incident::{Actor, Command, required_right, right_for, words};
use jiff::Timestamp;
use plan::{Plan, Right};

/// A command's name, its arguments, the right it needs.
type Case = (&'static str, &'static [(&'static str, &'static str)], Right);

/// Every command by its name, arguments that can be read, and the right it needs.
const TABLE: &[Case] = &[
    ("open", &[("title", "A leak")], Right::Open),
    ("fact", &[("fact", "records"), ("value", "7")], Right::StateFact),
    ("strike", &[("event", "1"), ("reason", "wrong")], Right::StateFact),
    ("evidence", &[("name", "leak.csv"), ("sha256", SHA), ("size", "7")], Right::StateFact),
    ("custody", &[("evidence", "E-1"), ("to", "commander"), ("reason", "kept there")], Right::StateFact),
    ("decide-level", &[("level", "level_3"), ("reason", "seen")], Right::DecideLevel),
    ("warn", &[("reason", "seen")], Right::Decide),
    ("renew", &[("reason", "seen")], Right::Decide),
    ("watch", &[("reason", "seen")], Right::Decide),
    ("declare", &[("reason", "seen")], Right::Decide),
    ("accept", &[("reason", "seen")], Right::Decide),
    ("answer", &[("answer", "reject"), ("reason", "seen")], Right::Decide),
    ("playbook", &[("playbook", "p")], Right::DoTask),
    ("task", &[("task", "t"), ("to", "done")], Right::DoTask),
    ("met", &[("obligation", "o")], Right::DoTask),
    ("file", &[("form", "f")], Right::File),
    ("write", &[("paper", "form"), ("of", "f"), ("field", "t"), ("text", "x")], Right::DoTask),
    ("pass", &[("notice", "n"), ("digest", SHA)], Right::PassText),
    ("notice-sent", &[("notice", "n"), ("count", "7")], Right::Send),
    ("gate.propose", &[("gate", "g"), ("reason", "seen")], Right::ProposeGate),
    ("gate.review", &[("gate", "g")], Right::ReviewGate),
    ("gate.approve", &[("gate", "g")], Right::ApproveGate),
    ("waive", &[("gate", "g"), ("condition", "c"), ("reason", "seen")], Right::ApproveGate),
    ("moot", &[("obligation", "o"), ("reason", "seen")], Right::Decide),
    ("adopt", &[("reason", "newer")], Right::AdoptPlan),
    ("tick", &[], Right::Read),
    ("close", &[], Right::Decide),
    ("reopen", &[("reason", "again")], Right::Decide),
];
const SHA: &str = "abababababababababababababababababababababababababababababababab";

fn command(plan: &Plan, name: &str, args: &[(&str, &str)]) -> Command {
    let args: Vec<(String, String)> = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Command::from_words(name, &args, plan, &plan.zone).unwrap()
}

/// The variant's name. No arm for the rest: a new variant does not compile here until somebody has thought about it.
fn variant(command: &Command) -> &'static str {
    match command {
        Command::Open { .. } => "open",
        Command::StateFact { .. } => "fact",
        Command::Strike { .. } => "strike",
        Command::AddEvidence { .. } => "evidence",
        // Not of the words: only who counted can say it (`desk/tests/customers.rs`).
        Command::CountLeak(_) => "evidence",
        Command::PassCustody { .. } => "custody",
        Command::DecideLevel { .. } => "decide-level",
        Command::Warn { .. } => "warn",
        Command::Renew { .. } => "renew",
        Command::Watch { .. } => "watch",
        Command::Declare { .. } => "declare",
        Command::Answer { accept: true, .. } => "accept",
        Command::Answer { accept: false, .. } => "answer",
        Command::StartPlaybook { .. } => "playbook",
        Command::MoveTask { .. } => "task",
        Command::Meet { .. } => "met",
        Command::File { .. } => "file",
        Command::WriteField { .. } => "write",
        Command::PassNotice { .. } => "pass",
        Command::NoticeSent { .. } => "notice-sent",
        Command::ProposeGate { .. } => "gate.propose",
        Command::ReviewGate { .. } => "gate.review",
        Command::ApproveGate { .. } => "gate.approve",
        Command::WaiveCondition { .. } => "waive",
        Command::Moot { .. } => "moot",
        Command::Adopt { .. } => "adopt",
        Command::Tick => "tick",
        Command::Close => "close",
        Command::Reopen { .. } => "reopen",
    }
}

fn now() -> Timestamp {
    "2026-03-01T09:00:00+08:00".parse().unwrap()
}

fn desk_with_a_case(folder: &std::path::Path, plan: &Arc<Plan>) -> (Desk<RealLog>, CaseId) {
    let desk: Desk<RealLog> = Desk::open(&Opening {
        origin: Some("example.com/incidents".to_owned()),
        ..Opening::at(folder, "test", now())
    })
    .unwrap();
    let opener = plan.roles.iter().find(|role| role.rights.contains(&Right::Open)).unwrap();
    let open = act(&opener.id, command(plan, "open", &[("title", "A leak")]));
    let case = desk.open_case(plan, &open).unwrap().case;
    (desk, case)
}

fn act(role: &str, command: Command) -> Act {
    let who = Actor { role: role.to_owned(), user: "test".to_owned() };
    Act { command, who, occurred_at: None, now: now() }
}

#[test]
fn every_command_there_is_has_a_row_and_the_right_of_that_row() {
    let plan = pack::cn_b2c();
    let known: BTreeSet<&str> = words::COMMANDS.iter().map(|(name, _)| *name).collect();
    let listed: BTreeSet<&str> = TABLE.iter().map(|(name, _, _)| *name).collect();
    assert_eq!(known, listed, "commands without an authorisation case, or the other way round");
    assert_eq!(listed.len(), TABLE.len(), "a command has two rows");
    for (name, args, right) in TABLE {
        let command = command(&plan, name, args);
        assert_eq!(variant(&command), *name);
        assert_eq!(required_right(&command), *right, "{name}");
        assert_eq!(right_for(name), Some(*right), "{name}, before its words are read");
    }
}

#[test]
fn the_desk_lets_a_role_do_exactly_what_its_rights_say() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let (desk, case) = desk_with_a_case(folder.path(), &plan);
    let (mut allowed, mut refused) = (0, 0);
    for role in &plan.roles {
        for (name, args, right) in TABLE {
            let asked = act(&role.id, command(&plan, name, args));
            // What the case itself says of it is another matter: here only who may ask counts.
            match desk.act(&case, &asked) {
                Err(DeskError::NoRight { role: told, right: lacks, held_by }) => {
                    assert!(!role.rights.contains(right), "{} may {name} and was refused", role.id);
                    assert_eq!((told.as_str(), lacks), (role.id.as_str(), *right));
                    let holders: Vec<String> = plan
                        .roles
                        .iter()
                        .filter(|r| r.rights.contains(right))
                        .map(|r| r.id.clone())
                        .collect();
                    assert_eq!(held_by, holders);
                    refused += 1;
                }
                Ok(_) | Err(DeskError::Refused(_)) => {
                    assert!(role.rights.contains(right), "{} may not {name} and was let through", role.id);
                    allowed += 1;
                }
                Err(other) => panic!("{} {name}: {other}", role.id),
            }
        }
    }
    assert_eq!(allowed + refused, plan.roles.len() * TABLE.len());
    assert!(allowed > 0 && refused > 0);
}

#[test]
fn only_the_clock_may_tick_without_a_role_and_it_may_do_nothing_else() {
    let (folder, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
    let (desk, case) = desk_with_a_case(folder.path(), &plan);
    for (name, args, _) in TABLE {
        let result = desk.act(&case, &act(Act::CLOCK, command(&plan, name, args)));
        match *name {
            "tick" => assert!(result.is_ok(), "{result:?}"),
            _ => assert!(matches!(result, Err(DeskError::UnknownRole { .. })), "{name}: {result:?}"),
        }
    }
}

/// From the written plan (二.1, 二.2, 三, 四): what each right that commits the house takes.
#[test]
fn the_roles_of_the_pack_hold_the_rights_the_written_plan_gives_them() {
    let plan = pack::cn_b2c();
    let holders = |right: Right| -> BTreeSet<&str> {
        plan.roles.iter().filter(|role| role.rights.contains(&right)).map(|role| role.id.as_str()).collect()
    };
    let expected: BTreeMap<&str, (Right, &[&str])> = [
        ("approve_gate", (Right::ApproveGate, &["commander"][..])),
        ("adopt_plan", (Right::AdoptPlan, &["commander"][..])),
        ("decide_level", (Right::DecideLevel, &["commander"][..])),
        ("decide", (Right::Decide, &["commander", "duty_manager"][..])),
        ("pass_text", (Right::PassText, &["legal_lead"][..])),
        ("send", (Right::Send, &["customer_lead", "press_lead"][..])),
    ]
    .into();
    for (name, (right, roles)) in expected {
        assert_eq!(holders(right), roles.iter().copied().collect(), "{name}");
    }
    let both =
        |one: Right, other: Right| -> bool { holders(one).intersection(&holders(other)).next().is_some() };
    assert!(!both(Right::PassText, Right::Send), "whoever passes a text must not be the one who sends it");
    assert!(!both(Right::ProposeGate, Right::ApproveGate), "whoever proposes a gate must not approve it");
}
