//! Evidence by its bytes: sealed before anything speaks of it, given out only on record, gone with its case.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{
    Act, CaseFile, CaseId, Desk, DeskError, Done, Opening, RealLog, Restored, Sealed, restore_proven,
};
use incident::{Actor, Command, Refusal};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};

fn minutes(after: i64) -> Timestamp {
    let nine: Timestamp = "2026-03-01T09:00:00+08:00".parse().unwrap();
    nine + SignedDuration::from_mins(after)
}

/// Made-up bytes longer than several chunks, of a length nobody would choose.
fn leak() -> Vec<u8> {
    (0..300_007u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 24) as u8).collect()
}

/// A folder with one case in it.
struct House {
    scratch: tempfile::TempDir,
    plan: Arc<Plan>,
    desk: Option<Desk<RealLog>>,
    case: CaseId,
}

impl House {
    fn new() -> House {
        let (scratch, plan) = (tempfile::tempdir().unwrap(), pack::cn_b2c());
        let desk: Desk<RealLog> = Desk::open(&opening(&scratch.path().join("data"))).unwrap();
        let words = [("title".to_owned(), "A leak".to_owned())];
        let command = Command::from_words("open", &words, &plan, &plan.zone).unwrap();
        let act = Act { command, who: who(&plan, Right::Open), occurred_at: None, now: minutes(0) };
        let case = desk.open_case(&plan, &act).unwrap().case;
        House { scratch, plan, desk: Some(desk), case }
    }

    fn desk(&self) -> &Desk<RealLog> {
        self.desk.as_ref().unwrap()
    }

