//! Several tables in one file, titles above tables, and lines that are no rows of them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::Assessment;
use small::{assessed, bounds};

fn values(found: &Assessment, kind: &str) -> u64 {
    found.identifiers[kind].values
}

fn kinds(found: &Assessment, kinds: &[&str]) -> Vec<u64> {
    kinds.iter().map(|kind| values(found, kind)).collect()
}

const CUSTOMERS: &str = "id,name,email\n1,Anna Keller,anna@example.org\n2,Boris Stone,boris@example.org\n";
const ORDERS: &str =
    "order,phone,name,total,city\n7,+12125550147,Dora Keller,5,Boston\n8,+12125550149,Clara Hill,6,Boston\n";
const STAFF: &str = "name,phone\nDan Ray,+12125550150\nEve Moss,+12125550151\n";

#[test]
fn tables_of_different_widths_in_one_file_are_each_read_by_their_columns() {
    let bare = [CUSTOMERS, ORDERS, STAFF].join("\n");
    let titled = format!("Customers\n{CUSTOMERS}\nOrders\n{ORDERS}\nStaff\n{STAFF}");
    let apart = format!("Customers\n\n{CUSTOMERS}\nOrders\n\n{ORDERS}\nStaff\n\n{STAFF}");
    for text in [&bare, &titled, &apart, &bare.replace('\n', "\r\n"), &titled.replace(',', ";")] {
        let found = assessed(text, None);
        assert_eq!(kinds(&found, &["name", "email", "phone"]), [6, 2, 4], "{text}");
        assert_eq!(bounds(&found.counts.persons), (6, 6), "{text}");
        assert_eq!(found.files[0].kind, "csv");
    }
}

#[test]
fn a_family_on_one_telephone_in_the_second_table_is_a_family() {
    let text = "STT,Email,Tên khách hàng,Số điện thoại\n1000,k@qq.com,Nguyễn Thanh Tuấn,0386926420\n1001,j@mail.ru,Võ Xuân Nam,0386926420\n\nGiới tính,Họ tên,Di động,Ngày sinh,Email\nNam,Trần Xuân Hương,0974922637,14/06/1960,a@gmail.com\nNữ,Trần Thị Quân,0974922637,17/01/2000,b@pchome.com.tw\n";
    let found = assessed(text, None);
    assert_eq!(kinds(&found, &["name", "email", "phone", "birth_date"]), [4, 4, 4, 2]);
    assert_eq!(bounds(&found.counts.persons), (4, 4));
}

#[test]
fn a_spreadsheet_pads_its_tables_and_its_empty_lines() {
    let text = "Customers,,,,\nid,name,email,,\n1,Anna Keller,anna@example.org,,\n2,Boris Stone,boris@example.org,,\n,,,,\nOrders,,,,\norder,phone,name,total,city\n7,+12125550147,Dora Keller,5,Boston\n8,+12125550149,Clara Hill,6,Boston\n";
    let found = assessed(text, None);
    assert_eq!(kinds(&found, &["name", "email", "phone"]), [4, 2, 2]);
    assert_eq!(bounds(&found.counts.persons), (4, 4));
}

#[test]
fn a_table_far_behind_another_is_read_under_its_title() {
    let rows: String = (0..4000).map(|row| format!("{row},Anna Keller,anna{row}@example.org\n")).collect();
    let found = assessed(&format!("id,name,email\n{rows}\nStaff\n{STAFF}"), None);
    assert_eq!(kinds(&found, &["name", "email", "phone"]), [4002, 4000, 2]);
    assert_eq!(bounds(&found.counts.persons), (4002, 4002));
}

#[test]
fn one_cell_behind_an_empty_line_that_titles_nothing_is_a_row() {
    let text = "name,email\nAnna Keller,anna@example.org\n\nBoris Stone\nClara Hill,clara@example.org\n\nDora Moss\n";
    let found = assessed(text, None);
    assert_eq!(kinds(&found, &["name", "email"]), [4, 2]);
}

#[test]
fn paragraphs_with_commas_are_no_tables() {
    let text = "Dear all,\nwe write, as agreed, today.\nIt is late.\n\nName, phone, address\nare missing.\nSend them, please.\n";
    assert_eq!(assessed(text, None).files[0].kind, "text");
}

#[test]
fn the_sign_a_spreadsheet_is_told_and_a_headline_are_no_rows() {
    let rows = "\"王伟\"|\"13812345678\"|\"a@example.com\"\n\"李芳\"|\"13912345679\"|\"b@example.com\"\n\"张敏\"|\"13712345670\"|\"c@example.com\"\n";
    for above in ["sep=|\n", "sep=|\r\n\"客户联系表\"\n", "\"客户联系表\"\n"] {
        let found = assessed(&format!("{above}{rows}"), None);
        assert_eq!(kinds(&found, &["name", "phone", "email"]), [3, 3, 3], "{above}");
        assert_eq!(bounds(&found.counts.records), (3, 3), "{above}");
    }
    let names = "sep=;\nname;phone\nAnna Keller;+12125550147\n";
    assert_eq!(kinds(&assessed(names, None), &["name", "phone"]), [1, 1]);
}

