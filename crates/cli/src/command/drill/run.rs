//! `stanch drill run DRILL.yaml`: a case played to its end in virtual time, in a log of its own, and scored.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{Desk, Disclosure, DrillLog, Played, Scene};
use messages::{Arg, Message};
use plan::{Drill, Item, Plan, ScaleKind, Step};
use serde::Serialize;

use crate::command::journal::export::{Bodies, free};
use crate::data::{self, Keys};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::table::{Edge, Table};
use crate::{figures, file, plan_of, words};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The drill, a file inside its pack.
    #[arg(value_name = "DRILL.yaml")]
    drill: PathBuf,
    /// Where the bundle of the played case goes.
    #[arg(long, value_name = "BUNDLE")]
    export: Option<PathBuf>,
    /// Which bodies the bundle discloses.
    #[arg(long, value_name = "WHICH", default_value = "none")]
    bodies: Bodies,
    /// Write over a bundle that is there.
    #[arg(long)]
    force: bool,
    /// A folder for the drill's log; else one that is gone afterwards.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    keys: Keys,
    #[command(flatten)]
    output: Output,
}

/// A drill that was played, as JSON gives it.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Id of the drill.
    pub drill: String,
    /// The plan, as `ID VERSION`.
    pub plan: String,
    /// Id of the case it played.
    pub case: String,
    /// Whether every row agrees.
    pub passed: bool,
    /// The scored table.
    pub rows: Vec<Row>,
    /// Each act, in order.
    pub scenes: Vec<Told>,
    /// Events of the case.
    pub events: usize,
    /// The key that verifies its bundle.
    pub key: String,
    /// Where the bundle was written.
    pub bundle: Option<String>,
}

/// A row of the scored table.
#[derive(Debug, Serialize)]
pub struct Row {
    /// Id of the expectation.
    pub id: String,
    /// Clause it stands for.
    pub clause: Option<String>,
    /// What had to be so.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// Whether they agree.
    pub passed: bool,
    /// The right that a step's role lacks, where that is why it was refused.
    #[serde(skip)]
    pub lacks: Option<String>,
}

/// An act of the drill.
#[derive(Debug, Serialize)]
pub struct Told {
    /// When, in virtual time, as the plan's people read it.
    pub at: String,
    /// Seconds since the beginning.
    pub seconds: i64,
    /// Who acted; `null` for an inject.
    pub role: Option<String>,
    /// The command.
    pub command: String,
    /// What was done, in the reader's words.
    pub act: String,
    /// The pack's sentence about it.
    pub says: Option<String>,
    /// Versions of the first and the last event it led to.
    pub events: Option<(u64, u64)>,
    /// Why it was refused.
    pub refused: Option<String>,
}

/// Plays it; a row that fails ends negative.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let (plan, drill) = find(&typed.drill, door)?;
    if let Some(bundle) = typed.export.as_deref().filter(|_| !typed.force) {
        // Before it is played: nobody waits for a drill to learn that its record has no place.
        free(bundle, None)?;
    }
    let temporary = tempfile::tempdir().map_err(|error| file::unwritable(&std::env::temp_dir(), &error))?;
    let folder = typed.data.clone().unwrap_or_else(|| temporary.path().join("drill"));
    if std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) {
        let message = Message::new("cli-drill-folder-taken").with("path", folder.display().to_string());
        return Err(Failure::new(Exit::Io, message));
    }
    // A drill's log begins when the drill does: recorded time is virtual too.
    let opening = typed.keys.opening(folder, true, "drill run", drill.begins)?;
    let desk: Desk<DrillLog> = data::open(&opening)?;
    let (played, mut report) = play(&desk, &plan, &drill, door)?;
    if let Some(path) = &typed.export {
        export(&desk, &played, &typed.bodies.disclosure(), path)?;
        report.bundle = Some(path.display().to_string());
    }
    typed.output.give(&report, door, |door| show(&report, &plan, &drill, door))?;
    Ok(if report.passed { Exit::Done } else { Exit::Negative })
}

