//! How far the clauses of a chapter are carried: a block each, full, half or hollow.

use maud::{Markup, html};
use messages::{Language, Message};

/// How far a clause is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// Carried, and exercised by a drill.
    Exercised,
    /// Carried, in no drill yet.
    Carried,
    /// Nothing carries it.
    Nothing,
}

/// The blocks, with their count in words for those who do not see them.
pub fn coverage(clauses: &[Carried], language: Language) -> Markup {
    let count = |which: Carried| clauses.iter().filter(|carried| **carried == which).count();
    let words = Message::new("look-coverage")
        .with("exercised", count(Carried::Exercised))
        .with("carried", count(Carried::Carried))
        .with("nothing", count(Carried::Nothing))
        .in_language(language);
    html! {
        span.coverage {
            span.sr { (words) }
            @for carried in clauses { (block(*carried)) }
        }
    }
}

/// One block, for the legend.
pub fn block(carried: Carried) -> Markup {
    let (class, filled) = match carried {
        Carried::Exercised => ("exercised", 12),
        Carried::Carried => ("carried", 6),
        Carried::Nothing => ("nothing", 0),
    };
    html! {
        svg.block.(class) width="8" height="12" aria-hidden="true" focusable="false" {
            rect.frame x="0.75" y="0.75" width="6.5" height="10.5" rx="1.5" {}
            @if filled > 0 { rect.fill y=(12 - filled) width="8" height=(filled) rx="1.5" {} }
        }
    }
}
