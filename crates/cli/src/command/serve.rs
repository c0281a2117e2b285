//! `stanch serve --data DIR --listen ADDR`: the pages, until the process is told to stop.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use desk::{By, Desk, Enrolment, RealLog};
use messages::Message;
use plan::Plan;
use server::{Config, House, HouseError, Listening, Proxy, ProxyHeader};
use store::DataFolder;

use crate::command::case::Relay;
use crate::data::{self, Data};
use crate::door::Door;
use crate::exit::{Exit, Failure};
use crate::{clock, plan_of};

/// What was typed.
#[derive(Debug, clap::Args)]
pub struct Typed {
    #[command(flatten)]
    data: Data,
    /// Where to listen; port 0 takes any free one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The pack that new cases are opened on; the one stored last if not given.
    #[arg(long, value_name = "PACK")]
    plan: Option<PathBuf>,
    /// The register of customers that uploaded leaks are held against.
    #[arg(long, value_name = "REGISTER.csv")]
    register: Option<PathBuf>,
    #[command(flatten)]
    letters: Relay,
    /// Browsers reach us over TLS.
    #[arg(long)]
    behind_tls: bool,
    /// Where the server in front of us says whom it speaks for: x-forwarded-for, forwarded or x-real-ip.
    #[arg(long, value_name = "NAME", value_parser = ["x-forwarded-for", "forwarded", "x-real-ip"])]
    proxy_header: Option<String>,
    /// The address that server speaks to us from; without it, any of this machine.
    #[arg(long, value_name = "ADDR", requires = "proxy_header")]
    proxy: Option<IpAddr>,
}

/// Serves until told to stop.
pub fn run(typed: &Typed, door: &mut Door) -> Result<Exit, Failure> {
    let desk: Desk<RealLog> = typed.data.open(true, "serve", clock::now())?;
    let plan = the_plan(typed, &desk, door)?;
    let config = Config {
        plan,
        now: clock::now,
        secure: typed.behind_tls,
        proxy: proxy(typed),
        register: typed.register.clone(),
        demo: None,
        relay: typed.letters.named()?,
        complain,
    };
    let house = House::new(Arc::new(desk), &DataFolder::at(&typed.data.data), config).map_err(failure)?;
    let listening = listening(&house, typed.listen)?;
    let address = format!("http://{}", listening.address);
    door.say(&Message::new("cli-serve-listens").with("address", address.as_str()));
    if let Some(link) = first_link(&house, door)? {
        door.say(&Message::new("cli-serve-first-link").with("link", format!("{address}{link}")));
    }
    door.flush();
    let stopped = listening.until_told_to_stop();
    house.end_letters();
    stopped.map_err(|error| {
        Failure::new(Exit::Io, Message::new("cli-serve-no-signals").with("why", messages::io_cause(&error)))
    })?;
    Ok(Exit::Done)
}

/// The server in front of us, if it was told where it says whom it speaks for.
fn proxy(typed: &Typed) -> Option<Proxy> {
    // Names that are none were refused when they were typed.
    let header: ProxyHeader = typed.proxy_header.as_deref()?.parse().ok()?;
    Some(Proxy { header, address: typed.proxy })
}

/// Listens, or says why that cannot be.
pub fn listening(house: &Arc<House>, address: SocketAddr) -> Result<Listening, Failure> {
    server::listen(Arc::clone(house), address).map_err(|error| {
        let message = Message::new("cli-serve-cannot-listen");
        Failure::new(Exit::Io, message.with("address", address.to_string()).with("why", error.to_string()))
    })
}

fn the_plan(typed: &Typed, desk: &Desk<RealLog>, door: &mut Door) -> Result<Arc<Plan>, Failure> {
    match &typed.plan {
        Some(folder) => plan_of::read(folder, door).map(Arc::new),
        None => desk
            .newest_plan()
            .map_err(data::failure)?
            .ok_or_else(|| Failure::usage(Message::new("cli-serve-no-plan"))),
    }
}

/// Nobody can sign in to a new house: the first keeper is enrolled, and their link is shown once, here.
fn first_link(house: &House, door: &Door) -> Result<Option<String>, Failure> {
    if !house.desk().people().map_err(data::failure)?.is_empty() {
        return Ok(None);
    }
    let roles = house.plan().roles.iter().map(|role| role.id.clone()).collect();
    let name = door.words(&Message::new("cli-serve-first-keeper"));
    let first = Enrolment { login: "keeper".to_owned(), name, roles, keeper: true };
    let person =
        house.desk().enrol(&first, &By::Machine(data::user()), clock::now()).map_err(data::failure)?;
    house.one_time_link(&person).map(Some).map_err(failure)
}

/// A disk that is full is no damage, for the accounts as for the log.
fn failure(error: HouseError) -> Failure {
    match error {
        HouseError::Accounts(error) => data::failure(error.into()),
        HouseError::Desk(error) => data::failure(error),
        HouseError::NoRandomness => Failure::new(Exit::Unusable, error.message()),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the log of a process that serves: its door is with the command that waits"
)]
pub fn complain(line: &str) {
    eprintln!("▲ {}", crate::door::visible(line));
}

#[cfg(test)]
mod tests {
    use store::StoreError;

    use super::*;

    #[test]
    fn accounts_on_a_full_disk_are_not_damaged() {
        let full =
            StoreError::Unavailable { path: "people.db".into(), cause: Message::new("messages-io-full") };
        assert_eq!(failure(HouseError::Accounts(full)).exit, Exit::Io);
        let corrupt = StoreError::Corrupt { path: "people.db".into(), what: "no header".to_owned() };
        assert_eq!(failure(HouseError::Accounts(corrupt)).exit, Exit::Unusable);
    }
}
