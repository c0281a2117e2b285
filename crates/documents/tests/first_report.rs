//! The first report of the real pack, drawn up while half of it is unknown.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod cases;

use cases::{Case, KNOWN_TOO_LATE};
use documents::{Cell, Filing, Paper, filing, html, plain};
use messages::Language;
use testkit::t;

/// The first report of a case in which these facts are stated besides the times.
fn report(facts: &[(&str, &str)]) -> Paper {
    let case = Case::opened("订单数据库 <script>alert(1)</script>").with(&KNOWN_TOO_LATE).with(facts);
    first_report(&case, "2026-03-12T08:40+08:00", |_| {})
}

/// The first report drawn up at `at`, after `change`.
fn first_report(case: &Case, at: &str, change: impl Fn(&mut Filing<'_>)) -> Paper {
    let view = case.at(at);
    let form = case.plan.form("first_report").expect("the form");
    let mut of = Filing::new(form, &case.plan, &view, "legal_lead");
    change(&mut of);
    filing(&of)
}

fn line<'a>(paper: &'a Paper, label: &str) -> &'a Cell {
    &paper.lines().find(|line| line.label == label).expect("the form has the line").cell
}

fn lateness(case: &Case, at: &str) -> String {
    match line(&first_report(case, at, |_| {}), "报送迟延说明") {
        Cell::Known(said) => said.clone(),
        other => panic!("it is known: {other:?}"),
    }
}

#[test]
fn what_is_known_stands_with_its_bound_and_what_is_not_says_so() {
    let paper = report(&[("records", ">=8016552"), ("classes", "identity,contact+")]);
    assert_eq!(line(&paper, "涉及记录数"), &Cell::Known("不少于 8,016,552".to_owned()));
    assert_eq!(line(&paper, "涉及信息类别"), &Cell::Known("至少包括身份信息、联系方式".to_owned()));
    assert_eq!(line(&paper, "涉及自然人数"), &Cell::Unknown);
    assert_eq!(line(&paper, "事发时间"), &Cell::Known("2026-03-12 07:50".to_owned()));
}

#[test]
fn the_report_says_how_late_it_is_and_from_which_start_its_clock_runs() {
    let case = Case::opened("x").with(&KNOWN_TOO_LATE);
    let soon = lateness(&case, "2026-03-12T08:40+08:00");
    assert_eq!(soon, "距事发已过 50 分钟。在时限内，自知悉起算，截止 2026-03-12 08:58。");
    let late = lateness(&case, "2026-03-12T09:58+08:00");
    assert_eq!(late, "距事发已过 2 小时 8 分钟。已超时 60 分钟，自知悉起算，截止 2026-03-12 08:58。");
}

#[test]
fn a_term_from_the_happening_is_said_to_be_kept_or_overrun_and_never_both() {
    let case = Case::opened("x")
        .with(&[("happened", "2026-03-12T08:25+08:00"), ("known", "2026-03-12T08:28+08:00")]);
    let kept = lateness(&case, "2026-03-12T08:55+08:00");
    assert_eq!(kept, "在时限内，自事发起算，截止 2026-03-12 08:55。");
    let over = lateness(&case, "2026-03-12T09:10+08:00");
    assert_eq!(over, "距事发已过 45 分钟。已超时 15 分钟，自事发起算，截止 2026-03-12 08:55。");
}

#[test]
fn where_nobody_knows_when_it_happened_the_report_says_that_instead_of_a_figure() {
    let case = Case::opened("x").with(&[("known", "2026-03-12T08:28+08:00")]);
    let said = lateness(&case, "2026-03-12T08:40+08:00");
    assert_eq!(said, "事发时间未知。在时限内，自知悉起算，截止 2026-03-12 08:58。");
    let opened = lateness(&Case::opened("x"), "2026-03-12T08:40+08:00");
    assert_eq!(opened, "事发时间未知。在时限内，自事件登记起算，截止 2026-03-12 09:00。");
}

