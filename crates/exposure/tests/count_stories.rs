//! Leaks that were once counted wrong: numbers that a stranger found by looking for them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use proptest::prelude::*;
use small::{assessed, bounds};

/// Mobiles of mainland China, two in five of which are numbers of North America behind a 1.
fn mobiles(count: u64) -> Vec<String> {
    (0..count).map(|number| format!("1{}", 3_012_345_678 + number * 139_876_543 % 6_900_000_000)).collect()
}

#[test]
fn mobiles_of_a_table_without_han_letters_are_those_of_the_register() {
    let valid: Vec<String> =
        ["15862543534", "13800138000", "13912345678", "18612345678", "15012345678", "13713345678"]
            .map(str::to_owned)
            .to_vec();
    for count in 1..=valid.len() {
        let some = &valid[..count];
        let leak: String = some.iter().map(|mobile| format!("{mobile},u{mobile}@qq.com\n")).collect();
        let register: String = some.iter().map(|mobile| format!("C{mobile},王伟,{mobile}\n")).collect();
        let found =
            assessed(&format!("mobile,email\n{leak}"), Some(&format!("客户号,姓名,手机\n{register}")));
        let count = count as u64;
        assert_eq!(bounds(&found.counts.customers), (count, count));
        assert_eq!(bounds(&found.counts.persons), (count, count));
    }
}

#[test]
fn a_mobile_with_its_code_and_without_is_one() {
    for rows in [
        "xingming,mobile\n王伟,15862543534\n,15862543534\n",
        "name,mobile\nWang Wei,13812345678\nWang Wei,+8613812345678\nWang Wei,138 1234 5678\nWang Wei,86-13812345678\n",
    ] {
        let found = assessed(rows, None);
        assert_eq!(
            (bounds(&found.counts.persons), found.identifiers["phone"].distinct),
            ((1, 1), 1),
            "{rows}"
        );
    }
    let twice: String = mobiles(60)
        .iter()
        .enumerate()
        .map(|(id, mobile)| format!("{id},{mobile}\n{id},+86 {mobile}\n"))
        .collect();
    let found = assessed(&format!("id,mobile\n{twice}"), None);
    assert_eq!((found.identifiers["phone"].values, found.identifiers["phone"].distinct), (120, 60));
}

#[test]
fn numbers_of_north_america_stay_there() {
    for rows in [
        "name,phone\nAnn Lee,1-586-254-3534\nBo Ray,1-586-254-3535\n",
        "name,phone\nAnn Lee,15862543534\nBo Ray,12126647665\nCy Fox,13109876543\nDi Poe,17735551234\n",
    ] {
        let found = assessed(&format!("{rows}Ann Lee,(586) 254-3534\n"), None);
        let people = rows.lines().count() as u64 - 1;
        assert_eq!(
            (bounds(&found.counts.persons), found.identifiers["phone"].distinct),
            ((people, people), people)
        );
    }
}

#[test]
fn an_address_with_as_many_commas_as_columns_makes_no_table() {
    for (leak, people) in [
        (
            "\"Иванов Иван\";\"8 (903) 555-12-10\";\"101000, Россия, г. Москва, ул. Мира, д. 1\"\n\"Петров Пётр\";\"8 (916) 555-12-11\";\"101000, Россия, г. Москва, ул. Мира, д. 2\"\n\"Сидоров Олег\";\"8 (916) 555-12-12\";\"101000, Россия, г. Москва, ул. Мира, д. 3\"\n",
            3,
        ),
        (
            "Trần An;0901234567;12 Lê Lợi, Phường 3, Quận 1, TP. Hồ Chí Minh\nLê Minh Hà;0912345678;15 Lê Lợi, Phường 5, Quận 2, TP. Hồ Chí Minh\nTrần Thị Bình;0987654321;99 Lê Lợi, Phường 7, Quận 3, TP. Hồ Chí Minh\n",
            3,
        ),
        (
            "Ann Lee\t(212) 664-7665\t12 Oak St, Apt 4, Boston, MA 02110\nBob Ray\t(212) 736-5000\t14 Oak St, Apt 5, Boston, MA 02110\nCy Poe\t(212) 736-5001\t16 Oak St, Apt 6, Boston, MA 02110\n",
            3,
        ),
        (
            "\"ФИО\"|\"Телефон\"|\"Адрес\"|\"\"\n\"Иванов Иван\"|\"8 (903) 555-12-10\"|\"г. Москва, ул. Мира, д. 1\"|\"\"\n\"Петров Пётр\"|\"8 (916) 555-12-11\"|\"г. Москва, ул. Мира, д. 2\"|\"\"\n",
            2,
        ),
    ] {
        let found = assessed(leak, None);
        assert_eq!(bounds(&found.counts.records), (people, people), "{leak}");
        assert_eq!(bounds(&found.counts.persons), (people, people), "{leak}");
        assert_eq!(found.identifiers["phone"].distinct, people, "{leak}");
    }
}

