//! A relay of another hand, and a reader of another hand: Postfix's `smtp-sink` takes what we send, Python's mail package
//! reads what we wrote.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at any surprise, and says what is left out"
)]

mod house;
mod scripted;
mod sink;

use std::io::Write;
use std::process::{Command, Stdio};

use desk::{LetterState, WaveState};
use house::{House, customers, minutes};
use notify::send;
use notify::smtp::{Pool, Relay};
use scripted::{Scripted, Step};
use sink::Sink;

fn left_out(what: &str) {
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "{what} is needed for this test");
    println!("left out: {what} absent");
}

fn send_to(house: &House, address: &str, connections: usize) {
    let relay = Relay::new(address, "stanch.example", "notice@stanch.example");
    let wave = house.wave().row.id;
    send(&house.desk, &wave, &mut Pool::new(relay, connections), &|| minutes(6), &mut |_| true).unwrap();
}

#[test]
fn postfix_takes_every_letter_on_one_connection_and_on_several() {
    let Some(sink) = Sink::start() else { return left_out("smtp-sink (Debian's postfix)") };
    for connections in [1, 4] {
        let folder = tempfile::tempdir().unwrap();
        let house = House::new(folder.path());
        house.pass();
        house.prepare(customers(1..=300)).unwrap();
        send_to(&house, sink.address(), connections);
        assert_eq!((house.count(LetterState::Accepted), house.wave().row.state), (300, WaveState::Ended));
    }
}

const READER: &str = r#"
import sys, email, email.policy
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
assert not mail.defects, mail.defects
parts = list(mail.iter_parts())
assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"], parts
assert mail["auto-submitted"] == "auto-generated" and mail["message-id"].count(".") >= 4
assert all(not part.defects for part in parts)
text, page = (part.get_content() for part in parts)
print(mail["subject"], mail["from"].addresses[0].display_name, mail["to"], sep="|")
print(text)
assert page.startswith("<!DOCTYPE html>") and "尊敬的王**" in page
"#;

#[test]
fn another_reader_of_mail_finds_the_letter_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(customers(1..=1)).unwrap();
    let server = Scripted::start(true, |_| Step::Take);
    send_to(&house, server.address(), 1);
    let (_, text) = server.taken().pop().unwrap();
    let reader = Command::new("python3")
        .env("PYTHONUTF8", "1")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut reader) = reader else { return left_out("python3") };
    reader.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = reader.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with("关于您个人信息泄露的告知|示例商城|k1@customers.example\n"), "{said}");
    for words in ["尊敬的王**", "身份证号", "400-000-0000"] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
