use maud::{Markup, html};
use messages::Language;

use super::{shown, two};
use crate::look::button::{Rank, link, submit};
use crate::look::error::{ErrorText, error};
use crate::look::field::{Choice, Field, Kind, field};
use crate::look::form::{Form, form};
use crate::look::moment::{Answer, Moment, Part, moment, set_moment};
use crate::look::range::{Range, range};
use crate::look::step::step;
use crate::look::ternary::{Question, Ternary, questions};

pub(super) fn forms(language: Language) -> Markup {
    let body = html! {
        (step(1, true, &two(language, "What happened, in one line", "用一句话说明发生了什么"), &title(language)))
        (step(2, true, &two(language, "Three times, because clocks hang on them", "三个时间，时限由此起算"), &moments(language)))
        (step(3, false, &two(language, "What is possible", "可能涉及"), &possible(language)))
    };
    let frame = |id: &str| Form { id: id.to_owned(), action: "#main".to_owned(), ..Form::default() };
    html! {
        (shown(&two(language, "Error", "错误"), false, &wrong(language)))
        (shown(&two(language, "Steps, moments, three-valued questions", "步骤、时间、三值问题"), true, &form(&frame("form-steps"), &body)))
        (shown(&two(language, "Fields", "表单字段"), false, &fields(language)))
        (shown(&two(language, "Buttons", "按钮"), false, &html! {
            div.acts {
                (submit(&two(language, "Record fact", "记录事实"), Rank::Primary))
                (submit(&two(language, "Hand over", "交接"), Rank::Quiet))
                (link(&two(language, "Print", "打印"), Rank::Quiet, "#main"))
            }
        }))
    }
}

fn wrong(language: Language) -> Markup {
    error(&ErrorText {
        given: two(
            language,
            "The case was changed by the technical lead at 09:40, after you opened this form.",
            "您打开此表单后，技术处置组组长于 09:40 修改了该事件。",
        ),
        expected: two(language, "A level is decided on the facts as they stand.", "级别须依据当前事实决定。"),
        remedy: two(
            language,
            "Read what is new below, then decide again; your reason is kept.",
            "先看下方的新内容，再作决定；已填写的理由仍保留。",
        ),
    })
}

fn title(language: Language) -> Markup {
    let asked = Field {
        name: "title".to_owned(),
        label: two(language, "Title of the case", "事件标题"),
        value: two(language, "Customer list mailed to the wrong partner", "客户名单误发给其他合作方"),
        required: true,
        kind: Kind::Title,
        ..Field::default()
    };
    field(&asked, language)
}

fn moments(language: Language) -> Markup {
    let asked = |name: &str, label: (&str, &str), time: &str| Moment {
        name: name.to_owned(),
        label: two(language, label.0, label.1),
        day: "2026-03-12".to_owned(),
        time: time.to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        answers: vec![Answer::At, Answer::Before, Answer::Unknown],
        answer: Answer::At,
        help: None,
        faults: Vec::new(),
    };
    let fault = two(
        language,
        "14:20 has not come yet; it is 14:11. Give an earlier time, or choose unknown.",
        "14:20 尚未到来，现在是 14:11。请填写更早的时间，或选择未知。",
    );
    let happened =
        Moment { faults: vec![(Part::Time, fault)], ..asked("happened", ("Happened", "发生"), "14:20") };
    let help = two(
        language,
        "When the first of us knew, not when you were told.",
        "本单位第一个人知悉的时间，而不是您被告知的时间。",
    );
    let known =
        Moment { help: Some(help), answers: Vec::new(), ..asked("known", ("Known", "知悉"), "14:06") };
    let (label, help) =
        (("Entered", "录入"), ("Set by the journal; it cannot be changed.", "由日志自动记录，不可更改。"));
    let entered =
        set_moment(&two(language, label.0, label.1), "2026-03-12 14:11", &two(language, help.0, help.1));
    html! { div.moments { (moment(&happened, language)) (moment(&known, language)) (entered) } }
}

fn possible(language: Language) -> Markup {
    let question =
        |name: &str, en, zh, answer| Question { name: name.to_owned(), text: two(language, en, zh), answer };
    let asked = [
        question("left", "Personal data left our hands", "个人信息已流出", Some(Ternary::Yes)),
        question("identity", "Identity data among it", "其中有身份信息", Some(Ternary::Unknown)),
        question("going-on", "It is still going on", "仍在继续", None),
    ];
    let fault = two(
        language,
        "at least 500, at most 400: the lower bound lies above the upper. Correct one of them.",
        "至少 500、至多 400：下限大于上限，请更正其一。",
    );
    let counted = Range {
        name: "concerned".to_owned(),
        label: two(language, "Records concerned", "涉及记录"),
        least: "500".to_owned(),
        most: "400".to_owned(),
        unknown: Some(false),
        help: None,
        fault: Some(fault),
    };
    questions(&asked, &range(&counted, language), language)
}

fn fields(language: Language) -> Markup {
    let choices = |chosen: usize| -> Vec<Choice> {
        [
            ("employee", "Employee", "员工"),
            ("customer", "Customer", "客户"),
            ("partner", "Partner", "合作方"),
            ("media", "Media", "媒体"),
        ]
        .iter()
        .enumerate()
        .map(|(at, (value, en, zh))| Choice {
            value: (*value).to_owned(),
            label: two(language, en, zh),
            chosen: at == chosen,
        })
        .collect()
    };
    let asked = |name: &str, label: (&str, &str), kind| Field {
        name: name.to_owned(),
        label: two(language, label.0, label.1),
        required: true,
        kind,
        ..Field::default()
    };
    let fault = two(
        language,
        "“many” is not a number. Give digits, such as 400, or leave it empty while it is unknown.",
        "“很多”不是数字。请填写数字，例如 400；尚不清楚时留空。",
    );
    let all = [
        Field {
            value: two(language, "Duty officer", "值班经理"),
            ..asked("who", ("Who tells it", "报告人岗位"), Kind::Line)
        },
        Field {
            required: false,
            help: Some(two(language, "Word for word; one sentence is enough.", "照原话记，一句即可。")),
            ..asked("words", ("What was said", "说了什么"), Kind::Lines { rows: 3 })
        },
        Field {
            value: two(language, "many", "很多"),
            fault: Some(fault),
            required: false,
            ..asked("records", ("Records, at most", "记录，最多"), Kind::Count)
        },
        asked("select", ("Relay to", "转达给"), Kind::Select(choices(1))),
        asked("one", ("Who reported it", "由谁报告"), Kind::One(choices(0))),
        Field {
            required: false, ..asked("any", ("Whom it concerns", "涉及哪些人"), Kind::Any(choices(2)))
        },
        asked("secret", ("Password", "密码"), Kind::Secret { new: false }),
        Field {
            help: Some(two(
                language,
                "Any table, mail, document or archive; what cannot be read is reported as not read.",
                "表格、邮件、文档或压缩包均可；读不了的会注明未读。",
            )),
            ..asked("leak", ("The leak", "泄露数据"), Kind::Files { accept: String::new(), several: true })
        },
    ];
    html! { @for asked in &all { (field(asked, language)) } }
}
