use maud::{Markup, html};
use messages::Language;
use server::look::bars::{Bar, bars, share_of};
use server::look::button::{Rank, submit};
use server::look::card::{Card, card};
use server::look::clock::{Clock, ClockState, Term};
use server::look::clock_list::clock_strip;
use server::look::fact::{Bound, bounded, unknown};
use server::look::figures::{Figure, figures};
use server::look::head::case_head;
use server::look::notice::notice;
use server::look::page::{Theme, page};
use server::look::pill::{Tone, signed_pill};
use server::look::progress::{Progress, progress};
use server::look::sample::{Masked, masked};
use server::look::stacked::{Shade, stacked, swatch};
use server::look::table::{Column, Row, Set, Table, table};

use super::{case_tabs, frame, head, moment, two};

/// Who is in the leak.
pub(crate) fn exposure(language: Language, theme: Theme) -> Markup {
    let actions = html! {
        (server::look::button::link(&two(language, "Hand over", "交接"), Rank::Quiet, "#main"))
        (server::look::button::link(&two(language, "Record fact", "记录事实"), Rank::Quiet, "#main"))
    };
    let head = head(language, -6_245, "10:12:01", actions);
    let around = frame(language, theme, ("Technical lead", "技术处置组组长"), "Incidents", &head.title);
    let body = html! {
        (case_head(&head, moment(0), language))
        (clock_strip(&clocks(language), moment(0), language))
        (case_tabs(language, "Exposure"))
        (bar_of_leak(language))
        div.columns {
            div.column { (four(language)) (classes(language)) (quality(language)) (sample(language)) }
            div.column { (read(language)) (verdict(language)) (clusters(language)) }
        }
    };
    page(&around, &body)
}

fn clocks(language: Language) -> Vec<Clock> {
    let clock = |id: &str, state, left: i64, title: (&str, &str), by: (&str, &str)| Clock {
        id: format!("next-{id}"),
        state,
        term: Term { from: moment(left - 7_200), soon: moment(left - 3_600), due: moment(left) },
        title: two(language, title.0, title.1),
        under: String::new(),
        moment: two(language, by.0, by.1),
        reason: None,
        presumed: false,
        lacking: None,
        verify: None,
        href: Some("#main".to_owned()),
    };
    vec![
        clock("1", ClockState::Soon, 1_255, ("Groups report ready", "各组汇报准备情况"), ("10:33", "10:33")),
        clock(
            "2",
            ClockState::Running,
            8_155,
            ("Report, cyberspace office", "报告网信部门"),
            ("12:28", "12:28"),
        ),
        clock(
            "3",
            ClockState::Running,
            80_155,
            ("Notices, identity data", "身份信息类告知"),
            ("08:28 tomorrow", "明日 08:28"),
        ),
        clock("4", ClockState::Met, -1, ("First report", "初步报告"), ("08:52", "08:52")),
    ]
}

fn bar_of_leak(language: Language) -> Markup {
    html! {
        form.leak-bar method="get" action="#main" {
            label.sr for="evidence" { (two(language, "Evidence shown", "显示的证据")) }
            select id="evidence" name="evidence" {
                option selected { (two(language, "E-3 package sold on the forum", "E-3 论坛所售数据包")) }
                option { (two(language, "E-7 scans added by the seller", "E-7 卖家追加的扫描件")) }
            }
            p.caption { (two(language, "4,113.7 MB, 40 files · read in 6.2 s · finished 09:38:06, in the journal", "4,113.7 MB，40 个文件 · 6.2 秒读毕 · 09:38:06 完成，已入日志")) }
            div.acts {
                (submit(&two(language, "Export counts", "导出计数"), Rank::Quiet))
                (submit(&two(language, "Seal the list in the vault", "名单存入保险库"), Rank::Primary))
            }
        }
    }
}

