//! Messages and mailboxes: who sent one is its person, those it is to and those it names may be others.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::{Assessment, Status};
use small::{assessed, bounds};

fn distinct(found: &Assessment, kind: &str) -> u64 {
    found.identifiers[kind].distinct
}

/// `+7 916 123-45-67, b@example.org` in Base64, in lines.
const CODED: &str = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nKzcgOTE2IDEyMy0\n0NS02NywgYkBleGFtcGxlLm9yZw==\n";

fn message(from: &str, to: &str, rest: &str) -> String {
    format!(
        "From: {from}\nTo: {to}\nSubject: hi\nDate: Mon, 3 Feb 2025 10:00:00 +0300\nMIME-Version: 1.0\n{rest}"
    )
}

#[test]
fn a_message_is_one_record_of_who_sent_it() {
    let plain = message(
        "Ivan Ivanov <ivan@example.org>",
        "petr@example.org",
        "\nMy phone is +7 916 123-45-67.\n\nIvan\n",
    );
    let found = assessed(&plain, None);
    assert_eq!((found.files[0].kind, found.files[0].status, found.files[0].rows), ("mail", Status::Read, 1));
    assert_eq!((distinct(&found, "email"), distinct(&found, "phone")), (2, 1));
    let (lo, hi) = bounds(&found.counts.persons);
    assert!(lo == 1 && hi >= 2, "{lo}..{hi}");
}

#[test]
fn messages_of_a_mailbox_are_told_apart() {
    let ivan =
        message("Ivan <ivan@example.org>", "Petr <petr@example.org>", "\nMy phone is +7 916 123-45-67\n");
    let petr = message("Petr <petr@example.org>", "Ivan <ivan@example.org>", "\nok\n>From here on\n");
    let line = "From x@example.org Mon Feb  3 10:00:00 2025\n";
    for text in [
        format!("{line}{ivan}\n{line}{petr}"),
        format!("{ivan}\n{petr}"),
        format!("{line}{ivan}\n{line}{petr}").replace('\n', "\r\n"),
    ] {
        let found = assessed(&text, None);
        assert_eq!(
            (found.files[0].kind, found.files[0].rows, distinct(&found, "email")),
            ("mail", 2, 2),
            "{text}"
        );
        let (lo, hi) = bounds(&found.counts.persons);
        assert!(lo == 2 && hi >= 2, "{lo}..{hi}");
    }
}

#[test]
fn parts_in_codes_are_read_and_those_that_are_no_text_are_said() {
    let found = assessed(&message("ivan@example.org", "petr@example.org", CODED), None);
    assert_eq!((distinct(&found, "email"), distinct(&found, "phone")), (3, 1));
    assert_eq!(found.files[0].status, Status::Read);
    let quoted = "Content-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable\n\n=CF=F0=E8=E2=E5=F2, c@exam=\nple.org\n";
    assert_eq!(distinct(&assessed(&message("ivan@example.org", "x", quoted), None), "email"), 2);
    let parts = format!(
        "Content-Type: multipart/mixed; boundary=\"b 1\"\n\n--b 1\n{CODED}--b 1\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b 1--\n"
    );
    let found = assessed(&message("ivan@example.org", "petr@example.org", &parts), None);
    assert_eq!((distinct(&found, "email"), distinct(&found, "phone")), (3, 1));
    assert_eq!(found.files[0].reason.as_ref().unwrap().code, "encoded_parts");
    let broken = CODED.replace("Kzcg", "K!!!");
    let found = assessed(&message("ivan@example.org", "petr@example.org", &broken), None);
    assert_eq!(found.files[0].reason.as_ref().unwrap().code, "encoded_parts");
    let cut =
        parts.replace("--b 1--\n", "").replace("image/png", "text/plain").replace("iVBORw0KGgo=", "YQ==");
    let found = assessed(&message("ivan@example.org", "petr@example.org", &cut), None);
    assert_eq!(found.files[0].reason.as_ref().unwrap().code, "truncated");
}

#[test]
fn what_only_looks_like_a_head_is_no_message() {
    for text in [
        "From: Ann\nsays hello\n",
        "From here to there\nit is far\n",
        "name: Ann Lee\nemail: a@example.org\n",
    ] {
        assert_ne!(assessed(text, None).files[0].kind, "mail", "{text}");
    }
}

#[test]
fn a_long_message_is_read_in_pieces() {
    let body = format!("\n{}d@example.org\n", "word ".repeat(600_000));
    let found = assessed(&message("ivan@example.org", "petr@example.org", &body), None);
    assert_eq!((found.files[0].rows, distinct(&found, "email")), (1, 3));
}
