use maud::{Markup, html};
use messages::Language;
use server::look::bars::{Bar, bars, share_of};
use server::look::button::{Rank, link, submit};
use server::look::card::{Card, card};
use server::look::clock::{Clock, ClockState, Term, clock_cards};
use server::look::fact::{Bound, Fact, bounded, fact_chip, unknown};
use server::look::figures::{Figure, figures};
use server::look::form::{Form, form};
use server::look::head::case_head;
use server::look::notice::notice;
use server::look::page::{Theme, page};
use server::look::pill::Tone;
use server::look::task::{Task, TaskState, task_card, task_group};
use server::look::timeline::{Entry, timeline};

use super::{case_tabs, frame, head, moment, two};

/// The incident room.
pub(crate) fn room(language: Language, theme: Theme) -> Markup {
    let actions = html! {
        (link(&two(language, "Hand over", "交接"), Rank::Quiet, "#main"))
        (link(&two(language, "Record fact", "记录事实"), Rank::Primary, "#main"))
    };
    let head = head(language, -4_388, "09:40:31", actions);
    let around = frame(language, theme, ("Commander", "总指挥"), "Incidents", &head.title);
    let body = html! {
        (case_head(&head, moment(0), language))
        (clock_cards(&clocks(language), moment(0), language))
        (case_tabs(language, "Overview"))
        div.columns {
            div.column { (known(language)) (leaked(language)) (groups(language)) }
            div.column { (lately(language)) }
        }
    };
    page(&around, &body)
}

fn clocks(language: Language) -> Vec<Clock> {
    let clock =
        |id: &str, state, left: i64, whole: i64, title: (&str, &str), under: (&str, &str), by: &str| Clock {
            id: id.to_owned(),
            state,
            term: Term {
                from: moment(left - whole),
                soon: moment(left - (whole / 2).min(3_600)),
                due: moment(left),
            },
            title: two(language, title.0, title.1),
            under: two(language, under.0, under.1),
            moment: by.to_owned(),
            reason: None,
            presumed: false,
            lacking: None,
            verify: None,
            href: Some("#main".to_owned()),
        };
    let mut all = vec![
        clock(
            "c1",
            ClockState::Met,
            -1,
            1_800,
            ("First report · TWSE", "初步报告 · 证交所"),
            ("30 min from knowledge", "知悉起 30 分钟"),
            "08:52",
        ),
        clock(
            "c2",
            ClockState::Late,
            -251,
            300,
            ("Confirm relay of call 0009", "确认来电 0009 的转达"),
            ("Duty officer · 5 min", "值班经理 · 5 分钟"),
            "",
        ),
        clock(
            "c3",
            ClockState::Soon,
            3_140,
            7_200,
            ("Groups report ready", "各组汇报准备情况"),
            ("Command · 2 h from start", "指挥部 · 启动起 2 小时"),
            "",
        ),
        clock(
            "c4",
            ClockState::Running,
            10_040,
            14_400,
            ("Report · Cyberspace office", "报告 · 网信部门"),
            ("4 h from discovery · V2", "发现起 4 小时 · V2"),
            "",
        ),
        clock(
            "c5",
            ClockState::Running,
            82_040,
            86_400,
            ("Notices, identity data", "告知，身份信息类"),
            ("Customers · 24 h · forecast 19:05 ✓", "客户沟通组 · 24 小时 · 预计 19:05 ✓"),
            "",
        ),
    ];
    all.iter_mut().for_each(|clock| clock.id = format!("clock-{}", clock.id));
    all
}

fn evidence(value: &str, bound: Bound) -> Fact {
    Fact {
        value: value.to_owned(),
        bound,
        evidence: vec![("E-3".to_owned(), "#main".to_owned())],
        moment: Some("09:38".to_owned()),
        superseded_by: None,
    }
}

fn known(language: Language) -> Markup {
    let figure = |value: &str, bound: &Bound, en: &str, zh: &str| Figure {
        value: html! { (bounded(value, bound)) },
        name: two(language, en, zh),
        notes: Vec::new(),
    };
    let verdict = two(language, "Genuine", "属实");
    let body = html! {
        (figures(&[
            figure("8,016,552", &Bound::AtLeast, "records", "记录"),
            figure("1,204,118", &Bound::AtLeast, "persons, each once", "自然人，每人只计一次"),
            figure("318,442", &Bound::AtLeast, "of them our customers", "其中本单位客户"),
            figure(&verdict, &Bound::Exact, "verdict on the claim", "对卖家说法的判定"),
        ], false))
        (notice(Tone::Note, &why(language)))
    };
    card(
        &Card {
            id: "known".to_owned(), title: two(language, "What is known", "已知情况"), caption: None
        },
        &body,
    )
}

fn why(language: Language) -> Markup {
    let records = fact_chip(&evidence("8,016,552", Bound::AtLeast), language);
    let joint = fact_chip(&evidence("35,029", Bound::Exact), language);
    match language {
        Language::English => html! {
            p {
                strong { "Level 3 of 3, computed and decided." } " " code { "records > 100_000" } " is true: " (records) ". "
                code { "persons_identity_and_payment >= 1" } " is true: " (joint)
                ". Would be 2 if E-3 held 100,000 records or fewer. Bank passwords: " (unknown(None, language)) ", would change nothing."
            }
        },
        Language::SimplifiedChinese => html! {
            p {
                strong { "3/3 级，系统研判并已决定。" } code { "records > 100_000" } " 成立：" (records) "。"
                code { "persons_identity_and_payment >= 1" } " 成立：" (joint)
                "。若 E-3 记录不超过 100,000 条，则为 2 级。支付密码：" (unknown(None, language)) "，不影响级别。"
            }
        },
    }
}

