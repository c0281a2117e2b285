//! Objects in lists inside objects: members of groups, passengers of orders, and people with several numbers.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::Assessment;
use small::{assessed, bounds};

fn kinds(found: &Assessment, kinds: &[&str]) -> Vec<u64> {
    kinds.iter().map(|kind| found.identifiers[*kind].values).collect()
}

/// Four groups of three members; `around` says what stands in a group beside them.
fn groups(around: impl Fn(usize) -> String) -> String {
    let member = |number: usize| {
        let name =
            ["Anna", "Boris", "Clara", "Dan", "Eve", "Fay", "Gil", "Hal", "Ida", "Jon", "Kim", "Leo"][number];
        format!(r#"{{"name":"{name} Keller","phone":"+121255501{number:02}"}}"#)
    };
    let group = |group: usize| {
        let members: Vec<String> = (group * 3..group * 3 + 3).map(member).collect();
        format!(r#"{{{},"members":[{}]}}"#, around(group), members.join(","))
    };
    (0..4).map(group).collect::<Vec<String>>().join("\n")
}

#[test]
fn members_of_a_group_that_is_nobody_are_records_of_their_own() {
    for text in [
        groups(|group| format!(r#""title":"D{group}""#)),
        format!("[{}]", groups(|group| format!(r#""id":{group},"made":"2024-01-02""#)).replace('\n', ",")),
        format!(
            r#"{{"departments":[{}]}}"#,
            groups(|group| format!(r#""title":"D{group}""#)).replace('\n', ",")
        ),
    ] {
        let found = assessed(&text, None);
        assert_eq!(kinds(&found, &["name", "phone"]), [12, 12], "{text}");
        assert_eq!(bounds(&found.counts.persons), (12, 12), "{text}");
    }
}

#[test]
fn members_of_somebodys_group_may_be_people_who_are_known() {
    let text = groups(|group| format!(r#""owner.email":"o{group}@example.org""#));
    let found = assessed(&text, None);
    assert_eq!(kinds(&found, &["name", "phone", "email"]), [12, 12, 4]);
    assert_eq!(bounds(&found.counts.persons), (4, 16));
}

#[test]
fn further_values_under_one_key_are_counted_and_may_be_anothers() {
    let text = (0..4).map(|group| format!("{{\"group\":\"G{group}\",\"phones\":[\"617555{group}101\",\"617555{group}102\",\"617555{group}103\"]}}\n"));
    let found = assessed(&text.collect::<String>(), None);
    assert_eq!(kinds(&found, &["phone"]), [12]);
    assert_eq!(bounds(&found.counts.persons), (4, 12));
    let people = r#"{"full_name":"Anna Keller","emails":["a@example.org","a2@example.org"],"phones":[{"type":"home","number":"+12125550147"},{"type":"work","number":"+12125550148"}]}
{"full_name":"Boris Stone","emails":["b@example.org"],"phones":[]}"#;
    let found = assessed(people, None);
    assert_eq!(kinds(&found, &["name", "email", "phone"]), [2, 3, 2]);
    assert_eq!(bounds(&found.counts.persons).0, 2);
}

#[test]
fn things_in_a_list_belong_to_the_row_around_them() {
    let text = r#"{"name":"Anna Keller","phone":"+12125550147","items":[{"sku":"a","name":"Tea"},{"sku":"b","name":"Cup"}]}
{"name":"Boris Stone","phone":"+12125550148","items":[{"sku":"a","name":"Tea"}]}"#;
    let found = assessed(text, None);
    assert_eq!((kinds(&found, &["name", "phone"]), bounds(&found.counts.persons)), (vec![2, 2], (2, 2)));
}

#[test]
fn arrays_under_names_of_columns_are_rows() {
    for names in [r#""columns":["name","phone"]"#, r#""fields":[{"name":"name"},{"name":"phone"}]"#] {
        let text =
            format!(r#"{{{names},"data":[["Anna Keller","+12125550147"],["Boris Stone","+12125550147"]]}}"#);
        let found = assessed(&text, None);
        assert_eq!(
            (kinds(&found, &["name", "phone"]), bounds(&found.counts.persons)),
            (vec![2, 2], (2, 2)),
            "{text}"
        );
    }
}
