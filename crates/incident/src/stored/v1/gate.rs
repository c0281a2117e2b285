use jiff::Timestamp;

use crate::event::gate::Status;
use crate::stored::wire::{stored, words};

words!(StatusV1 = crate::event::gate::Status { Met, NotMet, Unknown });
stored!(
    ConditionChangedV1 = crate::event::gate::ConditionChanged {
        gate: String,
        condition: String,
        status: Status,
        since: Timestamp,
    }
);
stored!(WaivedV1 = crate::event::gate::Waived { gate: String, condition: String, reason: String });
stored!(ProposedV1 = crate::event::gate::Proposed { gate: String, reason: String, digest: String });
stored!(ReviewedV1 = crate::event::gate::Reviewed { gate: String, role: String, digest: String });
stored!(ApprovedV1 = crate::event::gate::Approved { gate: String, digest: String, at: Timestamp });
stored!(LapsedV1 = crate::event::gate::Lapsed { gate: String, digest: String });
