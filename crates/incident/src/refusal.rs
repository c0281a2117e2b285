//! Why a command was not done. Each names what was given, what was expected and what to do.

use messages::Message;

use crate::command::words::typed;

/// A command that was not done; nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The case is open already.
    AlreadyOpen,
    /// There is no case yet.
    NotOpen,
    /// The case is closed.
    Closed,
    /// The case is not closed.
    NotClosed,
    /// The plan given is not the one the case runs on.
    OtherPlan {
        /// Digest the case is pinned to.
        pinned: String,
        /// Digest of the plan given.
        given: String,
    },
    /// The plan given to adopt is the one the case runs on.
    SamePlan,
    /// No item of this kind has this id.
    NoSuch {
        /// Kind of item, e.g. `fact`, `gate`.
        kind: &'static str,
        /// What was given.
        given: String,
        /// Ids that would do, comma separated, nearest first.
        known: String,
    },
    /// A required word of a command is missing.
    MissingArgument {
        /// Name of the command.
        command: String,
        /// What is missing.
        argument: &'static str,
    },
    /// A command does not take this word.
    UnknownArgument {
        /// Name of the command.
        command: String,
        /// What was given.
        given: String,
        /// What it takes.
        known: String,
    },
    /// A word cannot be read.
    Unreadable {
        /// Argument.
        argument: &'static str,
        /// What was given.
        given: String,
        /// What was expected.
        expected: Message,
    },
    /// A fact's value cannot be read.
    BadValue {
        /// Fact id.
        fact: String,
        /// What was given.
        given: String,
        /// What was expected.
        expected: Message,
    },
    /// A reason is needed and none was given.
    NoReason,
    /// A time of the case lies in the future.
    InFuture {
        /// Fact or argument.
        what: String,
        /// What was given.
        given: String,
        /// What it is now.
        now: String,
    },
    /// It is said to have happened after it was known, which it cannot have.
    HappenedAfterKnown {
        /// The earliest moment at which it is said to have happened.
        happened: String,
        /// The latest moment at which it is said to have been known.
        known: String,
    },
    /// Something is said to have been done before the clock it meets began to run.
    BeforeStart {
        /// What it would meet, `first_report#1`; `happened` where nothing runs.
        what: String,
        /// What was given.
        given: String,
        /// The moment that one runs from.
        from: String,
        /// What it runs from, in the words of the plan: `fact known`.
        start: String,
    },
    /// Correcting a stated time needs evidence.
    CorrectionNeedsEvidence {
        /// Fact id.
        fact: String,
        /// The words that stand.
        stands: String,
        /// Their position.
        position: u64,
        /// They were struck: it is stated anew.
        struck: bool,
    },
    /// The first word about what a clock starts from would give the clock more time, and no evidence is named.
    LaterNeedsEvidence {
        /// Fact id.
        fact: String,
        /// The moment given.
        given: String,
        /// The clock.
        clock: String,
        /// What it runs from now.
        from: String,
        /// When it is due now.
        due: String,
    },
    /// A report is said to have left before the one that met its duty.
    FiledBefore {
        /// Form id.
        form: String,
        /// The moment given.
        given: String,
        /// The clock that was met.
        clock: String,
        /// When, as it stands.
        met: String,
        /// Position of what met it.
        position: u64,
    },
    /// A level is decided that what is known rules out, and no evidence is named.
    DecisionNeedsEvidence {
        /// Scale id.
        scale: String,
        /// Level id given.
        level: String,
        /// Id of the nearest level that what is known leaves open.
        certain: String,
    },
    /// This act cannot be struck.
    CannotStrike {
        /// Position given.
        position: u64,
    },
    /// A text is longer than its field.
    TooLong {
        /// Field id.
        field: String,
        /// Characters given.
        given: usize,
        /// Characters the field takes.
        most: usize,
    },
    /// The title of a case is longer than titles are.
    TitleTooLong {
        /// Characters given.
        given: usize,
        /// Characters a title has at most.
        most: usize,
    },
    /// The title of a case holds a line end, a control character or a mark of writing direction.
    TitleNotOneLine {
        /// The title with these shown.
        shown: String,
    },
    /// Only certain roles may do this.
    OtherRole {
        /// The acting role.
        role: String,
        /// Roles that may.
        allowed: Vec<String>,
    },
    /// The command asks for a state the case is not in.
    WrongState {
        /// Command name.
        command: &'static str,
        /// States it needs.
        needs: String,
        /// States that hold.
        holds: String,
    },
    /// An automatic start nobody has accepted: nothing leaves the house.
    Unconfirmed,
    /// There is no proposal waiting, or several.
    WhichProposal {
        /// Ids of those that wait.
        waiting: String,
    },
    /// The proposal has been answered.
    AlreadyAnswered {
        /// Its id.
        proposal: String,
    },
    /// Laid out already.
    AlreadyLaidOut {
        /// Playbook id.
        playbook: String,
    },
    /// The task is done.
    TaskDone {
        /// Task id.
        task: String,
    },
    /// Another task comes first.
    TaskWaits {
        /// Task id.
        task: String,
        /// The task that comes first.
        first: String,
    },
    /// Nothing of this obligation is running.
    NotRunning {
        /// Obligation id.
        obligation: String,
    },
    /// This obligation is met in another way.
    MetOtherwise {
        /// Obligation id.
        obligation: String,
        /// How, as the command line has it: `stanch case file CASE first_report`.
        how: String,
    },
    /// A gate's condition is not met or unknown.
    GateLacks {
        /// Gate id.
        gate: String,
        /// Condition id.
        condition: String,
        /// The condition is unknown rather than not met.
        unknown: bool,
        /// Facts that would settle it.
        facts: String,
    },
    /// Nothing is proposed at this gate (or it lapsed).
    NotProposed {
        /// Gate id.
        gate: String,
    },
    /// The gate has been reviewed by this role.
    AlreadyReviewed {
        /// Gate id.
        gate: String,
        /// Role.
        role: String,
    },
    /// The plan asks for no review at this gate.
    NoReviewAsked {
        /// Gate.
        gate: String,
        /// Role that approves what is proposed.
        role: String,
    },
    /// A review is missing.
    ReviewMissing {
        /// Gate id.
        gate: String,
        /// Role that has not reviewed.
        role: String,
    },
    /// Nobody may waive this condition.
    NotWaivable {
        /// Gate id.
        gate: String,
        /// Condition id.
        condition: String,
    },
    /// The text has not been passed, or has changed since.
    NotPassed {
        /// Notice id.
        notice: String,
        /// Role that passes it.
        role: String,
    },
    /// It is said to have been told before its text was passed.
    ToldBeforePassed {
        /// Notice id.
        notice: String,
        /// Role that passed it.
        role: String,
        /// When it is said to have been told.
        given: String,
        /// When it was first passed.
        passed: String,
    },
    /// Nobody is said to have been told.
    ToldNobody {
        /// Notice id.
        notice: String,
    },
    /// More are said to have been told than are known to be concerned.
    ToldTooMany {
        /// Notice id.
        notice: String,
        /// Id of the count of those concerned.
        fact: String,
        /// How many are said to have been told.
        given: u64,
        /// How many are known to be concerned.
        counted: u64,
    },
    /// It is said to lie before what it can only come after.
    BeforeFact {
        /// Fact id.
        fact: String,
        /// What was given.
        given: String,
        /// Id of the fact that comes first.
        other: String,
        /// The earliest moment of that one.
        stands: String,
    },
    /// Something is said to have been done while the case was not yet in the state it starts from.
    BeforeState {
        /// What was given.
        given: String,
        /// A state the case is in.
        state: String,
        /// Since when.
        since: String,
    },
    /// A proposal is said to have been answered before it was made.
    BeforeProposal {
        /// What was given.
        given: String,
        /// Its id.
        proposal: String,
        /// When it was made.
        since: String,
    },
    /// A task is said to have been moved before it was laid out, or before its last move.
    BeforeTask {
        /// What was given.
        given: String,
        /// Task id.
        task: String,
        /// Since when it stands as it does.
        since: String,
    },
    /// A local time that the clocks of its zone skipped, or showed twice.
    AmbiguousTime {
        /// What was given.
        given: String,
        /// The earlier reading, with its offset.
        one: String,
        /// The later one.
        other: String,
        /// Shown twice, rather than never.
        twice: bool,
    },
    /// The case cannot be closed while something is owed.
    StillOwed {
        /// The first clock that is open.
        clock: String,
    },
    /// The plan closes cases through this gate.
    CloseByGate {
        /// Gate id.
        gate: String,
    },
    /// Items of the plan chase each other: each answer changes the next and none comes to rest.
    ChasesItself {
        /// `KIND ID` of those items, comma separated.
        items: String,
    },
    /// A recurring duty would come due more often than one act may lay.
    TooMany {
        /// Obligation id.
        obligation: String,
        /// The moment it runs from.
        from: String,
        /// How many one act may lay.
        most: u32,
    },
    /// A due time lies beyond all calendars.
    Clock(clocks::Fault),
}

