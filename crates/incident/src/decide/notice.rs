//! Reports and texts leave the house.

use expr::Known;
use jiff::Timestamp;
use plan::{FieldValue, MetBy};
use sha2::{Digest, Sha256};

use super::evidence::digest;
use super::obligation;
use super::work::{Work, no_such};
use crate::command::is_before;
use crate::event::Event;
use crate::event::evidence::SealedFile;
use crate::event::notice::{Filed, Paper, PassLapsed, Passed, Written};
use crate::refusal::Refusal;

/// The most characters of what is said about a filing.
const SAID_MOST: usize = 200;

/// What is told of a filing besides its form.
pub(super) struct Sending<'a> {
    pub(super) channel: Option<&'a str>,
    pub(super) receipt: Option<&'a str>,
    pub(super) digest: Option<&'a str>,
    pub(super) paper: Option<&'a SealedFile>,
}

pub(super) fn file(
    work: &mut Work<'_>,
    form: &str,
    sending: &Sending<'_>,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let plan = work.plan;
    if !plan.forms.iter().any(|known| known.id == form) {
        return Err(no_such("form", form, plan.forms.iter().map(|form| form.id.as_str())));
    }
    check_confirmed(work)?;
    let at = work.told("at", at)?;
    let meets = MetBy::Filing(form.to_owned());
    obligation::check_left(work, at, |met_by| *met_by == meets)?;
    check_first(work, form, at)?;
    let (channel, receipt) = (said("channel", sending.channel)?, said("receipt", sending.receipt)?);
    let digest = sending.digest.map(|given| digest("digest", given)).transpose()?;
    let (form_id, paper) = (form.to_owned(), sending.paper.cloned());
    work.record(Event::FormFiled(Filed { form: form_id, at, channel, receipt, digest, paper }));
    obligation::meet_all(work, at, &format!("filing {form}"), |met_by| *met_by == meets);
    Ok(())
}

/// A report that turns out to have left before the one that met its duty moves what is counted from that: the one that met it is
/// struck first, or else the earlier one would be on record and nothing would run from it.
fn check_first(work: &Work<'_>, form: &str, at: Timestamp) -> Result<(), Refusal> {
    let by = format!("filing {form}");
    let newest = work.plan.obligations.iter().filter_map(|one| work.state.clocks_of(&one.id).next_back());
    let mut met = newest.filter_map(|clock| Some((clock, clock.met.as_ref()?)));
    match met.find(|(_, met)| met.by == by && is_before(at, met.at)) {
        Some((clock, met)) => Err(Refusal::FiledBefore {
            form: form.to_owned(),
            given: at.to_string(),
            clock: clock.id.to_string(),
            met: met.at.to_string(),
            position: met.position,
        }),
        None => Ok(()),
    }
}

fn said(field: &'static str, text: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let text = messages::one_line(text);
    check_length(field, &text, SAID_MOST)?;
    Ok(Some(text.into_owned()))
}

fn check_length(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    let given = text.chars().count();
    if given > most { Err(Refusal::TooLong { field: field.to_owned(), given, most }) } else { Ok(()) }
}

/// Writes a field that only a person can write. A text that legal has passed is another one afterwards: its pass lapses.
pub(super) fn write(
    work: &mut Work<'_>,
    paper: Paper,
    of: &str,
    field: &str,
    text: &str,
) -> Result<(), Refusal> {
    let plan = work.plan;
    let form = || plan.forms.iter().find(|form| form.id == of).map(|form| form.fields.as_slice());
    let fields = match paper {
        Paper::Form => {
            form().ok_or_else(|| no_such("form", of, plan.forms.iter().map(|form| form.id.as_str())))?
        }
        Paper::Notice => find(work, of)?.fields.as_slice(),
    };
    let by_hand = fields.iter().filter_map(|field| Some((field.id.as_str(), field.value.by_hand()?)));
    let by_hand: Vec<(&str, usize)> = by_hand.collect();
    let Some((_, most)) = by_hand.iter().find(|(id, _)| *id == field) else {
        return Err(no_such("field", field, by_hand.iter().map(|(id, _)| *id)));
    };
    let text = messages::lines(text.trim()).into_owned();
    check_length(field, &text, *most)?;
    if work.state.written(paper, of, field) == text {
        return Ok(());
    }
    let (of, field) = (of.to_owned(), field.to_owned());
    let passed = work.state.notices.get(&of).and_then(|notice| notice.passed.clone());
    work.record(Event::FieldWritten(Written { paper, of: of.clone(), field, text }));
    if let (Paper::Notice, Some((digest, _))) = (paper, passed) {
        work.record(Event::NoticePassLapsed(PassLapsed { notice: of, digest }));
    }
    Ok(())
}

/// Nothing leaves on an automatic start that nobody has accepted.
pub(super) fn check_confirmed(work: &Work<'_>) -> Result<(), Refusal> {
    if work.state.unconfirmed { Err(Refusal::Unconfirmed) } else { Ok(()) }
}

pub(super) fn pass(work: &mut Work<'_>, notice: &str, given: &str) -> Result<(), Refusal> {
    let found = find(work, notice)?;
    if found.passed_by != work.who.role {
        return Err(Refusal::OtherRole {
            role: work.who.role.clone(),
            allowed: vec![found.passed_by.clone()],
        });
    }
    let digest = digest("digest", given)?;
    // What lapses a pass is compared with what is known at this event: see `binding`.
    work.record(Event::NoticePassed(Passed { notice: notice.to_owned(), digest }));
    Ok(())
}

pub(super) fn find<'a>(work: &Work<'a>, notice: &str) -> Result<&'a plan::Notice, Refusal> {
    let notices = &work.plan.notices;
    let found = notices.iter().find(|known| known.id == notice);
    found.ok_or_else(|| no_such("notice", notice, notices.iter().map(|notice| notice.id.as_str())))
}

/// SHA-256 of what a pass binds: the template in every language, its channels, its fields, and what is known of the
/// facts in them. `then` is what was known when it was passed, `now` what is known now.
///
/// A field whose fact was wholly unknown when the text was passed is a bounded blank: it was passed to be filled in
/// later (a night need not wait for legal), so that its value is not part of what was passed. A value that was there
/// is.
pub(super) fn binding(plan: &plan::Plan, notice: &plan::Notice, then: &[Known], now: &[Known]) -> String {
    let mut hash = Sha256::new();
    let mut feed = |text: &str| {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text.as_bytes());
    };
    feed(&notice.id);
    for (language, texts) in &plan.texts.0 {
        feed(language);
        feed(texts.get(&notice.body.0).map_or("", String::as_str));
    }
    feed(&format!("{:?} {:?}", notice.audience, notice.channels));
    for field in &notice.fields {
        feed(&field.id);
        feed(&format!("{:?}", field.value));
        if field.value == FieldValue::Organisation {
            plan.languages.iter().for_each(|language| feed(plan.organisation(language).unwrap_or_default()));
        }
        let FieldValue::Fact(slot) = field.value else { continue };
        let fact = plan.catalogue.facts.get(slot);
        let blank =
            fact.is_none_or(|fact| then.get(slot).is_none_or(|known| *known == Known::unknown(&fact.kind)));
        feed(&if blank { String::new() } else { format!("{:?}", now.get(slot)) });
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
