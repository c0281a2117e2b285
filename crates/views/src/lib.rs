//! Folds for reading: board row, duties, facts, gates, timeline, the whole case; any of them as recorded at a past
//! moment ([`as_recorded_at`]). Nothing here is stored for good: every view can be thrown away and folded again to
//! equal bytes.
#![forbid(unsafe_code)]

mod board;
mod duties;
mod facts;
mod gates;
mod levels;
mod names;
mod notices;
mod numbers;
mod proposals;
mod reach;
mod recorded;
mod summary;
mod timeline;
mod ways;
mod words;

pub use board::{
    BoardRow, LevelRow, board_row, board_row_now, members, role as role_list, user as user_list,
};
pub use duties::{Duty, DutyState, duties};
pub use facts::{FactView, StatementView, facts, said, stated};
pub use gates::{ConditionView, GateView, gates};
pub use levels::{LevelView, ReasonView, levels};
pub use names::event_name;
pub use notices::{NoticeView, TellingView, notices};
pub use numbers::{TextView, report_number};
pub use proposals::{ProposalView, proposals};
pub use reach::{FewerView, Word, fewer_with};
pub use recorded::as_recorded_at;
pub use summary::{
    CaseHead, CaseView, EvidenceView, Folded, StateView, TaskView, case, case_folded, case_now,
};
pub use timeline::{Strikes, TimelineEntry, entry, strikes, timeline, timeline_of};
pub use ways::WayView;
