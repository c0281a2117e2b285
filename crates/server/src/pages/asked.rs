//! A moment that a form asks for: day, time of day and how it is answered, read in the plan's zone.

use incident::{Given, Refusal};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use messages::Message;
use plan::Fact;

use super::frame::zone_name;
use super::names::Names;
use crate::ask::Fields;
use crate::look::moment::{Answer, Moment, Part};

/// What is wrong with a moment, and with which of its parts: all of it, the day first.
pub(super) type Faults = Vec<(Part, Message)>;

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
    /// Which parts cannot be read, and what would do.
    pub(super) fn words(&self, zone: &TimeZone) -> Result<String, Faults> {
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
    pub(super) fn given(&self, fact: &Fact, zone: &TimeZone) -> Result<Given, Faults> {
        incident::statement(fact, &self.words(zone)?, zone)
            .map_err(|fault| vec![(Part::Day, fault.message())])
    }

    /// The moment, read by the rule of every other moment that people tell: a time that the zone's clocks skipped or showed twice is
    /// not guessed at, and both its readings are said.
    fn moment(&self, zone: &TimeZone) -> Result<Timestamp, Faults> {
        let (day, time) = match (self.read_day(), self.read_time()) {
            (Ok(day), Ok(time)) => (day, time),
            (day, time) => {
                let day = day.err().map(|fault| (Part::Day, fault));
                let time = time.err().map(|fault| (Part::Time, fault));
                return Err(day.into_iter().chain(time).collect());
            }
        };
        let (time, offset) = time;
        let local = format!("{day} {time}");
        let told = format!("{local}{offset}");
        incident::moment(&told, zone).ok_or_else(|| {
            let beyond = || (Part::Day, given("server-day-beyond", &self.day));
            vec![match incident::unclear(&local, zone).filter(|_| offset.is_empty()) {
                Some(Refusal::AmbiguousTime { one, other, twice, .. }) => {
                    let key = if twice { "server-time-twice" } else { "server-time-skipped" };
                    let shown = format!("{} {}", self.day, self.time);
                    let said = given(key, &shown).with("one", one.replace('T', " "));
                    (Part::Time, said.with("other", other.replace('T', " ")))
                }
                _ if offset.is_empty() => beyond(),
                // The same day and time without the offset would do: the offset is none.
                _ if incident::moment(&local, zone).is_some() => {
                    (Part::Time, given("server-time-unreadable", &self.time))
                }
                _ => beyond(),
            }]
        })
    }

    fn read_day(&self) -> Result<Date, Message> {
        self.day.parse().map_err(|_| match self.day.is_empty() {
            true => Message::new("server-day-missing"),
            false => given("server-day-unreadable", &self.day),
        })
    }

    /// The time of day, and the offset behind it as a moment is written: `+08:00`, `Z`, or nothing.
    fn read_time(&self) -> Result<(Time, String), Message> {
        let typed = self.time.replace('\u{2212}', "-");
        let (time, offset) = typed.split_at(typed.find(['+', '-', 'Z']).unwrap_or(typed.len()));
        let time = time.trim_end();
        let read = Time::strptime("%H:%M:%S", time).or_else(|_| Time::strptime("%H:%M", time));
        read.map(|read| (read, offset.to_owned())).map_err(|_| match self.time.is_empty() {
            true => Message::new("server-time-missing"),
            false => given("server-time-unreadable", &self.time),
        })
    }

    /// The fields, with what was typed and what is wrong with it.
    pub(super) fn shown(
        &self,
        names: &Names<'_>,
        label: String,
        answers: &[Answer],
        help: Option<String>,
        faults: Vec<(Part, String)>,
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
            faults,
        }
    }
}

fn given(key: &'static str, given: &str) -> Message {
    Message::new(key).with("given", given.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(day: &str, time: &str) -> Result<String, Vec<(Part, &'static str)>> {
        let zone = TimeZone::get("America/New_York").unwrap();
        let asked = Asked { day: day.to_owned(), time: time.to_owned(), ..Asked::open("known", Answer::At) };
        asked
            .words(&zone)
            .map_err(|faults| faults.into_iter().map(|(part, fault)| (part, fault.key())).collect())
    }

    #[test]
    fn a_time_that_clocks_skipped_or_showed_twice_is_asked_about_and_its_offset_says_which_is_meant() {
        assert_eq!(read("2026-11-01", "00:59"), Ok("2026-11-01T04:59:00Z".to_owned()));
        assert_eq!(read("2026-11-01", "01:30"), Err(vec![(Part::Time, "server-time-twice")]));
        assert_eq!(read("2026-11-01", "01:30-04:00"), Ok("2026-11-01T05:30:00Z".to_owned()));
        for later in ["01:30-05:00", "01:30 -05:00", "1:30:00\u{2212}05:00", "06:30Z"] {
            assert_eq!(read("2026-11-01", later), Ok("2026-11-01T06:30:00Z".to_owned()), "{later}");
        }
        assert_eq!(read("2026-03-08", "02:30"), Err(vec![(Part::Time, "server-time-skipped")]));
        assert_eq!(read("2026-03-08", "03:30"), Ok("2026-03-08T07:30:00Z".to_owned()));
        let zone = TimeZone::get("America/New_York").unwrap();
        let asked = Asked {
            day: "2026-11-01".to_owned(),
            time: "01:30".to_owned(),
            ..Asked::open("known", Answer::At)
        };
        let said = asked.words(&zone).unwrap_err().remove(0).1.to_string();
        for reading in ["2026-11-01 01:30", "2026-11-01 01:30-04:00", "2026-11-01 01:30-05:00"] {
            assert!(said.contains(reading), "{said}");
        }
    }

    #[test]
    fn a_wrong_day_and_a_wrong_time_are_said_together_and_no_offset_is_made_up() {
        let both = vec![(Part::Day, "server-day-unreadable"), (Part::Time, "server-time-unreadable")];
        assert_eq!(read("tomorrow", "noon"), Err(both));
        assert_eq!(
            read("", ""),
            Err(vec![(Part::Day, "server-day-missing"), (Part::Time, "server-time-missing")])
        );
        assert_eq!(read("2026-02-30", "09:00"), Err(vec![(Part::Day, "server-day-unreadable")]));
        for wrong in ["09:00+", "09:00+25:00", "09:00+8", "09:00 UTC", "+08:00", "9 Z"] {
            assert_eq!(
                read("2026-03-01", wrong),
                Err(vec![(Part::Time, "server-time-unreadable")]),
                "{wrong}"
            );
        }
        assert_eq!(read("9999-12-31", "23:00"), Err(vec![(Part::Day, "server-day-beyond")]));
    }
}
