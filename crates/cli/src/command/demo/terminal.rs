//! `stanch demo --terminal`: a made-up leak of a made-up company, from the files to the level, told in the terminal.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{Desk, Disclosure, DrillLog, Opening};
use exposure::{Count, Source};
use journal::{Verdict, VerifierKey};
use messages::Message;
use plan::Plan;

use super::{Typed, own_folder};
use crate::command::assess::{self, Assessed, Wanted};
use crate::command::drill::run as rehearse;
use crate::command::journal::verify;
use crate::demo::company::{self, Company};
use crate::demo::pack;
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::{data, figures, file, plan_of};

/// Members of the shop if not said otherwise.
const MEMBERS: u64 = 120_000;
/// The drill that tells the story of a leak like the one made up.
const DRILL: &str = "million_rows";

/// Plays it; a count that differs from what was made up is a defect and ends as one.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let folder = fresh_folder(typed.data.as_deref())?;
    let plan = plan_of::files(pack(), "plans/cn-b2c", door)?;
    let company = tell_company(&folder, typed.members.unwrap_or(MEMBERS), door)?;
    let assessed = tell_leak(&folder, &company, &plan, door)?;
    compare(&company, &assessed, door)?;
    let plan = Arc::new(plan);
    let rehearsed = tell_drill(&folder, &plan, door)?;
    let proved = tell_proof(&rehearsed, door)?;
    tell_end(&folder, &company, door);
    Ok(if rehearsed.passed && proved { Exit::Done } else { Exit::Negative })
}

/// A drill that was played: what it proves with, and whether the plan kept its promises.
struct Rehearsed {
    bundle: PathBuf,
    key: VerifierKey,
    passed: bool,
}

/// The plan's own drill, in a log of its own, told by the sentences the pack gives its turns.
fn tell_drill(folder: &Path, plan: &Arc<Plan>, door: &mut Door) -> Result<Rehearsed, Failure> {
    say(door, "cli-demo-drill");
    let nothing = || Failure::new(Exit::Defect, Message::new("cli-demo-no-drill"));
    let drill = plan.drills.iter().find(|drill| drill.id == DRILL).ok_or_else(nothing)?;
    let bundle = folder.join("drill.bundle");
    door.text(&format!("  $ stanch drill run plans/cn-b2c/{} --export {}", drill.path, bundle.display()));
    door.text("");
    let desk: Desk<DrillLog> = data::open(&Opening {
        origin: Some("shop.example.com/incidents".to_owned()),
        ..Opening::at(folder.join("drill"), "stanch demo", drill.begins)
    })?;
    let (played, mut report) = rehearse::play(&desk, plan, drill, door)?;
    rehearse::export(&desk, &played, &Disclosure::None, &bundle)?;
    report.bundle = Some(bundle.display().to_string());
    report.scenes.retain(|scene| scene.says.is_some() || scene.refused.is_some());
    rehearse::show(&report, plan, drill, door);
    Ok(Rehearsed { bundle, key: desk.verifier(), passed: report.passed })
}

/// The bundle verifies; with one bit of it changed it does not, and what was changed is named.
fn tell_proof(rehearsed: &Rehearsed, door: &mut Door) -> Result<bool, Failure> {
    say(door, "cli-demo-proof");
    let mut bytes = file::read(&rehearsed.bundle)?;
    let whole = journal::verify(&bytes, Some(&rehearsed.key), None);
    verify::show(&whole, door);
    let place = bytes.len() / 2;
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= 1;
    }
    let flipped = journal::verify(&bytes, Some(&rehearsed.key), None);
    door.text("");
    let place = u64::try_from(place).unwrap_or(u64::MAX);
    door.say(&Message::new("cli-demo-flipped").with("place", figures::count(place)));
    for fault in flipped.faults().take(3) {
        let words = door.words(&fault.message());
        door.text(&format!("  ▲ {words}"));
    }
    let verdict = door.words(&flipped.verdict.message());
    door.text(&format!("  ▲ {verdict}"));
    Ok(whole.verdict == Verdict::Verified && flipped.verdict == Verdict::Failed)
}

fn say(door: &mut Door, key: &'static str) {
    door.text("");
    door.heading(&Message::new(key));
}

/// A new folder that only its owner can enter: the given one, else one beside other temporary files.
fn fresh_folder(given: Option<&Path>) -> Result<PathBuf, Failure> {
    match given {
        Some(folder) => own_folder(folder),
        None => tempfile::Builder::new()
            .prefix("stanch-demo-")
            .tempdir()
            .map(tempfile::TempDir::keep)
            .map_err(|error| file::unwritable(&std::env::temp_dir(), &error)),
    }
}

fn tell_company(folder: &Path, members: u64, door: &mut Door) -> Result<Company, Failure> {
    door.heading(&Message::new("cli-demo-company"));
    let company = company::make_up(folder, members).map_err(|error| file::unwritable(folder, &error))?;
    let message = Message::new("cli-demo-made-up")
        .with("members", figures::count(members))
        .with("register", company.register.display().to_string())
        .with("leak", company.leak.display().to_string());
    door.say(&message);
    Ok(company)
}

fn tell_leak(folder: &Path, company: &Company, plan: &Plan, door: &mut Door) -> Result<Assessed, Failure> {
    say(door, "cli-demo-leak");
    let leak = company.leak.display().to_string();
    let register = company.register.display().to_string();
    door.text(&format!("  $ stanch assess {leak} --register {register} --plan plans/cn-b2c"));
    door.text("");
    let leaks = company.files.iter().map(Source::path).collect::<Vec<_>>();
    let register = Source::path(&company.register);
    let list = Some(folder.join("persons.csv"));
    let wanted = Wanted { leaks: &leaks, register: Some(&register), plan: Some(plan), list };
    let assessed = assess::assess(wanted, door)?;
    assess::report::show(&assessed, true, door);
    Ok(assessed)
}

/// What was made up is known to the last person: the count must be the same.
fn compare(company: &Company, assessed: &Assessed, door: &mut Door) -> Result<(), Failure> {
    let counts = &assessed.assessment.counts;
    let found = |count: &Count| match count {
        Count::Known { lo, .. } => *lo,
        Count::Unknown { .. } => 0,
    };
    let (records, persons, customers) =
        (found(&counts.records), found(&counts.persons), found(&counts.customers));
    if (records, persons, customers) != (company.records, company.persons, company.customers) {
        let message = Message::new("cli-demo-differs")
            .with("made", format!("{} / {} / {}", company.records, company.persons, company.customers))
            .with("found", format!("{records} / {persons} / {customers}"));
        return Err(Failure::new(Exit::Defect, message));
    }
    door.text("");
    let message = Message::new("cli-demo-same")
        .with("records", figures::count(records))
        .with("persons", figures::count(persons))
        .with("customers", figures::count(customers));
    door.say(&message);
    Ok(())
}

fn tell_end(folder: &Path, company: &Company, door: &mut Door) {
    say(door, "cli-demo-end");
    let message = Message::new("cli-demo-try")
        .with("folder", folder.display().to_string())
        .with("leak", company.leak.display().to_string());
    door.say(&message);
}
