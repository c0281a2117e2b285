//! Postfix's `smtp-sink`: a relay of another hand, which keeps every letter in a folder.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct Sink {
    process: Child,
    pub address: String,
    folder: PathBuf,
}

impl Sink {
    /// The sink of this machine, which puts letters below `folder`; `None`, said aloud, where there is none.
    pub fn started(folder: &Path) -> Option<Sink> {
        let program =
            ["/usr/sbin/smtp-sink", "/usr/bin/smtp-sink"].into_iter().find(|path| Path::new(path).exists());
        let Some(program) = program else {
            let required = std::env::var_os("STANCH_REQUIRE_ALL").is_some();
            assert!(!required, "smtp-sink is required, but absent");
            eprintln!("left out: letters at a real relay — no smtp-sink here");
            return None;
        };
        let letters = folder.join("letters");
        std::fs::create_dir_all(&letters).unwrap();
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let mut command = Command::new(program);
        // As root it insists on somebody it can become, who must be able to write there.
        if Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.starts_with(b"0\n")) {
            for path in [folder, letters.as_path()] {
                assert!(Command::new("chmod").arg("777").arg(path).status().unwrap().success());
            }
            command.args(["-u", "nobody"]);
        }
        command.arg("-d").arg(letters.join("%M.")).args([address.as_str(), "1000"]);
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let sink = Sink { process, address, folder: letters };
        for _ in 0..200 {
            if TcpStream::connect(&sink.address).is_ok() {
                return Some(sink);
            }
            std::thread::park_timeout(Duration::from_millis(20));
        }
        panic!("smtp-sink does not answer at {}", sink.address);
    }

    /// Everybody a letter was for, as the envelopes say, in order.
    pub fn recipients(&self) -> Vec<String> {
        let mut recipients = Vec::new();
        for file in std::fs::read_dir(&self.folder).unwrap() {
            let letter = std::fs::read(file.unwrap().path()).unwrap();
            let letter = String::from_utf8_lossy(&letter);
            let to = letter.lines().filter_map(|line| line.strip_prefix("X-Rcpt-Args: "));
            recipients.extend(to.map(|to| to.trim_matches(['<', '>']).to_owned()));
        }
        recipients.sort();
        recipients
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
