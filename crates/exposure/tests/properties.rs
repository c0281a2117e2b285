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
        now: jiff::Timestamp::UNIX_EPOCH,
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
    let born = prop::sample::select(vec!["", "1980-02-03", "1991-12-24"]);
    (name, phone, email, born).prop_map(|(name, phone, email, born)| format!("{name},{phone},{email},{born}"))
}

fn file(rows: &[String]) -> String {
    format!("姓名,手机,电子邮箱,出生日期\n{}\n", rows.join("\n"))
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
    fn persons_are_no_more_than_records_and_no_fewer_than_names(rows in prop::collection::vec(row(), 1..40)) {
        let found = assessed(&[file(&rows)]);
        let bounds = |count: &Count| match count {
            Count::Known { lo, hi, .. } => (*lo, hi.unwrap()),
            Count::Unknown { .. } => (0, 0),
        };
        let (records, _) = bounds(&found.counts.records);
        let (lo, hi) = bounds(&found.counts.persons);
        prop_assert!(lo <= hi && hi <= records);
        let mut names: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.split_once(','))
            .filter(|(name, rest)| !name.is_empty() && *rest != ",,")
            .map(|(name, _)| name)
            .collect();
        names.sort_unstable();
        names.dedup();
        prop_assert!(lo >= names.len() as u64, "each name with another value is at least one person");
    }
}
