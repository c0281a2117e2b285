//! Whole pages as compositions of components, with a made-up company, so that the look can be judged before the pages
//! are bound to real cases.

pub(crate) mod exposure;
pub(crate) mod open;
pub(crate) mod plan;
pub(crate) mod room;

use jiff::Timestamp;
use maud::{Markup, html};
use messages::Language;
use server::look::head::CaseHead;
use server::look::icon::Icon;
use server::look::level::{Level, Standing};
use server::look::page::{Frame, Place, Reader, Section, Theme};
use server::look::tabs::{Tab, tabs};

/// Thursday 12 March 2026, 09:41:08 in Shanghai.
const NOW: i64 = 1_773_279_668;

pub(crate) fn two(language: Language, english: &str, chinese: &str) -> String {
    match language {
        Language::English => english.to_owned(),
        Language::SimplifiedChinese => chinese.to_owned(),
    }
}

pub(crate) fn moment(seconds: i64) -> Timestamp {
    Timestamp::from_second(NOW + seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(crate) fn frame(
    language: Language,
    theme: Theme,
    role: (&str, &str),
    current: &str,
    title: &str,
) -> Frame {
    Frame {
        language,
        title: title.to_owned(),
        sections: sections(language, current),
        reader: Reader {
            role: two(language, role.0, role.1),
            zone: "Asia/Shanghai".to_owned(),
            settings: "/settings".to_owned(),
            sign_out: Some("/sign-out".to_owned()),
            csrf: String::new(),
            back: "/".to_owned(),
        },
        theme,
        live: None,
        now: moment(0),
    }
}

fn sections(language: Language, current: &str) -> Vec<Section> {
    let place = |english: &str, chinese: &str, tab: Option<Icon>| Place {
        label: two(language, english, chinese),
        href: "#main".to_owned(),
        current: english == current,
        waits: (english == "Watch").then(|| (2, two(language, "2 late", "2 项已超时"))),
        tab,
    };
    let section = |name: (&str, &str), places| Section { name: Some(two(language, name.0, name.1)), places };
    vec![
        Section {
            name: None,
            places: vec![
                place("Watch", "值守", Some(Icon::Bell)),
                place("Incidents", "事件", Some(Icon::Triangle)),
                place("Deadlines", "时限", Some(Icon::Clock)),
            ],
        },
        section(
            ("Readiness", "准备"),
            vec![
                place("Plan", "预案", None),
                place("Drills", "演练", None),
                place("Directory", "通讯录", None),
                place("Systems & vendors", "系统与供应商", None),
                place("Training", "培训", None),
            ],
        ),
        section(
            ("Record", "记录"),
            vec![
                place("Journal", "日志", Some(Icon::Sheet)),
                place("Reports", "报告", None),
                place("Supervision", "监管", None),
            ],
        ),
    ]
}

pub(crate) fn head(language: Language, since: i64, seal: &str, actions: Markup) -> CaseHead {
    CaseHead {
        id: "case-head".to_owned(),
        level: Some(Level {
            label: "重大".to_owned(),
            label_language: Some("zh-Hans".to_owned()),
            gloss: None,
            place: 3,
            of: 3,
            standing: Standing::Decided,
        }),
        title: two(language, "Order database dump offered on a forum", "订单数据库在论坛上兜售"),
        parts: vec![
            "INC-2026-0014".to_owned(),
            two(language, "Response", "响应"),
            two(language, "plan cn-b2c 1.2.0", "预案 cn-b2c 1.2.0"),
            two(language, "China · Taiwan", "中国大陆、台湾"),
            two(language, "happened 07:50, known 08:28", "发生 07:50，知悉 08:28"),
        ],
        since: Some((two(language, "since known", "自知悉起"), moment(since))),
        seal: Some(two(language, &format!("journal sealed {seal}"), &format!("日志已封存 {seal}"))),
        actions,
    }
}

pub(crate) fn case_tabs(language: Language, current: &str) -> Markup {
    let tab = |en: &str, zh: &str, count| Tab {
        label: two(language, en, zh),
        count,
        href: "#main".to_owned(),
        current: en == current,
    };
    let all = [
        tab("Overview", "概览", None),
        tab("Obligations", "义务", Some(9)),
        tab("Tasks", "任务", Some(23)),
        tab("Exposure", "泄露分析", None),
        tab("Evidence", "证据", Some(6)),
        tab("Filings", "上报", Some(4)),
        tab("Notices", "告知", None),
        tab("Complaints", "投诉", None),
        tab("Timeline", "时间线", None),
    ];
    html! { (tabs(&two(language, "Parts of the case", "事件各部分"), &all)) }
}
