//! What leaks are written in: dumps without semicolons, lists of one column, JSON, and what looks like text and is none.
//! Each story says what stands in the file, and the counts must hold it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use exposure::{Request, Source, assess};
use proptest::prelude::*;
use serde_json::Value;

fn told(bytes: impl Into<Vec<u8>>) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let leaks = [Source::reader("leak", std::io::Cursor::new(bytes.into()))];
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request =
        Request { leaks: &leaks, register: None, list: None, temp: folder.path(), memory: 1 << 20, now };
    serde_json::to_value(assess(&request, &mut |_| {}).unwrap()).unwrap()
}

/// `(status, records, persons from, persons to)` of the only file.
fn counts(found: &Value) -> (String, u64, u64, Option<u64>) {
    let (file, counts) = (&found["files"][0], &found["counts"]);
    let persons = &counts["persons"];
    (
        file["status"].as_str().unwrap().to_owned(),
        counts["records"]["lo"].as_u64().unwrap(),
        persons["lo"].as_u64().unwrap(),
        persons["hi"].as_u64(),
    )
}

fn values(found: &Value, kind: &str) -> (u64, u64) {
    let count = &found["identifiers"][kind];
    (count["values"].as_u64().unwrap(), count["distinct"].as_u64().unwrap())
}

fn reason(found: &Value) -> &str {
    found["files"][0]["reason"]["code"].as_str().unwrap_or("none")
}

fn read(records: u64, persons: u64) -> (String, u64, u64, Option<u64>) {
    ("read".to_owned(), records, persons, Some(persons))
}

#[test]
fn statements_end_with_go_with_a_slash_or_with_the_next_insert() {
    for end in ["\nGO\n", "\ngo 1\n", "\n/\n", "\n", ";\n"] {
        let text = [
            "CREATE TABLE clients (id int, name varchar(40), email varchar(60))",
            "INSERT INTO clients VALUES (1, 'Tom Ash', 'tom@example.com')",
            "INSERT INTO clients VALUES (2, 'Una Bay', 'una@example.com'),\n(3, 'Vic Cole', 'vic@example.com')",
            "",
        ];
        let found = told(text.join(end));
        assert_eq!(counts(&found), read(3, 3), "{end:?}: {found}");
        assert_eq!(values(&found, "name"), (3, 3), "{end:?}");
    }
}

#[test]
fn a_row_that_never_ends_does_not_swallow_the_statements_behind_it() {
    let text = "INSERT INTO t (name, email) VALUES ('Tom Ash', 'tom@example.com'\nINSERT INTO t (name, email) VALUES ('Una Bay', 'una@example.com')\n";
    assert_eq!(counts(&told(text)).1, 2);
}

#[test]
fn inserts_in_code_are_no_rows_and_their_strings_are_found() {
    let table = "CREATE TABLE c (id int, name varchar(40), email varchar(60));\n";
    let bodies = [
        "CREATE FUNCTION f() RETURNS void AS $body$\nBEGIN\n  INSERT INTO c VALUES (1, 'Tom Ash', 'tom@example.com');\nEND;\n$body$ LANGUAGE plpgsql;\n",
        "DELIMITER //\nCREATE PROCEDURE p()\nBEGIN\nINSERT INTO c VALUES (1, 'Tom Ash', 'tom@example.com');\nEND//\nDELIMITER ;\n",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 'tom@example.com';\n",
        "CREATE TABLE d (email text DEFAULT 'tom@example.com');\n",
        "-- INSERT INTO c VALUES (1, 'Tom Ash', 'tom@example.com');\n",
        "# tom@example.com\n",
        "/* asked by\ntom@example.com */\n",
    ];
    for body in bodies {
        let found = told(format!("{table}{body}"));
        assert_eq!(values(&found, "email"), (1, 1), "{body}: {found}");
        assert_eq!(values(&found, "name"), (0, 0), "{body}");
        assert_eq!(counts(&found).1, 1, "{body}");
    }
    let nothing = told(format!(
        "{table}-- Server version 8.0.33, 2024-01-01 12:00:00\nINSERT INTO c VALUES (1, 'x', '');\n"
    ));
    assert_eq!(nothing["files"][0]["rows"], 1, "a comment without a value is no row");
}

