//! Slips that a lawyer makes in a pack: each is told at its own place, in both languages, with what was given and what to do.

mod support;

use messages::Language;

/// A slip, and what is told of it.
struct Slip {
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    /// How many faults are told in all.
    count: usize,
    code: &'static str,
    /// What stands at the fault's line and column.
    at: &'static str,
    /// What the sentence and its remedy say in Chinese.
    says: &'static str,
}

const fn slip(
    file: &'static str,
    right: &'static str,
    wrong: &'static str,
    count: usize,
    code: &'static str,
    at: &'static str,
    says: &'static str,
) -> Slip {
    Slip { file, right, wrong, count, code, at, says }
}

#[rustfmt::skip]
const SLIPS: [Slip; 39] = [
    slip("obligations.yaml", "within: 5min", "within：5min", 1, "plan-syntax", "：5min", "全角冒号"),
    slip("obligations.yaml", "within: 5min", "within: ５min", 1, "plan-bad-term", "５min", "是否想写“5min”"),
    slip("obligations.yaml", "within: 5min", "within: 30 分钟", 1, "plan-bad-term", "30 分钟", "“30min”？"),
    slip("obligations.yaml", "within: 5min", "within: 24小时", 1, "plan-bad-term", "24小时", "“24h”？"),
    slip("obligations.yaml", "within: 5min", "within: 一周", 1, "plan-bad-term", "一周", "“1w”？"),
    slip("obligations.yaml", "within: 5min", "within: 24", 1, "plan-bad-term", "24", "请写数字和单位"),
    slip("obligations.yaml", "within: 5min", "within: 24H", 1, "plan-bad-term", "24H", "“24h”？"),
    slip("obligations.yaml", "within: 5min", "within: 3 days", 1, "plan-bad-term", "3 days", "“3d”？"),
    slip("obligations.yaml", "    within: 5min", "\twithin: 5min", 1, "plan-syntax", "within: 5min", "空格缩进"),
    slip("obligations.yaml", "    within: 5min", "   within: 5min", 1, "plan-syntax", "within: 5min", "对齐"),
    slip("obligations.yaml", "    within: 5min", "      within: 5min", 1, "plan-syntax", "within: 5min", "对齐"),
    slip("obligations.yaml", "doer: duty_manager", "doer: 值班经理", 1, "plan-unknown-id", "值班经理", "duty_manager"),
    slip("obligations.yaml", "within: 5min", "within:5min", 1, "plan-syntax", ":5min", "加一个空格"),
    slip("plan.yaml", "  legal_lead:\n", "  law_lead:\n", 3, "plan-text-missing", "law_lead:", "law_lead"),
    slip("scales.yaml", "level: \"2\"\n        when: records >= 10_000 &&", "level: 二级\n        when: records >= 10_000 &&", 1, "plan-unknown-level", "二级", "现有级别：1, 2, 3"),
    slip("triggers.yaml", "level: response 3", "level: 3", 1, "plan-bad-level", "3", "response 3"),
    slip("triggers.yaml", "level: response 3", "level: 3级", 1, "plan-bad-level", "3级", "response 3"),
    slip("scales.yaml", "when: records > 100_000\n", "when: records > 10万\n", 1, "plan-expression", "万", "100_000"),
    slip("scales.yaml", "when: records > 100_000\n", "when: records ＞ 100_000\n", 1, "plan-expression", "＞ 100_000", "应写作 >"),
    slip("scales.yaml", "when: records > 100_000\n", "when: records > 100,000\n", 1, "plan-expression", ",000", "100_000"),
    slip("scales.yaml", "public_effect == \"national\"", "public_effect == “national”", 1, "plan-expression", "“national”", "应写作"),
    slip("scales.yaml", "when: \"!cn_b2c.mendable_inside\"", "when: !cn_b2c.mendable_inside", 1, "plan-tag", "!cn_b2c.mendab", "请加引号"),
    slip("obligations.yaml", "owed_when: '\"identity\" in classes'", "owed_when: \"identity\" in classes", 1, "plan-syntax", "in classes", "另一种引号"),
    slip("texts/en.yaml", "  commander: Commander\n", "", 1, "plan-text-missing", "commander:", "texts/en.yaml"),
    slip("obligations.yaml", "  relay_confirmed:\n", "  internal_notice:\n", 2, "plan-key-twice", "internal_notic", "请保留一个"),
    slip("drills/million_rows.yaml", "begins: 2026-03-02T01:00+08:00", "begins: 2026-03-02 01:00", 1, "plan-bad-moment", "2026-03-02 01:", "时区偏移"),
    slip("plan.yaml", "languages: [zh-Hans, en]", "languages: [zh-Hans，en]", 1, "plan-bad-language", "zh-Hans，en]", "写成列表"),
    slip("plan.yaml", "languages: [zh-Hans, en]", "languages: 中文", 1, "plan-bad-language", "中文", "zh-Hans"),
    slip("obligations.yaml", "met_by: filing first_report\n", "met_by: first_report\n", 1, "plan-unknown-word", "first_report", "filing first_report"),
    slip("obligations.yaml", "on_missed: page commander", "on_missed: commander", 1, "plan-expected-page", "commander", "page 角色"),
    slip("clauses.yaml", "  三.2: {}", "  三.2: {binding: 否}", 1, "plan-unknown-word", "否}", "“no”？"),
    slip("clauses.yaml", "  三.2: {}", "  3.2: {}", 3, "plan-unknown-id-more", "三.2]", "三.2"),
    slip("obligations.yaml", "repeats: {every: 4h}", "repeats: every 4h", 1, "plan-expected-mapping", "every 4h", "映射"),
    slip("gates.yaml", "approves: commander", "approves: [commander, legal_lead]", 1, "plan-expected-word", "[commander, le", "单个值"),
    slip("texts/zh-Hans.yaml", "  relay_confirmed: 确认接报信息已转达", "  relay_confirmed：确认接报信息已转达", 1, "plan-syntax", "：确认接报信息已转达", "半角冒号"),
    slip("gates.yaml", "since(no_new_exposed_since) >= 72h", "since(no_new_exposed_since) >= 72小时", 1, "plan-expression", "小时, clause: 六.", "72h"),
    slip("choices.yaml", "{clauses: [一.2, 三.3]}", "{clauses: 一.2、三.3}", 1, "plan-unknown-id", "一.2、三.3}", "写成列表"),
    slip("obligations.yaml", "to: superior\n", "to: 上级单位\n", 1, "plan-unknown-word", "上级单位", "superior"),
    slip("forms/first_report.yaml", "required: yes", "required: 是", 1, "plan-unknown-word", "是}", "“yes”？"),
];

