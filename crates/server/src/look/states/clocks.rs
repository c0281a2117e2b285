use jiff::Timestamp;
use maud::{Markup, html};
use messages::Language;

use super::{moment, shown, two};
use crate::look::clock::{Clock, ClockState, Term, clock_card};
use crate::look::clock_list::{clock_preview, clock_rows, clock_strip, elapsed};
use crate::look::verify::{Doubt, Verify};

/// `(state, left, term, title, under, moment, reason)`, times in seconds.
type Sample =
    (ClockState, i64, i64, [&'static str; 2], [&'static str; 2], [&'static str; 2], [&'static str; 2]);

const NONE: [&str; 2] = ["", ""];

const SAMPLES: &[Sample] = &[
    (
        ClockState::Running,
        10_040,
        14_400,
        ["Report · Cyberspace office", "报告网信部门"],
        ["Head of legal · 4 h from discovery", "法务合规部负责人 · 发现起 4 小时"],
        ["12:28", "12:28"],
        NONE,
    ),
    (
        ClockState::Soon,
        3_140,
        7_200,
        ["Groups report ready", "各组汇报准备情况"],
        ["Command · 2 h from start", "指挥部 · 启动起 2 小时"],
        ["10:33", "10:33"],
        NONE,
    ),
    (
        ClockState::Late,
        -251,
        300,
        ["Confirm relay of call 0009", "确认来电 0009 的转达"],
        ["Duty officer · 5 min", "值班经理 · 5 分钟"],
        ["09:36", "09:36"],
        NONE,
    ),
    (
        ClockState::Met,
        -1_000,
        1_800,
        ["First report · TWSE", "初步报告 · 证交所"],
        ["Head of legal · 30 min from knowledge", "法务合规部负责人 · 知悉起 30 分钟"],
        ["08:52", "08:52"],
        NONE,
    ),
    (
        ClockState::MetLate,
        -2_400,
        3_600,
        ["First meeting", "首次会议"],
        ["Commander · 1 h from response", "总指挥 · 启动响应起 1 小时"],
        ["09:05", "09:05"],
        NONE,
    ),
    (
        ClockState::Missed,
        -7_200,
        3_600,
        ["Hourly report, 2nd", "每小时监测回报，第 2 次"],
        ["Technical lead · every hour", "技术处置组组长 · 每小时"],
        ["07:41", "07:41"],
        ["The 3rd runs.", "第 3 次正在计时。"],
    ),
    (
        ClockState::Moot,
        0,
        3_600,
        ["Warning decided again", "重新研判预警"],
        ["Command · 12 h from warning", "指挥部 · 预警起 12 小时"],
        NONE,
        ["Response began at 08:31, approved by the commander.", "08:31 已启动响应，总指挥已批准。"],
    ),
    (
        ClockState::NotOwed,
        0,
        3_600,
        ["Notices, payment credentials", "告知，支付凭证类"],
        ["Customer lead · 24 h", "客户沟通组组长 · 24 小时"],
        NONE,
        ["No payment credentials are among the data.", "泄露数据中没有支付凭证。"],
    ),
    (
        ClockState::Undetermined,
        30_000,
        36_000,
        ["Report, data protection office", "报告个人信息保护部门"],
        ["Head of legal · 4 h from discovery", "法务合规部负责人 · 发现起 4 小时"],
        ["18:06", "18:06"],
        ["Needs: persons.", "尚需查明：自然人数量。"],
    ),
    (
        ClockState::WillStart,
        7_200,
        7_200,
        ["Heads of department told", "告知各部门负责人"],
        ["2 h from opening, for an ordinary case", "开案起 2 小时，一般事件"],
        ["16:11", "16:11"],
        NONE,
    ),
    (
        ClockState::Running,
        2_500_000,
        2_592_000,
        ["Mood watch", "舆情监测"],
        ["Spokesperson · 30 d", "新闻发言人 · 30 天"],
        ["10 Apr", "4 月 10 日"],
        NONE,
    ),
];

pub(super) fn clocks(now: Timestamp, language: Language) -> Markup {
    let cards = make("card", language);
    let some = |from: &str, states: &[ClockState]| -> Vec<Clock> {
        make(from, language).into_iter().filter(|clock| states.contains(&clock.state)).collect()
    };
    let strip = some("strip", &[ClockState::Soon, ClockState::Running, ClockState::Met]);
    let preview = some("preview", &[ClockState::WillStart, ClockState::Undetermined]);
    html! {
        (shown(&two(language, "Clock card", "时限卡片"), false, &html! {
            @for clock in &cards { (clock_card(clock, now, language)) }
        }))
        (shown(&two(language, "Clocks as a strip", "时限条"), true, &clock_strip(&strip, now, language)))
        (shown(&two(language, "Clocks as rows, and before they start", "时限列表与启动前"), false, &html! {
            (clock_rows(&make("row", language), now, language))
            (clock_preview(&preview, now, language))
            (elapsed(&two(language, "since known", "自知悉起"), moment(-4_388), now, language))
        }))
    }
}

fn make(prefix: &str, language: Language) -> Vec<Clock> {
    SAMPLES
        .iter()
        .enumerate()
        .map(|(at, sample)| clock(&format!("{prefix}-{at}"), sample, language))
        .collect()
}

fn clock(id: &str, sample: &Sample, language: Language) -> Clock {
    let (state, left, whole, title, under, by, reason) = sample;
    let say = |words: &[&str; 2]| two(language, words[0], words[1]);
    let due = *left;
    let soon = due - (whole / 2).min(3_600);
    Clock {
        id: id.to_owned(),
        state: *state,
        term: Term { from: moment(due - whole), soon: moment(soon), due: moment(due) },
        title: say(title),
        under: say(under),
        moment: say(by),
        reason: (!reason[0].is_empty()).then(|| say(reason)),
        presumed: *state == ClockState::Running && id.ends_with("-1"),
        lacking: (*state == ClockState::Met && id.starts_with("row"))
            .then(|| two(language, "1 of at least 500 told", "至少 500 人，已告知 1 人")),
        verify: (*state == ClockState::Undetermined).then(|| doubt(language)),
        href: Some(format!("#{id}")),
    }
}

fn doubt(language: Language) -> Verify {
    Verify {
        doubt: Doubt::Verify,
        source: two(language, "Reporting measures, article 7", "报告管理办法第七条"),
        date: two(language, "1 November 2025", "2025 年 11 月 1 日"),
        confidence: two(language, "draft, not yet in force", "征求意见稿，尚未生效"),
    }
}
