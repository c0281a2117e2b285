use maud::{Markup, html};
use messages::Language;
use server::look::bars::{Bar, bars};
use server::look::button::{Rank, link, submit};
use server::look::card::{Card, card};
use server::look::coverage::{Carried, block, coverage};
use server::look::field::{Field, Kind, field};
use server::look::flow::{Detour, Station, flow};
use server::look::form::{Form, form};
use server::look::head::page_head;
use server::look::level::{Level, Standing, level_badge};
use server::look::notice::notice;
use server::look::page::{Theme, page};
use server::look::pill::{Tone, pill, signed_pill};
use server::look::strip::strip;
use server::look::table::{Column, Row, Set, Table, table};
use server::look::verify::{Doubt, Verify, verify};

use super::{frame, two};

/// The plan as a readable page.
pub(crate) fn plan(language: Language, theme: Theme) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let title = say("Emergency plan for leaked customer information, B2C", "客户信息泄露应急预案（B2C）");
    let around = frame(language, theme, ("Plan owner", "预案负责人"), "Plan", &title);
    let parts = [
        "cn-b2c".to_owned(),
        say("owner: Information Security", "归口：信息安全部"),
        say("31 clauses in 10 chapters", "10 章 31 条"),
        say("4 cases run on it", "4 个事件依此处置"),
    ];
    let actions = html! {
        (link(&say("Print", "打印"), Rank::Quiet, "#main"))
        (link(&say("Compare with 1.1.0", "与 1.1.0 对照"), Rank::Quiet, "#main"))
        (link(&say("Propose a change", "提议修改"), Rank::Primary, "#main"))
    };
    let body = html! {
        (page_head(&title, &parts, &actions))
        (facts(language))
        div.columns.three {
            div.column { (contents(language)) (drill(language)) }
            div.column { (levels(language)) (moves(language)) (clocks(language)) }
            div.column { (findings(language)) (trial(language)) }
        }
    };
    page(&around, &body)
}

fn facts(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    strip(&[
        (say("Version", "版本"), html! { "1.2.0 " (signed_pill(Tone::Good, &say("in force", "有效"))) }),
        (say("In force since", "生效日期"), html! { (say("2 Feb 2026", "2026 年 2 月 2 日")) }),
        (say("Signed by", "签发"), html! { (say("Commander, head of legal", "总指挥、法务合规部负责人")) }),
        (say("Next review", "下次评审"), html! { (say("2 Aug 2026", "2026 年 8 月 2 日")) }),
        (say("Check", "检查"), html! { (say("0 errors, 3 warnings", "0 个错误，3 个警告")) }),
        (say("Digest", "摘要"), html! { span.mono { "7be1…40c9" } }),
    ])
}

fn contents(language: Language) -> Markup {
    use Carried::{Carried as C, Exercised as E, Nothing as N};
    let chapters: [(&str, &str, &[Carried]); 10] = [
        ("General", "总则", &[E, E]),
        ("Organisation and duties", "组织与职责", &[E, E]),
        ("Intake and reporting", "接报与报告", &[E, E, E]),
        ("Assessment", "研判", &[E, E, E]),
        ("Warning", "预警", &[E, E, C]),
        ("Response", "应急响应", &[E, E, C, E]),
        ("After-care", "后期处置", &[C, E, E]),
        ("Means", "保障", &[E, E, E]),
        ("Other means", "其他保障", &[E, E, C, C, E, C, N]),
        ("Training", "培训", &[N]),
    ];
    let say = |en, zh| two(language, en, zh);
    let body = html! {
        ol.chapters {
            @for (at, (en, zh, clauses)) in chapters.iter().enumerate() {
                li { span.number-of { (at + 1) } span { (two(language, en, zh)) } (coverage(clauses, language)) }
            }
        }
        ul.keys {
            li { (block(E)) (say("carried, and exercised by a drill", "已落实并经演练")) }
            li { (block(C)) (say("carried, in no drill yet", "已落实，尚未演练")) }
            li { (block(N)) (say("nothing carries it", "未落实")) }
        }
        hr;
        p { strong { "29" } (say(" of 31 clauses carried", " / 31 条已落实")) }
        p { strong { "23" } (say(" of 31 exercised by a drill", " / 31 条经演练")) }
        p { strong { "4" } (say(" stated choices, 1 to confirm", " 项取舍说明，1 项待确认")) }
    };
    card(&Card { title: say("Contents and coverage", "目录与落实情况"), ..Card::default() }, &body)
}

