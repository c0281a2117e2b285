//! Small leaks, and what must be counted in them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use exposure::{Assessment, Count, ListOrder, Request, Source, Status, assess};
use messages::Language;

/// Files in a folder of their own, and how they are assessed.
struct Story {
    folder: tempfile::TempDir,
    leaks: Vec<PathBuf>,
    register: Option<PathBuf>,
    list: Option<ListOrder>,
}

impl Story {
    fn of(files: &[(&str, &[u8])]) -> Story {
        let folder = tempfile::tempdir().unwrap();
        let write = |(name, bytes): &(&str, &[u8])| {
            let path = folder.path().join(name);
            std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
            path
        };
        let leaks = files.iter().map(write).collect();
        Story { folder, leaks, register: None, list: None }
    }

    fn with_register(mut self, text: &str) -> Story {
        let path = self.folder.path().join("register.csv");
        std::fs::write(&path, text).unwrap();
        self.register = Some(path);
        self.list =
            Some(ListOrder { path: self.folder.path().join("list.csv"), language: Language::English });
        self
    }

    fn told(&self) -> Assessment {
        let leaks: Vec<Source> = self.leaks.iter().map(Source::path).collect();
        let register = self.register.as_ref().map(Source::path);
        let temp = tempfile::tempdir().unwrap();
        let request = Request {
            leaks: &leaks,
            register: register.as_ref(),
            list: self.list.clone(),
            temp: temp.path(),
            memory: 1 << 20,
            now: jiff::Timestamp::constant(1_795_305_600, 0),
        };
        let found = assess(&request, &mut |_| {}).unwrap();
        assert_eq!(std::fs::read_dir(temp.path()).unwrap().count(), 0, "no temporary file is left");
        found
    }
}

fn csv(text: &str) -> Assessment {
    Story::of(&[("leak.csv", text.as_bytes())]).told()
}

fn sql(text: &str) -> Assessment {
    Story::of(&[("leak.sql", text.as_bytes())]).told()
}

fn bounds(count: &Count) -> (u64, Option<u64>) {
    match count {
        Count::Known { lo, hi, .. } => (*lo, *hi),
        Count::Unknown { unknown, .. } => panic!("unknown: {unknown}"),
    }
}

fn persons(found: &Assessment) -> (u64, Option<u64>) {
    bounds(&found.counts.persons)
}

const HEAD: &str = "姓名,手机,电子邮箱\n";

#[test]
fn one_human_in_three_rows_is_counted_once() {
    let found = csv(&format!(
        "{HEAD}王伟,13800138000,wang@example.com\n王伟,13800138000,\n王伟,,WANG@example.com\n李芳,13900139000,li@example.com\n"
    ));
    assert_eq!(bounds(&found.counts.records), (4, Some(4)));
    assert_eq!(persons(&found), (2, Some(2)));
    assert_eq!(found.identifiers["phone"].values, 3);
    assert_eq!(found.identifiers["phone"].distinct, 2);
}

#[test]
fn two_names_on_one_phone_stay_two() {
    let found = csv(&format!("{HEAD}王伟,13800138000,w@example.com\n李芳,13800138000,l@example.com\n"));
    assert_eq!(persons(&found), (2, Some(2)));
    assert_eq!(found.conflicting_values, 1);
}

#[test]
fn a_row_without_a_name_on_the_phone_of_two_may_be_either() {
    let found = csv(&format!(
        "{HEAD}王伟,13800138000,w@example.com\n李芳,13800138000,l@example.com\n,13800138000,\n"
    ));
    assert_eq!(persons(&found), (2, Some(3)));
}

#[test]
fn two_birthdays_under_one_name_make_nobody_else_uncertain() {
    let found = csv(
        "姓名,手机,出生日期\n王伟,13700137000,\n李芳,13700137000,\n张敏,13700137000,1980-02-03\n张敏,13700137000,1991-12-24\n",
    );
    assert_eq!(persons(&found), (4, Some(4)));
    let either = csv(
        "姓名,手机,出生日期\n李芳,13700137000,\n李芳,13700137000,1970-01-01\n张敏,13700137000,1980-02-03\n张敏,13700137000,1991-12-24\n张敏,13700137000,\n",
    );
    assert_eq!(persons(&either), (3, Some(4)), "only the one without a date may be either");
}

