//! A house with one case of the real pack, whose letter legal has passed.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use desk::{Act, CaseId, Desk, DeskError, LetterState, Opening, Prepared, RealLog, Wave};
use incident::{Actor, Command};
use jiff::{SignedDuration, Timestamp};
use notify::{Addressee, Ask, Frame, NotifyError, begin, list_wave, prepare};
use plan::{Plan, Right};

pub(crate) fn minutes(after: i64) -> Timestamp {
    let nine: Timestamp = "2026-03-01T09:00:00+08:00".parse().unwrap();
    nine + SignedDuration::from_mins(after)
}

pub(crate) fn opening(folder: &Path) -> Opening {
    Opening::at(folder, "test", minutes(0))
}

pub(crate) struct House {
    pub(crate) plan: Arc<Plan>,
    pub(crate) desk: Desk<RealLog>,
    pub(crate) case: CaseId,
}

impl House {
    pub(crate) fn new(folder: &Path) -> House {
        let plan = Arc::new(testkit::pack("cn-b2c"));
        let desk: Desk<RealLog> = Desk::open(&opening(folder)).unwrap();
        let open = act(&plan, Right::Open, "open", &[("title", "订单库")], 0);
        let case = desk.open_case(&plan, &open).unwrap().case;
        let house = House { plan, desk, case };
        let classes = [("fact", "classes"), ("value", "identity,contact,payment+")];
        house.act(Right::StateFact, "fact", &classes, 1);
        house
    }

    /// The folder as a new process finds it.
    pub(crate) fn found(folder: &Path) -> House {
        let desk: Desk<RealLog> = Desk::open(&opening(folder)).unwrap();
        let case = desk.find(&desk::CaseRef::Number(1)).unwrap();
        House { plan: Arc::new(testkit::pack("cn-b2c")), desk, case }
    }

    pub(crate) fn act(&self, right: Right, name: &str, args: &[(&str, &str)], at: i64) {
        self.desk.act(&self.case, &act(&self.plan, right, name, args, at)).unwrap();
    }

    pub(crate) fn pass(&self) {
        let notice = self.plan.notice("customer_notice").unwrap();
        let digest = documents::notice_digest(&self.plan, notice, &BTreeMap::new());
        let words = [("notice", "customer_notice"), ("digest", digest.as_str())];
        let pass = act(&self.plan, Right::PassText, "pass", &words, 2);
        let who = Actor { role: notice.passed_by.clone(), user: "legal".to_owned() };
        self.desk.act(&self.case, &Act { who, ..pass }).unwrap();
    }

    pub(crate) fn sender(&self) -> Actor {
        who(&self.plan, Right::Send)
    }

    pub(crate) fn prepare(&self, list: Vec<Addressee>) -> Result<Prepared, NotifyError> {
        let who = self.sender();
        let ask = Ask {
            notice: "customer_notice",
            frame: frame(),
            completes: None,
            again: false,
            who: &who,
            now: minutes(5),
        };
        let list = &mut list.into_iter().map(Ok::<_, DeskError>);
        prepare(&self.desk, &self.case, &ask, list)
    }

    /// A wave of which nobody is listed yet.
    pub(crate) fn begin(&self) -> String {
        let who = self.sender();
        let ask = Ask {
            notice: "customer_notice",
            frame: frame(),
            completes: None,
            again: true,
            who: &who,
            now: minutes(5),
        };
        begin(&self.desk, &self.case, &ask).unwrap()
    }

    /// Goes on with the wave that is being listed; `heard` hears how many letters are listed before each batch.
    pub(crate) fn list(&self, list: Vec<Addressee>, heard: &mut dyn FnMut(u64)) -> Prepared {
        let list = &mut list.into_iter().map(Ok::<_, DeskError>);
        let mut go_on = |done: &Prepared| {
            heard(done.letters);
            true
        };
        list_wave(&self.desk, &self.wave().row.id, list, &mut go_on, minutes(6)).unwrap().unwrap()
    }

    pub(crate) fn wave(&self) -> Wave {
        self.desk.waves(&self.case).unwrap().pop().unwrap()
    }

    pub(crate) fn count(&self, state: LetterState) -> u64 {
        self.wave().row.count(state)
    }
}

pub(crate) fn frame() -> Frame {
    Frame {
        from: "notice@stanch.example".to_owned(),
        sender: Some("示例商城".to_owned()),
        language: "zh-Hans".to_owned(),
        by_hand: [("hotline".to_owned(), "400-000-0000".to_owned())].into(),
    }
}

pub(crate) fn customer(number: u32) -> Addressee {
    Addressee {
        key: format!("K-{number}"),
        name: Some("王五".to_owned()),
        email: vec![format!("k{number}@customers.example")],
        leaked: vec!["cn_id".to_owned(), "phone".to_owned()],
        held: None,
    }
}

pub(crate) fn customers(numbers: std::ops::RangeInclusive<u32>) -> Vec<Addressee> {
    numbers.map(customer).collect()
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
