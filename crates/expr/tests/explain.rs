//! Why an answer is what it is, and what would change it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub,
    reason = "tests fail by panicking; their helpers are one small world in `common`"
)]

mod common;

use common::{Case, Sums, Tree, case, schema, tree};
use expr::{Known, Schema, Slot, Truth, compile};
use proptest::prelude::*;

/// The answer when the parts at these places are left out: replaced by facts of which nothing is known.
fn without(text: &str, left_out: &[std::ops::Range<usize>], case: &Case, schema: &Schema) -> Truth {
    let mut text = text.to_owned();
    for (at, place) in left_out.iter().enumerate().rev() {
        text.replace_range(place.clone(), &format!("z{at}"));
    }
    compile(&text, schema).unwrap().evaluate(&case.snapshot()).truth
}

fn check_explanation(tree: &Tree, case: &Case) -> Result<(), TestCaseError> {
    let schema = schema();
    let (text, places) = tree.text();
    let expr = compile(&text, &schema).unwrap();
    let explanation = expr.explain(&case.snapshot());
    let kept: Vec<_> = explanation.parts.iter().map(|part| part.span.clone()).collect();
    prop_assert!(kept.is_sorted_by_key(|place| place.start));
    for part in &explanation.parts {
        prop_assert_eq!(part.text, &text[part.span.clone()]);
        prop_assert!(places.contains(&part.span), "{} is no part of {}", part.text, text);
    }
    let truth = explanation.answer.truth;
    let others = |dropped: Option<&std::ops::Range<usize>>| -> Vec<_> {
        places.iter().filter(|place| !kept.contains(place) || Some(*place) == dropped).cloned().collect()
    };
    if !truth.is_decided() {
        prop_assert!(!kept.is_empty(), "{} is open and nothing is named", text);
        return Ok(());
    }
    prop_assert_eq!(without(&text, &others(None), case, &schema), truth, "{} kept {:?}", text, kept);
    for part in &kept {
        let rest = without(&text, &others(Some(part)), case, &schema);
        prop_assert_eq!(rest, Truth::Unknown, "{}: {} could be left out", text, &text[part.clone()]);
    }
    Ok(())
}

fn subsets(facts: &[Slot], size: usize) -> Vec<Vec<Slot>> {
    match (size, facts.split_first()) {
        (0, _) => vec![Vec::new()],
        (_, None) => Vec::new(),
        (_, Some((first, rest))) => {
            let with = subsets(rest, size - 1).into_iter().map(|mut set| {
                set.insert(0, *first);
                set
            });
            with.chain(subsets(rest, size)).collect()
        }
    }
}

/// Every single value of a fact of the small world near its bounds.
fn values(slot: Slot) -> Vec<Known> {
    use common::{NOW, SECOND, at};
    let moments = [NOW - SECOND, NOW].into_iter().flat_map(|base| (-3..=3).map(move |by| base + by));
    match slot.index() {
        0 => (0..=5).map(|value| Known::Int { lo: value, hi: value }).collect(),
        1 => (0..=3).map(|value| Known::Int { lo: value, hi: value }).collect(),
        2 | 3 => vec![Known::Bool(Truth::True), Known::Bool(Truth::False)],
        4 | 5 => (0..3).map(|word| Known::Enum { possible: 1 << word }).collect(),
        6 => (0..4).map(|set| Known::Set { certain: set, possible: set }).collect(),
        7 | 8 => moments
            .map(|moment| Known::Instant(expr::InstantKnown::at(at(moment))))
            .chain([Known::Instant(expr::InstantKnown::Never)])
            .collect(),
        _ => (0..=3).map(|value| Known::Elapsed { lo: value, hi: value }).collect(),
    }
}

/// Whether some values of the facts give `target`.
fn possible(expr: &expr::Expr, case: &Case, facts: &[Slot], target: Truth) -> bool {
    match facts.split_first() {
        None => expr.evaluate(&case.snapshot()).truth == target,
        Some((first, rest)) => {
            values(*first).into_iter().any(|value| possible(expr, &case.with(*first, value), rest, target))
        }
    }
}

proptest! {
    #[test]
    fn an_explanation_decides_alone_and_no_part_of_it_can_be_left_out(tree in tree(Sums::Any), case in case()) {
        check_explanation(&tree, &case)?;
    }

    #[test]
    fn what_would_change_the_answer_does(tree in tree(Sums::Any), case in case()) {
        let (text, _) = tree.text();
        let schema = schema();
        let expr = compile(&text, &schema).unwrap();
        let before = expr.evaluate(&case.snapshot()).truth;
        for change in expr.what_would_change(&case.snapshot()).found {
            let then = change.needs.iter().fold(case.clone(), |case, need| case.with(need.slot, need.needed));
            prop_assert_eq!(expr.evaluate(&then.snapshot()).truth, change.then, "{} {:?}", text, change);
            prop_assert_ne!(before, change.then);
            for need in &change.needs {
                prop_assert!(need.needed.fits(&schema.fact(need.slot).unwrap().kind), "{:?}", need);
            }
        }
    }

    #[test]
    fn no_fewer_facts_would_change_the_answer(tree in tree(Sums::None), case in case()) {
        let (text, _) = tree.text();
        let expr = compile(&text, &schema()).unwrap();
        let before = expr.evaluate(&case.snapshot()).truth;
        let changes = expr.what_would_change(&case.snapshot());
        prop_assert!(!changes.given_up);
        for target in [Truth::True, Truth::False] {
            let sizes: Vec<usize> =
                changes.found.iter().filter(|change| change.then == target).map(|change| change.needs.len()).collect();
            prop_assert!(sizes.windows(2).all(|pair| pair[0] == pair[1]), "{:?}", changes);
            let fewest = sizes.first().copied().unwrap_or(expr.facts().len().min(2) + 1);
            for size in (0..fewest.min(3)).filter(|_| before != target) {
                for facts in subsets(expr.facts(), size) {
                    let found = possible(&expr, &case, &facts, target);
                    prop_assert!(!found, "{} becomes {:?} by {:?}: {:?}", text, target, facts, changes);
                }
            }
        }
    }
}

