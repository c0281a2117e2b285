//! Letters to a relay of another hand (Python's aiosmtpd) under TLS: whom it shows itself to be is looked at before anything is
//! said, and what is wrong is named.
#![cfg(feature = "smtp-tls")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at any surprise, and says what is left out"
)]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use notify::smtp::{Envelope, Login, Outcome, Pool, Relay, RelayFault, Tls};

fn left_out(what: &str) {
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "{what} is needed for this test");
    println!("left out: {what} absent");
}

/// A certificate signed by its own key: whose it is, for which names, until when (`20991231235959Z`).
fn certificate(folder: &Path, whose: &str, names: &str, until: &str) -> (PathBuf, PathBuf) {
    made(folder, whose, names, until, "FALSE")
}

fn made(folder: &Path, whose: &str, names: &str, until: &str, authority: &str) -> (PathBuf, PathBuf) {
    let at = |name: &str| folder.join(name);
    let config = format!(
        "[ca]\ndefault_ca=own\n[own]\ndatabase={}\nnew_certs_dir={}\nserial={}\ndefault_md=sha256\npolicy=any\n\
         x509_extensions=names\n[any]\ncommonName=supplied\n[names]\nsubjectAltName={names}\nbasicConstraints=CA:{authority}\n",
        at("index").display(),
        folder.display(),
        at("serial").display(),
    );
    std::fs::write(at("config"), config).unwrap();
    std::fs::write(at("index"), "").unwrap();
    std::fs::write(at("serial"), "01").unwrap();
    let run = |words: &str| {
        let ran = Command::new("openssl").args(words.split(' ')).current_dir(folder).output().unwrap();
        assert!(ran.status.success(), "{words}: {}", String::from_utf8_lossy(&ran.stderr));
    };
    run(&format!(
        "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out request.pem -subj /CN={whose}"
    ));
    run(&format!(
        "ca -batch -notext -selfsign -config config -keyfile key.pem -in request.pem -out certificate.pem \
         -startdate 20200101000000Z -enddate {until}"
    ));
    (at("key.pem"), at("certificate.pem"))
}

const FAR: &str = "20991231235959Z";

struct Other {
    child: Child,
    out: BufReader<ChildStdout>,
    port: String,
}

impl Drop for Other {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Other {
    fn start((key, made): &(PathBuf, PathBuf), kind: &str, ways: &str) -> Option<Other> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/relay.py");
        let mut python = Command::new("python3");
        python.arg(script).args([key, made]).args([kind, ways]);
        let mut child = python.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut out = BufReader::new(child.stdout.take()?);
        let mut port = String::new();
        out.read_line(&mut port).ok()?;
        let port = port.trim().to_owned();
        // Without aiosmtpd it ends before it says where it listens.
        if port.is_empty() {
            drop(child.wait());
            return None;
        }
        Some(Other { child, out, port })
    }