impl Refusal {
    /// What to say about it.
    pub fn message(&self) -> Message {
        let say = Message::new;
        match self {
            Refusal::AlreadyOpen => say("incident-already-open"),
            Refusal::NotOpen => say("incident-not-open"),
            Refusal::Closed => say("incident-closed"),
            Refusal::NotClosed => say("incident-not-closed"),
            Refusal::OtherPlan { pinned, given } => {
                say("incident-other-plan").with("pinned", pinned).with("given", given)
            }
            Refusal::SamePlan => say("incident-same-plan"),
            Refusal::NoReason => say("incident-no-reason"),
            Refusal::Unconfirmed => say("incident-unconfirmed"),
            Refusal::Clock(fault) => fault.message(),
            Refusal::NoSuch { .. }
            | Refusal::MissingArgument { .. }
            | Refusal::UnknownArgument { .. }
            | Refusal::Unreadable { .. }
            | Refusal::BadValue { .. }
            | Refusal::HappenedAfterKnown { .. }
            | Refusal::BeforeStart { .. }
            | Refusal::InFuture { .. } => self.about_words(),
            Refusal::ToldBeforePassed { .. }
            | Refusal::ToldNobody { .. }
            | Refusal::ToldTooMany { .. }
            | Refusal::BeforeFact { .. }
            | Refusal::BeforeState { .. }
            | Refusal::BeforeProposal { .. }
            | Refusal::BeforeTask { .. }
            | Refusal::AmbiguousTime { .. } => self.about_order(),
            Refusal::GateLacks { .. }
            | Refusal::NotProposed { .. }
            | Refusal::AlreadyReviewed { .. }
            | Refusal::NoReviewAsked { .. }
            | Refusal::ReviewMissing { .. }
            | Refusal::NotWaivable { .. }
            | Refusal::CloseByGate { .. } => self.about_gates(),
            _ => self.about_acts(),
        }
    }