/// Plays `drill` on `desk` and reports it.
pub fn play(
    desk: &Desk<DrillLog>,
    plan: &Arc<Plan>,
    drill: &Drill,
    door: &Door,
) -> Result<(Played, Report), Failure> {
    let mut scenes = Vec::new();
    let played = desk.play(plan, drill, &mut |scene| {
        let step = drill.steps.get(scenes.len());
        scenes.push(told(scene, step, plan, drill, door));
    });
    let played = played.map_err(data::failure)?;
    let row = |row: &desk::Row| Row {
        id: row.id.clone(),
        clause: row.clause.clone(),
        expected: door.words(&row.expected),
        found: door.words(&row.found),
        passed: row.passed,
        lacks: lacks(row).map(|why| door.words(why)),
    };
    let report = Report {
        drill: drill.id.clone(),
        plan: format!("{} {}", plan.id, plan.version),
        case: played.case.to_string(),
        passed: played.passed(),
        rows: played.rows.iter().map(row).collect(),
        scenes,
        events: played.file.events.len(),
        key: desk.verifier().to_string(),
        bundle: None,
    };
    Ok((played, report))
}

/// That a step was refused because its role may not do it.
fn lacks(row: &desk::Row) -> Option<&Message> {
    match row.found.arg("why") {
        Some(Arg::Message(why)) if !row.passed && why.key() == "desk-no-right" => Some(why),
        _ => None,
    }
}

/// Writes the bundle of the played case, and the key that verifies it beside it (`BUNDLE.vkey`).
pub fn export(
    desk: &Desk<DrillLog>,
    played: &Played,
    bodies: &Disclosure,
    path: &Path,
) -> Result<PathBuf, Failure> {
    let bundle = desk.export_played(&played.case, bodies).map_err(data::failure)?;
    let mut key = path.as_os_str().to_owned();
    key.push(".vkey");
    let key = PathBuf::from(key);
    // The key is there first: no bundle lies without the key that verifies it.
    file::write(&key, format!("{}\n", desk.verifier()).as_bytes())?;
    file::write(path, &bundle)?;
    Ok(key)
}

/// The drill the file is, and the plan of the pack it lies in.
fn find(path: &Path, door: &Door) -> Result<(Arc<Plan>, Drill), Failure> {
    let whole = path.canonicalize().map_err(|error| file::unreadable(path, &error))?;
    let pack = whole.ancestors().skip(1).find(|folder| folder.join("plan.yaml").is_file());
    let given = || Message::new("cli-drill-not-in-a-pack").with("path", path.display().to_string());
    let pack = pack.ok_or_else(|| Failure::usage(given()))?;
    let inner = whole.strip_prefix(pack).unwrap_or(&whole).to_string_lossy().into_owned();
    let plan = plan_of::read(pack, door)?;
    let drill = plan.drills.iter().find(|drill| drill.path == inner).cloned();
    let known: Vec<&str> = plan.drills.iter().map(|drill| drill.path.as_str()).collect();
    let none = Message::new("cli-drill-unknown").with("given", &inner).with("known", known.join(", "));
    let drill = drill.ok_or_else(|| Failure::usage(none))?;
    Ok((Arc::new(plan), drill))
}

