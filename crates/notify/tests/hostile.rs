//! Relays that misbehave, and what is certain about a message after each of them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod scripted;

use std::time::Duration;

use notify::smtp::{Envelope, Outcome, Pool, Relay, RelayFault, Tls};
use scripted::{Scripted, Step};

fn envelopes(count: usize) -> Vec<Envelope> {
    let one = |number| Envelope {
        to: format!("k{number}@customers.example"),
        text: format!("Subject: {number}\r\n\r\nHello {number}\r\n.\r\nstill the text\r\n").into_bytes(),
    };
    (1..=count).map(one).collect()
}

fn relay(server: &Scripted) -> Relay {
    Relay {
        answer_within: Duration::from_millis(600),
        accept_within: Duration::from_millis(600),
        ..Relay::new(server.address(), "stanch.example", "notice@stanch.example")
    }
}

fn accepted() -> Outcome {
    Outcome::Accepted { code: "250 2.0.0".to_owned() }
}

#[test]
fn each_message_arrives_whole_and_once_with_and_without_groups() {
    for groups in [true, false] {
        for connections in [1, 3] {
            let server = Scripted::start(groups, |_| Step::Take);
            let delivered = Pool::new(relay(&server), connections).deliver(&envelopes(20));
            assert_eq!(delivered.fault, None);
            assert_eq!(delivered.outcomes, vec![accepted(); 20], "groups: {groups}");
            let mut taken = server.taken();
            taken.sort_by_key(|(to, _)| {
                to.trim_start_matches('k').split('@').next().unwrap().parse::<u32>().unwrap()
            });
            assert_eq!(taken.len(), 20);
            for ((to, text), sent) in taken.iter().zip(envelopes(20)) {
                assert_eq!((to, text.as_bytes()), (&sent.to, sent.text.as_slice()));
            }
        }
    }
}

#[test]
fn a_refused_recipient_is_refused_by_its_code_and_the_others_go_on() {
    for groups in [true, false] {
        let server = Scripted::start(groups, |to| match to {
            "k2@customers.example" => Step::Rcpt("550 5.1.1 no such user"),
            "k4@customers.example" => Step::Rcpt("451 4.7.1 greylisted"),
            "k5@customers.example" => Step::End("554 5.7.1 spam"),
            "k6@customers.example" => Step::End("452 4.3.1 no room"),
            "k7@customers.example" => Step::RcptButData("550 5.1.1 no such user"),
            _ => Step::Take,
        });
        let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(8));
        let refused = |code: &str| Outcome::Refused { code: Some(code.to_owned()) };
        let deferred = |code: &str| Outcome::Deferred { code: Some(code.to_owned()) };
        let told = [
            accepted(),
            refused("550 5.1.1"),
            accepted(),
            deferred("451 4.7.1"),
            refused("554 5.7.1"),
            deferred("452 4.3.1"),
            refused("550 5.1.1"),
            accepted(),
        ];
        assert_eq!(delivered.outcomes, told, "groups: {groups}");
        assert_eq!(
            server.recipients(),
            ["k1@customers.example", "k3@customers.example", "k8@customers.example"]
        );
    }
}

#[test]
fn no_answer_after_the_text_is_uncertain_and_never_sent_twice() {
    for step in [Step::DropAfterText, Step::SilentAfterText, Step::EndlessAfterText, Step::DripAfterText] {
        for groups in [true, false] {
            let server =
                Scripted::start(groups, move |to| if to.starts_with("k2@") { step } else { Step::Take });
            let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
            assert_eq!(delivered.outcomes, [accepted(), Outcome::Uncertain, accepted()], "{step:?} {groups}");
            let texts = server.seen();
            let second = texts.iter().filter(|to| to.starts_with("k2@")).count();
            assert_eq!(second, 1, "its text went out once: {texts:?}");
        }
    }
}

#[test]
fn a_connection_that_breaks_before_the_text_is_certain_and_tried_once_more() {
    let server =
        Scripted::start(true, |to| if to.starts_with("k2@") { Step::DropAtRcpt } else { Step::Take });
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
    assert_eq!(delivered.outcomes, [accepted(), Outcome::Deferred { code: None }, accepted()]);
    assert_eq!(server.recipients(), ["k1@customers.example", "k3@customers.example"]);
}

#[test]
fn a_relay_that_takes_texts_and_dies_makes_few_letters_uncertain_and_not_the_wave() {
    let server = Scripted::start(true, |_| Step::DropAfterText);
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(50));
    let uncertain = delivered.outcomes.iter().filter(|outcome| **outcome == Outcome::Uncertain).count();
    let unsent = delivered.outcomes.iter().filter(|outcome| **outcome == Outcome::Unsent).count();
    assert_eq!((uncertain, unsent), (4, 46));
    assert!(matches!(delivered.fault, Some(RelayFault::NoSmtp { .. })));
}

