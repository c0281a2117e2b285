//! `stanch demo` with a small shop.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::ran::run;

#[test]
fn the_demo_counts_what_it_made_up_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    for (language, expected) in [("en", "counted the same"), ("zh", "统计结果一致")] {
        let place = folder.path().join(language);
        let place = place.to_str().unwrap();
        let ran = run(&["demo", "--members", "1200", "--dir", place, "--lang", language]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        assert!(ran.out.contains(expected), "{}", ran.out);
        // Twelve hundred members and the ten newcomers of the export.
        assert!(ran.out.contains("1,210"), "{}", ran.out);
        let bundle = format!("{place}/drill.bundle");
        assert_eq!(run(&["journal", "verify", &bundle, "--key", &format!("{bundle}.vkey")]).code, 0);
        assert_eq!(fs::metadata(place).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn the_demo_never_writes_into_a_folder_that_is_already_there() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run(&["demo", "--members", "60", "--dir", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 6, "{}", ran.err);
}
