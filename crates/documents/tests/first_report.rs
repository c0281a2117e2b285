//! The first report of the real pack, drawn up while half of it is unknown.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use documents::{Cell, Paper, filing, html};
use testkit::{Record, t};

/// Happened at 07:50, known at 08:28: the 30 minutes from the happening had run out before anybody knew.
fn report(facts: &[(&str, &str)]) -> Paper {
    let plan = testkit::pack("cn-b2c");
    let mut record = Record::default();
    let mut say = |name: &str, words: &[(&str, &str)], at: &str| {
        record.say(&plan, "duty_manager", name, words, t(at)).expect("the plan allows it");
    };
    say("open", &[("title", "订单数据库 <script>alert(1)</script>")], "2026-03-12T08:30+08:00");
    say("fact", &[("fact", "known"), ("value", "2026-03-12T08:28+08:00")], "2026-03-12T08:31+08:00");
    say("fact", &[("fact", "happened"), ("value", "2026-03-12T07:50+08:00")], "2026-03-12T08:32+08:00");
    for (fact, value) in facts {
        say("fact", &[("fact", fact), ("value", value)], "2026-03-12T08:33+08:00");
    }
    let case = views::case("x", 14, &record.events, &plan, t("2026-03-12T08:40+08:00")).expect("shown");
    filing(plan.form("first_report").expect("the form"), &plan, &case, "legal_lead")
}

fn line<'a>(paper: &'a Paper, label: &str) -> &'a Cell {
    &paper.lines.iter().find(|line| line.label == label).expect("the form has the line").cell
}

#[test]
fn what_is_known_stands_with_its_bound_and_what_is_not_says_so() {
    let paper = report(&[("records", ">=8016552"), ("classes", "identity,contact+")]);
    assert_eq!(line(&paper, "涉及记录数"), &Cell::Known("不少于 8,016,552".to_owned()));
    assert_eq!(line(&paper, "涉及信息类别"), &Cell::Known("至少包括：身份信息、联系方式".to_owned()));
    assert_eq!(line(&paper, "涉及自然人数"), &Cell::Unknown);
    assert_eq!(line(&paper, "事发时间"), &Cell::Known("2026-03-12 07:50 (UTC+08:00)".to_owned()));
}

#[test]
fn the_report_says_how_late_it_is_and_from_which_start_its_clock_runs() {
    let paper = report(&[]);
    let Cell::Known(lateness) = line(&paper, "报送迟延说明") else { panic!("it is known") };
    // Drawn up at 08:40, fifty minutes after 07:50.
    assert_eq!(lateness, "距事发已过 50 分钟；时限自知悉起算。");
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
    assert!(!page.contains("http"), "nothing is fetched");
}

#[test]
fn the_same_case_gives_the_same_bytes_and_another_gives_another_digest() {
    let (one, two) = (report(&[("records", "479")]), report(&[("records", "479")]));
    assert_eq!(html(&one), html(&two));
    assert_ne!(one.digest, report(&[("records", "480")]).digest);
}
