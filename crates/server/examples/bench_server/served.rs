//! The server as a process of its own, told over its standard input what to make, and the rows put on its board.

use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use desk::{Act, By, Desk, Enrolment, Opening, RealLog};
use incident::event::task::Stage;
use incident::{Actor, Command as Asked};
use jiff::Timestamp;
use plan::{Plan, Right};
use server::{Config, House, listen};
use store::{Append, BoardChange, DataFolder, Holder, SqliteStore, Store};

/// Rows put on the board in one transaction.
const ROWS: u32 = 2000;

/// Where the server's clock stands, microseconds UTC; 0 while it goes.
static STANDS_AT: AtomicI64 = AtomicI64::new(0);

/// The server's clock. It is told to stand while lists are measured: else thousands of cases that were opened together come due
/// together, 64 a second, and what time does to them is counted as the list's.
fn now() -> Timestamp {
    match STANDS_AT.load(Ordering::SeqCst) {
        0 => Timestamp::now(),
        stands => Timestamp::from_microsecond(stands).unwrap(),
    }
}

/// The serving process, as the bench sees it.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) links: Vec<String>,
    process: Child,
    told: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl Server {
    pub(crate) fn start(folder: &Path, people: usize) -> Server {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["serve".as_ref(), folder.as_os_str()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let told = process.stdin.take().unwrap();
        let says = BufReader::new(process.stdout.take().unwrap());
        let mut server =
            Server { address: SocketAddr::from(([127, 0, 0, 1], 0)), links: Vec::new(), process, told, says };
        server.address = server.line().parse().unwrap();
        for _ in 0..people {
            let link = server.ask("person");
            server.links.push(link);
        }
        server
    }

    /// Asks the process to make something; what it says about it.
    pub(crate) fn ask(&mut self, what: &str) -> String {
        writeln!(self.told, "{what}").unwrap();
        self.told.flush().unwrap();
        self.line()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        assert!(self.says.read_line(&mut line).unwrap() > 0, "the server died");
        line.trim().to_owned()
    }

    /// CPU time of the process so far, user and system, all threads.
    pub(crate) fn cpu_ms(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap();
        // Behind the name: field 3 and on; user and system time are fields 14 and 15, in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) * 10.0
    }

    pub(crate) fn rss_anon_mb(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")).unwrap();
        line.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1024.0
    }

    pub(crate) fn stop(mut self) {
        drop(self.told);
        assert!(self.process.wait().unwrap().success());
    }
}

/// The serving process itself.
pub(crate) fn serve(folder: &Path) {
    let opening = Opening {
        folder: folder.to_owned(),
        create: true,
        master_key: None,
        passphrase: None,
        origin: Some("example.com/bench".to_owned()),
        command: "bench".to_owned(),
        now: now(),
    };
    let desk: Arc<Desk<RealLog>> = Arc::new(Desk::open(&opening).unwrap());
    let plan = Arc::new(testkit::pack("cn-b2c"));
    let config = Config {
        plan: Arc::clone(&plan),
        now,
        secure: false,
        proxy: None,
        register: None,
        demo: None,
        relay: None,
        complain: |line| panic!("{line}"),
    };
    let house = House::new(Arc::clone(&desk), &DataFolder::at(folder), config).unwrap();
    let listening = listen(Arc::clone(&house), "127.0.0.1:0".parse().unwrap()).unwrap();
    println!("{}", listening.address);
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (word, number) = line.split_once(' ').unwrap_or((&line, "0"));
        let number: u32 = number.parse().unwrap();
        match word {
            "person" => println!("{}", person(&house, &plan)),
            "fill" => println!("{}", fill(&desk, &plan, number)),
            "stand" => {
                STANDS_AT.store(Timestamp::now().as_microsecond(), Ordering::SeqCst);
                println!("stands");
            }
            "go" => {
                STANDS_AT.store(0, Ordering::SeqCst);
                println!("goes");
            }
            "long" => println!("{}", long(&desk, &plan, number)),
            other => panic!("{other}"),
        }
    }
    listening.stop();
}

