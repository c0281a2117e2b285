//! No value is lost or counted twice where a reading ends, a piece of a long cell or a part of a row: values stand
//! across every such edge, in every charset whose letters have different widths.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop a test as tests do")]

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1251};
use exposure::{Request, Source, assess};
use proptest::prelude::*;

/// Where edges may lie: multiples of it in the text and in the bytes of the file. Pieces and readings are multiples
/// of it themselves.
const EDGE: usize = 1 << 14;
/// Above the megabyte of a row that is held at once.
const BYTES: usize = 1_200_000;

/// The `number`th value, always another one, as people write them.
fn value(number: usize) -> String {
    let wide = |text: String| -> String {
        text.chars().map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap()).collect()
    };
    match number % 5 {
        0 => format!("person{number}@example.com"),
        1 => format!("138{number:08}"),
        2 => wide(format!("139{number:08}")),
        3 => format!("+86 137-{:04}-{:04}", number / 10_000, number % 10_000),
        _ => identity(number),
    }
}

/// A number of GB 11643: weights and check characters of its annex.
fn identity(number: usize) -> String {
    const WEIGHTS: [usize; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let body = format!("110105{}0101{:03}", 1950 + number / 1000 % 50, number % 1000);
    let sum: usize =
        body.bytes().zip(WEIGHTS).map(|(digit, weight)| usize::from(digit - b'0') * weight).sum();
    format!("{body}{}", ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][sum % 11])
}

/// A text in which a value stands across, or right beside, every edge, and how many there are.
fn planted(words: &[&str], encoding: &'static Encoding, reach: usize) -> (Vec<u8>, usize) {
    let (mut bytes, mut text, mut values) = (Vec::new(), 0, 0);
    let push = |bytes: &mut Vec<u8>, text: &mut usize, piece: &str| {
        *text += piece.len();
        bytes.extend_from_slice(&encoding.encode(piece).0);
    };
    let mut word = 0;
    while bytes.len() < BYTES {
        let to_edge = (EDGE - text % EDGE).min(EDGE - bytes.len() % EDGE);
        if to_edge <= reach + 12 {
            // As near as the words allow, then the value, then clear of the edge.
            push(&mut bytes, &mut text, &" ".repeat(to_edge.saturating_sub(reach)));
            let value = value(values);
            if encoding.encode(&value).2 {
                push(&mut bytes, &mut text, &format!("x{values}@example.com"));
            } else {
                push(&mut bytes, &mut text, &value);
            }
            push(&mut bytes, &mut text, &" ".repeat(80));
            values += 1;
        } else {
            push(&mut bytes, &mut text, words[word % words.len()]);
            word += 1;
        }
    }
    (bytes, values)
}

/// How many values of all kinds are found, and how many different ones.
fn found(bytes: Vec<u8>) -> (u64, u64) {
    let temp = tempfile::tempdir().unwrap();
    let leaks = [Source::reader("leak", std::io::Cursor::new(bytes))];
    let request = Request {
        leaks: &leaks,
        register: None,
        list: None,
        temp: temp.path(),
        memory: 1 << 22,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    let assessment = assess(&request, &mut |_| {}).unwrap();
    let all = assessment.identifiers.values();
    (all.clone().map(|count| count.values).sum(), all.map(|count| count.distinct).sum())
}

fn charsets() -> impl Strategy<Value = (&'static Encoding, &'static [&'static str])> {
    const LATIN: &[&str] = &["lorem ", "ipsum 12345 ", "dolor ", "2024-05-01 ", "a ", "9 "];
    const HAN: &[&str] = &["今天天气很好", "我们", "的订单编号", " 12345 ", "已经发出", "谢谢 "];
    const TRADITIONAL: &[&str] = &["今天天氣很好", "我們", "的訂單", " 12345 ", "已經發出", "謝謝 "];
    const CYRILLIC: &[&str] = &["сегодня ", "хорошая погода ", "заказ 12345 ", "и ", "спасибо "];
    prop::sample::select(vec![
        (UTF_8, LATIN),
        (UTF_8, HAN),
        (UTF_8, CYRILLIC),
        (GB18030, HAN),
        (BIG5, TRADITIONAL),
        (WINDOWS_1251, CYRILLIC),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10))]
    #[test]
    fn a_value_across_any_edge_is_found_once(
        (encoding, words) in charsets(),
        reach in 0usize..40,
        (head, tail) in prop::sample::select(vec![
            ("", ""), ("id,note\n1,\"", "\"\n"), ("INSERT INTO `t` (`note`) VALUES ('", "');\n")
        ])
    ) {
        let (text, values) = planted(words, encoding, reach);
        let bytes = [head.as_bytes(), &text, tail.as_bytes()].concat();
        prop_assert_eq!(found(bytes), (values as u64, values as u64), "{} values in {}", values, encoding.name());
    }
}
