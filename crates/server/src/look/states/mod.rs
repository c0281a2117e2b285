//! The page of states: every component in every state, side by side, for the eye and for the tools that look at pages.
//! Its company, people and numbers are made up; they are samples and no words of the product, so they stand here in
//! both languages and not in the message files.

mod clocks;
mod forms;
mod records;
mod shapes;
mod values;

use jiff::Timestamp;
use maud::{Markup, html};
use messages::Language;

use super::head::page_head;
use super::icon::Icon;
use super::page::{Frame, Place, Reader, Section, Theme, page};

/// Thursday 12 March 2026, 09:41:08 in Shanghai: the moment the samples are seen at.
const NOW: i64 = 1_773_279_668;

/// Every component in every state, as a whole page; its menu is sent with the reader's `token`.
pub fn states_page(language: Language, theme: Theme, token: &str) -> Markup {
    let now = moment(0);
    let frame = Frame {
        language,
        title: two(language, "Components and their states", "组件及其状态"),
        sections: sections(language),
        reader: reader(language, token),
        theme,
        live: None,
        now,
    };
    let body = html! {
        (page_head(
            &frame.title,
            &[two(language, "made-up company", "虚构的公司"), "09:41:08".to_owned()],
            &html! {},
        ))
        (clocks::clocks(now, language))
        (values::values(language))
        (shapes::shapes(language))
        (records::records(now, language))
        (forms::forms(language))
    };
    page(&frame, &body)
}

/// The sample's word in the reader's language.
fn two(language: Language, english: &str, chinese: &str) -> String {
    match language {
        Language::English => english.to_owned(),
        Language::SimplifiedChinese => chinese.to_owned(),
    }
}

/// A moment so many seconds from the sample's now.
fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(NOW + seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The states of one component under its name.
fn shown(name: &str, wide: bool, states: &Markup) -> Markup {
    html! {
        section.state-of { h2 { (name) } div.states.wide[wide] { (states) } }
    }
}

fn reader(language: Language, token: &str) -> Reader {
    Reader {
        role: two(language, "Commander", "总指挥"),
        zone: "Asia/Shanghai".to_owned(),
        settings: "/settings".to_owned(),
        sign_out: Some("/sign-out".to_owned()),
        csrf: token.to_owned(),
        back: "/look".to_owned(),
    }
}

fn sections(language: Language) -> Vec<Section> {
    let place = |english: &str, chinese: &str, tab: Option<Icon>| Place {
        label: two(language, english, chinese),
        href: "#main".to_owned(),
        current: english == "Incidents",
        waits: (english == "Watch").then(|| (2, two(language, "2 late", "2 项已超时"))),
        tab,
    };
    vec![
        Section {
            name: None,
            places: vec![
                place("Watch", "值守", Some(Icon::Bell)),
                place("Incidents", "事件", Some(Icon::Triangle)),
                place("Deadlines", "时限", Some(Icon::Clock)),
            ],
        },
        Section {
            name: Some(two(language, "Readiness", "准备")),
            places: vec![place("Plan", "预案", None), place("Drills", "演练", None)],
        },
        Section {
            name: Some(two(language, "Record", "记录")),
            places: vec![place("Journal", "日志", Some(Icon::Sheet)), place("Reports", "报告", None)],
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages() -> Vec<String> {
        Language::ALL.iter().map(|language| states_page(*language, Theme::System, "").into_string()).collect()
    }

    #[test]
    fn a_page_holds_neither_inline_style_nor_inline_script() {
        for page in pages() {
            assert!(!page.contains(" style="), "the policy of the server forbids style attributes");
            assert!(!page.contains("<style"));
            assert_eq!(page.matches("<script").count(), 1);
            assert!(page.contains("<script src=\"/assets/stanch."));
            for handler in [" onclick=", " onload=", " onsubmit=", "javascript:"] {
                assert!(!page.contains(handler), "{handler}");
            }
        }
    }

    #[test]
    fn every_id_stands_once_and_everything_that_points_at_one_finds_it() {
        for page in pages() {
            let named = |name: &str| -> Vec<String> {
                page.split(&format!(" {name}=\""))
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next())
                    .map(str::to_owned)
                    .collect()
            };
            let mut ids = named("id");
            let all = ids.len();
            ids.sort();
            ids.dedup();
            assert_eq!(ids.len(), all, "an id stands twice");
            assert!(all > 40, "the page of states lost its components");
            for target in named("for")
                .into_iter()
                .chain(named("aria-describedby").iter().flat_map(|ids| ids.split(' ')).map(str::to_owned))
            {
                assert!(ids.contains(&target), "nothing has the id {target}");
            }
        }
    }

    #[test]
    fn the_states_that_must_be_told_apart_without_colour_have_words() {
        let page = states_page(Language::English, Theme::System, "").into_string();
        for word in [
            "soon",
            "late",
            "met 08:52",
            "missed",
            "no longer owed",
            "not yet determined",
            "not owed",
            "unknown",
            "verify",
            "choice",
        ] {
            assert!(page.contains(word), "{word}");
        }
    }
}