fn drill(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let bar = |en, zh, done: u16, of: u16| Bar {
        label: two(language, en, zh),
        share: Some(done * 1000 / of),
        figure: html! { (done) " / " (of) },
    };
    let body = html! {
        header.pair { p.score { strong { "84" } (say(" of 100", " / 100 分")) } (pill(Tone::Warn, &say("3 findings open", "3 项问题未结"))) }
        p.caption { (say("“Dump on a forum”, 24 Feb 2026, 3 h 10 min in virtual time", "“论坛兜售数据包”，2026 年 2 月 24 日，虚拟时间 3 小时 10 分")) }
        div.thin { (bars(&say("Last drill", "最近一次演练"), &[
            bar("Clocks", "时限", 17, 19),
            bar("Gates", "关口", 5, 6),
            bar("Facts", "事实", 11, 14),
            bar("Relays", "转达", 4, 4),
        ])) }
        hr;
        h3 { (say("Findings", "发现的问题")) }
        ul.list {
            li { (say("First meeting 12 min late", "首次会议迟 12 分钟")) }
            li { (say("Deputy of the customer lead not reached the second way", "客户沟通组副组长第二联系方式未联系上")) }
            li { (say("Vendor window not asked for", "未要求关闭供应商接入窗口")) }
        }
    };
    card(&Card { title: say("Last drill", "最近一次演练"), ..Card::default() }, &body)
}

fn levels(language: Language) -> Markup {
    let level = |label: &str, place| Level {
        label: label.to_owned(),
        label_language: Some("zh-Hans".to_owned()),
        gloss: None,
        place,
        of: 3,
        standing: Standing::Computed,
    };
    let row = |label: &str, place, when: (&str, &str), brings: (&str, &str)| Row {
        cells: vec![
            level_badge(&level(label, place)),
            html! { (two(language, when.0, when.1)) },
            html! { (two(language, brings.0, brings.1)) },
        ],
        ..Row::default()
    };
    let column = |en, zh| Column { head: two(language, en, zh), set: Set::Text };
    let all = Table {
        caption: two(language, "Levels", "级别"),
        columns: vec![column("Level", "级别"), column("When", "条件"), column("Brings with it", "随之启动")],
        rows: vec![
            row(
                "一般",
                1,
                (
                    "Fewer than 10,000 records, no great effect, mended inside",
                    "记录少于 10,000 条，影响小，内部可处置",
                ),
                ("Technical group, 48 h", "技术处置组，48 小时"),
            ),
            row(
                "较重",
                2,
                (
                    "10,000 to 100,000 records with identity data or part of the transactions",
                    "记录 10,000 至 100,000 条，含身份信息或部分交易信息",
                ),
                ("Legal, press line, notices in 72 h", "法律合规组、口径、72 小时内告知"),
            ),
            row(
                "重大",
                3,
                (
                    "More than 100,000 records with full identity and payment credential of one person, or nationwide loss of trust",
                    "记录超过 100,000 条，同一人身份信息与支付凭证俱全，或在全国范围失信",
                ),
                ("Top management, filing, compensation plan", "最高管理层、上报、赔付方案"),
            ),
        ],
        ..Table::default()
    };
    let caption = two(language, "clause 1.2 · worst last", "条款 1.2 · 最重在后");
    card(
        &Card { title: two(language, "Levels", "级别"), caption: Some(caption), ..Card::default() },
        &table(&all),
    )
}

