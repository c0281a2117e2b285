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
