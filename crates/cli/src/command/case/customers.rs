//! `stanch case customers CASE`: whom of the register the leaks hold. How many is no personal data; the list itself goes into a file
//! of mode 0600, after the look is on record.

use std::io::Write;
use std::path::{Path, PathBuf};

use desk::{CaseRef, CustomersOut, Desk, RealLog};
use documents::List;
use incident::event::evidence::Tally;
use messages::Message;
use serde_json::{Value, json};

use super::evidence_out::told;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output;
use crate::table::{Edge, Table};
use crate::{clock, figures, file};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// The case: its number or id.
    #[arg(value_name = "CASE")]
    case: CaseRef,
    /// Where the list goes: a sheet if it ends in `.xlsx`, CSV if in `.csv`, else JSON Lines.
    #[arg(long, value_name = "FILE", requires = "reason", requires = "role")]
    out: Option<PathBuf>,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The role one acts in.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    #[command(flatten)]
    data: Data,
    /// JSON alone on standard output.
    #[arg(long)]
    json: bool,
}

/// Says how many there are, and gives the list out where one is wanted.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let now = clock::now();
    let desk: Desk<RealLog> = typed.data.look("case customers", now)?;
    let case = desk.find(&typed.case).map_err(data::failure)?;
    let plan = desk.case(&case).map_err(data::failure)?.plan;
    let tally = desk.customer_tally(&case).map_err(data::failure)?;
    let tally = tally.ok_or_else(|| data::failure(desk::DeskError::NoCustomers))?;
    let mut value = json!({ "customers": counts(&tally) });
    if let Some(out) = &typed.out {
        file::not_over(out, &[&typed.data.data])?;
        let who = data::actor(typed.role.as_deref().unwrap_or_default());
        let reason = typed.reason.as_deref().unwrap_or_default();
        let given = desk.take_customers_out(&case, reason, &who, now).map_err(data::refused(&plan))?;
        let look = told(&given.look);
        let ends = |with: &str| out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(with));
        let bytes = match (ends("xlsx"), ends("csv")) {
            (true, _) => documents::xlsx(&as_list(given, door, &plan.zone, now)?)
                .map_err(|fault| Failure::new(Exit::Defect, fault.message()))?,
            (_, true) => documents::csv(&as_list(given, door, &plan.zone, now)?),
            _ => as_lines(given)?,
        };
        file::write(out, &bytes)?;
        value["out"] = json!(out.display().to_string());
        value["look"] = look;
    }
    if typed.json {
        door.json(&value).map_err(output::defect)?;
        return Ok(Exit::Done);
    }
    show(&tally, door);
    if let Some(out) = &typed.out {
        written(out, door);
    }
    Ok(Exit::Done)
}

fn counts(tally: &Tally) -> Value {
    let leaked: serde_json::Map<String, Value> =
        tally.leaked.iter().map(|leaked| (leaked.kind.clone(), json!(leaked.customers))).collect();
    json!({
        "listed": tally.customers,
        "exact": tally.exact,
        "near": tally.near,
        "at_least": tally.at_least,
        "leaked": leaked,
    })
}

fn show(tally: &Tally, door: &mut Door) {
    let head = Message::new("cli-case-customers")
        .with("customers", figures::count(tally.customers))
        .with("exact", figures::count(tally.exact))
        .with("near", figures::count(tally.near))
        .with("least", figures::count(tally.at_least));
    door.say(&head);
    let mut table = Table::new(&[Edge::Left, Edge::Right]);
    for leaked in &tally.leaked {
        table.row([leaked.kind.clone(), figures::count(leaked.customers)]);
    }
    door.text(&table.lines());
}

fn written(out: &Path, door: &mut Door) {
    door.say(&Message::new("cli-case-customers-out").with("path", out.display().to_string()));
}

fn as_lines(given: CustomersOut) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    for customer in given.customers {
        let customer = customer.map_err(data::failure)?;
        serde_json::to_writer(&mut bytes, &customer).map_err(output::defect)?;
        bytes.write_all(b"\n").map_err(|_| data::failure(desk::DeskError::Busy))?;
    }
    Ok(bytes)
}

fn as_list(
    given: CustomersOut,
    door: &Door,
    zone: &jiff::tz::TimeZone,
    now: jiff::Timestamp,
) -> Result<List, Failure> {
    let rows = given.customers.collect::<Result<Vec<_>, _>>().map_err(data::failure)?;
    Ok(server::leaks::sheet(&rows, door.language, zone, now))
}
