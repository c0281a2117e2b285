//! `stanch demo`: a bad night at a made-up company, in the browser ([`pages`]) or told in the terminal ([`terminal`]).

mod pages;
mod terminal;

use std::fs::DirBuilder;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::file;

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    /// Where the pages listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Tell it in the terminal instead, with the plan's own drill.
    #[arg(long, conflicts_with = "listen")]
    terminal: bool,
    /// A folder that does not exist yet, for what is made up; it is kept.
    #[arg(long, value_name = "DIR", alias = "dir")]
    data: Option<PathBuf>,
    /// How many members the made-up shop has.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(60..=5_000_000))]
    members: Option<u64>,
    /// How many rows leaked, members and orders together.
    #[arg(long, value_name = "N", conflicts_with = "terminal", value_parser = clap::value_parser!(u64).range(120..=50_000_000))]
    rows: Option<u64>,
}

/// Plays it.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    if typed.terminal { terminal::run(typed, door) } else { pages::run(typed, door) }
}

/// Makes a folder that only its owner can enter; one that is already there is refused.
fn own_folder(folder: &Path) -> Result<PathBuf, Failure> {
    let mut builder = DirBuilder::new();
    builder.mode(0o700).create(folder).map_err(|error| file::unwritable(folder, &error))?;
    Ok(folder.to_owned())
}