#[test]
fn a_table_of_two_columns_with_long_addresses_keeps_its_names() {
    let rows: String = (0..250)
        .map(|n| {
            format!(
                "Иванов Иван{};101000, Россия, г. Москва, ул. Мира, д. {n}, кв. 1, этаж 2, код 3\n",
                ["", "а", "ов"][n % 3]
            )
        })
        .collect();
    let found = assessed(&format!("ФИО;Адрес\n{rows}"), None);
    assert_eq!((found.identifiers["name"].values, found.identifiers["address"].values), (250, 250));
}

fn persons(leak: &str) -> (u64, u64) {
    bounds(&assessed(leak, None).counts.persons)
}

/// The check character of GB 11643, by its table of weights.
fn identity_number(body: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 =
        body.chars().zip(WEIGHTS).map(|(digit, weight)| digit.to_digit(10).unwrap() * weight).sum();
    format!("{body}{}", "10X98765432".chars().nth(sum as usize % 11).unwrap())
}

/// Different people; three of four have a date of birth of their own.
fn identity_numbers(count: usize) -> Vec<String> {
    (0..count)
        .map(|n| identity_number(&format!("1101051{:03}123100{}", 900 + n * 3 / 4 % 99, 1 + n % 4)))
        .collect()
}

#[test]
fn different_identity_numbers_are_different_people_whatever_they_share() {
    for count in [2usize, 3, 4, 40] {
        let numbers = identity_numbers(count);
        let many = count as u64;
        for (kind, shared) in [("手机号", "13800138000"), ("邮箱", "none@example.com")] {
            let rows: String = numbers.iter().map(|number| format!("{number},{shared}\n")).collect();
            let found = assessed(&format!("身份证号,{kind}\n{rows}{rows}"), None);
            assert_eq!(bounds(&found.counts.persons), (many, many), "{count} {kind}");
            assert_eq!(found.shared_values.distinct, u64::from(count > 3));
            assert_eq!(found.conflicting_values, u64::from(count <= 3));
            let named: String = numbers.iter().map(|number| format!("王伟,{number},{shared}\n")).collect();
            assert_eq!(persons(&format!("姓名,身份证号,{kind}\n{named}")), (many, many), "{count} {kind}");
        }
    }
}

#[test]
fn a_date_of_birth_beside_another_in_an_identity_number_is_a_conflict() {
    let leak = "姓名,身份证号,手机号,出生日期\n王伟,11010519491231002X,13812345678,\n王伟,,13812345678,";
    assert_eq!(persons(&format!("{leak}1980-01-01\n")), (2, 2));
    assert_eq!(persons(&format!("{leak}1949-12-31\n")), (1, 1));
    assert_eq!(persons(&format!("{leak}\n")), (1, 1));
}

#[test]
fn a_family_on_one_phone_whose_names_are_often_absent_is_as_many_as_its_numbers() {
    let numbers = identity_numbers(3);
    let [first, second, third] = numbers.as_slice() else { panic!() };
    let head = "姓名,身份证号,手机号\n";
    assert_eq!(persons(&format!("{head}王伟,{first},13812345678\n,{second},13812345678\n")), (2, 2));
    assert_eq!(
        persons(&format!(
            "{head}王伟,{first},13812345678\n李芳,{second},13812345678\n,{third},13812345678\n"
        )),
        (3, 3)
    );
    assert_eq!(
        persons(&format!("{head}王伟,,13812345678\n李芳,{second},13812345678\n,{third},13812345678\n")),
        (2, 3),
        "the third number may be that of the first name"
    );
}

