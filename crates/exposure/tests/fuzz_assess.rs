//! Foreign bytes never break, hang or exhaust the assessment, and its sums always hold.

use exposure::{Request, Source, assess, rows};

#[test]
fn any_bytes_are_assessed() {
    let temp = tempfile::tempdir().unwrap();
    bolero::check!().for_each(|bytes: &[u8]| {
        let leaks = [Source::reader("bytes", std::io::Cursor::new(bytes.to_vec()))];
        let request = Request {
            leaks: &leaks,
            register: None,
            list: None,
            temp: temp.path(),
            memory: 1 << 20,
            now: jiff::Timestamp::constant(1_795_305_600, 0),
        };
        // A broken sum is an error, and would fail here.
        let found = assess(&request, &mut |_| {}).unwrap();
        assert_eq!(found.files[0].bytes, bytes.len() as u64);
    });
}

#[test]
fn any_bytes_after_the_head_of_a_dump_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let mut text = b"CREATE TABLE t (a int);\nINSERT INTO t VALUES (".to_vec();
        text.extend_from_slice(bytes);
        let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
        assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
    });
}

#[test]
fn any_bytes_after_the_head_of_a_table_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        let mut text = b"name,phone,\"e-mail\"\nLi,13800138000,a@example.com\n".to_vec();
        text.extend_from_slice(bytes);
        let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
        assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
    });
}

#[test]
fn any_bytes_after_the_head_of_objects_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        for head in [
            &b"{\"email\":\"a@example.com\"}\n{\"email\":"[..],
            b"[{\"a\":1},\n{\"a\":[",
            b"{\"RECORDS\":[{\"a\":1},{",
        ] {
            let text = [head, bytes].concat();
            let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
            assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
        }
    });
}

#[test]
fn any_bytes_after_the_head_of_a_page_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        for head in [
            &b"<html><table><tr><td>"[..],
            b"<table><tr><td rowspan=9><a href='",
            b"<html><!--",
            b"<html><script>",
        ] {
            let text = [head, bytes].concat();
            let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
            assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
        }
    });
}

#[test]
fn any_bytes_in_any_charset_are_decoded() {
    bolero::check!().for_each(|bytes: &[u8]| {
        for mark in [
            &b"\xff\xfe"[..],
            b"\xfe\xff",
            b"\xef\xbb\xbf",
            b"\xd6\xd0\xb9\xfa\n",
            b"\xcf\xf0\xe8\xe2\xe5\xf2\n",
        ] {
            let mut text = mark.to_vec();
            text.extend_from_slice(bytes);
            let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
            assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
        }
    });
}

#[test]
fn any_bytes_after_the_head_of_elements_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        for head in [
            &b"<?xml version=\"1.0\"?><a><b><c>1</c></b><b d='2'>"[..],
            b"<rows><row><field name=\"email\">a@example.com</field></row><row><![CDATA[",
            b"<Workbook><Row><Cell><Data>name</Data></Cell></Row><Row><Cell Index='9'>",
        ] {
            let text = [head, bytes].concat();
            let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
            assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
        }
    });
}

#[test]
fn any_bytes_after_the_head_of_a_list_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        for head in [
            &b"a@example.com:secret\nb@example.com:Pass1\n"[..],
            b"1----Ann Lee----a@example.com\n2----Bob Ray----b@example.com\n3--",
            b"name,email\nAnn,a@example.com\n\nOrders\nphone,name,city\n1,Bob,Rome\n",
        ] {
            let text = [head, bytes].concat();
            let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
            assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
        }
    });
}

#[test]
fn any_bytes_after_the_head_of_a_message_are_read() {
    bolero::check!().for_each(|bytes: &[u8]| {
        for head in [
            &b"From: a@example.com\nTo: b@example.com\nSubject: x\n"[..],
            b"From a Mon Feb  3 10:00:00 2025\nFrom: a@example.com\nTo: b\nContent-Transfer-Encoding: base64\n\nQQ",
            b"From: a@example.com\nTo: b\nDate: c\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: quoted-printable\n\n=",
        ] {
            let text = [head, bytes].concat();
            let report = rows(&Source::reader("bytes", std::io::Cursor::new(text)), &mut |_, _| {}).unwrap();
            assert_eq!(report.bytes, report.bytes_read + report.bytes_not_read);
        }
    });
}
