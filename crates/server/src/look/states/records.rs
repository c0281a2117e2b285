use jiff::Timestamp;
use maud::{Markup, html};
use messages::Language;

use super::{moment, shown, two};
use crate::look::form::Form;
use crate::look::gate::{Condition, Met, gate_button, gate_rows};
use crate::look::proposal::{Proposal, proposal};
use crate::look::task::{Task, TaskState, task_card, task_group};
use crate::look::timeline::{Entry, timeline};

pub(super) fn records(now: Timestamp, language: Language) -> Markup {
    html! {
        (shown(&two(language, "Task card", "任务卡片"), false, &tasks(now, language)))
        (shown(&two(language, "Timeline", "时间线"), false, &entries(language)))
        (shown(&two(language, "Gate", "关口"), false, &gates(language)))
        (shown(&two(language, "Proposal", "提议"), false, &proposals(language)))
    }
}

fn tasks(now: Timestamp, language: Language) -> Markup {
    let lead = two(language, "lead", "组长");
    let task = |id: &str, en, zh, state, left: i64| Task {
        id: id.to_owned(),
        title: two(language, en, zh),
        doer: lead.clone(),
        accountable: None,
        state,
        due: Some(moment(left)),
        href: Some("#main".to_owned()),
    };
    let blocked = TaskState::Blocked(two(language, "memory image", "内存镜像"));
    let done = TaskState::Done(two(language, "deputy, 09:02", "副组长，09:02"));
    let answered = Task {
        accountable: Some(two(language, "technical lead", "技术处置组组长")),
        ..task("task-2", "Seal memory image", "封存内存镜像", TaskState::Doing, 2_460)
    };
    let all = html! {
        (task_card(&task("task-1", "Isolate order-db-2", "隔离订单库二号机", done, 0), now, language))
        (task_card(&answered, now, language))
        (task_card(&task("task-3", "WAF rule for /export", "为 /export 加拦截规则", TaskState::Open, 4_200), now, language))
        (task_card(&task("task-4", "Restart order-db-2", "重启订单库二号机", blocked, 9_000), now, language))
        (task_card(&task("task-5", "Pass SMS text v2", "审定短信文本第 2 版", TaskState::Open, -95), now, language))
    };
    task_group(&two(language, "Technical", "技术处置组"), 1, 5, &all)
}

fn entries(language: Language) -> Markup {
    let entry = |id: &str, at: &str, actor: (&str, &str), text: (&str, &str)| Entry {
        id: id.to_owned(),
        at: at.to_owned(),
        at_exact: format!("2026-03-12T{at}:00+08:00"),
        recorded: None,
        actor: two(language, actor.0, actor.1),
        text: html! { (two(language, text.0, text.1)) },
        mono: None,
        proof: None,
        struck: None,
        more: None,
    };
    let technical = ("Technical lead", "技术处置组组长");
    let sealed = Entry {
        mono: Some("sha256 9f2c…b1 · leaf 4,812".to_owned()),
        proof: Some("#main".to_owned()),
        ..entry(
            "entry-3",
            "09:40",
            technical,
            ("sealed evidence E-6, disk image of order-db-2", "封存证据 E-6，订单库二号机磁盘镜像"),
        )
    };
    let late = Entry {
        recorded: Some("09:31".to_owned()),
        ..entry("entry-2", "09:02", technical, ("isolated order-db-2", "隔离订单库二号机"))
    };
    let struck = Entry {
        struck: Some(two(
            language,
            "Struck 09:12 by the duty officer: wrong call number.",
            "09:12 由值班经理划去：来电编号有误。",
        )),
        ..entry("entry-1", "08:28", ("Hotline", "热线"), ("relayed call 0006", "转达来电 0006"))
    };
    let followed = two(language, "2 entries followed from it", "由此产生 2 条记录");
    let plan = ("Plan", "预案");
    let opened = Entry {
        more: Some((
            followed,
            vec![
                entry("entry-5", "08:29", plan, ("clock started: first report", "时限起算：初步报告")),
                entry(
                    "entry-6",
                    "08:29",
                    plan,
                    ("clock started: tell the leadership", "时限起算：向领导汇报"),
                ),
            ],
        )),
        ..entry("entry-4", "08:29", ("Duty manager", "值班经理"), ("opened the case", "立案"))
    };
    html! { (timeline(&[sealed, late, opened, struck], language)) }
}

fn gates(language: Language) -> Markup {
    let condition = |en, zh, met, help: Option<(&str, &str)>| Condition {
        text: two(language, en, zh),
        met,
        help: help.map(|(en, zh)| html! { (two(language, en, zh)) }),
    };
    let waived = Met::NotApplicable {
        by: two(language, "head of legal", "法务合规部负责人"),
        why: two(language, "no vendor is involved", "不涉及第三方服务商"),
    };
    let lacking = two(language, "regulator’s check", "监管机构检查");
    html! {
        div {
            (gate_rows(&[
                condition("The hole is closed", "漏洞已封堵", Met::Since("09:02".to_owned()), None),
                condition("The regulator’s check is passed", "已通过监管机构检查", Met::Not, Some(("Head of legal records it.", "由法务合规部负责人记录。"))),
                condition("Nobody new is affected for 72 h", "连续 72 小时无新增受影响用户", Met::Unknown, Some(("Answered by the technical lead.", "由技术处置组组长答复。"))),
                condition("The vendor destroyed its copies", "供应商已销毁副本", waived, None),
            ], language))
            (gate_button(&two(language, "Propose to end the response", "提议终止响应"), Some(&lacking), language))
        }
        div { (gate_button(&two(language, "Propose to end the response", "提议终止响应"), None, language)) }
    }
}

fn proposals(language: Language) -> Markup {
    let answer = |value: &str, en, zh| (value.to_owned(), two(language, en, zh));
    let waiting = Proposal {
        id: "proposal-1".to_owned(),
        title: two(language, "Credential stuffing at web order log-in", "疑似撞库：网页下单登录"),
        waits: two(language, "waits 00:02:14", "已等待 00:02:14"),
        seen: two(
            language,
            "One address tried 1,140 log-ins in 10 minutes, 97.2 % failed; 62 accounts are locked. No data seen leaving.",
            "同一 IP 10 分钟内登录 1,140 次，失败 97.2 %；已锁定 62 个账户。未见数据外流。",
        ),
        doubt: None,
        rule: Some("failed_logins > 1_000 && since(first_seen) < 10m".to_owned()),
        clause: two(language, "clause 4.2 · ordinary warning", "条款 4.2 · 一般预警"),
        answers: vec![
            answer("warn", "Open the warning", "发出预警"),
            answer("attach", "Attach to a case", "并入事件"),
            answer("dismiss", "Dismiss", "不采纳"),
        ],
        form: Form { id: "proposal-1-answer".to_owned(), action: "#main".to_owned(), ..Form::default() },
    };
    proposal(&waiting, "", language)
}