#[test]
fn what_concerns_every_letter_fails_none() {
    let sender = Scripted::start(true, |_| Step::Mail("553 5.1.8 sender unknown"));
    let delivered = Pool::new(relay(&sender), 2).deliver(&envelopes(5));
    assert_eq!(delivered.outcomes, vec![Outcome::Unsent; 5]);
    let said = "553 5.1.8 sender unknown".to_owned();
    assert_eq!(delivered.fault, Some(RelayFault::Refused { asked: "MAIL FROM", said }));

    let sign_in = Scripted::start(true, |_| Step::Rcpt("530 5.7.0 sign in first"));
    let delivered = Pool::new(relay(&sign_in), 1).deliver(&envelopes(5));
    assert_eq!(delivered.outcomes, vec![Outcome::Unsent; 5]);

    let closed = Scripted::greeting("554 5.3.2 not now");
    let delivered = Pool::new(relay(&closed), 1).deliver(&envelopes(2));
    assert_eq!(delivered.outcomes, vec![Outcome::Unsent; 2]);
    assert!(matches!(delivered.fault, Some(RelayFault::TurnedAway { .. })));

    let other = Scripted::greeting("SSH-2.0-OpenSSH_9.2");
    let delivered = Pool::new(relay(&other), 1).deliver(&envelopes(2));
    assert!(matches!(delivered.fault, Some(RelayFault::NoSmtp { .. })));

    let nobody = Relay::new("127.0.0.1:1", "stanch.example", "notice@stanch.example");
    let delivered = Pool::new(nobody, 1).deliver(&envelopes(2));
    assert!(matches!(delivered.fault, Some(RelayFault::Unreachable { .. })));
    assert_eq!(delivered.outcomes, vec![Outcome::Unsent; 2]);
}

#[test]
fn a_relay_that_refuses_everybody_stops_the_sending() {
    let server = Scripted::start(true, |_| Step::Rcpt("554 5.7.1 relay access denied"));
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(60));
    let refused =
        delivered.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Refused { .. })).count();
    assert_eq!(refused, 25);
    assert!(matches!(delivered.fault, Some(RelayFault::Refused { .. })));
}

#[test]
fn connections_are_kept_between_batches_and_one_that_grew_old_costs_nothing() {
    let server =
        Scripted::start(true, |to| if to.starts_with("k3@") { Step::TakeAndHangUp } else { Step::Take });
    let mut pool = Pool::new(relay(&server), 1);
    assert_eq!(pool.deliver(&envelopes(2)).outcomes, vec![accepted(); 2]);
    assert_eq!(pool.deliver(&envelopes(3)).outcomes, vec![accepted(); 3]);
    assert_eq!(server.connections(), 1);
    assert_eq!(pool.deliver(&envelopes(2)).outcomes, vec![accepted(); 2], "it had hung up meanwhile");
    assert_eq!(server.connections(), 2);
}

#[test]
fn letters_cross_a_network_in_clear_only_when_somebody_says_so() {
    // Documentation address (RFC 5737): refused before anything is connected to.
    let far = Relay::new("192.0.2.1:25", "stanch.example", "notice@stanch.example");
    let far = Relay { tls: Tls::Off, ..far };
    let delivered = Pool::new(far, 1).deliver(&envelopes(1));
    assert!(matches!(delivered.fault, Some(RelayFault::WouldBeClear { .. })));
}

#[test]
fn an_address_that_carries_a_command_never_reaches_the_relay() {
    let server = Scripted::start(true, |_| Step::Take);
    let mut letters = envelopes(3);
    letters[0].to = "a@b.example>\r\nRCPT TO:<victim@elsewhere.example".to_owned();
    letters[1].to = "王五@例子.公司".to_owned();
    let delivered = Pool::new(relay(&server), 1).deliver(&letters);
    let no_address = Outcome::Refused { code: None };
    let no_utf8 = Outcome::Refused { code: Some("5.6.7".to_owned()) };
    assert_eq!(delivered.outcomes, [no_address, no_utf8, accepted()], "this relay takes no UTF-8 addresses");
    assert_eq!(server.recipients(), ["k3@customers.example"]);
    let bad = Relay::new(server.address(), "stanch.example", "x@y.example>\r\nDATA");
    assert!(matches!(Pool::new(bad, 1).deliver(&letters).fault, Some(RelayFault::Name { .. })));
}