#[test]
fn a_dump_whose_rows_were_not_understood_or_lie_elsewhere_is_not_clean() {
    let union = told(
        "CREATE TABLE c (name text, email text);\nINSERT INTO c SELECT 'Tom Ash', 'tom@example.com' UNION ALL SELECT 'Una Bay', 'una@example.com';\n",
    );
    assert_eq!((counts(&union).0.as_str(), reason(&union)), ("partly_read", "rows_not_understood"));
    assert_eq!(counts(&union).3, None);
    assert_eq!(values(&union, "email").0, 2);
    for statement in ["LOAD DATA LOCAL INFILE '/srv/c.txt' INTO TABLE c;", "BULK INSERT c FROM 'c.txt';"] {
        let found = told(format!("{statement}\n"));
        assert_eq!(
            (counts(&found).0.as_str(), reason(&found)),
            ("partly_read", "rows_elsewhere"),
            "{statement}"
        );
    }
    let procedure = told(
        "CREATE TABLE c (name text);\nDELIMITER //\nCREATE PROCEDURE p() BEGIN INSERT INTO log VALUES (1); END//\nDELIMITER ;\n",
    );
    assert_eq!(reason(&procedure), "none", "code that inserts is no row that is missing");
}

#[test]
fn backslashes_end_nothing_where_the_dump_says_so() {
    let rows = "INSERT INTO c (name, email) VALUES ('Tom Ash\\', 'tom@example.com');\nINSERT INTO c (name, email) VALUES ('Una Bay\\', 'una@example.com');\n";
    for begins in ["SET standard_conforming_strings = on;\n", "PRAGMA foreign_keys=OFF;\n", "USE shop\nGO\n"]
    {
        assert_eq!(counts(&told(format!("{begins}{rows}"))), read(2, 2), "{begins}");
    }
    let escaped = "SET standard_conforming_strings = on;\nINSERT INTO c (name, email) VALUES (E'Tom O\\'Ash', 'tom@example.com');\n";
    assert_eq!(counts(&told(escaped)), read(1, 1));
}

#[test]
fn bytes_of_postgresql_are_the_text_they_stand_for() {
    let hex: String = "tom@example.com".bytes().map(|byte| format!("{byte:02x}")).collect();
    let copy = format!(
        "CREATE TABLE c (name text, email bytea);\nCOPY c (name, email) FROM stdin;\nTom Ash\t\\\\x{hex}\n\\.\n"
    );
    let insert =
        format!("CREATE TABLE c (name text, email bytea);\nINSERT INTO c VALUES ('Tom Ash', '\\x{hex}');\n");
    for text in [copy, insert] {
        let found = told(text);
        assert_eq!((values(&found, "email"), counts(&found)), ((1, 1), read(1, 1)), "{found}");
    }
}

#[test]
fn one_insert_into_several_tables_gives_all_its_rows() {
    let text = "INSERT ALL\n INTO c (name, email) VALUES ('Tom Ash', 'tom@example.com')\n INTO c (name, email) VALUES ('Una Bay', 'una@example.com')\nSELECT * FROM dual;\n";
    assert_eq!(counts(&told(text)), read(2, 2));
    let or = "INSERT OR REPLACE INTO c (name, email) VALUES ('Tom Ash', 'tom@example.com');\n";
    assert_eq!(counts(&told(or)), read(1, 1));
}

