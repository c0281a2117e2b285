//! Third and further people of a row, and numbers of which a row does not say whose they are: the count holds all of them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use small::{assessed, bounds};

fn persons(leak: &str) -> (u64, u64) {
    bounds(&assessed(leak, None).counts.persons)
}

fn mobiles(count: u32) -> Vec<String> {
    (0..count).map(|n| format!("138{:08}", 12_345_678 + n * 7_654_321)).collect()
}

fn addresses(count: u32) -> Vec<String> {
    (0..count).map(|n| format!("a{n}@example.com")).collect()
}

#[test]
fn several_columns_of_telephones_may_be_of_as_many_people() {
    let mobiles = mobiles(12);
    for header in [
        "phone1,phone2,phone3",
        "mobile,phone2,phone3",
        "phone1,phone2,phone3,phone4,phone5",
        "号码1,号码2,号码3,号码4,号码5,号码6",
    ] {
        let width = header.split(',').count();
        let rows = [mobiles[..width].join(","), mobiles[6..6 + width].join(",")];
        let (lo, hi) = persons(&format!("{header}\n{}\n", rows.join("\n")));
        let named_alike = width - usize::from(header.starts_with("mobile"));
        assert!(lo <= 2, "{header}: {lo}");
        assert!(hi >= 2 * named_alike as u64 && hi <= 2 * width as u64, "{header}: {hi}");
    }
    // Without a header, too.
    let bare = format!("{}\n{}\n", mobiles[..3].join(","), mobiles[3..6].join(","));
    let (lo, hi) = persons(&bare);
    assert!(lo <= 2 && hi == 6, "{lo}..{hi}");
}

#[test]
fn a_number_of_nobody_in_particular_does_not_make_all_who_stand_beside_it_one() {
    let (mobiles, addresses) = (mobiles(12), addresses(12));
    for (header, values) in [
        ("caller,callee", &mobiles),
        ("主叫号码,被叫号码", &mobiles),
        ("phone1,phone2", &mobiles),
        ("user_email,friend_email", &addresses),
    ] {
        let rows = |many: usize| -> String {
            values[1..many].iter().map(|value| format!("{value},{}\n", values[0])).collect()
        };
        for many in [3, 4, 12] {
            let (lo, hi) = persons(&format!("{header}\n{}", rows(many)));
            assert!(lo <= many as u64 && hi == many as u64, "{header}, {many}: {lo}..{hi}");
        }
    }
    // The telephone of a parcel shop, and one that a customer gave in two orders.
    let shop = |first: &str, second: &str| {
        persons(&format!("customer_email,shipping_phone\n{first},{0}\n{second},{0}\n", mobiles[0]))
    };
    assert_eq!(shop(&addresses[0], &addresses[1]), (1, 3));
    assert_eq!(shop(&addresses[0], &addresses[0]), (1, 2));
}

#[test]
fn an_address_whose_header_says_somebody_else_is_perhaps_that_ones() {
    let (e, m) = (addresses(4), mobiles(4));
    for (header, values) in [
        ("name,user_email,friend_email", &e),
        ("name,email,inviter_email", &e),
        ("姓名,手机,同行人手机", &m),
        ("ФИО,Телефон,Телефон друга", &m),
        ("姓名,电话,乙方电话", &m),
        ("id_card,user_email,friend_email", &e),
    ] {
        let named = if header.starts_with("id_card") {
            ["11010519491231002X", "440524198001010013"]
        } else {
            ["Tom Ash", "Una Bay"]
        };
        let row = |who: &str, values: &[String]| format!("{who},{}\n", values.join(","));
        let one = format!("{header}\n{}", row(named[0], &values[..2]));
        assert_eq!(persons(&one), (1, 2), "{header}");
        let two = format!("{one}{}", row(named[1], &values[2..]));
        assert_eq!(persons(&two), (2, 4), "{header}");
        // The friend of one is the other.
        let known = [values[1].clone(), values[0].clone()];
        let mutual = format!("{one}{}", row(named[1], &known));
        assert_eq!(persons(&mutual), (2, 2), "{header}");
        // The same two numbers in another row of that name: one human, or two of one name with one friend.
        let again = [values[2].clone(), values[1].clone()];
        let (lo, hi) = persons(&format!("{one}{}", row(named[0], &again)));
        assert!(lo <= 2 && hi == if header.starts_with("id_card") { 2 } else { 3 }, "{header}: {lo}..{hi}");
    }
    // What says no more than how to reach the same person is one's.
    for header in [
        "name,email,backup_email",
        "name,customer_email,paypal_email",
        "name,phone1,phone2,phone3",
        "customer_name,customer_phone,phone",
        "姓名,手机,备用手机",
        "姓名,注册手机号,联系电话",
        "ФИО,Телефон,Доп. телефон",
        "Họ tên,SĐT,SĐT khác",
    ] {
        let cells = header.split(',').count() - 1;
        let values = if header.contains("mail") { &e } else { &m };
        let text = format!("{header}\nTom Ash,{}\n", values[..cells].join(","));
        assert_eq!(persons(&text), (1, 1), "{header}");
    }
}