fn b_level_3() -> (Schema, expr::Expr) {
    let classes = expr::EnumType::plain("data classes", ["contact", "identity", "payment"]);
    let effects = expr::EnumType::ordered("public effects", ["none", "local", "national"]);
    let schema = Schema::builder()
        .fact("records", expr::Type::Int { min: 0, max: 10_000_000_000 })
        .fact("classes", expr::Type::Set(classes))
        .fact("public_effect", expr::Type::Enum(effects))
        .build()
        .unwrap();
    let text =
        "records > 100_000 && 'identity' in classes && 'payment' in classes || public_effect == 'national'";
    let expr = compile(text, &schema).unwrap();
    (schema, expr)
}

#[test]
fn an_open_question_names_its_open_parts_and_what_would_settle_it() {
    let (schema, expr) = b_level_3();
    let mut known = schema.nothing_known();
    known[0] = Known::Int { lo: 120_000, hi: 10_000_000_000 };
    known[1] = Known::Set { certain: 0b010, possible: 0b111 };
    let now = common::at(common::NOW);
    let snapshot = expr::Snapshot { known: &known, levels: &[], now };
    let explanation = expr.explain(&snapshot);
    assert_eq!(explanation.answer.truth, Truth::Unknown);
    let texts: Vec<&str> = explanation.parts.iter().map(|part| part.text).collect();
    assert_eq!(texts, ["'payment' in classes", "public_effect == 'national'"]);

    let changes = expr.what_would_change(&snapshot).found;
    let classes = schema.slot("classes").unwrap();
    let effect = schema.slot("public_effect").unwrap();
    assert_eq!(changes[0].then, Truth::True);
    assert_eq!(
        changes[0].needs,
        [expr::Need { slot: classes, needed: Known::Set { certain: 0b110, possible: 0b111 } }]
    );
    assert_eq!(changes[1].needs, [expr::Need { slot: effect, needed: Known::Enum { possible: 0b100 } }]);
    assert_eq!(changes[2].then, Truth::False);
    assert_eq!(changes[2].needs.len(), 2, "no single fact can make it false: {changes:?}");
}

#[test]
fn the_nearest_number_is_named_and_left_open_beyond() {
    let (schema, expr) = b_level_3();
    let mut known = schema.nothing_known();
    known[0] = Known::Int { lo: 80_000, hi: 80_000 };
    known[1] = Known::Set { certain: 0b111, possible: 0b111 };
    known[2] = Known::Enum { possible: 0b001 };
    let snapshot = expr::Snapshot { known: &known, levels: &[], now: common::at(common::NOW) };
    let changes = expr.what_would_change(&snapshot).found;
    let records = schema.slot("records").unwrap();
    let needed = Known::Int { lo: 100_001, hi: 10_000_000_000 };
    assert_eq!(changes[0].needs, [expr::Need { slot: records, needed }]);
}

#[test]
fn a_part_decides_by_cases_with_another() {
    let schema =
        Schema::builder().fact("p", expr::Type::Int { min: 0, max: 20 }).fact("f", expr::Type::Bool).build();
    let schema = schema.unwrap();
    let expr = compile("f || p > 9 || p <= 9", &schema).unwrap();
    let known = schema.nothing_known();
    let snapshot = expr::Snapshot { known: &known, levels: &[], now: common::at(common::NOW) };
    let explanation = expr.explain(&snapshot);
    assert!(explanation.by_cases);
    let texts: Vec<&str> = explanation.parts.iter().map(|part| part.text).collect();
    assert_eq!(texts, ["p > 9", "p <= 9"]);
}

#[test]
fn knowledge_itself_can_be_what_is_missing() {
    let schema = Schema::builder().fact("f", expr::Type::Bool).fact("g", expr::Type::Bool).build().unwrap();
    let expr = compile("known(f) && g", &schema).unwrap();
    let known = [Known::Bool(Truth::Unknown), Known::Bool(Truth::True)];
    let snapshot = expr::Snapshot { known: &known, levels: &[], now: common::at(common::NOW) };
    let changes = expr.what_would_change(&snapshot).found;
    assert_eq!(changes[0].needs[0].slot, schema.slot("f").unwrap());
    assert_eq!(changes[0].then, Truth::True);
}
