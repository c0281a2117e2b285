//! The pages under load, through HTTP with a session: CPU time of the serving process alone (user and system), its resident
//! memory, and how soon two hundred open rooms hear of a change.
//!
//! `bench_server [CREATES] [CASES] [EVENTS] [ROWS]` (1000, 20,000, 10,000, 1,000,000) prints one JSON line last. Run with
//! `--release`. It starts itself twice more: once as the server, once to put made-up rows on the board.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a bench measures by the machine's own time, prints its figure and dies on any surprise"
)]

mod client;
mod served;

use std::path::Path;
use std::time::{Duration, Instant};

use client::Client;
use served::{Server, fixture, serve};

/// People who sign in, and look at pages.
const PEOPLE: usize = 20;
/// Rooms that are open at once.
const ROOMS: usize = 200;
/// Looks at a page whose cost is measured.
const LOOKS: u32 = 1000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("serve") => serve(Path::new(&words[1])),
        Some("fixture") => fixture(Path::new(&words[1]), words[2].parse().unwrap()),
        _ => {
            let number = |place: usize, or: u32| words.get(place).map_or(or, |word| word.parse().unwrap());
            run(number(0, 1000), number(1, 20_000), number(2, 10_000), number(3, 1_000_000));
        }
    }
}

fn run(creates: u32, cases: u32, events: u32, rows: u32) {
    let folder = tempfile::tempdir().unwrap();
    let mut server = Server::start(folder.path(), PEOPLE);
    let mut visitor = Client::entered(&server, 0);
    for number in creates..creates + 20 {
        visitor.open_case(number);
    }
    let create = per_request(&server, "create, CPU ms", creates, |number| {
        visitor.open_case(number);
    });
    server.ask("stand");
    server.ask(&format!("fill {cases}"));
    let list = looked_at(&server, &mut visitor, "/");
    let mine = looked_at(&server, &mut visitor, "/?mine=1");
    let later = visitor.get("/");
    let after = later.split("/?after=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let next = looked_at(&server, &mut visitor, &format!("/?after={after}"));
    server.ask("go");
    let long = server.ask(&format!("long {events}"));
    let room = format!("/cases/{long}");
    visitor.get(&room);
    let cold_free = per_request(&server, "room, CPU ms", 200, |_| drop(visitor.get(&room)));
    for person in 1..PEOPLE {
        Client::entered(&server, person).sign_in_again(&server, person);
    }
    let rss_mb = said("RssAnon, MB", server.rss_anon_mb());
    let short = visitor.open_case(creates + 20);
    let (heard, shown) = rooms(&server, &mut visitor, short);
    eprintln!("{ROOMS} rooms: heard {heard:.0} ms, shown {shown:.0} ms");
    drop(visitor);
    server.stop();
    served::put_fixture(folder.path(), rows);
    let server = Server::start(folder.path(), 1);
    let mut visitor = Client::entered(&server, 0);
    let (million, million_mine) =
        (looked_at(&server, &mut visitor, "/"), looked_at(&server, &mut visitor, "/?mine=1"));
    println!(
        r#"{{"bench":"server","creates":{creates},"create_cpu_ms":{create:.3},"cases":{cases},"list_cpu_ms":{list:.3},"list_mine_cpu_ms":{mine:.3},"list_next_cpu_ms":{next:.3},"events":{events},"room_cpu_ms":{cold_free:.3},"rss_anon_mb":{rss_mb:.1},"rooms":{ROOMS},"rooms_heard_ms":{heard:.1},"rooms_shown_ms":{shown:.1},"rows":{rows},"list_million_cpu_ms":{million:.3},"list_million_mine_cpu_ms":{million_mine:.3}}}"#
    );
}

/// CPU milliseconds of the server for each of so many requests.
fn per_request(server: &Server, what: &str, times: u32, mut ask: impl FnMut(u32)) -> f64 {
    let before = server.cpu_ms();
    (0..times).for_each(&mut ask);
    said(what, (server.cpu_ms() - before) / f64::from(times))
}

/// Tells a figure at once: a run takes minutes, and what was measured is not to be lost with what fails later.
fn said(what: &str, figure: f64) -> f64 {
    eprintln!("{what}: {figure:.3}");
    figure
}

fn looked_at(server: &Server, visitor: &mut Client, path: &str) -> f64 {
    visitor.get(path);
    per_request(server, path, LOOKS, |_| drop(visitor.get(path)))
}

/// Milliseconds from an act until the last of the open rooms has heard of it, and until it has the new page.
fn rooms(server: &Server, visitor: &mut Client, case: u64) -> (f64, f64) {
    let path = format!("/cases/{case}");
    let address =
        visitor.get(&path).split("data-live=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let ready = std::sync::Barrier::new(ROOMS + 1);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..ROOMS)
            .map(|_| {
                let (mut news, mut page) = (visitor.another(server), visitor.another(server));
                let (ready, address, path) = (&ready, &address, &path);
                scope.spawn(move || {
                    news.listen(address);
                    ready.wait();
                    news.hear();
                    let heard = Instant::now();
                    page.get(path);
                    (heard, Instant::now())
                })
            })
            .collect();
        ready.wait();
        std::thread::sleep(Duration::from_millis(300));
        let begun = Instant::now();
        visitor.state_fact(case);
        let since = |at: Instant| at.duration_since(begun).as_secs_f64() * 1e3;
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .fold((0.0, 0.0), |(heard, shown), (a, b)| (f64::max(heard, since(a)), f64::max(shown, since(b))))
    })
}