fn leaked(language: Language) -> Markup {
    let title = two(language, "What leaked, by customers affected", "泄露数据，按受影响客户");
    let bar = |en, zh, count: u64| Bar {
        label: two(language, en, zh),
        share: Some(share_of(count, 318_442)),
        figure: html! { (server::look::time::grouped(count)) },
    };
    let rows = [
        bar("Phone number", "手机号", 318_442),
        bar("Name", "姓名", 312_077),
        bar("E-mail address", "电子邮箱", 226_094),
        bar("Identity number", "身份证号", 121_006),
        bar("Payment card", "支付卡号", 35_029),
    ];
    card(
        &Card { id: "leaked".to_owned(), title: title.clone(), caption: None },
        &html! { div.wide-labels { (bars(&title, &rows)) } },
    )
}

fn groups(language: Language) -> Markup {
    let task = |id: &str, title: (&str, &str), doer: (&str, &str), left: i64| Task {
        id: format!("task-{id}"),
        title: two(language, title.0, title.1),
        doer: two(language, doer.0, doer.1),
        accountable: None,
        state: if left == 0 {
            TaskState::Done(two(language, "lead, 09:02", "组长，09:02"))
        } else {
            TaskState::Open
        },
        due: (left > 0).then(|| moment(left)),
        href: Some("#main".to_owned()),
    };
    let lead = ("lead", "组长");
    let group = |name: (&str, &str), done, of, tasks: &[Task]| {
        let cards = html! { @for task in tasks { (task_card(task, moment(0), language)) } };
        task_group(&two(language, name.0, name.1), done, of, &cards)
    };
    let body = html! {
        div.task-groups {
            (group(("Technical", "技术处置组"), 3, 7, &[
                task("t1", ("Isolate order-db-2", "隔离订单库二号机"), lead, 0),
                task("t2", ("Seal memory image", "封存内存镜像"), lead, 2_460),
                task("t3", ("WAF rule for /export", "为 /export 加拦截规则"), ("deputy", "副组长"), 4_200),
            ]))
            (group(("Legal", "法律合规组"), 2, 5, &[
                task("l1", ("Duty to report: CN, TW", "报告义务：大陆、台湾"), lead, 0),
                task("l2", ("Impact assessment", "影响评估"), lead, 81_600),
            ]))
            (group(("Customers", "客户沟通组"), 1, 6, &[
                task("k1", ("Hotline open", "开通值守热线"), lead, 0),
                task("k2", ("Pass SMS text v2", "审定短信文本第 2 版"), ("legal", "法律合规组"), 1_500),
            ]))
            (group(("Operations", "运营保障组"), 1, 5, &[
                task("o1", ("Pause sign-ups", "暂停新用户注册"), lead, 0),
                task("o2", ("Vendor windows closed", "关闭供应商接入窗口"), lead, 1_800),
            ]))
        }
    };
    card(
        &Card {
            id: "groups".to_owned(), title: two(language, "Groups at work", "各组进展"), caption: None
        },
        &body,
    )
}

fn lately(language: Language) -> Markup {
    let entry = |id: &str, at: &str, actor: (&str, &str), text: (&str, &str), mono: &str| Entry {
        id: format!("entry-{id}"),
        at: at.to_owned(),
        at_exact: format!("2026-03-12T{at}:00+08:00"),
        recorded: None,
        actor: two(language, actor.0, actor.1),
        text: html! { (two(language, text.0, text.1)) },
        mono: (!mono.is_empty()).then(|| mono.to_owned()),
        proof: None,
        struck: None,
        more: None,
    };
    let add = Form { id: "add-entry".to_owned(), action: "#main".to_owned(), ..Form::default() };
    let body = html! {
        (form(&add, &html! {
            div.one-line {
                label.sr for="note" { (two(language, "Note or decision", "记录或决定")) }
                input id="note" name="note" type="text" required placeholder=(two(language, "Note, decision, or /fact /task /call", "记录、决定，或 /事实 /任务 /来电"));
                (submit(&two(language, "Add", "添加"), Rank::Quiet))
            }
        }))
        (timeline(&[
            entry("7", "09:40", ("Technical lead", "技术处置组组长"), ("sealed evidence E-6, disk image of order-db-2", "封存证据 E-6，订单库二号机磁盘镜像"), "sha256 9f2c…b1 · leaf 4,812"),
            entry("6", "09:38", ("Exposure", "泄露分析"), ("finished on E-3: 318,442 customers", "完成 E-3：318,442 位客户"), "4.1 GB in 6.2 s"),
            entry("5", "09:38", ("Level", "级别"), ("2 → 3 computed by clause 1.2; decided 09:40", "依条款 1.2 由 2 级升为 3 级；09:40 决定"), ""),
            entry("4", "09:05", ("Commander", "总指挥"), ("opened the first meeting, 5 present", "召开首次会议，5 人到会"), ""),
            entry("3", "08:52", ("Legal lead", "法律合规组组长"), ("filed the first report with TWSE, 24 min after knowing", "向证交所提交初步报告，知悉后 24 分钟"), ""),
            entry("2", "08:31", ("Signal", "信号"), ("sigma bulk-export-by-service-account ×212 gathered", "sigma 服务账号大量导出 ×212，已归并"), ""),
            entry("1", "08:28", ("Hotline", "热线"), ("call 0007 relayed and confirmed in 3 min", "来电 0007 已转达，3 分钟内确认"), ""),
        ], language))
    };
    card(&Card { id: "lately".to_owned(), title: two(language, "Timeline", "时间线"), caption: None }, &body)
}
