//! The demonstration in the browser: the pages on a made-up company's data, with a leak that is made behind the first page.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;

use desk::{By, Desk, Enrolment, Opening, Person, RealLog};
use messages::{Language, Message};
use plan::Plan;
use server::{Config, Demo, House, HouseError, Making};
use store::DataFolder;

use super::{Typed, own_folder};
use crate::command::serve;
use crate::demo::crew::CREW;
use crate::demo::{company, pack, sink};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::{clock, data, file, plan_of};

/// Members of the shop if not said otherwise.
const MEMBERS: u64 = 200_000;
/// Rows that leaked if not said otherwise: the members, and what they ordered.
const ROWS: u64 = 1_000_000;

/// Serves until told to stop; then everything made up is deleted, unless it has a folder of its own.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let members = typed.members.unwrap_or(MEMBERS);
    let rows = typed.rows.unwrap_or(ROWS).max(members);
    let place = Place::new(typed.data.as_deref())?;
    let folder = place.folder();
    let plan = Arc::new(plan_of::files(pack(), "plans/cn-b2c", door)?);
    let register = folder.join("register.csv");
    // One in sixty members never became a customer; as many customers never were members of the leaked shop.
    let strangers = members / 60;
    company::write_register(&register, strangers..members + strangers)
        .map_err(|error| file::unwritable(&register, &error))?;
    // English is what nobody asked for: then each browser says what it reads.
    let language = (door.language != Language::English).then_some(door.language);
    let demo = Arc::new(Demo::new(folder.join("shop_members.sql"), clock::now(), language));
    let (house, visitor) = made_house(folder, &plan, register, &demo, door.language)?;
    let listening = serve::listening(&house, typed.listen)?;
    let address = format!("http://{}", listening.address);
    let link = house.demo_link(&visitor).map_err(failure)?;
    door.say(&Message::new("cli-demo-listens").with("address", address.as_str()));
    door.say(&Message::new("cli-demo-link").with("link", format!("{address}{link}")));
    door.say(&Message::new(if typed.data.is_some() { "cli-demo-kept" } else { "cli-demo-deleted" }));
    door.flush();
    let stop = Arc::new(AtomicBool::new(false));
    let making = make_leak(folder.join("shop_members.sql"), members, rows, &demo, &stop)?;
    let served = listening.until_told_to_stop();
    stop.store(true, Ordering::SeqCst);
    drop(making.join());
    served.map_err(|error| {
        Failure::new(Exit::Io, Message::new("cli-serve-no-signals").with("why", error.to_string()))
    })?;
    Ok(Exit::Done)
}

/// Where it is made up: a folder that goes with the demonstration, or one that stays.
enum Place {
    Gone(tempfile::TempDir),
    Kept(PathBuf),
}

impl Place {
    fn new(given: Option<&Path>) -> Result<Place, Failure> {
        match given {
            Some(folder) => own_folder(folder).map(Place::Kept),
            None => tempfile::Builder::new()
                .prefix("stanch-demo-")
                .tempdir()
                .map(Place::Gone)
                .map_err(|error| file::unwritable(&std::env::temp_dir(), &error)),
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Place::Gone(folder) => folder.path(),
            Place::Kept(folder) => folder,
        }
    }
}

/// A house with the company's people in it, and the one a visitor enters as.
fn made_house(
    folder: &Path,
    plan: &Arc<Plan>,
    register: PathBuf,
    demo: &Arc<Demo>,
    language: Language,
) -> Result<(Arc<House>, Person), Failure> {
    let folder = folder.join("data");
    let desk: Desk<RealLog> = data::open(&Opening {
        origin: Some("shop.example.com/incidents".to_owned()),
        ..Opening::at(folder.clone(), "stanch demo", clock::now())
    })?;
    let by = By::Machine(data::user());
    let mut first = None;
    for somebody in CREW {
        let who = Enrolment {
            login: somebody.login.to_owned(),
            name: somebody.name(language).to_owned(),
            roles: vec![somebody.role.to_owned()],
            keeper: somebody.role == "commander",
        };
        let person = desk.enrol(&who, &by, clock::now()).map_err(data::failure)?;
        first.get_or_insert(person);
    }
    let nobody = || Failure::new(Exit::Defect, Message::new("cli-demo-no-drill"));
    let relay = sink::open(demo).map_err(|error| {
        let message = Message::new("cli-serve-cannot-listen");
        Failure::new(Exit::Io, message.with("address", "127.0.0.1").with("why", messages::io_cause(&error)))
    })?;
    let config = Config {
        plan: Arc::clone(plan),
        now: clock::now,
        secure: false,
        proxy: None,
        register: Some(register),
        demo: Some(Arc::clone(demo)),
        relay: Some(relay),
        complain: serve::complain,
    };
    let house = House::new(Arc::new(desk), &DataFolder::at(&folder), config).map_err(failure)?;
    Ok((house, first.ok_or_else(nobody)?))
}

/// Makes the leak on a thread of its own, beside the pages.
fn make_leak(
    path: PathBuf,
    members: u64,
    rows: u64,
    demo: &Arc<Demo>,
    stop: &Arc<AtomicBool>,
) -> Result<JoinHandle<()>, Failure> {
    let (demo, stop) = (Arc::clone(demo), Arc::clone(stop));
    let work = move || {
        let mut told = |written| {
            demo.made(Making::Running { rows: written, of: rows });
            !stop.load(Ordering::SeqCst)
        };
        demo.made(match company::write_dump(&path, members, rows - members, &mut told) {
            Ok(()) => Making::Done,
            Err(error) => Making::Failed(file::unwritable(&path, &error).message),
        });
    };
    let threads = std::thread::Builder::new().name("leak".to_owned()).spawn(work);
    threads.map_err(|error| file::unwritable(&std::env::temp_dir(), &error))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape `map_err` takes")]
fn failure(error: HouseError) -> Failure {
    Failure::new(Exit::Unusable, error.message())
}