fn moves(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let station = |label: String, tone, before: Option<String>, during: Option<String>| Station {
        label,
        tone,
        before,
        during,
    };
    let stations = [
        station(say("Signal", "信号"), Tone::Quiet, None, None),
        station(say("Warning", "预警"), Tone::Warn, None, None),
        station(say("Response", "响应"), Tone::Bad, Some(say("worse", "加重")), None),
        station(say("Recovery", "恢复"), Tone::Note, Some(say("hole closed", "漏洞已封堵")), None),
        station(
            say("Watch", "重点监控"),
            Tone::Note,
            Some(say("72 h nobody new", "72 小时无新增")),
            Some(say("7 days", "7 天")),
        ),
        station(
            say("After-care", "后期处置"),
            Tone::Quiet,
            None,
            Some(say("6 monthly calls", "按月回访 6 次")),
        ),
    ];
    let detours = [
        Detour {
            from: 0,
            to: 2,
            label: say("level 2 likely: the commander decides, 15 min", "可能达 2 级：总指挥 15 分钟内决定"),
            above: true,
        },
        Detour {
            from: 1,
            to: 4,
            label: say(
                "lifted: mended, 72 h quiet, mood falling; weekly checks for 30 days",
                "解除：已修复、72 小时平静、舆情回落；此后 30 天每周检查",
            ),
            above: false,
        },
    ];
    let caption = say("states may overlap and reopen", "状态可并存，可重启");
    card(
        &Card {
            title: say("How a case moves", "事件如何推进"), caption: Some(caption), ..Card::default()
        },
        &flow(&stations, &detours),
    )
}

