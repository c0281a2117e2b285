//! What binds to a text as it stands: a pass to the text that was read, a filing to the paper that left.

use std::sync::Arc;

use desk::{CaseFile, CaseId, Desk, DeskError, Done, FiledBy, Leaving, LogKind};
use documents::{Filing, Letter, Numbering, Paper, filing, notice_digest};
use incident::event::notice::Paper as PaperKind;
use incident::state::Filing as Filed;
use incident::{Command, Recorded, State};
use jiff::{SignedDuration, Timestamp};
use messages::{Arg, Message};
use plan::{Field, FieldValue, Notice, Plan};

/// The command bound to what stands in the case: a pass is refused whose digest is of another text than the one that stands now,
/// fields written by hand included. (A filing is bound to its paper by [`file`].)
///
/// # Errors
/// What to say: which digest was given, and which one is that of the text.
pub fn bind(command: Command, file: &CaseFile, role: &str, now: Timestamp) -> Result<Command, Message> {
    let view = || views::case_folded(&file.folded(), documents::RECORD, now).map_err(|fault| fault.message());
    match command {
        Command::PassNotice { notice, digest } => {
            if let Some(found) = file.plan.notice(&notice) {
                let view = view()?;
                let by_hand = Letter::new(found, &file.plan, &view, messages::Language::English).by_hand;
                let expected = notice_digest(&file.plan, found, &by_hand);
                // Who may not pass it, and what is no digest at all, is told so by the case: without the digest that would do.
                let readable =
                    digest.trim().len() == 64 && digest.trim().bytes().all(|byte| byte.is_ascii_hexdigit());
                let other = !digest.trim().eq_ignore_ascii_case(&expected);
                if other && readable && found.passed_by == role {
                    let said = Message::new("server-pass-other").with("given", digest);
                    return Err(said.with("expected", expected));
                }
            }
            Ok(Command::PassNotice { notice, digest })
        }
        other => Ok(other),
    }
}

/// Whether the command says that a report left which is drawn up here: then [`file`] says it.
pub fn leaves(command: &Command, plan: &Plan) -> bool {
    matches!(command, Command::File { form, digest: None, .. } if plan.form(form).is_some())
}

/// Says that a report left, with the digest of its paper as it is drawn up at this moment, and keeps its Word file.
///
/// # Errors
/// As [`Desk::file_report`].
pub fn file<L: LogKind>(
    desk: &Desk<L>,
    case: &CaseId,
    command: &Command,
    by: &FiledBy,
) -> Result<Done, DeskError> {
    desk.file_report(case, by, &|file| leaving(command, file, by))
}

/// The paper as it would leave now.
fn leaving(command: &Command, file: &CaseFile, by: &FiledBy) -> Result<Leaving, DeskError> {
    let (mut command, mut bytes) = (command.clone(), Vec::new());
    if let Command::File { form, digest, at, .. } = &mut command
        && let Some(form) = file.plan.form(form)
    {
        let view = views::case_folded(&file.folded(), documents::RECORD, by.now);
        let view = view.map_err(|fault| DeskError::Damaged(fault.message()))?;
        let filed_at = Some(at.unwrap_or(by.now));
        let paper = filing(&Filing { filed_at, ..Filing::new(form, &file.plan, &view, &by.who.role) });
        bytes = documents::docx(&paper).map_err(|fault| DeskError::Damaged(fault.message()))?;
        *digest = Some(paper.digest);
    }
    Ok(Leaving { command, bytes })
}

/// The required fields of a notice that only people can write and nobody has: legal passes no text with holes in it. (A template passed
/// in advance, with its blanks filled for a wave, is the business of the command line.)
pub fn blanks<'a>(plan: &Plan, state: &State, notice: &'a Notice) -> Vec<&'a Field> {
    let named = || notice.languages.iter().all(|language| plan.organisation(language).is_some());
    let given = |field: &Field| field.value == FieldValue::Organisation && named();
    let written = |field: &Field| !state.written(PaperKind::Notice, &notice.id, &field.id).is_empty();
    let by_hand = notice.fields.iter().filter(|field| field.required && field.value.by_hand().is_some());
    by_hand.filter(|field| !written(field) && !given(field)).collect()
}

/// Why a text cannot be passed as it stands, where the command would pass one: what is still blank.
pub(crate) fn unready(command: &Command, file: &CaseFile) -> Option<Message> {
    let Command::PassNotice { notice, .. } = command else { return None };
    let blanks = blanks(&file.plan, &file.state, file.plan.notice(notice)?);
    let labels: Vec<Arg> = blanks.iter().map(|field| file.plan.label(&field.label).into()).collect();
    (!labels.is_empty()).then(|| Message::new("server-pass-blank").with("fields", labels))
}

