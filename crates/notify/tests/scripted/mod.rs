//! A relay that does what a test tells it to, one thread for each connection.
#![allow(dead_code, reason = "each test file uses its part")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What happens to a message, by its recipient.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step {
    Take,
    /// Taken, and the connection closed after the answer.
    TakeAndHangUp,
    /// This answer to MAIL FROM of every message.
    Mail(&'static str),
    /// This answer to everything after the greeting.
    All(&'static str),
    Rcpt(&'static str),
    /// Refuses the recipient, and to begin anew.
    RcptNoReset(&'static str),
    /// Refuses the recipient, and waits for a text all the same.
    RcptButData(&'static str),
    End(&'static str),
    DropAtRcpt,
    DropAfterText,
    SilentAfterText,
    EndlessAfterText,
    DripAfterText,
}

type Script = Arc<dyn Fn(&str) -> Step + Send + Sync>;

#[derive(Default)]
struct Seen {
    taken: Vec<(String, String)>,
    texts: Vec<String>,
    connections: usize,
}

pub(crate) struct Scripted {
    address: String,
    seen: Arc<Mutex<Seen>>,
}

impl Scripted {
    pub(crate) fn start(groups: bool, script: impl Fn(&str) -> Step + Send + Sync + 'static) -> Scripted {
        const GROUPS: &str = "250-scripted.example\r\n250-8BITMIME\r\n250 PIPELINING";
        Scripted::offering(if groups { GROUPS } else { "250 scripted.example" }, script)
    }

    /// With this answer to EHLO.
    pub(crate) fn offering(
        ehlo: &'static str,
        script: impl Fn(&str) -> Step + Send + Sync + 'static,
    ) -> Scripted {
        let script: Script = Arc::new(script);
        Scripted::serve(move |stream, seen| {
            // A client that goes away is no fault of a test's.
            drop(talk(stream, ehlo, &script, seen));
        })
    }

    pub(crate) fn greeting(line: &'static str) -> Scripted {
        Scripted::serve(move |mut stream, _| drop(stream.write_all(format!("{line}\r\n").as_bytes())))
    }

    fn serve(with: impl Fn(TcpStream, &Mutex<Seen>) + Send + Sync + 'static) -> Scripted {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let (shared, with) = (Arc::clone(&seen), Arc::new(with));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                shared.lock().unwrap().connections += 1;
                let (shared, with) = (Arc::clone(&shared), Arc::clone(&with));
                std::thread::spawn(move || with(stream, &shared));
            }
        });
        Scripted { address, seen }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Recipient and text of what was taken.
    pub(crate) fn taken(&self) -> Vec<(String, String)> {
        self.seen.lock().unwrap().taken.clone()
    }

    pub(crate) fn recipients(&self) -> Vec<String> {
        self.taken().into_iter().map(|(to, _)| to).collect()
    }

    /// Recipients of every text that came whole, taken or not.
    pub(crate) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().texts.clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }
}

fn talk(stream: TcpStream, ehlo: &str, script: &Script, seen: &Mutex<Seen>) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut from = BufReader::new(stream.try_clone()?);
    let mut to = stream;
    to.write_all(b"220 scripted.example ESMTP\r\n")?;
    let (mut recipient, mut refused, mut line) = (String::new(), false, String::new());
    loop {
        line.clear();
        if from.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let said = line.trim_end().to_owned();
        let step = script(&recipient);
        let word = said.get(..4).unwrap_or_default().to_ascii_uppercase();
        match word.as_str() {
            "EHLO" => to.write_all(format!("{ehlo}\r\n").as_bytes())?,
            "HELO" => to.write_all(b"250 scripted.example\r\n")?,
            "MAIL" => match script("") {
                Step::Mail(answer) | Step::All(answer) => to.write_all(format!("{answer}\r\n").as_bytes())?,
                _ => to.write_all(b"250 2.1.0 Ok\r\n")?,
            },
            "RCPT" => {
                recipient = said.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                let step = script(&recipient);
                refused = matches!(
                    step,
                    Step::All(_) | Step::Rcpt(_) | Step::RcptNoReset(_) | Step::RcptButData(_)
                );
                match step {
                    Step::All(answer)
                    | Step::Rcpt(answer)
                    | Step::RcptNoReset(answer)
                    | Step::RcptButData(answer) => to.write_all(format!("{answer}\r\n").as_bytes())?,
                    Step::DropAtRcpt => return Ok(()),
                    _ => to.write_all(b"250 2.1.5 Ok\r\n")?,
                }
            }
            "DATA" if refused && !matches!(step, Step::RcptButData(_)) => {
                to.write_all(b"503 5.5.1 no recipients\r\n")?
            }
            "DATA" => {
                to.write_all(b"354 go on\r\n")?;
                let text = text(&mut from)?;
                if refused {
                    assert_eq!(text, "", "what has no recipient has no text");
                    to.write_all(b"554 5.5.1 no recipients\r\n")?;
                    continue;
                }
                seen.lock().unwrap().texts.push(recipient.clone());
                if !answer(&mut to, step, (&recipient, &text), seen)? {
                    return Ok(());
                }
            }
            "RSET" if matches!(step, Step::All(_) | Step::RcptNoReset(_)) => {
                to.write_all(b"530 5.7.0 not that either\r\n")?
            }
            "RSET" => to.write_all(b"250 2.0.0 Ok\r\n")?,
            "QUIT" => return to.write_all(b"221 2.0.0 Bye\r\n"),
            _ => to.write_all(b"502 5.5.2 what?\r\n")?,
        }
    }
}

/// Reads a text up to its end and undoes the doubling of dots.
fn text(from: &mut impl BufRead) -> std::io::Result<String> {
    let (mut text, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if from.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

/// Answers to a text; whether the connection goes on.
fn answer(
    to: &mut TcpStream,
    step: Step,
    (recipient, text): (&str, &str),
    seen: &Mutex<Seen>,
) -> std::io::Result<bool> {
    match step {
        Step::End(answer) => to.write_all(format!("{answer}\r\n").as_bytes())?,
        Step::DropAfterText => return Ok(false),
        Step::SilentAfterText => {
            std::thread::park_timeout(Duration::from_secs(3));
            return Ok(false);
        }
        Step::EndlessAfterText => {
            while to.write_all(&[b'2'; 4096]).is_ok() {}
            return Ok(false);
        }
        Step::DripAfterText => {
            for _ in 0..100 {
                to.write_all(b"250-x\r\n")?;
                std::thread::park_timeout(Duration::from_millis(50));
            }
            return Ok(false);
        }
        _ => {
            seen.lock().unwrap().taken.push((recipient.to_owned(), text.to_owned()));
            to.write_all(b"250 2.0.0 queued\r\n")?;
            return Ok(!matches!(step, Step::TakeAndHangUp));
        }
    }
    Ok(true)
}