fn four(language: Language) -> Markup {
    let figure = |name: (&str, &str), value: &str, notes: [(&str, &str); 2]| Figure {
        value: html! { (bounded(value, &Bound::AtLeast)) },
        name: two(language, name.0, name.1),
        notes: notes.iter().map(|(en, zh)| html! { (two(language, en, zh)) }).collect(),
    };
    let body = figures(
        &[
            figure(
                ("Records", "记录"),
                "8,016,552",
                [("rows of data", "数据行"), ("6,912 of no person", "未归属到人 6,912")],
            ),
            figure(
                ("Identifiers", "标识"),
                "2,043,259",
                [
                    ("phones, e-mails, identity", "去重后的手机号、邮箱、"),
                    ("and card numbers, each once", "证件号与卡号"),
                ],
            ),
            figure(
                ("Persons", "自然人"),
                "1,204,118",
                [
                    ("each counted once", "每人只计一次"),
                    ("885,676 not in the register", "885,676 人不在名册"),
                ],
            ),
            figure(
                ("Our customers", "本单位客户"),
                "318,442",
                [("26.4 % of persons", "占自然人 26.4 %"), ("4,106 of them VIP", "其中 VIP 4,106")],
            ),
        ],
        true,
    );
    let caption =
        two(language, "all lower bounds: 6 files are not read whole", "均为下限：仍有 6 个文件未读全");
    card(
        &Card {
            title: two(language, "Four numbers, counted apart", "四个数，各自计数"),
            caption: Some(caption),
            ..Card::default()
        },
        &body,
    )
}

fn classes(language: Language) -> Markup {
    let bar = |en, zh, count: u64| Bar {
        label: two(language, en, zh),
        share: Some(share_of(count, 318_442)),
        figure: html! { (server::look::time::grouped(count)) },
    };
    let lies = two(language, "may be in backup.7z", "可能在 backup.7z 中");
    let rows = [
        bar("Phone number", "手机号", 318_442),
        bar("Name", "姓名", 312_077),
        bar("E-mail", "电子邮箱", 226_094),
        bar("Identity number", "身份证号", 121_006),
        bar("Payment card", "支付卡号", 35_029),
        Bar {
            label: two(language, "Bank password", "支付密码"),
            share: None,
            figure: unknown(Some(&lies), language),
        },
    ];
    let by_class = two(language, "By class of data", "按数据类别");
    let customers = two(language, "customers", "客户数");
    html! {
        section.card {
            div.halves {
                div {
                    header.pair { h2 { (by_class) } p.caption { (customers) } }
                    (bars(&by_class, &rows))
                }
                div { (joint(language)) }
            }
        }
    }
}

fn joint(language: Language) -> Markup {
    let row = |text: Markup, count: &str| Row { cells: vec![text, html! { (count) }], ..Row::default() };
    let first = html! {
        strong { (two(language, "Identity data + payment credential", "身份信息＋支付凭证")) }
        span.under { (two(language, "every card holder is identified, so as many as cards", "持卡客户均已实名，故与支付卡号相等")) }
    };
    let plain = |en, zh| html! { (two(language, en, zh)) };
    let counted = Table {
        caption: two(language, "Combinations in one person", "同一人的组合"),
        columns: vec![
            Column {
                head: two(language, "Combination, same person", "关键组合，同一人"), set: Set::Text
            },
            Column { head: two(language, "customers", "客户数"), set: Set::Figure },
        ],
        rows: vec![
            Row { cells: vec![first, html! { strong { "35,029" } }], ..Row::default() },
            row(plain("Name + identity number", "姓名＋身份证号"), "118,940"),
            row(plain("Identity number + e-mail", "身份证号＋电子邮箱"), "88,317"),
            row(plain("Phone number only", "仅有手机号"), "4,218"),
        ],
        ..Table::default()
    };
    table(&counted)
}

