//! Texts with one value to a line: a card, a block, a row is one person and not one to a line.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

use exposure::{Assessment, Count, Request, Source, assess};
use proptest::prelude::*;

fn assessed(text: &str) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let leaks = [Source::reader("leak", std::io::Cursor::new(text.as_bytes().to_vec()))];
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request =
        Request { leaks: &leaks, register: None, list: None, temp: folder.path(), memory: 1 << 20, now };
    assess(&request, &mut |_| {}).unwrap()
}

/// Records, persons at least and at most, and the kind of file.
fn told(text: &str) -> (u64, u64, u64, &'static str) {
    let found = assessed(text);
    let (Count::Known { lo: records, .. }, Count::Known { lo, hi: Some(hi), .. }) =
        (found.counts.records, found.counts.persons)
    else {
        panic!("open counts of {text}")
    };
    (records, lo, hi, found.files[0].kind)
}

#[test]
fn a_card_of_an_address_book_is_one_person() {
    let card = |name: &str, n: u32| {
        format!(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nTEL;TYPE=CELL:+1 212 456 100{n}\r\nitem1.EMAIL:p{n}@example.com\r\nEND:VCARD\r\n"
        )
    };
    assert_eq!(told(&format!("{}{}", card("Ann Lee", 1), card("Bob Ray", 2))), (2, 2, 2, "vcard"));
}

#[test]
fn cards_of_telephones_with_names_in_quoted_printable_are_read() {
    let text = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;\nTEL;CELL:13812345678\nTEL;HOME:010-62345678\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\n@example.com\nEND:VCARD\n";
    assert_eq!(told(text), (1, 1, 2, "vcard"), "whose address the note holds is not said");
    let found = assessed(text);
    assert_eq!((found.identifiers["name"].values, found.identifiers["phone"].values), (1, 2));
    assert_eq!(found.identifiers["email"].values, 1, "a soft line break cuts no address");
}

#[test]
fn an_entry_of_a_directory_is_one_person_though_its_name_is_coded() {
    let text = "dn: cn=Ann Lee,dc=example\ncn: Ann Lee\nmail: ann@example.com\ntelephoneNumber: +1 212 456 1001\n\n\
                dn:: Y249Qm9iLGRjPWV4YW1wbGU=\ncn:: 5byg5Lyf\nmail: bob@exam\n ple.com\ntelephoneNumber: +1 212 456 1002\n";
    assert_eq!(told(text), (2, 2, 2, "key_value"));
    let found = assessed(text);
    assert_eq!((found.identifiers["name"].distinct, found.identifiers["email"].distinct), (2, 2));
}

#[test]
fn lists_and_blocks_of_keys_are_read_in_every_language() {
    for text in [
        "- name: Ann Lee\n  email: ann@example.com\n  phone: \"+1 212 456 1001\"\n- name: Bob Ray\n  email: bob@example.com\n  phone: \"+1 212 456 1002\"\n",
        "Name: Ann Lee\nE-mail: ann@example.com\nPhone: +1 212 456 1001\nName: Bob Ray\nE-mail: bob@example.com\n",
        "姓名：张伟\n手机：13812345678\n身份证：11010519491231002X\n\n姓名：李娜\n手机：13912345678\n",
        "姓名: 張偉\n電話: 0912345678\n----\n姓名: 李娜\n電話: 0922345678\n",
        "ФИО: Иванов Иван\nТелефон: +7 916 123-45-67\n\nФИО: Петров Пётр\nТелефон: +7 916 123-45-68\n",
        "Họ tên: Nguyễn An\nĐiện thoại: 0912 345 678\n\nHọ tên: Trần Bé\nĐiện thoại: 0987 654 321\n",
    ] {
        let (records, lo, hi, kind) = told(text);
        assert_eq!((records, lo, hi, kind), (2, 2, 2, "key_value"), "{text}");
    }
}

