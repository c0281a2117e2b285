//! A moment that a form asks for: day, time of day and how it is answered, read in the plan's zone.

use incident::Given;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use messages::Message;
use plan::Fact;

use super::frame::zone_name;
use super::names::Names;
use crate::ask::Fields;
use crate::look::moment::{Answer, Moment, Part};

/// A moment that was asked for, as it was answered.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// Name of the group of fields.
    pub(super) name: String,
    /// The day as typed.
    pub(super) day: String,
    /// The time of day as typed.
    pub(super) time: String,
    /// How it was answered.
    pub(super) answer: Answer,
}

impl Asked {
    /// What the form sent about the moment `name`; `None` where it was neither asked nor answered.
    pub(super) fn of(form: &Fields, name: &str) -> Option<Asked> {
        let part = |part: &str| form.typed(&format!("{name}-{part}")).trim().to_owned();
        let (day, time) = (part("day"), part("time"));
        let chosen = Answer::of_word(&part("answer"));
        if chosen.is_none() && day.is_empty() && time.is_empty() {
            return None;
        }
        Some(Asked { name: name.to_owned(), day, time, answer: chosen.unwrap_or(Answer::At) })
    }

    /// The question unanswered: `answer` is what stands chosen.
    pub(super) fn open(name: &str, answer: Answer) -> Asked {
        Asked { name: name.to_owned(), day: String::new(), time: String::new(), answer }
    }

    /// What it says, in the words in which a fact is stated: `2026-03-01T01:00:00Z`, `<=…`, `>=…`, `never`, `unknown`.
    ///
    /// # Errors
    /// Which part cannot be read, and what would do.
    pub(super) fn words(&self, zone: &TimeZone) -> Result<String, (Part, Message)> {
        Ok(match self.answer {
            Answer::Unknown => "unknown".to_owned(),
            Answer::Never => "never".to_owned(),
            Answer::At => self.moment(zone)?.to_string(),
            Answer::Before => format!("<={}", self.moment(zone)?),
            Answer::After => format!(">={}", self.moment(zone)?),
        })
    }

    /// What it says of `fact`.
    ///
    /// # Errors
    /// As [`Asked::words`].
    pub(super) fn given(&self, fact: &Fact, zone: &TimeZone) -> Result<Given, (Part, Message)> {
        incident::statement(fact, &self.words(zone)?, zone).map_err(|fault| (Part::Day, fault.message()))
    }

    fn moment(&self, zone: &TimeZone) -> Result<Timestamp, (Part, Message)> {
        let wrong =
            |part, key: &'static str, given: &str| (part, Message::new(key).with("given", given.to_owned()));
        let day: Result<Date, _> = self.day.parse();
        let day = day.map_err(|_| match self.day.is_empty() {
            true => (Part::Day, Message::new("server-day-missing")),
            false => wrong(Part::Day, "server-day-unreadable", &self.day),
        })?;
        let time = Time::strptime("%H:%M:%S", &self.time).or_else(|_| Time::strptime("%H:%M", &self.time));
        let unreadable = || match self.time.is_empty() {
            true => (Part::Time, Message::new("server-time-missing")),
            false => wrong(Part::Time, "server-time-unreadable", &self.time),
        };
        let time = time.map_err(|_| unreadable())?;
        // Both can be read; the day lies where no moment can be counted with.
        let moment = day.to_datetime(time).to_zoned(zone.clone());
        Ok(moment.map_err(|_| wrong(Part::Day, "server-day-beyond", &self.day))?.timestamp())
    }

    /// The fields, with what was typed and what is wrong with it.
    pub(super) fn shown(
        &self,
        names: &Names<'_>,
        label: String,
        answers: &[Answer],
        help: Option<String>,
        fault: Option<(Part, String)>,
    ) -> Moment {
        Moment {
            name: self.name.clone(),
            label,
            day: self.day.clone(),
            time: self.time.clone(),
            zone: zone_name(&names.plan.zone),
            answers: answers.to_vec(),
            answer: self.answer,
            help,
            fault,
        }
    }
}
