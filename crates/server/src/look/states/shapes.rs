use maud::{Markup, html};
use messages::Language;

use super::{shown, two};
use crate::look::bars::{Bar, bars, share_of};
use crate::look::button::{Rank, link};
use crate::look::card::{Card, card};
use crate::look::coverage::{Carried, block, coverage};
use crate::look::error::empty;
use crate::look::fact::unknown;
use crate::look::flow::{Detour, Station, flow};
use crate::look::pill::Tone;
use crate::look::progress::{Progress, progress};
use crate::look::sample::{Masked, masked};
use crate::look::stacked::{Shade, stacked, swatch};
use crate::look::table::{Column, Row, Set, Table, table};
use crate::look::tabs::{Tab, tabs};

pub(super) fn shapes(language: Language) -> Markup {
    html! {
        (shown(&two(language, "Tabs", "标签页"), true, &parts(language)))
        (shown(&two(language, "Card, bars, stacked bar", "卡片、条形图、分段条"), false, &charts(language)))
        (shown(&two(language, "How a case moves", "事件如何推进"), true, &moves(language)))
        (shown(&two(language, "Table with a total; masked sample", "带合计的表格；遮盖样本"), true, &tables(language)))
        (shown(&two(language, "Coverage, progress, empty", "落实情况、进度、空白"), false, &rest(language)))
    }
}

fn parts(language: Language) -> Markup {
    let tab = |en, zh, count, current| Tab {
        label: two(language, en, zh),
        count,
        href: "#main".to_owned(),
        current,
    };
    tabs(
        &two(language, "Parts of the case", "事件各部分"),
        &[
            tab("Overview", "概览", None, true),
            tab("Obligations", "义务", Some(9), false),
            tab("Tasks", "任务", Some(23), false),
            tab("Exposure", "泄露分析", None, false),
            tab("Evidence", "证据", Some(6), false),
        ],
    )
}

fn moves(language: Language) -> Markup {
    let station = |en, zh, tone, before: Option<(&str, &str)>| Station {
        label: two(language, en, zh),
        tone,
        before: before.map(|(en, zh)| two(language, en, zh)),
        during: None,
    };
    let stations = [
        station("Warning", "预警", Tone::Warn, None),
        Station {
            during: Some(two(language, "first meeting", "首次会议")),
            ..station("Response", "响应", Tone::Bad, Some(("worse", "加重")))
        },
        station("Recovery", "恢复", Tone::Note, Some(("hole closed", "已封堵"))),
        station("Closed", "结案", Tone::Quiet, None),
    ];
    let detours = [
        Detour { from: 0, to: 3, label: two(language, "lifted", "解除"), above: true },
        Detour { from: 2, to: 1, label: two(language, "reopened", "重启"), above: false },
    ];
    flow(&stations, &detours)
}

fn charts(language: Language) -> Markup {
    let most = 318_442;
    let bar = |en, zh, count: u64, figure: &str| Bar {
        label: two(language, en, zh),
        share: Some(share_of(count, most)),
        figure: html! { (figure) },
    };
    let lies = two(language, "may be in backup.7z", "可能在 backup.7z 中");
    let rows = [
        bar("Phone number", "手机号", most, "318,442"),
        bar("Name", "姓名", 312_077, "312,077"),
        bar("Payment card", "支付卡号", 35_029, "35,029"),
        bar("Passport", "护照号", 3, "3"),
        Bar {
            label: two(language, "Bank password", "支付密码"),
            share: None,
            figure: unknown(Some(&lies), language),
        },
    ];
    let caption = two(language, "What leaked, by customers affected", "泄露数据，按受影响客户");
    let title = |en, zh, caption: (&str, &str)| Card {
        title: two(language, en, zh),
        caption: Some(two(language, caption.0, caption.1)),
        ..Card::default()
    };
    html! {
        (card(&Card { title: caption.clone(), ..Card::default() }, &bars(&caption, &rows)))
        (card(&title("Quality of matches", "匹配质量", ("318,442 customers in all", "合计 318,442 位客户")), &html! {
            (stacked(&[(Shade::Full, 376), (Shade::Middle, 588), (Shade::Amber, 36)]))
            p.legend {
                span { (swatch(Shade::Full)) (two(language, "certain 37.6 %", "确定 37.6 %")) }
                span { (swatch(Shade::Middle)) (two(language, "credible 58.8 %", "可信 58.8 %")) }
                span { (swatch(Shade::Amber)) (two(language, "doubtful 3.6 %", "存疑 3.6 %")) }
            }
        }))
    }
}

