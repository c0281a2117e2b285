use jiff::Timestamp;

use crate::event::case::Cause;
use crate::event::obligation::{ClockId, LateFrom, Schedule};
use crate::stored::wire::stored;

stored!(ClockIdV1 = crate::event::obligation::ClockId { obligation: String, number: u32 });
stored!(
    LateFromV1 =
        crate::event::obligation::LateFrom { start: String, from: Timestamp, due: Timestamp, behind: i64 }
);
stored!(ScheduleV1 = crate::event::obligation::Schedule {
    start: String,
    start_index: u32,
    note: Option<String>,
    from: Timestamp,
    nth: u32,
    due: Timestamp,
    soon: Timestamp,
    late_from: Option<LateFrom>,
    rule: String,
    zone: String,
    plan: String,
});
stored!(StartedV1 = crate::event::obligation::Started { clock: ClockId, schedule: Schedule, presumed: bool });
stored!(UndeterminedV1 = crate::event::obligation::Undetermined {
    clock: ClockId,
    schedule: Schedule,
    settled_by: Vec<String>,
});
stored!(NotOwedV1 = crate::event::obligation::NotOwed { clock: ClockId, at: Timestamp });
stored!(
    RescheduledV1 = crate::event::obligation::Rescheduled {
        clock: ClockId,
        old_due: Timestamp,
        old_from: Timestamp,
        schedule: Schedule,
        cause: Cause,
    }
);
stored!(WarnedV1 = crate::event::obligation::Warned { clock: ClockId, at: Timestamp });
stored!(MissedV1 = crate::event::obligation::Missed { clock: ClockId, due: Timestamp });
stored!(MetV1 = crate::event::obligation::Met {
    clock: ClockId,
    at: Timestamp,
    by: String,
    evidence: Vec<String>
});
stored!(MootV1 = crate::event::obligation::Moot { clock: ClockId, cause: Cause, at: Timestamp });
stored!(QuestionedV1 = crate::event::obligation::Questioned { clock: ClockId, owed: bool, at: Timestamp });
stored!(RolePagedV1 = crate::event::obligation::RolePaged {
    role: String,
    clock: Option<ClockId>,
    cause: Cause,
    at: Timestamp,
});
