//! The few signs that are drawn: the mark of the house and the tabs at the foot. All are ornament beside words.

use maud::{Markup, html};

/// What a tab at the foot shows above its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A bell: the watch floor.
    Bell,
    /// A triangle: cases.
    Triangle,
    /// A clock: deadlines.
    Clock,
    /// A sheet: the journal.
    Sheet,
    /// A book: the plan.
    Book,
    /// Three lines: what else there is.
    Menu,
}

/// The icon as a picture without a name of its own.
pub fn icon(icon: Icon) -> Markup {
    let path = match icon {
        Icon::Bell => "M5 17h14l-1.6-2.4V10a5.4 5.4 0 0 0-10.8 0v4.6zM10.2 20h3.6",
        Icon::Triangle => "M12 4.2 20.6 19H3.4zM12 10v4M12 16.4v.4",
        Icon::Clock => "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.4l2.8 1.8",
        Icon::Sheet => "M6.5 4h11v16h-11zM9.5 8.5h5M9.5 12h5M9.5 15.5h3",
        Icon::Book => {
            "M4.5 5.5h6a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 0-1.5-1.5h-6zM19.5 5.5h-6A1.5 1.5 0 0 0 12 7v12a1.5 1.5 0 0 1 1.5-1.5h6z"
        }
        Icon::Menu => "M4.5 7h15M4.5 12h15M4.5 17h15",
    };
    html! {
        svg.icon viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}
