//! Rows that name two people: the count includes the second as far as it may be another.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

use exposure::{Assessment, Count, Request, Source, assess};

fn assessed(name: &str, text: &str) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let leaks = [Source::reader(name, std::io::Cursor::new(text.as_bytes().to_vec()))];
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request =
        Request { leaks: &leaks, register: None, list: None, temp: folder.path(), memory: 1 << 20, now };
    assess(&request, &mut |_| {}).unwrap()
}

fn persons(text: &str) -> (u64, u64) {
    let Count::Known { lo, hi: Some(hi), .. } = assessed("leak.csv", text).counts.persons else {
        panic!("an open count of {text}")
    };
    (lo, hi)
}

#[test]
fn sender_and_recipient_of_a_parcel_are_one_or_two_in_every_language() {
    for header in [
        "寄件人,寄件人电话,收件人,收件人电话,收件地址",
        "发件人姓名,发件人手机,收件人姓名,收件人手机,收件人地址",
        "寄件者,寄件者電話,收件者,收件者電話,收件者地址",
        "sender_name,sender_phone,recipient_name,recipient_phone,recipient_address",
        "Отправитель,Телефон отправителя,Получатель,Телефон получателя,Адрес получателя",
        "Người gửi,SĐT người gửi,Người nhận,SĐT người nhận,Địa chỉ người nhận",
    ] {
        let text = format!(
            "{header}\n张伟,+8613812345678,李娜,+8613912345678,北京市朝阳区建国路1号\n王芳,+8613712345678,刘洋,+8613612345678,上海市浦东新区世纪大道2号\n"
        );
        assert_eq!(persons(&text), (2, 4), "{header}");
        let found = assessed("leak.csv", &text);
        assert_eq!(found.identifiers["name"].values, 4, "{header}");
        assert_eq!(found.identifiers["address"].values, 2, "{header}");
        assert!(found.counts.by_class["contact"].persons_hi >= 4, "{header}");
        // Whoever is referred to may have exactly these classes, or none of them: no combination promises fewer than there may be.
        let combinations = &found.counts.by_combination;
        assert!(
            !combinations.is_empty() && combinations.iter().all(|one| one.count.persons_hi >= 4),
            "{header}"
        );
    }
}

#[test]
fn one_person_in_columns_of_an_order_stays_one() {
    for text in [
        "收件人,电话,地址\n张伟,13812345678,北京市朝阳区建国路1号\n",
        "姓名,收货电话,收货地址\n张伟,13812345678,北京市朝阳区建国路1号\n",
        "收货人,收货人电话,收货地址\n张伟,13812345678,北京市朝阳区建国路1号\n",
        "公司名称,法定代表人,电话\n某某公司,张伟,13812345678\n",
        "billing_name,billing_email,shipping_name,shipping_phone\nAnn Lee,ann@example.com,Ann Lee,+12124561001\n",
        "name,email,work_phone,home_phone\nAnn Lee,ann@example.com,+12124561001,+14154561002\n",
    ] {
        assert_eq!(persons(text), (1, 1), "{text}");
    }
}

#[test]
fn emergency_contacts_guardians_and_agents_may_be_one_more_each() {
    for text in [
        "name,email,emergency_contact_name,emergency_contact_phone\nAnn Lee,ann@example.com,Bob Ray,+12124561001\n",
        "学生姓名,身份证号,家长姓名,家长电话\n张小明,11010519491231002X,张伟,13812345678\n",
        "學生姓名,電子郵件,監護人姓名,監護人電話\n張小明,a@example.com,張偉,0912345678\n",
        "billing_name,billing_email,shipping_name,shipping_phone\nAnn Lee,ann@example.com,Bob Ray,+12124561001\n",
        "投保人,投保人手机,被保险人,被保险人手机\n张伟,13812345678,李娜,13912345678\n",
        "sender_email,recipient_email\na@example.com,b@example.com\n",
        "ФИО,Телефон,Поручитель,Телефон поручителя\nИванов Иван,+79161234567,Петров Пётр,+79161234568\n",
        "Họ tên,Email,Người thân,SĐT người thân\nNguyễn An,a@example.com,Trần Bé,0912345678\n",
    ] {
        assert_eq!(persons(text), (1, 2), "{text}");
    }
}

