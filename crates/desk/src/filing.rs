//! A report that leaves is kept as it left: its Word file sealed beside the evidence, named by the event that says it was filed. All in
//! one act: the case has the filing with its paper, or neither.

use std::cell::Cell;

use incident::event::evidence::SealedFile;
use incident::{Actor, Command};
use jiff::Timestamp;
use plan::Right;

use crate::act::TRIES;
use crate::{Act, CaseFile, CaseId, Desk, DeskError, Done, LogKind, Sealed};

/// The longest paper that is read, bytes.
const PAPER_MOST: u64 = 64 << 20;

/// A paper as it would leave from the case as it stands.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// The command that says it left, with its digest and without its file.
    pub command: Command,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
}

/// Who files, and when.
#[derive(Debug, Clone)]
pub struct FiledBy {
    /// Who.
    pub who: Actor,
    /// When it happened, as told.
    pub occurred_at: Option<Timestamp>,
    /// Now.
    pub now: Timestamp,
}

impl<L: LogKind> Desk<L> {
    /// Says that a report left, and keeps it. `draw` draws it up from the case as it stands, and is asked again whenever somebody else
    /// was faster: what is kept is the paper of the case as it is written to.
    ///
    /// # Errors
    /// As [`Desk::act_upon`], and whatever `draw` returns.
    pub fn file_report(
        &self,
        case: &CaseId,
        by: &FiledBy,
        draw: &dyn Fn(&CaseFile) -> Result<Leaving, DeskError>,
    ) -> Result<Done, DeskError> {
        for _ in 0..TRIES {
            let leaving = draw(&self.case(case)?)?;
            let sealed =
                self.seal_with(Right::File, case, &by.who, &mut leaving.bytes.as_slice(), &mut |_| {})?;
            let is_other = Cell::new(false);
            let acts = |file: &CaseFile| {
                let now = draw(file)?;
                if now.bytes != leaving.bytes {
                    is_other.set(true);
                    return Err(DeskError::Busy);
                }
                let FiledBy { who, occurred_at, now: at } = by.clone();
                Ok(vec![Act { command: with(now.command, &sealed), who, occurred_at, now: at }])
            };
            match self.act_upon_sealed(case, std::slice::from_ref(&sealed), &acts) {
                Err(DeskError::Busy) if is_other.get() => {}
                done => return done,
            }
        }
        Err(DeskError::Busy)
    }

    /// The Word file of a filing, byte for byte as it was filed.
    ///
    /// # Errors
    /// If it is gone or altered.
    pub fn filed_paper(&self, case: &CaseId, paper: &SealedFile) -> Result<Vec<u8>, DeskError> {
        self.kept(case, paper, PAPER_MOST)
    }
}

fn with(command: Command, sealed: &Sealed) -> Command {
    match command {
        Command::File { form, channel, receipt, digest, at, .. } => {
            Command::File { form, channel, receipt, digest, paper: Some(sealed.file()), at }
        }
        other => other,
    }
}
