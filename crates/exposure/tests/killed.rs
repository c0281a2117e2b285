//! A run that is killed leaves nothing of the leak on disk.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop a test as tests do")]

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use exposure::{Request, Source, assess};

const FOLDER: &str = "STANCH_TEST_KILLED_FOLDER";

/// Rows of made-up people without end.
struct Endless {
    number: u64,
    line: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        if self.line.is_empty() {
            let number = self.number;
            self.line = match number {
                0 => b"name,email\n".to_vec(),
                _ => format!("Ann Lee{number},user{number}@example.com\n").into_bytes(),
            };
            self.number += 1;
        }
        let len = out.len().min(self.line.len());
        out[..len].copy_from_slice(&self.line[..len]);
        self.line.drain(..len);
        Ok(len)
    }
}

/// What the killed process does; as a test of its own it has nothing to do.
#[test]
fn the_one_who_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let leaks = [Source::reader("endless", Endless { number: 0, line: Vec::new() })];
    let request = Request {
        leaks: &leaks,
        register: None,
        list: Some(folder.join("list/persons.csv")),
        temp: &folder.join("temp"),
        memory: 1 << 16,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    let marked = folder.join("marked");
    let _ = assess(&request, &mut |progress| {
        if progress.bytes_done > 2 << 20 {
            std::fs::write(&marked, progress.bytes_done.to_string()).unwrap();
        }
    });
}

#[test]
fn a_killed_run_leaves_no_temporary_file_and_no_list() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["temp", "list"] {
        std::fs::create_dir(folder.path().join(name)).unwrap();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_one_who_is_killed"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (marked, begun) = (folder.path().join("marked"), Instant::now());
    while !marked.exists() && begun.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let open = std::fs::read_dir(format!("/proc/{}/fd", child.id())).map(|list| {
        let names = list.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        names.filter(|name| name.starts_with(folder.path().join("temp"))).count()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(marked.exists(), "it read two megabytes before it was killed");
    if let Ok(open) = open {
        assert!(open > 0, "it had something on disk when it was killed");
    }
    for name in ["temp", "list"] {
        let left = std::fs::read_dir(folder.path().join(name)).unwrap().count();
        assert_eq!(left, 0, "{name} is empty");
    }
}
