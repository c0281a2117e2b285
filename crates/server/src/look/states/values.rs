use maud::{Markup, html};
use messages::Language;

use super::{shown, two};
use crate::look::fact::{Bound, Fact, bounded, fact_chip, unknown};
use crate::look::figures::{Figure, figures};
use crate::look::level::{Level, Standing, level_badge, level_block};
use crate::look::notice::notice;
use crate::look::pill::{Tone, pill, signed_pill};
use crate::look::strip::strip;
use crate::look::verify::{Doubt, Verify, verify};

pub(super) fn values(language: Language) -> Markup {
    html! {
        (shown(&two(language, "Level badge", "级别标识"), false, &levels(language)))
        (shown(&two(language, "Fact chip and unknown value", "事实与未知值"), false, &facts(language)))
        (shown(&two(language, "Verify badge and pills", "待核实与状态标签"), false, &badges(language)))
        (shown(&two(language, "Figures and strip", "数字与信息条"), true, &large(language)))
        (shown(&two(language, "Notice", "提示"), false, &notices(language)))
    }
}

fn levels(language: Language) -> Markup {
    let may = two(
        language,
        "May become 3: personal data unknown. The command has not decided.",
        "可能升为 3 级：是否涉及身份信息未知。指挥部尚未决定。",
    );
    let meant = [two(language, "ordinary", ""), two(language, "heavier", ""), two(language, "grave", "")];
    let level = |label: &str, place: usize, standing| Level {
        label: label.to_owned(),
        label_language: Some("zh-Hans".to_owned()),
        gloss: meant.get(place - 1).filter(|meant| !meant.is_empty()).cloned(),
        place,
        of: 3,
        standing,
    };
    let all = [
        level("重大", 3, Standing::Decided),
        level("较重", 2, Standing::Provisional(may)),
        level("一般", 1, Standing::Computed),
        level("", 1, Standing::Unset),
    ];
    html! {
        @for level in &all { div { (level_block(level, language)) } }
        p { @for level in all.iter().rev() { (level_badge(level)) " " } }
    }
}

fn facts(language: Language) -> Markup {
    let fact = |value: &str, bound, evidence: &[&str]| Fact {
        value: value.to_owned(),
        bound,
        evidence: evidence.iter().map(|label| ((*label).to_owned(), "#main".to_owned())).collect(),
        moment: Some("09:38".to_owned()),
        superseded_by: None,
    };
    let old = Fact {
        superseded_by: Some("≥ 8,016,552 (E-3)".to_owned()),
        ..fact("3,000,000", Bound::Exact, &["E-1"])
    };
    let lies = two(language, "may be in backup.7z", "可能在 backup.7z 中");
    html! {
        p { (fact_chip(&fact("318,442", Bound::AtLeast, &["E-3"]), language)) }
        p { (fact_chip(&fact("400", Bound::AtMost, &[]), language)) }
        p { (fact_chip(&fact("3", Bound::To("400".to_owned()), &["E-1", "E-2"]), language)) }
        p { (fact_chip(&fact(&two(language, "Genuine", "属实"), Bound::Exact, &["E-3"]), language)) }
        p { (fact_chip(&old, language)) }
        p { (unknown(Some(&lies), language)) }
        p { (unknown(None, language)) }
    }
}

fn badges(language: Language) -> Markup {
    let draft = Verify {
        doubt: Doubt::Verify,
        source: two(language, "Reporting measures, article 7", "报告管理办法第七条"),
        date: two(language, "1 November 2025", "2025 年 11 月 1 日"),
        confidence: two(language, "draft", "征求意见稿"),
    };
    let choice = Verify {
        doubt: Doubt::Choice,
        source: two(
            language,
            "C-4: the clause leaves a gap between levels 2 and 3",
            "C-4：条款在 2、3 级之间留有空白",
        ),
        date: String::new(),
        confidence: two(language, "to be confirmed by the plan owner", "待预案负责人确认"),
    };
    let tones = [
        (Tone::Quiet, "closed", "结案"),
        (Tone::Note, "attached to 0014", "并入 0014"),
        (Tone::Good, "in force", "有效"),
        (Tone::Warn, "3 findings open", "3 项问题未结"),
        (Tone::Bad, "refused", "被拒绝"),
    ];
    html! {
        div.with-badge { p { (two(language, "Report, cyberspace office", "报告网信部门")) } (verify(&draft, language)) }
        div.with-badge { p { (two(language, "Level 2", "2 级")) } (verify(&choice, language)) }
        p { @for (tone, en, zh) in tones { (pill(tone, &two(language, en, zh))) " " } }
        p { @for (tone, en, zh) in tones { (signed_pill(tone, &two(language, en, zh))) " " } }
    }
}

fn large(language: Language) -> Markup {
    let figure = |value: &str, bound: &Bound, en: &str, zh: &str, note: (&str, &str)| Figure {
        value: html! { (bounded(value, bound)) },
        name: two(language, en, zh),
        notes: if note.0.is_empty() { Vec::new() } else { vec![html! { (two(language, note.0, note.1)) }] },
    };
    let plain = [
        figure("8,016,552", &Bound::AtLeast, "records", "记录", ("", "")),
        figure("1,204,118", &Bound::AtLeast, "persons, each once", "自然人，每人只计一次", ("", "")),
        Figure {
            value: unknown(None, language),
            name: two(language, "bank passwords", "支付密码"),
            notes: Vec::new(),
        },
    ];
    let noted = [
        figure(
            "2,043,259",
            &Bound::AtLeast,
            "Identifiers",
            "标识",
            ("phones, e-mails, cards, each once", "去重后的手机号、邮箱与卡号"),
        ),
        figure(
            "318,442",
            &Bound::AtLeast,
            "Our customers",
            "本单位客户",
            ("26.4 % of persons", "占自然人 26.4 %"),
        ),
    ];
    html! {
        (figures(&plain, false))
        (figures(&noted, true))
        (strip(&[
            (two(language, "Version", "版本"), html! { "1.2.0 " (signed_pill(Tone::Good, &two(language, "in force", "有效"))) }),
            (two(language, "In force since", "生效日期"), html! { (two(language, "2 Feb 2026", "2026 年 2 月 2 日")) }),
            (two(language, "Digest", "摘要"), html! { span.mono { "7be1…40c9" } }),
        ]))
    }
}

fn notices(language: Language) -> Markup {
    let body = |en: &str, zh: &str| html! { p { (two(language, en, zh)) } };
    html! {
        (notice(Tone::Note, &body("Level 3 of 3, computed and decided: at least 8,016,552 records (E-3).", "3/3 级，系统研判并已决定：记录不少于 8,016,552 条（E-3）。")))
        (notice(Tone::Good, &body("The journal is whole: 4,812 entries, signed 09:40:31.", "日志完整：4,812 条，09:40:31 签署。")))
        (notice(Tone::Warn, &body("Three identifiers stand with more than 500 names each. They were not used to merge persons.", "三个标识各连着 500 个以上姓名，未用来合并自然人。")))
        (notice(Tone::Bad, &body("The server cannot write: the disk is full.", "服务器无法写入：磁盘已满。")))
        (notice(Tone::Quiet, &body("Nothing is recorded here.", "此处不作任何记录。")))
    }
}
