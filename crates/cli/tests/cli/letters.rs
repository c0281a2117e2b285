//! Letters to customers, sent and looked at from the command line.

#[path = "../../../notify/tests/scripted/mod.rs"]
mod scripted;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{Act, CountedLeak, Customer, Desk, LeakFile, Match, Opening, RealLog};
use incident::{Actor, Command};
use jiff::Timestamp;
use plan::{Plan, Right};

use super::ran::{Ran, run};
use scripted::{Scripted, Step};

fn pack() -> Arc<Plan> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans/cn-b2c");
    let mut files = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    Arc::new(Plan::from_files(files).unwrap().0)
}

fn who(plan: &Plan, right: Right) -> Actor {
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    Actor { role: role.id.clone(), user: "test".to_owned() }
}

fn customer(number: u32, matched: Match) -> Customer {
    Customer {
        key: format!("K-{number}"),
        name: Some("王五".to_owned()),
        email: vec![format!("k{number}@customers.example")],
        leaked: vec!["cn_id".to_owned()],
        classes: vec!["identity".to_owned()],
        matched,
        certain: matched == Match::Exact,
        ..Customer::default()
    }
}

/// A folder whose case has three customers, one of them near, and a letter that legal has passed.
struct Prepared {
    folder: tempfile::TempDir,
    sender: String,
}

impl Prepared {
    fn new() -> Prepared {
        let (folder, plan) = (tempfile::tempdir().unwrap(), pack());
        let now: Timestamp = "2020-03-01T09:00:00+08:00".parse().unwrap();
        let data: PathBuf = folder.path().join("data");
        let opening = Opening::at(data, "test", now);
        let desk: Desk<RealLog> = Desk::open(&opening).unwrap();
        let act = |name: &str, who: Actor, words: &[(&str, &str)]| {
            let words: Vec<(String, String)> =
                words.iter().map(|(word, value)| ((*word).to_owned(), (*value).to_owned())).collect();
            let command = Command::from_words(name, &words, &plan, &plan.zone).unwrap();
            Act { command, who, occurred_at: None, now }
        };
        let case = desk
            .open_case(&plan, &act("open", who(&plan, Right::Open), &[("title", "A leak")]))
            .unwrap()
            .case;
        let teller = who(&plan, Right::StateFact);
        let classes = [("fact", "classes"), ("value", "identity,contact")];
        desk.act(&case, &act("fact", teller.clone(), &classes)).unwrap();
        let mut list = desk.list_customers(&case, &teller, &"8e".repeat(32), true).unwrap();
        for (number, matched) in [(1, Match::Exact), (2, Match::Exact), (3, Match::Near)] {
            list.push(customer(number, matched)).unwrap();
        }
        let file = LeakFile { name: "leak.csv".to_owned(), sha256: "aa".repeat(32), size: 10, sealed: None };
        let leak = CountedLeak {
            files: vec![file],
            report: br#"{"schema":1}"#,
            records: 3,
            persons: 3,
            facts: Vec::new(),
            source: "test",
            customers: Some(list.finish(2).unwrap()),
        };
        desk.tell_leak(&case, &leak, &teller, None, now).unwrap();
        let notice = plan.notice("customer_notice").unwrap();
        let digest = documents::notice_digest(&plan, notice, &BTreeMap::new());
        let legal = Actor { role: notice.passed_by.clone(), user: "legal".to_owned() };
        desk.act(&case, &act("pass", legal, &[("notice", "customer_notice"), ("digest", &digest)])).unwrap();
        Prepared { folder, sender: who(&plan, Right::Send).role }
    }

    fn letters(&self, words: &[&str]) -> Ran {
        let data = self.folder.path().join("data");
        let data = data.to_string_lossy();
        run(&[["case", "letters", "1", "--data", &data].as_slice(), words].concat())
    }

    fn send(&self, server: &Scripted, more: &[&str]) -> Ran {
        let words = [
            "--notice",
            "customer_notice",
            "--smtp",
            server.address(),
            "--from",
            "notice@stanch.example",
            "--field",
            "hotline=400-000-0000",
            "--field",
            "organisation=示例商城",
            "--as",
            &self.sender,
            "--json",
        ];
        self.letters(&[words.as_slice(), more].concat())
    }
}

#[test]
fn letters_go_out_once_and_who_cannot_be_written_to_is_listed() {
    let prepared = Prepared::new();
    let none = prepared.letters(&[]);
    assert_eq!((none.code, none.out.trim()), (0, "No letters were sent in this case."));
    let server = Scripted::start(true, |_| Step::Take);
    let sent = prepared.send(&server, &[]);
    assert_eq!(sent.code, 0, "{}", sent.err);
    let wave = &sent.json()["waves"][0];
    assert_eq!((&wave["state"], &wave["counts"]["accepted"]), (&"ended".into(), &2.into()));
    assert_eq!(wave["counts"]["without_address"], 1, "a near match waits for somebody to look");
    let mut recipients = server.recipients();
    recipients.sort();
    assert_eq!(recipients, ["k1@customers.example", "k2@customers.example"]);
    // The same command again sends nobody a second one.
    let again = prepared.send(&server, &[]);
    assert_eq!((again.code, server.recipients().len()), (0, 2), "{}", again.err);
    let shown = prepared.letters(&[]);
    assert!(shown.out.contains("accepted by the relay"), "{}", shown.out);
    // By the register's own key, as the list of customers names them: the third letter may be anybody's.
    assert_eq!(wave["letters"]["without_address"][0]["customer"], "K-3");
    assert!(shown.out.contains("Customer  Letter") && shown.out.contains("K-3"), "{}", shown.out);
}

