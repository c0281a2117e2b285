//! From leak to letter, by three people in three browsers: reported, opened, counted, graded, filed, told, ended, proved.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use super::driver::{Driver, Script};
use super::made;
use super::served::{Served, root};
use super::sink::Sink;
use super::visitor::Visitor;

#[tokio::test]
async fn a_leak_is_reported_counted_filed_told_and_ended_by_three_people() {
    from_leak_to_letter(Script::On).await;
}

#[tokio::test]
async fn the_same_with_script_off() {
    from_leak_to_letter(Script::Off).await;
}

/// The three at their browsers.
struct Folk {
    /// Takes the report, opens the case, decides, approves its end.
    duty: Visitor,
    /// Gives the leak and the facts, proposes the end.
    technical: Visitor,
    /// Files, passes the texts, sends them.
    legal: Visitor,
}

async fn from_leak_to_letter(script: Script) {
    let Some(driver) = Driver::started() else { return };
    let folder = tempfile::tempdir().unwrap();
    let made = made::in_folder(folder.path());
    let Some(sink) = Sink::started(folder.path()) else { return };
    let mut served = Served::with(&[
        "--register",
        made.register.to_str().unwrap(),
        "--smtp",
        &sink.address,
        "--from",
        "notice@shop.example",
    ]);
    let folk = enrolled(&driver, script, &served).await;
    opened(&folk.duty).await;
    counted(&folk, &made).await;
    confirmed(&folk.duty).await;
    filed(&folk.legal, &served.address).await;
    told(&folk.legal, &sink).await;
    ended(&folk).await;
    proved(&folk.technical, &mut served).await;
    for visitor in [folk.duty, folk.technical, folk.legal] {
        visitor.leaves().await;
    }
}

/// The keeper enrols them, and each comes in by their own link.
async fn enrolled(driver: &Driver, script: Script, served: &Served) -> Folk {
    let keeper = Visitor::enters(driver, script, &served.address, &served.first_link).await;
    let mut links = Vec::new();
    for (login, name, roles) in [
        ("li.wei", "李伟", ["duty_manager", "commander"]),
        ("zhang.min", "张敏", ["technical_lead", "security_lead"]),
        ("wang.fang", "王芳", ["legal_lead", "customer_lead"]),
    ] {
        links.push(keeper.enrols(login, name, &roles).await);
    }
    keeper.leaves().await;
    let enters = async |link: &String| Visitor::enters(driver, script, &served.address, link).await;
    Folk { duty: enters(&links[0]).await, technical: enters(&links[1]).await, legal: enters(&links[2]).await }
}

async fn opened(duty: &Visitor) {
    duty.goes("/cases/new").await;
    duty.types("form#open", "title", "Order database offered on a forum").await;
    duty.presses("form#open button.primary").await;
    duty.sees("Order database offered on a forum").await;
    assert_eq!(duty.path().await, "/cases/1", "one leads into the room of what one opened");
    duty.sees("File the first report with the superior unit").await;
}

/// The leak of a sample shop and one of 12,000 people; the level rises, and says why.
async fn counted(folk: &Folk, made: &made::Made) {
    let technical = &folk.technical;
    let shop = root().join("../shared/data/leaks/Chinook_MySql.sql");
    if shop.is_file() {
        technical.goes("/cases/1/exposure").await;
        technical.types("form#upload", "leak", shop.canonicalize().unwrap().to_str().unwrap()).await;
        technical.sends("form#upload").await;
        technical.sees("Chinook_MySql.sql").await;
        technical.sees("479").await;
        technical.sees("67").await;
    }
    technical.goes("/cases/1/exposure").await;
    technical.types("form#upload", "leak", made.leak.to_str().unwrap()).await;
    technical.sends("form#upload").await;
    technical.sees("orders-export.csv").await;
    technical.sees("12,000").await;
    technical.goes("/cases/1").await;
    technical.sees("2级").await;
    technical.sees("10,000 records or more, with identity data").await;
}

/// The plan proposes the response that the level calls for; the commander accepts it.
async fn confirmed(commander: &Visitor) {
    commander.goes("/cases/1").await;
    let proposal = "article.proposal:last-of-type";
    commander.types(proposal, "reason", "Identity data of thousands").await;
    commander.presses(&format!("{proposal} button[value=accept]")).await;
    commander.goes("/cases/1").await;
    commander.sees("response").await;
}

