//! What readers see alike is made once, and still everybody sees their own: their language, their acts, their token, and never a room
//! as it was.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Browser, Served, served};

const OPENING: [(&str, &str); 3] =
    [("title", "A leak"), ("known-answer", "unknown"), ("happened-answer", "unknown")];

fn opened(served: &Served) -> Browser {
    let mut duty = served.signed_in("li.wei", &["duty_manager"], false);
    assert_eq!(duty.fill("/cases/new", "/cases/new", &OPENING).status, 303);
    duty
}

const TOKEN: &str = "name=\"csrf\" value=\"";

/// The sessions' tokens that the forms of a page carry, without their stamps, each once.
fn tokens(page: &str) -> Vec<String> {
    let mut found: Vec<String> =
        page.split(TOKEN).skip(1).map(|rest| rest.split(['"', '.']).next().unwrap().to_owned()).collect();
    found.sort();
    found.dedup();
    found
}

/// What stands in the middle of a page, without its forms' tokens.
fn middle(page: &str) -> String {
    let from = page.find("<main").unwrap();
    let to = page.find("</main>").unwrap();
    let mut pieces = page[from..to].split(TOKEN);
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |text, piece| text + &piece[piece.find('"').unwrap()..])
}

const SHARED: [&str; 3] = ["/cases/1", "/cases/1/duties", "/cases/1/facts"];

#[test]
fn two_people_in_one_role_see_the_same_room_each_with_their_own_token() {
    let served = served();
    let mut one = opened(&served);
    let mut other = served.signed_in("chen.jie", &["duty_manager"], false);
    for path in SHARED {
        let (first, second) = (one.get(path).body, other.get(path).body);
        assert_eq!(middle(&first), middle(&second), "{path}");
        assert_eq!((tokens(&first).len(), tokens(&second).len()), (1, 1), "{path}");
        assert_ne!(tokens(&first), tokens(&second), "{path}");
        assert!(!middle(&first).contains("li.wei") && !middle(&second).contains("chen.jie"), "{path}");
    }
    // And the token is one that the server takes: the form of a room that somebody else had made goes through.
    let token = tokens(&other.get("/cases/1/facts").body).remove(0);
    let fields = [("csrf", token.as_str()), ("fact", "records"), ("value", ">=1000"), ("back", "facts")];
    assert_eq!(other.post("/cases/1/acts/fact", &fields).status, 303);
}

#[test]
fn readers_of_other_roles_and_another_language_see_their_own() {
    let served = served();
    let mut duty = opened(&served);
    let mut commander = served.signed_in("zhou.ning", &["commander"], false);
    let mut legal = served.signed_in("zhao.min", &["legal_lead"], false);
    let mut chinese = served.signed_in("wang.fang", &["commander"], false);
    chinese.cookies.insert("stanch_language".to_owned(), "zh-Hans".to_owned());
    // Asked for again and again, in turns: what one was shown is never what another is.
    for _ in 0..2 {
        for path in SHARED {
            let rooms = [&mut duty, &mut commander, &mut legal, &mut chinese].map(|one| one.get(path).body);
            assert!(rooms[3].contains("lang=\"zh-Hans\"") && rooms[3].contains("值班"), "{path}");
            assert!(rooms[..3].iter().all(|room| room.contains("<html lang=\"en\"")), "{path}");
            assert_ne!(middle(&rooms[1]), middle(&rooms[3]), "{path}");
        }
        let offers = |browser: &mut Browser| browser.get("/cases/1").body.contains("/acts/declare\"");
        assert!(offers(&mut commander) && offers(&mut chinese), "the command may declare");
        assert!(!offers(&mut legal), "others are offered nothing that the plan would refuse");
    }
}

#[test]
fn a_room_is_never_shown_as_it_was() {
    let served = served();
    let mut duty = opened(&served);
    let mut others = ["chen.jie", "wu.hao"].map(|login| served.signed_in(login, &["duty_manager"], false));
    for records in 1_001..1_020 {
        let value = format!(">={records}");
        let fields = [("fact", "records"), ("value", value.as_str()), ("source", "forum post")];
        assert_eq!(duty.fill("/cases/1/facts", "/cases/1/acts/fact", &fields).status, 303);
        let said = format!("1,{:03}", records - 1_000);
        for browser in &mut others {
            let room = browser.get("/cases/1").body;
            assert!(room.contains(&said), "{said} is not in {room}");
        }
    }
    // Nothing is written, and time passes: what was running is late.
    let late = |room: &str| room.matches("class=\"clock late\"").count();
    let before = others[0].get("/cases/1").body;
    house::pass(60 * 60);
    let after = others[0].get("/cases/1").body;
    assert!(late(&after) > late(&before), "{after}");
}
