//! What is found in cells and in free text, and what is not.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and says aloud what it leaves out"
)]

use exposure::{
    ColumnMeaning, Confidence, Finding, Kind, OVERLAP, Region, Role, is_damaged, scan_cell, scan_piece,
};
use proptest::prelude::*;

fn scan(text: &str, meaning: &ColumnMeaning) -> Vec<Finding> {
    let mut findings = Vec::new();
    scan_cell(text, meaning, None, &mut findings);
    findings
}

fn free(text: &str) -> Vec<(&'static str, String)> {
    let found = scan(text, &ColumnMeaning::UNKNOWN);
    found.iter().map(|found| (found.kinds.first().unwrap().id(), found.canonical.to_string())).collect()
}

fn in_column(kind: Kind, text: &str) -> Vec<String> {
    let found = scan(text, &ColumnMeaning::of(Role::Identifier(kind), Confidence::High));
    found.iter().map(|found| found.canonical.to_string()).collect()
}

#[test]
fn what_addresses_of_pages_carry_escaped_is_found() {
    let line = r#"10.1.2.0 - - [01/May/2024:10:11:10 +0800] "GET /u?e=wang%40example.com&p=%2B8613812345678&id=11010519491231002X HTTP/1.1" 200 512"#;
    let found = free(line);
    for value in [("email", "wang@example.com"), ("phone", "+8613812345678"), ("cn_id", "11010519491231002X")]
    {
        assert!(found.contains(&(value.0, value.1.to_owned())), "{value:?} in {found:?}");
    }
    assert_eq!(free("/unsub?e=li%40example.com"), [("email", "li@example.com".to_owned())]);
    assert_eq!(
        free("to=%2Fme%3Fmail%3Dli%2Bnews%40example.com%26x%3D1"),
        [("email", "li+news@example.com".to_owned())]
    );
    assert_eq!(in_column(Kind::Email, "li%40example.com"), ["li@example.com"]);
    assert_eq!(free("100% sure, 20%25 off, 50%40 things"), []);
}

#[test]
fn the_identity_number_of_the_standard_is_found_however_it_is_written() {
    for text in [
        "11010519491231002X",
        "11010519491231002x",
        "'11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "身份证号:11010519491231002X。",
        "身份证11010519491231002X，电话见下",
    ] {
        assert_eq!(free(text), [("cn_id", "11010519491231002X".to_owned())], "{text}");
    }
}

#[test]
fn an_old_number_of_fifteen_digits_counts_only_in_its_column_and_as_unsure() {
    assert_eq!(free("110105491231002"), []);
    let meaning = ColumnMeaning::of(Role::Identifier(Kind::CnId), Confidence::High);
    assert_eq!(scan("110105491231002", &meaning)[0].confidence, Confidence::Low);
    assert_eq!(in_column(Kind::CnId, "110105491331002"), Vec::<String>::new(), "month 13");
}

#[test]
fn equal_phone_numbers_written_differently_have_one_canonical_form() {
    for text in [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "(+86) 138 1234 5678",
        "0086 13812345678",
        "8613812345678",
        "１３８１２３４５６７８",
        "'13812345678",
        "13812345678.0",
        "手机：13812345678",
        "\u{200E}13812345678",
    ] {
        assert_eq!(in_column(Kind::Phone, text), ["+8613812345678"], "{text}");
    }
}

#[test]
fn a_local_number_is_read_by_the_country_of_its_row() {
    let meaning = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::High);
    let mut found = Vec::new();
    scan_cell("(11) 3033-5446", &meaning, Region::from_code("BR"), &mut found);
    assert_eq!(found[0].canonical.as_str(), "+551130335446");
    assert_eq!((found[0].confidence, found[0].region), (Confidence::High, Region::from_code("BR")));
    assert_eq!(in_column(Kind::Phone, "+55 (11) 3033-5446"), ["+551130335446"]);
    assert_eq!(in_column(Kind::Phone, "+44 (0)131 315 3300"), ["+441313153300"]);
    assert_eq!(in_column(Kind::Phone, "+1 (650) 253-0000 ext. 12"), ["+16502530000"]);
}

#[test]
fn a_text_with_many_values_gives_each_once_and_in_order() {
    let text = "联系人13812345678/13912345678，邮箱Zhang.San@Example.COM谢谢，卡号6222 0200 0000 0000 005；证件11010519491231002X";
    let kinds: Vec<&str> = free(text).iter().map(|(kind, _)| *kind).collect();
    assert!(
        kinds.starts_with(&["phone", "phone", "email"]) && kinds.ends_with(&["cn_id"]),
        "{:?}",
        free(text)
    );
    assert!(free(text).contains(&("email", "zhang.san@example.com".to_owned())));
}