fn quality(language: Language) -> Markup {
    let row = |shade: Option<Shade>, name: (&str, &str), text: Markup, count: &str, share: &str| Row {
        cells: vec![
            html! { @if let Some(shade) = shade { (swatch(shade)) strong { (two(language, name.0, name.1)) } } @else { (two(language, name.0, name.1)) } },
            text,
            html! { (count) },
            html! { (share) },
        ],
        ..Row::default()
    };
    let say = |en, zh| html! { (two(language, en, zh)) };
    let review = html! {
        (two(language, "Same phone, other name: to be looked at by a person ", "手机号相符而姓名不同，待人工复核 "))
        a href="#main" { (two(language, "Review 2,307", "复核 2,307 人")) }
    };
    let column = |en, zh, set| Column { head: two(language, en, zh), set };
    let counted = Table {
        caption: two(language, "Quality of matches", "匹配质量"),
        columns: vec![
            column("Match", "匹配", Set::Text),
            column("Why", "依据", Set::Text),
            column("Customers", "客户数", Set::Figure),
            column("Share", "占比", Set::Figure),
        ],
        rows: vec![
            row(
                Some(Shade::Full),
                ("certain", "确定"),
                say("Same identity number and one thing more", "证件号相符，且另有一项相符"),
                "119,822",
                "37.6 %",
            ),
            row(
                Some(Shade::Middle),
                ("credible", "可信"),
                say("Same phone, and name or e-mail", "手机号相符，且姓名或邮箱相符"),
                "187,156",
                "58.8 %",
            ),
            row(
                Some(Shade::Amber),
                ("doubtful", "存疑"),
                say(
                    "Phone only; it may have changed hands. Notices name no data",
                    "仅手机号相符，号码可能已换机主；告知时不写明数据内容",
                ),
                "11,464",
                "3.6 %",
            ),
            row(None, ("not counted", "不计入"), review, "2,307", ""),
        ],
        ..Table::default()
    };
    let body = html! {
        (stacked(&[(Shade::Full, 376), (Shade::Middle, 588), (Shade::Amber, 36)]))
        (table(&counted))
    };
    let caption = two(language, "318,442 customers in all", "合计 318,442 位客户");
    card(
        &Card {
            title: two(language, "Quality of matches", "匹配质量"),
            caption: Some(caption),
            ..Card::default()
        },
        &body,
    )
}

fn sample(language: Language) -> Markup {
    let column = |en, zh, set| Column { head: two(language, en, zh), set };
    let shown = |text: &str| if text.is_empty() { Masked::Nothing } else { Masked::Shown(text.to_owned()) };
    let row = |place: &str, name: bool, phone: &str, identity: &str, card: &str, found: (&str, &str)| Row {
        cells: [
            shown(place),
            if name { Masked::Hidden } else { Masked::Nothing },
            shown(phone),
            shown(identity),
            shown(card),
            Masked::Word(two(language, found.0, found.1)),
        ]
        .iter()
        .map(|value| masked(value, language))
        .collect(),
        ..Row::default()
    };
    let rows = Table {
        caption: two(language, "Masked rows", "遮盖后的样本"),
        columns: vec![
            column("Where", "出处", Set::Mono),
            column("Name", "姓名", Set::Text),
            column("Phone", "手机号", Set::Mono),
            column("Identity number", "身份证号", Set::Mono),
            column("Payment card", "支付卡号", Set::Mono),
            column("Match", "匹配", Set::Text),
        ],
        rows: vec![
            row(
                "orders_2025.csv:118204",
                true,
                "138****5521",
                "3101**********441X",
                "6222********0917",
                ("certain", "确定"),
            ),
            row("orders_2025.csv:902117", true, "186****0374", "", "", ("credible", "可信")),
            row("users.sql:55310", true, "159****7708", "4403**********2036", "", ("certain", "确定")),
            row("orders_2024.csv:2641", false, "133****9142", "", "", ("doubtful", "存疑")),
        ],
        ..Table::default()
    };
    let caption = two(
        language,
        "seeing it whole needs a reason and goes into the journal",
        "看全文须写明理由，并记入日志",
    );
    card(
        &Card {
            title: two(language, "Sample, masked", "样本，已遮盖"),
            caption: Some(caption),
            ..Card::default()
        },
        &table(&rows),
    )
}

/// Files by what was read of them, down to a total that adds up.
fn files(language: Language) -> Table {
    let say = |en, zh| two(language, en, zh);
    let file = |name: Markup, sizes: &str, records: Markup| Row {
        cells: vec![name, html! { (sizes) }, records],
        ..Row::default()
    };
    let some = |name: (&str, &str), under: (&str, &str)| {
        html! {
            strong { (two(language, name.0, name.1)) } span.under { (two(language, under.0, under.1)) }
        }
    };
    let count = |count: &str| html! { (count) };
    Table {
        caption: say("Files by what was read of them", "按读取情况列出的文件"),
        columns: vec![
            Column { head: say("Files", "文件"), set: Set::Text },
            Column { head: say("Read / all, MB", "已读 / 共 MB"), set: Set::Figure },
            Column { head: say("Records", "记录"), set: Set::Figure },
        ],
        rows: vec![
            file(
                some(("Read whole, 34", "读全 34 个"), ("CSV, SQL, XLSX", "CSV、SQL、XLSX")),
                "3,996.2 / 3,996.2",
                count("8,009,516"),
            ),
            file(
                some(("In part: refund.mbox", "部分：refund.mbox"), ("attachments encrypted", "附件已加密")),
                "22.8 / 30.4",
                count("5,902"),
            ),
            file(
                some(
                    ("In part: cs_export.xls", "部分：cs_export.xls"),
                    ("damaged from row 9,001", "9,001 行起损坏"),
                ),
                "3.1 / 4.0",
                count("1,134"),
            ),
            file(
                some(
                    ("Not read: backup.7z", "未读：backup.7z"),
                    ("password not in the list", "口令不在口令表"),
                ),
                "0.0 / 71.9",
                unknown(None, language),
            ),
            file(
                some(
                    ("Not read: scan_1–3.tiff", "未读：scan_1–3.tiff"),
                    ("reading of text is off", "未开文字识别"),
                ),
                "0.0 / 11.2",
                unknown(None, language),
            ),
            Row {
                total: true,
                ..file(count(&say("All 40", "合计 40 个")), "4,022.1 / 4,113.7", html! { "≥\u{a0}8,016,552" })
            },
        ],
        ..Table::default()
    }
}

