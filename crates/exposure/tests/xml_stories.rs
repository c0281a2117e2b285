//! Elements: what comes again is a row, what stands in it a column; nothing that a file defines is followed.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::{Assessment, Status};
use small::{assessed, bounds};

fn kinds(found: &Assessment, kinds: &[&str]) -> Vec<u64> {
    kinds.iter().map(|kind| found.identifiers[*kind].values).collect()
}

#[test]
fn records_of_programs_are_rows_in_whatever_elements_they_stand() {
    for text in [
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<customers>\n<customer id=\"1\"><name>Anna Keller</name><email>anna@example.org</email></customer>\n<customer id=\"2\"><name>Boris Stone</name><email>boris@example.org</email></customer>\n</customers>\n",
        "<export><made>2026</made><people><person name=\"Anna Keller\" email=\"anna@example.org\"/><person name=\"Boris Stone\" email=\"boris@example.org\"/></people></export>",
        "<resultset><row><field name=\"full_name\">Anna Keller</field><field name=\"email\">anna@example.org</field></row><row><field name=\"full_name\">Boris Stone</field><field name=\"email\">boris@example.org</field></row></resultset>",
        "<Workbook xmlns:ss='urn:x'><Worksheet><Table><Row><Cell><Data ss:Type=\"String\">name</Data></Cell><Cell><Data>email</Data></Cell></Row><Row><Cell><Data>Anna Keller</Data></Cell><Cell ss:Index='2'><Data>anna@example.org</Data></Cell></Row><Row><Cell><Data>Boris Stone</Data></Cell><Cell><Data>boris@example.org</Data></Cell></Row></Table></Worksheet></Workbook>",
        "<row><name>Anna Keller</name><email>anna@example.org</email></row>\n<row><name>Boris Stone</name><email>boris@example.org</email></row>\n",
    ] {
        let found = assessed(text, None);
        assert_eq!(kinds(&found, &["name", "email"]), [2, 2], "{text}");
        assert_eq!(bounds(&found.counts.persons), (2, 2), "{text}");
        assert_eq!((found.files[0].kind, found.files[0].status), ("xml", Status::Read));
    }
}

#[test]
fn a_family_on_one_telephone_is_a_family_and_a_second_value_may_be_anothers() {
    let family = "<c><p><name>Anna Keller</name><phone>+12125550147</phone></p><p><name>Boris Stone</name><phone>+12125550147</phone></p></c>";
    assert_eq!(bounds(&assessed(family, None).counts.persons), (2, 2));
    let two = "<c><p><name>Anna Keller</name><phones><phone>+12125550147</phone><phone>+12125550148</phone></phones></p><p><name>Boris Stone</name><phones><phone>+12125550149</phone></phones></p></c>";
    let found = assessed(two, None);
    assert_eq!((kinds(&found, &["phone"]), bounds(&found.counts.persons)), (vec![3], (2, 3)));
}

#[test]
fn entities_are_the_five_and_what_a_file_defines_is_not_followed() {
    let text = "<c><p><name>Ann &amp; &#x41;bby Lee</name><email>a&#64;example.org</email></p><p><note><![CDATA[<b@example.org>]]></note></p></c>";
    let found = assessed(text, None);
    assert_eq!((kinds(&found, &["email"]), found.files[0].status), (vec![2], Status::Read));
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE c [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><c><p><name>&b;</name><email>a@example.org</email></p></c>";
    let found = assessed(bomb, None);
    assert_eq!(found.files[0].status, Status::PartlyRead);
    assert_eq!(found.files[0].reason.as_ref().unwrap().code, "xml_broken");
    assert_eq!(kinds(&found, &["email"]), [1]);
}

#[test]
fn a_file_that_is_cut_says_from_where() {
    let whole = "<c><p><email>a@example.org</email></p><p><email>b@example.org</email></p></c>";
    for end in whole.find("b@").unwrap()..whole.len() - 1 {
        let found = assessed(&whole[..end], None);
        assert_eq!(found.files[0].status, Status::PartlyRead, "{end}");
        assert_eq!(found.files[0].reason.as_ref().unwrap().code, "truncated", "{end}");
    }
}

#[test]
fn many_rows_and_long_ones_are_read_in_pieces() {
    let row = |row: usize| format!("<p><name>Anna Keller</name><email>a{row}@example.org</email></p>\n");
    let rows: String = (0..4000).map(row).collect();
    let found = assessed(&format!("<c>\n{rows}</c>\n"), None);
    assert_eq!(kinds(&found, &["name", "email"]), [4000, 4000]);
    assert_eq!(bounds(&found.counts.persons), (4000, 4000));
    let long = format!("<c>{rows}<p><note>{}</note></p></c>", "x ".repeat(2 << 20));
    assert_eq!(assessed(&long, None).files[0].bytes_not_read, 0);
    let deep = format!("{}a@example.org{}", "<a>".repeat(1000), "</a>".repeat(1000));
    assert_eq!(kinds(&assessed(&deep, None), &["email"]), [1]);
}
