//! Leaks in which certain counts were wrong when random people wrote them: keys of dumps, tables without names of columns, paths of
//! objects, and noise.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

use exposure::{Assessment, Count, ListOrder, Request, Source, assess};

fn assessed(leaks: &[(&str, &[u8])], list: Option<&std::path::Path>) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let source = |(name, bytes): &(&str, &[u8])| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        Source::path(path)
    };
    let leaks: Vec<Source> = leaks.iter().map(source).collect();
    let list = list.map(|path| ListOrder { path: path.to_owned(), language: messages::Language::English });
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request = Request { leaks: &leaks, register: None, list, temp: folder.path(), memory: 1 << 20, now };
    assess(&request, &mut |_| {}).unwrap()
}

fn persons(leaks: &[(&str, &str)]) -> (u64, u64) {
    let leaks: Vec<(&str, &[u8])> = leaks.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let Count::Known { lo, hi: Some(hi), .. } = assessed(&leaks, None).counts.persons else {
        panic!("an open count")
    };
    (lo, hi)
}

fn values(text: &str, kind: &str) -> (u64, u64) {
    let found = assessed(&[("leak", text.as_bytes())], None);
    (found.identifiers[kind].values, found.identifiers[kind].distinct)
}

const CUSTOMERS: &str = "CREATE TABLE customers (customer_id int, name varchar(200), birth_date date, PRIMARY KEY (customer_id));\n";
const PHONES: &str = "CREATE TABLE customer_phones (id int, customer_id int, phone varchar(40), PRIMARY KEY (id), FOREIGN KEY (customer_id) REFERENCES customers (customer_id));\nINSERT INTO customer_phones VALUES (1,1,'+12125550147'),(2,2,'+14155550187'),(3,3,'+13125550123');\n";
const EMAILS: &str = "CREATE TABLE customer_emails (id int, customer_id int, email varchar(80), PRIMARY KEY (id), FOREIGN KEY (customer_id) REFERENCES customers (customer_id));\nINSERT INTO customer_emails VALUES (1,1,'anna@example.org'),(2,2,'boris@example.org'),(3,3,'clara@example.org');\n";

#[test]
fn rows_that_point_at_one_row_by_declared_keys_may_be_one_person() {
    let names = format!(
        "{CUSTOMERS}INSERT INTO customers (customer_id,name) VALUES (1,'Anna Keller'),(2,'Boris Stone'),(3,'Clara Wood');\n"
    );
    let born = format!(
        "{CUSTOMERS}INSERT INTO customers VALUES (1,'Anna Keller','1980-01-02'),(2,'Boris Stone','1981-02-03'),(3,'Clara Wood','1982-03-04');\n"
    );
    let nobody = format!("{CUSTOMERS}INSERT INTO customers (customer_id) VALUES (1),(2),(3);\n");
    for parents in [&names, &born, &nobody] {
        let (lo, hi) = persons(&[("leak.sql", &format!("{parents}{PHONES}{EMAILS}"))]);
        assert!(lo == 3 && hi >= 3, "{parents}: {lo}..{hi}");
    }
    assert_eq!(persons(&[("leak.sql", &format!("{names}{PHONES}"))]).0, 3);
    // What stands elsewhere without a name does not part it from the row it points at.
    let cards = "email,card_number\nanna@example.org,4539578763621486\nboris@example.org,4716059284747113\n";
    let (lo, hi) = persons(&[("leak.sql", &format!("{born}{EMAILS}")), ("leak.csv", cards)]);
    assert!(lo == 3 && hi >= 3, "{lo}..{hi}");
    // Under another name it is somebody else.
    let other = "name,email\nZoe Young,anna@example.org\n";
    assert_eq!(persons(&[("leak.sql", &format!("{born}{EMAILS}")), ("leak.csv", other)]).0, 4);
}

