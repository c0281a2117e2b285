//! Where letters of the demonstration arrive: a relay on this machine alone, which takes every letter and shows it in the
//! made-up inbox. It reads what our own writer writes (RFC 5321, RFC 2045) and nothing more.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use notify::smtp::Relay;
use server::{CaughtLetter, Demo};

use crate::clock;

/// No line of a letter is longer, and no letter larger.
const MOST_BYTES: u64 = 4 << 20;

/// Opens the sink; the relay leads to it. Its threads end with the process.
pub fn open(demo: &Arc<Demo>) -> io::Result<Relay> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    let demo = Arc::clone(demo);
    let take = move || {
        for stream in listener.incoming().flatten() {
            let demo = Arc::clone(&demo);
            // A conversation that breaks off is the sender's to notice.
            let _ =
                std::thread::Builder::new().name("sink".to_owned()).spawn(move || converse(&stream, &demo));
        }
    };
    std::thread::Builder::new().name("sink".to_owned()).spawn(take)?;
    Ok(Relay::new(address, "shop.example.com", "notice@shop.example.com"))
}

fn converse(stream: &TcpStream, demo: &Demo) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let answer = |line: &str| (&*stream).write_all(format!("{line}\r\n").as_bytes());
    answer("220 sink of the demonstration")?;
    let mut to = String::new();
    while let Some(line) = line(&mut reader)? {
        let command = line.to_ascii_uppercase();
        match command.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" => answer("250-demonstration\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8")?,
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                answer("250 taken")?;
            }
            "DATA" => {
                answer("354 go on")?;
                demo.catch(caught(&letter(&mut reader)?, &to));
                answer("250 shown in the inbox")?;
            }
            "QUIT" => return answer("221 ended"),
            "MAIL" | "RSET" | "NOOP" => answer("250 taken")?,
            _ => answer("500 not known here")?,
        }
    }
    Ok(())
}

/// A line without its end; `None` when nothing more comes.
fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    let read = reader.by_ref().take(MOST_BYTES).read_until(b'\n', &mut bytes)?;
    Ok((read > 0).then(|| String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
}

/// The lines up to the lonely dot, those with a dot in front restored.
fn letter(reader: &mut impl BufRead) -> io::Result<Vec<String>> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    while let Some(line) = line(reader)? {
        if line == "." {
            return Ok(lines);
        }
        bytes += line.len() as u64;
        if bytes > MOST_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        lines.push(line.strip_prefix('.').map_or(line.clone(), str::to_owned));
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

fn caught(lines: &[String], to: &str) -> CaughtLetter {
    let end = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    let subject = words(&header(&lines[..end], "subject").unwrap_or_default());
    CaughtLetter { at: clock::now(), to: to.to_owned(), subject, text: text(&lines[end..]) }
}

/// A header with its folded lines.
fn header(lines: &[String], name: &str) -> Option<String> {
    let is = |line: &String| line.split_once(':').is_some_and(|(known, _)| known.eq_ignore_ascii_case(name));
    let at = lines.iter().position(is)?;
    let folded = lines[at + 1..].iter().take_while(|line| line.starts_with([' ', '\t']));
    let first = lines[at].split_once(':')?.1;
    Some(std::iter::once(first).chain(folded.map(String::as_str)).collect())
}

/// Words in brackets of RFC 2047, base64, joined; what is no such word stands as it is.
fn words(header: &str) -> String {
    let mut bytes = Vec::new();
    for word in header.split_whitespace() {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
        match encoded.and_then(|word| STANDARD.decode(word).ok()) {
            Some(part) => bytes.extend(part),
            None if bytes.is_empty() => bytes.extend(word.as_bytes()),
            None => bytes.extend([b" ", word.as_bytes()].concat()),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The first part, which is the text.
fn text(body: &[String]) -> String {
    let Some(from) = body.iter().position(|line| line.starts_with("--")) else { return body.join("\n") };
    let part: Vec<&String> =
        body[from + 1..].iter().take_while(|line| !line.starts_with(body[from].as_str())).collect();
    let end = part.iter().position(|line| line.is_empty()).unwrap_or(part.len());
    let heads: Vec<String> = part[..end].iter().map(|line| (*line).clone()).collect();
    let lines = part[end..].iter().skip(1).map(|line| line.as_str());
    match header(&heads, "content-transfer-encoding").unwrap_or_default().trim() {
        "base64" => {
            let whole: String = lines.collect();
            STANDARD.decode(whole).map_or_else(|_| String::new(), |bytes| lossy(&bytes))
        }
        "quoted-printable" => lossy(&unquoted(lines)),
        _ => lines.collect::<Vec<_>>().join("\n"),
    }
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\r', "")
}

/// RFC 2045 §6.7: `=` and two hexadecimal digits are a byte, `=` at the end of a line joins it with the next.
fn unquoted<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in lines {
        let mut parts = line.split('=');
        bytes.extend(parts.next().unwrap_or_default().as_bytes());
        let mut joined = false;
        for part in parts {
            match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                Some(byte) => bytes.push(byte),
                None => joined = part.is_empty(),
            }
            bytes.extend(part.get(2..).unwrap_or_default().as_bytes());
        }
        if !joined {
            bytes.push(b'\n');
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_of_our_own_writer_is_read_back() {
        let lines = [
            "From: notice@shop.example.com",
            "Subject: =?utf-8?b?5YWz5LqO?= =?utf-8?b?5oKo?=",
            "Content-Type: multipart/alternative; boundary=\"b\"",
            "",
            "--b",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable",
            "",
            "=E6=82=A8=E5=A5=BD a=",
            " line",
            "next",
            "--b",
            "",
            "<p>html</p>",
            "--b--",
        ];
        let lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
        let letter = caught(&lines, "a@b.example");
        assert_eq!((letter.subject.as_str(), letter.text.as_str()), ("关于您", "您好 a line\nnext\n"));
    }
}
