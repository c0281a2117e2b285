//! How a case moves: its states in a row, what leads from one to the next, and the ways around. On a phone, and for
//! those who do not see the drawing, the same as a list.

use maud::{Markup, html};

use super::pill::Tone;

/// A state in the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Station {
    /// Its name.
    pub label: String,
    /// What its ground says.
    pub tone: Tone,
    /// What leads here from the one before, in a word or two.
    pub before: Option<String>,
    /// What happens while it holds, in a word or two.
    pub during: Option<String>,
}

/// A way around: from one station to another, by their places in the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detour {
    /// Where it leaves.
    pub from: usize,
    /// Where it arrives.
    pub to: usize,
    /// What leads along it.
    pub label: String,
    /// Drawn above the row; one may be above, one below.
    pub above: bool,
}

const WIDTH: usize = 620;
const BOX: usize = 80;
const TOP: usize = 46;
const BOTTOM: usize = 80;

/// The drawing, and the list.
pub fn flow(stations: &[Station], detours: &[Detour]) -> Markup {
    let gap = (WIDTH - 2).saturating_sub(stations.len() * BOX) / stations.len().saturating_sub(1).max(1);
    let left = |place: usize| 1 + place * (BOX + gap);
    html! {
        svg.flow viewBox={ "0 0 " (WIDTH) " 132" } aria-hidden="true" focusable="false" {
            @for (place, station) in stations.iter().enumerate() { (drawn(station, left(place), gap, place, detours)) }
            @for detour in detours { (around(detour, left(detour.from) + BOX / 2, left(detour.to) + arrival(detour))) }
        }
        ol.flow-list {
            @for (place, station) in stations.iter().enumerate() {
                li {
                    strong { (station.label) }
                    @if let Some(during) = &station.during { " · " (during) }
                    @if let Some(before) = &station.before { " ← " (before) }
                    @for detour in detours.iter().filter(|detour| detour.from == place) {
                        @if let Some(to) = stations.get(detour.to) { p { "→ " (to.label) " · " (detour.label) } }
                    }
                }
            }
        }
    }
}

/// Where on a box a way around arrives; from below it leaves room for the words there.
fn arrival(detour: &Detour) -> usize {
    if detour.above { BOX / 2 } else { BOX / 5 }
}

fn drawn(station: &Station, left: usize, gap: usize, place: usize, detours: &[Detour]) -> Markup {
    let middle = left + BOX / 2;
    let shared = detours.iter().any(|detour| !detour.above && detour.to == place);
    let words = if shared { middle + BOX / 5 } else { middle };
    html! {
        @if place > 0 {
            path.line d={ "M" (left - gap) " 63H" (left - 5) } {}
            (head(left - 1, 63, "h-8v-4l8 4l-8 4v-4"))
        }
        rect.(station.tone.class()) x=(left) y=(TOP) width=(BOX) height=(BOTTOM - TOP) rx="6" {}
        text.name x=(middle) y="67" text-anchor="middle" { (station.label) }
        @if let Some(before) = &station.before {
            text x=(left.saturating_sub(gap / 2)) y=(TOP - 7) text-anchor="middle" { (before) }
        }
        @if let Some(during) = &station.during {
            text x=(words) y=(BOTTOM + 15) text-anchor="middle" { (during) }
        }
    }
}

fn around(detour: &Detour, from: usize, to: usize) -> Markup {
    let (edge, line, label, tip) = if detour.above {
        (TOP, 20, 13, "v-8h-4l4 8l4-8h-4")
    } else {
        (BOTTOM, 106, 124, "v8h-4l4-8l4 8h-4")
    };
    html! {
        path.line d={ "M" (from) " " (edge) "V" (line) "H" (to) "V" (edge) } {}
        (head(to, edge, tip))
        text x=((from + to) / 2) y=(label) text-anchor="middle" { (detour.label) }
    }
}

fn head(x: usize, y: usize, shape: &str) -> Markup {
    html! { path.tip d={ "M" (x) " " (y) (shape) } {} }
}
