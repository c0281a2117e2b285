//! Letters to customers of the real pack: what of theirs leaked, what to do, whom to call; and only once legal has
//! passed the text.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it left out"
)]

mod cases;
mod oracle;

use std::collections::BTreeMap;

use cases::{Case, KNOWN_TOO_LATE};
use documents::{
    Block, Filing, Item, ItemKind, Letter, Paper, Recipient, docx, filing, html, letter, notice_digest,
    plain, text,
};
use messages::Language;
use plan::Plan;

const CHINESE: Language = Language::SimplifiedChinese;

/// Made up.
fn recipient() -> Recipient {
    let item = |kind, value: &str| Item { kind, value: Some(value.to_owned()) };
    Recipient {
        name: Some("张三丰".to_owned()),
        leaked: vec![
            item(ItemKind::Name, "张三丰"),
            item(ItemKind::Phone, "+86 138 0000 5521"),
            item(ItemKind::CnId, "11010519491231002X"),
            item(ItemKind::Card, "6212000000000917"),
            item(ItemKind::Email, "wukong@example.org"),
        ],
        not_leaked: vec![Item { kind: ItemKind::Password, value: None }],
        unclear: Vec::new(),
        code: Some("7K4Q-2M9D".to_owned()),
    }
}

fn hand(fields: &[(&str, &str)]) -> BTreeMap<String, String> {
    fields.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect()
}

fn hotline() -> BTreeMap<String, String> {
    hand(&[("hotline", "400-000-0000")])
}

fn digest(plan: &Plan, by_hand: &BTreeMap<String, String>) -> String {
    notice_digest(plan, plan.notice("customer_notice").expect("in the pack"), by_hand)
}

/// A case in which the classes are known and legal has passed `digest`.
fn passed(digest: &str) -> Case {
    let mut case =
        Case::opened("订单库").with(&KNOWN_TOO_LATE).with(&[("classes", "identity,contact,payment+")]);
    let pass = [("notice", "customer_notice"), ("digest", digest)];
    case.say("legal_lead", "pass", &pass, "2026-03-12T10:00+08:00");
    case
}

fn write(
    case: &Case,
    language: Language,
    to: Option<&Recipient>,
    by_hand: BTreeMap<String, String>,
) -> Paper {
    let view = case.at("2026-03-12T11:40+08:00");
    let notice = case.plan.notice("customer_notice").expect("in the pack");
    let of = Letter::new(notice, &case.plan, &view, language);
    letter(&Letter { by_hand, recipient: to, sender: Some("示例商城"), ..of })
}

/// Passed as a template with its blanks.
fn passed_template() -> Case {
    passed(&digest(&testkit::pack("cn-b2c"), &BTreeMap::new()))
}

#[test]
fn a_letter_says_what_of_theirs_leaked_what_to_do_and_whom_to_call_in_each_language() {
    let case = passed_template();
    for language in Language::ALL {
        let paper = write(&case, language, Some(&recipient()), hotline());
        assert!(paper.may_leave, "{}", paper.standing);
        insta::assert_snapshot!(format!("customer_notice.{language}"), plain(&paper));
    }
}

#[test]
fn what_is_personal_stands_masked_everywhere() {
    let paper = write(&passed_template(), CHINESE, Some(&recipient()), hotline());
    let page = html(&paper);
    for secret in [
        "三丰",
        "13800005521",
        "0000 5521",
        "11010519491231002X",
        "002X",
        "62120000",
        "wukong",
        "example.org",
    ] {
        assert!(!page.contains(secret), "{secret}");
    }
    assert!(page.contains("张**") && page.contains("尾号 5521") && page.contains("尾号 0917"));
}

/// A case on the real pack of a house that has put its name into it.
fn named(case: Case) -> Case {
    let mut case = case;
    for (language, name) in [("zh-Hans", "示例商城"), ("en", "Example Shop")] {
        let texts = case.plan.texts.0.get_mut(language).expect("a language of the pack");
        texts.insert(plan::ORGANISATION.to_owned(), name.to_owned());
    }
    case
}

/// The notice as a sample, nobody having said who writes.
fn sample(case: &Case, notice: &str, language: Language, by_hand: BTreeMap<String, String>) -> Paper {
    let view = case.at("2026-03-12T11:40+08:00");
    let notice = case.plan.notice(notice).expect("in the pack");
    let of = Letter::new(notice, &case.plan, &view, language);
    letter(&Letter { by_hand, ..of })
}

