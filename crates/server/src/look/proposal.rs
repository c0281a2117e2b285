//! A proposal of the plan that waits for a person: what was seen, the rule, the clause, and three answers.

use maud::{Markup, html};
use messages::Language;

use super::form::{Form, form};
use super::pill::{Tone, pill};
use super::say;

/// A proposal, worded.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// Id of the element, unique on the page.
    pub id: String,
    /// What is proposed.
    pub title: String,
    /// How long it waits or until when it must be answered, worded.
    pub waits: String,
    /// What was seen.
    pub seen: String,
    /// That it no longer holds, or that nobody knows whether it does, worded.
    pub doubt: Option<String>,
    /// The rule that speaks, as the plan writes it.
    pub rule: Option<String>,
    /// Clause and grade: "clause 4.2 · ordinary warning".
    pub clause: String,
    /// Answers: `(value, label)`; the first is the one proposed.
    pub answers: Vec<(String, String)>,
    /// The form it is answered by; its body is made here.
    pub form: Form,
}

/// The card, with its reason and its answers. `reason` is what was typed when the answer was refused.
pub fn proposal(proposal: &Proposal, reason: &str, language: Language) -> Markup {
    let field = format!("{}-reason", proposal.id);
    let body = html! {
        label for=(field) { (say(language, "look-reason")) }
        textarea id=(field) name="reason" rows="2" required { (reason) }
        p.answers {
            @for (at, (value, label)) in proposal.answers.iter().enumerate() {
                button.button.(if at == 0 { "first" } else { "quiet" }) type="submit" name="answer" value=(value) {
                    (label)
                } " "
            }
        }
    };
    html! {
        article.proposal id=(proposal.id) {
            h3 { span { (proposal.title) } (pill(Tone::Warn, &proposal.waits)) }
            p { (proposal.seen) }
            @if let Some(doubt) = &proposal.doubt { p.doubt { (doubt) } }
            @if let Some(rule) = &proposal.rule { p.rule { code { (rule) } } }
            p.under { (proposal.clause) }
            (form(&proposal.form, &body))
        }
    }
}
