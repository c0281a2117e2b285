//! Progress of long work: share, rate and time left, often on a terminal, seldom into a file.

use std::time::{Duration, Instant};

use exposure::{Progress, Stage};
use messages::Message;

use crate::clock;
use crate::door::Door;
use crate::figures;

/// Between two lines on a terminal.
const PAUSE_WATCHED: Duration = Duration::from_millis(200);
/// Between two lines in a file.
const PAUSE_LOGGED: Duration = Duration::from_secs(10);

/// Shows how far an assessment is.
pub struct Meter<'a> {
    door: &'a mut Door,
    began: Instant,
    last: Instant,
}

impl<'a> Meter<'a> {
    /// A meter that starts now.
    pub fn new(door: &'a mut Door) -> Meter<'a> {
        let began = clock::started();
        Meter { door, began, last: began }
    }

    /// Shows `progress`, unless the last line is too fresh.
    pub fn show(&mut self, progress: &Progress) {
        let pause = if self.door.is_watched() { PAUSE_WATCHED } else { PAUSE_LOGGED };
        let now = clock::started();
        if now.duration_since(self.last) < pause {
            return;
        }
        self.last = now;
        let message = sentence(progress, now.duration_since(self.began));
        self.door.progress(&message);
    }

    /// Shows how much of what is taken in is sealed, unless the last line is too fresh.
    pub fn sealing(&mut self, bytes_done: u64, bytes_total: u64) {
        let pause = if self.door.is_watched() { PAUSE_WATCHED } else { PAUSE_LOGGED };
        let now = clock::started();
        if now.duration_since(self.last) < pause {
            return;
        }
        self.last = now;
        let (rate, left) = pace(bytes_done, bytes_total, now.duration_since(self.began));
        let message = Message::new("cli-progress-sealing")
            .with("done", figures::bytes(bytes_done))
            .with("total", figures::bytes(bytes_total))
            .with("rate", figures::bytes(rate))
            .with("left", figures::elapsed(i64::try_from(left).unwrap_or(i64::MAX)));
        self.door.progress(&message);
    }

    /// Shows how many entries of a log were read, unless the last line is too fresh.
    pub fn looking(&mut self, seen: desk::Seen) {
        let pause = if self.door.is_watched() { PAUSE_WATCHED } else { PAUSE_LOGGED };
        let now = clock::started();
        if now.duration_since(self.last) < pause {
            return;
        }
        self.last = now;
        let (rate, left) = pace(seen.entries, seen.of, now.duration_since(self.began));
        let message = Message::new("cli-progress-looking")
            .with("done", figures::count(seen.entries))
            .with("total", figures::count(seen.of))
            .with("rate", figures::count(rate))
            .with("left", figures::elapsed(i64::try_from(left).unwrap_or(i64::MAX)));
        self.door.progress(&message);
    }

    /// Takes the fleeting line away.
    pub fn done(&mut self) {
        self.door.clear();
    }
}

fn sentence(progress: &Progress, elapsed: Duration) -> Message {
    let key = match progress.stage {
        Stage::Register => return Message::new("cli-progress-register"),
        Stage::Merging => return Message::new("cli-progress-merging"),
        Stage::Counting => return Message::new("cli-progress-counting"),
        Stage::Reading if progress.bytes_total.is_some() => "cli-progress-reading-of",
        Stage::Reading => "cli-progress-reading",
    };
    let total = progress.bytes_total.unwrap_or(0);
    let (rate, left) = pace(progress.bytes_done, total, elapsed);
    Message::new(key)
        .with("done", figures::bytes(progress.bytes_done))
        .with("total", figures::bytes(total))
        .with("share", progress.bytes_done.saturating_mul(100).checked_div(total).unwrap_or(0).min(100))
        .with("rate", figures::bytes(rate))
        .with("rows", figures::count(progress.rows))
        .with("left", figures::elapsed(i64::try_from(left).unwrap_or(i64::MAX)))
}

/// Bytes (or entries) a second so far, and the seconds the rest takes at that rate.
fn pace(done: u64, total: u64, elapsed: Duration) -> (u64, u64) {
    let millis = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    let rate = done.saturating_mul(1000) / millis;
    (rate, total.saturating_sub(done).checked_div(rate).unwrap_or(0))
}
