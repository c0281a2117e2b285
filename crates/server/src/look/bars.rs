//! Horizontal bars from zero with their figure at the right. Drawn as SVG: no style stands in the page, and paper
//! keeps them.

use maud::{Markup, html};

/// A row of the chart.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What is measured.
    pub label: String,
    /// Its share of the longest, in thousandths; `None` where it is unknown.
    pub share: Option<u16>,
    /// The figure, or [`unknown`](super::fact::unknown).
    pub figure: Markup,
}

/// Share of `most` in thousandths, for [`Bar::share`]; something always shows a sliver, nothing shows none.
pub fn share_of(count: u64, most: u64) -> u16 {
    if count == 0 || most == 0 {
        return 0;
    }
    let share = u128::from(count.min(most)) * 1000 / u128::from(most);
    u16::try_from(share).unwrap_or(1000).max(4)
}

/// The chart as a table: every bar is read as its label and its figure.
pub fn bars(caption: &str, rows: &[Bar]) -> Markup {
    html! {
        table.bars {
            caption.sr { (caption) }
            @for row in rows {
                tr {
                    th scope="row" { (row.label) }
                    @match row.share {
                        Some(share) => { td.bar { (track(share)) } td.figure { (row.figure) } }
                        None => { td.no-bar colspan="2" { (row.figure) } }
                    }
                }
            }
        }
    }
}

/// A filled share of a track; ornament beside a figure.
pub(crate) fn track(share: u16) -> Markup {
    let width = format!("{}.{}%", share.min(1000) / 10, share.min(1000) % 10);
    html! {
        svg.track width="100%" height="100%" aria-hidden="true" focusable="false" {
            rect.ground width="100%" height="100%" rx="3" {}
            rect.fill width=(width) height="100%" rx="3" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_never_longer_than_the_longest_and_something_is_never_nothing() {
        assert_eq!(share_of(318_442, 318_442), 1000);
        assert_eq!(share_of(35_029, 318_442), 110);
        assert_eq!(share_of(1, 8_016_552), 4);
        assert_eq!(share_of(0, 8_016_552), 0);
        assert_eq!(share_of(5, 0), 0);
        assert_eq!(share_of(u64::MAX, 1), 1000);
    }
}