#[test]
fn the_list_says_certain_of_no_more_people_than_the_count() {
    let parents = "INSERT INTO customers (customer_id,name) VALUES (1,'Anna Keller'),(2,'Boris Stone'),(3,'Clara Wood');\n";
    let dump = format!("{CUSTOMERS}{parents}{PHONES}{EMAILS}");
    let calls = "caller,callee\n13812345678,13912345679\n13712345670,13912345679\n13612345671,13812345678\n";
    for (name, text) in [("leak.sql", dump.as_str()), ("calls.csv", calls)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        let found = assessed(&[(name, text.as_bytes())], Some(&path));
        let list = std::fs::read_to_string(&path).unwrap();
        let certain = list.lines().skip(1).filter(|line| line.split(',').nth(5) == Some("yes")).count();
        let Count::Known { lo, .. } = found.counts.persons else { panic!("unknown") };
        assert_eq!(certain as u64, lo, "{list}");
    }
}

#[test]
fn a_column_without_a_name_in_whose_cells_several_telephones_stand_is_one_of_telephones() {
    let rows = [
        "8 (977) 214-82-74\tАлександров Остромир Ярославович\t4267 258343",
        "8 (906) 873-78-79, 8 (926) 012-28-50\tКопылов Вадим Викентьевич\t4424 170427",
        "8 (909) 367-34-01\tБелякова Наталья Сергеевна\t4069 168634",
        "8 (915) 044-86-83\tРусаков Гордей Анатольевич\t4316 138031",
        "8 (910) 876-11-89/8 (926) 785-94-63\tДементьева Евгения Александровна\t4024 687410",
        "8 (925) 388-74-56\tАнисимова Надежда Никифоровна\t4388 377692",
    ];
    let text = format!("{}\n", rows.join("\n"));
    assert_eq!(persons(&[("leak.tsv", &text)]), (6, 6));
    assert_eq!(values(&text, "phone"), (8, 8), "series and numbers of passports are none");
    let log = "2024-03-01 08:10:42 INFO [sms-gw] to=+79773882710 status=DELIVRD\n2024-03-01 08:12:34 INFO [sms-gw] to=+79772148274 status=DELIVRD\n";
    assert_eq!(persons(&[("leak.tsv", &text), ("sms.log", log)]), (7, 7));
}

#[test]
fn one_column_of_telephones_is_of_one_country() {
    let rows = "0933-901-253\t劉淑惠\n0911-954-937\t周雅雯\n0972-279-255\t姚俊傑\n0958-383-328\t林禹彤\n";
    let named = "name,phone\n周雅雯,+886911954937\n劉淑惠,+886933901253\n";
    assert_eq!(persons(&[("a.tsv", rows), ("b.csv", named)]), (4, 4));
    // A row in letters of another country among numbers of two is still read by it.
    let mixed = "姓名,电话\n张伟国,13812345678\n陳淑雅,0912345678\n";
    assert_eq!(persons(&[("a.csv", mixed)]), (2, 2));
}

#[test]
fn addresses_of_machines_are_no_part_of_where_somebody_lives() {
    for (header, rows) in [
        (
            "Имя,Адрес,IP-адрес,Телефон",
            ["Лана Ким,ул. Мира 4,1.2.3.4,+79031234567", "Лана Ким,ул. Мира 4,1.2.3.9,+79031234567"],
        ),
        (
            "Họ tên,Địa chỉ,Địa chỉ IP,SĐT",
            ["Lê Thị Lan,Số 4 Ngô Quyền,1.2.3.4,0912345678", "Lê Thị Lan,Số 4 Ngô Quyền,1.2.3.9,0912345678"],
        ),
        (
            "姓名,地址,登录IP地址,手机",
            ["王芳,北京路4号,1.2.3.4,13812345678", "王芳,北京路4号,1.2.3.9,13812345678"],
        ),
        (
            "name,address,mac address,phone",
            [
                "Ann Lee,12 Oak St,aa:bb:cc:dd:ee:01,(212) 664-7665",
                "Ann Lee,12 Oak St,aa:bb:cc:dd:ee:02,(212) 664-7665",
            ],
        ),
    ] {
        assert_eq!(values(&format!("{header}\n{}\n", rows.join("\n")), "address"), (2, 1), "{header}");
    }
}