    /// What it says next.
    fn said(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

fn relay(other: &Other, host: &str, tls: Tls, trusted: Option<&Path>) -> Relay {
    let address = format!("{host}:{}", other.port);
    let new = Relay::new(address, "stanch.example", "notice@stanch.example");
    Relay { tls, trusted: trusted.map(Path::to_owned), ..new }
}

fn letters() -> Vec<Envelope> {
    let one = |n: u32| Envelope {
        to: format!("k{n}@customers.example"),
        text: b"Subject: x\r\n\r\nword\r\n".to_vec(),
    };
    (1..=3).map(one).collect()
}

fn login() -> Option<Login> {
    Some(Login { user: "stanch".to_owned(), password: "a long secret".to_owned() })
}

#[test]
fn letters_go_under_tls_of_either_kind_after_either_way_of_signing_in() {
    let folder = tempfile::tempdir().unwrap();
    let made = certificate(folder.path(), "relay", "DNS:localhost", FAR);
    for (kind, tls) in [("starttls", Tls::StartTls), ("implicit", Tls::Implicit)] {
        for way in ["PLAIN", "LOGIN"] {
            let Some(mut other) = Other::start(&made, kind, way) else { return left_out("aiosmtpd") };
            let relay = Relay { login: login(), ..relay(&other, "localhost", tls, Some(&made.1)) };
            let delivered = Pool::new(relay, 1).deliver(&letters());
            assert_eq!(delivered.fault, None, "{kind} {way}");
            let taken = |outcome: &Outcome| matches!(outcome, Outcome::Accepted { .. });
            assert!(delivered.outcomes.iter().all(taken), "{kind} {way}: {:?}", delivered.outcomes);
            assert_eq!(other.said(), format!("signed in {way}"));
            assert_eq!(other.said(), "took k1@customers.example over tls");
        }
    }
}

#[test]
fn a_wrong_name_an_expired_and_an_untrusted_certificate_are_named_and_nothing_is_sent() {
    for (names, until, trusted, key) in [
        ("DNS:elsewhere.example", FAR, true, "notify-tls-other-name"),
        ("DNS:localhost", "20210101000000Z", true, "notify-tls-expired"),
        ("DNS:localhost", FAR, false, "notify-tls-untrusted"),
    ] {
        for (kind, tls) in [("starttls", Tls::StartTls), ("implicit", Tls::Implicit)] {
            let (folder, others) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            let made = certificate(folder.path(), "relay", names, until);
            let strange = certificate(others.path(), "stranger", "DNS:localhost", FAR);
            let Some(other) = Other::start(&made, kind, "") else { return left_out("aiosmtpd") };
            let authority = if trusted { &made.1 } else { &strange.1 };
            let delivered =
                Pool::new(relay(&other, "localhost", tls, Some(authority)), 2).deliver(&letters());
            let Some(RelayFault::Certificate { why, .. }) = &delivered.fault else {
                panic!("{key} {kind}: {:?}", delivered.fault)
            };
            assert_eq!(why.key(), key, "{kind}");
            assert!(delivered.outcomes.iter().all(|outcome| *outcome == Outcome::Unsent), "{key}: they wait");
        }
    }
}

#[test]
fn a_certificate_made_as_an_authority_s_is_named_as_that_and_a_port_without_tls_too() {
    let folder = tempfile::tempdir().unwrap();
    let made = made(folder.path(), "relay", "DNS:localhost", FAR, "TRUE");
    let Some(other) = Other::start(&made, "starttls", "") else { return left_out("aiosmtpd") };
    let deliver = |tls| {
        let delivered = Pool::new(relay(&other, "localhost", tls, Some(&made.1)), 1).deliver(&letters());
        assert!(delivered.outcomes.iter().all(|outcome| *outcome == Outcome::Unsent));
        delivered.fault
    };
    let Some(RelayFault::Certificate { why, .. }) = deliver(Tls::StartTls) else {
        panic!("a fault of the certificate")
    };
    assert_eq!(why.key(), "notify-tls-authority");
    // TLS from the first byte where it begins later.
    let Some(RelayFault::NoTls { cause, .. }) = deliver(Tls::Implicit) else {
        panic!("no fault of the certificate")
    };
    assert_eq!(cause.key(), "notify-tls-none-there");
}

#[test]
fn a_relay_without_starttls_gets_nothing_in_clear() {
    let folder = tempfile::tempdir().unwrap();
    let made = certificate(folder.path(), "relay", "DNS:localhost", FAR);
    let Some(other) = Other::start(&made, "clear", "") else { return left_out("aiosmtpd") };
    let relay = Relay { login: login(), ..relay(&other, "localhost", Tls::StartTls, Some(&made.1)) };
    let delivered = Pool::new(relay, 1).deliver(&letters());
    assert!(matches!(delivered.fault, Some(RelayFault::NoStartTls { .. })), "{:?}", delivered.fault);
    assert!(delivered.outcomes.iter().all(|outcome| *outcome == Outcome::Unsent));
}

#[test]
fn a_file_of_authorities_that_holds_none_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let made = certificate(folder.path(), "relay", "DNS:localhost", FAR);
    let Some(other) = Other::start(&made, "implicit", "") else { return left_out("aiosmtpd") };
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "no certificate").unwrap();
    let delivered = Pool::new(relay(&other, "localhost", Tls::Implicit, Some(&empty)), 1).deliver(&letters());
    assert!(matches!(delivered.fault, Some(RelayFault::Trust { .. })), "{:?}", delivered.fault);
}

