//! Every page at both widths, in both themes and both languages: pictured for eyes, judged without them.

use super::driver::{Driver, Script};
use super::judged::Judge;
use super::served::Served;
use super::visitor::Visitor;

/// Name of the picture, address of the page.
type Pages<'a> = &'a [(&'a str, &'a str)];

const PAGES: Pages<'_> = &[
    ("cases", "/"),
    ("open", "/cases/new"),
    ("room", "/cases/1"),
    ("duties", "/cases/1/duties"),
    ("facts", "/cases/1/facts"),
    ("exposure", "/cases/1/exposure"),
    ("evidence", "/cases/1/evidence"),
    ("filings", "/cases/1/filings"),
    ("notices", "/cases/1/notices"),
    ("gate", "/cases/1/gate"),
    ("timeline", "/cases/1/timeline"),
    ("record", "/cases/1/record"),
    ("entry", "/cases/1/entries/3"),
    ("journal", "/journal"),
    ("plan", "/plan"),
    ("people", "/people"),
    ("components", "/look"),
];

const DEMO: Pages<'_> = &[
    ("demo-inbox", "/demo/inbox"),
    ("demo-people", "/demo/people"),
    ("demo-room", "/cases/1"),
    ("demo-leak", "/cases/1/exposure"),
    ("demo-filings", "/cases/1/filings"),
];

/// Pictures the pages as a visitor sees them; the faults that were found.
async fn pictured(visitor: &Visitor, judge: &Judge, pages: Pages<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for language in ["en", "zh-Hans"] {
        visitor.sets("language", language).await;
        for theme in ["light", "dark"] {
            visitor.sets("theme", theme).await;
            for (width, height) in [(1440, 900), (390, 844)] {
                visitor.sized(width, height).await;
                for (name, path) in pages {
                    visitor.goes(path).await;
                    let picture = format!("{name}-{width}-{theme}-{language}");
                    visitor.shoots(&picture).await;
                    faults.extend(judge.faults(visitor, &picture).await);
                }
            }
        }
    }
    faults
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test]
async fn every_page_is_whole_at_both_widths_in_both_themes_and_languages() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let keeper = Visitor::enters(&driver, Script::On, &served.address, &served.first_link).await;
    keeper.goes("/cases/new").await;
    keeper.types("form#open", "title", "订单数据库 order database on a forum").await;
    keeper.sends("form#open").await;
    none(&pictured(&keeper, &Judge::called(), PAGES).await);
    keeper.leaves().await;
}

#[tokio::test]
async fn the_door_is_whole_for_whoever_stands_before_it() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let keeper = Visitor::enters(&driver, Script::On, &served.address, &served.first_link).await;
    let link = keeper.enrols("zhang.min", "张敏", &["technical_lead"]).await;
    let welcome = link.trim_start_matches(&served.address);
    let stranger = Visitor::stands_before(&driver, Script::On, &served.address).await;
    let pages = [("sign-in", "/sign-in"), ("welcome", welcome), ("welcome-over", "/welcome/used-up")];
    none(&pictured(&stranger, &Judge::called(), &pages).await);
    for visitor in [keeper, stranger] {
        visitor.leaves().await;
    }
}

#[tokio::test]
async fn the_demonstration_is_whole_from_its_door_to_its_leak() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::demo();
    let visitor = Visitor::stands_before(&driver, Script::On, &served.address).await;
    let judge = Judge::called();
    let door = served.first_link.trim_start_matches(&served.address);
    let mut faults = pictured(&visitor, &judge, &[("demo-door", door)]).await;
    visitor.sets("language", "en").await;
    visitor.sized(1440, 900).await;
    visitor.goes(door).await;
    visitor.sends("main form").await;
    visitor.pushes("#message-0 .actions a").await;
    visitor.sends("form#open").await;
    visitor.sees("The partner's file is here").await;
    visitor.presses("form[action$='/leak'] button").await;
    visitor.sees("Step 4 of 8").await;
    faults.extend(pictured(&visitor, &judge, DEMO).await);
    none(&faults);
    visitor.leaves().await;
}
