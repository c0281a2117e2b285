//! `stanch doctor --data DIR`: reads everything once, says what is wrong, mends nothing; with `--rebuild` it makes anew what
//! only follows from the entries.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use desk::{Desk, Diagnosis, LogKind, Swept, Witnessed};
use messages::Message;
use serde_json::json;

use crate::data::{self, Data, Opened};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::output::Output;
use crate::progress::Meter;
use crate::{clock, figures, file};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// A checkpoint kept elsewhere.
    #[arg(long, value_name = "FILE")]
    checkpoint: Option<PathBuf>,
    /// Makes tiles, board and due times anew from the entries.
    #[arg(long, conflicts_with = "checkpoint")]
    rebuild: bool,
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    output: Output,
}

/// Looks at everything; a finding ends negative.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    // Whoever asks the doctor is not sent to the doctor.
    look(typed, door)
        .map_err(|Failure { exit, message }| Failure { exit, message: message.within("place", "doctor") })
}

fn look(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    match typed.data.look_at_either("doctor", clock::now())? {
        Opened::Real(desk) => look_at(&desk, typed, door),
        Opened::Drill(desk) => {
            door.remark(&Message::new("cli-drill-listed"));
            look_at(&desk, typed, door)
        }
    }
}

fn look_at<L: LogKind>(desk: &Desk<L>, typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    if desk.is_still() {
        door.remark(&Message::new("cli-doctor-still"));
    }
    if typed.rebuild {
        return rebuild(desk, typed, door);
    }
    let checkpoint = typed.checkpoint.as_deref().map(file::read).transpose()?;
    let mut meter = Meter::new(door);
    let (diagnosis, witnessed) = match checkpoint {
        Some(bytes) => {
            let text = String::from_utf8_lossy(&bytes);
            let looked = desk.diagnose_with(&text, &mut |seen| meter.looking(seen));
            let given = typed.checkpoint.as_deref().unwrap_or(Path::new(""));
            let (diagnosis, witnessed) = looked.map_err(data::checkpoint(given))?;
            (diagnosis, Some(witnessed))
        }
        None => (desk.diagnose_telling(&mut |seen| meter.looking(seen)).map_err(data::failure)?, None),
    };
    meter.done();
    let steps = desk.clock_steps().map_err(data::failure)?;
    let mut findings: Vec<Message> = diagnosis.findings.iter().map(|finding| finding.what.clone()).collect();
    findings.extend(open_to_others(&typed.data.data));
    let clock_steps: Vec<[String; 2]> =
        steps.iter().map(|(from, to)| [from.to_string(), to.to_string()]).collect();
    let value = json!({
        "entries": diagnosis.entries,
        "streams": diagnosis.streams,
        "bodies_opened": diagnosis.bodies_opened,
        "bodies_destroyed": diagnosis.bodies_destroyed,
        "evidence_sealed": diagnosis.evidence_sealed,
        "evidence_bytes": diagnosis.evidence_bytes,
        "swept": { "unfinished": desk.swept().unfinished, "unreferenced": desk.swept().unreferenced },
        "checkpoint": witnessed.map(|witnessed| json!({ "size": witnessed.size, "holds": witnessed.holds })),
        "clock_steps": clock_steps,
        "verifier_key": desk.verifier().to_string(),
        "findings": findings.iter().map(|finding| json!({ "code": finding.key(), "message": door.words(finding) }))
            .collect::<Vec<_>>(),
    });
    typed.output.give(&value, door, |door| {
        let message = Message::new("cli-doctor-looked")
            .with("entries", figures::count(diagnosis.entries))
            .with("streams", diagnosis.streams)
            .with("opened", figures::count(diagnosis.bodies_opened))
            .with("destroyed", figures::count(diagnosis.bodies_destroyed))
            .with("key", desk.verifier().to_string());
        door.say(&message);
        beside(&diagnosis, witnessed, desk.swept(), door);
        for [from, to] in &clock_steps {
            door.say(&Message::new("cli-doctor-clock-step").with("from", from).with("to", to));
        }
        for finding in &findings {
            let words = door.words(finding);
            door.text(&format!("▲ {words}"));
        }
        let mendable = !findings.is_empty() && diagnosis.findings.iter().all(|finding| finding.derived);
        let key = match findings.len() {
            0 => "cli-doctor-well",
            _ if mendable && diagnosis.findings.len() == findings.len() => "cli-doctor-mendable",
            _ => "cli-doctor-ill",
        };
        door.say(&Message::new(key).with("count", findings.len()));
    })?;
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Negative })
}

/// Makes anew what only follows from the entries.
fn rebuild<L: LogKind>(desk: &Desk<L>, typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let mut meter = Meter::new(door);
    let rebuilt = desk.rebuild(&mut |seen| meter.looking(seen)).map_err(data::failure)?;
    meter.done();
    let value = json!({ "rebuilt": { "tiles": rebuilt.tiles, "cases": rebuilt.cases } });
    typed.output.give(&value, door, |door| {
        let message = Message::new("cli-doctor-rebuilt").with("tiles", figures::count(rebuilt.tiles as u64));
        door.say(&message.with("cases", figures::count(rebuilt.cases as u64)));
    })?;
    Ok(Exit::Done)
}

/// Files of the folder that others than the owner may read or write: keys and log are nobody else's.
fn open_to_others(folder: &Path) -> Vec<Message> {
    let inside = ["log.db", "keys", "keys/keys.db", "keys/master.key", "blobs"];
    let mut findings = Vec::new();
    for path in inside.map(|name| folder.join(name)) {
        let Ok(facts) = std::fs::metadata(&path) else { continue };
        let mode = facts.permissions().mode() & 0o777;
        if mode & 0o077 != 0 {
            let path = path.display().to_string();
            findings
                .push(Message::new("cli-doctor-open").with("path", path).with("mode", format!("{mode:04o}")));
        }
    }
    findings
}

/// What the look found beside the log: sealed evidence, what a crash had left, the checkpoint kept elsewhere.
fn beside(diagnosis: &Diagnosis, witnessed: Option<Witnessed>, swept: Swept, door: &mut Door) {
    if diagnosis.evidence_sealed > 0 {
        let message = Message::new("cli-doctor-evidence")
            .with("count", diagnosis.evidence_sealed)
            .with("bytes", figures::bytes(diagnosis.evidence_bytes));
        door.say(&message);
    }
    let left = swept.unfinished + swept.unreferenced;
    if left > 0 {
        door.say(&Message::new("cli-doctor-swept").with("count", left));
    }
    if let Some(Witnessed { size, holds: true }) = witnessed {
        door.say(&Message::new("cli-doctor-witnessed").with("size", figures::count(size)));
    }
}