#[test]
fn a_mobile_number_before_an_at_is_an_address_and_no_phone() {
    assert_eq!(free("13812345678@163.com"), [("email", "13812345678@163.com".to_owned())]);
}

#[test]
fn addresses_are_cut_out_of_the_text_around_them() {
    for (text, address) in [
        ("Bob <bob.o'neil+x@mail.example.co.uk>", "bob.o'neil+x@mail.example.co.uk"),
        ("mailto:a.b@example.org.", "a.b@example.org"),
        ("почта иван@пример.рф, спасибо", "иван@пример.рф"),
        ("\"quoted local\"@example.com", "\"quoted local\"@example.com"),
        ("USER＠EXAMPLE．COM", "user@example.com"),
    ] {
        assert_eq!(free(text), [("email", address.to_owned())], "{text}");
    }
    for text in [
        "a@b",
        "@example.com",
        "x@",
        "a@b.c",
        "a@1.2.3.4",
        "logo@2x.png",
        "a..b@example.com",
        "@",
        "a@-b.com",
        "a@b_c.com",
    ] {
        assert_eq!(free(text), [], "{text}");
    }
}

#[test]
fn cards_are_found_with_separators_and_not_with_a_wrong_check_digit() {
    for text in ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111.0"] {
        assert_eq!(in_column(Kind::Card, text), ["4111111111111111"], "{text}");
    }
    assert_eq!(in_column(Kind::Card, "4111111111111112"), Vec::<String>::new());
    assert_eq!(in_column(Kind::Card, "0000000000000000"), Vec::<String>::new());
    assert_eq!(free("6200000000000005"), [("card", "6200000000000005".to_owned())]);
}

#[test]
fn order_numbers_times_hashes_and_prices_are_nothing() {
    for text in [
        "2024-01-31 12:30:59",
        "1706704259",
        "1706704259123",
        "20240131123059",
        "5f4dcc3b5aa765d61d8327deb882cf99",
        "550e8400-e29b-41d4-a716-446655440000",
        "9780306406157",
        "192.168.100.200",
        "1234567.89",
        "ORD13812345678",
        "¥13812345678",
        "3.14159265358979",
        "11010519491231002",
        "110105194912310021",
        "4.11111E+15",
        "12345678",
    ] {
        assert_eq!(free(text), [], "{text}");
    }
}

#[test]
fn a_number_a_spreadsheet_destroyed_is_said_to_be_damaged_and_not_guessed() {
    let phone = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::High);
    for text in ["1.38123E+10", "4.11111e+15", "1,38123E+10"] {
        assert!(is_damaged(text, &phone), "{text}");
        assert_eq!(scan(text, &phone), []);
    }
    for text in ["13812345678", "E", "", "1E", "abcE+10"] {
        assert!(!is_damaged(text, &phone), "{text}");
    }
    assert!(!is_damaged("1.5E+10", &ColumnMeaning::UNKNOWN), "elsewhere it may be a measurement");
}

#[test]
fn an_unassigned_number_has_one_form_with_and_without_its_code() {
    let mut meaning = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::High);
    meaning.region = Region::from_code("US");
    for text in ["(999) 555-0100", "999-555-0100", "+1 999 555 0100", "1 999 555 0100", "001-999-555-0100x12"]
    {
        let found = scan(text, &meaning);
        assert_eq!(found[0].canonical.as_str(), "+19995550100", "{text}");
        assert_eq!(found[0].confidence, Confidence::Low, "{text}");
    }
}

#[test]
fn nothing_is_looked_for_in_keys_but_addresses() {
    let key = ColumnMeaning::of(Role::Key, Confidence::High);
    assert_eq!(scan("13812345678", &key), []);
    assert_eq!(scan("a@example.com", &key).len(), 1);
}

