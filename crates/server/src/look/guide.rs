//! The line of a demonstration: that it is one, who one is in it, and what comes next.

use maud::{Markup, html};

/// The line, worded.
#[derive(Debug, Clone)]
pub struct Guide {
    /// The mark that says: nothing here is real.
    pub mark: String,
    /// Who one is: "You are Lin Xiao, duty manager".
    pub you: String,
    /// The words that lead to the others whose place can be taken.
    pub switch: String,
    /// How far one is: "Step 2 of 8".
    pub step: String,
    /// What comes next, in one sentence.
    pub text: String,
    /// What leads there.
    pub action: Markup,
}

/// The line above the page.
pub fn guide(guide: &Guide) -> Markup {
    html! {
        aside.guide id="guide" {
            p { strong.mark { (guide.mark) } " " span.caption { (guide.you) " · " a href="/demo/people" { (guide.switch) } } }
            p.next { span.step-of { (guide.step) } " " (guide.text) }
            div.act { (guide.action) }
        }
    }
}