#[test]
fn every_notice_names_the_organisation_in_head_text_and_signature() {
    let case = named(Case::opened("订单库"));
    for notice in &case.plan.notices {
        for (language, name) in [(CHINESE, "示例商城"), (Language::English, "Example Shop")] {
            let paper = sample(&case, &notice.id, language, BTreeMap::new());
            assert_eq!(paper.sender.as_deref(), Some(name), "{}", notice.id);
            assert_eq!(paper.signed.first().map(String::as_str), Some(name), "{}", notice.id);
            assert!(text(&paper).contains(name), "{}: {}", notice.id, text(&paper));
            let other = sample(&case, &notice.id, language, hand(&[("organisation", "Another House")]));
            assert_eq!(other.sender.as_deref(), Some("Another House"), "what is written by hand goes before");
        }
    }
}

#[test]
fn a_letter_of_nobody_may_not_leave_and_says_who_can_name_the_organisation() {
    let view = passed_template();
    let to = recipient();
    let notice = view.plan.notice("customer_notice").expect("in the pack");
    let at = view.at("2026-03-12T11:40+08:00");
    let of = Letter::new(notice, &view.plan, &at, CHINESE);
    let paper = letter(&Letter { by_hand: hotline(), recipient: Some(&to), ..of });
    assert!(!paper.may_leave);
    let gap = paper.missing.iter().find(|gap| gap.label == "单位名称").expect("listed");
    assert_eq!((gap.required, gap.who.as_slice()), (true, ["客户沟通组组长".to_owned()].as_slice()));
}

#[test]
fn a_pass_binds_the_name_of_the_organisation_too() {
    let (one, other) = (named(Case::opened("订单库")), Case::opened("订单库"));
    assert_ne!(digest(&one.plan, &hotline()), digest(&other.plan, &hotline()));
}

#[test]
fn a_warning_is_not_headed_as_a_letter_to_those_affected() {
    let case = named(Case::opened("订单库"));
    let head = |notice: &str| sample(&case, notice, CHINESE, BTreeMap::new()).frame[0].clone();
    assert_eq!(head("customer_notice"), "致受影响客户的函");
    assert_eq!(head("warning_notice"), "致客户的函");
    assert_eq!(head("public_notice"), "公告");
}

#[test]
fn without_a_pass_the_letter_says_that_it_may_not_leave() {
    let case = Case::opened("订单库").with(&[("classes", "identity")]);
    let paper = write(&case, CHINESE, Some(&recipient()), hotline());
    assert!(!paper.may_leave);
    assert_eq!(paper.standing, "草稿，不得发出：文本未经法律合规组组长审定");
    assert!(html(&paper).contains("不得发出"));
    // What nobody knows is said, and holds nothing up that is not required.
    assert!(text(&paper).contains("发生时间：尚在核实"));
}

#[test]
fn a_template_passed_in_advance_covers_what_is_filled_in_at_night() {
    let case = passed_template();
    assert!(write(&case, CHINESE, Some(&recipient()), hotline()).may_leave);
    assert!(write(&case, CHINESE, Some(&recipient()), hand(&[("hotline", "95588")])).may_leave);
}

#[test]
fn a_pass_of_a_filled_text_covers_that_text_and_no_other() {
    let case = passed(&digest(&testkit::pack("cn-b2c"), &hotline()));
    assert!(write(&case, CHINESE, Some(&recipient()), hotline()).may_leave);
    assert!(!write(&case, CHINESE, Some(&recipient()), hand(&[("hotline", "95588")])).may_leave);
}

#[test]
fn a_pass_that_lapsed_covers_nothing() {
    let mut case = passed_template();
    let more = [("fact", "classes"), ("value", "identity,contact,payment,health")];
    case.say("technical_lead", "fact", &more, "2026-03-12T11:00+08:00");
    assert!(!write(&case, CHINESE, Some(&recipient()), hotline()).may_leave);
}

