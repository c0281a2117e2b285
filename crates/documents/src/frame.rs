//! Words of the frame that every rendering of a paper shares: number, foot, notes.

use messages::{Language, Message};

use crate::{Kind, Missing, Paper};

/// What stands at the foot of every page.
pub(crate) struct Foot {
    /// Title, number, version, as-of time.
    pub(crate) left: String,
    /// What a form says of its blanks, a letter of its pass.
    pub(crate) note: String,
    /// Before the page's number, between it and the number of pages, after both.
    pub(crate) page: (String, String, String),
    /// `SHA-256 …`.
    pub(crate) digest: String,
}

/// The foot of a paper.
pub(crate) fn foot(paper: &Paper) -> Foot {
    let as_of = Message::new("documents-as-of").with("moment", paper.as_of.as_str());
    let as_of = as_of.in_language(paper.language);
    let note = match paper.kind {
        Kind::Form => Message::new("documents-no-blanks").in_language(paper.language),
        Kind::Letter => paper.standing.clone(),
    };
    let page = Message::new("documents-page").with("page", "\u{0}").with("pages", "\u{0}");
    let page = page.in_language(paper.language);
    let mut page = page.split('\u{0}').map(str::to_owned);
    let mut next = || page.next().unwrap_or_default();
    Foot {
        left: [paper.title.clone(), number(paper), version(paper), as_of].join(" · "),
        note,
        page: (next(), next(), next()),
        digest: format!("SHA-256 {}", paper.digest),
    }
}

/// `No. 14-2-1` of a form, `No. 14 / 7K4Q-2M9D` of a letter; the title says which.
pub(crate) fn number(paper: &Paper) -> String {
    Message::new("documents-number").with("number", paper.number.as_str()).in_language(paper.language)
}

fn version(paper: &Paper) -> String {
    Message::new("documents-version").with("version", paper.version.to_string()).in_language(paper.language)
}

/// A form lists what is missing for whoever reads it; a letter only while it may not leave: it is not for customers.
pub(crate) fn shows_missing(paper: &Paper) -> bool {
    !paper.missing.is_empty() && (paper.kind == Kind::Form || !paper.may_leave)
}

/// The label, with a mark where the form asks for the field.
pub(crate) fn gap_label(gap: &Missing, language: Language) -> String {
    if !gap.required {
        return gap.label.clone();
    }
    Message::new("documents-required").with("label", gap.label.as_str()).in_language(language)
}

/// What stands before a bracket behind a value: Chinese brackets bring their own room.
pub(crate) fn before_basis(language: Language) -> &'static str {
    match language {
        Language::SimplifiedChinese => "",
        Language::English => " ",
    }
}
