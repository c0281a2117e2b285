//! Letters to customers, from the desk's side: nobody twice, nobody forgotten, intent before bytes, and the case's own word
//! only where it is true.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at any surprise")]

mod pack;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{
    Act, Addressed, CaseId, Desk, DeskError, LetterState, Opening, Prepared, RealLog, Receipt, Settled,
    Taken, Wave, WaveAsk, WaveState,
};
use incident::{Actor, Command, Refusal};
use jiff::{SignedDuration, Timestamp};
use plan::{Plan, Right};

const DIGEST: &str = "ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12";

fn minutes(after: i64) -> Timestamp {
    let nine: Timestamp = "2026-03-01T09:00:00+08:00".parse().unwrap();
    nine + SignedDuration::from_mins(after)
}

/// A folder with one case in it, whose letter legal has passed.
struct House {
    scratch: tempfile::TempDir,
    plan: Arc<Plan>,
    desk: Option<Desk<RealLog>>,
    case: CaseId,
}

impl House {
    fn new() -> House {
        House::with(pack::cn_b2c())
    }

    fn with(plan: Arc<Plan>) -> House {
        let scratch = tempfile::tempdir().unwrap();
        let desk: Desk<RealLog> = Desk::open(&opening(&scratch.path().join("data"))).unwrap();
        let open = act(&plan, Right::Open, "open", &[("title", "A leak")], 0);
        let case = desk.open_case(&plan, &open).unwrap().case;
        let house = House { scratch, plan, desk: Some(desk), case };
        house.pass();
        house
    }

    fn desk(&self) -> &Desk<RealLog> {
        self.desk.as_ref().unwrap()
    }