#[test]
fn rows_of_two_people_without_names_of_columns_are_of_two() {
    let rows = "1000\tПопова Алевтина\t8 (910) 315-64-35\tРябова Лора\t8 (925) 856-88-39\n1001\tМухина Дарья\t8 (977) 548-41-68\tПопова Алевтина\t8 (910) 315-64-35\n1002\tГуляев Родион\t8 (926) 903-59-71\tМухина Дарья\t8 (977) 548-41-68\n";
    let found = assessed(rows, None);
    assert_eq!(values(&found, "name"), 6);
    assert_eq!(bounds(&found.counts.persons), (3, 4));
    let more = "+12125550147,Anna Keller,anna@example.org,+12125550148,Boris Stone,boris@example.org\n+12125550149,Clara Hill,clara@example.org,+12125550150,Dan Ray,dan@example.org\n";
    let found = assessed(more, None);
    assert_eq!(values(&found, "name"), 4);
    assert_eq!(bounds(&found.counts.persons), (2, 4));
    // A second telephone, or the name in other letters, is no second person.
    let own = "张伟,Zhang Wei,13812345678,13912345679\n李娜,Li Na,13712345670,13612345671\n";
    assert_eq!(bounds(&assessed(own, None).counts.persons), (2, 2));
}

#[test]
fn a_box_drawn_by_a_client_is_a_table() {
    let text = "MariaDB [x]> select * from u;\n+----+-------------+--------------+\n| id | name        | phone        |\n+----+-------------+--------------+\n|  1 | Anna Keller | +12125550147 |\n|  2 | Boris Stone | +12125550148 |\n+----+-------------+--------------+\n2 rows in set (0.00 sec)\n";
    let found = assessed(text, None);
    assert_eq!(kinds(&found, &["name", "phone"]), [2, 2]);
    assert_eq!(bounds(&found.counts.persons), (2, 2));
}

#[test]
fn single_quotes_around_cells_are_no_part_of_them() {
    let named = "'id','name','email','address'\n'1','Anna Keller','anna@example.org','12 Oak St, Boston, MA'\n'2','Boris O''Neil','boris@example.org','14 Oak St, Boston, MA'\n";
    let found = assessed(named, None);
    assert_eq!(kinds(&found, &["name", "email", "address"]), [2, 2, 2]);
    let bare = "1,'Keller, Anna','anna@example.org','+12125550147'\n2,'Stone, Boris','boris@example.org','+12125550148'\n3,'Hill, Clara','clara@example.org','+12125550149'\n";
    let found = assessed(bare, None);
    assert_eq!(kinds(&found, &["email", "phone"]), [3, 3]);
    assert_eq!(bounds(&found.counts.persons), (3, 3));
    // What a spreadsheet puts before text closes nothing.
    let text = "name,phone\nAnn Lee,'13812345678\nBob Ray,'13912345679\n";
    assert_eq!(kinds(&assessed(text, None), &["name", "phone"]), [2, 2]);
}

#[test]
fn a_backslash_before_the_end_of_a_line_makes_it_a_part_of_the_cell() {
    let rows = "1\tAnna Keller\t12 Oak St\\\nBoston 02101\tanna@example.org\n2\tBoris Stone\t14 Oak St\\\nBoston 02101\tboris@example.org\n3\tClara Hill\t\\N\tclara@example.org\n";
    let found = assessed(rows, None);
    assert_eq!(kinds(&found, &["name", "email"]), [3, 3]);
    assert_eq!((found.files[0].rows, bounds(&found.counts.persons)), (3, (3, 3)));
    let paths = "name\tphone\tfolder\nAnn Lee\t+12125550147\tC:\\\nBob Ray\t+12125550148\tD:\\\n";
    assert_eq!((assessed(paths, None).files[0].rows, kinds(&assessed(paths, None), &["name"])), (2, vec![2]));
}

#[test]
fn columns_as_wide_as_the_rules_below_their_names_are_columns() {
    let text = "id          name                 email                phone\n----------- -------------------- -------------------- ---------------\n          1 Anna Keller          anna@example.org     +12125550147\n          2 Boris Stone          boris@example.org    +12125550147\n          3 张伟                   NULL                 +12125550149\n\n(3 rows affected)\n";
    for text in
        [text.to_owned(), text.replace('\n', "\r\n"), format!("1> select * from users\n2> go\n{text}")]
    {
        let found = assessed(&text, None);
        assert_eq!(kinds(&found, &["name", "email", "phone"]), [3, 2, 3], "{text}");
        assert_eq!(bounds(&found.counts.persons), (3, 3), "{text}");
    }
    // A cell that reaches into the next column is cut nowhere.
    let wide = text.replace("anna@example.org     ", "anna.with.a.long.name@example.org ");
    assert_eq!(kinds(&assessed(&wide, None), &["name", "email", "phone"]), [2, 2, 3]);
}

#[test]
fn a_second_row_of_names_is_no_record() {
    let people = "王伟,13812345678,11010519491231002X\n李芳,13912345679,\n";
    for heads in [
        "客户信息,联系方式,\n姓名,手机号,身份证号\n",
        "name,mobile,id_no\n姓名,手机号,身份证号\n",
        "姓名,手机号,身份证号\nname,mobile,id_no\n",
        "name,mobile,id_no\nvarchar(50),varchar(20),char(18)\n",
    ] {
        let found = assessed(&format!("{heads}{people}"), None);
        assert_eq!(kinds(&found, &["name", "phone", "cn_id"]), [2, 2, 1], "{heads}");
        assert_eq!(bounds(&found.counts.persons), (2, 2), "{heads}");
        assert_eq!(bounds(&found.counts.records), (2, 2), "{heads}");
    }
}

#[test]
fn totals_pages_and_footers_are_no_records() {
    let people = "name,phone,amount\n王伟,13812345678,100.00\n李芳,13912345679,200.50\n";
    for row in [
        "合计,,12345.00",
        "总计,2,1234567.89",
        "本页合计,,300.50",
        "Итого по странице:,,300.50",
        "第1页 共2页,,",
        "以上数据由业务部提供,,",
    ] {
        let found = assessed(&format!("{people}{row}\n"), None);
        assert_eq!(kinds(&found, &["name", "phone"]), [2, 2], "{row}");
        assert_eq!(bounds(&found.counts.records), (2, 2), "{row}");
    }
}
