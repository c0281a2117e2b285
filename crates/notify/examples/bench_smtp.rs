//! Letters a second to one and the same Postfix `smtp-sink`, in one run: ours — taken and receipted durably in a data folder,
//! drawn up from the pack, sealed rows opened — and lettre's stock transport, which gets finished messages and keeps no
//! record. One and four connections each. Wall time, because waiting is what is measured.
//!
//! `bench_smtp [OURS] [LETTRE]`: how many letters each sends on a connection; prints one JSON line last. Run with `--release`.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures, prints its figure and dies on any surprise"
)]

#[path = "../tests/house/mod.rs"]
mod house;
#[path = "../tests/sink/mod.rs"]
mod sink;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use desk::LetterState;
use house::{House, customer, customers, minutes};
use lettre::{Address, SmtpTransport, Transport, address::Envelope};
use notify::smtp::{Pool, Relay};
use notify::{Writer, send};
use sink::Sink;

fn main() {
    let mut args = std::env::args().skip(1).map(|arg| arg.parse().unwrap());
    let (ours, theirs): (u32, usize) = (args.next().unwrap_or(20_000), args.next().unwrap_or(150) as usize);
    let Some(sink) = Sink::start() else { panic!("smtp-sink is not installed (Debian's postfix)") };
    let mut line = serde_json::Map::new();
    for connections in [1, 4] {
        let (rate, prepared) = ours_per_s(&sink, ours, connections);
        let stock = lettre_per_s(&sink, theirs * connections, connections);
        line.insert(format!("ours_{connections}"), rate.into());
        line.insert(format!("lettre_{connections}"), stock.into());
        line.insert(format!("ratio_{connections}"), (rate / stock).into());
        line.insert(format!("listed_per_s_{connections}"), prepared.into());
    }
    println!("{}", serde_json::Value::Object(line));
}

/// Letters a second from the outbox to the sink and back, and letters listed a second.
fn ours_per_s(sink: &Sink, letters: u32, connections: usize) -> (f64, f64) {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    let begun = Instant::now();
    house.prepare(customers(1..=letters)).unwrap();
    let listed = f64::from(letters) / begun.elapsed().as_secs_f64();
    let mut pool =
        Pool::new(Relay::new(sink.address(), "stanch.example", "notice@stanch.example"), connections);
    let wave = house.wave().row.id;
    let begun = Instant::now();
    send(&house.desk, &wave, &mut pool, &|| minutes(6), &mut |_| true).unwrap();
    let spent = begun.elapsed().as_secs_f64();
    assert_eq!(house.count(LetterState::Accepted), u64::from(letters));
    (f64::from(letters) / spent, listed)
}

/// The same letter, drawn up once, through the transport as it comes, with its own pool of connections.
fn lettre_per_s(sink: &Sink, letters: usize, connections: usize) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let house = House::new(folder.path());
    house.pass();
    house.prepare(vec![customer(1)]).unwrap();
    let wave = house.wave();
    let taken = house.desk.take_letters(&wave, 1, minutes(6), &mut |_| {}).unwrap().pop().unwrap();
    let text = Writer::of(&house.desk.case(&house.case).unwrap(), &wave)
        .unwrap()
        .envelope(&wave, &taken)
        .unwrap()
        .text;
    let (host, port) = sink.address().split_once(':').unwrap();
    let size = u32::try_from(connections).unwrap();
    let pool = lettre::transport::smtp::PoolConfig::new().max_size(size);
    let transport =
        SmtpTransport::builder_dangerous(host).port(port.parse().unwrap()).pool_config(pool).build();
    let address = |text: &str| text.parse::<Address>().unwrap();
    let envelope =
        Envelope::new(Some(address("notice@stanch.example")), vec![address("k1@customers.example")]).unwrap();
    let left = AtomicUsize::new(letters);
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1))
                    .is_ok()
                {
                    transport.send_raw(&envelope, &text).unwrap();
                }
            });
        }
    });
    letters as f64 / begun.elapsed().as_secs_f64()
}
