//! Lists as they are traded: values glued to passwords, labels and each other.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop a test as tests do")]

use exposure::{ColumnMeaning, Confidence, Kind, Role, scan_cell};
use proptest::prelude::*;

const SEPARATORS: [&str; 25] = [
    "----", "---", "--", "-----", ":", ";", "|", ",", "\t", "=>", "->", "/", "，", "：", "；", "、", "——",
    " ", " - ", "密码", "\u{3000}", "||", "~", "^", "!",
];

fn found_in(text: &str, meaning: &ColumnMeaning) -> Vec<(&'static str, String)> {
    let mut findings = Vec::new();
    scan_cell(text, meaning, None, &mut findings);
    findings.iter().map(|found| (found.kinds.first().unwrap().id(), found.canonical.to_string())).collect()
}

fn free(text: &str) -> Vec<(&'static str, String)> {
    found_in(text, &ColumnMeaning::UNKNOWN)
}

fn email(text: &str) -> (&'static str, String) {
    ("email", text.to_owned())
}

fn phone() -> (&'static str, String) {
    ("phone", "+8613800138000".to_owned())
}

fn cn_id() -> (&'static str, String) {
    ("cn_id", "110101199003070919".to_owned())
}

#[test]
fn an_address_glued_to_a_password_is_found_and_the_password_is_not() {
    for separator in SEPARATORS {
        for word in ["pw0xx", "123456", "a.b", "Abc!9", "q1w2.e3r4", "--x", "pass.word.com", ""] {
            let text = format!("zz0@qq.com{separator}{word}");
            assert_eq!(free(&text), [email("zz0@qq.com")], "{text}");
        }
    }
}

#[test]
fn a_number_in_front_of_an_address_is_no_part_of_it_whatever_parts_them() {
    for sign in ["&", "=", "~", "%"] {
        assert_eq!(free(&format!("13800138000{sign}zz0@qq.com")), [phone(), email("zz0@qq.com")], "{sign}");
        assert_eq!(
            free(&format!("110101199003070919{sign}zz0@qq.com")),
            [cn_id(), email("zz0@qq.com")],
            "{sign}"
        );
    }
    assert_eq!(free("13800138000+news@139.com"), [email("13800138000+news@139.com")]);
}

#[test]
fn an_address_behind_a_user_name_is_cut_out_of_it() {
    for separator in SEPARATORS {
        let text = format!("li_wei{separator}zz0@qq.com{separator}pw0xx");
        assert_eq!(free(&text), [email("zz0@qq.com")], "{text}");
    }
}

#[test]
fn phones_identity_numbers_and_addresses_glued_together_are_all_found() {
    for separator in SEPARATORS.into_iter().filter(|separator| *separator != " - ") {
        let glued = |values: &[&str]| values.join(separator);
        let text = glued(&["13800138000", "abc123"]);
        assert_eq!(free(&text), [phone()], "{text}");
        let text = glued(&["li_wei", "13800138000", "pw123456"]);
        assert_eq!(free(&text), [phone()], "{text}");
        let text = glued(&["13800138000", "zz0@qq.com", "pw0xx"]);
        assert_eq!(free(&text), [phone(), email("zz0@qq.com")], "{text}");
        let text = glued(&["zz0@qq.com", "13800138000", "110101199003070919", "pw0xx"]);
        assert_eq!(free(&text), [email("zz0@qq.com"), phone(), cn_id()], "{text}");
    }
}

#[test]
fn a_password_of_digits_hides_no_phone() {
    for separator in ["----", "---", "--", ":", "|", ",", ";", "\t", "：", "，"] {
        let text = format!("li--13800138000{separator}123456");
        assert_eq!(free(&text), [phone()], "{text}");
        let text = format!("123456{separator}13800138000");
        assert_eq!(free(&text), [phone()], "{text}");
        let text = format!("110101199003070919{separator}123456");
        assert_eq!(free(&text), [cn_id()], "{text}");
    }
}

