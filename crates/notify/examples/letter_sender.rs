//! `letter_sender FOLDER HOST:PORT`: sends the newest wave of the case in a data folder; `letter_sender FOLDER list CUSTOMERS` goes on
//! listing it, and says before each batch how many letters are listed. A test kills it in the middle.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test's helper speaks to the test, and dies on any surprise"
)]

#[path = "../tests/house/mod.rs"]
mod house;

use std::path::Path;

use house::{House, customers, minutes};
use notify::send;
use notify::smtp::{Pool, Relay};

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let house = House::found(Path::new(&args[1]));
    if args[2] == "list" {
        let many = args[3].parse().unwrap();
        house.list(customers(1..=many), &mut |listed| println!("{listed}"));
        return;
    }
    let relay = Relay::new(args[2].as_str(), "stanch.example", "notice@stanch.example");
    let wave = house.wave().row.id;
    send(&house.desk, &wave, &mut Pool::new(relay, 2), &|| minutes(9), &mut |_| true).unwrap();
}
