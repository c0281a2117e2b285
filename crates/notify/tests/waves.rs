//! From the list to the relay: what arrives, what does not, and what the case knows of it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod house;
mod scripted;

use std::time::Duration;

use desk::{LetterState, WaveState};
use house::{House, customer, customers, frame, minutes};
use notify::smtp::{Pool, Relay, RelayFault};
use notify::{Addressee, Noted, NotifyError, Sent, held, note_bounce, read_bounce, send};
use scripted::{Scripted, Step};

fn pool(server: &Scripted, connections: usize) -> Pool {
    let relay = Relay {
        answer_within: Duration::from_secs(2),
        accept_within: Duration::from_secs(2),
        ..Relay::new(server.address(), "stanch.example", "notice@stanch.example")
    };
    Pool::new(relay, connections)
}

fn send_all(house: &House, server: &Scripted, connections: usize, at: i64) -> Sent {
    let wave = house.wave().row.id;
    send(&house.desk, &wave, &mut pool(server, connections), &|| minutes(at), &mut |_| true).unwrap()
}

#[test]
fn each_customer_gets_their_letter_and_the_wave_ends() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(customers(1..=150)).unwrap();
    let server = Scripted::start(true, |_| Step::Take);
    let sent = send_all(&house, &server, 3, 6);
    assert_eq!((sent.row.count(LetterState::Accepted), sent.row.state), (150, WaveState::Ended));
    assert_eq!((sent.fault, sent.next_due), (None, None));
    let mut recipients = server.recipients();
    recipients.sort();
    recipients.dedup();
    assert_eq!((recipients.len(), server.recipients().len()), (150, 150));
    let (to, text) = server.taken().pop().unwrap();
    assert!(text.contains(&format!("To: {to}\r\n")));
    assert!(text.contains("From: =?utf-8?b?56S65L6L5ZWG5Z+O?= <notice@stanch.example>\r\n"), "{text}");
    assert!(text.contains("Subject: =?utf-8?b?"), "a Chinese subject");
    assert!(text.contains("Date: Sun, 01 Mar 2026 01:05:00 +0000\r\n"), "the moment of its wave");
    assert!(text.contains("Auto-Submitted: auto-generated\r\n"));
    assert!(text.contains("multipart/alternative") && text.contains("text/html; charset=utf-8"));
    assert!(text.lines().all(|line| line.len() <= 998 && line.is_ascii()), "any relay takes it");
}

#[test]
fn a_letter_that_may_not_leave_makes_no_wave() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    // Legal has passed nothing.
    assert!(matches!(house.prepare(customers(1..=3)), Err(NotifyError::Held { .. })));
    assert!(house.desk.waves(&house.case).unwrap().is_empty());
    house.pass();
    let who = house.sender();
    let without_hotline = notify::Frame { by_hand: [].into(), ..frame() };
    let ask = notify::Ask {
        notice: "customer_notice",
        frame: without_hotline,
        completes: None,
        again: false,
        who: &who,
        now: minutes(5),
    };
    let refused = notify::prepare(&house.desk, &house.case, &ask, &mut std::iter::empty());
    assert!(matches!(refused, Err(NotifyError::Held { .. })), "a required field is empty");
    let tongue = notify::Ask { frame: notify::Frame { language: "fr".to_owned(), ..frame() }, ..ask.clone() };
    let refused = notify::prepare(&house.desk, &house.case, &tongue, &mut std::iter::empty());
    assert!(matches!(refused, Err(NotifyError::Language { .. })));
    let from = notify::Frame { from: "a@b.example>\r\nRCPT TO:<x@y.example".to_owned(), ..frame() };
    let refused = notify::prepare(
        &house.desk,
        &house.case,
        &notify::Ask { frame: from, ..ask },
        &mut std::iter::empty(),
    );
    assert!(matches!(refused, Err(NotifyError::Relay(RelayFault::Name { .. }))));
}

#[test]
fn whoever_cannot_be_written_to_is_listed_and_nobody_is_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    let list = vec![
        customer(1),
        Addressee { email: Vec::new(), ..customer(2) },
        Addressee { email: vec!["no address".to_owned()], ..customer(3) },
        Addressee { leaked: vec!["fingerprint".to_owned()], ..customer(4) },
        Addressee { held: Some(held::NEAR.to_owned()), ..customer(5) },
        Addressee {
            email: vec!["a@b.example\r\nBcc: x@y.example".to_owned(), "k6@customers.example".to_owned()],
            ..customer(6)
        },
    ];
    let prepared = house.prepare(list).unwrap();
    assert_eq!((prepared.letters, prepared.without_address), (2, 4));
    let server = Scripted::start(true, |_| Step::Take);
    send_all(&house, &server, 1, 6);
    assert_eq!(server.recipients(), ["k1@customers.example", "k6@customers.example"]);
    assert_eq!(house.count(LetterState::WithoutAddress), 4);
}

