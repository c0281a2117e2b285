//! The word that a notice was sent, told by hand on the page of notices.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use house::{Answer, Browser, Served, served};

/// Identity data of so many customers leaked, and legal has passed the letter to them.
fn owed(served: &Served, customers: &str) -> Browser {
    served.signed_in("li.wei", &["duty_manager"], false).opens("A leak");
    let case = served.house.desk().find(&"1".parse().unwrap()).unwrap();
    for (fact, value) in [("classes", "identity"), ("customers", customers)] {
        served.say(&case, "technical_lead", "fact", &[("fact", fact), ("value", value)]);
    }
    let (notice, text) = (("notice", "customer_notice"), "ab".repeat(32));
    served.say(&case, "legal_lead", "pass", &[notice, ("digest", &text)]);
    served.signed_in("wang.fang", &["customer_lead"], false)
}

fn say_sent(customer: &mut Browser, count: &str, more: &[(&str, &str)]) -> Answer {
    let place = ("place", "sent-customer_notice");
    let mut fields = vec![("notice", "customer_notice"), ("count", count), ("back", "notices"), place];
    fields.extend_from_slice(more);
    customer.fill("/cases/1/notices", "/cases/1/acts/notice-sent", &fields)
}

#[test]
fn telling_fewer_than_are_known_to_be_concerned_is_asked_about_once_and_shown_until_all_are_told() {
    let served = served();
    let mut customer = owed(&served, ">=500");
    let page = customer.get("/cases/1/notices").body;
    assert!(page.contains("Known to be concerned: at least 500"), "{page}");
    let asked = say_sent(&mut customer, "1", &[]);
    assert_eq!(asked.status, 409, "{}", asked.body);
    assert!(asked.body.contains("This makes 1 told, of at least 500"), "{}", asked.body);
    assert!(asked.body.contains("name=\"fewer\" value=\"1\""), "{}", asked.body);
    assert!(!customer.get("/cases/1/notices").body.contains("told to 1"), "nothing is recorded yet");
    // Another number than the one that was shown is another question.
    assert_eq!(say_sent(&mut customer, "2", &[("fewer", "1")]).status, 409);
    assert_eq!(say_sent(&mut customer, "1", &[("fewer", "1")]).status, 303);
    let page = customer.get("/cases/1/notices").body;
    assert!(page.contains("Told are 1 of at least 500"), "{page}");
    let first = page.split("id=\"notice-").nth(1).expect("a notice");
    assert!(first.starts_with("customer_notice\""), "what is not done stands first: {first}");
    let duties = customer.get("/cases/1/duties").body;
    let over = duties.split("id=\"duties-done\"").nth(1).expect("what was met");
    assert!(over.contains("1 of at least 500 told") && over.contains("At least 499"), "{over}");
    // The rest adds up: nothing is asked, and nothing is lacking any more.
    assert_eq!(say_sent(&mut customer, "499", &[]).status, 303);
    let page = customer.get("/cases/1/notices").body;
    assert!(!page.contains("of at least 500") && page.contains("to 500"), "{page}");
    assert!(!customer.get("/cases/1/duties").body.contains("of at least 500"));
}

#[test]
fn where_nobody_knows_how_many_are_concerned_no_number_is_asked_about() {
    let served = served();
    let mut customer = owed(&served, "unknown");
    assert!(!customer.get("/cases/1/notices").body.contains("Known to be concerned"));
    assert_eq!(say_sent(&mut customer, "1", &[]).status, 303);
}
