//! The clock card: time left large, what is owed, whose and from when, and how much of the term is gone.

use jiff::Timestamp;
use maud::{Markup, html};
use messages::{Language, Message};
use views::DutyState;

use super::pill::{Tone, pill, signed_pill};
use super::verify::{Verify, verify};
use super::{bars, say, time};

/// Where a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// Owed, with time.
    Running,
    /// In its last hour or half.
    Soon,
    /// Past and unmet.
    Late,
    /// Met in time.
    Met,
    /// Met after its due time.
    MetLate,
    /// Never met; a later occurrence runs.
    Missed,
    /// No longer owed, by decision.
    Moot,
    /// Turned out not to be owed.
    NotOwed,
    /// Whether it is owed cannot be told yet.
    Undetermined,
    /// Would start if the case were opened now.
    WillStart,
}

/// From when to when a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The moment it runs from.
    pub from: Timestamp,
    /// When "soon" begins.
    pub soon: Timestamp,
    /// When it is due.
    pub due: Timestamp,
}

/// A clock, worded.
#[derive(Debug, Clone, PartialEq)]
pub struct Clock {
    /// Id of the element, unique on the page; live news about the clock replaces the element of this id.
    pub id: String,
    /// Where it stands.
    pub state: ClockState,
    /// From when to when.
    pub term: Term,
    /// What is owed, to whom: "First report · TWSE".
    pub title: String,
    /// Whose it is and from when it is counted: "Duty officer · 5 min".
    pub under: String,
    /// The moment as a reader writes it: when it was met, or by when it is due. Undetermined: due if it is owed.
    pub moment: String,
    /// Why it is moot or not owed, what was missed, which facts are needed.
    pub reason: Option<String>,
    /// It runs although nobody knows yet whether it is owed.
    pub presumed: bool,
    /// What is lacking although it is met, or begun: "1 of at least 500 told".
    pub lacking: Option<String>,
    /// Where the figure comes from, if that is not beyond doubt.
    pub verify: Option<Verify>,
    /// Where its duty is shown.
    pub href: Option<String>,
}

impl From<DutyState> for ClockState {
    /// As the list of duties has it.
    fn from(state: DutyState) -> ClockState {
        match state {
            DutyState::Running => ClockState::Running,
            DutyState::Soon => ClockState::Soon,
            DutyState::Late => ClockState::Late,
            DutyState::Met => ClockState::Met,
            DutyState::MetLate => ClockState::MetLate,
            DutyState::Missed => ClockState::Missed,
            DutyState::Moot => ClockState::Moot,
            DutyState::NotOwed => ClockState::NotOwed,
            DutyState::Undetermined => ClockState::Undetermined,
        }
    }
}

impl ClockState {
    pub(crate) fn class(self) -> &'static str {
        match self {
            ClockState::Running => "running",
            ClockState::Soon => "soon",
            ClockState::Late => "late",
            ClockState::Met => "met",
            ClockState::MetLate => "met met-late",
            ClockState::Missed => "missed",
            ClockState::Moot => "moot",
            ClockState::NotOwed => "moot not-owed",
            ClockState::Undetermined => "undetermined",
            ClockState::WillStart => "will-start",
        }
    }

    /// The browser may count it down.
    pub(crate) fn ticks(self) -> bool {
        matches!(self, ClockState::Running | ClockState::Soon | ClockState::Late | ClockState::WillStart)
    }
}

/// Cards beside each other, under a heading for those who do not see them.
pub fn clock_cards(clocks: &[Clock], now: Timestamp, language: Language) -> Markup {
    html! {
        section aria-labelledby="clock-cards" {
            h2.sr id="clock-cards" { (say(language, "look-next-clocks")) }
            div.clocks { @for clock in clocks { (clock_card(clock, now, language)) } }
        }
    }
}

/// The card; its heading is of the third rank.
pub fn clock_card(clock: &Clock, now: Timestamp, language: Language) -> Markup {
    let share = match clock.state {
        ClockState::Met | ClockState::MetLate | ClockState::Missed => Some(1000),
        state if state.ticks() => Some(time::share_gone(clock.term.from, clock.term.due, now)),
        _ => None,
    };
    let [from, soon, due] = ticks(clock);
    html! {
        article.clock.(clock.state.class()) id=(clock.id) data-from=[from] data-soon=[soon] data-due=[due] {
            p.left { (figure(clock, now, language)) " " (state_word(clock.state, language)) }
            (headed(clock, language))
            p.under { (clock.under) @if let Some(by) = by(clock, language) { span.dot { " · " } span.by { (by) } } }
            @if let Some(reason) = &clock.reason { p.reason { (reason) } }
            @if let Some(share) = share { (bars::track(share)) }
        }
    }
}

/// The moments the browser counts by, in milliseconds since 1970; none for a clock that stands still.
pub(crate) fn ticks(clock: &Clock) -> [Option<i64>; 3] {
    let Term { from, soon, due } = clock.term;
    let ticks = clock.state.ticks();
    [from, soon, due].map(|moment| ticks.then(|| moment.as_millisecond()))
}

/// Time left, or the words that stand in its place.
pub(crate) fn figure(clock: &Clock, now: Timestamp, language: Language) -> Markup {
    let words = match clock.state {
        ClockState::Met | ClockState::MetLate => {
            Message::new("look-met-at").with("moment", clock.moment.as_str()).in_language(language)
        }
        ClockState::Missed => say(language, "look-missed"),
        ClockState::Moot => say(language, "look-moot"),
        ClockState::NotOwed => say(language, "look-not-owed"),
        ClockState::Undetermined => say(language, "look-undetermined"),
        _ => time::span(time::seconds_until(clock.term.due, now), language),
    };
    html! { span.figure data-tick[clock.state.ticks()] { (words) } }
}

/// The word that goes with the colour; the browser changes it with the state.
pub(crate) fn state_word(state: ClockState, language: Language) -> Markup {
    match state {
        ClockState::Soon => html! { span.word { (pill(Tone::Warn, &say(language, "look-soon"))) } },
        ClockState::Late => html! { span.word { (pill(Tone::Bad, &say(language, "look-late"))) } },
        ClockState::MetLate => html! { span.word { (pill(Tone::Bad, &say(language, "look-met-late"))) } },
        ClockState::Running | ClockState::WillStart => html! { span.word {} },
        _ => html! {},
    }
}

/// What is owed, leading to its duty.
pub(crate) fn title(clock: &Clock) -> Markup {
    html! {
        @match &clock.href {
            Some(href) => { a href=(href) { (clock.title) } }
            None => { (clock.title) }
        }
    }
}

/// The title with the badge of doubt beside it.
pub(crate) fn headed(clock: &Clock, language: Language) -> Markup {
    html! {
        div.with-badge {
            h3 { (title(clock)) }
            @if clock.presumed { (pill(Tone::Warn, &say(language, "look-presumed"))) }
            @if let Some(lacking) = &clock.lacking { (signed_pill(Tone::Warn, lacking)) }
            @if let Some(doubt) = &clock.verify { (verify(doubt, language)) }
        }
    }
}

/// By when, in the words of the state.
fn by(clock: &Clock, language: Language) -> Option<String> {
    let key = match clock.state {
        ClockState::Running | ClockState::Soon | ClockState::Late | ClockState::WillStart => "look-by",
        ClockState::Undetermined => "look-due-if-owed",
        ClockState::Missed => "look-was-due",
        _ => return None,
    };
    let said = Message::new(key).with("moment", clock.moment.as_str());
    (!clock.moment.is_empty()).then(|| said.in_language(language))
}