    fn folder(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    /// As after kill -9: nothing of the process's memory is left.
    fn reopened(&mut self) -> &Desk<RealLog> {
        self.desk = None;
        self.desk = Some(Desk::open(&opening(&self.folder())).unwrap());
        self.desk()
    }

    fn pass(&self) {
        let role = self.plan.notice("customer_notice").unwrap().passed_by.clone();
        let words = [("notice", "customer_notice"), ("digest", DIGEST)];
        let pass = act(&self.plan, Right::PassText, "pass", &words, 1);
        let who = Actor { role, user: "legal".to_owned() };
        self.desk().act(&self.case, &Act { who, ..pass }).unwrap();
    }

    fn sender(&self) -> Actor {
        who(&self.plan, Right::Send)
    }

    fn prepare(&self, keys: std::ops::RangeInclusive<u32>, again: bool) -> Result<Prepared, DeskError> {
        self.prepare_so(keys, again, None, 5)
    }

    /// Every fifth customer has no address, every third two.
    fn prepare_so(
        &self,
        keys: std::ops::RangeInclusive<u32>,
        again: bool,
        completes: Option<&str>,
        at: i64,
    ) -> Result<Prepared, DeskError> {
        let who = self.sender();
        let ask = WaveAsk {
            notice: "customer_notice",
            digest: DIGEST,
            letter: serde_json::json!({ "from": "notice@stanch.example" }),
            completes,
            again,
            who: &who,
            now: minutes(at),
        };
        let ways = |key: u32| if key.is_multiple_of(5) { 0 } else { 1 + u32::from(key.is_multiple_of(3)) };
        let one = |key| {
            Ok(Addressed { key: format!("K-{key}"), ways: ways(key), row: format!("row {key}").into_bytes() })
        };
        self.desk().prepare_wave(&self.case, &ask, &mut keys.map(one))
    }

    fn wave(&self) -> Wave {
        self.desk().waves(&self.case).unwrap().pop().unwrap()
    }

    fn take(&self, limit: u32, at: i64) -> Vec<Taken> {
        self.desk().take_letters(&self.wave(), limit, minutes(at), &mut |_| {}).unwrap()
    }

    fn receipt(&self, taken: &[Taken], receipt: impl Fn(&Taken) -> Receipt, at: i64) {
        let receipts: Vec<Receipt> = taken.iter().map(receipt).collect();
        self.desk().receipt_letters(&self.wave(), taken, &receipts, minutes(at)).unwrap();
    }

    fn count(&self, state: LetterState) -> u64 {
        self.wave().row.count(state)
    }

    fn notices_sent(&self) -> Vec<u64> {
        let state = self.desk().case(&self.case).unwrap().state;
        let sent = state.notices.get("customer_notice").map(|notice| notice.sent.clone()).unwrap_or_default();
        sent.into_iter().filter(|telling| telling.ways.is_empty()).map(|telling| telling.count).collect()
    }

    /// The ways of the words that told a part of it.
    fn partly_told(&self) -> Vec<Vec<plan::Channel>> {
        let state = self.desk().case(&self.case).unwrap().state;
        let sent = state.notices.get("customer_notice").map(|notice| notice.sent.clone()).unwrap_or_default();
        sent.into_iter().map(|telling| telling.ways).filter(|ways| !ways.is_empty()).collect()
    }
}

fn opening(folder: &Path) -> Opening {
    Opening::at(folder, "test", minutes(0))
}

fn who(plan: &Plan, right: Right) -> Actor {
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    Actor { role: role.id.clone(), user: "test".to_owned() }
}

fn act(plan: &Plan, right: Right, name: &str, args: &[(&str, &str)], at: i64) -> Act {
    let args: Vec<(String, String)> = args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let command = Command::from_words(name, &args, plan, &plan.zone).unwrap();
    Act { command, who: who(plan, right), occurred_at: None, now: minutes(at) }
}

fn accepted(_: &Taken) -> Receipt {
    Receipt::Accepted { code: "250 2.0.0".to_owned() }
}

#[test]
fn everybody_on_the_list_has_one_row_and_whoever_cannot_be_written_to_is_listed() {
    let house = House::new();
    let prepared = house.prepare(1..=25, false).unwrap();
    assert_eq!((prepared.letters, prepared.without_address, prepared.already), (20, 5, 0));
    let without = house.desk().letters(&prepared.wave, LetterState::WithoutAddress, 0, 100).unwrap();
    assert_eq!(without.iter().map(|row| row.number).collect::<Vec<_>>(), [5, 10, 15, 20, 25]);
    let taken = house.take(100, 6);
    assert_eq!(taken.len(), 20);
    assert_eq!(taken[0].row.as_slice(), b"row 1");
    assert!(house.take(100, 6).is_empty(), "what is taken is nobody else's");
}

#[test]
fn nothing_is_taken_before_its_intent_is_durable_and_what_a_dead_process_took_is_uncertain() {
    let mut house = House::new();
    house.prepare(1..=8, false).unwrap();
    let first = house.take(3, 6);
    house.receipt(&first, accepted, 7);
    let lost = house.take(2, 8);
    assert_eq!(
        house.count(LetterState::Sending),
        2,
        "the intent stands before whoever took them can send a byte"
    );
    house.reopened();
    assert_eq!((house.count(LetterState::Uncertain), house.count(LetterState::Sending)), (2, 0));
    let listed = house.desk().letters(&house.wave().row.id, LetterState::Uncertain, 0, 9).unwrap();
    let numbers = |taken: &[Taken]| taken.iter().map(|taken| taken.number).collect::<Vec<u64>>();
    assert_eq!(listed.iter().map(|row| row.number).collect::<Vec<_>>(), numbers(&lost));
    let rest = house.take(100, 9);
    assert!(rest.iter().all(|taken| !numbers(&lost).contains(&taken.number)), "never by itself");
    assert_eq!(first.len() + lost.len() + rest.len(), 7, "and nobody is forgotten");
    house.reopened();
    assert_eq!(house.count(LetterState::Uncertain), 2 + rest.len() as u64);
}

#[test]
fn a_second_wave_leaves_out_whoever_was_told_and_tries_again_only_who_certainly_failed_and_only_when_asked() {
    let house = House::new();
    house.prepare(1..=5, false).unwrap();
    let refused = |taken: &Taken| match taken.number {
        1 => Receipt::Refused { code: Some("550 5.1.1".to_owned()) },
        2 => Receipt::Uncertain,
        _ => accepted(taken),
    };
    house.receipt(&house.take(9, 6), refused, 7);
    assert!(house.desk().end_wave(&house.wave().row.id, minutes(8)).unwrap());
    let second = house.prepare(1..=8, false).unwrap();
    assert_eq!((second.letters, second.without_address), (3, 0), "6, 7, 8");
    assert_eq!((second.already, second.failed_before), (3, 2), "2, 3, 4 — and 1, 5");
    house.receipt(&house.take(9, 9), accepted, 9);
    assert!(house.desk().end_wave(&house.wave().row.id, minutes(9)).unwrap());
    let third = house.prepare(1..=8, true).unwrap();
    assert_eq!((third.letters, third.without_address, third.already, third.failed_before), (1, 1, 6, 0));
}

#[test]
fn two_rows_of_one_customer_are_one_letter() {
    let house = House::new();
    let who = house.sender();
    let ask = WaveAsk {
        notice: "customer_notice",
        digest: DIGEST,
        letter: serde_json::Value::Null,
        completes: None,
        again: false,
        who: &who,
        now: minutes(5),
    };
    let twice = ["K-1", "K-2", "K-1"].map(|key| Ok(Addressed { key: key.to_owned(), ways: 1, row: vec![1] }));
    let prepared = house.desk().prepare_wave(&house.case, &ask, &mut twice.into_iter()).unwrap();
    assert_eq!((prepared.letters, prepared.already), (2, 1));
}

#[test]
fn a_refused_letter_goes_to_its_next_address_and_one_that_was_put_off_waits() {
    let house = House::new();
    house.prepare(3..=4, false).unwrap();
    let no = |_: &Taken| Receipt::Refused { code: Some("550 5.1.1".to_owned()) };
    let first = house.take(9, 6);
    assert_eq!(first.iter().map(|taken| (taken.way, taken.ways)).collect::<Vec<_>>(), [(0, 2), (0, 1)]);
    house.receipt(&first, no, 6);
    assert_eq!((house.count(LetterState::Queued), house.count(LetterState::Refused)), (1, 1));
    let second = house.take(9, 7);
    assert_eq!(second.iter().map(|taken| taken.way).collect::<Vec<_>>(), [1]);
    house.receipt(&second, |_| Receipt::Deferred { code: Some("451 4.7.1".to_owned()) }, 10);
    assert!(house.take(9, 14).is_empty());
    assert_eq!(house.desk().next_letter_due(&house.wave().row.id).unwrap(), Some(minutes(15)));
    let third = house.take(9, 15);
    assert_eq!(third.iter().map(|taken| (taken.way, taken.tries)).collect::<Vec<_>>(), [(1, 1)]);
    house.receipt(&third, |_| Receipt::Unsent, 15);
    house.receipt(&house.take(9, 16), no, 16);
    assert_eq!(house.count(LetterState::Refused), 2);
}

#[test]
fn without_a_standing_pass_nothing_is_listed_and_nothing_is_taken() {
    let house = House::new();
    let who = house.sender();
    let ask = |digest| WaveAsk {
        notice: "customer_notice",
        digest,
        letter: serde_json::Value::Null,
        completes: None,
        again: false,
        who: &who,
        now: minutes(5),
    };
    let other = "cd".repeat(32);
    let refused = house.desk().prepare_wave(&house.case, &ask(&other), &mut std::iter::empty());
    assert!(matches!(refused, Err(DeskError::Refused(why)) if matches!(*why, Refusal::NotPassed { .. })));
    let state = |classes, at| {
        let words = [("fact", "classes"), ("value", classes)];
        house.desk().act(&house.case, &act(&house.plan, Right::StateFact, "fact", &words, at)).unwrap();
    };
    state("identity,contact", 5);
    house.pass();
    house.prepare(1..=4, false).unwrap();
    state("identity,contact,payment,health", 7);
    let taken = house.desk().take_letters(&house.wave(), 9, minutes(8), &mut |_| {});
    assert!(matches!(taken, Err(DeskError::Refused(why)) if matches!(*why, Refusal::NotPassed { .. })));
    assert_eq!(house.count(LetterState::Queued), 4, "they wait");
    house.pass();
    assert_eq!(house.take(9, 9).len(), 4, "and go on when the same text is passed again");
    let nobody = Actor { role: who.role.clone(), user: "x".to_owned() };
    let reader = house.plan.roles.iter().find(|role| !role.rights.contains(&Right::Send)).unwrap();
    let may_not = Actor { role: reader.id.clone(), ..nobody };
    let refused = house.desk().prepare_wave(
        &house.case,
        &WaveAsk { who: &may_not, ..ask(DIGEST) },
        &mut std::iter::empty(),
    );
    assert!(matches!(refused, Err(DeskError::NoRight { right: Right::Send, .. })));
}

#[test]
fn one_wave_of_a_notice_at_a_time_and_a_listing_that_was_cut_off_is_given_up() {
    let house = House::new();
    house.prepare(1..=4, false).unwrap();
    assert!(matches!(house.prepare(1..=4, false), Err(DeskError::WaveUnderWay { .. })));
    let id = house.wave().row.id;
    house.desk().withdraw_wave(&id, "wrong sender", &house.sender(), minutes(6)).unwrap();
    assert_eq!(house.wave().row.state, WaveState::Ended);
    // A list that fails in the middle leaves a listing; the next wave gives it up and lists everybody.
    let who = house.sender();
    let ask = WaveAsk {
        notice: "customer_notice",
        digest: DIGEST,
        letter: serde_json::Value::Null,
        completes: None,
        again: false,
        who: &who,
        now: minutes(7),
    };
    let good = (1..=2_500).map(|key: u32| Ok(Addressed { key: format!("K-{key}"), ways: 1, row: vec![1] }));
    let broken = good.chain([Err(DeskError::NoReason)]);
    assert!(house.desk().prepare_wave(&house.case, &ask, &mut { broken }).is_err());
    let half = house.wave();
    assert_eq!((half.row.state, half.row.letters()), (WaveState::Listing, 2_000));
    assert!(
        house.desk().take_letters(&half, 9, minutes(8), &mut |_| {}).unwrap().is_empty(),
        "a listing sends nothing"
    );
    let whole = house.prepare(1..=4, false).unwrap();
    assert_eq!((whole.letters, whole.already), (4, 0));
}

#[test]
fn a_listing_that_was_cut_off_goes_on_after_a_restart_and_lists_nobody_twice() {
    let mut house = House::new();
    // In an earlier wave 1 was refused, 2 accepted; 5 has no address.
    house.prepare(1..=5, false).unwrap();
    let refused = |taken: &Taken| match taken.number {
        1 => Receipt::Refused { code: Some("550 5.1.1".to_owned()) },
        _ => accepted(taken),
    };
    house.receipt(&house.take(9, 6), refused, 6);
    assert!(house.desk().end_wave(&house.wave().row.id, minutes(7)).unwrap());
    let who = house.sender();
    let ask = WaveAsk {
        notice: "customer_notice",
        digest: DIGEST,
        letter: serde_json::Value::Null,
        completes: None,
        again: true,
        who: &who,
        now: minutes(8),
    };
    // The last of them stands on the list twice.
    let list = || {
        let keys = (1..=4_999).chain([4_998_u32]);
        keys.map(|key| Ok(Addressed { key: format!("K-{key}"), ways: u32::from(key != 5), row: vec![1] }))
    };
    let id = house.desk().begin_wave(&house.case, &ask).unwrap();
    let go_on = |most: u64| move |done: &Prepared| done.letters < most;
    let cut_off = |house: &House, most| {
        house.desk().list_wave(&id, true, &mut list(), &mut go_on(most), minutes(9)).unwrap()
    };
    assert_eq!(cut_off(&house, 1_000), None);
    house.reopened();
    assert_eq!(house.desk().waves_listing().unwrap().len(), 1, "the next start finds it");
    assert_eq!((house.wave().row.state, house.wave().row.letters()), (WaveState::Listing, 1_997));
    assert!(house.take(9, 10).is_empty(), "a listing sends nothing");
    assert_eq!(cut_off(&house, 3_000), None);
    house.reopened();
    let done = cut_off(&house, u64::MAX).unwrap();
    assert_eq!((done.letters, done.without_address), (4_995, 1), "all but 2, 3 and 4");
    assert_eq!((done.already, done.failed_before), (4, 0), "2, 3, 4, and the one who stands there twice");
    assert!(house.desk().waves_listing().unwrap().is_empty());
    let taken = house.take(10_000, 11);
    let numbers: Vec<u64> = taken.iter().map(|taken| taken.number).collect();
    let all = house.desk().letters(&id, LetterState::WithoutAddress, 0, 9).unwrap();
    let mut all: Vec<u64> = all.iter().map(|row| row.number).chain(numbers).collect();
    all.sort_unstable();
    assert_eq!(all, (1..=4_996).collect::<Vec<u64>>(), "every number once");
    let mut persons: Vec<_> = taken.iter().map(|taken| taken.person).collect();
    persons.sort_unstable();
    persons.dedup();
    assert_eq!(persons.len(), taken.len(), "nobody twice");
    let again = house.desk().list_wave(&id, true, &mut list(), &mut go_on(1), minutes(12));
    assert!(matches!(again, Err(DeskError::WaveUnderWay { .. })), "what was released is not listed any more");
    house.desk().give_up_listing(&id, minutes(12)).unwrap();
    assert_eq!(house.wave().row.state, WaveState::Released, "and not given up");
}

#[test]
fn a_listing_goes_on_only_while_legal_s_pass_stands() {
    let house = House::new();
    let who = house.sender();
    let ask = WaveAsk {
        notice: "customer_notice",
        digest: DIGEST,
        letter: serde_json::Value::Null,
        completes: None,
        again: false,
        who: &who,
        now: minutes(5),
    };
    let state = |classes, at| {
        let words = [("fact", "classes"), ("value", classes)];
        house.desk().act(&house.case, &act(&house.plan, Right::StateFact, "fact", &words, at)).unwrap();
    };
    state("identity,contact", 4);
    house.pass();
    let id = house.desk().begin_wave(&house.case, &ask).unwrap();
    state("identity,contact,payment,health", 6);
    let one = [Ok(Addressed { key: "K-1".to_owned(), ways: 1, row: vec![1] })];
    let lapsed =
        house.desk().list_wave(&id, false, &mut one.into_iter(), &mut |_| true, minutes(7)).map(|_| ());
    let not_passed = |error: &DeskError| matches!(error, DeskError::Refused(why) if matches!(**why, Refusal::NotPassed { .. }));
    assert!(lapsed.as_ref().is_err_and(not_passed), "{lapsed:?}");
    house.desk().give_up_listing(&id, minutes(8)).unwrap();
    assert_eq!((house.wave().row.state, house.wave().row.letters()), (WaveState::Ended, 0));
}

#[test]
fn the_case_says_that_the_notice_was_sent_once_and_only_where_that_is_true() {
    // E-mail is one of three ways of this notice: its letters alone do not make it sent, and are said to have gone.
    let house = House::new();
    house.prepare(1..=4, false).unwrap();
    house.receipt(&house.take(9, 6), accepted, 6);
    assert!(house.desk().end_wave(&house.wave().row.id, minutes(7)).unwrap());
    assert!(!house.desk().end_wave(&house.wave().row.id, minutes(7)).unwrap(), "once");
    assert_eq!(house.notices_sent(), [0; 0]);
    assert_eq!(house.partly_told(), [vec![plan::Channel::Email]]);
    // One more was found, who cannot be written to: that not even e-mail is done is not said by itself, and neither is that it is.
    house.prepare(5..=5, false).unwrap();
    house.prepare(6..=6, false).unwrap();
    house.receipt(&house.take(9, 8), accepted, 8);
    assert!(house.desk().end_wave(&house.wave().row.id, minutes(9)).unwrap());
    assert_eq!(house.partly_told().len(), 1, "somebody is left over by an earlier wave");

    // Somebody vouches for the others.
    let house = House::new();
    house.prepare_so(1..=5, false, Some("app and SMS went out at 9:00"), 5).unwrap();
    house.receipt(&house.take(9, 6), accepted, 6);
    assert!(house.desk().end_wave(&house.wave().row.id, minutes(7)).unwrap());
    assert!(!house.desk().end_wave(&house.wave().row.id, minutes(8)).unwrap());
    assert_eq!(house.notices_sent(), [4]);
    assert!(house.partly_told().is_empty());

    // It is the only way: sent when nobody is left over, and not before.
    let mut plan = Plan::clone(&pack::cn_b2c());
    let notice = plan.notices.iter_mut().find(|notice| notice.id == "customer_notice").unwrap();
    notice.channels = vec![plan::Channel::Email];
    for (last, sent) in [(4, vec![4]), (5, vec![])] {
        let house = House::with(Arc::new(plan.clone()));
        house.prepare(1..=last, false).unwrap();
        house.receipt(&house.take(9, 6), accepted, 6);
        assert!(house.desk().end_wave(&house.wave().row.id, minutes(7)).unwrap());
        assert_eq!(house.notices_sent(), sent, "{last}");
    }
}

#[test]
fn what_is_learned_later_is_noted_with_who_and_why() {
    let mut house = House::new();
    house.prepare(1..=4, false).unwrap();
    let taken = house.take(2, 6);
    house.receipt(&taken, accepted, 6);
    drop(house.take(2, 7));
    house.reopened();
    let (wave, sender) = (house.wave(), house.sender());
    let settle = |numbers: &[u64], settled, reason| {
        house.desk().settle_letters(&wave, numbers, settled, reason, &sender, minutes(9))
    };
    assert!(matches!(settle(&[], Settled::Accepted, " "), Err(DeskError::NoReason)));
    assert_eq!(settle(&[3], Settled::Accepted, "stands in the relay's log").unwrap(), 1);
    assert_eq!(settle(&[], Settled::NotSent, "not in the relay's log").unwrap(), 1);
    let bounced =
        |number| house.desk().letter_bounced(&wave, number, "550 5.1.1", &sender, minutes(10)).unwrap();
    assert!(bounced(1));
    assert!(!bounced(1), "once");
    assert!(!bounced(4), "what was never accepted does not come back");
    let count = |state| house.count(state);
    assert_eq!(
        (count(LetterState::Accepted), count(LetterState::Bounced), count(LetterState::Refused)),
        (2, 1, 1)
    );
}

#[test]
fn a_destroyed_case_sends_nothing_more_and_how_many_were_told_stays_known() {
    let house = House::new();
    house.prepare(1..=8, false).unwrap();
    house.receipt(&house.take(3, 6), accepted, 6);
    let wave = house.wave();
    let who = who(&house.plan, Right::AdoptPlan);
    house.desk().destroy_case(&house.case, "its term is over", &who, minutes(9)).unwrap();
    assert!(house.desk().take_letters(&wave, 9, minutes(10), &mut |_| {}).is_err());
    let after = house.wave();
    assert_eq!(
        (after.row.state, after.row.letters()),
        (WaveState::Ended, 4),
        "three told, one without address"
    );
}

#[test]
fn the_log_with_waves_in_it_verifies() {
    let house = House::new();
    house.prepare_so(1..=30, false, Some("all others done"), 5).unwrap();
    house.receipt(&house.take(99, 6), accepted, 6);
    house.desk().end_wave(&house.wave().row.id, minutes(7)).unwrap();
    let diagnosis = house.desk().diagnose().unwrap();
    assert!(diagnosis.findings.is_empty(), "{:?}", diagnosis.findings);
}
