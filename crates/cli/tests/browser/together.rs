//! Two people in one case at once: the second is told kindly, nobody types anything twice, and what one does the other sees
//! without asking.

use std::time::{SystemTime, UNIX_EPOCH};

use super::driver::{Driver, Script};
use super::served::Served;
use super::visitor::Visitor;

/// Two with every right of the command, in the same case.
async fn two_leads(driver: &Driver, script: Script, served: &Served) -> (Visitor, Visitor) {
    let first = Visitor::enters(driver, script, &served.address, &served.first_link).await;
    let link = first.enrols("chen.hao", "陈昊", &["commander", "technical_lead"]).await;
    first.goes("/cases/new").await;
    first.types("form#open", "title", "Order database offered on a forum").await;
    first.presses("form#open button.primary").await;
    let second = Visitor::enters(driver, script, &served.address, &link).await;
    (first, second)
}

const KINDLY: &str = "somebody else acted on the same thing";

#[tokio::test]
async fn of_two_leads_who_decide_at_once_the_second_is_told_and_loses_no_typing() {
    two_decide(Script::On).await;
}

#[tokio::test]
async fn of_two_leads_who_decide_at_once_without_script_the_second_is_told_and_loses_no_typing() {
    two_decide(Script::Off).await;
}

async fn two_decide(script: Script) {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let (first, second) = two_leads(&driver, script, &served).await;
    for lead in [&first, &second] {
        lead.goes("/cases/1").await;
    }
    second.types("#do-declare", "reason", "Read it myself: these are our orders").await;
    first.types("#do-declare", "reason", "The post names our customers").await;
    first.sends("#do-declare").await;
    first.sees("response").await;
    second.pushes("#do-declare button:not([type=button])").await;
    second.sees(KINDLY).await;
    // The response has begun: the form is gone from a page without script, what was typed is not.
    let kept = match script {
        Script::On => second.holds("#do-declare", "reason").await,
        Script::Off => second.says(".copy").await,
    };
    assert_eq!(kept, "Read it myself: these are our orders");
    two_answer(&first, &second).await;
    for lead in [first, second] {
        lead.leaves().await;
    }
}

/// The same fact, answered differently: what the second typed stands in its form, and goes through once they have seen.
async fn two_answer(first: &Visitor, second: &Visitor) {
    let form = "#state-systems_back";
    for lead in [first, second] {
        lead.goes("/cases/1/facts").await;
    }
    second.types(form, "source", "The shop answers since ten").await;
    second.chooses(form, "value", "yes").await;
    first.chooses(form, "value", "no").await;
    first.sends(form).await;
    second.pushes(&format!("{form} button:not([type=button])")).await;
    second.sees(KINDLY).await;
    assert_eq!(second.holds(form, "source").await, "The shop answers since ten");
    assert!(second.has(&format!("{form} [value=yes]:checked")).await, "the choice too");
    second.sends(form).await;
    second.goes("/cases/1/facts").await;
    second.sees_in("#fact-systems_back strong", "yes").await;
}

/// Keeps the moment at which the page first shows something.
const WATCH: &str = "
    const shown = () => document.querySelector(arguments[0]) && !window.shownAt && (window.shownAt = Date.now());
    new MutationObserver(shown).observe(document.documentElement, { childList: true, subtree: true });
";

#[tokio::test]
async fn an_act_of_one_shows_on_the_open_page_of_another_within_a_second_and_leaves_their_typing_alone() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let (first, second) = two_leads(&driver, Script::On, &served).await;
    second.goes("/cases/1/facts").await;
    second.types("#state-records", "source", "The seller says").await;
    second.client.execute(WATCH, vec!["#known #fact-systems_back".into()]).await.unwrap();
    first.goes("/cases/1/facts").await;
    first.chooses("#state-systems_back", "value", "yes").await;
    first.sends("#state-systems_back").await;
    second.sees_in("#known", "yes").await;
    // The page that the first one got after the act began to be fetched when the act was done.
    let done = first.client.execute("return performance.timeOrigin", Vec::new()).await.unwrap();
    let shown = second.client.execute("return window.shownAt", Vec::new()).await.unwrap();
    let behind = shown.as_f64().expect("it was seen to come") - done.as_f64().unwrap();
    assert!(behind < 1000.0, "{behind} ms after the act was done");
    assert_eq!(second.holds("#state-records", "source").await, "The seller says");
    for lead in [first, second] {
        lead.leaves().await;
    }
}

/// A browser whose clock is wrong from the beginning, and can be set wrong again while a page is open.
const WRONG_CLOCK: &str = "
    const Right = Date;
    window.aheadBy = 3 * 3600 * 1000;
    window.Date = class extends Right {
        constructor(...given) { if (given.length) super(...given); else super(Right.now() + window.aheadBy); }
        static now() { return Right.now() + window.aheadBy; }
    };
";

/// Seconds that the first clock of the page is off.
async fn off(visitor: &Visitor) -> i64 {
    let read = "
        const clock = document.querySelector('article.clock.running[data-due], article.clock.soon[data-due]');
        return [Number(clock.dataset.due), clock.querySelector('[data-tick]').textContent];
    ";
    let read = visitor.client.execute(read, Vec::new()).await.unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis();
    let due = read[0].as_f64().expect("a moment in milliseconds");
    let left =
        read[1].as_str().unwrap().split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap());
    left - (due as i64 - now as i64) / 1000
}

#[tokio::test]
async fn clocks_run_by_the_server_whatever_the_browsers_own_clock_says() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let visitor = Visitor::enters(&driver, Script::On, &served.address, &served.first_link).await;
    driver.runs_first(&visitor.client, WRONG_CLOCK).await;
    visitor.goes("/cases/new").await;
    visitor.types("form#open", "title", "Order database offered on a forum").await;
    visitor.presses("form#open button.primary").await;
    visitor.goes("/cases/1").await;
    let ahead =
        visitor.client.execute("return Date.now() - performance.timeOrigin", Vec::new()).await.unwrap();
    assert!(ahead.as_f64().unwrap() > 10_000_000.0, "the browser's clock is three hours ahead: {ahead}");
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    assert!(off(&visitor).await.abs() <= 2, "{} s off", off(&visitor).await);
    // Set back by two hours while the page is open: within seconds the server has been asked.
    visitor.client.execute("window.aheadBy = 3600 * 1000", Vec::new()).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(4)).await;
    assert!(off(&visitor).await.abs() <= 2, "{} s off after it was set", off(&visitor).await);
    visitor.leaves().await;
}
