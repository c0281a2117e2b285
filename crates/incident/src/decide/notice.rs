//! Reports and texts leave the house.

use jiff::Timestamp;
use plan::MetBy;

use super::evidence::digest;
use super::obligation;
use super::work::{Work, no_such};
use crate::event::Event;
use crate::event::notice::{Filed, Passed, Sent};
use crate::refusal::Refusal;

pub(super) fn file(work: &mut Work<'_>, form: &str, at: Option<Timestamp>) -> Result<(), Refusal> {
    let plan = work.plan;
    if !plan.forms.iter().any(|known| known.id == form) {
        return Err(no_such("form", form, plan.forms.iter().map(|form| form.id.as_str())));
    }
    check_confirmed(work)?;
    let at = work.told("at", at)?;
    work.record(Event::FormFiled(Filed { form: form.to_owned(), at }));
    obligation::meet_all(work, at, &format!("filing {form}"), |met_by| {
        *met_by == MetBy::Filing(form.to_owned())
    });
    Ok(())
}

/// Nothing leaves on an automatic start that nobody has accepted.
fn check_confirmed(work: &Work<'_>) -> Result<(), Refusal> {
    if work.state.unconfirmed { Err(Refusal::Unconfirmed) } else { Ok(()) }
}

pub(super) fn pass(work: &mut Work<'_>, notice: &str, given: &str) -> Result<(), Refusal> {
    let found = find(work, notice)?;
    if found.passed_by != work.who.role {
        return Err(Refusal::OtherRole { role: work.who.role.clone(), allowed: found.passed_by.clone() });
    }
    let digest = digest("digest", given)?;
    work.record(Event::NoticePassed(Passed { notice: notice.to_owned(), digest }));
    Ok(())
}

pub(super) fn sent(
    work: &mut Work<'_>,
    notice: &str,
    count: u64,
    given: Option<&str>,
    at: Option<Timestamp>,
) -> Result<(), Refusal> {
    let role = find(work, notice)?.passed_by.clone();
    check_confirmed(work)?;
    let given = given.map(|given| digest("digest", given)).transpose()?;
    let passed = work.state.notices.get(notice).and_then(|notice| notice.passed.as_ref());
    let fits = |passed: &&(String, _)| given.as_ref().is_none_or(|given| *given == passed.0);
    let Some((digest, _)) = passed.filter(fits).cloned() else {
        return Err(Refusal::NotPassed { notice: notice.to_owned(), role });
    };
    let at = work.told("at", at)?;
    work.record(Event::NoticeSent(Sent { notice: notice.to_owned(), digest, count, at }));
    let by = format!("notice {notice}");
    obligation::meet_all(work, at, &by, |met_by| *met_by == MetBy::Notice(notice.to_owned()));
    Ok(())
}

fn find<'a>(work: &Work<'a>, notice: &str) -> Result<&'a plan::Notice, Refusal> {
    let notices = &work.plan.notices;
    let found = notices.iter().find(|known| known.id == notice);
    found.ok_or_else(|| no_such("notice", notice, notices.iter().map(|notice| notice.id.as_str())))
}