#[test]
fn many_addresses_or_cards_beside_one_number_and_no_name_are_one_person_or_as_many() {
    let mails =
        |count: usize| (0..count).map(|n| format!("u{n}@example.com,13800138000\n")).collect::<String>();
    assert_eq!(persons(&format!("email,phone\n{}", mails(3))), (1, 1), "one person may have three");
    let found = assessed(&format!("email,phone\n{}", mails(100)), None);
    assert_eq!(bounds(&found.counts.persons), (1, 100));
    assert_eq!((found.shared_values.distinct, found.shared_values.largest[0].names), (1, 100));
    let phones: String = (0..9).map(|n| format!("none@example.com,1380013800{n}\n")).collect();
    assert_eq!(persons(&format!("email,phone\n{phones}")), (1, 9));
    let passports: String = (0..2).map(|n| format!("E1234567{n},13800138000\n")).collect();
    assert_eq!(persons(&format!("passport,mobile\n{passports}")), (1, 2), "of one kind a state gives one");
    let named: String = (0..100).map(|n| format!("Ann Lee,u{n}@example.com,13800138000\n")).collect();
    assert_eq!(persons(&format!("name,email,phone\n{named}")), (1, 1), "the name says that it is one");
}

#[test]
fn who_has_no_identifier_counts_once_for_the_same_name_and_value_at_least() {
    for (head, row) in [
        ("姓名,出生日期,地址", "王伟,1980-01-02,北京市东城区人民路1号"),
        ("姓名,地址", "王伟,北京市东城区人民路1号"),
        ("name,date of birth", "Ann Lee,1980-01-02"),
    ] {
        assert_eq!(persons(&format!("{head}\n{row}\n{row}\n")), (1, 2), "{head}");
    }
    let orders: String =
        (0..99).map(|n| format!("{},北京市东城区人民路1号\n", ["王伟", "李芳", "张敏"][n % 3])).collect();
    assert_eq!(persons(&format!("姓名,地址\n{orders}")), (3, 99));
    let head = "Name,Date of Birth,Email,Address\n";
    let ann = "Ann Lee,1970-02-03,a@example.com,\nAnn Lee,1970-02-03,,\n";
    assert_eq!(persons(&format!("{head}{ann}")), (1, 2));
    assert_eq!(persons(&format!("{head}{ann}Ann Lee,1980-02-03,,\n")), (2, 3), "another day, another person");
    let chain =
        "Ann Lee,1970-02-03,,1 Long Street\nAnn Lee,,,1 Long Street\nAnn Lee,1980-02-03,,1 Long Street\n";
    assert_eq!(persons(&format!("{head}{chain}")), (2, 3));
    assert_eq!(persons(&format!("{head}Ann Lee,,a@example.com,1 Long Street\n{chain}")), (2, 4));
    let two = "Ann Lee,,a@example.com,1 Long Street\nAnn Lee,,b@example.com,1 Long Street\n";
    assert_eq!(persons(&format!("{head}{two}")), (2, 2), "each has an identifier");
    let classes = assessed(&format!("姓名,地址\n{orders}"), None).counts.by_class;
    assert_eq!((classes["location"].persons_lo, classes["location"].persons_hi), (3, 99));
}

#[test]
fn the_same_name_on_a_hotline_counts_once_at_least() {
    let names = ["王伟", "李芳", "张敏", "刘洋", "陈静"];
    let rows: String = (0..50).map(|n| format!("{},13800138000\n", names[n % 5])).collect();
    assert_eq!(persons(&format!("姓名,手机\n{rows}")), (5, 50));
    let own: String =
        names.iter().enumerate().map(|(n, name)| format!("{name},,w{n}@example.com\n")).collect();
    assert_eq!(persons(&format!("姓名,手机,邮箱\n{}{own}", rows.replace('\n', ",\n"))), (10, 55));
}

#[test]
fn customers_are_rows_of_the_register_however_many_persons_found_them() {
    let leak = "姓名,手机,邮箱\n王伟,13812345678,\n王伟,,w@example.com\n";
    let found = assessed(leak, Some("客户号,姓名,手机,邮箱\nC1,王伟,13812345678,w@example.com\n"));
    assert_eq!(bounds(&found.counts.customers), (1, 1));
    let register = found.register.unwrap();
    assert_eq!((register.customers, register.exact, register.near), (1, 1, 0));
    assert_eq!(
        bounds(&found.counts.persons),
        (1, 2),
        "the leak alone does not say that they are one, the register does"
    );
    let found = assessed(
        "姓名,手机,邮箱\n王伟,13812345678,w@example.com\n王伟,13812345679,\n",
        Some("客户号,姓名,手机,邮箱\nC1,王伟,13812345678,\nC2,王伟,13812345679,w@example.com\n"),
    );
    assert_eq!(
        bounds(&found.counts.customers).0,
        1,
        "who is both customers is one, and so is whoever is one of them"
    );
}