#[test]
fn a_list_of_one_column_is_a_table() {
    let lists = [
        ("手機", ["0912345678", "0988101797"], "phone"),
        ("Телефон", ["8 916 123-45-67", "8 916 123-45-68"], "phone"),
        ("Số điện thoại", ["0912100161", "0981101487"], "phone"),
        ("phone", ["2124561001", "4154561002"], "phone"),
        ("SSN", ["123-45-6789", "123-45-6780"], "national_id"),
        ("身分證字號", ["A123456789", "B123456780"], "national_id"),
        ("护照号", ["E12345678", "E12345679"], "passport"),
        ("姓名", ["张伟", "李娜"], "name"),
        ("\"E-mail\"", ["\"tom@example.com\"", "\"una@example.com\""], "email"),
    ];
    for (header, cells, kind) in lists {
        let found = told(format!("{header}\n{}\n{}\n", cells[0], cells[1]));
        assert_eq!(values(&found, kind), (2, 2), "{header}: {found}");
        assert_eq!((found["files"][0]["kind"].as_str(), counts(&found).1), (Some("csv"), 2), "{header}");
        assert_eq!(found["files"][0]["rows"], 2, "{header}: the header is no row");
    }
}

#[test]
fn sentences_under_one_word_stay_text() {
    for text in [
        "Phone\nCall me when you are back.\nOr write.\nI am at home all day.\n",
        "姓名\n请在此处填写您的姓名，谢谢。\n然后点击下一步：提交。\n我们会尽快联系您。\n",
        "Адрес\nнаписан на конверте\nон старый\n",
    ] {
        let found = told(text);
        assert_eq!(found["files"][0]["kind"], "text", "{text}");
        assert_eq!(found["counts"]["records"]["lo"], 0, "{text}");
    }
}

#[test]
fn a_number_with_a_word_before_it_is_no_name_of_a_column() {
    let found =
        told("Клиент Иванов Иван, тел. +7 916 123-45-67\nКлиент Петров Пётр, тел. +7 916 123-45-68\n");
    assert_eq!((values(&found, "phone"), &found["files"][0]["rows"]), ((2, 2), &Value::from(2)), "{found}");
}

const PEOPLE: [(&str, &str, &str); 3] = [
    ("Tom Ash", "tom@example.com", "+1 212 555 0101"),
    ("Una Bay", "una@example.com", "+1 212 555 0102"),
    ("Vic Cole", "vic@example.com", "+1 212 555 0103"),
];

fn object((name, email, phone): (&str, &str, &str)) -> String {
    let email = email.replace('@', "\\u0040");
    format!(
        "{{\"full_name\": \"{name}\", \"contact\": {{\"email\": \"{email}\", \"phone\": \"{phone}\"}}, \"n\": null}}"
    )
}

#[test]
fn json_is_read_by_keys_however_it_is_put_together() {
    let objects: Vec<String> = PEOPLE.iter().map(|person| object(*person)).collect();
    let pretty = objects.join(",\n").replace(", ", ",\n  ").replace('{', "{\n");
    let texts = [
        objects.join("\n"),
        objects.join(",\n"),
        format!("[{}]", objects.join(",")),
        format!("[\n{pretty}\n]\n"),
        format!("{{\"RECORDS\":[\n{}\n]}}", objects.join(",\n")),
        format!("{{\"status\": 0, \"data\": {{\"total\": 3, \"list\": [{pretty}]}}}}"),
        format!("{{\"1\": {}, \"2\": {}, \"3\": {}}}", objects[0], objects[1], objects[2]),
        format!("/* 1 */\n{}", objects.join("\n\n/* 2 */\n")).replacen("/* 1 */\n", "", 1),
        pretty.replace("},\n{", "}\n{"),
        format!("\u{feff}{}\r\n", objects.join("\r\n")),
    ];
    for text in texts {
        let found = told(text.clone());
        assert_eq!(counts(&found), read(3, 3), "{text}\n{found}");
        for kind in ["name", "email", "phone"] {
            assert_eq!(values(&found, kind), (3, 3), "{kind} of {text}\n{found}");
        }
        assert_eq!(found["files"][0]["kind"], "json", "{text}");
    }
}

