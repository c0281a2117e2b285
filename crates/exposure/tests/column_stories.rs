//! What columns are taken for, with odd headers, with none, and with headers that mislead.

use exposure::{AddressPart, Kind, NamePart, Role, read_columns};

fn roles(table: Option<&str>, header: Option<&[&str]>, rows: &[&[&str]]) -> Vec<Role> {
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
    read_columns(table, header, &rows, None).iter().map(|meaning| meaning.role).collect()
}

#[test]
fn odd_headers_are_understood() {
    let header =
        ["uid", "full_name", "doc_no", "mobile", "mail", "card_no", "addr", "order_no", "created", "pwd_md5"];
    assert_eq!(
        roles(None, Some(&header), &[]),
        [
            Role::Key,
            Role::Name(NamePart::Full),
            Role::Identifier(Kind::CnId),
            Role::Identifier(Kind::Phone),
            Role::Identifier(Kind::Email),
            Role::Identifier(Kind::Card),
            Role::Address(AddressPart::Line),
            Role::NotPersonal,
            Role::NotPersonal,
            Role::NotPersonal,
        ]
    );
    let header = ["客户姓名", "身份证号码", "手机", "电子邮箱", "银行卡号", "住址"];
    assert_eq!(
        roles(None, Some(&header), &[]),
        [
            Role::Name(NamePart::Full),
            Role::Identifier(Kind::CnId),
            Role::Identifier(Kind::Phone),
            Role::Identifier(Kind::Email),
            Role::Identifier(Kind::Card),
            Role::Address(AddressPart::Line),
        ]
    );
}

#[test]
fn a_column_called_name_is_a_person_only_beside_something_personal() {
    let rows: &[&[&str]] = &[&["1", "AC/DC"], &["2", "Accept"]];
    assert_eq!(roles(Some("Artist"), Some(&["ArtistId", "Name"]), rows)[1], Role::Unknown);
    assert_eq!(roles(Some("export"), Some(&["id", "name"]), rows)[1], Role::Unknown);
    assert_eq!(roles(Some("export"), Some(&["id", "name", "mobile"]), rows)[1], Role::Name(NamePart::Full));
    assert_eq!(roles(Some("customers"), Some(&["id", "name"]), rows)[1], Role::Name(NamePart::Full));
    assert_eq!(roles(Some("Playlist"), Some(&["PlaylistId", "Name", "email"]), rows)[1], Role::Unknown);
}

#[test]
fn content_overrules_a_header_that_misleads() {
    let rows: &[&[&str]] = &[
        &["a@example.com", "11010519491231002X"],
        &["b@example.com", "440524188001010014"],
        &["c@example.com", "11010519491231002X"],
    ];
    let expected = [Role::Identifier(Kind::Email), Role::Identifier(Kind::CnId)];
    assert_eq!(roles(None, Some(&["user_id", "code"]), rows), expected);
    assert_eq!(roles(None, Some(&["phone", "order_no"]), rows), expected);
    assert_eq!(roles(None, None, rows), expected);
}

#[test]
fn without_a_header_the_addresses_tell_which_columns_are_names() {
    let rows: &[&[&str]] = &[
        &["1", "MARY", "SMITH", "BOOKS", "MARY.SMITH@example.org"],
        &["2", "PATRICIA", "JOHNSON", "TOOLS", "PATRICIA.JOHNSON@example.org"],
        &["3", "LINDA", "WILLIAMS", "BOOKS", "LINDA.WILLIAMS@example.org"],
        &["4", "BARBARA", "JONES", "BOOKS", "BARBARA.JONES@example.org"],
        &["5", "ELIZABETH", "BROWN", "TOOLS", "ELIZABETH.BROWN@example.org"],
    ];
    assert_eq!(
        roles(None, None, rows),
        [
            Role::Unknown,
            Role::Name(NamePart::Given),
            Role::Name(NamePart::Family),
            Role::Unknown,
            Role::Identifier(Kind::Email),
        ]
    );
}

#[test]
fn billing_and_shipping_addresses_are_two_groups() {
    let header = ["BillingAddress", "BillingCity", "ShippingAddress", "ShippingCity"];
    let meanings = read_columns(None, Some(&header), &[], None);
    let groups: Vec<u8> = meanings.iter().map(|meaning| meaning.group).collect();
    assert_eq!(groups[0], groups[1]);
    assert_eq!(groups[2], groups[3]);
    assert_ne!(groups[0], groups[2]);
}

#[test]
fn birth_and_hire_dates_are_told_apart() {
    let header = ["BirthDate", "HireDate", "出生日期", "入职日期"];
    let expected = [Role::BirthDate, Role::NotPersonal, Role::BirthDate, Role::NotPersonal];
    assert_eq!(roles(None, Some(&header), &[]), expected);
}

#[test]
fn ragged_rows_and_no_rows_are_no_trouble() {
    assert_eq!(roles(None, None, &[]), []);
    assert_eq!(roles(None, Some(&["phone"]), &[&[], &["1", "2", "3"]]).len(), 3);
}
