//! `stanch help [TOPIC…]`: the page of a command, or of a topic.

use messages::Message;

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::pages;
use crate::table::{Edge, Table};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// A command, with its own commands after it, or a topic.
    #[arg(value_name = "TOPIC")]
    topic: Vec<String>,
}

/// Prints the page asked for; without a topic, that of `stanch` itself.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    if typed.topic == ["exit-codes"] {
        exit_codes(door);
        return Ok(Exit::Done);
    }
    match pages::page(&typed.topic, door.language) {
        Some(page) => door.text(&page),
        None => {
            let given = typed.topic.join(" ");
            return Err(Failure::usage(Message::new("cli-help-unknown-topic").with("given", given)));
        }
    }
    if typed.topic.is_empty() {
        let topics = door.words(&Message::new("cli-help-topics"));
        door.text(&format!("\n{topics}"));
    }
    Ok(Exit::Done)
}

fn exit_codes(door: &mut Door) {
    door.heading(&Message::new("cli-exit-heading"));
    let mut table = Table::new(&[Edge::Right, Edge::Left]);
    for exit in Exit::ALL {
        table.row([exit.code().to_string(), door.words(&exit.meaning())]);
    }
    door.text(&table.lines());
}
