//! `stanch case evidence-out CASE E-1 --out FILE`: sealed bytes given back, after the look is on record; `stanch case looks
//! CASE`: who looked.

use std::path::PathBuf;

use desk::{CaseRef, Desk, Look, LookedAt, RealLog};
use messages::Message;
use serde_json::{Value, json};

use super::evidence::shown;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::{self, Output};
use crate::table::{Edge, Table};
use crate::times::Times;
use crate::{clock, figures, file, words};

/// What was typed after `evidence-out`.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// Which evidence.
    #[arg(value_name = "E-1")]
    evidence: String,
    /// Where the bytes go.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// The role one acts in.
    #[arg(long = "as", value_name = "ROLE")]
    role: String,
    #[command(flatten)]
    data: Data,
    /// JSON alone on standard output.
    #[arg(long)]
    json: bool,
}

/// Gives them back; nothing is written over.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    file::not_over(&typed.out, &[&typed.data.data])?;
    let now = clock::now();
    let desk: Desk<RealLog> = typed.data.open(false, "case evidence-out", now)?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let who = data::actor(&typed.role);
    let taken = desk.take_out(&case, &typed.evidence, &typed.reason, &who, now, &typed.out);
    // In the plan's words, where the case still has its plan.
    let taken = taken.map_err(|error| match desk.case(&case) {
        Ok(file) => data::refused(&file.plan)(error),
        Err(_) => data::failure(error),
    })?;
    let path = typed.out.display().to_string();
    if typed.json {
        let value = json!({
            "out": path,
            "name": taken.name,
            "sha256": taken.sha256,
            "size": taken.size,
            "look": told(&taken.look),
        });
        door.json(&value).map_err(output::defect)?;
    } else {
        let message = Message::new("cli-case-evidence-out")
            .with("evidence", &typed.evidence)
            .with("name", &taken.name)
            .with("bytes", figures::bytes(taken.size))
            .with("path", path)
            .with("sha256", &taken.sha256);
        door.say(&message);
    }
    Ok(Exit::Done)
}

/// What was typed after `looks`.
#[derive(Debug, clap::Args)]
pub struct Looks {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Lists who looked at what.
pub fn looks(typed: &Looks, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Desk<RealLog> = typed.data.look("case looks", clock::now())?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let looks = desk.looks(&case).map_err(data::failure)?;
    // A destroyed case has no plan that would say its zone and the names of its roles.
    let plan = desk.case(&case).ok().map(|case| case.plan);
    let times = plan.as_deref().map(Times::of).transpose()?;
    let value = json!({ "looks": looks.iter().map(told).collect::<Vec<_>>() });
    typed.output.give(&value, door, |door| {
        if looks.is_empty() {
            return door.say(&Message::new("cli-case-looks-none"));
        }
        let mut table = Table::new(&[Edge::Left; 5]);
        for look in &looks {
            let moment = times.as_ref().map_or_else(|| shown(look.at), |times| times.show(look.at));
            let role = match &plan {
                Some(plan) => words::role(plan, &look.who.role, door),
                None => look.who.role.clone(),
            };
            table.row([moment, role, look.who.user.clone(), at(&look.what, door), look.reason.clone()]);
        }
        door.text(&table.lines());
    })?;
    Ok(Exit::Done)
}

/// What was looked at, in a cell.
fn at(what: &LookedAt, door: &Door) -> String {
    match what {
        LookedAt::Evidence { id, .. } => id.clone(),
        LookedAt::Customers { customers, .. } => {
            let message = Message::new("cli-case-looks-customers").with("customers", *customers);
            message.in_language(door.language)
        }
        LookedAt::Bodies { record, versions } => {
            let bodies: u64 = versions.iter().map(|[first, last]| last - first + 1).sum();
            let key = if record.starts_with("access/") { "looks" } else { "case" };
            Message::new("cli-case-looks-bodies")
                .with("bodies", bodies)
                .with("record", key)
                .in_language(door.language)
        }
    }
}

/// A look as JSON.
pub fn told(look: &Look) -> Value {
    let (mut value, more) = match &look.what {
        LookedAt::Evidence { id, sha256 } => (json!({ "evidence": id, "sha256": sha256 }), json!({})),
        LookedAt::Customers { lists, customers } => {
            (json!({ "lists": lists }), json!({ "customers": customers }))
        }
        LookedAt::Bodies { record, versions } => {
            (json!({ "record": record }), json!({ "versions": versions }))
        }
    };
    let who = json!({
        "reason": look.reason,
        "role": look.who.role,
        "user": look.who.user,
        "recorded_at": look.at.to_string(),
        "position": look.position,
    });
    for part in [more, who] {
        if let (Some(value), Value::Object(part)) = (value.as_object_mut(), part) {
            value.extend(part);
        }
    }
    value
}
