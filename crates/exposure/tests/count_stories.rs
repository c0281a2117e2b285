//! Leaks that were once counted wrong: numbers that a stranger found by looking for them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stop a test as tests do")]

use exposure::{Assessment, Count, Request, Source, assess};

fn assessed(leak: &str, register: Option<&str>) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let source = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Source::path(path)
    };
    let leaks = [source("leak", leak)];
    let register = register.map(|text| source("register", text));
    let request = Request {
        leaks: &leaks,
        register: register.as_ref(),
        list: None,
        temp: folder.path(),
        memory: 1 << 20,
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    assess(&request, &mut |_| {}).unwrap()
}

fn bounds(count: &Count) -> (u64, u64) {
    let Count::Known { lo, hi: Some(hi), .. } = count else { panic!("an open count") };
    (*lo, *hi)
}

/// Mobiles of mainland China, two in five of which are numbers of North America behind a 1.
fn mobiles(count: u64) -> Vec<String> {
    (0..count).map(|number| format!("1{}", 3_012_345_678 + number * 139_876_543 % 6_900_000_000)).collect()
}

#[test]
fn mobiles_of_a_table_without_han_letters_are_those_of_the_register() {
    let valid: Vec<String> =
        ["15862543534", "13800138000", "13912345678", "18612345678", "15012345678", "13713345678"]
            .map(str::to_owned)
            .to_vec();
    for count in 1..=valid.len() {
        let some = &valid[..count];
        let leak: String = some.iter().map(|mobile| format!("{mobile},u{mobile}@qq.com\n")).collect();
        let register: String = some.iter().map(|mobile| format!("C{mobile},王伟,{mobile}\n")).collect();
        let found =
            assessed(&format!("mobile,email\n{leak}"), Some(&format!("客户号,姓名,手机\n{register}")));
        let count = count as u64;
        assert_eq!(bounds(&found.counts.customers), (count, count));
        assert_eq!(bounds(&found.counts.persons), (count, count));
    }
}

#[test]
fn a_mobile_with_its_code_and_without_is_one() {
    for rows in [
        "xingming,mobile\n王伟,15862543534\n,15862543534\n",
        "name,mobile\nWang Wei,13812345678\nWang Wei,+8613812345678\nWang Wei,138 1234 5678\nWang Wei,86-13812345678\n",
    ] {
        let found = assessed(rows, None);
        assert_eq!(
            (bounds(&found.counts.persons), found.identifiers["phone"].distinct),
            ((1, 1), 1),
            "{rows}"
        );
    }
    let twice: String = mobiles(60)
        .iter()
        .enumerate()
        .map(|(id, mobile)| format!("{id},{mobile}\n{id},+86 {mobile}\n"))
        .collect();
    let found = assessed(&format!("id,mobile\n{twice}"), None);
    assert_eq!((found.identifiers["phone"].values, found.identifiers["phone"].distinct), (120, 60));
}

#[test]
fn numbers_of_north_america_stay_there() {
    for rows in [
        "name,phone\nAnn Lee,1-586-254-3534\nBo Ray,1-586-254-3535\n",
        "name,phone\nAnn Lee,15862543534\nBo Ray,12126647665\nCy Fox,13109876543\nDi Poe,17735551234\n",
    ] {
        let found = assessed(&format!("{rows}Ann Lee,(586) 254-3534\n"), None);
        let people = rows.lines().count() as u64 - 1;
        assert_eq!(
            (bounds(&found.counts.persons), found.identifiers["phone"].distinct),
            ((people, people), people)
        );
    }
}

#[test]
fn an_address_with_as_many_commas_as_columns_makes_no_table() {
    for (leak, people) in [
        (
            "\"Иванов Иван\";\"8 (903) 555-12-10\";\"101000, Россия, г. Москва, ул. Мира, д. 1\"\n\"Петров Пётр\";\"8 (916) 555-12-11\";\"101000, Россия, г. Москва, ул. Мира, д. 2\"\n\"Сидоров Олег\";\"8 (916) 555-12-12\";\"101000, Россия, г. Москва, ул. Мира, д. 3\"\n",
            3,
        ),
        (
            "Trần An;0901234567;12 Lê Lợi, Phường 3, Quận 1, TP. Hồ Chí Minh\nLê Minh Hà;0912345678;15 Lê Lợi, Phường 5, Quận 2, TP. Hồ Chí Minh\nTrần Thị Bình;0987654321;99 Lê Lợi, Phường 7, Quận 3, TP. Hồ Chí Minh\n",
            3,
        ),
        (
            "Ann Lee\t(212) 664-7665\t12 Oak St, Apt 4, Boston, MA 02110\nBob Ray\t(212) 736-5000\t14 Oak St, Apt 5, Boston, MA 02110\nCy Poe\t(212) 736-5001\t16 Oak St, Apt 6, Boston, MA 02110\n",
            3,
        ),
        (
            "\"ФИО\"|\"Телефон\"|\"Адрес\"|\"\"\n\"Иванов Иван\"|\"8 (903) 555-12-10\"|\"г. Москва, ул. Мира, д. 1\"|\"\"\n\"Петров Пётр\"|\"8 (916) 555-12-11\"|\"г. Москва, ул. Мира, д. 2\"|\"\"\n",
            2,
        ),
    ] {
        let found = assessed(leak, None);
        assert_eq!(bounds(&found.counts.records), (people, people), "{leak}");
        assert_eq!(bounds(&found.counts.persons), (people, people), "{leak}");
        assert_eq!(found.identifiers["phone"].distinct, people, "{leak}");
    }
}

#[test]
fn a_table_of_two_columns_with_long_addresses_keeps_its_names() {
    let rows: String = (0..250)
        .map(|n| {
            format!(
                "Иванов Иван{};101000, Россия, г. Москва, ул. Мира, д. {n}, кв. 1, этаж 2, код 3\n",
                ["", "а", "ов"][n % 3]
            )
        })
        .collect();
    let found = assessed(&format!("ФИО;Адрес\n{rows}"), None);
    assert_eq!((found.identifiers["name"].values, found.identifiers["address"].values), (250, 250));
}
