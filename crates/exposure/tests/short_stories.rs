//! Small tables and small differences that were once counted as certain and were not.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use small::{assessed, bounds};

fn persons(leak: &str) -> (u64, u64) {
    bounds(&assessed(leak, None).counts.persons)
}

#[test]
fn a_list_of_one_or_two_without_a_header_counts_its_people_in_every_language() {
    let lists = [
        ["Иванов Иван Иванович;8 (903) 555-12-10", "Петров Пётр Петрович;8 (916) 555-12-11"],
        ["Nguyễn Văn An;0901234567", "Trần Thị Bình;0912345678"],
        ["陳淑雅;0912-345-678", "林家豪;0921-345-678"],
        ["王伟;13812345678", "李娜;13912345678"],
    ];
    for [first, second] in lists {
        assert_eq!(persons(&format!("{first}\n")), (1, 1), "{first}");
        assert_eq!(persons(&format!("{first}\n{second}\n")), (2, 2), "{first}");
    }
    // Plain numbers, and what no telephone can be, are none.
    for leak in ["заказ;40817810\nвозврат;40817811\n", "товар;8 (003) 5\n", "đơn hàng;1234567\n"]
    {
        assert_eq!(persons(leak), (0, 0), "{leak}");
    }
}

#[test]
fn the_old_form_of_an_identity_number_is_the_new_one() {
    let leak = "姓名,身份证号\n王伟,110105491231002\n王伟,11010519491231002X\n";
    let found = assessed(leak, Some("客户号,姓名,身份证号\nC1,王伟,11010519491231002X\n"));
    assert_eq!(bounds(&found.counts.persons), (1, 1));
    let ids = &found.identifiers["cn_id"];
    assert_eq!((ids.values, ids.distinct), (2, 1));
    assert_eq!(bounds(&found.counts.customers), (1, 1));
    let old = assessed(
        "姓名,身份证号\n王伟,110105491231002\n",
        Some("客户号,姓名,身份证号\nC1,王伟,11010519491231002X\n"),
    );
    assert_eq!(bounds(&old.counts.customers), (1, 1), "the register has the new form");
    let other = "姓名,身份证号\n王伟,110105491231002\n李娜,110105491231003\n";
    assert_eq!(persons(other), (2, 2));
}

#[test]
fn two_numbers_of_a_state_under_one_name_and_telephone_are_one_person_or_two() {
    for (header, one, other) in
        [("ssn", "219-09-9999", "457-55-5462"), ("passport", "E12345678", "E87654321")]
    {
        let row = |number: &str| format!("Ann Lee,{number},(212) 664-7665\n");
        let leak = |rows: &[&str]| {
            format!("name,{header},phone\n{}", rows.iter().map(|number| row(number)).collect::<String>())
        };
        let found = assessed(&leak(&[one, other]), None);
        assert_eq!(bounds(&found.counts.persons), (1, 2), "{header}");
        assert_eq!(found.conflicting_values, 1, "{header}");
        assert_eq!(persons(&leak(&[one, one])), (1, 1), "{header}");
        assert_eq!(persons(&leak(&[one])), (1, 1), "{header}");
    }
}

#[test]
fn a_remark_inside_a_table_is_no_record_and_no_name_but_what_it_says_of_people_counts() {
    let leak = "name,phone\n# page 2\nAnn Lee,(212) 664-7665\n# end\nBob Ray,(212) 736-5000\n";
    let found = assessed(leak, None);
    assert_eq!(bounds(&found.counts.records), (2, 2));
    assert_eq!(bounds(&found.counts.persons), (2, 2));
    assert_eq!(found.identifiers["name"].values, 2);
    assert_eq!(found.rows_without_personal_data, 2, "and they are said");
    let told = assessed("name,phone\nAnn Lee,(212) 664-7665\n# ask bob.ray@example.com\n", None);
    assert_eq!(told.identifiers["email"].values, 1);
    // A name that begins so, with a telephone beside it, is a row.
    assert_eq!(persons("name,phone\n#Ann Lee,(212) 664-7665\nBob Ray,(212) 736-5000\n"), (2, 2));
}

#[test]
fn the_identity_number_of_somebody_not_yet_born_is_none_and_opens_the_bound() {
    // The tests stand on 2026-11-22; the check characters are right in all three.
    let leak = "姓名,身份证号\n王伟,110105209912310029\n李娜,110105202611221004\n张敏,11010519491231002X\n";
    let found = assessed(leak, None);
    assert_eq!(found.identifiers["cn_id"].values, 2, "born today is born");
    assert_eq!(found.files[0].failing_values.as_ref().unwrap().values, 1);
    assert_eq!(bounds(&found.counts.persons), (2, 3));
    // Anywhere else it is a number like any other.
    let text = "note\norder 110105209912310029 is late\n";
    assert_eq!(bounds(&assessed(text, None).counts.records), (0, 0));
}

