//! How often a page asks the store, counted by the engine itself: a hook that is set on every connection this process opens.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a test stops at any surprise")]
#![allow(unsafe_code, reason = "the engine takes its hooks by pointer; they do nothing but count")]

mod house;

use std::ffi::{c_char, c_int, c_uint, c_void};
use std::sync::atomic::{AtomicU64, Ordering};

use desk::Act;
use house::{Browser, Served, now, served};
use incident::{Actor, Command};
use plan::Right;
use rusqlite::ffi;

/// Statements that began to run in this process.
static STATEMENTS: AtomicU64 = AtomicU64::new(0);

unsafe extern "C" fn count(_: c_uint, _: *mut c_void, _: *mut c_void, _: *mut c_void) -> c_int {
    STATEMENTS.fetch_add(1, Ordering::SeqCst);
    ffi::SQLITE_OK
}

unsafe extern "C" fn hook(
    connection: *mut ffi::sqlite3,
    _: *mut *mut c_char,
    _: *const ffi::sqlite3_api_routines,
) -> c_int {
    // SAFETY: the engine calls this with a connection it has just opened; the hook needs nothing of ours.
    unsafe {
        ffi::sqlite3_trace_v2(connection, ffi::SQLITE_TRACE_STMT as c_uint, Some(count), std::ptr::null_mut())
    }
}

fn open_cases(served: &Served, many: u32) {
    let plan = &served.plan;
    let role = plan.roles.iter().find(|role| role.rights.contains(&Right::Open)).unwrap();
    for number in 0..many {
        let words = [("title".to_owned(), format!("Orders on a forum {number}"))];
        let command = Command::from_words("open", &words, plan, &plan.zone).unwrap();
        let who = Actor { role: role.id.clone(), user: "test".to_owned() };
        let act = Act { command, who, occurred_at: None, now: now() };
        served.house.desk().open_case(plan, &act).unwrap();
    }
}

/// Statements of one look at a page: the median of several, because once in a second the server looks for what is due.
fn statements_of(browser: &mut Browser, path: &str) -> u64 {
    browser.get(path);
    let mut looks: Vec<u64> = (0..15)
        .map(|_| {
            let before = STATEMENTS.load(Ordering::SeqCst);
            assert_eq!(browser.get(path).status, 200);
            STATEMENTS.load(Ordering::SeqCst) - before
        })
        .collect();
    looks.sort_unstable();
    looks[looks.len() / 2]
}

/// An act is covered by the tree on a thread of its own, which asks the store too.
fn until_nothing_is_asked() {
    let mut last = u64::MAX;
    while last != STATEMENTS.load(Ordering::SeqCst) {
        last = STATEMENTS.load(Ordering::SeqCst);
        std::thread::park_timeout(std::time::Duration::from_millis(100));
    }
}

#[test]
fn a_list_asks_the_store_three_times_at_most_however_many_cases_there_are() {
    // SAFETY: called once, before any connection is opened.
    assert_eq!(unsafe { ffi::sqlite3_auto_extension(Some(hook)) }, ffi::SQLITE_OK);
    let served = served();
    let mut browser = served.signed_in("li.wei", &["duty_manager"], false);
    open_cases(&served, 26);
    let few = ["/", "/?mine=1"].map(|path| statements_of(&mut browser, path));
    assert!(browser.get("/").body.matches("id=\"case-").count() == 25, "a full page");
    let unseen: Vec<u64> = (0..5)
        .map(|_| {
            open_cases(&served, 1);
            until_nothing_is_asked();
            let before = STATEMENTS.load(Ordering::SeqCst);
            assert_eq!(browser.get("/").status, 200);
            STATEMENTS.load(Ordering::SeqCst) - before
        })
        .collect();
    assert!(
        unseen.iter().min().is_some_and(|asked| *asked <= 3),
        "with a title nobody has read yet: {unseen:?}"
    );
    open_cases(&served, 169);
    let many = ["/", "/?mine=1"].map(|path| statements_of(&mut browser, path));
    assert!(few.iter().chain(&many).all(|asked| (1..=3).contains(asked)), "{few:?} {many:?}");
    assert_eq!(few, many);
}
