//! Real inputs that nobody on the project wrote. Counts only; where the folder is absent the tests say so.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "helpers of tests stop a test as tests do"
)]

use std::path::{Path, PathBuf};

use exposure::{Count, Request, Source, Status, assess, rows};

fn data(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(path);
    if found.exists() {
        return Some(found);
    }
    assert!(std::env::var_os("STANCH_REQUIRE_ALL").is_none(), "{} is absent", found.display());
    println!("left out: shared data absent");
    None
}

fn assessed(paths: &[PathBuf]) -> exposure::Assessment {
    let leaks: Vec<Source> = paths.iter().map(Source::path).collect();
    let temp = tempfile::tempdir().unwrap();
    let request = Request {
        leaks: &leaks,
        register: None,
        list: None,
        temp: temp.path(),
        memory: 8 << 20,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    assess(&request, &mut |_| {}).unwrap()
}

fn bounds(count: &Count) -> (u64, Option<u64>) {
    match count {
        Count::Known { lo, hi, .. } => (*lo, *hi),
        Count::Unknown { unknown, .. } => panic!("unknown: {unknown}"),
    }
}

#[test]
fn chinook_holds_67_people_and_412_invoices_of_59_of_them() {
    let Some(path) = data("leaks/Chinook_MySql.sql") else { return };
    let found = assessed(&[path]);
    assert_eq!(bounds(&found.counts.records), (479, Some(479)));
    assert_eq!(bounds(&found.counts.persons), (67, Some(67)));
    let count = |kind: &str| (found.identifiers[kind].values, found.identifiers[kind].distinct);
    assert_eq!(count("email"), (67, 67));
    assert_eq!(count("phone"), (86, 83));
    assert_eq!(count("address"), (479, 67));
    assert_eq!(count("cn_id"), (0, 0));
    assert_eq!(count("card"), (0, 0));
    assert_eq!(found.attributed_by_key, 412);
    assert!(found.unattributed.is_empty());
    assert!(matches!(found.counts.customers, Count::Unknown { .. }), "no register: unknown, not 0");
    assert_eq!(found.files[0].rows, 15_607);
    assert!(found.complete);
}

#[test]
fn chinook_cut_anywhere_says_what_was_not_read() {
    let Some(path) = data("leaks/Chinook_MySql.sql") else { return };
    let bytes = std::fs::read(path).unwrap();
    for cut in [220_000, 371_234, 400_001, 599_000] {
        let folder = tempfile::tempdir().unwrap();
        let cut_file = folder.path().join("cut.sql");
        std::fs::write(&cut_file, &bytes[..cut]).unwrap();
        let found = assessed(&[cut_file]);
        assert_eq!(found.files[0].status, Status::PartlyRead, "cut at {cut}");
        assert!(found.files[0].bytes_not_read > 0 && found.files[0].bytes_not_read < 2_000, "cut at {cut}");
        let (persons, most) = bounds(&found.counts.persons);
        assert!(persons <= 67 && most.is_none(), "what was cut off bounds nothing from above");
    }
}

#[test]
fn sakila_keeps_addresses_in_another_table_and_has_601_people() {
    let (Some(rows), Some(tables)) =
        (data("leaks/sakila/sakila/sakila-mv-data.sql"), data("leaks/sakila/sakila/sakila-mv-schema.sql"))
    else {
        return;
    };
    for paths in [[rows.clone(), tables.clone()], [tables, rows]] {
        let found = assessed(&paths);
        assert_eq!(bounds(&found.counts.persons), (601, Some(601)), "599 customers and 2 staff");
        assert_eq!(found.identifiers["email"].distinct, 601);
        assert_eq!(
            found.counts.by_class["location"].persons_lo, 601,
            "each with the address their key names"
        );
    }
}

#[test]
fn odd_csv_is_read_as_others_read_it() {
    let Some(folder) = data("hostile/csv_spectrum") else { return };
    let mut compared = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let json = std::fs::read(folder.join("json").join(format!("{stem}.json"))).unwrap();
        let expected: serde_json::Value = serde_json::from_slice(&json).unwrap();
        // One expectation holds another phone number than its CSV and is no list: its rows are counted only.
        let list = expected.as_array();
        let mut table: Vec<Vec<String>> = Vec::new();
        rows(&Source::path(&path), &mut |_, cells| {
            table.push(cells.iter().map(|cell| cell.unwrap_or_default().to_owned()).collect());
        })
        .unwrap();
        let (names, body) = table.split_first().unwrap();
        match list {
            None => assert_eq!(body.len(), 1, "{stem}"),
            Some(list) => {
                let objects: Vec<serde_json::Value> = body
                    .iter()
                    .map(|row| {
                        names
                            .iter()
                            .cloned()
                            .zip(row.iter().map(|cell| serde_json::Value::from(cell.as_str())))
                            .collect()
                    })
                    .collect();
                assert_eq!(&objects, list, "{stem}");
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 12);
}

#[test]
fn text_in_the_charsets_of_the_region_is_recognised() {
    let Some(folder) = data("hostile/encodings") else { return };
    let charset = |path: &str| rows(&Source::path(folder.join(path)), &mut |_, _| {}).unwrap();
    for (path, expected) in [
        ("en/ascii.txt", "ASCII"),
        ("zh/utf-8.txt", "UTF-8"),
        ("zh/gb18030.txt", "GB18030"),
        ("zh/big5.txt", "Big5"),
        ("ru/windows-1251.txt", "windows-1251"),
        ("ru/koi8-r.txt", "KOI8-U"),
        ("vi/utf-8.txt", "UTF-8"),
        ("ja/shift_jis.txt", "Shift_JIS"),
        ("ja/utf-16le.txt", "UTF-16LE"),
        ("ja/utf-16be.txt", "UTF-16BE"),
        ("ko/utf-16.le", "UTF-16LE"),
    ] {
        let report = charset(path);
        assert_eq!((report.charset, report.status), (Some(expected), Status::Read), "{path}");
    }
    for path in ["ko/utf-32.be", "ko/iso-2022-kr.txt"] {
        assert_eq!(charset(path).status, Status::NotRead, "{path}");
    }
}

#[test]
fn what_is_no_text_is_not_read_and_never_clean() {
    for path in [
        "leaks/Chinook_Sqlite.sqlite",
        "hostile/archives/testtar.tar",
        "hostile/archives/zipdir.zip",
        "hostile/archives/recursion.tar",
    ] {
        let Some(path) = data(path) else { return };
        let found = assessed(std::slice::from_ref(&path));
        let file = &found.files[0];
        assert_eq!((file.status, file.bytes_read, file.bytes_not_read), (Status::NotRead, 0, file.bytes));
        assert!(file.reason.is_some());
        assert!(!found.complete);
        assert_eq!(bounds(&found.counts.persons), (0, None), "{}", path.display());
    }
}