#[test]
fn a_customer_with_another_identity_number_is_near() {
    let leak = "姓名,身份证号,手机\n王伟,11010519491231002X,13812345678\n王伟,,13812345678\n";
    for (number, expected) in [("440305200002291232", (0, 1)), ("11010519491231002X", (1, 1)), ("", (1, 1))] {
        let register = format!("客户号,姓名,身份证号,手机\nC1,王伟,{number},13812345678\n");
        let found = assessed(leak, Some(&register));
        assert_eq!(bounds(&found.counts.customers), expected, "{number}");
    }
}

#[test]
fn two_customers_of_one_name_and_birth_may_both_be_meant() {
    let leak = "name,date of birth\nAnn Lee,1970-02-03\nAnn Lee,1970-02-03\n";
    let register = "id,name,date of birth,email\n1,Ann Lee,1970-02-03,a@example.com\n2,Ann Lee,1970-02-03,b@example.com\n3,Bo Ray,1970-02-03,c@example.com\n";
    let found = assessed(leak, Some(register));
    assert_eq!(bounds(&found.counts.customers), (0, 2));
}

#[test]
fn what_stands_for_nothing_is_no_name_and_no_address() {
    let absent = [
        "(null)",
        "[NULL]",
        "<null>",
        "#N/A",
        "unknown",
        "未知",
        "暂无",
        "未填写",
        "匿名",
        "не указано",
        "NULL",
        "无",
    ];
    for nothing in absent {
        let found = assessed(
            &format!("姓名,电话,地址\n王伟,{nothing},{nothing}\n李娜,,{nothing}\n{nothing},,{nothing}\n"),
            None,
        );
        assert_eq!(bounds(&found.counts.records), (2, 2), "{nothing}");
        assert_eq!(bounds(&found.counts.persons), (0, 0), "{nothing}: a name alone is nobody in particular");
        let found =
            persons(&format!("姓名,手机\n王伟,13812345678\n{nothing},13812345678\n李娜,13912345678\n"));
        assert_eq!(found, (2, 2), "{nothing}");
    }
    for nothing in ["0", ".", "?", "********"] {
        let found = assessed(&format!("姓名,地址\n王伟,{nothing}\n李娜,北京市东城区人民路1号\n"), None);
        assert_eq!(found.identifiers["address"].values, 1, "{nothing}");
    }
}

#[test]
fn columns_that_come_again_may_be_of_somebody_else() {
    let found = assessed(
        "name,phone,name,phone\nAnn Lee,13812345678,Bo Ray,13912345678\nCy Fox,13612345678,Di Poe,13512345678\n",
        None,
    );
    assert_eq!(bounds(&found.counts.persons), (2, 4));
    assert_eq!((found.identifiers["name"].values, found.identifiers["phone"].distinct), (4, 4));
    let two_phones = "name,phone,phone\nAnn Lee,13812345678,13912345678\nAnn Lee,13912345678,\n";
    assert_eq!(persons(two_phones), (1, 1), "two phones are one person's");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn families_on_one_phone_are_as_many_as_their_numbers_with_names_or_without(
        rows in prop::collection::vec((0usize..3, 0usize..6, any::<bool>()), 1..40)
    ) {
        let numbers = identity_numbers(18);
        let names = ["王伟", "李芳", "张敏", "刘洋", "陈静", "杨丽"];
        let row = |(family, member, named): &(usize, usize, bool)| {
            let name = if *named { names[*member] } else { "" };
            format!("{name},{},1380013800{family}\n", numbers[family * 6 + member])
        };
        let mut people: Vec<(usize, usize)> = rows.iter().map(|(family, member, _)| (*family, *member)).collect();
        people.sort_unstable();
        people.dedup();
        let leak: String = rows.iter().map(row).collect();
        let truth = people.len() as u64;
        prop_assert_eq!(persons(&format!("姓名,身份证号,手机\n{leak}")), (truth, truth));
    }
}