/// What is owed, by whom, within, started by, clause.
type Owed = ([&'static str; 2], [&'static str; 2], [&'static str; 2], [&'static str; 2], &'static str);

const OWED: &[Owed] = &[
    (
        ["Relay of a call confirmed", "来电转达确认"],
        ["Information Security", "信息安全部"],
        ["5 min", "5 分钟"],
        ["call", "来电"],
        "3.1",
    ),
    (
        ["Leadership told", "报告领导"],
        ["Duty manager", "值班经理"],
        ["15 min", "15 分钟"],
        ["level 2 judged", "研判为 2 级"],
        "4.1",
    ),
    (
        ["First report, regulator", "初步报告，监管机构"],
        ["Head of legal", "法务合规部"],
        ["30 min", "30 分钟"],
        ["occurrence ¹", "发生 ¹"],
        "3.2",
    ),
    (
        ["First meeting", "首次会议"],
        ["Commander", "总指挥"],
        ["1 h", "1 小时"],
        ["response", "启动响应"],
        "6.1",
    ),
    (
        ["Groups report ready", "各组汇报准备情况"],
        ["Each lead", "各组组长"],
        ["2 h", "2 小时"],
        ["response", "启动响应"],
        "6.1",
    ),
    (
        ["Report, cyberspace office", "报告网信部门"],
        ["Head of legal", "法务合规部"],
        ["4 h", "4 小时"],
        ["discovery", "发现"],
        "law",
    ),
    (
        ["New intelligence", "新情报"],
        ["Technical", "技术处置组"],
        ["every 4 h", "每 4 小时"],
        ["response", "启动响应"],
        "4.3",
    ),
    (
        ["Warning decided again", "重新研判预警"],
        ["Command", "指挥部"],
        ["12 h", "12 小时"],
        ["warning", "预警"],
        "4.2",
    ),
    (
        ["Notices, identity data", "告知，身份信息类"],
        ["Customers", "客户沟通组"],
        ["24 h", "24 小时"],
        ["knowledge ²", "知悉 ²"],
        "3.3",
    ),
    (
        ["Formal report", "详细处置报告"],
        ["Head of legal", "法务合规部"],
        ["24 h", "24 小时"],
        ["first report ²", "初步报告 ²"],
        "3.2",
    ),
    (
        ["Everyone affected told", "全部受影响用户告知"],
        ["Customers", "客户沟通组"],
        ["72 h", "72 小时"],
        ["knowledge ²", "知悉 ²"],
        "1.2",
    ),
    (
        ["Public notice", "公告"],
        ["Head of legal", "法务合规部"],
        ["3 d", "3 天"],
        ["knowledge", "知悉"],
        "3.2",
    ),
];

fn clocks(language: Language) -> Markup {
    let column = |en, zh| Column { head: two(language, en, zh), set: Set::Text };
    let rows = OWED.iter().map(|(what, who, within, starts, clause)| {
        let say = |words: &[&str; 2]| two(language, words[0], words[1]);
        let name = if *clause == "law" {
            html! { div.with-badge { span { (say(what)) } (verify(&draft(language), language)) } }
        } else {
            html! { (say(what)) }
        };
        let clause = if *clause == "law" { two(language, "law", "法律") } else { (*clause).to_owned() };
        Row {
            cells: vec![
                name,
                html! { (say(who)) },
                html! { (say(within)) },
                html! { (say(starts)) },
                html! { (clause) },
            ],
            ..Row::default()
        }
    });
    let all = Table {
        caption: two(language, "Clocks", "时限"),
        columns: vec![
            column("What is owed", "事项"),
            column("By", "责任人"),
            column("Within", "时限"),
            column("Starts", "起算"),
            column("Clause", "条款"),
        ],
        rows: rows.collect(),
        footnotes: vec![
            two(
                language,
                "¹ If unknown or past, from knowledge, and the report says so.",
                "¹ 如未知或已过，自知悉起算，并在报告中注明。",
            ),
            two(language, "² Stated choice: the plan names no start.", "² 取舍说明：预案未写明起点。"),
        ],
    };
    let caption = two(language, "12 of 26", "26 项中的 12 项");
    card(
        &Card { title: two(language, "Clocks", "时限"), caption: Some(caption), ..Card::default() },
        &table(&all),
    )
}

fn draft(language: Language) -> Verify {
    Verify {
        doubt: Doubt::Verify,
        source: two(language, "Reporting measures, article 7", "报告管理办法第七条"),
        date: two(language, "1 November 2025", "2025 年 11 月 1 日"),
        confidence: two(language, "draft", "征求意见稿"),
    }
}

fn findings(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let finding = |class: &str, sign: &str, title: String, text: String, place: &str, act: Option<String>| {
        html! {
            li.(class) {
                h3 { span aria-hidden="true" { (sign) " " } (title) }
                p { (text) }
                p.mono { (place) }
                @if let Some(act) = act { (link(&act, Rank::Quiet, "#main")) }
            }
        }
    };
    let body = html! {
        ul.findings {
            (finding("warning", "▲", say("Contradiction, 4.1 and 1.2", "4.1 与 1.2 相互矛盾"), say("Clause 4.1 starts “level 1” when a million records flow out, but 1 is the mildest. The pack starts at 3.", "条款 4.1 在百万条记录外流时启动“1 级”，而 1 级最轻。预案包从 3 级启动。"), "plan.yaml 88:9 · choice C-2", None))
            (finding("warning", "▲", say("Two terms cannot both hold", "两项期限无法同时成立"), say("A warning ends after 12 h (4.2), yet is lifted only after 72 quiet hours (5.3). The pack asks for a decision at 12 h.", "预警 12 小时后结束（4.2），又须平静 72 小时方可解除（5.3）。预案包在 12 小时要求作出决定。"), "plan.yaml 141:5 · choice C-3", None))
            (finding("warning", "▲", say("Gap between levels 2 and 3", "2 级与 3 级之间有空白"), say("200,000 e-mail addresses without identity data fit no level. Graded 2, after the plan’s own example. Please confirm.", "20 万个邮箱、不含身份信息时不属于任何级别。按预案自身示例定为 2 级，待确认。"), "plan.yaml 47:7 · choice C-4", Some(say("Confirm choice", "确认取舍"))))
            (finding("remark", "ⓘ", say("No time limit in the text", "正文未写时限"), say("Payment credential notices have no limit in clause 3.3. The pack uses 24 h.", "条款 3.3 未规定支付凭证类告知的时限。预案包取 24 小时。"), "plan.yaml 203:5 · choice C-1", None))
        }
    };
    card(&Card { title: say("What the check says", "检查结果"), ..Card::default() }, &body)
}

fn trial(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let asked = |name: &str, label: String, value: &str, kind| Field {
        name: name.to_owned(),
        label,
        value: value.to_owned(),
        required: true,
        kind,
        ..Field::default()
    };
    let try_it = Form { id: "trial".to_owned(), action: "#main".to_owned(), ..Form::default() };
    let body = html! {
        (form(&try_it, &html! {
            p { (say("Try facts against the plan. Nothing is recorded.", "用事实试算预案，不作记录。")) }
            (field(&asked("records", say("Records", "记录"), "200,000", Kind::Count), language))
            (field(&asked("classes", say("Data classes", "数据类别"), &say("e-mail address", "电子邮箱"), Kind::Line), language))
            (notice(Tone::Note, &html! { p { strong { (say("Level 2", "2 级")) } (say(", by choice C-4. Would be 3 with full identity and payment credential of one person.", "，依取舍 C-4。若同一人身份信息与支付凭证俱全，则为 3 级。")) } }))
            (submit(&say("Try", "试算"), Rank::Quiet))
        }))
    };
    card(&Card { title: say("Would this change the level?", "会改变级别吗？"), ..Card::default() }, &body)
}
