//! A remark on soft ground: why a level stands, what to beware of.

use maud::{Markup, html};

use super::pill::Tone;

/// The remark. The sign of its tone stands before it unless it is a mere explanation ([`Tone::Quiet`], [`Tone::Note`]).
pub fn notice(tone: Tone, body: &Markup) -> Markup {
    let sign = if matches!(tone, Tone::Quiet | Tone::Note) { "" } else { tone.sign() };
    html! {
        div.notice.(tone.class()) {
            @if !sign.is_empty() { span.sign aria-hidden="true" { (sign) } }
            div { (body) }
        }
    }
}