#[test]
fn a_contact_of_many_is_one_more_and_joins_nobody() {
    let found = assessed(
        "leak.csv",
        "name,email,emergency_contact_name,emergency_contact_phone\nAnn Lee,ann@example.com,Bob Ray,+12124561001\n\
         Cid Fox,cid@example.com,Bob Ray,+12124561001\n,zed@example.com,Bob Ray,+12124561001\nBob Ray,bob@example.com,,\n",
    );
    let Count::Known { lo, hi, .. } = found.counts.persons else { panic!("unknown") };
    assert_eq!((lo, hi), (4, Some(5)));
}

#[test]
fn addresses_in_a_statement_that_is_no_row_count_in_the_upper_bound_only() {
    let found = assessed(
        "leak.sql",
        "CREATE TABLE customers (id int, name varchar(50), email varchar(90));\nINSERT INTO customers SELECT 0,'Ann Lee','ann@example.com' \
         UNION ALL SELECT 1,'Bob Ray','bob@example.com' UNION ALL SELECT 2,'Cid Fox','cid@example.com';\n",
    );
    let Count::Known { lo, hi, .. } = found.counts.persons else { panic!("unknown") };
    assert!(lo <= 3 && hi.is_none_or(|hi| hi >= 3), "{lo}..{hi:?}");
}

#[test]
fn two_people_side_by_side_are_two_under_whatever_words() {
    for (header, values) in [
        ("男方姓名,男方身份证号,女方姓名,女方身份证号", "王杰,11010519491231002X,何梅,440524198001010013"),
        ("丈夫姓名,丈夫身份证,妻子姓名,妻子身份证", "王杰,11010519491231002X,何梅,440524198001010013"),
        ("户主姓名,户主电话,成员姓名,成员电话", "王杰,13926962729,何梅,13853609539"),
        ("姓名1,电话1,姓名2,电话2", "王杰,13926962729,何梅,13853609539"),
        ("name1,phone1,name2,phone2", "王杰,13926962729,何梅,13853609539"),
        ("姓名,电话,姓名_1,电话_1", "王杰,13926962729,何梅,13853609539"),
        ("name_x,phone_x,name_y,phone_y", "王杰,13926962729,何梅,13853609539"),
        ("o.name,o.phone,c.name,c.phone", "王杰,13926962729,何梅,13853609539"),
        ("user.name,user.mobile,friend.name,friend.mobile", "王杰,13926962729,何梅,13853609539"),
        ("甲方姓名,甲方电话,乙方姓名,乙方电话", "王杰,13926962729,何梅,13853609539"),
        ("主叫姓名,主叫号码,被叫姓名,被叫号码", "王杰,13926962729,何梅,13853609539"),
        ("caller_name,caller_phone,callee_name,callee_phone", "Tom Ash,+14152291821,Una Bay,+12126643310"),
        ("患者姓名,患者电话,医生姓名,医生电话", "王杰,13926962729,何梅,13853609539"),
        ("房东姓名,房东电话,租客姓名,租客电话", "王杰,13926962729,何梅,13853609539"),
        ("房东,房东电话,租客,租客电话", "王杰,13926962729,何梅,13853609539"),
        ("Husband,Husband Phone,Wife,Wife Phone", "Tom Ash,+14152291821,Una Bay,+12126643310"),
        (
            "Passenger 1 Name,Passenger 1 Passport,Passenger 1 Email,Passenger 2 Name,Passenger 2 Passport,Passenger 2 Email",
            "Tom Ash,E12345678,tom@example.com,Una Bay,E87654321,una@example.com",
        ),
        (
            "ФИО мамы,Телефон мамы,ФИО папы,Телефон папы",
            "Петрова Анна,8 (916) 555-12-10,Иванов Петр,8 (903) 555-12-10",
        ),
        ("Họ tên cha,SĐT cha,Họ tên mẹ,SĐT mẹ", "Nguyễn Văn Bình,0912345678,Trần Thị Lan,0987654321"),
    ] {
        let text = format!("{header}\n{values}\n");
        let found = assessed("leak.csv", &text);
        assert_eq!(persons(&text), (1, 2), "{header}");
        assert_eq!(found.identifiers["name"].values, 2, "{header}");
        // The same person twice is one.
        let cells: Vec<&str> = values.split(',').collect();
        let (one, _) = cells.split_at(cells.len() / 2);
        assert_eq!(persons(&format!("{header}\n{0},{0}\n", one.join(","))), (1, 1), "{header}");
    }
    let three = "ФИО ребенка,ФИО мамы,Телефон мамы,ФИО папы,Телефон папы\nИванов Иван,Петрова Анна,8 (916) 555-12-10,Иванов Петр,8 (903) 555-12-10\n";
    assert_eq!(persons(three), (1, 3));
    let numbers = "姓名,身份证号,共有人身份证号\n王杰,11010519491231002X,440524198001010013\n";
    assert_eq!(persons(numbers), (1, 2));
}

