//! Clocks in a line above a page, and as rows on a phone or beside a form.

use jiff::Timestamp;
use maud::{Markup, html};
use messages::Language;

use super::clock::{Clock, ClockState, figure, headed, state_word, ticks, title};
use super::{say, time};

/// The next clocks in one line; what is met stands at the end.
pub fn clock_strip(clocks: &[Clock], now: Timestamp, language: Language) -> Markup {
    html! {
        section.clock-strip aria-label=(say(language, "look-next-clocks")) {
            p.lead { (say(language, "look-next-clocks")) }
            ul {
                @for clock in clocks {
                    @let [from, soon, due] = ticks(clock);
                    li.clock.(clock.state.class()) id=(clock.id) data-from=[from] data-soon=[soon] data-due=[due] {
                        @if clock.state == ClockState::Met { span.sign aria-hidden="true" { "✓" } " " }
                        (figure(clock, now, language)) " "
                        span.what { (title(clock)) }
                        @if !clock.moment.is_empty() && clock.state != ClockState::Met { " · " span.by { (clock.moment) } }
                        " " (state_word(clock.state, language))
                    }
                }
            }
        }
    }
}

/// Clocks under each other: figure, what, whose; the whole row leads to the duty.
pub fn clock_rows(clocks: &[Clock], now: Timestamp, language: Language) -> Markup {
    html! {
        ul.clock-rows { @for clock in clocks { (row(clock, now, language)) } }
    }
}

fn row(clock: &Clock, now: Timestamp, language: Language) -> Markup {
    let [from, soon, due] = ticks(clock);
    html! {
        li.clock.(clock.state.class()) id=(clock.id) data-from=[from] data-soon=[soon] data-due=[due] {
            p.left { (figure(clock, now, language)) (state_word(clock.state, language)) }
            div {
                (headed(clock, language))
                p.under {
                    @if !clock.moment.is_empty() && clock.state != ClockState::Met {
                        span.by { @if clock.state == ClockState::Undetermined { (due_if_owed(clock, language)) } @else { (clock.moment) } } "\u{a0}· "
                    }
                    (clock.under)
                }
                @if let Some(reason) = &clock.reason { p.reason { (reason) } }
            }
        }
    }
}

/// A panel of clocks that would start, as a form says beside itself: an edge, the time left, by when, and why.
pub fn clock_preview(clocks: &[Clock], now: Timestamp, language: Language) -> Markup {
    html! {
        ul.clock-preview {
            @for clock in clocks {
                li.clock.(clock.state.class()) id=(clock.id) {
                    p.left {
                        (figure(clock, now, language))
                        @if clock.state == ClockState::WillStart { span.by { (by(clock, language)) } }
                    }
                    (headed(clock, language))
                    p.under {
                        (clock.under)
                        @if clock.state == ClockState::Undetermined && !clock.moment.is_empty() { "\u{a0}· " (due_if_owed(clock, language)) }
                    }
                    @if let Some(reason) = &clock.reason { p.reason { (reason) } }
                }
            }
        }
    }
}

fn due_if_owed(clock: &Clock, language: Language) -> String {
    messages::Message::new("look-due-if-owed").with("moment", clock.moment.as_str()).in_language(language)
}

fn by(clock: &Clock, language: Language) -> String {
    messages::Message::new("look-by").with("moment", clock.moment.as_str()).in_language(language)
}

/// Time gone since a moment, ticking: the large figure of a case.
pub fn elapsed(label: &str, since: Timestamp, now: Timestamp, language: Language) -> Markup {
    html! {
        p.elapsed {
            span.label { (label) } " "
            span.figure data-since=(since.as_millisecond()) { (time::span(time::seconds_until(now, since), language)) }
        }
    }
}