#[test]
fn the_last_word_of_a_header_says_what_the_column_holds() {
    for header in [
        "Default Address Phone",
        "address_phone",
        "addr_tel",
        "AddressMobile",
        "Address.Phone",
        "address[phone]",
        "street_phone",
        "Company Phone",
        "CompanyTel",
        "country phone",
        "mailing address phone",
        "registered_mobile",
        "username phone",
        "Address Phone 1",
        "收货地址电话",
        "银行卡号预留电话",
    ] {
        let found = assessed(
            &format!(
                "id,first_name,last_name,{header}\n1,Mary,Smith,(415) 229-1821\n2,John,Brown,(212) 664-3310\n"
            ),
            None,
        );
        assert_eq!(found.identifiers["phone"].values, 2, "{header}");
        assert_eq!(bounds(&found.counts.persons), (2, 2), "{header}");
    }
    // What stands in it is an address, whatever its last word.
    let rows =
        "name,address/phone\nMary Smith,12 Oak Street Boston 02110\nJohn Brown,14 Oak Street Boston 02110\n";
    assert_eq!(assessed(rows, None).identifiers["address"].values, 2);
    for header in ["phone_address", "address of the phone", "phone type"] {
        let rows = format!("name,{header}\nMary Smith,12 Oak Street Boston\n");
        assert_eq!(assessed(&rows, None).identifiers["phone"].values, 0, "{header}");
    }
}

#[test]
fn a_column_of_addresses_full_of_phones_is_one_of_phones() {
    for header in ["address", "收货地址", "company", "city"] {
        let rows = format!("id,name,{header}\n1,Mary Smith,(415) 229-1821\n2,John Brown,(212) 664-3310\n");
        let found = assessed(&rows, None);
        assert_eq!(found.identifiers["phone"].values, 2, "{header}");
        assert_eq!(bounds(&found.counts.persons), (2, 2), "{header}");
    }
}

#[test]
fn a_whole_name_beside_given_and_family_name_is_the_same_name() {
    for whole in
        ["display_name", "displayName", "nickname", "name", "user", "customer", "full_name", "contact_name"]
    {
        let leak = format!(
            "first_name,last_name,{whole},phone\nMary,Smith,Mary Smith,(415) 229-1821\n,,Mary Smith,(415) 229-1821\nMary,Smith,,(415) 229-1821\n"
        );
        let found = assessed(&leak, Some("customer_no,name,phone\nC1,Mary Smith,(415) 229-1821\n"));
        assert_eq!(bounds(&found.counts.persons), (1, 1), "{whole}");
        assert_eq!(found.conflicting_values, 0, "{whole}");
        assert_eq!(bounds(&found.counts.customers), (1, 1), "{whole}");
    }
    // What somebody is called elsewhere is no name of another.
    let leak =
        "givenName,surname,nickname,phone\nMary,Smith,Smithy,(415) 229-1821\nMary,Smith,,(415) 229-1821\n";
    assert_eq!(persons(leak), (1, 1));
}

#[test]
fn a_column_name_beside_a_family_name_may_hold_it() {
    for leak in [
        "name,surname,phone\nMary,Smith,(415) 229-1821\nMary Smith,Smith,(415) 229-1821\nMary Smith,,(415) 229-1821\n",
        "user,name,surname,phone\nmsmith,Mary,Smith,(415) 229-1821\n,Mary,Smith,(415) 229-1821\n",
        "姓,名字,手机\n王,伟,13812345678\n王,王伟,13812345678\n",
        "Họ,Tên,Số điện thoại\nNguyễn Văn,An,0901234567\nNguyễn Văn,Nguyễn Văn An,0901234567\n",
    ] {
        assert_eq!(persons(leak), (1, 1), "{leak}");
    }
    // A given name like the family name is a name of its own, and one word of it may be the same human's.
    assert_eq!(persons("name,surname,phone\nThomas,Thomas,(415) 229-1821\nThomas,,(415) 229-1821\n"), (1, 2));
}

#[test]
fn a_second_given_and_family_name_of_a_row_are_a_second_name() {
    for (first, second) in [
        ("firstname,lastname", "_address_firstname,_address_lastname"),
        ("first_name,last_name", "contact_first_name,contact_last_name"),
        ("firstname,lastname", "firstname,lastname"),
    ] {
        let header = format!("email,{first},{second},phone\n");
        let same = "tom@example.com,Thomas,Poe,Thomas,Poe,(415) 229-1821\n,,,Thomas,Poe,(415) 229-1821\nann@example.com,Ann,Lee,Ann,Lee,(415) 229-4982\n,,,Ann,Lee,(415) 229-4982\n";
        assert_eq!(persons(&format!("{header}{same}")), (2, 2), "{second}");
        // Another name is perhaps another person.
        let other = "tom@example.com,Thomas,Poe,Ida,Ray,(415) 229-1821\n";
        assert_eq!(persons(&format!("{header}{other}")), (1, 2), "{second}");
    }
    // The parts of one name, however many columns they stand in.
    let leak = "first_name,middle_name,last_name,second_name,phone\nMary,Ann,Smith,Poe,(415) 229-1821\n";
    assert_eq!(persons(leak), (1, 1));
}
