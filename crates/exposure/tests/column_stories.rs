//! What columns are taken for, with odd headers, with none, and with headers that mislead.

use exposure::{AddressPart, Kind, NamePart, Region, Role, read_columns};

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

#[test]
fn short_header_words_of_names_and_phones_are_understood() {
    let (given, family) = (Role::Name(NamePart::Given), Role::Name(NamePart::Family));
    let phone = Role::Identifier(Kind::Phone);
    for (header, role) in [
        ("First", given),
        ("FIRST", given),
        ("Given", given),
        ("Middle", given),
        ("Patronymic", given),
        ("Имя", given),
        ("Отчество", given),
        ("Tên đệm", given),
        ("Last", family),
        ("Surname", family),
        ("Family", family),
        ("Фамилия", family),
        ("Họ", family),
        ("Contact #", phone),
        ("Contact No", phone),
        ("Contact No.", phone),
        ("Phone #", phone),
        ("Phone#", phone),
        ("Tel.", phone),
        ("Cell", phone),
        ("Cell #", phone),
        ("Mob", phone),
        ("Mob.", phone),
        ("联系电话", phone),
        ("联系人电话", phone),
        ("手机号码", phone),
        ("联系人", Role::Name(NamePart::Full)),
        ("First seen", Role::Unknown),
        ("Last login", Role::NotPersonal),
        ("Last active", Role::NotPersonal),
        ("Order #", Role::NotPersonal),
        ("Invoice #", Role::NotPersonal),
        ("#", Role::Key),
        ("Card #", Role::Identifier(Kind::Card)),
    ] {
        assert_eq!(roles(None, Some(&[header]), &[]), [role], "{header}");
    }
}

#[test]
fn a_family_name_and_a_name_beside_it_are_two_parts_of_one() {
    let (given, family) = (Role::Name(NamePart::Given), Role::Name(NamePart::Family));
    assert_eq!(roles(None, Some(&["Họ", "Tên đệm", "Tên"]), &[]), [family, given, given]);
    assert_eq!(roles(None, Some(&["Name", "Surname"]), &[]), [given, family]);
    assert_eq!(roles(None, Some(&["Name", "Email"]), &[])[0], Role::Name(NamePart::Full));
}

#[test]
fn a_column_called_contact_is_what_it_holds() {
    let numbers: &[&[&str]] =
        &[&["Ann Lee", "212-200-1000"], &["Bob Ray", "(212) 200-1001"], &["Cy Poe", "212-200-1002"]];
    let header = ["Full name", "Contact"];
    assert_eq!(roles(None, Some(&header), numbers)[1], Role::Identifier(Kind::Phone));
    let names: &[&[&str]] = &[&["Acme", "Ann Lee"], &["Apex", "Bob Ray"], &["Arch", "Cy Poe"]];
    assert_eq!(roles(None, Some(&["Email", "Contact"]), names)[1], Role::Name(NamePart::Full));
}

#[test]
fn mobiles_of_the_mainland_are_read_as_such_in_tables_without_a_han_letter() {
    // Each of them is a valid North American number too, its first digit taken for the country code.
    let both = ["15862543534", "13104567890", "13238765432", "15035551234", "17025551234"];
    for count in [1, 2, both.len()] {
        let rows: Vec<[&str; 2]> = both[..count].iter().map(|mobile| ["7", *mobile]).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
        let columns = read_columns(None, Some(&["user_id", "mobile"]), &rows, None);
        assert_eq!(columns[1].region, Region::from_code("CN"), "{count}");
    }
    let american = ["12125551234", "12025551234", "12065551234", "13104567890"];
    let rows: Vec<Vec<&str>> = american.iter().map(|phone| vec!["7", *phone]).collect();
    let columns = read_columns(None, Some(&["user_id", "phone"]), &rows, None);
    assert_eq!(columns[1].region, Region::from_code("US"));
}

#[test]
fn names_are_found_under_the_words_clerks_use_for_them() {
    for word in ["cust_name", "FIO", "Наименование клиента", "Tên đầy đủ", "Member"]
    {
        let found = roles(None, Some(&[word, "email"]), &[&["Иванов Иван Иванович", "a@example.com"]]);
        assert_eq!(found[0], Role::Name(NamePart::Full), "{word}");
    }
}

#[test]
fn a_name_with_an_at_sign_is_an_address_of_mail() {
    let rows: &[&[&str]] = &[&["a@example.com", "张伟"]];
    let email = Role::Identifier(Kind::Email);
    assert_eq!(roles(None, Some(&["contact", "a"]), rows), [email, Role::Name(NamePart::Full)]);
    assert_eq!(roles(None, Some(&["客户", "姓名"]), rows), [email, Role::Name(NamePart::Full)]);
}

