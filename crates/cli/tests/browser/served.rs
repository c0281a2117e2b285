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
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

impl Served {
    pub fn with(more: &[&str]) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_stanch"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--lang", "en", "--plan"]);
        command.arg(root().join("plans/cn-b2c")).arg("--data").arg(folder.path().join("data")).args(more);
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let links = lines.filter_map(|line| linked(&line.unwrap())).take(2).collect::<Vec<_>>();
        let [address, first_link] = links.try_into().expect("serve prints its address and the first link");
        Served { process, address, first_link, folder }
    }

    /// Stops it as an operator does, so that others may read the folder.
    pub fn stop(&mut self) {
        let stopped = Command::new("kill").arg(self.process.id().to_string()).status().unwrap();
        assert!(stopped.success());
        assert!(self.process.wait().unwrap().success(), "serve ends well when told to stop");
    }
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