    fn about_words(&self) -> Message {
        let say = Message::new;
        match self {
            Refusal::NoSuch { kind, given, known } => {
                say("incident-no-such").with("kind", *kind).with("given", given).with("known", known)
            }
            Refusal::MissingArgument { command, argument } => {
                say("incident-missing-argument").with("command", typed(command)).with("argument", *argument)
            }
            Refusal::UnknownArgument { command, given, known } => say("incident-unknown-argument")
                .with("command", typed(command))
                .with("given", given)
                .with("known", known),
            Refusal::Unreadable { argument, given, expected } => say("incident-unreadable")
                .with("argument", *argument)
                .with("given", given)
                .with("expected", expected.clone()),
            Refusal::BadValue { fact, given, expected } => say("incident-bad-value")
                .with("fact", fact)
                .with("given", given)
                .with("expected", expected.clone()),
            Refusal::InFuture { what, given, now } => {
                say("incident-in-future").with("what", what).with("given", given).with("now", now)
            }
            Refusal::HappenedAfterKnown { happened, known } => {
                say("incident-happened-after-known").with("happened", happened).with("noticed", known)
            }
            Refusal::BeforeStart { what, given, from, start } => say("incident-before-start")
                .with("what", what)
                .with("given", given)
                .with("from", from)
                .with("start", start),
            _ => self.about_acts(),
        }
    }

    /// What can only come after something else, and what can be no larger.
    fn about_order(&self) -> Message {
        let say = Message::new;
        match self {
            Refusal::ToldBeforePassed { notice, role, given, passed } => say("incident-told-before-passed")
                .with("notice", notice)
                .with("role", role)
                .with("given", given)
                .with("passed", passed),
            Refusal::ToldNobody { notice } => say("incident-told-nobody").with("notice", notice),
            Refusal::ToldTooMany { notice, fact, given, counted } => say("incident-told-too-many")
                .with("notice", notice)
                .with("fact", fact)
                .with("given", *given)
                .with("counted", *counted),
            Refusal::BeforeFact { fact, given, other, stands } => say("incident-before-fact")
                .with("fact", fact)
                .with("given", given)
                .with("facts", other)
                .with("stands", stands),
            Refusal::BeforeState { given, state, since } => {
                say("incident-before-state").with("given", given).with("state", state).with("since", since)
            }
            Refusal::BeforeProposal { given, proposal, since } => say("incident-before-proposal")
                .with("given", given)
                .with("proposal", proposal)
                .with("since", since),
            Refusal::BeforeTask { given, task, since } => {
                say("incident-before-task").with("given", given).with("task", task).with("since", since)
            }
            Refusal::AmbiguousTime { given, one, other, twice } => {
                let key = if *twice { "incident-time-twice" } else { "incident-time-skipped" };
                say(key).with("given", given).with("one", one).with("other", other)
            }
            _ => self.about_acts(),
        }
    }