#[test]
fn rows_a_client_printed_one_value_to_a_line_are_rows() {
    let stars = "*".repeat(27);
    let mysql: String = (1..=3)
        .map(|n| format!("{stars} {n}. row {stars}\n   id: {n}\n name: Ann Lee\nemail: p{n}@example.com\nphone: +1 212 456 100{n}\n"))
        .collect();
    assert_eq!(told(&mysql), (3, 3, 3, "client_output"));
    let psql = "-[ RECORD 1 ]--------\nid    | 1\nname  | Ann Lee\nemail | a@example.com\n-[ RECORD 2 ]--------\nid    | 2\nname  | Bob Ray\nemail | b@example.com\n";
    assert_eq!(told(psql), (2, 2, 2, "client_output"));
}

#[test]
fn prose_headers_and_chat_stay_text() {
    for text in [
        "Dear all: please write\nto ann@example.com: thanks.\nName: none\n",
        "Ann: hello there\nBob: write to bob@example.com\nAnn: ok\n",
        "host: db1\nport: 5432\nuser: app\n",
    ] {
        assert_eq!(told(text).3, "text", "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn cards_are_counted_however_long_their_notes_are_and_wherever_pieces_end(
        notes in prop::collection::vec("[a-z :;=]{0,40}", 1..20), wide in any::<bool>()
    ) {
        let filler = "x ".repeat(if wide { 40_000 } else { 0 });
        let cards: String = notes.iter().enumerate().map(|(n, note)| {
            format!("BEGIN:VCARD\nFN:Ann Lee\nEMAIL:p{n}@example.com\nNOTE:{note}{filler}\nEND:VCARD\n")
        }).collect();
        let count = notes.len() as u64;
        prop_assert_eq!(told(&cards), (count, count, count, "vcard"));
    }
}

#[test]
fn a_part_of_a_file_of_settings_is_one_person() {
    let ini = "[user1]\nname=Anna Keller\nemail=anna@example.org\n\nphone=+12125550147\n[user2]\nname=Boris Stone\nemail=boris@example.org\nphone=+12125550148\n";
    let registry = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\X\\1]\r\n\"Name\"=\"Anna Keller\"\r\n\"Email\"=\"anna@example.org\"\r\n\r\n[HKEY_CURRENT_USER\\Software\\X\\2]\r\n\"Name\"=\"Boris Stone\"\r\n\"Email\"=\"boris@example.org\"\r\n";
    for text in [ini, registry] {
        assert_eq!(told(text), (2, 2, 2, "key_value"), "{text}");
        let found = assessed(text);
        assert_eq!((found.identifiers["name"].values, found.identifiers["email"].values), (2, 2));
    }
}

/// A payment: who pays and who gets it, each with the number of the tax.
fn payment([from, from_number]: [&str; 2], [to, to_number]: [&str; 2]) -> String {
    format!(
        "СекцияДокумент=Платежное поручение\r\nНомер=1\r\nПлательщик=ИНН {from_number} {from}\r\nПлательщикИНН={from_number}\r\nПлательщикБИК=044525225\r\nПолучатель={to}\r\nПолучательИНН={to_number}\r\nНазначениеПлатежа=Оплата по договору, c@example.org\r\nКонецДокумента\r\n"
    )
}

#[test]
fn each_payment_for_a_bank_is_of_who_pays_and_names_who_gets_it() {
    let (ivan, petr) = (["Иванов Иван Иванович", "500100732259"], ["Петров Петр Петрович", "504308599677"]);
    let (anna, firm) = (["ИП Сидорова Анна Павловна", "366314023506"], ["ООО Ромашка", "7707083893"]);
    let text = format!(
        "1CClientBankExchange\r\nВерсияФормата=1.02\r\nРасчСчет=40702810900000000001\r\nСекцияРасчСчет\r\nКонецРасчСчет\r\n{}{}{}{}КонецФайла\r\n",
        payment(ivan, firm),
        payment(petr, ivan),
        payment(anna, petr),
        payment(firm, anna)
    );
    let found = assessed(&text);
    assert_eq!(found.files[0].kind, "1c_bank_exchange");
    assert_eq!((found.identifiers["tax_number"].distinct, found.identifiers["name"].distinct), (3, 3));
    let Count::Known { lo, hi: Some(hi), .. } = found.counts.persons else { panic!("an open count") };
    assert_eq!((lo, hi), (3, 4), "whose the address in the text is nobody says");
    assert_eq!(found.files[0].rows, 4);
}
