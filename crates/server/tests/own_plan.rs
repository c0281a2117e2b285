//! Pages of a plan of one's own: other scales, other roles, one language.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]

mod house;

use std::collections::BTreeMap;

use house::{Served, served_on};
use plan::Plan;

const PACK: [(&str, &str); 2] = [
    (
        "plan.yaml",
        "plan: {id: my-shop, version: \"1\", zone: America/New_York, languages: [en]}
roles:
  boss: {rights: [read, open, state_fact, decide, decide_level, do_task, file, pass_text, send, propose_gate, review_gate, approve_gate, adopt_plan, read_personal, export]}
scales:
  priority: {kind: severity, order: [p3, p2, p1], set_by: people}
  gravity:
    kind: severity
    order: [green, red]
    default: green
    rules: {many: {level: red, when: persons >= 500}}
",
    ),
    (
        "texts/en.yaml",
        "plan.title: Plan of a shop
role.boss: Boss
scale:
  priority: {title: Priority, level: {p3: Low, p2: Middle, p1: High}}
  gravity: {title: Gravity, level: {green: Green, red: Red}, rule.many: 500 people}
",
    ),
];

fn served() -> Served {
    let files = PACK.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let files: BTreeMap<String, Vec<u8>> = files.into();
    served_on(Plan::from_files(files).unwrap_or_else(|faults| panic!("{faults:?}")).0)
}

#[test]
fn a_level_that_people_set_is_unknown_until_somebody_sets_it_and_then_stands_at_the_head_and_in_the_list() {
    let served = served();
    let mut boss = served.signed_in("ann", &["boss"], false);
    boss.opens("A lost laptop");
    let page = boss.get("/cases/1").body;
    let head = page.split("id=\"clocks\"").next().unwrap();
    assert!(head.contains("level-block") && head.contains("unknown"), "{head}");
    assert!(page.contains("id=\"scale-gravity\">Gravity"), "the further scale is told too: {page}");
    let form = page.split("id=\"do-decide-level-priority\"").nth(1).unwrap().split("</form>").next().unwrap();
    assert!(page.contains(" · Priority") && !page.contains(" · priority"), "by its title, not its id");
    assert!(form.contains("value=\"p1\"") && !form.contains("checked"), "none stands chosen: {form}");
    let set = [("scale", "priority"), ("level", "p1"), ("reason", "two customers called"), ("back", "")];
    assert_eq!(boss.fill("/cases/1", "/cases/1/acts/decide-level", &set).status, 303);
    let head = boss.get("/cases/1").body.split("id=\"clocks\"").next().unwrap().to_owned();
    assert!(head.contains(">High<") && head.contains("3 of 3"), "{head}");
    assert!(boss.get("/").body.contains(">High<"));
}