#[test]
fn the_last_word_of_a_path_says_what_stands_there() {
    let customer = r#"[{"id":1,"customer":{"name":"Анна Ким","phone":"+79061887975","address":"ул. Мира 4"}},{"id":2,"customer":{"name":"Пётр Лис","phone":"+79061887976","address":"ул. Мира 5"}}]"#;
    assert_eq!((values(customer, "name"), values(customer, "address")), ((2, 2), (2, 2)));
    let contact = r#"[{"profile":{"会员姓名":"马玲"},"contact":{"地址":"西宁街1座 412177","电话":"13743725343"}},{"profile":{"会员姓名":"孙玉兰"},"contact":{"地址":"蔡路2座 267119","电话":"15926540805"}}]"#;
    assert_eq!((values(contact, "name"), values(contact, "address")), ((2, 2), (2, 2)));
    let user = r#"[{"user":{"name":"Анна Ким","phone":"+79061887975"}},{"user":{"name":"Пётр Лис","phone":"+79061887976"}}]"#;
    assert_eq!(values(user, "name"), (2, 2));
    let login = r#"[{"user":{"name":"akim","phone":"+79061887975"}},{"user":{"name":"plis","phone":"+79061887976"}}]"#;
    let found = assessed(&[("leak", login.as_bytes())], None);
    assert_eq!(found.identifiers.get("name").map_or(0, |count| count.values), 0, "log-ins are no names");
    let inn = "id,inn,name,phone\n1,661368743338,Сергеева Агафья,89260341395\n2,774689331002,Фадеев Радован,89039796772\n";
    assert_eq!(values(inn, "tax_number"), (2, 2));
}

#[test]
fn a_first_row_that_lacks_its_number_is_no_row_of_names_of_columns() {
    let text = "\tTrần Thị Lan\n0912345678\tLê Thị Mai\n0987654321\tVũ Thị Hoa\n";
    let found = assessed(&[("leak.tsv", text.as_bytes())], None);
    assert_eq!(found.files[0].rows, 3);
    assert_eq!(found.identifiers["name"].values, 3);
    let headed = ",name,phone\n0,Ann Lee,(212) 664-7665\n1,Bob Ray,(212) 736-5000\n";
    assert_eq!(values(headed, "name"), (2, 2));
}

#[test]
fn noise_in_a_text_is_said_and_changes_neither_its_charset_nor_its_lower_bound() {
    let row = |n: u32| format!("{n},Лана Ким{n},lana{n}@example.com\n");
    let mut bytes = String::from("id,ФИО,email\n").into_bytes();
    (0..40).for_each(|n| bytes.extend_from_slice(row(n).as_bytes()));
    let whole = assessed(&[("leak.csv", &bytes)], None);
    assert_eq!(whole.files[0].bytes_not_read, 0);
    let noise: Vec<u8> = (0..400u32).map(|n| (n * 167 % 251) as u8).filter(|byte| *byte != b'\n').collect();
    let middle = bytes.len() / 2;
    bytes.splice(middle..middle + 90, noise);
    let found = assessed(&[("leak.csv", &bytes)], None);
    let file = &found.files[0];
    assert_eq!((file.charset, file.reason.as_ref().unwrap().code), (Some("UTF-8"), "undecodable_bytes"));
    let Count::Known { lo, hi: Some(hi), .. } = found.counts.persons else { panic!("open") };
    assert!(lo <= 40 && hi >= 40, "{lo}..{hi}");
    // Zeros and other signs that no text has are not called read, whatever the charset.
    let mut ascii =
        b"name,email\nAnn Lee,ann@example.com\nB\x00\x06\x11ob Ray,\x1d\x00bob@example.com\n".to_vec();
    (0..40).for_each(|n| ascii.extend_from_slice(format!("Ann Lee,ann{n}@example.com\n").as_bytes()));
    let found = assessed(&[("leak.csv", &ascii)], None);
    assert_eq!(found.files[0].bytes_not_read, 5);
}