fn told(scene: &Scene<'_>, step: Option<&Step>, plan: &Plan, drill: &Drill, door: &Door) -> Told {
    let own = plan.languages.first().map_or("en", String::as_str);
    let (events, refused) = match &scene.outcome {
        Ok(versions) => (Some(*versions), None),
        Err(why) => (None, Some(door.words(why))),
    };
    Told {
        at: scene.at.to_zoned(plan.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
        seconds: scene.at.duration_since(drill.begins).as_secs(),
        role: scene.role.map(str::to_owned),
        command: scene.command.to_owned(),
        act: step.map(|step| act(step, plan, door)).unwrap_or_default(),
        says: scene.says.map(|key| plan.texts.get(key, door.language.tag(), own).to_owned()),
        events,
        refused,
    }
}

/// The story act by act, then the scored table.
pub fn show(report: &Report, plan: &Plan, drill: &Drill, door: &mut Door) {
    let own = plan.languages.first().map_or("en", String::as_str);
    let title = plan.texts.get(&drill.title, door.language.tag(), own).to_owned();
    let heading = Message::new("cli-drill-heading").with("title", title).with("plan", &report.plan);
    door.heading(&heading);
    story(report, plan, door);
    door.text("");
    door.heading(&Message::new("cli-drill-score"));
    let mut table = Table::new(&[Edge::Left, Edge::Left, Edge::Left]);
    let lacking = report.rows.iter().any(|row| row.lacks.is_some());
    for row in report.rows.iter().filter(|row| row.passed || !lacking) {
        let sign = if row.passed { "✓" } else { "▲" };
        let found = if row.passed { String::new() } else { format!("▲ {}", row.found) };
        let clause = row.clause.as_deref().map(|clause| format!("[{clause}] ")).unwrap_or_default();
        table.row([format!("{sign} {}", row.id), format!("{clause}{}", row.expected), found]);
    }
    door.text(&table.lines());
    causes(report, door);
    let passed = report.rows.iter().filter(|row| row.passed).count();
    let key = if report.passed { "cli-drill-passed" } else { "cli-drill-failed" };
    let message = Message::new(key)
        .with("passed", passed)
        .with("rows", report.rows.len())
        .with("events", report.events)
        .with("case", &report.case);
    door.say(&message);
    if let Some(bundle) = &report.bundle {
        door.say(&Message::new("cli-drill-bundle").with("bundle", bundle));
    }
}

/// Where a role lacks a right, all that fails after it mostly fails because of it: the cause is said once, the rest is counted.
fn causes(report: &Report, door: &mut Door) {
    let mut causes: Vec<(&str, usize)> = Vec::new();
    for why in report.rows.iter().filter_map(|row| row.lacks.as_deref()) {
        match causes.iter_mut().find(|(known, _)| *known == why) {
            Some((_, steps)) => *steps += 1,
            None => causes.push((why, 1)),
        }
    }
    if causes.is_empty() {
        return;
    }
    for (why, steps) in causes {
        door.say(&Message::new("cli-drill-lacks").with("why", why).with("steps", steps));
    }
    let open = report.rows.iter().filter(|row| !row.passed && row.lacks.is_none());
    let (steps, promises): (Vec<_>, Vec<_>) = open.partition(|row| row.id.starts_with("step "));
    if steps.len() + promises.len() > 0 {
        let message = Message::new("cli-drill-follows").with("steps", steps.len());
        door.say(&message.with("promises", promises.len()));
    }
}

fn story(report: &Report, plan: &Plan, door: &mut Door) {
    let inject = door.words(&Message::new("cli-drill-inject"));
    let mut table = Table::new(&[Edge::Left, Edge::Right, Edge::Left, Edge::Left]);
    for scene in &report.scenes {
        let role = scene.role.as_deref().map_or_else(|| inject.clone(), |role| words::role(plan, role, door));
        table.row([scene.at.clone(), figures::elapsed(scene.seconds), role, scene.act.clone()]);
        if let Some(says) = &scene.says {
            table.row([String::new(), String::new(), String::new(), format!("  “{says}”")]);
        }
        if let Some(why) = &scene.refused {
            let refused = door.words(&Message::new("cli-drill-refused").with("why", why));
            table.row([String::new(), String::new(), String::new(), format!("  {refused}")]);
        }
    }
    door.text(&table.lines());
}

/// What a step does: the act, the item it names by its title, and what is said of it.
fn act(step: &Step, plan: &Plan, door: &Door) -> String {
    let named =
        |name: &str| step.act.args.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let kinds = [
        ("obligation", Item::Duty),
        ("form", Item::Form),
        ("notice", Item::Notice),
        ("gate", Item::Gate),
        ("playbook", Item::Playbook),
        ("task", Item::Duty),
        ("fact", Item::Fact),
    ];
    let item = kinds.into_iter().find_map(|(name, kind)| Some((kind, named(name)?)));
    let parts =
        item.map(|(kind, id)| words::item(plan, kind, id, door)).into_iter().chain(said(step, plan, door));
    [words::act(&step.act.command, door), parts.collect::<Vec<_>>().join(" · ")].join(" ")
}

/// What a step says beside the item it names: a value in words, a level by its label, a stage, a title, a reason.
fn said(step: &Step, plan: &Plan, door: &Door) -> Option<String> {
    let args = &step.act.args;
    let named = |name: &str| args.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let scale =
        |kind| plan.scales.iter().find(|scale| scale.kind == kind).map_or("", |scale| scale.id.as_str());
    let level = |name, kind| {
        named(name).map(|level| words::level(plan, named("scale").unwrap_or(scale(kind)), level, door))
    };
    named("value")
        .map(|value| words::stated(plan, named("fact").unwrap_or_default(), value, door))
        .or_else(|| level("level", ScaleKind::ResponseLevel))
        .or_else(|| level("grade", ScaleKind::WarningGrade))
        .or_else(|| {
            let to = named("to")?;
            Some(match step.act.command.as_str() {
                "task" => words::stage(stage_of(to), door),
                _ => words::role(plan, to, door),
            })
        })
        .or_else(|| ["title", "name", "reason"].into_iter().find_map(named).map(str::to_owned))
}

/// The stage that the word of a command leads to.
fn stage_of(word: &str) -> &str {
    match word {
        "take" => "taken",
        "do" => "doing",
        "block" => "blocked",
        other => other,
    }
}