#[test]
fn every_party_of_a_row_may_be_one_more() {
    let mobiles = mobiles(12);
    let names = ["王杰", "何梅", "李强", "赵敏", "孙丽", "周涛", "吴刚", "郑爽"];
    for header in [
        "甲方姓名,甲方电话,乙方姓名,乙方电话,丙方姓名,丙方电话,丁方姓名,丁方电话",
        "客户姓名,客户电话,担保人,担保人电话,代理人,代理人电话,见证人,见证人电话",
        "customer_name,customer_phone,guarantor_name,guarantor_phone,agent_name,agent_phone,witness_name,witness_phone",
        "name1,phone1,name2,phone2,name3,phone3,name4,phone4,name5,phone5",
        "姓名,电话,姓名,电话,姓名,电话,姓名,电话",
        "name,phone,emergency_contact_1_name,emergency_contact_1_phone,emergency_contact_2_name,emergency_contact_2_phone",
        "ФИО,Телефон,ФИО поручителя,Телефон поручителя,ФИО агента,Телефон агента,ФИО свидетеля,Телефон свидетеля",
    ] {
        let parties = header.split(',').count() / 2;
        let row: Vec<String> = names
            .iter()
            .zip(&mobiles)
            .take(parties)
            .map(|(name, mobile)| format!("{name},{mobile}"))
            .collect();
        assert_eq!(persons(&format!("{header}\n{}\n", row.join(","))), (1, parties as u64), "{header}");
    }
    for header in [
        "customer_name,customer_phone,guarantor_phone,agent_phone,witness_phone",
        "姓名,电话,担保人电话,代理人电话,见证人电话",
        "name,phone,emergency_contact_1_phone,emergency_contact_2_phone,doctor_phone",
    ] {
        let text = format!("{header}\n王杰,{}\n", mobiles[..4].join(","));
        assert_eq!(persons(&text), (1, 4), "{header}");
    }
    let (lo, hi) = persons(&format!("from,to1,to2,to3\n{}\n", addresses(4).join(",")));
    assert!(lo <= 4 && hi == 4, "{lo}..{hi}");
}

#[test]
fn columns_beyond_all_sets_lose_nobody_silently() {
    let width = 12;
    let header: Vec<String> = (1..=width).map(|n| format!("name{n},email{n}")).collect();
    let row: Vec<String> = (1..=width).map(|n| format!("Tom A{},p{n}@example.com", "b".repeat(n))).collect();
    assert_eq!(persons(&format!("{}\n{}\n", header.join(","), row.join(","))), (1, width as u64));
}

#[test]
fn a_customer_met_by_a_number_of_nobody_in_particular_is_found_near() {
    let register = "客户号,姓名,手机\nC1,王伟,13812345678\nC2,李芳,13912345679\n";
    let leak = "id,caller,callee\n1,13712345670,13812345678\n2,13612345671,13912345679\n";
    let found = assessed(leak, Some(register));
    let told = found.register.as_ref().unwrap();
    assert_eq!((told.exact, told.near), (0, 2));
    let (lo, hi) = bounds(&found.counts.customers);
    assert_eq!((lo, hi), (0, 2));
}
