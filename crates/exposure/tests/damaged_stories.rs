//! Numbers that a spreadsheet rounded are said, not guessed.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use exposure::{Request, Source, assess};

fn json(text: &'static str) -> serde_json::Value {
    of_bytes(text.as_bytes().to_vec())
}

fn of_bytes(bytes: Vec<u8>) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let leaks = [Source::reader("leak.csv", std::io::Cursor::new(bytes))];
    let now = jiff::Timestamp::constant(1_795_305_600, 0);
    let request =
        Request { leaks: &leaks, register: None, list: None, temp: folder.path(), memory: 1 << 20, now };
    serde_json::to_value(assess(&request, &mut |_| {}).unwrap()).unwrap()
}

#[test]
fn a_rounded_number_is_reported_and_widens_the_upper_bound() {
    let found = json("手机,姓名\n13812345678,张三\n1.38123E+10,李四\n13912345678,王五\n");
    assert_eq!(found["files"][0]["damaged_values"]["values"], 1);
    assert_eq!(found["files"][0]["damaged_values"]["reason"]["code"], "digits_lost");
    assert_eq!(found["identifiers"]["phone"]["values"], 2);
    let persons = &found["counts"]["persons"];
    assert_eq!(
        persons["hi"].as_u64().unwrap(),
        persons["lo"].as_u64().unwrap() + 1,
        "李四 may be a person: {persons}"
    );
}

#[test]
fn whole_numbers_are_not_called_damaged_and_unchecked_ones_are_of_low_confidence() {
    let found = json("手机,姓名\n13812345678,张三\n20012345678,李四\n13912345678,王五\n");
    assert!(found["files"][0]["damaged_values"].is_null());
    let phone = &found["identifiers"]["phone"];
    assert_eq!((phone["values"].as_u64(), phone["low_confidence"].as_u64()), (Some(3), Some(1)), "{phone}");
    assert_eq!(found["counts"]["persons"]["lo"], found["counts"]["persons"]["hi"]);
}

#[test]
fn noise_in_utf_16_is_said_with_its_place() {
    let rows = |from: usize| -> String {
        (from..from + 40).map(|row| format!("{row};+7 916 123 {row:02} {row:02};张伟\n")).collect()
    };
    let units = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
    let noise = [0, 0x1234, 0xe000, 7, 0xd801, 0xffff, 0x0e];
    let all = [units("\u{feff}id;phone;name\n"), units(&rows(10)), noise.to_vec(), units(&rows(50))].concat();
    for bytes in [
        all.iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<u8>>(),
        all.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ] {
        let found = of_bytes(bytes);
        assert_eq!(found["files"][0]["status"], "partly_read");
        assert_eq!(found["files"][0]["bytes_not_read"], 12);
        assert!(
            found["counts"]["persons"]["hi"].is_null()
                || found["counts"]["persons"]["hi"].as_u64() > Some(80)
        );
    }
    let clean =
        [units("\u{feff}id;phone;name\n"), units(&rows(10)), units("1;+7 916 123 00 00;\u{e000}\n")].concat();
    let found = of_bytes(clean.iter().flat_map(|unit| unit.to_le_bytes()).collect());
    assert_eq!(found["files"][0]["status"], "read");
}
