//! A small leak, assessed where it lies, and what a count says at both ends.

use exposure::{Assessment, Count, Request, Source, assess};

/// What a leak tells, against a register of customers if there is one.
#[allow(dead_code, reason = "not every test counts a single leak")]
pub(crate) fn assessed(leak: &str, register: Option<&str>) -> Assessment {
    together(&[leak], register)
}

/// As [`assessed`], of several leaks counted together.
pub(crate) fn together(leaks: &[&str], register: Option<&str>) -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let source = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Source::path(path)
    };
    let leaks: Vec<Source> =
        leaks.iter().enumerate().map(|(place, text)| source(&format!("leak{place}"), text)).collect();
    let register = register.map(|text| source("register", text));
    let request = Request {
        leaks: &leaks,
        register: register.as_ref(),
        list: None,
        temp: folder.path(),
        memory: 1 << 20,
        now: jiff::Timestamp::constant(1_795_305_600, 0),
    };
    assess(&request, &mut |_| {}).unwrap()
}

/// Both ends of a count that has them.
pub(crate) fn bounds(count: &Count) -> (u64, u64) {
    let Count::Known { lo, hi: Some(hi), .. } = count else { panic!("an open count") };
    (*lo, *hi)
}
