//! A numbered step of a form.

use maud::{Markup, html};

/// The step under its number; `needed` ones are filled, the rest may wait.
pub fn step(number: u8, needed: bool, title: &str, body: &Markup) -> Markup {
    html! {
        section.step {
            h2 { span.number.needed[needed] { (number) } (title) }
            (body)
        }
    }
}