    fn at(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn reopened(&mut self) -> &Desk<RealLog> {
        self.desk = None;
        self.desk = Some(Desk::open(&opening(&self.at("data"))).unwrap());
        self.desk()
    }

    fn who(&self, right: Right) -> Actor {
        who(&self.plan, right)
    }

    fn seal(&self, mut bytes: &[u8]) -> Sealed {
        self.desk().seal(&self.case, &self.who(Right::StateFact), &mut bytes, &mut |_| {}).unwrap()
    }

    fn take_in(&self, sealed: &Sealed, name: &str) -> Result<Done, DeskError> {
        let act = self.act(sealed.command(name, None));
        self.desk()
            .act_upon_sealed(&self.case, std::slice::from_ref(sealed), &|_: &CaseFile| Ok(vec![act.clone()]))
    }

    fn act(&self, command: Command) -> Act {
        Act { command, who: self.who(Right::StateFact), occurred_at: None, now: minutes(5) }
    }

    fn take_out(&self, evidence: &str, out: &Path) -> Result<desk::TakenOut, DeskError> {
        let who = self.who(Right::ReadPersonal);
        self.desk().take_out(&self.case, evidence, "to compare with the register", &who, minutes(9), out)
    }

    fn blobs(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.at("data/blobs"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn findings(&self) -> Vec<&'static str> {
        let findings = self.desk().diagnose().unwrap().findings;
        findings.iter().map(|finding| finding.what.key()).collect()
    }
}

fn who(plan: &Plan, right: Right) -> Actor {
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    Actor { role: role.id.clone(), user: "test".to_owned() }
}

fn opening(folder: &Path) -> Opening {
    Opening { origin: Some("example.com/incidents".to_owned()), ..Opening::at(folder, "test", minutes(0)) }
}

#[test]
fn bytes_taken_in_come_out_as_they_were_and_the_look_is_on_record() {
    use std::os::unix::fs::PermissionsExt;
    let mut house = House::new();
    let sealed = house.seal(&leak());
    assert_eq!(sealed.size(), leak().len() as u64);
    house.take_in(&sealed, "forum.zip").unwrap();
    house.reopened();
    let state = house.desk().case(&house.case).unwrap().state;
    assert_eq!(state.evidence[0].blob.as_deref(), Some(sealed.blob().as_str()));
    assert_eq!(house.blobs(), [sealed.blob()]);
    let file = fs::read(house.at("data/blobs").join(sealed.blob())).unwrap();
    let clear = &leak()[..16];
    assert!(!file.windows(16).any(|window| window == clear), "the bytes lie in clear");

    let out = house.at("out.zip");
    let taken = house.take_out("E-1", &out).unwrap();
    assert_eq!((taken.name.as_str(), taken.sha256.as_str()), ("forum.zip", sealed.sha256()));
    assert!(fs::read(&out).unwrap() == leak());
    assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let looks = house.desk().looks(&house.case).unwrap();
    assert_eq!(looks, [taken.look]);
    assert_eq!((looks[0].reason.as_str(), looks[0].at), ("to compare with the register", minutes(9)));
    let diagnosis = house.desk().diagnose().unwrap();
    assert_eq!((diagnosis.evidence_sealed, diagnosis.evidence_bytes), (1, leak().len() as u64));
    assert_eq!(diagnosis.findings, []);
}

#[test]
fn who_may_not_see_personal_data_or_says_no_reason_gets_nothing_and_no_file_is_written_over() {
    let house = House::new();
    let sealed = house.seal(b"names and numbers");
    house.take_in(&sealed, "leak.csv").unwrap();
    let out = house.at("out");
    let (case, desk) = (&house.case, house.desk());
    let mut refused = 0;
    for role in house.plan.roles.iter().filter(|role| !role.rights.contains(&Right::ReadPersonal)) {
        let who = Actor { role: role.id.clone(), user: "test".to_owned() };
        let taken = desk.take_out(case, "E-1", "curious", &who, minutes(9), &out);
        assert!(matches!(taken, Err(DeskError::NoRight { right: Right::ReadPersonal, .. })), "{taken:?}");
        refused += 1;
    }
    assert!(refused > 0);
    let who = house.who(Right::ReadPersonal);
    let silent = desk.take_out(case, "E-1", "  ", &who, minutes(9), &out);
    assert!(matches!(silent, Err(DeskError::LookNeedsReason)), "{silent:?}");
    let unknown = house.take_out("E-2", &out);
    assert!(matches!(unknown, Err(DeskError::Refused(_))), "{unknown:?}");
    assert!(!out.exists());
    fs::write(&out, "mine").unwrap();
    assert!(matches!(house.take_out("E-1", &out), Err(DeskError::File { .. })));
    assert_eq!(fs::read(&out).unwrap(), b"mine");
    assert_eq!(desk.looks(case).unwrap(), [], "what gave nothing out is no look");
}

#[test]
fn evidence_held_elsewhere_is_said_to_be() {
    let house = House::new();
    let digest = "ab".repeat(32);
    let words = [("name", "disk 7"), ("sha256", digest.as_str()), ("size", "512")];
    let words: Vec<(String, String)> =
        words.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let command = Command::from_words("evidence", &words, &house.plan, &house.plan.zone).unwrap();
    house.desk().act(&house.case, &house.act(command)).unwrap();
    let taken = house.take_out("E-1", &house.at("out"));
    assert!(matches!(taken, Err(DeskError::HeldElsewhere { .. })), "{taken:?}");
    assert_eq!(house.findings(), [""; 0]);
}

#[test]
fn no_act_speaks_of_bytes_that_were_not_sealed_for_it() {
    let house = House::new();
    let sealed = house.seal(b"sealed");
    let forged = |change: &dyn Fn(&mut Command)| {
        let mut command = sealed.command("leak.csv", None);
        change(&mut command);
        let act = house.act(command);
        let with =
            house.desk().act_upon_sealed(&house.case, std::slice::from_ref(&sealed), &|_: &CaseFile| {
                Ok(vec![act.clone()])
            });
        assert!(matches!(with, Err(DeskError::Damaged(_))), "{with:?}");
        let without = house.desk().act(&house.case, &act);
        assert!(matches!(without, Err(DeskError::Damaged(_))), "{without:?}");
    };
    forged(&|command| {
        let Command::AddEvidence { blob, .. } = command else { panic!() };
        *blob = Some("00".repeat(16));
    });
    forged(&|command| {
        let Command::AddEvidence { sha256, .. } = command else { panic!() };
        *sha256 = "00".repeat(32);
    });
    let before = house.desk().case(&house.case).unwrap().state;
    assert_eq!(before.evidence, []);
    assert_eq!(house.blobs(), [""; 0], "the sealed file of a refused act is gone");
}

#[test]
fn an_act_that_is_refused_leaves_no_sealed_file_and_who_may_not_is_told_before_anything_is_read() {
    let house = House::new();
    let sealed = house.seal(b"some bytes");
    let refused = house.take_in(&sealed, "   ");
    assert!(
        matches!(&refused, Err(DeskError::Refused(refusal)) if matches!(**refusal, Refusal::MissingArgument { .. })),
        "{refused:?}"
    );
    assert_eq!(house.blobs(), [""; 0]);
    struct Untouched;
    impl Read for Untouched {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            panic!("read before the right was looked at")
        }
    }
    let may_not = house.plan.roles.iter().find(|role| !role.rights.contains(&Right::StateFact)).unwrap();
    let who = Actor { role: may_not.id.clone(), user: "test".to_owned() };
    let sealed = house.desk().seal(&house.case, &who, &mut Untouched, &mut |_| {});
    assert!(matches!(sealed, Err(DeskError::NoRight { .. })), "{sealed:?}");
}

#[test]
fn bytes_that_stop_in_the_middle_leave_nothing() {
    struct Broken(u8);
    impl Read for Broken {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            if self.0 > 3 { Err(std::io::Error::other("the disk was pulled")) } else { Ok(out.len()) }
        }
    }
    let house = House::new();
    let who = house.who(Right::StateFact);
    let sealed = house.desk().seal(&house.case, &who, &mut Broken(0), &mut |_| {});
    assert!(matches!(&sealed, Err(DeskError::Unread { cause }) if cause.contains("pulled")), "{sealed:?}");
    assert_eq!(house.blobs(), [""; 0]);
}

