//! The frame of every page: side bar or tabs at the foot, the menu of the user, the two assets.

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use messages::Language;

use super::icon::{Icon, icon};
use super::whole::in_one_piece;
use super::{assets, say};

/// The theme a user chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The word of `data-theme`, of the cookie and of the form; nothing follows the system.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Theme::System => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }

    /// Reads the word back; anything else is the system's.
    pub fn from_word(word: &str) -> Theme {
        match word {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }
}

/// A place in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its word.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// It is the one shown.
    pub current: bool,
    /// What waits there, worded for those who do not see the figure: `(2, "2 late")`.
    pub waits: Option<(u64, String)>,
    /// It is one of the four tabs at the foot of a phone.
    pub tab: Option<Icon>,
}

/// A section of the side bar; the first has no name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Section {
    /// Its name.
    pub name: Option<String>,
    /// Its places.
    pub places: Vec<Place>,
}

/// Who reads the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// Their role.
    pub role: String,
    /// The zone of the times on the page.
    pub zone: String,
    /// Where the form of language and theme goes; its fields are `language` (tag), `theme` (word), `back` (path).
    pub settings: String,
    /// Where signing out goes; `None` for who is not signed in.
    pub sign_out: Option<String>,
    /// The token against forged requests.
    pub csrf: String,
    /// The path of this page, to come back to.
    pub back: String,
}

/// Everything around the main part.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Language of the page.
    pub language: Language,
    /// Title of the window.
    pub title: String,
    /// Sections of the side bar; none gives a page with a bar at the top only.
    pub sections: Vec<Section>,
    /// Who reads it.
    pub reader: Reader,
    /// Light or dark.
    pub theme: Theme,
    /// The address that sends live news of this page as server-sent events: `changed` says that the page
    /// should fetch itself again; its regions then take the place of those with the same ids.
    pub live: Option<String>,
    /// The server's time when it was made.
    pub now: Timestamp,
}

/// The whole page.
pub fn page(frame: &Frame, main: &Markup) -> Markup {
    let bare = frame.sections.is_empty();
    let page = html! {
        (DOCTYPE)
        html lang=(frame.language.tag()) data-theme=[frame.theme.word()] {
            (head(frame))
            body.bare[bare] data-now=(frame.now.as_millisecond()) data-live=[frame.live.as_deref()] {
                a.skip href="#main" { (say(frame.language, "look-skip")) }
                (top_bar(frame))
                @if !bare { (side_bar(frame)) }
                main id="main" tabindex="-1" { (main) }
                @if !bare { (foot_tabs(frame)) }
                (live_words(frame.language))
            }
        }
    };
    PreEscaped(in_one_piece(&page.0))
}

fn head(frame: &Frame) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (frame.title) " · Stanch" }
            link rel="icon" type=(assets::icon().media_type) href=(assets::icon().path);
            link rel="stylesheet" href=(assets::style().path);
            script src=(assets::script().path) defer {}
        }
    }
}

fn brand() -> Markup {
    html! {
        p.brand {
            svg width="12" height="12" aria-hidden="true" focusable="false" { rect width="12" height="12" rx="3" {} }
            " Stanch"
        }
    }
}

/// The bar of narrow windows, and of pages without a side bar.
fn top_bar(frame: &Frame) -> Markup {
    html! {
        header.top {
            (brand())
            p.connection data-connection {}
            details.menu {
                summary {
                    @if frame.sections.is_empty() {
                        span.who { (dotted(&[&frame.reader.role, &frame.reader.zone, own_name(frame.language)])) }
                    }
                    (icon(Icon::Menu)) span { (say(frame.language, "look-menu")) }
                }
                div {
                    @if !frame.sections.is_empty() {
                        nav aria-label=(say(frame.language, "look-all-places")) { (places(&frame.sections)) }
                    }
                    (user(frame))
                }
            }
        }
    }
}

/// What there is of these, with dots between.
fn dotted(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn side_bar(frame: &Frame) -> Markup {
    html! {
        header.side {
            div {
                (brand())
                nav aria-label=(say(frame.language, "look-places")) { (places(&frame.sections)) }
                p.connection data-connection {}
                details.user {
                    summary {
                        span.role { (frame.reader.role) }
                        span.where { (frame.reader.zone) " · " (own_name(frame.language)) }
                    }
                    (user(frame))
                }
            }
        }
    }
}

fn places(sections: &[Section]) -> Markup {
    html! {
        @for section in sections {
            @if let Some(name) = &section.name { p.section { (name) } }
            ul { @for place in &section.places { li { (link(place, false)) } } }
        }
    }
}

fn link(place: &Place, with_icon: bool) -> Markup {
    html! {
        a href=(place.href) aria-current=[place.current.then_some("page")] {
            @if with_icon && let Some(sign) = place.tab { (icon(sign)) }
            span.word { (place.label) }
            @if let Some((count, words)) = &place.waits {
                span.waits aria-hidden="true" { (count) } span.sr { " (" (words) ")" }
            }
        }
    }
}

fn foot_tabs(frame: &Frame) -> Markup {
    let tabs = frame.sections.iter().flat_map(|section| &section.places).filter(|place| place.tab.is_some());
    html! {
        nav.foot aria-label=(say(frame.language, "look-main-places")) {
            ul { @for place in tabs.take(4) { li { (link(place, true)) } } }
        }
    }
}

/// Language, theme and the way out; forms, so that they work without script.
fn user(frame: &Frame) -> Markup {
    let (reader, language) = (&frame.reader, frame.language);
    html! {
        div.user-menu {
            @let who = dotted(&[&reader.role, &reader.zone]);
            @if !who.is_empty() { p.who { (who) } }
            form method="post" action=(reader.settings) {
                input type="hidden" name="csrf" value=(reader.csrf);
                input type="hidden" name="back" value=(reader.back);
                p.group {
                    span { (say(language, "look-language")) }
                    @for other in Language::ALL {
                        button type="submit" name="language" value=(other.tag()) lang=(other.tag())
                            aria-pressed=(other == language) { (own_name(other)) }
                    }
                }
                p.group {
                    span { (say(language, "look-theme")) }
                    (theme(frame.theme, Theme::System, "system", &say(language, "look-theme-system")))
                    (theme(frame.theme, Theme::Light, "light", &say(language, "look-theme-light")))
                    (theme(frame.theme, Theme::Dark, "dark", &say(language, "look-theme-dark")))
                }
            }
            @if let Some(sign_out) = &reader.sign_out {
                form method="post" action=(sign_out) {
                    input type="hidden" name="csrf" value=(reader.csrf);
                    p.group { button type="submit" { (say(language, "look-sign-out")) } }
                }
            }
        }
    }
}

fn theme(chosen: Theme, this: Theme, word: &str, label: &str) -> Markup {
    html! { button type="submit" name="theme" value=(word) aria-pressed=(chosen == this) { (label) } }
}

/// A language by its own name.
pub(crate) fn own_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::SimplifiedChinese => "简体中文",
    }
}

/// What the script says, in the reader's language, and where it says it to those who do not see.
fn live_words(language: Language) -> Markup {
    html! {
        div.sr id="live" role="status" aria-live="polite"
            data-soon=(say(language, "look-soon")) data-late=(say(language, "look-late"))
            data-days=(say(language, "look-days-short")) data-comma=(say(language, "look-comma"))
            data-online=(say(language, "look-online")) data-offline=(say(language, "look-offline"))
            data-unsent=(say(language, "look-unsent")) data-waiting=(say(language, "look-waiting")) {}
    }
}