#[test]
fn a_hotline_glues_nobody_and_is_listed() {
    let rows: String = ["王伟", "李芳", "张敏", "刘洋", "陈静", "杨丽"]
        .iter()
        .enumerate()
        .map(|(number, name)| format!("{name},13800138000,p{number}@example.com\n"))
        .collect();
    let found = csv(&format!("{HEAD}{rows}"));
    assert_eq!(persons(&found), (6, Some(6)));
    assert_eq!(found.shared_values.distinct, 1);
    assert_eq!(found.shared_values.largest[0].names, 6);
}

#[test]
fn a_nameless_row_does_not_join_two_who_differ() {
    let found = csv(&format!("{HEAD}王伟,13800138000,\n,13800138000,l@example.com\n李芳,,l@example.com\n"));
    assert_eq!(persons(&found), (2, Some(3)));
}

#[test]
fn an_invoice_before_its_customer_belongs_to_them_by_a_key_declared_last() {
    let found = sql("CREATE TABLE invoice (id INT, customer_id INT, billing_address VARCHAR(70));
        INSERT INTO invoice VALUES (1, 7, '10 Long Street'), (2, 7, '10 Long Street'), (3, 9, '1 Elm Road');
        CREATE TABLE customer (id INT, full_name VARCHAR(50), email VARCHAR(60));
        INSERT INTO customer VALUES (7, 'Ann Lee', 'ann@example.com'), (8, 'Bo Chan', 'bo@example.com');
        ALTER TABLE customer ADD PRIMARY KEY (id);
        ALTER TABLE invoice ADD FOREIGN KEY (customer_id) REFERENCES customer (id);");
    assert_eq!(persons(&found), (2, Some(2)));
    assert_eq!(bounds(&found.counts.records), (5, Some(5)));
    assert_eq!(found.attributed_by_key, 2);
    assert_eq!(found.unattributed.len(), 1);
    assert_eq!(found.unattributed[0].reason.code, "key_points_at_no_person");
    assert_eq!(found.counts.by_class["location"].persons_lo, 1);
}

#[test]
fn a_key_between_two_persons_merges_nobody() {
    let found = sql("CREATE TABLE staff (id INT PRIMARY KEY, full_name VARCHAR(50), email VARCHAR(60), boss INT REFERENCES staff (id));
        INSERT INTO staff VALUES (1, 'Ann Lee', 'ann@example.com', NULL), (2, 'Bo Chan', 'bo@example.com', 1);");
    assert_eq!(persons(&found), (2, Some(2)));
}

#[test]
fn a_dump_that_breaks_off_is_a_lower_bound() {
    let found = sql("CREATE TABLE u (id INT, email VARCHAR(60));
        INSERT INTO u VALUES (1, 'ann@example.com'), (2, 'bo@exam");
    assert_eq!(persons(&found), (1, None));
    let file = &found.files[0];
    assert_eq!((file.status, file.reason.as_ref().unwrap().code), (Status::PartlyRead, "truncated"));
    assert_eq!(file.bytes_not_read, "(2, 'bo@exam".len() as u64);
}

#[test]
fn bytes_of_no_character_are_counted_and_widen_the_bounds() {
    let mut bytes = format!("{HEAD}王伟,13800138000,w@example.com\n李芳,13900139000,").into_bytes();
    bytes.extend_from_slice(b"\xff\n");
    let found = Story::of(&[("leak.csv", &bytes)]).told();
    let file = &found.files[0];
    assert_eq!((file.status, file.bytes_not_read), (Status::PartlyRead, 1));
    assert_eq!(file.not_read[0].start, bytes.len() as u64 - 2);
    assert_eq!(persons(&found), (2, Some(3)));
}

#[test]
fn a_file_that_is_not_there_is_not_read_and_the_others_are() {
    let mut story = Story::of(&[("leak.csv", format!("{HEAD}王伟,13800138000,\n").as_bytes())]);
    story.leaks.push(story.folder.path().join("absent.csv"));
    let found = story.told();
    assert_eq!(found.files[1].status, Status::NotRead);
    assert_eq!(persons(&found), (1, None));
}

#[test]
fn gb18030_big5_and_windows_1251_are_read_through_and_through() {
    for (encoding, text) in [
        (encoding_rs::GB18030, "姓名,手机\n王伟,13800138000\n李秀英,13900139000\n"),
        (encoding_rs::BIG5, "姓名,電子郵件\n陳怡君,chen@example.com\n林志明,lin@example.com\n"),
        (
            encoding_rs::WINDOWS_1251,
            "ФИО,телефон\nИванов Пётр Сергеевич,+7 916 123-45-67\nСмирнова Анна,+7 916 765-43-21\n",
        ),
    ] {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        let found = Story::of(&[("leak.csv", &bytes)]).told();
        assert_eq!(found.files[0].status, Status::Read, "{}", encoding.name());
        assert_eq!(persons(&found), (2, Some(2)), "{}", encoding.name());
        assert_eq!(found.identifiers["name"].distinct, 2, "{}", encoding.name());
    }
}

#[test]
fn utf_16_with_and_without_a_mark_is_read() {
    let text = "name,email\nAnn Lee,ann@example.com\nBo Chan,bo@example.com\n";
    for mark in [&[0xff, 0xfe][..], &[]] {
        let bytes: Vec<u8> =
            mark.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let found = Story::of(&[("leak.csv", &bytes)]).told();
        assert_eq!(found.files[0].charset, Some("UTF-16LE"));
        assert_eq!(persons(&found), (2, Some(2)));
    }
}

#[test]
fn a_cell_of_three_megabytes_is_scanned_whole() {
    let filler = "lorem ipsum dolor ".repeat(1100);
    let notes: String = (0..170).map(|number| format!("{filler} p{number}@example.com ")).collect();
    assert!(notes.len() > 3 << 20);
    for text in [
        format!("id,note\n1,\"{notes}\"\n2,none\n"),
        format!("CREATE TABLE t (id INT, note TEXT);\nINSERT INTO t VALUES (1,'{notes}'),(2,'none');"),
        notes.clone(),
    ] {
        let found = Story::of(&[("leak", text.as_bytes())]).told();
        assert_eq!((found.identifiers["email"].values, found.identifiers["email"].distinct), (170, 170));
        assert_eq!(bounds(&found.counts.records), (1, Some(1)));
        assert!(found.complete);
    }
}

#[test]
fn a_person_is_found_in_the_register_exactly_or_nearly_or_not() {
    let story = Story::of(&[(
        "leak.csv",
        "姓名,手机,电子邮箱\n王伟,13800138000,\n李芳,13900139000,l@example.com\n张敏,13700137000,\n赵强,,zhao@example.com\n".as_bytes(),
    )])
    .with_register("客户编号,姓名,手机,电子邮箱\nC1,王伟,+86 138 0013 8000,\n=C2,李芳芳,13900139000,\nC3,孙丽,13600136000,\nC4,,,Zhao@example.com\n");
    let found = story.told();
    assert_eq!(bounds(&found.counts.customers), (2, Some(3)), "C1 and C4 exactly, C2 nearly: another name");
    let register = found.register.as_ref().unwrap();
    assert_eq!((register.customers, register.exact, register.near), (4, 2, 1));
    let path = &story.list.as_ref().unwrap().path;
    let list = std::fs::read_to_string(path).unwrap();
    assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(list.lines().count(), 5, "{list}");
    assert!(list.contains(",C1,exact,\"phone, fax\","), "{list}");
    assert!(list.contains("'+8613800138000\r\n"), "ways to reach them: {list}");
    assert!(list.contains(",'=C2,near,name or date of birth differs,"), "no formula is left in it: {list}");
    assert!(list.contains(",C4,exact,e-mail,"), "{list}");
    let mut chinese = story;
    chinese.list.as_mut().unwrap().language = Language::SimplifiedChinese;
    chinese.told();
    let list = std::fs::read_to_string(&chinese.list.as_ref().unwrap().path).unwrap();
    assert!(list.contains("match,reasons,") && list.contains(",C1,确认,电话"), "{list}");
    assert!(list.contains(",'=C2,疑似,姓名或出生日期不符,") && list.contains(",是,"), "{list}");
}

#[test]
fn the_same_leak_gives_the_same_json() {
    let story = Story::of(&[(
        "leak.csv",
        format!("{HEAD}王伟,13800138000,a@example.com\n李芳,,b@example.com\n").as_bytes(),
    )]);
    let json = || serde_json::to_string(&story.told()).unwrap();
    assert_eq!(json(), json());
}

#[test]
fn a_register_without_one_customer_leaves_customers_unknown() {
    let leak = "姓名,手机\n王伟,13800138000\n".as_bytes();
    for text in ["", "客户编号,姓名,手机\n", "\n\n"] {
        let found = Story::of(&[("leak.csv", leak)]).with_register(text).told();
        assert!(
            matches!(found.counts.customers, Count::Unknown { code: "register_without_customers", .. }),
            "{text:?}: {:?}",
            found.counts.customers
        );
    }
}

#[test]
fn numbers_of_states_whose_form_we_do_not_know_make_persons_too() {
    for (header, one, other) in [
        ("Name,SSN", "Ann Lee,078-05-1120", "Bob Ray,219 09 9999"),
        ("name,passport_no", "Ann Lee,E12345678", "Bob Ray,K7654321"),
        ("Name,Driver's License Number", "Ann Lee,D123-4567-8901", "Bob Ray,S530 4601 2345"),
        ("ФИО,ИНН", "Иванов Иван,500100732259", "Петров Пётр,7707083893"),
        ("ФИО,Паспорт", "Иванов Иван,4509 123456", "Петров Пётр,45 10 № 654321"),
        ("Họ và tên,Số CCCD", "Nguyễn Văn An,001099012345", "Trần Thị Bình,079099054321"),
        ("姓名,护照号码", "王伟,E12345678", "李芳,G87654321"),
        ("姓名,社保号", "王伟,1002345678", "李芳,1009876543"),
        ("name,ID Number", "Ann Lee,AB123456C", "Bob Ray,XY987654D"),
    ] {
        let found = csv(&format!("{header}\n{one}\n{other}\n{one}\n"));
        assert_eq!(persons(&found), (2, Some(2)), "{header}");
        assert_eq!(bounds(&found.counts.records), (3, Some(3)), "{header}");
        let low: u64 = found.identifiers.values().map(|count| count.low_confidence).sum();
        assert_eq!(low, 3, "{header}: nothing checks them");
    }
}

#[test]
fn a_leak_that_is_not_there_is_not_read_and_the_others_are_counted() {
    let mut story = Story::of(&[("leak.csv", "姓名,手机\n王伟,13800138000\n".as_bytes())]);
    story.leaks.push(story.folder.path().join("gone.csv"));
    let found = story.told();
    assert_eq!(found.files[1].status, Status::NotRead);
    assert_eq!(persons(&found), (1, None), "what the other held is not known");
}

#[test]
fn an_empty_leak_has_nobody_in_it_and_no_leak_is_an_error() {
    let found = csv("");
    assert_eq!(persons(&found), (0, Some(0)));
    assert_eq!(found.files[0].status, Status::Empty);
    assert_eq!(found.files[0].reason.as_ref().map(|reason| reason.code), Some("empty"));
    let none = Request {
        leaks: &[],
        register: None,
        list: None,
        temp: &std::env::temp_dir(),
        memory: 1 << 20,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    assert!(assess(&none, &mut |_| {}).is_err());
}

#[test]
fn twenty_thousand_rows_of_one_mailbox_are_one_person() {
    let rows = "wang@example.com\n".repeat(20_000);
    let found = csv(&format!("email,n\n{}", rows.replace('\n', ",x\n")));
    assert_eq!(persons(&found), (1, Some(1)));
    let found = csv(&format!(
        "姓名,email\n{}王伟,wang@example.com\n李芳,wang@example.com\n",
        rows.replace("wang", ",wang")
    ));
    assert_eq!(persons(&found), (2, Some(20_002)), "a shared mailbox: whose each row is, nobody can say");
}

#[test]
fn elements_and_objects_are_read() {
    let found = Story::of(&[("leak", b"<?xml version=\"1.0\"?>\n<a>x@example.com</a>")]).told();
    assert_eq!((found.files[0].status, bounds(&found.counts.records)), (Status::Read, (1, Some(1))));
    for (text, records) in [("[\n  {\"phone\": \"13800138000\"}\n]", 1), ("{\"a\": [\n1]}", 0)] {
        let found = Story::of(&[("leak", text.as_bytes())]).told();
        assert_eq!(
            (found.files[0].status, bounds(&found.counts.records).0),
            (Status::Read, records),
            "{text}"
        );
    }
    let lines = "{\"email\": \"a@example.com\"}\n{\"email\": \"b@example.com\"}\n";
    assert_eq!(persons(&Story::of(&[("leak", lines.as_bytes())]).told()), (2, Some(2)));
}

#[test]
fn a_title_above_the_table_is_no_row_of_it() {
    let found = csv(
        "客户资料导出表 2026年\n\n姓名,手机,电子邮箱\n王伟,13800138000,w@example.com\n李芳,13900139000,l@example.com\n",
    );
    assert_eq!(bounds(&found.counts.records), (2, Some(2)));
    assert_eq!(persons(&found), (2, Some(2)));
    assert_eq!(found.identifiers["name"].values, 2);
}

#[test]
fn chinese_text_with_a_damaged_byte_is_still_chinese() {
    let text = "姓名,手机\n王伟,13800138000\n李芳,13900139000\n张敏,13700137000\n刘洋,13600136000\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let mut bytes = bytes.into_owned();
    let names = Story::of(&[("leak.csv", &bytes)]).told();
    assert_eq!((names.files[0].charset, names.identifiers["name"].values), (Some("GB18030"), 4));
    bytes.extend_from_slice(b"\xcd\xf5\xff,13500135000\n");
    let found = Story::of(&[("leak.csv", &bytes)]).told();
    assert_eq!((found.files[0].charset, found.files[0].status), (Some("GB18030"), Status::PartlyRead));
    assert_eq!(found.identifiers["name"].values, 5, "a name with a damaged letter is a name");
}

const TWO_TABLES: &str = "CREATE TABLE DB.person (id INT PRIMARY KEY, full_name VARCHAR(40), email VARCHAR(40));
    CREATE TABLE DB.bill (id INT PRIMARY KEY, person_id INT REFERENCES DB.person (id), street_address VARCHAR(70));\n";
const TWO_ROWS: &str = "INSERT INTO DB.bill VALUES (1, 1, '10 Long Street'), (2, 2, '12 Long Street');
    INSERT INTO DB.person VALUES (1, 'Ann Lee', 'ann@DB.example'), (2, 'Bo Chan', 'bo@DB.example');\n";

#[test]
fn the_keys_of_two_databases_in_one_dump_are_kept_apart() {
    let both = |text: &str| format!("{}{}", text.replace("DB", "one"), text.replace("DB", "two"));
    let qualified = format!("{}{}", both(TWO_TABLES), both(TWO_ROWS));
    let used: String = ["one", "two"]
        .iter()
        .map(|name| {
            format!("USE `{name}`;\n{TWO_TABLES}{TWO_ROWS}")
                .replace("DB.person", "person")
                .replace("DB.bill", "bill")
                .replace("DB", name)
        })
        .collect();
    for text in [qualified, used] {
        let found = sql(&text);
        assert_eq!(persons(&found), (4, Some(4)), "{text}");
        assert_eq!(found.attributed_by_key, 4);
        assert!(found.unattributed.is_empty());
    }
}

#[test]
fn a_key_of_two_columns_attributes_as_one_key() {
    let found = sql("CREATE TABLE person (land CHAR(2), num INT, full_name VARCHAR(40), email VARCHAR(40), PRIMARY KEY (land, num));
        CREATE TABLE bill (id INT, land CHAR(2), num INT, street_address VARCHAR(70), FOREIGN KEY (land, num) REFERENCES person (land, num));
        INSERT INTO person VALUES ('FR', 1, 'Ann Lee', 'ann@example.com'), ('US', 1, 'Bo Chan', 'bo@example.com');
        INSERT INTO bill VALUES (1, 'FR', 1, '10 Long Street'), (2, 'US', 1, '12 Long Street'), (3, 'US', 2, '14 Long Street');");
    assert_eq!(persons(&found), (2, Some(2)));
    assert_eq!(found.attributed_by_key, 2);
    assert_eq!(found.unattributed[0].reason.code, "key_points_at_no_person");
}

#[test]
fn a_backslash_escapes_nothing_where_the_dump_says_so() {
    let found = sql("SET SESSION sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES';
        CREATE TABLE u (id INT, folder VARCHAR(40), email VARCHAR(40));
        INSERT INTO u VALUES (1, 'C:\\', 'ann@example.com'), (2, 'D:\\', 'bo@example.com');");
    assert_eq!(persons(&found), (2, Some(2)));
    assert!(found.complete);
}

#[test]
fn a_statement_too_long_to_hold_is_not_read_and_numbers_of_an_update_are() {
    let found =
        sql("CREATE TABLE u (id INT, mobile VARCHAR(20));\nUPDATE u SET mobile = 13800138000 WHERE id = 7;");
    // The row may be one that stands in another dump: it is nobody new for certain.
    assert_eq!(found.identifiers["phone"].values, 1);
    assert_eq!(persons(&found), (0, Some(1)));
    let long = "UPDATE u SET mobile = concat(mobile, 1) + ".to_owned() + &"1 + ".repeat(1 << 18);
    let found = sql(&format!("CREATE TABLE u (id INT, mobile VARCHAR(20));\n{long}"));
    assert_eq!(found.files[0].reason.as_ref().unwrap().code, "statement_too_long");
    assert_eq!(persons(&found), (0, None));
}

#[test]
fn a_cell_of_many_addresses_counts_each_once_wherever_pieces_end() {
    let text: String =
        (0..6000).map(|number| format!("user{number}@example.com 1380013{number:04} ")).collect();
    let found = csv(&format!("note,n\n{text},1\n"));
    assert_eq!((found.identifiers["email"].values, found.identifiers["email"].distinct), (6000, 6000));
    assert_eq!(found.identifiers["phone"].distinct, 6000);
}

#[test]
fn sentences_follow_the_reader_and_codes_stay() {
    let found = Story::of(&[("leak", b"\x1f\x8b\x08 packed")]).told();
    let (english, chinese) = (found.clone(), found.in_language(messages::Language::SimplifiedChinese));
    let json = |found: &Assessment| serde_json::to_value(found).unwrap();
    let (english, chinese) = (json(&english), json(&chinese));
    for place in ["/counts/persons/basis", "/counts/customers/unknown", "/files/0/reason/text"] {
        let (one, other) = (&english.pointer(place).unwrap(), &chinese.pointer(place).unwrap());
        assert_ne!(one, other, "{place}");
        assert!(!one.as_str().unwrap().is_empty() && !other.as_str().unwrap().is_ascii(), "{place}");
    }
    for place in ["/counts/persons/code", "/counts/customers/code", "/files/0/reason/code"] {
        assert_eq!(english.pointer(place).unwrap(), chinese.pointer(place).unwrap(), "{place}");
    }
    assert_eq!(chinese.pointer("/counts/customers/code").unwrap(), "no_register");
}

#[test]
fn a_dump_cut_between_two_rows_is_a_lower_bound_too() {
    let whole = "CREATE TABLE u (id INT, email VARCHAR(60));\nINSERT INTO u VALUES (1, 'ann@example.com'),\n (2, 'bo@example.com');\n";
    for end in [" (2,", "\n (2", ",\n", "),\n"] {
        let cut = whole.rfind(end).unwrap() + if end == "),\n" { 1 } else { 0 };
        let found = sql(&whole[..cut]);
        assert_eq!(persons(&found), (1, None), "cut before {end:?}");
        assert_eq!(found.files[0].status, Status::PartlyRead);
    }
    assert_eq!(
        persons(&sql("INSERT INTO u (email) VALUES ('ann@example.com')")),
        (1, Some(1)),
        "by hand, with no end"
    );
    assert_eq!(persons(&sql("INSERT INTO u (email) VALUES ('ann@example.com'),")), (1, None));
}

#[test]
fn a_traded_list_of_addresses_and_passwords_is_no_clean_file() {
    for separator in ["----", ":", "|", "--", "\t", "=>", ","] {
        let rows: String = (0..20).map(|n| format!("zz{n}@qq.com{separator}pw{n}xx\n")).collect();
        let found = Story::of(&[("list.txt", rows.as_bytes())]).told();
        assert_eq!(bounds(&found.counts.records), (20, Some(20)), "{separator}");
        assert_eq!(persons(&found), (20, Some(20)), "{separator}");
        assert_eq!(found.identifiers["email"].distinct, 20, "{separator}");
        assert_eq!(found.files[0].status, Status::Read);
    }
}

#[test]
fn a_form_with_short_header_words_is_counted_whole() {
    let row = |n: usize, phone: String| {
        let name = ["John,Smith", "Mary,Jones", "Ann,Lee", "Paul,Ray", "Eve,Poe", "Tom,Fox"][n % 6];
        format!("Mr,{name},19{}-02-03,123-45-67{:02},{phone}\n", 50 + n, 10 + n)
    };
    let dashed = |n: usize| row(n, format!("212-200-10{n:02}"));
    let bare = |n: usize| row(n, format!("21220010{n:02}"));
    for written in [&dashed as &dyn Fn(usize) -> String, &bare] {
        let rows: String = (0..20).map(written).collect();
        let found = csv(&format!("Title,First,Last,DOB,SSN,Contact #\n{rows}"));
        assert_eq!(bounds(&found.counts.records), (20, Some(20)));
        assert_eq!(persons(&found), (20, Some(20)));
        assert_eq!((found.identifiers["name"].values, found.identifiers["birth_date"].values), (20, 20));
        assert_eq!((found.identifiers["phone"].values, found.identifiers["phone"].low_confidence), (20, 0));
    }
    let one = csv("Title,First,Last,DOB,SSN,Contact #\nMr,John,Smith,1980-02-03,123-45-6789,212-200-1000\n");
    assert_eq!((persons(&one), one.identifiers["phone"].values), ((1, Some(1)), 1));
    let without_phone = csv("Title,First,Last,DOB,SSN\nMr,John,Smith,1980-02-03,123-45-6789\n");
    assert_eq!(persons(&without_phone), (1, Some(1)));
}

#[test]
fn a_dump_without_the_line_its_program_ends_it_with_may_be_cut() {
    let rows = "CREATE TABLE `u` (`name` varchar(9), `phone` varchar(20));\nINSERT INTO `u` VALUES ('王伟','13800138000');\n";
    let head = "-- MySQL dump 10.13  Distrib 8.0.33, for Linux (x86_64)\n--\n";
    let cut = sql(&format!("{head}{rows}"));
    assert_eq!(cut.files[0].status, Status::PartlyRead);
    assert_eq!(cut.files[0].reason.as_ref().unwrap().code, "dump_not_completed");
    assert_eq!(cut.files[0].bytes_not_read, 0, "all that is there was read");
    assert_eq!(persons(&cut), (1, None));
    let whole = sql(&format!("{head}{rows}-- Dump completed on 2024-01-01 12:00:00\n"));
    assert_eq!((whole.files[0].status, persons(&whole)), (Status::Read, (1, Some(1))));
    let without_comments = sql(rows);
    assert_eq!((without_comments.files[0].status, persons(&without_comments)), (Status::Read, (1, Some(1))));
    let by_hand = sql(&format!("-- MySQL dump of a shop\n{rows}"));
    assert_eq!(by_hand.files[0].status, Status::Read);
}