/// A report as it was filed, and whether it is the one that left.
#[derive(Debug, Clone)]
pub struct AsFiled {
    /// Drawn up again from what the case knew then. Where it is not the paper that was filed, it says so on its face.
    pub paper: Paper,
    /// What holding it against the record gave.
    pub held: Held,
}

/// What holding a paper against the digest of its filing gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// It is the paper that was filed: the digests are the same.
    Same,
    /// It is the paper of a filing that was told afterwards: drawn up when it was told, it can hold more than what left.
    Told,
    /// It is another one: what was filed was drawn up elsewhere, or what it was drawn up from or by is no longer the same.
    Differs {
        /// The digest in the record.
        recorded: String,
        /// The digest of what can be drawn up now.
        drawn: String,
        /// The Word file that was filed is kept.
        kept: bool,
    },
    /// No digest was recorded with the filing: nobody can tell.
    NotRecorded,
}

impl Held {
    /// What to tell a reader.
    pub fn message(&self) -> Message {
        match self {
            Held::Same => Message::new("server-filed-same"),
            Held::Told => Message::new("server-filed-told"),
            Held::Differs { recorded, drawn, kept } => {
                let key = if *kept { "server-filed-differs-kept" } else { "server-filed-differs" };
                Message::new(key).with("recorded", short(recorded)).with("drawn", short(drawn))
            }
            Held::NotRecorded => Message::new("server-filed-not-recorded"),
        }
    }

    fn of(filed: &Filed, recorded_at: Timestamp, drawn: &str) -> Held {
        let kept = filed.paper.is_some();
        match filed.digest.as_deref() {
            None => Held::NotRecorded,
            Some(recorded) if recorded == drawn && recorded_at.duration_since(filed.at) >= AFTERWARDS => {
                Held::Told
            }
            Some(recorded) if recorded == drawn => Held::Same,
            Some(recorded) => Held::Differs { recorded: recorded.to_owned(), drawn: drawn.to_owned(), kept },
        }
    }
}

/// A filing told so much later than it was done was not drawn up for it.
const AFTERWARDS: SignedDuration = SignedDuration::from_mins(1);

/// Enough of a digest to compare by eye.
fn short(digest: &str) -> String {
    format!("{}…", digest.chars().take(12).collect::<String>())
}

/// A report as it was filed, drawn up again from what the case knew then by the plan it then ran on, and held against the
/// digest that was recorded; `None` if there is no such form.
///
/// # Errors
/// If the case, or the plan of that time, cannot be read.
pub fn as_filed<L: LogKind>(
    desk: &Desk<L>,
    file: &CaseFile,
    filed: &Filed,
) -> Result<Option<AsFiled>, Message> {
    let end = file.events.partition_point(|event| event.position < filed.position);
    let Some(event) = file.events.get(end) else { return Ok(None) };
    // What fell due until then stands before the filing, in the same act; the paper was drawn up before all of it.
    let same_act = |one: &Recorded| one.recorded_at == event.recorded_at && one.actor == event.actor;
    let before = file.events.get(..end).unwrap_or_default();
    let begin = before.iter().rposition(|one| !same_act(one)).map_or(0, |place| place + 1);
    let pinned = incident::fold(before).plan.map(|plan| plan.digest);
    let plan = match pinned.filter(|digest| *digest != file.plan.digest) {
        Some(digest) => desk.plan(&digest).map_err(|fault| fault.message())?,
        None => Arc::clone(&file.plan),
    };
    let Some(form) = plan.form(&filed.form) else { return Ok(None) };
    let mut found = None;
    // Reports filed by an older version of the program have its numbers, and said less.
    let drawn = [(Numbering::ByForm, true), (Numbering::ByForm, false), (Numbering::ByVersion, false)];
    let tries = drawn.into_iter().flat_map(|drawn| [(end, drawn), (begin, drawn)]);
    for (upto, (numbering, reach)) in tries {
        let events = file.events.get(..upto).unwrap_or_default();
        let view = views::case(file.id.as_str(), file.number, events, &plan, event.recorded_at);
        let view = view.map_err(|fault| fault.message())?;
        let of = Filing::new(form, &plan, &view, &filed.by.role);
        let paper = filing(&Filing { filed_at: Some(filed.at), numbering, reach, ..of });
        let held = Held::of(filed, event.recorded_at, &paper.digest);
        let is_settled = !matches!(held, Held::Differs { .. });
        if found.is_none() || is_settled {
            found = Some(AsFiled { paper, held });
        }
        if is_settled {
            break;
        }
    }
    if let Some(AsFiled { paper, held: held @ Held::Differs { .. } }) = &mut found {
        paper.standing = held.message().in_language(paper.language);
        paper.may_leave = false;
    }
    Ok(found)
}