fn read(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let job = Progress {
        id: "job-e7".to_owned(),
        title: say("E-7 scans added by the seller · reading text", "E-7 卖家追加的扫描件 · 识别文字"),
        share: Some(620),
        done: say("1,860 of 3,000 pages", "1,860 / 3,000 页"),
        rate: Some(say("3 pages a second", "每秒 3 页")),
        left: Some("00:06:20".to_owned()),
        resumable: true,
    };
    let body = html! {
        (stacked(&[(Shade::Full, 978), (Shade::Amber, 22)]))
        p.legend {
            span { (swatch(Shade::Full)) (say("read 4,022.1 MB · 97.8 %", "已读 4,022.1 MB · 97.8 %")) }
            span { (swatch(Shade::Amber)) (say("not read 91.6 MB · 2.2 %", "未读 91.6 MB · 2.2 %")) }
        }
        (table(&files(language)))
        hr;
        (progress(&job, language))
    };
    let caption = say("bytes add up to the sizes of the files", "字节相加等于文件大小");
    card(
        &Card { title: say("What was read", "读到了什么"), caption: Some(caption), ..Card::default() },
        &body,
    )
}

fn verdict(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let body = html! {
        p.verdict { strong { (say("Genuine", "属实")) } " " (signed_pill(Tone::Good, &say("technical group 09:52", "技术处置组 09:52"))) }
        ul.checks {
            li { (say("8,016,552 rows read, the newest of 11 March 23:48", "实读 8,016,552 条，最新一条 3 月 11 日 23:48")) }
            li { (say("1,931 of 2,000 drawn rows agree with the order database", "抽 2,000 条与订单库逐项比对，1,931 条一致")) }
            li { (say("all 5 planted marker accounts are in it", "预埋的 5 个标记账户全部出现")) }
        }
        hr;
        header.pair {
            p { (say("Register of 11 March 03:00 · customer service", "名册快照 3 月 11 日 03:00 · 客服部")) }
            (signed_pill(Tone::Good, &say("1 d 7 h, 7 d allowed", "1 天 7 小时，限 7 天")))
        }
        p.caption { (say("2,418,905 customers; who came after the snapshot is not in it.", "名册 2,418,905 人；快照之后新增的客户不在其中。")) }
    };
    card(
        &Card {
            title: say("Verdict on “eight million orders”", "对“握有 800 万条订单”之说的判定"),
            ..Card::default()
        },
        &body,
    )
}

fn clusters(language: Language) -> Markup {
    let say = |en, zh| two(language, en, zh);
    let rows = [
        ("138****0000", "11,204", ("records · placeholder number", "条记录 · 占位号码")),
        ("021-****8800", "6,731", ("records · forwarding warehouse", "条记录 · 代发仓库电话")),
        ("no***@***.example", "2,968", ("records · system mailbox", "条记录 · 系统邮箱")),
    ];
    let body = notice(
        Tone::Warn,
        &html! {
            p { strong.mark { (say("Three identifiers stand with more than 500 names each", "三个标识各连着 500 个以上姓名")) } (say("; they merged no persons.", "，未用来合并自然人。")) }
            ul { @for (value, count, what) in rows { li { span.mono { (value) } " · " (count) " " (two(language, what.0, what.1)) } } }
        },
    );
    card(&Card { title: say("Largest clusters", "最大的簇"), ..Card::default() }, &body)
}
