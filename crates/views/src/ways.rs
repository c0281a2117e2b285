use incident::state::{NoticeState, Telling};
use jiff::Timestamp;
use plan::Channel;
use serde::Serialize;

use crate::reach;

/// One way of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WayView {
    /// The word that plans write for it: `app`, `sms`, `email`, ….
    pub way: &'static str,
    /// When it went this way, as told; `None`: not yet.
    pub told_at: Option<Timestamp>,
    /// To how many.
    pub count: Option<u64>,
    /// To how many in all, with this text.
    pub in_all: Option<u64>,
    /// Role that said so.
    pub by: Option<String>,
    /// Position of the word, by which it is struck.
    pub event: Option<u64>,
    /// Digest of the text that was told.
    pub digest: Option<String>,
    /// Another text is passed now: that one has not gone this way.
    pub earlier: bool,
}

impl WayView {
    /// The way, with the newest word that the notice went so.
    pub(crate) fn of(way: Channel, told: Option<(&Telling, &NoticeState)>) -> WayView {
        let passed = told.and_then(|(_, notice)| notice.passed.as_ref());
        let in_all = told.map(|(told, notice)| reach::of_text(notice, way, &told.digest));
        let told = told.map(|(told, _)| told);
        WayView {
            way: way.word(),
            told_at: told.map(|told| told.at),
            count: told.map(|told| told.count),
            in_all,
            by: told.map(|told| told.by.role.clone()),
            event: told.map(|told| told.position),
            digest: told.map(|told| told.digest.clone()),
            earlier: told.zip(passed).is_some_and(|(told, (digest, _))| told.digest != *digest),
        }
    }
}
