//! Dumps whose rows were once counted wrong: values inside expressions, and statements as tools of five databases write them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::{Assessment, Status};
use small::{assessed, bounds};

const NAMES: [&str; 4] = ["王伟", "李芳", "张敏", "刘洋"];
const MOBILES: [&str; 4] = ["13812345678", "13912345679", "13712345670", "13612345671"];

/// A statement for each of four people, their mobiles and dates of birth written as `mobile` and `born` say.
fn people(mobile: impl Fn(&str) -> String, born: &str) -> String {
    let row = |(name, number): (&&str, &&str)| {
        format!("INSERT INTO C (ID,NAME,MOBILE,BIRTHDAY) VALUES (1,'{name}',{},{born});\n", mobile(number))
    };
    NAMES.iter().zip(&MOBILES).map(row).collect()
}

fn values(found: &Assessment, kind: &str) -> (u64, u64) {
    (found.identifiers[kind].values, found.identifiers[kind].distinct)
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_string_inside_an_expression_is_the_value_of_its_cell() {
    type Written = fn(&str) -> String;
    let ways: [Written; 17] = [
        |number| format!("'{number}' COLLATE latin1_bin"),
        |number| format!("CAST('{number}' AS CHAR)"),
        |number| format!("CAST(N'{number}' AS nvarchar(20))"),
        |number| format!("CONVERT(nvarchar(20), '{number}')"),
        |number| format!("CONVERT('{number}', CHAR(20))"),
        |number| format!("'{number}'::character varying(20)"),
        |number| format!("_utf8mb4 0x{}", hex(number)),
        |number| format!("_utf8mb4 X'{}'", hex(number)),
        |number| format!("UNHEX('{}')", hex(number)),
        |number| format!("unhex(\"{}\")", hex(number)),
        |number| format!("CAST(0x{} AS CHAR)", hex(number)),
        |number| format!("CAST({number} AS varchar(20))"),
        |number| format!("TO_CHAR({number})"),
        |number| format!("'{}' || '{}'", &number[..3], &number[3..]),
        |number| format!("CONCAT('{}', '{}')", &number[..3], &number[3..]),
        |number| format!("NULLIF('{number}', '')"),
        |number| format!("replace('{number}\\nback in May','\\n',char(10))"),
    ];
    for way in ways {
        let found = assessed(&people(way, "NULL"), None);
        assert_eq!(values(&found, "phone"), (4, 4), "{}", way("1"));
        assert_eq!(bounds(&found.counts.persons), (4, 4), "{}", way("1"));
    }
}

#[test]
fn names_inside_an_expression_are_the_names() {
    for way in
        ["CAST(N'{}' AS nvarchar(50))", "'{}'::text", "N'{}' COLLATE Chinese_PRC_CI_AS", "to_nchar('{}')"]
    {
        let rows: String = NAMES
            .iter()
            .map(|name| {
                let name = way.replace("{}", name);
                format!("INSERT INTO C (NAME,MOBILE) VALUES ({name},'13812345678'),('王伟','13912345679');\n")
            })
            .collect();
        let found = assessed(&rows, None);
        assert_eq!(values(&found, "name"), (8, 4), "{way}");
    }
}

#[test]
fn dates_of_birth_inside_an_expression_tell_two_people_apart() {
    for (one, other) in [
        ("'1959-12-31'", "'2000-02-29'"),
        ("to_date('1959-12-31','YYYY-MM-DD')", "to_date('2000-02-29','YYYY-MM-DD')"),
        ("to_date('31-12-1959 00:00:00', 'dd-mm-yyyy hh24:mi:ss')", "to_date('29-02-2000', 'dd-mm-yyyy')"),
        ("to_date('31-DEC-59','DD-MON-RR')", "to_date('29-FEB-00','DD-MON-RR')"),
        (
            "to_timestamp('31-DEC-59 12.00.00.000000000 AM','DD-MON-RR HH.MI.SSXFF AM')",
            "to_timestamp('29-FEB-00 12.00.00.000000000 AM','DD-MON-RR HH.MI.SSXFF AM')",
        ),
        ("CAST(N'1959-12-31' AS Date)", "CAST(N'2000-02-29' AS Date)"),
        ("CAST(N'1959-12-31T00:00:00.000' AS DateTime)", "CAST(N'2000-02-29T00:00:00.000' AS DateTime)"),
        ("DATE '1959-12-31'", "DATE '2000-02-29'"),
        ("TIMESTAMP '1959-12-31 00:00:00'", "TIMESTAMP '2000-02-29 00:00:00'"),
        ("'1959-12-31'::date", "'2000-02-29'::date"),
        ("STR_TO_DATE('31/12/1959','%d/%m/%Y')", "STR_TO_DATE('29/02/2000','%d/%m/%Y')"),
        ("CAST(0x0000559900000000 AS DateTime)", "CAST(0x00008EE700000000 AS DateTime)"),
        ("CAST(0x55990000 AS SmallDateTime)", "CAST(0x8EE70000 AS SmallDateTime)"),
        ("CAST(0xF4EA0A00 AS Date)", "CAST(0x42240B00 AS Date)"),
        ("CAST(0x070000000000F4EA0A AS DateTime2)", "CAST(0x07000000000042240B AS DateTime2)"),
    ] {
        let row = |born: &str| {
            format!("insert into C (NAME,PHONE,BIRTHDAY) values ('王伟','13812345678',{born});\n")
        };
        // Written plainly once more, each is the same day.
        let plain = row("'1959-12-31'") + &row("'2000-02-29'");
        let found = assessed(&format!("{}{}{plain}", row(one), row(other)), None);
        assert_eq!(values(&found, "birth_date"), (4, 2), "{one}");
        assert_eq!(bounds(&found.counts.persons), (2, 2), "{one}");
    }
}

#[test]
fn an_expression_of_several_values_keeps_them_all() {
    let row = "INSERT INTO C (ID, DATA) VALUES (1, JSON_OBJECT('tom@example.com', 'una@example.com', 13812345678)), (2, f('13912345679', 'vic@example.com'));\n";
    let found = assessed(row, None);
    assert_eq!(values(&found, "email"), (3, 3));
    assert_eq!(values(&found, "phone"), (2, 2));
}

#[test]
fn rows_that_override_the_identity_of_postgresql_are_rows() {
    let table = "CREATE TABLE public.c (id integer NOT NULL, name text, mobile text);\n";
    for word in ["SYSTEM", "USER"] {
        for columns in ["", " (id, name, mobile)"] {
            let head = format!("INSERT INTO public.c{columns} OVERRIDING {word} VALUE VALUES ");
            let rows: Vec<String> =
                NAMES.iter().map(|name| format!("(1, '{name}', '13812345678')")).collect();
            let one_by_one: String = rows.iter().map(|row| format!("{head}{row};\n")).collect();
            for rows in [format!("{head}\n\t{};\n", rows.join(",\n\t")), one_by_one] {
                let found = assessed(&format!("{table}{rows}"), None);
                assert_eq!(bounds(&found.counts.records), (4, 4), "{rows}");
                assert_eq!(values(&found, "name"), (4, 4), "{rows}");
                assert_eq!(found.files[0].status, Status::Read, "{rows}");
            }
        }
    }
}

#[test]
fn an_insert_whose_rows_are_not_seen_is_said() {
    let text = "INSERT INTO c (name, mobile) VALUES FOR EACH OF ('王伟', '13812345678'), ('李芳', '13912345679');\nINSERT INTO c (name, mobile) VALUES ('张敏', '13712345670');\n";
    let found = assessed(text, None);
    assert_eq!(found.files[0].reason.as_ref().map(|reason| reason.code), Some("rows_not_understood"));
}

#[test]
fn strings_of_oracle_with_an_apostrophe_in_them_end_where_they_end() {
    for remark in [
        "q'[it's]'",
        "nq'{O'Brien}'",
        "Q'!it's!'",
        "Nq'<it's>'",
        "q'(it's not)'",
        "q'|';|'",
        "q'#1'#'",
        "q'[王伟]'",
    ] {
        let rows: String = NAMES
            .iter()
            .zip(MOBILES)
            .map(|(name, mobile)| {
                format!("insert into C (ID,NAME,MOBILE,REMARK) values (0,'{name}','{mobile}',{remark});\n")
            })
            .collect();
        let found = assessed(&rows, None);
        assert_eq!(bounds(&found.counts.records), (4, 4), "{remark}");
        assert_eq!(bounds(&found.counts.persons), (4, 4), "{remark}");
        assert_eq!(values(&found, "name"), (4, 4), "{remark}");
    }
}

#[test]
fn a_dump_cut_in_the_head_of_its_last_insert_is_cut() {
    let rows = "INSERT [dbo].[Customers] ([Name], [Mobile]) VALUES (N'王伟', N'13812345678')\nGO\n";
    for head in [
        "INSERT",
        "INSERT [dbo].[Cus",
        "INSERT INTO [dbo].",
        "INSERT [dbo].[Customers] ([Na",
        "REPLACE INTO `cus",
    ] {
        let found = assessed(&format!("{rows}{rows}{head}"), None);
        assert_eq!(found.files[0].reason.as_ref().map(|reason| reason.code), Some("truncated"), "{head}");
        assert_eq!(values(&found, "name"), (2, 1), "{head}");
    }
    assert_eq!(assessed(&format!("{rows}{rows}"), None).files[0].status, Status::Read);
}