/// A relay in clear that does as it is told: the lines of its answer to EHLO and to STARTTLS. Gives its port, and what it heard.
fn told(ehlo: &'static str, start: &'static str) -> (String, std::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let (heard, hears) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut to = stream.try_clone().unwrap();
            drop(to.write_all(b"220 told.example ESMTP\r\n"));
            let lines = BufReader::new(stream).split(b'\n').map_while(Result::ok);
            for line in lines {
                let line = String::from_utf8_lossy(&line).trim_end().to_owned();
                let said = match line.split(' ').next() {
                    Some("EHLO") => ehlo,
                    Some("STARTTLS") => start,
                    _ => "500 5.5.1 no\r\n",
                };
                drop(heard.send(line));
                if to.write_all(said.as_bytes()).is_err() {
                    break;
                }
            }
        }
    });
    (port, hears)
}

fn to_told(port: &str) -> Relay {
    let new = Relay::new(format!("localhost:{port}"), "stanch.example", "notice@stanch.example");
    Relay { tls: Tls::StartTls, login: login(), ..new }
}

#[test]
fn what_stands_in_clear_behind_the_yes_to_starttls_ends_it() {
    // RFC 3207 §5; the reply that somebody between put there would be taken for the relay's own.
    let (port, heard) = told(
        "250-told.example\r\n250 STARTTLS\r\n",
        "220 2.0.0 go on\r\n250-relay.example\r\n250 AUTH PLAIN\r\n",
    );
    let delivered = Pool::new(to_told(&port), 1).deliver(&letters());
    assert!(matches!(delivered.fault, Some(RelayFault::Injected { .. })), "{:?}", delivered.fault);
    assert!(delivered.outcomes.iter().all(|outcome| *outcome == Outcome::Unsent));
    let heard: Vec<String> = heard.try_iter().collect();
    assert_eq!(heard, ["EHLO stanch.example", "STARTTLS"]);
}

#[test]
fn an_offer_taken_away_or_taken_back_sends_nothing_in_clear() {
    for (ehlo, start) in [
        ("250-told.example\r\n250-AUTH PLAIN LOGIN\r\n250 PIPELINING\r\n", ""),
        ("250-told.example\r\n250 STARTTLS\r\n", "454 4.7.0 not now\r\n"),
        ("250-told.example\r\n250 STARTTLS\r\n", "220 2.0.0 go on\r\n"),
    ] {
        let (port, heard) = told(ehlo, start);
        let relay = Relay { answer_within: std::time::Duration::from_secs(2), ..to_told(&port) };
        let delivered = Pool::new(relay, 1).deliver(&letters());
        match (start, &delivered.fault) {
            ("", Some(RelayFault::NoStartTls { .. })) => {}
            ("454 4.7.0 not now\r\n", Some(RelayFault::Refused { asked: "STARTTLS", .. })) => {}
            // It says yes and goes on in clear: the handshake does not come about.
            (
                _,
                Some(RelayFault::NoTls { .. } | RelayFault::Certificate { .. } | RelayFault::NobodyTrusted),
            ) => {}
            (_, fault) => panic!("{start}: {fault:?}"),
        }
        assert!(delivered.outcomes.iter().all(|outcome| *outcome == Outcome::Unsent), "{start}");
        let said: Vec<String> = heard.try_iter().collect();
        let of_ours = |word: &str| said.iter().any(|line| line.starts_with(word));
        assert!(!of_ours("AUTH") && !of_ours("MAIL") && !of_ours("RCPT"), "{said:?}");
    }
}

#[test]
fn every_fault_of_tls_is_said_in_both_languages_with_what_to_do() {
    let address = || "relay.example:587".to_owned();
    let why = || messages::Message::new("notify-tls-expired");
    for fault in [
        RelayFault::NotBuilt,
        RelayFault::NoStartTls { address: address() },
        RelayFault::Injected { address: address() },
        RelayFault::NoTls { address: address(), cause: why() },
        RelayFault::Certificate { address: address(), why: why() },
        RelayFault::Trust { path: "/etc/x.pem".into(), cause: why() },
        RelayFault::NobodyTrusted,
        RelayFault::PasswordInClear { address: address() },
    ] {
        let [english, chinese] =
            messages::Language::ALL.map(|language| fault.message().in_language(language));
        assert!(english.contains("Nothing was sent"), "{english}");
        assert!(chinese.contains("未发出任何信函") || chinese.contains("未以明文发送任何内容"), "{chinese}");
        assert!(!english.contains("notify-") && !chinese.contains("notify-"), "{english} {chinese}");
    }
}