#[test]
fn the_digest_changes_with_every_word_and_every_bound_of_the_template() {
    let plan = testkit::pack("cn-b2c");
    let before = digest(&plan, &BTreeMap::new());
    let changed = |change: &dyn Fn(&mut plan::Notice, &mut Plan)| {
        let mut other = plan.clone();
        let place =
            other.notices.iter().position(|notice| notice.id == "customer_notice").expect("in the pack");
        let mut notice = other.notices[place].clone();
        change(&mut notice, &mut other);
        other.notices[place] = notice;
        digest(&other, &BTreeMap::new())
    };
    let body = |_: &mut plan::Notice, plan: &mut Plan| {
        let texts = plan.texts.0.get_mut("en").expect("English");
        texts.get_mut("notice.customer_notice.body").expect("a body").push('.');
    };
    let required =
        |notice: &mut plan::Notice, _: &mut Plan| notice.fields[0].required = !notice.fields[0].required;
    let bound = |notice: &mut plan::Notice, _: &mut Plan| {
        let field = notice.fields.iter_mut().find(|field| field.id == "hotline").expect("a field");
        field.value = plan::FieldValue::Text(41);
    };
    let ways = |notice: &mut plan::Notice, _: &mut Plan| {
        notice.channels.pop();
    };
    assert_eq!(changed(&|_, _| {}), before);
    let all =
        [changed(&body), changed(&required), changed(&bound), changed(&ways), digest(&plan, &hotline())];
    let different: std::collections::BTreeSet<&String> = all.iter().chain([&before]).collect();
    assert_eq!(different.len(), 6);
}

#[test]
fn a_required_blank_keeps_the_letter_in_the_house_and_is_listed_with_who_can_fill_it() {
    let paper = write(&passed_template(), CHINESE, Some(&recipient()), BTreeMap::new());
    assert!(!paper.may_leave);
    let gap = paper.missing.iter().find(|gap| gap.label == "咨询热线").expect("listed");
    assert_eq!((gap.required, gap.who.as_slice()), (true, ["客户沟通组组长".to_owned()].as_slice()));
    let too_long = hand(&[("hotline", &"4".repeat(41))]);
    let paper = write(&passed_template(), CHINESE, Some(&recipient()), too_long);
    let gap = paper.missing.iter().find(|gap| gap.label == "咨询热线").expect("listed");
    assert_eq!(gap.question, "需写得更短：已写 41 字，至多 40 字");
    assert!(!paper.may_leave);
}

#[test]
fn nobody_is_written_to_of_whom_nothing_leaked() {
    let nothing = Recipient { leaked: Vec::new(), ..recipient() };
    let paper = write(&passed_template(), CHINESE, Some(&nothing), hotline());
    assert!(!paper.may_leave && paper.missing.iter().any(|gap| gap.label == "您被泄露的信息"));
}

#[test]
fn a_sample_marks_what_will_be_each_recipients_own_and_may_not_leave() {
    let paper = write(&passed_template(), CHINESE, None, hotline());
    assert!(!paper.may_leave && text(&paper).contains("〔您被泄露的信息，逐户填入〕"));
    assert_eq!(paper.standing, "样张：逐户填入");
}

#[test]
fn a_name_cannot_begin_a_step_or_fill_another_field() {
    let sly = Recipient { name: Some("\n1. {hotline} |x|".to_owned()), ..recipient() };
    let measures = hand(&[("hotline", "400"), ("measures", "| a | b\n1. {hotline} <b>")]);
    let paper = write(&passed_template(), CHINESE, Some(&sly), measures);
    let steps: Vec<usize> = paper
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Steps(steps) => Some(steps.len()),
            _ => None,
        })
        .collect();
    assert_eq!(steps, [3]);
    let Some(Block::Points(points)) = paper.blocks.iter().find(|block| matches!(block, Block::Points(_)))
    else {
        unreachable!("the template has points")
    };
    assert!(points.iter().any(|(_, text)| text == "| a | b\n1. {hotline} <b>"), "{points:?}");
    assert!(!html(&paper).contains("<b>"));
}

#[test]
fn nothing_leaves_on_a_start_that_nobody_has_confirmed() {
    let case = passed_template();
    let mut view = case.at("2026-03-12T11:40+08:00");
    view.case.unconfirmed = true;
    let notice = case.plan.notice("customer_notice").expect("in the pack");
    let to = recipient();
    let of = Letter::new(notice, &case.plan, &view, CHINESE);
    let paper = letter(&Letter { by_hand: hotline(), recipient: Some(&to), ..of });
    assert!(!paper.may_leave, "{}", paper.standing);
}

