//! Tables that systems export as pages of the web, whatever the name of the file says.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::{Request, Source, assess, rows};
use proptest::prelude::*;
use small::{assessed, bounds};

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    rows(&Source::reader("leak.xls", std::io::Cursor::new(bytes.to_vec())), &mut |_, row| {
        all.push(row.iter().map(|cell| cell.unwrap_or_default().to_owned()).collect());
    })
    .unwrap();
    all
}

const BANK: &str = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head><meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\n\
    <style>td {mso-number-format:\"\\@\";}</style></head><body><table border=1>\n<tr><th>客户姓名</th><th>身份证号</th><th>手机号</th></tr>\n\
    <tr><td>王伟</td><td style='vnd.ms-excel.numberformat:@'>11010519491231002X</td><td x:num=\"13812345678\">13812345678</td></tr>\n\
    <tr><TD>李&nbsp;娜</TD><td>440524198001010013</td><td>139<b>1234</b>5678</td></tr>\n</table></body></html>\n";

#[test]
fn a_table_of_a_page_is_read_as_its_rows() {
    let found = assessed(BANK, None);
    let file = &found.files[0];
    assert_eq!((file.kind, file.reason.is_none()), ("html", true), "{file:?}");
    assert_eq!((bounds(&found.counts.records), bounds(&found.counts.persons)), ((2, 2), (2, 2)));
    for (kind, values) in [("cn_id", 2), ("phone", 2), ("name", 2)] {
        assert_eq!(found.identifiers[kind].values, values, "{kind}");
    }
    // In the charset it says it is in, too.
    let (bytes, _, _) = encoding_rs::GB18030.encode(BANK);
    assert_eq!(cells(&bytes), cells(BANK.as_bytes()));
}

#[test]
fn cells_that_span_others_keep_the_columns_apart() {
    let page = "<table><tr><td>name<td>email<td>phone<tr><td rowspan=2>Ann Lee<td colspan=2>ann@example.com<tr><td>a2@example.com\
        <td>(212) 664-7665</table>";
    let read = cells(page.as_bytes());
    assert_eq!(read[1], ["Ann Lee", "ann@example.com", ""]);
    assert_eq!(read[2], ["Ann Lee", "a2@example.com", "(212) 664-7665"]);
}

#[test]
fn what_stands_around_a_table_and_behind_its_words_is_looked_at() {
    let page = "<!DOCTYPE html><html><!-- from bob@example.com --><body><p>Ask <a href=\"mailto:eve@example.com?subject=x\">Eve</a></p>\
        <script>var owner = 'zoe@example.com'; if (a < b) {}</script>\
        <table><tr><th>name</th><th>mail</th></tr><tr><td>Ann Lee</td><td><a href=\"mailto:ann@example.com\">ann@example.com</a></td></tr>\
        <tr><td>Bob Ray</td><td><a href='mailto:ray@example.com'>write</a></td></tr></table></body></html>";
    let found = assessed(page, None);
    let emails = &found.identifiers["email"];
    assert_eq!((emails.values, emails.distinct), (5, 5), "{:?}", cells(page.as_bytes()));
}

#[test]
fn a_page_that_was_cut_off_is_read_in_part() {
    let cut = &BANK[..BANK.rfind("5678</td>").unwrap()];
    let found = assessed(cut, None);
    assert_eq!(found.files[0].reason.as_ref().unwrap().code, "truncated");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_page_is_read_and_its_sums_hold(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<td rowspan=3>", "<td colspan='2'>", "<th", ">", "<", "\"", "'", "=",
            "<!--", "-->", "<script>", "</script>", "<style>", "</style", "ann@example.com", "13812345678", "张伟", "&nbsp;", "&#", ";", "\n",
            "<br/>", "<a href=\"mailto:bob@example.com\">", "!", "--", "&#x5F20;",
        ]), 0..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let text = format!("<table>{}", pieces.concat());
        let leaks = [Source::reader("leak", std::io::Cursor::new(text.clone().into_bytes()))];
        let request = Request {
            leaks: &leaks, register: None, list: None, temp: folder.path(), memory: 1 << 20, now: jiff::Timestamp::UNIX_EPOCH,
        };
        let found = assess(&request, &mut |_| {}).unwrap();
        prop_assert_eq!(found.files[0].kind, "html");
    }
}
