//! What binds to a text as it stands: a pass to the text that was read, a filing to the paper that left.

use desk::CaseFile;
use documents::{Filing, Letter, Paper, filing, notice_digest};
use incident::Command;
use incident::state::Filing as Filed;
use jiff::Timestamp;
use messages::Message;

/// The command bound to what stands in the case: a pass is refused whose digest is of another text than the one that stands now,
/// fields written by hand included; a filing gets the digest of its paper as it is drawn up at this moment.
///
/// # Errors
/// What to say: which digest was given, and which one is that of the text.
pub fn bind(command: Command, file: &CaseFile, role: &str, now: Timestamp) -> Result<Command, Message> {
    let of = views::Folded {
        id: file.id.as_str(),
        number: file.number,
        state: &file.state,
        events: &file.events,
        plan: &file.plan,
    };
    let view = || views::case_folded(&of, documents::RECORD, now).map_err(|fault| fault.message());
    match command {
        Command::PassNotice { notice, digest } => {
            if let Some(found) = file.plan.notice(&notice) {
                let view = view()?;
                let by_hand = Letter::new(found, &file.plan, &view, messages::Language::English).by_hand;
                let expected = notice_digest(&file.plan, found, &by_hand);
                if !digest.trim().eq_ignore_ascii_case(&expected) {
                    let said = Message::new("server-pass-other").with("given", digest);
                    return Err(said.with("expected", expected));
                }
            }
            Ok(Command::PassNotice { notice, digest })
        }
        Command::File { form, channel, receipt, digest: None, at } => {
            let found = file.plan.form(&form);
            let view = view()?;
            let filed_at = Some(at.unwrap_or(now));
            let drawn =
                found.map(|form| filing(&Filing { filed_at, ..Filing::new(form, &file.plan, &view, role) }));
            Ok(Command::File { form, channel, receipt, digest: drawn.map(|paper| paper.digest), at })
        }
        other => Ok(other),
    }
}

/// A report as it was filed, drawn up again from what the case knew then; `None` if there is no such form.
///
/// # Errors
/// If the case cannot be read.
pub fn as_filed(file: &CaseFile, filed: &Filed) -> Result<Option<Paper>, Message> {
    let Some(form) = file.plan.form(&filed.form) else { return Ok(None) };
    let before: Vec<incident::Recorded> =
        file.events.iter().take_while(|event| event.position < filed.position).cloned().collect();
    let at = file.events.iter().find(|event| event.position == filed.position).map(|event| event.recorded_at);
    let view = views::case(file.id.as_str(), file.number, &before, &file.plan, at.unwrap_or(filed.at));
    let view = view.map_err(|fault| fault.message())?;
    let of = Filing { filed_at: Some(filed.at), ..Filing::new(form, &file.plan, &view, &filed.by.role) };
    Ok(Some(filing(&of)))
}
