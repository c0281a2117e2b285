//! Values that were values once, rows that are no records, numbers in running text, files given twice.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

use exposure::{Assessment, Count, Request, Source, assess};

fn leaks(leaks: &[Source]) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request = Request { leaks, register: None, list: None, temp: folder.path(), memory: 1 << 20, now };
    assess(&request, &mut |_| {}).unwrap()
}

fn assessed(text: &str) -> Assessment {
    leaks(&[Source::reader("leak", std::io::Cursor::new(text.as_bytes().to_vec()))])
}

fn bounds(count: &Count) -> (u64, u64) {
    let Count::Known { lo, hi: Some(hi), .. } = count else { panic!("an open count") };
    (*lo, *hi)
}

/// Records and persons of a text.
fn told(text: &str) -> ((u64, u64), (u64, u64)) {
    let found = assessed(text);
    (bounds(&found.counts.records), bounds(&found.counts.persons))
}

#[test]
fn masked_values_join_nobody_and_are_said() {
    let found = assessed("email,order\na***@example.com,1\na***@example.com,2\na***@example.com,3\n");
    assert_eq!(bounds(&found.counts.records), (0, 3));
    assert_eq!(bounds(&found.counts.persons), (0, 3));
    assert_eq!(found.files[0].masked_values.as_ref().unwrap().values, 3);
    let names = assessed("姓名,手机\n张*,13812345678\n张伟,13812345678\n李**,138****5678\n");
    assert_eq!(bounds(&names.counts.records), (2, 3));
    assert_eq!(bounds(&names.counts.persons), (1, 2));
    assert_eq!(names.files[0].masked_values.as_ref().unwrap().values, 3);
    assert_eq!(
        assessed("Mail **ann@example.com** today\nor bob@example.com\n").identifiers["email"].distinct,
        2
    );
}

#[test]
fn a_row_with_lost_digits_is_one_person_more_at_most_however_many_cells_lost_them() {
    let found =
        assessed("姓名,手机号,身份证号\n张伟,1.38123E+10,1.10105E+17\n李娜,13912345678,1.10105E+17\n");
    assert_eq!((bounds(&found.counts.records), bounds(&found.counts.persons)), ((2, 2), (1, 2)));
    assert_eq!(found.files[0].damaged_values.as_ref().unwrap().values, 3);
    let found = assessed(
        "姓名,身份证号\n张伟,110105194912310000\n李娜,110105199003070000\n王芳,11010519491231002X\n",
    );
    assert_eq!((bounds(&found.counts.records), bounds(&found.counts.persons)), ((3, 3), (1, 3)));
    assert_eq!(found.files[0].failing_values.as_ref().unwrap().values, 2);
}

#[test]
fn a_header_again_a_total_and_another_table_are_no_records() {
    let rows = "Ann Lee,ann@example.com,+1 212 456 1001\nBob Ray,bob@example.com,+1 212 456 1002\n";
    let head = "name,email,phone\n";
    for text in [
        format!("{head}{rows}{head}Cid Fox,cid@example.com,+1 212 456 1003\n"),
        format!("{head}{rows}Cid Fox,cid@example.com,\nTotal,3,\n"),
        format!("{head}{rows}Cid Fox,cid@example.com,\n\n\nproduct,price,\nHat,3,\nCoat,9,\n"),
    ] {
        assert_eq!(told(&text), ((3, 3), (3, 3)), "{text}");
    }
    for total in ["合计,3", "總計,3", "Итого:,3", "Tổng cộng,3"] {
        assert_eq!(
            told(&format!("姓名,手机\n张伟,13812345678\n李娜,13912345678\n{total}\n")).0,
            (2, 2),
            "{total}"
        );
    }
    let second = "name,email\nAnn,a@example.com\nBob,b@example.com\n\nphone,full_name\n+12124561003,Cid Fox\n+12124561004,Dee Roe\n";
    assert_eq!(told(second), ((4, 4), (4, 4)));
    let people =
        "name,phone\nTotal Wine,+1 212 456 1001\nSum Lee,+1 212 456 1002\n\nCount Fox,+1 212 456 1003\n";
    assert_eq!(told(people), ((3, 3), (3, 3)), "names that begin so are names");
}