#[test]
fn one_name_in_several_writings_is_of_one_person() {
    for header in [
        "中文姓名,英文姓名,手机",
        "name,full_name,phone",
        "name,name_en,phone",
        "姓名,姓名拼音,手机",
        "姓名,昵称,手机",
        "user,name,phone",
    ] {
        assert_eq!(persons(&format!("{header}\n王杰,Wang Jie,13926962729\n")), (1, 1), "{header}");
    }
    for text in [
        "客户姓名,身份证号,手机\n王杰,11010519491231002X,13926962729\n",
        "customer_name,id_card,address1,address2,phone1,phone2\n王杰,11010519491231002X,a,b,13926962729,13853609539\n",
        "name,phone\nNguyễn Thị Hương,0912345678\nNguye\u{302}\u{303}n Thi\u{323} Hu\u{31B}o\u{31B}ng,0912345678\n",
    ] {
        assert_eq!(persons(text), (1, 1), "{text}");
    }
}

#[test]
fn calls_letters_and_payments_are_of_one_person_or_of_all_who_stand_in_them() {
    let mobiles: Vec<String> = (0..12).map(|n| format!("138{:08}", 12_345_678 + n * 7_654_321)).collect();
    for header in ["主叫号码,被叫号码", "caller,callee", "phone1,phone2", "caller_number,callee_number"]
    {
        let star: String = mobiles[1..].iter().map(|to| format!("{},{to}\n", mobiles[0])).collect();
        assert_eq!(persons(&format!("{header}\n{star}")), (1, 12), "{header}");
        let chain: String = mobiles.windows(2).map(|two| format!("{},{}\n", two[0], two[1])).collect();
        assert_eq!(persons(&format!("{header}\n{chain}")), (1, 12), "{header}");
        assert_eq!(persons(&format!("{header}\n{0},{0}\n", mobiles[0])), (1, 1), "{header}");
    }
    let bare: String = mobiles.windows(2).map(|two| format!("{},{}\n", two[0], two[1])).collect();
    assert_eq!(persons(&bare), (1, 12));
    for header in ["from,to,subject", "src,dst,size", "user_email,friend_email,since"] {
        let rows: String =
            (0..8).map(|n| format!("a{n}@example.com,a{}@example.com,{n}\n", (n + 1) % 9)).collect();
        let (lo, hi) = persons(&format!("{header}\n{rows}"));
        assert!(lo <= 9 && hi >= 9, "{header}: {lo}..{hi}");
    }
    // Ways to reach one person are one person's.
    for header in ["mobile,home_phone", "手机,座机", "phone,fax", "email,recovery_email"] {
        let row =
            if header.contains("email") { "a@example.com,b@example.com" } else { "13812345678,13912345679" };
        assert_eq!(persons(&format!("{header},note\n{row},x\n")), (1, 1), "{header}");
    }
    assert_eq!(persons("姓名,手机,手机2\n王伟,13812345678,13912345679\n"), (1, 1));
    assert_eq!(persons("身份证号,手机1,手机2\n11010519491231002X,13812345678,13912345679\n"), (1, 1));
}

#[test]
fn customers_in_calls_are_found_up_to_all_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let register = Source::reader(
        "register.csv",
        std::io::Cursor::new(
            "客户号,姓名,手机\nC1,王伟,13812345678\nC2,李芳,13912345679\nC3,张敏,13712345670\n"
                .as_bytes()
                .to_vec(),
        ),
    );
    let leaks = [Source::reader(
        "calls.csv",
        std::io::Cursor::new(
            "主叫号码,被叫号码\n13812345678,13912345679\n13912345679,13712345670\n".as_bytes().to_vec(),
        ),
    )];
    let now = jiff::Timestamp::UNIX_EPOCH;
    let request = Request {
        leaks: &leaks,
        register: Some(&register),
        list: None,
        temp: folder.path(),
        memory: 1 << 20,
        now,
    };
    let Count::Known { lo, hi: Some(hi), .. } = assess(&request, &mut |_| {}).unwrap().counts.customers
    else {
        panic!("an open count")
    };
    assert!(lo <= 3 && hi == 3, "{lo}..{hi}");
}
