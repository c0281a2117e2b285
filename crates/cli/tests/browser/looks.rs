//! Every page at both widths, in both themes and both languages: pictured for eyes, judged without them.

use super::driver::{Driver, Script};
use super::judged::Judge;
use super::served::Served;
use super::visitor::Visitor;

/// Name of the picture, address of the page.
const PAGES: &[(&str, &str)] = &[
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

#[tokio::test]
async fn every_page_is_whole_at_both_widths_in_both_themes_and_languages() {
    let Some(driver) = Driver::started() else { return };
    let served = Served::with(&[]);
    let keeper = Visitor::enters(&driver, Script::On, &served.address, &served.first_link).await;
    keeper.goes("/cases/new").await;
    keeper.types("form#open", "title", "订单数据库 order database on a forum").await;
    keeper.sends("form#open").await;
    let judge = Judge::called();
    let mut faults = Vec::new();
    for language in ["en", "zh-Hans"] {
        keeper.sets("language", language).await;
        for theme in ["light", "dark"] {
            keeper.sets("theme", theme).await;
            for (width, height) in [(1440, 900), (390, 844)] {
                keeper.sized(width, height).await;
                for (name, path) in PAGES {
                    keeper.goes(path).await;
                    let picture = format!("{name}-{width}-{theme}-{language}");
                    keeper.shoots(&picture).await;
                    faults.extend(judge.faults(&keeper, &picture).await);
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    keeper.leaves().await;
}