#[test]
fn telephone_numbers_of_a_country_that_nothing_tells_open_the_bound() {
    let rows = ["0988-595-729", "0988-289-677", "0955-840-235", "0921-115-177", "0955-587-800"];
    let leak = |end: &str| rows.map(|row| format!("\"935.67\";\"{row}\"{end}\n")).concat();
    let found = assessed(&leak(";\"1952-12-31\""), None);
    assert_eq!(bounds(&found.counts.persons), (0, 5));
    assert_eq!(bounds(&found.counts.records), (5, 5), "for the days of birth");
    let said = found.files[0].undecided_values.as_ref().unwrap();
    assert_eq!((said.values, said.reason.code), (5, "country_unknown"));
    assert_eq!(found.files[0].remarks().count(), 1);
    let alone = assessed(&leak(""), None);
    assert_eq!((bounds(&alone.counts.persons), bounds(&alone.counts.records)), ((0, 5), (0, 5)));
    // With a name over the column they are telephone numbers; under a name that says otherwise they are none.
    let named = |name: &str| format!("amount;{name}\n{}", leak(""));
    assert_eq!(persons(&named("phone")), (5, 5));
    assert_eq!(persons(&named("sku")), (0, 0));
    // Days, amounts and plain numbers without a header are no telephone numbers of anywhere.
    for leak in ["12.50;2024-01-31\n13.10;2024-02-01\n", "100200;40817810\n100201;40817811\n"] {
        let found = assessed(leak, None);
        assert_eq!(
            (bounds(&found.counts.persons), &found.files[0].undecided_values),
            ((0, 0), &None),
            "{leak}"
        );
    }
}

#[test]
fn an_address_in_full_width_letters_makes_a_person() {
    let found = assessed("姓名,邮箱\n王伟,ｚｈａｎｇ＠ｑｑ．ｃｏｍ\n王伟,zhang@qq.com\n", None);
    assert_eq!(bounds(&found.counts.persons), (1, 1));
    assert_eq!((found.identifiers["email"].values, found.identifiers["email"].distinct), (2, 1));
}

#[test]
fn rows_of_one_human_that_lack_different_things_raise_no_lower_bound() {
    let header = "name,birth_date,address,phone\n";
    let bounds = |rows: &[&str]| persons(&format!("{header}{}\n", rows.join("\n")));
    let phone = "Ann Lee,,,(212) 664-7665";
    assert_eq!(bounds(&[phone, "Ann Lee,1980-01-02,,"]), (1, 2));
    assert_eq!(bounds(&[phone, "Ann Lee,,\"12 Elm Street, Springfield\","]), (1, 2));
    assert_eq!(bounds(&[phone, "Ann Lee,1980-01-02,\"12 Elm Street, Springfield\","]), (1, 2));
    // Who differ in what they have are different people, one of whom may have the phone.
    assert_eq!(bounds(&[phone, "Ann Lee,1980-01-02,,", "Ann Lee,1990-01-02,,"]), (2, 3));
    assert_eq!(
        bounds(&[phone, "Ann Lee,,\"12 Elm Street, Springfield\",", "Ann Lee,,\"9 Oak Road, Dover\","]),
        (2, 3)
    );
    let two_phones = [phone, "Ann Lee,,,(212) 664-7666"];
    assert_eq!(bounds(&[two_phones[0], two_phones[1], "Ann Lee,1980-01-02,,"]), (2, 3));
    // Another date of birth, another address, another name: another human.
    let known = "Ann Lee,1970-01-02,\"1 Main Street, Dover\",(212) 664-7665";
    assert_eq!(bounds(&[known, "Ann Lee,1980-01-02,,"]), (2, 2));
    assert_eq!(bounds(&[known, "Ann Lee,,\"12 Elm Street, Springfield\","]), (2, 2));
    assert_eq!(bounds(&[phone, "Bob Ray,1980-01-02,,"]), (2, 2));
    // An address that one of the known ones has is theirs, in whichever of their rows.
    let moved = [known, "Ann Lee,1970-01-02,\"12 Elm Street, Springfield\",(212) 664-7665"];
    assert_eq!(
        bounds(&[
            moved[0],
            moved[1],
            "Ann Lee,,\"12 Elm Street, Springfield\",",
            "Ann Lee,,\"1 Main Street, Dover\","
        ]),
        (1, 3)
    );
}
