//! `stanch assess LEAK…`: who is in the leak.

pub mod gather;
pub mod report;

use std::path::{Path, PathBuf};

use exposure::{Assessment, Error, FileReport, FoundCustomers, ListOrder, Request, Source, Status};
use messages::Message;
use serde_json::{Value, json};

use crate::clock;
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;
use crate::levels::{self, Level};
use crate::output::Output;
use crate::plan_of;
use crate::progress::Meter;

/// Memory for collections, past which they go to temporary files; bounded whatever the size of the leak.
const MEMORY: usize = 48 << 20;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// Files and folders of the leak; `-` is standard input.
    #[arg(value_name = "LEAK", required = true)]
    leaks: Vec<PathBuf>,
    /// The register of customers.
    #[arg(long, value_name = "REGISTER.csv")]
    register: Option<PathBuf>,
    /// The plan that grades it.
    #[arg(long, value_name = "PACK")]
    plan: Option<PathBuf>,
    /// Where the list of persons goes.
    #[arg(long, value_name = "LIST.csv")]
    list: Option<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// An assessment, and what the plan makes of it.
pub struct Assessed {
    /// What is in the leak.
    pub assessment: Assessment,
    /// The customers that were found, where there is a register that can be read again.
    pub customers: Option<FoundCustomers>,
    /// Per scale of the plan, where one was given.
    pub levels: Option<Vec<(String, Level)>>,
    /// The plan, as `ID VERSION`.
    pub plan: Option<String>,
}

/// What to assess, and with what.
pub struct Wanted<'a> {
    /// The leak.
    pub leaks: &'a [Source],
    /// The register.
    pub register: Option<&'a Source>,
    /// The plan.
    pub plan: Option<&'a plan::Plan>,
    /// Where the list of persons goes.
    pub list: Option<PathBuf>,
}

/// Assesses, and says what it found; what could not be read is in the result. Ends negative in no case: with what
/// could be read there is a result, and where nothing could there is a code of its own.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let inputs: Vec<&Path> = typed.leaks.iter().chain(&typed.register).map(PathBuf::as_path).collect();
    for target in typed.list.iter().chain(&typed.output.out) {
        file::not_over(target, &inputs)?;
    }
    let leaks = gather::sources(&typed.leaks, door)?;
    let register = typed.register.as_ref().map(|path| gather::register(path)).transpose()?;
    let plan = typed.plan.as_deref().map(|path| plan_of::read(path, door)).transpose()?;
    let wanted =
        Wanted { leaks: &leaks, register: register.as_ref(), plan: plan.as_ref(), list: typed.list.clone() };
    let assessed = assess(wanted, door)?;
    typed
        .output
        .give(&assessed.json()?, door, |door| report::show(&assessed, typed.register.is_some(), door))?;
    if let Some(list) = &typed.list {
        door.remark(&Message::new("cli-assess-list-written").with("path", list.display().to_string()));
    }
    Ok(assessed.exit())
}

/// Runs the engine with progress shown, and asks the plan.
pub fn assess(wanted: Wanted<'_>, door: &mut Door) -> Result<Assessed, Failure> {
    let now = clock::now();
    let temp = std::env::temp_dir();
    let request = Request {
        leaks: wanted.leaks,
        register: wanted.register,
        list: wanted.list.map(|path| ListOrder { path, language: door.language }),
        temp: &temp,
        memory: MEMORY,
        now,
    };
    let mut meter = Meter::new(door);
    let counted = exposure::assess_with_customers(&request, &mut |progress| meter.show(&progress));
    meter.done();
    let (assessment, customers) = counted.map_err(|error| Failure::new(exit_of(&error), error.message()))?;
    let assessment = assessment.in_language(door.language);
    let levels = wanted.plan.map(|plan| {
        let known = levels::facts::known(&assessment, plan);
        levels::judge(plan, &known, now, door.language)
    });
    let plan = wanted.plan.map(|plan| format!("{} {}", plan.id, plan.version));
    Ok(Assessed { assessment, customers, levels, plan })
}

fn exit_of(error: &Error) -> Exit {
    match error {
        Error::NoLeak => Exit::Usage,
        Error::Invariant { .. } => Exit::Defect,
        _ => Exit::Io,
    }
}

impl Assessed {
    /// The shape of `docs/assess.schema.json`, with `plan` and `levels` where a plan was given.
    pub fn json(&self) -> Result<Value, Failure> {
        let defect = |error: serde_json::Error| {
            Failure::new(Exit::Defect, Message::new("cli-defect-json").with("why", error.to_string()))
        };
        let mut value = serde_json::to_value(&self.assessment).map_err(defect)?;
        if let (Some(levels), Some(plan)) = (&self.levels, &self.plan) {
            let scales: serde_json::Map<String, Value> =
                levels.iter().map(|(scale, level)| (scale.clone(), json!(level))).collect();
            value["plan"] = json!(plan);
            value["levels"] = Value::Object(scales);
        }
        Ok(value)
    }

    /// Done, unless not one byte of what was given could be read, or there was none.
    fn exit(&self) -> Exit {
        let nothing = |file: &FileReport| matches!(file.status, Status::NotRead | Status::Empty);
        let nothing = self.assessment.files.iter().all(nothing);
        if nothing { Exit::NothingRead } else { Exit::Done }
    }
}
