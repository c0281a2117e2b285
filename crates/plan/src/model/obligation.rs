use expr::Expr;

use super::{FactSlot, Origin, State, TextKey};

/// Something owed by a time: to an authority, customers, the command or a group; once or again and again.
#[derive(Debug, Clone)]
pub struct Obligation {
    /// Identifier, e.g. `first_report`.
    pub id: String,
    /// Key of the title.
    pub title: TextKey,
    /// To whom.
    pub to: Recipient,
    /// Role that does it.
    pub doer: String,
    /// The one accountable role (责任人).
    pub accountable: String,
    /// Owed when this is true, not owed when false, *undetermined* when unknown. `None`: always.
    pub owed_when: Option<Expr>,
    /// Internal duties run on the possible level, what leaves the house on the certain (or decided) one.
    pub scope: Scope,
    /// What starts the clock: the first entry that can be told wins; later ones are fallbacks, each with its note.
    pub starts: Vec<Start>,
    /// How long after the start.
    pub term: Term,
    /// Again and again, where it is recurring.
    pub repeats: Option<Repeat>,
    /// What meets it.
    pub met_by: MetBy,
    /// What happens when it is missed.
    pub on_missed: Option<OnMissed>,
    /// Moot when the case has left all of these states (empty: it outlives them).
    pub while_in: Vec<State>,
    /// Where it comes from.
    pub origin: Origin,
}

/// To whom something is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recipient {
    /// An authority, by id.
    Authority(String),
    /// The superior unit.
    Superior,
    /// The customers concerned.
    Customers,
    /// The public.
    Public,
    /// The command post.
    Command,
    /// A group, by id.
    Group(String),
    /// A partner.
    Partner,
}

/// Which side of the uncertainty a duty runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Within the house: an unknown answer counts as owed, so that nobody waits for certainty.
    Internal,
    /// Leaves the house: an unknown answer shows a provisional clock and the facts that would settle it.
    External,
}

/// One way to start a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// From what.
    pub at: StartAt,
    /// Skip this start when the term would already have run out at the moment it became known (B's RP-1): the next
    /// one is used and the lateness is said.
    pub unless_past: bool,
    /// Key of the note shown when this start is used as a fallback.
    pub note: Option<TextKey>,
}

/// The moment a clock starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartAt {
    /// A time fact of the case: its earliest possible moment.
    Fact(FactSlot),
    /// The case entered this state.
    Entered(State),
    /// The level (decided, else certain; for internal duties possible) reached this place: scale slot, level index.
    Level(usize, usize),
    /// The level went down.
    LevelLowered(usize),
    /// Another obligation was met, e.g. the first report was filed.
    Met(String),
    /// `owed_when` became true (or, for internal duties, not false).
    Owed,
    /// The case was opened.
    Opened,
    /// A gate was approved.
    Gate(String),
}

/// A length of elapsed time, in seconds, as the plan writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Term {
    /// Seconds; 0 means at once.
    pub seconds: i64,
    /// Civil months on top (6 months of follow-up), counted in the plan's zone.
    pub months: i32,
}

/// Again and again: the next due time is the last one plus `every`, whether or not the last was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeat {
    /// From one to the next.
    pub every: Term,
    /// Until when.
    pub until: Until,
}

/// The end of a recurring obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Until {
    /// As long as the case is in one of the obligation's `while_in` states.
    States,
    /// This many times.
    Times(u32),
    /// For this long after the start.
    For(Term),
}

/// What meets an obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MetBy {
    /// A filing on this form.
    Filing(String),
    /// A notice of this id, sent.
    Notice(String),
    /// A decision of the command: response, renewal or watch.
    Decision,
    /// The doer says so, with evidence where there is some.
    Attested,
}

/// What follows from a missed obligation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnMissed {
    /// A role is called.
    Page(String),
}