#[test]
fn a_relay_that_refuses_everybody_stops_the_sending_however_small_the_batches() {
    for step in [Step::Rcpt("554 5.7.1 relay access denied"), Step::End("554 5.7.1 looks like spam")] {
        let server = Scripted::start(true, move |_| step);
        let mut pool = Pool::new(relay(&server), 2);
        let (mut refused, mut batches) = (0, 0);
        let fault = loop {
            let delivered = pool.deliver(&envelopes(4));
            refused += delivered.outcomes.iter().filter(|one| matches!(one, Outcome::Refused { .. })).count();
            batches += 1;
            if delivered.fault.is_some() || batches == 50 {
                break delivered.fault;
            }
        };
        assert!(matches!(fault, Some(RelayFault::Refused { .. })), "{step:?}");
        assert!(
            (25..=26).contains(&refused),
            "{step:?}: {refused}, what was on the way on the other connection among them"
        );
    }
}

#[test]
fn one_that_is_accepted_between_them_ends_a_row_of_refusals() {
    let server = Scripted::start(true, |to| {
        if to.starts_with("k4@") { Step::Take } else { Step::End("550 5.1.1 no such user") }
    });
    let mut pool = Pool::new(relay(&server), 1);
    for _ in 0..10 {
        assert_eq!(pool.deliver(&envelopes(4)).fault, None);
    }
}

#[test]
fn connections_lost_batch_after_batch_stop_the_sending() {
    let server = Scripted::start(true, |_| Step::DropAfterText);
    let mut pool = Pool::new(relay(&server), 1);
    let mut uncertain = 0;
    for _ in 0..3 {
        let delivered = pool.deliver(&envelopes(1));
        assert_eq!(delivered.fault, None);
        uncertain += delivered.outcomes.iter().filter(|one| **one == Outcome::Uncertain).count();
    }
    let last = pool.deliver(&envelopes(9));
    assert!(matches!(last.fault, Some(RelayFault::NoSmtp { .. })));
    assert_eq!(
        (uncertain, last.outcomes[0].clone(), last.outcomes[1].clone()),
        (3, Outcome::Uncertain, Outcome::Unsent)
    );
}

#[test]
fn an_answer_that_is_neither_yes_nor_no_leaves_a_text_uncertain() {
    for step in [Step::End("354 go on"), Step::End("334 what")] {
        let server = Scripted::start(true, move |to| if to.starts_with("k2@") { step } else { Step::Take });
        let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
        assert_eq!(delivered.outcomes, [accepted(), Outcome::Uncertain, accepted()], "{step:?}");
    }
}

#[test]
fn an_answer_out_of_turn_before_the_text_puts_the_letter_off() {
    let server =
        Scripted::start(true, |to| if to.starts_with("k2@") { Step::Rcpt("354 go on") } else { Step::Take });
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
    assert_eq!(delivered.outcomes, [accepted(), Outcome::Deferred { code: None }, accepted()]);
}

#[test]
fn a_relay_of_the_old_kind_is_greeted_in_the_old_way() {
    let server = Scripted::offering("502 5.5.1 unknown command", |_| Step::Take);
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
    assert_eq!((delivered.outcomes, delivered.fault), (vec![accepted(); 3], None));
}

#[test]
fn letters_longer_than_a_relay_takes_are_not_begun_and_none_fails() {
    let server = Scripted::offering("250-scripted.example\r\n250-PIPELINING\r\n250 SIZE 40", |_| Step::Take);
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
    assert_eq!(delivered.outcomes, vec![Outcome::Unsent; 3]);
    assert!(matches!(delivered.fault, Some(RelayFault::TooLong { most: 40, .. })), "{:?}", delivered.fault);
    let open = Scripted::offering("250-scripted.example\r\n250-PIPELINING\r\n250 SIZE 0", |_| Step::Take);
    assert_eq!(
        Pool::new(relay(&open), 1).deliver(&envelopes(3)).outcomes,
        vec![accepted(); 3],
        "0 is no limit"
    );
}

#[test]
fn what_a_relay_refuses_first_is_what_is_told_whatever_it_says_to_starting_anew() {
    let tls_first = "530 5.7.0 Must issue a STARTTLS command first";
    let server = Scripted::start(true, move |_| Step::All(tls_first));
    let delivered = Pool::new(relay(&server), 2).deliver(&envelopes(6));
    let said = tls_first.to_owned();
    assert_eq!(delivered.fault, Some(RelayFault::Refused { asked: "MAIL FROM", said }));
    assert_eq!(delivered.outcomes, vec![Outcome::Unsent; 6]);

    let server = Scripted::start(true, |to| {
        if to.starts_with("k2@") { Step::RcptNoReset("550 5.1.1 no") } else { Step::Take }
    });
    let delivered = Pool::new(relay(&server), 1).deliver(&envelopes(3));
    assert_eq!(
        delivered.outcomes,
        [accepted(), Outcome::Refused { code: Some("550 5.1.1".to_owned()) }, accepted()]
    );
}