#[test]
fn json_keys_say_what_values_without_a_check_are() {
    let found = told(
        "{\"ssn\":\"123-45-6789\",\"passport\":\"E12345678\"}\n{\"ssn\":\"123-45-6780\",\"passport\":\"E12345679\"}\n",
    );
    assert_eq!((values(&found, "national_id"), values(&found, "passport")), ((2, 2), (2, 2)), "{found}");
    let names = told(
        "{\"name\":\"Tom Ash\",\"dob\":\"1980-01-01\"}\n{\"name\":\"Una Bay\",\"dob\":\"1981-01-01\"}\n",
    );
    assert_eq!(
        (values(&names, "name"), values(&names, "birth_date"), counts(&names)),
        ((2, 2), (2, 2), read(2, 2))
    );
}

#[test]
fn a_register_of_objects_is_read_by_its_keys() {
    let folder = tempfile::tempdir().unwrap();
    let source = |name: &'static str, text: &'static str| Source::reader(name, text.as_bytes());
    let leaks = [source("leak", "name,ssn\nTom Ash,123-45-6789\nUna Bay,123-45-6780\n")];
    let register = source(
        "register",
        "{\"client\":\"Tom Ash\",\"ssn\":\"123-45-6789\"}\n{\"client\":\"Vic Cole\",\"ssn\":\"123-45-6781\"}\n",
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
    let found = serde_json::to_value(assess(&request, &mut |_| {}).unwrap()).unwrap();
    assert_eq!(
        (&found["register"]["customers"], &found["counts"]["customers"]["lo"]),
        (&Value::from(2), &Value::from(1))
    );
}

#[test]
fn a_second_value_under_one_key_may_be_somebody_else() {
    let found = told(
        "{\"name\":\"Tom Ash\",\"emails\":[\"tom@example.com\",\"boss@example.com\"]}\n{\"name\":\"Una Bay\",\"emails\":[]}\n",
    );
    let (_, _, lo, hi) = counts(&found);
    assert_eq!(values(&found, "email"), (2, 2));
    assert!(lo == 1 && hi == Some(2), "{lo} {hi:?}");
}

#[test]
fn lists_and_keys_that_are_values_are_found() {
    assert_eq!(values(&told("[\"tom@example.com\",\n \"una@example.com\"]"), "email"), (2, 2));
    assert_eq!(
        values(&told("{\"tom@example.com\": {\"n\": 1}, \"una@example.com\": {\"n\": 2}}"), "email"),
        (2, 2)
    );
    let rows =
        told("[[\"name\",\"email\"],[\"Tom Ash\",\"tom@example.com\"],[\"Una Bay\",\"una@example.com\"]]");
    assert_eq!((values(&rows, "email"), counts(&rows)), ((2, 2), read(2, 2)), "{rows}");
}

#[test]
fn a_table_cut_off_inside_a_cell_of_several_lines_is_not_clean_and_its_lines_are_no_people() {
    let rows = "name,email,address\n\"Tom Ash\",\"tom@example.com\",\"1 Elm St\nUlm\"\n\"Una Bay\",\"una@example.com\",\"2 Oak St\n";
    for cut in [rows.to_owned(), format!("{rows}Upper Town\nBonn"), format!("{rows}Upper Town, Bonn\n3 more")]
    {
        let told = told(cut);
        assert_eq!((counts(&told).0.as_str(), reason(&told)), ("partly_read", "unclosed_quote"), "{told}");
        assert_eq!((counts(&told).1, counts(&told).3, values(&told, "name")), (2, None, (2, 2)), "{told}");
    }
}

#[test]
fn one_stray_quote_is_a_character_and_hides_no_row() {
    let told = told(
        "name,email,note\nTom Ash,tom@example.com,\"7 inches\nUna Bay,una@example.com,x\nVic Cox,vic@example.com,y\n",
    );
    assert_eq!((counts(&told), values(&told, "name")), (read(3, 3), (3, 3)), "{told}");
}

#[test]
fn what_stands_in_columns_of_pages_files_and_titles_is_looked_at_like_any_text() {
    for head in ["url", "request_uri", "file name", "文件名", "title", "商品名称", "photo_url", "职务"]
    {
        let rows = format!(
            "time,{head},state\n2024-05-01 10:11:12,/api/u?phone=13812345678&id=11010519491231002X,200\n\
             2024-05-01 10:11:13,/up/wang%40example.com/13912345679.jpg,200\n"
        );
        let told = told(rows);
        assert_eq!((values(&told, "cn_id"), values(&told, "email")), ((1, 1), (1, 1)), "{head} {told}");
        assert!(counts(&told).1 == 2 && counts(&told).2 >= 1, "{head} {told}");
    }
}

#[test]
fn lines_of_a_log_and_of_running_text_are_no_addresses() {
    for text in [
        "2024 was a good year for the whole company.\n",
        "12 eggs and some milk\n10 loaves of white bread\n",
        "2024-05-01T10:11:12.123456Z 0 [Warning] The syntax is deprecated and will be removed in a future release\n\
         2024-05-01T10:11:13.123456Z 0 [Note] The server is ready for connections on the given port\n",
        "2024-05-01 10:11:12,123 INFO  [main] com.x.Application - Started Application in good order\n\
         2024-05-01 10:11:13,456 WARN  [main] com.x.Pool - Connection pool is nearly empty please check\n",
        "10:11:12 街道路口监控区域 3号楼 启动\n10:11:13 3号线路区段 故障\n",
        "2024年公司在市区开了3个分店。\n",
        "id,task,owner,due\n1,Fix 3 bugs in unit tests,core,2024-05-01\n2,Paint 2 boxes on the street,ops,2024-05-02\n",
    ] {
        let told = told(text);
        assert_eq!((counts(&told), values(&told, "address")), (read(0, 0), (0, 0)), "{text}\n{told}");
    }
}

/// The objects of people by keys of a database.
fn keyed(prefix: &str) -> String {
    let object = |(number, person)| format!("\"{prefix}{number}\":{}", object(person));
    format!("{{{}}}", PEOPLE.into_iter().enumerate().map(object).collect::<Vec<_>>().join(","))
}

#[test]
fn objects_that_are_alike_are_rows_at_any_depth_and_their_keys_are_data() {
    let everybody = (PEOPLE.len() as u64, PEOPLE.len() as u64);
    let others = r#"{"-P0":{"text":"first","at":1},"-P1":{"text":"second","at":2}}"#;
    for text in [
        keyed(""),
        format!("{{\"users\":{}}}", keyed("-N")),
        format!("{{\"users\":{},\"posts\":{others}}}", keyed("-N")),
        format!("{{\"code\":0,\"data\":{{\"result\":{},\"total\":3}}}}", keyed("")),
        format!("{{\"settings\":{{\"version\":\"2\"}},\"list\":{{\"byId\":{}}}}}", keyed("k")),
    ] {
        let rows = told(text.as_str());
        assert_eq!(
            (counts(&rows), values(&rows, "name")),
            (read(everybody.0, everybody.1), everybody),
            "{text}\n{rows}"
        );
    }
    // What hangs on each of them does not make them rows of another list.
    let with_tags =
        keyed("u").replace("\"name\"", "\"tags\":[{\"t\":\"a\"},{\"t\":\"b\"},{\"t\":\"c\"}],\"name\"");
    let rows = told(format!("{{\"users\":{with_tags}}}"));
    assert_eq!((counts(&rows), values(&rows, "name")), (read(everybody.0, everybody.1), everybody), "{rows}");
}

#[test]
fn one_object_with_two_parts_that_are_alike_stays_what_it_was() {
    let listed = told(
        r#"[{"id":1,"home":{"city":"Ulm","zip":"1"},"work":{"city":"Bonn","zip":"2"},"email":"tom@example.com"},
        {"id":2,"home":{"city":"Ulm","zip":"1"},"work":{"city":"Bonn","zip":"2"},"email":"una@example.com"}]"#,
    );
    assert_eq!((counts(&listed), values(&listed, "email")), (read(2, 2), (2, 2)), "{listed}");
    let answer = told(
        r#"{"meta":{"first":{"page":1},"last":{"page":9}},"data":{"users":[{"email":"tom@example.com"},{"email":"una@example.com"},{"email":"vic@example.com"}]}}"#,
    );
    assert_eq!((counts(&answer), values(&answer, "email")), (read(3, 3), (3, 3)), "{answer}");
}

