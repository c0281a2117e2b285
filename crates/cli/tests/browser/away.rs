//! The connection gone and back: nothing typed is lost, the page says how it stands, and catches up by itself.

use super::driver::{Driver, Script};
use super::line::Line;
use super::served::Served;
use super::visitor::Visitor;

const LOST: &str = "Connection lost";
const SOURCE: &str = "The seller says so in the post";

#[tokio::test]
async fn a_page_whose_server_was_stopped_and_started_says_so_keeps_what_was_typed_and_catches_up() {
    let Some(driver) = Driver::started() else { return };
    let mut served = Served::with(&[]);
    let line = Line::to(&served.address);
    let link = line.over(&served.address, &served.first_link);
    let away = Visitor::enters(&driver, Script::On, &line.address, &link).await;
    let link = away.enrols("zhang.min", "张敏", &["technical_lead"]).await.replacen(
        &line.address,
        &served.address,
        1,
    );
    away.goes("/cases/new").await;
    away.types("form#open", "title", "Order database offered on a forum").await;
    away.presses("form#open button.primary").await;
    away.goes("/cases/1/facts").await;
    away.types("#state-records", "source", SOURCE).await;

    served.stop();
    line.cut();
    away.sees(LOST).await;
    // Sent into the void, it says that it was not sent, and stays.
    away.types("#state-records", "records-least", "120000").await;
    away.pushes("#state-records button:not([type=button])").await;
    away.sees("Not sent").await;
    assert_eq!(away.holds("#state-records", "source").await, SOURCE);

    served.again();
    let link = link.replacen(link.split("/welcome/").next().unwrap(), &served.address, 1);
    let there = Visitor::enters(&driver, Script::On, &served.address, &link).await;
    there.goes("/cases/1/facts").await;
    there.chooses("#state-systems_back", "value", "yes").await;
    there.sends("#state-systems_back").await;

    line.mended(&served.address);
    away.sees_in("#known", "Are the systems back").await;
    assert!(!away.text().await.contains(LOST), "it is connected again, and no longer says otherwise");
    assert_eq!(away.holds("#state-records", "source").await, SOURCE);
    assert_eq!(away.holds("#state-records", "records-least").await, "120000");
    away.sends("#state-records").await;
    away.sees_in("#known #fact-records", "120,000").await;
    away.sees_in("#known #fact-records", SOURCE).await;
    for visitor in [away, there] {
        visitor.leaves().await;
    }
}
