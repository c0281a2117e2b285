use jiff::Timestamp;

use crate::event::level::{Part, Place, Reason};
use crate::stored::wire::stored;

stored!(PlaceV1 = crate::event::level::Place { level: String, place: u8 });
stored!(PartV1 = crate::event::level::Part { text: String, truth: String, facts: Vec<String> });
stored!(ReasonV1 = crate::event::level::Reason {
    rule: String,
    level: String,
    certain: bool,
    parts: Vec<Part>,
    evidence: Vec<String>,
});
stored!(ComputedV1 = crate::event::level::Computed {
    scale: String,
    certain: Place,
    possible: Place,
    reasons: Vec<Reason>,
    at: Timestamp,
});
stored!(DecidedV1 = crate::event::level::Decided {
    scale: String,
    level: Place,
    reason: String,
    evidence: Vec<String>,
    at: Timestamp,
});
stored!(
    DecisionLapsedV1 = crate::event::level::DecisionLapsed { scale: String, level: String, at: Timestamp }
);
