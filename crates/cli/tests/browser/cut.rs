//! An upload that is cut off in its middle: what was counted in the end is what lies in the file, each byte once.

use std::path::PathBuf;

use super::driver::{Driver, Script};
use super::line::Line;
use super::made;
use super::served::Served;
use super::visitor::Visitor;

/// People in the leak: more than two pieces of an upload.
const PEOPLE: u32 = 160_000;
/// The line breaks in the middle of the second piece, of 4 MiB each, bytes.
const BREAKS_AFTER: u64 = 6 << 20;

/// Somebody at a case, over a line that can be cut, with a leak to give.
struct Giver {
    served: Served,
    line: Line,
    visitor: Visitor,
    leak: PathBuf,
    /// Its size as pages write it.
    size: String,
}

impl Giver {
    async fn at_a_case(driver: &Driver) -> Giver {
        let served = Served::with(&[]);
        let line = Line::to(&served.address);
        let link = line.over(&served.address, &served.first_link);
        let visitor = Visitor::enters(driver, Script::On, &line.address, &link).await;
        visitor.goes("/cases/new").await;
        visitor.types("form#open", "title", "Order database offered on a forum").await;
        visitor.presses("form#open button.primary").await;
        visitor.goes("/cases/1/exposure").await;
        let leak = served.folder.path().join("members.csv");
        made::leak_of(PEOPLE, &leak);
        let size = std::fs::metadata(&leak).unwrap().len();
        assert!(size > BREAKS_AFTER + (2 << 20), "the leak goes on after the line breaks: {size}");
        let thousands = [size / 1_000_000, size / 1000 % 1000, size % 1000];
        let size = format!("{},{:03},{:03}", thousands[0], thousands[1], thousands[2]);
        Giver { served, line, visitor, leak, size }
    }

    /// Begins to give the leak; the line breaks, and the page says so.
    async fn is_cut_off(&self) {
        self.visitor.types("form#upload", "leak", self.leak.to_str().unwrap()).await;
        self.line.cut_after(BREAKS_AFTER);
        self.visitor.pushes("form#upload button").await;
        self.visitor.sees("Connection lost").await;
        assert!(self.line.is_cut(), "it was the line that broke");
    }

    /// Every person and every row once, from one piece of evidence that has all the bytes of the file.
    async fn has_given_it_once(self) {
        self.visitor.sees_in("#together", "160,000").await;
        let counted = self.visitor.says("#together").await;
        let figures: Vec<&str> =
            counted.lines().map(str::trim).filter(|line| line.ends_with("160,000")).collect();
        assert_eq!(figures, ["≥ 160,000", "≥ 160,000"], "records and persons: {counted}");
        self.visitor.goes("/cases/1/evidence").await;
        let evidence = self.visitor.says("#evidence").await;
        assert!(evidence.contains(&self.size), "all bytes of it, {}: {evidence}", self.size);
        assert!(evidence.contains("E-1") && !evidence.contains("E-2"), "and once: {evidence}");
        self.visitor.leaves().await;
    }
}

#[tokio::test]
async fn an_upload_goes_on_by_itself_where_the_line_broke() {
    let Some(driver) = Driver::started() else { return };
    let giver = Giver::at_a_case(&driver).await;
    giver.is_cut_off().await;
    giver.line.mended(&giver.served.address);
    giver.has_given_it_once().await;
}

#[tokio::test]
async fn an_upload_into_a_server_that_is_killed_and_started_again_begins_anew_and_counts_nobody_twice() {
    let Some(driver) = Driver::started() else { return };
    let mut giver = Giver::at_a_case(&driver).await;
    giver.is_cut_off().await;
    giver.served.killed();
    giver.served.again();
    giver.line.mended(&giver.served.address);
    giver.has_given_it_once().await;
}