fn tables(language: Language) -> Markup {
    let column = |en, zh, set| Column { head: two(language, en, zh), set };
    let row = |cells: [&str; 3], total| Row {
        cells: cells.iter().map(|cell| html! { (cell) }).collect(),
        total,
        ..Row::default()
    };
    let counts = Table {
        caption: two(language, "Files by what was read of them", "按读取情况列出的文件"),
        columns: vec![
            column("Files", "文件", Set::Text),
            column("Read of all, MB", "已读 / 共 MB", Set::Figure),
            column("Records", "记录", Set::Figure),
        ],
        rows: vec![
            row([&two(language, "read whole, 34", "读全 34 个"), "3,996.2 / 3,996.2", "8,009,516"], false),
            row([&two(language, "in part, 2", "部分 2 个"), "25.9 / 34.4", "7,036"], false),
            row([&two(language, "all", "合计"), "4,022.1 / 4,030.6", "8,016,552"], true),
        ],
        footnotes: vec![two(
            language,
            "Bytes by status add up to the sizes of the files.",
            "各类字节相加等于文件大小。",
        )],
    };
    html! { (table(&counts)) (table(&sample(language))) }
}

fn sample(language: Language) -> Table {
    let column = |en, zh, set| Column { head: two(language, en, zh), set };
    let cells = |cells: [Masked; 4]| Row {
        cells: cells.iter().map(|cell| masked(cell, language)).collect(),
        ..Row::default()
    };
    let shown = |text: &str| Masked::Shown(text.to_owned());
    let word = |en, zh| Masked::Word(two(language, en, zh));
    Table {
        caption: two(language, "Masked rows", "遮盖后的样本"),
        columns: vec![
            column("Where", "出处", Set::Mono),
            column("Name", "姓名", Set::Text),
            column("Phone", "手机号", Set::Mono),
            column("Match", "匹配", Set::Text),
        ],
        rows: vec![
            cells([
                shown("orders_2025.csv:118204"),
                Masked::Hidden,
                shown("138****5521"),
                word("certain", "确定"),
            ]),
            cells([
                shown("orders_2024.csv:2641"),
                Masked::Nothing,
                shown("133****9142"),
                word("doubtful", "存疑"),
            ]),
        ],
        ..Table::default()
    }
}

fn rest(language: Language) -> Markup {
    use Carried::{Carried as InPack, Exercised, Nothing};
    let job = |id: &str, share| Progress {
        id: id.to_owned(),
        title: two(language, "E-7 scans · reading text", "E-7 扫描件 · 识别文字"),
        share,
        done: two(language, "1,860 of 3,000 pages", "1,860 / 3,000 页"),
        rate: Some(two(language, "3 pages a second", "每秒 3 页")),
        left: share.map(|_| "00:06:20".to_owned()),
        resumable: true,
    };
    let nothing = two(
        language,
        "No leak has been uploaded. Its counts, charts and masked rows would stand here.",
        "尚未上传泄露数据。上传后此处显示计数、图表与遮盖样本。",
    );
    html! {
        div {
            p { (coverage(&[Exercised, Exercised, InPack, Nothing], language)) }
            ul.keys {
                li { (block(Exercised)) (two(language, "carried, and exercised by a drill", "已落实并经演练")) }
                li { (block(InPack)) (two(language, "carried, in no drill yet", "已落实，尚未演练")) }
                li { (block(Nothing)) (two(language, "nothing carries it", "未落实")) }
            }
        }
        div.plain { (progress(&job("job-7", Some(620)), language)) (progress(&job("job-8", None), language)) }
        (empty(&nothing, &link(&two(language, "Upload the leak", "上传泄露数据"), Rank::Quiet, "#main")))
    }
}
