//! Postfix's `smtp-sink`: a relay of another hand that takes everything.
#![allow(dead_code, reason = "each test file uses its part")]

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub(crate) struct Sink {
    child: Child,
    address: String,
}

impl Sink {
    /// `None` where it is not installed.
    pub(crate) fn start() -> Option<Sink> {
        let program = ["/usr/sbin/smtp-sink", "/usr/bin/smtp-sink"]
            .into_iter()
            .find(|path| std::path::Path::new(path).exists())?;
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = free.local_addr().unwrap().to_string();
        drop(free);
        let mut command = Command::new(program);
        // As root it insists on somebody it can become.
        let root = Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.starts_with(b"0\n"));
        if root {
            command.args(["-u", "nobody"]);
        }
        let child = command.args([address.as_str(), "1000"]).stdout(Stdio::null()).spawn().unwrap();
        let sink = Sink { child, address };
        for _ in 0..200 {
            if TcpStream::connect(sink.address()).is_ok() {
                return Some(sink);
            }
            std::thread::park_timeout(Duration::from_millis(20));
        }
        panic!("smtp-sink does not answer at {}", sink.address());
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
