use maud::{Markup, html};
use messages::Language;
use server::look::button::{Rank, submit, submit_as};
use server::look::card::{Card, card};
use server::look::clock::{Clock, ClockState, Term};
use server::look::clock_list::clock_preview;
use server::look::field::{Choice, Field, Kind, field};
use server::look::form::{Form, form};
use server::look::head::page_head;
use server::look::level::{Level, Standing, level_badge};
use server::look::moment::{Answer, Moment, Part, moment as asked_moment};
use server::look::page::{Frame, Theme, page};
use server::look::range::{Range, range};
use server::look::step::step;
use server::look::ternary::{Question, Ternary, questions};
use server::look::verify::{Doubt, Verify};

use super::{frame, moment, two};

/// Opening a case.
pub(crate) fn open(language: Language, theme: Theme) -> Markup {
    let title = two(language, "Open a case", "开案");
    let around = Frame {
        sections: Vec::new(),
        ..frame(language, theme, ("Duty officer", "值班经理"), "", &title)
    };
    let sub = two(
        language,
        "Only the title is needed. It opens at once; the rest can be filled in while it runs.",
        "只需填写标题即可立案，其余内容可在处置过程中补充。",
    );
    let frame = Form { id: "open-case".to_owned(), action: "#main".to_owned(), ..Form::default() };
    let body = html! {
        (page_head(&title, &[sub], &html! {}))
        div.columns.form-and-side {
            div.column { (form(&frame, &steps(language))) }
            div.column { (side(language)) }
        }
    };
    page(&around, &body)
}

fn steps(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let title = Field {
        name: "title".to_owned(),
        label: say("Title of the case", "事件标题"),
        headed: true,
        value: say("Customer list mailed to the wrong partner", "客户名单误发给其他合作方"),
        required: true,
        kind: Kind::Title,
        ..Field::default()
    };
    html! {
        (step(1, true, &say("What happened, in one line", "用一句话说明发生了什么"), &field(&title, language)))
        (step(2, true, &say("Three times, because clocks hang on them", "三个时间，时限由此起算"), &times(language)))
        (step(3, false, &say("Who reported it", "由谁报告"), &reporter(language)))
        (step(4, false, &say("What is possible", "可能涉及"), &possible(language)))
        div.acts.large {
            (submit(&say("Open the case", "立案"), Rank::Primary))
            (submit_as(&say("Keep as a signal", "留作信号"), Rank::Quiet, "as", "signal"))
            p { (say("A false alarm can be withdrawn.", "误报可以撤销。")) }
        }
    }
}

fn times(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let asked = |name: &str, label: String, time: &str| Moment {
        name: name.to_owned(),
        label,
        day: "2026-03-12".to_owned(),
        time: time.to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        answers: Vec::new(),
        answer: Answer::At,
        help: None,
        faults: Vec::new(),
    };
    let fault = say(
        "14:20 has not come yet; it is 14:11. Give an earlier time, or choose unknown.",
        "14:20 尚未到来，现在是 14:11。请填写更早的时间，或选择未知。",
    );
    let happened = Moment {
        answers: vec![Answer::At, Answer::Before, Answer::Unknown],
        faults: vec![(Part::Time, fault)],
        ..asked("happened", say("Happened", "发生"), "14:20")
    };
    let known = Moment {
        help: Some(say(
            "When the first of us knew, not when you were told.",
            "本单位第一个人知悉的时间，而不是您被告知的时间。",
        )),
        ..asked("known", say("Known", "知悉"), "14:06")
    };
    html! {
        div.moments {
            (asked_moment(&happened, language))
            (asked_moment(&known, language))
            div.moment.told {
                h3 { (say("Entered", "录入")) }
                div {
                    p { (say("12 Mar, 14:11:08", "3 月 12 日 14:11:08")) }
                    p.help { (say("Set by the journal, cannot be edited.", "由日志自动记录，不可修改。")) }
                }
            }
        }
    }
}

fn reporter(language: Language) -> Markup {
    let answers = [
        ("employee", "Employee", "员工"),
        ("customer", "Customer", "客户"),
        ("partner", "Partner", "合作方"),
        ("monitoring", "Monitoring", "监测系统"),
        ("authority", "Authority", "监管机构"),
        ("media", "Media", "媒体"),
        ("anonymous", "Anonymous tip", "匿名举报"),
    ];
    let choices = answers.iter().map(|(value, en, zh)| Choice {
        value: (*value).to_owned(),
        label: two(language, en, zh),
        chosen: *value == "employee",
    });
    let asked = Field {
        name: "reporter".to_owned(),
        label: two(language, "Reported by", "报告人"),
        headed: true,
        kind: Kind::One(choices.collect()),
        ..Field::default()
    };
    field(&asked, language)
}