#[test]
fn a_sealed_file_that_no_act_named_is_removed_at_the_next_opening() {
    let mut house = House::new();
    let named = house.seal(b"named");
    house.take_in(&named, "leak.csv").unwrap();
    house.seal(b"the process died before the act");
    fs::write(house.at("data/blobs").join(format!("{}.part", "0".repeat(32))), "died while it wrote")
        .unwrap();
    assert_eq!(house.findings(), ["desk-evidence-unreferenced"]);
    let swept = house.reopened().swept();
    assert_eq!((swept.unreferenced, swept.unfinished), (1, 1));
    assert_eq!(house.blobs(), [named.blob()]);
    assert_eq!(house.findings(), [""; 0]);
}

#[test]
fn a_sealed_file_that_was_lost_cut_or_altered_is_found_and_never_given_out() {
    let house = House::new();
    let sealed = house.seal(&leak());
    house.take_in(&sealed, "forum.zip").unwrap();
    let (path, out) = (house.at("data/blobs").join(sealed.blob()), house.at("out"));
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for damaged in [Some(flipped), Some(whole[..whole.len() - 70_000].to_vec()), None] {
        match &damaged {
            Some(bytes) => fs::write(&path, bytes).unwrap(),
            None => fs::remove_file(&path).unwrap(),
        }
        assert_eq!(house.findings(), ["desk-evidence-missing"]);
        let taken = house.take_out("E-1", &out);
        assert!(matches!(taken, Err(DeskError::Vault(_))), "{taken:?}");
        let left = fs::read_dir(house.scratch.path()).unwrap().count();
        assert_eq!(left, 1, "something beside the data folder was left");
    }
    fs::write(&path, whole).unwrap();
    assert_eq!(house.findings(), [""; 0]);
    house.take_out("E-1", &out).unwrap();
}

#[test]
fn a_backup_carries_evidence_and_a_restored_folder_gives_it_out() {
    let house = House::new();
    let sealed = house.seal(&leak());
    house.take_in(&sealed, "forum.zip").unwrap();
    let (copy, keys, back) = (house.at("copy"), house.at("keys"), house.at("back"));
    let backup = house.desk().backup(&copy, &keys).unwrap();
    assert_eq!(backup.report.blobs, 1);
    let master = Some(house.at("data/keys/master.key"));
    let opening = |folder: &Path| Opening { master_key: master.clone(), create: false, ..opening(folder) };
    let restored =
        restore_proven::<RealLog>(&copy, &keys, &opening(&back), Some(&backup.checkpoint)).unwrap();
    assert!(matches!(restored, Restored::Reaches { .. }));
    let desk = Desk::<RealLog>::open(&opening(&back)).unwrap();
    let out = house.at("out");
    let who = house.who(Right::ReadPersonal);
    desk.take_out(&house.case, "E-1", "to see that it is there", &who, minutes(9), &out).unwrap();
    assert!(fs::read(&out).unwrap() == leak());
    // A backup that lost the file is not whole.
    fs::remove_file(copy.join("blobs").join(sealed.blob())).unwrap();
    let lost = restore_proven::<RealLog>(&copy, &keys, &opening(&house.at("lost")), None);
    assert!(matches!(&lost, Err(DeskError::Unsound { first, .. }) if first.key() == "desk-evidence-missing"));
}

#[test]
fn destroying_a_case_destroys_its_evidence_and_not_who_looked_at_it() {
    let mut house = House::new();
    let sealed = house.seal(&leak());
    house.take_in(&sealed, "forum.zip").unwrap();
    house.take_out("E-1", &house.at("out")).unwrap();
    let looks = house.desk().looks(&house.case).unwrap();
    let commander = house.who(Right::AdoptPlan);
    let copy = fs::read(house.at("data/blobs").join(sealed.blob())).unwrap();
    house.desk().destroy_case(&house.case, "its term is over", &commander, minutes(20)).unwrap();
    assert_eq!(house.blobs(), [""; 0]);
    assert_eq!(house.findings(), [""; 0]);
    // A copy somebody kept opens no more, and is swept when it is put back.
    fs::write(house.at("data/blobs").join(sealed.blob()), copy).unwrap();
    let taken = house.take_out("E-1", &house.at("again"));
    assert!(matches!(taken, Err(DeskError::Vault(vault::VaultError::Destroyed { .. }))), "{taken:?}");
    assert_eq!(house.reopened().swept().unreferenced, 1);
    assert_eq!(house.desk().looks(&house.case).unwrap(), looks);
}