#[test]
fn words_of_forms_and_programs_for_names_and_telephones_are_understood() {
    let (full, phone) = (Role::Name(NamePart::Full), Role::Identifier(Kind::Phone));
    let people: &[&[&str]] = &[&["Mary Smith", "(415) 229-1821"], &["John Brown", "(212) 664-3310"]];
    for header in [
        "Attendee Name",
        "Your Name",
        "Donor Name",
        "Traveller Name",
        "Signer Name",
        "Lead Name",
        "Name (First Last)",
        "Name (Full)",
        "Name (required)",
        "Name on Card",
        "Card Holder",
        "Account Holder",
        "Cardholder",
        "Owner",
        "Attendee",
        "Participant",
        "Names",
        "Last, First",
        "NAME_FULL",
        "Контрагент",
        "Физическое лицо",
        "Наименование контрагента",
        "Держатель",
        "Tên KH",
        "Chủ hộ",
        "Tên liên hệ",
        "Người đại diện",
        "link_man",
    ] {
        assert_eq!(roles(None, Some(&[header, "Phone"]), people), [full, phone], "{header}");
    }
    for header in [
        "WhatsApp Number",
        "Caller ID",
        "caller_number",
        "from_number",
        "Alternate Number",
        "mbl_no",
        "Номер абонента",
        "Hotline",
    ] {
        assert_eq!(roles(None, Some(&["name", header]), people), [full, phone], "{header}");
    }
    for header in ["出生时间", "b_date", "Г.р.", "Рожден", "Sinh ngày"] {
        assert_eq!(roles(None, Some(&[header]), &[]), [Role::BirthDate], "{header}");
    }
    for header in ["身份证地址", "addr_detail"] {
        assert_eq!(roles(None, Some(&[header]), &[]), [Role::Address(AddressPart::Line)], "{header}");
    }
    assert_eq!(
        roles(None, Some(&["FIRST_NM", "LAST_NM"]), &[]),
        [Role::Name(NamePart::Given), Role::Name(NamePart::Family)]
    );
    // The same few names again and again are of things.
    let plans: &[&[&str]] = &[
        &["Gold Plan", "(415) 229-1821"],
        &["Gold Plan", "(212) 664-3310"],
        &["Gold Plan", "(212) 664-3311"],
    ];
    assert_eq!(roles(None, Some(&["Plan Name", "Phone"]), plans)[0], Role::Unknown);
    assert_ne!(roles(None, Some(&["Product Line Name", "Phone"]), people)[0], full);
}

#[test]
fn grades_and_groups_of_people_are_no_names() {
    let people: [&[&str]; 4] = [
        &["1", "王伟", "黄金会员", "13812345678"],
        &["2", "李芳", "白金会员", "13912345679"],
        &["3", "张敏", "黄金会员", "13712345670"],
        &["4", "刘洋", "金牌", "13612345671"],
    ];
    for grade in ["会员等级", "用户级别", "客户来源", "客户标签", "客户经理等级"] {
        let found = roles(None, Some(&["客户编号", "会员姓名", grade, "手机"]), &people);
        assert_eq!(found[1], Role::Name(NamePart::Full));
        assert!(!matches!(found[2], Role::Name(_)), "{grade}: {:?}", found[2]);
    }
}

#[test]
fn a_path_that_says_whose_name_it_is_holds_names_whatever_the_file_is_of() {
    let rows: [&[&str]; 2] =
        [&["1", "Anna Keller", "+12125550147", "a"], &["2", "Boris Stone", "+12125550148", ""]];
    let header = ["order", "buyer.name", "buyer.phone", "items.sku"];
    assert_eq!(roles(Some("items"), Some(&header), &rows)[1], Role::Name(NamePart::Full));
    let listed: [&[&str]; 2] =
        [&["1", "702 655 2486", "Young, Darryl"], &["2", "818 246 7925", "Roberts, Brian"]];
    let header = ["id", "mobile", "profile.name"];
    assert_eq!(roles(None, Some(&header), &listed)[2], Role::Name(NamePart::Full));
}

#[test]
fn what_only_wraps_an_object_says_nothing_of_its_keys() {
    let rows: [&[&str]; 2] = [&["Иванова Анна", "+79161234567"], &["Петров Пётр", "+79161234567"]];
    for name in ["data.Клиент", "data.Абонент", "data.Сотрудник", "result.data.name", "data.Khách hàng"]
    {
        assert_eq!(roles(None, Some(&[name, "data.phone"]), &rows)[0], Role::Name(NamePart::Full), "{name}");
    }
    let parted: [&[&str]; 3] =
        [&["赵 佳杰", "13812345678"], &["程浩刚 ", "13912345679"], &["王伟", "13712345670"]];
    assert_eq!(roles(None, Some(&["用户名称", "手机"]), &parted)[0], Role::Name(NamePart::Full));
}
