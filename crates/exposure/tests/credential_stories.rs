//! Lists of log-ins and passwords, the commonest of leaks: what they expose is said, and no password with it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

mod small;

use exposure::Status;
use small::{assessed, bounds};

/// Kind, records, persons, credentials, addresses of mail and telephones.
type Told = (&'static str, (u64, u64), (u64, u64), u64, u64, u64);

fn told(text: &str) -> Told {
    let found = assessed(text, None);
    assert_eq!(found.files[0].status, Status::Read, "{text}");
    let of = |kind: &str| found.identifiers[kind].values;
    let credentials = found.counts.by_class["credential"].values;
    let counts = (bounds(&found.counts.records), bounds(&found.counts.persons));
    (found.files[0].kind, counts.0, counts.1, credentials, of("email"), of("phone"))
}

const LIST: &str = "anna@example.org:hunter2\nboris@example.org:s3cret:x\nclara@example.org:138123\ndan@example.org:Сезам!1\n";

#[test]
fn an_address_and_a_password_a_line_are_a_credential_each() {
    let expected = ("credential_list", (4, 4), (4, 4), 4, 4, 0);
    for sign in [":", "----", "=>", "--"] {
        assert_eq!(
            told(&LIST.replacen(':', sign, 1).replace("org:", &format!("org{sign}"))),
            expected,
            "{sign}"
        );
    }
    assert_eq!(told(&format!("email:password\n{LIST}")), expected);
    assert_eq!(told(&LIST.replace('\n', "\r\n")), expected);
    for sign in [";", "|", "\t", ","] {
        let text = "anna@example.org:hunter2\nboris@example.org:s3cret!\nclara@example.org:Pass-word9\n";
        let told = told(&text.replace(':', sign));
        assert_eq!(told, ("credential_list", (3, 3), (3, 3), 3, 3, 0), "{sign}");
    }
}

#[test]
fn telephones_and_pages_stand_before_passwords_too() {
    let phones = "+12125550147:hunter2\n+12125550148:s3cret\n+12125550149:pass1\n";
    assert_eq!(told(phones), ("credential_list", (3, 3), (3, 3), 3, 0, 3));
    let mixed = "13812345678:hunter2\nanna@example.org:s3cret\n13912345679:pass1\nboris@example.org:abc\n";
    assert_eq!(told(mixed), ("credential_list", (4, 4), (4, 4), 4, 2, 2));
    let sites = "https://shop.example/login:anna@example.org:hunter2\nhttps://shop.example:8443/login:boris@example.org:s3cret:x\nandroid://k@com.example/:clara:138123\n";
    assert_eq!(told(sites), ("credential_list", (3, 3), (2, 3), 3, 2, 0));
}

#[test]
fn a_hash_under_the_name_of_an_account_belongs_to_nobody_who_is_known() {
    let md5 = "anna:5f4dcc3b5aa765d61d8327deb882cf99\nboris:e10adc3949ba59abbe56e057f20f883e\nclara:25d55ad283aa400af464c76d713c07ad\n";
    assert_eq!(told(md5), ("credential_list", (3, 3), (0, 3), 3, 0, 0));
    let shadow = "root:$6$saltsalt$abcdefghijklmnopqrstuvwxyz:19000:0:99999:7:::\nanna:$6$saltsalt$abcdefghijklmnopqrstuvwxyz0:19000:0:99999:7:::\n";
    assert_eq!(told(shadow), ("credential_list", (2, 2), (0, 2), 2, 0, 0));
    let salted = "anna@example.org:5f4dcc3b5aa765d61d8327deb882cf99:x7\nboris@example.org:e10adc3949ba59abbe56e057f20f883e:y9\n";
    assert_eq!(told(salted), ("credential_list", (2, 2), (2, 2), 2, 2, 0));
}

#[test]
fn what_is_no_password_is_none() {
    for text in [
        "anna@example.org;Boston\nboris@example.org;Salem\nclara@example.org;Troy\n",
        "anna@example.org,A10001\nboris@example.org,A10002\nclara@example.org,B10003\n",
        "anna@example.org:+12125550147\nboris@example.org:+12125550148\nclara@example.org:+12125550149\n",
        "host:example.org\nport:8080\nuser:anna\n",
        "12:30 anna@example.org\n12:31 boris@example.org\n",
        "anna@example.org: when do we meet?\nboris@example.org: at noon, I think\n",
    ] {
        let found = told(text);
        assert_eq!(found.3, 0, "{text}");
        assert_ne!(found.0, "credential_list", "{text}");
    }
}

#[test]
fn a_line_of_another_kind_in_a_list_is_read_as_text() {
    let rows: String = (0..40).map(|row| format!("zz{row}@example.org:pw{row}x\n")).collect();
    let text = format!("{rows}call me on +12125550147\n{}\n", "x ".repeat(1 << 20));
    assert_eq!(told(&text), ("credential_list", (41, 41), (41, 41), 40, 40, 1));
}