#[test]
fn phones_in_running_text_are_found_behind_a_word_for_them() {
    for text in [
        "客户张伟，手机13812345678，身份证11010519491231002X\n客户李娜，电话010-62345678\n",
        "Клиент Иванов Иван, тел. 8 (916) 123-45-67\nКлиент Петров Пётр, тел. 8-916-123-45-68\n",
        "客戶 陳文祥 電話 0910100408\n客戶 黃淑娟 電話 0988101797\n",
        "Customer Ann Lee called from (212) 456-1001\nCustomer Bob Ray called from 415-456-1002\n",
        "Khách hàng Nguyễn Văn An, điện thoại 0912 345 678\nKhách hàng Trần Thị Bé, ĐT: 0987654321\n",
    ] {
        let found = assessed(text);
        assert_eq!(found.identifiers["phone"].distinct, 2, "{text}");
        assert_eq!(found.identifiers["address"].values, 0, "{text}");
        assert_eq!(bounds(&found.counts.records), (2, 2), "{text}");
    }
    let other =
        assessed("Order 2124561001 of 100 pieces\nInvoice 4154561002 was paid\nAccount 0912345678 closed\n");
    assert_eq!(other.identifiers["phone"].values, 0);
}

#[test]
fn accounts_of_banks_are_identifiers() {
    let found = assessed("name,iban\nAnn Lee,DE89370400440532013000\nBob Ray,GB29 NWBK 6016 1331 9268 19\n");
    assert_eq!((bounds(&found.counts.persons), found.identifiers["account"].distinct), ((2, 2), 2));
    assert_eq!(found.identifiers["account"].low_confidence, 0);
    let found = assessed(
        "户名,银行账号,开户行\n张伟,6217001234567890123,建设银行\n李娜,11001018500053012345,建设银行\n",
    );
    assert_eq!((bounds(&found.counts.persons), found.identifiers["account"].values), ((2, 2), 2));
    let text = assessed("Please pay to DE89 3704 0044 0532 0130 00 today\n");
    assert_eq!(text.identifiers["account"].values, 1);
    assert_eq!(text.identifiers["card"].values + text.identifiers["phone"].values, 0);
}

#[test]
fn headers_of_five_languages_name_numbers_and_people() {
    for text in [
        "姓名,身分證統一編號\n陳文祥,H239961067\n",
        "客戶,國民身分證\n陳文祥,H239961067\n",
        "Khách hàng,Mã định danh\nTrần Bé,079099000123\n",
        "Покупатель,Телефон\nИванов Иван,+7 916 123-45-67\n",
        "Клиент,Паспорт серия и номер\nИванов Иван,4509 123456\n",
        "Người nhận,Số CCCD\nTrần Bé,079099000123\n",
    ] {
        let found = assessed(text);
        assert_eq!((bounds(&found.counts.persons), found.identifiers["name"].values), ((1, 1), 1), "{text}");
    }
}

#[test]
fn a_file_given_twice_is_counted_once_and_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.csv"), "name,note\nAnn Lee,born\n,ann@example.com\n").unwrap();
    std::fs::copy(path("a.csv"), path("b.csv")).unwrap();
    std::fs::hard_link(path("a.csv"), path("c.csv")).unwrap();
    std::os::unix::fs::symlink(path("a.csv"), path("d.csv")).unwrap();
    let one = leaks(&[Source::path(path("a.csv"))]);
    let all = ["a.csv", "b.csv", "c.csv", "d.csv", "a.csv"].map(|name| Source::path(path(name)));
    let all = leaks(&all);
    assert_eq!(bounds(&all.counts.records), bounds(&one.counts.records));
    assert_eq!(all.identifiers["email"].values, 1);
    for file in &all.files[1..] {
        assert_eq!(file.reason.as_ref().unwrap().code, "same_as_another");
        assert_eq!((file.rows, file.bytes_not_read), (0, 0));
    }
    assert!(all.complete);
}

#[test]
fn what_was_not_looked_for_is_said() {
    let codes: Vec<&str> = assessed("a,b\n1,2\n").not_looked_for.iter().map(|reason| reason.code).collect();
    assert_eq!(codes, ["text", "other_classes", "unnamed_numbers"]);
}

#[test]
fn passwords_and_diagnoses_are_classes_of_their_own_by_the_names_of_columns() {
    for (class, text) in [
        (
            "credential",
            "login,password_hash,last_ip\nannlee,5f4dcc3b5aa765d61d8327deb882cf99,203.0.113.7\nbobray,5f4dcc3b5aa765d61d8327deb882cf98,203.0.113.8\n",
        ),
        ("credential", "логин,пароль\nanna,qwerty1\noleg,12345\n"),
        ("credential", "tài khoản,mật khẩu\nan,abc12\nbinh,xyz34\n"),
        ("health", "编号,诊断\n1001,流感\n1002,高血压\n"),
        ("health", "编号,病历\n1001,流感\n1002,高血压\n"),
        ("health", "номер,диагноз\n1001,грипп\n1002,астма\n"),
        ("biometric", "编号,指纹\n1001,a91c\n1002,77fe\n"),
    ] {
        let found = assessed(text);
        let total = found.counts.by_class[class];
        assert_eq!((total.values, total.records, total.persons_lo), (2, 2, 0), "{text}");
        // Whose they are nobody knows: each row is a record, and at most one person.
        assert_eq!(
            (bounds(&found.counts.records), bounds(&found.counts.persons)),
            ((2, 2), (0, 2)),
            "{text}"
        );
        assert_eq!(exposure::found_classes(&found).collect::<Vec<_>>(), [class], "{text}");
    }
    let state = assessed("id,password_changed_at\n1,2024-01-31\n");
    assert_eq!(bounds(&state.counts.records), (0, 0));
    assert_eq!(exposure::found_classes(&state).count(), 0);
}

