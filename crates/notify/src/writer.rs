//! Drawing letters up: as of the moment at which their wave began, so that each says the same whenever it leaves.

use std::collections::BTreeMap;

use desk::{CaseFile, Taken, Wave};
use documents::{Letter, Paper, Recipient};
use jiff::Timestamp;
use messages::Language;
use plan::{Notice, Plan};
use serde::{Deserialize, Serialize};
use views::CaseView;

use crate::NotifyError;
use crate::addressee::Addressee;
use crate::letter_id::LetterId;
use crate::mail::{Head, domain, mail};
use crate::smtp::{Envelope, as_sent};

/// What the letters of a wave are drawn up with besides the case: `letter` of `wave.begun`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Frame {
    /// The sender's address; bounces come back to it.
    pub from: String,
    /// Who writes, as readers see it.
    pub sender: Option<String>,
    /// Their language, a tag.
    pub language: String,
    /// What was written for this wave alone into fields written by hand; the rest is what the case has in them.
    pub by_hand: BTreeMap<String, String>,
}

/// Draws the letters of one wave up.
pub struct Writer {
    plan: std::sync::Arc<Plan>,
    notice: String,
    view: CaseView,
    frame: Frame,
    language: Language,
    /// Found once: the record of a long case is not searched for each letter.
    passed: Option<String>,
    /// What stands in the fields written by hand: what the case has, and over it what the frame has.
    by_hand: BTreeMap<String, String>,
}

impl Writer {
    /// For a wave that is about to begin.
    ///
    /// # Errors
    /// If the case cannot be folded, the plan has no such notice, or the frame's language is not one of the notice.
    pub fn new(file: &CaseFile, notice: &str, frame: Frame, as_of: Timestamp) -> Result<Writer, NotifyError> {
        let mut view = views::case(file.id.as_str(), file.number, &file.events, &file.plan, as_of)
            .map_err(|fault| NotifyError::Broken(fault.message()))?;
        let known =
            file.plan.notice(notice).ok_or_else(|| NotifyError::NoSuchNotice { given: notice.to_owned() })?;
        let spoken = known.languages.contains(&frame.language);
        let language = frame.language.parse().ok().filter(|_| spoken).ok_or_else(|| {
            let written = |language: &&String| language.parse::<Language>().is_ok();
            let known: Vec<&str> = known.languages.iter().filter(written).map(String::as_str).collect();
            NotifyError::Language { given: frame.language.clone(), known: known.join(", ") }
        })?;
        let Letter { passed, mut by_hand, .. } = Letter::new(known, &file.plan, &view, language);
        by_hand.extend(frame.by_hand.clone());
        // A letter asks nothing more of the record.
        view.timeline.clear();
        let plan = std::sync::Arc::clone(&file.plan);
        Ok(Writer { plan, notice: notice.to_owned(), view, frame, language, passed, by_hand })
    }

    /// For a wave that began earlier: the case as it was then.
    ///
    /// # Errors
    /// As [`Writer::new`]; if what stands in the wave cannot be read.
    pub fn of(file: &CaseFile, wave: &Wave) -> Result<Writer, NotifyError> {
        let frame: Frame = serde_json::from_value(wave.letter.clone())
            .map_err(|error| NotifyError::Broken(messages::outside_words(&error.to_string())))?;
        Writer::new(&file.as_of(wave.as_of), &wave.row.notice, frame, wave.as_of)
    }

    fn notice(&self) -> Option<&Notice> {
        self.plan.notice(&self.notice)
    }

    /// The letter to somebody.
    pub fn paper(&self, recipient: &Recipient) -> Option<Paper> {
        Some(documents::letter(&Letter {
            notice: self.notice()?,
            plan: &self.plan,
            case: &self.view,
            language: self.language,
            sender: self.frame.sender.as_deref(),
            by_hand: self.by_hand.clone(),
            recipient: Some(recipient),
            passed: self.passed.clone(),
        }))
    }

    /// The digest of the text that legal passed and that has not lapsed.
    pub fn passed(&self) -> Option<String> {
        self.passed.clone()
    }

    /// The message of a letter that was taken; `None` if it may not leave, or its address cannot be used.
    pub fn envelope(&self, wave: &Wave, taken: &Taken) -> Option<Envelope> {
        let addressee = Addressee::read(&taken.row)?;
        let to = addressee.email.get(usize::try_from(taken.way).ok()?)?;
        let id = LetterId::of(&wave.row.id, taken);
        let paper = self.paper(&addressee.recipient(Some(id.code()))).filter(|paper| paper.may_leave)?;
        let (to, from) = (as_sent(to), as_sent(&self.frame.from));
        let sender = &self.frame.sender;
        let sender = sender.as_deref().or(paper.sender.as_deref());
        let head = Head { from: &from, sender, date: wave.as_of };
        let text = mail(&paper, &head, &to, &id.in_domain(domain(&from)))?;
        Some(Envelope { to, text })
    }
}
