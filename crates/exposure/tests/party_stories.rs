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