/// The first report is downloaded as a Word document and filed; its clock is met.
async fn filed(legal: &Visitor, address: &str) {
    legal.goes("/cases/1/filings").await;
    let paper = fetched(legal, address, "/cases/1/filings/first_report/docx").await;
    assert!(paper.starts_with(b"PK"), "a Word document is a ZIP container");
    let form = "form:has([name=form][value=first_report])";
    legal.sends(form).await;
    legal.goes("/cases/1/duties").await;
    legal.sees("met").await;
}

/// What is missing in the text is written, legal passes it, and every customer gets one letter.
async fn told(legal: &Visitor, sink: &Sink) {
    legal.goes("/cases/1/notices").await;
    let blanks = [("organisation", "Example Shop"), ("hotline", "400 800 0000, day and night")];
    for (field, text) in blanks {
        let form = format!("#notice-customer_notice-{field}");
        legal.types(&form, "text", text).await;
        legal.sends(&form).await;
        legal.goes("/cases/1/notices").await;
    }
    legal.goes("/cases/1/notices").await;
    legal.sends("form[action$='acts/pass']:has([name=notice][value=customer_notice])").await;
    legal.goes("/cases/1/notices").await;
    legal.sends("form[action$='/letters']:has([name=notice][value=customer_notice])").await;
    legal.sees("accepted by the relay").await;
    let known: Vec<String> = made::customers().map(made::mail).collect();
    for _ in 0..600 {
        if sink.recipients().len() >= known.len() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    let mut known = known;
    known.sort();
    assert_eq!(sink.recipients(), known, "each customer of the leak once, and nobody else");
    legal.goes("/cases/1/notices").await;
    legal.sees("Ended").await;
}

/// Nobody newly exposed for 72 hours, systems back, the regulator's check passed: proposed and approved.
async fn ended(folk: &Folk) {
    let since = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::get("Asia/Shanghai").unwrap());
    let since = since.checked_sub(jiff::Span::new().days(4)).unwrap();
    let technical = &folk.technical;
    technical.goes("/cases/1/facts").await;
    let form = "#state-no_new_exposed_since";
    technical.types(form, "no_new_exposed_since-day", &since.strftime("%Y-%m-%d").to_string()).await;
    technical.types(form, "no_new_exposed_since-time", &since.strftime("%H:%M").to_string()).await;
    technical.sends(form).await;
    technical.goes("/cases/1/facts").await;
    technical.chooses("#state-systems_back", "value", "yes").await;
    technical.sends("#state-systems_back").await;
    folk.legal.goes("/cases/1/facts").await;
    folk.legal.chooses("#state-regulator_check", "value", "passed").await;
    folk.legal.sends("#state-regulator_check").await;
    technical.goes("/cases/1/gate").await;
    let proposal = "form[action$='gate.propose']:has([name=gate][value=end_response])";
    technical.types(proposal, "reason", "Nobody new for four days").await;
    technical.sends(proposal).await;
    folk.duty.goes("/cases/1/gate").await;
    folk.duty.presses("form[action$='gate.approve'] button").await;
    folk.duty.goes("/cases/1").await;
    folk.duty.sees("after-care").await;
}

/// The case's record, judged without the server.
async fn proved(technical: &Visitor, served: &mut Served) {
    let bundle = served.folder.path().join("case.bundle");
    std::fs::write(&bundle, fetched(technical, &served.address, "/cases/1/bundle").await).unwrap();
    let key = String::from_utf8(fetched(technical, &served.address, "/journal/key").await).unwrap();
    served.stop();
    let verified = Command::new(env!("CARGO_BIN_EXE_stanch"))
        .args(["journal", "verify"])
        .arg(&bundle)
        .args(["--key", key.trim()])
        .output()
        .unwrap();
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
}

/// What the house gives to the visitor's session, as the browser would save it.
async fn fetched(visitor: &Visitor, address: &str, path: &str) -> Vec<u8> {
    let cookie = visitor.client.get_named_cookie("stanch_session").await.unwrap();
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: stanch_session={}\r\nConnection: close\r\n\r\n",
        cookie.value()
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    assert!(head.starts_with("http/1.1 200"), "{path}: {head}");
    let body = answer.split_off(end + 4);
    if head.contains("transfer-encoding: chunked") { dechunked(&body) } else { body }
}

fn dechunked(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = chunks.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&chunks[..end]).unwrap().trim(), 16).unwrap();
        body.extend(&chunks[end + 2..end + 2 + size]);
        chunks = &chunks[end + 4 + size..];
    }
    body
}
