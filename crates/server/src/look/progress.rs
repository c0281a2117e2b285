//! Long work: how much is done, how fast, how long it takes, and that it may be stopped.

use maud::{Markup, html};
use messages::{Language, Message};

use super::{bars, say};

/// How far a job is, worded in its own unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Id of the element, unique on the page; news about the job replaces the element of this id.
    pub id: String,
    /// What is being done: "E-7 scans · reading text".
    pub title: String,
    /// Share done in thousandths; `None` where the whole is not known.
    pub share: Option<u16>,
    /// Done of total: "1,860 of 3,000 pages".
    pub done: String,
    /// "3 pages a second".
    pub rate: Option<String>,
    /// Time left, worded; `None` where it cannot be told.
    pub left: Option<String>,
    /// It may be stopped and resumed.
    pub resumable: bool,
}

/// The block.
pub fn progress(job: &Progress, language: Language) -> Markup {
    let percent = job.share.map(|share| format!("{}\u{a0}%", share / 10));
    html! {
        section.progress id=(job.id) {
            h3 {
                (job.title)
                @match &percent {
                    Some(percent) => { span.figure { (percent) } }
                    None => { span.caption { (say(language, "look-total-unknown")) } }
                }
            }
            @match job.share {
                Some(share) => { progress.sr max="1000" value=(share) aria-label=(job.title) {} (bars::track(share)) }
                None => { progress.sr aria-label=(job.title) {} (bars::track(0)) }
            }
            p.under {
                span {
                    (job.done)
                    @if let Some(rate) = &job.rate { " · " (rate) }
                    @if job.resumable { " · " (say(language, "look-resumable")) }
                }
                @if let Some(left) = &job.left {
                    span { (Message::new("look-time-left").with("left", left.as_str()).in_language(language)) }
                }
            }
        }
    }
}