    fn about_gates(&self) -> Message {
        let say = Message::new;
        match self {
            Refusal::GateLacks { gate, condition, unknown, facts } => {
                let key = match (*unknown, facts.is_empty()) {
                    (true, false) => "incident-gate-unknown",
                    (false, false) => "incident-gate-not-met",
                    (true, true) => "incident-gate-unknown-by-itself",
                    (false, true) => "incident-gate-not-met-by-itself",
                };
                if facts.is_empty() {
                    return say(key).with("gate", gate).with("condition", condition);
                }
                say(key).with("gate", gate).with("condition", condition).with("facts", facts)
            }
            Refusal::NotProposed { gate } => say("incident-not-proposed").with("gate", gate),
            Refusal::AlreadyReviewed { gate, role } => {
                say("incident-already-reviewed").with("gate", gate).with("role", role)
            }
            Refusal::NoReviewAsked { gate, role } => {
                say("incident-no-review-asked").with("gate", gate).with("role", role)
            }
            Refusal::ReviewMissing { gate, role } => {
                say("incident-review-missing").with("gate", gate).with("role", role)
            }
            Refusal::NotWaivable { gate, condition } => {
                say("incident-not-waivable").with("gate", gate).with("condition", condition)
            }
            Refusal::CloseByGate { gate } => say("incident-close-by-gate").with("gate", gate),
            _ => self.about_acts(),
        }
    }

    fn about_acts(&self) -> Message {
        let say = Message::new;
        match self {
            Refusal::DecisionNeedsEvidence { scale, level, certain } => {
                say("incident-decision-needs-evidence")
                    .with("scale", scale)
                    .with("given", level)
                    .with("certain", certain)
            }
            Refusal::CorrectionNeedsEvidence { fact, stands, position, struck } => {
                let key = match struck {
                    true => "incident-restating-needs-evidence",
                    false => "incident-correction-needs-evidence",
                };
                say(key).with("fact", fact).with("stands", stands).with("position", *position)
            }
            Refusal::LaterNeedsEvidence { fact, given, clock, from, due } => {
                let message = say("incident-later-needs-evidence").with("fact", fact).with("given", given);
                message.with("clock", clock).with("from", from).with("due", due)
            }
            Refusal::FiledBefore { form, given, clock, met, position } => {
                let message = say("incident-filed-before").with("form", form).with("given", given);
                message.with("clock", clock).with("met", met).with("position", *position)
            }
            Refusal::CannotStrike { position } => say("incident-cannot-strike").with("position", *position),
            Refusal::TooLong { field, given, most } => {
                say("incident-too-long").with("field", field).with("given", *given).with("most", *most)
            }
            Refusal::TitleTooLong { given, most } => {
                say("incident-title-too-long").with("given", *given).with("most", *most)
            }
            Refusal::TitleNotOneLine { shown } => say("incident-title-not-one-line").with("shown", shown),
            Refusal::OtherRole { role, allowed } => {
                say("incident-other-role").with("role", role).with("allowed", allowed.join(", "))
            }
            Refusal::WrongState { command, needs, holds } => say("incident-wrong-state")
                .with("command", typed(command))
                .with("needs", needs)
                .with("holds", holds),
            Refusal::WhichProposal { waiting } if waiting.is_empty() => say("incident-no-proposal-waits"),
            Refusal::WhichProposal { waiting } => say("incident-which-proposal").with("waiting", waiting),
            Refusal::AlreadyAnswered { proposal } => {
                say("incident-already-answered").with("proposal", proposal)
            }
            Refusal::AlreadyLaidOut { playbook } => {
                say("incident-already-laid-out").with("playbook", playbook)
            }
            Refusal::TaskDone { task } => say("incident-task-done").with("task", task),
            Refusal::TaskWaits { task, first } => {
                say("incident-task-waits").with("task", task).with("first", first)
            }
            Refusal::NotRunning { obligation } => say("incident-not-running").with("obligation", obligation),
            Refusal::MetOtherwise { obligation, how } => {
                say("incident-met-otherwise").with("obligation", obligation).with("how", how)
            }
            Refusal::NotPassed { notice, role } => {
                say("incident-not-passed").with("notice", notice).with("role", role)
            }
            Refusal::StillOwed { clock } => say("incident-still-owed").with("clock", clock),
            Refusal::ChasesItself { items } => say("incident-chases-itself").with("items", items),
            Refusal::TooMany { obligation, from, most } => {
                say("incident-too-many").with("obligation", obligation).with("from", from).with("most", *most)
            }
            _ => say("incident-no-reason"),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Refusal {}

impl From<clocks::Fault> for Refusal {
    fn from(fault: clocks::Fault) -> Refusal {
        Refusal::Clock(fault)
    }
}
