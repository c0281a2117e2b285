//! One human under two writings of a name, or two readings of a date of birth, on one value: once in the lower bound, each in the upper.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use small::{bounds, together};

/// Persons of a leak.
fn persons(leak: &str) -> (u64, u64) {
    bounds(&together(&[leak], None).counts.persons)
}

/// Persons and customers of leaks against a register.
fn found(leaks: &[&str], register: &str) -> ((u64, u64), (u64, u64)) {
    let counts = together(leaks, Some(register)).counts;
    (bounds(&counts.persons), bounds(&counts.customers))
}

#[test]
fn initials_titles_and_marks_on_one_value_may_be_one_human() {
    for (leak, most) in [
        (
            "ФИО;Паспорт;Телефон\nИванов Иван Иванович;4509 123456;9031234567\nИванов И.И.;4509 123456;9031234567\nИванов И. И.;4509 123456;9031234567\n",
            2,
        ),
        ("name,email\nJohn Smith,j@example.org\nJ. Smith,j@example.org\nSmith J,j@example.org\n", 2),
        (
            "name,email\nJohn Smith,j@example.org\nMr. John Smith,j@example.org\nDr John Smith,j@example.org\nJohn Smith Jr.,j@example.org\n",
            4,
        ),
        ("Họ tên,SĐT\nNguyễn Thị Lan,0912345678\nNGUYEN THI LAN,0912345678\nChị Lan,0912345678\n", 3),
        ("ФИО,Телефон\nЁлкина Алёна Петровна,9031234567\nЕлкина Алена Петровна,9031234567\n", 2),
        ("姓名,手机\n王芳,13812345678\n王芳女士,13812345678\n王女士,13812345678\n", 3),
    ] {
        assert_eq!(persons(leak), (1, most), "{leak}");
    }
}

#[test]
fn a_name_in_two_scripts_may_be_one_humans() {
    for leak in [
        "姓名,電話\n陳麗,0912345678\n陈丽,0912345678\n",
        "姓名,手机\n张伟,13812345678\n张 伟,13812345678\nZhang Wei,13812345678\n",
        "ФИО,Телефон\nИванов Иван,9031234567\nIvanov Ivan,9031234567\n",
    ] {
        assert_eq!(persons(leak), (1, 2), "{leak}");
    }
}

#[test]
fn a_family_on_one_telephone_stays_as_many_as_it_is() {
    for (leak, people) in [
        ("name,phone\nJohn Smith,+12125550147\nMary Smith,+12125550147\n", (2, 2)),
        ("ФИО,Телефон\nИванов Иван,9031234567\nИванова Анна,9031234567\n", (2, 2)),
        ("Họ tên,SĐT\nNguyễn Thị Lan,0912345678\nNguyễn Văn Tuấn,0912345678\n", (2, 2)),
        ("姓名,手机\n王芳,13812345678\n王伟,13812345678\n", (2, 2)),
        ("name,phone\nJohn Smith,+12125550147\nJames Smith,+12125550147\nJ. Smith,+12125550147\n", (2, 3)),
        ("name,phone\nJohn Smith,+12125550147\nM. Smith,+12125550147\n", (2, 2)),
    ] {
        assert_eq!(persons(leak), people, "{leak}");
    }
}

#[test]
fn two_writings_that_only_a_record_without_a_name_ties_may_be_one_human() {
    let leak =
        "name,phone,email\nJohn Smith,+12125550147,\n,+12125550147,j@example.org\nJ. Smith,,j@example.org\n";
    assert_eq!(persons(leak), (1, 3));
    assert_eq!(persons(&leak.replace("J. Smith", "Mary Lee")), (2, 3));
}

#[test]
fn a_customer_under_initials_is_near_and_never_lost() {
    let register = "customer_id,name,email\nC1,John Smith,j@example.org\n";
    assert_eq!(found(&["name,email\nJ. Smith,j@example.org\n"], register), ((1, 1), (0, 1)));
    assert_eq!(
        found(&["name,email\nJ. Smith,j@example.org\nJohn Smith,j@example.org\n"], register),
        ((1, 2), (1, 1))
    );
}

const ONE_READING: &str = "full_name,dob,email\nAnna Keller,01/02/1980,anna@example.org\nBoris Stone,02/03/1981,boris@example.org\n";

#[test]
fn a_date_of_which_nobody_knows_the_month_conflicts_only_where_both_readings_do() {
    let days = "full_name,dob,email\nAnna Keller,02.01.1980,anna@example.org\nBoris Stone,03.02.1981,boris@example.org\nEva Lang,25.12.1990,eva@example.org\n";
    assert_eq!(bounds(&together(&[ONE_READING, days], None).counts.persons), (3, 5));
    let others = days.replace("02.01", "04.01").replace("03.02", "03.04");
    assert_eq!(bounds(&together(&[ONE_READING, &others], None).counts.persons), (5, 5));
}

#[test]
fn a_customer_is_found_by_name_and_either_reading_of_a_date() {
    let register = "customer_id,name,birth_date,email\nC1,Anna Keller,1980-01-02,anna@example.org\nC2,Boris Stone,1981-02-03,boris@example.org\n";
    let phones =
        "full_name,dob,phone\nAnna Keller,01/02/1980,+12125550147\nBoris Stone,02/03/1981,+12125550148\n";
    assert_eq!(found(&[phones], register), ((2, 2), (0, 2)));
    assert_eq!(found(&[&phones.replace("02/03", "02/04")], register), ((2, 2), (0, 1)));
    assert_eq!(
        found(&[ONE_READING], register),
        ((2, 2), (2, 2)),
        "an address of mail finds them for certain"
    );
}

#[test]
fn a_date_that_stands_for_none_conflicts_with_none() {
    let defaults = "full_name,dob,email\nAnna Keller,1980-01-02 00:00:00,anna@example.org\nBoris Stone,1900-01-01,boris@example.org\nClara Wood,1970-01-01,clara@example.org\nDora Hill,0000-00-00,dora@example.org\n";
    let dates = "full_name,dob,email\nAnna Keller,1980-01-02,anna@example.org\nBoris Stone,1981-02-03,boris@example.org\nClara Wood,1982-03-04,clara@example.org\nDora Hill,1983-04-05,dora@example.org\n";
    assert_eq!(bounds(&together(&[defaults, dates], None).counts.persons), (4, 6));
    let register = dates.replace("full_name", "customer_id,full_name").replace("\nAnna", "\nC1,Anna");
    let register = register
        .replace("\nBoris", "\nC2,Boris")
        .replace("\nClara", "\nC3,Clara")
        .replace("\nDora", "\nC4,Dora");
    assert_eq!(found(&[defaults], &register), ((4, 4), (4, 4)));
    let alone = "full_name,dob\nClara Wood,1970-01-01\nClara Wood,1982-03-04\nClara Wood,1983-03-04\n";
    assert_eq!(persons(alone), (2, 3), "the first may be either of the others");
}