#[test]
fn a_name_without_its_patronymic_or_initial_may_be_the_same_human() {
    let short = "Фамилия,Имя,Телефон\nИванова,Анна,+79031234567\nПетров,Пётр,+79031234568\n";
    let long = "ФИО,Телефон\nИванова Анна Петровна,+79031234567\nПетров Пётр Ильич,+79031234568\n";
    assert_eq!(persons(&[("a.csv", short), ("b.csv", long)]), (2, 4));
    let middle = "name,email\nJohn A. Smith,js@example.com\nJohn Smith,js@example.com\n";
    assert_eq!(persons(&[("a.csv", middle)]), (1, 2));
    // Father and son, or two of other names, are two.
    let two = "ФИО,Телефон\nИванов Иван Петрович,+79031234567\nИванов Иван Ильич,+79031234567\n";
    assert_eq!(persons(&[("a.csv", two)]), (2, 2));
    let three = format!("{two}Иванов Иван,+79031234567\n");
    let (lo, hi) = persons(&[("a.csv", &three)]);
    assert!(lo == 2 && hi >= 2, "{lo}..{hi}");
    let born = "name,email,birth_date\nJohn A. Smith,js@example.com,1980-01-02\nJohn Smith,js@example.com,1950-03-04\n";
    assert_eq!(persons(&[("a.csv", born)]), (2, 2));
}

#[test]
fn blocks_whose_first_key_is_a_sign_are_blocks() {
    let text = "№: 1000\nСНИЛС: 573-341-876 06\nТелефон: 89169803025\nЭл. почта: a@yandex.ru\n\n№: 1001\nТелефон: 89051932641\nЭл. почта: b@mail.ru\n\n№: 1002\nТелефон: 89261932641\nЭл. почта: c@mail.ru\n";
    let found = assessed(&[("leak.txt", text.as_bytes())], None);
    assert_eq!((found.files[0].kind, found.files[0].rows), ("key_value", 3));
    assert_eq!(persons(&[("leak.txt", text)]), (3, 3));
}

#[test]
fn erased_memory_and_a_last_row_that_was_cut_are_said() {
    let mut bytes = b"name,email,phone,city\n".to_vec();
    (0..200).for_each(|n| {
        bytes.extend_from_slice(format!("Person W{n},user{n}@example.com,+1212456{n:04},Dover\n").as_bytes())
    });
    let whole = assessed(&[("leak.csv", &bytes)], None);
    assert_eq!(whole.files[0].bytes_not_read, 0);
    let mut erased = bytes.clone();
    erased[2000..4000].fill(0xff);
    let found = assessed(&[("leak.csv", &erased)], None);
    let Count::Known { lo, hi, .. } = found.counts.persons else { panic!("unknown") };
    assert!(found.files[0].bytes_not_read >= 2000, "{:?}", found.files[0]);
    assert!(lo < 200 && hi.is_none_or(|hi| hi >= 200), "{lo}..{hi:?}");
    for end in ["Person W200,user200@ex", "Person W200", "P"] {
        let cut = [&bytes[..], end.as_bytes()].concat();
        let found = assessed(&[("leak.csv", &cut)], None);
        assert_eq!(found.files[0].reason.as_ref().unwrap().code, "truncated", "{end}");
        assert!(matches!(found.counts.persons, Count::Known { hi: None, .. }));
    }
    let ended = &bytes[..bytes.len() - 1];
    assert_eq!(assessed(&[("leak.csv", ended)], None).files[0].reason, None);
}