#[test]
fn a_relay_that_stops_the_sending_is_said_and_the_same_command_goes_on() {
    let prepared = Prepared::new();
    let strict = Scripted::start(true, |_| Step::Mail("553 5.1.8 sender unknown"));
    let stopped = prepared.send(&strict, &[]);
    assert_eq!(stopped.code, 1);
    assert!(stopped.err.contains("553 5.1.8 sender unknown"), "{}", stopped.err);
    assert_eq!(stopped.json()["waves"][0]["counts"]["queued"], 2);
    // Whoever may not send does not go on with what somebody else began either.
    let kind = Scripted::start(true, |_| Step::Take);
    let to = |role: &str, smtp: &str, from: &str| {
        let words = ["--notice", "customer_notice", "--smtp", smtp, "--from", from, "--as", role];
        prepared.letters(&words)
    };
    let other = to("technical_lead", kind.address(), "notice@stanch.example");
    assert_eq!((other.code, kind.recipients().len()), (1, 0), "{}", other.err);
    for (smtp, from) in
        [("relay", "n@stanch.example"), ("127.0.0.1:2599x", "n@stanch.example"), ("relay:25", "n")]
    {
        let wrong = to(&prepared.sender, smtp, from);
        assert_eq!(wrong.code, 2, "{smtp} {from}: {}", wrong.err);
    }
    let dropping =
        Scripted::start(true, |to| if to.starts_with("k1@") { Step::DropAfterText } else { Step::Take });
    let sent = prepared.send(&dropping, &["--connections", "1"]);
    assert_eq!(sent.code, 0, "{}", sent.err);
    let uncertain = &sent.json()["waves"][0]["letters"]["uncertain"];
    assert_eq!(uncertain.as_array().unwrap().len(), 1);
    assert_eq!(uncertain[0]["customer"], "K-1");
    assert!(uncertain[0]["message_id"].as_str().unwrap().ends_with("@stanch.example>"));
    let unfounded = prepared.letters(&["--settle", "accepted", "--as", &prepared.sender]);
    assert_eq!(unfounded.code, 2, "what was found out needs its reason");
    let nobody = ["--settle", "accepted", "--number", "999", "--reason", "r", "--as", &prepared.sender];
    let nobody = prepared.letters(&nobody);
    assert!(nobody.code == 1 && nobody.err.contains("999"), "{}", nobody.err);
    let settle =
        ["--settle", "not-sent", "--reason", "not in the relay's log", "--as", &prepared.sender, "--json"];
    let settled = prepared.letters(&settle);
    assert_eq!(settled.json()["waves"][0]["counts"]["refused"], 1, "{}", settled.err);
    let kind = Scripted::start(true, |_| Step::Take);
    let again = prepared.send(&kind, &["--again"]);
    assert_eq!(
        (again.code, kind.recipients()),
        (0, vec!["k1@customers.example".to_owned()]),
        "{}",
        again.err
    );
}

#[test]
fn what_cannot_be_sent_says_why() {
    let prepared = Prepared::new();
    let server = Scripted::start(true, |_| Step::Take);
    let words = [
        "--notice",
        "customer_notice",
        "--smtp",
        server.address(),
        "--from",
        "notice@stanch.example",
        "--sender",
        "示例商城",
    ];
    let with = |more: &[&str]| prepared.letters(&[words.as_slice(), more].concat());
    let unfilled = with(&["--as", &prepared.sender]);
    assert_eq!(unfilled.code, 1, "a field that must be filled is empty: {}", unfilled.err);
    let other = with(&["--as", "technical_lead", "--field", "hotline=1"]);
    assert_eq!(other.code, 1, "{}", other.err);
    assert_eq!(with(&["--as", &prepared.sender, "--field", "hotline"]).code, 2);
    let half = prepared.letters(&["--notice", "customer_notice", "--as", &prepared.sender]);
    assert_eq!(half.code, 2, "no relay");
    // A password that others may read is not used; a relay that offers no TLS gets nothing.
    let secret = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(secret.path(), "a long secret\n").unwrap();
    std::fs::set_permissions(secret.path(), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let file = secret.path().to_str().unwrap();
    let open = with(&[
        "--as",
        &prepared.sender,
        "--field",
        "hotline=1",
        "--smtp-user",
        "u",
        "--smtp-password-file",
        file,
    ]);
    assert_eq!(open.code, 6, "{}", open.err);
    assert!(open.err.contains("chmod 600"), "{}", open.err);
    let plain = with(&["--as", &prepared.sender, "--field", "hotline=1", "--smtp-tls", "starttls"]);
    assert_eq!(plain.code, 1, "{}", plain.err);
    assert!(plain.err.contains("STARTTLS") || plain.err.contains("this build has none"), "{}", plain.err);
    assert!(server.recipients().is_empty());
}