#[test]
fn python_docx_and_libreoffice_read_the_letter() {
    let folder = tempfile::tempdir().expect("writable");
    let paper = write(&passed_template(), CHINESE, Some(&recipient()), hotline());
    let file = folder.path().join("letter.docx");
    std::fs::write(&file, docx(&paper).expect("drawn up")).expect("writable");
    if let Some(read) = oracle::ask("read_docx.py", &file) {
        let blocks = read["blocks"].as_array().expect("blocks");
        let styled = |style: &str| blocks.iter().filter(|block| block["style"] == style).count();
        assert_eq!((styled("Step"), styled("Title"), styled("Points")), (3, 1, 1));
        let all = read["blocks"].to_string();
        for block in text(&paper).lines() {
            let words = block.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(". ");
            assert!(words.split('：').all(|part| all.contains(part)), "{words}");
        }
    }
    if let Some(printed) = oracle::through_libreoffice(&file) {
        for wanted in ["尊敬的张**", "尾号 5521", "400-000-0000", "7K4Q-2M9D", "文本已经法律合规组组长审定"]
        {
            assert!(printed.replace(' ', "").contains(&wanted.replace(' ', "")), "{wanted} in {printed}");
        }
    }
}

#[test]
fn what_the_case_has_written_by_hand_fills_the_letter_and_its_pass_lets_it_leave() {
    let by_hand =
        hand(&[("hotline", "400 800 0000"), ("measures", "已停用该接口"), ("organisation", "示例商城")]);
    let mut case = Case::opened("订单库").with(&KNOWN_TOO_LATE).with(&[("classes", "identity+")]);
    for (field, text) in &by_hand {
        let words = [("paper", "notice"), ("of", "customer_notice"), ("field", field), ("text", text)];
        case.say("customer_lead", "write", &words, "2026-03-12T09:00+08:00");
    }
    let digest = digest(&case.plan, &by_hand);
    let pass = [("notice", "customer_notice"), ("digest", digest.as_str())];
    case.say("legal_lead", "pass", &pass, "2026-03-12T10:00+08:00");
    let to = recipient();
    let notice = case.plan.notice("customer_notice").expect("in the pack");
    let leaves = |view: &views::CaseView| {
        let of = Letter::new(notice, &case.plan, view, CHINESE);
        let paper = letter(&Letter { recipient: Some(&to), ..of });
        (paper.may_leave, plain(&paper))
    };
    let (may_leave, text) = leaves(&case.at("2026-03-12T10:05+08:00"));
    assert!(text.contains("400 800 0000") && text.contains("已停用该接口"), "{text}");
    assert!(may_leave, "{text}");
}

/// Role, act, words, moment.
type Said<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a str);

/// Every paper of the plan as it stands at a moment: drawn from the whole record, or from what papers ask of it.
fn papers(case: &Case, moment: &str, whole: bool) -> Vec<Paper> {
    let (record, now) = (&case.record, testkit::t(moment));
    let of =
        views::Folded { id: "x", number: 14, state: &record.state, events: &record.events, plan: &case.plan };
    let folded = || views::case_folded(&of, documents::RECORD, now).expect("shown");
    let view = if whole { case.at(moment) } else { folded() };
    assert_eq!(
        view.timeline.len() == record.events.len(),
        whole,
        "the record is longer than what is asked of it"
    );
    let filed = |form| filing(&Filing::new(form, &case.plan, &view, "legal_lead"));
    let written = |notice| letter(&Letter::new(notice, &case.plan, &view, CHINESE));
    case.plan.forms.iter().map(filed).chain(case.plan.notices.iter().map(written)).collect()
}

#[test]
fn papers_drawn_from_a_folded_case_are_those_drawn_from_its_whole_record() {
    let mut case = Case::opened("订单库").with(&KNOWN_TOO_LATE).with(&[("classes", "identity+")]);
    let digest = digest(&case.plan, &hotline());
    let field =
        [("paper", "notice"), ("of", "customer_notice"), ("field", "hotline"), ("text", "400-000-0000")];
    let pass = [("notice", "customer_notice"), ("digest", digest.as_str())];
    let more = [("fact", "classes"), ("value", "identity,contact,payment,health")];
    let acts: [Said<'_>; 4] = [
        ("customer_lead", "write", &field, "2026-03-12T09:00+08:00"),
        ("legal_lead", "file", &[("form", "first_report")], "2026-03-12T09:05+08:00"),
        ("legal_lead", "pass", &pass, "2026-03-12T09:10+08:00"),
        ("technical_lead", "fact", &more, "2026-03-12T09:15+08:00"),
    ];
    let mut before = papers(&case, "2026-03-12T09:20+08:00", true);
    for (role, name, words, at) in acts {
        case.say(role, name, words, at);
        let whole = papers(&case, "2026-03-12T09:20+08:00", true);
        assert_eq!(papers(&case, "2026-03-12T09:20+08:00", false), whole, "after {name}");
        assert_ne!(before, whole, "{name} changes a paper, or this proves nothing");
        before = whole;
    }
}
