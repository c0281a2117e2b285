//! A run that is killed leaves nothing of the leak on disk.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use exposure::{ListOrder, Request, Source, assess};

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
        list: Some(ListOrder {
            path: folder.join("list/persons.csv"),
            language: messages::Language::English,
        }),
        temp: &folder.join("temp"),
        memory: 1 << 16,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    let _ = assess(&request, &mut |progress| {
        if progress.bytes_done > 2 << 20 {
            std::io::stdout().write_all(b"two megabytes\n").unwrap();
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
        .args(["--exact", "--nocapture", "the_one_who_is_killed"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let marked = lines.map_while(Result::ok).any(|line| line.contains("two megabytes"));
    let open = std::fs::read_dir(format!("/proc/{}/fd", child.id())).map(|list| {
        let names = list.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        names.filter(|name| name.starts_with(folder.path().join("temp"))).count()
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(marked, "it read two megabytes before it was killed");
    if let Ok(open) = open {
        assert!(open > 0, "it had something on disk when it was killed");
    }
    for name in ["temp", "list"] {
        let left = std::fs::read_dir(folder.path().join(name)).unwrap().count();
        assert_eq!(left, 0, "{name} is empty");
    }
}
