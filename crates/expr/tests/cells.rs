//! Several expressions looked at together.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    reason = "tests fail by panicking; their helpers are one small world in `common`"
)]

mod common;

use std::collections::BTreeSet;

use common::{Sums, case, exact_case, schema, tree};
use expr::cells::{Joint, NotChecked, USUAL_BUDGET, Worse};
use expr::{Known, LevelKnown, Schema, Truth, Type, compile};
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_can_still_come_true_is_what_some_completion_gives(
        trees in proptest::collection::vec(tree(Sums::Apart), 1..=2),
        case in case(),
    ) {
        let schema = schema();
        let exprs: Vec<expr::Expr> = trees.iter().map(|tree| compile(&tree.text().0, &schema).unwrap()).collect();
        let joint = Joint::new(&exprs.iter().collect::<Vec<_>>());
        let found = joint.reachable_from(&case.snapshot(), USUAL_BUDGET).unwrap();
        let mut slots: Vec<expr::Slot> = exprs.iter().flat_map(|expr| expr.facts().iter().copied()).collect();
        slots.dedup();
        let expected: BTreeSet<Vec<bool>> = common::worlds(&case, &slots)
            .map(|world| trees.iter().map(|tree| tree.holds(&world, &case)).collect())
            .collect();
        let answers: BTreeSet<Vec<bool>> = found.iter().map(|combination| combination.answers.clone()).collect();
        prop_assert_eq!(answers.len(), found.len());
        prop_assert_eq!(answers, expected, "{:?}", trees);
    }

    #[test]
    fn an_example_gives_the_answers_it_stands_for(tree in tree(Sums::None), case in case()) {
        let expr = compile(&tree.text().0, &schema()).unwrap();
        let joint = Joint::new(&[&expr]);
        for combination in joint.reachable_from(&case.snapshot(), USUAL_BUDGET).unwrap() {
            let here = combination.example.iter().filter(|(_, known)| !matches!(known, Known::Bool(Truth::Unknown)));
            let mut then = here.fold(case.clone(), |case, (slot, known)| case.with(*slot, *known));
            // An example settles values; what is asked about knowledge and levels itself stays as it was.
            if tree.text().0.contains("known(") || tree.text().0.contains("complete(") {
                continue;
            }
            then.levels = case.levels.clone();
            let truth = expr.evaluate(&then.snapshot()).truth;
            let level = tree.text().0.contains("level(");
            prop_assert!(level && truth == Truth::Unknown || truth == Truth::from(combination.answers[0]), "{:?}", tree);
        }
    }

    #[test]
    fn a_worse_fact_never_undoes_what_is_called_monotone(tree in tree(Sums::None), case in exact_case()) {
        let expr = compile(&tree.text().0, &schema()).unwrap();
        let asks_knowledge = tree.text().0.contains("known(") || tree.text().0.contains("complete(");
        let joint = Joint::new(&[&expr]);
        for slot in expr.facts().iter().copied().filter(|slot| slot.index() == 0 && !asks_knowledge) {
            let truth = |p: i64| {
                expr.evaluate(&case.with(slot, Known::Int { lo: p, hi: p }).snapshot()).truth
            };
            let falls = (0..5).any(|p| truth(p) == Truth::True && truth(p + 1) == Truth::False);
            let reversal = joint.reversal(0, slot, Worse::Up, USUAL_BUDGET).unwrap();
            prop_assert!(!falls || reversal.is_some(), "{:?}", tree);
            if let Some(reversal) = reversal {
                prop_assert_ne!(reversal.holds, reversal.fails);
            }
        }
    }
}

fn levels() -> (Schema, Vec<expr::Expr>) {
    let schema = Schema::builder().fact("records", Type::Int { min: 0, max: 1_000_000 }).build().unwrap();
    let texts = ["records < 10_000", "records >= 10_000 && records <= 100_000", "records > 100_000"];
    let exprs = texts.iter().map(|text| compile(text, &schema).unwrap()).collect();
    (schema, exprs)
}

#[test]
fn three_levels_that_cut_a_count_never_overlap_and_leave_no_gap() {
    let (_, exprs) = levels();
    let joint = Joint::new(&exprs.iter().collect::<Vec<_>>());
    assert!(joint.is_exact());
    let found = joint.reachable(USUAL_BUDGET).unwrap();
    let counts: Vec<usize> =
        found.iter().map(|it| it.answers.iter().filter(|holds| **holds).count()).collect();
    assert_eq!(counts, [1, 1, 1]);
}

#[test]
fn the_certain_and_the_possible_level_follow_from_what_is_known() {
    let (_, exprs) = levels();
    let joint = Joint::new(&exprs.iter().collect::<Vec<_>>());
    let level = |lo, hi| {
        let known = [Known::Int { lo, hi }];
        joint.level(&expr::Snapshot { known: &known, levels: &[], now: common::at(common::NOW) })
    };
    assert_eq!(level(5_000, 50_000), LevelKnown { certain: Some(0), possible: Some(1) });
    assert_eq!(level(120_000, 1_000_000), LevelKnown::exactly(Some(2)));
    assert_eq!(level(0, 1_000_000), LevelKnown { certain: Some(0), possible: Some(2) });
}

#[test]
fn a_middle_level_is_not_monotone_and_the_worst_is() {
    let (schema, exprs) = levels();
    let joint = Joint::new(&exprs.iter().collect::<Vec<_>>());
    let records = schema.slot("records").unwrap();
    let reversal = joint.reversal(1, records, Worse::Up, USUAL_BUDGET).unwrap().unwrap();
    assert_eq!(reversal.holds, Known::Int { lo: 10_000, hi: 100_000 });
    assert_eq!(reversal.fails, Known::Int { lo: 100_001, hi: 1_000_000 });
    assert_eq!(joint.reversal(2, records, Worse::Up, USUAL_BUDGET).unwrap(), None);
    assert!(joint.reversal(2, records, Worse::Down, USUAL_BUDGET).unwrap().is_some());
}

#[test]
fn too_many_cells_are_said_not_to_be_checked() {
    let (_, exprs) = levels();
    let joint = Joint::new(&exprs.iter().collect::<Vec<_>>());
    let refused = joint.reachable(2).unwrap_err();
    assert_eq!(refused, NotChecked::TooManyCells { budget: 2 });
    assert!(refused.message().to_string().contains("Not checked"));
}