#[test]
fn another_address_is_tried_only_for_what_certainly_failed() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    let two = |number: u32| {
        let email = vec![format!("k{number}@customers.example"), format!("other{number}@customers.example")];
        Addressee { email, ..customer(number) }
    };
    house.prepare(vec![two(1), two(2), two(3)]).unwrap();
    let server = Scripted::start(true, |to| match to {
        "k1@customers.example" => Step::Rcpt("550 5.1.1 no such user"),
        "k2@customers.example" => Step::DropAfterText,
        _ => Step::Take,
    });
    let sent = send_all(&house, &server, 1, 6);
    // Small batches: who failed at one address is tried at the next before the last one's turn.
    assert_eq!(server.recipients(), ["other1@customers.example", "k3@customers.example"]);
    assert_eq!((sent.row.count(LetterState::Accepted), sent.row.count(LetterState::Uncertain)), (2, 1));
}

#[test]
fn a_relay_that_fails_leaves_the_rest_waiting_and_the_next_one_sends_it() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(customers(1..=10)).unwrap();
    let strict = Scripted::start(true, |_| Step::Mail("553 5.1.8 sender unknown"));
    let sent = send_all(&house, &strict, 2, 6);
    assert!(matches!(sent.fault, Some(RelayFault::Refused { .. })));
    assert_eq!((sent.row.count(LetterState::Queued), sent.row.state), (10, WaveState::Released));
    let later =
        Scripted::start(
            true,
            |to| if to.starts_with("k4@") { Step::Rcpt("451 4.7.1 later") } else { Step::Take },
        );
    let sent = send_all(&house, &later, 2, 7);
    assert_eq!((sent.row.count(LetterState::Accepted), sent.row.count(LetterState::Deferred)), (9, 1));
    assert_eq!(sent.next_due, Some(minutes(12)));
    let kind = Scripted::start(true, |_| Step::Take);
    assert_eq!(send_all(&house, &kind, 1, 11).row.count(LetterState::Deferred), 1, "not yet");
    let sent = send_all(&house, &kind, 1, 12);
    assert_eq!((sent.row.count(LetterState::Accepted), sent.row.state), (10, WaveState::Ended));
    assert_eq!(kind.recipients(), ["k4@customers.example"]);
}

#[test]
fn a_letter_that_came_back_is_known_by_its_message_id_and_by_nothing_made_up() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(customers(1..=2)).unwrap();
    let server = Scripted::start(true, |_| Step::Take);
    send_all(&house, &server, 1, 6);
    let (_, text) = server.taken().swap_remove(1);
    let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned();
    let back = |id: &str| {
        let mail = format!(
            "Content-Type: multipart/report\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Final-Recipient: rfc822; k2@customers.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\n"
        );
        let bounce = read_bounce(mail.as_bytes()).unwrap();
        note_bounce(&house.desk, &bounce, &house.sender(), minutes(60)).unwrap()
    };
    let another = id.replace(".2.0.", ".1.0.");
    assert_eq!(back(&another), Noted::NotOurs, "the number of another letter with this one's digest");
    assert_eq!(back(&id), Noted::Bounced);
    assert_eq!(back(&id), Noted::NotAccepted, "once");
    let row = house.desk.letter(&house.wave().row.id, 2).unwrap().unwrap();
    assert_eq!((row.state, row.code.as_deref()), (LetterState::Bounced, Some("550 5.1.1")));
}

#[test]
fn the_code_of_a_letter_is_its_own_and_stands_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(customers(1..=2)).unwrap();
    let taken = house.desk.take_letters(&house.wave(), 9, minutes(6), &mut |_| {}).unwrap();
    let codes: Vec<String> =
        taken.iter().map(|taken| notify::LetterId::of(&house.wave().row.id, taken).code()).collect();
    assert_ne!(codes[0], codes[1]);
    let file = house.desk.case(&house.case).unwrap();
    let writer = notify::Writer::of(&file, &house.wave()).unwrap();
    let addressee = Addressee::read(&taken[0].row).unwrap();
    let paper = writer.paper(&addressee.recipient(Some(codes[0].clone()))).unwrap();
    assert!(documents::plain(&paper).contains(&codes[0]));
    let again = writer.envelope(&house.wave(), &taken[0]).unwrap();
    assert_eq!(again, writer.envelope(&house.wave(), &taken[0]).unwrap(), "same letter, same bytes");
}