#[test]
fn lateness_is_measured_to_the_filing_and_not_to_the_day_the_paper_is_printed_again() {
    let case = Case::opened("x").with(&KNOWN_TOO_LATE);
    let filed = Some(t("2026-03-12T08:40+08:00"));
    let paper = first_report(&case, "2026-03-20T10:00+08:00", |of| of.filed_at = filed);
    let Cell::Known(said) = line(&paper, "报送迟延说明") else { panic!("it is known") };
    assert_eq!(said, "距事发已过 50 分钟。在时限内，自知悉起算，截止 2026-03-12 08:58。");
    assert_eq!(paper.standing, "已报送 2026-03-12 08:40");
}

#[test]
fn the_second_filing_of_a_form_is_its_second_version_and_names_the_first() {
    let mut case = Case::opened("x").with(&KNOWN_TOO_LATE);
    let draft = first_report(&case, "2026-03-12T08:40+08:00", |_| {});
    assert_eq!((draft.version, draft.standing.as_str()), (1, "草稿，尚未报送"));
    case.say("legal_lead", "file", &[("form", "first_report")], "2026-03-12T08:45+08:00");
    let next = first_report(&case, "2026-03-12T09:40+08:00", |_| {});
    assert_eq!((next.version, next.standing.as_str()), (2, "补充报告草稿（上次报送 2026-03-12 08:45）"));
}

#[test]
fn the_report_promises_what_is_owed_outside_the_house_and_nothing_that_may_not_be() {
    let case = Case::opened("x").with(&KNOWN_TOO_LATE).with(&[("classes", "identity+")]);
    let promised = |at: &str| match line(&first_report(&case, at, |_| {}), "拟采取措施") {
        Cell::List(promises) => promises.clone(),
        other => panic!("a list: {other:?}"),
    };
    let soon = promised("2026-03-12T08:40+08:00");
    let owed = "告知身份信息泄露的用户（三种渠道）（限 2026-03-13 08:28）";
    assert!(soon.iter().any(|promise| promise == owed), "{soon:#?}");
    // Not this report itself, nothing from inside, nothing that hangs on what nobody knows (payment, a public notice).
    for never in ["上级单位提交初步报告", "部门主管", "支付凭证", "公告"] {
        assert!(soon.iter().all(|promise| !promise.contains(never)), "{never}: {soon:#?}");
    }
    let late = promised("2026-03-13T08:30+08:00");
    assert!(late.iter().any(|promise| promise.ends_with("（限 2026-03-13 08:28，已超时）")), "{late:#?}");
}

#[test]
fn a_value_names_its_evidence() {
    let mut case = Case::opened("x").with(&KNOWN_TOO_LATE);
    let digest = "ab".repeat(32);
    let evidence = [("name", "dump.sql"), ("sha256", digest.as_str()), ("size", "12")];
    case.say("technical_lead", "evidence", &evidence, "2026-03-12T08:34+08:00");
    let fact = [("fact", "records"), ("value", "479"), ("evidence", "E-1")];
    case.say("technical_lead", "fact", &fact, "2026-03-12T08:35+08:00");
    let paper = first_report(&case, "2026-03-12T08:40+08:00", |_| {});
    let records = paper.lines().find(|line| line.label == "涉及记录数").expect("in the form");
    assert_eq!(records.basis.as_deref(), Some("（依据 E-1）"));
}

#[test]
fn a_level_that_may_still_rise_is_listed_with_the_facts_that_would_settle_it() {
    let paper = report(&[("records", ">=8016552"), ("classes", "identity,contact+")]);
    let gap = paper.missing.iter().find(|gap| gap.label == "响应级别").expect("listed");
    assert!(gap.question.contains("社会影响有多大？"), "{}", gap.question);
    assert!(gap.who.contains(&"总指挥".to_owned()), "{:?}", gap.who);
}

#[test]
fn everything_missing_names_somebody_who_can_answer_in_both_languages() {
    let case = Case::opened("x");
    for language in Language::ALL {
        let paper = first_report(&case, "2026-03-12T08:40+08:00", |of| of.language = language);
        assert!(paper.missing.len() >= 6, "{:?}", paper.missing);
        assert!(paper.missing.iter().all(|gap| !gap.question.is_empty() && !gap.who.is_empty()));
    }
}