#[test]
fn labels_and_sentences_around_values_change_nothing() {
    for (text, expected) in [
        ("邮箱zz0@qq.com密码", vec![email("zz0@qq.com")]),
        ("邮箱：zz0@qq.com，密码：abc", vec![email("zz0@qq.com")]),
        ("<a@b.cn>", vec![email("a@b.cn")]),
        ("mailto:a@b.cn?subject=x", vec![email("a@b.cn")]),
        ("email=zz0@qq.com&pw=1", vec![email("zz0@qq.com")]),
        ("/u?id=5&email=li.wei@qq.com", vec![email("li.wei@qq.com")]),
        ("身份证110101199003070919手机13800138000", vec![cn_id(), phone()]),
        ("手机13800138000邮箱zz0@qq.com", vec![phone(), email("zz0@qq.com")]),
        ("zz0@qq.com_pw0xx", vec![email("zz0@qq.com")]),
        ("zz0@qq.com-pw0xx", vec![email("zz0@qq.com")]),
        ("zz0@qq.com-", vec![email("zz0@qq.com")]),
        ("a@qq.com----b@qq.com", vec![email("a@qq.com"), email("b@qq.com")]),
        ("a@mail.co.uk--pw1", vec![email("a@mail.co.uk")]),
        ("a@пример.xn--p1ai----pw", vec![email("a@пример.xn--p1ai")]),
    ] {
        assert_eq!(free(text), expected, "{text}");
    }
}

#[test]
fn names_with_hyphens_that_are_one_address_stay_whole() {
    for text in [
        "mary-ann@my-shop.example.com",
        "a@mail.my-shop.org",
        "a@mail.foo--bar.com",
        "a@foo--bar.com",
        "a@mail.com-pany.org",
        "a@xn--fiq228c.xn--fiqs8s",
        "bounce+li=example.com@lists.example.org",
        "r&d@example.com",
        "bob.o'neil@example.com",
    ] {
        assert_eq!(free(text), [email(text)], "{text}");
    }
}

#[test]
fn what_only_resembles_a_glued_address_is_none() {
    for text in
        ["a@b----pw", "a@----pw.com", "ec2-user@host.us-east-1", "a@b.co_d", "@qq.com----pw", "a@b.c--pw"]
    {
        assert_eq!(free(text), [], "{text}");
    }
}

#[test]
fn in_a_column_of_addresses_the_same_is_found() {
    let meaning = ColumnMeaning::of(Role::Identifier(Kind::Email), Confidence::High);
    for separator in SEPARATORS {
        let text = format!("zz0@qq.com{separator}pw0xx");
        assert_eq!(found_in(&text, &meaning), [email("zz0@qq.com")], "{text}");
    }
    assert_eq!(found_in("电子邮箱zz0@qq.com", &meaning), [email("zz0@qq.com")]);
    assert_eq!(found_in("张三@例子.公司", &meaning), [email("张三@例子.公司")]);
}

#[test]
fn a_thousand_addresses_and_numbers_in_one_text_are_found_each() {
    let text: String = (0..1000).map(|n| format!("u{n}@qq.com----1380013{n:04}----pw{n}\n")).collect();
    let found = free(&text);
    assert_eq!(found.iter().filter(|(kind, _)| *kind == "email").count(), 1000);
    assert_eq!(found.iter().filter(|(kind, _)| *kind == "phone").count(), 1000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_the_password_behind_a_row_of_hyphens_the_address_is_the_same(
        local in "[a-z][a-z0-9]{0,8}([._][a-z0-9]{1,5})?",
        domain in "[a-z][a-z0-9]{1,8}[.](com|cn|net|com[.]cn|co[.]uk|ru|vn|io)",
        hyphens in "-{3,6}",
        password in "[a-zA-Z0-9!.#$%*_+-]{0,16}",
    ) {
        let address = format!("{local}@{domain}");
        prop_assert_eq!(&free(&format!("{address}{hyphens}{password}"))[0], &email(&address));
    }
}
