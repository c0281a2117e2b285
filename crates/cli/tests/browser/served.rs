//! `stanch serve` on a folder of its own and a free port.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A running house.
pub struct Served {
    process: Child,
    /// `http://127.0.0.1:…`.
    pub address: String,
    /// Where the first keeper chooses a password.
    pub first_link: String,
    pub folder: tempfile::TempDir,
    more: Vec<String>,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

impl Served {
    /// A house of its own, as an operator starts it.
    pub fn with(more: &[&str]) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let more: Vec<String> = more.iter().map(|&word| word.to_owned()).collect();
        let (process, links) = started(serving(folder.path(), &more), 2);
        let [address, first_link] = links.try_into().expect("serve prints its address and the first link");
        Served { process, address, first_link, folder, more }
    }

    /// A demonstration, small enough to be counted while one looks on.
    pub fn demo() -> Served {
        let folder = tempfile::tempdir().unwrap();
        let mut command = stanch();
        command.args([
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--lang",
            "en",
            "--members",
            "600",
            "--rows",
            "3000",
        ]);
        let (process, links) = started(command, 2);
        let [address, first_link] =
            links.try_into().expect("the demonstration prints its address and a link");
        Served { process, address, first_link, folder, more: Vec::new() }
    }

    /// Stops it as an operator does, so that others may read the folder.
    pub fn stop(&mut self) {
        let stopped = Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
        assert!(stopped.success());
        assert!(self.process.wait().unwrap().success(), "serve ends well when told to stop");
    }

    /// Stops it as a power cut does.
    pub fn killed(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Starts it again on the same folder, after it was stopped; its address is another one.
    pub fn again(&mut self) {
        let (process, links) = started(serving(self.folder.path(), &self.more), 1);
        let [address] = links.try_into().expect("serve prints its address");
        (self.process, self.address) = (process, address);
    }
}

fn stanch() -> Command {
    Command::new(env!("CARGO_BIN_EXE_stanch"))
}

fn serving(folder: &Path, more: &[String]) -> Command {
    let mut command = stanch();
    command.args(["serve", "--listen", "127.0.0.1:0", "--lang", "en", "--plan"]);
    command.arg(root().join("plans/cn-b2c")).arg("--data").arg(folder.join("data")).args(more);
    command
}

/// The process, and the first addresses it prints.
fn started(mut command: Command, links: usize) -> (Child, Vec<String>) {
    let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let links = lines.filter_map(|line| linked(&line.unwrap())).take(links).collect();
    (process, links)
}

/// The address a line names.
fn linked(line: &str) -> Option<String> {
    let from = line.find("http://")?;
    let rest = &line[from..];
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', '。']).to_owned())
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