#[test]
fn a_copy_in_another_language_says_that_it_is_one() {
    let case = Case::opened("x");
    let english = |of: &mut Filing<'_>| of.language = Language::English;
    let copy = first_report(&case, "2026-03-12T08:40+08:00", english);
    assert!(copy.frame.iter().any(|part| part == "Reading copy; the form is filed in simplified Chinese"));
    let filed = first_report(&case, "2026-03-12T08:40+08:00", |_| {});
    assert!(filed.frame.iter().all(|part| !part.contains("译本")), "{:?}", filed.frame);
}

#[test]
fn what_is_missing_is_listed_with_the_question_and_who_can_answer() {
    let paper = report(&[("records", "479")]);
    let persons = paper.missing.iter().find(|gap| gap.label == "涉及自然人数").expect("listed");
    assert!(!persons.question.is_empty() && !persons.who.is_empty());
    assert!(paper.missing.iter().all(|gap| gap.label != "涉及记录数"));
}

#[test]
fn a_title_is_text_and_never_markup() {
    let page = html(&report(&[]));
    assert!(!page.contains("<script>") && page.contains("&lt;script&gt;"));
    assert!(page.contains("lang=\"zh-Hans\""));
    for fetching in ["http:", "https:", "url(", "src=", "@import", "<link"] {
        assert!(!page.contains(fetching), "nothing is fetched: {fetching}");
    }
}

#[test]
fn no_two_reports_of_a_case_have_one_number_not_even_of_two_plans() {
    let mut case = Case::opened("x").with(&KNOWN_TOO_LATE);
    let mut numbers = std::collections::BTreeSet::new();
    let mut drafts = |case: &Case, at: &str| {
        let view = case.at(at);
        for form in &case.plan.forms {
            let paper = filing(&Filing::new(form, &case.plan, &view, "legal_lead"));
            assert!(numbers.insert(paper.number.clone()), "{} twice: {numbers:?}", paper.number);
            assert!(paper.number.starts_with("14-") && plain(&paper).contains(&paper.number));
        }
    };
    drafts(&case, "2026-03-12T08:40+08:00");
    for form in case.plan.forms.clone() {
        case.say("legal_lead", "file", &[("form", &form.id)], "2026-03-12T08:41+08:00");
    }
    drafts(&case, "2026-03-12T08:45+08:00");
    // The next plan has the same forms in another order.
    let mut next = case.plan.clone();
    next.digest = "7c".repeat(32);
    next.forms.reverse();
    let adopted = case.record.adopt(&case.plan, "commander", &next, t("2026-03-12T08:50+08:00"));
    adopted.expect("the plan allows it");
    case.plan = next;
    drafts(&case, "2026-03-12T08:55+08:00");
}

#[test]
fn the_same_case_gives_the_same_bytes_and_another_gives_another_digest() {
    let (one, two) = (report(&[("records", "479")]), report(&[("records", "479")]));
    assert_eq!(html(&one), html(&two));
    assert_ne!(one.digest, report(&[("records", "480")]).digest);
}

#[test]
fn the_digest_covers_every_line_and_no_two_papers_run_together() {
    let paper = report(&[("records", "479")]);
    let mut seen = std::collections::BTreeSet::from([paper.digest.clone()]);
    for (fact, value) in
        [("records", ">=479"), ("persons", "479"), ("classes", "identity"), ("cause", "vendor")]
    {
        assert!(seen.insert(report(&[(fact, value)]).digest), "{fact}");
    }
}

#[test]
fn the_report_as_text_in_each_language() {
    let facts =
        [("records", ">=8016552"), ("classes", "identity,contact+,!payment"), ("cause", "intrusion|vendor")];
    let case = Case::opened("订单数据库副本在网上被人兜售").with(&KNOWN_TOO_LATE).with(&facts);
    for language in Language::ALL {
        let change = |of: &mut Filing<'_>| (of.language, of.sender) = (language, Some("示例商城"));
        let paper = first_report(&case, "2026-03-12T08:40+08:00", change);
        insta::assert_snapshot!(format!("first_report.{language}"), plain(&paper));
    }
}
