//! Which customers a leak holds, told from the register in its own words.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop a test as tests do")]

use exposure::{Customer, Request, Source, assess_with_customers};

fn told(leak: &str, register: &str) -> (u64, Vec<Customer>) {
    let folder = tempfile::tempdir().unwrap();
    let (leak_path, register_path) = (folder.path().join("leak.csv"), folder.path().join("register.csv"));
    std::fs::write(&leak_path, leak).unwrap();
    std::fs::write(&register_path, register).unwrap();
    let (leaks, register) = ([Source::path(&leak_path)], Source::path(&register_path));
    let request = Request {
        leaks: &leaks,
        register: Some(&register),
        list: None,
        temp: folder.path(),
        memory: 1 << 20,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    let (assessment, found) = assess_with_customers(&request, &mut |_| {}).unwrap();
    let mut customers = Vec::new();
    found
        .unwrap()
        .tell(&register_path, &mut |customer| {
            customers.push(customer);
            Ok(())
        })
        .unwrap();
    (exposure::least(&assessment.counts.customers), customers)
}

const REGISTER: &str = "customer_id,name,email,phone\n\
    C-1,Anna Example,anna@example.com,+8613800000001\n\
    C-2,Bert Example,bert@example.com,+8613800000002\n\
    C-3,示例三,c@example.com,+8613800000003\n";

#[test]
fn a_customer_is_told_with_the_registers_ways_to_reach_them_and_what_leaked() {
    let leak = "name,phone,address\nAnna Example,13800000001,1 Long Street\nSomebody Else,13900000009,2 Short Street\n";
    let (least, customers) = told(leak, REGISTER);
    assert_eq!((least, customers.len()), (1, 1));
    let anna = &customers[0];
    assert_eq!((anna.key.as_str(), anna.own_key), ("C-1", true));
    assert_eq!(anna.name.as_deref(), Some("Anna Example"));
    // Her e-mail did not leak: it is how she is reached.
    assert_eq!(
        (anna.email.as_slice(), anna.phone.as_slice()),
        (&["anna@example.com".into()][..], &["+8613800000001".into()][..])
    );
    let (mut leaked, classes) = anna.leaked_words();
    leaked.sort_unstable();
    assert_eq!(leaked, ["address", "name", "phone"]);
    assert_eq!(classes, ["identity", "contact", "location"]);
    assert_eq!(
        (anna.exact, anna.certain, anna.doubles, anna.reasons.as_slice()),
        (true, true, 0, &["phone"][..])
    );
}

#[test]
fn whoever_only_may_be_meant_is_near_with_the_reason() {
    // The number is Bert's, the name is not.
    let (least, customers) = told("name,phone\nCarl Other,13800000002\n", REGISTER);
    assert_eq!((least, customers.len()), (0, 1));
    assert!(!customers[0].exact);
    assert_eq!(customers[0].reasons, ["name_or_birth_differs"]);
}

#[test]
fn a_register_without_keys_or_with_one_for_several_calls_customers_by_their_rows() {
    let leak = "name,email\nAnna Example,anna@example.com\nBert Example,bert@example.com\n";
    let keyless = "name,email\nAnna Example,anna@example.com\nBert Example,bert@example.com\n";
    let (_, customers) = told(leak, keyless);
    let keys: Vec<(&str, bool)> = customers.iter().map(|one| (one.key.as_str(), one.own_key)).collect();
    assert_eq!(keys, [("row 1", false), ("row 2", false)]);
    let shared = "customer_id,name,email\n7,Anna Example,anna@example.com\n7,Bert Example,bert@example.com\n";
    let (_, customers) = told(leak, shared);
    assert_eq!(customers.iter().map(|one| one.key.as_str()).collect::<Vec<_>>(), ["row 1", "row 2"]);
}

#[test]
fn one_person_under_two_keys_is_two_customers_and_one_double() {
    let register = "customer_id,name,email,phone\nA,Anna Example,anna@example.com,+8613800000001\nB,Anna Example,anna@example.org,+8613800000004\n";
    let leak = "name,email,phone\nAnna Example,anna@example.com,13800000004\n";
    let (least, customers) = told(leak, register);
    assert_eq!((least, customers.len()), (1, 2));
    assert_eq!(customers.iter().map(|one| one.doubles).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn what_leaked_is_what_all_rows_of_the_person_hold_and_nothing_else() {
    let leak = "name,email,card\nBert Example,bert@example.com,\nBert Example,bert@example.com,4111111111111111\nAnna Example,anna@example.com,\n";
    let (_, customers) = told(leak, REGISTER);
    let leaked: Vec<Vec<&str>> = customers.iter().map(|one| one.leaked_words().0).collect();
    assert_eq!(leaked, [vec!["email", "name"], vec!["email", "card", "name"]]);
}

#[test]
fn a_register_with_names_in_parts_gives_whole_names() {
    let register = "customer_id,first_name,last_name,email\n1,Anna,Example,anna@example.com\n2,三,示例,bert@example.com\n";
    let leak = "email\nanna@example.com\nbert@example.com\n";
    let (_, customers) = told(leak, register);
    let names: Vec<Option<&str>> = customers.iter().map(|one| one.name.as_deref()).collect();
    assert_eq!(names, [Some("Anna Example"), Some("示例三")]);
}

/// So many people; leak and register hold the same rows under these heads, made by `row`.
fn the_same_in_both(count: u32, head: &str, row: impl Fn(u32) -> String) -> (u64, usize) {
    let rows = || (0..count).map(|number| format!("K{number},{}\n", row(number)));
    let register: String = std::iter::once(format!("customer_id,{head}\n")).chain(rows()).collect();
    let leak: String = std::iter::once(format!("{head}\n"))
        .chain((0..count).map(|number| format!("{}\n", row(number))))
        .collect();
    let (least, customers) = told(&leak, &register);
    (least, customers.len())
}

/// A family name and a given name nobody else has.
fn name(number: u32) -> String {
    let letters = |number: u32| char::from(b'a' + (number % 26) as u8);
    format!("Given{}{} Family{}", letters(number), letters(number / 26), letters(number * 7 + 3))
}

#[test]
fn a_telephone_that_all_customers_share_hides_none_of_them() {
    for count in [8, 9, 30, 100] {
        let named = the_same_in_both(count, "name,phone", |n| format!("{},+861062345678", name(n)));
        assert_eq!(named, (u64::from(count), count as usize), "by name and the shared number");
        let mailed = the_same_in_both(count, "phone,email", |n| format!("+861062345678,p{n}@example.com"));
        assert_eq!(mailed.1, count as usize, "each by an address of mail of their own");
        let both = the_same_in_both(count, "name,phone,email", |n| {
            format!("{},+861062345678,p{n}@example.com", name(n))
        });
        assert_eq!(both, (u64::from(count), count as usize), "by both");
    }
}