#[test]
fn in_a_regular_column_a_near_miss_is_no_phone() {
    let mut meaning = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::High);
    assert_eq!(scan("12012345678", &meaning)[0].confidence, Confidence::Low);
    (meaning.region, meaning.regular) = (Some(Region::CN), true);
    assert_eq!(scan("12012345678", &meaning), []);
    assert_eq!(scan("13812345678", &meaning)[0].confidence, Confidence::High);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn pieces_find_what_the_whole_finds(
        parts in proptest::collection::vec(prop_oneof![
            Just("13812345678".to_owned()),
            Just("11010519491231002X".to_owned()),
            Just("a.b@example.com".to_owned()),
            Just("6222-0200-0000-0005".to_owned()),
            "[a-z ,。]{0,40}",
            "[0-9 -]{0,12}",
        ], 1..120),
        step in 600usize..2000,
    ) {
        let text = parts.join("，");
        let meaning = ColumnMeaning::of(Role::FreeText, Confidence::High);
        let whole: Vec<String> = scan(&text, &meaning).iter().map(|found| found.canonical.to_string()).collect();
        let edge = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let mut pieces = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let end = edge(start + step);
            let (from, to) = (edge(start.saturating_sub(OVERLAP)), edge(end + OVERLAP));
            scan_piece(&text[from..to], start - from..end - from, &meaning, None, &mut pieces);
            start = end;
        }
        let pieces: Vec<String> = pieces.iter().map(|found| found.canonical.to_string()).collect();
        prop_assert_eq!(pieces, whole);
    }

    #[test]
    fn spans_lie_in_the_text_in_order_and_apart(text in "[0-9xX@.+() /,\\-a-c电]{0,80}") {
        for kind in Kind::all().filter(|kind| kind.is_identifier()) {
            let mut end = 0;
            for found in scan(&text, &ColumnMeaning::of(Role::Identifier(kind), Confidence::High)) {
                prop_assert!(found.span.start >= end && found.span.end <= text.len() && !found.kinds.is_empty());
                prop_assert!(text.get(found.span.clone()).is_some());
                end = found.span.end;
            }
        }
    }

    #[test]
    fn one_wrong_digit_is_never_an_identity_number(place in 0usize..17, change in 1u8..10) {
        let mut number = *b"11010519491231002X";
        number[place] = b'0' + (number[place] - b'0' + change) % 10;
        prop_assert_eq!(in_column(Kind::CnId, std::str::from_utf8(&number).unwrap()), Vec::<String>::new());
    }
}

#[test]
fn addresses_of_the_internet_are_no_telephones() {
    let found = |text: &str, meaning: &ColumnMeaning| {
        let mut found = Vec::new();
        scan_cell(text, meaning, Region::from_code("CN"), &mut found);
        found.len()
    };
    for text in
        ["139.186.113.25", "158.107.119.34 - - [22/Nov/2026] 200", "seen from 139.186.113.25, 158.107.119.34"]
    {
        assert_eq!(found(text, &ColumnMeaning::UNKNOWN), 0, "{text}");
    }
    for text in ["138.1234.5678", "139.186.113.25 13812345678", "13812345678.0"] {
        assert_eq!(found(text, &ColumnMeaning::UNKNOWN), 1, "{text}");
    }
    // Where telephones are expected, four groups between dots are one.
    let phones = ColumnMeaning::of(Role::Identifier(Kind::Phone), Confidence::High);
    assert_eq!(found("139.186.113.25", &phones), 1);
    for header in [None, Some(&["client"][..]), Some(&["ip"][..])] {
        let rows = vec![vec!["139.186.113.25"], vec!["158.107.119.34"], vec!["136.199.250.11"]];
        let role = exposure::read_columns(None, header, &rows, None)[0].role;
        assert_ne!(role, Role::Identifier(Kind::Phone), "{header:?}");
    }
}

#[test]
fn a_cell_of_a_column_of_addresses_is_one_address_or_none_and_never_the_tail_of_one() {
    let locals = "o'brien|'quoted'|-dash|_under|!bang|#hash|$dollar|%per|&amp|/slash|=eq|?q|^caret|`tick|{brace}|~tilde|.lead|x-|a'|a!b|a#b|a$b|a&b|a/b|a?b|a=b|a^b|a`b|a{b|a~b";
    for local in locals.split('|').chain(["|pipe", "a|b"]) {
        let address = format!("{local}@example.org");
        assert_eq!(in_column(Kind::Email, &address), [address.as_str()], "{address}");
        assert_eq!(in_column(Kind::Email, &format!(" {address} ")), [address.as_str()], "{address}");
    }
    // Nobody can say what a star hides.
    for hidden in ["*star@example.org", "a*b@example.org", "a***@example.org"] {
        assert_eq!(in_column(Kind::Email, hidden), [""; 0], "{hidden}");
    }
    for (cell, address) in [
        ("mailto:k@example.org", "k@example.org"),
        ("Name <n@example.org>", "n@example.org"),
        ("13812345678/n@example.org", "n@example.org"),
        ("email=n@example.org", "n@example.org"),
        ("hunter2----n@example.org", "n@example.org"),
        ("邮箱n@example.org", "n@example.org"),
        ("x@example.org.", "x@example.org"),
    ] {
        let mut found = in_column(Kind::Email, cell);
        found.retain(|value| value.contains('@'));
        assert_eq!(found, [address], "{cell}");
    }
}
