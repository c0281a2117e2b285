//! Open pages hear of changes, and whoever was cut off misses none; two people at once lose nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use house::{Browser, served};

/// An open stream of news.
struct News(BufReader<TcpStream>);

impl News {
    fn of(browser: &Browser, path: &str, heard: Option<&str>) -> News {
        let cookies: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let heard = heard.map(|mark| format!("last-event-id: {mark}\r\n")).unwrap_or_default();
        let mut stream = TcpStream::connect(browser.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: here\r\ncookie: {}\r\n{heard}\r\n", cookies.join("; "));
        stream.write_all(head.as_bytes()).unwrap();
        let mut news = News(BufReader::new(stream));
        news.until("retry:");
        news
    }

    /// Reads on to a line that begins so.
    fn until(&mut self, begins: &str) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("news in ten seconds") > 0, "the stream ended");
            if line.starts_with(begins) {
                return line.trim().to_owned();
            }
        }
    }

    /// The mark of the next change.
    fn change(&mut self) -> String {
        let mark = self.until("id: ")["id: ".len()..].to_owned();
        assert_eq!(self.until("event: "), "event: changed");
        mark
    }

    /// Nothing comes within half a second.
    fn is_silent(&mut self) -> bool {
        self.0.get_ref().set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        let mut line = String::new();
        // What is left of the event that was read, an empty line, says nothing.
        loop {
            match self.0.read_line(&mut line) {
                Ok(_) if line.trim().starts_with("id:") || line.starts_with("event:") => return false,
                Ok(0) => panic!("the stream ended"),
                Ok(_) => line.clear(),
                Err(_) => return true,
            }
        }
    }
}

const OPENING: [(&str, &str); 3] =
    [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];

/// Where the page listens.
fn live(page: &str) -> String {
    let from = page.find("data-live=\"").expect("the page listens") + "data-live=\"".len();
    page[from..].split('"').next().unwrap().to_owned()
}

#[test]
fn a_page_hears_of_a_change_and_whoever_was_away_is_told_once_they_are_back() {
    let served = served();
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let address = live(&duty.get("/cases/1").body);
    let mut news = News::of(&duty, &address, None);
    let state = |browser: &mut Browser, value| {
        let fields = [("fact", "records"), ("value", value), ("source", "forum post")];
        assert_eq!(browser.fill("/cases/1/facts", "/cases/1/acts/fact", &fields).status, 303);
    };
    state(&mut duty, ">=1000");
    let first = news.change();
    drop(news);
    state(&mut duty, ">=2000");
    let mut back = News::of(&duty, &address, Some(&first));
    let second = back.change();
    assert_ne!(first, second, "what was missed is told");
    drop(back);
    let mut again = News::of(&duty, &address, Some(&second));
    assert!(again.is_silent(), "nothing was missed, nothing is told");
    // A page made before a change that came before it listened; and a mark of a server that is gone.
    assert_ne!(News::of(&duty, &address, None).change(), "");
    assert_ne!(News::of(&duty, "/cases/1/live?since=gone-7", None).change(), "");
}

#[test]
fn two_leads_deciding_at_once_see_what_the_other_did_and_lose_no_typing() {
    let served = served();
    let mut one = served.signed_in("zhou.ning", &["commander"], false);
    let mut other = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(one.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    let page = other.get("/cases/1/facts");
    let token = page.form_token();
    let marked = "name=\"seen\" value=\"";
    let from = page.body.find(marked).expect("the page says when it was made") + marked.len();
    let seen = page.body[from..].split('"').next().unwrap().to_owned();
    let theirs = [("fact", "records"), ("value", ">=1000"), ("source", "forum post")];
    assert_eq!(one.fill("/cases/1/facts", "/cases/1/acts/fact", &theirs).status, 303);
    let mine = |seen: &str, value: &str| {
        [
            ("place", "state-records"),
            ("fact", "records"),
            ("value", value),
            ("source", "the caller"),
            ("back", "facts"),
            ("csrf", &token),
            ("seen", seen),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let send = |browser: &mut Browser, fields: &[(String, String)], act: &str| {
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post(&format!("/cases/1/acts/{act}"), &fields)
    };
    let clash = send(&mut other, &mine(&seen, ">=2000"), "fact");
    assert_eq!(clash.status, 409, "{}", clash.body);
    assert!(clash.body.contains("zhou.ning") && clash.body.contains("the caller"), "{}", clash.body);
    assert!(!other.get("/cases/1/facts").body.contains("2,000"), "nothing was written over unseen");
    // The page that showed it has a newer mark: sent again from there, it goes through.
    let from = clash.body.find(marked).unwrap() + marked.len();
    let newer = clash.body[from..].split('"').next().unwrap().to_owned();
    assert_ne!(newer, seen);
    assert_eq!(send(&mut other, &mine(&newer, ">=2000"), "fact").status, 303);
    // Another thing is no clash.
    let elsewhere = mine(&seen, "yes").map(|(name, value)| match name.as_str() {
        "fact" => (name, "systems_back".to_owned()),
        _ => (name, value),
    });
    assert_eq!(send(&mut other, &elsewhere, "fact").status, 303);
}