fn possible(language: Language) -> Markup {
    let question = |name: &str, en, zh, answer| Question {
        name: name.to_owned(),
        text: two(language, en, zh),
        answer: Some(answer),
    };
    let records = Range {
        unknown: None,
        name: "records".to_owned(),
        label: two(language, "Records concerned", "涉及记录"),
        least: "3".to_owned(),
        most: "400".to_owned(),
        ..Range::default()
    };
    html! {
        (questions(&[
            question("left", "Personal data left our hands", "个人信息已流出", Ternary::Yes),
            question("identity", "Identity data among it", "其中有身份信息", Ternary::Unknown),
            question("payment", "Payment credentials among it", "其中有支付凭证", Ternary::No),
            question("going-on", "It is still going on", "仍在继续", Ternary::No),
        ], &range(&records, language), language))
        p.help { (two(language, "“Unknown” is a good answer: clocks run on the stricter possibility until you know.", "“未知”也是有效回答：查明之前，时限按较严的可能计算。")) }
    }
}

fn side(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let mild = Level {
        label: "一般".to_owned(),
        label_language: Some("zh-Hans".to_owned()),
        gloss: None,
        place: 1,
        of: 3,
        standing: Standing::Computed,
    };
    let body = html! {
        p.caption { (say("Plan cn-b2c 1.2.0 and the law of China", "预案 cn-b2c 1.2.0 与中国法律")) }
        (clock_preview(&clocks(language), moment(0), language))
        hr;
        h3 { (say("Level on what you said", "按现有回答的级别")) }
        p { (level_badge(&mild)) " " (say("certain and possible.", "确定且可能的级别均为此级。")) }
        p { (say("At most 400 records; the next level begins at 10,000. Identity data would not change it.", "记录最多 400 条，下一级自 10,000 条起。是否含身份信息不影响级别。")) }
        hr;
        h3 { (say("Who is called when it opens", "立案即通知")) }
        p { (say("Duty manager, technical lead and legal lead, by app and SMS. Others can be kept out of this case by name.", "值班经理、技术处置组组长、法律合规组组长，应用与短信同时通知。可按姓名将他人排除在本事件之外。")) }
    };
    card(&Card { title: say("Clocks that will start", "将启动的时限"), ..Card::default() }, &body)
}

fn clocks(language: Language) -> Vec<Clock> {
    let clock =
        |id: &str, state, left: i64, by: (&str, &str), title: (&str, &str), under: (&str, &str)| Clock {
            id: id.to_owned(),
            state,
            term: Term { from: moment(0), soon: moment(left / 2), due: moment(left) },
            title: two(language, title.0, title.1),
            under: two(language, under.0, under.1),
            moment: two(language, by.0, by.1),
            reason: None,
            presumed: false,
            lacking: None,
            verify: None,
            href: None,
        };
    let waits = Clock {
        verify: Some(Verify {
            doubt: Doubt::Verify,
            source: two(language, "Reporting measures, article 7", "报告管理办法第七条"),
            date: two(language, "1 November 2025", "2025 年 11 月 1 日"),
            confidence: two(language, "draft", "征求意见稿"),
        }),
        ..clock(
            "will-4",
            ClockState::Undetermined,
            14_092,
            ("18:06", "18:06"),
            ("Report, cyberspace office", "报告网信部门"),
            (
                "4 h from discovery, if 较大 or worse. Needs: persons.",
                "较大及以上时，发现起 4 小时。尚需查明：自然人数量",
            ),
        )
    };
    vec![
        clock(
            "will-1",
            ClockState::WillStart,
            1_492,
            ("14:36", "14:36"),
            ("First report, regulator", "初步报告，监管机构"),
            (
                "30 min. The plan counts from occurrence; that is not given yet, so from knowledge, 14:06.",
                "30 分钟。预案自发生起算；发生时间未填，暂自知悉 14:06 起算。",
            ),
        ),
        clock(
            "will-2",
            ClockState::WillStart,
            7_200,
            ("16:11", "16:11"),
            ("Heads of department told", "告知各部门负责人"),
            ("2 h from opening, for an ordinary case.", "一般事件，立案起 2 小时。"),
        ),
        clock(
            "will-3",
            ClockState::WillStart,
            86_092,
            ("Fri 14:06", "周五 14:06"),
            ("Notices, identity data", "告知，身份信息类"),
            (
                "24 h, runs because identity data is unknown. Stops as not owed if the answer is no.",
                "24 小时；因是否含身份信息未知而计时，若不含则不需履行。",
            ),
        ),
        waits,
    ]
}