#[test]
fn facts_of_one_entity_are_one_persons() {
    let mut rows = String::new();
    for (entity, name, email, phone) in [
        (1, "Ann Lee", "ann@example.com", "+12125550147"),
        (2, "Bob Ray", "bob@example.com", "+14155550187"),
        (3, "Cid Fox", "home@example.com", "+13125550123"),
        (4, "Dot Fox", "home@example.com", "+13125550124"),
    ] {
        for (attribute, value) in [("name", name), ("email", email), ("phone", phone), ("newsletter", "yes")]
        {
            rows.push_str(&format!("{},{entity},{attribute},{value}\n", rows.lines().count() + 1));
        }
    }
    let table = format!("id,entity_id,attribute,value\n{rows}");
    let found = assessed(&[("facts.csv", table.as_bytes())], None);
    let Count::Known { lo, hi, .. } = found.counts.persons else { panic!("unknown") };
    assert_eq!((lo, hi), (4, Some(4)), "who share an address are two by their names");
    assert_eq!(found.identifiers["name"].values, 4);
    assert_eq!((found.identifiers["email"].values, found.identifiers["phone"].values), (8 / 2, 4));
    let Count::Known { lo: records, .. } = found.counts.records else { panic!("unknown") };
    assert_eq!(records, 12, "each row with a value is a record");
    let dump: String = rows
        .lines()
        .map(|row| {
            let cells: Vec<&str> = row.split(',').collect();
            format!(
                "INSERT INTO usermeta VALUES ({},{},'{}','{}');\n",
                cells[0], cells[1], cells[2], cells[3]
            )
        })
        .collect();
    let dump = format!(
        "CREATE TABLE usermeta (umeta_id int, user_id int, meta_key varchar(255), meta_value text);\n{dump}"
    );
    assert_eq!(persons(&[("facts.sql", &dump)]), (4, 4));
    // The same people by name and address elsewhere are the same.
    let list = "name,email\nAnn Lee,ann@example.com\nBob Ray,bob@example.com\n";
    assert_eq!(persons(&[("facts.csv", &table), ("list.csv", list)]), (4, 4));
    // Names in parts, and one without anything to reach them by.
    let parts = "user_id,key,value\n1,first_name,Ann\n1,last_name,Lee\n1,email,ann@example.com\n2,first_name,Bob\n2,last_name,Ray\n2,email,bob@example.com\n";
    assert_eq!(persons(&[("parts.csv", parts)]), (2, 2));
    // A list of ways to reach people says whose by its own columns, and is none of facts.
    let ways = "name,type,value\nAnn Lee,email,ann@example.com\nAnn Lee,phone,+12125550147\nBob Ray,email,bob@example.com\nBob Ray,phone,+14155550187\n";
    let (lo, hi) = persons(&[("ways.csv", ways)]);
    assert!(lo == 2 && hi >= 2, "{lo}..{hi}");
}

#[test]
fn a_telephone_of_a_country_that_nothing_tells_may_be_one_that_ends_alike() {
    let bare = "uid,mobile\n1,0988711095\n2,0917258086\n3,0323191386\n";
    let named =
        "Họ và tên,Điện thoại\nLê Thị Mai,+84988711095\nVũ Thị Hoa,+84 917 258 086\nĐỗ Nga,+84 323 191 386\n";
    let (lo, hi) = persons(&[("a.csv", bare), ("b.csv", named)]);
    assert_eq!((lo, hi), (3, 6));
    assert_eq!(persons(&[("a.csv", bare)]), (3, 3));
    let folder = tempfile::tempdir().unwrap();
    let register = folder.path().join("register.csv");
    std::fs::write(&register, named).unwrap();
    let (leaks, register) = (
        [Source::reader("leak.csv", std::io::Cursor::new(bare.as_bytes().to_vec()))],
        Source::path(register),
    );
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request = Request {
        leaks: &leaks,
        register: Some(&register),
        list: None,
        temp: folder.path(),
        memory: 1 << 20,
        now,
    };
    let found = assess(&request, &mut |_| {}).unwrap();
    let Count::Known { lo, hi, .. } = found.counts.customers else { panic!("unknown") };
    assert_eq!((lo, hi), (0, Some(3)));
    // Cells that nothing even calls telephones, and the same digits under a name.
    let cells = "0932 978 882\tdavid@example.com\n0919 115 218\tmichael@example.com\n0932 309 371\tandrea@example.com\n0932 100 264\tmatthew@example.com\n";
    let names = "手機號碼,客戶姓名\n0919-115-218,吳文正\n0932-978-882,郭麗娟\n0932-309-371,黃文正\n0932-100-264,李淑惠\n";
    let (lo, hi) = persons(&[("a.tsv", cells), ("b.csv", names)]);
    assert!(lo == 4 && hi >= 4, "{lo}..{hi}");
}