/// Somebody new with every role; their one-time link.
fn person(house: &House, plan: &Plan) -> String {
    let people = house.desk().people().unwrap().len();
    let roles = plan.roles.iter().map(|role| role.id.clone()).collect();
    let login = format!("person{people}");
    let who = Enrolment { name: login.clone(), login, roles, keeper: true };
    let person = house.desk().enrol(&who, &By::Machine("bench".to_owned()), now()).unwrap();
    house.one_time_link(&person).unwrap()
}

fn act(plan: &Plan, right: Right, command: Asked) -> Act {
    let role = plan.roles.iter().find(|role| role.rights.contains(&right)).unwrap();
    let who = Actor { role: role.id.clone(), user: "bench".to_owned() };
    Act { command, who, occurred_at: None, now: now() }
}

fn opening(plan: &Plan) -> Act {
    let title = "Orders offered on a forum".to_owned();
    act(plan, Right::Open, Asked::Open { title, happened: None, known: None })
}

/// Opens cases until there are so many.
fn fill(desk: &Desk<RealLog>, plan: &Arc<Plan>, cases: u32) -> u64 {
    loop {
        let number = desk.open_case(plan, &opening(plan)).unwrap().number;
        if number >= u64::from(cases) {
            return number;
        }
    }
}

/// A case of so many events or a few more, every act by itself: a task moved nine times, then a fact stated. Its number.
fn long(desk: &Desk<RealLog>, plan: &Arc<Plan>, events: u32) -> u64 {
    let done = desk.open_case(plan, &opening(plan)).unwrap();
    let playbook = plan.playbooks.first().unwrap().id.clone();
    let start = act(plan, Right::DoTask, Asked::StartPlaybook { playbook });
    let state = desk.act(&done.case, &start).unwrap().state;
    let task = state.tasks.first().unwrap().id.clone();
    let mut version = state.version;
    for place in 0.. {
        if version >= u64::from(events) {
            break;
        }
        let to = if place % 2 == 0 { Stage::Doing } else { Stage::Blocked };
        let note = Some("still at it".to_owned());
        let next = match place % 10 {
            9 => act(plan, Right::StateFact, records(plan, 1000 + place)),
            _ => act(plan, Right::DoTask, Asked::MoveTask { task: task.clone(), to, note }),
        };
        version = desk.act(&done.case, &next).unwrap().state.version;
    }
    done.number
}

/// So many records at least have leaked.
fn records(plan: &Plan, least: u32) -> Asked {
    let slot = plan.catalogue.slot("records").unwrap();
    let value = incident::statement(&plan.catalogue.facts[slot], &format!(">={least}"), &plan.zone).unwrap();
    Asked::StateFact {
        fact: "records".to_owned(),
        value,
        source: Some("forum".to_owned()),
        evidence: Vec::new(),
    }
}

/// Puts rows on the board of a folder nobody holds, in a process of its own.
pub(crate) fn put_fixture(folder: &Path, rows: u32) {
    let program = std::env::current_exe().unwrap();
    let put = Command::new(program).arg("fixture").arg(folder).arg(rows.to_string()).status().unwrap();
    assert!(put.success());
}

/// Rows and memberships of cases that there are not, due after all that there are: a board of that size, whose first page
/// is of real cases.
pub(crate) fn fixture(folder: &Path, rows: u32) {
    let holder = Holder { pid: std::process::id(), command: "bench".to_owned(), since: String::new() };
    let opening = store::Opening { holder, create: false };
    let store = SqliteStore::open(DataFolder::at(folder), &opening).unwrap();
    let later = Timestamp::now().as_microsecond() + 400 * 86_400_000_000;
    let row = |number: u32| BoardChange {
        case_id: format!("fixture-{number}"),
        updated_us: later,
        next_due_us: Some(later + i64::from(number)),
        clear: br#"{"destroyed":true}"#.to_vec(),
        states: vec!["warning".to_owned()],
        members: ["role:commander", "role:duty_manager", "role:legal_lead", "user:bench"]
            .map(str::to_owned)
            .to_vec(),
    };
    for first in (0..rows).step_by(usize::try_from(ROWS).unwrap()) {
        let board = (first..rows.min(first + ROWS)).map(row).collect();
        store.append(Append { board, ..Append::default() }).unwrap();
    }
}
