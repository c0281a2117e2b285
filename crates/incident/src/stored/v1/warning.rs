use jiff::Timestamp;

use crate::event::level::Part;
use crate::event::warning::{Choice, Outcome, Start};
use crate::stored::wire::{stored, words};

words!(StartV1 = crate::event::warning::Start { Warning, Response });
words!(OutcomeV1 = crate::event::warning::Outcome { Waits, Started, UnderWay });
words!(ChoiceV1 = crate::event::warning::Choice { Renew, Watch, Response });
stored!(ProposalMadeV1 = crate::event::warning::ProposalMade {
    id: String,
    trigger: String,
    start: Start,
    level: Option<(String, String)>,
    outcome: Outcome,
    parts: Vec<Part>,
    at: Timestamp,
});
stored!(
    ProposalAnsweredV1 =
        crate::event::warning::ProposalAnswered { id: String, accepted: bool, reason: String }
);
stored!(TriggerCeasedV1 = crate::event::warning::TriggerCeased { trigger: String });
stored!(WarningOpenedV1 = crate::event::warning::WarningOpened {
    grade: Option<String>,
    reason: String,
    unconfirmed: bool,
    at: Timestamp,
});
stored!(
    WarningDecidedV1 =
        crate::event::warning::WarningDecided { choice: Choice, reason: String, at: Timestamp }
);
stored!(
    ResponseDeclaredV1 =
        crate::event::warning::ResponseDeclared { reason: String, unconfirmed: bool, at: Timestamp }
);
stored!(StartConfirmedV1 = crate::event::warning::StartConfirmed { reason: String, at: Timestamp });