/// The rest of line `line` from `column` on.
fn standing_at(text: &str, line: u32, column: u32) -> String {
    let line = text.lines().nth(line as usize - 1).unwrap_or_default();
    line.chars().skip(column as usize - 1).collect()
}

#[test]
fn every_slip_is_told_where_it_is_with_what_to_do() {
    for slip in &SLIPS {
        let mut files = support::cn_b2c();
        let text = String::from_utf8(files[slip.file].clone()).unwrap();
        assert!(text.contains(slip.right), "{}: {}", slip.file, slip.right);
        files.insert(slip.file.to_owned(), text.replacen(slip.right, slip.wrong, 1).into_bytes());
        let faults = support::errors(files.clone());
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults.len(), slip.count, "{:?}:\n{}", slip.wrong, told.join("\n"));
        let is_told = faults.iter().any(|fault| {
            let text = String::from_utf8_lossy(&files[&fault.file]).into_owned();
            let chinese = fault.told(Language::SimplifiedChinese);
            let whole = format!("{}{}", chinese.message, chinese.remedy.unwrap_or_default());
            fault.message.key() == slip.code
                && standing_at(&text, fault.line, fault.column).starts_with(slip.at)
                && whole.contains(slip.says)
        });
        assert!(is_told, "{:?}:\n{}", slip.wrong, told.join("\n"));
    }
}

#[test]
fn no_sentence_to_a_chinese_reader_is_left_in_english() {
    for slip in SLIPS.iter().filter(|slip| slip.code == "plan-syntax") {
        let mut files = support::cn_b2c();
        let text = String::from_utf8(files[slip.file].clone()).unwrap();
        files.insert(slip.file.to_owned(), text.replacen(slip.right, slip.wrong, 1).into_bytes());
        for fault in support::errors(files) {
            let message = fault.told(Language::SimplifiedChinese).message;
            let latin = message.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 4);
            assert_eq!(latin.count(), 0, "{message}");
        }
    }
}
