//! Assesses leak files and prints the result as JSON: `assess [--register R.csv] [--list L.csv] FILE…`, `-` for
//! standard input. The door for measurements; people use the command line of the product.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks on its streams")]
#![allow(
    clippy::disallowed_methods,
    reason = "the door of the example reads the clock, as that of the product does"
)]

use std::path::PathBuf;
use std::process::ExitCode;

use exposure::{ListOrder, Request, Source, assess};
use messages::Language;

fn source(path: &str) -> Source {
    if path == "-" { Source::reader("-", std::io::stdin()) } else { Source::path(path) }
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (mut leaks, mut register, mut list) = (Vec::new(), None, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--register" => register = args.next().map(|path| source(&path)),
            "--list" => {
                let order = |path| ListOrder { path: PathBuf::from(path), language: Language::English };
                list = args.next().map(order);
            }
            path => leaks.push(source(path)),
        }
    }
    let temp = std::env::temp_dir();
    let now = jiff::Timestamp::now();
    let request =
        Request { leaks: &leaks, register: register.as_ref(), list, temp: &temp, memory: 48 << 20, now };
    let result = assess(&request, &mut |_| {}).map_err(|error| error.to_string());
    match result.and_then(|found| serde_json::to_string_pretty(&found).map_err(|error| error.to_string())) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