#[test]
fn another_writing_of_a_name_on_one_value_may_be_the_same_human() {
    for (header, one, other) in [
        ("name,email", "John Smith", "Mr. John Smith"),
        ("name,email", "John Smith", "Dr John A. Smith"),
        ("姓名,email", "王芳", "王芳女士"),
        ("Họ tên,email", "Nguyễn Thị Lan", "NGUYEN THI LAN"),
        ("ФИО,email", "Ёлкин Пётр", "Елкин Петр"),
    ] {
        let text = format!("{header}\n{one},a@example.com\n{other},a@example.com\n");
        assert_eq!(persons(&[("a.csv", &text)]), (1, 2), "{other}");
        let apart = format!("{header}\n{one},a@example.com\n{other},b@example.com\n");
        assert_eq!(persons(&[("a.csv", &apart)]), (2, 2), "{other}");
    }
    let others = "name,email\nJohn Smith,a@example.com\nMary Smith,a@example.com\n";
    assert_eq!(persons(&[("a.csv", others)]), (2, 2));
}

#[test]
fn columns_that_a_statement_names_are_its_own() {
    let bare =
        "INSERT INTO customers VALUES (1,'Anna Keller');\nINSERT INTO customers VALUES (2,'Boris Stone');\n";
    let named = "INSERT INTO customers (customer_id, name, birth_date) VALUES (1,'Clara Wood','1980-04-25'),(2,'Dora Hill','1952-10-17');\n";
    for leaks in [[("s1.sql", bare), ("s2.sql", named)], [("s2.sql", named), ("s1.sql", bare)]] {
        let (lo, hi) = persons(&leaks);
        assert!(lo >= 2 && hi >= 2, "{lo}..{hi}");
    }
}

#[test]
fn a_second_value_that_stands_elsewhere_too_raises_no_lower_bound() {
    let typed = r#"[{"name":"Ann Lee","contacts":[{"type":"email","value":"ann@example.com"},{"type":"mobile","value":"+12125550147"}]},{"name":"Bob Ray","contacts":[{"type":"email","value":"bob@example.com"},{"type":"mobile","value":"+14155550187"}]}]"#;
    let table = "phone,card_number\n+12125550147,4539578763621486\n+14155550187,4716059284747113\n";
    let (lo, hi) = persons(&[("a.json", typed), ("b.csv", table)]);
    assert!(lo <= 2 && hi >= 2, "{lo}..{hi}");
}

#[test]
fn telephones_that_a_spreadsheet_wrote_as_amounts_are_telephones() {
    let text = "姓名,手机,金额\n王伟,\"13,812,345,678\",\"13,812,345,678\"\n李娜,\"13,912,345,678\",\"1,200\"\n张敏,13712345670,\"3,100\"\n";
    assert_eq!(values(text, "phone"), (3, 3));
    assert_eq!(persons(&[("leak.csv", text), ("other.csv", "姓名,手机\n王伟,13812345678\n")]), (3, 3));
}
