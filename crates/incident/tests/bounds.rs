//! Counts that bound one another by what they mean: no more customers than people, no more VIP customers than customers.
#![expect(clippy::expect_used, reason = "a test fails by panicking, with a sentence")]

use std::sync::LazyLock;

use incident::{Picture, Resolved};
use plan::Plan;
use proptest::prelude::*;
use testkit::{Given, Record, given, pack, t};

/// Read once: the property asks hundreds of times.
static PLAN: LazyLock<Plan> = LazyLock::new(|| pack("cn-b2c"));
const VIP: &str = "cn_b2c.vip_customers";

fn at(clock: &str) -> String {
    format!("2026-03-01T{clock}+08:00")
}

fn says<'p>(story: Given<'p>, role: &str, fact: &str, value: &str, clock: &str) -> Given<'p> {
    story.and(role, "fact", &[("fact", fact), ("value", value)], &at(clock))
}

fn resolved(record: &Record, plan: &Plan, fact: &str) -> Resolved {
    let slot = plan.catalogue.slot(fact).expect("a fact of the catalogue");
    Picture::of(&record.state, plan, t(&at("12:00"))).facts[slot].clone()
}

/// Ids of what a fact is more and less than, though it cannot be.
fn beyond(record: &Record, plan: &Plan, fact: &str) -> (Vec<String>, Vec<String>) {
    let ids = |slots: &[usize]| slots.iter().map(|slot| plan.catalogue.facts[*slot].id.clone()).collect();
    let fact = resolved(record, plan, fact);
    (ids(&fact.more_than), ids(&fact.less_than))
}

#[test]
fn more_customers_than_people_are_shown_on_both_and_nothing_that_was_stated_changes() {
    let plan = pack("cn-b2c");
    let story = says(given(&plan).opened(&at("09:00")), "technical_lead", "persons", "120", "09:01");
    let before =
        says(given(&plan).opened(&at("09:00")), "technical_lead", "persons", "120", "09:01").record();
    let record = says(story, "customer_lead", "customers", "500", "09:02").record();
    assert_eq!(beyond(&record, &plan, "customers"), (vec!["persons".to_owned()], vec![]));
    assert_eq!(beyond(&record, &plan, "persons"), (vec![], vec!["customers".to_owned()]));
    let known = |record: &Record, fact: &str| resolved(record, &plan, fact).known;
    assert_eq!(known(&record, "persons"), expr::Known::Int { lo: 120, hi: 120 });
    assert_eq!(known(&record, "customers"), expr::Known::Int { lo: 500, hi: 500 });
    assert_eq!(record.state.levels["response"].certain.level, before.state.levels["response"].certain.level);
    assert!(
        resolved(&record, &plan, "customers").conflicts.is_empty(),
        "no statement of its own contradicts it"
    );
}

#[test]
fn what_was_corrected_is_no_conflict_any_more() {
    let plan = pack("cn-b2c");
    let story = says(given(&plan).opened(&at("09:00")), "technical_lead", "persons", "120", "09:01");
    let story = says(story, "customer_lead", "customers", "500", "09:02");
    let record = says(story, "technical_lead", "persons", "5000", "09:03").record();
    assert_eq!(beyond(&record, &plan, "customers"), (vec![], vec![]));
}

#[test]
fn unknown_and_bounds_that_leave_room_are_no_conflict() {
    let plan = pack("cn-b2c");
    for value in ["unknown", ">=120", "<=500", "100..500", "500"] {
        let opened = given(&plan).opened(&at("09:00"));
        let story = says(opened, "technical_lead", "persons", value, "09:01");
        let record = says(story, "customer_lead", "customers", ">=500", "09:02").record();
        assert_eq!(beyond(&record, &plan, "customers"), (vec![], vec![]), "persons {value}");
    }
    let alone =
        says(given(&plan).opened(&at("09:00")), "customer_lead", "customers", "500", "09:01").record();
    assert_eq!(beyond(&alone, &plan, "customers"), (vec![], vec![]), "nobody has spoken of persons");
    let records = says(given(&plan).opened(&at("09:00")), "technical_lead", "records", "10", "09:01");
    let records = says(records, "technical_lead", "persons", "500", "09:02").record();
    assert_eq!(beyond(&records, &plan, "persons"), (vec![], vec![]), "a record may speak of many persons");
}

#[test]
fn a_bound_holds_through_a_count_of_which_nobody_has_spoken() {
    let plan = pack("cn-b2c");
    let story = says(given(&plan).opened(&at("09:00")), "technical_lead", "persons", "120", "09:01");
    let record = says(story, "customer_lead", VIP, ">=121", "09:02").record();
    assert_eq!(beyond(&record, &plan, VIP), (vec!["persons".to_owned()], vec![]));
    assert_eq!(beyond(&record, &plan, "customers"), (vec![], vec![]));
}

/// What is said of a count: nothing, that it is unknown, or bounds.
fn said() -> impl Strategy<Value = Option<Option<(u8, u8)>>> {
    prop::option::of(prop::option::weighted(0.9, (0u8..6, 0u8..6).prop_map(|(a, b)| (a.min(b), a.max(b)))))
}

proptest! {
    /// A conflict is shown exactly where no numbers at all would make true what was said; found out by trying them.
    #[test]
    fn a_conflict_is_shown_exactly_where_no_numbers_fit(vip in said(), customers in said(), persons in said()) {
        let plan = &*PLAN;
        let mut story = given(plan).opened(&at("09:00"));
        let facts = [(VIP, "customer_lead", vip), ("customers", "customer_lead", customers), ("persons", "technical_lead", persons)];
        for (fact, role, said) in facts {
            let Some(said) = said else { continue };
            let value = said.map_or("unknown".to_owned(), |(lo, hi)| format!("{lo}..{hi}"));
            story = says(story, role, fact, &value, "09:01");
        }
        let record = story.record();
        let range = |said: Option<Option<(u8, u8)>>| said.flatten().map_or(0..=9, |(lo, hi)| lo..=hi);
        let fits = range(vip).any(|v| range(customers).any(|c| v <= c && range(persons).any(|p| c <= p)));
        let shown = facts.iter().any(|(fact, _, _)| !beyond(&record, plan, fact).0.is_empty());
        prop_assert_eq!(shown, !fits);
    }
}
