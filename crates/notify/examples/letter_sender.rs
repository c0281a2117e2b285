//! `letter_sender FOLDER HOST:PORT`: sends the newest wave of the case in a data folder. A test kills it in the middle.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test's helper dies on any surprise")]

#[path = "../tests/house/mod.rs"]
mod house;

use std::path::Path;

use house::{House, minutes};
use notify::send;
use notify::smtp::{Pool, Relay};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let house = House::found(Path::new(&args[1]));
    let relay = Relay::new(args[2].as_str(), "stanch.example", "notice@stanch.example");
    let wave = house.wave().row.id;
    send(&house.desk, &wave, &mut Pool::new(relay, 2), &|| minutes(9), &mut |_| true).unwrap();
}
