//! One bar cut into its parts, with gaps; what the parts are stands in the table below it.

use maud::{Markup, html};

/// How a part is drawn. Parts differ in lightness, so that they differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// The firmest.
    Full,
    /// Less firm.
    Middle,
    /// Doubtful or not done.
    Amber,
    /// The rest.
    Ground,
}

impl Shade {
    fn class(self) -> &'static str {
        match self {
            Shade::Full => "full",
            Shade::Middle => "middle",
            Shade::Amber => "amber",
            Shade::Ground => "ground",
        }
    }
}

/// The bar of parts `(shade, thousandths)`; they should add up to a thousand.
pub fn stacked(parts: &[(Shade, u16)]) -> Markup {
    let mut start = 0_u16;
    let places: Vec<(Shade, u16, u16)> = parts
        .iter()
        .map(|(shade, share)| {
            let at = start.min(1000);
            let width = (*share).min(1000 - at);
            start = at + width;
            (*shade, at, width)
        })
        .collect();
    html! {
        svg.stacked width="100%" height="100%" aria-hidden="true" focusable="false" {
            @for (at, (shade, start, width)) in places.iter().enumerate() {
                rect.(shade.class()) x=(percent(*start)) width=(percent(*width)) height="100%" {}
                @if at > 0 { rect.gap x=(percent(*start)) width="2" height="100%" {} }
            }
        }
    }
}

/// The square that stands before a part's name.
pub fn swatch(shade: Shade) -> Markup {
    html! {
        svg.swatch width="9" height="9" aria-hidden="true" focusable="false" {
            rect.(shade.class()) width="9" height="9" rx="2" {}
        }
    }
}

fn percent(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
