//! Where the work is cut short: what is said then is never more than what was found out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may")]

use expr::cells::{Joint, NotChecked, USUAL_BUDGET};
use expr::limits::{MOST_PARTS, MOST_STEPS};
use expr::{Expr, FaultKind, InstantKnown, Known, LevelKnown, Schema, Snapshot, Truth, Type, compile};
use jiff::{SignedDuration, Timestamp};

fn now() -> Timestamp {
    "2026-11-21T03:00:00Z".parse().unwrap()
}

fn flags(count: usize) -> Schema {
    let flag = |schema: expr::SchemaBuilder, at| schema.fact(&format!("f{at}"), Type::Bool);
    (0..count).fold(Schema::builder(), flag).build().unwrap()
}

fn names(count: usize) -> String {
    (0..count).map(|at| format!("f{at}")).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_search_for_changes_that_is_given_up_says_so_and_claims_nothing() {
    let schema = flags(40);
    let known = vec![Known::Bool(Truth::False); 40];
    let snapshot = Snapshot { known: &known, levels: &[], now: now() };
    let expr = compile(&format!("at_least(20, {})", names(40)), &schema).unwrap();
    let changes = expr.what_would_change(&snapshot);
    assert_eq!(changes.found, []);
    assert!(changes.given_up, "twenty facts together would change it, which was not tried");
    // Two out of forty are found, all 780 pairs, and nothing was given up.
    let expr = compile(&format!("at_least(2, {})", names(40)), &schema).unwrap();
    let changes = expr.what_would_change(&snapshot);
    assert_eq!((changes.found.len(), changes.given_up), (40 * 39 / 2, false));
    assert!(changes.found.iter().all(|change| change.needs.len() == 2 && change.then == Truth::True));
}

/// A moment and lengths of time, each known within a range of its own, so that no two ends of their sum meet.
fn lengths() -> (Schema, Vec<Known>) {
    let length = Type::Elapsed { min: 0, max: 1_000_000 };
    let schema = (1..=7).fold(Schema::builder().fact("a", Type::Instant), |schema, at| {
        schema.fact(&format!("d{at}"), length.clone())
    });
    let seen = InstantKnown::Between(now(), now() + SignedDuration::from_secs(1));
    let known = (1..=7).map(|at| Known::Elapsed { lo: 0, hi: 1 << at });
    (schema.build().unwrap(), std::iter::once(Known::Instant(seen)).chain(known).collect())
}

fn sum(lengths: usize) -> String {
    let more = (1..=lengths).map(|at| format!(" + d{at}"));
    format!("since(a){}", more.collect::<String>())
}

#[test]
fn a_moving_sum_with_more_corners_than_can_be_followed_is_refused_when_it_is_written() {
    let (schema, _) = lengths();
    assert!(compile(&format!("{} > 72h", sum(4)), &schema).is_ok());
    let faults = compile(&format!("{} > 72h", sum(7)), &schema).unwrap_err();
    assert!(matches!(faults[0].kind, FaultKind::TooManyParts { .. }), "{faults:?}");
}

#[test]
fn an_end_that_is_too_far_to_find_is_a_moment_to_ask_again() {
    let (schema, known) = lengths();
    let bounds: Vec<String> = (1..=100).map(|at| format!("{} > {}s", sum(2), 1_000 * at)).collect();
    let never = format!("d7 > 900_000s && at_least(100, {})", bounds.join(", "));
    let expr = compile(&never, &schema).unwrap();
    let at = |now: Timestamp| expr.evaluate(&Snapshot { known: &known, levels: &[], now });
    let (mut moment, mut asked) = (now(), 0);
    loop {
        let answer = at(moment);
        let Some(until) = answer.until else { break };
        assert_eq!(answer.truth, Truth::False);
        assert!(until > moment);
        (moment, asked) = (until, asked + 1);
        assert!(asked < 100, "asking again leads to the end");
    }
    assert!(
        asked > 0,
        "more than {MOST_STEPS} moments lie ahead, so the first answer cannot have seen them all"
    );
    assert!(moment > now() + SignedDuration::from_secs(1_000), "every answer reached further: {moment}");
}

/// So many expressions, each as large as one may be.
fn large(count: usize) -> (Schema, Vec<Expr>) {
    let schema = flags(MOST_PARTS);
    let text = format!("at_least(64, {})", names(MOST_PARTS));
    let expr = compile(&text, &schema).unwrap();
    (schema, vec![expr; count])
}

#[test]
fn expressions_too_large_to_be_put_together_are_not_checked() {
    let (schema, exprs) = large(60);
    let joint = Joint::new(&exprs.iter().collect::<Vec<_>>());
    let refused = Err(NotChecked::TooManyCells { budget: 0 });
    assert_eq!(joint.reachable(USUAL_BUDGET), refused);
    let reversal = joint.reversal(0, schema.slot("f0").unwrap(), expr::cells::Worse::Up, USUAL_BUDGET);
    assert_eq!(reversal, Err(NotChecked::TooManyCells { budget: 0 }));
}

#[test]
fn a_level_that_was_not_worked_out_can_be_any() {
    let known = vec![Known::Bool(Truth::True); MOST_PARTS];
    let snapshot = Snapshot { known: &known, levels: &[], now: now() };
    let (_, exprs) = large(60);
    let level = Joint::new(&exprs.iter().collect::<Vec<_>>()).level(&snapshot);
    assert_eq!(level, LevelKnown { certain: None, possible: Some(59) });
    let (_, exprs) = large(2);
    let level = Joint::new(&exprs.iter().collect::<Vec<_>>()).level(&snapshot);
    assert_eq!(level, LevelKnown::exactly(Some(1)));
}
