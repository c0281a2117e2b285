//! The session ends while somebody types: nothing is done, and nothing is typed twice.

use super::driver::{Driver, Script};
use super::served::Served;
use super::visitor::{PASSWORD, Visitor};

const SOURCE: &str = "The seller says so in the post";

#[tokio::test]
async fn what_was_typed_when_the_session_ended_stands_in_its_form_after_signing_in() {
    typed_too_long(Script::On).await;
}

#[tokio::test]
async fn without_script_what_was_typed_when_the_session_ended_stands_in_its_form_after_signing_in() {
    typed_too_long(Script::Off).await;
}

async fn typed_too_long(script: Script) {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let tired = Visitor::enters(&driver, script, &served.address, &served.first_link).await;
    tired.goes("/cases/new").await;
    tired.types("form#open", "title", "Order database offered on a forum").await;
    tired.presses("form#open button.primary").await;
    tired.goes("/cases/1/facts").await;
    tired.types("#state-records", "source", SOURCE).await;
    tired.types("#state-records", "records-least", "120000").await;
    tired.client.delete_all_cookies().await.unwrap();
    tired.sends("#state-records").await;
    tired.sees("Your session has ended").await;
    tired.types("form#sign-in", "login", "keeper").await;
    tired.types("form#sign-in", "password", PASSWORD).await;
    tired.sends("form#sign-in").await;
    tired.sees_in("#state-records", "Your session had ended before this was sent").await;
    assert!(tired.path().await.starts_with("/cases/1/facts?kept="), "{}", tired.path().await);
    assert_eq!(tired.holds("#state-records", "source").await, SOURCE);
    assert_eq!(tired.holds("#state-records", "records-least").await, "120000");
    tired.sends("#state-records").await;
    tired.sees_in("#known #fact-records", "120,000").await;
    assert_eq!(tired.path().await, "/cases/1/facts");
    tired.leaves().await;
}