#[test]
fn a_person_with_a_password_and_a_diagnosis_has_both_classes_and_empty_cells_have_none() {
    let text = "name,email,password,diagnosis\nAnn Lee,ann@example.com,ann@example.com,asthma\n\
                Bob Ray,bob@example.com,NULL,\nEva Kim,,,flu\n";
    let found = assessed(text);
    let of = |class: &str| {
        let total = found.counts.by_class[class];
        (total.values, total.records, total.persons_lo, total.persons_hi)
    };
    // A password that looks like an address is both; a name with a diagnosis is a person.
    assert_eq!((of("credential"), of("health")), ((1, 1, 1, 1), (2, 2, 2, 2)));
    assert_eq!(bounds(&found.counts.persons), (3, 3));
    let together = found
        .counts
        .by_combination
        .iter()
        .filter(|combination| combination.classes == ["identity", "contact", "credential", "health"]);
    assert_eq!(together.map(|combination| combination.count.persons_lo).sum::<u64>(), 1);
    let stated = exposure::stated_facts(&found);
    let classes = stated.iter().find(|(fact, _)| *fact == "classes").map(|(_, value)| value.as_str());
    assert_eq!(classes, Some("contact,credential,health,identity+"));
}

#[test]
fn ten_digits_without_a_name_of_their_column_may_be_telephones_of_north_america() {
    for text in [
        "Anna Keller,2125550147\nBoris Stone,2125550148\nClara Hill,2125550149\n",
        "2125550147\n2125550148\n2125550149\n",
    ] {
        let found = assessed(text);
        assert_eq!(found.files[0].undecided_values.as_ref().unwrap().values, 3, "{text}");
        assert_eq!(bounds(&found.counts.persons), (0, 3), "{text}");
    }
    let numbers = "ab,1700000000\nbc,1700000001\ncd,1700000002\n";
    assert!(assessed(numbers).files[0].undecided_values.is_none());
}

#[test]
fn a_cell_that_is_not_understood_under_a_head_that_says_what_it_is_may_be_somebodys() {
    for text in [
        "姓名,手机\n王伟,138O64O9281\n李芳,139O64O9282\n",
        "name,email\nAnn Lee,ann [at] example.org\nBob Ray,bob(at)example.org\n",
        "name,phone\nAnn Lee,۰۹۱۲۱۲۳۴۵۶۷\nBob Ray,۰۹۱۲۱۲۳۴۵۶۸\n",
    ] {
        let found = assessed(text);
        let (lo, hi) = bounds(&found.counts.persons);
        assert!(lo <= 2 && hi >= 2, "{text}: {lo}..{hi}");
        let read: u64 = ["phone", "email"].iter().map(|kind| found.identifiers[*kind].values).sum();
        let failing = found.files[0].failing_values.as_ref().map_or(0, |failing| failing.values);
        assert_eq!(read + failing, 2, "{text}");
    }
    let nothing = assessed("name,phone\nAnn Lee,0000000\nBob Ray,n/a\nEve Poe,12\n");
    assert!(nothing.files[0].failing_values.is_none());
}

#[test]
fn a_line_of_thousands_of_addresses_is_of_one_to_thousands() {
    let line: Vec<String> = (0..5000).map(|number| format!("ann{number:05}@example.org")).collect();
    assert_eq!(bounds(&assessed(&line.join("; ")).counts.persons), (1, 5000));
}

#[test]
fn bytes_in_letters_are_not_read() {
    let base64 = "bmFtZSxwaG9uZQpBbm4gTGVlLCsxMjEyNTU1MDE0NwpCb2IgUmF5LCsxMjEyNTU1MDE0OApF\n";
    let base64 = format!("{}\n", &base64[..64]);
    let hexadecimal = "6e616d652c70686f6e650a416e6e204c65652c2b31323132353535303134\n";
    for text in [base64.repeat(4) + "bmFtZQ==\n", hexadecimal.repeat(4) + "6e61\n"] {
        let found = assessed(&text);
        assert_eq!(found.files[0].status, exposure::Status::NotRead, "{text}");
    }
    let hashes = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n";
    assert_eq!(assessed(&hashes.repeat(4)).files[0].status, exposure::Status::Read);
}
