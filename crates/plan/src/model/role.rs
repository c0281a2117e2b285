use crate::words::word_of;

use super::{Origin, TextKey};

/// Who acts: roles, never names. Every act of a case is done by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Identifier, e.g. `legal_lead`.
    pub id: String,
    /// Key of the title.
    pub title: TextKey,
    /// Group it leads or belongs to, e.g. `legal`.
    pub group: Option<String>,
    /// What it may do.
    pub rights: Vec<Right>,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a role may do to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See a case without personal data.
    Read,
    /// Open a case, report a signal.
    Open,
    /// State, correct or strike a fact; add evidence.
    StateFact,
    /// Answer proposals, open and renew a warning, declare a response.
    Decide,
    /// Decide the level.
    DecideLevel,
    /// Take, do and block tasks; say that an obligation of one's own is met.
    DoTask,
    /// Say that a report to an authority has been filed.
    File,
    /// Pass a text to customers or public.
    PassText,
    /// Send notices whose text is passed.
    Send,
    /// Propose that a gate is passed.
    ProposeGate,
    /// Review a proposed gate.
    ReviewGate,
    /// Approve a reviewed gate, waive a condition of it.
    ApproveGate,
    /// Adopt a newer plan.
    AdoptPlan,
    /// See personal data (every look is journalled).
    ReadPersonal,
    /// Export a case and its proofs.
    Export,
}

impl Right {
    /// Every right with the word that plans write for it.
    pub const WORDS: [(&'static str, Right); 15] = [
        ("read", Right::Read),
        ("open", Right::Open),
        ("state_fact", Right::StateFact),
        ("decide", Right::Decide),
        ("decide_level", Right::DecideLevel),
        ("do_task", Right::DoTask),
        ("file", Right::File),
        ("pass_text", Right::PassText),
        ("send", Right::Send),
        ("propose_gate", Right::ProposeGate),
        ("review_gate", Right::ReviewGate),
        ("approve_gate", Right::ApproveGate),
        ("adopt_plan", Right::AdoptPlan),
        ("read_personal", Right::ReadPersonal),
        ("export", Right::Export),
    ];

    /// The word that plans write for this right.
    pub fn word(self) -> &'static str {
        word_of(&Right::WORDS, &self)
    }
}