#[test]
fn rows_that_are_arrays_inside_an_object_are_rows() {
    let rows = told(
        r#"{"columns":["name","email"],"index":[0,1],"data":[["Tom Ash","tom@example.com"],["Una Bay","una@example.com"]]}"#,
    );
    assert_eq!((counts(&rows), values(&rows, "name")), (read(2, 2), (2, 2)), "{rows}");
}

#[test]
fn what_phpmyadmin_writes_is_its_tables() {
    let rows = told(
        "[\n{\"type\":\"header\",\"version\":\"5.2.1\",\"comment\":\"Export to JSON plugin for PHPMyAdmin\"},\n{\"type\":\"database\",\"name\":\"shop\"},\n\
         {\"type\":\"table\",\"name\":\"users\",\"database\":\"shop\",\"data\":\n[\n{\"id\":\"1\",\"name\":\"Tom Ash\",\"email\":\"tom@example.com\"},\n\
         {\"id\":\"2\",\"name\":\"Una Bay\",\"email\":\"una@example.com\"}\n]\n}\n]\n",
    );
    assert_eq!((counts(&rows), values(&rows, "name")), (read(2, 2), (2, 2)), "{rows}");
}

#[test]
fn json_that_goes_by_columns_says_so_and_its_people_are_not_known() {
    for text in [
        r#"{"name":["Tom Ash","Una Bay"],"email":["tom@example.com","una@example.com"]}"#,
        r#"{"name":{"0":"Tom Ash","1":"Una Bay"},"email":{"0":"tom@example.com","1":"una@example.com"}}"#,
    ] {
        let rows = told(text);
        assert_eq!((counts(&rows).0.as_str(), reason(&rows)), ("partly_read", "json_columns"), "{rows}");
        assert_eq!((values(&rows, "email"), counts(&rows).3), ((2, 2), None), "{rows}");
    }
    let one = told(r#"{"name":"Tom Ash","phones":["1","2"],"email":["tom@example.com","t@example.com"]}"#);
    assert_eq!(counts(&one).0, "read", "one object with lists is one record: {one}");
}

#[test]
fn json_that_is_cut_or_broken_is_not_clean_and_loses_nothing() {
    let objects: Vec<String> = PEOPLE.iter().map(|person| object(*person)).collect();
    let whole = format!("[{}]", objects.join(","));
    let cut = told(&whole[..whole.len() - 12]);
    assert_eq!(
        (counts(&cut).0.as_str(), reason(&cut), values(&cut, "email")),
        ("partly_read", "json_cut", (3, 3))
    );
    let torn =
        format!("{}\n{}\nplain line of bea@example.com\n{}\n", objects[0], &objects[1][..40], objects[2]);
    let torn = told(torn);
    assert_eq!((counts(&torn).0.as_str(), reason(&torn)), ("partly_read", "json_broken"));
    assert_eq!((values(&torn, "email"), counts(&torn).3), ((3, 3), None), "{torn}");
}

#[test]
fn a_table_of_control_characters_is_a_table() {
    let rows = PEOPLE.map(|(name, email, phone)| format!("{name}\u{1}{email}\u{1}{phone}\n")).concat();
    assert_eq!(counts(&told(format!("name\u{1}email\u{1}phone\n{rows}"))), read(3, 3));
}

#[test]
fn what_looks_like_text_and_cannot_be_read_is_said() {
    // “NAME,CITY” and five rows, by the code page mainframes share.
    let ebcdic: Vec<u8> = [0xd5, 0xc1, 0xd4, 0xc5, 0x6b, 0xc3, 0xc9, 0xe3, 0xe8, 0x40, 0x40, 0x15].repeat(6);
    assert_eq!(
        (counts(&told(ebcdic.clone())).0.as_str(), reason(&told(ebcdic))),
        ("not_read", "charset_not_read")
    );
    let mail = told(
        "From: Tom Ash <tom@example.com>\nContent-Type: text/plain\ncontent-transfer-encoding:  BASE64\n\nQm9iIGJvYkBleGFtcGxlLmNvbQ==\n",
    );
    assert_eq!((counts(&mail).0.as_str(), counts(&mail).1), ("read", 1), "a message in Base64 is read");
    let xml = "<people>\n<p><e>tom@example.com</e></p>\n<p><e>una@example.com</e></p>\n</people>\n";
    assert_eq!((counts(&told(xml)).0.as_str(), counts(&told(xml)).1), ("read", 2));
    let chat = "<tom> write to una@example.com\n<una> I did\n";
    assert_eq!((counts(&told(chat)).0.as_str(), counts(&told(chat)).1), ("read", 1), "a chat is no XML");
    for blank in ["\u{feff}", " \r\n\t\n", "\u{feff}\n\u{3000}\n"] {
        let found = told(blank);
        assert_eq!((counts(&found).0.as_str(), reason(&found)), ("empty", "empty"), "{blank:?}");
    }
}

#[test]
fn two_charsets_in_one_file_are_said_and_widen_the_counts() {
    let gb: [&[u8]; 2] = [&[0xc0, 0xee, 0xc4, 0xc8], &[0xcd, 0xf5, 0xb7, 0xbc]];
    let utf8 = ["张伟", "刘洋"].map(|name| format!("{name},13812345678\n")).concat();
    for many in [1, 40] {
        let other: Vec<u8> = gb
            .iter()
            .cycle()
            .take(2 * many)
            .flat_map(|name| [name, &b",13912345678\n"[..]].concat())
            .collect();
        let found = told([b"name,phone\n", utf8.as_bytes(), &other].concat());
        let persons = &found["counts"]["persons"];
        assert_eq!(counts(&found).0, "partly_read", "{found}");
        assert!(persons["hi"].as_u64().is_none_or(|hi| hi > persons["lo"].as_u64().unwrap()), "{found}");
    }
    let wide: Vec<u8> =
        "\u{feff}name,email\nTom Ash,tom@example.com\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(counts(&told(wide.clone())), read(1, 1));
    let kana: Vec<u8> = "\u{feff}なまえ、でんわ\nたなか　はなこ、すずき　いちろう、さとう　ひろし\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(reason(&told(kana)), "none");
    let appended = told([wide.as_slice(), b"Una Bay,una.bay@example.com\n"].concat());
    assert_eq!(counts(&appended).0, "partly_read", "{appended}");
}

#[test]
fn further_values_of_a_list_are_no_name_together() {
    let objects = "{\"a\":\"\",\"contact\":\"p0@example.com\",\"b\":[\"张\",\"张\",\"张\"]}\n{\"a\":\"\",\"contact\":\"p1@example.com\",\"b\":[]}\n";
    let found = told(objects);
    assert_eq!(values(&found, "name"), (0, 0));
    assert_eq!(counts(&found), read(2, 2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// The oracle is the library that writes JSON for everybody.
    #[test]
    fn whatever_stands_in_objects_every_address_is_counted(
        people in prop::collection::vec(("[a-z\"\\\\\n\u{e9}张]{0,6}", any::<bool>(), 0u8..4), 1..8), list in any::<bool>()
    ) {
        let objects: Vec<Value> = people.iter().enumerate().map(|(number, (text, nested, more))| {
            let email = format!("p{number}@example.com");
            let contact = if *nested { serde_json::json!({"more": {"email": email}}) } else { Value::from(email) };
            serde_json::json!({"a": text, "contact": contact, "b": vec![text.clone(); usize::from(*more)], "c": 1.5, "d": true})
        }).collect();
        let lines = objects.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
        let text = if list { serde_json::to_string_pretty(&objects).unwrap() } else { lines };
        let found = told(text);
        prop_assert_eq!(values(&found, "email"), (people.len() as u64, people.len() as u64));
        prop_assert_eq!(counts(&found), read(people.len() as u64, people.len() as u64));
    }
}
