//! What must hold of any leak: order and division of its rows change no count.
#![expect(clippy::unwrap_used, reason = "helpers of tests stop a test as tests do")]

use exposure::{Assessment, Count, Request, Source, assess};
use proptest::prelude::*;

fn assessed(files: &[String]) -> Assessment {
    let leaks: Vec<Source> = files
        .iter()
        .enumerate()
        .map(|(number, text)| {
            Source::reader(format!("leak{number}"), std::io::Cursor::new(text.clone().into_bytes()))
        })
        .collect();
    let temp = tempfile::tempdir().unwrap();
    let request = Request {
        leaks: &leaks,
        register: None,
        list: None,
        temp: temp.path(),
        memory: 1 << 18,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    assess(&request, &mut |_| {}).unwrap()
}

/// Every number of an assessment that rows decide.
fn numbers(found: &Assessment) -> serde_json::Value {
    let mut json = serde_json::to_value(found).unwrap();
    for leave_out in ["files", "unattributed"] {
        json.as_object_mut().unwrap().remove(leave_out);
    }
    json
}

/// Few names, phones and addresses, so that rows meet, conflict and chain.
fn row() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["", "王伟", "李芳", "张敏", "刘洋", "陈静", "杨丽"]);
    let phone = prop::sample::select(vec!["", "13800138000", "13900139000", "13700137000"]);
    let email =
        prop::sample::select(vec!["", "a@example.com", "b@example.com", "c@example.com", "d@example.com"]);
    let born = prop::sample::select(vec!["", "", "1980-02-03", "1991-12-24"]);
    // The second and third have one date of birth in them.
    let number =
        prop::sample::select(vec!["", "", "11010519491231002X", "110101198002031235", "110101198002031243"]);
    let address = prop::sample::select(vec!["", "", "北京市东城区人民路1号", "上海市浦东新区世纪路2号"]);
    (name, phone, email, born, number, address).prop_map(|(name, phone, email, born, number, address)| {
        format!("{name},{phone},{email},{born},{number},{address}")
    })
}

fn file(rows: &[String]) -> String {
    format!("姓名,手机,电子邮箱,出生日期,身份证号,地址\n{}\n", rows.join("\n"))
}

fn bounds(count: &Count) -> (u64, u64) {
    match count {
        Count::Known { lo, hi, .. } => (*lo, hi.unwrap()),
        Count::Unknown { .. } => (0, 0),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_rows_changes_no_count(
        (rows, shuffled) in prop::collection::vec(row(), 1..40).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        prop_assert_eq!(numbers(&assessed(&[file(&rows)])), numbers(&assessed(&[file(&shuffled)])));
    }

    #[test]
    fn a_leak_in_two_files_counts_as_in_one(rows in prop::collection::vec(row(), 2..40), cut in 1usize..39) {
        let cut = cut.min(rows.len() - 1);
        let parts = [file(&rows[cut..]), file(&rows[..cut])];
        prop_assert_eq!(numbers(&assessed(&[file(&rows)])), numbers(&assessed(&parts)));
    }

    #[test]
    fn rows_that_stand_there_twice_raise_no_lower_bound(rows in prop::collection::vec(row(), 1..40)) {
        let (once, twice) = (assessed(&[file(&rows)]), assessed(&[file(&rows), file(&rows)]));
        let (lo, hi) = bounds(&once.counts.persons);
        let (lo_of_both, hi_of_both) = bounds(&twice.counts.persons);
        prop_assert_eq!(lo, lo_of_both);
        prop_assert!(hi <= hi_of_both);
        for (class, count) in &once.counts.by_class {
            let both = twice.counts.by_class[class];
            prop_assert!(count.persons_lo <= lo && count.persons_hi <= hi);
            prop_assert_eq!(count.persons_lo, both.persons_lo, "{}", class);
        }
    }

    #[test]
    fn persons_are_no_more_than_records_and_no_fewer_than_names(rows in prop::collection::vec(row(), 1..40)) {
        let found = assessed(&[file(&rows)]);
        let (records, _) = bounds(&found.counts.records);
        let (lo, hi) = bounds(&found.counts.persons);
        prop_assert!(lo <= hi && hi <= records);
        let mut names: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.split_once(','))
            .filter(|(name, rest)| !name.is_empty() && *rest != ",,,,")
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        names.dedup();
        prop_assert!(lo >= names.len() as u64, "each name with another value is at least one person");
    }
}
